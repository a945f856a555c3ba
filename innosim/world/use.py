"""Who uses an idea, or could: sites (an idea in a branch) and the people there.

When an idea comes to a branch, one row is added for each of the branch's people, so that the
row of a person is found by counting. Whoever starts or stops using it tells those who listen to
them; work therefore grows with what happens, not with people times weeks.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column
from innosim.world.network import Network
from innosim.world.people import holders
from innosim.world.rows import Rows, distinct
from innosim.world.world import QUARTER, World


class Use(IntEnum):
    """Where a person stands with an idea."""

    UNAWARE = 0
    AWARE = 1
    ADAPTING = 2
    USER = 3
    DROPPED = 4
    CLOSED = 5


UNAWARE, AWARE, ADAPTING, USER = (int(state) for state in tuple(Use)[:4])
"""The first four as plain numbers, with which NumPy compares several times as fast."""


class Scope(IntEnum):
    """How far an idea may travel."""

    BRANCH = 0
    ORGANISATION = 1
    SERVICE = 2


BRANCH, ORGANISATION, SERVICE = (int(scope) for scope in Scope)
"""The same as plain numbers."""

COLUMNS = (
    Column("sites", "idea", "i8", "row", "the idea"),
    Column("sites", "branch", "i8", "row", "the branch it is in"),
    Column("sites", "first", "i8", "row", "the row of its first person in `users`"),
    Column("sites", "size", "i4", "people", "people in the branch"),
    Column("sites", "opened", "i4", "week", "week in which it came to the branch"),
    Column("sites", "home", "?", "yes or no", "the branch that conceived it"),
    Column("sites", "users", "i4", "people", "people who use it there"),
    Column(
        "sites", "took_root", "i4", "week", "week in which a tenth of the branch used it", fill=-1
    ),
    Column("users", "site", "i4", "row", "the site"),
    Column("users", "person", "i4", "row", "the person"),
    Column("users", "state", "i1", "code", "unaware, aware, adapting, user, dropped or closed"),
    Column("users", "heard", "f4", "weight", "users among those the person listens to", 0),
    Column("users", "met", "f4", "hazard", "hazard of adoption met so far", 0),
    Column("users", "resistance", "f4", "hazard", "hazard at which the person takes it up", 0),
    Column("users", "since", "i4", "week", "week in which the person took it up"),
    Column("users", "holder", "i4", "number", "which holder of the post took it up"),
)

TENTH = 0.1
_NOBODY = np.zeros(0, np.int64)


class Hearers(NamedTuple):
    """People who have heard of an idea: rows of `users`, with their person and site."""

    rows: Rows
    person: NDArray[np.integer]
    site: NDArray[np.integer]


def hearers(world: World, rows: Rows) -> Hearers:
    """The people and sites of some rows of `users`, as whole numbers fit for indexing."""
    users = world.users
    person, site = users.person.take(rows), users.site.take(rows)
    return Hearers(rows, person.astype(np.int64), site.astype(np.int64))


def open_sites(world: World, idea: Rows, branch: Rows, week: int, home: bool) -> Rows:
    """Bring ideas to branches; the rows of the new sites."""
    size = world.branches.size[branch].astype(np.int64)
    sites = world.sites.add(len(idea))
    users = world.users.add(int(size.sum()))
    first = users[0] + np.cumsum(size) - size if len(users) else size
    table = world.sites
    table.idea[sites], table.branch[sites], table.first[sites] = idea, branch, first
    table.size[sites], table.opened[sites], table.home[sites] = size, week, home
    site = np.repeat(sites, size)
    person = np.arange(len(users)) - np.repeat(first - users[:1].sum(), size)
    person += np.repeat(world.branches.first[branch], size)
    world.users.site[users], world.users.person[users] = site, person
    world.users.state[users] = AWARE if home else UNAWARE
    if home:
        world.agenda.newly_aware.append(users)
    _draw_resistance(world, users)
    _index(world, sites)
    return sites


def _index(world: World, sites: Rows) -> None:
    """Keep the sites in the order of their keys."""
    keys, rows = world.agenda.sites
    new = site_key(world, world.sites.idea[sites], world.sites.branch[sites])
    keys, rows = np.concatenate([keys, new]), np.concatenate([rows, sites])
    order = np.argsort(keys, kind="stable")
    world.agenda.sites = keys[order], rows[order]


def site_key(world: World, idea: Rows, branch: Rows) -> Rows:
    """One number for an idea in a branch; `divmod` by the number of branches undoes it."""
    return idea.astype(np.int64) * world.branches.n + branch


def aware(world: World, turn: int = 0, turns: int = 1) -> Rows:
    """Rows of all who are aware of a practice and may take it up, in ascending order.

    With several `turns`, those of every so many branches: `turn` is the number of the branch
    modulo `turns`, which must be the same in the whole run.
    """
    _line_up(world, turns)
    chunks = world.agenda.aware.setdefault(turn, [])
    rows = np.concatenate([_NOBODY, *chunks]) if len(chunks) != 1 else chunks[0]
    rows = rows[(world.users.state.take(rows) == AWARE).nonzero()[0]]
    if len(chunks) > 1:
        rows = distinct(rows)
    chunks[:] = [rows]
    return rows


def _line_up(world: World, turns: int) -> None:
    """Put those who have become aware of a practice into the turn of their branch."""
    agenda = world.agenda
    if not agenda.newly_aware:
        return
    new = np.concatenate(agenda.newly_aware)
    agenda.newly_aware.clear()
    number = world.branches.number[world.sites.branch[world.users.site[new]]]
    turn_of = number % turns
    for turn in range(turns):
        agenda.aware.setdefault(turn, []).append(new[turn_of == turn])


def start_adapting(world: World, users: Rows, until: Rows) -> None:
    """Let people adapt a practice; they use it from the week `until` on."""
    world.users.state[users], world.users.since[users] = ADAPTING, until
    for week in distinct(until).tolist():
        world.agenda.adapted.setdefault(week, []).append(users[until == week])


def done_adapting(world: World, week: int) -> Rows:
    """Rows of the people who have adapted a practice by this week."""
    chunks = world.agenda.adapted.pop(week, None)
    if chunks is None:
        return _NOBODY
    rows = np.concatenate(chunks)
    return np.sort(rows[world.users.state[rows] == ADAPTING])


def at_end_of_quarter(world: World, week: int) -> Rows:
    """Rows of the users for whom whole quarters have passed since they took a practice up."""
    chunks = world.agenda.quarters[week % QUARTER]
    if not chunks:
        return _NOBODY
    rows = distinct(np.concatenate(chunks)) if chunks[1:] else chunks[0]
    passed = week - world.users.since.take(rows)
    still = ((world.users.state.take(rows) == USER) & (passed % QUARTER == 0)).nonzero()[0]
    rows, passed = rows[still], passed[still]
    chunks[:] = [rows]
    return rows[passed > 0]


def _draw_resistance(world: World, users: Rows) -> None:
    table, people, ideas = world.users, world.people, world.ideas
    who = hearers(world, users)
    key = ideas.key[world.sites.idea[who.site]] + holders(world, who.person)
    service = people.service[who.person]
    table.resistance[users] = world.streams.exponential("use/resistance", key, 0, service)


def users_of(world: World, sites: Rows) -> Rows:
    """Rows of all people at the given sites."""
    size, first = world.sites.size[sites].astype(np.int64), world.sites.first[sites]
    offset = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(first, size) + offset


def start_using(world: World, users: Rows, week: int) -> None:
    """Make people users: count them at their site and tell their branch."""
    if not len(users):
        return
    table, sites = world.users, world.sites
    who = hearers(world, users)
    table.state[users], table.since[users] = USER, week
    table.holder[users] = world.people.holder[who.person]
    world.agenda.quarters[week % QUARTER].append(users)
    np.add.at(sites.users, who.site, np.int32(1))
    touched = distinct(who.site)
    rooted = (sites.users[touched] >= TENTH * sites.size[touched]) & (sites.took_root[touched] < 0)
    sites.took_root[touched[rooted]] = week
    tell_branch(world, who, 1.0)


def stop_using(world: World, users: Rows, state: Use) -> None:
    """Make users something else: take them off the count and tell their branch."""
    if not len(users):
        return
    who = hearers(world, users)
    world.users.state[users] = int(state)
    np.subtract.at(world.sites.users, who.site, np.int32(1))
    tell_branch(world, who, -1.0)


def hand_over(world: World, users: Rows) -> None:
    """Let those who took over the posts of users start anew: aware, and not yet convinced."""
    if not len(users):
        return
    stop_using(world, users, Use.AWARE)
    world.users.met[users] = 0.0
    _draw_resistance(world, users)
    world.agenda.newly_aware.append(users)


def arcs_from(
    person: NDArray[np.integer], ties: Network
) -> tuple[Rows, Rows, NDArray[np.float32] | None]:
    """All these ties along which people are heard: (number for each, listener, weight)."""
    first = ties.start.take(person)
    number = ties.start.take(person + 1)
    number -= first
    arc = np.repeat(first - number.cumsum() + number, number)
    arc += np.arange(len(arc))
    weight = None if ties.weight is None else ties.weight[arc]
    return number, ties.heard.take(arc).astype(np.int64), weight


def tell_branch(world: World, users: Hearers, sign: float) -> None:
    """Add users to (or take them from) what their listeners in the same branch have heard."""
    number, listener, weight = arcs_from(users.person, world.listeners[0])
    rows = np.repeat(users.rows - users.person, number)
    rows += listener
    _hear(world, rows, sign, weight)
    away = ~world.sites.home[users.site]
    if away.any():
        _wake(world, rows[np.repeat(away, number)])


def hear(
    world: World, site: Rows, listener: NDArray[np.integer], weight: NDArray[np.float32] | None
) -> None:
    """Let people at sites hear of one more user; who hears for the first time is aware."""
    branch_first = world.branches.first[world.sites.branch[site]]
    rows = world.sites.first[site] + listener - branch_first
    _hear(world, rows, 1.0, weight)
    _wake(world, rows)


def tell(world: World, site: Rows, listener: NDArray[np.integer]) -> Rows:
    """Make people at sites aware of a practice, without anybody they listen to using it."""
    branch_first = world.branches.first[world.sites.branch[site]]
    rows: Rows = world.sites.first[site] + listener - branch_first
    _wake(world, rows)
    return rows


def _hear(world: World, rows: Rows, sign: float, weight: NDArray[np.float32] | None) -> None:
    change = np.float32(sign)
    np.add.at(world.users.heard, rows, change if weight is None else change * weight)


def _wake(world: World, rows: Rows) -> None:
    unaware = rows[world.users.state.take(rows) == UNAWARE]
    if len(unaware):
        unaware = distinct(unaware)
        world.users.state[unaware] = AWARE
        world.agenda.newly_aware.append(unaware)


def site_at(world: World, idea: Rows, branch: Rows) -> Rows:
    """The site of each (idea, branch), -1 where the idea has not come to the branch."""
    keys, rows = world.agenda.sites
    if not len(keys):
        return np.full(len(idea), -1)
    wanted = site_key(world, idea, branch)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, rows[place], -1)
