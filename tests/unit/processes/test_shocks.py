"""Shocks: how far a failure in public is felt, and what defence takes from it."""

from __future__ import annotations

import pytest

from innosim.engine import Simulation
from tests.generators import scenario

WEEK = 4


def rise_of_blame(*acting: str) -> float:
    """What a failure in public adds to fear of blame in the week in which it happens."""
    constant = [{"kind": kind} for kind in acting]
    shocked = [*constant, {"kind": "failure_shock", "start": WEEK}]
    found = []
    for interventions in (shocked, constant):
        simulation = Simulation(scenario(interventions=interventions, seed=2), [2])
        for _ in range(WEEK + 1):
            simulation.step()
        found.append(float(simulation.world.people.blame.mean()))
    return found[0] - found[1]


def test_uphold_and_defend_damps_it() -> None:
    undefended, defended = rise_of_blame(), rise_of_blame("uphold_defend")
    assert undefended == pytest.approx(0.5, abs=0.02)
    assert defended == pytest.approx(0.2 * undefended, rel=0.05)


def test_each_change_of_minister_draws_the_priorities_anew() -> None:
    acting = [{"kind": "ministerial_shock", "start": WEEK, "every": 3, "duration": 1}]
    sections = {"politics": {"shuffle_rate": 0.0, "drift": 0.0, "election_every": 0}}
    simulation = Simulation(scenario(sections=sections, interventions=acting), [1])
    organisations, seen = simulation.world.organisations, []
    for _ in range(12):
        before = organisations.minister.copy()
        simulation.step()
        seen.append(bool((before != organisations.minister).any(axis=1).all()))
    assert [week for week, changed in enumerate(seen) if changed] == [4, 7, 10]
    assert organisations.shuffles.tolist() == [3, 3]
