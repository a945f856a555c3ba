"""`innosim xray`: what it prints and writes, its figures, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from matplotlib.text import Text

from innosim.cli import cli
from innosim.ensemble import run_to_folder
from innosim.figures import style
from innosim.figures import xray as figures
from innosim.results.reader import read
from innosim.what_if.xray.pictures import xray
from innosim.what_if.xray.system import FACTORS
from tests.generators import scenario
from tests.unit.what_if.xray.handmade import ONE_OF_EACH, results
from tests.unit.what_if.xray.test_system import known


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = scenario(people=150, horizon=40, sections={"gates": {"capacity": 0.1}})
    return str(run_to_folder(made, tmp_path_factory.mktemp("xray") / "r", replicates=2))


def test_words_and_figures(folder: str) -> None:
    result = innosim_("xray", folder)
    assert result.exit_code == 0, result.output
    assert "X-ray of the gates" in result.output
    assert "How it is computed" in result.output
    assert not any(line.startswith("%") for line in result.output.splitlines())
    assert max(map(len, result.output.splitlines()[:-1])) <= 96
    written = {path.name for path in (Path(folder) / "xray").iterdir()}
    names = (figures.REASONS, figures.GATES)
    assert written == {f"{name}.{ending}" for name in names for ending in ("svg", "png", "txt")}
    read(folder, verify=True)


def test_as_json(folder: str, tmp_path: Path) -> None:
    words = ("--role", "middle-managers", "--shapley", "--pairs", "2", "--heroes", "3")
    result = innosim_("xray", folder, *words, "--json", "--out", str(tmp_path / "o"))
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    (gates,) = found["gates"]
    assert gates["place"] == "middle managers"
    assert sum(reason["percent"] for reason in gates["reasons"].values()) == pytest.approx(100)
    assert found["system"]["stopped"]["parts"].keys() == FACTORS.keys()
    assert found["heroes"]["heroes"] == 3
    assert (tmp_path / "o" / "xray-system.txt").is_file()


def test_a_run_without_decisions(tmp_path: Path) -> None:
    made = scenario(people=60, horizon=3, record={"gates": False})
    folder = run_to_folder(made, tmp_path / "r")
    result = innosim_("xray", str(folder))
    assert result.exit_code == 2
    assert result.stderr == (
        f"{folder}: this run has no record of gates; run it again without record.gates = false "
        "and record.events = false\n"
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere",), "there is no such folder"),
        (("{}", "--layer", "9"), "no post of layer 9"),
        (("{}", "--layer", "1", "--role", "leaders"), "choose one of layer, unit and role"),
    ],
)
def test_mistakes(folder: str, words: tuple[str, ...], why: str) -> None:
    result = innosim_("xray", *(word.format(folder) for word in words))
    assert result.exit_code == 2
    assert why in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("size", [style.LAPTOP, style.SCREEN])
def test_everything_drawn_is_inside(folder: str, tmp_path: Path, size: style.Size) -> None:
    by_hand = xray(results(tmp_path / "r", ONE_OF_EACH))
    nothing = xray(results(tmp_path / "n", ([], [], {"x": "pilot"})))
    drawn = [
        draw(seen, size)
        for seen in (xray(folder), by_hand, nothing)
        for draw in (figures.draw_reasons, figures.draw_gates)
    ]
    drawn += [figures.draw_system(known(2.0, -5.0, 10.0, 3.0), size)]
    for figure in drawn:
        figure.draw_without_rendering()
        assert tuple(figure.bbox.size) == (size.width, size.height)
        marks = {mark for axes in figure.axes for mark in axes.get_xticklabels()}
        for text in set(figure.findobj(Text)) - marks:
            box = text.get_window_extent()
            if text.get_text() and text.get_visible():
                inside = -1 <= box.x0 <= box.x1 <= size.width + 1
                assert inside, f"{text.get_text()!r} at {box.x0:.0f}-{box.x1:.0f}"


def test_the_picture_shows_the_shares_of_the_table(tmp_path: Path) -> None:
    seen = xray(results(tmp_path / "r", ONE_OF_EACH))
    axes = figures.draw_reasons(seen).axes[0]
    ends = [patch.get_x() + patch.get_width() for patch in axes.patches]
    assert max(ends) == pytest.approx(100)
    layer_1 = [p.get_width() for p in axes.patches if round(p.get_y() + 0.35) == 1]
    assert sum(layer_1) == pytest.approx(100)
