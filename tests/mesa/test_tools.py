"""Mesa's own tools: DataCollector, batch_run, SolaraViz, pickle and deepcopy; memory."""

from __future__ import annotations

import ast
import copy
import gc
import inspect
import pickle
import tracemalloc
import weakref
from pathlib import Path

import mesa
import numpy as np
import pytest
from mesa.space import MultiGrid

from innosim import InnovationModel
from innosim.agents import Leader, Person

from .conftest import digest
from .test_agents import Visitor

SMALL = {"organisation.generate.headcount": 200}


def test_model_reporters(make):
    model = make(metrics=("energy", "queue"))
    model.run_for(4)
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["energy", "queue"]
    assert frame["energy"].iloc[-1] == model.metric("energy")
    assert len(frame) == 4
    assert model._posts is None


def test_agent_reporters(make):
    model = make()
    model.datacollector = mesa.DataCollector(
        model_reporters={"energy": [model.metric, ["energy"]], "weeks": "steps"},
        agent_reporters={"energy": "energy", "role": lambda agent: agent.role.name},
        agenttype_reporters={Leader: {"below": "below"}},
    )
    model.run_for(3)
    n = model.simulation.world.people.n
    frame = model.datacollector.get_agent_vars_dataframe()
    assert len(frame) == 3 * n
    last = frame.xs(3, level="Step")["energy"].to_numpy()
    assert np.array_equal(last, model.simulation.world.people.energy)
    leaders = model.datacollector.get_agenttype_vars_dataframe(Leader)
    assert len(leaders) == 3 * len(model.agents_by_type[Leader])
    assert model.datacollector.get_model_vars_dataframe()["weeks"].tolist() == [1, 2, 3]


def test_reporters_of_all_posts_beside_agents_of_ones_own(make):
    model = make()
    Visitor.create_agents(model, 2)
    model.datacollector = mesa.DataCollector(
        agenttype_reporters={Person: {"energy": "energy"}, Visitor: {"mood": "mood"}}
    )
    model.run_for(2)
    frame = model.datacollector.get_agenttype_vars_dataframe(Person)
    last = frame.xs(2, level="Step")["energy"].to_numpy()
    assert np.array_equal(last, model.simulation.world.people.energy)
    assert len(model.datacollector.get_agenttype_vars_dataframe(Visitor)) == 4


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run(processes):
    rows = mesa.batch_run(
        InnovationModel,
        {
            "scenario": "small-service",
            "rng": [1, 2],
            "clarity": [0.2, 0.8],
            "horizon": 6,
            "settings": [SMALL],
            "metrics": [("energy", "clarity")],
        },
        number_processes=processes,
        display_progress=False,
    )
    assert len(rows) == 4
    for row in rows:
        model = InnovationModel(seed=row["rng"], clarity=row["clarity"], horizon=6, settings=SMALL)
        model.run_for(6)
        assert row["energy"] == model.metric("energy")


def test_batch_run_with_agents():
    rows = mesa.batch_run(
        Reporting, {"rng": [1, 2]}, data_collection_period=1, display_progress=False
    )
    ended = [row for row in rows if row["Step"] == 3]
    assert {row["AgentID"] for row in ended} == set(range(200))
    assert {row["RunId"] for row in ended} == {0, 1}


class Reporting(InnovationModel):
    """A model with agent reporters, as a user would write it."""

    def __init__(self, *, seed=None, rng=None):
        super().__init__(seed=seed, rng=rng, horizon=4, settings=SMALL)
        self.datacollector = mesa.DataCollector(
            model_reporters={"mean": [self.metric, ["energy"]]},
            agent_reporters={"energy": "energy"},
        )


def from_solara_viz():
    """Functions of Mesa's SolaraViz that check and remake models, without importing Solara."""
    source = Path(mesa.__file__).parent / "visualization" / "solara_viz.py"
    wanted = ("_check_model_params", "_build_model_init_kwargs", "_get_scenario_defaults")
    tree = ast.parse(source.read_text(encoding="utf-8"))
    tree.body = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in wanted]
    future = ast.parse("from __future__ import annotations").body
    tree.body = [*future, *tree.body]
    names = {"inspect": inspect}
    if hasattr(mesa.Model, "run_for"):
        from mesa.experimental.scenarios import Scenario

        names["Scenario"] = Scenario
    exec(compile(tree, str(source), "exec"), names)
    return names


def test_solara_viz_accepts_the_parameters(make):
    check = from_solara_viz()["_check_model_params"]
    parameters = {"scenario": "small-service", "clarity": 0.5, "seed": 3, "yes_and": 1.0}
    takes_models = "model_or_func" in inspect.signature(check).parameters
    subject = make() if takes_models else InnovationModel.__init__
    check(subject, parameters)
    with pytest.raises(ValueError, match="clarty"):
        check(subject, {"clarty": 0.5})


def test_solara_viz_remakes_the_model(make):
    build = from_solara_viz().get("_build_model_init_kwargs")
    if build is None:
        pytest.skip("this Mesa passes the parameters on as they are")
    parameters = {"scenario": "small-service", "clarity": 0.5}
    kwargs = build(
        make(), parameters, add_scenario_when_empty=True, require_model_accepts_scenario=True
    )
    assert kwargs == parameters


def test_solara_viz_itself():
    pytest.importorskip("altair")  # which Mesa's page needs beside Solara
    from mesa.visualization import SolaraViz

    assert SolaraViz(InnovationModel(settings=SMALL), components=[]) is not None


