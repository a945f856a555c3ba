"""docs/findings.md and its figures are what docs/findings.json and the experiments give."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from innosim.experiments.design.plan import plan_of
from innosim.experiments.findings.answers import layers_by_span
from innosim.figures.panels import describe

DOCS = Path(__file__).parents[2] / "docs"
DATA: dict[str, Any] = json.loads((DOCS / "findings.json").read_text(encoding="utf-8"))
CLAIMS = json.loads((DOCS / "claims.json").read_text(encoding="utf-8"))["claims"]
AGAIN = "run the sweep again, then `python docs/findings_page.py --take FOLDER`"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location(
        "findings_page", DOCS / "findings_page.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["findings_page"] = module
    specification.loader.exec_module(module)
    return module


def test_the_page_is_that_of_its_data(script: ModuleType) -> None:
    text = script.PAGE.read_text(encoding="utf-8")
    assert script.page(DATA, CLAIMS) == text, "run `python docs/findings_page.py`"


@pytest.mark.parametrize("name", list(DATA))
def test_the_figure_is_that_of_the_data(script: ModuleType, name: str) -> None:
    (question,) = [one for one in script.QUESTIONS if one.name == name]
    twin = (script.FIGURES / f"finding-{name}.txt").read_text(encoding="utf-8")
    assert describe(question.picture(script.Runs(DATA[name]))) == twin


@pytest.mark.parametrize("name", list(DATA))
def test_the_data_are_those_of_the_experiment(name: str) -> None:
    plan, held = plan_of(name), DATA[name]
    assert plan.digest == held["plan"], f"the experiment {name} has changed: {AGAIN}"
    assert [list(plan.values(p).values()) for p in range(plan.points)] == held["points"]
    assert list(held["values"]) == list(plan.metrics)
    for values in held["values"].values():
        assert np.shape(values) == (plan.points, plan.replicates)


def test_every_question_has_its_data(script: ModuleType) -> None:
    assert sorted(one.name for one in script.QUESTIONS) == sorted(DATA)


def test_without_any_difference_nothing_is_found(script: ModuleType) -> None:
    """The words follow the numbers: with the same numbers at all points, nothing shows."""
    flat = copy.deepcopy(DATA)
    for held in flat.values():
        held["values"] = {
            name: [values[0]] * len(values) for name, values in held["values"].items()
        }
    for question in script.QUESTIONS:
        runs = script.Runs(flat[question.name])
        assert question.unshown(runs), question.name
        told = " ".join(question.finding(runs))
        assert "Pairs that do" not in told
        assert "brings most: +" not in told


def test_a_planted_effect_is_told(script: ModuleType) -> None:
    planted = copy.deepcopy(DATA["layers-by-span"])
    runs = script.Runs(planted)
    base = np.array(planted["values"]["adopters"][0])
    planted["values"]["adopters"] = [
        (base + 1000 * point["organisation.generate.layers"]).tolist() for point in runs.points
    ]
    assert "Four layers of managers against one: +3,000" in " ".join(
        layers_by_span.QUESTION.finding(script.Runs(planted))
    )
