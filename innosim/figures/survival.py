"""How long ideas live."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from innosim.analysis import survival
from innosim.analysis.survival import Survival
from innosim.figures import style
from innosim.results.reader import Results

NAME = "survival"
TITLE = "How long ideas live"


def draw(results: Results, size: style.Size = style.LAPTOP) -> Figure:
    """The share of ideas still alive by age, with the number of ideas observed at each age."""
    together, single = survival.of_ideas(results)
    with style.look():
        figure = style.frame(TITLE, _subtitle(results), size)
        axes = figure.add_subplot()
        if results.rows("ideas") == 0:
            style.empty(axes, "Nobody raised an idea.")
            return figure
        _curve(axes, together, single)
        _ages(axes, together)
        axes.set_ylim(0, 1)
        axes.set_ylabel("share of ideas still alive")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))
        _median(axes, together)
        return figure


def describe(results: Results) -> str:
    """The share still alive at a few ages."""
    together, _ = survival.of_ideas(results)
    ages = [age for age in (4, 13, 26, 52, 104, 156, 260, 520) if age < len(together.weeks)]
    table = [("age in weeks", "still alive", "95 % band", "ideas observed")]
    for age in ages:
        low, alive, high = (100 * c[age] for c in (together.low, together.alive, together.high))
        band = f"{low:.1f}–{high:.1f} %"
        table.append((str(age), f"{alive:.1f} %", band, f"{together.at_risk[age]:,}"))
    return f"{TITLE}. {_subtitle(results)}\n{_half(together)}\n\n{style.text_table(table)}\n"


def _subtitle(results: Results) -> str:
    count = results.manifest.replicates
    people = f"{results.rows('posts'):,} people"
    how = "Kaplan and Meier's estimate; ideas still alive count for as long as they were seen."
    if count == 1:
        return f"{people}; one run, band: 95 % after Greenwood.  {how}"
    return f"{people}; line: {count} runs together, band: middle 80 % of them.  {how}"


def _curve(axes: Axes, together: Survival, single: list[Survival]) -> None:
    x = together.weeks / style.YEAR
    low, high = together.low, together.high
    if len(single) > 1:
        _, low, high = style.middle(survival.on_grid(single, len(x) - 1))
    axes.fill_between(x, low, high, step="post", color=style.BLUE, alpha=0.2, linewidth=0)
    axes.step(x, together.alive, where="post", color=style.BLUE)


def _median(axes: Axes, together: Survival) -> None:
    median = together.median()
    if np.isnan(median):
        return
    age = median / style.YEAR
    axes.plot([0, age, age], [0.5, 0.5, 0], color=style.GREY, linestyle=":", linewidth=1.2)
    axes.annotate(_half(together), (age, 0.5), (10, 8), textcoords="offset points", color=style.INK)


def _half(together: Survival) -> str:
    median = together.median()
    if np.isnan(median):
        return "Less than half of the ideas ended while they were observed."
    return f"Half of the ideas have ended {median:.0f} weeks after birth."


def _ages(axes: Axes, together: Survival) -> None:
    unit = style.time(axes, len(together.weeks) - 1)
    ticks = axes.get_xticks()
    observed = [together.at_risk[round(tick * style.YEAR)] for tick in ticks]
    labels = [text.get_text() for text in axes.get_xticklabels()]
    axes.set_xticks(ticks, [f"{t}\n{n:,}" for t, n in zip(labels, observed, strict=True)])
    axes.set_xlabel(f"age of the idea in {unit}, and below it how many ideas were observed")
