"""L5: no; yes, but; yes, and. How far apart are the three answers?"""

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
from innosim.teaching.lessons._shared import SUITABILITY, YES_AND, signal
from innosim.teaching.readings import ALL, HUNDRED, Gap, Level

_UNABLE = {
    **signal("suitability", 0.0),
    "pilots.mismatch": 12.0,
    "birth.novelty_a": 6.0,
    "birth.novelty_b": 2.0,
}

LESSON = Lesson(
    number=5,
    title="No – yes, but – yes, and",
    minutes=20,
    claim="Yes-and keeps people trying and repairs ideas; yes-but costs nearly as much as no.",
    sources=(
        Quote("K section 4", "instead of a ‘No’, or ‘Yes, but..’ works wonders"),
        Quote("K section 4", "encourages teams to move mountains"),
    ),
    ledger=("yes-and opens gates", "yes-and gives energy", "yes-and keeps people"),
    worlds=(
        World("no", "The answer is mostly no"),
        World("but", "Yes, but: a third of the way", settings={"practices.yes_and": 0.3}),
        World("and", "Yes, and: always", settings={"practices.yes_and": 1.0}),
        World("unable", "No, and nothing novel can be done", settings=_UNABLE),
        World(
            "unable_and",
            "Yes, and; but nothing novel can be done",
            settings={**_UNABLE, "practices.yes_and": 1.0},
        ),
    ),
    readings=(
        Level("pass_no", "no", "gate_pass", HUNDRED),
        Level("pass_but", "but", "gate_pass", HUNDRED),
        Level("pass_and", "and", "gate_pass", HUNDRED),
        Gap("between", "and", "but", "gate_pass", HUNDRED),
        Gap("but", "but", "no", count=ALL),
        Gap("and", "and", "no", count=ALL),
        Gap("weeks", "and", "no", "weeks_in_gates"),
        Gap("unable", "unable_and", "unable", count=ALL),
        Gap("unable_pass", "unable_and", "unable", "gate_pass", HUNDRED),
    ),
    questions=(
        Question(
            "between",
            "Of 100 ideas decided on, how many more pass all gates with yes-and than with yes-but?",
            answer="between",
            unit="of 100 ideas",
        ),
    ),
    reveal=(
        "Of 100 ideas {pass_no} pass with no, {pass_but} with yes-but, {pass_and} with yes-and.",
        "Normal practices, held against no: yes-but {but:signed} ({but:interval}), yes-and "
        "{and:signed} ({and:interval}).",
        "That yes-and opens gates is built into the model. Its price shows, too: {weeks:signed} "
        "weeks before a pilot, for conditions and fuller queues.",
    ),
    story=Telling(
        "no",
        "lost",
        "One idea in three worlds: the same people, the same forms, another answer.",
        ("but", "and"),
        otherwise=True,
    ),
    turn=Turn(
        "Rewrite three refusals of your own as yes-and. Then plan.",
        "no",
        (
            Card("yes_and"),
            Card("yes_and", 0.3),
            Card("foundational_documents"),
            Card("more_reviewers"),
            Card("risk_navigation"),
            Card("team_trust", 0.5),
            Card("learning_units"),
            Card("protected_time"),
        ),
    ),
    fails=Failure(
        "Where nothing novel can be done, yes-and lets {unable_pass:signed} of 100 ideas more "
        "through and brings {unable:signed} practices ({unable:interval}): {unable:verdict}. A yes "
        "that cannot be kept.",
        "and",
        "unable",
    ),
    so_what=SoWhat(
        SUITABILITY,
        YES_AND,
        (
            "Which request did I last answer with but?",
            "What would the and have been?",
            "Which yes could we not keep, and what is missing?",
        ),
    ),
    script={
        "predict": Cue(
            "Three leaders, the same ideas, the same forms. No. Yes, but. Yes, and.",
            "Open the lesson.",
            "Of 100 ideas, how many more pass with yes-and than with yes-but?",
            "From five to fifty.",
            "If they say it is only words: the model has conditions and help behind them.",
        ),
        "reveal": Cue(
            "Three worlds side by side.",
            "Next.",
            "Is yes-but nearer to no or to yes-and?",
            "Nearer to no.",
            "If they object that it was typed in: it was, and the screen says so.",
        ),
        "story": Cue(
            "One idea, three answers.",
            "Next.",
            "What became possible only with the and?",
            "A condition in the place of a refusal.",
            "If the idea dies in all worlds, ask what else it lacked.",
        ),
        "turn": Cue(
            "Write down three refusals you gave or heard this month.",
            "Hand out the cards.",
            "Turn each into yes, and.",
            "The second is hard, the third is good.",
            "If a refusal was right, keep it; say which one and why.",
        ),
        "fails": Cue(
            "When is a yes no help?",
            "Next.",
            "What must be there so that a yes can be kept?",
            "Skills, data, tools.",
            "If somebody says that this is us: ask for one example.",
        ),
        "so_what": Cue(
            "One sentence for Monday.",
            "Next; hand out the debrief sheet.",
            "Which request did I last answer with but?",
            "Most have one at once.",
            "Nobody has to read it out.",
        ),
    },
    roles=(
        Role("The one who asks", "May we work with somebody who has lived through it?"),
        Role("No", "You see the rule, and it protects you."),
        Role("Yes, but", "You like it, and you list what stands against it."),
        Role("Yes, and", "You like it, and you ask what they need and which forms they saw."),
    ),
    debrief=(
        "What does a yes-but cost the one who hears it?",
        "What does a yes-and ask of the one who says it?",
        "Where would our yes be hollow?",
    ),
)
