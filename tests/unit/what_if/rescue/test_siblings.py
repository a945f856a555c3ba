"""Worlds lived again: the same where nothing is changed, the same past, other luck afterwards."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.results.reader import read
from innosim.streams import Streams
from innosim.what_if.rescue.case import case
from innosim.what_if.rescue.changes import NOTHING, Change, Lever, Raised, change
from innosim.what_if.rescue.siblings import Siblings, together
from innosim.world.ideas import names
from innosim.world.world import TABLES, World
from tests.generators import all_interventions, differing, scenario, simulated, state
from tests.unit.what_if.rescue.services import run

HALF, END = 25, 50


def lived_on(simulation: Simulation, weeks: int = END) -> Simulation:
    while simulation.week < weeks:
        simulation.step()
    return simulation


def again(simulation: Simulation) -> Simulation:
    copy = pickle.loads(pickle.dumps(simulation))
    assert isinstance(copy, Simulation)
    return copy


def own(world: World, service: int) -> dict[str, np.ndarray]:
    """All columns of the rows of one service, but for numbers of rows; reasons in words."""
    found = {}
    for table in TABLES[1:6]:
        rows = getattr(world, table)
        owner = {"teams": "organisation"}.get(table, "service")
        mine = getattr(rows, owner)
        if table == "teams":
            mine = world.organisations.service[mine]
        for name, column in rows.columns.items():
            if column.unit != "row":
                found[f"{table}.{name}"] = getattr(rows, name)[mine == service]
    found["ideas.reason"] = np.array(world.reasons)[found["ideas.reason"]]
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("week", [0, 7, HALF])
def test_with_nothing_changed_all_ideas_meet_the_same_fate(seed: int, week: int) -> None:
    plain = simulated(scenario(), END, (seed,))
    copy = again(simulated(scenario(), week, (seed,)))
    NOTHING.make(copy, [0])
    assert differing(state(plain.world), state(lived_on(copy).world)) == []
    assert len(names(plain.world, np.arange(plain.world.ideas.n))) > 20


@pytest.mark.parametrize("nothing", [Lever("forums", 0.0), Raised("parity", 0.0)])
def test_a_change_of_strength_zero_is_no_change(nothing: Change) -> None:
    plain = simulated(scenario(), END, (4,))
    copy = again(simulated(scenario(), HALF, (4,)))
    nothing.make(copy, [0])
    assert differing(state(plain.world), state(lived_on(copy).world)) == []


def test_a_lever_pulled_later_is_an_intervention_that_starts_later() -> None:
    """Others that act or have ended by then go on as they were."""
    others = [
        {"kind": "yes_and", "start": 3, "end": HALF},
        {"kind": "celebrate", "start": 5, "share": 0.4, "every": 8, "duration": 3},
    ]
    planned = [*others, {"kind": "forums", "start": HALF, "strength": 0.7}]
    plain = simulated(scenario(interventions=planned), END, (5,))
    copy = again(simulated(scenario(interventions=others), HALF, (5,)))
    Lever("forums", 0.7).make(copy, [0])
    assert differing(state(plain.world), state(lived_on(copy).world)) == []


def test_a_signal_is_raised_at_once_and_stays() -> None:
    frozen = {"signals": {"frozen": True, "base_parity": 0.3, "base_data": 0.95}}
    simulation = simulated(scenario(sections=frozen), HALF, (6,))
    Raised("parity", 0.2).make(simulation, [0])
    Raised("suitability", 0.2).make(simulation, [0])
    lived_on(simulation)
    assert simulation.world.organisations.parity == pytest.approx(0.5)
    assert simulation.world.organisations.data == pytest.approx(1.0)


def test_siblings_share_the_past_and_not_what_follows() -> None:
    side_by_side = scenario(interventions=all_interventions(strength=0.5, start=5))
    alone = simulated(side_by_side, HALF, (7,))
    several = again(simulated(side_by_side, HALF, (7, 7, 7, 7)))
    before = own(alone.world, 0)
    for service in range(4):
        assert differing(before, own(several.world, service)) == []
    born = several.world.ideas.n
    several.branch([0, 1, 2, 2])
    lived_on(several)
    after = [own(several.world, service) for service in range(4)]
    assert differing(own(lived_on(alone).world, 0), after[0]) == []
    assert differing(after[2], after[3]) == []
    assert "ideas.stage" in differing(after[0], after[1])
    assert "ideas.stage" in differing(after[1], after[2])
    ideas = several.world.ideas
    for name in ("key", "born", "merit", "novelty", "risk"):
        earlier = getattr(ideas, name)[:born]
        shares = [earlier[ideas.service[:born] == service] for service in range(4)]
        assert all(np.array_equal(shares[0], share) for share in shares)


def test_salted_numbers_are_new_ones_and_salt_zero_leaves_them() -> None:
    who = np.arange(2000)
    plain, salted, alone = Streams([9, 9, 9]), Streams([9, 9, 9]), Streams([9])
    salted.uniform("gate", who, 3, who % 3)
    salted.salt([0, 1, 2])
    alone.salt([1])
    drawn = [salted.uniform("gate", who, 3, np.full(2000, k)) for k in range(3)]
    assert np.array_equal(drawn[0], plain.uniform("gate", who, 3, np.zeros(2000, np.int64)))
    assert np.array_equal(drawn[1], alone.uniform("gate", who, 3))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(drawn[one], drawn[other])[0, 1]) < 4.5 / np.sqrt(2000)


def test_a_lever_is_held_for_as_long_as_the_context_lasts() -> None:
    levers = simulated(scenario(interventions=all_interventions(share=0.5)), 3).world.levers
    for name in ("gates.bypass", "gates.yes_and", "birth.core"):
        before, mean = levers.of_all(name), levers.by_organisation(name)
        with levers.held(name, 0.7):
            assert levers.of_all(name) == np.float32(0.7)
            assert levers.by_organisation(name) == np.float32(0.7)
        assert np.array_equal(levers.of_all(name), before)
        assert np.array_equal(levers.by_organisation(name), mean)


def test_the_run_up_to_a_phase_is_the_beginning_of_the_week() -> None:
    """Before the first phase nothing has happened; before the second one only the first."""
    simulation = simulated(scenario(interventions=all_interventions()), 10)
    before = state(simulation.world)
    simulation.approach("intervene")
    assert differing(before, state(simulation.world)) == []
    simulation.approach("environment")
    changed = differing(before, state(simulation.world))
    assert changed
    assert all(name.startswith("organisations.") for name in changed), changed


def test_every_idea_of_several_runs_meets_its_fate_again(tmp_path: Path) -> None:
    """As it stands in the results, whatever the replicate, side by side with its siblings."""
    results = run(scenario(120, horizon=40), tmp_path, 3)
    ideas = results.columns("ideas", ["replicate", "idea", "born", "reached_embedded", "stage"])
    lost = (ideas["reached_embedded"] < 0) & (ideas["born"] < 30)
    checked = 0
    for replicate in range(3):
        mine = np.flatnonzero(lost & (ideas["replicate"] == replicate))
        assert len(mine)
        for row in mine[:: max(1, len(mine) // 4)]:
            one = case(results, f"{replicate}:{ideas['idea'][row]}")
            week = one.first_week()
            if week is not None:
                lives = Siblings(one, week, 2).live(NOTHING)
                assert lives.fates[0] == one.fate
                checked += 1
    assert checked >= 8


def test_batches_give_what_one_batch_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = read(run(scenario(120, horizon=40), tmp_path).folder)
    ideas = results.columns("ideas", ["idea", "born", "stage"])
    early = (ideas["born"] < 10) & (ideas["stage"] == "rejected")
    one = case(results, ideas["idea"][early][0])
    week = one.first_week(one.born + 1)
    assert week is not None
    whole = Siblings(one, week, 6).live(Lever("yes_and"))
    monkeypatch.setattr("innosim.what_if.rescue.siblings.SIDE_BY_SIDE", 360)
    told: list[int] = []
    parts = Siblings(one, week, 6, told.append).live(Lever("yes_and"))
    assert together(120, 6) == 3
    assert parts.fates == whole.fates
    assert np.array_equal(parts.others, whole.others)
    assert np.array_equal(parts.hours, whole.hours)
    assert sum(told) == 3 * week + 3 * 3 * (40 - week)


def test_changes_are_named_as_they_are_written() -> None:
    assert change("forums") == Lever("forums", 1.0)
    assert change("forums=0.5") == Lever("forums", 0.5)
    assert change("parity") == Raised("parity", 0.2)
    assert change("parity=1") == Raised("parity", 1.0)
