"""A service made from a few numbers.

Nothing is drawn at random: the same numbers always give the same chart. Each organisation has
one head, further leaders in layers under the head, middle managers in layers under the lowest
leaders, and individuals under the lowest middle managers. Each layer is spread evenly under the
one above.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from innosim.organisation.apportion import apportion
from innosim.organisation.chart import Chart, IntArray, Role
from innosim.organisation.nest import BRANCH_SIZE, Posts, nest
from innosim.parameters import ParameterSet, parameter

Counts = NDArray[np.int64]


class Body(ParameterSet):
    """One organisation that is stated by name."""

    name: str = Field(min_length=1, description="name of the organisation")
    headcount: int = parameter(..., unit="people", low=1, high=5_000_000, meaning="its people")


class GeneratedOrganisation(ParameterSet):
    """The numbers that a service is made from."""

    headcount: int = parameter(
        34_908,
        unit="people",
        low=1,
        high=5_000_000,
        source="BC Public Service 2024, antiracism.gov.bc.ca",
        meaning="people in the whole service, one post each",
    )
    organisations: int = parameter(
        24, unit="organisations", low=1, high=10_000, meaning="number of organisations"
    )
    size_exponent: float = parameter(
        1.27,
        unit="1",
        low=0.0,
        high=4.0,
        source="fitted: the 18 largest of 111 APS agencies hold 80 % of 167,000 people (2013)",
        meaning="the r-th largest organisation has a size in proportion to r ** -size_exponent",
    )
    span: float = parameter(
        8.0,
        unit="people",
        low=2.0,
        high=100.0,
        source="5 to 10 by function, CoA 2014 audit; Portland 6, Oregon's goal 11",
        meaning="most subordinates that a leader or a middle manager above managers has",
    )
    layers: int | None = parameter(
        None,
        unit="layers",
        low=1,
        high=40,
        source="APSC 2016: 5.3 on average, 9 in the largest agencies",
        meaning="most layers of middle managers in an organisation; spans widen to keep to it; "
        "without it, as many as the span asks for",
    )
    share_leaders: float = parameter(
        0.006,
        unit="share of people",
        low=0.0,
        high=1.0,
        source="BC Public Service 2024: executive 0.6 %",
        meaning="leaders among all people; each organisation has at least one, its head",
    )
    share_middle_managers: float = parameter(
        0.178,
        unit="share of people",
        low=0.0,
        high=1.0,
        source="BC Public Service 2024: management 17.8 %",
        meaning="middle managers among all people",
    )
    bodies: list[Body] = Field(
        default_factory=list,
        description="organisations by name and headcount, instead of headcount, "
        "organisations and size_exponent",
    )

    @model_validator(mode="after")
    def _agree(self) -> GeneratedOrganisation:
        if self.share_leaders + self.share_middle_managers > 1:
            raise ValueError("share_leaders and share_middle_managers add up to more than 1")
        if self.bodies:
            self._agree_with_bodies()
        elif self.organisations > self.headcount:
            raise ValueError(
                f"{self.organisations} organisations cannot share {self.headcount} people"
            )
        return self

    def _agree_with_bodies(self) -> None:
        given = self.model_fields_set
        people = sum(body.headcount for body in self.bodies)
        if "headcount" in given and self.headcount != people:
            raise ValueError(f"headcount is {self.headcount} but the bodies have {people} people")
        if "organisations" in given and self.organisations != len(self.bodies):
            raise ValueError(
                f"organisations is {self.organisations} but {len(self.bodies)} bodies are given"
            )

    def sizes(self) -> Counts:
        """Headcount of each organisation, the largest first unless bodies are given."""
        if self.bodies:
            return np.array([body.headcount for body in self.bodies])
        weights = np.arange(1.0, self.organisations + 1) ** -self.size_exponent
        return 1 + apportion(self.headcount - self.organisations, weights)

    def names(self) -> tuple[str, ...]:
        """Names of the organisations."""
        if self.bodies:
            return tuple(body.name for body in self.bodies)
        return tuple(f"Organisation {rank}" for rank in range(1, self.organisations + 1))


def generate(
    p: GeneratedOrganisation, *, name: str = "service", branch_size: int = BRANCH_SIZE
) -> Chart:
    """Make the chart of a service.

    Args:
        p: the numbers to make it from.
        name: name of the service.
        branch_size: wanted number of people of a branch.
    """
    sizes = p.sizes()
    leaders, middle = role_counts(p, sizes)
    layers = [
        _layers(p, int(n), int(a), int(m)) for n, a, m in zip(sizes, leaders, middle, strict=True)
    ]
    starts = np.cumsum(sizes) - sizes
    n = int(sizes.sum())
    posts = Posts(
        superior=np.concatenate(
            [_superiors([k for k, _ in ls], int(s)) for ls, s in zip(layers, starts, strict=True)]
        ),
        organisation=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        role=np.concatenate([np.full(k, role, np.int8) for ls in layers for k, role in ls]),
        fte=np.ones(n, np.float32),
        grade=("",) * n,
        organisation_names=p.names(),
    )
    return nest(posts, name=name, branch_size=branch_size)


def role_counts(p: GeneratedOrganisation, sizes: Counts) -> tuple[Counts, Counts]:
    """Leaders and middle managers of each organisation; the service's totals fit the shares.

    Where the organisations are many and small, the heads alone may be more than
    `share_leaders` asks for.
    """
    wanted = round(p.share_leaders * int(sizes.sum()))
    spare = np.maximum(sizes * p.share_leaders - 1, 0)
    leaders = np.ones_like(sizes)
    if wanted > len(sizes) and spare.sum() > 0:
        leaders = 1 + np.minimum(apportion(wanted - len(sizes), spare), sizes - 1)
    wanted = round(p.share_middle_managers * int(sizes.sum()))
    return leaders, np.minimum(apportion(wanted, sizes), sizes - leaders)


def _layers(
    p: GeneratedOrganisation, people: int, leaders: int, middle: int
) -> list[tuple[int, Role]]:
    """Size and role of each layer of one organisation, from the head down."""
    top = [1, *spread_over_layers(leaders - 1, 1, p.span, None)]
    managers = spread_over_layers(middle, top[-1], p.span, p.layers)
    found = [(k, Role.LEADER) for k in top] + [(k, Role.MIDDLE_MANAGER) for k in managers]
    individuals = people - leaders - middle
    return [*found, (individuals, Role.INDIVIDUAL)] if individuals else found


def spread_over_layers(people: int, above: int, span: float, most: int | None) -> list[int]:
    """Sizes of the fewest layers, each at most `span` times the one above it.

    Args:
        people: posts to spread.
        above: posts in the layer above the first.
        span: largest ratio of a layer to the one above, unless `most` stands against it.
        most: largest number of layers.
    """
    if people <= 0:
        return []
    layers = 1
    while above * _powers(span, layers).sum() < people and layers != most:
        layers += 1
    if layers == 1:
        return [people]
    sizes = np.rint(above * _powers(_ratio(people / above, layers), layers)).astype(int)
    sizes[-1] += people - sizes.sum()
    return [int(k) for k in sizes]


def _powers(ratio: float, count: int) -> NDArray[np.float64]:
    return ratio ** np.arange(1.0, count + 1)


def _ratio(total: float, count: int) -> float:
    """The ratio whose first `count` powers sum to `total`, by bisection."""
    low, high = 0.0, max(total, 1.0)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _powers(middle, count).sum() < total else (low, middle)
    return high


def _superiors(sizes: list[int], start: int) -> IntArray:
    """Rows of the superiors of one organisation, each layer evenly under the one above."""
    parts = [np.array([-1])]
    for above, here in pairwise(sizes):
        parts.append(start + np.arange(here) * above // here)
        start += above
    return np.concatenate(parts).astype(np.int32)
