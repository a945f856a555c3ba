"""docs/experiments.md: its example is in order, its output is real, and no key is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from innosim.cli import cli
from innosim.experiments.design.plan import plan_of
from innosim.experiments.design.schema import Design, Experiment, Varied
from tests.unit.experiments.design.written import planned

DOCS = Path(__file__).parents[4] / "docs" / "experiments.md"
TEXT = DOCS.read_text(encoding="utf-8")


def test_the_example_is_in_order(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    plan = planned(example, tmp_path)
    assert (plan.points, plan.replicates, len(plan.factors)) == (200, 10, 6)


def test_what_check_prints_is_what_it_prints() -> None:
    shown = TEXT.partition("--jobs 2\n")[2].partition("  ...\n")[0]
    result = CliRunner().invoke(cli, ["check", "first-steps", "--no-timing"])
    assert result.stdout.startswith(shown)
    assert str(plan_of("first-steps")) == result.stdout.rstrip("\n")


@pytest.mark.parametrize(
    "key", [*Experiment.model_fields, *Design.model_fields, *Varied.model_fields]
)
def test_every_key_is_documented(key: str) -> None:
    assert re.search(
        rf"`{key}`|\b{key} = |\[{key}\]|\{{ (low, )?{key}|\.{key}\b|{key} above", TEXT
    ) or (key == "values" and "`[a, b, c]`" in TEXT)
