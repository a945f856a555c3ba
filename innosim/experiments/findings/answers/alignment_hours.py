"""Where hours of alignment pay."""

from __future__ import annotations

from itertools import product

from innosim.experiments.findings.answers.question import (
    BARS,
    NEW,
    QUANTITIES,
    USES,
    Question,
    Runs,
    capital,
    named,
    unit,
)
from innosim.experiments.findings.contrasts import Contrast
from innosim.figures.panels import Panel, Picture

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
    return runs.at({"hours": hours, "scale": place[0], "several": place[1]})


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


def _finding(runs: Runs) -> list[str]:
    told = []
    for outcome in OUTCOMES_OF_HOURS:
        lines = [f"**{capital(unit(outcome))}**:"]
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
    apart = f" Not to be told apart from it: {named(same)} hours." if same else ""
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


def _unshown(runs: Runs) -> list[str]:
    told = []
    for outcome in OUTCOMES_OF_HOURS:
        for by, what in (("scale", "how many ideas there are"), ("several", "whom they concern")):
            found = _far(runs, outcome, by)
            if not found.shows:
                told.append(
                    f"In {unit(outcome)}, that what many hours bring depends on {what}: {found}."
                )
    return told


def _picture(runs: Runs) -> Picture:
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


def _claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    place = SCALES[0], SEVERAL[0]
    return [("too much aligning stops the work", _step(runs, NEW, (16.0, 4.0), place), -1)]


QUESTION = Question(
    "alignment-hours",
    _finding,
    _picture,
    _unshown,
    _claims,
    "What leaders would otherwise do with their hours is not in the model, so that hours seem "
    "to cost the pilots' time only.",
)
