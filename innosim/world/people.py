"""People: one row a post; who holds it changes, the row does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column
from innosim.organisation.chart import Role
from innosim.parameters import ParameterSet, parameter
from innosim.streams import beta_quantile, box_muller

if TYPE_CHECKING:
    from innosim.world.world import World

COLUMNS = (
    Column("people", "post", "i4", "number", "number of the post within its service"),
    Column("people", "service", "i8", "row", "service the post is in"),
    Column("people", "organisation", "i8", "row", "organisation the post is in"),
    Column("people", "branch", "i8", "row", "branch the post is in"),
    Column("people", "team", "i8", "row", "team the post is in"),
    Column("people", "superior", "i8", "row", "post of the superior, -1 for a head"),
    Column("people", "role", "i1", "code", "individual, middle manager or leader"),
    Column("people", "layer", "i2", "number", "number of superiors above the post"),
    Column("people", "below", "i4", "people", "posts below this one, over all layers"),
    Column("people", "fte", "f4", "share", "share of a full-time post", 0, 1),
    Column("people", "holder", "i4", "number", "how many people held the post before"),
    Column("people", "hired", "i4", "week", "week in which the present holder came"),
    Column("people", "innovativeness", "f4", "share", "trait: urge to propose", 0, 1),
    Column("people", "risk_aversion", "f4", "share", "trait: weight of what may go wrong", 0, 1),
    Column(
        "people",
        "threshold",
        "f4",
        "share",
        "trait: share of users among colleagues that convinces",
        0,
        1,
    ),
    Column("people", "method", "f4", "share", "skill: how to innovate", 0, 1),
    Column("people", "subject", "f4", "share", "skill: knowledge of the matter", 0, 1),
    Column(
        "people", "bridging", "f4", "share", "skill: translating between citizens and leaders", 0, 1
    ),
    Column(
        "people", "astuteness", "f4", "share", "skill: sensing what may backfire politically", 0, 1
    ),
    Column("people", "passing_on", "f4", "share", "trait: share of a signal passed down", 0, 1),
    Column("people", "capability", "f4", "share", "command of new tools and methods", 0, 1),
)

TRAITS = (
    "innovativeness",
    "risk_aversion",
    "threshold",
    "method",
    "subject",
    "bridging",
    "astuteness",
    "passing_on",
    "capability",
)

SKILLS = ("method", "subject", "bridging", "astuteness", "capability")
DRAWN = (
    "innovativeness",
    "risk_aversion",
    "threshold/radius",
    "threshold/angle",
    "passing_on",
    *SKILLS,
)


DECISIONS = tuple(f"people/{name}" for name in DRAWN)


class PeopleParameters(ParameterSet):
    """Traits of people, drawn when somebody takes up a post."""

    innovativeness_a: float = parameter(
        2.0,
        unit="shape",
        low=1,
        high=20,
        meaning="first shape of the Beta distribution of innovativeness",
    )
    innovativeness_b: float = parameter(
        5.0,
        unit="shape",
        low=1,
        high=20,
        meaning="second shape of the Beta distribution of innovativeness",
    )
    risk_aversion_staff: float = parameter(
        0.4,
        unit="share",
        low=0.1,
        high=0.9,
        meaning="mean risk aversion of individuals",
        source="assumed; Beta with shapes that sum to 10",
    )
    risk_aversion_middle: float = parameter(
        0.6,
        unit="share",
        low=0.1,
        high=0.9,
        meaning="mean risk aversion of middle managers",
        source="O 01:03:12 for the direction; size assumed",
    )
    risk_aversion_leaders: float = parameter(
        0.5,
        unit="share",
        low=0.1,
        high=0.9,
        meaning="mean risk aversion of leaders",
        source="K section 3 for the direction; size assumed",
    )
    threshold_mean: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        meaning="mean share of users among colleagues that convinces a person",
        source="Centola et al. 2018, Science 360:1116",
    )
    threshold_sd: float = parameter(
        0.15, unit="share", low=0, high=1, meaning="spread of that share between people"
    )
    capability_a: float = parameter(
        3.0,
        unit="shape",
        low=1,
        high=20,
        meaning="both shapes of the Beta distribution of skills and capability",
    )
    passing_on_mean: float = parameter(
        0.9,
        unit="share",
        low=0.1,
        high=0.98,
        meaning="mean share of a signal that a manager passes down",
        source="assumed; Beta with shapes that sum to 20",
    )
    average_heroes: int = parameter(
        0,
        unit="people",
        low=0,
        high=1000,
        source="O 00:15:49 (reliance on individuals); 0 leaves everybody as they are",
        meaning="how many of the most determined people at the start are made average",
    )


def draw_traits(world: World, rows: NDArray[np.integer]) -> None:
    """Draw the traits of the people who now hold the posts `rows`."""
    if not len(rows):
        return
    people, p = world.people, world.people_parameters
    luck = _luck(world, rows)
    people.innovativeness[rows] = beta_quantile(
        luck["innovativeness"], p.innovativeness_a, p.innovativeness_b
    )
    people.risk_aversion[rows] = _risk_aversion(world, rows, luck["risk_aversion"])
    normal = box_muller(luck["threshold/radius"], luck["threshold/angle"])
    people.threshold[rows] = (p.threshold_mean + p.threshold_sd * normal).clip(0.0, 1.0)
    passes = 20.0 * p.passing_on_mean
    people.passing_on[rows] = beta_quantile(luck["passing_on"], passes, 20.0 - passes)
    skills = beta_quantile(luck["skills"], p.capability_a, p.capability_a)
    for skill, drawn in zip(SKILLS, skills, strict=True):
        getattr(people, skill)[rows] = drawn


def make_heroes_average(world: World) -> None:
    """Give the most determined of each service the mean innovativeness.

    The determination of a champion at the gates is energy x innovativeness, and energy is the
    same for everybody at the start: the most determined are those with most innovativeness. Those
    who later come to a post are not touched.
    """
    people, p = world.people, world.people_parameters
    if not p.average_heroes:
        return
    by_service = np.lexsort((-people.innovativeness, people.service))
    first = np.searchsorted(people.service[by_service], np.arange(world.services.n))
    rank = np.arange(people.n) - first[people.service[by_service]]
    heroes = by_service[rank < p.average_heroes]
    mean = p.innovativeness_a / (p.innovativeness_a + p.innovativeness_b)
    people.innovativeness[heroes] = mean


def holders(world: World, rows: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Identity of the people who now hold the posts `rows`: post and number of holder."""
    holder = world.people.holder[rows].astype(np.uint64) << np.uint64(32)
    return holder + world.people.post[rows].astype(np.uint64)


def _luck(world: World, rows: NDArray[np.integer]) -> dict[str, NDArray[np.float64]]:
    service = world.people.service[rows]
    drawn = world.streams.uniforms(DECISIONS, holders(world, rows), 0, service)
    skills = drawn[len(DRAWN) - len(SKILLS) :]
    return {**dict(zip(DRAWN, drawn, strict=True)), "skills": skills}


def _risk_aversion(
    world: World, rows: NDArray[np.integer], luck: NDArray[np.float64]
) -> NDArray[np.float64]:
    p, role = world.people_parameters, world.people.role[rows]
    means = {
        int(Role.INDIVIDUAL): p.risk_aversion_staff,
        int(Role.MIDDLE_MANAGER): p.risk_aversion_middle,
        int(Role.LEADER): p.risk_aversion_leaders,
    }
    drawn = np.empty(len(rows))
    for kind, mean in means.items():
        those = (role == kind).nonzero()[0]
        if not len(those):
            continue
        drawn[those] = beta_quantile(luck[those], 10.0 * mean, 10.0 * (1.0 - mean))
    return drawn
