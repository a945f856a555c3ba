"""Where the difference comes from: gates, reasons and endings of ideas, read off each world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.analysis import deaths
from innosim.results.reader import Results
from innosim.what_if.comparison.quantities import Extra
from innosim.what_if.xray.places import ROLES
from innosim.what_if.xray.reasons import PREFIX, REASONS, neutral, weights
from innosim.what_if.xray.visits import (
    EVENT_COLUMNS,
    GATE_COLUMNS,
    IDEA_COLUMNS,
    PASSED,
    POST_COLUMNS,
    STOPPED,
    Columns,
    Visits,
    visits,
)

FloatArray = NDArray[np.float64]

GATES, REASONED, ENDINGS = "gates", "reasons", "endings"
"""The families of causes."""

_HELD = {
    "before": (deaths.STAFF, deaths.BEFORE),
    "middle": (deaths.MIDDLE,),
    "leaders": (deaths.LEADERS,),
    "pilot": (deaths.PILOT,),
    "spreading": (deaths.SPREADING,),
    "practice": (deaths.PRACTICE,),
}


@dataclass(frozen=True)
class Cause:
    """A number of each world that may say why two arms differ.

    Attributes:
        family: one of the families.
        name: its key in `read`, and no other's.
        label: in plain words.
        unit: what it is a number of.
        wanted: +1 if more of it is better, -1 if less is, 0 if neither.
        meaning: of the label, where that needs one.
    """

    family: str
    name: str
    label: str
    unit: str
    wanted: int
    meaning: str = ""


_TEXTS = ("idea", "outcome", "event", "from_stage", "stage")
_PER_VISIT = "of 100 ideas that came to a gate"
_PER_IDEA = "of 100 ideas raised"

CAUSES = (
    Cause(GATES, "stopped_middle_manager", "stopped by middle managers", _PER_VISIT, -1),
    Cause(GATES, "stopped_leader", "stopped by leaders", _PER_VISIT, -1),
    *(Cause(REASONED, f"reason_{r.name}", r.label, _PER_VISIT, -1, r.meaning) for r in REASONS),
    Cause(ENDINGS, "end_before", "ended before anybody reviewed them", _PER_IDEA, 0),
    Cause(ENDINGS, "end_middle", "ended with middle managers", _PER_IDEA, 0),
    Cause(ENDINGS, "end_leaders", "ended with leaders", _PER_IDEA, 0),
    Cause(ENDINGS, "end_pilot", "ended in a pilot", _PER_IDEA, 0),
    Cause(ENDINGS, "end_spreading", "ended while spreading", _PER_IDEA, 0),
    Cause(ENDINGS, "end_practice", "were normal practice for a time", _PER_IDEA, 0),
    Cause(ENDINGS, "in_use", "are normal practice at the end", _PER_IDEA, 1),
    Cause(ENDINGS, "under_way", "are still under way at the end", _PER_IDEA, 0),
)
"""All of them. Reasons add up to what gates stopped, endings to 100."""


def read(results: Results) -> dict[str, FloatArray]:
    """Each cause by name, a row of one number for each replicate; not a number where undefined.

    Args:
        results: a run that recorded its decisions and events.
    """
    posts = results.columns("posts", POST_COLUMNS)
    holders = deaths.gate_holders(results)
    worlds = [
        _at_gates(results, posts, number) | _endings(results, holders, number)
        for number in range(results.manifest.replicates)
    ]
    return {cause.name: np.array([[one[cause.name]] for one in worlds]) for cause in CAUSES}


EXTRA = Extra(read, ("analysis/deaths.py", "what_if/xray", "what_if/briefing/causes.py"))


def _at_gates(results: Results, posts: Columns, replicate: int) -> dict[str, float]:
    names = results.names("gates") if "gates" in results.tables else ()
    terms = [name for name in names if name.startswith(PREFIX)]
    gates = _rows(results, "gates", replicate, (*GATE_COLUMNS, *terms))
    events = _rows(results, "events", replicate, EVENT_COLUMNS)
    ideas = _rows(results, "ideas", replicate, IDEA_COLUMNS)
    seen = visits(gates, events, ideas, posts, results.manifest.horizon)
    panel = int(results.manifest.scenario.get("gates", {}).get("panel", 1))
    parts = weights(seen, gates, neutral([gates]), panel).sum(axis=0)
    left = int(seen.ended(*PASSED, *STOPPED).sum())
    reasons = {
        f"reason_{reason.name}": _hundred(float(part), left)
        for reason, part in zip(REASONS, parts, strict=True)
    }
    return reasons | {
        f"stopped_{role}": _stopped(seen.at(posts["role"].astype(str) == role))
        for role in ROLES
        if role != "individual"
    }


def _stopped(seen: Visits) -> float:
    left = int(seen.ended(*PASSED, *STOPPED).sum())
    return _hundred(float(seen.ended(*STOPPED).sum()), left)


def _endings(results: Results, holders: Mapping[int, str], replicate: int) -> dict[str, float]:
    columns = _rows(results, "ideas", replicate, ("ended", "reached_embedded"))
    raised, running = len(columns["ended"]), columns["ended"] < 0
    in_use = int((running & (columns["reached_embedded"] >= 0)).sum())
    ended = deaths.by_holder(results, replicate, holders) if raised else {}
    counts = {
        f"end_{name}": sum(ended.get(what, 0) for what in held) for name, held in _HELD.items()
    }
    counts |= {"in_use": in_use, "under_way": int(running.sum()) - in_use}
    return {name: _hundred(count, raised) for name, count in counts.items()}


def _rows(results: Results, table: str, replicate: int, columns: Sequence[str]) -> Columns:
    """The rows of a replicate; none where nothing of the kind ever happened."""
    if table in results.tables:
        return results.of_replicate(table, replicate, columns)
    return {name: np.empty(0, np.str_ if name in _TEXTS else np.int64) for name in columns}


def _hundred(part: float, whole: int) -> float:
    return 100 * part / whole if whole else float("nan")
