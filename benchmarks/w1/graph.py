"""The graph of W1: a hierarchy, seven others in the same block of 64, three anybodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SPAN = 8
BLOCK = 64
NEAR = 7
ANYBODY = 3

P = 0.002
Q = 0.15

Week = Callable[[], int]
"""Lets a week pass and returns the number of adopters."""


@dataclass(frozen=True)
class Graph:
    """Who listens to whom: person i listens to `heard[start[i]:start[i + 1]]`."""

    start: NDArray[np.int64]
    heard: NDArray[np.int32]

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.start) - 1

    @property
    def degree(self) -> NDArray[np.int64]:
        """How many each person listens to."""
        return np.diff(self.start)

    @property
    def listener(self) -> NDArray[np.int32]:
        """Who listens, for each tie."""
        return np.repeat(np.arange(self.n, dtype=np.int32), self.degree)

    def turned(self) -> Graph:
        """The same ties from the other end: by whom each person is heard."""
        order = np.argsort(self.heard, kind="stable")
        return _in_rows(self.n, self.heard[order], self.listener[order])


def graph(n: int, seed: int = 1) -> Graph:
    """The graph for `n` people; about twelve ties each."""
    rng = np.random.default_rng(seed)
    ties = [*_hierarchy(n), _near(n, rng), _anybody(n, rng)]
    listener = np.concatenate([tie[0] for tie in ties])
    heard = np.concatenate([tie[1] for tie in ties])
    key = np.unique(listener * n + heard)
    listener, heard = np.divmod(key, n)
    others = listener != heard
    return _in_rows(n, listener[others], heard[others])


def write(ties: Graph, path: Path) -> None:
    """Keep a graph in a file."""
    np.savez(path, start=ties.start, heard=ties.heard)


def read(path: Path) -> Graph:
    """The graph from a file."""
    with np.load(path) as arrays:
        return Graph(arrays["start"], arrays["heard"])


def _in_rows(n: int, listener: NDArray[np.integer], heard: NDArray[np.integer]) -> Graph:
    start = np.concatenate([[0], np.cumsum(np.bincount(listener, minlength=n))])
    return Graph(start, heard.astype(np.int32))


Ties = tuple[NDArray[np.integer], NDArray[np.integer]]


def _hierarchy(n: int) -> tuple[Ties, Ties]:
    below = np.arange(1, n)
    above = (below - 1) // SPAN
    return (below, above), (above, below)


def _near(n: int, rng: np.random.Generator) -> Ties:
    """Seven others of the block: one from each seventh of the ring round it."""
    person = np.repeat(np.arange(n), NEAR)
    width = (BLOCK - 1) // NEAR
    step = 1 + np.tile(np.arange(NEAR) * width, n) + rng.integers(0, width, len(person))
    first = person // BLOCK * BLOCK
    size = np.minimum(first + BLOCK, n) - first
    return person, np.add(first, (person - first + step) % size)


def _anybody(n: int, rng: np.random.Generator) -> Ties:
    return np.repeat(np.arange(n), ANYBODY), rng.integers(0, n, n * ANYBODY)
