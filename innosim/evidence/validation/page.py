"""The ledger of claims as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from innosim.evidence.validation.claim import Claim
from innosim.evidence.validation.ledger import Group
from innosim.evidence.validation.record import asked
from innosim.evidence.validation.verdicts import Verdict
from innosim.evidence.validation.words import NUMBERS, UNITS_TOLD, in_numbers
from innosim.phrases import PHRASES

HYPOTHESES = tuple(f"H{number}" for number in range(1, 46))
PATTERNS = tuple(f"P{number}" for number in range(1, 11))

HEAD = """# Claims of the sources, and what the model makes of them

Written by `python docs/claims_page.py` from docs/claims.json; `innosim validate` measures. K and O
are the two texts the model is built on (see [mechanisms.md](mechanisms.md)), with the place;
*rows* are the numbers of their phrases. H and P number hypotheses and patterns that the model was
to show; they were set down before the runs, with direction and least effect, and stay as they are.

Two arms of a claim run the same seeds side by side, so that each replicate is a pair on common
random numbers. The service has 640 people in 4 organisations, everything else at its default but
for the conditions that a claim names; runs take 130 weeks with 28 pairs, or 260 weeks with 20
where a claim takes that long. Conditions may be stronger than life: they show the direction of an
effect, not its size at the defaults.

- **built in**: the effect shows, and it still does with all mechanisms switched off but those that
  the claim names as its own (and those that give the model ideas and uses at all:
  {carriers}).
  Such a claim was typed into the equations; that it shows is no evidence for it.
- **emergent**: the effect shows in the whole model, but not with the claim's own rules alone.
- **not shown**: the interval holds zero, or the effect is not surely as large as the claim says.
- **contrary**: the effect goes the other way, beyond noise.

*Found* is the mean difference with its interval of {level} (of a level, the level), and the
difference in per cent of what it is compared with. *Alone* is the same in the bare model; it was
run for what shows in the whole one.
{units}
A claim without any effect behind it comes out as shown with a chance of {alpha:g}, and as contrary
with the same: of {number} such claims {expected:.1g} on average.

"Emergent" is a weak word for a single rule: {leaning} of the emergent claims have a bare effect of
exactly zero, which mostly means that the rule needs another one to act on at all (that what fits a
process is continued needs ideas that fit one). In the bare model ideas are few, too: {wide} of the
emergent claims have a bare interval that holds the whole model's effect ("too imprecise to tell"),
and {empty} have nothing to measure there.
"""


def page(groups: Sequence[Group], recorded: dict[str, Any]) -> str:
    """The page, from the declared claims and the recorded findings."""
    measured = _current(groups, recorded)
    parts = [
        _head({**recorded, "claims": measured}),
        _counts(groups, measured),
        _failing(groups, measured),
    ]
    parts += [_group(group, measured) for group in groups]
    parts += [_where(groups, measured), _untested(groups)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _current(groups: Sequence[Group], recorded: dict[str, Any]) -> dict[str, Any]:
    """The findings of claims that read as they did when they were measured."""
    found, claims = recorded["claims"], [claim for group in groups for claim in group.claims]
    return {
        claim.name: found[claim.name]
        for claim in claims
        if claim.name in found and found[claim.name]["asked"] == asked(claim)
    }


def _head(recorded: dict[str, Any]) -> str:
    from innosim.evidence.validation.alone import CARRIERS

    found = [one for one in recorded["claims"].values() if one["verdict"] == Verdict.EMERGENT]
    empty = [one for one in found if one["alone"]["effect"] is None]
    wide = [one for one in found if one not in empty and _cannot_tell(one)]
    number = len(recorded["claims"])
    return HEAD.format(
        carriers=", ".join(CARRIERS),
        level=f"{1 - 2 * recorded['alpha']:.1%}",
        alpha=recorded["alpha"],
        units=UNITS_TOLD,
        number=number,
        expected=number * recorded["alpha"],
        wide=len(wide),
        leaning=len([one for one in found if one["alone"]["effect"] == 0]),
        empty=len(empty),
    )


def _cannot_tell(one: dict[str, Any]) -> bool:
    """Whether the bare interval holds the whole model's effect, or there is none."""
    alone = one["alone"]
    return alone["effect"] is None or bool(alone["low"] <= one["whole"]["effect"] <= alone["high"])


