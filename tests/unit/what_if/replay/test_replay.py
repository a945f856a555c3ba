"""A run that is replayed week by week."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim import load, run
from innosim.errors import InputError
from innosim.organisation.chart import Chart
from innosim.organisation.nested import Nested, nested
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import read
from innosim.what_if.replay.replay import Replay, opened
from innosim.what_if.replay.seen import SEEN, Looking
from innosim.what_if.replay.watch import MOST_FRAMES, kept_weeks, watch
from innosim.what_if.replay.ways import (
    ENDED,
    LEFT,
    WAITS,
    followable,
    idea_of,
    name_of,
    stays,
    way,
)

WEEKS = 70
TINY = ["organisation.generate.headcount=300", f"horizon={WEEKS}", "record.gates=true"]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("small-service", TINY)


@pytest.fixture(scope="module")
def chart(scenario: Scenario) -> Chart:
    return read(scenario.organisation).chart


@pytest.fixture(scope="module")
def layout(chart: Chart) -> Nested:
    return nested(chart)


@pytest.fixture(scope="module")
def replay(scenario: Scenario, chart: Chart, layout: Nested) -> Replay:
    return watch(scenario, chart, layout)


@pytest.fixture(scope="module")
def tables(scenario: Scenario) -> Any:
    return run(scenario)


def series(tables: Any, name: str) -> NDArray[np.float64]:
    """A metric of the service by week."""
    rows = tables.table("series")
    found: NDArray[np.float64] = rows[name][rows["level"] == "service"]
    return found


def test_the_service_is_that_of_a_run(replay: Replay, tables: Any, chart: Chart) -> None:
    assert replay.weeks.tolist() == list(range(1, WEEKS + 1))
    assert replay.whole["energy"] == pytest.approx(100 * series(tables, "energy"), rel=1e-5)
    assert replay.whole["waiting"] == pytest.approx(series(tables, "queue"), rel=1e-5)
    hundreds = chart.n / 100
    for name, counted in (("raised", "proposals"), ("embedded", "embedded")):
        so_far = np.cumsum(series(tables, counted)) / hundreds
        assert replay.whole[name] == pytest.approx(so_far, rel=1e-5)
    assert replay.whole["raised"][-1] > 0


def test_acceptance_is_that_of_the_recorded_decisions(
    replay: Replay, tables: Any, chart: Chart, layout: Nested
) -> None:
    gates = tables.table("gates")
    yes = np.isin(gates["outcome"], ("accepted", "accepted_with_conditions", "mandated"))
    for week in (20, WEEKS):
        so_far = gates["week"] < week
        assert replay.whole["accepted"][week - 1] == pytest.approx(100 * yes[so_far].mean())
        for layer in set(gates["layer"][so_far]):
            here = so_far & (gates["layer"] == layer)
            found = replay.layers["accepted"][week - 1, layer]
            assert found == pytest.approx(100 * yes[here].mean())
        decided = np.unique(layout.shape[gates["post"][so_far]])
        known = np.flatnonzero(np.isfinite(replay.shapes["accepted"][week - 1]))
        assert np.array_equal(known, decided)


def test_what_ended_at_gates_is_that_of_the_ideas(
    replay: Replay, tables: Any, layout: Nested, chart: Chart
) -> None:
    ideas = tables.table("ideas")
    before = (ideas["ended"] >= 0) & (ideas["reached_pilot"] < 0)
    managers = np.isin(np.arange(chart.n), chart.superior).sum()
    assert replay.whole["ended"][-1] == pytest.approx(before.sum() / managers)
    assert np.nansum(replay.shapes["ended"][-1]) == before.sum()


def test_shapes_add_up_to_layers(replay: Replay, layout: Nested) -> None:
    for name in ("energy", "clarity", "users"):
        for layer, found in enumerate(replay.layers[name][-1]):
            here = layout.layer == layer
            mean = np.average(replay.shapes[name][-1, here], weights=layout.posts[here])
            assert found == pytest.approx(mean, rel=1e-4)


def test_a_person_uses_or_does_not(replay: Replay) -> None:
    assert set(np.unique(replay.shapes["users"])) == {0.0, 100.0}


def test_only_gates_have_queues(replay: Replay, layout: Nested, chart: Chart) -> None:
    leads = np.isin(np.arange(chart.n), chart.superior)
    for name in ("waiting", "ended"):
        none = np.isnan(replay.shapes[name][-1])
        assert np.array_equal(none, ~leads[layout.first])


def test_clarity_counts_each_person_once() -> None:
    world = SimpleNamespace(
        people=SimpleNamespace(n=3, below=np.array([2, 0, 0]), team=np.array([0, 1, 1])),
        teams=SimpleNamespace(clarity=np.array([0.9, 0.3])),
    )
    part, whole = SEEN["clarity"].measure(Looking(world))
    assert part.sum() / whole.sum() == pytest.approx(100 * (0.9 + 0.3 + 0.3) / 3)


def test_groups_give_the_same_as_everybody_together(
    scenario: Scenario, chart: Chart, replay: Replay
) -> None:
    coarse = nested(chart, 40)
    assert coarse.n <= 40
    found = watch(scenario, chart, coarse, 30)
    fine = nested(chart)
    energy = replay.shapes["energy"][29][fine.shape]
    mean = np.bincount(coarse.shape, energy) / coarse.posts
    assert found.shapes["energy"][29] == pytest.approx(mean, rel=1e-4)
    assert np.array_equal(found.whole["waiting"], replay.whole["waiting"][:30], equal_nan=True)


def test_a_replay_survives_its_file(replay: Replay, tmp_path: Path) -> None:
    replay.save(tmp_path / "replay.npz")
    again = opened(tmp_path / "replay.npz")
    assert again.reasons == replay.reasons
    for name in SEEN:
        assert np.array_equal(again.shapes[name], replay.shapes[name], equal_nan=True)
        assert again.span(name) == replay.span(name)
    assert all(np.array_equal(again.moves[n], replay.moves[n]) for n in replay.moves)


def test_what_is_no_replay_is_told(tmp_path: Path) -> None:
    (tmp_path / "replay.npz").write_text("nonsense", encoding="utf-8")
    for name in ("replay.npz", "missing.npz"):
        with pytest.raises(InputError, match="the replay cannot be read"):
            opened(tmp_path / name)


@pytest.mark.parametrize("weeks", [1, 2, MOST_FRAMES, MOST_FRAMES + 1, 520])
def test_frames_reach_the_last_week(weeks: int) -> None:
    kept = kept_weeks(weeks)
    assert kept[-1] == weeks
    assert len(kept) <= MOST_FRAMES
    assert (np.diff(kept) > 0).all()


def test_scales_hold_nearly_all(replay: Replay) -> None:
    for name in SEEN:
        low, high = replay.span(name)
        values = replay.shapes[name][np.isfinite(replay.shapes[name])]
        assert low < high
        assert ((values >= low) & (values <= high)).mean() > 0.95


def test_ideas_are_those_of_a_run(replay: Replay, tables: Any) -> None:
    ideas = tables.table("ideas")
    names = [name_of(replay, idea) for idea in range(len(replay.ideas["born"]))]
    assert names == ideas["idea"].tolist()
    for name in names[:20]:
        assert name_of(replay, idea_of(replay, f" 0:{name}")) == name
    for wrong in ("", "1-2", "1-2-3-4", "-1-2-3", "x", "999999-1-0", "1:3-4-0"):
        with pytest.raises(InputError, match="is no idea of this world"):
            idea_of(replay, wrong)


def test_the_way_of_an_idea_is_that_of_its_decisions(replay: Replay, tables: Any) -> None:
    ideas, gates = tables.table("ideas"), tables.table("gates")
    for idea, name in enumerate(ideas["idea"]):
        steps = way(replay, idea)
        weeks = [step.week for step in steps]
        assert weeks == sorted(weeks)
        assert (steps[0].what, steps[0].week) == ("conceived", ideas["born"][idea] + 1)
        asked = {step.post for step in steps if step.what == "gate"}
        assert set(gates["post"][gates["idea"] == name].tolist()) <= asked
        if ideas["ended"][idea] >= 0:
            assert (steps[-1].what, steps[-1].reason) == ("ended", ideas["reason"][idea])


def test_stays_say_how_they_ended(replay: Replay, chart: Chart) -> None:
    found = stays(replay, np.arange(chart.n))
    assert len(found) == (replay.moves["post"] >= 0).sum()
    own = replay.ideas
    ended = (own["ended"] >= 0) & (own["reached_pilot"] < 0)
    hows = [stay.how for stay in found]
    assert 0 < hows.count(ENDED) <= ended.sum()
    assert {stay.how for stay in found if stay.end < 0} == {WAITS}
    assert all(stay.start <= stay.end for stay in found if stay.how in (LEFT, ENDED))
    for post in (0, 1):
        assert stays(replay, np.array([post])) == [stay for stay in found if stay.post == post]


def test_those_worth_following_got_furthest(replay: Replay) -> None:
    found = followable(replay)
    pilots = replay.ideas["reached_pilot"] >= 0
    assert pilots.any()
    assert pilots[found].sum() == min(len(found), pilots.sum())
    assert len(set(found)) == len(found)


def test_what_waits_and_ended_at_posts_is_what_is_counted_there(
    replay: Replay, chart: Chart, layout: Nested
) -> None:
    """Also of ideas that come to a gate and leave it within one week; none is stalled here."""
    own = stays(replay, np.arange(chart.n))
    for how, name in ((WAITS, "waiting"), (ENDED, "ended")):
        listed = np.bincount([stay.post for stay in own if stay.how == how], minlength=chart.n)
        counted = np.nan_to_num(replay.shapes[name][-1])
        assert counted.sum() >= 5
        assert listed[layout.first].tolist() == counted.tolist()
