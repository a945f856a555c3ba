"""What could have been otherwise: a lever pulled or a signal raised, in the whole system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from innosim import catalogue
from innosim.engine import Simulation
from innosim.errors import InputError
from innosim.processes.signals import PARTS, SIGNALS
from innosim.scenario.schema import Delivery

STEP = 0.2
"""By how much a signal is raised where nothing else is said: one of five equal steps from 0 to 1.

Assumed; the answers to a diagnostic question have as many.
"""

LEVERS = (
    "relate_priorities",
    "cultivate_allies",
    "forums",
    "learning_units",
    "experiment_mandate",
    "yes_and",
    "risk_of_not_innovating",
    "more_reviewers",
)
"""The levers that are tried where none are named: at least one for each signal, then others."""


@dataclass(frozen=True)
class Nothing:
    """No change."""

    name: str = "nothing changed"
    title: str = "nothing changed"
    costed: bool = True

    def make(self, simulation: Simulation, salts: Sequence[int]) -> None:
        """Go on as before, each replicate with the luck of its salt."""
        simulation.branch(salts)


@dataclass(frozen=True)
class Lever:
    """An intervention that acts everywhere from the coming week to the end of the run.

    Attributes:
        name: its kind.
        strength: share of full strength.
    """

    name: str
    strength: float = 1.0
    costed: bool = True

    @property
    def title(self) -> str:
        """What it is, in words."""
        title = catalogue.intervention(self.name).title
        return title if self.strength == 1.0 else f"{title}, at {100 * self.strength:g} %"

    def make(self, simulation: Simulation, salts: Sequence[int]) -> None:
        """Pull it from the coming week on."""
        pulled = Delivery(kind=self.name, start=simulation.week, strength=self.strength)
        simulation.branch(salts, [pulled])


@dataclass(frozen=True)
class Raised:
    """A signal that rises at once in all organisations and rests higher from then on.

    How that is done, and what it costs, is left open.

    Attributes:
        name: the signal.
        step: by how much each of its parts rises, a share; none goes beyond 1.
    """

    name: str
    step: float = STEP
    costed: bool = False

    @property
    def title(self) -> str:
        """What it is, in words."""
        return f"{self.name.capitalize()} raised by {self.step:g}"

    def make(self, simulation: Simulation, salts: Sequence[int]) -> None:
        """Raise it before the coming week."""
        simulation.branch(salts)
        organisations = simulation.world.organisations
        for part in SIGNALS[self.name]:
            rest = organisations.base[:, PARTS.index(part)]
            for value in (rest, getattr(organisations, part)):
                value += self.step
                value.clip(0.0, 1.0, out=value)


Change = Nothing | Lever | Raised
NOTHING = Nothing()


def usual() -> list[Change]:
    """The changes that are tried where none are named: eight levers, then each signal."""
    return [*(Lever(kind) for kind in LEVERS), *(Raised(signal) for signal in SIGNALS)]


def change(text: str) -> Change:
    """A change by name: a lever ("forums", "forums=0.5") or a signal ("parity", "parity=0.3").

    Raises:
        InputError: if there is no lever or signal of that name, or the number is not a share.
    """
    name, given, number = text.partition("=")
    known = [*SIGNALS, *catalogue.interventions()]
    if name not in known:
        near = get_close_matches(name.lower().replace("-", "_"), known, 1, 0.0)
        raise InputError(
            f"there is no lever or signal {name!r}; did you mean {near[0]!r}? "
            "(`innosim levers` lists them)"
        )
    size = _share(text, number) if given else None
    if name in SIGNALS:
        return Raised(name, STEP if size is None else size)
    return Lever(name, 1.0 if size is None else size)


def _share(text: str, number: str) -> float:
    try:
        size = float(number)
    except ValueError:
        size = -1.0
    if not 0.0 <= size <= 1.0:
        raise InputError(f"{text!r}: write a number from 0 to 1 after the =, not {number!r}")
    return size
