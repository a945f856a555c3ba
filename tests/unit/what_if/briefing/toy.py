"""Notes on a tiny service, and notes on made-up numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from innosim.what_if.briefing.brief import Brief, asked, made
from innosim.what_if.briefing.causes import CAUSES
from innosim.what_if.briefing.facts import facts_of
from innosim.what_if.briefing.settings import settings_of
from innosim.what_if.comparison.compare import Comparison
from innosim.what_if.comparison.runs import Bench, Found
from tests.unit.what_if.comparison.toy import made_up, service

Facts = dict[str, Any]
PLAN = ("practices.yes_and=1", 'title="Yes, and"')


@cache
def note() -> Brief:
    """A note that was really run: two worlds of a year."""
    settings = asked([service("horizon=60"), service("horizon=60", *PLAN)], "Is it worth it?", 2)
    return made(settings, Bench(settings.seed))


def made_up_facts(
    values: Mapping[str, Sequence[float]], causes: Mapping[str, Sequence[float]] | None = None
) -> Facts:
    """The facts of a note in whose arms the headline, and some causes, have these values by kind.

    A cause is named as in "plan end_pilot"; the others are 1 everywhere.
    """
    found = made_up(values)
    arms = [
        {**one, **_causes(arm.kind, len(found.seeds), causes or {})}
        for arm, one in zip(found.arms, found.found, strict=True)
    ]
    whole = Comparison(found.arms, arms, found.seeds)
    settings = settings_of(found.arms, "What would it bring?", len(found.seeds))
    return facts_of(settings, whole, {found.arms[1].name: arms[1]}, {})


def _causes(kind: str, worlds: int, causes: Mapping[str, Sequence[float]]) -> Found:
    return {
        cause.name: np.array(causes.get(f"{kind} {cause.name}", [1.0] * worlds), float)[:, None]
        for cause in CAUSES
    }
