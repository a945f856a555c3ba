"""Ideas: none is lost, none comes back, each is itself in every world."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import FINAL, IN_FLIGHT, Stage
from innosim.engine import Simulation
from innosim.ensemble import Tables, simulate
from innosim.scenario.schema import Scenario
from innosim.world.ideas import in_stage, names
from innosim.world.world import World
from tests.generators import scenario, scenarios, simulated

WEEKS = 45
BEFORE_PILOT = (Stage.GATE, Stage.LEADER_GATE, Stage.STALLED)
GIVEN_UP = (Stage.WITHDRAWN, Stage.CANCELLED)
ALLOWED = {
    Stage.GATE: {Stage.LEADER_GATE, Stage.STALLED, Stage.REJECTED, Stage.EXPIRED, *GIVEN_UP},
    Stage.LEADER_GATE: {Stage.PILOT, Stage.STALLED, Stage.REJECTED, Stage.EXPIRED, *GIVEN_UP},
    Stage.STALLED: {Stage.GATE, Stage.LEADER_GATE, Stage.EXPIRED, *GIVEN_UP},
    Stage.PILOT: {Stage.DIFFUSING, Stage.FAILED, Stage.NOT_CONTINUED, *GIVEN_UP},
    Stage.DIFFUSING: {Stage.EMBEDDED, Stage.DISCONTINUED, Stage.CANCELLED},
    Stage.EMBEDDED: {Stage.DISCONTINUED},
}
SETTLED = ("stage", "ended", "reason", "since")


def check_moves(before: NDArray[np.int8], now: NDArray[np.int8]) -> None:
    for was in Stage:
        came_to = {Stage(code) for code in np.unique(now[: len(before)][before == was])}
        assert came_to - {was} <= ALLOWED.get(was, set()), was


def check_ends(world: World, week: int) -> None:
    ideas = world.ideas
    final = np.isin(ideas.stage, FINAL)
    assert ((ideas.ended >= 0) == final).all()
    assert (ideas.ended <= week).all()
    alive = np.isin(ideas.stage, IN_FLIGHT).sum() + (ideas.stage == Stage.EMBEDDED).sum()
    assert alive + final.sum() == ideas.n


def check_milestones(world: World) -> None:
    ideas = world.ideas
    reached = [ideas.reached_pilot, ideas.reached_diffusion, ideas.reached_embedded]
    for earlier, later in pairwise(reached):
        assert (earlier[later >= 0] >= 0).all()
        assert (earlier[later >= 0] < later[later >= 0]).all()
    assert ((ideas.reached_pilot >= 0) | np.isin(ideas.stage, (*BEFORE_PILOT, *FINAL))).all()


@given(chosen=scenarios())
def test_no_idea_is_lost_and_none_comes_back(chosen: Scenario) -> None:
    simulation = Simulation(chosen, [chosen.seed, 2])
    ideas = simulation.world.ideas
    born = 0
    for week in range(WEEKS):
        before = {name: getattr(ideas, name).copy() for name in SETTLED}
        simulation.step()
        settled = np.flatnonzero(np.isin(before["stage"], FINAL))
        for name in SETTLED:
            assert (getattr(ideas, name)[settled] == before[name][settled]).all()
        check_moves(before["stage"], ideas.stage)
        check_ends(simulation.world, week)
        assert ideas.n >= born
        assert (ideas.born[born:] == week).all()
        born = ideas.n
    check_milestones(simulation.world)


def test_a_request_for_an_idea_that_has_ended_is_refused() -> None:
    simulation = simulated(scenario(200), 40)
    world, life_cycle = simulation.world, catalogue.processes()["life_cycle"]
    ended = in_stage(world, *FINAL).copy()
    assert len(ended) > 5
    before = {name: getattr(world.ideas, name)[ended] for name in SETTLED}
    world.requests.move("decided", ended, Stage.PILOT, "started again")
    life_cycle.step(world, life_cycle.Parameters(), 40)
    for name, values in before.items():
        assert (getattr(world.ideas, name)[ended] == values).all(), name


@given(chosen=scenarios())
def test_events_tell_the_life_of_each_idea(chosen: Scenario) -> None:
    tables = Tables()
    simulate(chosen.model_copy(update={"horizon": WEEKS}), 1, tables)
    events, ideas = tables.table("events"), tables.table("ideas")
    stage = dict(zip(ideas["idea"], ideas["stage"], strict=True))
    if not stage:
        return
    told: dict[str, str] = {}
    conceived = events["event"] == "conceived"
    assert sorted(events["idea"][conceived]) == sorted(stage)
    for idea, was, to in zip(events["idea"], events["from_stage"], events["to_stage"], strict=True):
        assert told.get(idea, was) == was, f"{idea}: an event begins elsewhere than the last ended"
        told[idea] = to
    assert told == stage


def test_every_incident_is_an_event() -> None:
    """Those that an idea survives, too; the numbers are those of the series."""
    tables = Tables()
    sections = {"incidents": {"rate": 0.2, "cancels": 0.5}, "gates": {"base": 4.0}}
    simulate(scenario(300, horizon=70, sections=sections), 1, tables)
    series, events = tables.table("series"), tables.table("events")
    hit = events["event"] == "incident"
    assert (events["from_stage"][hit] == events["to_stage"][hit]).all()
    told = np.bincount(events["week"][hit], minlength=70)
    assert (told == series["incidents"][series["level"] == "service"]).all()
    ended = events["reason"] == "an incident"
    assert 0 < ended.sum() < hit.sum()
    struck = set(zip(events["idea"][hit], events["week"][hit], strict=True))
    assert set(zip(events["idea"][ended], events["week"][ended], strict=True)) <= struck


STOCKS = {
    "in_gates": ("gate", "leader_gate"),
    "stalled": ("stalled",),
    "in_pilot": ("pilot",),
    "diffusing": ("diffusing",),
    "normal_practice": ("embedded",),
}
FLOWS = ("rejected", "withdrawn", "failed", "cancelled", "discontinued", "expired", "embedded")


@pytest.mark.parametrize("replicates", [1, 2])
def test_each_week_what_was_conceived_is_in_a_stage_or_ended(replicates: int) -> None:
    """Stocks and flows of the series, found in the world, are those that the events add up to."""
    tables = Tables()
    aged = {"expiry": {"weeks": 25}}
    simulate(scenario(300, horizon=70, sections=aged), replicates, tables)
    series, events = tables.table("series"), tables.table("events")
    home = dict(
        zip(*(tables.table("ideas")[name] for name in ("idea", "organisation")), strict=True)
    )
    own = np.array([home[idea] for idea in events["idea"]])
    ended = 0
    for replicate, organisation in product(range(replicates), (0, 1)):
        rows = (series["replicate"] == replicate) & (
            series["unit"] == f"Organisation {organisation + 1}"
        )
        observed = {name: values[rows] for name, values in series.items()}
        told = (events["replicate"] == replicate) & (own == organisation)
        ended += check_balance(observed, {name: values[told] for name, values in events.items()})
    assert ended > 50 * replicates, "too little happens to tell"


def check_balance(observed: dict[str, Any], events: dict[str, Any]) -> int:
    """Compare the series of an organisation with its events; the number of ideas that ended."""
    weeks = len(observed["week"])
    conceived = events["event"] == "conceived"

    def weekly(chosen: Any) -> NDArray[np.int64]:
        return np.bincount(events["week"][chosen], minlength=weeks)

    def coming_to(stages: tuple[str, ...]) -> NDArray[np.int64]:
        comes, leaves = (np.isin(events[name], stages) for name in ("to_stage", "from_stage"))
        return weekly(comes & (conceived | ~leaves)) - weekly(leaves & ~comes & ~conceived)

    assert (observed["proposals"] == weekly(conceived)).all()
    for name in FLOWS:
        moved = events["from_stage"] != events["to_stage"]
        assert (observed[name] == weekly(moved & (events["to_stage"] == name))).all(), name
    for name, stages in STOCKS.items():
        assert (observed[name] == np.cumsum(coming_to(stages))).all(), name
    final = tuple(stage.name.lower() for stage in FINAL)
    ended = np.cumsum(coming_to(final))
    alive = sum(observed[name] for name in STOCKS)
    assert (np.cumsum(observed["proposals"]) == alive + ended).all()
    return int(ended[-1])


@given(chosen=scenarios())
def test_terms_add_up_to_the_score(chosen: Scenario) -> None:
    simulation = simulated(chosen, 30)
    for chunk in simulation.world.log.get("gates", []):
        terms = [chunk[name].astype(float) for name in chunk if name.startswith("term_")]
        np.testing.assert_allclose(np.sum(terms, axis=0), chunk["score"], atol=1e-5)
        panel = chosen.section("gates").model_dump()["panel"]
        refused = (1.0 - 1.0 / (1.0 + np.exp(-chunk["score"]))) ** panel
        np.testing.assert_allclose(1.0 - refused, chunk["probability"], atol=1e-9)


@given(chosen=scenarios())
def test_identities_are_unique(chosen: Scenario) -> None:
    world = simulated(chosen, 30, (1, 2)).world
    for service in (0, 1):
        mine = names(world, np.flatnonzero(world.ideas.service == service))
        assert len(np.unique(mine)) == len(mine)
        keys = world.ideas.key[world.ideas.service == service]
        assert len(np.unique(keys)) == len(keys)


def named(world: World, *columns: str) -> dict[str, tuple[Any, ...]]:
    values = [getattr(world.ideas, column).tolist() for column in columns]
    identities = names(world, np.arange(world.ideas.n))
    return dict(zip(identities.tolist(), zip(*values, strict=True), strict=True))


def test_an_idea_is_the_same_idea_in_the_other_world() -> None:
    calm = {"turnover": {"yearly": 0.0, "leaders_yearly": 0.0}}
    acts = [{"kind": kind} for kind in ("declaration", "yes_and", "forums", "uphold_defend")]
    baseline = simulated(scenario(300, sections=calm), 52).world
    changed = simulated(scenario(300, sections=calm, interventions=acts), 52).world
    one, other = (
        named(world, "key", "merit", "novelty", "risk", "core", "mixed", "members", "hidden_until")
        for world in (baseline, changed)
    )
    common = one.keys() & other.keys()
    assert len(common) > 50
    assert one.keys() != other.keys()
    assert {idea: one[idea] for idea in common} == {idea: other[idea] for idea in common}


def test_only_the_attributes_of_changed_parameters_differ() -> None:
    one = named(simulated(scenario(300), 40).world, "key", "novelty", "risk", "core")
    better = scenario(300, sections={"birth": {"merit_base": 0.7}})
    other = named(simulated(better, 40).world, "key", "novelty", "risk", "core")
    common = one.keys() & other.keys()
    assert len(common) > 50
    assert all(one[idea] == other[idea] for idea in common)
