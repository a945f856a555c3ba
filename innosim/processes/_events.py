"""Who hears of what at an event for the whole service."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.processes._travel import sites_of
from innosim.world import use
from innosim.world.levers import Value
from innosim.world.rows import Rows
from innosim.world.use import Use
from innosim.world.world import World

_NOBODY = np.zeros(0, np.int64)


def heard_at_event(world: World, week: int) -> Rows:
    """Rows of `users` for what participants hear this week of practices in other branches.

    Participants sit in a circle in the order of their luck, and each hears what the next one
    uses, except what flies under the radar. Those who had not heard of it are aware of it now.
    """
    users, sites = world.users, world.sites
    share = world.levers.of_all("adoption.convening")
    if not np.any(share):
        return _NOBODY
    listener_of = _listeners(world, share, week)
    rows = np.flatnonzero((users.state == Use.USER) & (listener_of[users.person] >= 0))
    idea = sites.idea[users.site[rows]].astype(np.int64)
    shown = week >= world.ideas.hidden_until[idea]
    idea, listener = idea[shown], listener_of[users.person[rows[shown]]]
    if not len(idea):
        return _NOBODY
    return use.tell(world, sites_of(world, idea, listener, week), listener)


def _listeners(world: World, share: Value, week: int) -> Rows:
    """For each person, who hears them at an event, in another branch; -1 for nobody."""
    people = world.people
    luck = world.streams.uniform("adoption/event", people.post, week, people.service)
    there = np.flatnonzero(luck < share)
    listener = there[np.lexsort((luck[there], people.service[there]))]
    told_by = _next_in_circle(people.service[listener])
    speaker = listener[told_by]
    listener_of = np.full(people.n, -1)
    apart = people.branch[speaker] != people.branch[listener]
    listener_of[speaker[apart]] = listener[apart]
    return listener_of


def _next_in_circle(circle: NDArray[np.integer]) -> Rows:
    """The place of the next one in each circle; the places of a circle follow each other."""
    place = np.arange(len(circle)) + 1
    first = np.searchsorted(circle, circle)
    last = np.searchsorted(circle, circle, side="right")
    return np.where(place == last, first, place)
