"""Runs the worlds of all arms that are not kept yet, several of them side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from innosim.ensemble import SIDE_BY_SIDE, seeds
from innosim.evidence.validation.plan import DECIDES, code_digest
from innosim.pool import each
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import chart_of
from innosim.what_if.comparison.quantities import Extra, Values, measure, recording

MOST_TOGETHER = 25
"""Worlds that are simulated side by side at most, so that little is lost by a stop."""

Found = Mapping[str, NDArray[np.float64]]
"""What was measured in an arm, by name: a row a world."""


class Store(Protocol):
    """Where the numbers of each world are kept as they come; `innosim.kept.Kept` is one."""

    def __contains__(self, key: str) -> bool:
        """Whether there are numbers of a key."""

    def __getitem__(self, key: str) -> Values:
        """The numbers of a key."""

    def add(self, key: str, values: Mapping[str, Sequence[float]]) -> None:
        """Keep the numbers of a key."""


class Memory(dict[str, Values]):
    """A store that is gone with its process."""

    def add(self, key: str, values: Mapping[str, Sequence[float]]) -> None:
        """Keep the numbers of a key."""
        self[key] = {name: list(row) for name, row in values.items()}


class Progress:
    """Told how much there is to do and what has been done; this one says nothing."""

    def planned(self, weeks: int) -> None:
        """So many weeks of worlds are to be simulated now."""

    def passed(self, weeks: int) -> None:
        """So many of them have been."""

    def looked(self, pairs: int, half: float, wanted: float) -> None:
        """After so many pairs the interval had this half-width; the wanted one was not reached."""


@dataclass(frozen=True)
class Block:
    """Worlds of a scenario, whose digest is `arm`, that are simulated side by side."""

    arm: str
    scenario: Scenario
    seeds: tuple[int, ...]
    extra: Extra | None = None


@dataclass
class Bench:
    """Runs scenarios in the worlds of a seed.

    Attributes:
        seed: seed of the first world; it decides those of all others.
        store: what has been run.
        jobs: processes side by side; they change no number.
        progress: told what is done.
        extra: what is read off each world beside the quantities; needs the record of events.
    """

    seed: int
    store: Store = field(default_factory=Memory)
    jobs: int = 1
    progress: Progress = field(default_factory=Progress)
    extra: Extra | None = None

    def worlds(self, pairs: int) -> list[int]:
        """The seeds of the first so many worlds."""
        return seeds(self.seed, pairs)

    def run(self, scenarios: Sequence[Scenario], pairs: int) -> list[Found]:
        """What comes out of each scenario in the first so many worlds."""
        events = self.extra is not None
        recorded = [recording(scenario, events) for scenario in scenarios]
        arms = [scenario.digest() for scenario in recorded]
        blocks = list(self._missing(dict(zip(arms, recorded, strict=True)), pairs))
        self.progress.planned(sum(_weeks(block) for block in blocks))
        for block, outcomes in each(run_block, blocks, self.jobs):
            for seed, values in zip(block.seeds, outcomes, strict=True):
                self.store.add(self._key(block.arm, seed), values)
            self.progress.passed(_weeks(block))
        return [self._found(arm, pairs) for arm in arms]

    def _missing(self, scenarios: Mapping[str, Scenario], pairs: int) -> Iterator[Block]:
        """What is not in the store, the first worlds of all arms before later ones."""
        people = chart_of(next(iter(scenarios.values())).organisation).n
        for together in _groups(self.worlds(pairs), people):
            for arm, scenario in scenarios.items():
                left = tuple(seed for seed in together if self._key(arm, seed) not in self.store)
                if left:
                    yield Block(arm, scenario, left, self.extra)

    def _found(self, arm: str, pairs: int) -> Found:
        rows = [self.store[self._key(arm, seed)] for seed in self.worlds(pairs)]
        return {name: np.array([row[name] for row in rows], np.float64) for name in rows[0]}

    def _key(self, arm: str, seed: int) -> str:
        code = _PARTS if self.extra is None else (*_PARTS, *self.extra.code)
        words = f"{arm} {seed} {code_digest(code)}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]


def run_block(block: Block) -> list[Values]:
    """The numbers of each world of a block."""
    chart = chart_of(block.scenario.organisation)
    return measure(block.scenario, block.seeds, chart, block.extra)


def most_together(people: int) -> int:
    """Worlds of so many people that are simulated side by side at most."""
    return max(1, min(MOST_TOGETHER, SIDE_BY_SIDE // people))


def _groups(worlds: Sequence[int], people: int) -> Iterator[Sequence[int]]:
    size = most_together(people)
    for first in range(0, len(worlds), size):
        yield worlds[first : first + size]


def _weeks(block: Block) -> int:
    return block.scenario.horizon * len(block.seeds)


def numbers_digest() -> str:
    """Hash of the code, and of the NumPy, that the numbers of a world come from."""
    return code_digest(_PARTS)


_PARTS = (
    *DECIDES,
    *("recorder.py", "analysis/run.py", "analysis/measures.py", "analysis/headline.py"),
    *("what_if/comparison/quantities.py", "arms.py"),
)
"""The code on which the numbers of a world depend."""
