"""Paired differences, what an unpaired study would take, verdicts and sentences."""

from __future__ import annotations

import json
from math import inf, isnan, nan, sqrt

import numpy as np
import pytest

from innosim.analysis.parts import html
from innosim.paired import t_quantile
from innosim.results.texts import as_json
from innosim.what_if.comparison import words
from innosim.what_if.comparison.effects import effect, unpaired_runs
from innosim.what_if.comparison.page import parts
from innosim.what_if.comparison.stopping import FIXED
from tests.unit.what_if.comparison.toy import HOURS_OF_STAFF, made_up

ONE, OTHER = np.array([3.0, 5.0, nan, 8.0, 2.0]), np.array([2.0, 3.0, 1.0, 5.0, 2.5])


def test_an_effect_by_hand() -> None:
    found = effect(ONE, OTHER, 1, FIXED)
    differences = np.array([1, 2, 3, -0.5])
    half = t_quantile(0.975, 3) * differences.std(ddof=1) / 2
    assert found.difference.pairs == 4
    assert found.mean == 4.5
    assert (found.low, found.high) == pytest.approx((1.375 - half, 1.375 + half))
    assert (found.helps, found.harms) == (0.75, 0.25)
    assert (found.worst, found.worst_world) == (-0.5, 4)
    assert found.verdict == "cannot be told apart"


def test_where_less_is_wanted_the_worst_is_the_most() -> None:
    found = effect(ONE, OTHER, -1, FIXED)
    assert (found.helps, found.harms) == (0.25, 0.75)
    assert (found.worst, found.worst_world) == (3.0, 3)


@pytest.mark.parametrize(
    ("shift", "wanted", "verdict"),
    [(9, 1, "better"), (9, -1, "worse"), (9, 0, "higher"), (-9, 0, "lower"), (-9, -1, "better")],
)
def test_verdicts(shift: float, wanted: int, verdict: str) -> None:
    luck = np.array([0.1, 0.2, 0.4])
    assert effect(luck + shift, luck * 2, wanted, FIXED).verdict == verdict


def test_equal_arms_are_the_same_and_not_only_not_apart() -> None:
    found = effect(OTHER, OTHER, 1, FIXED)
    assert (found.verdict, found.difference.mean, found.half) == ("same", 0.0, 0.0)
    assert found.unpaired == inf


def test_one_pair_and_none_are_no_finding() -> None:
    one = effect(ONE[:1], OTHER[:1], 1, FIXED)
    assert one.verdict == "unknown"
    assert isnan(one.half)
    none = effect(np.array([nan]), np.array([1.0]), 1, FIXED)
    assert (none.verdict, none.worst_world) == ("unknown", None)


def test_an_unpaired_study_needs_the_least_number_that_is_as_narrow() -> None:
    random = np.random.default_rng(3)
    one, other = random.normal(0, 2, 30), random.normal(1, 0.5, 30)
    v, w = one.var(ddof=1), other.var(ddof=1)
    welch = (v + w) ** 2 / (v**2 + w**2)

    def width(n: int) -> float:
        return t_quantile(0.975, int(welch * (n - 1))) * sqrt((v + w) / n)

    for half in (0.3, 0.7, 1.5):
        n = int(unpaired_runs(one, other, half, FIXED))
        assert width(n) <= half < width(n - 1)


def test_pairs_that_share_no_luck_gain_next_to_nothing() -> None:
    random = np.random.default_rng(4)
    one, other = random.normal(0, 1, 4000), random.normal(0, 1, 4000)
    assert effect(one, other, 1, FIXED).unpaired == pytest.approx(4000, rel=0.07)
    shared = effect(one + 0.1 * other, one, 1, FIXED)
    assert shared.unpaired > 100 * 4000


BASE = [1.0, 1.4, 0.8, 1.2, 1.1, 0.9]
BETTER = [2.0, 2.3, 1.9, 2.4, 2.0, 2.1]
NOISY = [1.2, 1.1, 1.0, 1.1, 1.3, 0.8]


def _sentence(plan: list[float]) -> str:
    facts = made_up({"reference": BASE, "plan": plan}).facts
    return words.sentence(facts, facts["contrasts"][0])


def test_a_better_plan_in_words() -> None:
    said = _sentence(BETTER)
    assert "Plan has more new normal practices per 100 staff a year than" in said
    assert "It helps in 100 % of the worlds and harms in 0 %" in said
    assert "(seed 102)" in said
    assert "+5.0 of staff" in said
    mean = float(np.mean(BETTER) - np.mean(BASE))
    assert f"{HOURS_OF_STAFF / mean:.1f} hours for each practice more" in said
    assert "in the whole service +15 hours a year" in said


def test_an_interval_that_holds_zero_is_not_told_apart() -> None:
    said = _sentence(NOISY)
    assert "cannot be told apart" in said
    assert "holds zero" in said
    assert "more new normal practices" not in said


def test_no_world_that_differs_in_words() -> None:
    said = _sentence(BASE)
    assert "do not differ in new normal practices per 100 staff a year in any of 6 worlds" in said
    assert f"at most {100 * (1 - 0.05 ** (1 / 6)):.0f} %" in said


def test_means_that_differ_do_not_read_the_same() -> None:
    said = _sentence([one + 0.01 * (n % 2) + 0.02 for n, one in enumerate(BASE)])
    assert "1.09 and not 1.07" in said


def test_few_worlds_that_differ_are_said_to_be_few() -> None:
    assert "Only 1 of 6 worlds differs" in _sentence([*BASE[:5], 1.5])


def test_three_lines_under_assumptions() -> None:
    found = made_up(
        {"reference": BASE, "assumed": NOISY, "plan": BETTER}, assume=["politics.drift=0.01"]
    )
    said = str(found)
    assert "Plan against A small service of 1,000 people under my assumptions" in said
    assert "Levers and assumptions both differ" in said
    assert "Assumptions: politics.drift: " in said
    assert [c["changed"] for c in found.facts["contrasts"]] == [
        "assumptions",
        "levers",
        "levers and assumptions",
    ]


def test_tables_have_a_row_for_each_quantity_and_the_html_the_same_cells() -> None:
    found = made_up({"reference": BASE, "plan": BETTER})
    facts = found.facts
    table = words.table(facts, facts["contrasts"][0])
    assert len(table) == 1 + len(facts["quantities"])
    shown = found._repr_html_()
    assert all(f">{cell}<" in shown for row in table for cell in row[:4] if cell)
    assert json.loads(as_json(facts)) == facts


def test_names_of_arms_are_escaped_in_html() -> None:
    found = made_up({"reference": BASE, "plan": BETTER})
    renamed = json.loads(json.dumps(found.facts).replace("Plan", "<Plan>"))

    assert "<Plan>" not in html(parts(renamed))
