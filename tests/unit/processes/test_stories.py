"""Stories: matched to their audience they help, otherwise they harm a little."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.organisation.chart import Role
from innosim.processes import _gate_terms, generation
from tests.generators import scenario, simulated


@cache
def told(kind: str, role: str = "") -> Simulation:
    delivery = {"kind": kind, **({"roles": (role,)} if role else {})}
    return simulated(scenario(people=400, interventions=[delivery]), 30)


def at_gates(kind: str, hearer: Role, role: str = "") -> float:
    """What a story adds to the score of ideas that are before a reviewer of some role."""
    world = told(kind, role).world
    stage = Stage.LEADER_GATE if hearer == Role.LEADER else Stage.GATE
    rows = np.flatnonzero(world.ideas.stage == stage)
    rows = rows[world.people.role[world.ideas.reviewer[rows]] == hearer]
    assert len(rows)
    terms = _gate_terms.terms(world, told(kind, role).scenario.section("gates"), rows)
    assert np.ptp(terms["story"]) == 0
    return float(terms["story"][0])


@pytest.mark.parametrize(
    ("kind", "hearer", "other"),
    [
        ("story_for_managers", Role.MIDDLE_MANAGER, Role.LEADER),
        ("story_for_leaders", Role.LEADER, Role.MIDDLE_MANAGER),
    ],
)
def test_it_acts_on_those_addressed_and_harms_if_told_to_others(
    kind: str, hearer: Role, other: Role
) -> None:
    assert at_gates(kind, hearer) == pytest.approx(0.4)
    assert at_gates(kind, other) == 0
    assert at_gates(kind, other, other.name.lower()) == pytest.approx(-0.1)


def urge(role: str) -> dict[Role, float]:
    """How many times as strong people's urge is with a story of purpose told to some role."""
    simulation = told("story_for_staff", role)
    world, p = simulation.world, simulation.scenario.section("generation")
    with_it = generation._own_rate(world, p)
    world.levers.set_shift("generation.purpose_story", np.zeros(world.levers.shape))
    without = generation._own_rate(world, p)
    awake, roles = without > 0, world.people.role
    ratio = {
        role: with_it[awake & (roles == role)] / without[awake & (roles == role)] for role in Role
    }
    told.cache_clear()
    return {role: float(np.median(values)) for role, values in ratio.items()}


def test_purpose_is_for_staff() -> None:
    assert urge("") == pytest.approx({Role.INDIVIDUAL: 1.3, Role.MIDDLE_MANAGER: 1, Role.LEADER: 1})
    assert urge("leader") == pytest.approx(
        {Role.INDIVIDUAL: 1, Role.MIDDLE_MANAGER: 1, Role.LEADER: 1 - 0.3 * 0.25}
    )
