"""Table plans: what a table chooses, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from innosim.errors import InputError, InputErrors
from innosim.scenario.schema import Scenario
from innosim.teaching.lesson import Card, Lesson, Turn, World

MOST_TABLES = 8


@dataclass(frozen=True)
class Plan:
    """The plan of a table.

    Attributes:
        table: its number, from 1; no names.
        cards: what it chose.
    """

    table: int
    cards: tuple[Card, ...]

    def hours(self, organisations: int) -> float:
        """Leader-hours a quarter."""
        return sum(card.hours(organisations) for card in self.cards)

    def scenario(self, world: World) -> Scenario:
        """The world with the plan carried out in it; the order of the cards is of no matter."""
        ordered = sorted(self.cards, key=lambda card: card.key)
        delivered = tuple(card.delivery() for card in ordered)
        added = World(
            world.name,
            world.title,
            world.base,
            settings=world.settings,
            interventions=(*world.interventions, *delivered),
            people=world.people,
            organisations=world.organisations,
            weeks=world.weeks,
        )
        return added.scenario()


def plans(lesson: Lesson, chosen: Mapping[int, Sequence[str]]) -> list[Plan]:
    """Plans from the keys of cards by number of the table.

    Raises:
        InputErrors: all that is wrong: tables, unknown or repeated cards, hours over the budget.
    """
    problems = list(_problems(lesson, chosen))
    if problems:
        raise InputErrors(problems)
    return [
        Plan(table, tuple(card for key in keys if (card := lesson.turn.card(key))))
        for table, keys in sorted(chosen.items())
    ]


def _problems(lesson: Lesson, chosen: Mapping[int, Sequence[str]]) -> Iterator[InputError]:
    if not chosen:
        yield InputError("there is no plan; name the cards of at least one table")
    for table, keys in sorted(chosen.items()):
        if not 1 <= table <= MOST_TABLES:
            yield InputError(f"table {table}: tables are numbered 1 to {MOST_TABLES}")
        cards = [lesson.turn.card(key) for key in keys]
        unknown = [key for key, card in zip(keys, cards, strict=True) if card is None]
        for key in unknown:
            yield InputError(f"table {table}: {_unknown(key, lesson.turn)}")
        known = [card for card in cards if card is not None]
        names = [card.name for card in known]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield InputError(f"table {table}: {name} is chosen more than once")
        if len(keys) > lesson.turn.most:
            yield InputError(f"table {table}: {len(keys)} cards; {lesson.turn.most} are the most")
        organisations = lesson.world(lesson.turn.world).organisations
        hours = Plan(table, tuple(known)).hours(organisations)
        if hours > lesson.turn.hours:
            over = hours - lesson.turn.hours
            yield InputError(
                f"table {table}: {hours:.0f} leader-hours a quarter, {over:.0f} over the "
                f"{lesson.turn.hours:.0f} that there are; drop a card"
            )


def _unknown(key: str, turn: Turn) -> str:
    known = [card.key for card in turn.cards]
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"there is no card {key!r}; {hint}"
