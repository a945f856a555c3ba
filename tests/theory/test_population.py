"""People and signals, against exact answers through the model's own processes.

Checks "4 sigma" fail by chance with probability 6.3e-5 each; the seeds are fixed.
"""

from __future__ import annotations

import pytest

from tests.theory import population
from tests.theory.test_spread import assert_met

pytestmark = pytest.mark.xdist_group("exact answers")  # each is worked out once, for the page, too


def test_signal_decay() -> None:
    """A push of a signal fades geometrically (discrete: .49532 after a half-life). Exact."""
    assert_met(population.signal_decay())


def test_energy() -> None:
    """A linear difference equation: E* + (E0 - E*)(1 - r)^t. Single precision."""
    assert_met(population.energy())


def test_consensus() -> None:
    """DeGroot 1974, JASA 69:118: c <- W c, consensus at pi' c. Single precision."""
    assert_met(population.consensus())


def test_outlook() -> None:
    """An autoregressive process of order 1 (Yule 1927). Two checks at 4 sigma."""
    assert_met(population.outlook())


@pytest.mark.parametrize("yearly", [0.075, 0.089, 0.127, 0.136])
def test_turnover(yearly: float) -> None:
    """A constant hazard: weekly 1 - (1 - A)^(1/52), survivors (1 - A)^10. Two at 4 sigma."""
    assert_met(population.turnover(yearly))


def test_poisson() -> None:
    """Independent rare events: variance = mean. Two checks at 4 sigma."""
    assert_met(population.poisson())


def test_crises() -> None:
    """Shot noise (Campbell 1909): variance over mean above 1, by the exact amount.

    Two checks at 4 sigma.
    """
    checks = population.crises()
    assert checks[-1].model > 2.0
    assert_met(checks)


def test_everything_off() -> None:
    """A seed is a history to the last bit; other seeds are independent.

    Six comparisons at 4 sigma (five correlations, of which the largest is shown, and one count).
    """
    assert_met(population.everything_off())
