"""Steps, seeds, settings and metrics of the model."""

from __future__ import annotations

import math

import mesa
import numpy as np
import pytest

from innosim import InnovationModel, load, run
from innosim.engine import Simulation
from innosim.errors import InputError

from .conftest import LIVELY, digest, scenario


def test_it_is_a_mesa_model(make):
    assert isinstance(make(), mesa.Model)


def test_a_step_is_a_week(make):
    model = make()
    assert (model.steps, model.time, model.simulation.week, model.running) == (0, 0.0, 0, True)
    model.step()
    assert (model.steps, model.time, model.simulation.week) == (1, 1.0, 1)


def test_it_runs_until_the_horizon(make):
    model = make(horizon=6)
    model.run_for(4)
    assert (model.steps, model.running) == (4, True)
    model.run_for(10)
    assert (model.steps, model.time, model.running) == (6, 6.0, False)
    model.step()
    assert (model.steps, model.simulation.week, model.running) == (7, 7, False)


def test_run_until_and_run_model(make):
    model = make(horizon=5)
    model.run_until(3)
    assert model.steps == 3
    model.run_until(2)
    assert model.steps == 3
    model.run_model()
    assert model.steps == 5


def test_it_is_the_simulation_and_nothing_else(make):
    model = make()
    model.run_for(15)
    simulation = Simulation(scenario(), [scenario().seed])
    for _ in range(15):
        simulation.step()
    model_of = InnovationModel(scenario())
    model_of.simulation = simulation
    assert digest(model) == digest(model_of)


def test_seeds(make):
    def ran(**keywords):
        model = make(**keywords)
        model.run_for(5)
        return digest(model)

    own = ran()
    assert ran(seed=scenario().seed) == own == ran(rng=scenario().seed)
    assert len({own, ran(seed=0), ran(seed=5), ran(rng=6)}) == 4
    assert ran(seed=5) == ran(rng=5) == ran(rng=np.int64(5)) == ran(seed=5.0)


def test_seed_zero_is_a_seed(make):
    assert make(seed=0).simulation.scenario.seed == 0


@pytest.mark.parametrize(
    "rng", [lambda: np.random.default_rng(3), lambda: np.random.SeedSequence(3), lambda: [3, 4]]
)
def test_a_seed_is_drawn_from_other_kinds_of_rng(make, rng):
    one, other = make(rng=rng()), make(rng=rng())
    assert one.simulation.scenario.seed == other.simulation.scenario.seed
    assert one.rng.random() == other.rng.random()
    assert one.random.random() == other.random.random()


def test_mesas_own_numbers_follow_from_the_seed(make):
    one, other = make(seed=4), make(rng=4)
    assert one.rng.random() == other.rng.random()
    assert one.random.random() == other.random.random()


@pytest.mark.parametrize("keywords", [{"seed": -1}, {"seed": 1.5}, {"seed": 1, "rng": 2}])
def test_refused_seeds(make, keywords):
    with pytest.raises(ValueError, match="seed"):
        make(**keywords)


def test_levers_are_settings(make):
    made = make(
        clarity=0.9,
        parity=0.8,
        suitability=0.7,
        normality=0.6,
        openness=1,
        horizon=7,
        settings={"gates.capacity": 3.0, "record.events": False},
    ).simulation.scenario
    parts = ["clarity_what", "clarity_why", "clarity_who", "parity"]
    parts += ["skills", "data", "infrastructure", "normality"]
    rest = [getattr(made.section("signals"), f"base_{part}") for part in parts]
    assert rest == [0.9, 0.9, 0.9, 0.8, 0.7, 0.7, 0.7, 0.6]
    assert (made.practices.openness, made.practices.yes_and, made.horizon) == (1.0, 0.0, 7)
    assert made.section("gates").capacity == 3.0
    assert made.record.events is False


def test_suitability_is_what_was_asked_for(make):
    assert make(suitability=0.7).metric("suitability") == pytest.approx(0.7)


def test_settings_may_be_whole_tables():
    deliveries = [
        {"kind": "declaration", "start": 3},
        {"kind": "forums", "strength": np.float64(0.5)},
    ]
    model = InnovationModel("small-service", settings={"interventions": deliveries})
    assert [d.kind for d in model.simulation.scenario.interventions] == ["declaration", "forums"]


def test_a_name_and_a_scenario_are_the_same():
    named = InnovationModel("small-service", parity=0.9, settings={"horizon": 9})
    given = InnovationModel(load("small-service"), parity=0.9, horizon=9)
    assert named.simulation.scenario.digest() == given.simulation.scenario.digest()


def test_mistakes_are_named_all_at_once(make):
    with pytest.raises(InputError) as caught:
        make(parity=2, settings={"gates.capacty": 3.0})
    assert "parity" in str(caught.value)
    assert "capacity" in str(caught.value)
    assert len(caught.value.problems) == 2


def test_metrics_are_those_of_the_results():
    tables = run(load("small-service", LIVELY))
    series = tables.table("series")
    model = InnovationModel(scenario(), metrics=("proposals", "energy", "embedded"))
    model.run_for(40)
    frame = model.datacollector.get_model_vars_dataframe()
    whole = series["level"] == "service"
    for name in ("proposals", "energy", "embedded"):
        assert np.array_equal(frame[name], series[name][whole])
    part = series["unit"] == "Organisation 2"
    assert model.metric("energy", "Organisation 2") == series["energy"][part][-1]


def test_a_metric_without_a_value(make):
    assert math.isnan(make().metric("gate_pass"))


def test_an_unknown_metric(make):
    with pytest.raises(InputError, match="embedded"):
        make().metric("embeded")
    with pytest.raises(InputError, match="embedded"):
        make(metrics=("embeded",))


def test_an_unknown_organisation(make):
    with pytest.raises(InputError, match="did you mean 'Organisation 2'"):
        make().metric("energy", "Organization 2")


def test_one_metric_may_stand_alone(make):
    model = make(metrics="energy")
    assert list(model.datacollector.model_vars) == ["energy"]


@pytest.mark.parametrize("scenario", [None, 7, mesa.Model()])
def test_what_is_no_scenario_is_refused(scenario):
    with pytest.raises(InputError, match="scenario must be one of innosim's"):
        InnovationModel(scenario)


def test_settings_of_another_kind_are_refused():
    with pytest.raises(InputError, match="wrap it in a list"):
        InnovationModel(settings="gates.capacity")
    with pytest.raises(InputError, match="finite number"):
        InnovationModel(clarity=float("nan"))


def test_settings_may_be_of_numpy():
    given = {"gates.capacity": np.float32(3.0), "horizon": np.array(9)}
    assert InnovationModel(settings=given).horizon == 9


def test_nothing_is_logged_that_nobody_reads(make):
    model = make()
    model.run_for(10)
    assert not model.simulation.world.log


def test_there_is_no_scenario_of_mesas(make):
    model = make()
    assert getattr(model, "scenario", None) is None
    with pytest.raises(AttributeError, match="simulation"):
        _ = model.scenario
