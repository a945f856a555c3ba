"""Each intervention at full strength moves the metric it is expected to move."""

from __future__ import annotations

import pytest

from innosim.evidence.ablation import INTERVENTION, Rule, rules
from tests.directional.service import assert_claim, grouped

INTERVENTIONS = [rule for rule in rules() if rule.kind == INTERVENTION]


@pytest.mark.parametrize("rule", grouped(INTERVENTIONS))
def test_the_intervention_shows(rule: Rule) -> None:
    assert_claim(rule)
