"""The functions for a notebook: their examples, those of docs/notebook.md, and what they return."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import innosim
from innosim import notebook

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
VERBS = (
    *("calibrate", "xray", "ideas", "measure_reliance"),
    *("saved", "share_blocking", "validate", "why"),
)
HEAVY = ("mesa", "scipy", "matplotlib", "pyarrow", "pydantic", "numpy", "optuna")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in, with the results that the examples read."""
    folder = tmp_path_factory.mktemp("notebook")
    settings = ["horizon=80", "organisation.generate.headcount=300"]
    innosim.run_to_folder(innosim.load("small-service", settings), folder / "results" / "service")
    return folder


@pytest.fixture
def inside(place: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.usefixtures("inside")
def test_the_example_of_each_function_runs(name: str) -> None:
    found = doctest.DocTestFinder(recurse=False).find(getattr(notebook, name), name, notebook)
    assert sum(len(test.examples) for test in found) >= 2
    runner = doctest.DocTestRunner()
    for test in found:
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.usefixtures("inside")
def test_the_page_runs() -> None:
    names: dict[str, Any] = {}
    for block in BLOCKS:
        exec(compile(block, "notebook.md", "exec"), names)
    assert len(BLOCKS) >= 6
    for name in ("found", "ideas", "story", "rescue", "seen", "lost"):
        one = names[name]
        assert str(one).strip(), name
        assert "<table>" in one._repr_html_(), name
        assert one.facts, name
    for name in ("found", "story", "rescue", "seen"):
        assert names[name].figure().axes, name


def test_every_function_is_on_the_page_and_of_the_package() -> None:
    for name in VERBS:
        assert f"`{name}(" in TEXT, name
        assert getattr(innosim, name) is getattr(notebook, name)
        assert name in innosim.__all__
    public = {name for name, _ in inspect.getmembers(notebook, inspect.isfunction)}
    own = {n for n in public if getattr(notebook, n).__module__ == notebook.__name__}
    assert {name for name in own if name[0] != "_"} == set(VERBS)


def test_all_public_names_are_there() -> None:
    assert sorted(innosim.__all__) == sorted(innosim._HOMES.keys() | {"__version__"})
    for name in innosim.__all__:
        assert getattr(innosim, name) is not None


def test_no_public_name_hides_a_module() -> None:
    """An import of `innosim.x` would put the module in the place of a function x."""
    modules = {path.stem for path in Path(innosim.__file__).parent.iterdir()}
    assert not modules & set(innosim.__all__)


def test_the_package_alone_loads_nothing_heavy() -> None:
    program = f"import innosim, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("inside")
def test_results_are_given_as_a_path_a_name_or_an_object() -> None:
    opened = innosim.read("results/service")
    told = {str(innosim.ideas(one)) for one in ("results/service", Path("results/service"))}
    assert told == {str(innosim.ideas(opened))}
    by_folder = innosim.measure_reliance("results/service", pairs=1)
    scenario = innosim.load("small-service", ["horizon=80", "organisation.generate.headcount=300"])
    assert str(innosim.measure_reliance(scenario, pairs=1)) == str(by_folder)
    with pytest.raises(innosim.errors.InputError, match="did you mean"):
        innosim.measure_reliance("small-servic")
    with pytest.raises(innosim.errors.InputError, match="there is no such folder"):
        innosim.why("results/servise", "1-2-3")
