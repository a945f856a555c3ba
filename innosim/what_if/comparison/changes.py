"""What one scenario has otherwise than another: levers that are pulled, and assumptions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from innosim.parameters import facts
from innosim.scenario.content import differences
from innosim.scenario.explain import field_at
from innosim.scenario.schema import Delivery, Scenario, scenario_model

LEVERS = ("interventions", "add_interventions", "practices")
SETTING = ("seed", "record", "format", "budget")
"""Keys that are the same in all arms, or change no world."""


@dataclass(frozen=True)
class Changes:
    """What was changed, in words, by its kind.

    Attributes:
        levers: what somebody does: interventions, practices, and numbers that are levers.
        assumptions: how the service or the world is: all other parameters.
    """

    levers: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def changes(scenario: Scenario, reference: Scenario) -> Changes:
    """The settings in which a scenario differs from another one, texts and seed left out."""
    found = [
        change
        for change in differences(scenario, reference)
        if change.key.split(".")[0] not in (*SETTING, "interventions")
    ]
    words = {c.key: f"{c.key}: {_shown(c.old)} -> {_shown(c.new)}" for c in found}
    levers = [text for key, text in words.items() if is_lever(key)]
    return Changes(
        levers=(*_deliveries(scenario, reference), *levers),
        assumptions=tuple(text for key, text in words.items() if not is_lever(key)),
    )


def is_lever(key: str) -> bool:
    """Whether a key says what somebody does, and not how the service or the world is."""
    parts = tuple(key.split("."))
    if parts[0] in LEVERS:
        return True
    field = field_at(scenario_model(), parts)
    return field is not None and bool(facts(field)["lever"])


def _deliveries(scenario: Scenario, reference: Scenario) -> list[str]:
    new = Counter(map(_in_words, scenario.interventions))
    old = Counter(map(_in_words, reference.interventions))
    added = [f"with {words}" for words in (new - old).elements()]
    return added + [f"without {words}" for words in (old - new).elements()]


def _in_words(delivery: Delivery) -> str:
    stated = delivery.model_dump(exclude_defaults=True)
    kind = stated.pop("kind")
    details = ", ".join(f"{name} {_shown(value)}" for name, value in stated.items())
    return f"{kind} ({details})" if details else str(kind)


def _shown(value: Any) -> str:
    if value is None or value in ([], ()):
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
