"""The examples of docs/scenarios.md are read without a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from innosim.scenario.files import load
from innosim.scenario.schema import Scenario

from .conftest import PLAIN, Write

DOCS = Path(__file__).parents[3] / "docs" / "scenarios.md"
BLOCKS = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_a_whole_scenario(write: Write) -> None:
    whole = next(block for block in BLOCKS if "format = 1" in block)
    assert load(write("a.toml", whole)).horizon == 260


def test_an_intervention(write: Write) -> None:
    block = next(block for block in BLOCKS if "[[interventions]]" in block)
    (delivery,) = load(write("a.toml", block, PLAIN)).interventions
    assert delivery.strength == 0.8


def test_a_table_of_people(write: Write) -> None:
    block = next(block for block in BLOCKS if "[organisation.table]" in block)
    write("people.csv", "id,reports to\n1,\n2,1\n")
    assert (
        load(write("a.toml", block, 'format = 1\ntitle = "A"\n')).organisation.name == "My agency"
    )


@pytest.mark.parametrize("key", [name for name in Scenario.model_fields if name != "format"])
def test_every_fixed_key_is_documented(key: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert f"`{key}`" in text or f"[{key}]" in text
