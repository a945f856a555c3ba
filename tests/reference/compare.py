"""What the reference and the array version both know, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.world.tables import Table
from innosim.world.world import World
from tests.reference.entities import Branch, Idea, Organisation, Person, Review, Service, Site, User

Read = Callable[[Any], Any]
Columns = tuple[str, ...]

NOT_COMPARED: dict[str, dict[str, str]] = {
    "services": {"organisations": "given", "people": "given"},
    "organisations": {"service": "one service", "number": "given", "first": "where it is stored"},
    "branches": {
        "service": "one service",
        "organisation": "given",
        "number": "given",
        "first": "where it is stored",
        "size": "given",
    },
    "teams": {"organisation": "given", "branch": "given"},
    "people": {"service": "one service", "role": "given", "fte": "given"},
    "ideas": {"service": "one service", "reason": "a code; the texts are compared"},
    "sites": {"idea": "its key", "branch": "its key", "first": "where it is stored"},
    "users": {"site": "its key", "person": "its key"},
}
"""Columns that are given, or say where something is stored, and are not compared."""


def _row(entity: Person | Organisation | Branch | None) -> int:
    """The row of an entity in a world of one service; -1 for nobody."""
    if entity is None:
        return -1
    return entity.post if isinstance(entity, Person) else entity.number


def _alignment(idea: Idea) -> list[float]:
    """Alignment of those concerned; 0 for the places where nobody is."""
    pairs = zip(idea.concerned, idea.alignment, strict=True)
    return [0.0 if o is None else one for o, one in pairs]


SPECIAL: dict[str, dict[str, Read]] = {
    "organisations": {"head": lambda o: o.head.post, "base": lambda o: list(o.base.values())},
    "teams": {
        "size": lambda team: len(team.people),
        "superior": lambda team: _row(team.superior),
    },
    "people": {
        "organisation": lambda person: person.organisation.number,
        "branch": lambda person: person.branch.number,
        "team": lambda person: person.team.number,
        "superior": lambda person: _row(person.superior),
    },
    "ideas": {
        "organisation": lambda idea: idea.organisation.number,
        "branch": lambda idea: idea.branch.number,
        "origin": lambda idea: idea.origin.post,
        "members": lambda idea: [_row(member) for member in idea.members],
        "concerned": lambda idea: [_row(o) for o in idea.concerned],
        "reviewer": lambda idea: idea.reviewer.post,
        "alignment": _alignment,
    },
    "sites": {"size": lambda site: len(site.everybody)},
}
"""Columns that hold rows of other entities, or are worked out."""


KINDS: dict[str, type] = {"f": np.float64, "U": str}
"""How the values of the reference are laid out: numbers in double precision."""


@dataclass
class Deviations:
    """What differs: the largest distance of each column of numbers, and what is not equal."""

    largest: dict[str, float] = field(default_factory=dict)
    unequal: list[str] = field(default_factory=list)

    def note(self, column: str, found: NDArray[Any], expected: Sequence[Any], week: int) -> None:
        """Compare one column: whole numbers and texts exactly, numbers by their distance."""
        if not len(expected):
            return
        wanted = np.array(expected, KINDS.get(found.dtype.kind, found.dtype))
        if found.shape != wanted.shape:
            self.unequal.append(f"week {week}: {column} has {found.shape}, not {wanted.shape}")
        elif found.dtype.kind == "f":
            far = float(_apart(found.astype(np.float64), wanted).max())
            self.largest[column] = max(far, self.largest.get(column, 0.0))
        elif (found != wanted).any():
            where = np.argwhere(found != wanted)[0]
            values = f"{found[tuple(where)]}, not {wanted[tuple(where)]}"
            self.unequal.append(f"week {week}: {column}{where.tolist()} is {values}")


def _apart(found: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances, relative to what is above 1; infinite where there is no number."""
    far = np.abs(found - wanted) / np.maximum(np.abs(wanted), 1.0)
    return np.where(np.isfinite(far), far, np.inf)


