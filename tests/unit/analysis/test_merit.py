"""What decides: regressions against answers by hand, and made-up worlds whose answer is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim.analysis import merit
from innosim.analysis.merit import Sample
from innosim.analysis.regression import adjusted_r2, correlation, logit_slopes
from tests.unit.analysis.handmade import written


def test_adjusted_r2_by_hand() -> None:
    """Products 2, squares 5 and 1: R2 is 4/5; adjusted for one cause 1 - 1/5 x 3/2."""
    outcome, cause = np.array([0.0, 0, 1, 1]), np.arange(4.0)[:, None]
    assert adjusted_r2(outcome, cause) == pytest.approx(0.7)


def test_logit_slope_by_hand() -> None:
    """One of four succeeds without the cause, three of four with it: log 9."""
    outcome = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    cause = np.column_stack([np.repeat([0.0, 1.0], 4), np.ones(8)])
    slopes = logit_slopes(outcome, cause)
    assert slopes[0] == pytest.approx(np.log(9))
    assert np.isnan(slopes[1])


@pytest.mark.parametrize(
    "outcome", [np.zeros(6), np.ones(6), np.zeros(0), np.array([0.0, 0, 0, 1, 1, 1])]
)
def test_slopes_that_are_not_defined(outcome: NDArray[np.float64]) -> None:
    """No success, no failure, no idea, and a cause that tells them apart without fail."""
    cause = np.arange(len(outcome), dtype=float)[:, None]
    assert np.isnan(logit_slopes(outcome, cause)).all()


def test_variance_that_cannot_be_explained() -> None:
    assert np.isnan(adjusted_r2(np.zeros(9), np.arange(9.0)[:, None]))
    assert np.isnan(adjusted_r2(np.array([0.0, 1.0]), np.arange(2.0)[:, None]))
    assert adjusted_r2(np.array([0.0, 1, 0, 1]), np.ones((4, 2))) == 0
    assert np.isnan(correlation(np.ones(3), np.arange(3.0)))


def made_up(chance: Callable[[NDArray[np.float64]], NDArray[np.float64]], seed: int) -> Sample:
    """Many ideas whose chance of success is a function of their causes."""
    luck = np.random.default_rng(seed)
    causes = luck.random((40_000, len(merit.CAUSES)))
    return Sample((luck.random(len(causes)) < chance(causes)).astype(float), causes)


def test_where_merit_is_blind_its_share_is_nothing() -> None:
    blind = made_up(lambda causes: 0.1 + 0.4 * causes[:, merit.URGE], 1)
    assert merit.merit_share(blind) < 0.02
    assert abs(merit.merit_slope(blind)) < 4 * 0.04


def test_where_only_merit_decides_its_share_is_all() -> None:
    fair = made_up(lambda causes: 0.1 + 0.4 * causes[:, merit.MERIT], 2)
    assert merit.merit_share(fair) > 0.98
    assert abs(merit.coincidence(fair)) < 4 / len(fair.success) ** 0.5


def test_where_merit_and_champion_count_the_same_the_share_is_half() -> None:
    """Standard error of the share about .04; three of them."""
    mixed = made_up(lambda c: 0.1 + 0.2 * c[:, merit.MERIT] + 0.2 * c[:, merit.URGE], 3)
    assert merit.merit_share(mixed) == pytest.approx(0.5, abs=0.12)


def test_slopes_are_those_that_were_put_in() -> None:
    """Standard errors below .05; four of them."""
    sample = made_up(
        lambda c: 1 / (1 + np.exp(2.0 - 1.5 * c[:, merit.MERIT] - 0.5 * c[:, merit.FIT])), 4
    )
    assert merit.merit_slope(sample) == pytest.approx(1.5, abs=0.2)
    assert merit.fit_slope(sample) == pytest.approx(0.5, abs=0.2)


def test_coincidence_by_hand() -> None:
    """Success exactly where champion, gate and window come together."""
    causes = np.zeros((4, len(merit.CAUSES)))
    causes[:, merit.URGE] = [1, 1, 1, 0]
    causes[:, merit.AVERSION] = [0, 1, 0, 0]
    causes[:, merit.WINDOW] = [1, 1, 0, 1]
    assert merit.coincidence(Sample(np.array([1.0, 0, 0, 0]), causes)) == pytest.approx(1)


def test_the_jackknife_of_a_mean_is_its_t_interval() -> None:
    samples = [Sample(np.array([value]), np.zeros((1, 5))) for value in (1.0, 2.0, 3.0)]
    half = merit._half_width(lambda ideas: float(ideas.success.mean()), samples)
    assert half == pytest.approx(4.3027 / np.sqrt(3), abs=1e-4)


def test_pooled_over_replicates() -> None:
    samples = [made_up(lambda c: 0.1 + 0.4 * c[:, merit.MERIT], seed) for seed in range(3)]
    share = next(measure for measure in merit.MERITS if measure.name == "merit_share")
    alone = np.array([merit.merit_share(one) for one in samples])
    found = merit.pooled(share, alone, samples)
    assert found.mean == merit.merit_share(merit.together(samples))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.mean <= found.high <= 1
    assert found.values == tuple(alone)


def test_no_success_and_no_idea(tmp_path: Path) -> None:
    none = merit.sample(written(tmp_path / "none"))
    assert len(none.success) == 0
    failed = Sample(np.zeros(50), np.random.default_rng(1).random((50, 5)))
    for sample in (none, failed):
        assert all(np.isnan(estimate(sample)) for estimate in merit.ESTIMATORS.values())
