"""What must make no difference.

That numbers of posts and units are names only, and that replicates come out side by side as they
do alone, is tested bit for bit or by distribution in tests/property.
"""

from __future__ import annotations

from innosim import catalogue
from innosim.evidence.validation.exact import Exact
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.same import Same

TITLE = "What must make no difference"

AT_REST = [{"kind": kind, "strength": 0.0} for kind in catalogue.interventions()]
FEW = {"organisation.generate.size_exponent": 0.0}
MANY = {
    **FEW,
    "organisation.generate.headcount": 1280,
    "organisation.generate.organisations": 8,
}


def per_head(metric: str, share: float) -> Same:
    """Twice the organisations, the same figures for each person."""
    return Same(
        name=f"twice the organisations: {metric}",
        statement="twice as many organisations of the same size give the same figures per head",
        on=MANY,
        off=FEW,
        reading=Weekly(metric),
        share=share,
    )


CLAIMS = (
    Exact(
        name="interventions at strength zero",
        statement="all interventions at strength zero change nothing",
        on={"interventions": AT_REST},
    ),
    Exact(
        name="A against A",
        statement="the same scenario run twice gives the same state",
    ),
    per_head("proposals", 0.1),
    per_head("energy", 0.05),
    per_head("gate_pass", 0.15),
)
