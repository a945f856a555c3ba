"""Phase transition: the life cycle grants or refuses what was asked for (ODD.md 7.13)."""

from __future__ import annotations

from tests.reference.entities import Idea, Move, Service, Stage

ORDER = ("cancelled", "left", "exhausted", "decided", "stalled", "expired")
MILESTONES = {
    Stage.LEADER_GATE: "reached_leader",
    Stage.PILOT: "reached_pilot",
    Stage.DIFFUSING: "reached_diffusion",
    Stage.EMBEDDED: "reached_embedded",
}


def life_cycle(service: Service) -> None:
    for o in service.organisations:
        o.embedded = o.failures = o.continued = 0
    wanted: dict[Idea, list[Move]] = {}
    for move in service.moves:
        wanted.setdefault(move.idea, []).append(move)
    service.moves.clear()
    for idea, moves in wanted.items():
        if idea.stage < Stage.REJECTED:
            first = min(moves, key=lambda move: (ORDER.index(move.kind), move.reason))
            _change(service, idea, first.to, first.reason)


def _change(service: Service, idea: Idea, to: Stage, reason: str) -> None:
    week, was = service.week, idea.stage
    idea.stage, idea.since, idea.reason = to, week, reason
    if to >= Stage.REJECTED:
        idea.ended = week
    milestone = MILESTONES.get(to)
    if milestone is not None and getattr(idea, milestone) < 0:
        setattr(idea, milestone, week)
    if was == Stage.STALLED and to <= Stage.LEADER_GATE:
        idea.gate_since = week + 1
    idea.stalls += to == Stage.STALLED
    _tell_organisation(idea, to)


def _tell_organisation(idea: Idea, to: Stage) -> None:
    o = idea.organisation
    o.failures += to == Stage.FAILED
    o.continued += to == Stage.DIFFUSING
    if to == Stage.EMBEDDED:
        o.embedded += 1
        o.precedents[idea.theme] += 1
