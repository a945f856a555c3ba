"""Paired differences and Student's t, against tables."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.paired import difference, t_cdf, t_quantile


@pytest.mark.parametrize(
    ("p", "dof", "value"),
    [
        (0.975, 1, 12.7062),
        (0.975, 2, 4.3027),
        (0.975, 30, 2.0423),
        (0.975, 40, 2.0211),
        (0.975, 120, 1.9799),
        (0.995, 9, 3.2498),
        (0.999, 15, 3.7328),
        (0.9995, 23, 3.7676),
        (0.05, 5, -2.0150),
    ],
)
def test_quantiles_are_those_of_the_tables(p: float, dof: int, value: float) -> None:
    assert t_quantile(p, dof) == pytest.approx(value, abs=1e-4)


def test_one_and_two_degrees_of_freedom_have_closed_forms() -> None:
    for t in (-3.0, -0.4, 0.0, 1.3, 12.0):
        assert t_cdf(t, 1) == pytest.approx(0.5 + np.arctan(t) / np.pi, abs=1e-9)
        assert t_cdf(t, 2) == pytest.approx(0.5 + t / (2 * np.sqrt(2 + t**2)), abs=1e-9)


@pytest.mark.parametrize("dof", [1, 2, 3, 4, 15, 40])
def test_the_distribution_is_symmetric(dof: int) -> None:
    assert t_cdf(0.0, dof) == pytest.approx(0.5)
    assert t_cdf(1.3, dof) + t_cdf(-1.3, dof) == pytest.approx(1.0)


def test_a_difference_is_taken_pair_by_pair() -> None:
    one, other = np.array([3.0, 5.0, np.nan, 8.0]), np.array([2.0, 3.0, 1.0, 5.0])
    found = difference(one, other)
    assert (found.pairs, found.mean, found.rising, found.falling) == (3, 2.0, 1.0, 0.0)
    assert found.error == pytest.approx(1 / np.sqrt(3))
    low, high = found.interval(0.05)
    assert low == pytest.approx(2 - 4.3027 / np.sqrt(3), abs=1e-3)
    assert high == pytest.approx(2 + 4.3027 / np.sqrt(3), abs=1e-3)
    assert found.relative == pytest.approx(0.6)


def test_arms_that_are_equal_do_not_differ() -> None:
    found = difference(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0]))
    assert found.t == 0
    assert found.p_value(+1) == pytest.approx(0.5)
    assert not found.beyond_noise(0.01)


def test_a_difference_without_noise_is_beyond_noise() -> None:
    found = difference(np.array([2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    assert found.p_value(+1) < 1e-6
    assert found.p_value(-1) > 1 - 1e-6
    assert found.beyond_noise(0.01)


def test_nothing_defined_is_no_evidence() -> None:
    found = difference(np.array([np.nan]), np.array([1.0]))
    assert found.pairs == 0
    assert found.p_value(+1) == 1.0
    assert not found.beyond_noise(0.5)
