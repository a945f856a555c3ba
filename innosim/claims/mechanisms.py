"""Every mechanism moves what it is declared to move; the declarations stay with the processes."""

from __future__ import annotations

from innosim.ablation import MECHANISM, rules
from innosim.validation.readings import Weekly
from innosim.validation.two_arms import TwoArms

TITLE = "Rules of the model"

CLAIMS = tuple(
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
    if rule.kind == MECHANISM
)
