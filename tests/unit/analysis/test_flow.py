"""The flow of ideas, held against counts made idea by idea."""

from __future__ import annotations

import pytest

from innosim import load, run_to_folder
from innosim.analysis.deaths import PRACTICE, Place
from innosim.analysis.deaths import of_ideas as deaths
from innosim.analysis.flow import Flow, Station, of_ideas
from innosim.results.reader import Results, read


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    scenario = load("small-service", ["organisation.generate.headcount=200", "horizon=80"])
    return read(run_to_folder(scenario, tmp_path_factory.mktemp("flow") / "run", 3))


def test_every_idea_is_lost_or_waits_or_is_practice(results: Results) -> None:
    flow = of_ideas(results)
    ideas = results.columns("ideas", ["ended", "stage", "layer", "reached_pilot"])
    assert flow.ideas == len(ideas["ended"]) > 0
    lost = sum(station.lost for station in flow.stations)
    waiting = sum(station.waiting for station in flow.stations)
    assert lost == (ideas["ended"] >= 0).sum()
    assert flow.practice == (ideas["stage"] == "embedded").sum()
    assert lost + waiting + flow.practice == flow.ideas
    alive = (ideas["ended"] < 0) & (ideas["reached_pilot"] < 0)
    for station in flow.stations:
        if station.place.layer >= 0:
            assert station.waiting == (alive & (ideas["layer"] == station.place.layer)).sum()


def test_each_place_gives_to_the_next(results: Results) -> None:
    flow = of_ideas(results)
    for one, after in zip(flow.stations, flow.stations[1:], strict=False):
        assert after.came == one.on
    assert flow.stations[0].came == flow.ideas
    assert flow.stations[-1].place == Place(-1, PRACTICE)
    causes = deaths(results).causes
    for station in flow.stations:
        for why, count in station.losses.items():
            assert causes[station.place, why] == count


def test_tenths_add_up(results: Results) -> None:
    flow = of_ideas(results)
    total = sum(sum(parts.values()) for parts in flow.tenths())
    assert total == 1000 - round(1000 * flow.practice / flow.ideas)
    assert Flow((Station(Place(-1, PRACTICE), 0, {}, 0),), 0, 1).tenths() == [
        {"still there at the end of the run": 0}
    ]
