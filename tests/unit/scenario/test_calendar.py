"""Weeks and dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.calendar import date_of, week_of

starts = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(starts, st.integers(0, 5200), st.integers(0, 6))
def test_every_day_of_a_week_is_in_it(start: date, week: int, weekday: int) -> None:
    assert week_of(date_of(week, start) + timedelta(days=weekday), start) == week


@given(starts, st.integers(1, 1000))
def test_days_before_the_start_are_refused(start: date, days: int) -> None:
    with pytest.raises(ValueError, match="before the start"):
        week_of(start - timedelta(days=days), start)
