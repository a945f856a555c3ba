"""Which factors matter, as text for a terminal, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import Any

from innosim.analysis.parts import Cells, Part
from innosim.analysis.words import CAUTION, number

Facts = Mapping[str, Any]

_MEASURE = {
    "sobol": "Sobol's total share of the variance (ST)",
    "morris": "Morris' mean absolute change over the range (mu*)",
    "pawn": "PAWN's median distance between distributions",
}
_MUCH_LUCK = 0.5
"""Share of luck in the variance from which on more replicates are recommended."""


def parts(facts: Facts) -> Iterator[Part]:
    """The sections, one after the other."""
    yield Part(f"Which factors matter: {facts['experiment']}", [_opening(facts)])
    for metric in facts["metrics"]:
        yield Part(title(metric), _of_metric(facts, metric), _table(facts, metric))
        if metric["pairs"]:
            told = "Share of the variance that two factors move only together (S2)."
            yield Part(f"{metric['label']}: pairs", [told], _pairs(metric))
    yield Part("How to read this", [*_notes(facts), CAUTION])


def title(metric: Facts) -> str:
    """A quantity with its unit."""
    return f"{metric['label']}, {metric['unit']}" if metric["unit"] else str(metric["label"])


def finding(facts: Facts, metric: Facts) -> str:
    """Which factors show, in a sentence."""
    rows = metric["rows"]
    if not rows:
        value = number(metric["mean"], metric["unit"])
        return f"It is the same at all points ({value}): there is nothing to put down to a factor."
    showing = [row for row in rows if row["shows"]]
    if not showing:
        return "No factor can be told apart from luck."
    unknown = facts["method"] != "pawn" and metric["luck"]["share"] is None
    apart = "shows any effect" if unknown else "can be told apart from luck"
    named = ", ".join(f"{row['factor']} ({row['kind']}, {_n(row['value'])})" for row in showing)
    rest = len(rows) - len(showing)
    none = f"None of the other {rest}" if rest > 1 else "The other one does not"
    others = f" {none} {apart}." if rest > 1 else f" {none}." if rest else ""
    if len(showing) == 1:
        return f"One factor shows: {named}.{others}"
    return f"{len(showing)} factors show, the one that matters most first: {named}.{others}"


def _opening(facts: Facts) -> str:
    levers = sum(factor["kind"] == "lever" for factor in facts["factors"])
    question = f"{facts['question']} " if facts["question"] else ""
    return (
        f"{question}{facts['points']:,} points ({facts['design'].replace('_', ' ')}), "
        f"{facts['replicates']} {_plural('run', facts['replicates'])} each"
        f"{', on the same seeds' if facts['paired'] else ''}; {levers} "
        f"{_plural('lever', levers)} and {len(facts['factors']) - levers} uncertainties are varied."
        f" Measured by {_MEASURE[facts['method']]}."
    )


def _of_metric(facts: Facts, metric: Facts) -> list[str]:
    low, mean, high = (number(metric[key], metric["unit"]) for key in ("low", "mean", "high"))
    told = [finding(facts, metric)]
    if metric["rows"]:
        told.append(f"Over the points: mean {mean}, from {low} to {high}. {luck(facts, metric)}")
    if facts["method"] == "sobol" and (known := _short_of_one(metric["rows"])):
        told.append(known)
    if metric["left_out"]:
        told.append(
            f"{metric['left_out']} points are left out because a run has no number there; if that "
            "has to do with the factors, what is left shows less than there is."
        )
    return told


def _short_of_one(rows: Sequence[Facts]) -> str:
    """A warning if the shares add up to less than they can, intervals included; "" if not.

    The total shares of all factors add up to 1 or more, whatever the model is (Homma and Saltelli
    1996).
    """
    sure = [row for row in rows if row["value"] is not None and row["error"] is not None]
    total = sum(row["value"] for row in sure)
    if not sure or total + hypot(*(row["error"] for row in sure)) >= 1:
        return ""
    return (
        f"There are too few base points for these shares: all ST together are {total:.2f}, and "
        "cannot be less than 1. Take a larger `size`."
    )


def luck(facts: Facts, metric: Facts) -> str:
    """How much of what differs between the points is luck."""
    found = metric["luck"]
    if found["share"] is None:
        return (
            "With one run a point, luck cannot be told from what the factors do: one that only "
            "changes the luck seems to show."
        )
    told = f"{number(found['share'], 'share')} of what differs between points is luck of their runs"
    if facts["paired"] and found["within"]:
        common = number(found["common"] / found["within"], "share")
        told += (
            f" ({common} of the variance between runs of a point comes with the seed, is the same "
            "at all points and cancels out)"
        )
    many = found["share"] > _MUCH_LUCK
    return f"{told}{'; more replicates would help most' if many else ''}."


def _table(facts: Facts, metric: Facts) -> list[Cells]:
    if not metric["rows"]:
        return []
    heads, columns = _COLUMNS[facts["method"]]
    rows: list[Cells] = [("factor", "kind", *heads, "finding")]
    for row in metric["rows"]:
        cells = [_n(row[name]) for name in columns]
        verdict = "shows" if row["shows"] else "does not show"
        rows.append((row["factor"], row["kind"], *cells, verdict))
    return rows


_COLUMNS: Mapping[str, tuple[Cells, Cells]] = {
    "sobol": (
        ("ST", "±", "S1", "±", "luck"),
        ("value", "error", "first", "first_error", "threshold"),
    ),
    "morris": (
        ("mu*", "±", "mu", "sigma", "twice luck"),
        ("value", "error", "direction", "spread", "threshold"),
    ),
    "pawn": (("distance", "±", "most", "dummy"), ("value", "error", "most", "threshold")),
}


def _pairs(metric: Facts) -> list[Cells]:
    rows: list[Cells] = [("one", "other", "S2", "±")]
    return rows + [(p["one"], p["other"], _n(p["share"]), _n(p["error"])) for p in metric["pairs"]]


def _notes(facts: Facts) -> list[str]:
    notes = {
        "sobol": [
            "S1: share of the variance of the outcome that a factor moves by itself; ST: with all "
            "interactions that it has part in. ±: half-width of the 95 % bootstrap interval; "
            "estimates of small shares can fall below 0. Luck: the ST that luck of the runs alone "
            "would give a factor. A factor shows if the interval of its ST lies above that.",
        ],
        "morris": [
            "mu*: mean absolute change of the outcome, in its unit, over the whole range of a "
            "factor; mu: the same with its sign, much smaller if the sign depends on the other "
            "factors; sigma: standard deviation of the change, as large as mu* where there is "
            "interaction or a curve. ±: half-width of the 95 % bootstrap interval. A factor shows "
            "if mu* is above twice what luck of the runs alone would give.",
        ],
        "pawn": [
            "Distance: how far the distribution of the outcome moves when the factor is held in a "
            "part of its range, from 0 (not at all) to 1; median over the parts, and the most. ±: "
            "half-width of the 95 % bootstrap interval. Dummy: what 95 of 100 factors without any "
            "influence stay below; a factor shows above it, so of 20 factors without influence one "
            "seems to show on average.",
        ],
    }
    ranges = (
        "All of it holds for the ranges of this experiment: a factor that is varied little shows "
        "little."
    )
    return [*notes[facts["method"]], ranges]


def _n(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}" if abs(value) > 1e-9 else "0"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
