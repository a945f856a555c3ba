"""What a plan does: its measures, and the same plan with half of what these are assumed to do."""

from __future__ import annotations

from innosim import catalogue
from innosim.contracts import Intervention
from innosim.scenario.files import amended
from innosim.scenario.schema import Scenario

HALF = 0.5
"""Part of the assumed effects that is left in the check."""


def added(plan: Scenario, reference: Scenario) -> dict[str, Intervention]:
    """The kinds of interventions and practices that a plan has and a reference has not, by name."""
    before = {delivery.kind for delivery in reference.deliveries()}
    kinds = dict.fromkeys(delivery.kind for delivery in plan.deliveries() if delivery.strength > 0)
    return {kind: catalogue.intervention(kind) for kind in kinds if kind not in before}


def doubted(plan: Scenario, reference: Scenario) -> Scenario | None:
    """The plan if what it adds did only `HALF` of what is assumed; None if it adds nothing."""
    factors = plan.factors()
    settings = [
        f"assumptions.effects.{kind}={HALF * factors.get(kind, 1.0)}"
        for kind in added(plan, reference)
    ]
    return amended(plan, settings) if settings else None
