"""Reasons: why ideas were stopped at gates, as shares that add up to one.

Counted are visits that ended without a yes (`innosim.what_if.xray.visits`): one idea stopped at one
gate weighs one. A rule, whether it exists or is only believed to, is the whole reason of what it
stopped; "no time" is that of an idea which dropped out or grew too old without any review there.

What was refused after weighing is explained from the recorded terms. With score s, the chance of a
no is r = (1 / (1 + exp(s)))^panel. Each term is compared with a neutral one: penalties (novelty,
risk) and terms that may go either way with 0; support that every idea has more or less of
(alignment, champion) with its mean over all reviews of the run. The shortfalls d_i, 0 where a term
is neutral or better, add up to d, and r_0 is the chance of a no at the score s + d. Of such a
refusal the share r_0 / r would have come anyway ("no special reason"); the rest is shared in
proportion to d_i. That is the attribution of r - r_0 by Aumann and Shapley (1974, Values of
Non-Atomic Games) along the straight way from the neutral idea to this one, and with the same luck
the chance that the neutral idea would have passed. An idea that dropped out after it had been held
back is explained by the last of these reviews.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innosim.organisation.apportion import apportion
from innosim.what_if.xray.visits import STOPPED, Columns, Visits

FloatArray = NDArray[np.float64]

PREFIX = "term_"
SUPPORT = ("alignment", "champion")
"""Terms that are held against their mean over all reviews."""

NEVER = ("base", "inaction", "crisis")
"""Terms that are no reason: what every idea starts from, and what can only help."""


@dataclass(frozen=True)
class Reason:
    """One reason: its name, its label, what it means, and the terms that it stands for."""

    name: str
    label: str
    meaning: str
    terms: tuple[str, ...] = ()


RISK = Reason(
    "risk",
    "risk",
    "what may go wrong, in the eyes of the reviewer; a public that trusts little",
    ("risk", "trust"),
)
INCUMBENT = Reason(
    "incumbent",
    "incumbent favoured",
    "what is new has less standing than the known way",
    ("novelty",),
)
PRIORITY = Reason(
    "priority", "unclear priority", "it does not seem to fit the priorities", ("fit",)
)
UNDERSTANDING = Reason(
    "understanding",
    "not understood",
    "those concerned are less at ease with it than usual, or nobody translates it for those who "
    "decide",
    ("alignment", "bridging", "story"),
)
CASE = Reason(
    "case",
    "weak case",
    "little merit, as far as it can be seen, or no determined champion",
    ("merit", "champion"),
)
ANYWAY = Reason(
    "anyway", "no special reason", "an idea with nothing against it would have heard no as well"
)
CONVENTION = Reason("convention", "believed rule", "a rule was thought to stand against it")
RULE = Reason("rule", "rule", "a rule stands against it")
NO_TIME = Reason("no_time", "no time", "nobody reviewed it until it dropped out or was too old")
OTHER = Reason("other", "other", "terms that this page does not know")
REASONS = (
    *(RISK, INCUMBENT, PRIORITY, UNDERSTANDING, CASE),
    *(CONVENTION, RULE, NO_TIME, ANYWAY, OTHER),
)
"""All reasons, in the order of tables and figures."""

_BY_TERM = {term: place for place, reason in enumerate(REASONS) for term in reason.terms}
_PLACE = {reason.name: place for place, reason in enumerate(REASONS)}
_WITHOUT_TERMS = {"rule": RULE, "convention": CONVENTION}


def terms_of(names: Sequence[str]) -> tuple[str, ...]:
    """The columns among these that hold terms of the score."""
    return tuple(name for name in names if name.startswith(PREFIX))


def neutral(gates: Sequence[Columns]) -> dict[str, float]:
    """The neutral value of each term, from all reviews of all replicates."""
    found = {}
    for column in terms_of(list(gates[0])) if gates else ():
        term = column.removeprefix(PREFIX)
        whole = np.concatenate([table[column] for table in gates]).astype(np.float64)
        found[term] = float(whole.mean()) if term in SUPPORT and len(whole) else 0.0
    return found


def weights(
    visits: Visits, gates: Columns, neutral_terms: Mapping[str, float], panel: int = 1
) -> FloatArray:
    """The part of each reason (columns as `REASONS`) in each stopped visit; rows add up to 1."""
    review = visits.review[visits.ended(*STOPPED)]
    found = np.zeros((len(review), len(REASONS)))
    found[review < 0, _PLACE[NO_TIME.name]] = 1.0
    seen = (review >= 0).nonzero()[0]
    outcome = gates["outcome"][review[seen]].astype(str)
    for word, reason in _WITHOUT_TERMS.items():
        found[seen[outcome == word], _PLACE[reason.name]] = 1.0
    weighed = ~np.isin(outcome, list(_WITHOUT_TERMS))
    rows = review[seen[weighed]]
    found[seen[weighed]] = _weighed(gates, rows, neutral_terms, panel)
    return found


def _weighed(
    gates: Columns, rows: NDArray[np.int64], neutral_terms: Mapping[str, float], panel: int
) -> FloatArray:
    """The part of each reason in reviews that weighed the idea."""
    short = np.zeros((len(rows), len(REASONS)))
    for term, usual in neutral_terms.items():
        if term not in NEVER:
            gap = usual - gates[PREFIX + term][rows].astype(np.float64)
            short[:, _BY_TERM.get(term, _PLACE[OTHER.name])] += np.maximum(gap, 0.0)
    total = short.sum(axis=1)
    score = gates["score"][rows].astype(np.float64)
    anyway = _ratio_of_refusals(score, score + total, panel)
    part = np.divide(1.0 - anyway, total, out=np.zeros(len(rows)), where=total > 0)
    found = short * part[:, None]
    found[:, _PLACE[ANYWAY.name]] += np.where(total > 0, anyway, 1.0)
    return found


def _ratio_of_refusals(score: FloatArray, without: FloatArray, panel: int) -> FloatArray:
    """Chance of a no at the second score over that at the first; safe for any score."""
    ratio: FloatArray = np.exp(panel * (np.logaddexp(0.0, score) - np.logaddexp(0.0, without)))
    return ratio


def shares(found: FloatArray) -> FloatArray:
    """Mean part of each reason over the stopped visits; not numbers without any."""
    if not len(found):
        return np.full(len(REASONS), np.nan)
    mean: FloatArray = found.mean(axis=0)
    return mean


def per_mille(share: FloatArray) -> NDArray[np.int64]:
    """Thousandths that add up to 1000, by largest remainders; all 0 where nothing is defined."""
    if np.isnan(share).any():
        return np.zeros(len(share), np.int64)
    return apportion(1000, share)
