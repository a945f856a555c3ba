"""What would have saved an idea: the share of sibling worlds that each change saves it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill, shorten
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from innosim.figures import style

NAME = "siblings"

Facts = Mapping[str, Any]

LUCK = "nothing changed"
SAVED, ALIVE, DEAD = "saved", "alive", "dead"
MARKERS: dict[str, tuple[str, str, str]] = {
    SAVED: ("*", style.GREEN, "normal practice"),
    ALIVE: ("o", "white", "still alive"),
    DEAD: ("X", style.BLACK, "died"),
}
"""Shape, colour and words of what became of the idea in the world with the luck it had."""

_HEADS = (
    ("change", "hours", "siblings saved", "share", "from", "to"),
    ("with the luck it had", "more other ideas", "finding"),
)
_NOTES = 140
_LETTERS = 44
_LEAST = 5
"""Rows that there is room for at least."""
_LEGEND: dict[str, Any] = {"ncols": 3, "fontsize": 9}


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """A row for each change, the cheapest at the top, and nothing changed at the foot."""
    notes = [line for note in _notes(facts) for line in fill(note, _NOTES).splitlines()]
    with style.look():
        figure = style.frame(_title(facts), _subtitle(facts), size)
        foot = 0.05 + 0.027 * len(notes)
        figure.set_layout_engine("constrained", rect=(0.012, foot, 0.976, 0.89 - foot))
        for number, line in enumerate(reversed(notes)):
            figure.text(0.018, 0.055 + 0.027 * number, line, fontsize=9.5, va="center")
        rows = _rows(facts)
        if not rows:
            style.empty(figure.subplots(), fill(" ".join(facts["findings"]), 80))
            return figure
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        _shares(left, facts, rows)
        _beside(right, facts, rows)
        return figure


def describe(facts: Facts) -> str:
    """The same as a table with its notes."""
    rows = [(*_HEADS[0], *_HEADS[1]), *(_cells(row) for row in _rows(facts))]
    notes = "\n".join(fill(note, 100) for note in _notes(facts))
    table = style.text_table(rows) if len(rows) > 1 else " ".join(facts["findings"])
    return f"{_title(facts)}. {_subtitle(facts)}\n\n{table}\n\n{notes}\n"


def _title(facts: Facts) -> str:
    return f"What would have saved idea {facts['idea']}"


def _subtitle(facts: Facts) -> str:
    title = shorten(facts["service"], 50, placeholder=" …")
    if facts["nothing"] is None:
        return title
    return (
        f"{title}. Changed from week {facts['from']} to week {facts['last']}; "
        f"{facts['nothing']['saved']['of']} sibling worlds: the same past, other luck."
    )


def _rows(facts: Facts) -> list[Facts]:
    return [] if facts["nothing"] is None else [*facts["changes"], facts["nothing"]]


def _notes(facts: Facts) -> list[str]:
    """What stands below the picture: the gate's answer, and how far it was luck."""
    found = [facts["at_gate"]["sentence"]] if facts["at_gate"] else []
    if facts["nothing"] is not None:
        found.append(facts["luck"])
    return found


def _shares(axes: Axes, facts: Facts, rows: Sequence[Facts]) -> None:
    luck = facts["nothing"]["saved"]
    axes.axvspan(luck["low"], luck["high"], color=style.SKY, alpha=0.25, linewidth=0)
    axes.axvline(luck["share"], color=style.BLUE, linestyle="--", linewidth=1.5)
    for place, row in enumerate(rows):
        saved, base = row["saved"], row is facts["nothing"]
        colour = style.BLUE if base else style.INK
        axes.plot([saved["low"], saved["high"]], [place] * 2, color=colour, linewidth=2)
        full = base or row["helps"]
        mark = "s" if base else "D" if row["harms_others"] else "o"
        axes.plot(saved["share"], place, mark, color=colour, mfc=colour if full else "white", ms=8)
    axes.set_yticks(range(len(rows)), [_label(row) for row in rows], fontsize=9.5)
    axes.set_ylim(max(len(rows), _LEAST) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
    axes.set_title("Sibling worlds in which it becomes normal practice")
    axes.set_xlabel("bars: 95 % interval; dashes and band: nothing changed, with its interval")
    axes.legend(handles=_marks(rows), loc="upper center", bbox_to_anchor=(0.35, -0.12), **_LEGEND)


def _marks(rows: Sequence[Facts]) -> list[Line2D]:
    """The legend: only what is there."""
    kinds = [
        ("o", style.INK, "saves it more often than luck", any(row["helps"] for row in rows)),
        ("o", "white", "cannot be told from luck", any(not row["helps"] for row in rows[:-1])),
        ("D", "white", "costs other ideas", any(row["harms_others"] for row in rows)),
    ]
    return [
        Line2D([], [], marker=mark, color=style.INK, mfc=colour, linestyle="none", label=label)
        for mark, colour, label, there in kinds
        if there
    ]


def _label(row: Facts) -> str:
    return shorten(row["title"], _LETTERS, placeholder=" …")


def _beside(axes: Axes, facts: Facts, rows: Sequence[Facts]) -> None:
    """Hours, what became of it with the luck it had, and what it did to other ideas."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(rows), _LEAST) - 0.4, -0.6)
    heads = ((0.13, "hours", "right"), (0.17, "with the luck it had", "left"))
    for x, head, side in (*heads, (0.7, "more other ideas", "left")):
        axes.text(x, 1.02, head, ha=side, va="bottom", color=style.GREY, size=10).set_transform(
            axes.get_xaxis_transform()
        )
    for place, row in enumerate(rows):
        shape, colour, _ = MARKERS[_fate(row)]
        edge = style.INK if colour == "white" else "white"
        axes.plot([0.185], [place], shape, color=colour, mec=edge, ms=13 if shape == "*" else 9)
        for x, words, side in (
            (0.13, _hours(row), "right"),
            (0.21, _lived(row), "left"),
            (0.7, _others(row), "left"),
        ):
            axes.text(x, place, words, ha=side, va="center", size=9)


def _fate(row: Facts) -> str:
    if row["relived"]["saved"]:
        return SAVED
    return ALIVE if row["relived"]["ended"] < 0 else DEAD


def _lived(row: Facts) -> str:
    lived = row["relived"]
    if lived["saved"]:
        return f"normal practice, week {lived['embedded']}"
    stage = lived["stage"].replace("_", " ")
    return f"alive ({stage})" if lived["ended"] < 0 else f"{stage}, week {lived['ended']}"


def _hours(row: Facts) -> str:
    return "not stated" if row["hours"] is None else f"{row['hours']:,.0f}"


def _others(row: Facts) -> str:
    others = row["others"]
    if row["change"] == LUCK or others["mean"] is None:
        return ""
    mean, low, high = (_signed(others[name]) for name in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})" if low else mean


def _signed(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def _cells(row: Facts) -> tuple[str, ...]:
    saved = row["saved"]
    shares = (f"{100 * saved[name]:.0f} %" for name in ("share", "low", "high"))
    part = f"{saved['part']} of {saved['of']}"
    first = (row["title"], _hours(row), part, *shares)
    return (*first, _lived(row), _others(row) or "-", _finding(row))


def _finding(row: Facts) -> str:
    if row["change"] == LUCK:
        return "the baseline"
    helps = "more often than luck" if row["helps"] else "cannot be told from luck"
    return f"{helps}; costs other ideas" if row["harms_others"] else helps
