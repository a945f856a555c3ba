"""Random numbers that belong to a decision, not to the order in which the program runs.

A draw is a pure function of (seed of the service, decision, who, when). The same person's luck
in a given decision and week is therefore the same in two scenarios, whatever else differs
between them, and it does not matter in which order, in how many workers or beside which other
replicates it is asked for.

Method: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
generators", OOPSLA). The key of a (seed, decision, when) is the start of a SplitMix64 sequence
and `who` is the position in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

UintArray = NDArray[np.uint64]
FloatArray = NDArray[np.float64]

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
_MIX_1 = 0xBF58476D1CE4E5B9
_MIX_2 = 0x94D049BB133111EB

_GAMMA_U, _MIX_1_U, _MIX_2_U = (np.array(z, np.uint64) for z in (_GAMMA, _MIX_1, _MIX_2))
_SHIFT_30, _SHIFT_27, _SHIFT_31, _SHIFT_11 = (np.array(s, np.uint64) for s in (30, 27, 31, 11))
_UNIT = np.array(2.0**-53)
"""Arrays without dimensions: NumPy takes them as they are, and looks a scalar up each time."""


def mix_one(z: int) -> int:
    """SplitMix64's output function for one integer."""
    z &= _MASK
    z = ((z ^ (z >> 30)) * _MIX_1) & _MASK
    z = ((z ^ (z >> 27)) * _MIX_2) & _MASK
    return z ^ (z >> 31)


def mix(z: UintArray) -> UintArray:
    """SplitMix64's output function, elementwise; overwrites and returns `z`."""
    z ^= z >> _SHIFT_30
    z *= _MIX_1_U
    z ^= z >> _SHIFT_27
    z *= _MIX_2_U
    z ^= z >> _SHIFT_31
    return z


@cache
def _tag(decision: str) -> int:
    return int.from_bytes(blake2b(decision.encode(), digest_size=8).digest(), "little")


def identity(*parts: ArrayLike) -> UintArray:
    """Fold whole numbers (say post, week and ordinal) into one 64-bit identity."""
    folded = np.zeros(np.broadcast(*parts).shape, np.uint64)
    for part in parts:
        folded += _GAMMA_U
        folded = mix(folded ^ np.asarray(part).astype(np.uint64))
    return folded


