"""Who acts in a story: posts by role, layer and unit, never by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innosim.results.reader import Results
from innosim.what_if.stories.records import plain

ROLES = {
    "individual": "member of staff",
    "middle_manager": "middle manager",
    "leader": "leader",
}
MIDDLE_MANAGER = "middle_manager"


@dataclass(frozen=True)
class Cast:
    """The posts and units of a service.

    Attributes:
        posts: columns of the table posts.
        units: columns of the table units.
    """

    posts: Mapping[str, list[Any]]
    units: Mapping[str, list[Any]]

    def layer(self, post: int) -> int:
        """Number of superiors above a post."""
        return int(self.posts["layer"][post])

    def role(self, post: int) -> str:
        """Role of a post, as in the table."""
        return str(self.posts["role"][post])

    def superior(self, post: int) -> int:
        """The post above; the head of an organisation is its own superior."""
        above = int(self.posts["superior"][post])
        return post if above < 0 else above

    def way_up(self, post: int) -> list[int]:
        """The superiors of a post, up to the head of its organisation."""
        way = []
        while self.superior(post) != post:
            post = self.superior(post)
            way.append(post)
        return way

    def unit(self, post: int) -> str:
        """Branch and organisation of a post."""
        branch = self.units["branch"].index(self.posts["branch"][post])
        name = str(self.units["branch_name"][branch])
        organisation = str(self.units["organisation_name"][branch])
        return name if organisation in name else f"{name}, {organisation}"

    def organisation(self, post: int) -> str:
        """Name of the organisation of a post."""
        branch = self.units["branch"].index(self.posts["branch"][post])
        return str(self.units["organisation_name"][branch])

    def words(self, post: int) -> str:
        """A post by role, layer and unit, as "a middle manager at layer 2 of Forestry"."""
        if post < 0:
            return "nobody"
        if self.layer(post) == 0:
            return f"the head of {self.organisation(post)}"
        role = ROLES.get(self.role(post), self.role(post).replace("_", " "))
        return f"a {role} at layer {self.layer(post)} of {self.unit(post)}"

    def role_words(self, post: int) -> str:
        """A post by role alone, as "middle manager"."""
        if self.layer(post) == 0:
            return "head"
        return ROLES.get(self.role(post), self.role(post).replace("_", " "))


def cast(results: Results) -> Cast:
    """The posts and units of a run."""
    posts = results.columns("posts", ["superior", "role", "layer", "branch"])
    units = results.columns("units", ["branch", "branch_name", "organisation_name"])
    return Cast(plain(posts), plain(units))
