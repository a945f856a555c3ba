"""The signals as they reach people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.world.world import World


def received(world: World, signal: str, people: NDArray[np.integer]) -> NDArray[np.float32]:
    """What reaches these people: the whole at the head, elsewhere what reaches their team."""
    table = world.people
    values: NDArray[np.float32] = getattr(world.teams, signal).take(table.team.take(people))
    heads = (table.superior.take(people) < 0).nonzero()[0]
    if len(heads):
        whole = getattr(world.organisations, signal)
        values[heads] = whole[table.organisation[people[heads]]]
    return values