class Lived(InnovationModel):
    """What a user might write: a rule, agents, reporters and records of their own."""

    def __init__(self, *, seed=None):
        super().__init__(seed=seed, settings=SMALL)
        Visitor.create_agents(self, 3)
        self.past = []
        self.datacollector = mesa.DataCollector(
            model_reporters={"mean": "mean", "energy": [self.metric, ["energy"]]},
            agenttype_reporters={Visitor: {"mood": mood_of}, Leader: {"queue": queue_of}},
            tables={"weeks": ["time"]},
        )

    @property
    def mean(self):
        return self.agents.select(agent_type=Person).agg("energy", np.mean)

    def step(self):
        self.agents_by_type[Visitor].shuffle_do("step")
        chosen = self.random.choice(self.posts)
        chosen.energy *= self.rng.random()
        self.past.append(chosen.post)
        super().step()
        self.datacollector.add_table_row("weeks", {"time": self.time})


def mood_of(agent):
    return agent.mood


def queue_of(agent):
    return agent.queue


def told(model):
    collected = model.datacollector
    frames = [collected.get_model_vars_dataframe(), collected.get_table_dataframe("weeks")]
    frames += [collected.get_agenttype_vars_dataframe(kind) for kind in (Visitor, Leader)]
    return [frame.to_csv() for frame in frames], model.past, digest(model)


def test_a_model_of_ones_own_goes_on_identically():
    unbroken = Lived(seed=5)
    unbroken.run_for(12)
    broken = Lived(seed=5)
    broken.run_for(5)
    for other in copies(broken):
        other.run_for(7)
        assert told(other) == told(unbroken)


@pytest.mark.skipif(not hasattr(mesa.Model, "schedule_event"), reason="this Mesa has no events")
def test_events_between_the_weeks(make):
    model, seen = make(horizon=6), []

    def look():
        seen.append((model.time, model.steps, model.simulation.week))

    for time in (2.5, 3):
        model.schedule_event(look, at=time)
    model.run_for(20)
    assert seen == [(2.5, 2, 2), (3, 3, 3)]
    assert (model.steps, model.time) == (6, 6.0)


def test_posts_can_stand_on_a_grid(make):
    model = make()
    model.grid = MultiGrid(5, 5, torus=True)
    model.grid.place_agent(model.posts[3], (1, 2))
    model.run_for(2)
    model.grid.move_agent(model.posts[3], (2, 2))
    assert model.posts[3].pos == (2, 2)
    assert model.grid.get_neighbors((2, 3), moore=True) == [model.posts[3]]


def copies(model):
    return [pickle.loads(pickle.dumps(model)), copy.deepcopy(model)]


@pytest.mark.parametrize("asked", [False, True])
def test_copies_go_on_identically(make, asked):
    model = make()
    if asked:
        Visitor(model, 3.0)
        model.posts[3].mood = "high"
    model.run_for(12)
    frozen = digest(model)
    for other in copies(model):
        assert (other._posts is not None) == asked
        other.run_for(12)
        assert digest(model) == frozen
        fresh = make()
        fresh.run_for(24)
        assert digest(other) == digest(fresh)
        assert (other.steps, other.time, len(other.agents)) == (24, 24.0, 200 + asked)
        assert len(other.datacollector.get_model_vars_dataframe()) == 24
        if asked:
            assert other.posts[3].mood == "high"
            assert other.agents_by_type[Visitor].get("mood") == [3.0]
            assert Visitor(other).unique_id == 201


def test_views_of_a_copy_view_the_copy(make):
    model = make()
    assert model.agents
    for other in copies(model):
        other.posts[3].energy = 0.125
        assert other.simulation.world.people.energy[3] == 0.125
        assert model.posts[3].energy != 0.125
        assert other.posts[3].model is other
        assert other.agents_by_type[type(other.posts[3])]
        assert other.agents.agg("energy", min) == 0.125


def test_an_agent_can_be_pickled_alone(make):
    agent = pickle.loads(pickle.dumps(make().posts[4]))
    assert agent is agent.model.posts[4]
    assert agent.energy == agent.model.simulation.world.people.energy[4]


def nobody(model):
    pass


def views(model):
    assert len(model.agents) == 200


def own_agents(model):
    views(model)
    Visitor.create_agents(model, 3)


@pytest.mark.parametrize("use", [nobody, views, own_agents])
def test_models_are_freed(make, use):
    model = make()
    use(model)
    model.run_for(2)
    seen = weakref.ref(model)
    del model
    gc.collect()
    assert seen() is None


@pytest.mark.parametrize("use", [nobody, own_agents])
def test_memory_does_not_grow_over_models(make, use):
    def held():
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    def run_one(seed):
        model = make(seed=seed)
        use(model)
        model.run_for(2)
        return model

    run_one(0)
    tracemalloc.start()
    empty = held()
    model = run_one(1)
    weight = held() - empty
    del model
    grown = []
    for first in (0, 30, 60):
        before = held()
        for seed in range(first, first + 30):
            run_one(seed)
        grown.append(held() - before)
    tracemalloc.stop()
    least = min(
        grown
    )  # what leaks grows each time; other threads of the tests allocate now and then
    assert least < weight / 2, f"{least} bytes over 30 models of {weight} bytes"


def test_the_lively_scenario_is_lively(make):
    model = make()
    model.run_for(40)
    assert model.simulation.world.ideas.n > 20
    assert sum(agent.holder for agent in model.agents) > 20
