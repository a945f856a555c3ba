"""Writes docs/findings.md, its figures and its data: `python docs/findings_page.py`.

`python docs/findings_page.py --take FOLDER` first takes the numbers from sweeps of the shipped
experiments, FOLDER/four-signals and so on; `innosim sweep four-signals --out FOLDER/four-signals`
makes one. Those that are not there stay as they are in docs/findings.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from innosim.analysis.words import CAUTION, number
from innosim.experiments.findings.contrasts import Contrast, contrast
from innosim.experiments.findings.grouped import mean_of
from innosim.figures.panels import Mean, Panel, Picture, describe, draw
from innosim.figures.save import save
from innosim.what_if.comparison.quantities import quantities

HERE = Path(__file__).parent
PAGE, DATA, CLAIMS = HERE / "findings.md", HERE / "findings.json", HERE / "claims.json"
FIGURES = HERE / "figures"
QUANTITIES = {quantity.name: quantity for quantity in quantities()}
USES, NEW = "adopters", "embedded"
BARS = (
    "bars: 95 % intervals of the means; on the same seeds differences are surer than bars suggest"
)
Facts = Mapping[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Runs:
    """What a sweep of one of the experiments gave, as it stands in docs/findings.json."""

    facts: Facts

    @cached_property
    def points(self) -> list[Values]:
        """Values of the factors by point."""
        rows: list[Sequence[Any]] = self.facts["points"]
        return [dict(zip(self.facts["factors"], row, strict=True)) for row in rows]

    def at(self, **wanted: Any) -> int:
        """The number of the point with these values, by the last part of the key."""
        found = [
            place
            for place, point in enumerate(self.points)
            if all(point[key] == value for key, value in self._keys(wanted))
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} points have {wanted}")
        return found[0]

    def _keys(self, wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in wanted.items():
            (key,) = [key for key in self.facts["factors"] if key.rpartition(".")[2] == name]
            yield key, value

    def values(self, name: str) -> np.ndarray:
        """Of a quantity, (points, replicates)."""
        return np.array(self.facts["values"][name], float)

    def held(self, name: str, weights: Mapping[int, float]) -> Contrast:
        """Some points against others."""
        return contrast(self.values(name), weights, QUANTITIES[name].unit)

    def mean(self, name: str, point: int) -> Mean:
        """Of the runs of a point, with its interval."""
        values = self.values(name)[point]
        found = mean_of(values[np.isfinite(values)])
        return Mean(found.mean, found.mean - found.half, found.mean + found.half)


@dataclass(frozen=True)
class Question:
    """One of the experiments, and how its finding is told.

    Attributes:
        name: of the file.
        finding: paragraphs.
        picture: its figure.
        unshown: sentences on what cannot be told apart.
        claims: names of claims it is held against, each with the contrast that speaks to it and
            whether the claim says more (+1) or less (-1); None where the two cannot be compared.
        outside: what the experiment cannot show, whatever its numbers.
    """

    name: str
    finding: Callable[[Runs], list[str]]
    picture: Callable[[Runs], Picture]
    unshown: Callable[[Runs], list[str]]
    claims: Callable[[Runs], list[tuple[str, Contrast, int]]]
    outside: str


def _unit(name: str) -> str:
    quantity = QUANTITIES[name]
    return f"{quantity.label.lower()} ({quantity.unit})"


def _named(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# The four signals.

SIGNALS = ("clarity", "parity", "suitability", "normality")
_PART = {
    "clarity": "base_clarity_what",
    "parity": "base_parity",
    "suitability": "base_data",
    "normality": "base_normality",
}
WEAK, STRONG = 0.2, 0.8
OUTCOMES_OF_SIGNALS = (USES, NEW)


def _service(runs: Runs, strong: Sequence[str]) -> int:
    levels = {_PART[name]: STRONG if name in strong else WEAK for name in SIGNALS}
    return runs.at(**levels)


def _without(name: str) -> tuple[str, ...]:
    return tuple(other for other in SIGNALS if other != name)


def _alone(runs: Runs, outcome: str, name: str) -> Contrast:
    return runs.held(outcome, {_service(runs, [name]): 1, _service(runs, []): -1})


def _last(runs: Runs, outcome: str, name: str) -> Contrast:
    return runs.held(outcome, {_service(runs, SIGNALS): 1, _service(runs, _without(name)): -1})


def _together(runs: Runs, outcome: str) -> Contrast:
    """What all four bring more than the sum of each by itself."""
    weights = {_service(runs, SIGNALS): 1.0, _service(runs, []): 3.0}
    return runs.held(outcome, weights | {_service(runs, [name]): -1.0 for name in SIGNALS})


def _pair(runs: Runs, outcome: str, pair: tuple[str, str]) -> Contrast:
    """What two do more together than the sum of each, on average over the other two."""
    others = [name for name in SIGNALS if name not in pair]
    weights: dict[int, float] = {}
    for levels, rest in product(product((0, 1), repeat=2), product((0, 1), repeat=2)):
        level = dict(zip((*pair, *others), (*levels, *rest), strict=True))
        strong = [name for name in SIGNALS if level[name]]
        weights[_service(runs, strong)] = 0.25 * (1 if levels[0] == levels[1] else -1)
    return runs.held(outcome, weights)


def _signals_finding(runs: Runs) -> list[str]:
    return [_of_signals(runs, outcome) for outcome in OUTCOMES_OF_SIGNALS]


def _of_signals(runs: Runs, outcome: str) -> str:
    whole = runs.held(outcome, {_service(runs, SIGNALS): 1, _service(runs, []): -1})
    alone = {name: _alone(runs, outcome, name) for name in SIGNALS}
    last = {name: _last(runs, outcome, name) for name in SIGNALS}
    shown = [f"{name} {one}" for name, one in alone.items() if one.shows]
    by_itself = _named(shown) if shown else "none can be told apart from zero"
    most = max(SIGNALS, key=lambda name: last[name].mean)
    told = [
        f"**{_capital(_unit(outcome))}.** All four strong against all four weak: {whole}.",
        f"By itself, with the others weak: {by_itself}.",
        _extra(_together(runs, outcome)),
        f"With the other three strong already, {most} brings most: {last[most]}; without it the "
        f"mean is {number(runs.mean(outcome, _service(runs, _without(most))).mean)}, with it "
        f"{number(runs.mean(outcome, _service(runs, SIGNALS)).mean)}.",
        *_pairs(runs, outcome),
    ]
    return " ".join(told)


def _extra(extra: Contrast) -> str:
    if not extra.shows:
        return f"What they do together and the sum of each by itself: {extra}."
    way = "more" if extra.mean > 0 else "less"
    return f"Together they bring {way} than the sum of each by itself: {extra}."


def _pairs(runs: Runs, outcome: str) -> Iterator[str]:
    found = {pair: _pair(runs, outcome, pair) for pair in combinations(SIGNALS, 2)}
    for way, sign in (("more", 1), ("less", -1)):
        named = [
            f"{one} and {other} {found[one, other]}"
            for one, other in found
            if found[one, other].shows and found[one, other].mean * sign > 0
        ]
        if named:
            yield f"Pairs that do {way} together than apart: {_named(named)}."


def _signals_unshown(runs: Runs) -> list[str]:
    told = []
    for outcome in OUTCOMES_OF_SIGNALS:
        parts = [f"{n} by itself" for n in SIGNALS if not _alone(runs, outcome, n).shows]
        parts += [f"{n} after the others" for n in SIGNALS if not _last(runs, outcome, n).shows]
        parts += [
            f"{one} with {other}"
            for one, other in combinations(SIGNALS, 2)
            if not _pair(runs, outcome, (one, other)).shows
        ]
        if parts:
            told.append(f"In {_unit(outcome)} cannot be told apart from zero: {', '.join(parts)}.")
    return told


def _signals_picture(runs: Runs) -> Picture:
    def line(outcome: str, of: Callable[[Runs, str, str], Contrast]) -> list[Mean]:
        found = [of(runs, outcome, name) for name in SIGNALS]
        return [Mean(one.mean, one.effect.low, one.effect.high) for one in found]

    panels = [
        Panel(
            QUANTITIES[outcome].label,
            QUANTITIES[outcome].unit,
            {
                "by itself, the others weak": line(outcome, _alone),
                "last, the others strong": line(outcome, _last),
            },
        )
        for outcome in OUTCOMES_OF_SIGNALS
    ]
    return Picture(
        "What each signal brings, by itself and after the other three",
        "from weak (0.2) to strong (0.8); difference on the same seeds, 95 % intervals",
        "signal that is made strong",
        SIGNALS,
        tuple(panels),
        joined=False,
    )


def _signals_claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    return [("the determinants need each other", _together(runs, NEW), 1)]


# Layers and spans.

LAYERS, SHARES = (1, 2, 3, 4), (0.06, 0.12, 0.24)
OUTCOMES_OF_LAYERS = (USES, NEW, "gate_pass", "weeks_in_gates")


def _manager(share: float) -> str:
    """People that are neither leaders nor managers, to a manager."""
    return f"{(1 - share - 0.006) / share:.0f}"


def _house(runs: Runs, layers: int, share: float) -> int:
    return runs.at(layers=layers, share_middle_managers=share)


def _more_layers(runs: Runs, outcome: str) -> Contrast:
    weights = {_house(runs, LAYERS[-1], share): 1 / len(SHARES) for share in SHARES}
    return runs.held(
        outcome, weights | {_house(runs, LAYERS[0], share): -1 / len(SHARES) for share in SHARES}
    )


def _wider(runs: Runs, outcome: str) -> Contrast:
    weights = {_house(runs, layers, SHARES[0]): 1 / len(LAYERS) for layers in LAYERS}
    return runs.held(
        outcome, weights | {_house(runs, layers, SHARES[-1]): -1 / len(LAYERS) for layers in LAYERS}
    )


def _depends(runs: Runs, outcome: str) -> Contrast:
    few, many, wide, narrow = LAYERS[0], LAYERS[-1], SHARES[0], SHARES[-1]
    return runs.held(
        outcome,
        {
            _house(runs, many, wide): 1,
            _house(runs, few, wide): -1,
            _house(runs, many, narrow): -1,
            _house(runs, few, narrow): 1,
        },
    )


def _layers_finding(runs: Runs) -> list[str]:
    wide, narrow = _manager(SHARES[0]), _manager(SHARES[-1])
    told = []
    for outcome in OUTCOMES_OF_LAYERS:
        told.append(
            f"- **{_capital(_unit(outcome))}.** Four layers of managers against one: "
            f"{_more_layers(runs, outcome)}, on average over the spans. {wide} people to a manager "
            f"against {narrow}: {_wider(runs, outcome)}, on average over the layers. What four "
            f"layers do at the wide span more than at the narrow one: {_depends(runs, outcome)}."
        )
    layers, spans = _more_layers(runs, USES), _wider(runs, USES)
    more = "the number of layers" if abs(layers.mean) > abs(spans.mean) else "the span"
    return ["\n".join(told), f"Over these ranges {more} moves uses more."]


def _layers_unshown(runs: Runs) -> list[str]:
    asked = {
        "layers": _more_layers,
        "the span": _wider,
        "that the one depends on the other": _depends,
    }
    told = []
    for outcome in OUTCOMES_OF_LAYERS:
        parts = [name for name, of in asked.items() if not of(runs, outcome).shows]
        if parts:
            told.append(f"In {_unit(outcome)} does not show: {', '.join(parts)}.")
    return told


def _layers_picture(runs: Runs) -> Picture:
    panels = [
        Panel(
            QUANTITIES[outcome].label,
            QUANTITIES[outcome].unit,
            {
                f"{_manager(share)} people to a manager": [
                    runs.mean(outcome, _house(runs, layers, share)) for layers in LAYERS
                ]
                for share in SHARES
            },
        )
        for outcome in OUTCOMES_OF_LAYERS
    ]
    return Picture(
        "Layers by span in the clay layer",
        BARS,
        "layers of middle managers",
        tuple(map(str, LAYERS)),
        tuple(panels),
    )


def _layers_claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    return [
        ("layers cost ideas", _more_layers(runs, "gate_pass"), -1),
        ("layers cost time", _more_layers(runs, "weeks_in_gates"), 1),
    ]


# Under the radar or in the open.

CLOSED, OPEN, HALF, TWO = (
    "behind closed doors",
    "in the open from the start",
    "under the radar for half a year",
    "under the radar for two years",
)
_WAYS = {CLOSED: (0.0, 0.0, 26), OPEN: (0.8, 0.0, 26), HALF: (0.8, 1.0, 26), TWO: (0.8, 1.0, 104)}
_SHORT = {CLOSED: "closed", OPEN: "open", HALF: "radar 26 weeks", TWO: "radar 104 weeks"}
HEATS, ENGAGED = (0.004, 0.02, 0.1), {"few": 0.1, "most": 0.8}


def _way(runs: Runs, way: str, heat: float, engaged: str) -> int:
    openness, hidden, weeks = _WAYS[way]
    return runs.at(
        openness=openness,
        under_radar=hidden,
        radar_weeks=weeks,
        rate=heat,
        engagement=ENGAGED[engaged],
    )


def _against(runs: Runs, outcome: str, ways: tuple[str, str], at: tuple[float, str]) -> Contrast:
    return runs.held(outcome, {_way(runs, ways[0], *at): 1, _way(runs, ways[1], *at): -1})


def _radar_finding(runs: Runs) -> list[str]:
    told = []
    for engaged, heat in product(ENGAGED, HEATS):
        at = heat, engaged
        shown = [
            f"{way} {found}"
            for way in (OPEN, HALF, TWO)
            if (found := _against(runs, USES, (way, CLOSED), at)).shows
        ]
        rest = _named(shown) if shown else "no way can be told apart from it"
        later = [
            f"{way} against the open from the start {found}"
            for way in (HALF, TWO)
            if (found := _against(runs, USES, (way, OPEN), at)).shows
        ]
        waits = f"; {_named(later)}" if later else "; whether it waits or not cannot be told apart"
        told.append(
            f"- With {engaged} people engaged, an incident rate of {heat:g} a week: against work "
            f"behind closed doors, {rest}{waits}."
        )
    lead = (
        "work that was under the radar is in the open after that, and what is not named cannot be "
        "told apart"
    )
    return [f"**{_capital(_unit(USES))}**; {lead}:", "\n".join(told), _of_incidents(runs)]


def _of_incidents(runs: Runs) -> str:
    parts = []
    for engaged in ENGAGED:
        found = _against(runs, "incidents", (OPEN, CLOSED), (HEATS[-1], engaged))
        kept = _against(runs, "incidents", (TWO, OPEN), (HEATS[-1], engaged))
        parts.append(f"with {engaged} people engaged {found}, and two years of radar change {kept}")
    return (
        f"**{_capital(_unit('incidents'))}**, in the hottest politics: the open against closed "
        f"doors, {'; '.join(parts)}."
    )


def _radar_unshown(runs: Runs) -> list[str]:
    parts = [
        f"{_SHORT[one]} against {_SHORT[other]} ({engaged} engaged, rate {heat:g})"
        for engaged, heat in product(ENGAGED, HEATS)
        for one, other in combinations(_WAYS, 2)
        if not _against(runs, NEW, (one, other), (heat, engaged)).shows
    ]
    whole = len(ENGAGED) * len(HEATS) * 6
    if not parts:
        return []
    if len(parts) > whole // 2:
        return [
            f"In {_unit(NEW)} {len(parts)} of {whole} comparisons of two ways cannot be told apart."
        ]
    return [f"In {_unit(NEW)} cannot be told apart: {', '.join(parts)}."]


def _radar_picture(runs: Runs) -> Picture:
    panels = [
        Panel(
            f"{QUANTITIES[outcome].label}, {engaged} people engaged",
            QUANTITIES[outcome].unit,
            {
                _SHORT[way]: [runs.mean(outcome, _way(runs, way, h, engaged)) for h in HEATS]
                for way in _WAYS
            },
        )
        for outcome, engaged in product((USES, "incidents"), ENGAGED)
    ]
    return Picture(
        "Under the radar or in the open, by political heat",
        BARS,
        "political heat: incidents a week of a wholly risky, visible idea",
        tuple(f"{heat:g}" for heat in HEATS),
        tuple(panels),
    )


def _radar_claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    few = _against(runs, "incidents", (OPEN, CLOSED), (HEATS[-1], "few"))
    radar = _against(runs, "incidents", (TWO, OPEN), (HEATS[-1], "few"))
    return [
        ("openness without engagement is punished", few, 1),
        ("under-the-radar: incidents", radar, -1),
    ]


# Hours of alignment.

HOURS, SCALES, SEVERAL = (0.0, 0.4, 2.0, 4.0, 8.0, 16.0), (1.0, 4.0), (0.0, 0.6)
OUTCOMES_OF_HOURS = (USES, NEW)
_HOW_MANY = {1.0: "usual number of ideas", 4.0: "four times as many ideas"}
_PLACE = {
    (1.0, 0.0): "usual number of ideas, each of one organisation",
    (4.0, 0.0): "four times as many ideas, each of one organisation",
    (1.0, 0.6): "usual number of ideas, six in ten of several organisations",
    (4.0, 0.6): "four times as many ideas, six in ten of several organisations",
}


def _spent(runs: Runs, hours: float, place: tuple[float, float]) -> int:
    return runs.at(hours=hours, scale=place[0], several=place[1])


def _step(
    runs: Runs, outcome: str, ends: tuple[float, float], place: tuple[float, float]
) -> Contrast:
    more, less = ends
    return runs.held(outcome, {_spent(runs, more, place): 1, _spent(runs, less, place): -1})


def _best(runs: Runs, outcome: str, place: tuple[float, float]) -> float:
    return max(HOURS, key=lambda h: runs.mean(outcome, _spent(runs, h, place)).mean)


def _as_good(runs: Runs, outcome: str, place: tuple[float, float]) -> list[str]:
    best = _best(runs, outcome, place)
    return [
        f"{hours:g}"
        for hours in HOURS
        if hours != best and not _step(runs, outcome, (best, hours), place).shows
    ]


def _hours_finding(runs: Runs) -> list[str]:
    told = []
    for outcome in OUTCOMES_OF_HOURS:
        lines = [f"**{_capital(_unit(outcome))}**:"]
        lines += [f"- {_PLACE[place]}: {_of_place(runs, outcome, place)}" for place in _PLACE]
        told.append("\n".join([lines[0], "", *lines[1:]]))
        told.append(
            "What 16 hours do more than 4, with four times as many ideas against the usual "
            f"number: {_far(runs, outcome, 'scale')}; with ideas of several organisations against "
            f"ideas of one: {_far(runs, outcome, 'several')}."
        )
    return told


def _of_place(runs: Runs, outcome: str, place: tuple[float, float]) -> str:
    best = _best(runs, outcome, place)
    same = _as_good(runs, outcome, place)
    apart = f" Not to be told apart from it: {_named(same)} hours." if same else ""
    if best == 0:
        most = _step(runs, outcome, (HOURS[-1], 0.0), place)
        return f"the mean is highest without any; {HOURS[-1]:g} hours bring {most}.{apart}"
    gain = _step(runs, outcome, (best, 0.0), place)
    end = ""
    if best != HOURS[-1]:
        most = _step(runs, outcome, (HOURS[-1], best), place)
        end = f", and {HOURS[-1]:g} hours against that {most}"
    return f"the mean is highest at {best:g} hours, against none {gain}{end}.{apart}"


def _far(runs: Runs, outcome: str, by: str) -> Contrast:
    """What 16 hours against 4 bring more at the upper level of a condition than at the lower."""
    weights: dict[int, float] = {}
    for scale, several in product(SCALES, SEVERAL):
        upper = scale == SCALES[-1] if by == "scale" else several == SEVERAL[-1]
        for hours, sign in ((HOURS[-1], 0.5), (4.0, -0.5)):
            weights[_spent(runs, hours, (scale, several))] = sign if upper else -sign
    return runs.held(outcome, weights)


def _hours_unshown(runs: Runs) -> list[str]:
    told = []
    for outcome in OUTCOMES_OF_HOURS:
        for by, what in (("scale", "how many ideas there are"), ("several", "whom they concern")):
            found = _far(runs, outcome, by)
            if not found.shows:
                told.append(
                    f"In {_unit(outcome)}, that what many hours bring depends on {what}: {found}."
                )
    return told


def _hours_picture(runs: Runs) -> Picture:
    names = {0.0: "each idea of one organisation", 0.6: "six in ten of several"}
    panels = [
        Panel(
            f"{QUANTITIES[outcome].label}, {_HOW_MANY[scale]}",
            QUANTITIES[outcome].unit,
            {
                names[several]: [
                    runs.mean(outcome, _spent(runs, hours, (scale, several))) for hours in HOURS
                ]
                for several in SEVERAL
            },
        )
        for outcome, scale in product(OUTCOMES_OF_HOURS, SCALES)
    ]
    return Picture(
        "Where hours of alignment pay",
        BARS,
        "leaders' hours of alignment, per idea and week",
        tuple(f"{hours:g}" for hours in HOURS),
        tuple(panels),
    )


def _hours_claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    place = SCALES[0], SEVERAL[0]
    return [("too much aligning stops the work", _step(runs, NEW, (16.0, 4.0), place), -1)]


QUESTIONS = (
    Question(
        "four-signals",
        _signals_finding,
        _signals_picture,
        _signals_unshown,
        _signals_claims,
        "The signals are set, not brought about: what it takes to raise one is another question "
        "(innosim levers). The two values are assumed.",
    ),
    Question(
        "layers-by-span",
        _layers_finding,
        _layers_picture,
        _layers_unshown,
        _layers_claims,
        "The span is varied by the share of managers, so that a narrow span has more managers in "
        "all, none of whom costs anything here. What else layers and spans are for, such as "
        "supervision, is not in the model.",
    ),
    Question(
        "radar-or-open",
        _radar_finding,
        _radar_picture,
        _radar_unshown,
        _radar_claims,
        "Political heat is one number here, how readily something backfires; a hostile minister or "
        "press acts in more ways. The discomfort of sharing unfinished work is not in the model.",
    ),
    Question(
        "alignment-hours",
        _hours_finding,
        _hours_picture,
        _hours_unshown,
        _hours_claims,
        "What leaders would otherwise do with their hours is not in the model, so that hours seem "
        "to cost the pilots' time only.",
    ),
)


def taken(folder: Path) -> dict[str, Any]:
    """What the page needs of a sweep."""
    from innosim.experiments.sweep.content import digest
    from innosim.experiments.sweep.outcomes import read

    found = read(folder)
    if not found.complete:
        raise SystemExit(f"{folder}: not all runs are done")
    plan = found.plan
    return {
        "title": plan.experiment.title,
        "question": " ".join(plan.experiment.question.split()),
        "scenario": plan.experiment.scenario,
        "weeks": plan.base.horizon,
        "plan": plan.digest,
        "results": digest(folder).text,
        "minutes": float(f"{np.nansum(found.seconds) / 60:.2g}"),
        "factors": list(plan.keys),
        "points": [list(plan.values(point).values()) for point in range(plan.points)],
        "values": {
            name: [[_short(value) for value in row] for row in values.tolist()]
            for name, values in found.values.items()
        },
    }


def _short(value: float) -> float | None:
    """Six digits; None where a quantity is not defined."""
    return float(f"{value:.6g}") if np.isfinite(value) else None


def page(data: Facts, claims: Facts) -> str:
    """The page."""
    parts = [_INTRODUCTION]
    for question in QUESTIONS:
        parts += _section(question, Runs(data[question.name]), claims)
    return "\n\n".join([*parts, CAUTION]) + "\n"


_INTRODUCTION = """# Findings

