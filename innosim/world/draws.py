"""Draws for ideas, keyed by the identity of each idea."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.streams import box_muller
from innosim.world.world import World


class Draws:
    """Random numbers of some ideas; the same idea draws the same numbers in every world.

    Args:
        world: the world.
        rows: the ideas.
        when: the week, for draws that an idea makes every week.
        prepare: decisions to draw in one go; it changes the time taken, not the numbers.
        place: added to the identity, for draws that an idea makes at several places.
    """

    def __init__(
        self,
        world: World,
        rows: NDArray[np.integer],
        when: int = 0,
        prepare: tuple[str, ...] = (),
        place: NDArray[np.integer] | None = None,
    ) -> None:
        self._streams = world.streams
        key = world.ideas.key[rows]
        self._who = key if place is None else key + place.astype(np.uint64)
        self._service = world.ideas.service[rows]
        self._when = when
        self._ready: dict[str, NDArray[np.float64]] = {}
        if prepare:
            drawn = self._streams.uniforms(prepare, self._who, when, self._service)
            self._ready = dict(zip(prepare, drawn, strict=True))

    def uniform(self, decision: str) -> NDArray[np.float64]:
        """Uniform numbers in [0, 1), one for each idea."""
        ready = self._ready.get(decision)
        if ready is not None:
            return ready
        return self._streams.uniform(decision, self._who, self._when, self._service)

    def normal(self, decision: str) -> NDArray[np.float64]:
        """Standard normal numbers, one for each idea."""
        radius, angle = self.uniform(f"{decision}/radius"), self.uniform(f"{decision}/angle")
        return box_muller(radius, angle)
