"""Where ideas were: the gates an idea came to, what a post held, and ideas worth following."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.what_if.replay.replay import Replay

WAITS, LEFT, ENDED = "waits", "left", "ended"
_FURTHEST = 8


@dataclass(frozen=True)
class Step:
    """Something that happened to an idea.

    Attributes:
        week: weeks that had passed when it had happened.
        post: where; -1 beyond the gates.
        what: "conceived", "gate", "pilot", "spreads", "practice" or "ended".
        reason: why it ended, if it did.
    """

    week: int
    post: int
    what: str
    reason: str = ""


@dataclass(frozen=True)
class Stay:
    """An idea at the gate of a post.

    Attributes:
        idea: its name.
        post: whose gate.
        start, end: weeks that had passed when it came and when it left; -1: it is still there.
        how: `WAITS`, `LEFT` (it went on) or `ENDED` there.
        reason: why it ended.
    """

    idea: str
    post: int
    start: int
    end: int
    how: str
    reason: str


def name_of(replay: Replay, idea: int) -> str:
    """The name of an idea, the same as in the results of a run."""
    own = replay.ideas
    return f"{own['origin'][idea]}-{own['born'][idea]}-{own['ordinal'][idea]}"


def idea_of(replay: Replay, name: str) -> int:
    """The row of an idea.

    Args:
        replay: the world.
        name: "post-week-ordinal", also with the first replicate before it ("0:...").

    Raises:
        InputError: if there is none of that name.
    """
    parts = name.strip().removeprefix("0:").split("-")
    if len(parts) == 3 and all(part.isdecimal() and len(part) < 10 for part in parts):
        own = replay.ideas
        here = np.ones(len(own["born"]), bool)
        for column, part in zip(("origin", "born", "ordinal"), parts, strict=True):
            here &= own[column] == int(part)
        if here.any():
            return int(np.flatnonzero(here)[0])
    raise InputError(
        f"{name.strip()[:40]!r} is no idea of this world; a name is post, week and ordinal, "
        "as in 123-45-0"
    )


def way(replay: Replay, idea: int) -> list[Step]:
    """What happened to an idea, in order."""
    own = {name: int(column[idea]) for name, column in replay.ideas.items()}
    steps = [Step(own["born"] + 1, own["origin"], "conceived")]
    mine = replay.moves["idea"] == idea
    for week, post in zip(replay.moves["week"][mine], replay.moves["post"][mine], strict=True):
        if post >= 0:
            steps.append(Step(int(week) + 1, int(post), "gate"))
    beyond = (("reached_pilot", "pilot"), ("reached_diffusion", "spreads"))
    for column, what in (*beyond, ("reached_embedded", "practice")):
        if own[column] >= 0:
            steps.append(Step(own[column] + 1, -1, what))
    if own["ended"] >= 0:
        post = own["last"] if own["reached_pilot"] < 0 else -1
        steps.append(Step(own["ended"] + 1, post, "ended", replay.reasons[own["reason"]]))
    return sorted(steps, key=lambda step: step.week)


def stays(replay: Replay, posts: NDArray[np.integer]) -> list[Stay]:
    """The stays of ideas at the gates of some posts, in order of their beginning."""
    moves, own = replay.moves, replay.ideas
    mine = np.isin(moves["idea"], np.unique(moves["idea"][np.isin(moves["post"], posts)]))
    idea, week, post = (moves[name][mine] for name in ("idea", "week", "post"))
    order = np.lexsort((week, idea))
    idea, week, post = idea[order], week[order], post[order]
    last = np.append(idea[1:] != idea[:-1], True)
    found = []
    for row in np.flatnonzero(np.isin(post, posts)):
        which = int(idea[row])
        end = -1 if last[row] else int(week[row + 1]) + 1
        how, reason = WAITS if end < 0 else LEFT, ""
        ended_here = own["ended"][which] >= 0 > own["reached_pilot"][which]
        if end > 0 and ended_here and post[row + 1] < 0 and own["ended"][which] == week[row + 1]:
            how, reason = ENDED, replay.reasons[int(own["reason"][which])]
        came = int(week[row]) + 1
        found.append(Stay(name_of(replay, which), int(post[row]), came, end, how, reason))
    return sorted(found, key=lambda stay: (stay.start, stay.idea))


def followable(replay: Replay, most: int = _FURTHEST) -> list[int]:
    """Ideas that got furthest, those with the most gates on their way first among equals."""
    own = replay.ideas
    gates = np.bincount(replay.moves["idea"][replay.moves["post"] >= 0], minlength=len(own["born"]))
    reached = [own[f"reached_{stage}"] >= 0 for stage in ("embedded", "diffusion", "pilot")]
    order = np.lexsort((np.arange(len(gates)), -gates, *(~one for one in reversed(reached))))
    return [int(idea) for idea in order[:most]]
