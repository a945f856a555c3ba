"""What gates do, against small tables worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.analysis import gatekeeping
from tests.unit.analysis.handmade import reviews, written


def test_errors_by_hand(tmp_path: Path) -> None:
    """Good: refused, expired, through; bad: through, refused. The rest is not the gates' doing."""
    ideas = {
        "merit": np.array([0.6, 0.7, 0.9, 0.5, 0.2, 0.9, 0.9, 0.9]),
        "stage": [
            *("rejected", "expired", "failed", "embedded", "rejected"),
            *("withdrawn", "gate", "cancelled"),
        ],
        "reached_pilot": np.array([-1, -1, 20, 30, -1, -1, -1, -1]),
    }
    run = written(tmp_path / "r", ideas=ideas)
    assert gatekeeping.good_refused(run) == pytest.approx(2 / 3)
    assert gatekeeping.bad_let_through(run) == pytest.approx(1 / 2)


def test_gates_that_decided_nothing(tmp_path: Path) -> None:
    run = written(tmp_path / "r")
    assert np.isnan(gatekeeping.good_refused(run))
    assert np.isnan(gatekeeping.bad_let_through(run))
    assert np.isnan(gatekeeping.parity_gap(run))


def test_parity_gap_by_hand(tmp_path: Path) -> None:
    """At score 0 with a penalty of log 3: .75 instead of .5; without a penalty nothing: .125."""
    gates = reviews([np.log(3), 1.0], [-np.log(3), 0.0])
    assert gatekeeping.parity_gap(written(tmp_path / "r", gates=gates)) == pytest.approx(0.125)


def test_parity_gap_with_a_panel() -> None:
    """Two side by side: 1 - .25^2 less 1 - .5^2."""
    usual = gatekeeping._acceptance(np.array([np.log(3)]), 2)
    assert usual - gatekeeping._acceptance(np.zeros(1), 2) == pytest.approx(0.1875)


def test_no_reviews(tmp_path: Path) -> None:
    assert np.isnan(gatekeeping.parity_gap(written(tmp_path / "r", gates=reviews([], []))))