def compare(world: World, service: Service, found: Deviations, week: int) -> None:
    """Compare everything after a week, the many rows of sites and users after every fourth."""
    tables: tuple[tuple[Table, str, list[Any]], ...] = (
        (world.services, "services", [service]),
        (world.organisations, "organisations", service.organisations),
        (world.branches, "branches", service.branches),
        (world.teams, "teams", service.teams),
        (world.people, "people", service.people),
        (world.ideas, "ideas", service.ideas),
    )
    for table, name, entities in tables:
        _compare_table(table, name, entities, found, week)
    reasons = np.array(world.reasons)[world.ideas.reason]
    found.note("ideas.reason", reasons, [idea.reason for idea in service.ideas], week)
    if week % 4 == 3:
        _compare_use(world, service, found, week)
    _compare_reviews(world, service, found, week)


def _columns(table: Table, name: str) -> Iterator[str]:
    for column in table.columns:
        if column not in NOT_COMPARED[name]:
            yield column


def _compare_table(
    table: Table, name: str, entities: Sequence[Any], found: Deviations, week: int
) -> None:
    if table.n != len(entities):
        found.unequal.append(f"week {week}: {table.n} {name}, not {len(entities)}")
        return
    for column in _columns(table, name):
        values: NDArray[Any] = getattr(table, column)
        if (name, column) == ("ideas", "alignment"):
            values = np.where(table.concerned >= 0, values, 0.0)
        expected = _values(name, column, entities)
        found.note(f"{name}.{column}", values, expected, week)


def _values(name: str, column: str, entities: Iterable[Any]) -> list[Any]:
    read = SPECIAL.get(name, {}).get(column)
    if read is not None:
        return [read(entity) for entity in entities]
    return [getattr(entity, column) for entity in entities]


def _compare_use(world: World, service: Service, found: Deviations, week: int) -> None:
    """Sites by idea and branch, users by site and person."""
    sites = world.sites
    rows = np.lexsort((sites.branch, sites.idea))
    expected = sorted(
        (site for idea in service.ideas for site in idea.sites.values()),
        key=lambda site: (site.idea.number, site.branch.number),
    )
    keys = [(site.idea.number, site.branch.number) for site in expected]
    if list(zip(sites.idea[rows].tolist(), sites.branch[rows].tolist(), strict=True)) != keys:
        found.unequal.append(f"week {week}: the sites are others")
        return
    for column in _columns(sites, "sites"):
        values = getattr(sites, column)[rows]
        found.note(f"sites.{column}", values, _values("sites", column, expected), week)
    first = [np.arange(sites.first[row], sites.first[row] + sites.size[row]) for row in rows]
    _compare_users(world, expected, np.concatenate([np.zeros(0, np.int64), *first]), found, week)


def _compare_users(
    world: World, sites: list[Site], rows: NDArray[np.int64], found: Deviations, week: int
) -> None:
    users: list[User] = [user for site in sites for user in site.everybody]
    for column in _columns(world.users, "users"):
        values = getattr(world.users, column)[rows]
        found.note(f"users.{column}", values, _values("users", column, users), week)


def _compare_reviews(world: World, service: Service, found: Deviations, week: int) -> None:
    """The logged decisions of this week, with the terms of their scores."""
    logged = [part for part in world.log.get("gates", []) if part["week"][0] == week]
    rows = sum(len(part["idea"]) for part in logged)
    reviews = sorted(service.reviews, key=lambda review: review.idea.number)
    if rows != len(reviews):
        found.unequal.append(f"week {week}: {rows} reviews, not {len(reviews)}")
        return
    for part in logged:
        for column, values in part.items():
            if column not in ("replicate", "week"):
                expected = [_logged(review, column) for review in reviews]
                found.note(f"gates.{column}", values, expected, week)


def _logged(review: Review, column: str) -> Any:
    if column.startswith("term_"):
        return review.terms[column.removeprefix("term_")]
    special = {
        "idea": review.idea.number,
        "post": review.reviewer.post,
        "layer": review.reviewer.layer,
        "score": sum(review.terms.values()),
    }
    return special[column] if column in special else getattr(review, column)
