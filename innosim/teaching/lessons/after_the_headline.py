"""L8: after the bad headline. What does one failure in public cost, and who can undo it?"""

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
from innosim.teaching.lessons._shared import NORMALITY, OPEN
from innosim.teaching.readings import ALL, Gap, Level, Loss

_WEEK, _WEEKS = 52, 156
_HEADLINE = {"kind": "failure_shock", "start": _WEEK, "end": _WEEK + 1}
_DEFENDED = {"kind": "uphold_defend", "start": _WEEK + 1}
_TRUSTING = {"blame.resting": 0.0, "blame.relaxation": 0.3, "blame.success": 5.0}

LESSON = Lesson(
    number=8,
    title="After the bad headline",
    minutes=30,
    claim="One failure that nobody defends silences ideas for years; defending restores them.",
    sources=(
        Quote("O 00:39:33", "Protect and defend innovation efforts"),
        Quote("K section 5", "But this never happened"),
    ),
    ledger=(
        "one-bad-headline: proposals",
        "who is defended goes on after a failure",
        "uphold_defend",
    ),
    worlds=(
        World("quiet", "No headline", weeks=_WEEKS),
        World("silent", "A headline, leaders are silent", interventions=(_HEADLINE,), weeks=_WEEKS),
        World(
            "defended",
            "A headline, leaders defend from the week after",
            interventions=(_HEADLINE, _DEFENDED),
            weeks=_WEEKS,
        ),
        World(
            "late",
            "A headline, leaders defend half a year later",
            interventions=(_HEADLINE, {**_DEFENDED, "start": _WEEK + 27}),
            weeks=_WEEKS,
        ),
        World(
            "trusting",
            "A headline among visible successes, leaders silent",
            settings=_TRUSTING,
            interventions=(_HEADLINE,),
            weeks=_WEEKS,
        ),
        World(
            "trusting_defended",
            "Among visible successes, leaders defend",
            settings=_TRUSTING,
            interventions=(_HEADLINE, _DEFENDED),
            weeks=_WEEKS,
        ),
    ),
    readings=(
        Level("quiet", "quiet", "proposals", ALL),
        Loss("silenced", "silent", "quiet", "proposals", ALL),
        Gap("defended", "defended", "silent", "proposals", ALL),
        Gap("practices", "defended", "silent", "embedded", ALL),
        Loss("waiting", "late", "defended", "proposals", ALL),
        Gap("trusting", "trusting_defended", "trusting", "embedded", ALL),
        Gap("trusting_ideas", "trusting_defended", "trusting", "proposals", ALL),
    ),
    questions=(
        Question(
            "fewer",
            "One failure in public at the end of the first year. How many ideas fewer are raised "
            "within two years, of about {quiet} in three?",
            answer="silenced",
            unit="ideas",
        ),
    ),
    reveal=(
        "{silenced} ideas fewer ({silenced:interval}): {silenced.percent} per cent of all that "
        "would have been raised in three years.",
        "Leaders who defend from the week after: {defended:signed} ideas ({defended:interval}), "
        "{practices:signed} practices ({practices:interval}): everyday fear of blame goes, too.",
        "Half a year of waiting costs {waiting} of them ({waiting:interval}).",
    ),
    story=Telling(
        "silent",
        "lost",
        "An idea in the service that stayed silent.",
        ("quiet", "defended"),
        otherwise=True,
    ),
    turn=Turn(
        "Write the leader's three sentences for Monday. Then plan.",
        "silent",
        (
            Card("uphold_defend", start=_WEEK + 1),
            Card("uphold_defend"),
            Card("experiment_mandate", start=_WEEK + 1),
            Card("story_for_staff", start=_WEEK + 1),
            Card("openness", start=_WEEK + 1),
            Card("support_behaviours", start=_WEEK + 1),
            Card("celebrate", start=_WEEK + 1),
            Card("risk_navigation", start=_WEEK + 1),
        ),
    ),
    fails=Failure(
        "Where success is seen every month and nobody expects blame, defending brings "
        "{trusting:signed} practices ({trusting:interval}): {trusting:verdict}. Ideas: "
        "{trusting_ideas:signed} ({trusting_ideas:interval}), {defended:signed} before.",
        "practices",
        "trusting",
    ),
    so_what=SoWhat(
        NORMALITY,
        OPEN,
        (
            "How will people know that we defend honest failure?",
            "What did we say after the last one, and when?",
            "Who is still quiet because of it?",
        ),
    ),
    script={
        "predict": Cue(
            "Month twelve. An experiment fails, and it is in all the papers.",
            "Open the lesson.",
            "How many ideas fewer are raised in the two years after? Alone, a number.",
            "From none to half of them.",
            "If they ask what kind of failure: an honest one.",
        ),
        "reveal": Cue(
            "Two worlds: leaders silent, leaders defending.",
            "Next.",
            "Which number do you remember: the loss, or what waiting costs?",
            "The waiting.",
            "If they say that ours is worse: ask who went quiet.",
        ),
        "story": Cue(
            "Here is an idea from the silent service.",
            "Next.",
            "Would it have been raised at all, elsewhere?",
            "Often it is the same; what is missing are ideas that nobody raised.",
            "If the story seems unrelated, say so: silence leaves no trace.",
        ),
        "turn": Cue(
            "Monday, eight o'clock, all staff.",
            "Hand out paper first, cards second.",
            "Three sentences. Read them out.",
            "The first try defends the leader, the second the team.",
            "If it becomes a press release, ask for it as spoken to one person.",
        ),
        "fails": Cue(
            "When does a headline do little?",
            "Next.",
            "What have such services done before?",
            "Shown successes, and small failures, often.",
            "If they think that they are there: ask for the last failure that was told openly.",
        ),
        "so_what": Cue(
            "Before it happens.",
            "Next; hand out the debrief sheet.",
            "How will people know that we defend honest failure?",
            "They do not, yet.",
            "Write down one occasion within a month.",
        ),
    },
    roles=(
        Role("Leader", "You approved it. It failed honestly. A camera is on."),
        Role("Team", "You wait for what the leader says."),
        Role("Colleague with an idea", "You watch what happens to the team."),
        Role("Opposition", "You have a question for tomorrow."),
    ),
    debrief=(
        "Which of your three sentences would you have believed?",
        "What does silence say?",
        "What would we want to have said before it happens?",
    ),
)
