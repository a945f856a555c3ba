"""L6: aligning looks like standing still. When does the aligned service overtake?"""

from innosim.teaching.lesson import (
    Card,
    Cue,
    Failure,
    Lesson,
    Question,
    Quote,
    Role,
    SoWhat,
    Telling,
    Turn,
    World,
)
from innosim.teaching.lessons._shared import ALIGN, CLARITY
from innosim.teaching.readings import ALL, Gap, Level, Overtaking

_SMALL = {"birth.several": 0.0, "gates.alignment": 0.0, "pilots.decision_alignment": 0.0}
_ALIGNED = {"practices.alignment": 1.0}

LESSON = Lesson(
    number=6,
    title="Aligning looks like standing still",
    minutes=30,
    claim="Aligning costs time at first and brings more ideas through in the end.",
    sources=(
        Quote("K section 3", "From the outside it sometimes looked as if the project had stalled"),
        Quote("K section 3", "dazzling sometimes"),
    ),
    ledger=(
        "aligning looks like standing still",
        "aligning keeps the ball rolling",
        "too much aligning stops the work",
        "aligned leaders avert incidents",
    ),
    worlds=(
        World("as_is", "Leaders align little"),
        World("aligned", "Leaders align, align, and align again", settings=_ALIGNED),
        World("small", "Ideas that nobody else has to be at ease with", settings=_SMALL),
        World("small_aligned", "The same, and leaders align", settings={**_SMALL, **_ALIGNED}),
    ),
    readings=(
        Overtaking("cross", "aligned", "as_is"),
        Gap("aligned", "aligned", "as_is", count=ALL),
        Gap("weeks", "aligned", "as_is", "weeks_in_gates"),
        Level("hours", "aligned", "cost_leaders", ALL),
        Gap("small", "small_aligned", "small", count=ALL),
    ),
    questions=(
        Question(
            "month",
            "In which month does the aligned service have more new normal practices, for good?",
            answer="cross.ahead",
            unit="months from the start",
            low=1.0,
            high=48.0,
        ),
    ),
    reveal=(
        "From month {cross.ahead} on the aligned service is ahead on average, from month "
        "{cross.surely} on surely.",
        "After four years: {aligned:signed} practices ({aligned:interval}) for {hours} hours of "
        "leaders.",
        "We expected it to fall behind first. It was surely behind in {cross.behind} of the weeks "
        "looked at: pilots take longer, and hardly anything is finished that early.",
    ),
    story=Telling(
        "aligned",
        "fastest",
        "The idea that became normal practice fastest where leaders aligned.",
        ("as_is",),
    ),
    turn=Turn(
        "Plan hours of alignment: whom, and from when? Shield the core team.",
        "as_is",
        (
            Card("alignment"),
            Card("alignment", 0.5),
            Card("alignment", start=52),
            Card("cultivate_allies"),
            Card("story_for_leaders"),
            Card("team_trust"),
            Card("protected_time"),
            Card("yes_and"),
        ),
        hours=250.0,
    ),
    fails=Failure(
        "Where an idea concerns one organisation and nobody has to be at ease with it, the same "
        "hours bring {small:signed} practices ({small:interval}): {small:verdict}. Alignment is "
        "waste there.",
        "aligned",
        "small",
    ),
    so_what=SoWhat(
        CLARITY,
        ALIGN,
        (
            "Whom have I not yet aligned with?",
            "Which of our meetings align, and which inform?",
            "Who is shielded so that the work goes on?",
        ),
    ),
    script={
        "predict": Cue(
            "Two services. In one, leaders align until everybody is at ease.",
            "Open the lesson.",
            "In which month does the aligned one overtake, for good?",
            "From month six to never.",
            "If they ask how many hours: say it after the reveal.",
        ),
        "reveal": Cue(
            "Two curves with bands, the same worlds.",
            "Next.",
            "Where would you have stopped the meetings?",
            "In the first year, when there is nothing to show.",
            "If they look for the dip: there is none to be told; say what we had expected.",
        ),
        "story": Cue(
            "The fastest one in the aligned service. Wait for its last line before you say why.",
            "Next; read out the last line, the same idea where leaders align little.",
            "Was it the aligning that made it fast?",
            "Yes, until the last line is read.",
            "If they want to explain the difference: one idea proves nothing, the curves do.",
        ),
        "turn": Cue(
            "Plan your alignment.",
            "Hand out the cards.",
            "Whom first? Who is spared?",
            "All at once, or late.",
            "If a table spends all on alignment, look at the burden together.",
        ),
        "fails": Cue(
            "When is it waste?",
            "Next.",
            "Which of our projects is of that kind?",
            "Small ones within one unit.",
            "If they find none, ask for the last one that nobody had to approve.",
        ),
        "so_what": Cue(
            "One name of an office.",
            "Next; hand out the debrief sheet.",
            "Whom have I not yet aligned with?",
            "Finance, law, another ministry.",
            "Offices, not persons.",
        ),
    },
    roles=(
        Role("Sponsor", "You spend a third of the week with others, and it looks like nothing."),
        Role("Core team", "You want to work, and are invited to explain."),
        Role("Other ministry", "Nobody asked you last time, so you stopped it."),
        Role("Minister's office", "When will there be something to show?"),
    ),
    debrief=(
        "When would you have lost patience?",
        "What was the aligning for, and could it have been had for less?",
        "Which small work do we burden with it for no reason?",
    ),
)
