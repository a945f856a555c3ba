"""L3: the hero trap. How much of success is gone without the most determined people."""

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
from innosim.teaching.lessons._shared import NORMALITY, TEAM
from innosim.teaching.readings import ALL, Gap, Level, Loss

_ALONE = {
    "generation.system": 0.0,
    "switches.crises": False,
    "gates.champion": 4.0,
    "people.innovativeness_a": 1.0,
    "people.innovativeness_b": 4.0,
}
_AVERAGE = {**_ALONE, "people.average_heroes": 5}
_SIGNAL = {**_AVERAGE, "signals.base_normality": 0.6, "generation.system": 0.003}
_UNIT = 60

LESSON = Lesson(
    number=3,
    title="The hero trap",
    minutes=20,
    claim="Success that rests on individuals goes with them; signals of the system last longer.",
    sources=(
        Quote("O 00:15:49", "right person being in the right place at the right time"),
        Quote("O 00:22:06", "This individual reliance is not sustainable"),
    ),
    ledger=(
        "determined champions get through",
        "individuals alone tire",
        "individuals alone leave",
        "determination matters most where the system is weak",
    ),
    worlds=(
        World(
            "unit",
            "A unit of sixty that lives on determination",
            "right-person-right-place",
            settings=_ALONE,
            people=_UNIT,
            organisations=1,
        ),
        World(
            "without",
            "The same, its five most determined people average",
            "right-person-right-place",
            settings=_AVERAGE,
            people=_UNIT,
            organisations=1,
        ),
        World(
            "signal",
            "Average people, innovation asked for and normal",
            "right-person-right-place",
            settings=_SIGNAL,
            people=_UNIT,
            organisations=1,
        ),
        World(
            "service",
            "A service of six hundred, otherwise the same",
            "right-person-right-place",
            settings=_ALONE,
            people=600,
        ),
        World(
            "service_without",
            "The service, its five most determined people average",
            "right-person-right-place",
            settings=_AVERAGE,
            people=600,
        ),
    ),
    readings=(
        Level("unit", "unit", "embedded", ALL),
        Loss("gone", "without", "unit", count=ALL),
        Loss("raised", "without", "unit", "proposals", ALL),
        Gap("signal", "signal", "without", count=ALL),
        Loss("service", "service_without", "service", count=ALL),
    ),
    questions=(
        Question(
            "gone",
            "Make the five most determined of sixty people average. How many per cent of the "
            "normal practices are gone after four years?",
            answer="gone.percent",
            unit="per cent",
        ),
    ),
    reveal=(
        "In a unit of sixty, {gone.percent} per cent of what became normal practice is gone "
        "({gone.percent:interval}); with them it was {unit} in four years.",
        "Asking for innovation and making it normal, without heroes: {signal:signed} practices "
        "({signal:interval}).",
        "We expected heroes to tire and leave. The ledger says: not shown. In the model they go "
        "on, and what rests on them is simply not there without them.",
    ),
    story=Telling(
        "unit",
        "saved",
        "An idea that a person carried through, gate by gate.",
        ("without",),
    ),
    turn=Turn(
        "Reward heroes or mend a signal? Plan for the unit when its heroes are gone.",
        "without",
        (
            Card("shared_definition"),
            Card("support_behaviours"),
            Card("protected_time"),
            Card("celebrate"),
            Card("core_business"),
            Card("alignment", 0.5),
            Card("uphold_defend"),
            Card("team_trust"),
        ),
    ),
    fails=Failure(
        "In a service of six hundred the five most determined people are {service.percent} per "
        "cent ({service.percent:interval}): {service:verdict}. There is no trap where many carry.",
        "gone",
        "service",
    ),
    so_what=SoWhat(
        NORMALITY,
        TEAM,
        (
            "Who carries it here, and for how long?",
            "What stops on the day that they leave?",
            "What would make it nobody's special merit?",
        ),
    ),
    script={
        "predict": Cue(
            "Sixty people; five of them are tireless, and everybody knows their names.",
            "Open the lesson.",
            "They become average. How many per cent of the success is gone?",
            "From a tenth to all of it.",
            "If they ask what average means: the mean of all others.",
        ),
        "reveal": Cue(
            "The same worlds, with and without them.",
            "Next.",
            "Is that more or less than you feared?",
            "Less than feared, more than comfortable.",
            "If the room sees no trap, ask what the heroes would say.",
        ),
        "story": Cue(
            "Here is what determination does at a gate.",
            "Next; then the same idea without that person's drive.",
            "What did the person do that the system could do?",
            "Ask again, find allies, explain.",
            "If they praise the hero, ask who pays for it.",
        ),
        "turn": Cue(
            "The heroes are gone. What do you build?",
            "Hand out the cards.",
            "Reward heroes, or mend a signal?",
            "Most mend; some celebrate.",
            "If plans are tied, say so: the worlds cannot tell them apart.",
        ),
        "fails": Cue(
            "Now the same five in a service ten times as large.",
            "Next.",
            "Why does it not show there?",
            "Many others carry ideas, too.",
            "If they feel safe, ask about their smallest unit.",
        ),
        "so_what": Cue(
            "One question for your own unit.",
            "Next; hand out the debrief sheet.",
            "Who carries it here, and for how long?",
            "A name, quickly.",
            "Write down functions, not names.",
        ),
    },
    roles=(
        Role("The tireless one", "You have pushed three ideas through this year, on Sundays."),
        Role("Colleague", "You admire it and would never do it."),
        Role("Head of the unit", "Your annual report is full of the tireless one's work."),
        Role("Human resources", "You have an award for innovators, and no post to offer."),
    ),
    debrief=(
        "What would be missing on the day after they leave?",
        "Which of our successes needed no exceptional person?",
        "What does an award for heroes say to everybody else?",
    ),
)
