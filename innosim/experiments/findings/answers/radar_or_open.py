"""Under the radar or in the open, by political heat."""

from __future__ import annotations

from itertools import combinations, product

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
    levels = {"openness": openness, "under_radar": hidden, "radar_weeks": weeks}
    return runs.at(levels | {"rate": heat, "engagement": ENGAGED[engaged]})


def _against(runs: Runs, outcome: str, ways: tuple[str, str], at: tuple[float, str]) -> Contrast:
    return runs.held(outcome, {_way(runs, ways[0], *at): 1, _way(runs, ways[1], *at): -1})


def _finding(runs: Runs) -> list[str]:
    told = []
    for engaged, heat in product(ENGAGED, HEATS):
        at = heat, engaged
        shown = [
            f"{way} {found}"
            for way in (OPEN, HALF, TWO)
            if (found := _against(runs, USES, (way, CLOSED), at)).shows
        ]
        rest = named(shown) if shown else "no way can be told apart from it"
        later = [
            f"{way} against the open from the start {found}"
            for way in (HALF, TWO)
            if (found := _against(runs, USES, (way, OPEN), at)).shows
        ]
        waits = f"; {named(later)}" if later else "; whether it waits or not cannot be told apart"
        told.append(
            f"- With {engaged} people engaged, an incident rate of {heat:g} a week: against work "
            f"behind closed doors, {rest}{waits}."
        )
    lead = (
        "work that was under the radar is in the open after that, and what is not named cannot be "
        "told apart"
    )
    return [f"**{capital(unit(USES))}**; {lead}:", "\n".join(told), _of_incidents(runs)]


def _of_incidents(runs: Runs) -> str:
    parts = []
    for engaged in ENGAGED:
        found = _against(runs, "incidents", (OPEN, CLOSED), (HEATS[-1], engaged))
        kept = _against(runs, "incidents", (TWO, OPEN), (HEATS[-1], engaged))
        parts.append(f"with {engaged} people engaged {found}, and two years of radar change {kept}")
    return (
        f"**{capital(unit('incidents'))}**, in the hottest politics: the open against closed "
        f"doors, {'; '.join(parts)}."
    )


def _unshown(runs: Runs) -> list[str]:
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
            f"In {unit(NEW)} {len(parts)} of {whole} comparisons of two ways cannot be told apart."
        ]
    return [f"In {unit(NEW)} cannot be told apart: {', '.join(parts)}."]


def _picture(runs: Runs) -> Picture:
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


def _claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    few = _against(runs, "incidents", (OPEN, CLOSED), (HEATS[-1], "few"))
    radar = _against(runs, "incidents", (TWO, OPEN), (HEATS[-1], "few"))
    return [
        ("openness without engagement is punished", few, 1),
        ("under-the-radar: incidents", radar, -1),
    ]


QUESTION = Question(
    "radar-or-open",
    _finding,
    _picture,
    _unshown,
    _claims,
    "Political heat is one number here, how readily something backfires; a hostile minister or "
    "press acts in more ways. The discomfort of sharing unfinished work is not in the model.",
)
