"""The stages of a lesson with their words: for a terminal, a stage view and a handout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import fill

from innosim import catalogue
from innosim.analysis.words import CAUTION, WIDTH
from innosim.phrases import SOURCES
from innosim.teaching import programme
from innosim.teaching.lesson import NUMBER, STAGES, Card, Cue, Question, Quote, World
from innosim.teaching.stored import Taught
from innosim.what_if.stories.biography import day_words

Cells = tuple[str, ...]
MARK = "▲"
"""Before what says why numbers should not be shown."""

_IN = "    "


@dataclass(frozen=True)
class Stage:
    """One stage of a lesson, ready to be shown.

    Attributes:
        name: one of `STAGES`.
        heading: in words.
        paragraphs: what the room reads, numbers filled in.
        table: rows that go with it, the first row as heads.
        cue: what the facilitator does.
    """

    name: str
    heading: str
    paragraphs: tuple[str, ...]
    cue: Cue
    table: Sequence[Cells] = field(default_factory=tuple)


def stages(taught: Taught) -> list[Stage]:
    """All stages of a lesson, in order."""
    paragraphs = {
        "predict": [asked(one) for one in taught.questions],
        "reveal": [*(taught.said(text) for text in taught.lesson.reveal)],
        "story": _story(taught),
        "turn": [taught.lesson.turn.task, taught.lesson.turn.budget],
        "fails": [taught.said(taught.lesson.fails.text)],
        "so_what": _so_what(taught),
    }
    tables = {"turn": card_rows(taught)}
    return [
        Stage(
            name,
            heading,
            tuple(paragraphs[name]),
            taught.lesson.script[name],
            tables.get(name, ()),
        )
        for name, heading in STAGES.items()
    ]


def asked(question: Question) -> str:
    """A question with what may be answered."""
    if question.kind == NUMBER:
        return f"{question.text} (from {question.low:g} to {question.high:g})"
    return f"{question.text} ({'; '.join(question.options.values())})"


def quoted(quote: Quote) -> str:
    """A quote with its place."""
    return f"“{quote.words}” ({quote.place})"


def card_rows(taught: Taught) -> list[Cells]:
    """The cards of the table task with what they cost."""
    turn = taught.lesson.turn
    organisations = taught.lesson.world(turn.world).organisations
    heads = ("card", "what it is", "leader-hours a quarter", "also costs")
    return [heads, *(_card(card, organisations) for card in turn.cards)]


def ledger_rows(taught: Taught) -> list[Cells]:
    """What the claims ledger says of the claims that the lesson rests on."""
    found = taught.facts["ledger"].items()
    heads = ("claim", "source", "the model")
    return [heads, *((one["statement"], one["source"], one["verdict"]) for _, one in found)]


def world_rows(taught: Taught) -> list[Cells]:
    """The services of the lesson: what they start from, their size, and what is set otherwise."""
    heads = ("service", "starts from", "people, weeks", "set otherwise")
    return [heads, *(_world(world) for world in taught.lesson.worlds)]


def opening(taught: Taught) -> list[str]:
    """Title, time, claim, sources, and what the numbers rest on."""
    lesson, facts = taught.lesson, taught.facts
    return [
        f"L{lesson.number}  {lesson.title}  ({lesson.minutes} minutes)",
        f"Claim, to be tested: {lesson.claim}",
        *(quoted(one) for one in lesson.sources),
        f"Numbers: means over {facts['pairs']} worlds that differ in luck, with 95 % intervals; "
        f"innosim {facts['version']}, first seed {facts['seed']}. Practices spread faster here "
        "than at the defaults (assumed), so that a few years show something.",
        *([f"{MARK} {taught.doubt}"] if taught.doubt else []),
        SOURCES,
    ]


def text(taught: Taught) -> str:
    """The whole lesson for a terminal, stage by stage."""
    first, *rest = opening(taught)
    parts = [first, *(fill(one, WIDTH) for one in rest)]
    for stage in stages(taught):
        parts.append(f"{stage.heading}\n{'-' * len(stage.heading)}")
        parts += [fill(one, WIDTH) for one in stage.paragraphs]
        if stage.table:
            parts.append(_aligned(stage.table))
    parts.append("In the claims ledger\n--------------------")
    for statement, source, verdict in ledger_rows(taught)[1:]:
        parts.append(fill(f"{verdict}: {statement} ({source})", WIDTH, subsequent_indent="  "))
    return "\n\n".join([*parts, CAUTION]) + "\n"


def listing(found: Sequence[Taught]) -> str:
    """All lessons on one screen: number, title, minutes, claim and place."""
    lines = []
    for one in found:
        lesson = one.lesson
        places = ", ".join(dict.fromkeys(quote.place for quote in lesson.sources))
        title = f"{lesson.title} ({lesson.minutes} min; {places})"
        lines.append(f"L{lesson.number}  {one.name:<18} {title}")
        lines.append(fill(lesson.claim, WIDTH, initial_indent=_IN, subsequent_indent=_IN))
        lines += [f"{_IN}{MARK} {one.doubt}"] if one.doubt else []
    lines += [fill(line, WIDTH, subsequent_indent=_IN) for line in programme.lines()]
    return "\n".join(lines) + "\n"


def _world(world: World) -> Cells:
    otherwise = [f"{key}={_setting(value)}" for key, value in world.settings.items()]
    for one in world.interventions:
        rest = [f"{key} {value}" for key, value in one.items() if key != "kind"]
        otherwise.append(f"with {one['kind']}" + (f" ({', '.join(rest)})" if rest else ""))
    size = f"{world.people}, {world.weeks}"
    return world.title, world.base, size, ", ".join(otherwise) or "nothing"


def _setting(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).lower()


def _card(card: Card, organisations: int) -> Cells:
    declared = catalogue.intervention(card.name)
    other = {"managers": declared.manager_hours, "staff": declared.staff_hours}
    costs = [f"{who}' hours" for who, hours in other.items() if hours]
    return (
        card.key,
        card.title,
        f"{card.hours(organisations):.0f}",
        ", ".join(cost.replace("staff' hours", "hours of staff") for cost in costs),
    )


def _story(taught: Taught) -> list[str]:
    told = taught.facts["story"]
    world = taught.lesson.world(told["world"]).title
    found = [taught.lesson.story.intro, f"{world}. Idea {told['idea']}: {told['reason']}."]
    if told["otherwise"]:
        found[1] += " Told because it is tried elsewhere; that is no rule."
    for one in told["sentences"]:
        found.append(f"{day_words(date.fromisoformat(one['date']))}: {one['text']}")
    for name, end in told["elsewhere"].items():
        said = end.removeprefix("What became of it: ")
        found.append(f"The same idea elsewhere ({taught.lesson.world(name).title}): {said}")
    return found


def _so_what(taught: Taught) -> list[str]:
    so_what = taught.lesson.so_what
    return [quoted(so_what.prompt), quoted(so_what.practice), *so_what.questions]


def _aligned(rows: Sequence[Cells]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
