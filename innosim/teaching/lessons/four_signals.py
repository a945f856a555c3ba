"""L4: four signals, one weakest link. Strengthen the strongest, or lift the weakest?"""

from collections.abc import Mapping

from innosim.teaching.lesson import (
    VERDICT,
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
from innosim.teaching.lessons._shared import CLARITY, SIGNALS, TEAM, signal
from innosim.teaching.readings import ALL, Gap
from innosim.what_if.comparison.effects import BETTER, NOT_APART, WORSE

_LOW, _HIGH, _STEP = 0.2, 0.7, 0.3
_RIVAL = {
    "clarity": "parity",
    "parity": "suitability",
    "suitability": "normality",
    "normality": "clarity",
}


def _levels(low: Mapping[str, float]) -> dict[str, float]:
    """Settings that put some signals at these levels, and the others high."""
    found: dict[str, float] = {}
    for name in SIGNALS:
        found |= signal(name, low.get(name, _HIGH))
    return found


def _worlds(name: str) -> tuple[World, World]:
    """The weakest signal lifted, and another one strengthened by as much in its place."""
    rival = _RIVAL[name]
    return (
        World(
            f"{name}_lifted",
            f"{name.capitalize()} was weakest and is lifted",
            settings=_levels({name: _LOW + _STEP}),
        ),
        World(
            f"{name}_left",
            f"{name.capitalize()} is weakest, {rival} strengthened",
            settings=_levels({name: _LOW, rival: _HIGH + _STEP}),
        ),
    )


_CASES = tuple(world for name in SIGNALS for world in _worlds(name))
_BOTH = {"clarity": _LOW, "normality": _LOW}

LESSON = Lesson(
    number=4,
    title="Four signals, one weakest link",
    minutes=45,
    claim="Signals are bottlenecks in series: lifting the weakest brings more than strengthening "
    "the strongest.",
    sources=(
        Quote("O 00:43:40", "Fostering innovation requires a collective effort"),
        Quote("O 00:23:32", "a clear signal for why innovation is wanted and needed"),
    ),
    ledger=(
        "the determinants need each other",
        "the weakest limits: clarity",
        "the weakest limits: parity",
        "the weakest limits: suitability",
        "the weakest limits: normality",
    ),
    worlds=(
        *_CASES,
        World("low", "Clarity and normality equally low", settings=_levels(_BOTH)),
        World(
            "one",
            "Both low, clarity lifted",
            settings=_levels({**_BOTH, "clarity": _LOW + _STEP}),
        ),
        World(
            "both",
            "Both low, both lifted",
            settings=_levels({"clarity": _LOW + _STEP, "normality": _LOW + _STEP}),
        ),
    ),
    readings=(
        *(Gap(name, f"{name}_lifted", f"{name}_left", count=ALL) for name in SIGNALS),
        Gap("one", "one", "low", count=ALL),
        Gap("both", "both", "one", count=ALL),
    ),
    questions=(
        Question(
            "link",
            "Clarity is weak, the other signals are strong. Lift clarity, or strengthen parity by "
            "as much?",
            VERDICT,
            answer="clarity",
            options={
                BETTER: "lift the weakest",
                WORSE: "strengthen the strong one",
                NOT_APART: "cannot be told apart",
            },
        ),
    ),
    reveal=(
        "Clarity weakest: lifting it brings {clarity:signed} practices more than strengthening "
        "parity ({clarity:interval}): {clarity:verdict}.",
        "Parity weakest: {parity:signed} against suitability ({parity:interval}), "
        "{parity:verdict}. Normality weakest: {normality:signed} against clarity "
        "({normality:interval}), {normality:verdict}.",
        "Two equally low: lifting one brings {one:signed} ({one:interval}), the second on top "
        "{both:signed} ({both:interval}).",
    ),
    story=Telling(
        "clarity_left",
        "tried",
        "The most persistent idea in the service where only parity was strengthened.",
        ("clarity_lifted",),
    ),
    turn=Turn(
        "Spend your hours on the four signals. Which ones are furthest behind?",
        "low",
        (
            Card("shared_definition"),
            Card("relate_priorities"),
            Card("open_challenge"),
            Card("risk_of_not_innovating"),
            Card("learning_units"),
            Card("leader_exposure"),
            Card("support_behaviours"),
            Card("core_business"),
        ),
    ),
    fails=Failure(
        "Suitability weakest: lifting it brings {suitability:signed} against strengthening "
        "normality ({suitability:interval}): {suitability:verdict}. The weakest link is no law.",
        "clarity",
        "suitability",
    ),
    so_what=SoWhat(
        CLARITY,
        TEAM,
        (
            "Which of the four would our own staff call weakest?",
            "Would leaders and middle managers name the same?",
            "Which one do we strengthen because we like to?",
        ),
    ),
    script={
        "predict": Cue(
            "Four signals: clarity, parity, suitability, normality. One is far behind.",
            "Open the lesson.",
            "The same effort: lift the weakest, or strengthen a strong one? Hands.",
            "Most say: lift the weakest.",
            "If all agree, ask for the case against it; it will come.",
        ),
        "reveal": Cue(
            "Four cases, one for each signal that is behind.",
            "Next.",
            "In which case does the rule hold, and in which can we not tell?",
            "People remember the first case only; read out all.",
            "If they want one answer, say that the ledger has four.",
        ),
        "story": Cue(
            "This idea came back again and again.",
            "Next.",
            "Which signal was missing at each gate?",
            "Unclear priority, risk.",
            "If they cannot tell, that is the point: ask who could.",
        ),
        "turn": Cue(
            "Two signals are equally low, and hours are short.",
            "Hand out the cards.",
            "One signal or several?",
            "Tables spread their hours thinly.",
            "If plans are tied, look at burden and hours.",
        ),
        "fails": Cue(
            "And here the rule does not help.",
            "Next.",
            "Why might capability matter less in this service?",
            "Pilots that fail are few; ideas are what is short.",
            "If they say that their service is another: it may be, and the model can be set to it.",
        ),
        "so_what": Cue(
            "Answer the prompting questions alone, then compare.",
            "Next; hand out the debrief sheet.",
            "Which of the four is our weakest?",
            "Leaders and staff differ.",
            "Do not settle it; write down both.",
        ),
    },
    roles=(
        Role("Speaks for clarity", "Nobody knows what is meant by innovation here."),
        Role("Speaks for parity", "The known way always wins."),
        Role("Speaks for suitability", "We could not do it if we were allowed to."),
        Role("Speaks for normality", "It is welcome, as an exception."),
    ),
    debrief=(
        "On what evidence did you name the weakest?",
        "Where did the rule fail, and would that be us?",
        "What would it take to measure our four signals once a year?",
    ),
)
