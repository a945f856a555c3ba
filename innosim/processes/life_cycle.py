"""Life cycle: the one place where an idea changes its stage.

Gates, pilots, politics, exhaustion, turnover and time ask for changes; where an idea has several
requests in a week, one is granted: cancelled before left, exhausted, decided, stalled and expired.
Every change is an event in the log. An idea that comes back from a stall waits anew.

Source: Rogers 2003 (stages of innovation in organisations); the order is assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import FINAL, Column, Stage
from innosim.parameters import ParameterSet
from innosim.world.events import STAGES, note_event
from innosim.world.ideas import stages_changed
from innosim.world.world import World

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
    Stage.LEADER_GATE: "reached_leader",
    Stage.PILOT: "reached_pilot",
    Stage.DIFFUSING: "reached_diffusion",
    Stage.EMBEDDED: "reached_embedded",
}


class Parameters(ParameterSet):
    """The life cycle has no numbers."""


def step(world: World, p: Parameters, week: int) -> None:
    """Grant one request for each idea."""
    organisations = world.organisations
    for name in ("embedded", "failures", "continued"):
        getattr(organisations, name)[:] = 0
    requests = world.requests.stage
    nothing = np.zeros(0, np.int64)
    world.moved = nothing, nothing, nothing
    if not requests:
        return
    rows, to, reason = _granted(world)
    requests.clear()
    _log(world, rows, to, reason, week)
    _apply(world, rows, to, reason, week)


def _granted(world: World) -> tuple[NDArray, NDArray, NDArray]:
    requests = sorted(world.requests.stage, key=lambda r: (r[0], r[3], r[2][0]))
    rank = np.concatenate([np.full(len(rows), kind) for kind, rows, _, _ in requests])
    rows = np.concatenate([rows for _, rows, _, _ in requests])
    to = np.concatenate([stage for _, _, stage, _ in requests])
    reason = np.concatenate(
        [np.full(len(rows), world.reason_code(why)) for _, rows, _, why in requests]
    )
    order = np.lexsort((np.arange(len(rows)), rank, rows))
    rows, to, reason = rows[order], to[order], reason[order]
    first = np.concatenate([[True], rows[1:] != rows[:-1]])
    alive = world.ideas.stage[rows] < Stage.REJECTED
    return rows[first & alive], to[first & alive], reason[first & alive]


def _apply(world: World, rows: NDArray, to: NDArray, reason: NDArray, week: int) -> None:
    ideas, organisations = world.ideas, world.organisations
    was = ideas.stage[rows].astype(np.int64)
    world.moved = rows.astype(np.int64), was, to.astype(np.int64)
    ideas.stage[rows], ideas.since[rows], ideas.reason[rows] = to, week, reason
    ideas.ended[rows[to >= min(FINAL)]] = week
    stages_changed(world)
    for stage, column in MILESTONES.items():
        reached = rows[(to == stage) & (getattr(ideas, column)[rows] < 0)]
        getattr(ideas, column)[reached] = week
    back = rows[(was == Stage.STALLED) & (to <= Stage.LEADER_GATE)]
    ideas.gate_since[back] = week + 1
    ideas.stalls[rows[to == Stage.STALLED]] += 1
    counted = {"embedded": Stage.EMBEDDED, "failures": Stage.FAILED, "continued": Stage.DIFFUSING}
    for name, stage in counted.items():
        own = ideas.organisation[rows[to == stage]]
        getattr(organisations, name)[:] = np.bincount(own, minlength=organisations.n)
    routine = rows[to == Stage.EMBEDDED]
    np.add.at(
        organisations.precedents, (ideas.organisation[routine], ideas.theme[routine]), np.float32(1)
    )


def _log(world: World, rows: NDArray, to: NDArray, reason: NDArray, week: int) -> None:
    ideas = world.ideas
    by_gatekeeper = ideas.stage[rows] <= Stage.LEADER_GATE
    actor = np.where(by_gatekeeper, ideas.reviewer[rows], ideas.members[rows, 0])
    note_event(world, rows, week, STAGES[to], actor, to, np.array(world.reasons)[reason])
