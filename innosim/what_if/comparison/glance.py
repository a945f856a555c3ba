"""What is seen at a glance of some worlds: the headline, burden and hours, week by week.

It measures the same numbers as `innosim.what_if.comparison.quantities.measure`, only fewer of them,
so that nothing has to be recorded, and it can be watched and left at any week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.ensemble import YEAR
from innosim.evidence.validation.readings import Taker, Weekly
from innosim.organisation.chart import Chart
from innosim.scenario.schema import Scenario
from innosim.variants import side_by_side
from innosim.what_if.comparison.arms import Arm, contrasts_of
from innosim.what_if.comparison.effects import effect
from innosim.what_if.comparison.facts import (
    Facts,
    arm_facts,
    contrast_facts,
    series_facts,
    study_facts,
    worlds_apart,
)
from innosim.what_if.comparison.quantities import (
    BURDEN,
    HEADLINE_NUMBER,
    HOURS,
    SERIES,
    Quantity,
    Values,
    quantities,
    series_weeks,
)
from innosim.what_if.comparison.stopping import FIXED
from innosim.world.world import World

FloatArray = NDArray[np.float64]
FLOWS = ("proposals", "pilots", HEADLINE_NUMBER)
"""What is counted when it happens; its series is what has happened so far."""
STOCK = "adopters"
"""What is there at a time; its series is what there is in a week."""
WATCHED = ("proposals", "pilots", STOCK, HEADLINE_NUMBER)
"""What can be watched week by week."""
NAMES = (*WATCHED, BURDEN, *HOURS)


def series_of(name: str) -> str:
    """The key under which the series of something watched is among the values of a world."""
    return SERIES if name == HEADLINE_NUMBER else f"{SERIES}_{name}"


@dataclass(frozen=True)
class Glimpse:
    """Where some worlds stand.

    Attributes:
        week: weeks that have passed.
        series: what is watched, by `series_of`, per 100 staff: a row a service, as many of the
            weeks of `series_weeks` as have passed.
        values: the numbers of each service once the run is over, before that nothing.
    """

    week: int
    series: Mapping[str, FloatArray]
    values: Sequence[Values] = ()


def seen() -> tuple[Quantity, ...]:
    """The quantities that a glance has."""
    known = {quantity.name: quantity for quantity in quantities()}
    pilots = catalogue.metric("pilots")
    known["pilots"] = Quantity(
        "pilots", pilots.label, "per 100 staff a year", "pilots that began", 0
    )
    known[STOCK] = replace(
        known[STOCK], label="Weeks of use of new practices", unit="per 100 staff a year"
    )
    return tuple(known[name] for name in NAMES)


def glimpses(variants: Sequence[Scenario], seeds: Sequence[int], chart: Chart) -> Iterator[Glimpse]:
    """Run variants in some worlds and tell where they stand after each week.

    Args:
        variants: see `innosim.variants.side_by_side`, which also says how services are numbered.
        seeds: one for each world.
        chart: the organisation of the scenarios.
    """
    unrecorded = [_unrecorded(scenario) for scenario in variants]
    simulation = side_by_side(unrecorded, seeds, chart)
    world, horizon = simulation.world, variants[0].horizon
    taker = Taker([Weekly(name) for name in (BURDEN, STOCK)], world, horizon)
    counts = {name: np.zeros((world.n_services, horizon)) for name in WATCHED}
    kept = np.array(series_weeks(horizon))
    hundreds = chart.n / 100
    for week in range(horizon):
        simulation.step()
        taker.week(world, week)
        for name in WATCHED:
            counts[name][:, week] = _service(world, name, week)
        if week + 1 < horizon:
            yield Glimpse(week + 1, _series(counts, kept[kept <= week], hundreds))
    years = hundreds * horizon / YEAR
    found = {name: count.sum(axis=1) / years for name, count in counts.items()}
    found |= {name: _service(world, name, horizon - 1) / years for name in HOURS}
    series = _series(counts, kept, hundreds)
    yield Glimpse(horizon, series, _values(found | taker.values(world), series))


def _series(
    counts: Mapping[str, FloatArray], weeks: NDArray[np.integer], hundreds: float
) -> dict[str, FloatArray]:
    """What is watched in some weeks, per 100 staff."""
    found = {}
    for name, count in counts.items():
        so_far = count[:, : weeks[-1] + 1 if len(weeks) else 0]
        so_far = so_far.cumsum(axis=1) if name in FLOWS else so_far
        found[series_of(name)] = so_far[:, weeks] / hundreds
    return found


def glance_facts(
    arms: Sequence[Arm],
    found: Sequence[Mapping[str, FloatArray]],
    seeds: Sequence[int],
    people: int,
    watched: str = HEADLINE_NUMBER,
) -> Facts:
    """Arms held against each other, as the facts of a comparison, of the few quantities.

    Args:
        arms: the reference first.
        found: of each arm what `glimpses` gave, a row a world, by quantity.
        seeds: one for each world.
        people: size of the service.
        watched: what stands in the place of the headline, one of `WATCHED`.
    """
    places = {arm.name: place for place, arm in enumerate(arms)}
    contrasts = []
    for contrast in contrasts_of(arms):
        one, other = found[places[contrast.arm.name]], found[places[contrast.against.name]]
        effects = {
            q.name: effect(one[q.name][:, 0], other[q.name][:, 0], q.wanted, FIXED) for q in seen()
        }
        facts = contrast_facts(contrast, effects, seeds, people)
        contrasts.append({**facts, "worlds_apart": worlds_apart(effects[watched])})
    return {
        **study_facts(arms, seeds, people, seen()),
        "headline": watched,
        "until": None,
        "arms": [arm_facts(arm, own, seen()) for arm, own in zip(arms, found, strict=True)],
        "contrasts": contrasts,
        "series": series_facts(arms, [{SERIES: own[series_of(watched)]} for own in found]),
    }


def _unrecorded(scenario: Scenario) -> Scenario:
    record = scenario.record.model_copy(update={"gates": False, "events": False})
    return scenario.model_copy(update={"record": record})


def _service(world: World, metric: str, week: int) -> FloatArray:
    """A plain count of each service in a week."""
    part, _ = catalogue.metrics()[metric].measure(world, week)
    total: FloatArray = np.asarray(part, np.float64).reshape(world.n_services, -1).sum(axis=1)
    return total


def _values(found: Mapping[str, FloatArray], series: Mapping[str, FloatArray]) -> list[Values]:
    return [
        {name: [float(found[name][row])] for name in NAMES}
        | {name: rows[row].tolist() for name, rows in series.items()}
        for row in range(len(found[BURDEN]))
    ]
