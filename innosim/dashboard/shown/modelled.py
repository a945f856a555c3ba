"""What the page Model shows, as plain values: equations with present numbers, claims, limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from innosim import card, catalogue
from innosim.analysis.words import minus
from innosim.dashboard.shown.documents import claims, equations, plain
from innosim.evidence.validation.claim import Claim
from innosim.evidence.validation.ledger import ledger
from innosim.evidence.validation.verdicts import Verdict
from innosim.evidence.validation.words import NUMBERS, UNITS_TOLD, in_numbers
from innosim.limits import LIMITS
from innosim.phrases import INTERPRETED, PHRASES
from innosim.scenario.schema import Delivery, Scenario

Plain = dict[str, Any]

ASSUMED = "assumed"
MEANINGS = {
    Verdict.BUILT_IN: "put into the equations; that it shows is no evidence for it",
    Verdict.EMERGENT: "shows in the whole model, but not with the claim's own rules alone",
    Verdict.NOT_SHOWN: "cannot be told from no effect, or is smaller than the claim says",
    Verdict.CONTRARY: "goes the other way, beyond luck",
}
"""What each verdict on a claim means."""


def model(scenario: Scenario) -> Plain:
    """Equations, parameters with their present values, and where numbers come from.

    Args:
        scenario: whose values are present.
    """
    phases = [
        {
            "name": phase["name"],
            "meaning": phase["meaning"],
            "processes": [_process(one, scenario) for one in phase["processes"]],
        }
        for phase in _card()["phases"]
    ]
    sections = [
        {
            "name": section["name"],
            "summary": section["summary"],
            "rows": _rows(section["name"], section["parameters"], scenario),
        }
        for section in _card()["sections"]
    ]
    own = [one for phase in phases for one in phase["processes"]]
    rows = [row for one in (*own, *sections) for row in one["rows"]]
    return {
        "purpose": _card()["purpose"],
        "phases": [phase for phase in phases if phase["processes"]],
        "sections": sections,
        "numbers": len(rows),
        "assumed": sum(ASSUMED in row["source"] for row in rows),
        "moved": moved(scenario),
        "sourced": [row for row in rows if ASSUMED not in row["source"]],
    }


@cache
def _card() -> card.Card:
    return card.whole()


def _process(one: Plain, scenario: Scenario) -> Plain:
    rows = _rows(one["name"], one["parameters"], scenario)
    present = scenario.section(one["name"])
    values = {row["name"]: getattr(present, row["name"]) for row in rows}
    switches = scenario.section(one["switch"].partition(".")[0])
    return {
        "name": one["name"],
        "on": bool(getattr(switches, one["name"])),
        "summary": one["summary"],
        "description": [plain(text) for text in one["description"].split("\n\n") if text],
        "equations": list(_equations(equations().get(one["name"], ""), values)),
        "rows": rows,
        "rules": [f"{rule['phrase']}{_places(rule['rows'])}" for rule in one["mechanisms"]],
    }


def _places(rows: tuple[int, ...]) -> str:
    found = "; ".join(PHRASES[row][1] for row in rows if row in PHRASES)
    return f" ({found})" if found else ""


def _rows(section: str, parameters: list[Plain], scenario: Scenario) -> list[Plain]:
    present = scenario.section(section)
    return [
        {
            "name": each["name"],
            "key": f"{section}.{each['name']}",
            "value": _said(getattr(present, each["name"])),
            "default": _said(each["default"]),
            "unit": each["unit"] or "",
            "source": each["source"] or ASSUMED,
            "meaning": plain(each["meaning"]),
        }
        for each in parameters
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value)
    return "none" if value in (None, (), [], "") else str(value)


def _number(value: float) -> str:
    return minus(f"{value:g}")


def _equations(markdown: str, values: Mapping[str, Any]) -> Iterator[Plain]:
    """Equations as they are and with numbers in the place of names, and the text between them."""
    for place, part in enumerate(markdown.split("```")):
        if place % 2:
            text = part.strip("\n")
            yield {"equation": text, "numbers": with_numbers(text, values)}
        else:
            yield from ({"text": plain(each)} for each in part.split("\n\n") if each.strip())


def with_numbers(equation: str, values: Mapping[str, Any]) -> str:
    """An equation with the values of parameters in the place of their names.

    Args:
        equation: with names.
        values: by name; what is no number, as a list or a choice, keeps its name.
    """
    numbers = {
        name: f"({value:g})" if value < 0 else f"{value:g}"
        for name, value in values.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    if not numbers:
        return equation
    names = re.compile(rf"\b(?<![.\w])({'|'.join(map(re.escape, numbers))})\b(?!\.)")
    return names.sub(lambda match: numbers[match[1]], equation)


def moved(scenario: Scenario) -> list[list[str]]:
    """Which numbers practices and interventions of a scenario move, when and by how much.

    The heads come first; it is empty without any.
    """
    factors, units, rows = scenario.factors(), _units(), []
    for one in scenario.deliveries():
        declared = catalogue.intervention(one.kind)
        kinds = ((declared.effects, "while it acts"), (declared.once, "pushed at each start"))
        for shifts, how in (*kinds, (declared.pulse, "in the week of each start")):
            for name, shift in sorted(shifts.items()):
                by = _number(factors.get(one.kind, 1.0) * one.strength * shift)
                when = _when(one, scenario.horizon)
                rows.append([declared.title, when, name, by, units.get(name, ""), how])
    return [["What", "When", "Number", "By", "Unit", "How"], *rows] if rows else []


@cache
def _units() -> dict[str, str]:
    """The unit of each number."""
    own = [one for phase in _card()["phases"] for one in phase["processes"]]
    return {
        f"{one['name']}.{each['name']}": each["unit"] or ""
        for one in (*own, *_card()["sections"])
        for each in one["parameters"]
    }


def _when(one: Delivery, horizon: int) -> str:
    weeks = f"weeks {one.start} to {horizon if one.end is None else one.end}"
    return weeks if one.every is None else f"{weeks}, every {one.every} weeks"


@cache
def claimed() -> Plain:
    """The ledger of claims: what each says, what was found, and how many there are of each."""
    found, rows = claims()["claims"], []
    for group in ledger():
        for claim in group.claims:
            one = found.get(claim.name)
            if one is not None:
                rows.append(_claim(claim, group.title, one))
    number = Counter(row["verdict"] for row in rows)
    verdicts = [
        {"name": str(verdict), "count": number[str(verdict)], "meaning": meaning}
        for verdict, meaning in MEANINGS.items()
    ]
    return {
        "rows": rows,
        "verdicts": verdicts,
        "groups": [group.title for group in ledger()],
        "units": UNITS_TOLD,
    }


def _claim(claim: Claim, group: str, one: Plain) -> Plain:
    whole = one["whole"]
    return {
        "name": claim.name,
        "group": group,
        "verdict": one["verdict"],
        "statement": one["statement"],
        "source": one["source"],
        "expected": one["expected"],
        "found": in_numbers([whole[name] for name in NUMBERS], claim.unit),
        "known_as": ", ".join(one["known_as"]),
    }


def limits() -> list[Plain]:
    """What the model cannot tell."""
    return [{"title": one.title, "text": plain(one.text), "plain": one.plain} for one in LIMITS]


def phrases() -> list[list[str]]:
    """What the two texts say, with the place; the heads first."""
    rows = [
        [str(number), said, place, "interpreted" if number in INTERPRETED else "as said"]
        for number, (said, place) in PHRASES.items()
    ]
    return [["Row", "What is said", "Where", "How it is taken"], *rows]
