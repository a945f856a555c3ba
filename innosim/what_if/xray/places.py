"""Places: which gates an X-ray looks at; layers, units and roles, never persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from innosim.errors import InputError
from innosim.what_if.xray.visits import Columns

ROLES = {"individual": "staff", "middle_manager": "middle managers", "leader": "leaders"}
"""Roles, and how they are named."""

FEWEST = 3
"""Reviewing posts that a unit must have: fewer would show persons."""


@dataclass(frozen=True)
class Choice:
    """What to look at: a layer, a unit (organisation or branch), a role, or all gates.

    Attributes:
        layer: number of superiors above the gate; 0 is the head of an organisation.
        unit: name of an organisation or branch, in any case.
        role: "middle_manager" or "leader".

    Raises:
        InputError: if more than one is given.
    """

    layer: int | None = None
    unit: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        given = [value for value in (self.layer, self.unit, self.role) if value is not None]
        if len(given) > 1:
            raise InputError("choose one of layer, unit and role")


@dataclass(frozen=True)
class Place:
    """Some gates: their label, and a mask over all posts."""

    label: str
    posts: NDArray[np.bool_]

    @property
    def short(self) -> str:
        """The label without what stands in brackets, for heads of tables."""
        return self.label.partition(" (")[0]

    @property
    def number(self) -> int:
        """How many posts hold these gates."""
        return int(self.posts.sum())


def places(choice: Choice, posts: Columns, units: Columns) -> list[Place]:
    """The gates chosen; without a choice all of them, and then layer by layer from the top.

    Raises:
        InputError: if there is no such gate, or a unit has too few to show no person.
    """
    reviewing = np.isin(posts["post"], posts["superior"])
    if choice.layer is not None:
        return [_layer(choice.layer, posts, reviewing)]
    if choice.unit is not None:
        return [_unit(choice.unit, posts, units, reviewing)]
    if choice.role is not None:
        return [_role(choice.role, posts, reviewing)]
    layers = np.unique(posts["layer"][reviewing]).tolist()
    return [Place("all gates", reviewing), *(_layer(n, posts, reviewing) for n in layers)]


def _layer(layer: int, posts: Columns, reviewing: NDArray[np.bool_]) -> Place:
    there = reviewing & (posts["layer"] == layer)
    if not there.any():
        known = ", ".join(str(n) for n in np.unique(posts["layer"][reviewing]))
        raise InputError(f"no post of layer {layer} reviews ideas; there are layers {known}")
    return Place(f"layer {layer} ({_holders(posts, there)})", there)


def _holders(posts: Columns, there: NDArray[np.bool_]) -> str:
    """The commonest role there, in words."""
    roles = [str(role) for role in posts["role"][there]]
    role = Counter(roles).most_common(1)[0][0]
    return ROLES.get(role, role)


def _role(role: str, posts: Columns, reviewing: NDArray[np.bool_]) -> Place:
    there = reviewing & (posts["role"].astype(str) == role)
    if not there.any():
        raise InputError(f"no post of the role {role!r} reviews ideas; try another role")
    return Place(ROLES.get(role, role), there)


def _unit(name: str, posts: Columns, units: Columns, reviewing: NDArray[np.bool_]) -> Place:
    wanted = name.casefold()
    for title, members in _units(posts, units):
        if title.casefold() != wanted:
            continue
        there = reviewing & members
        if there.sum() < FEWEST:
            raise InputError(
                f"fewer than {FEWEST} posts review ideas in {title}; the X-ray shows no persons: "
                "choose a larger unit, a layer or a role"
            )
        return Place(title, there)
    known = list(dict.fromkeys(title for title, _ in _units(posts, units)))
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"among others there is {known[0]!r}"
    raise InputError(f"there is no unit {name!r}; {hint}")


def _units(posts: Columns, units: Columns) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Names and members of all organisations, then of all branches."""
    names = units["organisation_name"].tolist()
    for number, title in dict(zip(units["organisation"].tolist(), names, strict=True)).items():
        yield title, posts["organisation"] == number
    for number, title in zip(units["branch"].tolist(), units["branch_name"].tolist(), strict=True):
        yield title, posts["branch"] == number
