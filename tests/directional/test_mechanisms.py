"""Each mechanism moves the metric it is claimed to move, in the direction claimed."""

from __future__ import annotations

import pytest

from innosim.evidence.ablation import MECHANISM, Rule, rules
from tests.directional.service import assert_claim, grouped

MECHANISMS = [rule for rule in rules() if rule.kind == MECHANISM]


@pytest.mark.parametrize("rule", grouped(MECHANISMS))
def test_the_mechanism_shows(rule: Rule) -> None:
    assert_claim(rule)
