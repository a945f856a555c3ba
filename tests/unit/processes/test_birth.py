"""What teams and leaders give to a new idea, and what they leave as it is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from innosim.processes import alignment, birth
from innosim.world.world import World
from tests.generators import copied, scenario, simulated

WEEKS, FIRST = 30, 8
ALIKE, HALF, DIFFERENT = (0, 0, 0, 0), (0, 1, 0, 1), (3, 1, 0, 2)


@cache
def world_of(kind: str = "") -> World:
    """A service with one intervention, or none."""
    acting = [{"kind": kind}] if kind else []
    return simulated(scenario(interventions=acting), WEEKS).world


def both(kind: str, column: str) -> tuple[np.ndarray, np.ndarray]:
    """A column of the ideas that are conceived with the intervention and without it."""
    ideas, others = world_of(kind).ideas, world_of().ideas
    _, here, there = np.intersect1d(ideas.key, others.key, return_indices=True)
    assert len(here) > 20
    return getattr(ideas, column)[here], getattr(others, column)[there]


@pytest.mark.parametrize(("parts", "expected"), [(ALIKE, 0), (HALF, 1 / 3), (DIFFERENT, 1)])
def test_a_team_is_complete_as_far_as_its_parts_differ(
    parts: tuple[int, ...], expected: float
) -> None:
    world = copied(simulated(scenario(), 1))
    for skill in birth.PARTS:
        getattr(world.people, skill)[:] = 0.1
    for person, part in enumerate(parts):
        getattr(world.people, birth.PARTS[part])[person] = 0.9
    members = np.arange(len(parts), dtype=np.int32)[None, :]
    assert birth._completeness(world, members)[0] == pytest.approx(expected)


def test_support_in_handling_risk_does_not_change_the_risk() -> None:
    risk, as_it_is = both("risk_navigation", "risk")
    assert (risk == as_it_is).all()
    evidence, less = both("risk_navigation", "evidence")
    assert evidence.mean() > less.mean()


def test_history_makes_ideas_less_strange_in_proportion_so_that_none_stays_none() -> None:
    born, _ = both("history_story", "born")
    strange, stranger = both("history_story", "strangeness")
    without_precedents = born < FIRST
    assert without_precedents.sum() > 10
    expected = 0.85 * stranger[without_precedents]
    assert strange[without_precedents] == pytest.approx(expected, abs=1e-6)


def test_allies_are_those_to_whom_innovation_is_normal() -> None:
    simulation = simulated(scenario(sections={"alignment": {"allies": 0.2}}), WEEKS)
    world = copied(simulation)
    rows = np.flatnonzero(world.ideas.reviewer >= 0)
    world.people.normality[:] = 0.0
    assert not np.any(alignment._endorsement(world, rows))
    world.people.normality[:] = 0.5
    assert alignment._endorsement(world, rows) == pytest.approx(np.full(len(rows), 0.1))
