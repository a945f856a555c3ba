"""Verdicts in a real, small model: built in, emergent, not shown, contrary."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.evidence.validation.alone import CARRIERS, bare, own_rules
from innosim.evidence.validation.exact import Exact
from innosim.evidence.validation.finding import Finding, Outcome
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.service import Size
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.verdicts import Effort, Judge, Verdict, verdict
from innosim.kept import kept

SMALL = Size(people=200, organisations=2, weeks=26, pairs=12)
BUSY = {"generation.scale": 10.0}


def finding(outcome: Outcome) -> Finding:
    return Finding(outcome, 1.0, 0.0, 2.0, 1.0, 8)


SHOWN, NOT, CONTRARY = (finding(outcome) for outcome in Outcome)


@pytest.mark.parametrize(
    ("whole", "alone", "looked", "expected"),
    [
        (SHOWN, SHOWN, True, Verdict.BUILT_IN),
        (SHOWN, NOT, True, Verdict.EMERGENT),
        (SHOWN, CONTRARY, True, Verdict.EMERGENT),
        (SHOWN, None, True, Verdict.BUILT_IN),
        (SHOWN, None, False, Verdict.SHOWN),
        (NOT, None, True, Verdict.NOT_SHOWN),
        (CONTRARY, None, True, Verdict.CONTRARY),
    ],
)
def test_verdict(whole: Finding, alone: Finding | None, looked: bool, expected: Verdict) -> None:
    assert verdict(whole, alone, looked) == expected


SYSTEM = TwoArms(
    name="system",
    statement="",
    reading=Weekly("proposals"),
    sign=1,
    given=BUSY,
    off={"generation.system": 0.0},
    size=SMALL,
)
THROUGH_SILENCE = TwoArms(
    name="protection",
    statement="",
    reading=Weekly("proposals"),
    sign=1,
    given=BUSY,
    on={"blame.resting": 0.0},
    off={"blame.resting": 1.0},
    size=SMALL,
)
"""Works only through the rule of silence, which it does not name as its own."""

FALSE = TwoArms(
    name="false",
    statement="",
    reading=Weekly("proposals"),
    sign=-1,
    given=BUSY,
    off={"generation.system": 0.0},
    size=SMALL,
)
WITHOUT = TwoArms(
    name="without effect",
    statement="",
    reading=Weekly("proposals"),
    sign=1,
    on={"pilots.decision": 1.0},
    size=SMALL,
)
REPEATED = Exact(name="twice", statement="", size=SMALL)
BROKEN = Exact(name="unlike", statement="", on={"gates.base": 1.0}, size=SMALL)


def test_verdicts_of_a_model(tmp_path: Path) -> None:
    claims = [SYSTEM, THROUGH_SILENCE, FALSE, WITHOUT, REPEATED, BROKEN]
    told: list[int] = []
    with kept(tmp_path / "runs.jsonl") as store:
        judge = Judge(claims, store, Effort())
        found = {one.claim.name: one.verdict for one in judge.judged(told.append)}
    assert found == {
        "system": Verdict.BUILT_IN,
        "protection": Verdict.EMERGENT,
        "false": Verdict.CONTRARY,
        "without effect": Verdict.NOT_SHOWN,
        "twice": Verdict.BUILT_IN,
        "unlike": Verdict.CONTRARY,
    }
    assert sum(told) == judge.weeks


def test_own_rules_are_those_named_and_those_that_the_arms_move() -> None:
    assert own_rules(SYSTEM) == ("generation: system level",)
    asked = TwoArms(
        name="x",
        statement="",
        reading=Weekly("energy"),
        sign=1,
        on={"interventions": [{"kind": "data_strategy"}]},
        own=("energy: side of desk",),
    )
    assert own_rules(asked) == ("signals: signals decay", "energy: side of desk")


def test_the_bare_model_keeps_own_rules_and_carriers_on() -> None:
    off = bare(SYSTEM)
    assert "generation.system" not in off
    assert "generation.individual" not in off
    assert off["switches.crises"] is False
    assert "generation: individual level" in CARRIERS


def test_a_mechanism_that_is_not_there_is_named() -> None:
    wrong = TwoArms(
        name="x", statement="", reading=Weekly("energy"), sign=1, own=("gates: no such",)
    )
    with pytest.raises(InputError, match=r"'x'.*no mechanism 'gates: no such'"):
        own_rules(wrong)


def test_an_intervention_that_is_not_there_is_named(tmp_path: Path) -> None:
    wrong = TwoArms(
        name="x",
        statement="",
        reading=Weekly("energy"),
        sign=1,
        on={"interventions": [{"kind": "no_such"}]},
    )
    with (
        kept(tmp_path / "runs.jsonl") as store,
        pytest.raises(InputError, match=r"'x'.*no intervention 'no_such'"),
    ):
        Judge([wrong, SYSTEM], store, Effort(bare=False))
