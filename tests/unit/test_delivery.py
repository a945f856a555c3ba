"""When and where interventions act."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from innosim import catalogue
from innosim.delivery import Schedule
from innosim.engine import Simulation
from innosim.errors import InputError
from innosim.organisation.chart import Role
from tests.generators import scenario

LONG = max(catalogue.interventions(), key=lambda name: catalogue.intervention(name).delay)
AT_ONCE = "celebrate"


def simulation(*interventions: dict[str, Any]) -> Simulation:
    return Simulation(scenario(interventions=interventions, seed=3), [3])


def strengths(**delivery: Any) -> list[float]:
    chosen = simulation({"kind": AT_ONCE, **delivery})
    return [chosen.schedule.planned[0].strength(week) for week in range(10)]


def test_it_acts_from_start_to_end() -> None:
    assert strengths(start=3, end=5, strength=0.5) == [0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0]


def test_it_acts_on_without_an_end() -> None:
    assert strengths(start=8) == [0] * 8 + [1, 1]


def test_it_repeats_until_its_end() -> None:
    assert strengths(start=1, end=8, every=3, duration=2) == [0, 1, 1, 0, 1, 1, 0, 1, 0, 0]


def test_it_begins_with_each_repetition() -> None:
    planned = simulation(
        {"kind": AT_ONCE, "start": 2, "end": 9, "every": 3, "duration": 1}
    ).schedule.planned[0]
    assert [week for week in range(20) if planned.begins(week)] == [2, 5, 8]


def test_it_grows_in_equal_steps_over_its_delay() -> None:
    delay = catalogue.intervention(LONG).delay
    planned = simulation({"kind": LONG, "start": 4}).schedule.planned[0]
    grown = [planned.strength(4 + age) for age in range(delay + 5)]
    assert grown[0] == pytest.approx(1 / (delay + 1))
    assert np.allclose(np.diff(grown[: delay + 1]), 1 / (delay + 1))
    assert grown[delay:] == [1.0] * 5


def test_levers_return_when_it_ends() -> None:
    chosen = simulation({"kind": "celebrate", "start": 1, "end": 3})
    levers, seen = chosen.world.levers, []
    for _ in range(5):
        chosen.step()
        seen.append(float(np.max(levers.by_organisation("adoption.celebration"))))
    assert seen == [0, 1, 1, 0, 0]


def test_a_pulse_holds_in_the_week_of_each_start() -> None:
    chosen = simulation({"kind": "failure_shock", "start": 2, "every": 4, "duration": 3})
    levers, seen = chosen.world.levers, []
    for _ in range(8):
        chosen.step()
        seen.append(float(np.max(levers.by_organisation("blame.public_failure"))))
    assert seen == [0, 0, 0.5, 0, 0, 0, 0.5, 0]


def test_a_shock_comes_in_its_week_and_only_where_it_is_sent() -> None:
    names = ("Organisation 1",)
    shock = {"kind": "crisis_shock", "start": 3, "organisations": names, "strength": 0.5}
    with_it, without = simulation(shock), simulation()
    for week in range(5):
        with_it.step()
        without.step()
        more = with_it.world.organisations.crisis - without.world.organisations.crisis
        fades = 0.5 ** ((week - 3) / 8.0)
        assert more == pytest.approx([0.5 * fades if week >= 3 else 0.0, 0.0])


def test_a_delay_does_not_weaken_a_pulse() -> None:
    planned = simulation({"kind": "ministerial_shock", "start": 1}).schedule.planned[0]
    assert [planned.pulse(week) for week in range(4)] == [0, 1, 0, 0]


def test_it_addresses_the_roles_that_it_declares_unless_others_are_named() -> None:
    kind, lever = "story_for_managers", "gates.risk_story"
    declared, named = simulation({"kind": kind}), simulation({"kind": kind, "roles": ("leader",)})
    for chosen, role in ((declared, Role.MIDDLE_MANAGER), (named, Role.LEADER)):
        chosen.schedule.act(chosen.world, 0)
        value, people = chosen.world.levers.of_all(lever), chosen.world.people
        assert np.allclose(value, 0.4 * (people.role == role))


@pytest.mark.parametrize("factor", [-1.0, 0.0, 0.25])
def test_the_factor_of_its_effects_scales_all_that_it_moves(factor: float) -> None:
    acting = [{"kind": kind} for kind in ("outside", "declaration", "crisis_shock")]
    effects = dict.fromkeys(("outside", "declaration", "crisis_shock"), factor)
    chosen = scenario(interventions=acting, assumptions={"effects": effects}, seed=3)
    world = Simulation(chosen, [3]).world
    schedule = Schedule(chosen.deliveries(), world, chosen.factors())
    schedule.act(world, 0)
    rest = world.levers.rest("birth.outside")
    assert world.levers.of_all("birth.outside") == pytest.approx(max(0.1 + 0.9 * factor, rest.low))
    assert world.levers.by_organisation("crises.strike") == pytest.approx(max(factor, 0.0))
    pushes = {push.signal: push.gain for push in world.pushes}
    assert np.allclose(pushes["clarity_what"], 0.2 * factor)
    assert (world.organisations.cost_leaders > 0).all()


def test_a_larger_share_covers_what_a_smaller_one_covers() -> None:
    few, many, all_ = (
        simulation({"kind": "forums", "share": share}).schedule.planned[0].covered
        for share in (0.3, 0.7, 1.0)
    )
    assert 0 < few.sum() < many.sum() < all_.sum() == all_.size
    assert (few <= many).all()


def test_an_unknown_organisation_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="nearest"):
        simulation({"kind": "forums", "organisations": ("Nowhere",)})


def test_plans_are_sorted_by_name() -> None:
    chosen = simulation({"kind": "yes_and"}, {"kind": "forums", "start": 2}, {"kind": "forums"})
    assert [planned.name for planned in chosen.schedule.planned] == [
        "forums#0",
        "forums#1",
        "yes_and#0",
    ]


def test_costs_are_shared_by_coverage() -> None:
    chosen = simulation({"kind": "protected_time"})
    Schedule(chosen.scenario.deliveries(), chosen.world).act(chosen.world, 0)
    world = chosen.world
    hours = catalogue.intervention("protected_time").staff_hours
    assert world.organisations.cost_staff == pytest.approx(hours * world.organisations.size / 100)


def test_it_reaches_only_the_roles_that_are_named() -> None:
    chosen = simulation({"kind": "yes_and", "roles": ("leader",)})
    chosen.schedule.act(chosen.world, 0)
    people, rest = chosen.world.people, chosen.world.levers.rest("gates.yes_and").base
    value = chosen.world.levers.of_all("gates.yes_and")
    assert np.allclose(value[people.role == Role.LEADER], rest + 0.8)
    assert np.allclose(value[people.role != Role.LEADER], rest)


def test_costs_are_counted_week_by_week() -> None:
    chosen = simulation({"kind": AT_ONCE, "start": 2, "end": 6, "strength": 0.5})
    for _ in range(10):
        chosen.step()
    hours = catalogue.intervention(AT_ONCE).leader_hours
    assert np.allclose(chosen.world.organisations.cost_leaders, 4 * 0.5 * hours)
