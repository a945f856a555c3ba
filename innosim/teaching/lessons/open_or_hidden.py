"""L7: open, or under the radar? From day one, after half a year, or at the end."""

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
from innosim.teaching.lessons._shared import OPEN, SUITABILITY
from innosim.teaching.readings import ALL, Gap, Level
from innosim.what_if.comparison.effects import BETTER, NOT_APART, WORSE

_HEAT = {"low": 0.004, "middle": 0.03, "high": 0.1}
"""Rate of incidents; the low one is the default."""

_WAYS = {
    "closed": ("at the end", ()),
    "hidden": ("after half a year", ({"kind": "openness"}, {"kind": "under_radar"})),
    "open": ("from day one", ({"kind": "openness"},)),
}
_ALONE = {"incidents.rate": _HEAT["high"], "external.engagement": 0.0}

_WORLDS = tuple(
    World(
        f"{way}_{heat}",
        f"Open {when}, {heat} political heat",
        settings={"incidents.rate": rate},
        interventions=kinds,
    )
    for heat, rate in _HEAT.items()
    for way, (when, kinds) in _WAYS.items()
)

LESSON = Lesson(
    number=7,
    title="Open or under the radar?",
    minutes=30,
    claim="Early openness brings help and trust; under great heat a short hidden phase can help.",
    sources=(
        Quote("K section 5", "it can be worthwhile to fly under the radar for a while"),
        Quote("K section 5", "Being open is an effective way to build trust and relationships"),
    ),
    ledger=(
        "openness lets others build on it",
        "openness builds trust",
        "openness without engagement is punished",
        "engaged, openness brings no criticism",
        "under the radar ideas survive at first",
    ),
    worlds=(
        *_WORLDS,
        World("behind", "Great heat, closed, nobody engaged", settings=_ALONE),
        World(
            "exposed",
            "Great heat, open, nobody engaged",
            settings={**_ALONE, "external.openness": 0.9},
        ),
    ),
    readings=(
        *(
            Level(f"{way}_{heat}", f"{way}_{heat}", "embedded", ALL)
            for heat in _HEAT
            for way in _WAYS
        ),
        *(Gap(f"helped_{heat}", f"open_{heat}", f"closed_{heat}", count=ALL) for heat in _HEAT),
        *(Gap(f"early_{heat}", f"open_{heat}", f"hidden_{heat}", count=ALL) for heat in _HEAT),
        Gap("incidents", "open_high", "closed_high", "incidents", ALL),
        Gap("exposed", "exposed", "behind", count=ALL),
        Gap("exposed_incidents", "exposed", "behind", "incidents", ALL),
    ),
    questions=(
        Question(
            "when",
            "Great political heat, and people are engaged. When do you open up: what brings more "
            "normal practices?",
            VERDICT,
            answer="early_high",
            options={
                BETTER: "from day one",
                WORSE: "after half a year under the radar",
                NOT_APART: "cannot be told apart",
            },
        ),
    ),
    reveal=(
        "Practices with openness from day one, held against closed: low heat {helped_low:signed} "
        "({helped_low:interval}), middling {helped_middle:signed} ({helped_middle:interval}), "
        "great {helped_high:signed} ({helped_high:interval}).",
        "Day one against half a year hidden, under great heat: {early_high:signed} "
        "({early_high:interval}), {early_high:verdict}. We expected hiding to help there.",
        "Incidents rise: {incidents:signed} under great heat ({incidents:interval}). The ledger "
        "calls the claim that there are none contrary to the model.",
    ),
    story=Telling(
        "open_middle",
        "fastest",
        "The fastest idea in the open. Would it have come that far behind closed doors?",
        ("closed_middle", "hidden_middle"),
    ),
    turn=Turn(
        "Decide for great heat: open, hidden or closed, and whom do you engage?",
        "closed_high",
        (
            Card("openness"),
            Card("openness", 0.5),
            Card("openness", start=26),
            Card("under_radar"),
            Card("outside", 0.5),
            Card("uphold_defend"),
            Card("risk_navigation"),
            Card("team_trust", 0.5),
        ),
    ),
    fails=Failure(
        "Great heat and nobody engaged: openness brings {exposed:signed} practices "
        "({exposed:interval}): {exposed:verdict}; and {exposed_incidents:signed} incidents "
        "({exposed_incidents:interval}).",
        "helped_middle",
        "exposed",
    ),
    so_what=SoWhat(
        SUITABILITY,
        OPEN,
        (
            "What could we show half-finished this month?",
            "Who would have to be engaged first?",
            "What are we hiding out of habit?",
        ),
    ),
    script={
        "predict": Cue(
            "Your project is half finished, and the papers are interested.",
            "Open the lesson.",
            "Open from day one, or after half a year under the radar? Stand in corners; a third "
            "corner for those who say that it makes no difference.",
            "Most stand with half a year.",
            "If nobody stands in the third corner, take it yourself.",
        ),
        "reveal": Cue(
            "Three heats, three ways.",
            "Next.",
            "What did openness bring, and what did it cost?",
            "Ideas from outside; incidents.",
            "If they doubt the heat: it is the rate of incidents, and assumed.",
        ),
        "story": Cue(
            "One idea that went fast.",
            "Next.",
            "Who helped that would not have known of it?",
            "People from outside, another branch.",
            "If it made it in all worlds, say so: some ideas do.",
        ),
        "turn": Cue(
            "Great heat. Decide.",
            "Hand out the cards.",
            "Argue for a corner that is not yours.",
            "Engage first, then open.",
            "If plans are tied, ask which one they could defend in public.",
        ),
        "fails": Cue(
            "Open, and nobody was engaged.",
            "Next.",
            "What is the difference between showing and engaging?",
            "Being asked.",
            "If they conclude to hide: go back one screen.",
        ),
        "so_what": Cue(
            "Something unfinished.",
            "Next; hand out the debrief sheet.",
            "What could we show half-finished this month?",
            "A question, a draft, a doubt.",
            "Small is fine.",
        ),
    },
    roles=(
        Role("Team", "You would rather show it when it is good."),
        Role("Journalist", "You hear of it on a corridor, and of nothing else."),
        Role("Expert outside", "You could help, if you knew."),
        Role("Minister's office", "No surprises. None."),
    ),
    debrief=(
        "What did you fear, and did it come?",
        "Whom do we engage before we publish?",
        "When is a short hidden phase right?",
    ),
)
