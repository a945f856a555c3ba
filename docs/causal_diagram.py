"""Draws the causal diagram of docs/mechanisms.md: `python docs/causal_diagram.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from innosim.figures import style
from innosim.figures.save import save

STEM = Path(__file__).parent / "figures" / "causal"
SIZE = style.Size(1600, 1040, 100)
SIGNALS = {"C": style.BLUE, "P": style.PURPLE, "S": style.GREEN, "N": style.ORANGE}
LOOP = style.VERMILION


@dataclass(frozen=True)
class Box:
    """A box with a bold title and lines below it; x, y is its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    title: str
    lines: tuple[str, ...] = ()
    colour: str = style.GREY
    signals: str = ""


LEADERS = "Leaders: five practices and further interventions push the signals and the levers"
BOXES = (
    Box(2, 83, 20, 11.5, "Crises", ("strike an organisation and", "fade; bring ideas, open gates")),
    Box(
        26,
        83,
        20,
        11.5,
        "Outside actors",
        ("offer ideas, criticise, re-use;", "their trust opens gates"),
    ),
    Box(
        50,
        83,
        20,
        11.5,
        "Expectations",
        ("move on; the gap, where it is", "felt, drives ideas and gates"),
    ),
    Box(
        74,
        83,
        20,
        11.5,
        "Politics",
        ("priorities of the day: fit of", "ideas at gates, in use; calls off"),
    ),
    Box(2, 73, 92, 5, LEADERS, (), style.INK),
    Box(2, 58, 20, 10, "Clarity", ("what, why, who; fades", "unless renewed"), SIGNALS["C"], "C"),
    Box(26, 58, 20, 10, "Parity", ("equal standing of", "new and incumbent"), SIGNALS["P"], "P"),
    Box(50, 58, 20, 10, "Suitability", ("skills, data,", "infrastructure"), SIGNALS["S"], "S"),
    Box(74, 58, 20, 10, "Normality", ("routine, not a", "deviation"), SIGNALS["N"], "N"),
    Box(
        *(2, 36, 20, 17, "Managers pass on, people see"),
        (
            "each layer thins all signals;",
            "colleagues, energy, fear of",
            "blame, knowledge of rules",
        ),
        style.INK,
        "CPSN",
    ),
    Box(
        *(2, 14, 16, 17, "Ideas and teams"),
        ("from people's own urge,", "crises, a clear system,", "outsiders"),
        style.INK,
        "CN",
    ),
    Box(
        *(22, 14, 24, 17, "Gates, layer by layer"),
        ("", "", ""),
        style.INK,
        "CPN",
    ),
    Box(
        *(50, 14, 17, 17, "Pilot and decision"),
        ("capability against novelty;", "core process, champion", "and alignment decide"),
        style.INK,
        "S",
    ),
    Box(
        *(71, 14, 12, 17, "Spread"),
        ("branch, then", "organisation,", "then service"),
        style.INK,
        "CSN",
    ),
    Box(
        *(87, 14, 12, 17, "Normal practice"),
        ("half of the", "home branch,", "routine"),
        style.INK,
        "N",
    ),
)
LAYERS = ("first manager", "middle layers", "leader")
ENDS = (
    (10, "withdrawn: exhausted, gone"),
    (34, "rejected, held back, stalled, too old"),
    (58.5, "failed, not continued, called off"),
    (77, "dropped again"),
)
FLOW = ((18, 22), (46, 50), (67, 71), (83, 87))
DOWN = (
    *((12, 73, 68), (36, 73, 68), (60, 73, 68), (84, 73, 68)),
    *((12, 58, 53), (10, 36, 31), (36, 58, 31), (58.5, 58, 31), (78, 58, 31)),
)
FEEDBACKS = {
    "F1": "what is tried is understood and passes more easily",
    "F2": "failures and incidents make people fear blame",
    "F3": "pilots teach, also those that fail",
    "F4": "what becomes normal raises normality and parity",
    "F5": "openness with engagement builds trust, incidents cost it",
    "F6": "what becomes normal closes the gap to expectations",
    "F7": "clarity fades without renewal",
    "F8": "ideas queue for the time of reviewers",
    "F9": "what succeeds in public becomes a priority",
}
LOOPS: dict[str, tuple[tuple[tuple[float, float], ...], tuple[float, float]]] = {
    "F1": (((52, 31), (52, 35), (43, 35), (43, 31)), (47.5, 35)),
    "F2": (((55, 31), (55, 47), (22, 47)), (29, 47)),
    "F3": (((64, 31), (64, 58)), (64, 44.5)),
    "F4": (((92, 31), (92, 58)), (92, 44.5)),
    "F5": (((73, 31), (73, 51), (48, 51), (48, 88.5), (46, 88.5)), (60.9, 51)),
    "F6": (((95.5, 31), (95.5, 80.5), (60, 80.5), (60, 83)), (77, 80.5)),
    "F7": (((2, 66), (0.3, 66), (0.3, 60), (2, 60)), (0.3, 63)),
    "F8": (((26, 31), (26, 35), (32, 35), (32, 31)), (29, 35)),
    "F9": (((97.5, 31), (97.5, 88.5), (94, 88.5)), (97.5, 70)),
}


def draw() -> Figure:
    """The diagram as a figure."""
    with style.look():
        figure = Figure((SIZE.width / SIZE.dpi, SIZE.height / SIZE.dpi), dpi=SIZE.dpi)
        FigureCanvasAgg(figure)
        style.heading(figure, "What acts on what", _SUBTITLE)
        axes = figure.add_axes((0.018, 0.17, 0.964, 0.72))
        axes.set(xlim=(-1.5, 100), ylim=(5.5, 95))
        axes.set_axis_off()
        _draw_flow(axes)
        for box in BOXES:
            _draw_box(axes, box)
        _draw_layers(axes)
        for name, (path, badge) in LOOPS.items():
            _draw_loop(axes, name, path, badge)
        _draw_legend(figure)
    return figure


