"""ODD.md is in step with the code and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from innosim import catalogue, odd
from innosim.cli import cli
from innosim.contracts import Column
from innosim.engine import columns
from innosim.errors import InputError
from innosim.phrases import INTERPRETED, PHRASES
from innosim.world.world import TABLES
from tests.docs.links import anchors, broken_links

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "ODD.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")

ELEMENTS = (
    "1 Purpose and patterns",
    "2 Entities, state variables and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialisation",
    "6 Input data",
    "7 Submodels",
)
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)


def test_it_is_in_step_with_the_code() -> None:
    if odd.in_step(TEXT) != TEXT:
        pytest.fail("ODD.md is out of step: run `innosim odd --write ODD.md`")


def test_it_follows_the_order_of_the_protocol() -> None:
    assert re.findall(r"^## (\d .*)$", TEXT, re.MULTILINE)[:7] == list(ELEMENTS)
    assert re.findall(r"^### 4\.\d+ (.*)$", TEXT, re.MULTILINE) == list(CONCEPTS)


@pytest.mark.parametrize("name", catalogue.processes())
def test_each_submodel_has_its_equations_and_parameters(name: str) -> None:
    submodel = TEXT.partition(f"<!-- begin process {name}:")[2]
    equations = submodel.partition(f"<!-- end process {name} -->")[2]
    equations = equations.partition(f"<!-- begin parameters {name}:")[0]
    assert equations.count("```") == 2
    for key in catalogue.processes()[name].Parameters.model_fields:
        assert f"| `{key}` |" in submodel.partition(f"<!-- end parameters {name} -->")[0]


def test_each_submodel_stands_under_its_phase() -> None:
    headings = re.findall(r"^#### ([a-z_]+)$|^### 7\.\d+ Phase (\w+)$", TEXT, re.MULTILINE)
    stands_under, phase = {}, ""
    for process, begins in headings:
        phase = begins or phase
        if process:
            stands_under[process] = phase
    assert stands_under == {name: m.PHASE for name, m in catalogue.processes().items()}


@pytest.mark.parametrize("column", columns(), ids=lambda column: column.key)
def test_each_state_variable_is_described(column: Column) -> None:
    assert f"| `{column.name}` |" in TEXT


def test_each_table_of_state_is_described() -> None:
    assert set(odd.ENTITIES) == set(TABLES)


def test_what_is_declared_to_serve_a_phrase_names_one_that_exists() -> None:
    served = {row for _, rule in odd._rules() for row in rule.rows}
    served |= {
        row for name in catalogue.interventions() for row in catalogue.intervention(name).rows
    }
    served |= {row for name in catalogue.metrics() for row in catalogue.metric(name).rows}
    assert served <= set(PHRASES)
    assert set(PHRASES) >= INTERPRETED


def test_a_missing_and_an_unknown_part_are_named() -> None:
    with pytest.raises(InputError, match="'metrics' is missing"):
        odd.in_step(TEXT.replace("begin metrics:", "begin nothing:").replace("end metrics", "x"))
    with pytest.raises(InputError, match="no part 'no such'"):
        odd.in_step(TEXT + "<!-- begin no such: x --><!-- end no such -->")


def test_what_was_changed_by_hand_is_written_anew(tmp_path: Path) -> None:
    changed = tmp_path / "ODD.md"
    changed.write_text(TEXT.replace("| `merit` |", "| `marit` |"), encoding="utf-8")
    result = CliRunner().invoke(cli, ["odd", "--write", str(changed)])
    assert result.exit_code == 0
    assert changed.read_text(encoding="utf-8") == TEXT


def test_the_command_prints_all_generated_parts() -> None:
    assert CliRunner().invoke(cli, ["odd"]).output == odd.whole()


def test_a_document_that_is_not_there_is_a_mistake_in_one_line() -> None:
    result = CliRunner().invoke(cli, ["odd", "--write", "no-such.md"])
    assert result.exit_code == 2
    assert result.output.count("\n") == 1


def test_its_links_lead_somewhere() -> None:
    assert broken_links(DOCUMENT) == []
    assert {"gates", "33-rules-and-their-switches"} <= anchors(TEXT)