def _counts(groups: Sequence[Group], measured: dict[str, Any]) -> str:
    verdicts = list(Verdict)
    lines = [
        "## How many",
        "",
        f"| group | {' | '.join(verdicts)} | not measured |",
        f"| --- {'| --- ' * len(verdicts)}| --- |",
    ]
    total: Counter[str] = Counter()
    for group in groups:
        number = Counter(_verdict(claim.name, measured) for claim in group.claims)
        total += number
        lines.append(_count_line(group.title, number))
    return "\n".join([*lines, _count_line("**all**", total)])


def _count_line(title: str, number: Counter[str]) -> str:
    cells = [str(number[verdict]) for verdict in (*Verdict, "not measured")]
    return f"| {title} | {' | '.join(cells)} |"


def _verdict(name: str, measured: dict[str, Any]) -> str:
    return str(measured[name]["verdict"]) if name in measured else "not measured"


def _failing(groups: Sequence[Group], measured: dict[str, Any]) -> str:
    lines = ["## What contradicts a source", ""]
    for verdict, opening in (
        (Verdict.CONTRARY, "The model does the opposite of what is said:"),
        (Verdict.NOT_SHOWN, "The model does not show what is said:"),
    ):
        claims = [c for g in groups for c in g.claims if _verdict(c.name, measured) == verdict]
        lines += [opening, "", *(_in_plain_words(c, measured[c.name]) for c in claims), ""]
        if not claims:
            lines[-1:] = ["- nothing", ""]
    return "\n".join(lines)


def _in_plain_words(claim: Claim, one: dict[str, Any]) -> str:
    found = one["whole"]
    given = f" (given `{one['given']}`)" if one["given"] else ""
    note = f"; {found['note']}" if found["note"] else ""
    known = f"{', '.join(one['known_as'])}: " if one["known_as"] else ""
    source = f" ({one['source']})" if one["source"] else ""
    return (
        f"- **{known}{one['statement']}**{source}. Expected: {one['expected']}{given}. "
        f"Found: {_numbers(found, claim)}{note}."
    )


def _numbers(found: dict[str, Any], claim: Claim) -> str:
    return in_numbers([found[name] for name in NUMBERS], claim.unit)


def _group(group: Group, measured: dict[str, Any]) -> str:
    lines = [
        f"## {group.title}",
        "",
        "| claim | source | expected | verdict | found | alone |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for claim in group.claims:
        if claim.name in measured:
            lines.append(_line(claim, measured[claim.name]))
        else:
            lines.append(f"| {claim.name} | {claim.places} | {claim.expected} | not measured | | |")
    return "\n".join(lines)


def _line(claim: Claim, one: dict[str, Any]) -> str:
    known = f" ({', '.join(one['known_as'])})" if one["known_as"] else ""
    rows = f"; rows {', '.join(map(str, one['rows']))}" if one["rows"] else ""
    given = f"; given `{one['given']}`" if one["given"] else ""
    alone = _numbers(one["alone"], claim) if one["alone"] else ""
    if one["verdict"] == Verdict.EMERGENT and _cannot_tell(one):
        alone += "; too imprecise to tell"
    note = f"; {one['whole']['note']}" if one["whole"]["note"] else ""
    cells = [
        f"**{claim.name}**{known}: {one['statement']}",
        f"{one['source']}{rows}",
        f"{one['expected']}{given}",
        one["verdict"],
        f"{_numbers(one['whole'], claim)}{note}",
        alone,
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _where(groups: Sequence[Group], measured: dict[str, Any]) -> str:
    lines = ["## Hypotheses and patterns", "", "| | claims |", "| --- | --- |"]
    for number in (*HYPOTHESES, *PATTERNS):
        named = [c.name for g in groups for c in g.claims if number in c.known_as]
        if named:
            cells = [f"{name} ({_verdict(name, measured)})" for name in named]
            lines.append(f"| {number} | {'; '.join(cells)} |")
    return "\n".join(lines)


def _untested(groups: Sequence[Group]) -> str:
    lines = ["## What has no claim yet", ""]
    reasons = untested(groups)
    return "\n".join([*lines, *(f"- {what}: {reasons[what]}" for what in missing(groups))])


def untested(groups: Sequence[Group]) -> dict[str, str]:
    """What the groups say that they do not test, and why."""
    return {what: why for group in groups for what, why in group.untested.items()}


def missing(groups: Sequence[Group]) -> Iterator[str]:
    """Rows of the seed texts, hypotheses and patterns that no claim is about."""
    rows = {row for group in groups for claim in group.claims for row in claim.rows}
    known = {name for group in groups for claim in group.claims for name in claim.known_as}
    yield from (f"row {row}" for row in PHRASES if row not in rows)
    yield from (name for name in (*HYPOTHESES, *PATTERNS) if name not in known)
