"""What an experiment file says."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from innosim.parameters import ParameterSet

GRID, LIST, ONE_AT_A_TIME = "grid", "list", "one_at_a_time"
LATIN_HYPERCUBE, SOBOL_SEQUENCE = "latin_hypercube", "sobol_sequence"
SOBOL, MORRIS = "sobol", "morris"

Number = int | float
Kind = Literal[
    "grid", "list", "one_at_a_time", "latin_hypercube", "sobol_sequence", "sobol", "morris"
]
SIZED = (LATIN_HYPERCUBE, SOBOL_SEQUENCE, SOBOL, MORRIS)
LEVELLED = (GRID, ONE_AT_A_TIME, MORRIS)


class Varied(ParameterSet):
    """How one setting is varied: a list of values, or a range with a distribution over it."""

    values: tuple[bool | int | float | str, ...] | None = Field(
        None, description="the values; `key = [a, b, c]` says the same"
    )
    low: Number | None = Field(None, description="lower end of the range")
    high: Number | None = Field(None, description="upper end of the range")
    distribution: Literal["uniform", "loguniform", "triangular", "normal"] = Field(
        "uniform", description="how the values are spread over the range"
    )
    mode: Number | None = Field(None, description="likeliest value of a triangular distribution")
    mean: Number | None = Field(None, description="mean of a normal distribution, cut at the ends")
    sd: Number | None = Field(None, gt=0, description="its standard deviation")


class Design(ParameterSet):
    """At which points the experiment is run."""

    kind: Kind = Field(description="how the points are laid out")
    size: int | None = Field(
        None,
        ge=1,
        le=10_000_000,
        description="points of a Latin hypercube or Sobol sequence; base points of Saltelli's "
        "scheme (sobol); trajectories (morris)",
    )
    levels: int | None = Field(
        None,
        ge=2,
        le=10_000,
        description="values of each range in a grid; also with one_at_a_time (without it the 2 "
        "ends) and morris (without it 4)",
    )
    second_order: bool = Field(
        False, description="with sobol: enough points for the indices of pairs, too"
    )
    seed: int = Field(1, ge=0, lt=2**32, description="seed of the layout of the points")


class Record(ParameterSet):
    """Which weekly series are kept of each run."""

    series: tuple[str, ...] = Field((), description="metrics whose weekly values are kept")
    every: int = Field(1, ge=1, le=5200, description="weeks between two rows of the series")


class Experiment(ParameterSet):
    """What an experiment file says; `innosim.experiments.design.plan.plan_of` makes a plan of it.

    Keys of `settings`, `levers` and `uncertainties` are settings of a scenario as
    "section.key"; the delivery of an intervention is "interventions.KIND.strength" and so on.
    """

    format: int = Field(1, ge=1, le=1, description="version of the file format")
    title: str = Field(description="the experiment in a few words")
    question: str = Field("", description="what it is meant to answer")
    scenario: str = Field(
        description="what is varied: the name of a shipped scenario, or a path from the file"
    )
    settings: dict[str, Any] = Field(
        default_factory=dict, description="settings that hold at all points"
    )
    levers: dict[str, Varied] = Field(
        default_factory=dict, description="what somebody does, and how it is varied"
    )
    uncertainties: dict[str, Varied] = Field(
        default_factory=dict,
        description="what is not known of the service or the world, and how it is varied",
    )
    design: Design = Field(description="the points")
    replicates: int = Field(1, ge=1, le=100_000, description="runs of each point")
    paired: bool = Field(
        True, description="the runs of all points have the same seeds, so that points are compared"
    )
    metrics: tuple[str, ...] = Field(
        (), description="quantities kept of each run; without it, the headline ones"
    )
    record: Record = Field(default_factory=Record, description="series that are kept")
