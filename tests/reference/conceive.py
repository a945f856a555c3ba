"""Phase conceive: ideas from outside and from people (ODD.md 7.6)."""

from __future__ import annotations

from tests.reference.draws import poisson
from tests.reference.entities import Driver, Person, Role, Service


def external(service: Service) -> None:
    p, draws, week = service.parameters["external"], service.draws, service.week
    for o in service.organisations:
        openness = service.levers.mean("external.openness", o)
        rate = p.rate * o.size * o.clarity * o.trust * openness
        rate *= 1.0 - p.deterred * service.levers.mean("gates.outcome_payment", o)
        for ordinal in range(poisson(draws.uniform("external", o.number, week), rate)):
            luck = draws.uniform("external/post", o.number * 4096 + ordinal, week)
            person = o.people[int(luck * o.size)]
            service.conceived.append((person, 1024 + ordinal, Driver.EXTERNAL))


def generation(service: Service) -> None:
    for person in service.people:
        levels = _levels(service, person)
        rate = _readiness(service, person) * sum(levels)
        luck = service.draws.uniform("generation", person.post, service.week)
        for ordinal in range(poisson(luck, rate)):
            driver = _driver(service, person, ordinal, levels)
            service.conceived.append((person, ordinal, driver))


def _levels(service: Service, person: Person) -> tuple[float, float, float]:
    """The rates of the three levels: individual, organisation in a crisis, system."""
    p, traits, o = (
        service.parameters["generation"],
        service.parameters["people"],
        person.organisation,
    )
    a, b = traits.innovativeness_a, traits.innovativeness_b
    recognition = service.levers.value("generation.recognition", person)
    own = p.individual * (1.0 + recognition) * person.innovativeness / (a / (a + b))
    told = service.levers.value("generation.purpose_story", person)
    own *= 1.0 + (told if person.role == Role.INDIVIDUAL else -p.misframed * told)
    if person.energy <= p.energy_needed:
        own = 0.0
    return own, p.crisis * o.crisis, p.system * o.clarity * person.clarity


def _readiness(service: Service, person: Person) -> float:
    p = service.parameters["generation"]
    protection = service.levers.value("generation.protection", person)
    tracking = service.levers.value("frontier.tracking", person)
    silenced = 1.0 - p.silence * person.blame * (1.0 - protection)
    felt = 1.0 + p.appetite * tracking * person.organisation.gap
    return float(p.scale * (p.readiness + person.normality) * silenced * felt)


def _driver(
    service: Service, person: Person, ordinal: int, levels: tuple[float, float, float]
) -> Driver:
    luck = service.draws.uniform("generation/driver", person.post * 64 + ordinal, service.week)
    place = luck * sum(levels)
    if place < levels[0]:
        return Driver.INDIVIDUAL
    return Driver.CRISIS if place < levels[0] + levels[1] else Driver.SYSTEM
