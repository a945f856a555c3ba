"""Clarity: a clear signal that, why and where innovation is wanted."""

from __future__ import annotations

from innosim.evidence.claims._settings import TRAVEL, acts, clarity, signals
from innosim.evidence.validation import measures
from innosim.evidence.validation.band import Band
from innosim.evidence.validation.interaction import Interaction
from innosim.evidence.validation.readings import AtEnd, Weekly
from innosim.evidence.validation.same import Same
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms

TITLE = "Clarity"

LOW, HIGH = clarity(0.2), clarity(0.8)
SYSTEM = ("generation: system level",)
EVERY_TWO_YEARS = {"kind": "innovation_barometer", "every": 104, "duration": 104}

CLAIMS = (
    TwoArms(
        name="clarity calls forth ideas",
        statement="a clear signal calls forth many more ideas",
        rows=(18, 23),
        known_as=("H1",),
        on=HIGH,
        off=LOW,
        reading=Weekly("proposals"),
        sign=1,
        minimum=0.4,
        own=SYSTEM,
    ),
    TwoArms(
        name="clarity unites understanding",
        statement="a clear signal reduces ambiguity: people mean the same by innovation "
        "(the standard deviation falls by 30 %, the variance by 51 %)",
        rows=(7, 23),
        known_as=("H2",),
        on=HIGH,
        off=LOW,
        reading=Weekly("fragmentation"),
        sign=-1,
        minimum=0.51,
        own=("perception: fragmented understanding",),
    ),
    TwoArms(
        name="clarity makes ideas fit",
        statement="with a clear signal ideas fit the priorities better",
        rows=(7, 23),
        known_as=("H3",),
        on=HIGH,
        off=LOW,
        reading=Weekly("fit"),
        sign=1,
    ),
    TwoArms(
        name="clarity makes fit count",
        statement="with a clear signal strategic need weighs more in what gets through",
        rows=(10, 23),
        known_as=("H30",),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.slope_of_fit),
        sign=1,
        own=("gates: fit at the gate",),
    ),
    Band(
        name="no signal, no system",
        statement="without a clear signal no idea comes from the system",
        rows=(2, 18),
        where=clarity(0.0),
        reading=AtEnd(measures.system_share),
        least=0.0,
        most=0.0,
        own=SYSTEM,
    ),
    TwoArms(
        name="clarity makes innovation deliberate",
        statement="with a clear signal a larger share of ideas comes from the system, not from "
        "crises and individuals",
        rows=(1, 2),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.system_share),
        sign=1,
        own=SYSTEM,
    ),
    TwoArms(
        name="clarity makes ideas come steadily",
        statement="with a clear signal ideas come less in bursts",
        rows=(18, 2),
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.burstiness),
        sign=-1,
        own=(*SYSTEM, "crises: crises"),
    ),
    TwoArms(
        name="clarity opens silos",
        statement="without the system, organisations are siloed by partial agendas",
        rows=(19,),
        given={**TRAVEL, "adoption.carries": 0.25},
        on=HIGH,
        off=LOW,
        reading=AtEnd(measures.use_in_other_organisations),
        sign=1,
        own=("adoption: silos",),
    ),
    TwoArms(
        name="clarity lifts the load",
        statement="without a clear signal innovation burdens individuals",
        rows=(20,),
        on=HIGH,
        off=LOW,
        reading=Weekly("burden"),
        sign=-1,
        own=("energy: side of desk",),
    ),
    Same(
        name="a declaration alone does not last",
        statement="an articulated ambition alone delivers no lasting gain of normal practices",
        rows=(4,),
        known_as=("H32",),
        given={**signals(0.2), **clarity(0.4)},
        on=acts("declaration"),
        reading=Weekly("embedded", 78),
        share=0.1,
        size=LONG,
    ),
    TwoArms(
        name="a barometer outlasts a declaration",
        statement="repeated measurement sustains clarity where a declaration fades",
        rows=(26, 72),
        on={"interventions": [EVERY_TWO_YEARS]},
        off=acts("declaration"),
        reading=Weekly("clarity", 182),
        sign=1,
        size=LONG,
    ),
    TwoArms(
        name="continuous effort sustains",
        statement="the determinants have to be improved continuously; a one-off campaign decays",
        rows=(72,),
        on={"interventions": [{"kind": "innovation_barometer", "every": 26, "duration": 26}]},
        off=acts("innovation_barometer"),
        reading=Weekly("clarity", 104),
        sign=1,
    ),
    TwoArms(
        name="a shared definition unites understanding",
        statement="agreed definitions help people to understand the same thing",
        rows=(26,),
        on=acts("shared_definition"),
        reading=Weekly("fragmentation"),
        sign=-1,
        own=("perception: fragmented understanding",),
    ),
    TwoArms(
        name="defined roles let more people contribute",
        statement="where roles are defined, more people see what they can contribute",
        rows=(28, 70),
        on=acts("archetypes"),
        reading=AtEnd(measures.gini_over_people),
        sign=-1,
        own=SYSTEM,
    ),
    TwoArms(
        name="relating to priorities saves ideas",
        statement="ideas that relate to priorities are called off less",
        rows=(27,),
        on=acts("relate_priorities"),
        reading=Weekly("cancelled"),
        sign=-1,
        own=("cancellation: political cancellation",),
    ),
    Interaction(
        name="outsiders need clarity and openness",
        statement="external actors contribute if they know what is sought and are let in: the two "
        "do more together",
        rows=(31,),
        known_as=("H44",),
        parts=(clarity(0.8), {"external.openness": 0.8}),
        reading=AtEnd(measures.external_ideas),
        own=("external: external ideas",),
    ),
    Band(
        name="closed doors, no external ideas",
        statement="without openness outsiders contribute nothing",
        rows=(31,),
        where={"external.openness": 0.0},
        reading=AtEnd(measures.external_ideas),
        least=0.0,
        most=0.0,
        own=("external: external ideas",),
    ),
)

UNTESTED: dict[str, str] = {
    "P6": "what people say in surveys about themselves and their agency is not measured",
    "row 71": "finding levers is the work of a sensitivity analysis, not a statement on the model",
}
