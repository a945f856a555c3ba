"""What the page of stories shows of one idea: its way, its story, and what would have saved it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from innosim.dashboard.shown.documents import plain
from innosim.dashboard.work.desk import Answer
from innosim.what_if.stories.biography import Biography, day_words, source
from innosim.what_if.stories.way import BEYOND, KINDS

Plain = dict[str, Any]

LONGEST_NAME = 40
"""Letters of the name of an idea that are read."""


def story(folder: str, idea: str) -> Biography:
    """The story of an idea of a results folder.

    Raises:
        InputError: if there is no such idea.
    """
    from innosim.results.reader import read
    from innosim.what_if.stories.biography import biography

    return biography(read(Path(folder)), idea[:LONGEST_NAME])


def way(told: Biography) -> Plain:
    """Its way, and its sentences."""
    own = told.way
    lanes = [{"lane": lane, "name": BEYOND[lane]} for lane in sorted(BEYOND)]
    lanes += [{"lane": n, "name": layer_name(n)} for n in range(own.deepest + 1)]
    return {
        "asked": told.asked,
        "about": told.service,
        "on_picture": told.asked.partition(":")[0] in ("0", told.asked),
        "start": told.start.isoformat(),
        "lanes": lanes,
        "clay": list(own.clay),
        "last": own.last,
        "first": own.steps[0].week if own.steps else int(told.idea["born"]),
        "stays": [
            {"week": one.week, "lane": one.lane, "stalled": one.stalled} for one in own.stays
        ],
        "steps": _steps(told),
        "sentences": [
            {"day": day_words(one.day), "text": one.text, "source": source(one.record)}
            for one in told.sentences
        ],
    }


def layer_name(layer: int) -> str:
    """How the lane of a layer is called."""
    return f"Layer {layer}" if layer else "Head (layer 0)"


def _steps(told: Biography) -> list[Plain]:
    from innosim.calendar import date_of

    return [
        {
            "number": number,
            "week": step.week,
            "lane": step.lane,
            "kind": step.kind,
            "day": day_words(date_of(step.week, told.start)),
            "where": BEYOND[step.lane].lower() if step.lane < 0 else f"layer {step.lane}",
            "words": step.words or KINDS[step.kind],
        }
        for number, step in enumerate(told.way.steps, 1)
    ]


def rescue(told: Biography, answer: Answer | None) -> Plain:
    """What would have saved it, as far as it has been looked for."""
    found = answer.found if answer else None
    return {
        "asked": told.asked,
        "needed": told.idea["reached_embedded"] < 0,
        "waits": answer is not None and not answer.over,
        "done": answer.done if answer else 0,
        "of": answer.of if answer else 0,
        "failed": answer.failed if answer else "",
        "found": None if found is None else _rescued(found),
    }


def _rescued(found: Plain) -> Plain:
    nothing = found["nothing"]
    bars = [*found["changes"], nothing] if nothing else []
    told = ("opening", "gate", "gate_rows", "heading", "legend", "rows")
    return {
        **{name: found[name] for name in told},
        "findings": [plain(line) for line in found["findings"]],
        "bars": [_bar(one, one is nothing) for one in bars],
    }


def _bar(one: Plain, base: bool) -> Plain:
    saved = one["saved"]
    helps = "more often than luck" if one["helps"] else "cannot be told from luck"
    return {
        "title": "Nothing changed" if base else one["title"],
        "base": base,
        "share": saved["share"],
        "low": saved["low"],
        "high": saved["high"],
        "helps": one["helps"],
        "said": f"{saved['part']} of {saved['of']} "
        f"({100 * saved['low']:.0f} to {100 * saved['high']:.0f} %)"
        + ("" if base else f"; {helps}"),
    }
