"""What all kinds of claims have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from innosim.evidence.validation.finding import Finding
from innosim.evidence.validation.readings import Reading
from innosim.evidence.validation.service import STANDARD, Size
from innosim.phrases import PHRASES

FloatArray = NDArray[np.float64]
Settings = Mapping[str, Any]
Values = Mapping[str, Mapping[str, FloatArray]]
"""Readings by arm and name, one number a replicate."""


@dataclass(frozen=True, kw_only=True)
class Claim(ABC):
    """A statement of a source, and what in the model would show it.

    Args:
        name: short name that no other claim has.
        statement: what the source says, in one line.
        rows: the phrases of the two seed texts that say it (see `innosim.phrases`).
        known_as: numbers of the hypothesis or pattern that it is, such as "H1" or "P3".
        source: the literature it comes from, if not the seed texts.
        given: settings of all arms.
        own: mechanisms, as "process: name", that put the claim into the model by themselves.
            Those whose switch or lever the arms move are added, see
            `innosim.evidence.validation.alone`.
        size: the service it is tested in.
    """

    name: str
    statement: str
    rows: tuple[int, ...] = ()
    known_as: tuple[str, ...] = ()
    source: str = ""
    given: Settings = field(default_factory=dict)
    own: tuple[str, ...] = ()
    size: Size = STANDARD

    judged_alone: ClassVar[bool] = True
    """Whether it is also run with everything else switched off."""

    apart: ClassVar[bool] = False
    """Whether arms with equal settings are run anew, not shared."""

    @property
    def places(self) -> str:
        """Where it is said."""
        seeds = dict.fromkeys(PHRASES[row][1] for row in self.rows)
        return "; ".join([*seeds, *([self.source] if self.source else [])])

    @abstractmethod
    def arms(self) -> dict[str, Settings]:
        """The settings of each arm, over those given."""

    @abstractmethod
    def readings(self) -> tuple[Reading, ...]:
        """What is read off each arm."""

    @abstractmethod
    def find(self, values: Values, alone: bool) -> Finding:
        """What the readings say; a minimum effect is not asked for where a rule stands alone."""

    @property
    def unit(self) -> str:
        """What the effect is of."""
        return self.readings()[0].unit

    @property
    @abstractmethod
    def expected(self) -> str:
        """What would show it, in words."""
