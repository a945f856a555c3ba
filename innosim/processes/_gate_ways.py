"""Where ideas go from a gate: round it, up, out, back, or to a second reviewer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import GATE, LEADER_GATE, Stage
from innosim.organisation.chart import Role
from innosim.processes._gate_parameters import Parameters
from innosim.processes._gate_review import (
    BY_CONVENTION,
    BY_RULE,
    CONDITIONS,
    HELD,
    IS_PASSING,
    IS_STOPPING,
    REJECTED,
    STOPPING,
    draws_at_gate,
)
from innosim.world.draws import Draws
from innosim.world.events import note_event
from innosim.world.world import World

WHY_STOPPED = {
    REJECTED: "rejected",
    BY_RULE: "a rule stands against it",
    BY_CONVENTION: "a rule was thought to stand against it",
}


def skip(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> NDArray[np.int64]:
    """Let ideas that have just come to a gate go round it, and move them up."""
    ideas = world.ideas
    fresh = ((ideas.gate_since[rows] == week) & (ideas.attempts[rows] == 0)).nonzero()[0]
    if not len(fresh):
        return rows
    new = rows[fresh]
    chance = chance_of_skipping(world, p, new)
    if not np.any(chance):
        return rows
    middle = ideas.stage[new] == GATE
    goes_round = middle & (luck_of_skipping(world, new) < chance)
    passed = new[goes_round]
    note_event(world, passed, week, "bypassed", ideas.reviewer[passed])
    _move_up(world, passed, week, "went round the gate")
    return np.delete(rows, fresh[goes_round])


def luck_of_skipping(world: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each idea draws at its gate, once; below the chance it goes round it."""
    ideas = world.ideas
    who = ideas.key[rows] + ideas.gate[rows].astype(np.uint64)
    return world.streams.uniform("gates/bypass", who, 0, ideas.service[rows])


def chance_of_skipping(world: World, p: Parameters, rows: NDArray[np.int64]) -> NDArray:
    """Chance that an idea skips a middle gate, for any of four reasons."""
    ideas, reviewer, origin = world.ideas, world.ideas.reviewer[rows], world.ideas.origin[rows]
    bypass = world.levers.at("gates.bypass", origin)
    autonomy = world.levers.at("gates.autonomy", origin)
    sponsored = ideas.theme[rows] == world.organisations.task_theme[ideas.organisation[rows]]
    task_force = world.levers.at("politics.task_force", origin) * sponsored
    flatter = world.levers.at("gates.flatter", reviewer) * (world.people.layer[reviewer] == 1)
    stays = (1.0 - bypass) * (1.0 - p.skipped * autonomy) * (1.0 - task_force) * (1.0 - flatter)
    return np.asarray(1.0 - stays)


def carry_out(
    world: World, p: Parameters, rows: NDArray[np.int64], outcome: NDArray, week: int
) -> None:
    held = rows[outcome == HELD]
    world.requests.change("alignment", held, np.full(len(held), -p.held_back))
    conditions = rows[outcome == CONDITIONS]
    if len(conditions):
        luck = draws_at_gate(world, conditions, ()).uniform("gates/condition")
        world.ideas.waits_until[conditions] = week + 1 + (luck * p.condition_weeks).astype(int)
    _turn_down(world, rows, outcome, week)
    passed = rows[IS_PASSING[outcome]]
    leader = world.ideas.stage[passed] == LEADER_GATE
    world.requests.move("decided", passed[leader], Stage.PILOT, "accepted by the leader")
    _move_up(world, passed[~leader], week, "accepted")


def _turn_down(world: World, rows: NDArray[np.int64], outcome: NDArray, week: int) -> None:
    ideas = world.ideas
    down = IS_STOPPING[outcome]
    rows, outcome = rows[down], outcome[down]
    if not len(rows):
        return
    chance = world.levers.at("gates.appeal", ideas.origin[rows])
    possible = (ideas.stage[rows] == GATE) & ~ideas.appealed[rows]
    appealed = possible & (draws_at_gate(world, rows, ()).uniform("gates/appeal") < chance)
    _appeal(world, rows[appealed], week)
    for code in STOPPING:
        out = rows[~appealed & (outcome == code)]
        world.requests.move("decided", out, Stage.REJECTED, WHY_STOPPED[code])


def _appeal(world: World, rows: NDArray[np.int64], week: int) -> None:
    """Send ideas to a second reviewer, another manager of the organisation, or its head."""
    ideas, people, o = world.ideas, world.people, world.organisations
    if not len(rows):
        return
    own = ideas.organisation[rows]
    luck = Draws(world, rows).uniform("gates/second_reviewer")
    anybody = o.first[own] + (luck * o.size[own]).astype(np.int64)
    staff = people.role[anybody] == int(Role.INDIVIDUAL)
    manager = np.where(staff, people.superior[anybody], anybody)
    note_event(world, rows, week, "appealed", ideas.members[rows, 0])
    ideas.appealed[rows] = True
    second = np.where(manager < 0, anybody, manager)
    second = np.where(second == ideas.reviewer[rows], o.head[own], second)
    ideas.reviewer[rows] = second
    ideas.gate_since[rows] = week
    to_the_top = second == o.head[own]
    world.requests.move("decided", rows[to_the_top], Stage.LEADER_GATE, "appealed")


def _move_up(world: World, rows: NDArray[np.int64], week: int, reason: str) -> None:
    ideas, people = world.ideas, world.people
    if not len(rows):
        return
    head = world.organisations.head[ideas.organisation[rows]]
    above = people.superior[ideas.reviewer[rows]]
    above = np.where(above < 0, head, above)
    ideas.reviewer[rows] = above
    ideas.gate[rows] += 1
    ideas.gate_since[rows] = week + 1
    ideas.attempts[rows] = 0
    at_top = above == head
    world.requests.move("decided", rows[at_top], Stage.LEADER_GATE, reason)
