"""What all methods share: the factors as SALib wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError

FloatArray = NDArray[np.float64]

LEVEL = 0.95
"""Of all intervals."""


def problem(names: Sequence[str]) -> dict[str, Any]:
    """Factors by their names, each from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def salib(kind: str) -> Any:
    """A module of `SALib.analyze`: "sobol", "morris" or "pawn".

    Raises:
        InputError: if SALib is not installed.
    """
    try:
        from SALib.analyze import morris, pawn, sobol
    except ImportError:
        raise InputError("this analysis needs SALib: pip install 'innosim[analysis]'") from None
    return {"sobol": sobol, "morris": morris, "pawn": pawn}[kind]
