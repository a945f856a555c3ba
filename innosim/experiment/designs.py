"""The points of an experiment: places in [0, 1] of all factors, a row a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiment import schema
from innosim.experiment.factor import Factor
from innosim.experiment.schema import Design

FloatArray = NDArray[np.float64]

MOST = 10_000_000
"""Points at most: their places alone fill 80 MB a factor."""


def places(design: Design, factors: Sequence[Factor]) -> FloatArray:
    """Places of all points, (points, factors).

    Args:
        design: a checked one.
        factors: what is varied.

    Raises:
        InputError: if there would be too many points, or SALib is missing.
    """
    if (count := points(design, factors)) > MOST:
        raise InputError(f"that makes {count:,} points; {MOST:,} are the most")
    found = LAYOUTS[design.kind](design, factors)
    return np.ascontiguousarray(found, np.float64)


def points(design: Design, factors: Sequence[Factor]) -> int:
    """The number of points, without laying them out."""
    size = design.size or 0
    if design.kind == schema.GRID:
        return prod(len(_steps(factor, design)) for factor in factors)
    if design.kind == schema.LIST:
        return len(factors[0].values)
    if design.kind == schema.SOBOL:
        return size * (2 * len(factors) + 2 if design.second_order else len(factors) + 2)
    return size * (len(factors) + 1) if design.kind == schema.MORRIS else size


def problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """The factors as SALib wants them, each from 0 to 1."""
    names = [factor.key for factor in factors]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _steps(factor: Factor, design: Design) -> FloatArray:
    """The places of a factor on a grid: the middle of each choice, both ends of a range."""
    if factor.values:
        count = len(factor.values)
        return (np.arange(count) + 0.5) / count
    assert design.levels is not None
    return np.linspace(0.0, 1.0, design.levels)


def _grid(design: Design, factors: Sequence[Factor]) -> FloatArray:
    axes = np.meshgrid(*(_steps(factor, design) for factor in factors), indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1)


def _list(design: Design, factors: Sequence[Factor]) -> FloatArray:
    return np.stack([_steps(factor, design) for factor in factors], axis=1)


def _latin_hypercube(design: Design, factors: Sequence[Factor]) -> FloatArray:
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube(len(factors), seed=design.seed)
    return np.asarray(sampler.random(design.size))


def _sobol_sequence(design: Design, factors: Sequence[Factor]) -> FloatArray:
    from scipy.stats import qmc

    sampler = qmc.Sobol(len(factors), seed=design.seed)
    return np.asarray(sampler.random(design.size))


def _sobol(design: Design, factors: Sequence[Factor]) -> FloatArray:
    sample = _salib("sobol")
    found: FloatArray = sample(
        problem(factors),
        design.size,
        calc_second_order=design.second_order,
        seed=design.seed,
    )
    return found


def _morris(design: Design, factors: Sequence[Factor]) -> FloatArray:
    sample = _salib("morris")
    found: FloatArray = sample(
        problem(factors), design.size, num_levels=design.levels, seed=design.seed
    )
    return found


def _salib(kind: str) -> Callable[..., FloatArray]:
    """The sampling function of SALib for a design."""
    try:
        from SALib.sample import morris, sobol
    except ImportError:
        raise InputError(f"a {kind} design needs SALib: pip install 'innosim[analysis]'") from None
    found: Callable[..., FloatArray] = {"sobol": sobol.sample, "morris": morris.sample}[kind]
    return found


LAYOUTS: Mapping[str, Callable[[Design, Sequence[Factor]], FloatArray]] = {
    schema.GRID: _grid,
    schema.LIST: _list,
    schema.LATIN_HYPERCUBE: _latin_hypercube,
    schema.SOBOL_SEQUENCE: _sobol_sequence,
    schema.SOBOL: _sobol,
    schema.MORRIS: _morris,
}
