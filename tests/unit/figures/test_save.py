from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.text import Text

from innosim.errors import InputError
from innosim.figures import style
from innosim.figures.save import FIGURES, save_all
from innosim.results.reader import Results, read
from tests.unit import synthetic_results

ROOT = Path(__file__).parents[3]
DRAW_ALL = """
import sys
from innosim.figures.save import save_all
from innosim.results.reader import read
save_all(read(sys.argv[1]), sys.argv[2])
assert "matplotlib.pyplot" not in sys.modules
"""

KINDS = {
    "three runs": {"people": 600, "replicates": 3},
    "one run": {"people": 100, "replicates": 1},
    "no ideas": {"people": 100, "replicates": 2, "per_hundred": 0},
    "a few weeks": {"people": 200, "replicates": 2, "weeks": 30},
    "one week": {"people": 60, "replicates": 1, "weeks": 1, "per_hundred": 100},
    "large": {"people": 20_000, "replicates": 1, "per_hundred": 15},
}


@pytest.fixture(scope="module", params=KINDS)
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Made-up results of several kinds."""
    folder = tmp_path_factory.mktemp("figures") / "r"
    return read(synthetic_results.write(folder, **KINDS[request.param]))


@pytest.mark.parametrize("name", FIGURES)
def test_everything_written_is_inside_the_picture(results: Results, name: str) -> None:
    size = style.SCREEN if results.manifest.replicates > 1 else style.LAPTOP
    figure = FIGURES[name][0](results, size)
    figure.draw_without_rendering()
    assert tuple(figure.bbox.size) == (size.width, size.height)
    for text in figure.findobj(Text):
        box = text.get_window_extent()
        if text.get_text() and text.get_visible():
            inside = box.x0 >= -1 and box.x1 <= size.width + 1
            assert inside, f"{text.get_text()!r} at {box.x0:.0f}-{box.x1:.0f}"


@pytest.mark.parametrize("name", FIGURES)
def test_the_text_says_how_large_and_how_often(results: Results, name: str) -> None:
    text = FIGURES[name][1](results)
    assert f"{results.rows('posts'):,} people" in text
    count = results.manifest.replicates
    assert ("one run" if count == 1 else f"{count} runs") in text
    assert "nan" not in text


def test_same_bytes_in_other_processes(tmp_path: Path) -> None:
    folder = synthetic_results.write(tmp_path / "r", replicates=2)
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", DRAW_ALL, str(folder), str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
        )
    written = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert written == sorted(f"{n}.{end}" for n in FIGURES for end in ("png", "svg", "txt"))
    for name in written:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_pictures_have_the_size_that_was_asked_for(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", people=100, replicates=1))
    for path in save_all(results, tmp_path / "pictures", style.SCREEN):
        if path.suffix == ".png":
            assert struct.unpack(">II", path.read_bytes()[16:24]) == (1920, 1080)


def test_figures_leave_the_settings_of_matplotlib_alone() -> None:
    before = dict(matplotlib.rcParams)
    with style.look():
        figure = style.frame("title", "subtitle", style.LAPTOP)
    assert figure.dpi == style.LAPTOP.dpi
    assert dict(matplotlib.rcParams) == before


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", people=100, replicates=1))
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="figures cannot be written"):
        save_all(results, tmp_path / "file")
