"""Phase effort: alignment and energy (ODD.md 7.8)."""

from __future__ import annotations

from tests.reference.draws import clip
from tests.reference.entities import AT_GATE, BEFORE_SPREAD, Idea, Person, Service, Stage


def alignment(service: Service) -> None:
    _charge_losses(service)
    live = service.ideas_in(*BEFORE_SPREAD)
    for o in service.organisations:
        o.sponsored = sum(idea.organisation is o for idea in live)
        o.hours = 0.0
    for idea in live:
        idea.hours = _hours(service, idea)
        idea.organisation.hours += idea.hours
        _align(service, idea)


def _charge_losses(service: Service) -> None:
    lost: dict[Idea, float] = {}
    for idea, loss in service.alignment_lost:
        lost[idea] = lost.get(idea, 0.0) + loss
    for idea, loss in lost.items():
        idea.alignment = [clip(one - loss) for one in idea.alignment]
    service.alignment_lost.clear()


def _hours(service: Service, idea: Idea) -> float:
    p, o = service.parameters["alignment"], idea.organisation
    hours = service.levers.value("alignment.hours", idea.origin)
    crowding = o.sponsored / (p.attention * max(o.size / 100.0, 1.0))
    return float(hours / (1.0 + crowding))


def _align(service: Service, idea: Idea) -> None:
    p = service.parameters["alignment"]
    each = idea.hours / sum(o is not None for o in idea.concerned)
    if service.week < idea.hidden_until:
        each *= p.hidden
    allies = service.levers.value("alignment.allies", idea.origin) * _endorsing(idea.reviewer)
    for place, o in enumerate(idea.concerned):
        now = idea.alignment[place]
        if o is not None:
            gained = (p.gain * each + allies) * (1.0 - now)
            idea.alignment[place] = clip(now + gained - p.decay * now)


def _endorsing(reviewer: Person) -> float:
    """How normal innovation is to those whom the reviewer listens to."""
    if not reviewer.hears:
        return reviewer.normality
    weight = sum(tie.weight for tie in reviewer.hears)
    return sum(tie.weight * tie.person.normality for tie in reviewer.hears) / weight


def energy(service: Service) -> None:
    for person in service.people:
        person.load = 0.0
    for idea in service.ideas_in(*AT_GATE, Stage.PILOT):
        _lay_load(service, idea)
    for person in service.people:
        person.energy = _energy(service, person)


def _lay_load(service: Service, idea: Idea) -> None:
    support = service.levers.value("energy.support", idea.origin)
    p, load = service.parameters["energy"], (1.0 - idea.organisation.clarity) * (1.0 - support)
    for seat, member in enumerate(idea.members):
        if member is not None:
            part = 1.0 if seat == 0 else p.member_share
            foreign = idea.strangeness * (1.0 - member.normality)
            member.load += load * part * (1.0 + p.discomfort * foreign)


def _energy(service: Service, person: Person) -> float:
    p, now = service.parameters["energy"], person.energy
    slack = service.levers.value("energy.slack", person) * person.organisation.normality
    change = p.recovery * (1.0 - now) - p.cost * person.load * (1.0 - slack)
    if person.load > 0.0:
        change += p.care_rate * service.levers.value("energy.care", person) * (1.0 - now)
        recognition = service.levers.value("energy.recognition", person)
        change += p.recognised * recognition * (1.0 - now)
    return clip(now + change)
