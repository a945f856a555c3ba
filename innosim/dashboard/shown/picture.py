"""What the page of the organisation shows: shapes, what colours them, a unit, an idea's way."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Chart, Role
from innosim.organisation.icicle import led_branches
from innosim.organisation.mend import posts_below
from innosim.organisation.nested import Kind, Nested
from innosim.what_if.replay.replay import Replay
from innosim.what_if.replay.seen import PER, SEEN, Seen
from innosim.what_if.replay.ways import (
    ENDED,
    LEFT,
    WAITS,
    Stay,
    Step,
    followable,
    idea_of,
    name_of,
    stays,
    way,
)

Plain = dict[str, Any]
Floats = NDArray[np.floating]

MOST_STAYS = 400
"""Stays of ideas at a unit that a page is sent, of those that ended there and of the others."""
MOST_NAMES = 400
ROLES = {
    Role.LEADER: "leader",
    Role.MIDDLE_MANAGER: "middle manager",
    Role.INDIVIDUAL: "member of staff",
}
HOW = {WAITS: "still there", LEFT: "went on", ENDED: "ended here"}


def laid_out(chart: Chart, layout: Nested) -> Plain:
    """The shapes, their layers and names; arrays as base64 of their bytes."""
    return {
        "people": chart.n,
        "n": layout.n,
        "layers": _layers(chart),
        "left": packed(layout.left, "<f4"),
        "width": packed(layout.width, "<f4"),
        "layer": packed(layout.layer, "<u1"),
        "place": packed(layout.place, "<u4"),
        "parts": packed(layout.parts, "<u4"),
        "above": packed(layout.above, "<i4"),
        "posts": packed(layout.posts, "<u4"),
        "first": packed(layout.first, "<u4"),
        "kind": packed(layout.kind, "<u1"),
        "clay": packed(layout.clay, "<u1"),
        "leader": packed(chart.role[layout.first] == Role.LEADER, "<u1"),
        "branch": packed(chart.branch[layout.first], "<u4"),
        "organisation": packed(chart.organisation[layout.first], "<u4"),
        "branches": list(chart.branch_names),
        "organisations": list(chart.organisation_names),
        "names": _names(chart, layout),
    }


def packed(values: NDArray[Any], kind: str) -> str:
    """Numbers of a kind as base64."""
    return b64encode(np.ascontiguousarray(values, kind).tobytes()).decode("ascii")


def _layers(chart: Chart) -> list[Plain]:
    posts = np.bincount(chart.layer)
    middle = np.bincount(chart.layer, chart.role == Role.MIDDLE_MANAGER, len(posts)).astype(int)
    return [
        {
            "name": f"Layer {layer}" if layer else "Heads (layer 0)",
            "posts": _counted(int(posts[layer]), "post"),
            "clay": "" if not middle[layer] else _clay(int(middle[layer]), int(posts[layer])),
        }
        for layer in range(len(posts))
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _clay(middle: int, posts: int) -> str:
    return "clay layer" if middle == posts else f"clay layer: {middle:,}"


def _names(chart: Chart, layout: Nested) -> dict[str, str]:
    """Names at the widest shapes: of organisations at heads, of branches at those who lead them."""
    led, found = led_branches(chart), {}
    for shape in np.argsort(-layout.width, kind="stable")[: 4 * MOST_NAMES].tolist():
        post = int(layout.first[shape])
        if layout.kind[shape] != Kind.LEAD:
            continue
        if chart.superior[post] < 0:
            found[str(shape)] = chart.organisation_names[chart.organisation[post]]
        elif led[post] >= 0:
            found[str(shape)] = chart.branch_names[led[post]]
        if len(found) >= MOST_NAMES:
            break
    return found


def choices() -> list[Plain]:
    """What can be shown."""
    return [{"name": name, "label": seen.label} for name, seen in SEEN.items()]


def shown(replay: Replay, name: str) -> Plain:
    """What colours the shapes, week by week, and the same numbers of layers and service."""
    seen, (low, high) = SEEN[name], replay.span(name)
    return {
        "name": name,
        "label": seen.label,
        "unit": seen.unit,
        "per": _per(seen),
        "meaning": seen.meaning,
        "low": low,
        "high": high,
        "values": packed(replay.shapes[name], "<f4"),
        "layers": [[said(value) for value in week] for week in replay.layers[name]],
        "whole": [said(value) for value in replay.whole[name]],
    }


def said(value: float) -> str:
    """A number in three digits."""
    if math.isnan(value):
        return "none"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def by_layer(replay: Replay, chart: Chart, name: str) -> list[list[str]]:
    """What is shown as a table: a row a week, a column a layer."""
    heads = ["Week", "Whole service", *(layer["name"] for layer in _layers(chart))]
    rows = zip(replay.weeks, replay.whole[name], replay.layers[name], strict=True)
    return [heads, *([str(w), said(all_), *map(said, layers)] for w, all_, layers in rows)]


def _numbers(seen: Seen, values: Floats, posts: int) -> Plain:
    """Numbers of a shape with their unit; of a single post counts are plain counts."""
    if not seen.count or posts > 1:
        return {"unit": seen.unit, "texts": [said(value) for value in values]}
    return {"unit": "ideas", "texts": [said(value) for value in values / _per(seen)]}


def _per(seen: Seen) -> int:
    """What the number of a single post is divided by to be a plain count; 0 if it is none."""
    if not seen.count:
        return 0
    return PER if f"per {PER} people" in seen.unit else 1


def unit(chart: Chart, layout: Nested, replay: Replay | None, shape: int) -> Plain:
    """A shape: what it is, its numbers week by week, and the ideas that came to it."""
    post, kind = int(layout.first[shape]), Kind(int(layout.kind[shape]))
    found = {
        "shape": shape,
        "title": _title(chart, layout, shape),
        "facts": _facts(chart, layout, shape),
        "layer": int(chart.layer[post]),
        "gate": kind in (Kind.LEAD, Kind.LEADS),
        "series": [],
        "stays": [],
    }
    if replay is None:
        return found
    found["series"] = [
        {
            "name": name,
            "label": seen.label,
            **_numbers(seen, replay.shapes[name][:, shape], int(layout.posts[shape])),
        }
        for name, seen in SEEN.items()
    ]
    own = _last(stays(replay, layout.members(shape))) if found["gate"] else []
    found["stays"] = [
        {
            "idea": stay.idea,
            "start": stay.start,
            "end": stay.end,
            "ended": stay.how == ENDED,
            "how": f"{HOW[stay.how]}: {stay.reason}" if stay.reason else HOW[stay.how],
        }
        for stay in own
    ]
    return found


def _last(own: list[Stay]) -> list[Stay]:
    """The last stays of those that ended here, and of the others."""
    ended = [stay for stay in own if stay.how == ENDED]
    others = [stay for stay in own if stay.how != ENDED]
    return ended[-MOST_STAYS:] + others[-MOST_STAYS:]


def _title(chart: Chart, layout: Nested, shape: int) -> str:
    post, kind = int(layout.first[shape]), Kind(int(layout.kind[shape]))
    if kind in (Kind.LEAD, Kind.PERSON):
        return f"Post {post}, {ROLES[Role(int(chart.role[post]))]}"
    what = "posts that lead people" if kind == Kind.LEADS else "people with nobody below them"
    return f"{int(layout.posts[shape]):,} {what}"


def _facts(chart: Chart, layout: Nested, shape: int) -> list[list[str]]:
    post, posts = int(layout.first[shape]), layout.members(shape)
    branches = sorted(set(chart.branch[posts].tolist()))
    organisation = chart.organisation_names[chart.organisation[post]]
    facts = [["Layer", str(int(chart.layer[post]))], ["Organisation", organisation]]
    named = chart.branch_names[branches[0]]
    facts.append(["Branch", named if len(branches) == 1 else f"{len(branches)} branches"])
    facts.append(["People below", f"{int(posts_below(chart.superior)[posts].sum()):,}"])
    if len(posts) > 1:
        roles = ((role, int((chart.role[posts] == role).sum())) for role in Role)
        facts.append(["Roles", _list(f"{ROLES[role]}: {n:,}" for role, n in roles if n)])
    above = int(chart.superior[post])
    if above >= 0:
        what = "Under" if len(posts) > 1 else "Reports to"
        facts.append([what, _title(chart, layout, int(layout.shape[above]))])
    return facts


def _list(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def ideas(replay: Replay) -> list[Plain]:
    """Ideas to follow, those that got furthest."""
    found = []
    for idea in followable(replay):
        last = way(replay, idea)[-1]
        found.append({"idea": name_of(replay, idea), "words": _REACHED[last.what]})
    return found


_REACHED = {
    "conceived": "conceived",
    "gate": "waits at a gate",
    "pilot": "in its pilot",
    "spreads": "spreading",
    "practice": "normal practice",
    "ended": "ended",
}


def followed(chart: Chart, layout: Nested, replay: Replay, name: str) -> Plain:
    """The way of an idea over the shapes.

    Raises:
        InputError: if there is no such idea.
    """
    idea = idea_of(replay, name)
    home = int(layout.shape[int(replay.ideas["origin"][idea])])
    steps = [
        {
            "number": number,
            "week": step.week,
            "shape": home if step.post < 0 else int(layout.shape[step.post]),
            "beyond": step.post < 0,
            "words": _words(chart, step),
            "ended": step.what == "ended",
        }
        for number, step in enumerate(way(replay, idea), 1)
    ]
    return {"idea": name_of(replay, idea), "steps": steps}


def _words(chart: Chart, step: Step) -> str:
    where = ""
    if step.post >= 0:
        role = ROLES[Role(int(chart.role[step.post]))]
        where = f"post {step.post}, {role} in layer {int(chart.layer[step.post])}"
    if step.what == "conceived":
        return f"conceived at {where}"
    if step.what == "gate":
        return f"comes to {where}"
    if step.what == "ended":
        return f"ends at {where}: {step.reason}" if where else f"ends: {step.reason}"
    return {
        "pilot": "its pilot begins",
        "spreads": "it is continued and begins to spread",
        "practice": "it has become normal practice",
    }[step.what]
