"""Phase learn: the feedbacks (ODD.md 7.14)."""

from __future__ import annotations

from tests.reference.assemble import degree
from tests.reference.draws import clip
from tests.reference.entities import DEGREES, QUARTER, Idea, Person, Service, Stage


def begin(service: Service) -> None:
    """Everything at its resting value."""
    p = service.parameters
    for person in service.people:
        person.blame, person.literacy = p["blame"].resting, p["literacy"].resting
    for o in service.organisations:
        o.trust = p["trust"].resting
        known = p["familiarity"].initial
        o.familiarity = [known * (1.0 - k / (DEGREES - 1)) for k in range(DEGREES)]


def blame(service: Service) -> None:
    p = service.parameters["blame"]
    for person in service.people:
        person.blame += p.relaxation * (p.resting - person.blame)
    for o in service.organisations:
        protection = service.levers.mean("generation.protection", o)
        bad = (p.failure * o.failures + p.incident * o.incidents) * o.per_100
        bad += service.levers.mean("blame.public_failure", o)
        good = p.success * o.continued * o.per_100
        for person in o.people:
            person.blame = clip(person.blame + bad * (1.0 - protection) - good)


def familiarity(service: Service) -> None:
    p = service.parameters["familiarity"]
    for o in service.organisations:
        pilots = [i for i in service.ideas_in(Stage.PILOT) if i.organisation is o]
        for b in range(DEGREES):
            tried = sum(degree(idea.novelty) == b for idea in pilots)
            share = tried / max(len(pilots), 1)
            o.familiarity[b] = clip(o.familiarity[b] * (1.0 - p.loss) + p.gain * share**p.exponent)


def learning(service: Service) -> None:
    p = service.parameters["learning"]
    for o in service.organisations:
        o.gain_skills = 0.0
    pilots, quarter_ends = service.ideas_in(Stage.PILOT), service.week % QUARTER == QUARTER - 1
    for person in {member for idea in pilots for member in idea.team}:
        _learn(service, person, p.pilot)
    for person in service.people:
        _learn(service, person, p.unit_rate * service.levers.value("learning.units", person))
    if quarter_ends:
        _come_back_from_labs(service)
        _learn_from_colleagues(service)


def _come_back_from_labs(service: Service) -> None:
    p = service.parameters["learning"]
    for person in service.people:
        chance = p.lab_rotation * service.levers.value("learning.labs", person)
        if service.draws.uniform("learning/lab", person.post, service.week) < chance:
            person.method += p.lab_gain * (1.0 - person.method)
            _learn(service, person, p.lab_gain)


def _learn_from_colleagues(service: Service) -> None:
    """All at the same time: who is behind the mean of those they listen to catches up."""
    step = 1.0 - (1.0 - service.parameters["learning"].social_rate) ** QUARTER
    ahead = [max(_heard(person) - person.capability, 0.0) for person in service.people]
    for person, distance in zip(service.people, ahead, strict=True):
        socialising = service.levers.value("learning.socialising", person)
        _gain(service, person, step * socialising * distance)


def _heard(person: Person) -> float:
    """Mean capability of those whom a person listens to."""
    if not person.hears:
        return person.capability
    weight = sum(tie.weight for tie in person.hears)
    return sum(tie.weight * tie.person.capability for tie in person.hears) / weight


def _learn(service: Service, person: Person, rate: float) -> None:
    _gain(service, person, rate * (1.0 - person.capability))


def _gain(service: Service, person: Person, gained: float) -> None:
    person.capability += gained
    o = person.organisation
    o.gain_skills += service.parameters["learning"].to_skills * gained / o.size


def literacy(service: Service) -> None:
    p, levers = service.parameters["literacy"], service.levers
    for person in service.people:
        taught = p.rate * levers.value("literacy.teaching", person)
        taught += p.yes_and * levers.value("gates.yes_and", person)
        now = person.literacy
        person.literacy = clip(now + taught * (1.0 - now) + p.fading * (p.resting - now))


def _newly_embedded(service: Service) -> list[Idea]:
    return [idea for idea in service.ideas_in(Stage.EMBEDDED) if idea.since == service.week]


def pace(service: Service) -> None:
    p = service.parameters["pace"]
    for idea in _newly_embedded(service):
        o, v = idea.organisation, idea.novelty
        idea.value = idea.merit * (1.0 - v + v * (1.0 + o.gap)) * idea.fit
        o.state += p.gain * idea.value * o.per_100


def success(service: Service) -> None:
    p = service.parameters["success"]
    for o in service.organisations:
        seen = 1.0 + p.seen * service.levers.mean("adoption.celebration", o)
        o.gain_normality = p.normality * o.embedded * o.per_100 * seen
        o.gain_parity = p.parity * o.continued * o.per_100 * seen


def trust(service: Service) -> None:
    p = service.parameters["trust"]
    for o in service.organisations:
        openness = service.levers.mean("external.openness", o)
        engagement = service.levers.mean("external.engagement", o)
        o.trust += p.relaxation * (p.resting - o.trust)
        o.trust += p.gain * openness * engagement * (1.0 - o.trust)
        lost = sum(loss for whose, loss in service.trust_lost if whose is o)
        o.trust = clip(o.trust - lost)
    service.trust_lost.clear()


def visibility(service: Service) -> None:
    p = service.parameters["visibility"]
    for o in service.organisations:
        o.visible = [one * (1.0 - p.loss) for one in o.visible]
    for idea in _newly_embedded(service):
        idea.organisation.visible[idea.theme] += p.gain * idea.openness * idea.organisation.per_100
