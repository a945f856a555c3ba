"""Claims that rules of the model make of themselves, taken from their declarations."""

from __future__ import annotations

from innosim.evidence.ablation import rules
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.two_arms import TwoArms


def declared(kind: str) -> tuple[TwoArms, ...]:
    """The claim of each rule of a kind, `MECHANISM` or `INTERVENTION`."""
    return tuple(
        TwoArms(
            name=rule.key,
            statement=rule.phrase,
            rows=rule.rows,
            given=rule.given,
            on=rule.on,
            off=rule.off,
            reading=Weekly(rule.moves),
            sign=rule.sign,
        )
        for rule in rules()
        if rule.kind == kind
    )
