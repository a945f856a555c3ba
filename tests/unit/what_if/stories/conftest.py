"""Runs to tell stories from: one made by hand, and a few of the model with many levers moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.ensemble import run_to_folder
from innosim.results.reader import Results, read
from innosim.scenario.files import load
from tests.unit.what_if.stories import handmade

SERVICE = ("horizon=130", "organisation.generate.headcount=400")
RUNS = {
    "as it is": (),
    "levers": (
        "gates.appeal=0.6",
        "gates.bypass=0.2",
        "gates.yes_and=0.5",
        "gates.mandate=1",
        "gates.mandate_floor=0.3",
        "gates.risk_story=0.4",
        "gates.inaction_awareness=0.5",
        "stalling.weeks=8",
        "incidents.rate=0.2",
        "external.openness=0.8",
        "gates.base=2",
    ),
    "panel": ("gates.panel=3", "gates.base=-1"),
}


@pytest.fixture(scope="session")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return handmade.results(tmp_path_factory.mktemp("by-hand") / "run")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Results]:
    """Runs of the model by name, two replicates each."""
    folder: Path = tmp_path_factory.mktemp("recorded")
    found = {}
    for name, settings in RUNS.items():
        place = folder / name.replace(" ", "-")
        run_to_folder(load("small-service", [*SERVICE, *settings]), place, 2)
        found[name] = read(place)
    return found
