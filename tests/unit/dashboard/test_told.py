"""Sentences of the pages that depend on how many there are, and hours that add up."""

from __future__ import annotations

import re

import pytest

from innosim.dashboard.shown import view, weighed, words
from innosim.dashboard.state.setting import Step
from innosim.what_if.comparison.quantities import HOURS


@pytest.mark.parametrize(
    ("pairs", "lines", "said"),
    [
        (1, 1, "One run: an example"),
        (1, 2, "One run each: an example"),
        (5, 1, "5 runs, each in a world of its own; the band is"),
        (5, 3, "5 runs each, in the same 5 worlds; bands are"),
    ],
)
def test_what_numbers_rest_on(pairs: int, lines: int, said: str) -> None:
    assert words.rests_on(pairs, lines).startswith(said)


def test_a_world_and_worlds() -> None:
    assert weighed.rests_on(1).startswith("One world: an example")
    assert weighed.rests_on(20).startswith("20 worlds, ")


@pytest.mark.parametrize("parts", [(142.8, 382.75, 64.15), (0.4, 0.4, 0.4), (0.0, 0.0, 0.0)])
def test_hours_of_the_roles_are_those_of_all(parts: tuple[float, ...]) -> None:
    effects = {name: {"difference": part} for name, part in zip(HOURS, parts, strict=True)}
    said = words.spent({"people": 300}, {"effects": effects, "money": None})
    whole, *by_role = [int(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", said)]
    assert whole == sum(by_role) == round(3 * sum(parts))


def test_hours_that_are_saved_are_told_as_they_are() -> None:
    effects = dict(zip(HOURS, ({"difference": one} for one in (-10.0, 4.0, 0.0)), strict=True))
    said = words.spent({"people": 100}, {"effects": effects, "money": None})
    assert "−10 of" in said
    assert "-" not in said


def test_an_event_is_drawn_in_its_week_and_a_lever_to_its_end() -> None:
    event, lever = (view.bar(Step(kind, 20), 156) for kind in ("crisis_shock", "forums"))
    assert (event["start"], event["end"]) == (20, 21)
    assert (lever["start"], lever["end"]) == (20, 156)
