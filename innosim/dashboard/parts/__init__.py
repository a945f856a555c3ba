"""The parts of pages, each a Vue file beside this one: what goes into each and comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

Told = Callable[..., None]
Plain = dict[str, Any]


@solara.component_vue("navigation.vue", vuetify=False)
def Navigation(pages: list[Plain], event_visit: Told) -> None:
    """The name of the tool and its pages."""


@solara.component_vue("toolbar.vue", vuetify=False)
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


@solara.component_vue("levers.vue", vuetify=False)
def Levers(groups: list[Plain], live: bool, event_moved: Told) -> None:
    """Sliders under their headings."""


@solara.component_vue("timeline.vue", vuetify=False)
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


@solara.component_vue("choices.vue", vuetify=False)
def Choices(
    watchable: list[Plain],
    watched: str,
    budget: float | None,
    event_watch: Told,
    event_spend: Told,
) -> None:
    """What the chart shows, and the budget."""


@solara.component_vue("chart.vue", vuetify=False)
def Chart(result: Plain) -> None:
    """Lines with bands over time, and the timeline below them."""


@solara.component_vue("finding.vue", vuetify=False)
def Finding(result: Plain, event_pause: Told, event_resume: Told) -> None:
    """The sentences, on how many runs they rest, and what is under way."""


@solara.component_vue("standing.vue", vuetify=False)
def Standing(
    study: Plain, query: str, event_look: Told, event_begin: Told, event_stop: Told
) -> None:
    """What is looked at: service, plan, arms, on how many worlds it rests, what is under way."""


@solara.component_vue("flow.vue", vuetify=False)
def Flow(flow: Plain, opened: int, event_press: Told) -> None:
    """The flow from idea to normal practice; a press on a place opens it."""


@solara.component_vue("gate.vue", vuetify=False)
def Gate(gate: Plain) -> None:
    """The X-ray of a gate, or what became of ideas beyond the gates."""


@solara.component_vue("worth.vue", vuetify=False)
def Worth(ideas: list[Plain], chosen: str, told: str, event_choose: Told) -> None:
    """Ideas worth telling, to choose from."""


@solara.component_vue("way.vue", vuetify=False)
def Way(way: Plain, event_show: Told) -> None:
    """The way of an idea through the layers, its steps as a list, and its story."""


@solara.component_vue("rescue.vue", vuetify=False)
def Rescue(rescue: Plain, event_seek: Told, event_stop: Told) -> None:
    """What would have saved an idea."""


@solara.component_vue("tables.vue", vuetify=False)
def Tables(tables: list[Plain], drawn: bool = True) -> None:
    """The same as tables, and downloads; of the chart, too, if the page has one."""


@solara.component_vue("nested.vue", vuetify=False)
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


@solara.component_vue("unit.vue", vuetify=False)
def Unit(
    unit: Plain, weeks: list[int], event_follow: Told, event_story: Told, event_gate: Told
) -> None:
    """A unit or person of the organisation, in the week that the picture shows."""


@solara.component_vue("offered.vue", vuetify=False)
def Offered(
    lessons: list[Plain],
    told: list[str],
    gift: Plain,
    most_bytes: int,
    event_begin: Told,
    event_opened: Told,
    event_back: Told,
    event_handouts: Told,
) -> None:
    """The lessons to choose from."""


@solara.component_vue("stagebar.vue", vuetify=False)
def StageBar(
    stage: Plain,
    gift: Plain,
    event_go: Told,
    event_show: Told,
    event_skip: Told,
    event_opened: Told,
    event_leave: Told,
    event_handouts: Told,
    event_report: Told,
) -> None:
    """The stages of a lesson, on and back by key and button, the timer, and files."""


@solara.component_vue("guessing.vue", vuetify=False)
def Guessing(asked: Plain, event_numbers: Told, event_count: Told) -> None:
    """A question and the guesses of a room."""


@solara.component_vue("outcome.vue", vuetify=False)
def Outcome(shown: Plain) -> None:
    """Guesses against what came out."""


@solara.component_vue("curves.vue", vuetify=False)
def Curves(shown: Plain) -> None:
    """Services that overtake one another."""


@solara.component_vue("cards.vue", vuetify=False)
def Cards(task: Plain, event_choose: Told) -> None:
    """The task of the tables, and the cards that each has chosen."""


@solara.component_vue("league.vue", vuetify=False)
def League(shown: Plain, event_play: Told, event_stop: Told) -> None:
    """The plans of the tables in the same worlds."""


@solara.component_vue("address.vue", vuetify=False)
def Address(query: str) -> None:
    """Nothing to see: keeps in the address bar what brings the page back."""


@solara.component_vue("keep.vue", vuetify=False)
def Keep(can: bool, said: str, event_keep: Told) -> None:
    """Keeps what is set as a plan under a name."""


@solara.component_vue("weighed.vue", vuetify=False)
def Weighed(
    result: Plain,
    event_pause: Told,
    event_resume: Told,
    event_drop: Told,
    event_take: Told,
    event_start: Told,
) -> None:
    """Plans side by side, with their intervals drawn."""


@solara.component_vue("note.vue", vuetify=False)
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


@solara.component_vue("card.vue", vuetify=False)
def Card(phases: list[Plain], sections: list[Plain], service: str, changed: bool) -> None:
    """Processes in the order of a week, with equations and parameters."""


@solara.component_vue("claims.vue", vuetify=False)
def Claims(rows: list[Plain], verdicts: list[Plain], groups: list[str]) -> None:
    """Claims with their verdicts, to be filtered."""


@solara.component_vue("questions.vue", vuetify=False)
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


@solara.component_vue("portrait.vue", vuetify=False)
def Portrait(result: Plain) -> None:
    """Bars with ranges for the four signals, and marks for what each role says."""


@solara.component_vue("moves.vue", vuetify=False)
def Moves(
    result: Plain,
    files: list[Plain],
    event_find: Told,
    event_cancel: Told,
    event_explore: Told,
) -> None:
    """Moves worth trying, and what can be done with the described service."""
