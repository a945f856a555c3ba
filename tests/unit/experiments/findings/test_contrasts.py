"""Points of a sweep held against each other, and the words for it."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.experiments.findings.contrasts import contrast
from innosim.paired import t_quantile

LUCK = np.array([0.3, -0.2, 0.9, 0.1, -1.1])
VALUES = np.stack([LUCK, LUCK + 1, LUCK + 2, LUCK + 3.5, [1.2, 0.1, 2.0, 0.8, 0.4]])


def test_what_the_seeds_share_cancels_out() -> None:
    found = contrast(VALUES, {1: 1, 0: -1})
    assert found.mean == pytest.approx(1)
    assert found.effect.half == pytest.approx(0, abs=1e-9)
    assert found.shows


def test_two_changes_together_against_the_sum_of_each() -> None:
    found = contrast(VALUES, {3: 1, 2: -1, 1: -1, 0: 1})
    assert found.mean == pytest.approx(0.5)


def test_the_interval_is_that_of_student() -> None:
    found = contrast(VALUES, {4: 1, 0: -1})
    apart = VALUES[4] - VALUES[0]
    half = t_quantile(0.975, 4) * apart.std(ddof=1) / np.sqrt(5)
    assert found.effect.low == pytest.approx(apart.mean() - half)
    assert found.effect.high == pytest.approx(apart.mean() + half)


def test_means_of_points_are_weighted() -> None:
    found = contrast(VALUES, {3: 0.5, 2: 0.5, 1: -0.5, 0: -0.5})
    assert found.mean == pytest.approx(2.25)


def test_what_does_not_show_is_said() -> None:
    noise = np.stack([np.zeros(4), [1.0, -1.2, 0.4, -0.1]])
    found = contrast(noise, {1: 1, 0: -1})
    assert not found.shows
    assert str(found).startswith("cannot be told apart (")
    same = np.ones((2, 3))
    assert str(contrast(same, {1: 1, 0: -1})) == "no difference in any run"
    assert not contrast(noise[:, :1], {1: 1, 0: -1}).shows
    assert "no finding" in str(contrast(noise[:, :1], {1: 1, 0: -1}))


def test_shares_are_told_in_points() -> None:
    shares = np.stack([[0.10, 0.12, 0.11], [0.21, 0.22, 0.20]])
    assert str(contrast(shares, {1: 1, 0: -1}, "share")).startswith("+10 points (")


def test_runs_without_a_number_are_left_out_with_their_pair() -> None:
    values = np.array([[1.0, np.nan, 2.0, 3.0], [2.0, 5.0, 3.5, 4.0]])
    found = contrast(values, {1: 1, 0: -1})
    assert found.effect.difference.pairs == 3
    assert found.mean == pytest.approx((1 + 1.5 + 1) / 3)


def test_weights_sum_to_zero() -> None:
    with pytest.raises(ValueError, match="sum to zero"):
        contrast(VALUES, {0: 1, 1: 1})
