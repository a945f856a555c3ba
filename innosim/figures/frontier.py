"""Plans: what each brings, against the hours and the burden that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from innosim.figures import style

NAME = "frontier"
TITLE = "What plans bring, and what they take"

Facts = Mapping[str, Any]

_COLOURS = (style.VERMILION, style.GREEN, style.PURPLE)
_MARKS = "osD"


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """Left against hours, right against burden; the recommended plans with their estimates."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        left, right = figure.subplots(1, 2, sharey=True)
        _panel(left, facts, "hours")
        _panel(right, facts, "burden")
        left.set_ylabel(f"{facts['metric']['label']} more than nothing, {facts['metric']['unit']}")
        left.set_xlabel(f"hours of the plan over the run (at most {facts['budget']:,.0f})")
        left.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        right.set_xlabel("burden more than nothing, ideas per person")
        left.set_title("Against hours")
        right.set_title("Against burden")
        handles = list(_handles(facts))
        figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=9)
        return figure


def describe(facts: Facts) -> str:
    """The recommended plans and the frontiers as tables."""
    plans: list[tuple[str, ...]] = [
        ("plan", "hours", "burden", "choice", "estimate", "from", "to", "what")
    ]
    plans += [
        (
            str(one["number"]),
            *(_short(one[key]) for key in ("hours", "burden", "chosen_gain", "gain")),
            *(_short(one[key]) for key in ("low", "high")),
            one["words"],
        )
        for one in facts["plans"]
    ]
    return (
        f"{TITLE}. {_subtitle(facts)}\n\n{style.text_table(plans)}\n\n"
        f"Frontiers, in the worlds of the choice\n\n{style.text_table(list(_rows(facts)))}\n"
    )


def _subtitle(facts: Facts) -> str:
    return (
        f"Each dot: a plan, mean over assumed worlds of the choice.  Filled marks: the plans "
        f"recommended, in {facts['fresh_worlds']} other worlds, 95 % intervals."
    )


def _panel(axes: Axes, facts: Facts, against: str) -> None:
    tried = [one for one in facts["tried"] if one["gain"] is not None]
    for whole, colour, mark in ((False, style.GREY, 3), (True, style.BLUE, 5)):
        shown = [t for t in tried if (t["worlds"] == facts["worlds"]) == whole]
        x, y = [t[against] for t in shown], [t["gain"] for t in shown]
        axes.plot(x, y, "o", color=colour, mfc="none" if not whole else colour, ms=mark, alpha=0.7)
    best = sorted((t for t in tried if t[f"best_for_{against}"]), key=lambda t: t[against])
    axes.step([t[against] for t in best], [t["gain"] for t in best], color=style.BLUE, where="post")
    axes.axhline(0, color=style.INK, linewidth=1)
    axes.margins(x=0.06, y=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    for one in facts["plans"]:
        _estimate(axes, one, one[against])


def _estimate(axes: Axes, plan: Facts, x: float) -> None:
    colour, mark = _look(plan["number"])
    if plan["low"] is not None:
        axes.plot([x, x], [plan["low"], plan["high"]], color=colour, linewidth=2)
    axes.plot(x, plan["gain"], mark, color=colour, ms=10, mec="white", zorder=5)


def _look(number: int) -> tuple[str, str]:
    return _COLOURS[(number - 1) % len(_COLOURS)], _MARKS[(number - 1) % len(_MARKS)]


def _handles(facts: Facts) -> Iterator[Line2D]:
    some, whole = "tried in some worlds", "tried in all worlds"
    yield Line2D([], [], color=style.GREY, mfc="none", marker="o", ls="", ms=3, label=some)
    yield Line2D([], [], color=style.BLUE, marker="o", ls="", ms=5, label=whole)
    yield Line2D([], [], color=style.BLUE, label="none brought more for less")
    for plan in facts["plans"]:
        colour, mark = _look(plan["number"])
        label = f"plan {plan['number']}"
        yield Line2D([], [], color=colour, marker=mark, ms=9, mec="white", label=label)


def _rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    yield ("against", "hours", "burden", "more than nothing", "what")
    for against in ("hours", "burden"):
        best: Sequence[Facts] = [t for t in facts["tried"] if t[f"best_for_{against}"]]
        for one in sorted(best, key=lambda t: t[against]):
            cells = (_short(one[key]) for key in ("hours", "burden", "gain"))
            yield (against, *cells, one["words"])


def _short(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
