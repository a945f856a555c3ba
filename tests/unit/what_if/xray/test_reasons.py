"""Reasons: decisions with known reasons, shares that add up to exactly 100 %."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.errors import InputError
from innosim.results.writer import ResultsWriter
from innosim.what_if.xray.pictures import XRay, xray
from innosim.what_if.xray.places import Choice
from innosim.what_if.xray.reasons import REASONS, per_mille, weights
from innosim.what_if.xray.visits import End, Visits
from tests.unit.what_if.xray.handmade import (
    ONE_OF_EACH,
    PENALISED,
    Replicate,
    posts,
    results,
    units,
)

NAMES = [reason.name for reason in REASONS]


def one(terms: dict[str, float], neutral: dict[str, float], panel: int = 1) -> dict[str, float]:
    """The reasons of one refusal."""
    gates = {f"term_{name}": np.array([value]) for name, value in terms.items()}
    gates |= {"score": np.array([sum(terms.values())]), "outcome": np.array(["rejected"])}
    first = np.zeros(1, np.int64)
    refused = Visits(first, first, first, first + End.REFUSED, first, first > 0)
    found = weights(refused, gates, neutral, panel)[0]
    return {name: part for name, part in zip(NAMES, found.tolist(), strict=True) if part}


def test_penalties_share_what_they_cause_in_proportion() -> None:
    """A quarter of the shortfall is risk; the neutral idea is refused with chance r(1)."""
    anyway = (1 + exp(-3)) / (1 + exp(1))
    found = one(PENALISED, dict.fromkeys(PENALISED, 0.0))
    assert found == pytest.approx(
        {"risk": (1 - anyway) / 4, "incumbent": 3 * (1 - anyway) / 4, "anyway": anyway}
    )


def test_several_reviewers() -> None:
    anyway = ((1 + exp(-3)) / (1 + exp(1))) ** 3
    found = one(PENALISED, dict.fromkeys(PENALISED, 0.0), panel=3)
    assert found["anyway"] == pytest.approx(anyway)
    assert sum(found.values()) == pytest.approx(1.0)


def test_support_counts_as_far_as_it_is_less_than_usual() -> None:
    terms = {"base": 0.0, "alignment": 0.2, "champion": 0.9, "fit": 0.1}
    found = one(terms, {"base": 0.0, "alignment": 0.6, "champion": 0.4, "fit": 0.0})
    assert found.keys() == {"understanding", "anyway"}


def test_with_nothing_against_it_there_is_no_special_reason() -> None:
    assert one({"base": -2.0, "risk": 0.0}, {"base": 0.0, "risk": 0.0}) == {"anyway": 1.0}


def test_a_term_that_is_not_known_is_other() -> None:
    assert one({"base": 0.0, "new": -1.0}, {"base": 0.0, "new": 0.0}).keys() == {"other", "anyway"}


def test_extreme_scores_are_safe() -> None:
    found = one({"base": 0.0, "risk": -5000.0}, {"base": 0.0, "risk": 0.0})
    assert found["risk"] == pytest.approx(0.5)
    assert one({"base": 900.0, "risk": -1.0}, {"base": 0.0, "risk": 0.0}) == pytest.approx(
        {"risk": 1 - exp(-1), "anyway": exp(-1)}
    )


TERM_VALUES = st.fixed_dictionaries(
    {name: st.floats(-6, 6) for name in ("base", "risk", "novelty", "fit", "alignment", "merit")}
)


@given(TERM_VALUES, st.integers(1, 5))
def test_parts_of_any_refusal_add_up_to_one(terms: dict[str, float], panel: int) -> None:
    found = one(terms, {**dict.fromkeys(terms, 0.0), "alignment": 0.4}, panel)
    assert sum(found.values()) == pytest.approx(1.0)
    assert min(found.values()) >= 0


@given(TERM_VALUES)
def test_more_of_a_penalty_is_more_of_that_reason(terms: dict[str, float]) -> None:
    usual = dict.fromkeys(terms, 0.0)
    more = {**terms, "risk": min(terms["risk"], 0.0) - 1.0}
    assert one(more, usual)["risk"] > one(terms, usual).get("risk", 0.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12).filter(lambda parts: sum(parts) > 0))
def test_thousandths_add_up_exactly(parts: list[float]) -> None:
    share = np.array(parts) / sum(parts)
    found = per_mille(share)
    assert found.sum() == 1000
    assert np.abs(found - 1000 * share).max() < 1


def test_one_of_each_reason(tmp_path: Path) -> None:
    """Six stops: one rule, one believed rule, two for lack of time, two weighed."""
    seen = xray(results(tmp_path / "r", ONE_OF_EACH), Choice(layer=1))
    row = seen.rows[0]
    anyway = (1 + exp(-3)) / (1 + exp(1))
    expected = {
        "rule": 1 / 6,
        "convention": 1 / 6,
        "no_time": 2 / 6,
        "risk": 2 * (1 - anyway) / 4 / 6,
        "incumbent": 2 * 3 * (1 - anyway) / 4 / 6,
        "anyway": 2 * anyway / 6,
    }
    means = {name: found.mean for name, found in row.reasons.items() if found.mean}
    assert means == pytest.approx(expected, rel=1e-5)
    assert row.stops == 6
    assert sum(row.per_mille.values()) == 1000


def test_measures_by_hand(tmp_path: Path) -> None:
    row = xray(results(tmp_path / "r", ONE_OF_EACH), Choice(layer=1)).rows[0]
    found = {name: measure.mean for name, measure in row.measures.items()}
    stayed = np.array([2, 3, 4, 5, 5, 4, 10, 10, 6])
    assert row.place.number == 3
    assert found["queue"] == pytest.approx(stayed.sum() / 3 / 20)
    assert found["age"] == pytest.approx((stayed * (stayed - 1) / 2).sum() / stayed.sum())
    assert found["reviews"] == 5 / 20
    assert (found["pass_rate"], found["refused"], found["held"]) == (1 / 5, 3 / 5, 1 / 5)
    assert found["wait"] == 3.5
    assert found["blocked"] == pytest.approx(6 / 7)
    assert found["stalled"] == pytest.approx(2 / 7)
    assert found["expired"] == pytest.approx(1 / 7)
    assert found["lost"] == pytest.approx(1 / 8)
    assert found["came"] == pytest.approx(9 * 52 / 20 / 3)


def test_intervals_are_over_replicates(tmp_path: Path) -> None:
    """One replicate stops all, the other one none that it is asked about."""
    passed: Replicate = (
        [("up", 2, 1, "accepted", {})],
        [("up", 0, "conceived", "gate", 4)],
        {"up": "leader_gate"},
    )
    ruled: Replicate = (
        [("no", 2, 1, "rule", {})],
        [("no", 0, "conceived", "gate", 4)],
        {"no": "rejected"},
    )
    row = xray(results(tmp_path / "r", passed, ruled, ruled), Choice(layer=1)).rows[0]
    blocked = row.measures["blocked"]
    assert blocked.values == (0.0, 1.0, 1.0)
    half = 4.302653 * np.sqrt(1 / 3) / np.sqrt(3)
    assert (blocked.low, blocked.high) == pytest.approx((max(0, 2 / 3 - half), 1.0))
    assert row.per_mille["rule"] == 1000
    assert np.isnan(row.reasons["rule"].values[0])


def test_nothing_stopped_and_nothing_raised(tmp_path: Path) -> None:
    seen = xray(results(tmp_path / "r", ([], [], {"x": "pilot"})))
    assert [row.stops for row in seen.rows] == [0, 0, 0]
    assert sum(seen.rows[0].per_mille.values()) == 0
    assert "no idea was stopped" in str(seen)


def test_layers_roles_and_units(tmp_path: Path) -> None:
    found = results(tmp_path / "r", ONE_OF_EACH)
    labels = [row.place.label for row in xray(found).rows]
    assert labels == ["all gates", "layer 0 (leaders)", "layer 1 (middle managers)"]
    by_role = xray(found, Choice(role="middle_manager")).rows
    by_unit = xray(found, Choice(unit="whole")).rows
    assert [row.stops for row in (*by_role, *by_unit)] == [6, 6]
    assert (by_role[0].place.number, by_unit[0].place.number) == (3, 4)


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ({"layer": 2}, "no post of layer 2 reviews ideas; there are layers 0, 1"),
        ({"unit": "Wohle"}, "there is no unit 'Wohle'; did you mean 'Whole'?"),
        ({"unit": "North"}, "fewer than 3 posts review ideas in North; the X-ray shows no persons"),
        ({"role": "individual"}, "no post of the role 'individual' reviews ideas"),
        ({"layer": 1, "unit": "Whole"}, "choose one of layer, unit and role"),
    ],
)
def test_gates_that_cannot_be_looked_at(
    tmp_path: Path, choice: dict[str, object], why: str
) -> None:
    found = results(tmp_path / "r", ONE_OF_EACH)
    with pytest.raises(InputError, match=why.replace("?", r"\?")):
        xray(found, Choice(**choice))


def test_a_run_without_records_is_refused_in_a_line(tmp_path: Path) -> None:
    from innosim.results.manifest import Manifest

    with ResultsWriter(tmp_path / "r") as writer:
        writer.write("posts", posts())
        writer.write("units", units())
        writer.finish(Manifest({}, 1, 1, 10, "0"))
    with pytest.raises(InputError, match="no record of gates and events and ideas") as caught:
        xray(tmp_path / "r")
    assert "\n" not in str(caught.value)


def test_no_person_is_named(tmp_path: Path) -> None:
    seen: XRay = xray(results(tmp_path / "r", ONE_OF_EACH))
    assert "post 1" not in str(seen)
    gates = seen.as_data()["gates"]
    assert all(set(row) == {"place", "posts", "stopped", "measures", "reasons"} for row in gates)
    assert sum(reason["percent"] for reason in gates[0]["reasons"].values()) == pytest.approx(100)
