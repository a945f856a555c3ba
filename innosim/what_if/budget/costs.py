"""Hours that interventions take, by intervention, role and month, before any run.

They follow from what the interventions declare, from their times and from the chart; a run
records the same hours. With a `share` below 1 the branches that are reached are drawn, so that
the hours belong to the seed of the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape

import numpy as np
from numpy.typing import NDArray

from innosim.calendar import date_of
from innosim.delivery import hours
from innosim.engine import Simulation
from innosim.organisation.chart import Chart
from innosim.scenario.schema import Budget, Delivery, Limits, Scenario
from innosim.scenario.sources import read

ROLES = ("leaders", "managers", "staff")
ALL = "all"
FloatArray = NDArray[np.float64]
Cells = tuple[str, ...]

_TINY = 1e-9
"""Share of a limit by which rounding may exceed it."""


@dataclass(frozen=True)
class Row:
    """The hours of one intervention.

    Attributes:
        delivery: when, where and how strongly it acts.
        title: its name in words.
        hours: by role (in the order of `ROLES`) and month.
    """

    delivery: Delivery
    title: str
    hours: FloatArray


@dataclass(frozen=True)
class Overrun:
    """A limit that is exceeded.

    Attributes:
        role: one of `ROLES`, or `ALL`.
        month: place of the month, from 0; None for the whole run.
        limit, hours: what may be taken, and what is.
    """

    role: str
    month: int | None
    limit: float
    hours: float

    @property
    def over(self) -> float:
        """Hours above the limit."""
        return self.hours - self.limit

    @property
    def words(self) -> str:
        """As in "over by 12 hours of leaders in month 7"."""
        whom = "of all roles" if self.role == ALL else f"of {self.role}"
        when = "over the run" if self.month is None else f"in month {self.month + 1}"
        return f"over by {_number(self.over)} hours {whom} {when} (limit {_number(self.limit)})"


@dataclass(frozen=True)
class Costs:
    """What the interventions of a scenario take; a notebook shows it as a table.

    Attributes:
        rows: one for each intervention, in the order of their names.
        months: first day of each calendar month in which a week of the run begins.
        budget: rates and limits; all unstated if the scenario has none.
    """

    rows: Sequence[Row]
    months: Sequence[date]
    budget: Budget

    @cached_property
    def by_month(self) -> FloatArray:
        """Hours of all interventions, by role and month."""
        return sum((row.hours for row in self.rows), np.zeros((len(ROLES), len(self.months))))

    @property
    def by_role(self) -> dict[str, float]:
        """Hours of the whole run, by role."""
        return dict(zip(ROLES, map(float, self.by_month.sum(axis=1)), strict=True))

    @property
    def total(self) -> float:
        """Hours of the whole run."""
        return sum(self.by_role.values())

    @property
    def money(self) -> float | None:
        """Money of the whole run for the roles with a rate; None without any rate."""
        return money(self.budget, self.by_role)

    @property
    def overruns(self) -> list[Overrun]:
        """The limits that are exceeded, those of the run first."""
        found = list(_over(self.budget.run, self.by_month.sum(axis=1), None))
        for month, taken in enumerate(self.by_month.T):
            found += _over(self.budget.month, taken, month)
        return found

    def table(self) -> list[Cells]:
        """A row for each intervention and a sum, the first row as heads."""
        heads = ("intervention", *(f"hours of {role}" for role in ROLES), "hours in all")
        priced = self.money is not None
        rows: list[Cells] = [(*heads, self.money_unit) if priced else heads]
        sums = [(row.title, row.hours.sum(axis=1)) for row in self.rows]
        for title, taken in [*sums, ("Sum", self.by_month.sum(axis=1))]:
            cells = (title, *map(_number, taken), _number(float(taken.sum())))
            cost = money(self.budget, dict(zip(ROLES, map(float, taken), strict=True)))
            rows.append((*cells, _number(cost)) if cost is not None else cells)
        return rows

    @property
    def money_unit(self) -> str:
        """The currency, or "money" where none is named."""
        return self.budget.currency or "money"

    def sentences(self) -> Iterator[str]:
        """Totals, and each limit that is exceeded."""
        roles = ", ".join(f"{_number(taken)} of {role}" for role, taken in self.by_role.items())
        cost = "" if self.money is None else f"; {_number(self.money)} {self.money_unit}"
        yield f"interventions take {_number(self.total)} hours: {roles}{cost}{self._unpriced()}"
        yield from (overrun.words for overrun in self.overruns)

    def _unpriced(self) -> str:
        """Which hours the money leaves out."""
        if self.money is None:
            return ""
        rates = self.budget.rates
        left = [r for r, taken in self.by_role.items() if taken and getattr(rates, r) is None]
        return f" (without the hours of {' and '.join(left)}: no rate is given)" if left else ""

    def __str__(self) -> str:
        rows = self.table()
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) for r in rows]
        return "\n".join([*(line.rstrip() for line in lines), "", *self.sentences()])

    def _repr_html_(self) -> str:
        head, *rows = self.table()
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
        body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
        told = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences())
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{told}"


def costs(scenario: Scenario, chart: Chart | None = None) -> Costs:
    """What the interventions of a scenario take, by intervention, role and month.

    Args:
        scenario: whose interventions, practices, horizon, start and seed count.
        chart: its organisation, if that has been read already.

    Raises:
        InputError: if the organisation cannot be read, or an intervention names one that it lacks.

    Example:
        >>> from innosim import load
        >>> from innosim.what_if.budget.costs import costs
        >>> taken = costs(load("small-service", ["horizon=10", "practices.openness=0.5"]))
        >>> round(taken.by_role["leaders"], 3)  # 2 hours x 2 organisations x 10 weeks, at half
        20.0
    """
    chart = chart or read(scenario.organisation).chart
    return costs_of(Simulation(scenario, [scenario.seed], chart))


def costs_of(simulation: Simulation) -> Costs:
    """The same for a simulation of one replicate, whose weeks need not have passed."""
    scenario, world = simulation.scenario, simulation.world
    days = [date_of(week, scenario.start).replace(day=1) for week in range(scenario.horizon)]
    months = sorted(set(days))
    place = {month: number for number, month in enumerate(months)}
    rows = []
    for planned in simulation.schedule.planned:
        taken = np.zeros((len(ROLES), len(months)))
        of_strength: dict[float, FloatArray] = {}
        for week, day in enumerate(days):
            strength = planned.strength(week)
            if strength not in of_strength:
                by_role = [part.sum() for part in hours(world, planned, strength)]
                of_strength[strength] = np.array(by_role)
            taken[:, place[day]] += of_strength[strength]
        rows.append(Row(planned.delivery, planned.declared.title, taken))
    return Costs(rows, months, scenario.budget or Budget())


def money(budget: Budget | None, by_role: dict[str, float]) -> float | None:
    """What hours cost at the rates that are given; None without any rate."""
    rates = {} if budget is None else budget.rates.model_dump(exclude_none=True)
    if not rates:
        return None
    return float(sum(rate * by_role[role] for role, rate in rates.items()))


def _over(limits: Limits, taken: FloatArray, month: int | None) -> Iterator[Overrun]:
    of = {ALL: float(taken.sum()), **dict(zip(ROLES, map(float, taken), strict=True))}
    for role, hours_taken in of.items():
        limit = getattr(limits, role)
        if limit is not None and hours_taken > limit + _TINY * max(limit, 1.0):
            yield Overrun(role, month, limit, hours_taken)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:,.3g}"
