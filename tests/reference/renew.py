"""Phase renew: people leave, posts are filled again, teams are refilled (ODD.md 7.15)."""

from __future__ import annotations

from math import log

from tests.reference import perceive
from tests.reference.draws import beta, clip
from tests.reference.entities import (
    BEFORE_PILOT,
    BEFORE_SPREAD,
    YEAR,
    Idea,
    Person,
    Role,
    Service,
    Stage,
)

SKILLS = ("method", "subject", "bridging", "astuteness", "capability")


def begin(service: Service) -> None:
    """The first holders of all posts."""
    for person in service.people:
        take_up_post(service, person)
        person.energy = service.parameters["energy"].initial
    _make_heroes_average(service)


def _make_heroes_average(service: Service) -> None:
    """Give the most determined the mean innovativeness; of equals, the lower post."""
    p = service.parameters["people"]
    ranked = sorted(service.people, key=lambda person: (-person.innovativeness, person.post))
    for person in ranked[: p.average_heroes]:
        person.innovativeness = p.innovativeness_a / (p.innovativeness_a + p.innovativeness_b)


def take_up_post(service: Service, person: Person) -> None:
    """Draw the traits of a person, and how much they bear."""
    p, draws, who = service.parameters["people"], service.draws, person.identity
    averse = {
        Role.INDIVIDUAL: p.risk_aversion_staff,
        Role.MIDDLE_MANAGER: p.risk_aversion_middle,
        Role.LEADER: p.risk_aversion_leaders,
    }[person.role]
    passing, skill = 20.0 * p.passing_on_mean, p.capability_a
    luck = draws.uniform("people/innovativeness", who)
    person.innovativeness = beta(luck, p.innovativeness_a, p.innovativeness_b)
    luck = draws.uniform("people/risk_aversion", who)
    person.risk_aversion = beta(luck, 10.0 * averse, 10.0 * (1.0 - averse))
    luck = draws.uniform("people/passing_on", who)
    person.passing_on = beta(luck, passing, 20.0 - passing)
    z = draws.normal("people/threshold", who)
    person.threshold = clip(p.threshold_mean + p.threshold_sd * z)
    for name in SKILLS:
        setattr(person, name, beta(draws.uniform(f"people/{name}", who), skill, skill))
    person.stamina = draws.exponential("turnover/stamina", who)


def turnover(service: Service) -> None:
    for person in service.people:
        person.strain += _strain(service, person)
    leavers = [person for person in service.people if person.strain >= person.stamina]
    for o in service.organisations:
        o.exits = sum(person.organisation is o for person in leavers)
    for person in leavers:
        _replace(service, person)
    for idea in service.ideas_in(*BEFORE_SPREAD, Stage.DIFFUSING):
        if any(member in leavers for member in idea.team):
            _settle(service, idea, leavers)


def _strain(service: Service, person: Person) -> float:
    """Hazard of leaving in this week."""
    p = service.parameters["turnover"]
    rate = -log(1.0 - p.yearly)
    if person is person.organisation.head:
        rate = max(rate, -log(1.0 - p.leaders_yearly))
    return float(rate + p.exhausted * max(p.tired - person.energy, 0.0)) / YEAR


def _replace(service: Service, person: Person) -> None:
    """Somebody else takes up the post."""
    person.holder += 1
    person.hired = service.week
    person.strain = person.uptake = 0.0
    take_up_post(service, person)
    perceive.arrive(service, person)
    person.energy = service.parameters["energy"].initial
    person.blame = service.parameters["blame"].resting
    person.literacy = service.parameters["literacy"].resting


def _settle(service: Service, idea: Idea, leavers: list[Person]) -> None:
    """Empty the seats of those who left, find a champion and refill the team."""
    lost = idea.champion in leavers
    idea.members = [None if member in leavers else member for member in idea.members]
    if lost:
        _replace_champion(service, idea)
    people = idea.branch.people
    for seat, member in enumerate(idea.members):
        if member is None:
            luck = service.draws.uniform(f"turnover/seat/{seat}", idea.key, service.week)
            idea.members[seat] = people[int(luck * len(people))]


def _replace_champion(service: Service, idea: Idea) -> None:
    idea.champion_left, idea.champion_left_in = True, service.week
    heir = next((member for member in idea.members[1:] if member is not None), None)
    if heir is not None:
        idea.members[1 + idea.members[1:].index(heir)] = None
        idea.members[0] = heir
    if idea.stage not in BEFORE_PILOT:
        return
    luck = service.draws.uniform("turnover/takes_over", idea.key, service.week)
    if heir is not None and luck < service.parameters["turnover"].takes_over:
        idea.champion_left = False
    else:
        service.move("left", idea, Stage.WITHDRAWN, "the champion left")
