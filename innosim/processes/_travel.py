"""How a practice travels beyond the branch where it is at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.world import use
from innosim.world.ideas import in_stage
from innosim.world.rows import distinct
from innosim.world.use import BRANCH, ORGANISATION, SERVICE, USER
from innosim.world.world import World

if TYPE_CHECKING:
    from innosim.processes.adoption import Parameters

NOT_BEYOND = np.zeros(0, np.int8)


def carry(
    world: World, p: Parameters, rows: NDArray[np.int64], week: int, beyond: NDArray[np.int8]
) -> None:
    """Tell listeners in other branches, as far as an idea may travel and no nearer than `beyond`.

    `beyond` is a scope for each idea, or empty where nobody away from home was told before.
    """
    if not len(rows):
        return
    ideas, people = world.ideas, world.people
    idea = world.sites.idea[world.users.site[rows]]
    travels = ideas.scope[idea] > BRANCH
    rows, idea = rows[travels], idea[travels]
    if not len(rows):
        return
    number, listener, weight = use.arcs_from(world.users.person[rows], world.listeners[1])
    idea = np.repeat(idea, number)
    abroad = people.organisation[listener] != ideas.organisation[idea]
    needed = np.where(abroad, SERVICE, ORGANISATION)
    told = needed <= ideas.scope[idea]
    if len(beyond):
        told &= needed > beyond[idea]
    told[told] = _is_carried(world, p, idea[told], listener[told])
    carried = None if weight is None else weight[told]
    _arrive(world, idea[told], listener[told], carried, week)


def _is_carried(
    world: World, p: Parameters, idea: NDArray[np.int64], listener: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Whether an idea gets through to somebody in another branch."""
    ideas, people, o = world.ideas, world.people, world.organisations
    own = people.organisation[listener]
    more = 1.0 + world.levers.at("adoption.cross_ties", listener)
    clear = p.carries + (1.0 - p.carries) * o.clarity[own]
    between = np.where(own != ideas.organisation[idea], ideas.openness[idea] * clear, 1.0)
    who = ideas.key[idea] + people.post[listener].astype(np.uint64)
    luck = world.streams.uniform("adoption/carried", who, 0, people.service[listener])
    return luck < (1.0 - p.not_invented_here) * more * between


def _arrive(
    world: World,
    idea: NDArray[np.int64],
    listener: NDArray[np.integer],
    weight: NDArray[np.float32] | None,
    week: int,
) -> None:
    if not len(idea):
        return
    use.hear(world, sites_of(world, idea, listener, week), listener, weight)


def sites_of(
    world: World, idea: NDArray[np.int64], listener: NDArray[np.integer], week: int
) -> NDArray[np.int64]:
    """The sites of ideas in the branches of listeners, opened where there was none."""
    branch = world.people.branch[listener]
    site = use.site_at(world, idea, branch)
    missing = site < 0
    if missing.any():
        pairs = distinct(use.site_key(world, idea[missing], branch[missing]))
        use.open_sites(world, *np.divmod(pairs, world.branches.n), week, home=False)
        site = use.site_at(world, idea, branch)
    return site


def widen(world: World, p: Parameters, week: int) -> None:
    """Let ideas that have taken root travel further, and carry them along all ties at once."""
    ideas = world.ideas
    rows = in_stage(world, Stage.DIFFUSING, Stage.EMBEDDED)
    hidden = week < ideas.hidden_until[rows]
    rooted = (ideas.home_share[rows] >= p.widen_at) & ~hidden
    known = ideas.reach[rows] >= p.widen_branches
    reached = np.where(known, SERVICE, ORGANISATION)
    wider = rows[rooted & (reached > ideas.scope[rows])]
    if not len(wider):
        return
    before = ideas.scope.copy()
    ideas.scope[rows] = np.maximum(ideas.scope[rows], np.where(rooted, reached, BRANCH))
    sites = (ideas.scope[world.sites.idea] > before[world.sites.idea]).nonzero()[0]
    there = use.users_of(world, sites)
    carry(world, p, there[world.users.state[there] == USER], week, before)
