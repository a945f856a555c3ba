"""What the answers of several people say of a service, as parameters with ranges.

Of each signal the level is the mean of the answers of those who know, 0.5 where nobody knows. The
range goes from the lower decile of the lower ends of all answers to the upper decile of the upper
ends, "don't know" going from 0 to 1: so it holds what nearly everybody says, and one who does not
know widens it without making all others count for nothing. Both are assumed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import fmean
from typing import Any

import numpy as np

from innosim.organisation.generate import GeneratedOrganisation, role_counts, spread_over_layers
from innosim.scenario.files import amended, load
from innosim.scenario.schema import Scenario
from innosim.what_if.planning.worlds import Range
from innosim.what_if.prompting.answers import LEAST_STAFF, MOST_LAYERS, MOST_STAFF, Answers
from innosim.what_if.prompting.questions import LEVELS, NAMES, QUESTIONS, ROLES, Question, span_of

BASE = "small-service"
"""The scenario that a described service builds on."""

USUAL_STAFF = 1_000
"""People of a service whose size is not known: those of the base."""

STAFF_OF_ONE = 500
"""People for each organisation of a service, as in the base."""

USUAL_SPAN, LEAST_SPAN = 8, 2
"""Most subordinates of a manager: as by default, and where more layers are stated; assumed."""

OUTER = 0.1
"""Share of the people whose answers a range may leave out at either end; assumed."""

APART = 1.0
"""Levels by which the means of two roles differ where they are said to disagree; assumed."""

_NAME = re.compile(r"described-(\d{2,6})-(\d{1,2})((?:-\d{1,4}){4})")


@dataclass(frozen=True)
class Service:
    """A service as it is described: size, layers and signals.

    Attributes:
        headcount: people.
        layers: of middle managers; 0: not stated.
        signals: where each signal rests, 0 to 1, in thousandths, in the order of `NAMES`.
    """

    headcount: int
    layers: int
    signals: tuple[int, ...]

    @property
    def name(self) -> str:
        """A short name that holds all of it; see `service_of`."""
        return "-".join(map(str, ("described", self.headcount, self.layers, *self.signals)))

    @property
    def title(self) -> str:
        """In words."""
        return f"The service you described: {self.headcount:,} people"

    def level(self, signal: str) -> float:
        """Where a signal rests."""
        return self.signals[NAMES.index(signal)] / 1000

    @property
    def organisation(self) -> dict[str, int]:
        """The settings of `organisation.generate`."""
        organisations = max(1, round(self.headcount / STAFF_OF_ONE))
        found = {"headcount": self.headcount, "organisations": organisations}
        if self.layers:
            found |= {"layers": self.layers, "span": _span(found, self.layers)}
        return found

    @property
    def tables(self) -> dict[str, Any]:
        """As the tables of a scenario file."""
        signals = {
            key.partition(".")[2]: self.level(question.signal)
            for question in QUESTIONS
            for key in question.keys
        }
        return {
            "base": BASE,
            "title": self.title,
            "story": "A service as its people describe it by the four prompting questions.",
            "source": "Answers of people; what an answer stands for is assumed.",
            "organisation": {"generate": self.organisation},
            "signals": signals,
        }

    @property
    def scenario(self) -> Scenario:
        """The scenario that the tables make."""
        return _scenario(self)


@lru_cache(maxsize=64)
def _scenario(service: Service) -> Scenario:
    tables = service.tables
    settings = [f"organisation.generate.{k}={v}" for k, v in service.organisation.items()]
    settings += [f"signals.{key}={value!r}" for key, value in tables["signals"].items()]
    texts = {key: tables[key] for key in ("title", "story", "source")}
    return amended(load(BASE), settings).model_copy(update=texts)


def service_of(name: str) -> Service | None:
    """The service that a short name stands for; None if it is none, or out of range."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    signals = tuple(map(int, found[3].split("-")[1:]))
    service = Service(int(found[1]), int(found[2]), signals)
    fits = LEAST_STAFF <= service.headcount <= MOST_STAFF and service.layers <= MOST_LAYERS
    return service if fits and max(signals) <= 1000 and service.name == name else None


