"""Stories told to their audience, task forces, payment by outcome, shocks."""

from __future__ import annotations

from typing import Any

from innosim.evidence.claims._settings import FAST, acts
from innosim.evidence.validation import measures
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms

TITLE = "Stories, task forces and shocks"

SHOCK = 26


def at(kind: str, week: int) -> dict[str, Any]:
    """An intervention that begins in a week."""
    return {"interventions": [{"kind": kind, "start": week}]}


def told_to(kind: str, role: str) -> dict[str, Any]:
    """A story told to one role."""
    return {"interventions": [{"kind": kind, "roles": [role]}]}


CLAIMS = (
    TwoArms(
        name="a story for another audience does not help",
        statement="a story has to be framed for its audience: one about risk harms with leaders",
        rows=(66,),
        known_as=("H26",),
        on=told_to("story_for_managers", "leader"),
        reading=Weekly("gate_pass"),
        sign=-1,
    ),
    TwoArms(
        name="a matched story beats a mismatched one",
        statement="a story about risk helps middle managers more than leaders",
        rows=(66,),
        known_as=("H26",),
        on=told_to("story_for_managers", "middle_manager"),
        off=told_to("story_for_managers", "leader"),
        reading=Weekly("gate_pass"),
        sign=1,
    ),
    TwoArms(
        name="a matched story beats none",
        statement="a story about risk helps middle managers to let ideas through",
        rows=(66,),
        known_as=("H26",),
        on=acts("story_for_managers"),
        reading=Weekly("gate_pass"),
        sign=1,
    ),
    Interaction(
        name="task forces need data",
        statement="a strong data strategy is foundational for task forces: together they do more",
        rows=(47, 48),
        known_as=("H34",),
        given={"birth.relating": 0.5},
        parts=(acts("task_forces"), acts("data_strategy")),
        reading=Weekly("pilot_success"),
        own=("pilots: mismatch with possibilities",),
        size=LONG,
    ),
    TwoArms(
        name="payment by outcome spares public loss",
        statement="paying for outcomes may reduce overall risk",
        rows=(63,),
        known_as=("H24",),
        on=acts("outcome_payment"),
        reading=Weekly("public_loss"),
        sign=-1,
    ),
    TwoArms(
        name="payment by outcome keeps suppliers away",
        statement="those who would bear the loss offer fewer ideas",
        rows=(63,),
        known_as=("H24",),
        given={"external.openness": 0.8},
        on=acts("outcome_payment"),
        reading=AtEnd(measures.external_ideas),
        sign=-1,
        own=("external: external ideas",),
    ),
    Interaction(
        name="who is defended goes on after a failure",
        statement="where leaders uphold and defend, a public failure silences fewer ideas",
        rows=(56,),
        known_as=("H21",),
        parts=(at("failure_shock", SHOCK), acts("uphold_defend")),
        reading=Weekly("proposals", SHOCK, SHOCK + 26),
        own=("generation: silence", "blame: fear of blame"),
    ),
    TwoArms(
        name="a crisis opens gates for a while",
        statement="a crisis opens a window: more gets through while it lasts",
        rows=(104,),
        on=at("crisis_shock", SHOCK),
        reading=Weekly("gate_pass", SHOCK, SHOCK + 8),
        sign=1,
        own=("gates: crisis bonus",),
    ),
    TwoArms(
        name="a new minister calls ideas off",
        statement="a change of minister makes ideas under way fit no longer",
        rows=(24,),
        known_as=("P10",),
        given={"politics.shuffle_shift": 0.8},
        on=at("ministerial_shock", SHOCK),
        reading=Weekly("cancelled", SHOCK),
        sign=1,
        own=("cancellation: political cancellation",),
    ),
    TwoArms(
        name="one layer less lets more through",
        statement="one layer of the middle less costs fewer ideas",
        rows=(36,),
        known_as=("P2",),
        on=acts("flatter_layers"),
        reading=AtEnd(measures.died_in_the_middle),
        sign=-1,
    ),
    TwoArms(
        name="suitability makes ideas feasible",
        statement="where capability is sufficient for the options, more ideas can be done",
        rows=(49,),
        on={
            "signals.base_skills": 0.8,
            "signals.base_data": 0.8,
            "signals.base_infrastructure": 0.8,
        },
        reading=Weekly("feasible"),
        sign=1,
    ),
    TwoArms(
        name="protected time brings work to the desk",
        statement="with protected time less of the work is done at the side of the desk",
        rows=(14,),
        given=FAST,
        on=acts("protected_time"),
        reading=Weekly("side_of_desk"),
        sign=-1,
        own=("energy: side of desk",),
    ),
)
