"""The league table of table plans: practices against no plan, and the burden they bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from innosim.analysis.words import minus
from innosim.figures import style

NAME = "league"
TITLE = "Table plans in the same worlds"

Facts = Mapping[str, Any]
_COLOURS = (style.GREEN, style.BLUE, style.ORANGE, style.PURPLE)
_MARKS = "osD^vPX*"


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Left: new normal practices against no plan; right: burden against no plan; intervals."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.5, 1))
        _panel(left, facts, "more", "New normal practices, against no plan")
        _panel(right, facts, "burden", "Burden, against no plan")
        right.xaxis.set_major_formatter(FuncFormatter(_percent))
        right.xaxis.set_major_locator(MaxNLocator(5))
        rows = facts["standings"]
        left.set_yticks(range(len(rows)), [_label(one) for one in rows], fontsize=12)
        left.set_ylim(len(rows) - 0.5, -0.5)
        return figure


def describe(facts: Facts) -> str:
    """The same as a table."""
    rows: list[tuple[str, ...]] = [
        ("place", "table", "cards", "practices more", "from", "to", "burden more", "hours")
    ]
    for one in facts["standings"]:
        more, burden = one["more"], one["burden"]
        numbers = [f"{more[key]:+.3g}" for key in ("value", "low", "high")]
        rows.append(
            (
                _place(one),
                str(one["table"]),
                ", ".join(one["cards"]) or "none",
                *numbers,
                f"{100 * burden['value']:+.1f} %",
                f"{one['hours']:.0f}",
            )
        )
    return f"{TITLE}. {_subtitle(facts)}\n\n{style.text_table(rows)}\n"


def _subtitle(facts: Facts) -> str:
    return (
        f"{facts['world']}: {facts['pairs']} worlds, the same for all.  Means, 95 % intervals; "
        "filled: leaves zero out.  =: shared place."
    )


def _panel(axes: Axes, facts: Facts, key: str, title: str) -> None:
    for row, one in enumerate(facts["standings"]):
        value, low, high = (one[key][name] for name in ("value", "low", "high"))
        colour = _COLOURS[(one["place"] - 1) % len(_COLOURS)]
        mark = _MARKS[(one["table"] - 1) % len(_MARKS)]
        apart = low > 0 or high < 0
        axes.plot([low, high], [row, row], color=colour)
        axes.plot(value, row, mark, color=colour, mfc=colour if apart else "white", ms=9)
    axes.axvline(0, color=style.INK, linewidth=1)
    axes.margins(x=0.08)
    axes.grid(axis="y", visible=False)
    axes.set_title(title)


def _percent(value: float, _: int) -> str:
    return minus(f"{100 * value:+.0f} %") if value else "0"


def _label(one: Facts) -> str:
    return f"{_place(one)}  Table {one['table']}\n{one['hours']:.0f} leader-hours a quarter"


def _place(one: Facts) -> str:
    return f"{one['place']}{'=' if one['shared'] else '.'}"