Written by `python docs/findings_page.py` from docs/findings.json, which holds what sweeps of four
shipped [experiments](experiments.md) gave. Every number below is worked out from there.

Differences are taken on the same seeds, replicate by replicate, so that luck cancels out; in
brackets stands the 95 % interval, and *cannot be told apart* means that it holds zero. Each
interval stands for itself: of twenty comparisons in which nothing acts, one on average seems to
show. Ranges, sizes and horizons are those of the experiments; at others the answer may differ."""


def _section(question: Question, runs: Runs, claims: Facts) -> list[str]:
    facts, name = runs.facts, question.name
    replicates = runs.values(USES).shape[1]
    unshown = question.unshown(runs)
    return [
        f"## {facts['title']}",
        facts["question"],
        f"`innosim sweep {name}`: `{facts['scenario']}`, {facts['weeks']} weeks, "
        f"{len(facts['points'])} points of {replicates} runs, "
        f"{len(facts['points']) * replicates:,} runs, {number(facts['minutes'])} minutes of one "
        f"processor on a busy machine. Plan `{facts['plan'][:16]}`, results "
        f"`{facts['results'][:16]}`.",
        f"![{facts['title']}; the numbers stand in figures/finding-{name}.txt]"
        f"(figures/finding-{name}.svg)",
        *question.finding(runs),
        "**What does not show.** " + (" ".join(unshown) or "All that was asked for shows."),
        f"**What it cannot show.** {question.outside}",
        "**Held against [the claims](claims.md).** "
        + " ".join(_claim(claims[claim], claim, *found) for claim, *found in question.claims(runs)),
    ]


def _claim(told: Facts, name: str, found: Contrast, sign: int) -> str:
    """How a contrast and the verdict on a claim go together, and why they may not."""
    there = told["verdict"] in ("built in", "emergent", "shown")
    here = found.shows and found.mean * sign > 0
    asked = told["asked"].rpartition("; ")[2]
    given = f", and given {told['given']}" if told["given"] else ""
    if there == here:
        both = "shows there and here" if here else "shows neither there nor here"
        return f'"{_capital(name)}" {both}: {found}.'
    where = "shows there, and not here" if there else "does not show there, and does here"
    opposite = ", it even goes the other way" if there and found.shows else ""
    return (
        f'"{_capital(name)}" {where}{opposite}: {found}. There it was asked of {asked}{given}; '
        "horizon, size and what is given differ from this experiment."
    )


def main() -> None:
    """Take numbers if asked to, then write the page and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--take", type=Path, metavar="FOLDER")
    folder = parser.parse_args().take
    data = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
    if folder:
        names = [question.name for question in QUESTIONS]
        data |= {name: taken(folder / name) for name in names if (folder / name).is_dir()}
        text = json.dumps(data, separators=(",", ":")).replace('],"', '],\n"')
        DATA.write_text(text + "\n", encoding="utf-8", newline="\n")
    for question in QUESTIONS:
        picture = question.picture(Runs(data[question.name]))
        save(draw(picture), describe(picture), FIGURES / f"finding-{question.name}")
    claims = json.loads(CLAIMS.read_text(encoding="utf-8"))["claims"]
    PAGE.write_text(page(data, claims), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