_SUBTITLE = (
    "Grey: the way of an idea and of the signals. Letters: where a signal acts. "
    "Red: feedbacks F1 to F9, each with its own switch."
)


def _draw_box(axes: Axes, box: Box) -> None:
    face = FancyBboxPatch(
        (box.x, box.y),
        box.width,
        box.height,
        boxstyle="round,pad=0,rounding_size=0.8",
        facecolor="white",
        edgecolor=box.colour,
        linewidth=2,
        zorder=3,
    )
    axes.add_patch(face)
    top = box.y + box.height - 2.3
    middle = box.x + box.width / 2
    axes.text(middle, top, box.title, ha="center", va="center", weight="bold", size=11.5, zorder=4)
    for number, line in enumerate(box.lines, 1):
        axes.text(middle, top - 3 * number, line, ha="center", va="center", size=10, zorder=4)
    _draw_signals(axes, box)


def _draw_signals(axes: Axes, box: Box) -> None:
    is_signal = box.colour in SIGNALS.values()
    for place, signal in enumerate(box.signals):
        x = box.x + box.width / 2 + 2.6 * (place - len(box.signals) / 2 + 0.5)
        y = box.y + 2.3
        if is_signal:
            x, y = box.x + 1.6, box.y + box.height - 2.3
        _badge(axes, x, y, signal, SIGNALS[signal])


def _badge(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    axes.text(
        *(x, y, text),
        ha="center",
        va="center",
        color="white",
        weight="bold",
        size=9.5,
        zorder=6,
        bbox={"boxstyle": "circle,pad=0.25", "facecolor": colour, "edgecolor": "white"},
    )


def _draw_layers(axes: Axes) -> None:
    for number, layer in enumerate(LAYERS):
        x = 22.6 + 7.75 * number
        step = FancyBboxPatch(
            (x, 19.2),
            7.3,
            7.2,
            boxstyle="round,pad=0,rounding_size=0.5",
            facecolor=style.PALE,
            edgecolor=style.GREY,
            zorder=4,
        )
        axes.add_patch(step)
        words = layer.replace(" ", "\n")
        axes.text(x + 3.65, 22.8, words, ha="center", va="center", size=9.5, zorder=5)


def _draw_flow(axes: Axes) -> None:
    for left, right in FLOW:
        _arrow(axes, (left, 22.5), (right, 22.5), style.GREY, 3)
    for x, top, bottom in DOWN:
        _arrow(axes, (x, top), (x, bottom), style.GREY, 1.8)
    for x, words in ENDS:
        _arrow(axes, (x, 14), (x, 10), style.GREY, 1.2)
        axes.text(x, 8, words, ha="center", va="center", size=9.5, color=style.GREY)


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, width: float
) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=8 + 3 * width,
            color=colour,
            linewidth=width,
            shrinkA=0,
            shrinkB=0,
            zorder=2,
        )
    )


def _draw_loop(
    axes: Axes, name: str, path: tuple[tuple[float, float], ...], badge: tuple[float, float]
) -> None:
    x, y = zip(*path[:-1], strict=True)
    axes.plot(x, y, color=LOOP, linewidth=1.5, linestyle="--", zorder=1.5)
    axes.add_patch(
        FancyArrowPatch(
            *(path[-2], path[-1]),
            arrowstyle="-|>",
            mutation_scale=12,
            color=LOOP,
            linewidth=1.5,
            linestyle="--",
            shrinkA=0,
            shrinkB=0,
            zorder=2,
        )
    )
    _badge(axes, *badge, name, LOOP)


def _draw_legend(figure: Figure) -> None:
    for number, (name, text) in enumerate(FEEDBACKS.items()):
        x, y = 0.018 + 0.325 * (number // 3), 0.135 - 0.03 * (number % 3)
        figure.text(x, y, name, color=LOOP, weight="bold", size=10, va="center")
        figure.text(x + 0.018, y, text, size=9.5, va="center")


def describe() -> str:
    """The diagram in words."""
    return _WORDS + "\n" + "\n".join(f"{name}: {text}." for name, text in FEEDBACKS.items()) + "\n"


_WORDS = """What acts on what

Politics, crises, expectations and outside actors surround the service. Leaders push the four
signals and further levers with their practices and with interventions.

All four signals descend from the head of an organisation through its managers, each of whom passes
on a part, suitability mostly round them. People see what arrives of clarity and normality, and what
their colleagues believe; reviewers, pilots and branches go by what reached them.

An idea is conceived (clarity and normality call it forth; fear of blame and lack of energy keep
it back), a team forms round it, and it passes the gates of each layer: the first manager, the
middle layers, the leader. Parity lowers the penalty of its novelty there, normality its risk, and
clarity makes its fit with the priorities count. A pilot succeeds as far as suitability matches
its novelty; a decision continues it or not. It spreads from person to person, first in its branch,
then in its organisation, then in the service, and becomes normal practice as far as innovation is
normal. On the way ideas are withdrawn, rejected, held back, stalled, called off by politics or
after an incident, fail, are not continued, or are dropped again.

Feedbacks, each with its own switch:"""


def main() -> None:
    """Write the diagram as SVG and PNG, with its words."""
    for path in save(draw(), describe(), STEM):
        print(path)


if __name__ == "__main__":
    main()
