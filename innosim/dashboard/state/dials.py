"""What a page offers to move: levers (what somebody does) and assumptions (how the world is)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from innosim import catalogue
from innosim.parameters import facts
from innosim.scenario.explain import field_at
from innosim.scenario.schema import PRACTICES, Scenario, scenario_model

SIGNALS, LEADERS, RESTS, WORLD = "signals", "practices", "rests", "world"
GROUPS = {
    SIGNALS: "Four signals: push",
    LEADERS: "What leaders practise",
    RESTS: "Where the signals rest",
    WORLD: "People and politics",
}
_SIGNALS = {
    "clarity": ("clarity_what", "clarity_why", "clarity_who"),
    "parity": ("parity",),
    "suitability": ("skills", "data", "infrastructure"),
    "normality": ("normality",),
}
_MEANINGS = {
    "clarity": "It is clear what innovation means, why and where it is wanted, and who does what.",
    "parity": "New options stand equal to the known way of doing things.",
    "suitability": "Skills, data, infrastructure and rules fit what is to be done.",
    "normality": "Innovation is part of the job, not a deviation from it.",
}
_WORLD = {
    "caution": ("people.risk_aversion_middle", "Caution of middle managers", 1.0, 0.05),
    "capacity": ("gates.capacity", "Time of middle managers for new ideas", 0.3, 0.01),
    "drift": ("politics.drift", "Drift of political priorities", 0.1, 0.01),
}
_PLAINLY = {
    "drift": "How fast politics turns: in a typical week the weight of a theme changes by about "
    "this part of it, so that 0.02 is 2 %."
}
"""What is said of a dial where the meaning of its parameter takes a statistician."""
_BELIEF = (
    "What leaders' practices bring about, as a factor: 1 as assumed, 0 nothing, below the reverse"
)


@dataclass(frozen=True)
class Dial:
    """One slider.

    Attributes:
        name: short, for links.
        label, meaning, unit: for the reader.
        group: the heading that it stands under, a key of `GROUPS`.
        keys: the settings of a scenario that it sets, all to the same value.
        low, high, step: its range.
    """

    name: str
    label: str
    meaning: str
    unit: str
    group: str
    keys: tuple[str, ...]
    low: float
    high: float
    step: float

    @property
    def assumed(self) -> bool:
        """Whether it says how the world is, and not what somebody does."""
        return self.group in (RESTS, WORLD)

    def of(self, scenario: Scenario) -> float:
        """Where it stands in a scenario: the mean of its settings."""
        values = [_value(scenario, key) for key in self.keys]
        return round(sum(values) / len(values), 6)

    def rests(self, value: float, scenario: Scenario) -> bool:
        """Whether a value is the one that a scenario has."""
        return abs(value - self.of(scenario)) <= self.step / 100

    def clamped(self, value: float) -> float:
        """The nearest value that it can take."""
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return round(self.low + steps * self.step, 6)


@cache
def dials() -> dict[str, Dial]:
    """All dials by name, in the order of the page."""
    found = [*_pushes(), *_practices(), *_rests(), *_world()]
    return {dial.name: dial for dial in found}


def _pushes() -> list[Dial]:
    return [
        Dial(name, name.capitalize(), text, "push", SIGNALS, _keys("", name), 0, 1, 0.1)
        for name, text in _MEANINGS.items()
    ]


def _rests() -> list[Dial]:
    return [
        Dial(
            f"rest_{name}",
            f"{name.capitalize()} at rest",
            f"Where it is without anybody's doing. {text}",
            "share",
            RESTS,
            _keys("base_", name),
            0,
            1,
            0.05,
        )
        for name, text in _MEANINGS.items()
    ]


def _practices() -> list[Dial]:
    found = []
    for name in PRACTICES:
        declared = catalogue.intervention(name)
        key = (f"practices.{name}",)
        text = declared.message or declared.title
        found.append(Dial(name, declared.title, text, "strength", LEADERS, key, 0, 1, 0.1))
    return found


def _world() -> list[Dial]:
    found = []
    for name, (key, label, most, step) in _WORLD.items():
        field = field_at(scenario_model(), tuple(key.split(".")))
        assert field is not None
        declared = facts(field)
        text, unit = str(declared["meaning"]), str(declared["unit"])
        text = _PLAINLY.get(name, f"{text[:1].upper()}{text[1:]}.")
        low, high = declared["low"], declared["high"]
        found.append(Dial(name, label, text, unit, WORLD, (key,), low, min(high, most), step))
    keys = tuple(f"assumptions.effects.{name}" for name in PRACTICES)
    label = "What practices bring"
    found.append(Dial("belief", label, f"{_BELIEF}.", "factor", WORLD, keys, -1, 1, 0.25))
    return found


def _keys(prefix: str, signal: str) -> tuple[str, ...]:
    return tuple(f"signals.{prefix}{part}" for part in _SIGNALS[signal])


def _value(scenario: Scenario, key: str) -> float:
    return float(attrgetter(key)(scenario))
