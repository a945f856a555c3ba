"""What a page shows of a session, as plain values that go to the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from innosim import catalogue
from innosim.analysis.words import number
from innosim.contracts import GROUPS as KINDS
from innosim.dashboard.shown import words
from innosim.dashboard.state.dials import GROUPS, Dial, dials
from innosim.dashboard.state.plans import levers_of
from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import NAMES, Setting, Step, link
from innosim.dashboard.state.sources import Sources
from innosim.what_if.budget.costs import costs
from innosim.what_if.comparison.arms import PLAN, REFERENCE
from innosim.what_if.comparison.glance import WATCHED, glance_facts, series_of
from innosim.what_if.comparison.quantities import series_weeks
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.comparison.words import within

Plain = dict[str, Any]

LABELS = {
    "proposals": "Ideas raised",
    "pilots": "Pilots started",
    "adopters": "Uses of new practices",
    "embedded": "Normal practice",
}
NOTES = {
    "signals": "Pushes cost nothing: they show what a signal would be worth, not how to get it.",
    "practices": "In force over the whole time, by all leaders; they cost hours.",
    "rests": "",
    "world": "",
}


def results(session: Session) -> Plain:
    """Lines, sentences and tables: all that changes while worlds are run."""
    with session.lock:
        return _results(session)


DRAWN = ("lines", "bars", "before", "unit", "weeks", "pairs", "replays", "rests_on")
"""What of the results the chart needs."""
TABLES = ("rows", "effects")


def told(shown: Plain) -> Plain:
    """What of the results is said in words."""
    return {k: v for k, v in shown.items() if k not in {*DRAWN, *TABLES} - {"pairs", "rests_on"}}


def drawn(shown: Plain) -> Plain:
    """What of the results is drawn."""
    return {key: shown[key] for key in DRAWN}


def _results(session: Session) -> Plain:
    pairs = session.pairs()
    shown = _finished(session, pairs) if pairs else _growing(session)
    rounds = session.rounds()
    return {
        **shown,
        "link": link(session.setting),
        "pairs": pairs,
        "most": rounds[-1],
        "unit": words.axis(session.watched),
        "watched": session.watched,
        "weeks": session.base.horizon,
        "working": session.working,
        "paused": session.paused,
        "failed": session.failed,
        "notes": words.reading(session.watched),
        "replays": session.replays,
        "before": _before(session, pairs),
        "bars": [bar(step, session.base.horizon) for step in session.setting.steps],
        "progress": _progress(session),
    }


def _finished(session: Session, pairs: int) -> Plain:
    arms = session.compared()
    own = [setting for _, setting in session.arms()]
    found = [session.found(setting, pairs) for setting in own]
    facts = glance_facts(arms, found, session.worlds(pairs), session.people, session.watched)
    series = facts["series"]
    bands = {
        name: one if pairs > 1 else {"median": one["median"]}
        for name, one in series["arms"].items()
    }
    lines = [_line(arm.kind, arm.name, bands[arm.name], series["weeks"]) for arm in arms]
    return {
        "lines": lines,
        "sentences": _sentences(facts),
        "rests_on": words.rests_on(pairs, len(arms)),
        "rows": words.rows(facts),
        "effects": list(words.effects(facts)) if facts["contrasts"] else [],
        **_spent(facts, session.budget),
        "overruns": overruns(session.sources, session.setting),
    }


def _sentences(facts: Plain) -> list[str]:
    if not facts["contrasts"]:
        return [
            words.today(facts, facts["arms"][0]),
            "Move a lever to see what it would change in the same worlds.",
        ]
    found = words.finding(facts, last_step(facts))
    if len(facts["arms"]) > 2:
        names = facts["arms"][1]["name"], facts["arms"][0]["name"]
        found.append(
            "This holds under your assumptions; by themselves they make this difference: "
            + words.capital(words.finding(facts, _contrast(facts, *names))[0])
        )
    return found


def last_step(facts: Plain) -> Plain:
    """The last arm held against the one before it: the plan against what it starts from."""
    return _contrast(facts, facts["arms"][-1]["name"], facts["arms"][-2]["name"])


def _contrast(facts: Plain, arm: str, against: str) -> Plain:
    found = [c for c in facts["contrasts"] if (c["arm"], c["against"]) == (arm, against)]
    return dict(found[0])


def _spent(facts: Plain, budget: float | None) -> Plain:
    """Hours a year that the plan takes more, and whether the budget allows them."""
    kinds = [arm["kind"] for arm in facts["arms"]]
    if PLAN not in kinds:
        return {"hours": None, "budget": None}
    spent = words.hours(facts, last_step(facts))
    found: Plain = {"hours": spent, "spent": words.spent(facts, last_step(facts)), "budget": None}
    if budget is not None:
        allowed, said = within(spent, budget)
        found["budget"] = {"allowed": allowed, "said": said, "limit": budget}
    return found


@lru_cache(maxsize=64)
def overruns(sources: Sources, setting: Setting) -> list[str]:
    """What a plan takes beyond the limits that its scenario states, in words."""
    base = sources.scenarios[setting.source]
    if base.budget is None or setting == setting.reference():
        return []
    taken = costs(setting.scenario(base), chart_of(base.organisation))
    return [over.words for over in taken.overruns]


def _growing(session: Session) -> Plain:
    """Lines as far as they have come, of one world; those that are done in full."""
    weeks, key = series_weeks(session.base.horizon), series_of(session.watched)
    lines = []
    for kind, setting in session.arms():
        values: list[float] = []
        if (done := _one_world(session, setting)) is not None:
            values = done
        elif setting in session.growing:
            values = session.growing[setting].series[key][0].tolist()
        lines.append(_line(kind, NAMES[kind], {"median": values}, weeks))
    kind = lines[-1]["kind"]
    what = "the service as it is" if kind == REFERENCE else NAMES[kind]
    said = f"Running {what} …", "The first run is under way; lines grow week by week."
    if session.paused:
        said = f"Stopped before {what} had been run.", "No run is done yet."
    return {
        "lines": lines,
        "sentences": [said[0]],
        "rests_on": said[1],
        "rows": [],
        "effects": [],
        "hours": None,
        "budget": None,
    }


def _one_world(session: Session, setting: Any) -> list[float] | None:
    seed = session.worlds(1)[0]
    values = session.kept(setting, seed)
    return None if values is None else list(values[series_of(session.watched)])


def _before(session: Session, pairs: int) -> Plain | None:
    """The line of the setting before the last move, for its replay."""
    before = session.before
    if before is None or before.source != session.setting.source or not pairs:
        return None
    if not all(session.kept(before, seed) is not None for seed in session.worlds(pairs)):
        pairs = 1
    found = _one_world(session, before)
    if found is None:
        return None
    if pairs > 1:
        import numpy as np

        found = np.median(session.found(before, pairs)[series_of(session.watched)], axis=0).tolist()
    return {"median": _drawn(found), "name": "before the last move"}


def _line(kind: str, name: str, bands: Mapping[str, Any], weeks: list[int]) -> Plain:
    median = list(bands["median"])
    return {
        "kind": kind,
        "name": words.capital(name),
        "weeks": [week + 1 for week in weeks[: len(median)]],
        "median": _drawn(median),
        "low": _drawn(bands.get("low", ())),
        "high": _drawn(bands.get("high", ())),
        "last": number(median[-1]) if median and len(median) == len(weeks) else "",
    }


def _drawn(values: Iterable[float]) -> list[float]:
    """As many digits as a line on a screen can show."""
    return [float(f"{value:.5g}") for value in values]


def _progress(session: Session) -> Plain | None:
    """How far the first run has come, where it is under way."""
    if not session.growing:
        return None
    week = min(glimpse.week for glimpse in session.growing.values())
    return {"week": week, "of": session.base.horizon}


def bar(step: Step, horizon: int) -> Plain:
    """A step as it is drawn; what only happens is there in its week."""
    end = step.start + 1 if step.assumed else step.end
    return {
        "label": catalogue.intervention(step.kind).title,
        "start": step.start,
        "end": horizon if end is None else end,
        "assumed": step.assumed,
    }


def controls(session: Session) -> Plain:
    """Levers, timeline and assumptions as they stand."""
    return {
        "levers": _groups(session, assumed=False),
        "assumptions": _groups(session, assumed=True),
        "steps": [_step(step) for step in session.setting.steps],
        "live": session.live,
        "horizon": session.base.horizon,
        "can_undo": session.can_undo,
        "can_redo": session.can_redo,
        "watched": session.watched,
        "watchable": [{"name": name, "label": LABELS[name]} for name in WATCHED],
        "budget": session.budget,
        "changed": session.setting != session.setting.reference(),
        "pulls": levers_of(session.setting) != session.setting.reference(),
    }


def _groups(session: Session, assumed: bool) -> list[Plain]:
    found = []
    for group, title in GROUPS.items():
        own = [d for d in dials().values() if d.group == group and d.assumed == assumed]
        if own:
            shown = [_dial(dial, session) for dial in own]
            found.append({"title": title, "note": NOTES[group], "dials": shown})
    return found


def _dial(dial: Dial, session: Session) -> Plain:
    return {
        "name": dial.name,
        "label": dial.label,
        "meaning": dial.meaning,
        "unit": dial.unit,
        "at": session.setting.at(dial, session.base),
        "rest": dial.of(session.base),
        "low": dial.low,
        "high": dial.high,
        "step": dial.step,
    }


def _step(step: Step) -> Plain:
    declared = catalogue.intervention(step.kind)
    return {
        "kind": step.kind,
        "label": declared.title,
        "start": step.start,
        "end": step.end,
        "strength": step.strength,
        "assumed": step.assumed,
    }


def kinds(assumed: bool) -> list[Plain]:
    """What can be put on the timeline, under its headings; the shocks, or all but them."""
    found: dict[str, list[Plain]] = {}
    for name in catalogue.interventions():
        declared = catalogue.intervention(name)
        if Step(name).assumed == assumed:
            heading = KINDS.get(declared.group, "Others")
            message = declared.message or declared.works
            one = {"kind": name, "label": declared.title, "message": message}
            found.setdefault(heading, []).append(one)
    order = [*KINDS.values(), "Others"]
    return [
        {"title": title, "kinds": sorted(found[title], key=lambda one: str(one["label"]))}
        for title in order
        if title in found
    ]
