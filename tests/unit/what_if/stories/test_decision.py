"""Terms, chances and margins in numbers and words."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.processes import _gate_review, _gate_terms
from innosim.what_if.stories.decision import (
    OUTCOMES,
    PASSING,
    TERMS,
    UNWEIGHED,
    Decision,
    chance,
    fortune,
    hundredths,
    score_needed,
    signed,
    weighing,
)
from innosim.what_if.stories.records import Record

SIZES = st.floats(-20, 20, width=32)


def made(terms: dict[str, float], luck: float, outcome: str, panel: int = 1) -> Decision:
    score = math.fsum(terms.values())
    record = Record("gates", 0, {})
    return Decision(record, 4, 1, 1, terms, score, chance(score, panel), luck, outcome, panel)


def test_every_term_and_outcome_of_the_model_has_words() -> None:
    assert TERMS.keys() == _gate_terms.TERMS.keys()
    assert set(OUTCOMES) == set(_gate_review.OUTCOMES)
    assert {_gate_review.OUTCOMES[code] for code in _gate_review.PASSING} == set(PASSING)
    assert {
        _gate_review.OUTCOMES[c] for c in (_gate_review.BY_RULE, _gate_review.BY_CONVENTION)
    } == set(UNWEIGHED)


@given(st.dictionaries(st.sampled_from(sorted(TERMS)), SIZES, min_size=1))
def test_rounded_terms_add_up_to_the_rounded_score(terms: dict[str, float]) -> None:
    rounded = hundredths(terms)
    assert sum(rounded.values()) == round(100.0 * math.fsum(terms.values()))
    assert all(abs(rounded[name] - 100.0 * terms[name]) <= 1 for name in terms)


@given(st.dictionaries(st.sampled_from(sorted(TERMS)), SIZES, min_size=1))
def test_the_numbers_of_a_sentence_add_up_to_its_last(terms: dict[str, float]) -> None:
    text = weighing(made(terms, 0.5, "held")).replace("−", "-")
    *parts, together = [float(number) for number in re.findall(r"[+-]?\d+\.\d\d", text)]
    assert sum(parts) == pytest.approx(together, abs=1e-9)
    named = [abs(part) for part in parts[:4]]
    assert named == sorted(named, reverse=True)


@given(st.floats(0.001, 0.999), st.integers(1, 9))
def test_the_score_needed_has_the_draw_as_its_chance(luck: float, panel: int) -> None:
    assert chance(score_needed(luck, panel), panel) == pytest.approx(luck, abs=1e-9)


def test_draws_at_the_ends_have_a_finite_margin() -> None:
    assert math.isfinite(score_needed(0.0))
    assert math.isfinite(score_needed(1.0))


@given(SIZES, st.floats(0.01, 0.99), st.integers(1, 9))
def test_the_margin_is_positive_where_the_draw_is_a_yes(
    score: float, luck: float, panel: int
) -> None:
    one = made({"base": score}, luck, "held", panel)
    if abs(one.probability - luck) > 1e-9:
        assert (one.margin > 0) == (luck < one.probability)


def test_a_weighing_by_hand() -> None:
    terms = {"base": 0.6, "merit": -0.3, "novelty": -0.9, "risk": 0.0, "fit": 0.29}
    one = made(terms, 0.4225, "rejected")
    assert weighing(one) == (
        "What counted: novelty without equal standing −0.90, starting score +0.60, lack of merit "
        "−0.30, fit with priorities +0.29; together −0.31."
    )
    # The chance is 1 / (1 + exp(0.31)) = 0.42312; the draw turns at log(0.4225 / 0.5775) = -0.3125.
    assert one.probability == pytest.approx(0.42312, abs=1e-5)
    assert one.margin == pytest.approx(0.0025, abs=1e-4)


def test_what_is_left_is_added_up() -> None:
    terms = dict.fromkeys(("base", "merit", "champion", "risk", "fit", "trust"), 0.25)
    assert "the rest +0.50; together +1.50." in weighing(made(terms, 0.5, "accepted"))
    assert weighing(made({"base": 0.0}, 0.5, "held")) == "What counted: nothing; together 0.00."


@pytest.mark.parametrize(
    ("luck", "outcome", "words"),
    [
        (0.25, "accepted", "Chance 0.50, draw 0.25: a yes, with 1.10 to spare."),
        (0.75, "held", "Chance 0.50, draw 0.75: not a yes; 1.10 more would have made it one."),
        (0.5004, "rejected", "Chance 0.5000, draw 0.5004: not a yes; less than 0.01 more would"),
        (0.25, "convention", "That did not matter here: chance 0.50, draw 0.25 would have been a"),
    ],
)
def test_what_luck_did(luck: float, outcome: str, words: str) -> None:
    assert fortune(made({"base": 0.0}, luck, outcome)).startswith(words)


def test_signs() -> None:
    assert [signed(0.6), signed(-0.314), signed(-0.004), signed(0.0)] == [
        "+0.60",
        "−0.31",
        "0.00",
        "0.00",
    ]
