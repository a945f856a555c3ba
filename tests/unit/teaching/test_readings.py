"""What is computed for lessons, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from innosim import catalogue
from innosim.teaching.lab import Lab
from innosim.teaching.lesson import Lesson, World
from innosim.teaching.readings import ALL, HUNDRED, Gap, Level, Loss, Overtaking, Places
from innosim.what_if.comparison.quantities import SERIES, series_weeks

WEEKS = 104


class Bench(Lab):
    """A lab in which nothing is run."""

    def found(self, world: str) -> Any:
        values = {"one": [4.0, 6.0, 5.0], "other": [3.0, 3.0, 4.0]}[world]
        weeks = np.array(series_weeks(WEEKS))
        rise = {"one": np.where(weeks < 60, 0.0, 1.0), "other": np.where(weeks < 80, 0.0, 0.5)}
        noise = np.array([[0.0], [0.01], [-0.01]])
        column = np.array(values)[:, None]
        return {
            "embedded": column,
            "gate_pass": column / 10,
            SERIES: rise[world] + (noise if world == "one" else 0),
        }


@pytest.fixture
def lab() -> Bench:
    of: Lesson = catalogue.lesson("yes_and")
    worlds = tuple(World(name, name, people=200, weeks=WEEKS) for name in ("one", "other"))
    return Bench(replace(of, worlds=worlds), 3)


def test_a_level_is_the_mean_counted_as_asked(lab: Bench) -> None:
    assert Level("n", "one", "embedded").numbers(lab)["n"].value == 5.0
    assert Level("n", "one", "embedded", ALL).numbers(lab)["n"].value == 5.0 * 2 * 2
    assert Level("n", "one", "gate_pass", HUNDRED).numbers(lab)["n"].value == pytest.approx(50.0)


def test_a_gap_is_the_mean_difference_and_its_share(lab: Bench) -> None:
    found = Gap("n", "one", "other").numbers(lab)
    assert found["n"].value == pytest.approx(5 / 3, rel=1e-5)
    assert found["n.share"].value == pytest.approx(0.5, rel=1e-5)
    assert found["n"].low is not None
    half = 4.302653 * np.std([1, 3, 1], ddof=1) / np.sqrt(3)
    assert found["n"].low == pytest.approx(5 / 3 - half, rel=1e-4)


def test_a_loss_is_a_gap_turned_round(lab: Bench) -> None:
    gap, loss = (kind("n", "other", "one").numbers(lab) for kind in (Gap, Loss))
    assert loss["n"].value == -(gap["n"].value or 0)
    assert (loss["n"].low, loss["n"].high) == (-(gap["n"].high or 0), -(gap["n"].low or 0))
    assert loss["n.percent"].value == pytest.approx(-100 * (gap["n.share"].value or 0))


def test_overtaking_is_the_month_from_which_it_holds(lab: Bench) -> None:
    found = Overtaking("n", "one", "other").numbers(lab)
    assert found["n.ahead"].value == np.ceil(61 / (52 / 12))
    assert found["n.surely"].value == found["n.ahead"].value
    assert found["n.behind"].value == 0
    assert Overtaking("n", "other", "one").numbers(lab)["n.ahead"].value is None


def test_places_of_a_small_run_add_up_to_a_hundred() -> None:
    of: Lesson = catalogue.lesson("where_ideas_die")
    world = World("clay", "clay", "clay-layer", people=120, weeks=60)
    with Lab(replace(of, worlds=(world,)), 2) as lab:
        found = Places("n", "clay").numbers(lab)
        ideas = lab.results("clay").columns("ideas", ["replicate", "reached_embedded", "ended"])
    assert sum(one.value or 0 for one in found.values()) == pytest.approx(100, abs=1e-3)
    open_ = (ideas["ended"] < 0) & (ideas["reached_embedded"] < 0)
    shares = [100 * open_[ideas["replicate"] == number].mean() for number in range(2)]
    assert found["n.under_way"].value == pytest.approx(np.mean(shares), rel=1e-5)
