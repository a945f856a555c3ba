"""The range of an assumption."""

from __future__ import annotations

import pytest

from innosim import load
from innosim.experiments.screening.factors import Factor, assumed
from innosim.parameters import facts


def factor(value, low, high):
    return Factor("a.b", value, low, high, isinstance(value, int), "", "")


@pytest.mark.parametrize(
    ("value", "low", "high", "ends"),
    [
        (3.0, 0, 20, (1.5, 6.0)),
        (0.5, 0, 1, (1 / 3, 2 / 3)),
        (0.8, 0.1, 0.9, (2 / 3, 8 / 9)),
        (-1.0, -5, 5, (-1.693147, -0.306853)),
        (5, 1, 1000, (2, 10)),
        (1.0, 0, 1, (0.5, 1.0)),
        (8.0, 0, 10, (4.0, 10.0)),
        (2.0, None, None, (1.0, 4.0)),
    ],
)
def test_the_ends_of_the_range(value, low, high, ends):
    found = factor(value, low, high)
    assert (found.at(0.0), found.at(1.0)) == pytest.approx(ends, abs=1e-6)


@pytest.mark.parametrize("value", [3.0, 0.5, 0.07, 7])
def test_the_middle_is_what_is_assumed(value):
    assert factor(value, 0, 20 if value > 1 else 1).at(0.5) == pytest.approx(value)


def test_each_assumed_number_is_declared_so_and_keeps_within_its_bounds():
    scenario = load("small-service")
    found = assumed(scenario)
    assert len({one.key for one in found}) == len(found) > 100
    for one in found:
        section, name = one.key.split(".")
        declared = facts(type(scenario.section(section)).model_fields[name])
        assert "assumed" in declared["source"]
        for share in (0.0, 1 / 3, 2 / 3, 1.0):
            assert one.low is None or one.at(share) >= one.low
            assert one.high is None or one.at(share) <= one.high


def test_what_rests_at_zero_or_does_not_run_is_left_out():
    keys = {one.key for one in assumed(load("small-service", ["switches.gates=false"]))}
    assert not [key for key in keys if key.startswith("gates.")]
    assert "energy.slack" not in keys
    assert "politics.signal" not in keys
