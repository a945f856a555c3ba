"""Table plans in the same worlds: a league table in which ties are shown as ties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.engine import Simulation
from innosim.ensemble import seeds
from innosim.evidence.validation.readings import Taker, Weekly
from innosim.pool import each
from innosim.scenario.schema import Scenario
from innosim.teaching.lab import PAIRS, SEED
from innosim.teaching.lesson import Lesson
from innosim.teaching.number import SHARE, Number, plain
from innosim.teaching.plans import Plan
from innosim.teaching.readings import ALL
from innosim.what_if.comparison.effects import BETTER, effect
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.comparison.stopping import FIXED
from innosim.what_if.xray.estimates import estimate

FloatArray = NDArray[np.float64]
Values = Mapping[str, FloatArray]

PRACTICES, BURDEN = "embedded", "burden"
NOTHING = 0
"""In the place of a table: the service without any plan."""

Progress = Callable[[int], None]
Kept = MutableMapping[str, Values]
"""What was measured, by key of the arm."""


@dataclass(frozen=True)
class Arm:
    """A scenario in some worlds, which are simulated side by side."""

    scenario: Scenario
    seeds: tuple[int, ...]

    @cached_property
    def key(self) -> str:
        """The same for all that is run alike."""
        return f"{self.scenario.digest()} {self.seeds}"


@dataclass(frozen=True)
class Standing:
    """How a plan did.

    Attributes:
        table: number of the table.
        place: from 1; tables that cannot be told apart share one.
        shared: whether another table has the same place.
        cards: what it chose.
        hours: leader-hours a quarter.
        practices: new normal practices in the whole service and run.
        more: these, held against the service without a plan.
        burden: burden, held against the service without a plan, as a share of that.
        regret: practices fewer than those of the plan that was best in each world.
    """

    table: int
    place: int
    shared: bool
    cards: tuple[str, ...]
    hours: float
    practices: Number
    more: Number
    burden: Number
    regret: Number

    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        numbers = ("practices", "more", "burden", "regret")
        plainly = {"table": self.table, "place": self.place, "shared": self.shared}
        found: dict[str, Any] = {**plainly, "cards": list(self.cards), "hours": plain(self.hours)}
        return found | {name: getattr(self, name).facts() for name in numbers}


@dataclass(frozen=True)
class Tournament:
    """Plans of tables in the same worlds, the best first.

    Attributes:
        world: title of the service.
        seed, pairs: of the first world, and how many there are.
        nothing: new normal practices without any plan.
        standings: a row for each table.
    """

    world: str
    seed: int
    pairs: int
    nothing: Number
    standings: tuple[Standing, ...]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """All of it as plain values, such as JSON has."""
        return {
            "world": self.world,
            "seed": self.seed,
            "pairs": self.pairs,
            "nothing": self.nothing.facts(),
            "standings": [one.facts() for one in self.standings],
        }

    def __str__(self) -> str:
        from innosim.teaching.league import text

        return text(self.facts)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def tournament(
    lesson: Lesson,
    chosen: Sequence[Plan],
    seed: int = SEED,
    pairs: int = PAIRS,
    jobs: int = 1,
    progress: Progress = lambda weeks: None,
    kept: Kept | None = None,
) -> Tournament:
    """Run the plans of the tables in the same worlds; plans that are the same are run once.

    Args:
        lesson: whose table task it is.
        chosen: a plan for each table, see `innosim.teaching.plans`.
        seed: of the first world; it decides the others. The same for all of a session.
        pairs: number of worlds, at least two.
        jobs: processes side by side; they change no number. Where it is above 1, a script needs
            the usual `if __name__ == "__main__":`.
        progress: told of the replicate-weeks that have passed.
        kept: what was measured before, which is not run again; what is new is added.

    Example:
        >>> from innosim.teaching.plans import plans
        >>> from innosim.teaching.stored import lesson
        >>> from innosim.teaching.tournament import tournament
        >>> yes_and = lesson("yes-and").lesson
        >>> found = tournament(yes_and, plans(yes_and, {1: ["yes_and"]}), pairs=2)
        >>> found.standings[0].table
        1
    """
    world = lesson.world(lesson.turn.world)
    own = tuple(seeds(seed, pairs))
    arms = {NOTHING: Arm(world.scenario(), own)}
    arms |= {plan.table: Arm(plan.scenario(world), own) for plan in chosen}
    values = _values([*arms.values()], jobs, progress, {} if kept is None else kept)
    found = {table: values[arm.key] for table, arm in arms.items()}
    times = world.hundred_years
    practices = {table: times * values[PRACTICES] for table, values in found.items()}
    burden = {table: values[BURDEN] for table, values in found.items()}
    places = _places({plan.table: practices[plan.table] for plan in chosen})
    rows = [
        Standing(
            table=plan.table,
            place=places[plan.table],
            shared=list(places.values()).count(places[plan.table]) > 1,
            cards=tuple(card.key for card in plan.cards),
            hours=plan.hours(world.organisations),
            practices=_mean(practices[plan.table], ALL),
            more=_more(practices[plan.table], practices[NOTHING], +1, ALL),
            burden=_part(burden[plan.table], burden[NOTHING]),
            regret=_mean(np.max([*practices.values()], axis=0) - practices[plan.table], ALL),
        )
        for plan in chosen
    ]
    rows.sort(key=lambda one: (one.place, -(one.practices.value or 0.0), one.table))
    return Tournament(world.title, seed, pairs, _mean(practices[NOTHING], ALL), tuple(rows))


def _values(arms: Sequence[Arm], jobs: int, progress: Progress, kept: Kept) -> Kept:
    """What was measured in each arm; those that are known already are not run."""
    new = {arm.key: arm for arm in arms if arm.key not in kept}
    weeks = [len(arm.seeds) * arm.scenario.horizon for arm in arms]
    for passed in weeks[len(new) :]:
        progress(passed)
    for arm, values in each(run_arm, [*new.values()], jobs):
        kept[arm.key] = values
        progress(weeks[0])
    return kept


def run_arm(arm: Arm) -> Values:
    """New normal practices per 100 staff a year and burden, one number a world."""
    chart = chart_of(arm.scenario.organisation)
    simulation = Simulation(arm.scenario, arm.seeds, chart)
    taker = Taker([Weekly(PRACTICES), Weekly(BURDEN)], simulation.world, arm.scenario.horizon)
    for week in range(arm.scenario.horizon):
        simulation.step()
        taker.week(simulation.world, week)
    return taker.values(simulation.world)


def _places(practices: Mapping[int, FloatArray]) -> dict[int, int]:
    """The place of each table: whoever cannot be told apart from the first of a group shares it."""
    order = sorted(practices, key=lambda table: (-practices[table].mean(), table))
    places: dict[int, int] = {}
    for number, table in enumerate(order, 1):
        head = next((one for one in places if places[one] == max(places.values())), None)
        tied = head is not None and _tied(practices[head], practices[table])
        places[table] = places[head] if tied and head is not None else number
    return places


def _tied(one: FloatArray, other: FloatArray) -> bool:
    return effect(one, other, +1, FIXED).verdict != BETTER


def _mean(values: FloatArray, unit: str) -> Number:
    found = estimate(values.tolist())
    return Number(plain(found.mean), unit, plain(found.low), plain(found.high))


def _part(burden: FloatArray, nothing: FloatArray) -> Number:
    """How much more burden there is, as a share of the mean without any plan."""
    mean = float(nothing.mean())
    return _more(burden / mean, nothing / mean, -1, SHARE)


def _more(one: FloatArray, other: FloatArray, wanted: int, unit: str) -> Number:
    found = effect(one, other, wanted, FIXED)
    ends = plain(found.low), plain(found.high)
    return Number(plain(found.difference.mean), unit, *ends, found.verdict)
