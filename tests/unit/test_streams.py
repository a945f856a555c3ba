"""Keyed random numbers: known values, distribution, independence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from innosim.streams import _GAMMA, Streams, beta_quantile, identity, mix, mix_one

N = 200_000
SIGMAS = 4.5
"""A check of a normal quantity at 4.5 sigma fails by chance once in 150,000 seeds."""

CHI_SQUARE_255 = 371.0
"""Exceeded by chance once in 250,000 by chi-square with 255 degrees of freedom."""

KNOWN = [
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
]
"""The first numbers of SplitMix64 for the seed 1234567."""


def test_known_values_of_splitmix64() -> None:
    starts = [(1234567 + (i + 1) * _GAMMA) % 2**64 for i in range(len(KNOWN))]
    assert [mix_one(start) for start in starts] == KNOWN
    assert mix(np.array(starts, np.uint64)).tolist() == KNOWN


def test_who_is_the_position_in_the_sequence() -> None:
    bits = Streams([7]).bits("gate", np.arange(5), 3)
    start = Streams([7])._starts(("gate",), 3)[0]
    positions = start + np.arange(5, dtype=np.uint64) * np.uint64(_GAMMA)
    assert bits.tolist() == mix(positions).tolist()


@given(st.integers(0, 2**64 - 1))
def test_mix_of_one_and_of_many_agree(z: int) -> None:
    assert mix(np.array([z], np.uint64))[0] == mix_one(z)


def chi_square(luck: NDArray[np.float64]) -> float:
    found = np.bincount((luck * 256).astype(int), minlength=256)
    expected = len(luck) / 256
    return float(((found - expected) ** 2 / expected).sum())


def test_uniform_numbers_are_uniform_over_people() -> None:
    luck = Streams([1]).uniform("gate", np.arange(N), 5)
    assert luck.min() >= 0.0
    assert luck.max() < 1.0
    assert chi_square(luck) < CHI_SQUARE_255


def test_uniform_numbers_are_uniform_over_weeks_and_seeds() -> None:
    weeks = [Streams([1]).uniform("gate", [3], week)[0] for week in range(20_000)]
    seeds = Streams(range(20_000)).uniform("gate", np.full(20_000, 3), 0, np.arange(20_000))
    assert chi_square(np.array(weeks)) < CHI_SQUARE_255
    assert chi_square(seeds) < CHI_SQUARE_255


@pytest.mark.parametrize(
    "other",
    [("gates", 5, 1), ("gate", 6, 1), ("gate", 5, 2), ("gate/x", 5, 1), ("gate", 0, 1)],
)
def test_decisions_weeks_and_seeds_are_independent(other: tuple[str, int, int]) -> None:
    decision, week, seed = other
    one = Streams([1]).uniform("gate", np.arange(N), 5)
    two = Streams([seed]).uniform(decision, np.arange(N), week)
    assert abs(np.corrcoef(one, two)[0, 1]) < SIGMAS / np.sqrt(N)
    assert chi_square((one + two) % 1.0) < CHI_SQUARE_255


def test_neighbours_are_independent() -> None:
    luck = Streams([1]).uniform("gate", np.arange(N))
    assert abs(np.corrcoef(luck[1:], luck[:-1])[0, 1]) < SIGMAS / np.sqrt(N)


def test_normal_numbers_have_their_moments() -> None:
    drawn = Streams([1]).normal("risk", np.arange(N))
    for power, (mean, variance) in {1: (0, 1), 2: (1, 2), 3: (0, 15), 4: (3, 96)}.items():
        assert abs((drawn**power).mean() - mean) < SIGMAS * np.sqrt(variance / N)


def test_exponential_numbers_have_their_moments() -> None:
    drawn = Streams([1]).exponential("stamina", np.arange(N))
    assert drawn.min() >= 0
    assert abs(drawn.mean() - 1) < SIGMAS / np.sqrt(N)
    assert abs((drawn**2).mean() - 2) < SIGMAS * np.sqrt(20 / N)


def test_services_side_by_side_draw_what_they_draw_alone() -> None:
    who, service = np.arange(30) % 10, np.repeat([0, 1, 2], 10)
    together = Streams([4, 5, 6]).uniform("gate", who, 9, service)
    alone = [Streams([seed]).uniform("gate", np.arange(10), 9) for seed in (4, 5, 6)]
    assert together.tolist() == np.concatenate(alone).tolist()


def test_a_draw_does_not_depend_on_who_else_draws() -> None:
    everybody = Streams([1]).uniform("gate", np.arange(100), 2)
    assert (
        Streams([1]).uniform("gate", np.array([70, 3]), 2).tolist() == everybody[[70, 3]].tolist()
    )


@given(seeds=st.lists(st.integers(0, 2**70), min_size=1, max_size=3), when=st.integers(0, 5200))
def test_several_decisions_at_once_draw_the_same(seeds: list[int], when: int) -> None:
    streams = Streams(seeds)
    who, service = np.arange(12), np.arange(12) % len(seeds)
    together = streams.uniforms(("one", "two"), who, when, service)
    for row, decision in zip(together, ("one", "two"), strict=True):
        assert row.tolist() == streams.uniform(decision, who, when, service).tolist()


def test_seeds_beyond_64_bits_count() -> None:
    one, other = Streams([1]), Streams([1 + 2**64])
    assert one.uniform("gate", [1])[0] != other.uniform("gate", [1])[0]


def test_identities_differ() -> None:
    post, week, ordinal = np.meshgrid(np.arange(60), np.arange(60), np.arange(4))
    assert len(np.unique(identity(post, week, ordinal))) == post.size


@pytest.mark.parametrize(
    ("a", "b"), [(1.0, 1.0), (2.0, 5.0), (18.0, 2.0), (20.0, 20.0), (1.0, 9.0)]
)
def test_beta_quantile_inverts_the_distribution(a: float, b: float) -> None:
    probability = np.linspace(0, 1, 501)
    x = (np.arange(400_000) + 0.5) / 400_000
    density = x ** (a - 1) * (1 - x) ** (b - 1)
    cumulative = np.cumsum(density) / density.sum()
    exact = np.interp(probability, np.concatenate([[0], cumulative]), np.concatenate([[0], x]))
    np.testing.assert_allclose(beta_quantile(probability, a, b)[1:-1], exact[1:-1], atol=1.1e-4)
