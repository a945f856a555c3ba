"""At the gate: what turns a decision, against trying every value out."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from innosim.processes._gate_review import IS_PASSING, OUTCOMES
from innosim.results.reader import Results
from innosim.what_if.rescue.case import case
from innosim.what_if.rescue.gate import (
    CONDITIONS,
    GRAIN,
    ROUND,
    AtGate,
    Flip,
    Hearing,
    at_gate,
    hearing,
    names,
)
from tests.generators import scenario
from tests.unit.what_if.rescue.services import refused, run, service

POINTS = 26
"""Values of each signal and lever that are tried out over its range."""

FULL = {"gates": {"base": -0.5, "capacity": 5.0, "attention": 0.5}}
"""Gates that weigh everything, and refuse a lot."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run(scenario(200, sections=FULL, horizon=40), tmp_path_factory.mktemp("gates"))


@pytest.fixture(scope="module")
def heard(results: Results) -> list[tuple[Hearing, AtGate]]:
    """Some decisions, with what would have turned each."""
    found = [hearing(c, c.decision) for c in islice(refused(results), 8) if c.decision is not None]
    return [(one, at_gate(one)) for one in found]


def turned(one: Hearing, flip: Flip, values: dict[str, float]) -> bool:
    return one.goes_round(values) if flip.into == ROUND else one.passes(values)


def test_decisions_are_heard_as_they_were(heard: list[tuple[Hearing, AtGate]]) -> None:
    """The terms recorded add up to the score recorded, and that is the score heard again."""
    assert len(heard) >= 5
    for one, _ in heard:
        decision = one.decision
        assert sum(decision.terms.values()) == pytest.approx(decision.score, abs=1e-5)
        score, outcome = one.heard({})
        assert score == pytest.approx(decision.score, abs=1e-5)
        assert OUTCOMES[outcome] == decision.outcome
        assert not IS_PASSING[outcome]


def test_a_score_just_above_the_needed_one_is_a_yes(heard: list[tuple[Hearing, AtGate]]) -> None:
    for one, gate in heard:
        chance = 1.0 / (1.0 + np.exp(-gate.needed))
        assert chance == pytest.approx(one.decision.luck, abs=1e-6)


def test_each_answer_turns_the_decision_and_a_grain_less_does_not(
    heard: list[tuple[Hearing, AtGate]],
) -> None:
    checked = 0
    for one, gate in heard:
        for flip in gate.singles:
            (setting,) = flip.settings
            back = 1.5 / GRAIN if setting.to > setting.was else -1.5 / GRAIN
            assert setting.low <= setting.to <= setting.high
            assert turned(one, flip, {setting.name: setting.to})
            assert not turned(one, flip, {setting.name: setting.to - back})
            checked += 1
    assert checked > 10


def test_trying_every_value_out_finds_the_same(heard: list[tuple[Hearing, AtGate]]) -> None:
    for one, gate in heard:
        told = {flip.settings[0].name: flip.settings[0] for flip in gate.singles}
        for name in names():
            low, high = one.bounds(name)
            values = np.linspace(low, high, POINTS)
            turning = [v for v in values if one.passes({name: v}) or one.goes_round({name: v})]
            if not turning:
                continue
            was, step = one.value(name), (high - low) / (POINTS - 1)
            nearest = min(abs(value - was) for value in turning)
            assert name in told, name
            assert -2 / GRAIN <= nearest - abs(told[name].to - was) <= step


def test_the_score_is_linear_in_each_signal_and_lever(heard: list[tuple[Hearing, AtGate]]) -> None:
    one, _ = heard[0]
    for name in names():
        low, high = one.bounds(name)
        ends = [one.heard({name: value})[0] for value in (low, high)]
        middle = one.heard({name: (low + high) / 2})[0]
        assert middle == pytest.approx(sum(ends) / 2, abs=1e-5), name


def test_the_world_is_left_as_it_was(heard: list[tuple[Hearing, AtGate]]) -> None:
    for one, _ in heard:
        assert one.heard({})[0] == one.score


