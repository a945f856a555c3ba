from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.analysis import survival
from innosim.results.reader import read
from tests.unit import synthetic_results
from tests.unit.analysis import handmade

# Freireich and others 1963, 6-mercaptopurine arm: weeks of remission, censored where False.
AGES = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_the_published_example() -> None:
    curve = survival.kaplan_meier(np.array(AGES), np.array(ENDED, bool))
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for week, alive in published.items():
        assert curve.alive[week] == pytest.approx(alive, abs=5e-4)
    half = (curve.high[10] - curve.low[10]) / 2 / 1.959964
    assert half == pytest.approx(0.0963, abs=1e-4)
    assert curve.median() == 23


def test_four_ideas_by_hand() -> None:
    curve = survival.kaplan_meier(np.array([1, 2, 2, 3]), np.array([True, True, False, True]))
    np.testing.assert_allclose(curve.alive, [1, 3 / 4, 3 / 4 * 2 / 3, 0])
    np.testing.assert_array_equal(curve.at_risk, [4, 4, 3, 1])
    np.testing.assert_array_equal(curve.deaths, [0, 1, 1, 1])


def test_ideas_still_alive_are_censored(tmp_path: Path) -> None:
    together, single = survival.of_ideas(handmade.results(tmp_path / "r"))
    assert together.deaths.nonzero()[0].tolist() == [30, 50]
    assert together.at_risk[30] == 5
    np.testing.assert_array_equal(together.alive, single[0].alive)


def test_no_ideas() -> None:
    curve = survival.kaplan_meier(np.array([], int), np.array([], bool))
    assert curve.alive.tolist() == [1.0]
    assert np.isnan(curve.median())


def test_curves_of_replicates_on_one_grid(tmp_path: Path) -> None:
    results = read(synthetic_results.write(tmp_path / "r", replicates=3))
    together, single = survival.of_ideas(results)
    grid = survival.on_grid(single, 300)
    assert grid.shape == (3, 301)
    assert grid[:, 52].min() <= together.alive[52] <= grid[:, 52].max()
