"""The examples of docs/calibration.md are read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from innosim.engine import Simulation
from innosim.evidence.calibration.levels import LEVELS
from innosim.evidence.calibration.register import FATES
from innosim.evidence.calibration.targets import MEASURED, read_aim
from innosim.scenario.files import load
from innosim.scenario.sources import read

TEXT = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text(encoding="utf-8")
DATA = Path(__file__).parents[1] / "data" / "calibration"


def blocks(language: str) -> list[str]:
    """The fenced blocks in a language, or in none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


BANDS, REGISTER, SURVEY = blocks("toml")
IDEAS, SCORES = (block for block in blocks("") if block.startswith(("idea", "unit")))


def test_targets_with_a_register(tmp_path: Path) -> None:
    (tmp_path / "register-of-ideas.csv").write_text(
        (DATA / "register-of-ideas.csv").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "targets.toml").write_text(BANDS + REGISTER, encoding="utf-8")
    aim = read_aim(tmp_path / "targets.toml", read(load("small-service").organisation).chart)
    assert aim.register is not None
    assert (aim.register.weeks, aim.register.staff) == (208, 1000.0)
    assert [level.key for level in aim.levels] == ["generation.scale", "gates.base"]


def test_a_register_alone(tmp_path: Path) -> None:
    (tmp_path / "ideas.csv").write_text(IDEAS, encoding="utf-8")
    aim = read_aim(tmp_path / "ideas.csv", read(load("small-service").organisation).chart)
    assert aim.register is not None
    assert aim.register.ideas == 3


def test_a_survey(tmp_path: Path) -> None:
    (tmp_path / "staff-survey.csv").write_text(SCORES, encoding="utf-8")
    (tmp_path / "ours.toml").write_text(SURVEY, encoding="utf-8")
    world = Simulation(load(tmp_path / "ours.toml"), [1]).world
    assert set(world.surveyed) == {
        *("clarity_what", "clarity_why", "clarity_who"),
        *("parity", "normality", "data"),
    }


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.key)
def test_the_table_of_levels(level) -> None:
    row = next(line for line in TEXT.splitlines() if f"| `{level.key}`" in line)
    assert f"| {level.low:g} to {level.high:g}" in row
    assert row.endswith(f"| {level.scale} |")


def test_all_fates_and_outputs_are_named() -> None:
    assert all(f"`{word}`" in TEXT for word in [*FATES, *MEASURED])
