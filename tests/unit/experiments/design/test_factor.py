"""Places of factors and their values."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.experiments.design.factor import (
    CHOICE,
    DISTRIBUTIONS,
    LOGUNIFORM,
    NORMAL,
    TRIANGULAR,
    UNIFORM,
    Factor,
)

SHARES = st.floats(0, 1, allow_nan=False)


@st.composite
def ranges(draw: st.DrawFn) -> Factor:
    low = draw(st.floats(0.01, 50))
    high = low + draw(st.floats(0.01, 50))
    inside = low + draw(SHARES) * (high - low)
    return Factor(
        key="a.b",
        kind="lever",
        low=low,
        high=high,
        distribution=draw(st.sampled_from(DISTRIBUTIONS)),
        mode=inside,
        mean=inside,
        sd=draw(st.floats(0.1, 10)) * (high - low),
    )


@settings(max_examples=200)
@given(ranges(), SHARES, SHARES)
def test_values_rise_with_the_place_from_end_to_end(factor: Factor, a: float, b: float) -> None:
    low, high = factor.ends
    assert factor.at(0.0) == pytest.approx(low)
    assert factor.at(1.0) == pytest.approx(high)
    below, above = factor.at(min(a, b)), factor.at(max(a, b))
    assert low <= below <= above + 1e-9 * abs(above) <= high * (1 + 1e-8)


@settings(max_examples=100)
@given(ranges(), st.floats(0.01, 0.99))
def test_the_place_of_a_value_is_where_it_comes_from(factor: Factor, share: float) -> None:
    value = factor.at(share)
    found = factor.place(value)
    assert found is not None
    assert factor.at(found) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("distribution", "below"),
    [
        (UNIFORM, lambda x: (x - 2) / 6),
        (LOGUNIFORM, lambda x: np.log(x / 2) / np.log(4)),
        (TRIANGULAR, lambda x: (x - 2) ** 2 / 6 if x < 3 else 1 - (8 - x) ** 2 / 30),
        (
            NORMAL,
            lambda x: (
                (NormalDist(3, 2).cdf(x) - NormalDist(3, 2).cdf(2))
                / (NormalDist(3, 2).cdf(8) - NormalDist(3, 2).cdf(2))
            ),
        ),
    ],
)
def test_below_a_value_lies_its_share(distribution: str, below: object) -> None:
    factor = Factor("a", "lever", 2, 8, distribution=distribution, mode=3, mean=3, sd=2)
    assert callable(below)
    for share in (0.001, 0.1, 0.3, 0.5, 0.9, 0.999):
        assert below(factor.at(share)) == pytest.approx(share, abs=1e-9)


def test_choices_and_whole_numbers_share_the_places_equally() -> None:
    shares = (np.arange(1200) + 0.5) / 1200
    choice = Factor("a", "lever", values=("x", "y", "z"), distribution=CHOICE)
    whole = Factor("a", "lever", 2, 5, whole=True)
    assert [sum(choice.at(s) == v for s in shares) for v in "xyz"] == [400] * 3
    assert [sum(whole.at(s) == v for s in shares) for v in (2, 3, 4, 5)] == [300] * 4
    assert (choice.at(1.0), whole.at(1.0), whole.at(0.0)) == ("z", 5, 2)
    assert isinstance(whole.at(0.4), int)
    peaked = Factor("a", "lever", 0, 10, distribution=TRIANGULAR, mode=4, whole=True)
    assert {type(peaked.at(s)) for s in shares} == {int}


def test_a_value_outside_has_no_place() -> None:
    assert Factor("a", "lever", 2, 5).place(7) is None
    assert Factor("a", "lever", 2, 5).place("two") is None
    assert Factor("a", "lever", values=(1, 2), distribution=CHOICE).place(3) is None
    with pytest.raises(ValueError, match="has choices"):
        _ = Factor("a", "lever", values=(1, 2), distribution=CHOICE).ends
