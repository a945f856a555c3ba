"""The tutorial notebook: it is one that Jupyter opens, and its cells run, at a smaller size."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from innosim.experiments.design.plan import plan_of
from innosim.experiments.sweep.outcomes import Outcomes

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial.ipynb"
CONTENT = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
CELLS = {cell["id"]: cell for cell in CONTENT["cells"]}
CODE = {name: "".join(c["source"]) for name, c in CELLS.items() if c["cell_type"] == "code"}
SMALL = 'POINTS, RUNS = 40, 2\nWEEKS, PEOPLE = 6, 80\nOUTCOME = "energy"\nJOBS = 1\n'


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the cells leave behind."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("tutorial"))
    found: dict[str, Any] = {}
    try:
        for name, source in CODE.items():
            exec(compile(SMALL if name == "size" else source, name, "exec"), found)
        yield found
    finally:
        os.chdir(before)


def test_it_is_a_notebook() -> None:
    assert (CONTENT["nbformat"], CONTENT["nbformat_minor"]) == (4, 5)
    assert len(CELLS) == len(CONTENT["cells"])
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in CELLS)
    pytest.importorskip("nbformat").validate(CONTENT)


def test_it_holds_no_outputs() -> None:
    for name in CODE:
        assert CELLS[name]["outputs"] == [], name
        assert CELLS[name]["execution_count"] is None, name


def test_the_small_size_sets_what_the_notebook_sets() -> None:
    def set_by(text: str) -> list[str]:
        return re.findall(r"\b[A-Z]+\b(?=.* = )", text)

    assert set_by(CODE["size"]) == set_by(SMALL)


def test_its_own_size_is_in_order() -> None:
    found: dict[str, Any] = {}
    exec("\n".join((CODE["size"], CODE["state"])), found)
    plan = plan_of(found["experiment"])
    assert len(plan) == found["POINTS"] * found["RUNS"]


def test_the_sweep_is_whole_and_goes_on_where_it_was(names: dict[str, Any]) -> None:
    outcomes: Outcomes = names["found"]
    assert outcomes.complete
    assert outcomes.values["energy"].shape == (40, 2)
    marks = {path: path.stat().st_mtime_ns for path in (names["folder"] / "runs").iterdir()}
    exec(CODE["sweep"], dict(names))
    assert {p: p.stat().st_mtime_ns for p in (names["folder"] / "runs").iterdir()} == marks


def test_what_is_shown_has_tables(names: dict[str, Any]) -> None:
    for name in ("matters", "poor"):
        assert "<table>" in names[name]._repr_html_(), name
        assert str(names[name]).strip(), name
    for name in ("figure", "own"):
        assert isinstance(names[name], Figure), name
        assert names[name].axes, name


def test_the_factors_are_those_of_the_experiment(names: dict[str, Any]) -> None:
    rows = {row["factor"] for row in names["matters"].table("energy")}
    assert rows == set(names["plan"].keys)
