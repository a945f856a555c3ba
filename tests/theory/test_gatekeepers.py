"""Gates and pilots, against exact answers through the processes `gates` and `pilots`.

Checks "4 sigma" fail by chance with probability 6.3e-5 each; the seeds are fixed.
"""

from __future__ import annotations

import pytest

from tests.theory import gatekeepers
from tests.theory.test_spread import assert_met

pytestmark = pytest.mark.xdist_group("exact answers")  # each is worked out once, for the page, too


def test_gate_chain() -> None:
    """Independent gates: Pg = A / (A + eta (1 - A)), the chain Pg^k, the time negative binomial.

    Feller 1968, chapter VI.8. Five checks at 4 sigma and one distribution (Dvoretzky, Kiefer and
    Wolfowitz 1956 with Massart's constant, also 6.3e-5).
    """
    assert_met(gatekeepers.gate_chain())


def test_same_luck() -> None:
    """Coupling: on the same luck, more acceptance loses no idea (Lindvall 1992). Exact."""
    assert_met(gatekeepers.same_luck())


@pytest.mark.parametrize("probability", [0.2, 0.5])
def test_bypass(probability: float) -> None:
    """Each gate is passed with b + (1 - b) Pg. One check at 4 sigma."""
    assert_met(gatekeepers.bypass(probability))


@pytest.mark.parametrize("n", [2, 3, 5])
def test_hierarchy(n: int) -> None:
    """Sah and Stiglitz 1986, AER 76:716: p^n. Two checks at 4 sigma."""
    assert_met(gatekeepers.hierarchy(n))


@pytest.mark.parametrize("n", [2, 3, 5])
def test_polyarchy(n: int) -> None:
    """Sah and Stiglitz 1986, AER 76:716: 1 - (1 - p)^n. Two checks at 4 sigma."""
    assert_met(gatekeepers.polyarchy(n))


@pytest.mark.parametrize(("yes", "asks"), [(0.8, 10), (0.95, 10), (0.9, 5)])
def test_small_asks(yes: float, asks: int) -> None:
    """Pressman and Wildavsky 1973, Implementation: y^n. One check at 4 sigma."""
    assert_met(gatekeepers.small_asks(yes, asks))


def test_funnel() -> None:
    """Kemeny and Snell 1960, Finite Markov Chains: (I - Q)^-1 R and (I - Q)^-1 1.

    Five checks at 4 sigma.
    """
    assert_met(gatekeepers.funnel())


def test_queue() -> None:
    """One server in weekly steps, arrivals before reviews, binomial service; chain by enumeration.

    Two checks at 4 sigma, the standard error from 400 independent reviewers.
    """
    assert_met(gatekeepers.queue())


def test_overloaded_queue() -> None:
    """More arrivals than reviews: growth at the difference of the rates. One check at 4 sigma."""
    assert_met(gatekeepers.overload())
