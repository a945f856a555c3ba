"""Agents for Mesa: views on the rows of the people's table, one for each post.

A view holds no state of its own. Reading `agent.energy` reads the post's row of the column
`energy`, and writing `agent.energy = 0.5` writes it, so a view stays right when its post changes
hands. Every column of the people's table is an attribute of the same name, also those that
processes of other packages add. Facts of the chart, counts and weeks can only be read; a number
with bounds can only be set within them.

Example:
    >>> from innosim import InnovationModel
    >>> model = InnovationModel("small-service", seed=1)
    >>> head = model.posts[0]
    >>> head.role.name, head.layer, head.organisation
    ('LEADER', 0, 'Organisation 1')
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import IN_FLIGHT, Column
from innosim.errors import InputError
from innosim.organisation.chart import Role
from innosim.world.ideas import in_stage, names
from innosim.world.people import COLUMNS, TRAITS

if TYPE_CHECKING:
    from innosim.model import InnovationModel

FIXED = {column.name for column in COLUMNS} - set(TRAITS)
"""Columns that agents cannot set: the place of the post, and who holds it since when."""

ROLES = tuple(Role)

MESAS_OWN = {"model", "unique_id", "pos", "cell"}
"""What Mesa keeps on agents, beside the attributes of their class."""


class Person(mesa.Agent):
    """A view on one post and whoever holds it now.

    Attributes:
        unique_id: number of the post within its service, the `post` of the tables of results.
    """

    pos = None
    _row: int

    def __init__(self, model: InnovationModel) -> None:
        raise TypeError(
            "posts come from the scenario's organisation and cannot be added while it runs; "
            "for an agent of your own derive a class from mesa.Agent"
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._row}>"

    @property
    def unique_id(self) -> int:
        """Number of the post within its service, for Mesa."""
        return self._row

    @property
    def post(self) -> int:
        """Number of the post within its service."""
        return self._row

    @property
    def role(self) -> Role:
        """What the post does: individual, middle manager or leader."""
        return ROLES[self._people.role.item(self._row)]

    @property
    def organisation(self) -> str:
        """Name of the organisation."""
        chart = self.model.simulation.world.chart
        return chart.organisation_names[chart.organisation.item(self._row)]

    @property
    def branch(self) -> str:
        """Name of the branch; two organisations may each have a branch of one name."""
        chart = self.model.simulation.world.chart
        return chart.branch_names[chart.branch.item(self._row)]

    @property
    def superior(self) -> Person | None:
        """The agent this one reports to, None for the head of an organisation."""
        row = self._people.superior.item(self._row)
        return None if row < 0 else self.model.posts[row]

    @property
    def subordinates(self) -> list[Person]:
        """The agents that report to this one, without those further down."""
        return self.model.posts.below(self._row)

    @property
    def ideas(self) -> list[str]:
        """Identities ("post-week-ordinal") of the ideas in flight that this person champions."""
        return self.model.posts.ideas(self._row)

    def remove(self) -> None:
        """Refused: the organisation of a scenario does not change while it runs."""
        raise TypeError("a post cannot be removed; it is part of the scenario's organisation")


class Individual(Person):
    """A post that does the service's work."""


class MiddleManager(Person):
    """A post between leaders and individuals: it reviews ideas and passes signals down."""


class Leader(Person):
    """A post that leads an organisation or a large part of it."""


KINDS: dict[Role, type[Person]] = {
    Role.INDIVIDUAL: Individual,
    Role.MIDDLE_MANAGER: MiddleManager,
    Role.LEADER: Leader,
}


