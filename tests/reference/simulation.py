"""The reference from its beginning, week by week, in the order of ODD.md 3.1."""

from __future__ import annotations

from collections.abc import Callable

from innosim import catalogue
from innosim.organisation.chart import Chart
from innosim.scenario.schema import Scenario
from innosim.scenario.survey import scores
from innosim.world.network import Network
from tests.reference import (
    assemble,
    befall,
    conceive,
    effort,
    environment,
    learn,
    levers,
    perceive,
    renew,
    review,
    signals,
    spread,
    transition,
    trial,
)
from tests.reference.draws import Draws
from tests.reference.entities import Branch, Organisation, Person, Role, Service, Team, Tie

WEEK: tuple[Callable[[Service], None], ...] = (
    levers.step,
    environment.politics,
    environment.crises,
    environment.frontier,
    signals.signals,
    signals.descent,
    perceive.perception,
    conceive.external,
    conceive.generation,
    assemble.birth,
    effort.alignment,
    effort.energy,
    review.gates,
    trial.pilots,
    spread.adoption,
    befall.cancellation,
    befall.discontinuance,
    befall.exhaustion,
    befall.expiry,
    befall.incidents,
    befall.reuse,
    befall.routinisation,
    befall.stalling,
    transition.life_cycle,
    learn.blame,
    learn.familiarity,
    learn.learning,
    learn.literacy,
    learn.pace,
    learn.success,
    learn.trust,
    learn.visibility,
    renew.turnover,
)
"""Everything that happens in a week."""


def begin(scenario: Scenario, chart: Chart, network: Network) -> Service:
    """A service before its first week."""
    names = [*catalogue.processes(), "people"]
    parameters = {name: scenario.section(name) for name in names}
    runs = {name for name in catalogue.processes() if scenario.runs(name)}
    draws = Draws(scenario.seed)
    organisations = [Organisation(k, name) for k, name in enumerate(chart.organisation_names)]
    branches = [
        Branch(k, organisations[o]) for k, o in enumerate(chart.branch_organisation.tolist())
    ]
    teams = [Team(k, branches[b]) for k, b in enumerate(chart.team_branch.tolist())]
    people = _people(chart, teams)
    _tie(people, network)
    known = levers.Levers(parameters)
    service = Service(parameters, runs, draws, known, organisations, branches, teams, people)
    environment.begin(service)
    levers.begin(service, scenario.deliveries(), scenario.factors())
    renew.begin(service)
    signals.begin(service, scores(scenario.organisation.survey, chart))
    signals.descent(service)
    perceive.begin(service)
    learn.begin(service)
    return service


def step(service: Service) -> None:
    """Let one week pass."""
    for happen in WEEK:
        if happen is levers.step or happen.__name__ in service.runs:
            happen(service)
    service.week += 1


def _people(chart: Chart, teams: list[Team]) -> list[Person]:
    """The posts, with their superiors and everybody below them."""
    people = []
    for post, role in enumerate(chart.role.tolist()):
        team = teams[int(chart.team[post])]
        branch = team.branch
        person = Person(post, Role(role), branch.organisation, branch, team)
        for unit in (team, branch, branch.organisation):
            unit.people.append(person)
        people.append(person)
    for person, row in zip(people, chart.superior.tolist(), strict=True):
        if row < 0:
            person.organisation.head = person
        else:
            person.superior = person.team.superior = people[row]
    for person in people:
        above = person.superior
        while above is not None:
            above.below += 1
            person.layer += 1
            above = above.superior
    return people


def _tie(people: list[Person], network: Network) -> None:
    for person in people:
        arcs = range(int(network.start[person.post]), int(network.start[person.post + 1]))
        for arc in arcs:
            weight = 1.0 if network.weight is None else float(network.weight[arc])
            heard = people[int(network.heard[arc])]
            person.hears.append(Tie(heard, weight))
            heard.heard_by.append(Tie(person, weight))
