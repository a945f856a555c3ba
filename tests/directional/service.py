"""The test that claims have to pass, in the service of `innosim.evidence.validation.service`.

Two arms, with the rule and without it, run the same seeds side by side; the claim shows if the
one-sided paired t-test rejects "no effect" in the direction claimed. For a rule without any
effect that happens once in a thousand (`ALPHA`), and for at least one of 160 such rules one time
in seven; for a rule whose sign is wrong it happens less often. The seeds are fixed, so that the
same code always gives the same answer. A real effect is found nine times in ten if its mean is .9
times the standard deviation of the differences (28 pairs, t above 3.42); smaller ones may be
missed, which is why a claim may come with conditions under which its rule acts strongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.arms import Arms
from innosim.evidence.ablation import Rule, rules
from innosim.evidence.validation.finding import ALPHA
from innosim.evidence.validation.service import STANDARD, service
from innosim.paired import Difference, difference
from innosim.scenario.schema import Scenario

Found = Mapping[str, NDArray[np.float64]]


@cache
def arms() -> dict[str, tuple[Scenario, Scenario]]:
    """The arm with each rule and the one without it, by the rule's name."""
    return {rule.key: rule.arms(service(STANDARD)) for rule in rules()}


@cache
def wanted() -> dict[str, set[str]]:
    """The metrics that rules are claimed to move, by the digest of each arm that is looked at."""
    metrics: dict[str, set[str]] = {}
    for rule in rules():
        for arm in arms()[rule.key]:
            metrics.setdefault(arm.digest(), set()).add(rule.moves)
    return metrics


_RUN: dict[str, Found] = {}
"""What came of the arms that were run in this test session (and worker)."""


def values(arm: Scenario) -> Found:
    """The metrics that are wanted of an arm, run once for all rules that share it."""
    digest = arm.digest()
    if digest not in _RUN:
        _RUN[digest] = Arms(sorted(wanted()[digest]), STANDARD.pairs).values(arm)
    return _RUN[digest]


def grouped(chosen: Iterable[Rule]) -> list[Any]:
    """Rules as parameters of a test; those that share a rare arm go to the same worker.

    That is the arm with the conditions of the claim, or, if it has none, the one without the rule.
    """
    return [pytest.param(rule, id=rule.key, marks=_group(rule)) for rule in chosen]


def _group(rule: Rule) -> list[pytest.MarkDecorator]:
    rare = str(rule.given or rule.off)
    name = blake2b(rare.encode(), digest_size=6).hexdigest()
    return [pytest.mark.xdist_group(f"arm {name}")] if rule.given or rule.off else []


def found(rule: Rule) -> Difference:
    """The effect of a rule on the metric that it is claimed to move."""
    on, off = (values(arm)[rule.moves] for arm in arms()[rule.key])
    return difference(on, off)


def assert_claim(rule: Rule) -> None:
    """The claim shows, or the declaration says that it does not."""
    effect = found(rule)
    shows = effect.p_value(rule.sign) < ALPHA
    words = (
        f"{rule.key}: {rule.moves} should {'rise' if rule.sign > 0 else 'fall'}; "
        f"found {effect.mean:+.3g}, t = {effect.t:.1f}, {effect.pairs} pairs"
    )
    if rule.shown:
        assert shows, words
    else:
        assert rule.note, f"{rule.key}: a claim that is not shown needs a note"
        assert not shows, f"{words}; it shows now: drop shown=False"
