"""What is measured at gates: queues, waiting, decisions, and what became of ideas there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from innosim.ensemble import YEAR
from innosim.what_if.xray.visits import PASSED, PASSING, REFUSING, STOPPED, End, Visits


@dataclass(frozen=True)
class Seen:
    """What there is to measure at some gates in one replicate.

    Attributes:
        visits: at these gates.
        outcomes: of all reviews there.
        posts: how many posts hold these gates.
        weeks: length of the run.
    """

    visits: Visits
    outcomes: NDArray[np.str_]
    posts: int
    weeks: int

    @property
    def stayed(self) -> NDArray[np.int64]:
        """Weeks that each visit lasted, or has lasted so far."""
        weeks: NDArray[np.int64] = self.visits.left - self.visits.came
        return weeks


@dataclass(frozen=True)
class Measure:
    """A number of some gates: name, label, unit and what it means."""

    name: str
    label: str
    unit: str
    meaning: str
    of: Callable[[Seen], float]

    @property
    def most(self) -> float:
        """Largest possible value."""
        return 1.0 if self.unit == "share" else np.inf


def _ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _queue(seen: Seen) -> float:
    return _ratio(seen.stayed.sum(), seen.posts * seen.weeks)


def _age(seen: Seen) -> float:
    n = seen.stayed
    return _ratio((n * (n - 1) / 2).sum(), n.sum())


def _reviews(seen: Seen) -> float:
    return len(seen.outcomes) / seen.weeks


def _said(*outcomes: str) -> Callable[[Seen], float]:
    def share(seen: Seen) -> float:
        return _ratio(np.isin(seen.outcomes, outcomes).sum(), len(seen.outcomes))

    return share


def _ended(*ends: End) -> Callable[[Seen], float]:
    def share(seen: Seen) -> float:
        settled = seen.visits.ended(*PASSED, *STOPPED)
        return _ratio(seen.visits.ended(*ends).sum(), settled.sum())

    return share


def _lost(seen: Seen) -> float:
    over = ~seen.visits.ended(End.OPEN)
    return _ratio(seen.visits.ended(End.LOST).sum(), over.sum())


def _came(seen: Seen) -> float:
    return len(seen.visits.came) * YEAR / (seen.weeks * seen.posts)


def _wait(seen: Seen) -> float:
    decided = seen.visits.ended(End.PASSED, End.REFUSED)
    return float(np.median(seen.stayed[decided])) if decided.any() else float("nan")


MEASURES = (
    Measure("came", "Ideas that came", "per post a year", "ideas that came to these gates", _came),
    Measure(
        "queue",
        "Queue",
        "ideas per post",
        "ideas that wait, for each reviewing post; mean over the weeks",
        _queue,
    ),
    Measure(
        "age",
        "Age of the queue",
        "weeks",
        "how long the ideas in the queue have waited there; mean over ideas and weeks",
        _age,
    ),
    Measure("reviews", "Decisions", "per week", "reviews of all these posts together", _reviews),
    Measure(
        "wait",
        "Wait for yes or no",
        "weeks",
        "median from coming to the gate to the yes or no there",
        _wait,
    ),
    Measure("pass_rate", "Reviews that say yes", "share", "of all reviews", _said(*PASSING)),
    Measure("refused", "Reviews that say no", "share", "of all reviews", _said(*REFUSING)),
    Measure("held", "Reviews that hold back", "share", "of all reviews", _said("held")),
    Measure(
        "blocked",
        "Ideas stopped here",
        "share",
        "of the ideas that were let through, refused, dropped out or grew too old here: all but "
        "those let through",
        _ended(*STOPPED),
    ),
    Measure(
        "stalled",
        "of them dropped out of the queue",
        "share",
        "waited too long at the gate",
        _ended(End.STALLED),
    ),
    Measure("expired", "of them grew too old", "share", "too old for a pilot", _ended(End.EXPIRED)),
    Measure(
        "lost",
        "Given up or called off",
        "share",
        "withdrawn or cancelled while waiting, of the ideas that left the queue; no fault of the "
        "gate",
        _lost,
    ),
)


def settled(mine: Visits, posts: NDArray[np.bool_]) -> tuple[float, float]:
    """Ideas stopped at some gates, and ideas let through there."""
    here = mine.at(posts)
    return float(here.ended(*STOPPED).sum()), float(here.ended(*PASSED).sum())
