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

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import Any

import pytest

from innosim.arms import Arms
from innosim.evidence.ablation import Rule, rules
from innosim.evidence.validation.finding import ALPHA
from innosim.evidence.validation.service import STANDARD, service
from innosim.paired import Difference


@cache
def arms() -> Arms:
    """Runs every arm once in a test session (and worker)."""
    return Arms(sorted({rule.moves for rule in rules()}), STANDARD.pairs)


def grouped(chosen: Iterable[Rule]) -> list[Any]:
    """Rules as parameters of a test; those under the same conditions go to the same worker.

    They share the arm with the conditions alone, which would be run again in another worker.
    """
    return [
        pytest.param(rule, id=rule.key, marks=[_group(rule)] if rule.given else [])
        for rule in chosen
    ]


def _group(rule: Rule) -> pytest.MarkDecorator:
    under = blake2b(rule.conditions.encode(), digest_size=6).hexdigest()
    return pytest.mark.xdist_group(f"under {under}")


def found(rule: Rule) -> Difference:
    """The effect of a rule on the metric that it is claimed to move."""
    return arms().differences(*rule.arms(service(STANDARD)))[rule.moves]


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
