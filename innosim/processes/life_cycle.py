"""Life cycle: the one place where an idea changes its stage.

Gates, pilots, politics, exhaustion, turnover and time ask for changes; where an idea has several
requests in a week, one is granted: cancelled before left, exhausted, decided, stalled and expired.
Every change is an event in the log. An idea that comes back from a stall waits anew.

Source: Rogers 2003 (stages of innovation in organisations); the order is assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import (
    DIFFUSING,
    EMBEDDED,
    FAILED,
    LEADER_GATE,
    PILOT,
    REJECTED,
    STALLED,
    Column,
)
from innosim.parameters import ParameterSet
from innosim.world.events import STAGES, note_event
from innosim.world.ideas import stages_changed
from innosim.world.world import NOTHING_MOVED, Moved, World

PHASE = "transition"
READS = (
    "ideas.members",
    "ideas.reviewer",
    "ideas.theme",
    "ideas.organisation",
    "ideas.service",
)
WRITES = (
    "ideas.stage",
    "ideas.since",
    "ideas.ended",
    "ideas.reason",
    "ideas.reached_leader",
    "ideas.reached_pilot",
    "ideas.reached_diffusion",
    "ideas.reached_embedded",
    "ideas.gate_since",
    "ideas.stalls",
    "organisations.precedents",
    "organisations.embedded",
    "organisations.failures",
    "organisations.continued",
)
COLUMNS = (
    Column("ideas", "stalls", "i2", "times", "times that it stalled"),
    Column(
        "organisations",
        "precedents",
        "f4",
        "ideas",
        "ideas of each theme that became normal",
        0,
        None,
        8,
    ),
    Column("organisations", "embedded", "f4", "ideas", "ideas that became normal this week"),
    Column("organisations", "failures", "f4", "ideas", "pilots that failed this week"),
    Column("organisations", "continued", "f4", "ideas", "pilots continued this week"),
)
MECHANISMS = ()

MILESTONES = {
    LEADER_GATE: "reached_leader",
    PILOT: "reached_pilot",
    DIFFUSING: "reached_diffusion",
    EMBEDDED: "reached_embedded",
}

COUNTED = {EMBEDDED: "embedded", FAILED: "failures", DIFFUSING: "continued"}


class Parameters(ParameterSet):
    """The life cycle has no numbers."""


def step(world: World, p: Parameters, week: int) -> None:
    """Grant one request for each idea."""
    for name in COUNTED.values():
        getattr(world.organisations, name)[:] = 0
    requests = world.requests.stage
    world.moved = NOTHING_MOVED
    if not requests:
        return
    rows, to, reason = _granted(world)
    requests.clear()
    _log(world, rows, to, reason, week)
    _apply(world, rows, to, reason, week)
    _count(world)


def _granted(world: World) -> tuple[NDArray, NDArray, NDArray]:
    requests = sorted(world.requests.stage, key=lambda r: (r[0], r[3], r[2][0]))
    rows = np.concatenate([rows for _, rows, _, _ in requests])
    to = np.concatenate([stage for _, _, stage, _ in requests])
    number = [len(rows) for _, rows, _, _ in requests]
    reason = np.repeat([world.reason_code(why) for _, _, _, why in requests], number)
    order = np.argsort(rows, kind="stable")
    rows, to, reason = rows[order], to[order], reason[order]
    granted = world.ideas.stage[rows] < REJECTED
    granted[1:] &= rows[1:] != rows[:-1]
    return rows[granted], to[granted], reason[granted]


def _apply(world: World, rows: NDArray, to: NDArray, reason: NDArray, week: int) -> None:
    ideas = world.ideas
    was = ideas.stage[rows].astype(np.int64)
    world.moved = Moved(rows.astype(np.int64), was, to.astype(np.int64))
    ideas.stage[rows], ideas.since[rows], ideas.reason[rows] = to, week, reason
    ideas.ended[rows[to >= REJECTED]] = week
    stages_changed(world)
    ideas.gate_since[rows[(was == STALLED) & (to <= LEADER_GATE)]] = week + 1
    for stage, came in world.moved.by_stage.items():
        if stage in MILESTONES:
            reached = getattr(ideas, MILESTONES[stage])
            reached[came[reached[came] < 0]] = week
        if stage == STALLED:
            ideas.stalls[came] += 1


def _count(world: World) -> None:
    """Count for each organisation what moved, and its precedents."""
    ideas, organisations = world.ideas, world.organisations
    came_to = world.moved.by_stage
    for stage in COUNTED.keys() & came_to.keys():
        own = ideas.organisation[came_to[stage]]
        getattr(organisations, COUNTED[stage])[:] = np.bincount(own, minlength=organisations.n)
    if EMBEDDED in came_to:
        new = came_to[EMBEDDED]
        place = ideas.organisation[new], ideas.theme[new]
        np.add.at(organisations.precedents, place, np.float32(1))


def _log(world: World, rows: NDArray, to: NDArray, reason: NDArray, week: int) -> None:
    ideas = world.ideas
    by_gatekeeper = ideas.stage[rows] <= LEADER_GATE
    actor = np.where(by_gatekeeper, ideas.reviewer[rows], ideas.members[rows, 0])
    note_event(world, rows, week, STAGES[to], actor, to, np.array(world.reasons)[reason])
