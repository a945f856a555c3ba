"""What the command line of the benchmarks settles for all of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Options:
    """How to measure.

    Attributes:
        quick: smaller sizes, to see that everything runs.
        profile: tell where the time goes instead of how much it is.
        peers: interpreter of an environment with starsim and mesa-frames.
    """

    quick: bool = False
    profile: bool = False
    peers: str = sys.executable
