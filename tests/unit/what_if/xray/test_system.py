"""People, signals or workload: what is changed, arms that are kept, shares that add up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from innosim.ensemble import run, run_to_folder
from innosim.errors import InputError
from innosim.kept import Kept, kept
from innosim.results.reader import read
from innosim.scenario.content import resolved
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.what_if.xray import system_words
from innosim.what_if.xray.again import scenario_of
from innosim.what_if.xray.places import Choice
from innosim.what_if.xray.shapley import coalitions
from innosim.what_if.xray.system import FACTORS, Counts, Rerun, Shares, arm, settings, shares_of
from tests.generators import scenario

BUSY = {
    "gates": {"capacity": 0.1, "attention": 0.5, "base": 1.0},
    "people": {"risk_aversion_middle": 0.9, "risk_aversion_leaders": 0.3},
    "generation": {"scale": 8.0},
}


def busy(**others: object) -> Scenario:
    return scenario(people=150, horizon=40, sections=BUSY, **others)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Kept]:
    with kept(tmp_path / "runs.jsonl") as opened:
        yield opened


def test_what_each_change_sets() -> None:
    made = busy()
    staff = made.section("people").risk_aversion_staff
    assert settings(made, "people") == {
        "people.risk_aversion_middle": staff,
        "people.risk_aversion_leaders": 0.3,
    }
    raised = settings(made, "signals", 0.7)
    assert len(raised) == 8
    assert set(raised.values()) == {0.7}
    assert settings(made, "workload") == {"gates.capacity": 50.0}
    better = scenario(sections={"signals": {"base_parity": 0.9}})
    assert settings(better, "signals")["signals.base_parity"] == 0.9


def test_arms_differ_by_what_is_changed_and_are_recorded() -> None:
    made = busy(record={"gates": False, "events": False})
    arms = [arm(made, changed) for changed in coalitions(list(FACTORS))]
    assert len({one.digest() for one in arms}) == 8
    assert all(one.record.gates and one.record.events for one in arms)
    assert arms[0].section("gates") == made.section("gates")
    assert arms[-1].section("gates").capacity == 50.0


def test_shares_add_up_in_every_world(store: Kept) -> None:
    found = Rerun(busy(), 4, store, Choice()).shares()
    assert found.pairs == 4
    for outcome in (found.stopped, found.through):
        parts = np.array([part.values for part in outcome.parts.values()])
        assert parts.sum(axis=0) == pytest.approx(outcome.whole.values)
        assert outcome.whole.mean != 0
    whole = np.array(found.stopped.before.values) - found.stopped.after.values
    assert found.stopped.whole.values == pytest.approx(whole)
    assert sum(found.points.values()) == pytest.approx(round(100 * whole.mean(), 1))
    assert found.stopped.parts["workload"].mean > 0


def test_the_first_arm_is_the_run_as_it_is(store: Kept, tmp_path: Path) -> None:
    from innosim.what_if.xray.pictures import xray

    made = busy()
    run_to_folder(made, tmp_path / "r", replicates=3)
    for choice in (Choice(), Choice(role="middle_manager")):
        seen = xray(tmp_path / "r", choice).rows[0].measures["blocked"]
        found = Rerun(made, 3, store, choice).shares()
        assert found.stopped.before.values == pytest.approx(seen.values)


def test_a_change_that_changes_nothing_has_no_share(store: Kept) -> None:
    made = scenario(people=150, horizon=30, sections={"gates": {"capacity": 50.0}})
    found = Rerun(made, 2, store, Choice()).shares()
    assert found.stopped.parts["workload"].values == (0.0, 0.0)
    assert found.through.parts["workload"].values == (0.0, 0.0)


def test_stopped_work_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    made, told = busy(), []

    def stop(weeks: int) -> None:
        told.append(weeks)
        if len(told) == 100:
            raise KeyboardInterrupt

    with kept(tmp_path / "a") as store:
        rerun = Rerun(made, 2, store, Choice(), progress=stop)
        with pytest.raises(KeyboardInterrupt):
            rerun.shares()
        assert len(store) == 2
        again: list[int] = []
        rerun.progress = again.append
        found = rerun.shares()
        assert sum(again) == rerun.weeks == 8 * 2 * 40
        assert again[:2] == [80, 80]
    with kept(tmp_path / "b") as store:
        assert Rerun(made, 2, store, Choice()).shares() == found


def test_worlds_without_ideas_are_left_out() -> None:
    arms = {
        changed: Counts(np.array([1.0, 0.0, 1.0]), np.array([3.0, 0.0, 1.0]))
        for changed in coalitions(list(FACTORS))
    }
    assert shares_of(arms, 1.0).pairs == 2
    nothing = {changed: Counts(np.zeros(2), np.zeros(2)) for changed in arms}
    empty = shares_of(nothing, 1.0)
    assert empty.pairs == 0
    assert empty.as_data()["points"]["people"] is None
    assert "no idea came to a decision" in str(empty)


def known(people: float, signals: float, workload: float, more: float = 0.0) -> Shares:
    """Each change takes away so many of 100 ideas in both worlds, whatever the others do."""
    worth = {"people": people, "signals": signals, "workload": workload}
    arms = {}
    for changed in coalitions(list(FACTORS)):
        gone = sum(worth[name] for name in changed)
        total = 100.0 * (1 + more * ("signals" in changed))
        stopped = total / 100 * (40 - gone + np.array([0.0, 0.01]) * ("people" not in changed))
        arms[changed] = Counts(stopped, total - stopped)
    return shares_of(arms, 1.0)


def test_the_words_say_who_takes_away_what() -> None:
    text = str(known(2.0, 5.0, 10.0))
    assert "workload +10.0, signals +5.0, people +2.0" in " ".join(text.split())
    assert "fill the queues" not in text


def test_a_change_that_brings_more_ideas_is_explained() -> None:
    text = " ".join(str(known(2.0, -5.0, 10.0, more=3.0)).split())
    assert "With signals a larger share is stopped, and still more gates are passed" in text


def test_hero_meter_in_words() -> None:
    said = system_words.heroes(5, (0.4, 0.2, 0.6), 30)
    assert said == (
        "Hero meter: 40 % (20 to 60) of what became normal practice is gone when the five most "
        "determined people are made average (30 pairs of runs)."
    )
    assert "cannot be told from nothing" in system_words.heroes(1, (0.1, -0.2, 0.4), 9)
    assert "nothing became normal practice" in system_words.heroes(5, (np.nan,) * 3, 9)
    assert "nothing changes" in system_words.heroes(5, (-0.0, -0.0, -0.0), 9)


def test_the_scenario_of_results_is_the_one_that_was_run(tmp_path: Path) -> None:
    made = load("small-service", ["horizon=4", "signals.base_parity=0.55", "seed=9"])
    run_to_folder(made, tmp_path / "r")
    again = scenario_of(read(tmp_path / "r"))
    assert resolved(again) == resolved(made)
    first, second = (run(each).table("series") for each in (made, again))
    assert first.keys() == second.keys()
    for name, column in first.items():
        assert np.array_equal(column, second[name], equal_nan=column.dtype.kind == "f")


def test_files_of_an_organisation_are_found_by_their_content(tmp_path: Path) -> None:
    table = "id,manager,unit\n" + "\n".join(
        f"{n},{'' if n == 0 else (n - 1) // 4},Unit {n % 2}" for n in range(40)
    )
    (tmp_path / "people.csv").write_text(table)
    (tmp_path / "s.toml").write_text(
        'format = 1\ntitle = "T"\nhorizon = 3\n[organisation.table]\nfile = "people.csv"\n'
        'person = "id"\nsuperior = "manager"\n'
    )
    made = load(tmp_path / "s.toml")
    run_to_folder(made, tmp_path / "out" / "r")
    found = read(tmp_path / "out" / "r")
    assert resolved(scenario_of(found)) == resolved(made)
    (tmp_path / "people.csv").write_text(table + "\n40,0,Unit 1")
    with pytest.raises(InputError, match=r"the file people.csv .* is not found with the content"):
        scenario_of(found)


def test_results_of_another_version(tmp_path: Path) -> None:
    from tests.unit import synthetic_results

    found = read(synthetic_results.write(tmp_path / "r", people=60, weeks=4, replicates=1))
    with pytest.raises(InputError, match="cannot be run by this version of innosim"):
        scenario_of(found)
