"""Each of the four signals, raised from .2 to .8, moves what the sources say it moves.

The test is that of `tests.directional.service`: one-sided, wrong once in a thousand for a signal
without effect. The full ledger of claims is `innosim validate`.
"""

from __future__ import annotations

import pytest

from innosim.arms import Arms, varied
from innosim.evidence.claims._settings import FAST, SIGNALS
from innosim.evidence.validation.finding import ALPHA
from innosim.evidence.validation.service import STANDARD, service

MOVES = [
    ("clarity", "proposals", 1, {}),
    ("clarity", "fit", 1, {}),
    ("parity", "gate_pass", 1, {}),
    ("parity", "novelty_of_pilots", 1, {}),
    ("suitability", "pilot_success", 1, {}),
    ("normality", "pilots", 1, {}),
    ("normality", "embedded", 1, FAST),
]


ARMS = Arms(sorted({metric for _, metric, _, _ in MOVES}), STANDARD.pairs)


@pytest.mark.parametrize(("signal", "metric", "sign", "given"), MOVES)
def test_the_signal_shows(signal, metric, sign, given):
    start, levels = varied(service(STANDARD), given), SIGNALS[signal]
    high, low = varied(start, levels(0.8)), varied(start, levels(0.2))
    effect = ARMS.differences(high, low)[metric]
    assert effect.p_value(sign) < ALPHA, f"{signal}: {metric} {effect.mean:+.3g}, t {effect.t:.1f}"
