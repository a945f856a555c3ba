"""What a calibration found, as plain data: what is written, drawn and told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import __version__
from innosim.evidence.calibration.levels import Level, declared, own_values, places
from innosim.evidence.calibration.points import Outcome
from innosim.evidence.calibration.register import Register
from innosim.evidence.calibration.targets import Target
from innosim.evidence.calibration.waves import Found

KIND = "innosim calibration"
FORMAT = 1

PINNED = 0.5
"""Share of a level's bounds that the set spans, below which it counts as pinned down; assumed."""

TIED = 0.5
"""Rank correlation from which two levels count as tied, if chance is no explanation; assumed."""

CHANCE = 2.576
"""Standard errors of a rank correlation that chance exceeds once in a hundred times."""

ENOUGH = 10
"""Members from which it is said what is pinned down; ten points spread over the whole of the bounds
would span less than half of them once in a hundred times."""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """In what the points were run.

    Attributes:
        scenario: the scenario as it was named.
        title: its title.
        people: people of the service that was simulated.
        full: people of the scenario's own service.
        weeks, replicates, seed: of each point.
    """

    scenario: str
    title: str
    people: int
    full: int
    weeks: int
    replicates: int
    seed: int


def facts_of(found: Found, setting: Setting) -> Facts:
    """Everything a calibration found, as data that can be written as JSON."""
    aim = found.plan.aim
    chosen = found.chosen
    return {
        "kind": KIND,
        "format": FORMAT,
        "version": __version__,
        **vars(setting),
        "design_seed": found.plan.seed,
        "search": found.plan.search,
        "register": _register(aim.register),
        "waves": [_wave(wave) for wave in found.waves],
        "levels": [_level(found, level) for level in aim.levels],
        "correlations": _correlations(found),
        "outputs": [_output(found, target) for target in aim.targets],
        "members": [one.point.number for one in found.members],
        "surely": [one.point.number for one in found.members if one.surely_fits(aim.targets)],
        "chosen": None if chosen is None else chosen.point.number,
        "as_it_is_fits": found.as_it_is.fits(aim.targets),
        "points": [_point(found, one) for one in found.outcomes],
    }


def _wave(wave: Any) -> Facts:
    return {
        "number": wave.number,
        "points": wave.points,
        "fit": wave.fit,
        "left": wave.left,
        "emulators": [
            {
                "output": emulator.target.name,
                "degree": emulator.degree,
                "explained": emulator.explained,
                "scatter": emulator.scatter,
            }
            for emulator in wave.emulators
        ],
    }


def _register(register: Register | None) -> Facts | None:
    if register is None:
        return None
    return {
        "file": register.file.name,
        "first": register.first.isoformat(),
        "last": register.last.isoformat(),
        "weeks": register.weeks,
        "staff": register.staff,
        "ideas": register.ideas,
        "early": register.early,
        "fates": register.fates,
    }


def _level(found: Found, level: Level) -> Facts:
    values = [one.point.levels[level.key] for one in found.members]
    low, high = (min(values), max(values)) if values else (None, None)
    spans = None
    if values:
        spans = abs(level.place(max(values)) - level.place(min(values)))
    about = declared(level.key)
    chosen = found.chosen
    return {
        "key": level.key,
        "label": level.label,
        "unit": about["unit"],
        "meaning": about["meaning"],
        "low": level.low,
        "high": level.high,
        "scale": level.scale,
        "along": list(level.along),
        "set": [low, high],
        "spans": spans,
        "pinned": spans is not None and len(values) >= ENOUGH and spans < PINNED,
        "chosen": None if chosen is None else chosen.point.levels[level.key],
        "as_it_is": own_values(found.plan.scenario, [level])[level.key],
    }


def _correlations(found: Found) -> list[list[float]] | None:
    """Rank correlations of the levels over the set; None with too few members."""
    levels = found.plan.aim.levels
    if len(found.members) < ENOUGH or len(levels) < 2:
        return None
    where = np.array([places(levels, one.point.levels) for one in found.members])
    ranks = where.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable").astype(float)
    table: NDArray[np.float64] = np.corrcoef(ranks.T)
    return [[round(float(value), 6) for value in row] for row in table]


def _output(found: Found, target: Target) -> Facts:
    name = target.name
    values = np.array([one.means[name] for one in found.members])
    values = values[~np.isnan(values)]
    spread = [float(f(values)) for f in (np.min, np.median, np.max)] if len(values) else None
    chosen = found.chosen
    return {
        "name": name,
        "label": target.measure.label,
        "unit": target.measure.unit,
        "fitted": target.fitted,
        "band": None if target.low is None else list(target.band()),
        "source": target.source,
        "set": spread,
        "within": _within(target, values),
        "chosen": None if chosen is None else _interval(chosen, name),
        "as_it_is": _interval(found.as_it_is, name),
    }


def _within(target: Target, values: NDArray[np.float64]) -> int | None:
    """How many members lie in the band."""
    return None if target.low is None else sum(target.met(float(value)) for value in values)


def _interval(outcome: Outcome, name: str) -> list[float | None]:
    return [_number(value) for value in outcome.interval(name)]


def _point(found: Found, outcome: Outcome) -> Facts:
    targets = found.targets
    fits = outcome.fits(targets)
    return {
        "number": outcome.point.number,
        "wave": outcome.point.wave,
        "fits": fits,
        "surely": fits and outcome.surely_fits(targets),
        "change": found.change(outcome),
        "levels": dict(outcome.point.levels),
        "outputs": {target.name: _interval(outcome, target.name) for target in targets},
    }


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def tied(facts: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    """Pairs of levels that the set ties to each other, with their rank correlation."""
    table: Sequence[Sequence[float]] | None = facts["correlations"]
    if table is None:
        return []
    names = [level["key"] for level in facts["levels"]]
    least = max(TIED, CHANCE / sqrt(len(facts["members"]) - 1))
    return [
        (names[i], names[j], table[i][j])
        for i in range(len(names))
        for j in range(i)
        if abs(table[i][j]) >= least
    ]
