"""The way of one idea through the layers over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from innosim.calendar import date_of
from innosim.figures import style
from innosim.what_if.stories.biography import Biography, day_words
from innosim.what_if.stories.way import BEYOND, PRACTICE, Stay, Step, Way

NAME = "way"

MARKERS: dict[str, tuple[Any, str]] = {
    "conceived": ("o", style.BLUE),
    "held": ("s", style.ORANGE),
    "refused": ("v", style.VERMILION),
    "passed": ("^", style.GREEN),
    "round": ("$↷$", style.BLACK),
    "appealed": ("<", style.BLUE),
    "champion": ("p", style.PURPLE),
    "stalled": ("D", style.GREY),
    "revived": ("d", style.SKY),
    "piloted": (">", style.BLUE),
    "continued": ("P", style.GREEN),
    "embedded": ("*", style.GREEN),
    "incident": ((4, 1, 45), style.PURPLE),
    "died": ("X", style.BLACK),
    "open": ("o", "white"),
}
"""Shape and colour of each kind of step; no two have the same shape, but one is hollow."""

_SIZES = {"embedded": 15, "round": 12, "incident": 13}
_EDGES = {"open": style.INK, "round": style.BLACK}
_HALO = withStroke(linewidth=3, foreground="white")
_CLAY = "#fbe9df"
_ROWS = 26
"""Lines for which the list beside the picture has room."""

_LETTERS = 37
"""Length of a line of that list."""

_CELL = 5.2
"""Width of a marker with its number, in hundredths of the time axis."""

_OFFSETS = (0.0, 0.3, -0.3)
"""Places of markers within a lane, in lanes."""


@dataclass(frozen=True)
class Mark:
    """A step with its number in the list and its place: weeks and lanes from the top."""

    number: int
    step: Step
    x: float
    y: float


def draw(story: Biography, size: style.Size = style.LAPTOP) -> Figure:
    """The layers from the front line up to the head, then pilot, spread and normal practice."""
    way = story.way
    with style.look():
        figure = style.frame(f"The way of idea {story.asked}", _subtitle(story), size)
        axes, beside = figure.subplots(1, 2, width_ratios=(1.85, 1))
        _lanes(axes, story)
        _clay(axes, way)
        _line(axes, way)
        span = _span(axes, story)
        marks = placed(way.steps, _CELL / 100 * span)
        for mark in marks:
            _mark(axes, mark)
        _list(beside, marks, story.start)
        return figure


def describe(story: Biography) -> str:
    """The same as a table."""
    rows = [("number", "week of", "where", "what")]
    for number, step in enumerate(story.way.steps, 1):
        rows.append((str(number), _day(story.start, step.week), _where(step.lane), step.words))
    clay = ", ".join(str(layer) for layer in story.way.clay) or "none"
    return (
        f"The way of idea {story.asked}. {_subtitle(story)}\n"
        f"Layers whose gates middle managers hold (the clay layer): {clay}.\n\n"
        f"{style.text_table(rows)}\n"
    )


def placed(steps: Sequence[Step], cell: float) -> list[Mark]:
    """Places for the markers so that no two of a lane lie on each other.

    Args:
        steps: what happened, in order.
        cell: weeks that a marker with its number needs.

    A marker that finds no room in its lane is moved to the right, as little as possible.
    """
    taken: dict[tuple[int, float], float] = {}
    marks = []
    for number, step in enumerate(steps, 1):
        free = {offset: taken.get((step.lane, offset), step.week - cell) for offset in _OFFSETS}
        offset = min(_OFFSETS, key=lambda o: max(free[o] + cell, step.week))
        x = max(free[offset] + cell, step.week)
        taken[step.lane, offset] = x
        marks.append(Mark(number, step, x, -step.lane - offset))
    return marks


def _subtitle(story: Biography) -> str:
    shown = "Full line: waiting or at work; dotted: stalled."
    return f"{shorten(story.service, 100, placeholder=' …')}  {shown}"


def _lanes(axes: Axes, story: Biography) -> None:
    layers = range(story.way.deepest + 1)
    names = {**BEYOND, **{layer: f"Layer {layer}" for layer in layers}, 0: "Head (layer 0)"}
    names[story.way.deepest] = f"Layer {story.way.deepest}" if story.way.deepest else names[0]
    axes.set_yticks([-lane for lane in names], list(names.values()))
    axes.set_ylim(-story.way.deepest - 0.5, -PRACTICE + 0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    for lane in names:
        axes.axhline(-lane + 0.5, color=style.PALE, linewidth=1, zorder=0)
    axes.axhline(0.5, color=style.GREY, linewidth=1.2, zorder=0)


def _clay(axes: Axes, way: Way) -> None:
    for layer in way.clay:
        axes.axhspan(-layer - 0.5, -layer + 0.5, color=_CLAY, zorder=-1)
    if way.clay:
        axes.text(
            1.008,
            -(min(way.clay) + max(way.clay)) / 2,
            "the clay\nlayer",
            transform=axes.get_yaxis_transform(),
            rotation=270,
            ha="left",
            va="center",
            color=style.VERMILION,
            fontweight="bold",
        )


def _line(axes: Axes, way: Way) -> None:
    ends = [*way.stays[1:], Stay(way.last, way.stays[-1].lane)] if way.stays else []
    for stay, after in zip(way.stays, ends, strict=True):
        dashes, colour = (":", style.GREY) if stay.stalled else ("-", style.INK)
        axes.plot([stay.week, after.week], [-stay.lane] * 2, linestyle=dashes, color=colour)
        axes.plot([after.week] * 2, [-stay.lane, -after.lane], color=style.INK, linewidth=1)


def _span(axes: Axes, story: Biography) -> float:
    """Set and mark the time axis; returns its length in weeks."""
    first = story.way.steps[0].week if story.way.steps else story.idea["born"]
    length = max(story.way.last - first, 8)
    low, high = first - 0.04 * length, first + 1.12 * length
    axes.set_xlim(low, high)
    ticks = _ticks(date_of(first, story.start), length)
    weeks = [(day - story.start).days / 7 for day in ticks]
    axes.set_xticks(weeks, [_tick(day, length) for day in ticks])
    axes.set_xlabel(f"time; the idea was conceived in the week of {_day(story.start, first)}")
    return high - low


def _ticks(first: date, weeks: int) -> list[date]:
    """About five days on which months, quarters or years begin; weeks where it is short."""
    if weeks < 26:
        step = max(weeks // 5, 1)
        return [first + timedelta(weeks=week) for week in range(0, weeks + 1, step)]
    months = next((m for m in (1, 3, 6, 12, 24) if weeks / (m * 52 / 12) <= 6), 60)
    found: list[date] = []
    for month in range(first.year * 12, (first.year + 100) * 12, months):
        day = date(month // 12, month % 12 + 1, 1)
        if day > first + timedelta(weeks=1.1 * weeks):
            return found
        if day >= first:
            found.append(day)
    return found


def _tick(day: date, weeks: int) -> str:
    words = day_words(day)
    return words.rpartition(" ")[0] if weeks < 26 else words.partition(" ")[2]


def _mark(axes: Axes, mark: Mark) -> None:
    lane = -mark.step.lane
    if (mark.x, mark.y) != (mark.step.week, lane):
        axes.plot([mark.step.week, mark.x], [lane, mark.y], color=style.GREY, linewidth=0.8)
    _symbol(axes, mark.x, mark.y, mark.step.kind)
    number = axes.annotate(
        str(mark.number), (mark.x, mark.y), (7, 0), textcoords="offset points", va="center"
    )
    number.set(size=9, fontweight="bold", zorder=4, path_effects=[_HALO])


def _symbol(axes: Axes, x: float, y: float, kind: str) -> None:
    shape, colour = MARKERS[kind]
    (drawn,) = axes.plot([x], [y], marker=shape, color=colour, linestyle="none", zorder=5)
    drawn.set(markersize=_SIZES.get(kind, 10), clip_on=False)
    drawn.set_markeredgecolor(_EDGES.get(kind, "white"))


def _list(axes: Axes, marks: Sequence[Mark], start: date) -> None:
    """The steps by number, with symbol, date and words; of very many some are left out."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(_ROWS, -1)
    shown = dict(enumerate(marks))
    if len(marks) > _ROWS:
        shown = {**dict(enumerate(marks[: _ROWS - 2])), _ROWS - 1: marks[-1]}
        _write(axes, (0.15, _ROWS - 2), f"and {len(marks) - len(shown)} more, see the text")
    for row, mark in shown.items():
        _symbol(axes, 0.10, row, mark.step.kind)
        _write(axes, (0.06, row), str(mark.number)).set(ha="right", fontweight="bold")
        _write(axes, (0.15, row), _day(start, mark.step.week)).set_color(style.GREY)
        _write(axes, (0.395, row), shorten(mark.step.words, _LETTERS, placeholder=" …"))


def _write(axes: Axes, place: tuple[float, float], text: str) -> Text:
    return axes.text(*place, text, va="center", size=9, in_layout=False)


def _day(start: date, week: int) -> str:
    return day_words(date_of(week, start))


def _where(lane: int) -> str:
    return BEYOND[lane].lower() if lane < 0 else f"layer {lane}"
