"""Sweeps of functions that are known: the outcomes of a plan with a function for the simulator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from innosim import load
from innosim.experiments.design.designs import places
from innosim.experiments.design.factor import LEVER, UNCERTAINTY, Factor
from innosim.experiments.design.plan import Plan
from innosim.experiments.design.schema import Design, Experiment
from innosim.experiments.sweep.outcomes import Outcomes
from innosim.experiments.sweep.work import DONE

METRIC = "embedded"
Function = Callable[[dict[str, np.ndarray]], np.ndarray]


def number(key: str, low: float = 0.0, high: float = 1.0, kind: str = UNCERTAINTY) -> Factor:
    return Factor(key, kind, low, high, unit="share", meaning=f"toy factor {key}")


def lever(key: str, *values: object) -> Factor:
    return Factor(key, LEVER, values=values, distribution="choice")


def plan(
    factors: Sequence[Factor],
    kind: str,
    size: int | None = None,
    replicates: int = 1,
    paired: bool = True,
    **more: object,
) -> Plan:
    """A plan of factors that no scenario has."""
    base = load("small-service")
    design = Design(kind=kind, size=size, **more)
    return Plan(
        experiment=Experiment(title="Toy", scenario="small-service", design=design),
        base=base,
        factors=tuple(factors),
        places=places(design, factors, np.full(len(factors), 0.5)),
        metrics=(METRIC,),
        series=(),
        every=1,
        replicates=replicates,
        paired=paired,
    )


def swept(made: Plan, function: Function, luck: np.ndarray | None = None) -> Outcomes:
    """The outcomes of a plan if `function` of the values were the mean of the runs.

    Args:
        made: the plan.
        function: of the columns of values by key; categories as they are.
        luck: added to it, (points, replicates).
    """
    columns = {
        factor.key: np.array([factor.at(share) for share in made.places[:, place].tolist()])
        for place, factor in enumerate(made.factors)
    }
    shape = made.points, made.replicates
    values = np.repeat(np.asarray(function(columns), float)[:, None], made.replicates, axis=1)
    values = values + (0.0 if luck is None else luck)
    status = np.full(shape, DONE, dtype="<U7")
    return Outcomes(made, {METRIC: values}, status, {}, np.ones(shape))


def ishigami(x: dict[str, np.ndarray]) -> np.ndarray:
    """Ishigami and Homma 1990, with a = 7 and b = 0.1; factors from -pi to pi."""
    return np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])
