"""Why a world cannot be lived again, and what is to be done about it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from innosim import __version__
from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.what_if.rescue.again import LIBRARIES, came_out_otherwise, scenario_of
from tests.unit.what_if.rescue.services import run, service


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run(service({"base": 0.0}, horizon=10), tmp_path_factory.mktemp("again"))


def altered(results: Results, version: str = __version__, **sections: Any) -> Results:
    """The folder as if it had been run with other settings or by another version."""
    scenario = deepcopy(dict(results.manifest.scenario))
    for name, values in sections.items():
        scenario[name] = {**scenario[name], **values}
    return Results(results.folder, replace(results.manifest, scenario=scenario, version=version))


def test_the_scenario_is_the_one_that_was_run(results: Results) -> None:
    assert scenario_of(results) == service({"base": 0.0}, horizon=10)


def test_a_setting_that_is_not_known_is_named(results: Results) -> None:
    with pytest.raises(InputError, match=r"does not know its setting gates\.brightness"):
        scenario_of(altered(results, gates={"brightness": 1.0}))


def test_the_version_is_blamed_only_if_it_is_another_one(results: Results) -> None:
    with pytest.raises(InputError) as error:
        scenario_of(altered(results, version="0.0.9", gates={"brightness": 1.0}))
    assert f"made by innosim 0.0.9, this is {__version__}" in str(error.value)
    with pytest.raises(InputError) as error:
        scenario_of(altered(results, gates={"brightness": 1.0}))
    said = str(error.value)
    assert "made by" not in said
    assert f"innosim is the same {__version__}, so its code or that of a plug-in" in said
    assert "run the scenario anew with `innosim run`" in said


def test_libraries_that_differ_are_named(results: Results) -> None:
    other = altered(results)
    other.__dict__["machine"] = {"libraries": {**results.machine["libraries"], "numpy": "1.0"}}
    assert "numpy" in LIBRARIES
    assert "numpy was 1.0 and is " in str(came_out_otherwise(other))
    assert "comes out otherwise" in str(came_out_otherwise(other))


def test_another_organisation_is_said_to_be_one(results: Results) -> None:
    with pytest.raises(InputError) as error:
        scenario_of(results, "clay-layer")
    said = str(error.value)
    assert "--scenario clay-layer has another organisation than the run: organisation." in said
    assert "the run read no files, its settings are in the results: leave --scenario out" in said
    assert "made by" not in said


def test_a_setting_that_is_read_otherwise_is_named_with_both_values(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the default of a setting that is recorded as not set has changed."""
    from innosim.what_if.rescue import again

    known = again.resolved

    def other(scenario: Any) -> dict[str, Any]:
        found = deepcopy(known(scenario))
        found["gates"]["base"] = 7.0
        return found

    monkeypatch.setattr(again, "resolved", other)
    with pytest.raises(InputError, match=r"reads its setting gates\.base as 7\.0, it was 0\.0"):
        scenario_of(results)


def test_a_folder_without_notes_on_the_machine(results: Results, tmp_path: Path) -> None:
    bare = altered(results)
    bare.__dict__["machine"] = {}
    assert "its code or that of a plug-in was changed" in str(came_out_otherwise(bare))
