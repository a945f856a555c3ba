"""The flow of ideas: how many come to each place on the way to normal practice, and who is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from innosim.analysis import deaths
from innosim.analysis.deaths import COLUMNS, PILOT, PRACTICE, SPREADING, Place, placed
from innosim.organisation.apportion import apportion
from innosim.results.reader import Results

WAITING = "still there at the end of the run"
"""What is said of ideas that are neither lost nor normal practice."""

_BEYOND = tuple(Place(-1, what) for what in (PILOT, SPREADING, PRACTICE))
_LAST = _BEYOND[-1]


@dataclass(frozen=True)
class Station:
    """One place on the way.

    Attributes:
        place: where.
        came: ideas that were neither lost nor left waiting before it.
        losses: ideas that ended there, by reason, the commonest first.
        waiting: ideas that are there at the end of the run; none at normal practice.
    """

    place: Place
    came: int
    losses: Mapping[str, int]
    waiting: int

    @property
    def lost(self) -> int:
        """Ideas that ended there."""
        return sum(self.losses.values())

    @property
    def on(self) -> int:
        """Ideas that go on to the next place; from the last one: that are normal practice."""
        return self.came - self.lost - self.waiting


@dataclass(frozen=True)
class Flow:
    """The flow of all ideas of a run, summed over its replicates.

    An idea starts at the gate above its author, so that not every one comes past the lower gates;
    the flow narrows where ideas are lost or left waiting.

    Attributes:
        stations: the gates from the front line up, then pilot, spread and normal practice.
        ideas: number of all ideas.
        replicates: number of replicates.
    """

    stations: tuple[Station, ...]
    ideas: int
    replicates: int

    @property
    def practice(self) -> int:
        """Ideas that are normal practice at the end."""
        return self.stations[-1].on

    def tenths(self) -> list[dict[str, int]]:
        """For each station, tenths of 100 ideas by reason and for `WAITING`.

        With what is normal practice at the end they add up to 1000; rounded by the method of
        largest remainders. All 0 if there was no idea.
        """
        parts = [
            (n, what, station.losses.get(what, station.waiting))
            for n, station in enumerate(self.stations)
            for what in (*station.losses, WAITING)
        ]
        found: list[dict[str, int]] = [{} for _ in self.stations]
        counts = [*(count for *_, count in parts), self.practice]
        shares = apportion(1000, counts).tolist() if self.ideas else [0] * len(counts)
        for (n, what, _), share in zip(parts, shares, strict=False):
            found[n][what] = share
        return found


def of_ideas(results: Results) -> Flow:
    """The flow of the ideas of all replicates."""
    died = deaths.of_ideas(results)
    waiting = _waiting(results, died.holders)
    practice = sum(n for (place, _), n in waiting.items() if place == _LAST)
    left: Counter[Place] = Counter()
    for (place, _), count in waiting.items():
        left[place] += count
    left[_LAST] = 0
    stations, came = [], died.ideas
    for place in _places(died.places(), left):
        reasons = {why: n for (at, why), n in died.causes.items() if at == place}
        order = sorted(reasons, key=lambda why: (-reasons[why], why))
        station = Station(place, came, {why: reasons[why] for why in order}, left[place])
        stations.append(station)
        came = station.on
    assert came == practice
    return Flow(tuple(stations), died.ideas, died.replicates)


def _places(lost: list[Place], waiting: Mapping[Place, int]) -> list[Place]:
    """All places in the order of the way; those beyond the gates are always there."""
    there = {*lost, *waiting} - set(_BEYOND)
    before = sorted(place for place in there if place.layer < 0)
    gates = sorted((place for place in there if place.layer >= 0), reverse=True)
    return [*before, *gates, *_BEYOND]


def _waiting(results: Results, holders: Mapping[int, str]) -> Counter[tuple[Place, str]]:
    """Number of ideas that have not ended, by place and stage."""
    found: Counter[tuple[Place, str]] = Counter()
    for replicate in range(results.manifest.replicates):
        ideas = results.of_replicate("ideas", replicate, COLUMNS)
        alive = ideas["ended"] < 0
        here = {name: column[alive] for name, column in ideas.items()}
        found.update(placed(here, holders, "stage"))
    return found
