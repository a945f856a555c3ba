"""Phase environment: politics, crises and the frontier (ODD.md 7.2)."""

from __future__ import annotations

from math import exp

from tests.reference.entities import BEFORE_SPREAD, THEMES, Organisation, Service, Stage


def begin(service: Service) -> None:
    """Priorities as they settle after several elections, and the first ministers."""
    shift = service.parameters["politics"].election_shift
    service.priorities = service.draws.weights("politics/first", 0, THEMES)
    for cycle in range(1, 6):
        drawn = service.draws.weights("politics/first", 0, THEMES, cycle)
        service.priorities = _between(service.priorities, drawn, shift)
    for o in service.organisations:
        _appoint(service, o)
        _set_fit(service, o)
        o.task_theme = _heaviest(service)


def politics(service: Service) -> None:
    p = service.parameters["politics"]
    if p.signal == "politics":
        _drift(service, p.drift)
        if _is_election(service):
            drawn = service.draws.weights("politics/election", 0, THEMES, service.week)
            service.priorities = _between(service.priorities, drawn, p.election_shift)
            service.elections += 1
        for o in service.organisations:
            luck = service.draws.uniform("politics/shuffle", o.number, service.week)
            if luck < p.shuffle_rate + service.levers.mean("politics.shuffle", o):
                o.shuffles += 1
                _appoint(service, o)
            _set_fit(service, o)
    for idea in service.ideas_in(*BEFORE_SPREAD, Stage.DIFFUSING):
        idea.fit = idea.merit if p.signal == "merit" else idea.organisation.fit[idea.theme]
    for o in service.organisations:
        if service.levers.mean("politics.task_force", o) == 0.0:
            o.task_theme = _heaviest(service)


def _heaviest(service: Service) -> int:
    return service.priorities.index(max(service.priorities))


def _between(old: list[float], new: list[float], share: float) -> list[float]:
    return [(1.0 - share) * a + share * b for a, b in zip(old, new, strict=True)]


def _drift(service: Service, drift: float) -> None:
    draws, week = service.draws, service.week
    moved = [
        weight * exp(drift * draws.normal("politics/drift", theme, week))
        for theme, weight in enumerate(service.priorities)
    ]
    service.priorities = [weight / sum(moved) for weight in moved]


def _is_election(service: Service) -> bool:
    p, week = service.parameters["politics"], service.week
    if p.elections:
        return week in p.elections
    since = week - p.first_election
    return bool(p.election_every > 0 and since >= 0 and since % p.election_every == 0)


def _appoint(service: Service, o: Organisation) -> None:
    spell = o.shuffles * 65536 + o.number
    o.minister = service.draws.weights("politics/minister", spell * THEMES, THEMES)


def _set_fit(service: Service, o: Organisation) -> None:
    share = service.parameters["politics"].shuffle_shift
    wanted = _between(service.priorities, o.minister, share)
    wanted = [weight * (1.0 + seen) for weight, seen in zip(wanted, o.visible, strict=True)]
    o.fit = [weight / max(wanted) for weight in wanted]


def crises(service: Service) -> None:
    p = service.parameters["crises"]
    for o in service.organisations:
        o.crisis *= 0.5 ** (1.0 / p.half_life)
        if service.draws.uniform("crises", o.number, service.week) < 1.0 - exp(-p.rate):
            o.crisis += 1.0
        o.crisis += service.levers.mean("crises.strike", o)


def frontier(service: Service) -> None:
    p = service.parameters["frontier"]
    service.frontier += p.drift + p.noise * service.draws.normal("frontier", 0, service.week)
    for o in service.organisations:
        o.gap = max(service.frontier - o.state, 0.0)
