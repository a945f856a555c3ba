"""All claims: found in `innosim.evidence.claims`, group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from innosim import catalogue
from innosim.errors import InputError
from innosim.evidence.validation.claim import Claim


@dataclass(frozen=True)
class Group:
    """The claims of one module of `innosim.evidence.claims`.

    Attributes:
        name: of the module.
        title: in words.
        claims: in the order of the module.
        untested: what of the sources in its field cannot be tested, by number, with the reason.
    """

    name: str
    title: str
    claims: tuple[Claim, ...]
    untested: dict[str, str]


def ledger() -> list[Group]:
    """All groups, in the order of the names of their modules.

    Raises:
        InputError: if two claims have one name.
    """
    groups = [
        Group(name, module.TITLE, module.CLAIMS, getattr(module, "UNTESTED", {}))
        for name, module in catalogue.claims().items()
    ]
    names = Counter(claim.name for group in groups for claim in group.claims)
    twice = [name for name, number in names.items() if number > 1]
    if twice:
        raise InputError(f"two claims have the name {twice[0]!r}; name one of them otherwise")
    return groups


def chosen(groups: Sequence[Group], only: Sequence[str]) -> list[Claim]:
    """The claims of all groups, or those that are asked for.

    Args:
        groups: all groups.
        only: names of groups or claims, numbers of hypotheses and patterns ("H1"), or rows of the
            seed texts ("row 23").

    Raises:
        InputError: if nothing has one of these names.
    """
    if not only:
        return [claim for group in groups for claim in group.claims]
    known = {name for group in groups for claim in group.claims for name in _names(group, claim)}
    for name in only:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.3)
            raise InputError(
                f"--only {name}: no claim or group has that name; did you mean {near[0]!r}?"
                if near
                else f"--only {name}: there are: {', '.join(group.name for group in groups)}"
            )
    wanted = set(only)
    return [c for group in groups for c in group.claims if wanted & set(_names(group, c))]


def _names(group: Group, claim: Claim) -> tuple[str, ...]:
    return (group.name, claim.name, *claim.known_as, *(f"row {row}" for row in claim.rows))