class Streams:
    """Keyed random numbers for one or more services that are simulated side by side.

    Args:
        seeds: one whole number for each service.

    Example:
        >>> luck = Streams([7]).uniform("gate", who=np.arange(3), when=12)
        >>> luck.shape
        (3,)
    """

    def __init__(self, seeds: Sequence[int]) -> None:
        self._take([mix_one(mix_one(seed + _GAMMA) ^ (seed >> 64)) for seed in seeds])

    def _take(self, roots: list[int]) -> None:
        self._alone = len(roots) == 1
        self._root = roots[0] if roots else 0
        self._roots = np.array(roots, np.uint64)
        self._keys: dict[tuple[str, ...], UintArray] = {}
        self._keys_alone: dict[str, int] = {}

    def salt(self, salts: Sequence[int]) -> None:
        """Change the luck of each service from the next draw on.

        Args:
            salts: a whole number from 0 on for each service; 0 leaves its numbers as they are, and
                services with the same seed and the same salt draw the same.
        """
        roots = zip(self._roots.tolist(), salts, strict=True)
        self._take(
            [mix_one(root ^ mix_one(salt * _GAMMA)) if salt else root for root, salt in roots]
        )

    def _starts(self, decisions: tuple[str, ...], when: int) -> UintArray:
        """Where the sequence of each decision (row) starts for each service (column)."""
        time = (when + 1) * _GAMMA
        keys = self._keys.get(decisions)
        if keys is None:
            tags = np.array([_tag(decision) for decision in decisions], np.uint64)
            keys = self._keys[decisions] = mix(self._roots ^ tags[:, None])
        return mix(keys + np.uint64(time & _MASK))

    def _start_alone(self, decision: str, when: int) -> np.uint64:
        """The same for one decision and the only service."""
        key = self._keys_alone.get(decision)
        if key is None:
            key = self._keys_alone[decision] = mix_one(self._root ^ _tag(decision))
        return np.uint64(mix_one(key + (when + 1) * _GAMMA))

    def bits(
        self,
        decision: str,
        who: ArrayLike,
        when: int = 0,
        service: NDArray[np.integer] | None = None,
    ) -> UintArray:
        """64 random bits for each entry of `who`; `service` tells which service it is in."""
        position = np.asarray(who).astype(np.uint64)
        position *= _GAMMA_U
        if self._alone:
            position += self._start_alone(decision, when)
        else:
            start = self._starts((decision,), when)[0]
            position += start if service is None else start[service]
        return mix(position)

    def uniform(
        self,
        decision: str,
        who: ArrayLike,
        when: int = 0,
        service: NDArray[np.integer] | None = None,
    ) -> FloatArray:
        """Uniform numbers in [0, 1), one for each entry of `who`."""
        return _in_unit(self.bits(decision, who, when, service))

    def uniforms(
        self,
        decisions: tuple[str, ...],
        who: ArrayLike,
        when: int = 0,
        service: NDArray[np.integer] | None = None,
    ) -> FloatArray:
        """The uniform numbers of several decisions at once: one row a decision.

        They are the same numbers that `uniform` gives for each decision.
        """
        start = self._starts(decisions, when)
        position = np.asarray(who).astype(np.uint64)
        position *= _GAMMA_U
        if self._alone:
            start = start.reshape(-1, *(1,) * position.ndim)
        elif service is not None:
            start = start[:, service]
        return _in_unit(mix(position + start))

    def normal(
        self,
        decision: str,
        who: ArrayLike,
        when: int = 0,
        service: NDArray[np.integer] | None = None,
    ) -> FloatArray:
        """Standard normal numbers by the method of Box and Muller (1958)."""
        parts = (decision + "/radius", decision + "/angle")
        return box_muller(*self.uniforms(parts, who, when, service))

    def exponential(
        self,
        decision: str,
        who: ArrayLike,
        when: int = 0,
        service: NDArray[np.integer] | None = None,
    ) -> FloatArray:
        """Exponential numbers with mean 1."""
        return -np.log1p(-self.uniform(decision, who, when, service))


def _in_unit(bits: UintArray) -> FloatArray:
    """The upper 53 bits as numbers in [0, 1); overwrites `bits`."""
    bits >>= _SHIFT_11
    return np.asarray(bits.view(np.int64) * _UNIT, np.float64)


def box_muller(radius: FloatArray, angle: FloatArray) -> FloatArray:
    """Standard normal numbers from two sets of uniform ones (Box and Muller 1958)."""
    return np.sqrt(-2.0 * np.log1p(-radius)) * np.cos(2.0 * np.pi * angle)


def poisson_counts(uniform: FloatArray, mean: NDArray[np.floating]) -> NDArray[np.int64]:
    """Poisson numbers from uniform ones, by the inverse of the distribution function.

    A small uniform number gives a large count, so that a count only rises when its mean rises.
    """
    expected = mean.astype(np.float64)
    number, term = np.zeros(len(expected), np.int64), np.exp(-expected)
    below, more = term.copy(), uniform < 1.0 - term
    while more.any():
        number += more
        term = term * expected / np.maximum(number, 1)
        below += term
        more &= (uniform < 1.0 - below) & (term > 1e-18)
    return number


@cache
def _beta_grid(a: float, b: float) -> tuple[FloatArray, FloatArray]:
    x = (1.0 - np.cos(np.pi * np.arange(4097) / 4096)) / 2.0
    middle = (x[1:] + x[:-1]) / 2.0
    mass = middle ** (a - 1.0) * (1.0 - middle) ** (b - 1.0) * np.diff(x)
    cumulative = np.concatenate([[0.0], np.cumsum(mass)])
    return cumulative / cumulative[-1], x


def beta_quantile(uniform: FloatArray, a: float, b: float) -> FloatArray:
    """Beta(a, b) numbers from uniform ones, by the inverse of the distribution function.

    The inverse is tabulated at 4,097 points; its error is below 1e-4 for a, b of 1 or more.
    """
    probability, value = _beta_grid(float(a), float(b))
    return np.interp(uniform, probability, value)
