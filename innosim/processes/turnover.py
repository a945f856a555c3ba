"""Turnover: people leave, posts are filled again, teams are refilled.

People leave at the rate of real services, worn-out people more often, heads of organisations when
leadership changes. A newcomer has traits, beliefs and energy of their own. An idea whose champion
leaves before its pilot begins may die with the champion, or be taken over by another member of the
team; later another member goes on with it, but it has lost its first champion. Empty seats in
teams are refilled from the branch.

Source: leavers 7.5 % to 8.9 % a year (UK civil service 2022 to 2024, Cabinet Office and Institute
for Government). O 00:15:49 (reliance on individuals). Other sizes assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import STALLED, Column, Mechanism, Stage
from innosim.parameters import ParameterSet, parameter
from innosim.world.draws import Draws
from innosim.world.events import note_event
from innosim.world.ideas import TEAM, in_stage
from innosim.world.people import TRAITS, draw_traits, holders
from innosim.world.world import World

PHASE = "renew"
READS = (
    "people.energy",
    "teams.clarity",
    "teams.normality",
    "ideas.stage",
    "ideas.branch",
    "ideas.key",
    "ideas.service",
)
WRITES = (
    "people.holder",
    "people.hired",
    *(f"people.{trait}" for trait in TRAITS),
    "people.clarity",
    "people.normality",
    "people.outlook",
    "people.energy",
    "people.blame",
    "people.literacy",
    "people.uptake",
    "people.strain",
    "people.stamina",
    "ideas.members",
    "ideas.champion_left",
    "ideas.champion_left_in",
    "organisations.exits",
)
COLUMNS = (
    Column("people", "strain", "f8", "hazard", "hazard of leaving met so far", 0),
    Column("people", "stamina", "f4", "hazard", "hazard at which the person leaves", 0),
    Column("ideas", "champion_left", "?", "yes or no", "its champion has left"),
    Column("ideas", "champion_left_in", "i4", "week", "week in which its champion left"),
    Column("organisations", "exits", "i4", "people", "people who left this week"),
)


class Parameters(ParameterSet):
    """Who leaves and what that does."""

    yearly: float = parameter(
        0.09,
        unit="share per year",
        low=0,
        high=0.9,
        source="leavers 8.9 % of the UK civil service 2022/23 (Cabinet Office)",
        meaning="share of people who leave in a year",
    )
    tired: float = parameter(
        0.3, unit="share", low=0, high=1, meaning="energy below which people leave more often"
    )
    exhausted: float = parameter(
        0.2,
        unit="per share and year",
        low=0,
        high=5,
        meaning="rise of the yearly rate with each share of energy below that",
    )
    leaders_yearly: float = parameter(
        0.35,
        unit="share per year",
        low=0,
        high=0.99,
        source="tenure of leaders of two to three years; assumed",
        meaning="share of heads of organisations who change in a year",
    )
    takes_over: float = parameter(
        0.5,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that another member of the team takes over an idea whose champion leaves",
    )


MECHANISMS = (
    Mechanism(
        "turnover",
        "people leave and newcomers know nothing of what was agreed",
        (9, 3),
        {"turnover.yearly": 0.0, "turnover.leaders_yearly": 0.0},
        "exits",
        +1,
    ),
    Mechanism(
        "exhausted people leave",
        "worn-out people leave more often",
        (21,),
        {"turnover.exhausted": 0.0},
        "exits",
        +1,
        {"energy.cost": 0.2},
    ),
)


SEATS = tuple(f"turnover/seat/{seat}" for seat in range(TEAM))


def start(world: World, p: Parameters) -> None:
    """Draw how much everybody bears."""
    _draw_stamina(world, np.arange(world.people.n))


def step(world: World, p: Parameters, week: int) -> None:
    """Let people leave, fill their posts, and settle what becomes of their ideas."""
    people = world.people
    leaving = _leaves(world, p, week).nonzero()[0]
    own = people.organisation[leaving]
    world.organisations.exits[:] = np.bincount(own, minlength=world.organisations.n)
    if not len(leaving):
        return
    people.holder[leaving] += 1
    people.hired[leaving] = week
    people.strain[leaving] = 0.0
    draw_traits(world, leaving)
    _draw_stamina(world, leaving)
    for arrive in world.arrivals:
        arrive(leaving, week)
    gone = np.zeros(people.n + 1, bool)
    gone[leaving] = True
    _settle_ideas(world, p, gone, week)


def _leaves(world: World, p: Parameters, week: int) -> NDArray[np.bool_]:
    people = world.people
    weekly = -np.log1p(-p.yearly) / 52.0
    people.strain += np.float32(weekly)
    tired = (people.energy < p.tired).nonzero()[0]
    people.strain[tired] += (p.exhausted / 52.0) * (p.tired - people.energy[tired])
    heads = world.organisations.head
    people.strain[heads] += max(-np.log1p(-p.leaders_yearly) / 52.0 - weekly, 0.0)
    return people.strain >= people.stamina


def _draw_stamina(world: World, rows: NDArray[np.integer]) -> None:
    people = world.people
    who = holders(world, rows)
    people.stamina[rows] = world.streams.exponential(
        "turnover/stamina", who, 0, people.service[rows]
    )


def _settle_ideas(world: World, p: Parameters, gone: NDArray[np.bool_], week: int) -> None:
    ideas = world.ideas
    live = in_stage(
        world, Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT, Stage.DIFFUSING
    )
    left = gone[ideas.members[live]]
    touched = left.any(axis=1)
    rows, left = live[touched], left[touched]
    if not len(rows):
        return
    members = ideas.members[rows]
    ideas.members[rows] = np.where(left, -1, members)
    _replace_champions(world, p, rows[left[:, 0]], week)
    _refill(world, rows, week)


def _replace_champions(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> None:
    """Let another member take over what has lost its champion, or the idea go."""
    if not len(rows):
        return
    ideas = world.ideas
    note_event(world, rows, week, "champion left", np.full(len(rows), -1))
    ideas.champion_left[rows], ideas.champion_left_in[rows] = True, week
    others = ideas.members[rows, 1:]
    seat = np.argmax(others >= 0, axis=1)
    heir = others[np.arange(len(rows)), seat]
    luck = Draws(world, rows, week).uniform("turnover/takes_over")
    early = ideas.stage[rows] <= STALLED
    goes = early & ((luck >= p.takes_over) | (heir < 0))
    world.requests.move("left", rows[goes], Stage.WITHDRAWN, "the champion left")
    ideas.members[rows, 0] = heir
    ideas.members[rows, 1 + seat] = -1
    taken_over = rows[~goes & early]
    ideas.champion_left[taken_over] = False
    note_event(world, taken_over, week, "taken over", heir[~goes & early])


def _refill(world: World, rows: NDArray[np.int64], week: int) -> None:
    """Fill the empty seats of teams with people of the branch."""
    ideas, branches = world.ideas, world.branches
    branch = ideas.branch[rows]
    draws = Draws(world, rows, week, prepare=SEATS)
    luck = np.array([draws.uniform(seat) for seat in SEATS]).T
    somebody = branches.first[branch][:, None] + luck * branches.size[branch][:, None]
    members = ideas.members[rows]
    ideas.members[rows] = np.where(members < 0, somebody.astype(np.int64), members)
