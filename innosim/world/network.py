"""Who listens to whom: ties within teams, branches and organisations and across them.

Generators: superiors and their teams know each other (hierarchy); the members of a team know
their neighbours on a ring round the team; within a branch, ties on a ring with a stride longer
than a team, each rewired with a small chance to somebody in the organisation (after Watts and
Strogatz 1998, "Collective dynamics of small-world networks", Nature 393:440); and a share of
ties to anybody in the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.chart import Chart
from innosim.parameters import ParameterSet, parameter
from innosim.streams import Streams
from innosim.world.rows import distinct

IntArray = NDArray[np.integer]


class NetworkParameters(ParameterSet):
    """How many ties people have, and where."""

    team_reach: int = parameter(
        3,
        unit="people",
        low=0,
        high=12,
        meaning="neighbours on each side of the ring round a team that a person knows",
        source="a team of 8 is then all but a clique",
    )
    branch_ties: int = parameter(
        2,
        unit="ties",
        low=0,
        high=12,
        meaning="ties to others of the branch that each person starts",
    )
    branch_stride: int = parameter(
        9, unit="posts", low=1, high=64, meaning="stride of the ring through the branch"
    )
    rewiring: float = parameter(
        0.1,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that a branch tie goes to somebody in the organisation instead",
        source="Watts and Strogatz 1998 for the mechanism; size assumed",
    )
    across: float = parameter(
        0.05,
        unit="share of ties",
        low=0,
        high=0.5,
        meaning="share of a person's ties that go to anybody in the service",
    )


@dataclass(frozen=True)
class Network:
    """A directed graph in rows: `heard[start[i]:start[i + 1]]` are those whom i listens to.

    Attributes:
        start: n + 1 offsets (int64).
        heard: rows of people (int32).
        weight: weight of each tie (float32), or None where all weigh 1.
    """

    start: NDArray[np.int64]
    heard: NDArray[np.int32]
    weight: NDArray[np.float32] | None = None

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.start) - 1

    @cached_property
    def degree(self) -> NDArray[np.float32]:
        """Total weight of those whom each person listens to."""
        if self.weight is None:
            return np.diff(self.start).astype(np.float32)
        listener = np.repeat(np.arange(self.n), np.diff(self.start))
        return np.bincount(listener, self.weight, self.n).astype(np.float32)

    @cached_property
    def divisor(self) -> NDArray[np.float32]:
        """The same, but never 0: what a sum over ties is divided by for a mean."""
        return np.maximum(self.degree, np.float32(1e-9))

    def part(self, rows: IntArray) -> Part:
        """The ties of some people only."""
        number = np.diff(self.start)[rows]
        first = np.cumsum(number) - number
        arcs = np.arange(int(number.sum())) + np.repeat(self.start[rows] - first, number)
        weight = None if self.weight is None else self.weight[arcs]
        some = number > 0
        heard = self.heard[arcs].astype(np.int64)
        return Part(rows, heard, weight, some, first[some], self.degree[rows][some])

    def mean(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Mean over those whom each person listens to; their own value where there is nobody."""
        return self.part(np.arange(self.n)).mean(values)

    def turned(self) -> Network:
        """The same graph turned round: whom each person is heard by."""
        source = np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.start))
        order = np.argsort(self.heard, kind="stable")
        weight = None if self.weight is None else self.weight[order]
        return Network(_offsets(self.heard, self.n), source[order], weight)


def split(net: Network, unit: IntArray) -> tuple[Network, Network]:
    """The ties within units and those between them, as two networks of the same people."""
    here = np.repeat(np.arange(net.n), np.diff(net.start))
    within = unit[here] == unit[net.heard]
    return _chosen(net, here, within), _chosen(net, here, ~within)


def _chosen(net: Network, here: IntArray, arcs: NDArray[np.bool_]) -> Network:
    weight = None if net.weight is None else net.weight[arcs]
    return Network(_offsets(here[arcs], net.n), net.heard[arcs], weight)


