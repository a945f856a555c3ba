"""Small worlds for tests, and Hypothesis strategies for scenarios and organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from innosim import catalogue
from innosim.engine import Simulation
from innosim.parameters import ParameterSet, facts
from innosim.scenario.schema import Scenario, scenario_model
from innosim.world.world import TABLES, World

LIVELY: dict[str, dict[str, Any]] = {
    "generation": {"scale": 8.0},
    "gates": {"capacity": 2.0, "attention": 0.5, "base": 2.0},
    "pilots": {"weeks": 6, "decision": 1.0},
    "adoption": {"innovation": 3.0},
    "routinisation": {"rate": 0.2},
    "incidents": {"rate": 0.1},
    "stalling": {"weeks": 4},
    "turnover": {"yearly": 0.3},
    "reuse": {"rate": 0.2},
    "politics": {"shuffle_rate": 0.01},
}
"""Settings that take ideas through all their stages within some dozens of weeks."""


def scenario(
    people: int = 120,
    organisations: int = 2,
    branch_size: int = 15,
    sections: Mapping[str, Mapping[str, Any]] | None = None,
    interventions: Iterable[Mapping[str, Any]] = (),
    lively: bool = True,
    **others: Any,
) -> Scenario:
    """A scenario of a small service; `sections` are laid over the lively settings."""
    data: dict[str, Any] = {"title": "test", "horizon": 60, **others}
    data.setdefault(
        "organisation",
        {
            "name": "Test",
            "branch_size": branch_size,
            "generate": {"headcount": people, "organisations": organisations},
        },
    )
    data["interventions"] = tuple(interventions)
    data["feedbacks"] = {**_all_feedbacks(), **data.get("feedbacks", {})}
    chosen = [LIVELY if lively else {}, sections or {}]
    for settings in chosen:
        for name, values in settings.items():
            data[name] = {**data.get(name, {}), **values}
    return scenario_model().model_validate(data)


def _all_feedbacks() -> dict[str, bool]:
    """Every feedback on, those that are off by default, too."""
    found = catalogue.processes().items()
    return {name: True for name, module in found if getattr(module, "FEEDBACK", False)}


def all_interventions(**delivery: Any) -> list[dict[str, Any]]:
    """Every kind of intervention once."""
    return [{"kind": kind, **delivery} for kind in catalogue.interventions()]


def simulated(chosen: Scenario, weeks: int, seeds: Iterable[int] = (1,)) -> Simulation:
    """A simulation that has run for some weeks."""
    simulation = Simulation(chosen, list(seeds))
    for _ in range(weeks):
        simulation.step()
    return simulation


def copied(simulation: Simulation) -> World:
    """A copy of the world of a simulation, to do with as one likes."""
    return deepcopy(simulation.world)


def state(world: World) -> dict[str, NDArray[Any]]:
    """A copy of all columns, by "table.column"."""
    return {
        f"{table}.{name}": getattr(getattr(world, table), name).copy()
        for table in TABLES
        for name in getattr(world, table).columns
    }


def differing(one: Mapping[str, NDArray[Any]], other: Mapping[str, NDArray[Any]]) -> list[str]:
    """Names of the columns that are not the same, bit for bit."""
    assert one.keys() == other.keys()
    return [name for name in one if not same(one[name], other[name])]


def same(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two columns are the same, bit for bit, where a hole equals a hole."""
    if one.shape != other.shape or one.dtype.kind != other.dtype.kind:
        return False
    holes = one.dtype.kind == "f"
    return bool(np.array_equal(one, other, equal_nan=holes))


def out_of_bounds(world: World) -> list[str]:
    """Columns that hold a value outside their declared bounds, or have lost their type."""
    wrong = []
    for table in TABLES:
        rows = getattr(world, table)
        for name, column in rows.columns.items():
            values = getattr(rows, name)
            if values.dtype != np.dtype(column.dtype):
                wrong.append(f"{column.key} is {values.dtype}, not {column.dtype}")
            if not np.isfinite(values.astype(float)).all():
                wrong.append(f"{column.key} is not finite")
            low = -np.inf if column.low is None else column.low
            high = np.inf if column.high is None else column.high
            if values.size and (values.min() < low or values.max() > high):
                wrong.append(f"{column.key}: {values.min()} to {values.max()}")
    return wrong


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, int]:
    """Numbers that a small service is made from."""
    bodies = draw(st.integers(1, 4))
    people = draw(st.integers(20 * bodies, 150))
    return {
        "people": people,
        "organisations": bodies,
        "branch_size": draw(st.integers(5, 40)),
    }


@st.composite
def deliveries(draw: st.DrawFn) -> dict[str, Any]:
    """One intervention of any kind, at any time in the first year."""
    kind = draw(st.sampled_from(sorted(catalogue.interventions())))
    delivery = {
        "kind": kind,
        "start": draw(st.integers(0, 30)),
        "strength": draw(st.floats(0.0, 1.0)),
        "share": draw(st.sampled_from([0.3, 0.7, 1.0])),
    }
    if draw(st.booleans()):
        every = draw(st.integers(2, 20))
        delivery |= {"every": every, "duration": draw(st.integers(1, every))}
    return delivery


@st.composite
def section(draw: st.DrawFn, parameters: type[ParameterSet], chance: float) -> dict[str, Any]:
    """Values of some of the parameters of a section, anywhere within their bounds."""
    values: dict[str, Any] = {}
    for name, field in parameters.model_fields.items():
        if draw(st.floats(0, 1)) < 1.0 - chance:  # the simplest scenario sets nothing
            continue
        values[name] = draw(value_of(field.annotation, facts(field)))
    return values


def value_of(annotation: Any, declared: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a parameter may have."""
    default, low, high = declared["default"], declared["low"], declared["high"]
    if isinstance(default, bool):
        return st.booleans()
    if isinstance(default, int):
        return st.integers(int(low), int(high))
    if isinstance(default, float):
        return st.floats(float(low), float(high))
    if isinstance(default, tuple):
        return st.lists(st.integers(0, 60), max_size=3).map(tuple)
    return st.sampled_from(annotation.__args__)


@st.composite
def scenarios(draw: st.DrawFn, chance: float = 0.1) -> Scenario:
    """Scenarios of small services with some parameters anywhere within their bounds."""
    sections = {
        name: draw(section(module.Parameters, chance))
        for name, module in catalogue.processes().items()
    }
    return scenario(
        **draw(organisations()),
        sections=sections,
        interventions=draw(st.lists(deliveries(), max_size=4)),
        seed=draw(st.integers(0, 2**32)),
    )
