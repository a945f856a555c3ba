"""What every intervention promises, for each one that is found."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import GROUPS, Intervention
from innosim.engine import Simulation
from innosim.parameters import facts, levers_of
from innosim.processes.signals import PARTS
from tests.generators import all_interventions, differing, scenario, simulated, state

INTERVENTIONS = {name: m.INTERVENTION for name, m in catalogue.interventions().items()}
LEVERS = {
    f"{process}.{name}": facts(field)
    for process, module in catalogue.processes().items()
    for name, field in levers_of(module.Parameters).items()
}
each_intervention = pytest.mark.parametrize("name", INTERVENTIONS)
WEEKS, START = 60, 24
YEAR = 52
BEHIND = {"frontier": {"drift": 0.02}, "gates": {"convention": 0.3, "base": 0.0, "capacity": 0.5}}
Columns = dict[str, NDArray[Any]]


def outcome(simulation: Simulation) -> tuple[Columns, Columns]:
    """All state and all of the log."""
    log: Columns = {}
    for table, chunks in simulation.world.log.items():
        for column in chunks[0]:
            log[f"{table}.{column}"] = np.concatenate([chunk[column] for chunk in chunks])
    return state(simulation.world), log


@cache
def alone(weeks: int) -> tuple[Columns, Columns]:
    """The outcome without any intervention."""
    return outcome(simulated(scenario(), weeks))


@each_intervention
def test_declaration_is_complete(name: str) -> None:
    declared: Intervention = INTERVENTIONS[name]
    assert (catalogue.interventions()[name].__doc__ or "")[:1].isupper()
    assert declared.title
    assert declared.source[:2] in ("K ", "O ")
    assert declared.fails_when
    assert declared.effects or declared.once or declared.pulse
    assert declared.sign in (-1, 1)
    assert declared.moves in catalogue.metrics()
    assert declared.delay >= 0
    assert min(declared.leader_hours, declared.manager_hours, declared.staff_hours) >= 0


@each_intervention
def test_it_says_who_pulls_it_and_why_and_how_it_works(name: str) -> None:
    declared = INTERVENTIONS[name]
    assert declared.group in GROUPS
    assert declared.pulled_by
    assert declared.message[-1:] in (".", "?")
    assert len(declared.message) <= 120
    assert len(declared.examples) >= 2
    assert all(declared.examples)
    assert len(declared.works.split()) >= 20
    assert (declared.group == "shocks") == declared.pulled_by.startswith("nobody")


@each_intervention
def test_it_is_delivered_as_a_scenario_file_can_say(name: str) -> None:
    declared = INTERVENTIONS[name]
    scenario(interventions=[{"kind": name, "roles": declared.roles, **declared.when}])


@each_intervention
def test_effects_are_shifts_of_levers_within_their_range(name: str) -> None:
    declared_shifts = {**INTERVENTIONS[name].effects, **INTERVENTIONS[name].pulse}
    for lever, shift in declared_shifts.items():
        declared = LEVERS[lever]
        assert shift != 0
        assert abs(shift) <= declared["high"] - declared["low"]


@each_intervention
def test_what_it_pushes_once_is_a_signal(name: str) -> None:
    for signal, gain in INTERVENTIONS[name].once.items():
        section, _, part = signal.partition(".")
        assert section == "signals"
        assert part in PARTS
        assert -1 <= gain <= 1


@each_intervention
def test_given_settings_are_valid(name: str) -> None:
    scenario(sections=_nested(INTERVENTIONS[name].given))


def _nested(settings: Any) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {}
    for key, value in settings.items():
        section, _, field = key.partition(".")
        nested.setdefault(section, {})[field] = value
    return nested


@each_intervention
def test_strength_zero_is_absence_bit_for_bit(name: str) -> None:
    chosen = scenario(interventions=[{"kind": name, "strength": 0.0, "start": 3, "share": 0.5}])
    with_it, log = outcome(simulated(chosen, WEEKS))
    without, log_without = alone(WEEKS)
    assert differing(with_it, without) == []
    assert differing(log, log_without) == []


@each_intervention
def test_without_its_effects_only_its_hours_are_left(name: str) -> None:
    chosen = scenario(
        interventions=[{"kind": name, "start": 3, "share": 0.5}],
        assumptions={"effects": {name: 0.0}},
    )
    with_it, log = outcome(simulated(chosen, WEEKS))
    without, log_without = alone(WEEKS)
    hours = [f"organisations.cost_{who}" for who in ("leaders", "managers", "staff")]
    assert set(differing(with_it, without)) <= set(hours)
    assert differing(log, log_without) == []


@each_intervention
def test_nothing_differs_before_it_starts(name: str) -> None:
    chosen = scenario(interventions=[{"kind": name, "start": START}])
    before, log = outcome(simulated(chosen, START))
    without, log_without = alone(START)
    assert differing(before, without) == []
    assert differing(log, log_without) == []


@cache
def behind() -> Columns:
    """The state of a service that falls behind and is pressed for time, with no intervention."""
    return state(simulated(scenario(sections=BEHIND), YEAR).world)


@each_intervention
def test_at_full_strength_it_changes_something(name: str) -> None:
    chosen = scenario(interventions=[{"kind": name}], sections=BEHIND)
    changed = differing(state(simulated(chosen, YEAR).world), behind())
    assert [key for key in changed if not key.startswith("organisations.cost_")]


def test_strength_zero_beside_the_same_kind_changes_nothing() -> None:
    acts = {"kind": "forums", "start": 5, "share": 0.5}
    one = outcome(simulated(scenario(interventions=[acts]), WEEKS))
    for strength, start in ((0.0, 0), (0.0, 30), (1.0, WEEKS)):
        beside = {"kind": "forums", "start": start, "share": 0.5, "strength": strength}
        both = outcome(simulated(scenario(interventions=[acts, beside]), WEEKS))
        assert differing(one[0], both[0]) == []
        assert differing(one[1], both[1]) == []


def test_all_at_strength_zero_are_absence() -> None:
    chosen = scenario(interventions=all_interventions(strength=0.0))
    assert differing(outcome(simulated(chosen, WEEKS))[0], alone(WEEKS)[0]) == []


def test_costs_are_counted_while_an_intervention_acts() -> None:
    chosen = scenario(interventions=[{"kind": "protected_time", "start": 10, "end": 12}])
    organisations = simulated(chosen, 20).world.organisations
    expected = 2 * INTERVENTIONS["protected_time"].staff_hours * organisations.size / 100
    assert organisations.cost_staff == pytest.approx(expected)
