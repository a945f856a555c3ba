"""The same worlds in each arm; what is measured; nothing is run twice or lost."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innosim.analysis.headline import by_replicate
from innosim.arms import Arms
from innosim.ensemble import run_to_folder, seeds
from innosim.errors import InputError
from innosim.kept import kept
from innosim.results.reader import read
from innosim.results.texts import as_json
from innosim.what_if.comparison import compare as module
from innosim.what_if.comparison import runs
from innosim.what_if.comparison.arms import arms_of
from innosim.what_if.comparison.compare import Comparison, compare, compared
from innosim.what_if.comparison.folder import pairs_table
from innosim.what_if.comparison.quantities import SERIES, quantities, series_weeks
from innosim.what_if.comparison.runs import Bench, Block, Found, Memory, Progress
from innosim.what_if.comparison.stopping import LEAST, Until
from tests.unit.what_if.comparison.toy import service

AT_REST = 'add_interventions=[{kind = "yes_and", strength = 0.0}]'
PULLED = ("practices.yes_and=1", "practices.openness=1")


def _equal(one: Found, other: Found) -> bool:
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_a_scenario_against_itself_is_zero_in_every_pair() -> None:
    """Each arm is run for itself, in blocks of other sizes."""
    scenario = service()
    (together,) = Bench(1).run([scenario], 4)
    store = Memory()
    for pairs in (1, 2, 4):
        (apart,) = Bench(1, store).run([scenario], pairs)
    assert _equal(together, apart)
    assert len(np.unique(together["proposals"])) > 1


def test_a_lever_at_rest_is_zero_in_every_pair() -> None:
    found = compare(service(), service(AT_REST), pairs=4)
    assert not found.contrasts[0][0].same
    assert _equal(*found.found)
    for effect in found.contrasts[0][1].values():
        assert effect.difference.pairs == 0 or effect.verdict == "same"


def test_a_lever_that_is_pulled_is_no_zero() -> None:
    found = compare(service(), service(*PULLED), pairs=4)
    assert not _equal(*found.found)
    assert found.effect(found.arms[1].name, "cost_leaders").verdict == "worse"


def test_a_world_is_the_run_that_its_seed_gives(tmp_path: Path) -> None:
    scenario = service(*PULLED)
    (found,) = Bench(7).run([scenario], 3)
    seed = seeds(7, 3)[2]
    folder = run_to_folder(service(*PULLED, f"seed={seed}"), tmp_path / "run")
    measured = by_replicate(read(folder))
    for name, values in measured.items():
        assert np.array_equal(found[name][2], values, equal_nan=True), name
    series = read(folder).columns("series", ["embedded", "cost_staff"], [("level", "=", "service")])
    assert found[SERIES][2][-1] == pytest.approx(series["embedded"].sum() / 3)
    assert found["cost_staff"][2, 0] == pytest.approx(series["cost_staff"][-1] / 3 / 30 * 52)


def test_weekly_metrics_are_those_of_an_ablation() -> None:
    scenario = service()
    names = ("gate_pass", "adopters", "energy", "gap", "incidents", "burden", "exits")
    ablated = Arms(names, 3).values(scenario)
    (found,) = Bench(scenario.seed).run([scenario], 3)
    for name in names[:-1]:
        assert np.allclose(found[name][:, 0], ablated[name], equal_nan=True), name
    assert np.allclose(found["turnover"][:, 0], ablated["exits"])


def test_series_end_with_the_last_week() -> None:
    assert series_weeks(30) == list(range(30))
    assert series_weeks(520)[-1] == 519
    assert len(series_weeks(520)) == 130


def test_jobs_change_no_byte() -> None:
    arms = arms_of([service(), service(*PULLED)])
    one, two = (compared(arms, Bench(1, jobs=jobs), 3) for jobs in (1, 2))
    assert as_json(one.facts) == as_json(two.facts)
    assert pairs_table(one) == pairs_table(two)


class _Stopping(Progress):
    """Stops the work after the first block."""

    def passed(self, weeks: int) -> None:
        raise KeyboardInterrupt


def test_finished_worlds_are_kept_and_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_TOGETHER", 2)
    arms = arms_of([service(), service(*PULLED)])
    path = tmp_path / "worlds.jsonl"
    with kept(path) as store, pytest.raises(KeyboardInterrupt):
        compared(arms, Bench(1, store, progress=_Stopping()), 3)
    with kept(path) as store:
        assert len(store) == 2
        done: list[Block] = []
        _listen(monkeypatch, done)
        resumed = compared(arms, Bench(1, store), 3)
    assert sum(len(block.seeds) for block in done) == 2 * 3 - 2
    assert as_json(resumed.facts) == as_json(compared(arms, Bench(1), 3).facts)


def _listen(monkeypatch: pytest.MonkeyPatch, done: list[Block]) -> None:
    original = runs.run_block

    def _noted(block: Block) -> Any:
        done.append(block)
        return original(block)

    monkeypatch.setattr(runs, "run_block", _noted)


class _MadeUp(Bench):
    """A bench whose second arm has more ideas by one, more or less."""

    def run(self, scenarios: Sequence[Any], pairs: int) -> list[Found]:
        luck = np.random.default_rng(2).normal(0, 1, 400)[:pairs, None]
        base = {q.name: np.zeros((pairs, 1)) for q in quantities()} | {
            SERIES: np.zeros((pairs, 30))
        }
        return [base, base | {"proposals": 1 + luck}]


def test_pairs_are_added_until_the_interval_is_narrow() -> None:
    arms = arms_of([service(), service(*PULLED)])
    found = compared(arms, _MadeUp(1), Until(0.3, "proposals"))
    effect = found.effect(found.arms[1].name, "proposals")
    assert found.reached
    assert effect.half <= 0.3
    assert LEAST < effect.difference.pairs < 100
    assert "Worlds were added until the half-width of ideas raised was 0.3" in str(found)


def test_too_narrow_an_aim_ends_at_the_most_and_says_so() -> None:
    arms = arms_of([service(), service(*PULLED)])
    found = compared(arms, _MadeUp(1), Until(0.01, "proposals", most=35))
    assert (found.reached, len(found.seeds)) == (False, 35)
    assert "That was not reached" in str(found)


def test_equal_scenarios_need_no_more_than_the_least() -> None:
    found = compared(arms_of([service(), service()]), _MadeUp(1), Until(0.1))
    assert (found.reached, len(found.seeds)) == (True, LEAST)


def test_unknown_names_are_refused() -> None:
    arms = arms_of([service(), service(*PULLED)])
    with pytest.raises(InputError, match="did you mean embedded"):
        compared(arms, Bench(1), Until(1.0, "embeded"))
    with pytest.raises(InputError, match="at least one"):
        compared(arms, Bench(1), 0)
    found = Comparison(arms, _MadeUp(1).run([], 2), [1, 2])
    with pytest.raises(InputError, match="no arm 'x'"):
        found.effect("x")


def test_the_example_of_the_docstring() -> None:
    tests = doctest.testmod(module)
    assert tests.attempted >= 4
    assert tests.failed == 0


def test_the_public_name_is_the_function() -> None:
    import innosim
    import innosim.commands.compare

    assert innosim.compare is compare
