"""The parts of pages, each a Vue file beside this one: what goes into each and comes out."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any, TypeVar, cast

import solara

Told = Callable[..., None]
Plain = dict[str, Any]
T = TypeVar("T")


class Whole:
    """A value that goes to the browser in one piece.

    What draws pages looks for elements in every list that it is given, and compares them number by
    number; this keeps it out of series and tables.
    """

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Whole) and bool(self.value == other.value)


def whole(value: T) -> T:
    """A value of a part as a `Whole`."""
    return cast(T, Whole(value))


def _sent(value: Any, widget: Any) -> Any:
    return value.value if isinstance(value, Whole) else value


def _part(file: str) -> Callable[[Told], Told]:
    """A part of a page: a Vue file, and a function that declares what goes in and comes out."""

    def made(declared: Told) -> Told:
        names = [name for name in signature(declared).parameters if not name.startswith("event_")]
        draw = solara.component_vue(file, vuetify=False, to_json=dict.fromkeys(names, _sent))
        drawn: Any = draw(declared)
        return cast(Told, drawn)

    return made


@_part("navigation.vue")
def Navigation(pages: list[Plain], event_visit: Told) -> None:
    """The name of the tool and its pages."""


@_part("focus.vue")
def Focus() -> None:
    """Where the focus goes when what had it is gone: the nearest control left, or a new page."""


@_part("toolbar.vue")
def Toolbar(
    options: list[Plain],
    source: str,
    story: str,
    query: str,
    file: str,
    told: list[str],
    most_bytes: int,
    can_undo: bool,
    can_redo: bool,
    changed: bool,
    event_chosen: Told,
    event_undo: Told,
    event_redo: Told,
    event_reset: Told,
    event_replay: Told,
    event_opened: Told,
) -> None:
    """What is looked at, history, link and files."""


@_part("levers.vue")
def Levers(groups: list[Plain], live: bool, turn: int, event_moved: Told) -> None:
    """Sliders under their headings; `turn` is the number of the last move that was taken."""


@_part("timeline.vue")
def Timeline(
    steps: list[Plain],
    kinds: list[Plain],
    assumed: bool,
    horizon: int,
    full: bool,
    event_added: Told,
    event_changed: Told,
    event_removed: Told,
) -> None:
    """Interventions with their times."""


@_part("choices.vue")
def Choices(
    watchable: list[Plain],
    watched: str,
    budget: float | None,
    event_watch: Told,
    event_spend: Told,
) -> None:
    """What the chart shows, and the budget."""


@_part("chart.vue")
def Chart(result: Plain) -> None:
    """Lines with bands over time, and the timeline below them."""


@_part("finding.vue")
def Finding(result: Plain, event_pause: Told, event_resume: Told) -> None:
    """The sentences, on how many runs they rest, and what is under way."""


@_part("standing.vue")
def Standing(
    study: Plain, query: str, event_look: Told, event_begin: Told, event_stop: Told
) -> None:
    """What is looked at: service, plan, arms, on how many worlds it rests, what is under way."""


@_part("flow.vue")
def Flow(flow: Plain, opened: int, event_press: Told) -> None:
    """The flow from idea to normal practice; a press on a place opens it."""


@_part("gate.vue")
def Gate(gate: Plain) -> None:
    """The X-ray of a gate, or what became of ideas beyond the gates."""


@_part("worth.vue")
def Worth(ideas: list[Plain], chosen: str, told: str, event_choose: Told) -> None:
    """Ideas worth telling, to choose from."""


@_part("way.vue")
def Way(way: Plain, event_show: Told) -> None:
    """The way of an idea through the layers, its steps as a list, and its story."""


@_part("rescue.vue")
def Rescue(rescue: Plain, event_seek: Told, event_stop: Told) -> None:
    """What would have saved an idea."""


@_part("tables.vue")
def Tables(tables: list[Plain], drawn: bool = True) -> None:
    """The same as tables, and downloads; of the chart, too, if the page has one."""


@_part("nested.vue")
def Nested(
    drawn: Plain,
    shown: Plain | None,
    weeks: list[int],
    horizon: int,
    choices: list[Plain],
    name: str,
    opened: int,
    ideas: list[Plain],
    way: Plain | None,
    told: str,
    event_choose: Told,
    event_press: Told,
    event_follow: Told,
    event_story: Told,
) -> None:
    """The nested service coloured by what happens, with its weeks, and the way of an idea."""


@_part("unit.vue")
def Unit(
    unit: Plain, weeks: list[int], event_follow: Told, event_story: Told, event_gate: Told
) -> None:
    """A unit or person of the organisation, in the week that the picture shows."""


@_part("offered.vue")
def Offered(
    lessons: list[Plain],
    told: list[str],
    gift: Plain,
    most_bytes: int,
    notes: list[str],
    event_begin: Told,
    event_opened: Told,
    event_back: Told,
    event_handouts: Told,
) -> None:
    """The lessons to choose from."""


@_part("stagebar.vue")
def StageBar(
    stage: Plain,
    gift: Plain,
    event_go: Told,
    event_show: Told,
    event_skip: Told,
    event_opened: Told,
    event_back: Told,
    event_undo: Told,
    event_leave: Told,
    event_handouts: Told,
    event_report: Told,
) -> None:
    """The stages of a lesson, on and back by key and button, the timer, and files."""


@_part("guessing.vue")
def Guessing(asked: Plain, event_numbers: Told, event_count: Told) -> None:
    """A question and the guesses of a room."""


@_part("outcome.vue")
def Outcome(shown: Plain) -> None:
    """Guesses against what came out."""


@_part("curves.vue")
def Curves(shown: Plain) -> None:
    """Services that overtake one another."""


@_part("cards.vue")
def Cards(task: Plain, event_choose: Told) -> None:
    """The task of the tables, and the cards that each has chosen."""


@_part("league.vue")
def League(shown: Plain, event_play: Told, event_stop: Told) -> None:
    """The plans of the tables in the same worlds."""


@_part("address.vue")
def Address(query: str) -> None:
    """Nothing to see: keeps in the address bar what brings the page back."""


@_part("keep.vue")
def Keep(can: bool, said: str, event_keep: Told) -> None:
    """Keeps what is set as a plan under a name."""


@_part("weighed.vue")
def Weighed(
    result: Plain,
    event_pause: Told,
    event_resume: Told,
    event_drop: Told,
    event_take: Told,
    event_start: Told,
) -> None:
    """Plans side by side, with their intervals drawn."""


@_part("note.vue")
def Note(
    state: str,
    share: float,
    why: str,
    html: str,
    markdown: str,
    can: bool,
    event_write: Told,
    event_cancel: Told,
) -> None:
    """A question, and the note that answers it."""


@_part("card.vue")
def Card(phases: list[Plain], sections: list[Plain], service: str, changed: bool) -> None:
    """Processes in the order of a week, with equations and parameters."""


@_part("claims.vue")
def Claims(rows: list[Plain], verdicts: list[Plain], groups: list[str], units: str) -> None:
    """Claims with their verdicts, to be filtered."""


@_part("questions.vue")
def Questions(
    questions: list[Plain],
    roles: list[str],
    people: list[Plain],
    headcount: int | None,
    layers: int | None,
    limits: Plain,
    told: list[str],
    full: bool,
    event_added: Told,
    event_removed: Told,
    event_sized: Told,
) -> None:
    """The prompting questions, size and layers, and who has answered."""


@_part("portrait.vue")
def Portrait(result: Plain) -> None:
    """Bars with ranges for the four signals, and marks for what each role says."""


@_part("moves.vue")
def Moves(
    result: Plain,
    files: list[Plain],
    event_find: Told,
    event_cancel: Told,
    event_explore: Told,
) -> None:
    """Moves worth trying, and what can be done with the described service."""
