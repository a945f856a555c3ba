"""The world: all state of one or more services that are simulated side by side.

Replicates of a scenario are services of one world. They share no tie, no person and no random
number, so each comes out as it would alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Stage
from innosim.organisation.chart import Chart
from innosim.streams import Streams
from innosim.world import ideas, people, units
from innosim.world.levers import Levers
from innosim.world.network import (
    Network,
    NetworkParameters,
    Part,
    generate,
    side_by_side,
    split,
)
from innosim.world.people import PeopleParameters, draw_traits, make_heroes_average
from innosim.world.requests import Requests
from innosim.world.rows import distinct
from innosim.world.tables import Table

TABLES = ("services", "organisations", "branches", "teams", "people", "ideas", "sites", "users")

_NOTHING = np.zeros(0, np.int64)

QUARTER = 13
"""Weeks in a quarter."""


@dataclass(frozen=True)
class Moved:
    """Ideas that changed their stage in a week: rows in ascending order, stages before and now."""

    rows: NDArray[np.int64]
    was: NDArray[np.int64]
    to: NDArray[np.int64]

    @cached_property
    def by_stage(self) -> dict[int, NDArray[np.int64]]:
        """The rows by the stage they came to."""
        return {stage: self.rows[self.to == stage] for stage in distinct(self.to).tolist()}


NOTHING_MOVED = Moved(_NOTHING, _NOTHING, _NOTHING)


@dataclass(frozen=True)
class Push:
    """A one-off push on a signal: gain for each organisation, times (1 - signal)."""

    signal: str
    gain: NDArray[np.float64]


class Level(NamedTuple):
    """Teams equally far from a head, with the post each reports to and that post's own team."""

    teams: NDArray[np.int64]
    superior: NDArray[np.int64]
    above: NDArray[np.int64]


@dataclass
class Agenda:
    """Rows of `users` by what happens to them next, so that nobody has to be looked for.

    Attributes:
        newly_aware: people who have become aware of a practice, in chunks.
        aware: people who may take a practice up, in chunks, by the turn of their branch.
        adapted: people who will have adapted a practice, by week.
        quarters: users by the week of the quarter in which they took a practice up.
        sites: keys (idea, branch) of all sites in ascending order, and their rows.
    """

    newly_aware: list[NDArray[np.int64]] = field(default_factory=list)
    aware: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)
    adapted: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)
    quarters: list[list[NDArray[np.int64]]] = field(
        default_factory=lambda: [[] for _ in range(QUARTER)]
    )
    sites: tuple[NDArray[np.int64], NDArray[np.int64]] = (_NOTHING, _NOTHING)


