"""Spread of practices, against exact answers through the process `adoption`.

Checks "4 sigma" fail by chance with probability 6.3e-5 each; the seeds are fixed, so that they
cannot come and go. All others are exact.
"""

from __future__ import annotations

import pytest

from tests.theory import spread
from tests.theory.textbook import Check

pytestmark = pytest.mark.xdist_group("exact answers")  # each is worked out once, for the page, too


def assert_met(checks: list[Check]) -> None:
    """All checks are met, and there is one at least."""
    assert checks
    assert [check for check in checks if not check.met] == []


def test_bass() -> None:
    """Bass 1969, Management Science 15:215: the weekly map of p = .03 and q = .38 a year.

    Four checks at 4 sigma, the standard error from the exact chain of 1,000 people.
    """
    checks = spread.bass()
    published = (0.035608, 0.084658, 0.329554, 0.811322)
    assert [check.exact for check in checks] == pytest.approx(published, abs=5e-7)
    assert_met(checks)


def test_bass_of_few() -> None:
    """Bass 1969 among 200 people, against the exact chain of the week. Four at 4 sigma."""
    assert_met(spread.bass_of_few())


def test_innovators_only() -> None:
    """Bass 1969 with q = 0: exponential saturation. Two checks at 4 sigma, binomial."""
    assert_met(spread.innovators_only())


def test_imitators_only() -> None:
    """Bass 1969 with p = 0: logistic growth. Three checks at 4 sigma."""
    assert_met(spread.imitators_only())


@pytest.mark.parametrize("response", ["linear", "product"])
def test_contagion(response: str) -> None:
    """Susceptible and infected on a complete graph (Kermack and McKendrick 1927, no recovery).

    Against the exact chain of the week. Four checks at 4 sigma for each response.
    """
    assert_met(spread.contagion(response))


def test_thresholds() -> None:
    """Granovetter 1978, AJS 83:1420: 100 rioters; after one small change a single one. Exact."""
    assert_met(spread.thresholds())


@pytest.mark.parametrize("deviation", [0.10, 0.20])
def test_normal_thresholds(deviation: float) -> None:
    """Granovetter 1978: the fixed point below and above the critical spread of .1222.

    The count is exact for the thresholds drawn; one check at 4 sigma of the share.
    """
    assert_met(spread.normal_thresholds(deviation))


@pytest.mark.parametrize(("degree", "size"), [(2.0, 0.79681), (3.0, 0.94048)])
def test_giant_component(degree: float, size: float) -> None:
    """Erdos and Renyi 1960: S = 1 - exp(-c S); variance of the giant component by Stepanov 1970.

    The reach is exact for each graph; one check at 4 sigma of the largest.
    """
    checks = spread.giant_component(degree)
    assert checks[-1].exact == pytest.approx(size, abs=5e-6)
    assert_met(checks)


def test_wave_on_a_ring() -> None:
    """Centola and Macy 2007, AJS 113:702: two contacts needed, two people a week. Exact."""
    assert_met(spread.wave())


def test_no_wave_on_random_ties() -> None:
    """Centola and Macy 2007: on random 4-regular graphs complex contagion stops.

    The reach is exact for each pair of seeds; two checks at 4 sigma of how many grow at all
    (27 / 4N on average; a right model fails the larger graph once in about 200, since three
    pairs of 200 are beyond the bound there; the seed is fixed).
    """
    assert_met(spread.no_wave())


@pytest.mark.parametrize("response", ["product", "linear"])
def test_all_states(response: str) -> None:
    """The chance of a week, 1 - (1 - p)(1 - q f) or 1 - exp(-p - q f), on a graph of six people.

    The distribution over all 64 sets of users by enumeration; chi-square within 4 standard
    deviations, which a right model misses with a probability of about 3e-4.
    """
    assert_met(spread.all_states(response))
