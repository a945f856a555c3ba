"""A shock: a failure that the public sees makes people fear blame."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="A failure in public",
    source="O 00:39:33",
    group="shocks",
    pulled_by="nobody: a shock",
    message="It went wrong, and it is in all the papers.",
    examples=(
        "an inquiry into a project that failed (our example)",
        "a payroll system that pays nobody (our example)",
    ),
    works="In the week of its start everybody in the organisations addressed believes that blame "
    "is likelier by half of the scale, less where leaders uphold and defend; it wears off by one "
    "part in a hundred a week. Fear of blame silences ideas. Its size is assumed, and that it "
    "spares trust and priorities is our reading.",
    pulse={"blame.public_failure": 0.5},
    rows=(56,),
    moves="proposals",
    sign=-1,
    fails_when="leaders uphold and defend",
)
