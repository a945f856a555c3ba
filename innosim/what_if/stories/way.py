"""The way of an idea through the layers: what happened where, and where it was in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from innosim.what_if.stories.cast import MIDDLE_MANAGER, Cast
from innosim.what_if.stories.decision import Decision
from innosim.what_if.stories.happenings import ENDS, INCIDENT, STANDING
from innosim.what_if.stories.records import Record

PILOT, SPREADING, PRACTICE = -1, -2, -3
"""Lanes beyond the gates; those of the gates are the layers, 0 for the head."""

BEYOND = {PILOT: "Pilot", SPREADING: "Spreading", PRACTICE: "Normal practice"}
"""Their names."""

KINDS = {
    "conceived": "conceived",
    "held": "held back",
    "refused": "refused",
    "passed": "passed",
    "round": "went round a gate",
    "appealed": "appealed",
    "champion": "change of champion",
    "stalled": "stalled",
    "revived": "revived",
    "piloted": "pilot starts",
    "continued": "continued",
    "embedded": "normal practice",
    "incident": "incident",
    "died": "died",
    "open": "in flight",
}
"""What can happen on the way, in words."""

_OUTCOMES = {"accepted": "passed", "accepted_with_conditions": "passed", "mandated": "passed"}
_OUTCOMES |= {"held": "held", "rejected": "refused", "rule": "refused", "convention": "refused"}
_REACHED = {
    "pilot": (PILOT, "piloted"),
    "diffusing": (SPREADING, "continued"),
    "embedded": (PRACTICE, "embedded"),
}
_IN_PLACE = {"appealed": "appealed", "champion left": "champion", "taken over": "champion"}
_IN_PLACE |= {"incident": "incident"}


@dataclass(frozen=True)
class Step:
    """Something that happened on the way.

    Attributes:
        week: when.
        lane: where: a layer, or `PILOT`, `SPREADING` or `PRACTICE`.
        kind: what, one of `KINDS`.
        words: what, in a few words.
    """

    week: int
    lane: int
    kind: str
    words: str


@dataclass(frozen=True)
class Stay:
    """Where the idea is from a week on, and whether it is stalled there."""

    week: int
    lane: int
    stalled: bool = False


@dataclass(frozen=True)
class Way:
    """The way of an idea.

    Attributes:
        steps: what happened, in order.
        stays: where it was, in order.
        clay: the layers on its way whose gates middle managers hold.
        deepest: the lowest layer on its way.
        last: week of the last step; for an idea in flight the last week of the run.
    """

    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    clay: tuple[int, ...]
    deepest: int
    last: int


@dataclass
class _Walk:
    cast: Cast
    steps: list[Step] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)

    @property
    def lane(self) -> int:
        return self.stays[-1].lane if self.stays else 0

    def note(self, week: int, kind: str, words: str = "") -> None:
        self.steps.append(Step(week, self.lane, kind, words or KINDS[kind]))

    def go(self, week: int, lane: int, stalled: bool = False) -> None:
        if not self.stays or self.stays[-1] != Stay(self.stays[-1].week, lane, stalled):
            self.stays.append(Stay(week, lane, stalled))


def way(idea: Mapping[str, Any], told: Sequence[Record | Decision], cast: Cast, last: int) -> Way:
    """The way of an idea.

    Args:
        idea: its row in the table ideas.
        told: its events and decisions in the order in which they happened.
        cast: the posts of the service.
        last: last week of the run.
    """
    walk = _Walk(cast)
    for one in told:
        if isinstance(one, Decision):
            _decided(walk, one)
        else:
            _happened(walk, one)
    living = idea["ended"] < 0 and idea["stage"] != "embedded"
    if living:
        walk.note(last, "open", f"in flight: {STANDING[idea['stage']]}")
    end = walk.steps[-1].week if walk.steps else last
    layers = {stay.lane for stay in walk.stays if stay.lane >= 0}
    posts = [*cast.way_up(idea["post"]), *(one.post for one in told if isinstance(one, Decision))]
    layers |= {cast.layer(idea["post"]), *(cast.layer(post) for post in posts)}
    clay = {cast.layer(post) for post in posts if cast.role(post) == MIDDLE_MANAGER}
    return Way(tuple(walk.steps), tuple(walk.stays), tuple(sorted(clay)), max(layers), end)


def _decided(walk: _Walk, one: Decision) -> None:
    walk.go(one.week, one.layer)
    who = walk.cast.role_words(one.post)
    kind = _OUTCOMES[one.outcome]
    walk.note(one.week, kind, f"{KINDS[kind]} by {who}")
    if one.passed and one.layer > 0:
        walk.go(one.week, walk.cast.layer(walk.cast.superior(one.post)))


def _happened(walk: _Walk, event: Record) -> None:
    kind, week, post = event["event"], event["week"], event["post"]
    if kind == "conceived":
        walk.go(week, walk.cast.layer(post))
        walk.note(week, "conceived", f"conceived by {walk.cast.role_words(post)}")
        walk.go(week, walk.cast.layer(walk.cast.superior(post)))
    elif kind == "bypassed":
        walk.note(week, "round", f"went round {walk.cast.role_words(post)}")
        walk.go(week, walk.cast.layer(walk.cast.superior(post)))
    elif kind in _REACHED:
        lane, what = _REACHED[kind]
        walk.go(week, lane)
        walk.note(week, what)
    elif kind == "stalled":
        walk.note(week, "stalled")
        walk.go(week, walk.lane, stalled=True)
    elif kind in ("gate", "leader_gate"):
        walk.go(week, 0 if kind == "leader_gate" else walk.lane)
        if event["reason"] == "revived":
            walk.note(week, "revived")
    elif kind in _IN_PLACE:
        walk.note(week, _IN_PLACE[kind], KINDS["appealed"] if kind == "appealed" else kind)
    elif kind in ENDS:
        _ended(walk, event)


def _ended(walk: _Walk, event: Record) -> None:
    """The end; a refusal or an incident that is the end is one step."""
    week, last = event["week"], walk.steps[-1] if walk.steps else None
    if event["event"] == "rejected" and last and (last.week, last.kind) == (week, "refused"):
        walk.steps[-1] = replace(last, kind="died", words=f"{last.words}, dies")
    elif event["reason"] == INCIDENT:
        if last and (last.week, last.kind) == (week, "incident"):
            walk.steps.pop()
        walk.note(week, "incident", "incident, called off")
    else:
        walk.note(week, "died", ENDS[event["event"]])
