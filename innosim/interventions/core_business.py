"""Innovation is linked to core business: more ideas fit a process that exists."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Link innovation to core business",
    source="O 00:39:28",
    group="normality",
    pulled_by="leaders and middle managers",
    message="Begin with what we do every day.",
    examples=(
        "link innovation actively to regular business (O 00:39:28)",
        "no longer at the side of the desk, but in core practices (O 00:17:39)",
        "the specialists of the ministry knew what to move ahead on and whom to connect with "
        "(K section 1)",
    ),
    works="Seven in ten new ideas, in place of three, fit a process that exists. They are less "
    "strange, so that they pass gates and are taken up more easily, and above all they are "
    "continued after the pilot. The direction of the last step is that of 73 trials in US cities "
    "(DellaVigna, Kim and Linos 2024); the share of ideas is assumed.",
    effects={"birth.core": 0.4},
    leader_hours=1.0,
    manager_hours=0.2,
    delay=12,
    rows=(15, 54),
    moves="continued",
    sign=1,
    fails_when="what is needed does not fit any process that exists",
)
