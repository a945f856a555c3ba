"""Table plans in the same worlds: ties, budgets, and that nothing but the plans decides."""

from __future__ import annotations

import doctest
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from innosim import catalogue
from innosim.errors import InputErrors
from innosim.teaching import session as session_module
from innosim.teaching import tournament as tournament_module
from innosim.teaching.league import rows, sentence, text
from innosim.teaching.lesson import Lesson
from innosim.teaching.plans import plans
from innosim.teaching.tournament import Values, _places, tournament
from tests.unit.teaching.toy import RESULTS, standing


@pytest.fixture(scope="module")
def small() -> Lesson:
    of: Lesson = catalogue.lesson("yes_and")
    worlds = tuple(replace(world, people=80, weeks=60) for world in of.worlds)
    return replace(of, worlds=worlds)


def test_identical_plans_tie_and_no_plan_changes_nothing(small: Lesson) -> None:
    chosen = plans(small, {1: ["yes_and"], 2: [], 3: ["yes-and"]})
    found = tournament(small, chosen, pairs=3)
    by_table = {one.table: one for one in found.standings}
    assert by_table[1].place == by_table[3].place
    assert by_table[1].shared
    assert by_table[1].practices == by_table[3].practices
    assert by_table[1].regret == by_table[3].regret
    assert by_table[2].more.value == 0
    assert by_table[2].more.verdict == "same"
    assert by_table[2].burden.value == 0
    assert by_table[1].burden.value != 0
    assert all((one.regret.value or 0) >= 0 for one in found.standings)


def test_number_of_tables_and_processes_change_no_number(small: Lesson) -> None:
    alone = tournament(small, plans(small, {4: ["yes_and"]}), pairs=2)
    both = tournament(small, plans(small, {4: ["yes_and"], 5: ["team_trust*0.5"]}), pairs=2, jobs=2)
    mine = next(one for one in both.standings if one.table == 4)
    assert mine.practices == alone.standings[0].practices
    assert mine.burden == alone.standings[0].burden
    assert both.nothing == alone.nothing


def test_what_was_run_is_not_run_again(small: Lesson) -> None:
    passed: list[int] = []
    kept: dict[str, Values] = {}
    two = {1: ["yes_and*0.3", "more_reviewers"], 2: ["more_reviewers", "yes_and*0.3"]}
    first = tournament(small, plans(small, two), pairs=2, kept=kept)
    assert len(kept) == 2
    assert first.standings[0].practices == first.standings[1].practices
    measured = {key: dict(values) for key, values in kept.items()}
    chosen = plans(small, {**two, 3: ["protected_time"]})
    found = tournament(small, chosen, pairs=2, kept=kept, progress=passed.append)
    assert passed == [2 * 60] * 4
    assert len(kept) == 3
    assert all(kept[key] == values for key, values in measured.items())
    assert found.facts == tournament(small, chosen, pairs=2).facts


def test_seeds_make_other_worlds(small: Lesson) -> None:
    chosen = plans(small, {1: ["yes_and"]})
    one, other = (tournament(small, chosen, seed, 2) for seed in (1, 2))
    assert one.standings[0].burden != other.standings[0].burden


def test_places_are_shared_where_worlds_cannot_tell_apart() -> None:
    level = np.array([5.0, 6.0, 7.0, 6.0])
    noise = np.array([0.3, -0.4, 0.2, -0.2])
    found = {1: level - 3, 2: level, 3: level + noise, 4: level - 3 + noise, 5: level - 4}
    assert _places(found) == {2: 1, 3: 1, 1: 3, 4: 3, 5: 5}


def test_what_is_wrong_with_plans_is_named_at_once(small: Lesson) -> None:
    with pytest.raises(InputErrors) as caught:
        plans(small, {0: ["yes_and"], 2: ["yes_end"], 3: ["yes_and", "yes_and*0.3"]})
    said = str(caught.value)
    assert "table 0: tables are numbered 1 to 8" in said
    assert "table 2: there is no card 'yes_end'; did you mean yes_and?" in said
    assert "table 3: yes_and is chosen more than once" in said
    with pytest.raises(InputErrors, match="there is no plan"):
        plans(small, {})


def test_a_plan_over_the_budget_is_refused() -> None:
    of: Lesson = catalogue.lesson("yes_and")
    with pytest.raises(InputErrors, match="104 leader-hours a quarter, 4 over the 100"):
        plans(of, {1: ["yes_and", "team_trust*0.5"]})
    with pytest.raises(InputErrors, match="4 cards; 3 are the most"):
        plans(of, {1: ["yes_and*0.3", "more_reviewers", "learning_units", "protected_time"]})


def test_the_league_table_shows_ties_as_ties() -> None:
    assert [row[0] for row in rows(RESULTS)[1:]] == ["1=", "1=", "3"]
    assert sentence(RESULTS).startswith("Table 2 and table 1 share the first place")
    assert "3.0 new normal practices (2.5 to 3.5)" in text(RESULTS).replace("\n", " ")


def test_a_leader_that_is_no_better_than_nothing_is_called_so() -> None:
    found = {**RESULTS, "standings": [standing(1, 1, False, 0.1)]}
    assert "No plan among them is surely better than doing nothing" in sentence(found)


@pytest.mark.parametrize("module", [session_module, tournament_module])
def test_examples_of_the_docstrings(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
