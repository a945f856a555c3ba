"""Gates: luck is never replayed, appeals go to somebody else, conditions take time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.ensemble import Tables, simulate
from innosim.processes._gate_terms import terms
from innosim.world.ideas import in_stage
from tests.generators import copied, scenario, simulated

PATIENT = {"gates": {"rejection": 0.0, "base": -2.0}, "stalling": {"weeks": 8, "revival": 0.5}}


def tables(**sections: dict[str, Any]) -> Tables:
    collected = Tables()
    simulate(scenario(300, sections=sections, horizon=80), 1, collected)
    return collected


def firsts(gates: dict[str, NDArray[Any]]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """An order by idea and week, and where in it a new idea begins."""
    order = np.lexsort((gates["week"], gates["idea"]))
    idea = gates["idea"][order]
    return order, np.concatenate([[True], idea[1:] != idea[:-1]])


def test_an_idea_that_comes_back_from_a_stall_has_new_luck() -> None:
    collected = tables(**PATIENT)
    assert "revived" in collected.table("events")["reason"]
    gates = collected.table("gates")
    drawn = np.char.add(gates["idea"], gates["luck"].astype(str))
    assert len(np.unique(drawn)) == len(drawn) > 100


def test_an_appeal_goes_to_another_reviewer_and_happens_once() -> None:
    sections = {"gates": {"appeal": 1.0, "rejection": 1.0, "base": -1.0}}
    collected = tables(**sections)
    events = collected.table("events")
    appealed = events["idea"][events["event"] == "appealed"]
    assert len(np.unique(appealed)) == len(appealed) > 10
    gates = collected.table("gates")
    order, new = firsts(gates)
    rejected = gates["outcome"][order][:-1] == "rejected"
    next_review = rejected & ~new[1:]
    reviewer = gates["post"][order]
    assert next_review.any()
    assert (reviewer[1:] != reviewer[:-1])[next_review].all()


def test_terms_add_up_to_the_score() -> None:
    gates = tables().table("gates")
    terms = [column for name, column in gates.items() if name.startswith("term_")]
    assert np.allclose(np.sum(terms, axis=0, dtype=np.float64), gates["score"], atol=1e-5)


def test_exposed_leaders_weigh_novelty_less_and_managers_as_before() -> None:
    """Terms of one and the same queue, once with exposed leaders and once without."""
    simulation = simulated(scenario(300), 20)
    world, p = copied(simulation), simulation.scenario.section("gates")
    rows = in_stage(world, Stage.GATE, Stage.LEADER_GATE)
    leader = world.ideas.stage[rows] == Stage.LEADER_GATE
    assert 0 < leader.sum() < len(rows)
    before = terms(world, p, rows)["novelty"]
    world.levers.set_shift("gates.leader_exposure", np.full(world.levers.shape, 0.5))
    after = terms(world, p, rows)["novelty"]
    assert (after[~leader] == before[~leader]).all()
    assert np.allclose(after[leader], 0.5 * before[leader])
