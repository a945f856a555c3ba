"""What would have saved an idea: all three answers together.

1. At the gate: the smallest change that turns the deciding decision
   (`innosim.what_if.rescue.gate`).
2. Re-lived: the same world with one thing changed in the whole system from a stated week on; saved
   is an idea that becomes normal practice by the end of the run, not one that passes a gate.
3. Robust: in how many sibling worlds, with other luck from that week on, the change saves it.

What the change does to all other ideas stands beside it, and so does the share of siblings that
save the idea with nothing changed: where that is `LUCK` or more, it was mostly bad luck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Chart
from innosim.paired import Difference, difference
from innosim.results.reader import Results
from innosim.scenario.sources import read
from innosim.what_if.rescue.again import came_out_otherwise
from innosim.what_if.rescue.case import Case, Fate
from innosim.what_if.rescue.changes import NOTHING, Change, usual
from innosim.what_if.rescue.gate import AtGate, at_gate, hearing
from innosim.what_if.rescue.shares import Share
from innosim.what_if.rescue.siblings import Lives, Progress, Siblings, replicate_weeks

SIBLINGS = 40
"""Sibling worlds, unless another number is asked for."""

LUCK = 0.3
"""Share of the siblings that save an idea with nothing changed, from which on it was bad luck.

Assumed.
"""

ALPHA = 0.05


Ends = tuple[tuple[str, int], ...]
"""Ends in words, and the number of worlds with each of them."""


@dataclass(frozen=True)
class Outlook:
    """What one change would have done.

    Attributes:
        change: the change.
        hours: hours of leaders, managers and staff that it takes beside those of the scenario up
            to the end of the run; None where it is left open how it is done.
        relived: the idea's fate in the same world, with the luck it had.
        saved: sibling worlds in which it became normal practice.
        passed: sibling worlds in which it passed the gate that had stopped it; None if none had.
        ends: how it ended, or where it stands, in the siblings that did not save it; commonest
            first.
        later: the same for those of them in which it had passed that gate.
        gain: what the change adds to the share of siblings saved, paired with nothing changed.
        others: what it adds to the number of other ideas that become normal practice, paired.
    """

    change: Change
    hours: float | None
    relived: Fate
    saved: Share
    passed: Share | None
    ends: Ends
    later: Ends
    gain: Difference
    others: Difference

    @property
    def harms_others(self) -> bool:
        """Whether fewer other ideas become normal practice, beyond noise."""
        return self.others.interval(ALPHA)[1] < 0

    @property
    def helps(self) -> bool:
        """Whether it saves the idea in more siblings than luck alone, beyond noise."""
        return self.gain.interval(ALPHA)[0] > 0


@dataclass(frozen=True)
class Rescue:
    """All that would have saved an idea, or not.

    Attributes:
        case: the idea and its world.
        week: first week of the changes; None if none could come in time.
        at_gate: what would have turned the deciding decision; None if no gate decided.
        nothing: the outlook with nothing changed.
        outlooks: of each change, the cheapest first, then the largest share; what has no stated
            cost comes last.
    """

    case: Case
    week: int | None
    at_gate: AtGate | None
    nothing: Outlook | None
    outlooks: tuple[Outlook, ...]

    @property
    def mostly_luck(self) -> bool:
        """Whether many siblings save the idea with nothing changed."""
        return self.nothing is not None and self.nothing.saved.value >= LUCK

    @property
    def facts(self) -> dict[str, Any]:
        """All of it as plain values, such as JSON has."""
        from innosim.what_if.rescue.words import plain

        return plain(self)

    def figure(self) -> Any:
        """The share of sibling worlds that each change saves it in; of matplotlib."""
        from innosim.figures.siblings import draw

        return draw(self.facts)

    def __str__(self) -> str:
        from innosim.what_if.rescue.words import text

        return text(self)

    def _repr_html_(self) -> str:
        from innosim.what_if.rescue.words import html

        return html(self)


@dataclass(frozen=True)
class Inquiry:
    """What is asked: which changes, from which week, in how many siblings.

    Attributes:
        results: the folder that the idea is in.
        case: the idea.
        changes: what is tried.
        start: first week of the changes; a month before the deciding decision if None.
        siblings: number of sibling worlds.
    """

    results: Results
    case: Case
    changes: Sequence[Change] = ()
    start: int | None = None
    siblings: int = SIBLINGS

    @cached_property
    def week(self) -> int | None:
        """First week of the changes; None if none can come in time.

        Raises:
            InputError: if the week that was asked for is not in the life of the idea.
        """
        return self.case.first_week(self.start)

    @cached_property
    def tried(self) -> list[Change]:
        """The changes, the usual ones where none were named."""
        return list(self.changes) or usual()

    @cached_property
    def replicate_weeks(self) -> int:
        """What `answer` tells its progress of, in all."""
        if self.week is None:
            return 0
        chart: Chart = read(self.case.scenario.organisation).chart
        arms = len(self.tried) + 1
        return replicate_weeks(self.case, chart, self.week, self.siblings, arms)

    def answer(self, progress: Progress = lambda weeks: None) -> Rescue:
        """Look for what would have saved the idea.

        Args:
            progress: told of each week that has passed, in replicate-weeks.

        Raises:
            InputError: if the world does not come out as it stands in the results.
        """
        gate = self._at_gate()
        if self.week is None:
            return Rescue(self.case, None, gate, None, ())
        siblings = Siblings(self.case, self.week, self.siblings, progress)
        base = siblings.live(NOTHING)
        if base.fates[0] != self.case.fate:
            raise came_out_otherwise(self.results)
        found = [outlook(change, siblings.live(change), base) for change in self.tried]
        return Rescue(
            self.case,
            self.week,
            gate,
            outlook(NOTHING, base, base),
            tuple(sorted(found, key=_rank)),
        )

    def _at_gate(self) -> AtGate | None:
        decision = self.case.decision
        if decision is None:
            return None
        heard = hearing(self.case, decision)
        if abs(heard.score - decision.score) > 1e-4:
            raise came_out_otherwise(self.results)
        return at_gate(heard)


def outlook(change: Change, lives: Lives, base: Lives) -> Outlook:
    """What a change did, beside what happened with nothing changed."""
    siblings = len(lives.fates) - 1
    lost = [fate for fate in lives.fates[1:] if not fate.saved]
    later = [] if lives.passed is None else _later(lives.fates[1:], lives.passed[1:])
    return Outlook(
        change=change,
        hours=float(lives.hours[0] - base.hours[0]) if change.costed else None,
        relived=lives.fates[0],
        saved=Share(siblings - len(lost), siblings),
        passed=None if lives.passed is None else Share(int(lives.passed[1:].sum()), siblings),
        ends=_counted(lost),
        later=_counted(later),
        gain=difference(lives.saved[1:], base.saved[1:]),
        others=difference(lives.others[1:], base.others[1:]),
    )


def _later(fates: Sequence[Fate], passed: NDArray[np.bool_]) -> list[Fate]:
    """The fates of those that passed the gate and were not saved."""
    found = zip(fates, passed, strict=True)
    return [fate for fate, has_passed in found if has_passed and not fate.saved]


def _counted(fates: Sequence[Fate]) -> Ends:
    return tuple(Counter(fate.way for fate in fates).most_common())


def _rank(found: Outlook) -> tuple[float, float, str]:
    hours = inf if found.hours is None else found.hours
    return hours, -found.saved.value, found.change.name