@dataclass(frozen=True)
class Part:
    """The ties of some people, laid out for taking means.

    Attributes:
        rows: the people.
        heard: whom they listen to, one after another, as numbers fit for indexing.
        weight: weight of each tie, or None where all weigh 1.
        some: which of the people listen to anybody.
        first: where the ties of each of those begin in `heard`.
        degree: total weight of the ties of each of those.
    """

    rows: IntArray
    heard: NDArray[np.int64]
    weight: NDArray[np.float32] | None
    some: NDArray[np.bool_]
    first: NDArray[np.int64]
    degree: NDArray[np.float32]

    def mean(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Mean over those whom each of the people listens to; else their own value."""
        result = values[self.rows]
        if len(self.first):
            seen = values.take(self.heard)
            if self.weight is not None:
                seen *= self.weight
            result[self.some] = np.add.reduceat(seen, self.first) / self.degree
        return result


def from_arcs(
    n: int, listener: IntArray, heard: IntArray, weight: NDArray[np.float32] | None = None
) -> Network:
    """A network from a list of arcs: `listener[k]` listens to `heard[k]`."""
    order = np.lexsort((heard, listener))
    ordered = None if weight is None else weight[order].astype(np.float32)
    return Network(_offsets(listener, n), heard[order].astype(np.int32), ordered)


def side_by_side(networks: list[Network]) -> Network:
    """Several networks as one, without ties between them."""
    if len(networks) == 1:
        return networks[0]
    people = np.cumsum([0] + [net.n for net in networks])
    arcs = np.cumsum([0] + [len(net.heard) for net in networks])
    start = [net.start[:-1] + arcs[k] for k, net in enumerate(networks)]
    heard = [net.heard + np.int32(people[k]) for k, net in enumerate(networks)]
    weights = [net.weight for net in networks]
    weight = None if weights[0] is None else np.concatenate([w for w in weights if w is not None])
    return Network(np.concatenate([*start, arcs[-1:]]), np.concatenate(heard), weight)


def generate(chart: Chart, p: NetworkParameters, streams: Streams) -> Network:
    """Draw the ties of one service; where the chart brings its own ties, those are used."""
    if chart.ties is not None:
        return from_arcs(chart.n, chart.ties[:, 0], chart.ties[:, 1], chart.tie_weights)
    pairs = [_hierarchy(chart), *_team_ties(chart, p), *_branch_ties(chart, p, streams)]
    inside = sum(len(pair[0]) for pair in pairs)
    pairs.append(_ties_across(chart, p, streams, inside))
    one = np.concatenate([pair[0] for pair in pairs])
    other = np.concatenate([pair[1] for pair in pairs])
    return _undirected(chart.n, one, other)


def _undirected(n: int, one: IntArray, other: IntArray) -> Network:
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
    key = distinct(low * n + high)
    low, high = np.divmod(key, n)
    apart = low != high
    low, high = low[apart], high[apart]
    both = np.sort(np.concatenate([low * n + high, high * n + low]))
    listener, heard = np.divmod(both, n)
    return Network(_offsets(listener, n), heard.astype(np.int32))


def _offsets(sorted_or_not: IntArray, n: int) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(sorted_or_not, minlength=n))])


def _hierarchy(chart: Chart) -> tuple[IntArray, IntArray]:
    has = (chart.superior >= 0).nonzero()[0]
    return has, chart.superior[has]


def _ring(unit: IntArray, n_units: int, step: int) -> tuple[IntArray, IntArray]:
    size = np.bincount(unit, minlength=n_units)
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    rows = np.arange(len(unit))
    target = first[unit] + (rows - first[unit] + step) % size[unit]
    return rows, target


def _team_ties(chart: Chart, p: NetworkParameters) -> list[tuple[IntArray, IntArray]]:
    steps = range(1, p.team_reach + 1)
    return [_ring(chart.team, chart.n_teams, step) for step in steps]


def _branch_ties(
    chart: Chart, p: NetworkParameters, streams: Streams
) -> list[tuple[IntArray, IntArray]]:
    ties = []
    first, size = _ranges(chart.organisation, chart.n_organisations)
    for slot in range(1, p.branch_ties + 1):
        rows, target = _ring(chart.branch, chart.n_branches, slot * p.branch_stride)
        rewired = streams.uniform("network/rewire", rows, slot) < p.rewiring
        luck = streams.uniform("network/rewired_to", rows, slot)
        organisation = chart.organisation
        anybody = first[organisation] + (luck * size[organisation]).astype(np.int64)
        ties.append((rows, np.where(rewired, anybody, target)))
    return ties


def _ties_across(
    chart: Chart, p: NetworkParameters, streams: Streams, inside: int
) -> tuple[IntArray, IntArray]:
    number = round(inside * p.across / (1.0 - p.across))
    slots = np.arange(number)
    one = (streams.uniform("network/across_from", slots) * chart.n).astype(np.int64)
    other = (streams.uniform("network/across_to", slots) * chart.n).astype(np.int64)
    return one, other


def _ranges(unit: IntArray, n_units: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    size = np.bincount(unit, minlength=n_units)
    return np.concatenate([[0], np.cumsum(size)[:-1]]), size
