"""The recorder: what a run leaves behind, as rows of the tables of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import Driver, Stage
from innosim.engine import Simulation
from innosim.organisation.chart import Chart, Role
from innosim.world.ideas import names
from innosim.world.rows import distinct
from innosim.world.world import World

Columns = Mapping[str, NDArray[Any]]
FloatArray = NDArray[np.float64]
RECENT = 104
"""Weeks that the share of branches that innovate looks back."""


class Sink(Protocol):
    """Takes chunks of rows; `innosim.results.writer.ResultsWriter` is one."""

    def write(self, table: str, columns: Columns) -> None:
        """Append rows to a table."""


class Recorder:
    """Collects what one simulation yields and hands it on, replicate by replicate.

    Args:
        simulation: what is recorded.
        first: number of its first replicate.
        sink: where the rows go.
    """

    def __init__(self, simulation: Simulation, first: int, sink: Sink) -> None:
        self._simulation = simulation
        self._first = first
        self._sink = sink
        self._series: list[FloatArray] = []
        self._weeks: list[int] = []

    def observe(self) -> None:
        """Take down the week that has just passed."""
        week = self._simulation.week - 1
        record = self._simulation.scenario.record
        if week % record.every == 0 or self._simulation.week == self._simulation.scenario.horizon:
            self._weeks.append(week)
            self._series.append(observe(self._simulation.world, week))

    def hand_on(self) -> None:
        """Write what has been taken down so far, and forget it.

        With several replicates side by side, the rows of each would not be in one piece; they
        are then kept until `finish`.
        """
        if self._simulation.world.n_services == 1:
            self._write_collected()

    def finish(self) -> None:
        """Write everything that is left: series, events, decisions, ideas and branches."""
        self._write_collected()
        week = self._simulation.week
        for replicate in range(self._simulation.world.n_services):
            self._write("ideas", idea_rows(self._simulation.world, replicate))
            self._write("branches", branch_rows(self._simulation.world, replicate, week))

    def _write_collected(self) -> None:
        world = self._simulation.world
        for replicate in range(world.n_services if self._weeks else 0):
            self._write("series", self._series_rows(replicate))
        for table in ("events", "gates"):
            for rows in _by_replicate(world, world.log.get(table, [])):
                self._write(table, rows)
        world.log.clear()
        self._series.clear()
        self._weeks.clear()

    def _write(self, table: str, columns: dict[str, NDArray[Any]]) -> None:
        columns["replicate"] = columns["replicate"] + self._first
        self._sink.write(table, columns)

    def _series_rows(self, replicate: int) -> dict[str, NDArray[Any]]:
        chart = self._simulation.world.chart
        n = chart.n_organisations
        units = [chart.name]
        if self._simulation.scenario.record.organisations:
            units += list(chart.organisation_names)
        weeks, here = len(self._weeks), slice(replicate * (n + 1), (replicate + 1) * (n + 1))
        level = ["service"] + ["organisation"] * (len(units) - 1)
        rows: dict[str, NDArray[Any]] = {
            "replicate": np.full(weeks * len(units), replicate),
            "week": np.repeat(self._weeks, len(units)),
            "level": np.tile(level, weeks),
            "unit": np.tile(units, weeks),
        }
        observed = np.stack([week[:, here][:, : len(units)] for week in self._series], axis=1)
        for name, values in zip(catalogue.metrics(), observed, strict=True):
            rows[name] = values.ravel()
        return rows


def observe(world: World, week: int) -> FloatArray:
    """All metrics of a week, one row a metric in the order of the catalogue.

    The columns are, for each service, its own value and then those of its organisations.
    """
    measured = [module.measure(world, week) for module in catalogue.metrics().values()]
    counts = np.ones(world.organisations.n)
    parts = np.array([part for part, _ in measured])
    wholes = np.array([counts if whole is None else whole for _, whole in measured])
    parts, wholes = _with_service(world, parts), _with_service(world, wholes)
    wholes[[whole is None for _, whole in measured]] = 1.0
    return np.divide(parts, wholes, out=np.full(parts.shape, np.nan), where=wholes != 0)


def _with_service(world: World, by_organisation: FloatArray) -> FloatArray:
    blocks = by_organisation.reshape(len(by_organisation), world.n_services, -1)
    total = blocks.sum(axis=2, keepdims=True)
    return np.concatenate([total, blocks], axis=2).reshape(len(by_organisation), -1)


def _by_replicate(world: World, chunks: Sequence[Columns]) -> Iterator[dict[str, NDArray[Any]]]:
    """The rows of each replicate in turn, with ideas by name instead of by row."""
    if not chunks:
        return
    columns = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
    ideas = distinct(columns["idea"])
    named = names(world, ideas)
    order = np.argsort(columns["replicate"], kind="stable")
    number = np.bincount(columns["replicate"], minlength=world.n_services)
    for mine in np.split(order, np.cumsum(number)[:-1]):
        rows = {name: column[mine] for name, column in columns.items()}
        yield {**rows, "idea": named[np.searchsorted(ideas, rows["idea"])]}


def idea_rows(world: World, replicate: int) -> dict[str, NDArray[Any]]:
    """One row for each idea of a replicate, as it stands now."""
    ideas, people = world.ideas, world.people
    rows = np.flatnonzero(ideas.service == replicate)
    stage, ended = ideas.stage[rows], ideas.ended[rows]
    not_continued = (stage == Stage.FAILED) | (stage == Stage.NOT_CONTINUED)
    reviewer = ideas.reviewer[rows]
    return {
        "replicate": np.full(len(rows), replicate),
        "idea": names(world, rows),
        "post": people.post[ideas.origin[rows]],
        "born": ideas.born[rows],
        "organisation": world.organisations.number[ideas.organisation[rows]],
        "branch": world.branches.number[ideas.branch[rows]],
        "theme": ideas.theme[rows],
        "driver": _words(Driver)[ideas.driver[rows]],
        "merit": ideas.merit[rows],
        "novelty": ideas.novelty[rows],
        "risk": ideas.risk[rows],
        "core": ideas.core[rows],
        "fit_at_birth": ideas.fit_at_birth[rows],
        "urge_at_birth": ideas.urge_at_birth[rows],
        "aversion_at_birth": ideas.aversion_at_birth[rows],
        "window_at_birth": ideas.window_at_birth[rows],
        "stage": _words(Stage)[stage],
        "ended": ended,
        "reached_pilot": ideas.reached_pilot[rows],
        "reached_decision": np.where(not_continued, ended, ideas.reached_diffusion[rows]),
        "reached_diffusion": ideas.reached_diffusion[rows],
        "reached_embedded": ideas.reached_embedded[rows],
        "gates_passed": ideas.gate[rows],
        "layer": people.layer[np.where(reviewer < 0, ideas.origin[rows], reviewer)],
        "adopters": ideas.users[rows],
        "reach": ideas.reach[rows],
        "copied": ideas.copied[rows],
        "adapted": ideas.adapted[rows],
        "team_hours": ideas.worked[rows],
        "reused": ideas.reused[rows],
        "value": ideas.value[rows],
        "reason": np.array(world.reasons)[np.where(ended >= 0, ideas.reason[rows], 0)],
    }


def _words(codes: type[Stage] | type[Driver]) -> NDArray[np.str_]:
    return np.array([code.name.lower() for code in codes])


def branch_rows(world: World, replicate: int, week: int) -> dict[str, NDArray[Any]]:
    """One row for each branch of a replicate: its ideas, and whether it has lately innovated.

    `week` is the number of weeks that have passed.
    """
    ideas, sites, n = world.ideas, world.sites, world.branches.n
    mine = world.branches.service == replicate
    embedded = ideas.branch[ideas.reached_embedded >= 0]
    recent = sites.took_root >= max(week - RECENT, 0)
    counts = {
        "proposals": np.bincount(ideas.branch, minlength=n),
        "embedded": np.bincount(embedded, minlength=n),
        "innovated": np.bincount(sites.branch[recent], minlength=n) > 0,
        "adopters": np.bincount(sites.branch, sites.users, n).astype(np.int64),
    }
    number = world.branches.number[mine]
    first = {"replicate": np.full(len(number), replicate), "branch": number}
    return {**first, **{name: count[mine] for name, count in counts.items()}}


def post_rows(chart: Chart) -> dict[str, NDArray[Any]]:
    """One row for each post of a chart."""
    roles = np.array([role.name.lower() for role in Role])
    return {
        "post": np.arange(chart.n),
        "superior": chart.superior,
        "role": roles[chart.role],
        "layer": chart.layer,
        "team": chart.team,
        "branch": chart.branch,
        "organisation": chart.organisation,
    }


def unit_rows(chart: Chart) -> dict[str, NDArray[Any]]:
    """One row for each branch of a chart."""
    return {
        "branch": np.arange(chart.n_branches),
        "branch_name": np.array(chart.branch_names),
        "organisation": chart.branch_organisation,
        "organisation_name": np.array(chart.organisation_names)[chart.branch_organisation],
        "posts": np.bincount(chart.branch, minlength=chart.n_branches),
    }
