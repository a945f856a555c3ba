"""What the page of losses makes of the runs of the arms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from innosim import load, run_to_folder
from innosim.dashboard.shown import losses
from innosim.dashboard.state import studies
from innosim.dashboard.state.session import Session, Shelf
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared
from innosim.dashboard.state.sources import Sources, opened
from innosim.dashboard.work.desk import Desk
from innosim.dashboard.work.errands import Look, Record, look
from tests.unit.dashboard.test_session import AtOnce

TINY = ["organisation.generate.headcount=200", "horizon=80"]
Arms = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("losses") / "run"
    return run_to_folder(load("small-service", TINY), place, 2)


@pytest.fixture(scope="module")
def arms(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Arms:
    scenario = load("small-service", [*TINY, "signals.parity=1.0", "record.gates=false"])
    reports: list[tuple[float, float]] = []
    work = Record(scenario, 2)
    plan = work(tmp_path_factory.mktemp("plan"), lambda done, of: reports.append((done, of)))
    assert reports[-1] == (160, 160)
    return {"Today": look(folder), "My plan": plan}


def test_the_table_adds_up_to_100(arms: Arms) -> None:
    rows = losses.rows(arms)
    for place, found in ((2, arms["Today"]), (4, arms["My plan"])):
        parts = [row for row in rows[1:] if row[1] != "lost in all"]
        assert round(sum(float(row[place]) for row in parts), 6) == 100
        counts = sum(int(row[place + 1].replace(",", "")) for row in parts)
        assert counts == found["flow"]["ideas"]


def test_the_tallest_gate_is_opened_first(arms: Arms) -> None:
    place = losses.tallest(arms["Today"])
    stations = arms["Today"]["flow"]["stations"]
    gates = [one for one in stations if one["layer"] >= 0]
    assert stations[place]["ideas_lost"] == max(one["ideas_lost"] for one in gates)
    seen = losses.gate(place, "Today", arms)
    assert seen["tables"][0]["rows"][0][1:] == ["Today", "My plan"]
    assert round(sum(float(one["percent"]) for one in seen["reasons"]), 6) == 100


def test_beyond_the_gates_reasons_add_up_too(arms: Arms) -> None:
    stations = arms["Today"]["flow"]["stations"]
    for place, station in enumerate(stations):
        seen = losses.gate(place, "Today", arms)
        if station["layer"] < 0:
            assert seen["sentence"] == losses.BEYOND
            total = sum(float(one["percent"]) for one in seen["reasons"])
            assert round(total, 6) == (100 if station["ideas_lost"] else 0)


def test_one_idea_is_counted_as_one(arms: Arms) -> None:
    said = {}
    for place, station in enumerate(arms["Today"]["flow"]["stations"]):
        number = station["ideas_lost"]
        said[place] = f"({number:,} {'idea' if number == 1 else 'ideas'})"
        assert said[place] in losses.gate(place, "Today", arms)["lost"]
    assert losses.ideas(1) == "1 idea"


def test_a_reason_has_one_colour_in_all_arms(arms: Arms) -> None:
    colours = losses.palette(arms.values())
    for found in arms.values():
        for station in losses.flow(found, arms)["stations"]:
            for item, loss in zip(station["items"], _losses(found, station["label"]), strict=True):
                assert item["colour"] == colours[loss["reason"]]


def _losses(found: Any, label: str) -> list[Any]:
    return next(list(s["losses"]) for s in found["flow"]["stations"] if s["label"] == label)


def test_results_are_looked_at_as_they_stand(folder: Path) -> None:
    sources = opened(str(folder))
    session = Session(sources, AtOnce(), Shelf(), Shared(Setting(sources.default)))
    desk = _Asked()
    studies.begin(session, desk)
    assert desk.errands == [Look(folder)]
    session.move(session.setting.with_dial("parity", 1.0, session.base))
    studies.begin(session, desk)
    assert desk.errands[-1] == Record(session.setting.scenario(session.base), 2)


def test_large_services_wait_to_be_asked() -> None:
    sources = Sources()
    large = Session(sources, AtOnce(), Shelf(), Shared(Setting("government-of-canada")))
    small = Session(sources, AtOnce(), Shelf(), Shared(Setting("small-service")))
    assert (studies.worlds(large), studies.at_once(large)) == (1, False)
    assert (studies.worlds(small), studies.at_once(small)) == (studies.RECORDED, True)


class _Asked(Desk):
    """Notes what is asked for, and does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.errands: list[Any] = []

    def ask(self, key: Any, errand: Any, asker: Any, changed: Any) -> None:
        self.errands.append(errand)


def test_a_layer_is_found_in_the_flow(arms: Arms) -> None:
    found = arms["Today"]
    for n, station in enumerate(found["flow"]["stations"]):
        if station["layer"] >= 0:
            assert losses.place_of(found, f"layer {station['layer']}") == n
    assert [losses.place_of(found, asked) for asked in ("", "layer 99", "<b>")] == [-1, -1, -1]
