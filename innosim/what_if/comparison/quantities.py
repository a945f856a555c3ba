"""What is measured in each world of a comparison, and the measuring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from innosim import __version__, catalogue
from innosim.analysis.headline import by_replicate
from innosim.analysis.measures import MEASURES
from innosim.analysis.run import service
from innosim.arms import HEADLINE
from innosim.engine import Simulation
from innosim.ensemble import YEAR, described
from innosim.evidence.validation.readings import Taker, Weekly
from innosim.organisation.chart import Chart
from innosim.recorder import Recorder, post_rows, unit_rows
from innosim.results.manifest import Manifest
from innosim.results.reader import Results, read
from innosim.results.writer import ResultsWriter
from innosim.scenario.content import resolved
from innosim.scenario.schema import Scenario

HEADLINE_NUMBER = "embedded"
HOURS = ("cost_leaders", "cost_managers", "cost_staff")
BURDEN = "burden"
SERIES = "series"
POINTS = 130
"""At most so many weeks of a series are kept."""

FloatArray = NDArray[np.float64]
Values = dict[str, list[float]]

_RATE = "per 100 staff a year"
_WANTED = {
    **dict.fromkeys(("embedded", "embedded_share", "innovating_branches", "reach", "energy"), 1),
    **dict.fromkeys(("adopters", "reached_pilot"), 1),
    **dict.fromkeys(("adoption_time", "turnover", "queue", "weeks_to_decision", "gap"), -1),
    **dict.fromkeys(("incidents", "fragmentation", "weeks_in_gates", BURDEN, *HOURS), -1),
}
_UNITS = {"adopters": "weeks of use per 100 staff a year", "incidents": _RATE}
_SAME_AS_A_MEASURE = ("exits",)


@dataclass(frozen=True)
class Quantity:
    """Something that is measured in each world, one number a world.

    Attributes:
        name, label, unit, meaning: as in the summary of a run.
        wanted: +1 if more of it is better, -1 if less is, 0 if neither.
    """

    name: str
    label: str
    unit: str
    meaning: str
    wanted: int


@dataclass(frozen=True)
class Extra:
    """More that is read off the records of each world.

    Attributes:
        read: from the records of some worlds, by name, a row of numbers a world; what it says of a
            world must not depend on the others.
        code: files and folders of the package on which these numbers depend.
    """

    read: Callable[[Results], Mapping[str, np.ndarray]]
    code: tuple[str, ...] = ()


def quantities() -> tuple[Quantity, ...]:
    """The headline numbers, the headline metrics that are not among them, burden and hours."""
    return (*_measures(), *(_weekly(name) for name in _weekly_names()), *map(_hours, HOURS))


def _measures() -> list[Quantity]:
    return [Quantity(m.name, m.label, m.unit, m.meaning, _WANTED.get(m.name, 0)) for m in MEASURES]


def _weekly_names() -> list[str]:
    taken = {measure.name for measure in MEASURES} | set(_SAME_AS_A_MEASURE)
    return [name for name in (*HEADLINE, BURDEN) if name not in taken]


def _weekly(name: str) -> Quantity:
    metric = catalogue.metric(name)
    unit = _UNITS.get(name, metric.unit)
    return Quantity(name, metric.label, unit, metric.meaning, _WANTED.get(name, 0))


def _hours(name: str) -> Quantity:
    metric = catalogue.metric(name)
    meaning = metric.meaning.removesuffix(" so far")
    return Quantity(name, metric.label, f"hours {_RATE}", meaning, _WANTED[name])


def series_weeks(horizon: int) -> list[int]:
    """The weeks of the series of what has become normal practice; the last one is among them."""
    step = -(-horizon // POINTS)
    return list(range(horizon - 1, -1, -step))[::-1]


def recording(scenario: Scenario, events: bool = False) -> Scenario:
    """The scenario with the records that are measured here, and no others but events on request."""
    record = scenario.record.model_copy(
        update={"every": 1, "organisations": False, "gates": True, "events": events}
    )
    return scenario.model_copy(update={"record": record})


@dataclass(frozen=True)
class Measured:
    """What was measured in worlds that ran side by side.

    Attributes:
        values: of each quantity by its name, one number a world.
        weekly: of each metric asked for, a row a world and a column a week, of the whole service;
            the headline number is always among them.
        more: what was wanted beyond that, by name, a row a world.
        people: posts of the service.
    """

    values: Mapping[str, FloatArray]
    weekly: Mapping[str, FloatArray]
    more: Mapping[str, FloatArray]
    people: int

    @property
    def weeks(self) -> int:
        """Length of the runs."""
        return self.weekly[HEADLINE_NUMBER].shape[1]


def measured(
    scenario: Scenario,
    seeds: Sequence[int],
    chart: Chart,
    weekly: Sequence[str] = (),
    extra: Extra | None = None,
    passed: Callable[[], object] = lambda: None,
) -> Measured:
    """Run the worlds of some seeds side by side.

    Args:
        scenario: one that records what is needed, see `recording`.
        seeds: one for each world.
        chart: the organisation of the scenario.
        weekly: names of metrics that are wanted week by week.
        extra: more that is wanted.
        passed: called after each week.
    """
    with TemporaryDirectory(prefix="innosim-") as folder:
        place = Path(folder) / "run"
        with ResultsWriter(place, described=described()) as writer:
            taken = _run(Simulation(scenario, seeds, chart), writer, passed)
            writer.finish(_manifest(scenario, len(seeds)))
        results = read(place)
        found = {**by_replicate(results), **taken}
        series = service(results, tuple(dict.fromkeys((HEADLINE_NUMBER, *HOURS, *weekly))))
        more = {} if extra is None else extra.read(results)
    yearly = chart.n / 100 * scenario.horizon / YEAR
    found |= {name: series[name][:, -1] / yearly for name in HOURS}
    values = {quantity.name: found[quantity.name] for quantity in quantities()}
    kept = {name: series[name] for name in (HEADLINE_NUMBER, *weekly)}
    return Measured(values, kept, more, chart.n)


def measure(
    scenario: Scenario, seeds: Sequence[int], chart: Chart, extra: Extra | None = None
) -> list[Values]:
    """The same as plain lists, to be kept: the worlds of some seeds side by side.

    Returns:
        For each world a list of one number for each quantity by its name, as `SERIES` the new
        normal practices so far per 100 staff, in the weeks of `series_weeks`, and the extra.
    """
    found = measured(scenario, seeds, chart, extra=extra)
    so_far = found.weekly[HEADLINE_NUMBER].cumsum(axis=1) / (found.people / 100)
    series = so_far[:, series_weeks(scenario.horizon)]
    return [
        {name: [float(values[world])] for name, values in found.values.items()}
        | {SERIES: series[world].tolist()}
        | {name: rows[world].tolist() for name, rows in found.more.items()}
        for world in range(len(seeds))
    ]


def _run(
    simulation: Simulation, writer: ResultsWriter, passed: Callable[[], object]
) -> dict[str, FloatArray]:
    world, horizon = simulation.world, simulation.scenario.horizon
    writer.write("posts", post_rows(world.chart))
    writer.write("units", unit_rows(world.chart))
    taker = Taker([Weekly(name) for name in _weekly_names()], world, horizon)
    recorder = Recorder(simulation, 0, writer)
    for week in range(horizon):
        simulation.step()
        taker.week(world, week)
        recorder.observe()
        if week % YEAR == YEAR - 1:
            recorder.hand_on()
        passed()
    recorder.finish()
    return taker.values(world)


def _manifest(scenario: Scenario, worlds: int) -> Manifest:
    return Manifest(
        scenario=resolved(scenario),
        seed=scenario.seed,
        replicates=worlds,
        horizon=scenario.horizon,
        version=__version__,
        counts={},
    )