class World:
    """Tables of state, the network, the levers and the random numbers.

    Attributes:
        services, organisations, branches, teams, people, ideas: tables, one row an entity.
        sites: table of (idea, branch): where an idea is, or may be, in use.
        users: table of (site, person): who uses the idea there, or could.
        network: who listens to whom.
        listeners: by whom each person is heard: in the own branch, and elsewhere.
        streams: keyed random numbers; `streams.uniform(decision, who, when, service)`.
        levers: what interventions shift.
        pushes: one-off pushes of this week on the signals.
        requests: what processes ask of the owners of shared columns.
        log: rows for the results, by table.
        recorded: tables that are logged besides series and ideas ("events", "gates").
        agenda: whose week it is in the spread of practices.
        turns: ties of the people who take stock in the same week, turn by turn.
        arrivals: called with rows and week for people who take up a post.
        moved: ideas that changed their stage this week.
        by_stage: rows of the ideas by stages, see `innosim.world.ideas.in_stage`.
        managers: middle managers in each organisation.
        reviewers: posts with people below in each organisation.
        reasons: texts of the codes in `ideas.reason`.
        chart: the chart all services share.
        surveyed: mean and standard error of the scores of a staff survey by organisation of the
            chart, by part of a signal; empty without a survey.
    """

    def __init__(
        self,
        chart: Chart,
        columns: Iterable[Column],
        seeds: Sequence[int],
        network: Network,
    ) -> None:
        self.chart = chart
        self.frame = units.frame(chart)
        self.n_services = len(seeds)
        self.streams = Streams(seeds)
        self.network = network
        self.requests = Requests()
        self.pushes: list[Push] = []
        self.log: dict[str, list[dict[str, NDArray]]] = {}
        self.recorded: frozenset[str] = frozenset()
        self.reasons: list[str] = [""]
        self.surveyed: Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        self.managers = np.zeros(0)
        self.reviewers = np.zeros(0)
        self.by_stage: dict[tuple[Stage, ...], NDArray[np.int64]] = {}
        self.moved = NOTHING_MOVED
        self.turns: list[Part] = []
        self.agenda = Agenda()
        self.arrivals: list[Callable[[NDArray[np.integer], int], None]] = []
        self.people_parameters = PeopleParameters()
        self._make_tables(tuple(columns))
        self._fill_units()
        self._fill_people()
        self.listeners = split(network.turned(), self.people.branch)
        self.levers = Levers({}, self.people, self.branches.n)

    def _make_tables(self, added: tuple[Column, ...]) -> None:
        declared = (*units.COLUMNS, *people.COLUMNS, *ideas.COLUMNS, *added)
        counts = {
            "services": 1,
            "organisations": self.chart.n_organisations,
            "branches": self.chart.n_branches,
            "teams": self.chart.n_teams,
            "people": self.chart.n,
        }
        tables = {
            name: Table(
                name,
                [column for column in declared if column.table == name],
                counts.get(name, 0) * self.n_services,
            )
            for name in TABLES
        }
        self.services, self.organisations = tables["services"], tables["organisations"]
        self.branches, self.teams = tables["branches"], tables["teams"]
        self.people, self.ideas = tables["people"], tables["ideas"]
        self.sites, self.users = tables["sites"], tables["users"]

    def _tile(self, values: NDArray, step: int = 0) -> NDArray:
        """The values of one chart for all services, raised by `step` from each to the next."""
        block = np.repeat(np.arange(self.n_services), len(values))
        tiled = np.tile(values, self.n_services)
        return np.where(tiled < 0, tiled, tiled + step * block) if step else tiled

    def _fill_units(self) -> None:
        chart, n = self.chart, self.chart.n
        services, organisations, branches = self.services, self.organisations, self.branches
        services.organisations[:] = chart.n_organisations
        services.people[:] = n
        number = np.arange(chart.n_organisations)
        size = np.bincount(chart.organisation, minlength=len(number))
        organisations.service[:] = np.repeat(np.arange(self.n_services), len(number))
        organisations.number[:] = self._tile(number)
        organisations.size[:] = self._tile(size)
        organisations.first[:] = self._tile(np.cumsum(size) - size, n)
        organisations.head[:] = self._tile(self.frame.head, n)
        size = np.bincount(chart.branch, minlength=chart.n_branches)
        branches.number[:] = self._tile(np.arange(chart.n_branches))
        branches.size[:] = self._tile(size)
        branches.first[:] = self._tile(np.cumsum(size) - size, n)
        branches.organisation[:] = self._tile(chart.branch_organisation, len(number))
        branches.service[:] = organisations.service[branches.organisation]
        teams = self.teams
        teams.organisation[:] = self._tile(
            chart.branch_organisation[chart.team_branch], len(number)
        )
        teams.branch[:] = self._tile(chart.team_branch, chart.n_branches)
        teams.size[:] = self._tile(np.bincount(chart.team, minlength=chart.n_teams))
        teams.superior[:] = self._tile(self.frame.team_superior, n)

    def _fill_people(self) -> None:
        chart, table = self.chart, self.people
        table.post[:] = self._tile(np.arange(chart.n))
        table.organisation[:] = self._tile(chart.organisation, chart.n_organisations)
        table.service[:] = self.organisations.service[table.organisation]
        table.branch[:] = self._tile(chart.branch, chart.n_branches)
        table.team[:] = self._tile(chart.team, chart.n_teams)
        table.superior[:] = self._tile(chart.superior, chart.n)
        table.role[:] = self._tile(chart.role)
        table.layer[:] = self._tile(chart.layer)
        table.below[:] = self._tile(self.frame.below)
        table.fte[:] = self._tile(chart.fte)

    @cached_property
    def depths(self) -> list[Level]:
        """Teams level by level, nearest to the heads first, for all services."""
        levels = [self._tile(level, self.chart.n_teams) for level in self.frame.teams_by_depth[1:]]
        superiors = [self.teams.superior[level].astype(np.int64) for level in levels]
        return [
            Level(level, superior, self.people.team[superior].astype(np.int64))
            for level, superior in zip(levels, superiors, strict=True)
        ]

    @cached_property
    def people_in(self) -> NDArray[np.float64]:
        """Posts of each organisation, not to be changed."""
        return self.organisations.size.astype(np.float64)

    @cached_property
    def teams_in(self) -> NDArray[np.float64]:
        """Teams of each organisation, not to be changed."""
        own = self.teams.organisation
        return np.bincount(own, minlength=self.organisations.n).astype(np.float64)

    def reason_code(self, reason: str) -> int:
        """The code of a reason, new for a text that was not used before."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        return self.reasons.index(reason)

    def note(self, table: str, columns: Mapping[str, NDArray]) -> None:
        """Keep rows for the results; a column `idea` holds rows of ideas."""
        self.log.setdefault(table, []).append(dict(columns))


def build(
    chart: Chart,
    columns: Iterable[Column],
    seeds: Sequence[int],
    people_parameters: PeopleParameters,
    network_parameters: NetworkParameters,
    network: Network | None = None,
) -> World:
    """A world with one service for each seed; `network`, where given, is used in all of them."""
    drawn = [network or generate(chart, network_parameters, Streams([s])) for s in seeds]
    world = World(chart, columns, seeds, side_by_side(drawn))
    world.people_parameters = people_parameters
    draw_traits(world, np.arange(world.people.n))
    make_heroes_average(world)
    return world
