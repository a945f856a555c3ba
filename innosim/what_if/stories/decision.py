"""One decision at a gate: its terms, its score, what the draw made of it, in numbers and words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innosim.what_if.stories.records import Record

PREFIX = "term_"
SHOWN = 4
"""Terms that a sentence names; the others are added up as the rest."""

FINEST = 2.0**-24
"""Draws are recorded with 24 bits."""

PASSING = ("accepted", "accepted_with_conditions", "mandated")
UNWEIGHED = ("rule", "convention")
"""Outcomes that let an idea pass, and those that no weighing led to."""

TERMS = {
    "base": ("starting score", "starting score"),
    "merit": ("merit", "lack of merit"),
    "novelty": ("novelty", "novelty without equal standing"),
    "risk": ("risk", "risk in the eyes of the reviewer"),
    "alignment": ("alignment of those concerned", "lack of alignment"),
    "champion": ("a determined champion", "a champion without energy"),
    "bridging": ("a team that speaks to leaders", "a team that does not speak to leaders"),
    "fit": ("fit with priorities", "poor fit with priorities"),
    "inaction": ("the risk of not innovating", "no risk in not innovating"),
    "crisis": ("pressure of a crisis", "pressure of a crisis"),
    "trust": ("trust of the public", "distrust of the public"),
    "story": ("a story framed for the reviewer", "a story framed for others"),
}
"""Each term in words, where it speaks for the idea and where it speaks against it."""

OUTCOMES = {
    "accepted": "says yes",
    "accepted_with_conditions": "turns a refusal into a yes with conditions (yes-and)",
    "mandated": "refuses it, but it passes as one of the experiments that are expected",
    "rejected": "says no",
    "held": "neither agrees nor refuses: it stays in the queue",
    "rule": "stops it, because a rule stands against it",
    "convention": "stops it because of a rule that does not exist but is believed to",
}


@dataclass(frozen=True)
class Decision:
    """A row of the table gates.

    Attributes:
        record: where it stands.
        week: week of the decision.
        post: post of the reviewer.
        layer: layer of the reviewer.
        terms: the terms of the score, logits, by name.
        score: their sum as recorded, logit.
        probability: probability of a yes.
        luck: the uniform number drawn; below the probability is a yes.
        outcome: what it came to, one of `OUTCOMES`.
        panel: reviewers side by side, one of whom is enough.
    """

    record: Record
    week: int
    post: int
    layer: int
    terms: Mapping[str, float]
    score: float
    probability: float
    luck: float
    outcome: str
    panel: int

    @property
    def margin(self) -> float:
        """Score less the score at which this draw turns, logit: positive above it."""
        return self.score - score_needed(self.luck, self.panel)

    @property
    def weighed(self) -> bool:
        """Whether the score and the draw decided, and not a rule."""
        return self.outcome not in UNWEIGHED

    @property
    def passed(self) -> bool:
        """Whether it let the idea pass."""
        return self.outcome in PASSING


def decision(record: Record, panel: int) -> Decision:
    """A decision from its row in the table gates."""
    names = [name for name in record.values if name.startswith(PREFIX)]
    return Decision(
        record=record,
        week=record["week"],
        post=record["post"],
        layer=record["layer"],
        terms={name.removeprefix(PREFIX): record[name] for name in names},
        score=record["score"],
        probability=record["probability"],
        luck=record["luck"],
        outcome=record["outcome"],
        panel=panel,
    )


def chance(score: float, panel: int = 1) -> float:
    """Probability of a yes at a score: 1 - (1 - 1 / (1 + exp(-score))) ** panel."""
    return 1.0 - (1.0 / (1.0 + math.exp(score))) ** panel


def score_needed(luck: float, panel: int = 1) -> float:
    """The score at which the chance of a yes equals a draw; the inverse of `chance`."""
    luck = min(max(luck, FINEST), 1.0 - FINEST)
    no = (1.0 - luck) ** (1.0 / panel)
    return math.log((1.0 - no) / no)


def hundredths(terms: Mapping[str, float]) -> dict[str, int]:
    """Terms in hundredths that add up to their sum in hundredths (largest remainders)."""
    down = {name: math.floor(100.0 * term) for name, term in terms.items()}
    missing = round(100.0 * math.fsum(terms.values())) - sum(down.values())
    order = sorted(terms, key=lambda name: (down[name] - 100.0 * terms[name], name))
    return {name: down[name] + (name in order[:missing]) for name in terms}


def term_words(name: str, size: float) -> str:
    """A term in words."""
    in_favour, against = TERMS.get(name, (name.replace("_", " "),) * 2)
    return in_favour if size >= 0 else against


def signed(number: float) -> str:
    """A number with two decimals and its sign, as in "+0.60" and "−0.31"."""
    text = f"{abs(number):.2f}"
    return text if text == "0.00" else f"{'−' if number < 0 else '+'}{text}"


def counted(one: Decision) -> dict[str, int]:
    """What is named of a decision, in hundredths, largest first: terms, "rest", "together".

    The terms and the rest add up to the score as it is shown.
    """
    sizes = hundredths(one.terms)
    ordered = sorted(sizes, key=lambda name: (-abs(sizes[name]), name))
    named = [name for name in ordered if sizes[name]]
    rest = {"rest": sum(sizes[n] for n in named[SHOWN:])} if len(named) > SHOWN else {}
    return {n: sizes[n] for n in named[:SHOWN]} | rest | {"together": sum(sizes.values())}


def weighing(one: Decision) -> str:
    """What counted, largest first, adding up to the score as it is shown."""
    shown = counted(one)
    together = signed(shown.pop("together") / 100)
    parts = [f"{_named(name, size)} {signed(size / 100)}" for name, size in shown.items()]
    return f"What counted: {', '.join(parts) or 'nothing'}; together {together}."


def _named(name: str, size: float) -> str:
    return "the rest" if name == "rest" else term_words(name, size)


def fortune(one: Decision) -> str:
    """What luck did: the draw against the chance, and by how much the score fell short or not."""
    chance_of, draw = apart(one.probability, one.luck)
    yes = one.luck < one.probability
    if not one.weighed:
        would = "a yes" if yes else "a no"
        return f"That did not matter here: chance {chance_of}, draw {draw} would have been {would}."
    gap = f"{abs(one.margin):.2f}" if abs(one.margin) >= 0.005 else "less than 0.01"
    if yes:
        return f"Chance {chance_of}, draw {draw}: a yes, with {gap} to spare."
    return f"Chance {chance_of}, draw {draw}: not a yes; {gap} more would have made it one."


def apart(first: float, second: float) -> tuple[str, str]:
    """Two numbers with as few decimals, from two to seven, as tell them apart."""
    for digits in range(2, 8):
        texts = f"{first:.{digits}f}", f"{second:.{digits}f}"
        if texts[0] != texts[1]:
            break
    return texts
