"""What a lesson declares; `innosim.teaching.lessons` holds one file for each.

Texts may name a number as {name} or {name:form}; it is filled in from what was computed
(`innosim.teaching.fill`), so no number that the model gives is ever typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any

from innosim import catalogue
from innosim.arms import varied
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario

if TYPE_CHECKING:
    from innosim.teaching.readings import Reading

STAGES = {
    "predict": "Predict",
    "reveal": "Reveal",
    "story": "One idea's story",
    "turn": "Your turn",
    "fails": "When does this fail?",
    "so_what": "So what?",
}
"""The stages of a lesson, in order, with their headings."""

PEOPLE, ORGANISATIONS, WEEKS = 300, 2, 208
SETTLING: Mapping[str, Any] = {
    "adoption.innovation": 2.0,
    "adoption.imitation": 25.0,
    "routinisation.rate": 0.15,
}
"""Practices spread and settle faster than at the defaults, so that four years show something.

These are the conditions of many claims of the ledger (docs/claims.md); assumed.
"""

QUARTERS = 4
YEAR = 52
NUMBER, LARGEST, VERDICT = "number", "largest", "verdict"


@dataclass(frozen=True)
class Quote:
    """A few words of a source, exactly as they stand there.

    Attributes:
        place: K with its section, or O with its time stamp.
        words: the words.
    """

    place: str
    words: str


@dataclass(frozen=True)
class World:
    """A service that a lesson looks at.

    Attributes:
        name: short, unlike that of the lesson's other worlds.
        title: what the room reads.
        base: the shipped scenario that it starts from.
        settings: laid over it, as {"section.key": value}.
        interventions: added to it, each as a table of a scenario file.
        people, organisations, weeks: its size, and how long it is run.
    """

    name: str
    title: str
    base: str = "small-service"
    _: KW_ONLY
    settings: Mapping[str, Any] = field(default_factory=dict)
    interventions: tuple[Mapping[str, Any], ...] = ()
    people: int = PEOPLE
    organisations: int = ORGANISATIONS
    weeks: int = WEEKS

    @property
    def hundred_years(self) -> float:
        """Hundreds of people times years."""
        return self.people / 100 * self.weeks / YEAR

    def scenario(self) -> Scenario:
        """The scenario that is run."""
        size = {
            "organisation.generate.headcount": self.people,
            "organisation.generate.organisations": self.organisations,
            "horizon": self.weeks,
        }
        wanted: dict[str, Any] = {**size, **SETTLING, **self.settings}
        if self.interventions:
            wanted["interventions"] = [dict(one) for one in self.interventions]
        return varied(load(self.base), wanted)


@dataclass(frozen=True)
class Question:
    """What the room predicts.

    Attributes:
        name: short.
        text: the question.
        kind: `NUMBER` (the answer is a number that was computed), `LARGEST` (it is the option
            whose number is largest) or `VERDICT` (the option named as the verdict on a difference).
        answer: name of the number or difference; nothing with `LARGEST`.
        unit, low, high: of a number that may be guessed.
        options: what may be chosen, by the name of a number or verdict.
    """

    name: str
    text: str
    kind: str = NUMBER
    _: KW_ONLY
    answer: str = ""
    unit: str = ""
    low: float = 0.0
    high: float = 100.0
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """Which idea's story is told.

    Attributes:
        world: in which it happens.
        kind: the rule that chooses it, one of `innosim.what_if.stories.worth.KINDS`.
        intro: what is said before.
        also: worlds in which the same idea is looked up.
        otherwise: whether the first idea by that rule is taken that was never tried, but is in the
            last of these worlds; the room is told so.
    """

    world: str
    kind: str
    intro: str
    also: tuple[str, ...] = ()
    otherwise: bool = False


@dataclass(frozen=True)
class Card:
    """Something that a table may choose.

    Attributes:
        name: an intervention, as in a scenario file.
        strength: share of its full strength.
        start: first week in which it acts.
    """

    name: str
    strength: float = 1.0
    start: int = 0

    @property
    def key(self) -> str:
        """How a plan names it, as "alignment", "alignment*0.5" or "alignment@52"."""
        strength = "" if self.strength == 1 else f"*{self.strength:g}"
        return f"{self.name}{strength}" + (f"@{self.start}" if self.start else "")

    @property
    def title(self) -> str:
        """That of the intervention, and how it is used if not in full from the first week on."""
        strength = "" if self.strength == 1 else f", {100 * self.strength:.0f} % of it"
        start = f", from week {self.start} on" if self.start else ""
        return catalogue.intervention(self.name).title + strength + start

    def hours(self, organisations: int) -> float:
        """Leader-hours a quarter, of all organisations together."""
        weekly = catalogue.intervention(self.name).leader_hours * self.strength
        return weekly * organisations * YEAR / QUARTERS

    def delivery(self) -> dict[str, Any]:
        """As a table of a scenario file."""
        return {"kind": self.name, "start": self.start, "strength": self.strength}


@dataclass(frozen=True)
class Turn:
    """The task of the tables.

    Attributes:
        task: what they do.
        world: in which their plans are run.
        cards: what they may choose from.
        hours: leader-hours a quarter that they may spend.
        most: cards that they may choose.
    """

    task: str
    world: str
    cards: tuple[Card, ...]
    hours: float = 100.0
    most: int = 3

    @property
    def budget(self) -> str:
        """What may be chosen, in words."""
        return f"At most {self.most} cards and {self.hours:.0f} leader-hours a quarter."

    def card(self, key: str) -> Card | None:
        """The card of that key; None if it is not among them."""
        wanted = key.strip().lower().replace("-", "_")
        return next((card for card in self.cards if card.key == wanted), None)


@dataclass(frozen=True)
class Failure:
    """A case in which the lever does not help.

    Attributes:
        text: what is said of it.
        helps: the difference by which the lever helps in the lesson's own world.
        fails: the difference in which it does not: its interval holds zero or it goes the other
            way.
    """

    text: str
    helps: str
    fails: str


@dataclass(frozen=True)
class SoWhat:
    """What the room takes home: a prompting question, a practice, three questions of its own."""

    prompt: Quote
    practice: Quote
    questions: tuple[str, str, str]


@dataclass(frozen=True)
class Cue:
    """What the facilitator does at a stage.

    Attributes:
        say: in words that can be read out.
        click: what is shown, and how.
        ask: the room.
        expect: answers that are likely.
        otherwise: what to do if it goes otherwise.
    """

    say: str
    click: str
    ask: str
    expect: str
    otherwise: str


@dataclass(frozen=True)
class Role:
    """A card for a participant: who they are and what weighs on them."""

    title: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """A lesson, as a file in `innosim.teaching.lessons` declares it as LESSON.

    Attributes:
        number: place among the lessons, from 1.
        title, minutes: what it is called and how long it takes.
        claim: what is expected, to be tested.
        sources: where that is said.
        ledger: names of the claims in docs/claims.md that it rests on.
        worlds: the services that it looks at.
        readings: what is computed for the reveals.
        questions: what the room predicts; the first is the one drawn.
        reveal: paragraphs that say what came out.
        story, turn, fails, so_what: the other stages.
        script: the facilitator's cues by stage.
        roles: role cards.
        debrief: questions for the end, with what they aim at.
    """

    number: int
    title: str
    minutes: int
    claim: str
    _: KW_ONLY
    sources: tuple[Quote, ...]
    ledger: tuple[str, ...]
    worlds: tuple[World, ...]
    readings: tuple[Reading, ...]
    questions: tuple[Question, ...]
    reveal: tuple[str, ...]
    story: Telling
    turn: Turn
    fails: Failure
    so_what: SoWhat
    script: Mapping[str, Cue]
    roles: tuple[Role, ...]
    debrief: tuple[str, ...]

    def world(self, name: str) -> World:
        """The world of that name."""
        return next(world for world in self.worlds if world.name == name)
