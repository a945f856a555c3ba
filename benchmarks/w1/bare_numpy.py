"""W1 in bare NumPy: each new adopter adds one to what their listeners have heard."""

from __future__ import annotations

import numpy as np

from benchmarks.w1.graph import Graph, P, Q, Week


def build(graph: Graph, seed: int) -> Week:
    """W1 with nothing but arrays; 1 - (1 - p)(1 - q f) is p + (1 - p) q f."""
    rng = np.random.default_rng(seed)
    turned = graph.turned()
    first, number, listener = turned.start[:-1], turned.degree, turned.heard.astype(np.int64)
    gain = ((1 - P) * Q / np.maximum(graph.degree, 1)).astype(np.float32)
    heard = np.zeros(graph.n, np.uint8)
    rest = np.arange(graph.n)
    one = np.uint8(1)  # of the column's own type: `add.at` casts otherwise, ten times slower

    def week() -> int:
        nonlocal rest
        chance = np.float32(P) + heard[rest] * gain[rest]
        adopts = rng.random(len(rest), dtype=np.float32) < chance
        new, rest = rest[adopts], rest[~adopts]
        many = number[new]
        arc = np.arange(many.sum()) + np.repeat(first[new] - np.cumsum(many) + many, many)
        np.add.at(heard, listener[arc], one)
        return graph.n - len(rest)

    return week
