"""The ledger is complete, and the page is in step with it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from innosim import catalogue
from innosim.errors import InputError
from innosim.evidence.ablation import rules
from innosim.evidence.validation.claim import Claim
from innosim.evidence.validation.finding import Finding, Outcome
from innosim.evidence.validation.ledger import Group, chosen, ledger
from innosim.evidence.validation.page import HYPOTHESES, PATTERNS, missing, page, untested
from innosim.evidence.validation.plan import alone, plan
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.record import as_text, record
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.verdicts import Judged, Verdict

DOCS = Path(__file__).parents[4] / "docs"
GROUPS = ledger()
CLAIMS = chosen(GROUPS, [])


def _script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("claims_page", DOCS / "claims_page.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_every_row_hypothesis_and_pattern_has_a_claim_or_a_reason() -> None:
    assert set(missing(GROUPS)) == set(untested(GROUPS))
    known = {name for claim in CLAIMS for name in claim.known_as}
    assert known <= {*HYPOTHESES, *PATTERNS}


def test_every_claim_can_be_run_with_others_and_alone() -> None:
    arms = plan(CLAIMS, 1000)
    assert set(arms.of) == {claim.name for claim in CLAIMS}
    assert len(alone([claim for claim in CLAIMS if claim.judged_alone], 1000).arms) > 100


def test_every_claim_says_where_it_comes_from_and_what_would_show_it() -> None:
    for claim in CLAIMS:
        assert claim.statement
        assert claim.places or claim.name.startswith(("twice", "interventions at", "A against"))
        assert claim.expected
        for reading in claim.readings():
            if isinstance(reading, Weekly):
                assert reading.metric in catalogue.metrics(), claim.name
            assert reading.words


def test_arms_of_a_claim_differ() -> None:
    arms = plan(CLAIMS, 1000)
    for claim in CLAIMS:
        assert len(set(arms.of[claim.name].values())) == len(claim.arms()), claim.name


def test_every_rule_is_a_claim_under_its_own_name() -> None:
    assert {rule.key for rule in rules()} <= {claim.name for claim in CLAIMS}


def test_claims_are_chosen_by_group_name_hypothesis_and_row() -> None:
    clarity = next(group for group in GROUPS if group.name == "clarity")
    assert tuple(chosen(GROUPS, ["clarity"])) == clarity.claims
    assert [claim.name for claim in chosen(GROUPS, ["H1"])] == ["clarity calls forth ideas"]
    assert {claim.name for claim in chosen(GROUPS, ["row 105"])} >= {"what fits passes the leader"}
    with pytest.raises(InputError, match=r"--only clarty.*'clarity'"):
        chosen(GROUPS, ["clarty"])


def test_measures_have_names_and_words_of_their_own() -> None:
    readings = {
        reading for claim in CLAIMS for reading in claim.readings() if isinstance(reading, AtEnd)
    }
    assert len({reading.name for reading in readings}) == len(readings)
    assert len({reading.words for reading in readings}) == len(readings)


def made_up(name: str, **changes: Any) -> Claim:
    words: dict[str, Any] = {
        "statement": f"statement of {name}",
        "reading": Weekly("proposals"),
        "sign": 1,
    }
    return TwoArms(name=name, off={"generation.system": 0.0}, **{**words, **changes})


def found(outcome: Outcome, effect: float = 1.5) -> Finding:
    return Finding(outcome, effect, effect - 1, effect + 1, 3.0, 28)


def judged() -> tuple[list[Group], list[Judged]]:
    good = made_up("good", rows=(23,), known_as=("H1",))
    risen, bad = made_up("risen"), made_up("bad", source="Somebody 1999")
    none, new = made_up("none"), made_up("new")
    results = [
        Judged(good, Verdict.BUILT_IN, found(Outcome.SHOWN), found(Outcome.SHOWN)),
        Judged(risen, Verdict.EMERGENT, found(Outcome.SHOWN), found(Outcome.NOT_SHOWN, 0.6)),
        Judged(bad, Verdict.CONTRARY, found(Outcome.CONTRARY, -2.0), None),
        Judged(none, Verdict.NOT_SHOWN, found(Outcome.NOT_SHOWN, 0.1), None),
    ]
    group = Group("made_up", "Made up", (good, risen, bad, none, new), {"H2": "for a reason"})
    rest = dict.fromkeys(missing([group]), "left out here") | group.untested
    return [Group(group.name, group.title, group.claims, rest)], results


def test_the_page_shows_what_is_built_in_emerges_and_fails() -> None:
    groups, results = judged()
    text = page(groups, json.loads(as_text(record(results))))
    assert "| Made up | 1 | 1 | 0 | 1 | 1 | 1 |" in text
    assert re.search(r"\*\*good\*\* \(H1\).*O 00:23:32; rows 23.*\| built in \| \+1.5", text)
    assert re.search(r"\*\*risen\*\*.*\| emergent \| \+1.5 .*\| \+0.6 \(−0.4 to \+1.6\)", text)
    assert "| new | " in text
    assert "| not measured | | |" in text
    failing = text.partition("## What contradicts a source")[2].partition("\n## ")[0]
    opposite, _, unshown = failing.partition("does not show")
    assert "statement of bad** (Somebody 1999)" in opposite
    assert "−2 (−3 to −1) ideas per 100 people and year, −67%" in opposite
    assert "statement of none" in unshown
    assert "statement of good" not in failing
    assert "- H2: for a reason" in text
    assert "1 of the emergent claims have a bare interval that" in text.replace("\n", " ")


def test_the_shipped_page_is_in_step_with_claims_and_findings() -> None:
    script = _script()
    assert script.PAGE.read_text(encoding="utf-8") == script.text(), (
        "run `python docs/claims_page.py`"
    )


def test_the_shipped_findings_break_no_exact_check() -> None:
    shipped = json.loads((DOCS / "claims.json").read_text(encoding="utf-8"))["claims"]
    exact = [claim.name for claim in CLAIMS if not claim.judged_alone]
    assert {shipped[name]["verdict"] for name in exact} == {"built in"}
