"""Links and files of a setting: the same comes back, and nothing else does."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from innosim import load
from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.setting import (
    LONGEST_LINK,
    MOST_STEPS,
    Setting,
    Step,
    as_tables,
    from_link,
    from_tables,
    link,
)
from innosim.dashboard.state.sources import Sources, opened
from innosim.what_if.comparison.changes import is_lever

KNOWN = {"small-service": load("small-service"), "clay-layer": load("clay-layer")}
BASE = KNOWN["small-service"]
PLAN = Setting("small-service", (), (Step("forums", 10, 60, 0.5), Step("crisis_shock", 30)))
PLAN = PLAN.with_dial("parity", 0.3, BASE).with_dial("caution", 0.8, BASE)


def test_a_link_brings_the_setting_back() -> None:
    assert from_link("?" + link(PLAN), KNOWN, "small-service") == (PLAN, [])


def test_a_file_brings_the_setting_back() -> None:
    assert from_tables(as_tables(PLAN, "Plan"), KNOWN) == (PLAN, [])


def test_a_file_means_the_same_as_the_setting() -> None:
    scenario = PLAN.scenario(BASE)
    assert scenario.section("signals").model_dump()["parity"] == 0.3
    assert scenario.section("people").model_dump()["risk_aversion_middle"] == 0.8
    assert [one.kind for one in scenario.interventions] == ["forums", "crisis_shock"]


def test_a_plan_on_a_file_loads_beside_it(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('base = "small-service"\ntitle = "Ours"\nhorizon = 60\n', encoding="utf-8")
    sources = opened(str(own))
    setting = replace(PLAN, source="ours.toml")
    text = sources.saved(setting, "My plan")
    (tmp_path / "my-plan.toml").write_text(text, encoding="utf-8")
    assert "in the folder of ours.toml" in text
    saved = load(tmp_path / "my-plan.toml")
    assert saved.model_copy(update={"title": "Ours"}) == setting.scenario(load(own))


def test_a_plan_on_a_run_says_what_to_put_in_its_place(tmp_path: Path) -> None:
    sources = Sources({"results x": BASE}, {"results x": tmp_path})
    setting = replace(PLAN, source="results x")
    text = sources.saved(setting, "My plan")
    assert "after base" in text
    assert from_tables(tomllib.loads(text), sources.scenarios) == (setting, [])
    assert not Sources().saved(PLAN, "My plan").startswith("#")


def test_levers_are_levers_and_assumptions_are_not() -> None:
    for dial in dials().values():
        for key in dial.keys:
            assert is_lever(key) != dial.assumed, key


def test_dials_stay_within_the_bounds_of_their_settings() -> None:
    for dial in dials().values():
        for place in (dial.low, dial.high):
            Setting("small-service").with_dial(dial.name, place, BASE).scenario(BASE)
        assert dial.low <= dial.of(BASE) <= dial.high


def test_assumptions_are_kept_apart() -> None:
    assumed = PLAN.assumed()
    assert dict(assumed.moved) == {"caution": 0.8}
    assert [step.kind for step in assumed.steps] == ["crisis_shock"]
    assert PLAN.reference() == Setting("small-service")


def test_a_dial_back_where_it_was_is_not_moved() -> None:
    assert Setting("small-service").with_dial("parity", 0.0, BASE) == Setting("small-service")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("s=../../etc/passwd", "no scenario"),
        ("s=small-service&d=parity:nan", "left out"),
        ("s=small-service&d=parity:1e999", "left out"),
        ("s=small-service&d=rm:1", "left out"),
        ("s=small-service&t=os:0-1:1", "left out"),
        ("s=small-service&t=forums:-5-1:1", "left out"),
        ("d=" + "parity:1," * LONGEST_LINK, "too long"),
    ],
)
def test_what_a_link_cannot_say_is_left_out(query: str, words: str) -> None:
    setting, told = from_link(query, KNOWN, "small-service")
    assert setting == Setting("small-service")
    assert any(words in line for line in told)


def test_numbers_of_a_link_are_brought_into_their_range() -> None:
    setting, told = from_link(
        "s=small-service&d=parity:55&t=forums:9000-9999:7", KNOWN, "small-service"
    )
    assert dict(setting.moved) == {"parity": 1.0}
    assert setting.steps == (Step("forums", BASE.horizon - 1, None, 1.0),)
    assert [line.endswith("brought into its range.") for line in told] == [True, True]


def test_a_timeline_has_a_length() -> None:
    steps = ",".join(["forums:0-:1"] * (MOST_STEPS + 3))
    setting, told = from_link(f"s=small-service&t={steps}", KNOWN, "small-service")
    assert len(setting.steps) == MOST_STEPS
    assert len(told) == 3


def test_a_file_cannot_reach_for_other_files() -> None:
    tables = {"base": "small-service", "organisation": {"table": {"file": "/etc/passwd"}}}
    setting, told = from_tables(tables, KNOWN)
    assert setting == Setting("small-service")
    assert "organisation.table.file" in told[0]
    assert from_tables({"base": "/etc/passwd"}, KNOWN)[0] is None