@dataclass(frozen=True)
class Said:
    """What people say of a signal.

    Attributes:
        question: which was asked.
        level: where it rests, 0 to 1.
        low, high: its range.
        by_role: the answers by role, sorted, 0 for "don't know".
    """

    question: Question
    level: float
    low: float
    high: float
    by_role: Mapping[str, tuple[int, ...]]

    @property
    def unknown(self) -> int:
        """How many do not know."""
        return sum(levels.count(0) for levels in self.by_role.values())

    @property
    def people(self) -> int:
        """How many were asked."""
        return sum(map(len, self.by_role.values()))

    def mean_of(self, role: str) -> float | None:
        """The mean answer of those of a role who know."""
        known = [level for level in self.by_role.get(role, ()) if level]
        return fmean(known) if known else None

    @property
    def disagreement(self) -> str:
        """What roles say where they are apart; empty where they are not."""
        means = {role: mean for role in ROLES if (mean := self.mean_of(role)) is not None}
        if len(means) < 2 or max(means.values()) - min(means.values()) < APART:
            return ""
        return ", ".join(f"{ROLES[role]} say {mean:.2g}" for role, mean in means.items())

    @property
    def spread(self) -> str:
        """Which roles differ by two answers or more among themselves."""
        told = []
        for role in ROLES:
            known = [level for level in self.by_role.get(role, ()) if level]
            if known and max(known) - min(known) >= 2:
                told.append(f"{ROLES[role]} say from {min(known)} to {max(known)}")
        return ", ".join(told)


@dataclass(frozen=True)
class Portrait:
    """A service as several people describe it."""

    answers: Answers

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """What is said of each signal, in the order of the questions."""
        return tuple(_said(question, self.answers) for question in QUESTIONS)

    @property
    def service(self) -> Service:
        """The service, each signal at its level."""
        headcount = self.answers.headcount or USUAL_STAFF
        signals = tuple(round(1000 * said.level) for said in self.said)
        return Service(headcount, self.answers.layers or 0, signals)

    @property
    def ranges(self) -> list[Range]:
        """The range of each setting of a signal."""
        return [Range(key, s.low, s.high) for s in self.said for key in s.question.keys]

    @property
    def weakest(self) -> list[Said]:
        """The signals, that of the lowest level first."""
        return sorted(self.said, key=lambda said: said.level)


def _said(question: Question, answers: Answers) -> Said:
    spans = [span_of(person.level(question.signal)) for person in answers.people]
    known = [level for p in answers.people if (level := p.level(question.signal)) is not None]
    low = round(float(np.quantile([span[0] for span in spans], OUTER)), 3)
    high = round(float(np.quantile([span[1] for span in spans], 1 - OUTER)), 3)
    middle = (fmean(known) - 0.5) / LEVELS if known else 0.5
    by_role: dict[str, tuple[int, ...]] = {}
    for role in ROLES:
        own = sorted(p.level(question.signal) or 0 for p in answers.people if p.role == role)
        if own:
            by_role[role] = tuple(own)
    return Said(question, round(min(max(middle, low), high), 3), low, high, by_role)


def _span(stated: Mapping[str, int], layers: int) -> int:
    """The widest span, up to the usual one, at which the largest organisation has its layers."""
    for span in range(USUAL_SPAN, LEAST_SPAN, -1):
        if _layers(stated, span) >= layers:
            return span
    return LEAST_SPAN


def _layers(stated: Mapping[str, int], span: int) -> int:
    made = GeneratedOrganisation.model_validate(stated)
    leaders, middle = role_counts(made, made.sizes())
    top: Sequence[int] = [1, *spread_over_layers(int(leaders[0]) - 1, 1, span, None)]
    return len(spread_over_layers(int(middle[0]), top[-1], span, None))


def parameters(portrait: Portrait) -> list[dict[str, Any]]:
    """How answers became parameters: a row for each setting, all of it assumed but the answers."""
    answers, service = portrait.answers, portrait.service
    rows = []
    for key, value in service.organisation.items():
        known = answers.headcount if key in ("headcount", "organisations") else answers.layers
        stated = "as answered" if known is not None else "not known: as in small-service"
        rows.append(_row(f"organisation.generate.{key}", value, (value, value), _ORGANISATION[key]))
        if key in ("headcount", "layers"):
            rows[-1]["how"] = f"{stated}; {rows[-1]['how']}"
    for said in portrait.said:
        how = f"mean of the answers on {said.question.signal}; five equal parts of 0 to 1, assumed"
        ends = (said.low, said.high)
        rows += [_row(key, said.level, ends, (how, 0, 1, "share")) for key in said.question.keys]
    return rows


_ORGANISATION = {
    "headcount": ("not varied", LEAST_STAFF, MOST_STAFF, "people"),
    "organisations": ("one for 500 people, assumed", 1, 10_000, "organisations"),
    "layers": ("at most so many of middle managers; not varied", 1, MOST_LAYERS, "layers"),
    "span": ("the widest up to 8 that gives these layers, assumed", 2, 100, "people"),
}


def _row(
    key: str,
    value: float,
    ends: tuple[float, float],
    declared: tuple[str, float, float, str],
) -> dict[str, Any]:
    how, least, most, unit = declared
    low, high = ends
    return {
        "key": key,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "least": least,
        "most": most,
        "how": how,
    }
