"""What gates do to ideas: how they treat what is new, and how often they are wrong.

An idea is good if its merit is above .5, the merit that counts neither for nor against it at a
gate. The gates refuse an idea that is rejected, or that expires before a pilot because nobody
decided; they let through what reaches a pilot. Ideas that end otherwise before a pilot (their
champion left, politics cancelled them) and those still waiting are not counted. Looked at are the
ideas of the cohort. To refuse a good idea is called an error of type II here and to let a bad one
through an error of type I, as in a test of "this idea is not good".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.analysis.measures import Measure, ratio
from innosim.analysis.run import Run

GOOD = 0.5
REFUSED = ("rejected", "expired")

BoolArray = NDArray[np.bool_]


def good_refused(run: Run) -> float:
    """Of the good ideas that the gates refused or let through, the share refused (type II)."""
    good, through, refused = _decided(run)
    return ratio((good & refused).sum(), (good & (refused | through)).sum())


def bad_let_through(run: Run) -> float:
    """Of the bad ideas that the gates refused or let through, the share let through (type I)."""
    good, through, refused = _decided(run)
    return ratio((~good & through).sum(), (~good & (refused | through)).sum())


def _decided(run: Run) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Which ideas of the cohort are good, were let through, and were refused."""
    good = run.natures["merit"][run.early] > GOOD
    through = run.cohort["reached_pilot"] >= 0
    refused = np.isin(run.natures["stage"][run.early], REFUSED) & ~through
    return good, through, refused


def parity_gap(run: Run) -> float:
    """Acceptance of the same idea without novelty, less its acceptance; mean over all reviews.

    Worked out from the recorded terms, not by regression: for a review with score s and term of
    novelty t, the incumbent-like idea of equal merit has the score s - t and all else the same.
    With A(s) = 1 - (1 - 1 / (1 + exp(-s)))^panel, the gap is the mean of A(s - t) - A(s). 0 where
    parity is full or novelty is not penalised; in [-1, 1], in practice never below 0. Not a number
    without recorded reviews.
    """
    if not {"score", "term_novelty"} <= set(run.results.names("gates")):
        return float("nan")
    reviews = run.results.of_replicate("gates", run.replicate, ["score", "term_novelty"])
    if not len(reviews["score"]):
        return float("nan")
    panel = int(run.results.manifest.scenario.get("gates", {}).get("panel", 1))
    score = reviews["score"].astype(np.float64)
    usual = score - reviews["term_novelty"]
    return float((_acceptance(usual, panel) - _acceptance(score, panel)).mean())


def _acceptance(score: NDArray[np.float64], panel: int) -> NDArray[np.float64]:
    refusal: NDArray[np.float64] = 1.0 / (1.0 + np.exp(score))
    return 1.0 - refusal**panel


GATEKEEPING: tuple[Measure, ...] = (
    Measure(
        "parity_gap",
        "Parity gap",
        "share",
        "how much more often a review would accept the same idea if nothing about it were new",
        parity_gap,
        rows=(32, 39),
        bounds=(-1.0, 1.0),
    ),
    Measure(
        "good_refused",
        "Good ideas refused (type II error)",
        "share",
        "of the ideas with merit above .5 that gates decided on, those rejected or left to expire",
        good_refused,
        rows=(5, 34),
    ),
    Measure(
        "bad_let_through",
        "Bad ideas let through (type I error)",
        "share",
        "of the ideas with merit of .5 or less that gates decided on, those that reached a pilot",
        bad_let_through,
        rows=(5, 34),
    ),
)
