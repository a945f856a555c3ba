"""The numbers of posts and units are names: they decide nothing about what happens."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.engine import Simulation
from innosim.ensemble import seeds
from innosim.organisation.chart import Chart, Role
from innosim.organisation.check import check
from innosim.scenario.sources import read
from innosim.world.world import World
from tests.generators import scenario
from tests.property.service import (
    ACTS,
    FIGURES,
    REPLICATES,
    WEEKS,
    by_replicate,
    far_apart,
    is_off_zero,
    of_people,
    world_of,
)

BODIES = 3
CHOSEN = scenario(240, BODIES, 15, {"external": {"rate": 0.02}}, ACTS)
Rows = NDArray[np.int64]


def first_and_last(world: World, role: Role) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """People of a role in the first half, and in the last half, of their likes in their team."""
    people = world.people
    rows = np.flatnonzero(people.role == role)
    unit = people.team[rows].astype(np.int64) * 1000 + people.layer[rows]
    _, start, size = np.unique(unit, return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(start, size)
    half = np.repeat(size // 2, size)
    halves = np.zeros((2, people.n), bool)
    halves[0, rows[place < half]] = True
    halves[1, rows[place >= np.repeat(size, size) - half]] = True
    return halves[0], halves[1]


@pytest.mark.parametrize("role", [Role.INDIVIDUAL, Role.MIDDLE_MANAGER])
@pytest.mark.parametrize("name", [*FIGURES, "queue", "clarity", "capability"])
def test_the_place_in_a_team_does_not_matter(name: str, role: Role) -> None:
    world = world_of(4)
    first, last = first_and_last(world, role)
    assert first.sum() == last.sum() > 10 * REPLICATES
    values = of_people(world, name)
    assert not is_off_zero(by_replicate(world, values, first) - by_replicate(world, values, last))


def reversed_numbers(chart: Chart) -> tuple[Chart, Rows]:
    """The chart with all posts and units numbered from the other end, and the old posts."""
    old = np.arange(chart.n)[::-1]
    team, teams = renumbered(chart.team[old])
    branch, branches = renumbered(chart.branch[old])
    organisation, organisations = renumbered(chart.organisation[old])
    superior = chart.superior[old]
    changed = replace(
        chart,
        superior=np.where(superior < 0, -1, chart.n - 1 - superior).astype(np.int32),
        role=chart.role[old],
        layer=chart.layer[old],
        team=team,
        branch=branch,
        organisation=organisation,
        fte=chart.fte[old],
        grade=chart.grade[::-1],
        team_branch=branch[np.searchsorted(team, np.arange(len(teams)))],
        branch_organisation=organisation[np.searchsorted(branch, np.arange(len(branches)))],
        branch_names=tuple(chart.branch_names[unit] for unit in branches),
        organisation_names=tuple(chart.organisation_names[unit] for unit in organisations),
    )
    return changed, old


def renumbered(unit: NDArray[np.int32]) -> tuple[NDArray[np.int32], list[int]]:
    """Units by the order in which they come, and their old numbers."""
    olds = list(dict.fromkeys(unit.tolist()))
    return np.array([olds.index(number) for number in unit.tolist()], np.int32), olds


def halves(chart: Chart) -> NDArray[np.int64]:
    """For each post, twice its organisation, plus one in the second half of its posts."""
    size = np.bincount(chart.organisation)
    place = np.arange(chart.n) - (np.cumsum(size) - size)[chart.organisation]
    half = 2 * chart.organisation + (2 * place >= size[chart.organisation])
    return half.astype(np.int64)


@cache
def run(backwards: bool) -> tuple[World, NDArray[np.int64]]:
    """The service under its own numbers or under others, and who belongs to which half."""
    chart = read(CHOSEN.organisation).chart
    changed, old = reversed_numbers(chart) if backwards else (chart, np.arange(chart.n))
    check(changed)
    simulation = Simulation(CHOSEN, seeds(100 + backwards, REPLICATES), changed)
    for _ in range(WEEKS):
        simulation.step()
    return simulation.world, np.tile(halves(chart)[old], REPLICATES)


@pytest.mark.parametrize("half", range(2 * BODIES))
@pytest.mark.parametrize("name", FIGURES)
def test_other_numbers_give_the_same_distribution(name: str, half: int) -> None:
    """Mean and variance, over independent replicates, of the same half of an organisation."""
    one, other = (
        by_replicate(world, of_people(world, name), halves == half)
        for world, halves in (run(False), run(True))
    )
    assert not far_apart(one, other)
    assert not far_apart((one - one.mean()) ** 2, (other - other.mean()) ** 2)


def test_the_numbers_do_change() -> None:
    chart = read(CHOSEN.organisation).chart
    changed, _ = reversed_numbers(chart)
    assert changed.organisation_names == chart.organisation_names[::-1]
    assert np.bincount(changed.organisation).tolist() != np.bincount(chart.organisation).tolist()
    assert (np.flatnonzero(changed.superior < 0) != np.flatnonzero(chart.superior < 0)).all()
