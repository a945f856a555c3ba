"""Agents: views on the posts, in Mesa's AgentSets."""

from __future__ import annotations

import gc

import mesa
import numpy as np
import pytest

from innosim import agents
from innosim.agents import Individual, Leader, MiddleManager, Person, can_be_set, columns
from innosim.contracts import IN_FLIGHT, Column
from innosim.errors import InputError
from innosim.organisation.chart import Role

from .conftest import digest


class Visitor(mesa.Agent):
    """An agent of a user's own."""

    def __init__(self, model, mood=0.0):
        super().__init__(model)
        self.mood = mood

    def step(self):
        self.mood += 1


@pytest.fixture
def model(make):
    made = make()
    made.run_for(10)
    return made


def people(model):
    return model.simulation.world.people


def test_no_views_until_somebody_asks(make):
    model = make()
    model.run_for(3)
    Visitor(model)
    assert model._posts is None
    assert len(model._all_agents) == 1
    assert len(model.agents) == people(model).n + 1


@pytest.mark.parametrize("ask", ["agents", "agent_types", "agents_by_type", "posts"])
def test_each_way_of_asking(make, ask):
    model = make()
    getattr(model, ask)
    assert len(model._all_agents) == people(model).n


def test_views_are_made_once(model):
    assert list(model.agents) == list(model.agents)
    assert model.posts[3] is next(a for a in model.agents if a.unique_id == 3)


NAMES_AND_AGENTS = {"organisation", "branch", "superior"}
"""Columns that agents show as names or as agents; other tests look at them."""


def test_there_is_one_for_each_post(model):
    n = people(model).n
    assert len(model.agents) == n
    assert [agent.unique_id for agent in model.agents] == list(range(n))
    assert [agent.post for agent in model.agents] == people(model).post.tolist()


def test_classes_are_roles(model):
    roles = people(model).role
    assert model.agent_types == [Individual, MiddleManager, Leader]
    for kind, role in zip(model.agent_types, Role, strict=True):
        assert len(model.agents_by_type[kind]) == np.sum(roles == role)
        assert {agent.role for agent in model.agents_by_type[kind]} == {role}


@pytest.mark.parametrize("name", sorted(set(columns()) - set(vars(mesa.Agent)) - NAMES_AND_AGENTS))
def test_every_column_can_be_read(model, name):
    assert model.agents.get(name) == getattr(people(model), name).tolist()


@pytest.mark.parametrize("name", [name for name, column in columns().items() if can_be_set(column)])
def test_shares_can_be_written(model, name):
    agent = model.posts[5]
    setattr(agent, name, 0.25)
    assert getattr(people(model), name)[5] == 0.25
    assert getattr(agent, name) == 0.25


@pytest.mark.parametrize("name", ["layer", "role", "team", "holder", "queue", "organisation"])
def test_the_rest_cannot(model, name):
    with pytest.raises(AttributeError):
        setattr(model.posts[5], name, 1)


@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan")])
def test_bounds_hold(model, value):
    with pytest.raises(ValueError, match="energy must be from 0 to 1"):
        model.posts[5].energy = value


@pytest.mark.parametrize("name", ["queue", "holder", "hired", "layer", "team"])
def test_the_error_names_what_cannot_be_set(model, name):
    with pytest.raises(AttributeError, match=f"{name} of <Leader 0> cannot be set"):
        model.agents.set(name, 1)


@pytest.mark.parametrize("value", ["0.3", None, [0.3, 0.4], np.array([0.3, 0.4])])
def test_what_is_not_a_number_is_refused(model, value):
    before = model.posts[5].energy
    with pytest.raises(TypeError, match="energy must be a number"):
        model.posts[5].energy = value
    assert model.posts[5].energy == before


def test_a_view_cannot_be_moved_to_another_post(model):
    with pytest.raises(AttributeError, match="unique_id"):
        model.posts[5].unique_id = 6
    with pytest.raises(TypeError, match="posts"):
        model.register_agent(model.posts[5])
    assert model.posts[5].post == 5


def test_columns_of_others_cannot_take_names_of_agents(monkeypatch):
    for name in ("model", "unique_id", "subordinates", "ideas", "remove", "random"):
        declared = {name: Column("people", name, "f4", "share", "a column of a plug-in")}
        monkeypatch.setattr(agents, "columns", lambda declared=declared: declared)
        with pytest.raises(InputError, match=f"cannot be named '{name}'"):
            agents._declare()


def test_values_are_plain_numbers(model):
    agent = model.posts[5]
    assert type(agent.energy) is float
    assert type(agent.layer) is int


def test_properties_have_meanings_and_units():
    assert "share" in Person.energy.__doc__


def test_superiors_and_subordinates(model):
    for agent in model.agents:
        boss = agent.superior
        row = people(model).superior[agent.post]
        assert (boss.post if boss else -1) == row
        assert boss is None or agent in boss.subordinates
        assert all(other.superior is agent for other in agent.subordinates)
    assert sum(len(agent.subordinates) for agent in model.agents) == people(model).n - 2


def test_names_of_units(model):
    chart = model.simulation.world.chart
    for agent in model.agents:
        assert agent.organisation == chart.organisation_names[chart.organisation[agent.post]]
        assert agent.branch == chart.branch_names[chart.branch[agent.post]]


