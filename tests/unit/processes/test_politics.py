"""When elections are held."""

from __future__ import annotations

from typing import Any

import pytest

from tests.generators import scenario, simulated

WEEKS = 60
CASES: list[tuple[dict[str, Any], list[int]]] = [
    ({"first_election": 10, "election_every": 20}, [10, 30, 50]),
    ({"first_election": 10, "election_every": 0}, []),
    ({"first_election": 10, "election_every": 20, "elections": (0, 33)}, [0, 33]),
]


@pytest.mark.parametrize(("politics", "weeks"), CASES)
def test_elections_are_held_in_their_weeks(politics: dict[str, Any], weeks: list[int]) -> None:
    simulation = simulated(scenario(sections={"politics": politics}), 0)
    held = []
    for _ in range(WEEKS):
        simulation.step()
        held.append(int(simulation.world.services.elections[0]))
    assert [week for week in range(WEEKS) if held[week] > (held[week - 1] if week else 0)] == weeks
