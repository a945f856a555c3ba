"""The complete model of a scenario, put together from the catalogue."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from pydantic import ValidationError

from innosim import catalogue
from innosim.commands.schema import schema as json_schema
from innosim.errors import InputError
from innosim.scenario import schema
from innosim.scenario.files import load

from .conftest import PLAIN, Mood, Weather, Write


def test_each_process_has_its_section() -> None:
    fields = schema.scenario_model().model_fields
    assert fields["weather"].annotation is Weather
    assert fields["mood"].annotation is Mood
    assert fields["weather"].description == "Weather: one line."


def test_each_process_has_a_switch_and_feedbacks_stand_apart(write: Write) -> None:
    scenario = load(write("a.toml", PLAIN))
    assert scenario.section("switches").model_dump() == {"weather": True, "rust": False}
    assert scenario.section("feedbacks").model_dump() == {"mood": True}
    assert [scenario.runs(name) for name in ("weather", "mood", "rust")] == [True, True, False]
    changed = load("a.toml", ["feedbacks.mood=false", "switches.rust=true"])
    assert [changed.runs(name) for name in ("weather", "mood", "rust")] == [True, False, True]
    with pytest.raises(KeyError):
        scenario.runs("fog")


@pytest.mark.parametrize("name", ["seed", "people", "base", "switches", "section", "runs"])
def test_a_process_cannot_take_a_name_in_use(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = catalogue.processes()["weather"]
    monkeypatch.setattr(catalogue, "processes", lambda: MappingProxyType({name: module}))
    with pytest.raises(InputError, match=f"cannot be named '{name}'"):
        schema.scenario_model()


def test_practices_are_interventions_over_the_whole_horizon(write: Write) -> None:
    file = write("a.toml", '[[interventions]]\nkind = "lab"\n[practices]\nopenness = 0.4\n', PLAIN)
    stated, practice = load(file).deliveries()
    assert (stated.kind, practice.kind, practice.strength) == ("lab", "openness", 0.4)
    assert (practice.start, practice.end, practice.organisations) == (0, None, ())


def test_a_scenario_is_frozen(write: Write) -> None:
    scenario = load(write("a.toml", PLAIN))
    with pytest.raises(ValidationError, match="frozen"):
        scenario.seed = 3


def test_dates_of_weeks(write: Write) -> None:
    assert load(write("a.toml", PLAIN)).date_of(52).isoformat() == "2026-02-02"


class TestJsonSchema:
    def test_a_parameter_has_all_that_an_editor_can_show(self) -> None:
        rain = json_schema()["$defs"]["Weather"]["properties"]["rain"]
        assert {key: rain[key] for key in ("type", "description", "unit")} == {
            "type": "number",
            "description": "wet days",
            "unit": "share of days",
        }
        assert (rain["minimum"], rain["maximum"], rain["default"]) == (0.0, 1.0, 0.2)

    def test_every_property_is_described(self) -> None:
        whole = json_schema()
        for table in (whole, *whole["$defs"].values()):
            for name, entry in table.get("properties", {}).items():
                referred = whole["$defs"].get(entry.get("$ref", "").rpartition("/")[2], {})
                assert entry.get("description") or referred.get("description"), name

    def test_kinds_are_listed(self) -> None:
        kind = json_schema()["$defs"]["Delivery"]["properties"]["kind"]
        assert {"lab", "openness"} <= set(kind["enum"])

    def test_weeks_may_be_dates_and_lengths_not(self) -> None:
        properties = json_schema()["$defs"]["Weather"]["properties"]
        day = {"type": "string", "format": "date"}
        assert properties["storms"]["items"]["anyOf"] == [{"type": "integer"}, day]
        assert properties["length"]["type"] == "integer"

    def test_a_file_has_a_base_or_is_complete(self) -> None:
        whole = json_schema()
        assert {"base", "add_interventions"} <= set(whole["properties"])
        assert whole["anyOf"] == [
            {"required": ["base"]},
            {"required": ["format", "organisation", "title"]},
        ]
        assert whole["additionalProperties"] is False
