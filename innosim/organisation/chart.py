"""The nested structure of a service: posts in teams, branches and organisations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]


class Role(IntEnum):
    """What a post does in the service."""

    INDIVIDUAL = 0
    MIDDLE_MANAGER = 1
    LEADER = 2


@dataclass(frozen=True)
class Chart:
    """Posts and the units that hold them, in rows sorted by organisation, branch and team.

    All arrays with one entry a post have length `n`. Because of the order of the rows, each
    team, branch and organisation is one unbroken range of posts. Each organisation has exactly
    one post whose `superior` is -1: its head. A superior is always in the same organisation,
    and following superiors always ends at the head (there is no cycle).

    Attributes:
        superior: row of the superior post, -1 for the head of an organisation.
        role: a `Role` for each post (int8).
        layer: number of superiors above a post (int16); 0 for the head of an organisation.
        team, branch, organisation: index of the unit each post belongs to.
        fte: share of a full-time post (float32, above 0 and at most 1).
        grade: the grade as the source names it, "" where there is none.
        team_branch: branch of each team.
        branch_organisation: organisation of each branch.
        branch_names, organisation_names: names of the units.
        name: name of the whole service.
    """

    name: str
    superior: IntArray
    role: NDArray[np.int8]
    layer: NDArray[np.int16]
    team: IntArray
    branch: IntArray
    organisation: IntArray
    fte: NDArray[np.float32]
    grade: tuple[str, ...]
    team_branch: IntArray
    branch_organisation: IntArray
    branch_names: tuple[str, ...]
    organisation_names: tuple[str, ...]
    ties: NDArray[np.int32] | None = field(default=None)
    tie_weights: NDArray[np.float32] | None = field(default=None)

    @property
    def n(self) -> int:
        """Number of posts."""
        return len(self.superior)

    @property
    def n_teams(self) -> int:
        """Number of teams."""
        return len(self.team_branch)

    @property
    def n_branches(self) -> int:
        """Number of branches."""
        return len(self.branch_organisation)

    @property
    def n_organisations(self) -> int:
        """Number of organisations."""
        return len(self.organisation_names)
