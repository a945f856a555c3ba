"""What every metric promises, for each one that is found."""

from __future__ import annotations

import numpy as np
import pytest

from innosim import catalogue
from innosim.contracts import Metric
from innosim.engine import Simulation
from tests.generators import all_interventions, differing, scenario, simulated, state

each_metric = pytest.mark.parametrize("name", catalogue.metrics())


@pytest.fixture(scope="module", params=[0, 1, 40])
def simulation(request: pytest.FixtureRequest) -> Simulation:
    return simulated(scenario(interventions=all_interventions(start=5)), request.param, (1, 2))


@each_metric
def test_declaration_is_complete(name: str) -> None:
    declared = catalogue.metric(name)
    assert isinstance(declared, Metric)
    assert declared.label[:1].isupper()
    assert declared.unit
    assert declared.meaning
    assert (catalogue.metrics()[name].__doc__ or "")[:1].isupper()


def test_labels_are_distinct() -> None:
    labels = [catalogue.metric(name).label for name in catalogue.metrics()]
    assert len(labels) == len(set(labels))


@each_metric
def test_it_measures_by_organisation(name: str, simulation: Simulation) -> None:
    n = simulation.world.organisations.n
    for values in catalogue.metrics()[name].measure(simulation.world, simulation.week - 1):
        if values is not None:
            assert values.shape == (n,)
            assert values.dtype == np.float64
            assert np.isfinite(values).all()


@each_metric
def test_it_changes_nothing(name: str, simulation: Simulation) -> None:
    before = state(simulation.world)
    measured = catalogue.metrics()[name].measure(simulation.world, simulation.week - 1)
    assert differing(before, state(simulation.world)) == []
    for values in measured:
        if values is not None:
            values += 1.0
    assert differing(before, state(simulation.world)) == [], "it hands out the state itself"


@each_metric
def test_whole_is_nothing_only_where_part_is(name: str, simulation: Simulation) -> None:
    part, whole = catalogue.metrics()[name].measure(simulation.world, simulation.week - 1)
    if whole is not None:
        assert (whole >= 0).all()
        assert not part[whole == 0].any()
