"""Phase befall: what happens to ideas and to those who use them (ODD.md 7.12)."""

from __future__ import annotations

from math import exp

from tests.reference.entities import (
    AT_GATE,
    BEFORE_PILOT,
    BEFORE_SPREAD,
    IN_USE,
    QUARTER,
    Idea,
    Service,
    Stage,
    Use,
    User,
)
from tests.reference.spread import hand_over, stop_using


def cancellation(service: Service) -> None:
    p = service.parameters["cancellation"]
    for idea in service.ideas_in(*BEFORE_SPREAD):
        rate = p.rate * max(p.fit - idea.fit, 0.0) / p.fit
        if _luck(service, idea, "cancellation") < 1.0 - exp(-rate):
            service.move("cancelled", idea, Stage.CANCELLED, "no longer a priority")


def _luck(service: Service, idea: Idea, decision: str) -> float:
    return service.draws.uniform(decision, idea.key, service.week)


def discontinuance(service: Service) -> None:
    p, week = service.parameters["discontinuance"], service.week
    due = [user for idea in service.ideas for user in _due(idea, week)]
    for user in due:
        _reconsider(service, user)
    for idea in service.ideas_in(*IN_USE):
        if week - idea.reached_diffusion >= p.patience and idea.home_share < p.root:
            service.move("decided", idea, Stage.DISCONTINUED, "hardly anybody uses it")


def _due(idea: Idea, week: int) -> list[User]:
    """The users of an idea for whom a quarter of use ends."""
    return [
        user
        for site in idea.sites.values()
        if site.users > 0
        for user in site.everybody
        if user.state == Use.USER and week > user.since and (week - user.since) % QUARTER == 0
    ]


def _reconsider(service: Service, user: User) -> None:
    idea, person = user.site.idea, user.person
    if person.holder != user.holder and idea.stage != Stage.EMBEDDED:
        hand_over(service, user)
        return
    chance = 1.0 - exp(-QUARTER * _rate(service, user))
    if service.draws.uniform("discontinuance", idea.key + person.post, service.week) < chance:
        stop_using(user, Use.DROPPED)


def _rate(service: Service, user: User) -> float:
    p, idea = service.parameters["discontinuance"], user.site.idea
    engagement = service.levers.value("external.engagement", idea.origin)
    lasting = 1.0 - p.openness * idea.openness * engagement
    rate = p.rate * (1.0 - user.person.normality) * (1.5 - idea.merit) * lasting
    recent = service.week - idea.champion_left_in < p.champion_weeks
    if idea.champion_left and recent and idea.stage != Stage.EMBEDDED:
        rate *= p.champion_factor
    return float(rate)


def exhaustion(service: Service) -> None:
    p = service.parameters["exhaustion"]
    for idea in service.ideas_in(*BEFORE_SPREAD):
        tired = idea.champion is not None and idea.champion.energy < p.energy
        if tired and _luck(service, idea, "exhaustion") < p.rate:
            service.move("exhausted", idea, Stage.WITHDRAWN, "exhaustion")


def expiry(service: Service) -> None:
    for idea in service.ideas_in(*BEFORE_PILOT):
        if service.week - idea.born >= service.parameters["expiry"].weeks:
            service.move("expired", idea, Stage.EXPIRED, "too old")


def incidents(service: Service) -> None:
    for o in service.organisations:
        o.incidents = 0
    for idea in service.ideas_in(Stage.PILOT, Stage.DIFFUSING):
        chance = 1.0 - exp(-_incident_rate(service, idea))
        if _luck(service, idea, "incidents") < chance:
            _backfire(service, idea)


def _incident_rate(service: Service, idea: Idea) -> float:
    p = service.parameters["incidents"]
    shown = max(idea.openness, p.discovery) if service.week >= idea.hidden_until else 0.0
    astute = max((member.astuteness for member in idea.team), default=0.0)
    averted = (1.0 - p.alignment * idea.alignment[0]) * (1.0 - p.astuteness * astute)
    rate = p.rate * idea.risk * shown * averted
    if p.engagement:
        rate *= (1.0 - service.levers.value("external.engagement", idea.origin)) ** 2
    return float(rate)


def _backfire(service: Service, idea: Idea) -> None:
    p, o = service.parameters["incidents"], idea.organisation
    idea.incidents += 1
    o.incidents += 1
    if "alignment" in service.runs:
        service.alignment_lost.append((idea, p.alignment_lost))
    if "trust" in service.runs:
        service.trust_lost.append((o, p.trust_lost / max(o.size / 1000.0, 0.1)))
    protection = service.levers.value("generation.protection", idea.origin)
    if _luck(service, idea, "incidents/ends") < p.cancels * (1.0 - protection):
        service.move("cancelled", idea, Stage.CANCELLED, "an incident")


def reuse(service: Service) -> None:
    p = service.parameters["reuse"]
    for idea in service.ideas_in(*IN_USE):
        comfort = 1.0 / (1.0 + exp(-p.comfort * (idea.alignment[0] - idea.risk)))
        rate = p.rate * idea.openness * idea.merit * comfort
        idea.reused += _luck(service, idea, "reuse") < 1.0 - exp(-rate)


def routinisation(service: Service) -> None:
    p = service.parameters["routinisation"]
    for idea in service.ideas_in(Stage.DIFFUSING):
        normality = idea.organisation.normality if p.normality else 1.0
        idea.routine += p.rate * normality * idea.home_share * (1.0 - idea.routine)
        if idea.home_share >= p.share and idea.routine >= p.routine:
            service.move("decided", idea, Stage.EMBEDDED, "became normal practice")


def stalling(service: Service) -> None:
    p = service.parameters["stalling"]
    for idea in service.ideas_in(*AT_GATE):
        if service.week - idea.gate_since >= p.weeks:
            service.move("stalled", idea, Stage.STALLED, "waited too long at a gate")
    for idea in service.ideas_in(Stage.STALLED):
        if _luck(service, idea, "stalling") < p.revival + p.outside * idea.outside:
            top = idea.reviewer is idea.organisation.head
            to = Stage.LEADER_GATE if top else Stage.GATE
            service.move("stalled", idea, to, "revived")
