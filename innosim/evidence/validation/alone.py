"""The bare model, in which a claim stands alone.

All mechanisms are off but those that the claim names as its own, and those without which there
are no ideas and no uses at all (`CARRIERS`). What shows there is built in; what shows in the whole
model only comes from rules that work together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from innosim import catalogue
from innosim.errors import InputError
from innosim.evidence.ablation import MECHANISM, Rule, rules
from innosim.evidence.validation.claim import Claim, Settings

CARRIERS = (
    "generation: individual level",
    "adoption: imitation",
    "adoption: spontaneous adoption",
)
"""What stays on in the bare model: ideas have to come from somewhere and be taken up."""

DECAY = "signals: signals decay"
"""The rule through which what leaders do reaches the signals."""


@cache
def _mechanisms() -> dict[str, Rule]:
    return {rule.key: rule for rule in rules() if rule.kind == MECHANISM}


def own_rules(claim: Claim) -> tuple[str, ...]:
    """The mechanisms that a claim names, and those whose switch or lever its arms move.

    Raises:
        InputError: if it names a mechanism that does not exist.
    """
    known = _mechanisms()
    for name in claim.own:
        if name not in known:
            raise InputError(f"claim {claim.name!r}: there is no mechanism {name!r}")
    touched = set(_touched(claim))
    found = {key for key, rule in known.items() if touched & set(rule.off)}
    if any(key.startswith("signals.") and key.split(".")[1][:5] != "base_" for key in touched):
        found.add(DECAY)
    return tuple(key for key in known if key in found | set(claim.own))


def _touched(claim: Claim) -> Iterable[str]:
    """The keys in which arms differ, and the levers that their interventions move."""
    arms = list(claim.arms().values())
    for key in {key for arm in arms for key in arm}:
        if key == "interventions":
            kinds = [delivery["kind"] for arm in arms for delivery in arm.get(key, [])]
            for kind in kinds:
                yield from _moved_by(claim, kind)
        else:
            yield key


def _moved_by(claim: Claim, kind: str) -> tuple[str, ...]:
    if kind not in catalogue.interventions():
        raise InputError(f"claim {claim.name!r}: there is no intervention {kind!r}")
    declared = catalogue.intervention(kind)
    return (*declared.effects, *declared.once, *declared.pulse)


def bare(claim: Claim) -> Settings:
    """The settings that switch off all mechanisms but the claim's own and the carriers."""
    stays = {*own_rules(claim), *CARRIERS}
    settings: dict[str, Any] = {}
    for key, rule in _mechanisms().items():
        if key not in stays:
            settings.update(rule.off)
    for key in stays:
        for setting in _mechanisms()[key].off:
            settings.pop(setting, None)
    return settings
