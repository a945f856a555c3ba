"""Runs one world of a scenario and looks at it week by week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.engine import Simulation
from innosim.organisation.chart import Chart
from innosim.organisation.nested import Nested
from innosim.scenario.files import amended
from innosim.scenario.schema import Scenario
from innosim.what_if.replay.replay import Replay
from innosim.what_if.replay.seen import SEEN, Looking, Rows, at_gates
from innosim.world.world import World

MOST_FRAMES = 157
"""Weeks that are kept at most; of longer runs every second week, every third, and so on."""

_COLUMNS = (
    *("origin", "born", "ordinal", "ended", "reason"),
    *("reached_pilot", "reached_diffusion", "reached_embedded"),
)

Floats = NDArray[np.float32]


def watch(
    scenario: Scenario,
    chart: Chart,
    layout: Nested,
    weeks: int | None = None,
    progress: Callable[[int], None] = lambda weeks: None,
) -> Replay:
    """Run the first world of a scenario, the one that its seed stands for, and look at it.

    Args:
        scenario: what is run.
        chart: its organisation.
        layout: the shapes by which posts are added up.
        weeks: how many weeks, from the first; all of them without.
        progress: told of each week that has passed.

    Example:
        >>> from innosim import load
        >>> from innosim.organisation.nested import nested
        >>> from innosim.scenario.sources import read
        >>> scenario = load("small-service", ["horizon=4"])
        >>> chart = read(scenario.organisation).chart
        >>> watch(scenario, chart, nested(chart)).weeks.tolist()
        [1, 2, 3, 4]
    """
    recorded = amended(scenario, ["record.gates=true", "record.events=false"])
    simulation = Simulation(recorded, [scenario.seed], chart)
    looking, moves = Looking(simulation.world), _Moves()
    end = min(weeks or scenario.horizon, scenario.horizon)
    frames = kept_weeks(end)
    kept: dict[str, list[tuple[Floats, Floats, Floats]]] = {name: [] for name in SEEN}
    wanted = set(frames.tolist())
    for week in range(end):
        simulation.step()
        decided = simulation.world.log.pop("gates", [])
        simulation.world.log.clear()
        looking.count(decided)
        moves.look(simulation.world, week, decided)
        if week + 1 in wanted:
            for name, seen in SEEN.items():
                part, whole = seen.measure(looking)
                kept[name].append(_added_up(part, whole, layout, chart))
        progress(1)
    stacked = {
        name: [np.stack(rows) for rows in zip(*own, strict=True)] for name, own in kept.items()
    }
    return Replay(
        weeks=frames,
        shapes={name: rows[0] for name, rows in stacked.items()},
        layers={name: rows[1] for name, rows in stacked.items()},
        whole={name: rows[2] for name, rows in stacked.items()},
        ideas=moves.ideas(simulation.world),
        moves=moves.rows(),
        reasons=tuple(simulation.world.reasons),
    )


def kept_weeks(weeks: int) -> NDArray[np.int32]:
    """Numbers of weeks passed at which a run is looked at; the last one is among them."""
    every = -(-weeks // MOST_FRAMES)
    found = np.arange(every, weeks + 1, every, dtype=np.int32)
    return found if found[-1] == weeks else np.append(found, np.int32(weeks))


def _added_up(
    part: NDArray[np.float64], whole: NDArray[np.float64], layout: Nested, chart: Chart
) -> tuple[Floats, Floats, Floats]:
    """By shape, by layer, and of the service."""
    by_shape = _ratio(np.bincount(layout.shape, part), np.bincount(layout.shape, whole))
    by_layer = _ratio(np.bincount(chart.layer, part), np.bincount(chart.layer, whole))
    return by_shape, by_layer, _ratio(np.array([part.sum()]), np.array([whole.sum()]))[0]


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    none = np.full(np.shape(part), np.nan)
    return np.divide(part, whole, out=none, where=np.asarray(whole) > 0).astype(np.float32)


class _Moves:
    """Follows at whose gate each idea is."""

    def __init__(self) -> None:
        self._at = np.zeros(0, np.int64)
        self._last = np.zeros(0, np.int64)
        self._found: list[tuple[NDArray[np.int64], int, NDArray[np.int64]]] = []

    def look(self, world: World, week: int, decided: Sequence[Rows]) -> None:
        """Take down which ideas have come to another gate, or left the gates.

        Some come to a gate and leave it in the same week; what was decided tells of them.
        """
        more = np.full(world.ideas.n - len(self._at), -1)
        self._at, self._last = np.append(self._at, more), np.append(self._last, more)
        now = np.where(at_gates(world), world.ideas.reviewer, -1)
        moved = now != self._at
        for gates in decided:
            idea, post = gates["idea"], gates["post"]
            brief = (post != self._at[idea]) & (post != now[idea])
            moved[idea[brief]] = True
            if brief.any():
                self._found.append((idea[brief], week, post[brief]))
        rows = np.flatnonzero(moved)
        if len(rows):
            self._found.append((rows, week, now[rows]))
        self._at = now
        self._last = np.where(world.ideas.reviewer >= 0, world.ideas.reviewer, self._last)

    def rows(self) -> dict[str, NDArray[np.int32]]:
        """All moves so far."""
        none = np.zeros(0, np.int64)
        ideas = [rows for rows, _, _ in self._found]
        weeks = [np.full(len(rows), week) for rows, week, _ in self._found]
        posts = [post for _, _, post in self._found]
        return {
            name: np.concatenate([none, *chunks]).astype(np.int32)
            for name, chunks in (("idea", ideas), ("week", weeks), ("post", posts))
        }

    def ideas(self, world: World) -> dict[str, NDArray[np.int32]]:
        """The ideas as they stand now."""
        found = {name: getattr(world.ideas, name).astype(np.int32) for name in _COLUMNS}
        return {**found, "last": self._last.astype(np.int32)}
