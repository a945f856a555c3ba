"""Which arms a set of claims needs, each of them once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

import innosim
from innosim.arms import quiet, varied
from innosim.errors import InputError, InputErrors
from innosim.evidence.validation.alone import bare
from innosim.evidence.validation.claim import Claim, Settings
from innosim.evidence.validation.readings import Reading
from innosim.evidence.validation.service import service
from innosim.scenario.schema import Scenario

DECIDES = (
    *("world", "processes", "interventions", "metrics", "organisation", "scenario"),
    *("engine.py", "delivery.py", "ensemble.py", "streams.py", "parameters.py", "contracts.py"),
    *(f"evidence/validation/{part}.py" for part in ("measures", "readings", "plan")),
)
"""The parts of the package on which the numbers of an arm depend."""


def model_digest() -> str:
    """Hash of the code and the NumPy that an arm's numbers come from; other code, other arms."""
    return code_digest(DECIDES)


@cache
def code_digest(parts: tuple[str, ...]) -> str:
    """Hash of some folders and files of the package, and of the version of NumPy."""
    root, digest = Path(innosim.__file__).parent, hashlib.sha256(np.__version__.encode())
    for part in parts:
        path = root / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@dataclass
class Arm:
    """A scenario to run, and what to read off it."""

    scenario: Scenario
    pairs: int
    salt: str = ""
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for arms of equal settings, code and size."""
        words = f"{self.scenario.digest()} {self.pairs} {self.salt} {model_digest()}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]

    @property
    def weeks(self) -> int:
        """Replicate-weeks."""
        return self.pairs * self.scenario.horizon


@dataclass
class Plan:
    """The arms of some claims.

    Attributes:
        arms: by key.
        of: for each claim's name, the keys of its arms by their labels.
    """

    arms: dict[str, Arm] = field(default_factory=dict)
    of: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def weeks(self) -> int:
        """Replicate-weeks of all arms."""
        return sum(arm.weeks for arm in self.arms.values())


Extra = Callable[[Claim], Settings]


def whole(claim: Claim) -> Settings:
    """Nothing but what the claim says."""
    return {}


def plan(claims: Sequence[Claim], pairs: int, under: Extra = whole) -> Plan:
    """The arms of claims, with at most so many pairs, over the settings that `under` gives.

    Raises:
        InputError: all that is wrong with any claim, such as an intervention that is not there.
    """
    made, errors = Plan(), []
    for claim in claims:
        try:
            made.of[claim.name] = {
                label: _add(made, arm, claim) for label, arm in _arms(claim, pairs, under)
            }
        except (InputError, ValueError) as error:
            errors.append(_named(claim, error))
    if errors:
        raise InputErrors(errors)
    return made


def alone(claims: Sequence[Claim], pairs: int) -> Plan:
    """The same arms in the bare model."""
    return plan(claims, pairs, bare)


def _arms(claim: Claim, pairs: int, under: Extra) -> Iterable[tuple[str, Arm]]:
    size = claim.size.fewer(pairs)
    start = varied(varied(service(size), under(claim)), claim.given)
    for label, settings in claim.arms().items():
        salt = label if claim.apart else ""
        yield label, Arm(quiet(varied(start, settings)), size.pairs, salt)


def _add(made: Plan, arm: Arm, claim: Claim) -> str:
    key = arm.key
    shared = made.arms.setdefault(key, arm)
    shared.readings |= {reading.name: reading for reading in claim.readings()}
    return key


def _named(claim: Claim, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    first = " ".join(str(error).split())
    return InputError(f"claim {claim.name!r}: {first}")
