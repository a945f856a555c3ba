"""A shock: a change of minister redraws the political priorities of an organisation."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Change of minister",
    source="O 00:24:24",
    group="shocks",
    pulled_by="nobody: a shock",
    message="What was wanted yesterday is not what is wanted today.",
    examples=(
        "a reshuffle in the middle of a term (our example)",
        "a resignation, and a successor with another agenda (our example)",
    ),
    works="In the week of its start each organisation gets another minister, who draws anew the "
    "part of its priorities that a minister sets; at half strength every second one does. Ideas "
    "under way keep their theme, and may fit no longer. The share that a minister sets is assumed.",
    pulse={"politics.shuffle": 1.0},
    rows=(24,),
    moves="fit_of_pilots",
    sign=-1,
    given={"birth.relating": 0.8, "politics.shuffle_shift": 0.8},
    when={"every": 26, "duration": 1},
    fails_when="ideas follow no priorities, so that there is no fit to lose",
)
