"""Who uses what, counted as it happens, agrees with a plain recount."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.engine import Simulation
from innosim.world import use
from innosim.world.use import Use
from innosim.world.world import World
from tests.generators import all_interventions, copied, scenario, simulated


def recount_users(world: World) -> list[int]:
    using = world.users.site[world.users.state == Use.USER]
    return np.bincount(using, minlength=world.sites.n).tolist()


def recount_heard(world: World, row: int) -> int:
    """Users at the same site among those whom a person listens to."""
    users, net = world.users, world.network
    person, site = users.person[row], users.site[row]
    near = net.heard[net.start[person] : net.start[person + 1]]
    there = (users.site == site) & (users.state == Use.USER)
    return int(np.isin(near, users.person[there]).sum())


@pytest.fixture(scope="module")
def before() -> Simulation:
    """A world with ideas that nobody uses yet."""
    off = {"switches": {"adoption": False, "discontinuance": False}}
    return simulated(scenario(60, 2, 12, **off), 12)


@given(data=st.data())
def test_counts_agree_with_a_recount(before: Simulation, data: st.DataObject) -> None:
    world = copied(before)
    ideas = np.unique(data.draw(st.lists(st.integers(0, world.ideas.n - 1), min_size=1)))
    sites = use.open_sites(world, ideas, world.ideas.branch[ideas], 3, home=True)
    assert world.users.n == world.branches.size[world.ideas.branch[ideas]].sum()
    for week in range(3):
        idle = np.flatnonzero(world.users.state == Use.AWARE)
        start = data.draw(st.lists(st.sampled_from(idle.tolist()), unique=True, max_size=12))
        use.start_using(world, np.array(sorted(start), np.int64), week)
        busy = np.flatnonzero(world.users.state == Use.USER).tolist()
        if busy:
            stop = data.draw(st.lists(st.sampled_from(busy), unique=True, max_size=5))
            use.stop_using(world, np.array(sorted(stop), np.int64), Use.DROPPED)
    assert world.sites.users.tolist() == recount_users(world)
    heard = [recount_heard(world, row) for row in range(world.users.n)]
    assert world.users.heard.tolist() == heard
    assert use.users_of(world, sites).tolist() == list(range(world.users.n))


def test_each_row_is_a_person_of_the_branch_of_its_site(before: Simulation) -> None:
    world = copied(before)
    use.open_sites(world, np.array([0, 1]), np.array([2, 0]), 1, home=False)
    users = world.users
    assert (world.people.branch[users.person] == world.sites.branch[users.site]).all()
    assert (users.state == Use.UNAWARE).all()
    found = use.site_at(world, np.array([1, 0, 1]), np.array([0, 2, 2]))
    assert found.tolist() == [1, 0, -1]


def test_counts_agree_after_a_whole_run() -> None:
    chosen = scenario(80, 2, 12, interventions=all_interventions(share=0.6))
    simulation = simulated(chosen, 60)
    world, turns = simulation.world, simulation.scenario.section("adoption").every
    assert world.sites.users.tolist() == recount_users(world)
    expected = np.flatnonzero(world.users.state == Use.AWARE)
    found = [use.aware(world, turn, turns) for turn in range(turns)]
    assert np.sort(np.concatenate(found)).tolist() == expected.tolist()


def test_who_takes_over_a_post_starts_anew(before: Simulation) -> None:
    world = copied(before)
    (site,) = use.open_sites(world, np.array([0]), world.ideas.branch[:1], 3, home=True)
    row = world.sites.first[[site]]
    use.start_using(world, row, 3)
    world.users.met[row] = world.users.resistance[row]
    first_resistance = float(world.users.resistance[row][0])
    world.people.holder[world.users.person[row]] += 1
    use.hand_over(world, row)
    assert world.users.state[row] == Use.AWARE
    assert world.users.met[row] == 0
    assert world.users.resistance[row] != first_resistance
    assert row[0] in use.aware(world)
    assert world.sites.users[site] == 0