def test_ideas_are_those_in_flight(make):
    model = make()
    for _ in range(12):
        model.step()
        ideas = model.simulation.world.ideas
        live = np.isin(ideas.stage, IN_FLIGHT) & (ideas.members[:, 0] >= 0)
        named = [name for agent in model.agents for name in agent.ideas]
        assert len(named) == len(set(named)) == live.sum()
        for row in np.flatnonzero(live)[:5]:
            name = f"{ideas.origin[row]}-{ideas.born[row]}-{ideas.ordinal[row]}"
            assert name in model.posts[ideas.members[row, 0]].ideas
    assert named


def test_a_view_stays_right_when_its_post_changes_hands(make):
    model = make()
    views = list(model.agents)
    model.run_for(30)
    changed = [view for view in views if view.holder > 0]
    assert changed
    assert list(model.agents) == views
    for view in changed:
        assert view.hired == people(model).hired[view.post]
        assert view.innovativeness == people(model).innovativeness[view.post]


def test_select(model):
    tired = model.agents.select(lambda agent: agent.energy < 0.9)
    assert len(tired) == np.sum(people(model).energy < 0.9)
    assert len(model.agents.select(at_most=7)) == 7
    assert len(model.agents.select(agent_type=Leader)) == np.sum(people(model).role == Role.LEADER)
    assert len(model.agents.select(agent_type=Person)) == people(model).n
    assert len(model.agents.select()) == people(model).n


def test_agg_get_set_and_map(model):
    assert model.agents.agg("energy", np.mean) == pytest.approx(people(model).energy.mean())
    low, high = model.agents.agg("energy", [min, max])
    assert (low, high) == (people(model).energy.min(), people(model).energy.max())
    pairs = model.agents.get(["layer", "below"])
    assert [first for first, _ in pairs] == people(model).layer.tolist()
    model.agents.set("energy", 0.5)
    assert set(people(model).energy) == {0.5}
    assert model.agents.map(lambda agent: agent.post) == people(model).post.tolist()


def test_groupby_loses_nobody(model):
    groups = model.agents.groupby("organisation")
    gc.collect()
    assert sum(groups.count().values()) == people(model).n
    assert groups.agg("post", len) == groups.count()
    nested = model.agents.select(agent_type=Individual).shuffle().groupby("layer")
    gc.collect()
    assert sum(nested.count().values()) == np.sum(people(model).role == Role.INDIVIDUAL)


def test_do_and_shuffle_do(model):
    seen = []
    model.agents.do(lambda agent: seen.append(agent.post))
    assert seen == list(range(people(model).n))
    seen.clear()
    model.agents.shuffle_do(lambda agent: seen.append(agent.post))
    assert seen != sorted(seen) == list(range(people(model).n))
    model.agents.do("step")


def test_shuffle_and_sort(model):
    shuffled = [agent.post for agent in model.agents.shuffle()]
    assert shuffled != sorted(shuffled) == list(range(people(model).n))
    layers = [agent.layer for agent in model.agents.sort("layer", ascending=True)]
    assert layers == sorted(people(model).layer.tolist())


def test_indexing_and_containing(model):
    agents = model.agents
    assert agents[4] is model.posts[4]
    assert [agent.post for agent in agents[2:5]] == [2, 3, 4]
    assert agents[4] in agents
    assert agents[4] in model.agents_by_type[type(agents[4])]


def test_own_attributes_are_kept(model):
    model.posts[3].mood = "high"
    model.run_for(3)
    assert model.agents[3].mood == "high"


def test_own_agents_stand_beside_the_views(make):
    model = make()
    early = Visitor(model)
    asked = list(model.agents)
    late = Visitor(model)
    n = people(model).n
    assert [early.unique_id, late.unique_id] == [n, n + 1]
    assert list(model.agents) == [*asked, late]
    assert asked[n] is early
    assert model.agent_types == [Individual, MiddleManager, Leader, Visitor]
    model.agents_by_type[Visitor].do("step")
    assert model.agents.select(agent_type=Visitor).get("mood") == [1, 1]
    early.remove()
    assert early not in model.agents
    assert len(model.agents) == n + 1


def test_many_of_ones_own(make):
    model = make()
    made = Visitor.create_agents(model, 5, mood=[1, 2, 3, 4, 5])
    assert made.agg("mood", sum) == 15
    assert len(model.agents_by_type[Visitor]) == 5


def test_posts_come_and_go_with_the_scenario_only(model):
    with pytest.raises(TypeError, match="organisation"):
        Individual(model)
    with pytest.raises(TypeError, match="organisation"):
        model.posts[3].remove()
    with pytest.raises(TypeError, match="organisation"):
        model.deregister_agent(model.posts[3])
    assert len(model.agents) == people(model).n


def test_all_agents_can_be_removed(model):
    Visitor(model)
    assert model.agents
    model.remove_all_agents()
    assert len(model.agents) == 0
    model.step()
    assert len(model.agents) == 0
    visitor = Visitor(model)
    assert list(model.agents) == [visitor]


def test_asking_changes_nothing(make):
    quiet, asked = make(), make()
    quiet.run_for(15)
    for week in range(15):
        Visitor(asked, week)
        asked.agents.shuffle_do("step")
        seen = asked.agents.select(agent_type=Person)
        seen.get(["energy", "ideas", "superior", "queue"])
        seen.groupby("branch").count()
        asked.step()
    assert digest(quiet) == digest(asked)


def test_writing_changes_what_follows(make):
    quiet, changed = make(), make()
    changed.agents.set("innovativeness", 0.9)
    for model in (quiet, changed):
        model.run_for(15)
    assert changed.simulation.world.ideas.n > quiet.simulation.world.ideas.n
