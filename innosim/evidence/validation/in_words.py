"""Settings and directions in words."""

from __future__ import annotations

from innosim.evidence.ablation import in_words
from innosim.evidence.validation.claim import Settings


def settings(chosen: Settings) -> str:
    """Settings as KEY=VALUE, interventions by name."""
    return ", ".join(_one(key, value) for key, value in chosen.items()) or "as it is"


def _one(key: str, value: object) -> str:
    if key != "interventions" or not isinstance(value, list):
        return f"{key}={in_words(value)}"
    return " and ".join(_delivery(delivery) for delivery in value)


def _delivery(delivery: dict[str, object]) -> str:
    others = [f"{key} {_value(value)}" for key, value in delivery.items() if key != "kind"]
    return f"{delivery['kind']}{' (' + ', '.join(others) + ')' if others else ''}"


def _value(value: object) -> str:
    return " and ".join(map(str, value)) if isinstance(value, list) else in_words(value)


def by_at_least(minimum: float) -> str:
    """A minimum effect, or nothing."""
    return f" by at least {minimum:.0%}" if minimum else ""


def moves(sign: int) -> str:
    """A direction."""
    return "rises" if sign > 0 else "falls"
