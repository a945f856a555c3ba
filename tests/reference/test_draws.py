"""The reference's own keyed draws are those of innosim."""

from __future__ import annotations

import numpy as np
import pytest

from innosim.streams import Streams, beta_quantile, identity, poisson_counts
from tests.reference.draws import BITS, Draws, beta, fold, poisson

WHO = (0, 1, 479, 2**32 + 5, 2**63 + 11, BITS)


@pytest.mark.parametrize("seed", [0, 7, 2**40 + 3, 2**64 + 9])
def test_draws(seed: int) -> None:
    ours, theirs, who = Draws(seed), Streams([seed]), np.array(WHO, np.uint64)
    for when in (0, 1, 5200):
        for name in ("uniform", "normal", "exponential"):
            expected = getattr(theirs, name)("gates/accepts", who, when)
            found = [getattr(ours, name)("gates/accepts", one, when) for one in WHO]
            assert found == pytest.approx(expected.tolist(), rel=1e-13, abs=1e-15)
    uniform = [ours.uniform("crises", one) for one in WHO]
    assert uniform == theirs.uniform("crises", who).tolist()


def test_identities() -> None:
    for parts in [(0, 0, 0), (12, 104, 1), (519_779, 5_199, 1_025)]:
        assert [fold(*parts)] == identity(*(np.array([part]) for part in parts)).tolist()


def test_distributions() -> None:
    luck = Streams([3]).uniform("any", np.arange(300))
    for a, b in [(2.0, 5.0), (18.0, 2.0), (4.0, 6.0)]:
        found = [beta(one, a, b) for one in luck.tolist()]
        assert found == pytest.approx(beta_quantile(luck, a, b).tolist(), abs=1e-12)
    for mean in (0.001, 0.3, 4.0):
        found_counts = [poisson(one, mean) for one in luck.tolist()]
        assert found_counts == poisson_counts(luck, np.full(len(luck), mean)).tolist()
