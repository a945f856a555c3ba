"""Phase perceive: what people believe about clarity and normality (ODD.md 7.5)."""

from __future__ import annotations

from math import sqrt

from tests.reference.draws import clip
from tests.reference.entities import QUARTER, THEMES, Person, Service
from tests.reference.signals import received


def begin(service: Service) -> None:
    """Own themes of organisations, outlooks and first beliefs."""
    draws, spread = service.draws, service.parameters["perception"].spread
    for o in service.organisations:
        o.theme = int(draws.uniform("perception/theme", o.number) * THEMES)
    for person in service.people:
        person.outlook = draws.normal("perception/outlook", person.identity)
        noise = spread * draws.normal("perception/clarity", person.post)
        person.clarity = clip(received("clarity", person) + noise)
        noise = spread * draws.normal("perception/normality", person.post)
        person.normality = clip(received("normality", person) + noise)


def perception(service: Service) -> None:
    every, week = service.parameters["perception"].every, service.week
    if week % QUARTER == QUARTER - 1:
        _renew_outlooks(service)
    now = [p for p in service.people if p.branch.number % every == week % every]
    beliefs = [(_clarity(service, person), _normality(service, person)) for person in now]
    for person, (clarity, normality) in zip(now, beliefs, strict=True):
        person.clarity, person.normality = clarity, normality


def _renew_outlooks(service: Service) -> None:
    kept = service.parameters["perception"].memory ** QUARTER
    for person in service.people:
        luck = service.draws.uniform("perception/renewal", person.post, service.week)
        v = (luck - 0.5) * sqrt(12.0)
        person.outlook = kept * person.outlook + sqrt(1.0 - kept**2) * v


def _clarity(service: Service, person: Person) -> float:
    p, o = service.parameters["perception"], person.organisation
    reached = received("clarity", person)
    suits = p.politics * (o.fit[o.theme] - 0.5)
    seen = reached + suits + p.blur * (1.0 - reached) * person.outlook
    heard = sum(tie.weight * tie.person.clarity for tie in person.hears)
    return _believed(service, person, person.clarity, seen, heard)


def _normality(service: Service, person: Person) -> float:
    heard = sum(tie.weight * tie.person.normality for tie in person.hears)
    seen = received("normality", person)
    return _believed(service, person, person.normality, seen, heard)


def _believed(service: Service, person: Person, belief: float, seen: float, heard: float) -> float:
    """A belief moved towards what was seen, and heard from all whom the person listens to."""
    p = service.parameters["perception"]
    colleagues = service.levers.value("perception.colleagues", person)
    heard = heard / sum(tie.weight for tie in person.hears) if person.hears else belief
    step = 1.0 - (1.0 - p.rate) ** p.every
    return clip(belief + step * ((1.0 - colleagues) * seen + colleagues * heard - belief))


def arrive(service: Service, person: Person) -> None:
    """Newcomers believe what reaches their team, and have an outlook of their own."""
    person.outlook = service.draws.normal("perception/outlook", person.identity)
    person.clarity = received("clarity", person)
    person.normality = received("normality", person)
