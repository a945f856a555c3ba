"""The verdict on each claim: built in, emergent, not shown, contrary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from innosim.evidence.validation.claim import Claim
from innosim.evidence.validation.finding import Finding, Outcome
from innosim.evidence.validation.plan import Plan, alone, plan
from innosim.evidence.validation.runs import Found, Progress, run
from innosim.kept import Kept


class Verdict(StrEnum):
    """What became of a claim."""

    BUILT_IN = "built in"
    EMERGENT = "emergent"
    SHOWN = "shown"
    NOT_SHOWN = "not shown"
    CONTRARY = "contrary"


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict and the findings behind it.

    `by_itself` is the finding in the bare model, None if it was not looked at.
    """

    claim: Claim
    verdict: Verdict
    whole: Finding
    by_itself: Finding | None


def verdict(whole: Finding, by_itself: Finding | None, looked: bool) -> Verdict:
    """The verdict that two findings make.

    Args:
        whole: of the whole model.
        by_itself: of the bare model, if the claim can be run there.
        looked: whether the bare model was looked at where it can be.
    """
    if whole.outcome == Outcome.CONTRARY:
        return Verdict.CONTRARY
    if whole.outcome == Outcome.NOT_SHOWN:
        return Verdict.NOT_SHOWN
    if not looked:
        return Verdict.SHOWN
    if by_itself is None or by_itself.outcome == Outcome.SHOWN:
        return Verdict.BUILT_IN
    return Verdict.EMERGENT


@dataclass(frozen=True)
class Effort:
    """How much is run: pairs at most, whether in the bare model, too, and in how many processes."""

    pairs: int = 1000
    bare: bool = True
    jobs: int = 1


class Judge:
    """Runs claims and judges them.

    Args:
        claims: what is judged.
        store: where finished arms are kept.
        effort: how much is run.

    Raises:
        InputError: if a claim cannot be run.
    """

    def __init__(self, claims: Sequence[Claim], store: Kept, effort: Effort) -> None:
        self._claims, self._store, self._effort = claims, store, effort
        self._whole = plan(claims, effort.pairs)
        self._bare = self._bare_plan(claims)

    def _bare_plan(self, claims: Sequence[Claim]) -> Plan:
        looked = [claim for claim in claims if claim.judged_alone and self._effort.bare]
        return alone(looked, self._effort.pairs)

    @property
    def weeks(self) -> int:
        """Replicate-weeks at most; only what shows in the whole model is run in the bare one."""
        return self._whole.weeks + self._bare.weeks

    def judged(self, progress: Progress) -> list[Judged]:
        """All claims with their verdicts, in their order."""
        whole = run(self._whole, self._store, self._effort.jobs, progress)
        findings = {c.name: _find(c, self._whole, whole, False) for c in self._claims}
        shown = [c for c in self._claims if findings[c.name].outcome == Outcome.SHOWN]
        bare = self._bare_plan(shown)
        progress(self._bare.weeks - bare.weeks)
        apart = run(bare, self._store, self._effort.jobs, progress)
        return [
            self._judge(claim, findings[claim.name], _found(claim, bare, apart))
            for claim in self._claims
        ]

    def _judge(self, claim: Claim, whole: Finding, by_itself: Finding | None) -> Judged:
        looked = self._effort.bare or not claim.judged_alone
        return Judged(claim, verdict(whole, by_itself, looked), whole, by_itself)


def _found(claim: Claim, bare: Plan, apart: Mapping[str, Found]) -> Finding | None:
    return _find(claim, bare, apart, True) if claim.name in bare.of else None


def _find(claim: Claim, made: Plan, found: Mapping[str, Found], alone: bool) -> Finding:
    values = {label: found[key] for label, key in made.of[claim.name].items()}
    return claim.find(values, alone)
