"""An experiment in words: what is varied, how many runs that makes, what they will take."""

from __future__ import annotations

from collections.abc import Iterator

from innosim.experiments.design import schema
from innosim.experiments.design.checks import shown
from innosim.experiments.design.estimate import Estimate
from innosim.experiments.design.factor import (
    CHOICE,
    DUMMY,
    LEVER,
    NORMAL,
    TRIANGULAR,
    UNIFORM,
    Factor,
)
from innosim.experiments.design.plan import Plan, tried
from innosim.experiments.design.schema import Design

MOST_SHOWN = 8
QUIET = 0.8
"""Share of its time that a process computes at least when it is alone."""


def outlined(plan: Plan) -> Iterator[str]:
    """What the experiment is, in lines."""
    yield f"ok: {plan.experiment.title}"
    yield f"  varied     {plan.base.title}, {_many(plan.base.horizon, 'week')}"
    for factor in plan.factors:
        name = "lever" if factor.kind == LEVER else "uncertain"
        yield f"  {name:<10} {factor.key}: {_spread(factor)}"
    yield f"  design     {layout(plan)}"
    yield f"  points     {_many(plan.points, 'point')}, {_tried(plan)}"
    yield f"  runs       {_many(len(plan), 'run')}: {_replicates(plan)}"
    yield f"  kept       {', '.join(plan.metrics)}"
    if plan.series:
        yield f"  series     {', '.join(plan.series)} {_every(plan.every)}"
    yield f"  digest     {plan.digest[:16]}"


def expected(found: Estimate) -> Iterator[str]:
    """How long the runs will take and how much room they need, in lines."""
    yield (
        f"  time       about {duration(found.seconds)} with --jobs {found.jobs} on this machine "
        f"({found.cores} processors), {_short(found.a_run)} a run"
    )
    if found.idle < QUIET * found.seconds:
        yield f"             the machine is busy; about {duration(found.idle)} if nothing else ran"
    yield f"  size       about {room(found.size)} on disk"
    yield f"  sample     {_many(found.trials, 'point')}, timed for {_many(found.weeks, 'week')}"


def layout(plan: Plan) -> str:
    """How the points were laid out."""
    design = plan.experiment.design
    return {
        schema.GRID: "full grid: each value of a factor with each one of the others",
        schema.LIST: "list: point by point as the lists have it",
        schema.ONE_AT_A_TIME: "one factor at a time, the others as the scenario has them",
        schema.LATIN_HYPERCUBE: f"Latin hypercube{_seeded(design)}",
        schema.SOBOL_SEQUENCE: f"Sobol's sequence{_seeded(design)}",
        schema.SOBOL: f"Saltelli's scheme for Sobol indices on {design.size} base points"
        f"{_seeded(design)}",
        schema.MORRIS: f"{design.size} trajectories of Morris{_seeded(design)}",
    }[design.kind]


def duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 1.5 * length:
            return f"{_rounded(seconds / length)} {unit}"
    return "1 second" if seconds < 1.5 else f"{seconds:.0f} seconds"


def room(size: float) -> str:
    """A number of bytes in the unit that suits it."""
    for unit, length in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= length:
            return f"{_rounded(size / length)} {unit}"
    return f"{max(size / 1e3, 1):.0f} kB"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _rounded(number: float) -> str:
    """To two digits, and to a whole number from 99 on."""
    return f"{number:.2g}" if number < 99 else f"{number:,.0f}"


def _short(seconds: float) -> str:
    return f"{seconds:.2g} seconds" if seconds < 90 else duration(seconds)


def _spread(factor: Factor) -> str:
    if factor.distribution == CHOICE:
        values = list(dict.fromkeys(factor.values))
        more = f" and {len(values) - MOST_SHOWN} more"
        listed = ", ".join(map(shown, values[:MOST_SHOWN]))
        words = listed + (more if len(values) > MOST_SHOWN else "")
    else:
        low, high = factor.ends
        words = f"{low:g} to {high:g}" + _distribution(factor)
    if factor.key == DUMMY:
        return f"{words} (affects nothing)"
    return f"{words} ({factor.unit})" if factor.unit else words


def _distribution(factor: Factor) -> str:
    extra = {
        UNIFORM: "",
        TRIANGULAR: f" with mode {factor.mode:g}" if factor.mode is not None else "",
        NORMAL: f" with mean {factor.mean:g}, sd {factor.sd:g}" if factor.sd is not None else "",
    }
    named = "" if factor.distribution == UNIFORM else f", {factor.distribution}"
    return named + extra.get(factor.distribution, "")


def _seeded(design: Design) -> str:
    return f", seed {design.seed}"


def _tried(plan: Plan) -> str:
    count = len(tried(plan.points))
    if count == plan.points:
        return "the scenario of each has been checked"
    return f"{count:,} of them, spread over all, have been checked"


def _replicates(plan: Plan) -> str:
    if plan.replicates == 1:
        return "one at each point, all with the same seed" if plan.paired else "one at each point"
    seeds = "with the same seeds" if plan.paired else "with seeds of their own"
    return f"{plan.replicates:,} at each point, {seeds}"


def _every(every: int) -> str:
    return "each week" if every == 1 else f"every {every} weeks"
