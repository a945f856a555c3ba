"""Where the points of a design are."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.errors import InputError
from innosim.experiments.design.designs import places
from innosim.experiments.design.factor import CHOICE, Factor
from innosim.experiments.design.schema import Design
from innosim.experiments.influence.problem import problem
from tests.unit.experiments.design.written import HEAD, planned

A = Factor("a", "lever", 0, 10)
B = Factor("b", "uncertainty", 1, 2)
C = Factor("c", "uncertainty", values=("x", "y", "z"), distribution=CHOICE)
MIDDLE = np.full(3, 0.5)


def made(
    kind: str, size: int | None = None, levels: int | None = None, seed: int = 1
) -> np.ndarray:
    return places(Design(kind=kind, size=size, levels=levels, seed=seed), [A, B, C], MIDDLE)


def test_a_grid_has_each_value_with_each_other() -> None:
    found = {
        tuple(f.at(s) for f, s in zip((A, B, C), row, strict=True))
        for row in made("grid", levels=3)
    }
    assert found == set(product((0, 5, 10), (1, 1.5, 2), "xyz"))


def test_a_list_is_read_point_by_point(tmp_path: Path) -> None:
    text = HEAD + (
        "[levers]\npractices.yes_and = [0.5, 0.1, 0.9]\ngates.mandate = [0, 1, 0.5]\n"
        '[design]\nkind = "list"\n'
    )
    plan = planned(text, tmp_path)
    found = [tuple(plan.values(point).values()) for point in range(plan.points)]
    assert found == [(0.5, 0.0), (0.1, 1.0), (0.9, 0.5)]
    assert plan.scenario(2).section("practices").yes_and == 0.9


def test_a_list_may_state_a_value_again(tmp_path: Path) -> None:
    text = HEAD + (
        "[levers]\npractices.yes_and = [0.0, 0.0, 0.6, 0.6]\ngates.mandate = [0, 1, 0, 1]\n"
        '[uncertainties]\npolitics.signal = ["merit", "politics", "politics", "merit"]\n'
        '[design]\nkind = "list"\n'
    )
    plan = planned(text, tmp_path)
    found = [tuple(plan.values(point).values()) for point in range(plan.points)]
    levers = [(0.0, 0.0), (0.0, 1.0), (0.6, 0.0), (0.6, 1.0)]
    assert found == [
        (*pair, name)
        for pair, name in zip(levers, ("merit", "politics", "politics", "merit"), strict=True)
    ]
    assert [len(set(column)) for column in plan.places.T.tolist()] == [2, 2, 2]
    assert "practices.yes_and: 0, 0.6 (" in str(plan)


def test_a_list_of_one_value_does_not_vary(tmp_path: Path) -> None:
    text = HEAD + (
        "[levers]\npractices.yes_and = [0.5, 0.5]\ngates.mandate = [0, 1]\n"
        '[design]\nkind = "list"\n'
    )
    with pytest.raises(InputError, match=r"practices\.yes_and: does not vary"):
        planned(text, tmp_path)


def test_one_factor_at_a_time_starts_at_the_scenario(tmp_path: Path) -> None:
    text = HEAD + (
        "[settings]\npractices.yes_and = 0.25\n"
        "[levers]\npractices.yes_and = { low = 0.0, high = 1.0 }\n"
        "interventions.alignment.strength = { low = 0.0, high = 1.0 }\n"
        '[uncertainties]\npolitics.signal = ["merit", "politics"]\n'
        '[design]\nkind = "one_at_a_time"\n'
    )
    plan = planned(text, tmp_path)
    found = [tuple(plan.values(point).values()) for point in range(plan.points)]
    base = (0.25, 0.0, "politics")
    assert found[0] == pytest.approx(base)
    assert found[1:] == [
        (0.0, *base[1:]),
        (1.0, *base[1:]),
        (0.25, 1.0, "politics"),
        (0.25, 0.0, "merit"),
    ]


@settings(max_examples=60)
@given(st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_a_latin_hypercube_has_one_point_in_each_slice(size: int, seed: int) -> None:
    found = made("latin_hypercube", size=size, seed=seed)
    assert found.shape == (size, 3)
    slices = np.floor(found * size).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(size)[:, None]).all()


def test_columns_of_a_latin_hypercube_are_not_tied_to_each_other() -> None:
    found = made("latin_hypercube", size=4000)
    assert np.abs(np.corrcoef(found.T) - np.eye(3)).max() < 0.05


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol_sequence", "sobol", "morris"])
def test_the_seed_decides_the_points(kind: str) -> None:
    one, same, other = (made(kind, size=16, seed=seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    assert one.min() >= 0
    assert one.max() <= 1


def test_each_sixteenth_of_the_plane_has_as_many_sobol_points() -> None:
    found = made("sobol_sequence", size=64)
    counts = np.histogram2d(found[:, 0], found[:, 1], bins=4, range=[[0, 1], [0, 1]])[0]
    assert (counts == 4).all()


def test_saltellis_scheme_changes_one_factor_between_two_matrices() -> None:
    found = made("sobol", size=8).reshape(8, 5, 3)
    first, mixed, second = found[:, 0], found[:, 1:4], found[:, 4]
    for factor in range(3):
        assert (mixed[:, factor, factor] == second[:, factor]).all()
        others = [i for i in range(3) if i != factor]
        assert (mixed[:, factor][:, others] == first[:, others]).all()
    pairs = places(Design(kind="sobol", size=8, second_order=True), [A, B, C], MIDDLE)
    assert len(pairs) == 8 * 8


def test_a_morris_trajectory_changes_every_factor_once() -> None:
    found = made("morris", size=10).reshape(10, 4, 3)
    changed = np.diff(found, axis=1) != 0
    assert (changed.sum(axis=2) == 1).all()
    assert (changed.sum(axis=1) == 1).all()
    assert set(np.round(found.ravel() * 3)) == {0, 1, 2, 3}


def test_a_clear_line_when_salib_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    with pytest.raises(InputError, match=r"needs SALib: pip install 'innosim\[analysis\]'"):
        made("morris", size=4)


def test_too_many_points_are_refused_before_they_are_laid_out() -> None:
    with pytest.raises(InputError, match="that makes 3,000,000,000 points"):
        places(Design(kind="grid", levels=1_000), [A, B, A, C], MIDDLE)


def test_names_for_salib() -> None:
    assert problem([A.key, C.key]) == {
        "num_vars": 2,
        "names": ["a", "c"],
        "bounds": [[0.0, 1.0]] * 2,
    }
