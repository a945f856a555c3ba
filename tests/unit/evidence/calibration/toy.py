"""A stand-in for the simulation whose outputs are known functions of the levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from innosim.evidence.calibration.levels import Level
from innosim.evidence.calibration.points import Outcome, Point
from innosim.evidence.calibration.targets import Aim, Target
from innosim.evidence.calibration.waves import Plan
from innosim.scenario.files import load

GENERATION = Level("generation.scale", "generation", 0.25, 4.0, "log")
CAPACITY = Level("gates.capacity", "capacity", 0.03, 0.6, "log")
REJECTION = Level("gates.rejection", "rejection", 0.2, 0.9)
LEVELS = (GENERATION, CAPACITY, REJECTION)

TARGETS = (
    Target("proposals", 6.0, 8.0, True, "made up"),
    Target("reached_pilot", 0.24, 0.26, True, "made up"),
    Target("embedded", None, None, False, ""),
    Target("adoption_time", 2.0, 7.0, False, "made up"),
)


def outputs(levels: Mapping[str, float]) -> dict[str, float]:
    """Proposals hang on the first level alone, pilots on the product of the first two."""
    generation, capacity = levels["generation.scale"], levels["gates.capacity"]
    pilots = 0.25 * (generation * capacity / 0.15) ** 0.5
    return {
        "proposals": 7.0 * generation,
        "reached_pilot": min(pilots, 1.0),
        "embedded": 7.0 * generation * pilots,
        "adoption_time": 4.0,
    }


def run(points: Sequence[Point]) -> list[Outcome]:
    """The outputs of the points in three replicates that differ by a little."""
    luck = np.array([-0.01, 0.0, 0.01])
    return [
        Outcome(p, {name: (v * (1 + luck)).tolist() for name, v in outputs(p.levels).items()})
        for p in points
    ]


def plan(points: int = 32, waves: int = 3, search: str = "history", scale: float = 1.0) -> Plan:
    """A plan for the toy; `scale` is the generation that the scenario itself has."""
    scenario = load("small-service", [f"generation.scale={scale}"])
    return Plan(scenario, Aim(TARGETS, LEVELS), points, waves, 1, search)
