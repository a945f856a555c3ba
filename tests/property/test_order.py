"""What must not matter: order of processes, order in the file, company of other replicates."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim import catalogue, ensemble
from innosim.contracts import PHASES
from innosim.engine import Simulation
from innosim.ensemble import Tables, simulate
from innosim.scenario.schema import Scenario
from innosim.world.levers import Levers
from tests.generators import (
    all_interventions,
    deliveries,
    differing,
    out_of_bounds,
    same,
    scenario,
    scenarios,
    simulated,
    state,
)

WEEKS = 40
TABLES = ("series", "ideas", "events", "gates", "branches", "posts", "units")


def tables_of(chosen: Scenario, replicates: int) -> dict[str, dict[str, Any]]:
    tables = Tables()
    simulate(chosen, replicates, tables)
    return {name: tables.table(name) for name in TABLES}


def unlike(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> list[str]:
    assert one.keys() == other.keys()
    return [
        f"{table}.{column}"
        for table in one
        for column in one[table].keys() | other[table].keys()
        if not same(one[table][column], other[table][column])
    ]


def one_by_one(chosen: Scenario, replicates: int) -> dict[str, dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble, "SIDE_BY_SIDE", 1)
        return tables_of(chosen, replicates)


@given(chosen=scenarios())
def test_replicates_come_out_side_by_side_as_they_do_alone(chosen: Scenario) -> None:
    chosen = chosen.model_copy(update={"horizon": WEEKS})
    assert unlike(tables_of(chosen, 3), one_by_one(chosen, 3)) == []


def test_replicates_of_several_years_come_out_side_by_side_as_they_do_alone() -> None:
    chosen = scenario(40, horizon=160, interventions=[{"kind": "forums", "share": 0.5}])
    assert unlike(tables_of(chosen, 2), one_by_one(chosen, 2)) == []


def test_replicates_with_few_branches_come_out_side_by_side_as_they_do_alone() -> None:
    half = all_interventions(share=0.5, strength=0.7)
    chosen = scenario(60, 1, 40, horizon=WEEKS, interventions=half)
    assert unlike(tables_of(chosen, 5), one_by_one(chosen, 5)) == []


def test_large_replicates_come_out_side_by_side_as_they_do_alone() -> None:
    chosen = scenario(9_000, 5, 64, horizon=16)
    assert unlike(tables_of(chosen, 2), one_by_one(chosen, 2)) == []


def test_replicates_differ() -> None:
    series = tables_of(scenario(horizon=WEEKS), 4)["series"]
    proposals = [series["proposals"][series["replicate"] == number] for number in range(4)]
    assert len({values.tobytes() for values in proposals}) == 4


@given(seed=st.integers(0, 2**32))
def test_order_within_a_phase_does_not_matter(seed: int) -> None:
    chosen = scenario(80, interventions=all_interventions(start=3, share=0.6))
    usual, shuffled = Simulation(chosen, [seed]), Simulation(chosen, [seed])
    shuffle = Random(seed).shuffle
    for _ in range(WEEKS):
        for _, processes in shuffled.timetable:
            shuffle(processes)
        usual.step()
        shuffled.step()
    assert differing(state(usual.world), state(shuffled.world)) == []


def test_order_within_a_phase_of_the_catalogue_does_not_matter() -> None:
    """Nor for how processes start, receive newcomers and add columns: backwards is the same.

    Every two processes of a phase come in the other order.
    """
    chosen = scenario(80, interventions=all_interventions(start=3, share=0.6))
    usual = Simulation(chosen, [1])
    found, phases = catalogue.processes(), list(PHASES)
    names = list(found)[::-1]
    names.sort(key=lambda name: phases.index(found[name].PHASE))
    assert names != list(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "processes", lambda: {name: found[name] for name in names})
        backwards = Simulation(chosen, [1])
    assert differing(state(usual.world), state(backwards.world)) == []
    for _ in range(WEEKS):
        usual.step()
        backwards.step()
    assert differing(state(usual.world), state(backwards.world)) == []


@given(acts=st.lists(deliveries(), min_size=2, max_size=5), seed=st.integers(0, 99))
def test_order_of_interventions_does_not_matter(acts: list[dict[str, Any]], seed: int) -> None:
    other = list(acts)
    Random(seed).shuffle(other)
    one = simulated(scenario(60, interventions=acts), 36)
    two = simulated(scenario(60, interventions=other), 36)
    assert differing(state(one.world), state(two.world)) == []


@given(chosen=scenarios(chance=0.3))
def test_bounds_hold_for_any_parameters(chosen: Scenario) -> None:
    simulation = Simulation(chosen, [chosen.seed])
    for _ in range(30):
        simulation.step()
        assert out_of_bounds(simulation.world) == []


def test_levers_as_arrays_give_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = scenario(interventions=all_interventions(strength=0.7))
    plain = simulated(chosen, WEEKS)
    shift = Levers.set_shift

    def spread_out(levers: Levers, name: str) -> None:
        levers._values[name] = np.broadcast_to(levers._values[name], levers.shape).copy()

    def set_shift(self: Levers, name: str, by: Any) -> None:
        shift(self, name, by)
        spread_out(self, name)

    monkeypatch.setattr(Levers, "set_shift", set_shift)
    arrays = Simulation(chosen, [1])
    for name in arrays.world.levers._values:
        spread_out(arrays.world.levers, name)
    for _ in range(WEEKS):
        arrays.step()
    assert differing(state(plain.world), state(arrays.world)) == []
