"""The benchmarks measure the same model in all its ways, and their page says what they say.

Nothing here is timed.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from benchmarks import page, spread, stand_in, sweep_ways
from benchmarks.__main__ import BARS, BENCHMARKS
from benchmarks.report import HEADER, Bar, Report
from benchmarks.w1.graph import Graph, P, Q, graph, read, write
from benchmarks.whole import slope
from innosim.experiments.sweep.sweep import sweep

PEOPLE, WEEKS, REFERENCES = 4000, 50, 16
WAYS = {"through_innosim": 4, "plain_mesa": 2}
PEERS = {"through_starsim": "starsim", "through_mesa_frames": "mesa_frames"}
TIES = graph(PEOPLE)


def curves(way: str, runs: int, first: int = 0) -> list[list[int]]:
    """Adopters by week, run by run."""
    build = import_module(f"benchmarks.w1.{way}").build
    weeks = [build(TIES, first + seed) for seed in range(runs)]
    return [[week() for _ in range(WEEKS)] for week in weeks]


@cache
def reference() -> list[list[int]]:
    return curves("bare_numpy", REFERENCES, first=100)


@pytest.mark.parametrize("way", list(WAYS))
def test_all_ways_agree(way: str) -> None:
    assert spread.distance(curves(way, WAYS[way]), reference()) < spread.FAR


@pytest.mark.parametrize("way", list(PEERS))
def test_peers_agree(way: str) -> None:
    pytest.importorskip(PEERS[way])
    assert spread.distance(curves(way, 2), reference()) < spread.FAR


def test_another_chance_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = reference()
    monkeypatch.setattr("benchmarks.w1.bare_numpy.Q", 1.3 * Q)
    assert spread.distance(curves("bare_numpy", 12), right) > 2 * spread.FAR


def test_the_first_week_is_that_of_p_alone() -> None:
    first = np.array(reference())[:, 0]
    expected = PEOPLE * P
    assert abs(first.mean() - expected) < 4 * np.sqrt(expected / REFERENCES)


def test_the_graph_is_the_one_of_the_yardstick(tmp_path: Path) -> None:
    ties = graph(64 * 100)
    assert ties.degree.mean() == pytest.approx(12, abs=0.1)
    pairs = set(zip(ties.listener.tolist(), ties.heard.tolist(), strict=True))
    assert len(pairs) == len(ties.heard)
    assert all(one != other for one, other in pairs)
    assert all((k, (k - 1) // 8) in pairs and ((k - 1) // 8, k) in pairs for k in range(1, ties.n))
    near = ties.listener // 64 == ties.heard // 64
    assert np.bincount(ties.listener[near], minlength=ties.n).min() >= 7
    back = ties.turned()
    assert {(b, a) for a, b in pairs} == set(
        zip(back.listener.tolist(), back.heard.tolist(), strict=True)
    )
    write(ties, tmp_path / "ties.npz")
    again: Graph = read(tmp_path / "ties.npz")
    assert (again.heard == ties.heard).all()


def test_a_power_is_found() -> None:
    people = np.array([35e3, 90e3, 358e3, 35e3, 90e3, 358e3])
    noise = np.array([0.01, -0.01, 0.01, -0.01, 0.01, -0.01])
    power, error = slope(np.log(people), np.log(people) * 1.04 + noise)
    assert abs(power - 1.04) < 2 * error < 0.05


def test_bars_are_met_or_not() -> None:
    most, least = Bar("time", 4, "s"), Bar("gain", 60, "times", least=True)
    assert most.met(4.0)
    assert not most.met(4.01)
    assert least.met(60.0)
    assert not least.met(59.0)
    text = Report([(most, 3.217), (least, 59.0)]).markdown()
    assert "| time | at most 4 s | 3.22 s | yes |" in text
    assert "| gain | at least 60 times | 59 times | no |" in text


@pytest.mark.parametrize("name", list(BENCHMARKS))
def test_the_page_has_the_bars_of_the_code(name: str) -> None:
    block = page.block(name)
    assert f"| {' | '.join(HEADER)} |" in block
    assert "Measured on 20" in block
    for bar in BARS[name]:
        assert f"| {bar.what} | {bar.text} |" in block


def test_sweeps_and_batch_run_carry_out_the_same_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep_ways, "LONG", 12)
    found = sweep_ways.speed(2)
    assert found["runs"] == 4
    assert found["equal"]
    _, rows = sweep_ways._swept(sweep_ways.plan(12, 2, 2, sweep_ways.SERIES_KEPT), 1)
    assert rows.shape == (4, 2)
    assert rows[:, 1].any(), "no idea was raised: nothing is compared"


def test_the_stand_in_carries_out_every_run(tmp_path: Path) -> None:
    swept = sweep(stand_in.plan(30), tmp_path / "sweep", stand_in.Here())
    assert (swept.done, swept.failed, swept.missing) == (30, 0, 0)


def test_a_block_is_written_anew_and_nothing_else(tmp_path: Path) -> None:
    copy = tmp_path / "speed.md"
    copy.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    for text in ("first", "second"):
        page.write("help", text, copy)
    assert "second" in page.block("help", copy)
    assert "first" not in page.block("help", copy)
    assert page.block("small", copy) == page.block("small")
    with pytest.raises(LookupError, match="no such"):
        page.block("no such", copy)
