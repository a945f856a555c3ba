"""Shapley values: a hand-worked game of three, the axioms, and rounding that adds up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from innosim.what_if.xray.shapley import Coalition, coalitions, rounded, shapley

THREE = ("people", "signals", "workload")
Worth = Mapping[Coalition, NDArray[np.float64]]


def game(**worth: float) -> Worth:
    """Worth of each coalition, named by first letters; `none` for the empty one."""
    named = {letters if letters != "none" else "": value for letters, value in worth.items()}
    return {
        coalition: np.array([named["".join(sorted(name[0] for name in coalition))]])
        for coalition in coalitions(THREE)
    }


def games(draw_from: st.SearchStrategy[float]) -> st.SearchStrategy[Worth]:
    """Games of three over four worlds."""
    worlds = st.lists(draw_from, min_size=4, max_size=4).map(np.array)
    return st.fixed_dictionaries(dict.fromkeys(coalitions(THREE), worlds))


GAMES = games(st.floats(-100, 100))


def test_by_hand() -> None:
    """Orders psw, pws, spw, swp, wps, wsp: what each adds when it comes, over six."""
    worth = game(none=0, p=1, s=2, w=4, ps=6, pw=5, sw=9, psw=12)
    found = {name: value[0] for name, value in shapley(worth, THREE).items()}
    assert found["people"] == pytest.approx((1 + 1 + 4 + 3 + 1 + 3) / 6)
    assert found["signals"] == pytest.approx((5 + 7 + 2 + 2 + 7 + 5) / 6)
    assert found["workload"] == pytest.approx((6 + 4 + 6 + 7 + 4 + 4) / 6)
    assert sum(found.values()) == pytest.approx(12)


def test_all_coalitions_once() -> None:
    found = coalitions(THREE)
    assert len(found) == len(set(found)) == 8
    assert (found[0], found[-1]) == (frozenset(), frozenset(THREE))


@given(GAMES)
def test_efficiency(worth: Worth) -> None:
    """The shares add up to the worth of all less that of none, in every world."""
    total = np.sum([*shapley(worth, THREE).values()], axis=0)
    assert total == pytest.approx(worth[frozenset(THREE)] - worth[frozenset()], abs=1e-9)


@given(GAMES)
def test_dummy(worth: Worth) -> None:
    """Who adds the same to every coalition gets just that; who adds nothing gets nothing."""
    others = {c: worth[c - {"people"}] for c in coalitions(THREE)}
    assert shapley(others, THREE)["people"] == pytest.approx(np.zeros(4))
    adds = {c: row + 3.0 * ("people" in c) for c, row in others.items()}
    assert shapley(adds, THREE)["people"] == pytest.approx(np.full(4, 3.0))


@given(GAMES)
def test_symmetry(worth: Worth) -> None:
    """Two who add the same to every coalition of others get the same."""
    swap = {"people": "signals", "signals": "people"}
    mirrored = {c: worth[frozenset(swap.get(name, name) for name in c)] for c in coalitions(THREE)}
    alike = {c: worth[c] + mirrored[c] for c in coalitions(THREE)}
    found = shapley(alike, THREE)
    assert found["people"] == pytest.approx(found["signals"], abs=1e-9)


@given(GAMES, GAMES)
def test_additivity(one: Worth, other: Worth) -> None:
    both = shapley({c: one[c] + other[c] for c in one}, THREE)
    apart = [shapley(worth, THREE) for worth in (one, other)]
    for name in THREE:
        assert both[name] == pytest.approx(apart[0][name] + apart[1][name], abs=1e-9)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6), st.integers(0, 3))
def test_rounding_keeps_the_sum(parts: list[float], digits: int) -> None:
    """At a tie the sum may be rounded either way: what it is depends on the order of adding."""
    units = np.array(rounded(parts, digits)) * 10**digits
    exact = np.array(parts) * 10**digits
    assert units == pytest.approx(np.round(units), abs=1e-6)
    assert abs(units.sum() - exact.sum()) <= 0.5 + 1e-6
    assert np.abs(units - exact).max() <= 1 + 1e-6


def test_rounding_by_hand() -> None:
    assert rounded([0.333, 0.333, 0.334], 1) == [0.3, 0.3, 0.4]
    assert rounded([-0.26, 1.24], 1) == [-0.3, 1.3]
