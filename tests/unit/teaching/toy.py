"""A league table that was made up."""

from __future__ import annotations

from typing import Any


def number(value: float, half: float, verdict: str = "") -> dict[str, Any]:
    return {
        "value": value,
        "unit": "in the whole run",
        "low": value - half,
        "high": value + half,
        "verdict": verdict,
    }


def standing(table: int, place: int, shared: bool, more: float) -> dict[str, Any]:
    verdict = "better" if more > 0.5 else "cannot be told apart"
    return {
        "table": table,
        "place": place,
        "shared": shared,
        "cards": ["forums", "yes_and"],
        "hours": 26.0,
        "practices": number(3 + more, 1),
        "more": number(more, 0.5, verdict),
        "burden": number(0.1, 0.2, "cannot be told apart"),
        "regret": number(0.2, 0.1),
    }


RESULTS: dict[str, Any] = {
    "world": "A service",
    "seed": 7,
    "pairs": 30,
    "nothing": number(3, 0.5),
    "standings": [
        standing(2, 1, True, 1.2),
        standing(1, 1, True, 1.1),
        standing(3, 3, False, 0.1),
    ],
}
