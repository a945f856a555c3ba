"""What a calibration found, as a page in Markdown and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from innosim.analysis.run import TEN_YEARS, YEAR
from innosim.analysis.words import number
from innosim.evidence.calibration.facts import tied
from innosim.evidence.calibration.targets import DEFAULT_SOURCE as USUAL

CAUTION = (
    "This is calibration and no validation: the bands that were fitted say nothing on whether the "
    "model is right. Only what was held out can. For learning and discussion; not a forecast."
)

Facts = Mapping[str, Any]
Cells = Sequence[str]


def page(facts: Facts) -> str:
    """The page `calibration.md`."""
    parts = [
        f"# Calibration of {facts['title']}",
        "\n".join(opening(facts)),
        "![Levels and outputs of all points, the set in colour](figures/calibration.png)",
        "The same in words and numbers: [figures/calibration.txt](figures/calibration.txt).",
        "## What was fitted, and what was held out",
        _markdown(outputs(facts)),
        _sources(facts),
        "## Levels",
        _markdown(levels(facts)),
        "\n".join(pinned(facts)),
        *_correlations(facts),
        "## Waves",
        _markdown(waves(facts)),
        _how(facts),
        CAUTION,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def summary(facts: Facts) -> str:
    """The same in short, for the terminal."""
    parts = ["\n".join(opening(facts)), _aligned(outputs(facts)), _aligned(levels(facts))]
    return "\n\n".join([*parts, "\n".join(pinned(facts)), CAUTION]) + "\n"


def opening(facts: Facts) -> Iterator[str]:
    """What was run, how many points fit, and which one is chosen."""
    runs, members = len(facts["points"]), len(facts["members"])
    yield (
        f"{facts['people']:,} people, {facts['weeks'] / YEAR:.3g} years, {facts['replicates']} "
        f"replicates of each point. {runs} points were run; {members} of them fit all bands, "
        f"{len(facts['surely'])} with the whole 95 % intervals of their means."
    )
    if facts["people"] != facts["full"]:
        yield (
            f"The service has {facts['full']:,} people; the points were run in a generated one of "
            f"the same shape with {facts['people']:,}, for speed. Check the chosen point in the "
            "whole service."
        )
    if facts["weeks"] < TEN_YEARS and any(o["source"] == USUAL for o in facts["outputs"]):
        yield (
            "Some bands are those of ten years and these runs are shorter: ideas have less time in "
            "them than the bands allow."
        )
    if facts["chosen"] is None:
        yield "No point fits: the bands lie out of reach within these bounds, or of so few points."
    else:
        yield (
            f"Chosen: point {facts['chosen']}, the member that changes least of the scenario's own "
            "levels (point 0 is the scenario itself). It is one of the set and no better founded "
            "than the others."
        )
    yield _as_it_is(facts)


def _as_it_is(facts: Facts) -> str:
    if facts["as_it_is_fits"]:
        return "The scenario as it is fits all bands: it is in the set."
    missed = [o["label"].lower() for o in facts["outputs"] if o["fitted"] and not _met(o)]
    return f"The scenario as it is is not in the set; it misses: {', '.join(missed)}."


def _met(output: Facts) -> bool:
    value = output["as_it_is"][0]
    low, high = output["band"]
    return value is not None and bool(low <= value <= high)


def outputs(facts: Facts) -> list[Cells]:
    """A row for each output."""
    heads = (
        "output",
        "unit",
        "",
        "band",
        "set: least, median, most",
        "in band",
        "chosen",
        "as it is",
    )
    members = len(facts["members"])
    rows: list[Cells] = [heads]
    for o in facts["outputs"]:
        within = "" if o["within"] is None or not members else f"{o['within']} of {members}"
        rows.append(
            (
                o["label"],
                o["unit"],
                "fitted" if o["fitted"] else "held out",
                _range(o["band"], o["unit"]),
                ", ".join(number(v, o["unit"]) for v in o["set"]) if o["set"] else "",
                within,
                _with_interval(o["chosen"], o["unit"]),
                _with_interval(o["as_it_is"], o["unit"]),
            )
        )
    return rows


def levels(facts: Facts) -> list[Cells]:
    """A row for each level."""
    rows: list[Cells] = [("level", "unit", "sought in", "set", "spans", "chosen", "as it is")]
    for level in facts["levels"]:
        low, high = level["set"]
        rows.append(
            (
                " with ".join([level["key"], *level["along"]]),
                level["unit"],
                f"{level['low']:g} to {level['high']:g}",
                "" if low is None else f"{low:g} to {high:g}",
                "" if level["spans"] is None else f"{level['spans']:.0%}",
                "" if level["chosen"] is None else f"{level['chosen']:g}",
                f"{level['as_it_is']:g}",
            )
        )
    return rows


def pinned(facts: Facts) -> Iterator[str]:
    """Which levels the bands pin down, which they do not, and which hang together."""
    if not facts["members"]:
        return
    if facts["correlations"] is None:
        yield "The set is too small to say which levels are pinned down."
        return
    held = [level["key"] for level in facts["levels"] if level["pinned"]]
    free = [level["key"] for level in facts["levels"] if not level["pinned"]]
    yield f"Pinned down (the set spans less than half of the bounds): {', '.join(held) or 'none'}."
    yield f"Not pinned down: {', '.join(free) or 'none'}."
    for one, other, rank in tied(facts):
        yield f"Tied to each other: {one} and {other}, rank correlation {rank:+.2f}."


def waves(facts: Facts) -> list[Cells]:
    """A row for each wave."""
    rows: list[Cells] = [
        (
            "wave",
            "points",
            "fit",
            "box not given up",
            "explained by the emulators, each point left out in turn",
        )
    ]
    for wave in facts["waves"]:
        explained = ", ".join(f"{e['output']} {e['explained']:.0%}" for e in wave["emulators"])
        cells = (wave["number"], wave["points"], wave["fit"], f"{wave['left']:.1%}", explained)
        rows.append(tuple(map(str, cells)))
    return rows


def _how(facts: Facts) -> str:
    """How the waves were chosen."""
    if facts["search"] == "optuna":
        later = "Later waves were proposed by Optuna's tree-structured Parzen estimator."
    else:
        later = "Later waves are spread over what no emulator gives up."
    return (
        "The first wave is spread over the whole box of the levels. A place is given up when the "
        "emulators put an output more than three of their standard errors outside its band. "
        f"{later} Only points that were run are in the set."
    )


def _sources(facts: Facts) -> str:
    found = dict.fromkeys(f"{o['label']}: {o['source']}." for o in facts["outputs"] if o["band"])
    register = facts["register"]
    lines = [f"- {line}" for line in found]
    if register:
        fates = ", ".join(f"{count} {fate}" for fate, count in register["fates"].items())
        lines.append(
            f"- The register covers {register['first']} to {register['last']} "
            f"({register['weeks']} weeks, {register['staff']:,.0f} staff, {register['ideas']} ideas"
            f"{_early(register)}). Of the ideas of its first half, at its end: {fates}. Bands are "
            "95 % intervals of what was counted; runs are as long as the register, and ideas that "
            "are still open count as not yet there in both."
        )
    return "\n".join(lines)


def _early(register: Facts) -> str:
    return f"; {register['early']} raised earlier are left out" if register["early"] else ""


def _correlations(facts: Facts) -> list[str]:
    table = facts["correlations"]
    if table is None:
        return []
    names = [level["key"] for level in facts["levels"]]
    rows = [("rank correlation in the set", *names)]
    rows += [(name, *(f"{v:+.2f}" for v in row)) for name, row in zip(names, table, strict=True)]
    return [_markdown(rows)]


def _range(band: Sequence[float] | None, unit: str) -> str:
    return "" if band is None else f"{number(band[0], unit)} to {number(band[1], unit)}"


def _with_interval(value: Sequence[float | None] | None, unit: str) -> str:
    if value is None:
        return ""
    mean, low, high = value
    if mean is None:
        return "not defined"
    if low is None or high is None:
        return number(mean, unit)
    return f"{number(mean, unit)} ({number(low, unit)} to {number(high, unit)})"


def _markdown(rows: Sequence[Cells]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _aligned(rows: Sequence[Cells]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
