"""The signals, pushed up and down."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.processes import signals
from innosim.world.world import Push
from tests.generators import scenario


@pytest.fixture
def run() -> Simulation:
    return Simulation(scenario(sections={"signals": {"frozen": True}}), [1])


@pytest.mark.parametrize(("push", "expected"), [(0.5, 0.7), (0.0, 0.4), (-0.5, 0.2), (-1.0, 0.0)])
def test_a_push_moves_the_target_towards_1_or_towards_0(
    run: Simulation, push: float, expected: float
) -> None:
    run.world.levers.set_shift("signals.parity", np.full(run.world.levers.shape, push))
    signals.step(run.world, run.scenario.section("signals"), 0)
    assert run.world.organisations.parity == pytest.approx(expected)


def test_one_off_pushes_move_a_signal_towards_1_or_towards_0(run: Simulation) -> None:
    run.world.pushes.append(Push("normality", np.array([0.5, -0.5])))
    signals.step(run.world, run.scenario.section("signals"), 0)
    assert run.world.organisations.normality == pytest.approx([0.7, 0.2])
