"""Phases signals and descend: the signals at the top and what reaches the teams (7.3, 7.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan, log

from tests.reference.draws import clip
from tests.reference.entities import Organisation, Person, Service, Team

Scores = Mapping[str, Sequence[Sequence[float]]]
"""Mean and standard error of the scores by organisation, by part of a signal."""

HALF_LIVES = {
    "clarity_what": "clarity",
    "clarity_why": "clarity",
    "clarity_who": "clarity",
    "parity": "parity",
    "skills": "suitability",
    "data": "suitability",
    "infrastructure": "suitability",
    "normality": "normality",
}
"""The parts of the signals, and whose half-life they have."""

CHANNELS = {
    "clarity": "descent.direct",
    "parity": "descent.direct",
    "suitability": "descent.shared",
    "normality": "descent.direct",
}
"""The signals that descend, and the lever that leads part of each round the layers."""


SURVEYED = {
    "clarity": ("clarity_what", "clarity_why", "clarity_who"),
    "parity": ("parity",),
    "suitability": ("skills", "data", "infrastructure"),
    "normality": ("normality",),
}
"""The parts of the signals that share the luck of a survey."""


def begin(service: Service, scores: Scores) -> None:
    """Every signal at its resting value, which a staff survey may have measured."""
    p = service.parameters["signals"]
    for o in service.organisations:
        o.base = {part: getattr(p, f"base_{part}") for part in HALF_LIVES}
        for number, parts in enumerate(SURVEYED.values()):
            luck = service.draws.normal("signals/survey", o.number * len(SURVEYED) + number)
            for part in parts:
                if part in scores and not isnan(scores[part][0][o.number]):
                    mean, error = (float(values[o.number]) for values in scores[part])
                    o.base[part] = clip(mean + error * luck)
        for part in HALF_LIVES:
            setattr(o, part, o.base[part])
        _derive(o)


def signals(service: Service) -> None:
    for o in service.organisations:
        for part, whose in HALF_LIVES.items():
            setattr(o, part, _moved(service, o, part, whose))
    for o, part, gain in service.pushes:
        now = getattr(o, part)
        setattr(o, part, now + _pushed(now, gain))
    service.pushes.clear()
    for o in service.organisations:
        _derive(o)


def _moved(service: Service, o: Organisation, part: str, whose: str) -> float:
    p = service.parameters["signals"]
    base, now = o.base[part], getattr(o, part)
    target = base + _pushed(base, service.levers.mean(f"signals.{part}", o))
    if p.frozen:
        return clip(target)
    now += log(2.0) / getattr(p, f"half_life_{whose}") * (target - now)
    gains = {"parity": o.gain_parity, "skills": o.gain_skills, "normality": o.gain_normality}
    return clip(now + gains.get(part, 0.0))


def _pushed(value: float, push: float) -> float:
    return push * (1.0 - value) if push >= 0.0 else push * value


def _derive(o: Organisation) -> None:
    o.clarity = (o.clarity_what + o.clarity_why + o.clarity_who) / 3.0
    o.suitability = combined(o.skills, o.data, o.infrastructure)


def combined(*parts: float) -> float:
    """Suitability of three parts, the weakest of which counts most."""
    inverse = [max(part, 0.01) ** -2 for part in parts]
    return float((sum(inverse) / 3.0) ** -0.5)


def descent(service: Service) -> None:
    layered = service.parameters["descent"].layered
    for team in sorted(service.teams, key=_depth):
        o = team.branch.organisation
        for signal, channel in CHANNELS.items():
            reached = getattr(o, signal)
            if layered and team.superior is not None:
                around = service.levers.mean(channel, o)
                through = _passed_on(service, team.superior) * received(signal, team.superior)
                reached = around * reached + (1.0 - around) * through
            setattr(team, signal, reached)
    for branch in service.branches:
        values = [person.team.suitability for person in branch.people]
        branch.suitability = sum(values) / len(values)


def _passed_on(service: Service, superior: Person) -> float:
    """Share of a signal that a superior passes on; all of it where their layer is taken out."""
    if superior.layer != 1:
        return superior.passing_on
    out = service.levers.value("gates.flatter", superior)
    return superior.passing_on + out * (1.0 - superior.passing_on)


def _depth(team: Team) -> int:
    return 0 if team.superior is None else team.superior.layer + 1


def received(signal: str, person: Person) -> float:
    """What reaches a person: the whole at the head, elsewhere what reaches their team."""
    at = person.organisation if person.superior is None else person.team
    return float(getattr(at, signal))
