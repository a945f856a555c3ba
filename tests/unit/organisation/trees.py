"""Random reporting lines for property tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from innosim.organisation.nest import Posts


@st.composite
def random_posts(draw: st.DrawFn) -> Posts:
    """Up to 400 posts in up to 4 organisations, in shuffled rows, with or without units."""
    seed = draw(st.integers(0, 2**32 - 1))
    sizes = draw(st.lists(st.integers(1, 100), min_size=1, max_size=4))
    bushiness = draw(st.sampled_from((0.0, 0.5, 1.0)))
    units = draw(st.integers(0, 6))
    return make_posts(np.random.default_rng(seed), sizes, bushiness, units)


def make_posts(rng: np.random.Generator, sizes: list[int], bushiness: float, units: int) -> Posts:
    """Posts whose superiors are drawn; `bushiness` 0 makes chains, 1 random recursive trees."""
    tops = np.cumsum(sizes) - sizes
    organisation = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(sum(sizes)) - tops[organisation]
    back = 1 + (rng.random(len(place)) * bushiness * place).astype(int)
    superior = np.where(place > 0, tops[organisation] + np.maximum(place - back, 0), -1)
    shuffle = rng.permutation(len(place))
    new_row = np.append(np.argsort(shuffle), -1)
    return Posts(
        superior=new_row[superior[shuffle]].astype(np.int32),
        organisation=organisation[shuffle].astype(np.int32),
        role=rng.integers(0, 3, len(place)).astype(np.int8),
        fte=(1 - rng.random(len(place)) * 0.99).astype(np.float32),
        grade=tuple(f"G{k}" for k in range(len(place))),
        organisation_names=tuple(f"body {k}" for k in range(len(sizes))),
        unit=[f"unit {k}" for k in rng.integers(0, units, len(place))] if units else None,
    )
