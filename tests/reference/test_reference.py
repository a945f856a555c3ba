"""The array version does what the reference does, week by week, for two years.

Whole numbers, codes and texts must be equal; numbers may lie 1e-6 apart (of the value, where it
is above 1), since the array version keeps most of its columns in single precision.
"""

from __future__ import annotations

import pytest

from innosim.engine import Simulation
from innosim.scenario.schema import Scenario
from innosim.world.network import Network
from tests.reference import cases, simulation
from tests.reference.compare import Deviations, compare
from tests.reference.entities import Role, Scope, Service, Stage, Use

CLOSE = 1e-6


def run(chosen: Scenario, network: Network | None = None) -> tuple[Service, Deviations]:
    """Let both versions run, and compare them after every week until one is found to differ."""
    array = Simulation(chosen, [chosen.seed], network=network)
    service = simulation.begin(chosen, array.world.chart, array.world.network)
    found = Deviations()
    for week in range(cases.WEEKS):
        array.step()
        simulation.step(service)
        compare(array.world, service, found, week)
        if found.unequal:
            break
    return service, found


def assert_same(found: Deviations) -> None:
    assert found.unequal == []
    assert {name: far for name, far in found.largest.items() if far > CLOSE} == {}


@pytest.mark.parametrize("seed", cases.SEEDS)
def test_default_service(seed: int) -> None:
    service, found = run(cases.default(seed))
    assert_same(found)
    assert len(service.ideas) > 40


@pytest.mark.parametrize("seed", cases.SEEDS)
def test_lively_service(seed: int) -> None:
    service, found = run(cases.lively(seed))
    assert_same(found)
    assert {idea.stage for idea in service.ideas} == set(Stage)
    assert {idea.scope for idea in service.ideas} == set(Scope)
    sites = [site for idea in service.ideas for site in idea.sites.values()]
    assert {user.state for site in sites for user in site.everybody} == set(Use)
    assert {person.role for person in service.people} == set(Role)
    assert max(person.layer for person in service.people) >= 2
    assert sum(idea.copied > 0 for idea in service.ideas) > 20


def test_interventions() -> None:
    _, found = run(cases.pushed(2))
    assert_same(found)


def test_all_interventions() -> None:
    _, found = run(cases.pushed_by_all(3))
    assert_same(found)


def test_effects_that_are_doubted_and_shocks() -> None:
    _, found = run(cases.doubted())
    assert_same(found)


@pytest.mark.parametrize("name", cases.FORMS)
def test_other_forms_of_equations(name: str) -> None:
    _, found = run(cases.form(name))
    assert_same(found)


def test_ties_of_different_weight() -> None:
    chosen = cases.form("merit")
    ties = Simulation(chosen, [chosen.seed]).world.network
    _, found = run(chosen, cases.weighted(ties))
    assert_same(found)


def test_signals_that_a_survey_measured() -> None:
    service, found = run(cases.surveyed())
    assert_same(found)
    assert len({o.base["normality"] for o in service.organisations}) == 2
    assert len({o.base["clarity_why"] for o in service.organisations}) == 3


def test_practices_that_end_without_users() -> None:
    _, found = run(cases.short_lived())
    assert_same(found)
