"""Flatter layers: the middle layer just below the head no longer decides nor thins the signals."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Flatter layers",
    source="O 01:03:12",
    group="structure",
    pulled_by="leaders of organisations",
    message="One layer less between the one with the idea and the one who decides.",
    examples=(
        "assistant heads advise, but no longer sign (our example)",
        "a hierarchy of five levels becomes one of four (our example)",
    ),
    works="The layer just below the head no longer decides: ideas skip it, and it passes on all "
    "that it receives of the signals. The organisation chart stays as it is, and what already "
    "waits there is still decided on. In an organisation with one middle layer all ideas then go "
    "straight to the head. Taking a layer out is our reading of 'circumvent bottlenecks'.",
    effects={"gates.flatter": 1.0},
    leader_hours=1.0,
    manager_hours=0.5,
    delay=12,
    rows=(36,),
    moves="gate_pass",
    sign=1,
    fails_when="the head's queue becomes the bottleneck",
)
