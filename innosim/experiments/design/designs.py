"""The points of an experiment: places in [0, 1] of all factors, a row a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.experiments.design import schema
from innosim.experiments.design.factor import Factor
from innosim.experiments.design.schema import Design
from innosim.experiments.influence.problem import problem
from innosim.streams import Streams

FloatArray = NDArray[np.float64]

MORRIS_LEVELS = 4
MOST = 10_000_000
"""Points at most: their places alone fill 80 MB a factor."""


def places(design: Design, factors: Sequence[Factor], base: FloatArray) -> FloatArray:
    """Places of all points, (points, factors).

    Args:
        design: a checked one.
        factors: what is varied.
        base: the place of each factor in the scenario that is varied; a design with one factor at
            a time starts there.

    Raises:
        InputError: if there would be too many points, or SALib is missing.
    """
    if (count := _most(design, factors)) > MOST:
        raise InputError(f"that makes {count:,} points; {MOST:,} are the most")
    if design.kind == schema.ONE_AT_A_TIME:
        return _one_at_a_time(design, factors, base)
    return np.ascontiguousarray(LAYOUTS[design.kind](design, factors), np.float64)


def _most(design: Design, factors: Sequence[Factor]) -> int:
    """The number of points, or somewhat more, without laying them out."""
    size = design.size or 0
    if design.kind == schema.GRID:
        return prod(len(_steps(factor, design)) for factor in factors)
    if design.kind == schema.SOBOL:
        return size * (2 * len(factors) + 2 if design.second_order else len(factors) + 2)
    return size * (len(factors) + 1) if design.kind == schema.MORRIS else size


def _steps(factor: Factor, design: Design) -> FloatArray:
    """The places of a factor that a grid has: the middle of each choice, levels of a range."""
    if factor.values:
        count = len(factor.values)
        return (np.arange(count) + 0.5) / count
    return np.linspace(0.0, 1.0, design.levels or 2)


def _grid(design: Design, factors: Sequence[Factor]) -> FloatArray:
    axes = np.meshgrid(*(_steps(factor, design) for factor in factors), indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1)


def _list(design: Design, factors: Sequence[Factor]) -> FloatArray:
    return np.array([[factor.place(v) for v in factor.values] for factor in factors], float).T


def _one_at_a_time(design: Design, factors: Sequence[Factor], base: FloatArray) -> FloatArray:
    """The base, and then each factor in turn at each of its other steps."""
    rows = [base]
    for column, factor in enumerate(factors):
        steps = _steps(factor, design)
        for step in steps[steps != base[column]]:
            rows.append(base.copy())
            rows[-1][column] = step
    return np.stack(rows)


def _latin_hypercube(design: Design, factors: Sequence[Factor]) -> FloatArray:
    """McKay, Beckman and Conover 1979: each of `size` slices of each factor has one point."""
    streams, columns = Streams([design.seed]), []
    for column in range(len(factors)):
        slices, inside = streams.uniforms(("design/slice", "design/inside"), _size(design), column)
        columns.append((slices.argsort(kind="stable") + inside) / len(slices))
    return np.stack(columns, axis=1)


def _sobol_sequence(design: Design, factors: Sequence[Factor]) -> FloatArray:
    """Sobol's sequence with a digital shift, which keeps how evenly it is spread."""
    from scipy.stats import qmc

    size, columns = _size(design).size, len(factors)
    sequence = qmc.Sobol(columns, scramble=False).random_base2(size.bit_length() - 1)
    bits = Streams([design.seed]).bits("design/shift", np.arange(columns)) >> np.uint64(11)
    shifted = (sequence * 2.0**53).astype(np.uint64) ^ bits
    found: FloatArray = shifted * 2.0**-53
    return found


def _size(design: Design) -> NDArray[np.int64]:
    """The numbers of the points."""
    assert design.size is not None
    return np.arange(design.size)


def _sobol(design: Design, factors: Sequence[Factor]) -> FloatArray:
    sample = _salib("sobol")
    found: FloatArray = sample(
        problem([factor.key for factor in factors]),
        design.size,
        calc_second_order=design.second_order,
        seed=design.seed,
    )
    return found


def _morris(design: Design, factors: Sequence[Factor]) -> FloatArray:
    sample = _salib("morris")
    found: FloatArray = sample(
        problem([factor.key for factor in factors]),
        design.size,
        num_levels=design.levels or MORRIS_LEVELS,
        seed=design.seed,
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
