"""People, signals or workload: how much of the blocking goes if each of them is changed.

The service is run again with each of the eight combinations of three changes, on the same seeds:

- people: managers and leaders are no more risk-averse on average than the staff;
- signals: the resting values of all parts of the four signals are at least at a level (.8);
- workload: reviewers have ample time, so that only their attention limits them.

Blocking is the share of ideas that are stopped at the gates looked at, of those stopped or let
through there, as in the X-ray. Beside it stand the gates that ideas pass there, per 100 people and
year: a change that brings forth more ideas can let more through and yet fill the queues. What
all three changes make of each is shared out by Shapley values, world by world; the shares of a
world add up to its whole effect.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.arms import varied
from innosim.engine import Simulation
from innosim.ensemble import YEAR, Tables, batches, seeds
from innosim.evidence.validation.plan import model_digest
from innosim.kept import Kept
from innosim.organisation.chart import Chart
from innosim.processes.signals import PARTS
from innosim.recorder import Recorder, post_rows, unit_rows
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import read
from innosim.what_if.xray import system_words
from innosim.what_if.xray.estimates import Estimate, estimate, plain
from innosim.what_if.xray.measures import settled
from innosim.what_if.xray.places import Choice, places
from innosim.what_if.xray.shapley import Coalition, coalitions, rounded, shapley
from innosim.what_if.xray.visits import visits

FACTORS = {
    "people": "managers and leaders no more risk-averse than staff",
    "signals": "all signals at a level or above",
    "workload": "ample time to review",
}
"""What is changed, and what that means."""

LEVEL = 0.8
AMPLE = 50.0
"""Reviews that each post has time for in a week: far more than ever wait."""

Progress = Callable[[int], None]
FloatArray = NDArray[np.float64]


def settings(scenario: Scenario, factor: str, level: float = LEVEL) -> dict[str, Any]:
    """What a change sets in a scenario; nothing is made worse than it is."""
    if factor == "people":
        people: Any = scenario.section("people")
        usual = people.risk_aversion_staff
        return {
            f"people.risk_aversion_{who}": min(usual, getattr(people, f"risk_aversion_{who}"))
            for who in ("middle", "leaders")
        }
    if factor == "signals":
        signals: Any = scenario.section("signals")
        names = [f"base_{part}" for part in PARTS]
        raised: dict[str, Any] = {
            f"signals.{name}": max(level, getattr(signals, name)) for name in names
        }
        surveyed = scenario.organisation.survey is not None
        return raised | ({"organisation.survey": None} if surveyed else {})
    gates: Any = scenario.section("gates")
    return {"gates.capacity": max(AMPLE, gates.capacity)}


def arm(scenario: Scenario, changed: Coalition, level: float = LEVEL) -> Scenario:
    """The scenario with some of the changes, and with the records that are needed."""
    wanted: dict[str, Any] = {"record.gates": True, "record.events": True}
    for factor in FACTORS:
        if factor in changed:
            wanted |= settings(scenario, factor, level)
    return varied(scenario, wanted)


@dataclass(frozen=True)
class Outcome:
    """What the changes make of one number, and the share of each change in that.

    Attributes:
        before, after: the number as things are, and with all three changes.
        whole: what the three take away of it (`sign` -1) or add to it (+1).
        parts: the same for each change; in each world they add up to the whole.
        arms: the number with each combination of changes.
    """

    before: Estimate
    after: Estimate
    whole: Estimate
    parts: Mapping[str, Estimate]
    arms: Mapping[Coalition, Estimate]

    def rounded(self, scale: float) -> dict[str, float]:
        """The means times a scale, to one digit; they add up to that of the whole as rounded."""
        means = [scale * part.mean for part in self.parts.values()]
        return dict(zip(self.parts, rounded(means, 1), strict=True))

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        arms = [
            {"changed": [name for name in FACTORS if name in changed], **found.as_data()}
            for changed, found in self.arms.items()
        ]
        return {
            "before": self.before.as_data(),
            "after": self.after.as_data(),
            "whole": self.whole.as_data(),
            "parts": {name: part.as_data() for name, part in self.parts.items()},
            "arms": arms,
        }


def outcome(worth: Mapping[Coalition, FloatArray], sign: int, most: float = np.inf) -> Outcome:
    """The share of each change in what all three make of a number, world by world.

    Args:
        worth: the number in each arm, one value a world.
        sign: -1 to count what is taken away, +1 to count what is added.
        most: largest possible value of the number; the least is 0.
    """
    none, everything = frozenset[str](), frozenset(FACTORS)
    parts = shapley({changed: sign * row for changed, row in worth.items()}, list(FACTORS))
    return Outcome(
        before=estimate(worth[none].tolist(), 0.0, most),
        after=estimate(worth[everything].tolist(), 0.0, most),
        whole=estimate((sign * (worth[everything] - worth[none])).tolist(), -most, most),
        parts={name: estimate(row.tolist(), -most, most) for name, row in parts.items()},
        arms={changed: estimate(row.tolist(), 0.0, most) for changed, row in worth.items()},
    )


@dataclass(frozen=True)
class Shares:
    """What people, signals and workload have to do with blocking.

    Attributes:
        place: the gates looked at.
        level: to which the signals were raised.
        pairs: worlds in which blocking is defined in every arm; the others are left out.
        stopped: of the share of ideas stopped, what is taken away.
        through: to the ideas let through per 100 people and year, what is added.
    """

    place: str
    level: float
    pairs: int
    stopped: Outcome
    through: Outcome

    @property
    def points(self) -> dict[str, float]:
        """How many fewer of 100 ideas are stopped by each change."""
        return self.stopped.rounded(100.0)

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "place": self.place,
            "level": self.level,
            "pairs": self.pairs,
            "changes": FACTORS,
            "points": {name: plain(value) for name, value in self.points.items()},
            "stopped": self.stopped.as_data(),
            "through": self.through.as_data(),
        }

    @property
    def facts(self) -> dict[str, Any]:
        """All of it as plain values, such as JSON has."""
        return self.as_data()

    def figure(self) -> Any:
        """What each change takes away of the blocking; of matplotlib."""
        from innosim.figures.xray import draw_system

        return draw_system(self)

    def __str__(self) -> str:
        return system_words.shares(self)

    def _repr_html_(self) -> str:
        return system_words.html(self)


@dataclass(frozen=True)
class Counts:
    """Ideas stopped and let through at some gates in one arm, one number a world."""

    stopped: FloatArray
    passed: FloatArray

    @property
    def share(self) -> FloatArray:
        """Share of ideas stopped; not a number where none came to an end."""
        settled = self.stopped + self.passed
        share = np.full(len(settled), np.nan)
        return np.divide(self.stopped, settled, out=share, where=settled > 0)


def shares_of(
    arms: Mapping[Coalition, Counts], yearly: float, place: str = "all gates", level: float = LEVEL
) -> Shares:
    """What the changes have to do with blocking, from what was counted in each arm.

    Args:
        arms: for each combination of changes; worlds without ideas in some arm are left out.
        yearly: hundreds of people times years, which the ideas let through are divided by.
        place, level: of the gates, and to which signals were raised.
    """
    share = {changed: counts.share for changed, counts in arms.items()}
    defined = ~np.isnan([*share.values()]).any(axis=0)
    through = {changed: counts.passed[defined] / yearly for changed, counts in arms.items()}
    return Shares(
        place=place,
        level=level,
        pairs=int(defined.sum()),
        stopped=outcome({changed: row[defined] for changed, row in share.items()}, -1, 1.0),
        through=outcome(through, +1),
    )


@dataclass
class Rerun:
    """Runs a scenario again with each combination of changes, on the same seeds.

    Attributes:
        scenario: the service.
        pairs: worlds; at least two for an interval.
        store: finished batches, so that stopped work goes on.
        choice: which gates are looked at; all without.
        level: to which signals are raised.
        progress: told of the replicate-weeks that are done.
    """

    scenario: Scenario
    pairs: int
    store: Kept
    choice: Choice
    level: float = LEVEL
    progress: Progress = lambda weeks: None

    @property
    def weeks(self) -> int:
        """Replicate-weeks of all arms."""
        return 2 ** len(FACTORS) * self.pairs * self.scenario.horizon

    def shares(self) -> Shares:
        """Run what is not kept yet, and share out what goes of the blocking."""
        chart = read(self.scenario.organisation).chart
        posts, units = post_rows(chart), unit_rows(chart)
        place = places(self.choice, posts, units)[0]
        arms = {
            changed: self._arm(arm(self.scenario, changed, self.level), chart, place.posts)
            for changed in coalitions(list(FACTORS))
        }
        yearly = chart.n / 100 * self.scenario.horizon / YEAR
        return shares_of(arms, yearly, place.label, self.level)

    def _arm(self, scenario: Scenario, chart: Chart, gates: NDArray[np.bool_]) -> Counts:
        all_seeds = seeds(scenario.seed, self.pairs)
        parts = []
        for batch in batches(chart.n, self.pairs):
            own = all_seeds[batch.start : batch.stop]
            key = _key(scenario, own, gates)
            if key in self.store:
                self.progress(len(own) * scenario.horizon)
            else:
                self.store.add(key, _run(Simulation(scenario, own, chart), gates, self.progress))
            parts.append(self.store[key])
        stopped, passed = (
            np.concatenate([np.array(part[name], np.float64) for part in parts])
            for name in ("stopped", "passed")
        )
        return Counts(stopped, passed)


def _run(
    simulation: Simulation, gates: NDArray[np.bool_], progress: Progress
) -> dict[str, list[float]]:
    """Ideas stopped and ideas let through at some gates, in each replicate."""
    world, horizon = simulation.world, simulation.scenario.horizon
    for _ in range(horizon):
        simulation.step()
        progress(world.n_services)
    tables = Tables()
    Recorder(simulation, 0, tables).finish()
    posts = post_rows(world.chart)
    counts = []
    for number in range(world.n_services):
        gate, event, idea = (_of(tables, name, number) for name in _NEEDED)
        counts.append(settled(visits(gate, event, idea, posts, horizon), gates))
    stopped, passed = zip(*counts, strict=True)
    return {"stopped": list(stopped), "passed": list(passed)}


_NEEDED = {
    "gates": ("idea", "week", "post", "outcome"),
    "events": ("idea", "week", "event", "from_stage", "post"),
    "ideas": ("idea", "post", "stage"),
}
_TEXTS = ("idea", "outcome", "event", "from_stage", "stage")


def _of(tables: Tables, name: str, replicate: int) -> dict[str, NDArray[Any]]:
    """The rows of a replicate; of a table without rows, no rows."""
    table = tables.table(name)
    if not table:
        return {n: np.zeros(0, "<U1" if n in _TEXTS else np.int64) for n in _NEEDED[name]}
    mine = table["replicate"] == replicate
    return {column: table[column][mine] for column in _NEEDED[name]}


def _key(scenario: Scenario, own: Sequence[int], gates: NDArray[np.bool_]) -> str:
    """The same for equal settings, seeds, gates and code."""
    words = [scenario.digest(), str(list(own)), model_digest(), _own_digest()]
    digest = hashlib.sha256(" ".join(words).encode())
    digest.update(np.packbits(gates).tobytes())
    return digest.hexdigest()[:24]


def _own_digest() -> str:
    """Hash of the code that reads blocking off a run."""
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in ("visits.py", "measures.py"))
    return hashlib.sha256(code).hexdigest()
