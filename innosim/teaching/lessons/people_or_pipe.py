"""L2: is it the people or the pipe? What stops ideas in the middle."""

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
from innosim.teaching.lessons._shared import NORMALITY, YES_AND
from innosim.teaching.readings import ALL, Blocking, Gap

_TIME = ({"kind": "more_reviewers"},)
_OPPOSED = {
    "people.risk_aversion_middle": 0.9,
    "gates.risk": 8.0,
    "gates.capacity": 2.0,
    "gates.attention": 1.0,
}

LESSON = Lesson(
    number=2,
    title="Is it the people or the pipe?",
    minutes=30,
    claim="Blocking in the middle is mostly workload and signals, not persons.",
    sources=(
        Quote("O 01:03:12", "bureaucratic bottlenecks"),
        Quote("O 01:09:27", "Much risk aversion operates by convention rather than strict policy"),
    ),
    ledger=("busy reviewers delay", "clay-layer: weeks_in_gates", "more_reviewers"),
    worlds=(
        World("clay", "The clay layer: a busy middle", "clay-layer"),
        World("time", "The same with more time to review", "clay-layer", interventions=_TIME),
        World(
            "opposed", "A middle that has time and is against it", "clay-layer", settings=_OPPOSED
        ),
        World(
            "opposed_time",
            "Against it, with more time to review",
            "clay-layer",
            settings=_OPPOSED,
            interventions=_TIME,
        ),
    ),
    readings=(
        Blocking("why", "clay"),
        Blocking("against", "opposed"),
        Gap("time", "time", "clay", count=ALL),
        Gap("opposed_time", "opposed_time", "opposed", count=ALL),
    ),
    questions=(
        Question(
            "people",
            "Replace every sceptical manager. How much of the blocking that could go does go, in "
            "per cent?",
            answer="why.part",
            unit="per cent",
        ),
    ),
    reveal=(
        "Of 100 ideas that come to middle managers {why.before} are stopped; with people, signals "
        "and workload all changed {why.after}.",
        "Of these {why.whole} fewer, {why.workload} are due to workload ({why.workload:interval}), "
        "{why.people} to people ({why.people:interval}), {why.signals} to signals "
        "({why.signals:interval}).",
        "We expected workload and signals. The model shows workload: clearer signals call forth "
        "more ideas, and these fill the queue again.",
    ),
    story=Telling(
        "clay",
        "stall",
        "The idea that waited longest. Nobody was against it.",
        ("time", "opposed"),
    ),
    turn=Turn(
        "Be the middle: play your roles. Then plan: people, signals or workload?",
        "clay",
        (
            Card("more_reviewers"),
            Card("forums"),
            Card("flatter_layers"),
            Card("story_for_managers"),
            Card("foundational_documents"),
            Card("risk_navigation"),
            Card("uphold_defend"),
            Card("shared_definition"),
        ),
    ),
    fails=Failure(
        "Where managers have time and are truly against what is risky: of {against.whole} fewer "
        "stopped, {against.people} are due to people ({against.people:interval}); more time brings "
        "{opposed_time:signed} practices ({opposed_time:interval}).",
        "time",
        "opposed_time",
    ),
    so_what=SoWhat(
        NORMALITY,
        YES_AND,
        (
            "What do we load on our middle?",
            "What could a middle manager here stop doing tomorrow?",
            "When did we last ask them what they need?",
        ),
    ),
    script={
        "predict": Cue(
            "Everybody knows the clay layer. Suppose we could replace every sceptic in it.",
            "Open the lesson.",
            "How much of the blocking that could go would go? A percentage, alone.",
            "Half or more; middle managers in the room say little.",
            "If the room refuses the question, ask for it as a bet.",
        ),
        "reveal": Cue(
            "The service is run again with people, signals and workload changed, in all orders.",
            "Next.",
            "What was your guess made of?",
            "Silence, then relief with middle managers.",
            "If somebody says that it depends on the size of the changes: it does, say so.",
        ),
        "story": Cue(
            "This idea was not refused. It waited.",
            "Next.",
            "Who could have ended the waiting, and what would it have cost them?",
            "Whoever had it on the desk, by letting something else wait.",
            "If they say that it was a bad idea: read out its merit.",
        ),
        "turn": Cue(
            "You are the middle manager. Write down what lies on your desk this week.",
            "Hand out the role cards, then the plan cards.",
            "Strike out all that you cannot look at. Then: which cards would help you?",
            "Time to review, fewer gates.",
            "If a table chooses training only, let it run and look at the result together.",
        ),
        "fails": Cue(
            "Now the other case: time is there, and people are against it.",
            "Next.",
            "How would you know which of the two services you are in?",
            "By asking where ideas wait, and whether they were looked at.",
            "If they see themselves in this case, ask for the evidence.",
        ),
        "so_what": Cue(
            "Before we talk about attitudes, we look at desks.",
            "Next; hand out the debrief sheet.",
            "What do we load on our middle?",
            "Reports, approvals, other people's risk.",
            "If it becomes personal, go back to the story.",
        ),
    },
    roles=(
        Role("Middle manager with forty requests", "You can look at three of them this week."),
        Role("Head above you", "You want results by Friday, and no surprises."),
        Role("Officer below you", "Your request has waited since spring."),
        Role("Auditor", "You will ask who approved it, not who delayed it."),
    ),
    debrief=(
        "What did you put down to people before, and what now?",
        "Why do clear signals alone fill the queue?",
        "What would you have to see to believe that people are the reason?",
    ),
)