def test_parity_turns_a_gate_that_weighs_novelty_alone(tmp_path: Path) -> None:
    """Score = 5 - 20 (1 - parity) strangeness: the parity that is needed can be worked out."""
    flat = {"signals": {"base_parity": 0.0}, "descent": {"layered": False}}
    checked = 0
    for one in islice(refused(run(service({"base": 5.0, "novelty": 20.0}, flat), tmp_path)), 6):
        assert one.decision is not None
        gate = at_gate(hearing(one, one.decision))
        strange = (5.0 - one.decision.score) / 20.0
        parity = 1.0 - (5.0 - gate.needed) / (20.0 * strange)
        flips = {flip.settings[0].name: flip for flip in gate.by_score}
        if gate.needed < 5.0:
            assert flips["parity"].settings[0].to == pytest.approx(parity, abs=2 / GRAIN)
            checked += 1
    assert checked >= 3


def test_two_together_where_neither_suffices(tmp_path: Path) -> None:
    """Score = base - 10 (1 - parity) strangeness - 10 aversion risk (1 - normality / 2)."""
    gates = {"base": 3.0, "novelty": 10.0, "risk": 10.0}
    flat = {
        "signals": {"base_parity": 0.0, "base_normality": 0.0},
        "descent": {"layered": False},
        "birth": {"evidence_base": 0.0, "evidence_familiar": 0.0},
    }
    found = 0
    for one in refused(run(service(gates, flat, horizon=40), tmp_path)):
        assert one.decision is not None
        heard = hearing(one, one.decision)
        gate = at_gate(heard)
        found += bool(gate.pairs)
        assert not (gate.pairs and gate.by_score)
        for flip in gate.pairs:
            for setting in flip.settings:
                assert not heard.passes({setting.name: heard_end(setting.name, heard)})
            assert heard.passes({setting.name: setting.to for setting in flip.settings})
            less = {s.name: s.to + np.sign(s.was - s.to) * 3 / GRAIN for s in flip.settings}
            assert not heard.passes(less)
    assert found >= 3


def heard_end(name: str, heard: Hearing) -> float:
    """The end of the range that raises the score."""
    return max(heard.bounds(name), key=lambda value: heard.heard({name: value})[0])


def test_nothing_in_reach_where_only_the_base_counts(tmp_path: Path) -> None:
    """A base of -5, and stories that add at most 2: no luck above a fifth lets an idea pass."""
    gates = {"base": -5.0, "rejection": 0.0}
    results = run(service(gates, {"expiry": {"weeks": 10}}), tmp_path)
    ideas = results.columns("gates", ["idea", "luck", "layer", "outcome"])
    assert (ideas["outcome"] == "held").mean() > 0.9
    cases = [case(results, name) for name in dict.fromkeys(ideas["idea"].tolist())]
    unlucky = [one for one in cases if one.decision is not None and one.decision.luck > 0.2]
    assert len(unlucky) > 8
    for one in unlucky[:8]:
        assert one.decision is not None
        gate = at_gate(hearing(one, one.decision))
        assert not gate.by_score
        assert not gate.pairs
        assert gate.at_most < gate.needed
        assert {flip.into for flip in gate.singles} <= {ROUND}
        assert gate.out_of_reach == (one.decision.layer == 0)


def test_a_rule_is_not_turned_by_any_score(tmp_path: Path) -> None:
    results = run(service({"base": 5.0, "hard_rule": 0.9, "yes_and": 0.5}), tmp_path)
    for one in islice(refused(results), 5):
        assert one.decision is not None
        assert one.decision.outcome == "rule"
        gate = at_gate(hearing(one, one.decision))
        assert not gate.pairs
        assert {flip.into for flip in gate.singles} <= {ROUND}


def test_yes_and_turns_a_refusal(tmp_path: Path) -> None:
    """It is the share of rejections that become conditions: the number drawn is the answer."""
    found = 0
    for one in islice(refused(run(service({"base": 0.0}), tmp_path)), 6):
        assert one.decision is not None
        for flip in at_gate(hearing(one, one.decision)).singles:
            if flip.settings[0].name == "gates.yes_and":
                assert flip.into == CONDITIONS
                found += 1
    assert found >= 5
