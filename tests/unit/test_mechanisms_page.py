"""docs/mechanisms.md is in step with the code."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from innosim.evidence.ablation import is_on, rules
from innosim.scenario.files import load

DOCS = Path(__file__).parents[2] / "docs"


def _script(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    return module


page = _script("mechanisms_page")


def test_the_page_is_in_step_with_code_and_runs() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.page(text) == text, "run `python docs/mechanisms_page.py`"


def test_one_run_lists_exactly_the_declared_rules_and_the_others_some_of_them() -> None:
    declared = [rule.key for rule in rules()]
    whole = [run for run in page.runs() if not run["part"]]
    assert whole, "docs/ablation.json holds no whole run"
    for run in page.runs():
        listed = [row["rule"] for row in run["rows"]]
        assert listed == [key for key in declared if key in listed or run in whole]


def test_mechanisms_that_move_nothing_are_off_by_default() -> None:
    still = page.still(page.runs())
    assert still
    default = load("small-service")
    for rule in rules():
        assert rule.key not in still or not is_on(rule, default), rule.key


def test_claims_that_do_not_show_are_named_with_a_note() -> None:
    listed = page.claims_part()
    for rule in rules():
        assert rule.shown or (rule.note and f"**{rule.key}**" in listed)


def test_each_phrase_is_served_or_listed() -> None:
    listed = page.unserved_part()
    for row in page.PHRASES:
        assert (row in page.served()) != (f"| {row} |" in listed)


@pytest.mark.parametrize("feedback", [f"F{number}" for number in range(1, 10)])
def test_the_diagram_names_every_feedback(feedback: str) -> None:
    diagram = _script("causal_diagram")
    assert feedback in diagram.LOOPS
    assert f"{feedback}: " in diagram.describe()
    assert diagram.STEM.with_suffix(".txt").read_text(encoding="utf-8") == diagram.describe()
