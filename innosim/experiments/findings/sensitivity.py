"""Which factors of a sweep matter: the method that fits its design, for each quantity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

from innosim import __version__
from innosim.analysis import parts
from innosim.errors import InputError
from innosim.experiments.design import schema
from innosim.experiments.design.designs import MORRIS_LEVELS
from innosim.experiments.design.plan import Plan
from innosim.experiments.findings import sensitivity_page as page
from innosim.experiments.findings.cases import Cases, cases, factor_place, outcomes_of
from innosim.experiments.findings.grouped import heat, profile
from innosim.experiments.influence import morris, pawn, sobol
from innosim.experiments.influence.luck import Luck, luck
from innosim.experiments.sweep.outcomes import Outcomes

SOBOL, MORRIS, PAWN = "sobol", "morris", "pawn"
METHODS = (SOBOL, MORRIS, PAWN)
SEED = 1
"""Of bootstraps and dummies."""

Facts = dict[str, Any]
Rows = list[Facts]


@dataclass(frozen=True)
class Sensitivity:
    """Which factors matter; a notebook shows it as tables.

    Attributes:
        facts: all of it as plain values, such as JSON has.
    """

    facts: Facts

    def table(self, metric: str) -> Rows:
        """The factors, the one that matters most first.

        Raises:
            InputError: if that quantity was not looked at.
        """
        found = {one["name"]: one["rows"] for one in self.facts["metrics"]}
        if metric not in found:
            raise InputError(f"{metric!r} was not looked at; there are {', '.join(found)}")
        rows: Rows = found[metric]
        return rows

    @cached_property
    def figures(self) -> Mapping[str, tuple[Any, str]]:
        """Figures of matplotlib by name, each with a text that says the same."""
        from innosim.figures import sensitivity

        return sensitivity.figures(self.facts)

    def __str__(self) -> str:
        return parts.text(page.parts(self.facts))

    def _repr_html_(self) -> str:
        return parts.html(page.parts(self.facts))


def sensitivity(
    sweep: Outcomes | Path | str,
    method: str | None = None,
    metrics: Sequence[str] = (),
    without_failed: bool = False,
    heat_of: tuple[str, str] | None = None,
) -> Sensitivity:
    """Say which factors of a sweep matter, and how much of what differs is luck.

    Args:
        sweep: its outcomes, or its folder.
        method: "sobol", "morris" or "pawn"; without it, the one that fits the design.
        metrics: the quantities; all of the sweep without it.
        without_failed: leave out points with runs that have no number (PAWN), or the walks that
            they are in (Morris).
        heat_of: two factors for the heat map; the two that matter most without it.

    Raises:
        InputError: if the method does not fit the design, runs have no number, or SALib is missing.

    Example:
        Any function of the factors can stand for the runs; here the lever alone decides.

        >>> import numpy as np
        >>> from innosim import sensitivity
        >>> from innosim.experiments.design.plan import plan_of
        >>> from innosim.experiments.design.schema import Experiment, Varied
        >>> plan = plan_of(Experiment(
        ...     title="Toy", scenario="small-service", metrics=("energy",),
        ...     levers={"practices.yes_and": Varied(values=(0.0, 0.5, 1.0))},
        ...     uncertainties={"signals.base_parity": Varied(low=0.2, high=0.8)},
        ...     design={"kind": "latin_hypercube", "size": 120},
        ... ))
        >>> energy = np.array([[plan.values(point)["practices.yes_and"]] for point in range(120)])
        >>> done = np.full((120, 1), "done")
        >>> found = sensitivity(Outcomes(plan, {"energy": energy}, done, {}, np.ones((120, 1))))
        >>> [(row["factor"], row["shows"]) for row in found.table("energy")]
        [('practices.yes_and', True), ('signals.base_parity', False)]
    """
    outcomes = outcomes_of(sweep)
    plan = outcomes.plan
    chosen = method_for(plan, method)
    if without_failed and chosen == SOBOL:
        raise InputError(
            "--without-failed cannot be had with sobol, whose scheme needs every point; "
            "--method pawn can do without"
        )
    pair = None if heat_of is None else _two(plan, heat_of)
    found = [
        _of_metric(cases(outcomes, name, without_failed), chosen, pair)
        for name in metrics or plan.metrics
    ]
    return Sensitivity({**_study(plan, chosen), "metrics": found})


def method_for(plan: Plan, asked: str | None) -> str:
    """The method that fits the design of a plan.

    Raises:
        InputError: if another one is asked for that does not fit, or there is no such method.
    """
    kind = plan.experiment.design.kind
    own = {schema.SOBOL: SOBOL, schema.MORRIS: MORRIS}.get(kind, PAWN)
    if asked is None or asked == own:
        return own
    if asked not in METHODS:
        raise InputError(f"there is no method {asked!r} (there are: {', '.join(METHODS)})")
    if asked == PAWN and kind == schema.SOBOL:
        return PAWN
    needs = "points of any layout but morris" if asked == PAWN else f"a design of kind {asked}"
    raise InputError(f"{asked} needs {needs}, this one is {kind}: --method {own} fits it")


def _two(plan: Plan, keys: tuple[str, str]) -> tuple[int, int]:
    one, other = (factor_place(plan, key) for key in keys)
    if one == other:
        raise InputError(f"a heat map needs two factors, {keys[0]} is named twice")
    return one, other


def _study(plan: Plan, method: str) -> Facts:
    design = plan.experiment.design
    return {
        "innosim": __version__,
        "analysis": "sensitivity",
        "experiment": plan.experiment.title,
        "question": plan.experiment.question,
        "plan": plan.digest,
        "method": method,
        "design": design.kind,
        "size": design.size,
        "points": plan.points,
        "replicates": plan.replicates,
        "paired": plan.paired,
        "factors": [
            {"key": f.key, "kind": f.kind, "unit": f.unit, "meaning": f.meaning}
            for f in plan.factors
        ],
    }


def _of_metric(found: Cases, method: str, pair: tuple[int, int] | None) -> Facts:
    spread = luck(found.values, found.plan.paired)
    varies = spread.variance > 0
    rows, pairs = _METHODS[method](found, spread) if varies else ([], [])
    rows = sorted(rows, key=lambda row: (-row["value"], row["factor"]))
    quantity = found.quantity
    return {
        "name": quantity.name,
        "label": quantity.label,
        "unit": quantity.unit,
        "meaning": quantity.meaning,
        "points": len(found.points),
        "left_out": found.left_out,
        "mean": plain(float(found.means.mean())),
        "low": plain(float(found.means.min())),
        "high": plain(float(found.means.max())),
        "luck": _luck(spread),
        "rows": rows,
        "pairs": sorted(pairs, key=lambda row: (-row["share"], row["one"], row["other"])),
        "profiles": [_profile(found, row["factor"]) for row in rows],
        "heat": _heat(found, rows, pair),
    }


def _luck(found: Luck) -> Facts:
    numbers = {**asdict(found), "own": found.own, "share": found.share}
    return {name: plain(value) for name, value in numbers.items()}


def _sobol(found: Cases, spread: Luck) -> tuple[Rows, Rows]:
    plan = found.plan
    second = plan.experiment.design.second_order
    share = spread.share
    of_each, pairs = sobol.indices(plan.keys, found.means, second, share, SEED)
    rows = [
        _row(plan, one.factor, (one.total, one.total_error, one.luck, one.shows))
        | {"first": plain(one.first), "first_error": plain(one.first_error)}
        for one in of_each
    ]
    return rows, [
        {"one": p.one, "other": p.other, "share": plain(p.share), "error": plain(p.error)}
        for p in pairs
    ]


def _morris(found: Cases, spread: Luck) -> tuple[Rows, Rows]:
    import numpy as np

    plan = found.plan
    values = np.full((plan.points, plan.replicates), np.nan)
    values[found.points] = found.values
    levels = plan.experiment.design.levels or MORRIS_LEVELS
    changes = morris.changes(plan.keys, plan.places, values, levels, SEED)
    if not changes:
        raise InputError(f"no walk has a number for {found.quantity.name} at each of its points")
    rows = [
        _row(plan, one.factor, (one.size, one.error, 2 * one.noise, one.shows))
        | {"direction": plain(one.direction), "spread": plain(one.spread)}
        | {"walks": one.trajectories}
        for one in changes
    ]
    return rows, []


def _pawn(found: Cases, spread: Luck) -> tuple[Rows, Rows]:
    plan = found.plan
    rows = [
        _row(plan, one.factor, (one.median, one.error, one.dummy, one.shows))
        | {"most": plain(one.most)}
        for one in pawn.distances(plan.keys, found.places, found.means, SEED)
    ]
    return rows, []


_METHODS: Mapping[str, Callable[[Cases, Luck], tuple[Rows, Rows]]] = {
    SOBOL: _sobol,
    MORRIS: _morris,
    PAWN: _pawn,
}


def _row(plan: Plan, key: str, numbers: tuple[float, float, float, bool]) -> Facts:
    value, error, threshold, shows = numbers
    return {
        "factor": key,
        "kind": plan.factors[plan.keys.index(key)].kind,
        "value": plain(value),
        "error": plain(error),
        "threshold": plain(threshold),
        "shows": shows,
    }


def _profile(found: Cases, key: str) -> Facts:
    place = found.plan.keys.index(key)
    return {
        "factor": key,
        "numeric": found.plan.factors[place].numeric,
        "parts": [
            {"at": at, "points": m.points, "mean": plain(m.mean), "half": plain(m.half)}
            for at, m in profile(found, place)
        ],
    }


def _heat(found: Cases, rows: Rows, pair: tuple[int, int] | None) -> Facts | None:
    keys = found.plan.keys
    if len(rows) < 2:
        return None
    one, other = pair or (keys.index(rows[0]["factor"]), keys.index(rows[1]["factor"]))
    map_of = heat(found, one, other)
    return {
        **asdict(map_of),
        "means": [[plain(value) for value in row] for row in map_of.means.tolist()],
        "apart": map_of.apart.tolist(),
        "columns": list(map_of.columns),
        "rows": list(map_of.rows),
    }


def plain(value: float) -> float | None:
    """A number as JSON has it, to ten digits; None if it is not finite."""
    return float(f"{float(value):.10g}") if isfinite(value) else None
