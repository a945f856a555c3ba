"""Numbers of claims in words: signs, units, and what is left of nothing."""

from __future__ import annotations

from math import nan

import pytest

from innosim import catalogue, load
from innosim.engine import Simulation
from innosim.evidence.validation import measures
from innosim.evidence.validation.ledger import ledger
from innosim.evidence.validation.readings import RATE, Weekly
from innosim.evidence.validation.words import in_numbers


@pytest.mark.parametrize(
    ("numbers", "unit", "said"),
    [
        ((0.12, 0.1, 0.14, 0.4), "of 1", "+0.12 (+0.1 to +0.14) of 1, +30%"),
        ((-0.406, -0.773, 0.0398, 0.9), "ideas", "−0.406 (−0.773 to +0.0398) ideas, −45%"),
        ((1200.0, 763.0, 1600.0, 0.0), "idea-weeks", "+1200 (+763 to +1600) idea-weeks"),
        ((-9.13e-05, -0.01, 0.01, 1.0), "of 1", "−0.0000913 (−0.01 to +0.01) of 1, 0%"),
        ((1.98e-18, -0.03, 0.03, nan), "", "0 (−0.03 to +0.03)"),
        ((0.0244353, 0.0244353, 0.0244353, 0.0), "of 1", "+0.0244353 of 1 exactly"),
        ((0.0, 0.0, 0.0, 3.0), "ideas", "0 exactly"),
        ((None, None, None, None), "ideas", "no number"),
    ],
)
def test_numbers_have_their_sign_and_unit(
    numbers: tuple[float | None, ...], unit: str, said: str
) -> None:
    assert in_numbers(numbers, unit) == said


def test_what_is_a_count_is_told_per_100_people_and_year() -> None:
    simulation = Simulation(load("small-service", ["horizon=2"]), [1])
    simulation.step()
    for name, metric in catalogue.metrics().items():
        _, whole = metric.measure(simulation.world, 0)
        assert Weekly(name).unit.endswith(RATE) == (whole is None), name


def test_every_claim_has_a_unit() -> None:
    assert [c.name for group in ledger() for c in group.claims if not c.unit] == []
    assert all(callable(getattr(measures, name)) for name in measures.UNITS)
