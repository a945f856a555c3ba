"""Which runs of a plan are simulated side by side, and how much work is handed out at a time."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from innosim.experiments.design.plan import Plan
from innosim.what_if.comparison.runs import chart_of, most_together

PIECE = 1.5
"""Seconds of work that are handed out and written together: enough that this costs little, little
enough to be lost."""


def side_by_side(plan: Plan) -> int:
    """How many runs of a point are simulated side by side: all, or equal shares of them."""
    return even(plan.replicates, most_together(chart_of(plan.base.organisation).n))


def even(runs: int, most: int) -> int:
    """The size of equal shares of some runs, of which none is larger than `most`."""
    return ceil(runs / ceil(runs / max(most, 1)))


def blocks(plan: Plan, together: int) -> NDArray[np.int64]:
    """By number of the run, the block that it is in: runs of one point, at most `together`."""
    point, replicate = np.divmod(np.arange(len(plan)), plan.replicates)
    found: NDArray[np.int64] = point * ceil(plan.replicates / together) + replicate // together
    return found


def shared(block: int, runs: int, processes: int) -> int:
    """How many runs of a block are handed out at a time: all, or equal shares of them.

    It is shared out where there are fewer blocks than processes, so that all have work.

    Args:
        block: runs in it.
        runs: that are to be carried out.
        processes: that carry them out.
    """
    return even(block, ceil(runs / processes))