class Posts:
    """All views of a model, made at once, and what takes a look at everybody to know.

    Args:
        model: the model whose posts are viewed; its simulation has one service.
    """

    def __init__(self, model: InnovationModel) -> None:
        self._simulation = model.simulation
        with _no_collection():
            self._views = _views(model)
        self._below: list[NDArray[np.int64]] | None = None
        self._ideas: dict[int, list[str]] = {}
        self._ideas_week = -1

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._views)

    def __getitem__(self, post: int) -> Person:
        return self._views[post]

    def by_kind(self) -> dict[type[Person], list[Person]]:
        """The views of each class that has any."""
        kinds: dict[type[Person], list[Person]] = {kind: [] for kind in KINDS.values()}
        for view in self._views:
            kinds[type(view)].append(view)
        return {kind: views for kind, views in kinds.items() if views}

    def below(self, post: int) -> list[Person]:
        """Those who report to a post."""
        if self._below is None:
            self._below = _by_superior(self._simulation.world.people.superior)
        return [self._views[row] for row in self._below[post]]

    def ideas(self, post: int) -> list[str]:
        """Identities of the ideas in flight that a post champions."""
        if self._ideas_week != self._simulation.week:
            self._ideas = self._championed()
            self._ideas_week = self._simulation.week
        return list(self._ideas.get(post, ()))

    def _championed(self) -> dict[int, list[str]]:
        world = self._simulation.world
        rows = in_stage(world, *IN_FLIGHT)
        champions = world.ideas.members[rows, 0]
        found = defaultdict(list)
        for champion, name in zip(champions.tolist(), names(world, rows).tolist(), strict=True):
            found[champion].append(name)
        return found


def _views(model: InnovationModel) -> list[Person]:
    people = model.simulation.world.people
    kinds = [KINDS[role] for role in Role]
    views = []
    for post, role in enumerate(people.role.tolist()):
        kind = kinds[role]
        view = kind.__new__(kind)
        view.model = model
        view._row = post
        view._people = people
        views.append(view)
    return views


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection, which would look at all new objects again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _by_superior(superior: NDArray[np.integer]) -> list[NDArray[np.int64]]:
    order = np.argsort(superior, kind="stable")
    ends = np.searchsorted(superior[order], np.arange(len(superior) + 1))
    return [order[first:last] for first, last in pairwise(ends)]


def columns() -> dict[str, Column]:
    """All columns of the people's table, those that processes add included."""
    added = [column for module in catalogue.processes().values() for column in module.COLUMNS]
    return {column.name: column for column in (*COLUMNS, *added) if column.table == "people"}


def can_be_set(column: Column) -> bool:
    """Whether agents can set a column: neither a fact of the chart nor a count."""
    kind = np.dtype(column.dtype).kind
    return column.name not in FIXED and column.width == 1 and kind in "fb"


def _attribute(column: Column) -> property:
    """A property that reads, and where that is allowed writes, the row of a column."""
    name = column.name

    def read(view: Person) -> Any:
        return getattr(view._people, name).item(view._row)

    def read_all(view: Person) -> Any:
        return getattr(view._people, name)[view._row].tolist()

    reader = read if column.width == 1 else read_all
    writer = _writer(column) if can_be_set(column) else _refusal(name)
    return property(reader, writer, doc=f"{column.meaning} ({column.unit})")


def _writer(column: Column) -> Callable[[Person, float], None]:
    """A function that sets the row of a column, within its bounds."""
    name, inf = column.name, float("inf")
    low = -inf if column.low is None else column.low
    high = inf if column.high is None else column.high

    def write(view: Person, value: float) -> None:
        try:
            within = bool(low <= value <= high)
        except (TypeError, ValueError):
            raise TypeError(f"{name} must be a number, not {value!r}") from None
        if not within:
            raise ValueError(f"{name} must be from {low:g} to {high:g}, not {value!r}")
        getattr(view._people, name)[view._row] = value

    return write


def _refusal(name: str) -> Callable[[Person, object], None]:
    """A function that says that a column cannot be set."""

    def refuse(view: Person, value: object) -> None:
        raise AttributeError(
            f"{name} of {view!r} cannot be set: it is a place, a count or a week, not a share"
        )

    return refuse


def _declare() -> None:
    """Give agents an attribute for each column that is not spoken of above."""
    spoken_of = {column.name for column in COLUMNS} & set(vars(Person))
    for name, column in columns().items():
        if name in spoken_of:
            continue
        if hasattr(Person, name) or name in MESAS_OWN:
            raise InputError(f"a column of people cannot be named {name!r}: agents use that name")
        setattr(Person, name, _attribute(column))


_declare()
