"""The four signals with their ranges, and what each role says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from innosim.figures import style

NAME = "signals"
TITLE = "Where the four signals rest, as people say"
LOOKS = {
    "leader": ("leaders", "s", style.ORANGE, -0.24),
    "middle manager": ("middle managers", "^", style.GREEN, 0.0),
    "front line": ("front line", "o", style.PURPLE, 0.24),
}
"""Of each role: its name, its mark, its colour, and its place beside the middle of a bar."""

Facts = Mapping[str, Any]


def draw(facts: Facts, size: style.Size = style.LAPTOP) -> Figure:
    """A bar a signal from 0 to its level, a line for its range, a mark for each answer."""
    with style.look():
        figure = style.frame(TITLE, _subtitle(facts), size)
        axes = figure.add_subplot()
        for place, one in enumerate(facts["signals"]):
            _bar(axes, place, one)
            _marks(axes, place, one)
        _scale(axes, facts["signals"])
        _legend(axes, list(facts["people"]))
        return figure


def describe(facts: Facts) -> str:
    """The same as a table."""
    rows = [("signal", "level", "low", "high", *facts["people"])]
    for one in facts["signals"]:
        numbers = (f"{one[key]:.2f}" for key in ("level", "low", "high"))
        said = (_said(one["by_role"][role]) for role in facts["people"])
        rows.append((one["signal"], *numbers, *said))
    apart = "".join(f"{sentence}\n" for sentence in facts["disagreement"])
    return f"{TITLE}, from 0 to 1. {_subtitle(facts)}\n\n{style.text_table(rows)}\n\n{apart}"


def _said(levels: Sequence[int]) -> str:
    return ", ".join(str(level) if level else "?" for level in levels)


def _subtitle(facts: Facts) -> str:
    total = sum(facts["people"].values())
    return (
        f"{total} {'person' if total == 1 else 'people'}; bar: level, black line: range, a mark: "
        "an answer; don't know counts as the whole range"
    )


def _bar(axes: Axes, place: int, one: Facts) -> None:
    axes.barh(place, one["level"], 0.62, color=style.SKY, alpha=0.55, zorder=1)
    axes.plot([one["low"], one["high"]], [place + 0.4] * 2, color=style.BLACK, lw=3, zorder=2)
    for end in ("low", "high"):
        axes.plot([one[end]] * 2, [place + 0.34, place + 0.46], color=style.BLACK, lw=2, zorder=2)
    unknown = f"\n{one['unknown']} don't know" if one["unknown"] else ""
    words = f"{one['level']:.2f} ({one['low']:.2f} to {one['high']:.2f}){unknown}"
    axes.text(1.02, place, words, va="center", fontsize=11.5)


def _marks(axes: Axes, place: int, one: Facts) -> None:
    for role, levels in one["by_role"].items():
        _, mark, colour, off = LOOKS[role]
        for level, count in Counter(level for level in levels if level).items():
            at = (level - 0.5) / 5
            axes.plot(at, place + off, mark, color=colour, mec=style.INK, ms=10, zorder=3)
            if count > 1:
                axes.text(at + 0.014, place + off, f"{count}", va="center", fontsize=10, zorder=3)


def _scale(axes: Axes, signals: Sequence[Facts]) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(len(signals) - 0.4, -0.6)
    axes.set_yticks(range(len(signals)), [one["signal"].capitalize() for one in signals])
    axes.tick_params(axis="y", labelsize=13, length=0)
    axes.set_xticks(
        [0.1, 0.3, 0.5, 0.7, 0.9], [f"answer {n}\n{n / 5 - 0.1:.1f}" for n in range(1, 6)]
    )
    axes.set_xlabel("where the signal rests, share")
    axes.grid(axis="y", visible=False)


def _legend(axes: Axes, roles: Sequence[str]) -> None:
    for role in roles:
        name, mark, colour, _ = LOOKS[role]
        axes.plot([], [], mark, color=colour, mec=style.INK, ms=10, label=name)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
