"""The conditions of a discovery as sentences and tables, for a terminal, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim.analysis.parts import Cells, Part
from innosim.analysis.words import CAUTION, number

Facts = Mapping[str, Any]


def parts(facts: Facts) -> Iterator[Part]:
    """The sections, one after the other."""
    yield Part(f"{_capital(looked_for(facts))}: {facts['experiment']}", [_opening(facts)])
    for found in facts["searches"]:
        table = _table(found) if found["finding"] else []
        yield Part(f"Conditions on {over(found)}", [*sentences(facts, found)], table)
        yield Part(f"Trade-off over {over(found)}", [_trade(facts, found)], _curve(found))
    yield Part("How to read this", [*_notes(facts), CAUTION])


def looked_for(facts: Facts) -> str:
    """As in "worlds with new normal practices below 3.1 per 100 staff a year"."""
    unit = "" if facts["unit"] in ("", "share") else f" {facts['unit']}"
    label = facts["label"][0].lower() + facts["label"][1:]
    return f"worlds with {label} {facts['side']} {_bound(facts)}{unit}"


def _bound(facts: Facts) -> str:
    """To three digits, which tells bounds apart that lie close together."""
    if facts["unit"] == "share":
        return f"{100 * facts['bound']:.3g} %"
    return f"{facts['bound']:.3g}"


def _opening(facts: Facts) -> str:
    given = f" with {' and '.join(facts['given'])}" if facts["given"] else ""
    told = (
        f"{facts['hits']} of {facts['points']} worlds{given} are looked for "
        f"({number(facts['hits'] / facts['points'], 'share')}). A world is a point of the "
        f"experiment, seen in the mean of its {facts['replicates']} "
        f"{'run' if facts['replicates'] == 1 else 'runs'}."
    )
    if facts["left_out"]:
        told += (
            f" {facts['left_out']} points are left out because a run has no number there; if that "
            "has to do with the factors, conditions may be missed."
        )
    return told


def over(found: Facts) -> str:
    """What the conditions are on."""
    return "levers and uncertainties" if found["over"] == "all" else str(found["over"])


def conditions(found: Facts) -> str:
    """The box in words, as in "a is below 0.4 and b above 0.6"."""
    said: dict[str, list[str]] = {}
    for one in found["box"]:
        words = said.setdefault(one["factor"], [])
        if one["words"] not in words:
            words.append(one["words"])
    return " and ".join(
        f"{factor} is {' and '.join(words).removeprefix('is ')}" for factor, words in said.items()
    )


def sentences(facts: Facts, found: Facts) -> Iterator[str]:
    """What was found, how sure it is and what follows."""
    if not found["finding"]:
        yield _nothing(facts, found)
        return
    coverage, density, base = (
        number(found[key], "share") for key in ("coverage", "density", "base")
    )
    yield (
        f"{_capital(looked_for(facts))} are found mainly where {conditions(found)}: "
        f"{coverage} of them lie there, and {density} of the worlds there are such, against "
        f"{base} of all."
    )
    yield _follows(found)
    yield _sure(facts, found)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _follows(found: Facts) -> str:
    outside = "none" if not found["outside"] else number(found["outside"], "share")
    if found["over"] == "levers":
        return (
            f"What to do: with the levers outside the box {outside} of the worlds of this "
            "experiment are such."
        )
    return f"Outside these conditions {outside} of the worlds are such."


def _sure(facts: Facts, found: Facts) -> str:
    as_good = found["p"] * (facts["shuffles"] + 1) - 1
    told = (
        f"Luck: of {facts['shuffles']} searches with the outcomes shuffled over the worlds, "
        f"{as_good:.0f} found a box as good as this one (p = {found['p']:.2g})."
    )
    coverage, density = found["elsewhere"]
    if coverage is None:
        return f"{told} In halves of the worlds no box was found."
    return (
        f"{told} Boxes found in one half of the worlds have a coverage of "
        f"{number(coverage, 'share')} and a density of {number(density, 'share')} in the other "
        "half."
    )


def _nothing(facts: Facts, found: Facts) -> str:
    return (
        f"No finding: no conditions on {over(found)} tell such worlds from the others better "
        f"than luck would. The best box is no better than that of {100 * found['p']:.0f} in 100 "
        f"searches in shuffled outcomes; a finding needs at most {100 * facts['error']:.0f}. That "
        "does not say that there is nothing: more points or replicates may show it."
    )


def _table(found: Facts) -> list[Cells]:
    rows: list[Cells] = [
        ("condition", "kind", "quasi-p", "coverage without", "density without", "recurs in halves")
    ]
    for one in found["box"]:
        words = one["words"] if one["words"].startswith("is ") else f"is {one['words']}"
        rows.append(
            (
                f"{one['factor']} {words}",
                one["kind"],
                _p(one["quasi_p"]),
                *(
                    number(one[key], "share")
                    for key in ("coverage_without", "density_without", "recurs")
                ),
            )
        )
    return rows


def _p(value: float) -> str:
    return "< .001" if value < 0.001 else f"{value:.3f}"


def _trade(facts: Facts, found: Facts) -> str:
    if facts["density_wanted"] is None:
        rule = "that goes together best with being such a world (largest phi)"
    else:
        wanted = number(facts["density_wanted"], "share")
        rule = f"with the largest coverage among those with a density of {wanted} or more"
    return (
        "The boxes of the peeling, one row a few steps apart. They are pasted (widened as long as "
        "their density does not fall), and conditions with a quasi-p-value of 5 % or more are "
        f"dropped; that one is chosen of which a box is left {rule}."
    )


_ROWS = 12
"""Rows of the curve that are shown at most."""


def _curve(found: Facts) -> list[Cells]:
    steps = found["curve"]
    every = -(-len(steps) // _ROWS)
    wanted = sorted({*range(0, len(steps), every), found["chosen"], len(steps) - 1})
    rows: list[Cells] = [("box", "coverage", "density", "share of worlds", "factors", "phi", "")]
    for place in wanted:
        step = steps[place]
        shares = (number(step[key], "share") for key in ("coverage", "density", "mass"))
        mark = "chosen" if place == found["chosen"] else ""
        rows.append(
            (str(place), *shares, str(step["restricted"]), f"{step['correlation']:.2f}", mark)
        )
    return rows


def _notes(facts: Facts) -> list[str]:
    return [
        "Coverage: share of the worlds that are looked for that lie in the box. Density: share of "
        "the worlds in the box that are looked for. Both are counted where the box was found; what "
        "the halves say is nearer to what new worlds would show.",
        "Quasi-p: chance of a density as high if the condition were left out and the worlds drawn "
        "from what is left; it knows nothing of the search, which is why the whole box is tested "
        "against searches in shuffled outcomes. In pure luck, at most "
        f"{100 * facts['error']:.0f} of 100 searches find a box.",
        f"Recurs in halves: share of {facts['halves']} random halves of the worlds in which the "
        "search restricts the same factor on the same side.",
        "Conditions say where, within the ranges of this experiment; they are no proof of a cause.",
    ]
