"""The figure of a calibration and the text that says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from innosim.evidence.calibration.facts import Setting, facts_of
from innosim.evidence.calibration.waves import calibrate
from innosim.figures import calibration, style
from innosim.figures.save import save
from tests.unit.evidence.calibration import toy


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    found = calibrate(toy.plan(24, 2), toy.run)
    return facts_of(found, Setting("toy", "Toy", 1000, 1000, 520, 3, 1))


def test_one_line_a_point_in_each_panel(facts: dict[str, Any]) -> None:
    figure = calibration.draw(facts)
    levels, outputs = figure.axes
    points = len(facts["points"])
    assert len(levels.lines) == points + len(facts["levels"])
    assert len(outputs.lines) == points + len(facts["outputs"])
    blue = [line for line in levels.lines if line.get_color() == style.BLUE]
    others = {facts["chosen"], 0} & set(facts["members"])
    assert len(blue) == len(facts["members"]) - len(others)


def test_lines_stand_where_the_values_are(facts: dict[str, Any]) -> None:
    levels = calibration.draw(facts).axes[0]
    orange = next(line for line in levels.lines if line.get_color() == style.ORANGE)
    places = orange.get_ydata()
    for level, place in zip(facts["levels"], places, strict=True):
        declared = next(one for one in toy.LEVELS if one.key == level["key"])
        assert place == pytest.approx(declared.place(level["chosen"]), abs=1e-9)


def test_the_text_names_every_member(facts: dict[str, Any]) -> None:
    text = calibration.describe(facts)
    numbers = {line.split()[0] for line in text.splitlines()[3:]}
    assert numbers >= {str(number) for number in facts["members"]}
    assert "(chosen)" in text


def test_it_can_be_drawn_without_a_set_and_twice_the_same(
    facts: dict[str, Any], tmp_path: Path
) -> None:
    empty = {**facts, "members": [], "chosen": None}
    empty["points"] = [{**point, "fits": False} for point in facts["points"]]
    empty["outputs"] = [{**output, "set": None} for output in facts["outputs"]]
    first = save(calibration.draw(empty), calibration.describe(empty), tmp_path / "a")
    second = save(calibration.draw(empty), calibration.describe(empty), tmp_path / "b")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
