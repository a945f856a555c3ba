"""Who hears of what at an event for the whole service, and what remains of it."""

from __future__ import annotations

from functools import cache

import numpy as np

from innosim.engine import Simulation
from innosim.processes import _events, adoption
from innosim.world.use import Use
from tests.generators import copied, scenario, simulated

WEEKS, SEEDS = 60, (1, 2)
Section = adoption.Parameters


@cache
def run(coming: float, hidden: float = 0.0) -> Simulation:
    """Two services in which some practices are in use."""
    sections = {
        "adoption": {"convening": coming, "not_invented_here": 1.0},
        "birth": {"under_radar": hidden, "radar_weeks": 260},
    }
    return simulated(scenario(240, 3, sections=sections), WEEKS, SEEDS)


def abroad(simulation: Simulation) -> int:
    """Sites to which practices came from elsewhere."""
    return int((~simulation.world.sites.home[: simulation.world.sites.n]).sum())


def test_without_an_event_nothing_reaches_another_branch_here() -> None:
    assert abroad(run(0.0)) == 0
    assert abroad(run(0.1)) > 0


def test_everybody_hears_one_other_of_the_same_service_and_another_branch() -> None:
    world = run(0.0).world
    people = world.people
    listener_of = _events._listeners(world, np.float32(1.0), WEEKS)
    speakers = np.flatnonzero(listener_of >= 0)
    listeners = listener_of[speakers]
    assert len(speakers) > 0.5 * people.n
    assert len(set(listeners.tolist())) == len(listeners)
    assert (people.service[speakers] == people.service[listeners]).all()
    assert (people.branch[speakers] != people.branch[listeners]).all()
    apart = people.organisation[speakers] != people.organisation[listeners]
    assert 0.4 < apart.mean() < 0.95


def test_those_who_meet_are_others_every_time() -> None:
    world = run(0.0).world
    one, other = (_events._listeners(world, np.float32(1.0), week) for week in (1, 2))
    assert (one == other).mean() < 0.2


def test_nobody_comes_where_the_lever_rests() -> None:
    assert not len(_events.heard_at_event(run(0.0).world, WEEKS))


def test_what_is_heard_there_is_known_and_no_lasting_tie() -> None:
    simulation = run(0.3)
    world = copied(simulation)
    known, heard = world.users.n, world.users.heard[: world.users.n].copy()
    rows = _events.heard_at_event(world, WEEKS)
    assert len(rows)
    assert (world.users.state[rows] != Use.UNAWARE).all()
    assert (world.users.heard[:known] == heard).all()
    assert (world.users.heard[known : world.users.n] == 0).all()


def test_what_flies_under_the_radar_is_not_told() -> None:
    assert (run(0.0, hidden=1.0).world.users.state == Use.USER).any()
    assert abroad(run(0.1, hidden=1.0)) == 0
