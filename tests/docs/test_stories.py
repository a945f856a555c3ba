"""docs/stories.md is in step with the code, its example included."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from innosim.figures import way

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def page() -> ModuleType:
    specification = importlib.util.spec_from_file_location("stories_page", DOCS / "stories_page.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_page_is_in_step_with_the_code(page: ModuleType) -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    example, story = page.example()
    assert page.page(text, example) == text, "run `python docs/stories_page.py`"
    twin = page.FIGURE.with_suffix(".txt").read_text(encoding="utf-8")
    assert way.describe(story) == twin, "run `python docs/stories_page.py`"


def test_the_python_runs(
    page: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    page._printed("run", "small-service", "--out", "results/small-service", "--no-figures")
    (block,) = re.findall(r"^```python\n(.*?)^```$", page.PAGE.read_text(), re.M | re.DOTALL)
    exec(compile(block, "stories.md", "exec"), {})
    assert "What became of it" in capsys.readouterr().out
