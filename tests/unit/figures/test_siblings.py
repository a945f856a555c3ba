"""The picture of what would have saved an idea: what it shows in each case, and its text."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from innosim.figures import siblings, style
from innosim.figures.save import save

GATE = "At the gate: no single change turns the decision, two do: parity and gates.yes_and."
NOWHERE = "At the gate: nothing in reach turns the decision, no single change and no two."
LUCK = "Nothing changed: saved in 15 of 40 sibling worlds. That is 30 % or more: mostly bad luck."
EIGHT = (
    *("Relate innovation to priorities", "Cultivate allies", "Forums around the clay layer"),
    *("Learning units", "Experimentation mandate", "Say yes-and, often"),
    *("Weigh the risk of not innovating", "More time to review, more of it and for everybody"),
)


def row(title: str, part: int = 0, **more: Any) -> dict[str, Any]:
    share = part / 40
    lived = {"stage": "rejected", "ended": 22, "embedded": -1, "saved": False}
    found = {
        "change": title,
        "title": title,
        "hours": 1234.0,
        "relived": lived,
        "saved": {"part": part, "of": 40, "share": share, "low": share / 2, "high": 0.9},
        "others": {"mean": 0.04, "low": -0.2, "high": 10.24, "pairs": 40},
        "helps": False,
        "harms_others": False,
    }
    return found | more


def facts(changes: list[dict[str, Any]], gate: str | None = GATE, part: int = 4) -> dict[str, Any]:
    return {
        "idea": "776-28-0",
        "service": "A small service",
        "from": 20,
        "last": 259,
        "at_gate": gate and {"sentence": gate},
        "luck": LUCK,
        "nothing": row(siblings.LUCK, part, hours=0.0),
        "changes": changes,
        "findings": ["No world was lived again."],
    }


SAVED = {"stage": "embedded", "ended": -1, "embedded": 130, "saved": True}
ALIVE = {"stage": "leader_gate", "ended": -1, "embedded": -1, "saved": False}
CASES = {
    "one": facts([row("Forums", 30, helps=True, relived=SAVED, hours=None)]),
    "eight": facts([row(title, 5 * n, relived=ALIVE) for n, title in enumerate(EIGHT)]),
    "nothing in reach": facts([row("Forums")], NOWHERE, 0),
    "luck": facts([row("Forums", 16, harms_others=True)], part=15),
    "no gate": facts([row("Forums", 16, helps=True, harms_others=True)], None),
    "not lived again": facts([]) | {"nothing": None},
}


def drawn(name: str, size: style.Size = style.LAPTOP) -> Figure:
    with style.look():
        figure = siblings.draw(CASES[name], size)
        figure.draw_without_rendering()
        return figure


@pytest.mark.parametrize("size", [style.LAPTOP, style.SCREEN])
@pytest.mark.parametrize("name", CASES)
def test_texts_do_not_lie_on_each_other(name: str, size: style.Size) -> None:
    figure = drawn(name, size)
    canvas = figure.canvas.get_renderer()
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    texts += [t for axes in figure.axes if axes.axison for t in axes.get_yticklabels()]
    texts += [axes.xaxis.label for axes in figure.axes if axes.axison]
    boxes = [(t.get_text(), t.get_window_extent(canvas)) for t in texts if t.get_text()]
    assert [t for t, b in boxes if b.x0 < 0 or b.x1 > size.width or b.y0 < 0] == []
    pairs = combinations(boxes, 2)
    assert [(a, b) for (a, one), (b, other) in pairs if one.overlaps(other)] == []


def test_shares_stand_where_they_are_and_the_cheapest_at_the_top() -> None:
    axes = drawn("eight").axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[:7] == list(EIGHT[:7])
    assert labels[-1] == siblings.LUCK
    low, high = axes.get_ylim()
    assert low > high
    marks = {line.get_ydata()[0]: line.get_xdata()[0] for line in axes.lines if _is_mark(line)}
    assert marks == {n: 5 * n / 40 for n in range(8)} | {8: 0.1}
    (dashes,) = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert list(dashes.get_xdata()) == [0.1, 0.1]


def _is_mark(line: Any) -> bool:
    return len(line.get_xdata()) == 1


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("one", "*", "normal practice, week 130"),
        ("eight", "o", "alive (leader gate)"),
        ("luck", "X", "rejected, week 22"),
    ],
)
def test_what_became_of_it_has_a_shape_and_a_label(name: str, shape: str, words: str) -> None:
    axes = drawn(name).axes[1]
    assert axes.lines[0].get_marker() == shape
    assert words in [text.get_text() for text in axes.texts]
    assert words in siblings.describe(CASES[name])


def test_shapes_differ() -> None:
    assert len({shape for shape, _, _ in siblings.MARKERS.values()}) == len(siblings.MARKERS)


@pytest.mark.parametrize("name", CASES)
def test_the_text_says_the_same(name: str) -> None:
    said, case = " ".join(siblings.describe(CASES[name]).split()), CASES[name]
    notes = " ".join(text.get_text() for text in reversed(drawn(name).texts))
    for sentence in [case["at_gate"] and case["at_gate"]["sentence"], case["nothing"] and LUCK]:
        assert not sentence or sentence in said
        assert not sentence or sentence in notes
    for one in case["changes"]:
        saved = one["saved"]
        assert f"{saved['part']} of 40" in said
        assert "+10.2" in said
    assert ("No world was lived again." in said) == (case["nothing"] is None)


def test_what_helps_is_filled_and_what_harms_others_has_another_shape() -> None:
    looks = {}
    for name in ("one", "luck", "no gate"):
        mark = next(line for line in drawn(name).axes[0].lines if _is_mark(line))
        looks[name] = (mark.get_marker(), mark.get_markerfacecolor() == "white")
    assert looks == {"one": ("o", False), "luck": ("D", True), "no gate": ("D", False)}


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("first", "second"):
        case = CASES["eight"]
        save(siblings.draw(case), siblings.describe(case), tmp_path / name)
    for ending in (".svg", ".png", ".txt"):
        first, second = ((tmp_path / f"{n}{ending}").read_bytes() for n in ("first", "second"))
        assert first == second
