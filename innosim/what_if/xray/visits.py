"""Visits: when each idea came to which gate, when it left, and how.

They are put together from the tables `gates`, `events` and `ideas` of one replicate. A visit begins
when an idea is conceived, is let up from the gate below, comes back after it had dropped out, or is
appealed; it ends with a yes or a no, when the idea goes round the gate, drops out because it waited
too long, becomes too old, or is withdrawn or called off. To be held back does not end it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[Any]]
Whole = NDArray[np.int64]

PASSING = ("accepted", "accepted_with_conditions", "mandated")
REFUSING = ("rejected", "rule", "convention")
AT_GATE = ("gate", "leader_gate")

GATE_COLUMNS = ("replicate", "idea", "week", "post", "score", "probability", "outcome")
EVENT_COLUMNS = ("replicate", "idea", "week", "event", "from_stage", "post")
IDEA_COLUMNS = ("replicate", "idea", "post", "stage")
POST_COLUMNS = ("post", "superior", "role", "layer", "branch", "organisation")
"""The columns that this package reads."""


class End(IntEnum):
    """How a visit ended."""

    OPEN = 0
    PASSED = 1
    BYPASSED = 2
    REFUSED = 3
    STALLED = 4
    EXPIRED = 5
    LOST = 6


PASSED = (End.PASSED, End.BYPASSED)
STOPPED = (End.REFUSED, End.STALLED, End.EXPIRED)


class _Mark(IntEnum):
    """What is known of an idea in a week; those that `End` has, too, end a visit."""

    PASSED = 1
    BYPASSED = 2
    REFUSED = 3
    STALLED = 4
    EXPIRED = 5
    LOST = 6
    HELD = 7
    CONCEIVED = 8
    REVIVED = 9
    APPEALED = 10


_BEGIN = (_Mark.CONCEIVED, _Mark.REVIVED, _Mark.APPEALED, _Mark.PASSED, _Mark.BYPASSED)
_BY_EVENT = {
    "bypassed": _Mark.BYPASSED,
    "stalled": _Mark.STALLED,
    "expired": _Mark.EXPIRED,
    "withdrawn": _Mark.LOST,
    "cancelled": _Mark.LOST,
}
_ORDER = {_Mark.CONCEIVED: 0, _Mark.BYPASSED: 1, _Mark.APPEALED: 3}
_DECISION, _TRANSITION = 2, 4


@dataclass(frozen=True)
class Visits:
    """Visits of one replicate, as arrays of equal length.

    Attributes:
        post: post that holds the gate.
        came, left: week in which it came and left; the horizon if it was still there.
        end: how it ended, a code of `End`.
        review: row of the table `gates` of the last review in this visit; -1 without one.
        conceived: whether it began with the idea's conception.
    """

    post: Whole
    came: Whole
    left: Whole
    end: Whole
    review: Whole
    conceived: NDArray[np.bool_]

    def at(self, posts: NDArray[np.bool_]) -> Visits:
        """The visits at some posts, given as a mask over all posts."""
        return self._some(posts[self.post])

    def ended(self, *ends: End) -> NDArray[np.bool_]:
        """Which visits ended in one of these ways."""
        return np.isin(self.end, ends)

    def _some(self, chosen: NDArray[np.bool_]) -> Visits:
        return Visits(**{name: column[chosen] for name, column in vars(self).items()})


@dataclass(frozen=True)
class _Marks:
    idea: Whole
    week: Whole
    kind: Whole
    post: Whole
    row: Whole

    def sorted(self) -> _Marks:
        order = np.full(len(self.kind), _TRANSITION)
        order[self.row >= 0] = _DECISION
        for kind, place in _ORDER.items():
            order[self.kind == kind] = place
        return self.some(np.lexsort((order, self.week, self.idea)))

    def some(self, rows: NDArray[Any]) -> _Marks:
        return _Marks(**{name: column[rows] for name, column in vars(self).items()})


def visits(gates: Columns, events: Columns, ideas: Columns, posts: Columns, weeks: int) -> Visits:
    """The visits of one replicate.

    Args:
        gates, events, ideas: its rows of these tables, with the columns named above.
        posts: the table of posts, in the order of their numbers.
        weeks: length of the run.
    """
    names, number = np.unique(ideas["idea"].astype(str), return_inverse=True)
    order = np.argsort(number)
    marks = _marks(gates, events, names).sorted()
    author, stage = ideas["post"][order], ideas["stage"][order].astype(str)
    all_, last = _closed(marks), marks.some(marks.kind != _Mark.HELD)
    open_ = _open(last, np.isin(stage, AT_GATE), (author, posts), weeks)
    return Visits(**{n: np.concatenate([c, getattr(open_, n)]) for n, c in vars(all_).items()})


def _marks(gates: Columns, events: Columns, names: NDArray[np.str_]) -> _Marks:
    outcome = gates["outcome"].astype(str)
    conditions = [np.isin(outcome, PASSING), np.isin(outcome, REFUSING)]
    decided = np.select(conditions, [_Mark.PASSED, _Mark.REFUSED], _Mark.HELD)
    kind = _kinds(events)
    known = kind > 0
    idea = np.concatenate([gates["idea"], events["idea"][known]]).astype(str)
    return _Marks(
        idea=np.searchsorted(names, idea),
        week=np.concatenate([gates["week"], events["week"][known]]).astype(np.int64),
        kind=np.concatenate([decided, kind[known]]).astype(np.int64),
        post=np.concatenate([gates["post"], events["post"][known]]).astype(np.int64),
        row=np.concatenate([np.arange(len(decided)), np.full(known.sum(), -1)]),
    )


def _kinds(events: Columns) -> Whole:
    """The mark of each event; 0 for what has nothing to do with gates."""
    event, was = events["event"].astype(str), events["from_stage"].astype(str)
    at_gate, dropped = np.isin(was, AT_GATE), was == "stalled"
    conditions = [at_gate & (event == name) for name in _BY_EVENT]
    conditions += [event == "conceived", event == "appealed", dropped & np.isin(event, AT_GATE)]
    marks = [*_BY_EVENT.values(), _Mark.CONCEIVED, _Mark.APPEALED, _Mark.REVIVED]
    found: Whole = np.select(conditions, marks, 0).astype(np.int64)
    return found


def _closed(marks: _Marks) -> Visits:
    """Visits that ended: from the mark that began each to the one that ended it.

    What befalls an idea at the same post in the week of its yes, at the last gate, is no visit.
    """
    whole = (marks.kind != _Mark.HELD).nonzero()[0]
    begun, ended = whole[:-1], whole[1:]
    joined = (marks.idea[begun] == marks.idea[ended]) & np.isin(marks.kind[begun], _BEGIN)
    joined &= np.isin(marks.kind[ended], list(End))
    moved_up = np.isin(marks.kind[begun], PASSED)
    joined &= ~(moved_up & (marks.post[begun] == marks.post[ended]))
    begun, ended = begun[joined], ended[joined]
    last = ended - 1
    held = marks.kind[last] == _Mark.HELD
    own = marks.row[ended]
    return Visits(
        post=marks.post[ended],
        came=marks.week[begun],
        left=marks.week[ended],
        end=marks.kind[ended],
        review=np.where(own >= 0, own, np.where(held, marks.row[last], -1)),
        conceived=marks.kind[begun] == _Mark.CONCEIVED,
    )


def _open(
    marks: _Marks, at_gate: NDArray[np.bool_], where: tuple[Whole, Columns], weeks: int
) -> Visits:
    """Visits of the ideas that are at a gate at the end; of appeals the gate is not known."""
    final = np.r_[marks.idea[1:] != marks.idea[:-1], True][: len(marks.idea)]
    rows = (final & at_gate[marks.idea] & np.isin(marks.kind, _BEGIN)).nonzero()[0]
    author, posts = where
    kind, superior = marks.kind[rows], posts["superior"]
    own, here = author[marks.idea[rows]], marks.post[rows]
    above = superior[np.where(kind == _Mark.CONCEIVED, own, here)]
    above = np.where((above < 0) & (kind == _Mark.CONCEIVED), own, above)
    post = np.where(kind == _Mark.REVIVED, marks.post[np.maximum(rows - 1, 0)], above)
    known = (kind != _Mark.APPEALED) & (post >= 0)
    rows, post, kind = rows[known], post[known].astype(np.int64), kind[known]
    n = len(rows)
    return Visits(
        post=post,
        came=marks.week[rows],
        left=np.full(n, weeks),
        end=np.full(n, int(End.OPEN)),
        review=np.full(n, -1),
        conceived=kind == _Mark.CONCEIVED,
    )
