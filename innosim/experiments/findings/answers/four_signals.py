"""How the four signals interact: clarity, parity, suitability and normality."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from innosim.analysis.words import number
from innosim.experiments.findings.answers.question import (
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
from innosim.figures.panels import Mean, Panel, Picture

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
    return runs.at(levels)


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


def _finding(runs: Runs) -> list[str]:
    return [_of_signals(runs, outcome) for outcome in OUTCOMES_OF_SIGNALS]


def _of_signals(runs: Runs, outcome: str) -> str:
    whole = runs.held(outcome, {_service(runs, SIGNALS): 1, _service(runs, []): -1})
    alone = {name: _alone(runs, outcome, name) for name in SIGNALS}
    last = {name: _last(runs, outcome, name) for name in SIGNALS}
    shown = [f"{name} {one}" for name, one in alone.items() if one.shows]
    by_itself = named(shown) if shown else "none can be told apart from zero"
    most = max(SIGNALS, key=lambda name: last[name].mean)
    told = [
        f"**{capital(unit(outcome))}.** All four strong against all four weak: {whole}.",
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
        parts = [
            f"{one} and {other} {found[one, other]}"
            for one, other in found
            if found[one, other].shows and found[one, other].mean * sign > 0
        ]
        if parts:
            yield f"Pairs that do {way} together than apart: {named(parts)}."


def _unshown(runs: Runs) -> list[str]:
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
            told.append(f"In {unit(outcome)} cannot be told apart from zero: {', '.join(parts)}.")
    return told


def _picture(runs: Runs) -> Picture:
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


def _claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    return [("the determinants need each other", _together(runs, NEW), 1)]


QUESTION = Question(
    "four-signals",
    _finding,
    _picture,
    _unshown,
    _claims,
    "The signals are set, not brought about: what it takes to raise one is another question "
    "(innosim levers). The two values are assumed.",
)
