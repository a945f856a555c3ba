"""The units above people: teams, branches, organisations and the service itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column
from innosim.organisation.chart import Chart

COLUMNS = (
    Column("services", "organisations", "i4", "number", "organisations in the service"),
    Column("services", "people", "i4", "number", "posts in the service"),
    Column("organisations", "service", "i8", "row", "service it belongs to"),
    Column("organisations", "number", "i4", "number", "number of the organisation in its service"),
    Column("organisations", "first", "i8", "row", "its first post"),
    Column("organisations", "size", "i4", "people", "its posts"),
    Column("organisations", "head", "i8", "row", "the post at its top"),
    Column("branches", "service", "i8", "row", "service it belongs to"),
    Column("branches", "organisation", "i8", "row", "organisation it belongs to"),
    Column("branches", "number", "i4", "number", "number of the branch in its service"),
    Column("branches", "first", "i8", "row", "its first post"),
    Column("branches", "size", "i4", "people", "its posts"),
    Column("teams", "organisation", "i8", "row", "organisation it belongs to"),
    Column("teams", "branch", "i8", "row", "branch it belongs to"),
    Column("teams", "size", "i4", "people", "its posts"),
    Column("teams", "superior", "i8", "row", "the post the team reports to, -1 for a head alone"),
)


@dataclass(frozen=True)
class Frame:
    """What never changes in a chart, worked out once for all weeks.

    Attributes:
        below: posts below each post, over all layers.
        head: the post at the top of each organisation.
        team_superior: the post each team reports to, -1 for a team of a head alone.
        teams_by_depth: teams sorted into levels, nearest to the head first.
    """

    below: NDArray[np.int32]
    head: NDArray[np.int64]
    team_superior: NDArray[np.int32]
    teams_by_depth: tuple[NDArray[np.int64], ...]


def frame(chart: Chart) -> Frame:
    """Work out the fixed facts of a chart."""
    superior_of_team = np.full(chart.n_teams, -1, np.int32)
    superior_of_team[chart.team] = chart.superior
    return Frame(
        below=_below(chart),
        head=_heads(chart),
        team_superior=superior_of_team,
        teams_by_depth=_levels(chart, superior_of_team),
    )


def _below(chart: Chart) -> NDArray[np.int32]:
    below = np.zeros(chart.n, np.int64)
    for layer in range(int(chart.layer.max()), 0, -1):
        rows = (chart.layer == layer).nonzero()[0]
        below += np.bincount(chart.superior[rows], below[rows] + 1, chart.n).astype(np.int64)
    return below.astype(np.int32)


def _heads(chart: Chart) -> NDArray[np.int64]:
    heads = (chart.superior < 0).nonzero()[0]
    by_organisation = np.empty(chart.n_organisations, np.int64)
    by_organisation[chart.organisation[heads]] = heads
    return by_organisation


def _levels(chart: Chart, superior: NDArray[np.int32]) -> tuple[NDArray[np.int64], ...]:
    depth = np.where(superior < 0, 0, chart.layer[superior] + 1)
    return tuple((depth == level).nonzero()[0] for level in range(int(depth.max()) + 1))
