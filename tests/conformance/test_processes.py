"""What every process promises, for each process that is found."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from types import ModuleType

import pytest

from innosim import catalogue
from innosim.contracts import PHASES, Column, Mechanism
from innosim.engine import Simulation, columns
from innosim.parameters import ParameterSet, facts
from innosim.world import ideas, people, units
from tests.conformance.recording import FREE, recorded
from tests.generators import all_interventions, copied, differing, scenario, simulated, state

PROCESSES = dict(catalogue.processes())
each_process = pytest.mark.parametrize("name", PROCESSES)
recording = pytest.mark.xdist_group("recording")  # which is then made by one worker only
KNOWN = {c.key for c in (*units.COLUMNS, *people.COLUMNS, *ideas.COLUMNS, *columns())}
PARAMETERS = [
    (name, key, facts(field))
    for name, module in PROCESSES.items()
    for key, field in module.Parameters.model_fields.items()
]


def test_processes_are_found() -> None:
    assert len(PROCESSES) >= 30


@each_process
def test_docstring_says_what_it_does_and_names_a_source(name: str) -> None:
    text = PROCESSES[name].__doc__ or ""
    assert text[0].isupper()
    assert "Source:" in text
    assert text.partition("Source:")[2].strip()


@each_process
def test_has_all_names_of_the_contract(name: str) -> None:
    module: ModuleType = PROCESSES[name]
    assert module.PHASE in PHASES
    assert all(isinstance(column, Column) for column in module.COLUMNS)
    assert all(isinstance(mechanism, Mechanism) for mechanism in module.MECHANISMS)
    assert issubclass(module.Parameters, ParameterSet)
    assert module.Parameters.__doc__
    assert module.step.__doc__


@each_process
def test_declared_columns_exist_once(name: str) -> None:
    module = PROCESSES[name]
    for declared in (module.READS, module.WRITES):
        assert set(declared) <= KNOWN
        assert len(declared) == len(set(declared))


def test_no_column_is_declared_twice() -> None:
    keys = [c.key for c in (*units.COLUMNS, *people.COLUMNS, *ideas.COLUMNS, *columns())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("column", columns(), ids=lambda column: column.key)
def test_each_column_has_unit_meaning_and_ordered_bounds(column: Column) -> None:
    assert column.unit
    assert column.meaning
    if column.low is not None and column.high is not None:
        assert column.low <= column.fill <= column.high


@pytest.mark.parametrize(("process", "key", "declared"), PARAMETERS, ids=lambda x: str(x)[:40])
def test_each_parameter_is_declared_in_full(process: str, key: str, declared: dict) -> None:
    assert declared["unit"]
    assert declared["source"]
    assert declared["meaning"]
    value = declared["default"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        assert declared["low"] <= value <= declared["high"]


@recording
@each_process
def test_it_reads_only_what_it_declares(name: str) -> None:
    read = recorded()[0][name]
    declared = {*PROCESSES[name].READS, *PROCESSES[name].WRITES}
    assert read - declared - FREE == set()


@recording
@each_process
def test_it_reads_all_that_it_declares(name: str) -> None:
    assert set(PROCESSES[name].READS) - recorded()[0][name] == set()


@recording
@each_process
def test_it_writes_only_what_it_declares(name: str) -> None:
    assert recorded()[1][name] - set(PROCESSES[name].WRITES) == set()


@recording
@each_process
def test_it_writes_all_that_it_declares(name: str) -> None:
    touched = recorded()[0][name] | recorded()[1][name]
    assert set(PROCESSES[name].WRITES) - touched == set()


@recording
@pytest.mark.parametrize("phase", PHASES)
def test_no_process_touches_what_another_of_its_phase_writes(phase: str) -> None:
    together = {name: m for name, m in PROCESSES.items() if phase == m.PHASE}
    for one, other in permutations(together, 2):
        touched = {*together[one].READS, *together[one].WRITES}
        assert not touched & set(together[other].WRITES), (one, other)


@each_process
def test_it_can_be_switched_off(name: str) -> None:
    table = "feedbacks" if getattr(PROCESSES[name], "FEEDBACK", False) else "switches"
    simulated(scenario(**{table: {name: False}}, interventions=all_interventions()), 4)


@cache
def matured() -> Simulation:
    return simulated(scenario(interventions=all_interventions(share=0.6)), 20)


@each_process
def test_a_step_is_the_same_twice(name: str) -> None:
    one, other = copied(matured()), copied(matured())
    for world in (one, other):
        PROCESSES[name].step(world, matured().scenario.section(name), 20)
    assert differing(state(one), state(other)) == []
