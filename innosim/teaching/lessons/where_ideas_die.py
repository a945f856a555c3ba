"""L1: of a hundred ideas, how many become normal practice, and where do the others end?"""

from innosim.teaching.lesson import (
    LARGEST,
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
from innosim.teaching.lessons._shared import PARITY, YES_AND
from innosim.teaching.readings import ALL, PLACES, Gap, Level, Places

_MEND = ({"kind": "forums"}, {"kind": "more_reviewers"})
_FEW = {"generation.individual": 1e-5, "generation.system": 0.0, "switches.crises": False}

LESSON = Lesson(
    number=1,
    title="Where do ideas go to die?",
    minutes=20,
    claim="Most ideas end in the middle, and mending the gates there brings more normal practices.",
    sources=(
        Quote("O 00:17:39", "not integrated into core practices"),
        Quote("O 01:03:12", "especially at the middle management"),
    ),
    ledger=("few ideas become practice", "clay-layer: pilots", "forums go round the middle"),
    worlds=(
        World("clay", "The clay layer: a busy middle", "clay-layer"),
        World("mended", "The same with gates mended", "clay-layer", interventions=_MEND),
        World("few", "The same with hardly any ideas", "clay-layer", settings=_FEW),
        World(
            "few_mended",
            "Hardly any ideas, gates mended",
            "clay-layer",
            settings=_FEW,
            interventions=_MEND,
        ),
    ),
    readings=(
        Places("was", "clay"),
        Level("raised", "clay", "proposals", ALL),
        Level("few_raised", "few", "proposals", ALL),
        Gap("mended", "mended", "clay", count=ALL),
        Gap("few", "few_mended", "few", count=ALL),
    ),
    questions=(
        Question(
            "hundred",
            "Of 100 ideas raised, how many are normal practice after four years?",
            answer="was.practice",
            unit="of 100 ideas",
        ),
        Question(
            "gate",
            "And where does the largest number of them end?",
            LARGEST,
            options={
                "was.middle": PLACES["middle"],
                "was.leaders": PLACES["leaders"],
                "was.pilot": PLACES["pilot"],
            },
        ),
    ),
    reveal=(
        "Of 100 ideas {was.practice} became normal practice ({was.practice:interval}).",
        "{was.middle} ended with middle managers, {was.leaders} with leaders, {was.pilot} in a "
        "pilot; {was.under_way} are still under way.",
        "Gates mended by forums and more time to review: {mended:signed} practices in the whole "
        "service ({mended:interval}).",
    ),
    story=Telling(
        "clay",
        "lost",
        "A good idea that ended before anybody tried it. Where did it stop, and on what grounds?",
        ("mended",),
        otherwise=True,
    ),
    turn=Turn(
        "Pick the gate to mend. Leaders pay in hours; staff and managers pay, too.",
        "clay",
        (
            Card("forums"),
            Card("more_reviewers"),
            Card("flatter_layers"),
            Card("story_for_managers"),
            Card("open_challenge"),
            Card("core_business"),
            Card("yes_and"),
            Card("cultivate_allies"),
        ),
    ),
    fails=Failure(
        "Where hardly anybody raises an idea ({few_raised} in the whole service, not {raised}), "
        "the same mending brings {few:signed} practices ({few:interval}): {few:verdict}. No queue, "
        "nothing to mend.",
        "mended",
        "few",
    ),
    so_what=SoWhat(
        PARITY,
        YES_AND,
        (
            "Which gate is ours?",
            "Who holds it, and what else lies on that desk?",
            "What would we see in a month if it opened?",
        ),
    ),
    script={
        "predict": Cue(
            "Here is a service of three hundred people. Leaders say yes, staff have ideas.",
            "Open the lesson; nothing is shown before a guess is in.",
            "Write down a number from 0 to 100, alone. Then: where do most of them end?",
            "Guesses from five to forty; most name leaders or money.",
            "If nobody dares, ask for hands: more than ten? more than twenty?",
        ),
        "reveal": Cue(
            "Let us look at what became of all of them.",
            "Next.",
            "Who was closest? What surprises you: the number or the place?",
            "Few are off by little; the middle surprises leaders, not middle managers.",
            "If the room is right at once, ask why nobody mends it then.",
        ),
        "story": Cue(
            "Numbers have people in them. Here is one idea.",
            "Next; read the sentences aloud, one a person.",
            "At which sentence would you have acted?",
            "At the first delay, or never: it looked normal.",
            "If they blame the person at the gate, ask what else was in that queue.",
        ),
        "turn": Cue(
            "Now it is your service, and you have hours, not money.",
            "Hand out the cards; enter each table's plan.",
            "Which gate, and why that one?",
            "Tables choose forums or time to review; some want everything.",
            "If a plan is over budget, the table has to drop a card, not argue.",
        ),
        "fails": Cue(
            "Nothing works everywhere. Where would this do nothing?",
            "Next.",
            "What would you do first in such a service?",
            "Call forth ideas: clarity, support.",
            "If they doubt it, show the interval: it holds zero.",
        ),
        "so_what": Cue(
            "Take one question home.",
            "Next; hand out the debrief sheet.",
            "Which gate is ours? Write down one name of a gate, not of a person.",
            "A committee, a form, a layer.",
            "If it turns into complaint, ask what they hold up themselves.",
        ),
    },
    roles=(
        Role("Officer at the front line", "You see the problem every day and have an idea."),
        Role("Middle manager", "Delivery targets, other people's risk, and a queue of requests."),
        Role("Leader", "You said in public that innovation is welcome. You mean it."),
        Role("Citizen", "You wait for the service to become better. You see none of this."),
    ),
    debrief=(
        "Which number did you expect, and what did you build it on?",
        "What does the end of most ideas have to do with workload, and what with will?",
        "What would be a first sign that our gate opened?",
    ),
)
