"""A manifesto that relates innovation to the priorities of the day."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Relate innovation to priorities",
    source="O 00:31:55",
    group="clarity",
    pulled_by="the centre and leaders",
    message="Here is what matters now, and here is where your idea helps with it.",
    examples=(
        "France's manifesto, which sets clear expectations (O 00:31:55)",
        "a call for ideas for each priority of the mandate letter (our example)",
    ),
    works="Ideas more often take up a theme with political weight, and it becomes a little clearer "
    "why innovation is wanted. Fit counts at gates, in use and against cancellation. If priorities "
    "move on, ideas that fitted no longer do.",
    effects={"birth.relating": 0.3, "signals.clarity_why": 0.1},
    leader_hours=2.0,
    rows=(27,),
    moves="fit",
    sign=1,
    fails_when="priorities change faster than ideas ripen",
)
