"""A shipped experiment as a question, and the runs that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from innosim.experiments.findings.contrasts import Contrast, contrast
from innosim.experiments.findings.grouped import mean_of
from innosim.figures.panels import Mean, Picture
from innosim.what_if.comparison.quantities import quantities

QUANTITIES = {quantity.name: quantity for quantity in quantities()}
USES, NEW = "adopters", "embedded"
BARS = (
    "bars: 95 % intervals of the means; on the same seeds differences are surer than bars suggest"
)
Facts = Mapping[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Runs:
    """What a sweep of one of the experiments gave, as it stands in docs/findings.json."""

    facts: Facts

    @cached_property
    def points(self) -> list[Values]:
        """Values of the factors by point."""
        rows: list[Sequence[Any]] = self.facts["points"]
        return [dict(zip(self.facts["factors"], row, strict=True)) for row in rows]

    def at(self, wanted: Mapping[str, Any]) -> int:
        """The number of the point with these values, by the last part of the key."""
        found = [
            place
            for place, point in enumerate(self.points)
            if all(point[key] == value for key, value in self._keys(wanted))
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} points have {wanted}")
        return found[0]

    def _keys(self, wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in wanted.items():
            (key,) = [key for key in self.facts["factors"] if key.rpartition(".")[2] == name]
            yield key, value

    def values(self, name: str) -> np.ndarray:
        """Of a quantity, (points, replicates)."""
        return np.array(self.facts["values"][name], float)

    def held(self, name: str, weights: Mapping[int, float]) -> Contrast:
        """Some points against others."""
        return contrast(self.values(name), weights, QUANTITIES[name].unit)

    def mean(self, name: str, point: int) -> Mean:
        """Of the runs of a point, with its interval."""
        values = self.values(name)[point]
        found = mean_of(values[np.isfinite(values)])
        return Mean(found.mean, found.mean - found.half, found.mean + found.half)


@dataclass(frozen=True)
class Question:
    """One of the experiments, and how its finding is told.

    Attributes:
        name: of the file.
        finding: paragraphs.
        picture: its figure.
        unshown: sentences on what cannot be told apart.
        claims: names of claims it is held against, each with the contrast that speaks to it and
            whether the claim says more (+1) or less (-1); None where the two cannot be compared.
        outside: what the experiment cannot show, whatever its numbers.
    """

    name: str
    finding: Callable[[Runs], list[str]]
    picture: Callable[[Runs], Picture]
    unshown: Callable[[Runs], list[str]]
    claims: Callable[[Runs], list[tuple[str, Contrast, int]]]
    outside: str


def unit(name: str) -> str:
    """A quantity in a sentence, with its unit."""
    quantity = QUANTITIES[name]
    return f"{quantity.label.lower()} ({quantity.unit})"


def named(words: Sequence[str]) -> str:
    """As in "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """The same with a capital letter at the start."""
    return text[:1].upper() + text[1:]
