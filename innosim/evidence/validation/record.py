"""What a run of the claims found, as plain values for a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite
from typing import Any

from innosim import __version__
from innosim.evidence.validation.alone import own_rules
from innosim.evidence.validation.claim import Claim
from innosim.evidence.validation.finding import ALPHA, Finding
from innosim.evidence.validation.in_words import settings
from innosim.evidence.validation.verdicts import Judged

Record = dict[str, Any]


def record(found: Sequence[Judged]) -> Record:
    """All verdicts with the numbers behind them."""
    return {
        "alpha": ALPHA,
        "claims": {one.claim.name: _one(one) for one in found},
    }


def as_text(recorded: Record) -> str:
    """The record as JSON, one key a line."""
    return json.dumps(recorded, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def asked(claim: Claim) -> str:
    """What was run, in words; a finding counts only for a claim that still asks for the same."""
    size = claim.size
    given = f"; given {settings(claim.given)}" if claim.given else ""
    return f"{claim.expected}{given}; {size.people} people, {size.weeks} weeks, {size.pairs} pairs"


def _one(one: Judged) -> Record:
    claim = one.claim
    return {
        "verdict": str(one.verdict),
        "version": __version__,
        "statement": claim.statement,
        "rows": list(claim.rows),
        "known_as": list(claim.known_as),
        "source": claim.places,
        "expected": claim.expected,
        "given": settings(claim.given) if claim.given else "",
        "own": list(own_rules(claim)),
        "asked": asked(claim),
        "whole": _finding(one.whole),
        "alone": _finding(one.by_itself) if one.by_itself else None,
    }


def _finding(found: Finding) -> Record:
    return {
        "outcome": str(found.outcome),
        "effect": _number(found.effect),
        "low": _number(found.low),
        "high": _number(found.high),
        "reference": _number(found.reference),
        "pairs": found.pairs,
        "note": found.note,
    }


def _number(value: float) -> float | None:
    return float(f"{value:.6g}") if isfinite(value) else None
