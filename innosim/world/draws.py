"""Draws for ideas, keyed by the identity of each idea."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.world.world import World


class Draws:
    """Random numbers of some ideas; the same idea draws the same numbers in every world."""

    def __init__(self, world: World, rows: NDArray[np.integer], when: int = 0) -> None:
        self._streams = world.streams
        self._who = world.ideas.key[rows]
        self._service = world.ideas.service[rows]
        self._when = when

    def uniform(self, decision: str) -> NDArray[np.float64]:
        """Uniform numbers in [0, 1), one for each idea."""
        return self._streams.uniform(decision, self._who, self._when, self._service)

    def uniforms(self, decisions: tuple[str, ...]) -> NDArray[np.float64]:
        """The uniform numbers of several decisions at once: one row a decision."""
        return self._streams.uniforms(decisions, self._who, self._when, self._service)

    def normal(self, decision: str) -> NDArray[np.float64]:
        """Standard normal numbers, one for each idea."""
        return self._streams.normal(decision, self._who, self._when, self._service)
