"""A chart in words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from innosim.organisation.chart import Chart, Role

ROLE_NAMES = {
    Role.LEADER: "leaders",
    Role.MIDDLE_MANAGER: "middle managers",
    Role.INDIVIDUAL: "individuals",
}

SPAN_CLASSES = ((1, 2), (3, 4), (5, 7), (8, 10), (11, 15), (16, 30), (31, None))

SHOWN_ORGANISATIONS = 12


@dataclass(frozen=True)
class Spread:
    """How a number is spread over many units."""

    smallest: int
    median: float
    mean: float
    largest: int


@dataclass(frozen=True)
class LayerCount:
    """Posts of one layer by role; layer 0 has the heads."""

    layer: int
    leaders: int
    middle_managers: int
    individuals: int


@dataclass(frozen=True)
class OrganisationCount:
    """Sizes within one organisation; `layers` counts the head's layer too."""

    name: str
    posts: int
    branches: int
    teams: int
    layers: int


@dataclass(frozen=True)
class Description:
    """What a chart holds.

    Attributes:
        name: name of the service.
        posts, fte: number of posts, and full-time equivalents.
        roles: number of posts by role.
        layers: posts by layer and role.
        spans: direct subordinates of those who have any; None in a service of single posts.
        span_classes: number of superiors by number of direct subordinates.
        organisations, branches, teams: number of units.
        branch_sizes, team_sizes: posts of each.
        by_organisation: sizes of each organisation.
    """

    name: str
    posts: int
    fte: float
    roles: dict[str, int]
    layers: tuple[LayerCount, ...]
    spans: Spread | None
    span_classes: dict[str, int]
    organisations: int
    branches: int
    teams: int
    branch_sizes: Spread
    team_sizes: Spread
    by_organisation: tuple[OrganisationCount, ...]

    def as_dict(self) -> dict[str, Any]:
        """The description for JSON."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The description for printing."""
        yield f"{self.name}: {self.posts:,} posts, {self.fte:,.1f} full-time equivalents"
        yield ", ".join(
            (
                _counted(self.organisations, "organisation"),
                _counted(self.branches, "branch", "branches"),
                _counted(self.teams, "team"),
                _counted(len(self.layers), "layer"),
            )
        )
        for role, count in self.roles.items():
            yield f"  {role:<16}{count:>10,}{count / self.posts:>8.1%}"
        yield from self._layer_lines()
        yield from self._span_lines()
        yield f"posts of a branch: {_in_words(self.branch_sizes)}"
        yield f"posts of a team: {_in_words(self.team_sizes)}"
        yield from self._organisation_lines()

    def _layer_lines(self) -> Iterator[str]:
        yield f"{'layer':>8}{'leaders':>12}{'middle':>12}{'individuals':>14}"
        for count in self.layers:
            yield (
                f"{count.layer:>8}{count.leaders:>12,}{count.middle_managers:>12,}"
                f"{count.individuals:>14,}"
            )

    def _span_lines(self) -> Iterator[str]:
        if self.spans is None:
            return
        yield f"direct subordinates of a superior: {_in_words(self.spans)}"
        for name, count in self.span_classes.items():
            yield f"  {name:<8}{count:>10,}"

    def _organisation_lines(self) -> Iterator[str]:
        if self.organisations == 1:
            return
        largest = sorted(self.by_organisation, key=lambda o: -o.posts)
        for o in largest[:SHOWN_ORGANISATIONS]:
            yield (
                f"  {o.name}: {o.posts:,} posts, {o.branches:,} branches, "
                f"{o.teams:,} teams, {o.layers} layers"
            )
        if len(largest) > SHOWN_ORGANISATIONS:
            yield f"  and {len(largest) - SHOWN_ORGANISATIONS:,} smaller organisations"


def describe(chart: Chart) -> Description:
    """Count what a chart holds."""
    spans = direct_subordinates(chart)
    roles = np.bincount(chart.role, minlength=len(Role))
    return Description(
        name=chart.name,
        posts=chart.n,
        fte=round(float(chart.fte.sum(dtype=float)), 2),
        roles={name: int(roles[role]) for role, name in ROLE_NAMES.items()},
        layers=_layers(chart),
        spans=_spread(spans) if len(spans) else None,
        span_classes=_span_classes(spans),
        organisations=chart.n_organisations,
        branches=chart.n_branches,
        teams=chart.n_teams,
        branch_sizes=_spread(np.bincount(chart.branch)),
        team_sizes=_spread(np.bincount(chart.team)),
        by_organisation=_by_organisation(chart),
    )


def direct_subordinates(chart: Chart) -> np.ndarray:
    """Number of direct subordinates of each post that has any."""
    counts = np.bincount(chart.superior[chart.superior >= 0])
    return counts[counts > 0]


def _layers(chart: Chart) -> tuple[LayerCount, ...]:
    key = chart.layer.astype(np.int64) * len(Role) + chart.role
    table = np.bincount(key, minlength=(int(chart.layer.max()) + 1) * len(Role))
    rows = table.reshape(-1, len(Role)).tolist()
    return tuple(
        LayerCount(k, row[Role.LEADER], row[Role.MIDDLE_MANAGER], row[Role.INDIVIDUAL])
        for k, row in enumerate(rows)
    )


def _spread(numbers: ArrayLike) -> Spread:
    values = np.asarray(numbers)
    return Spread(
        int(values.min()),
        float(np.median(values)),
        round(float(values.mean()), 2),
        int(values.max()),
    )


def _span_classes(spans: np.ndarray) -> dict[str, int]:
    counts = {}
    for low, high in SPAN_CLASSES:
        within = (spans >= low) & (spans <= (high or np.inf))
        counts[f"{low}-{high}" if high else f"{low}+"] = int(within.sum())
    return counts


def _by_organisation(chart: Chart) -> tuple[OrganisationCount, ...]:
    n = chart.n_organisations
    posts = np.bincount(chart.organisation, minlength=n)
    branches = np.bincount(chart.branch_organisation, minlength=n)
    teams = np.bincount(chart.branch_organisation[chart.team_branch], minlength=n)
    depth = np.zeros(n, np.int64)
    np.maximum.at(depth, chart.organisation, chart.layer)
    rows = zip(chart.organisation_names, posts, branches, teams, depth + 1, strict=True)
    return tuple(OrganisationCount(name, *(int(k) for k in counts)) for name, *counts in rows)


def _counted(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _in_words(spread: Spread) -> str:
    return (
        f"{spread.smallest:,} to {spread.largest:,}, median {spread.median:,.0f}, "
        f"mean {spread.mean:,.1f}"
    )
