"""The digest of a sweep or of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from innosim.experiments.holdings.holding import SWEEP, kind_of
from innosim.experiments.sweep.content import digest as digest_of_sweep
from innosim.results.reader import read


@dataclass(frozen=True)
class Digest:
    """What results come to.

    Attributes:
        text: 64 hexadecimal digits.
        runs: number of runs in it; `all`: of those there should be.
    """

    text: str
    runs: int
    all: int

    @property
    def complete(self) -> bool:
        """Whether no run is missing."""
        return self.runs == self.all

    def __str__(self) -> str:
        return self.text if self.complete else f"{self.text} ({self.runs:,} of {self.all:,} runs)"


def digest(folder: Path) -> Digest:
    """The digest of a folder, after everything in it has been read.

    Raises:
        InputError: if it holds neither a sweep nor a run, or something in it is damaged.
    """
    if kind_of(folder) == SWEEP:
        found = digest_of_sweep(folder)
        return Digest(found.text, found.runs, found.all)
    manifest = read(folder, verify=True).manifest
    return Digest(manifest.digest, manifest.replicates, manifest.replicates)
