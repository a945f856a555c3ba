"""Weeks and dates: week 0 begins on the start date of a scenario, each week has seven days."""

from __future__ import annotations

from datetime import date, timedelta


def week_of(day: date, start: date) -> int:
    """The week that a day falls in.

    Raises:
        ValueError: if the day is before the start.
    """
    if day < start:
        raise ValueError(f"{day} is before the start of the scenario, {start}")
    return (day - start).days // 7


def date_of(week: int, start: date) -> date:
    """The first day of a week."""
    return start + timedelta(weeks=week)
