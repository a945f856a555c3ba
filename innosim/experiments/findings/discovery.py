"""Under which conditions outcomes of interest are found in a sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim import __version__
from innosim.analysis import parts
from innosim.errors import InputError
from innosim.experiments.design.factor import LEVER, UNCERTAINTY, Factor
from innosim.experiments.discovery.box import HIGH, LOW, Box, Measure, Variable
from innosim.experiments.discovery.search import ERROR, HALVES, SHUFFLES, Found, Restriction, search
from innosim.experiments.findings import discovery_page as page
from innosim.experiments.findings.cases import Cases, as_text, cases, factor_place, outcomes_of
from innosim.experiments.findings.sensitivity import plain
from innosim.experiments.sweep.outcomes import Outcomes

ALL = "all"
OVER = ("uncertainties", "levers", ALL)
SEED = 1
"""Of the shuffles and halves."""

Facts = dict[str, Any]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Discovery:
    """The conditions under which outcomes are found; a notebook shows it as sentences and tables.

    Attributes:
        facts: all of it as plain values, such as JSON has.
    """

    facts: Facts

    @cached_property
    def figures(self) -> Mapping[str, tuple[Any, str]]:
        """Figures of matplotlib by name, each with a text that says the same."""
        from innosim.figures import discovery

        return discovery.figures(self.facts)

    def __str__(self) -> str:
        return parts.text(page.parts(self.facts))

    def _repr_html_(self) -> str:
        return parts.html(page.parts(self.facts))


@dataclass(frozen=True)
class LookedFor:
    """Which outcomes are looked for; one of the three.

    Attributes:
        above, below: bound of the mean over the runs of a point.
        worst: share of the points, those with the worst means.
    """

    above: float | None = None
    below: float | None = None
    worst: float | None = None

    def hits(self, found: Cases) -> tuple[BoolArray, float, str]:
        """The points that are looked for, the bound, and what they are in words.

        Raises:
            InputError: if not exactly one is asked for, or nothing is worse or better.
        """
        if sum(one is not None for one in (self.above, self.below, self.worst)) != 1:
            raise InputError(
                "say which outcomes are looked for: --above X, --below X or --worst P%"
            )
        if self.above is not None:
            return found.means > self.above, self.above, "above"
        if self.below is not None:
            return found.means < self.below, self.below, "below"
        assert self.worst is not None
        return self._worst(found, self.worst)

    @staticmethod
    def _worst(found: Cases, share: float) -> tuple[BoolArray, float, str]:
        if not 0 < share < 1:
            raise InputError(
                f"--worst {100 * share:g}%: it must be more than 0 % and less than 100 %"
            )
        wanted = found.quantity.wanted
        if wanted == 0:
            raise InputError(
                f"of {found.quantity.name} neither more nor less is worse; say --above X or "
                "--below X"
            )
        if wanted > 0:
            bound = float(np.quantile(found.means, share, method="inverted_cdf"))
            return found.means <= bound, bound, "at most"
        bound = float(np.quantile(found.means, 1 - share, method="inverted_cdf"))
        return found.means >= bound, bound, "at least"


def discover(
    sweep: Outcomes | Path | str,
    metric: str,
    looked_for: LookedFor,
    over: str | None = None,
    given: Sequence[str] = (),
    density: float | None = None,
    without_failed: bool = False,
) -> Discovery:
    """Look for the conditions under which outcomes are found.

    Args:
        sweep: its outcomes, or its folder.
        metric: the quantity.
        looked_for: which values of it.
        over: "uncertainties", "levers" or "all" of them together; without it uncertainties and
            levers are searched one after the other, each while the others vary as they do.
        given: conditions on factors that the points must meet, as "key=value" or "key=low..high",
            such as the levers of one plan.
        density: least share of what is looked for in the box; without it the box is chosen that
            goes together best with what is looked for.
        without_failed: leave out points with runs that have no number.

    Raises:
        InputError: if a name is wrong, runs have no number, or there is too little to search.

    Example:
        >>> from innosim import LookedFor, discover
        >>> discover("nowhere", "embedded", LookedFor(worst=0.25))
        Traceback (most recent call last):
        innosim.errors.InputError: nowhere: there is no sweep in this folder
    """
    if density is not None and not 0 < density <= 1:
        raise InputError(f"a density of {density:g}: it must be more than 0 and at most 1")
    whole = cases(outcomes_of(sweep), metric, without_failed)
    found = _given(whole, given)
    hit, bound, side = looked_for.hits(found)
    searches = [
        _searched(found, hit, (name, places), density)
        for name, places in _kinds(found, over, given).items()
    ]
    quantity = found.quantity
    return Discovery(
        {
            "innosim": __version__,
            "analysis": "discovery",
            "experiment": found.plan.experiment.title,
            "plan": found.plan.digest,
            "metric": quantity.name,
            "label": quantity.label,
            "unit": quantity.unit,
            "side": side,
            "bound": plain(bound),
            "points": len(hit),
            "hits": int(hit.sum()),
            "left_out": whole.left_out,
            "replicates": found.plan.replicates,
            "given": list(given),
            "density_wanted": density,
            "shuffles": SHUFFLES,
            "halves": HALVES,
            "error": ERROR,
            "searches": searches,
        }
    )


def _kinds(found: Cases, over: str | None, given: Sequence[str]) -> dict[str, list[int]]:
    """What is searched, and the places of the factors that vary in it."""
    if over not in (None, *OVER):
        raise InputError(f"there is no {over!r} to search over (there are: {', '.join(OVER)})")
    fixed = {condition.partition("=")[0].strip() for condition in given}
    free = [
        place
        for place, factor in enumerate(found.plan.factors)
        if factor.key not in fixed and len(np.unique(found.column(place))) > 1
    ]
    kinds = {OVER[0]: UNCERTAINTY, OVER[1]: LEVER}
    places = {
        name: [p for p in free if name == ALL or found.plan.factors[p].kind == kinds[name]]
        for name in ((over,) if over else OVER[:2])
    }
    if not any(places.values()):
        what = over if over in kinds else "factors"
        raise InputError(f"no {what} are varied at these points: there is nothing to search")
    return {name: varied for name, varied in places.items() if varied}


def _given(found: Cases, conditions: Sequence[str]) -> Cases:
    """The points that meet conditions on their factors."""
    inside = np.ones(len(found.points), bool)
    for condition in conditions:
        key, equals, asked = (part.strip() for part in condition.partition("="))
        if not equals or not asked:
            raise InputError(f"--given {condition}: say key=value or key=low..high")
        inside &= _meets(found, factor_place(found.plan, key), asked)
    if not inside.any():
        raise InputError(f"no point has {' and '.join(conditions)}")
    return Cases(found.plan, found.quantity, found.points[inside], found.values[inside])


def _meets(found: Cases, place: int, asked: str) -> BoolArray:
    factor, column = found.plan.factors[place], found.column(place)
    low, dots, high = asked.partition("..")
    if not factor.numeric:
        known = [as_text(value) for value in factor.values]
        if asked not in known:
            raise InputError(f"{factor.key} is never {asked} (it is: {', '.join(known)})")
        return column == known.index(asked)
    try:
        first, last = float(low), float(high if dots else low)
    except ValueError:
        raise InputError(f"{factor.key}={asked}: a number, or low..high, is needed") from None
    met: BoolArray = (column >= first) & (column <= last)
    return met


def _searched(
    found: Cases, hit: BoolArray, searched: tuple[str, list[int]], density: float | None
) -> Facts:
    name, places = searched
    factors = [found.plan.factors[place] for place in places]
    x = np.stack([found.column(place) for place in places], axis=1)
    variables = [
        Variable(f.key, () if f.numeric else tuple(map(as_text, f.values))) for f in factors
    ]
    result = search(variables, x, hit, density, SEED)
    outside = Measure(
        result.measure.points,
        result.measure.hits,
        result.measure.points - result.measure.within,
        result.measure.hits - result.measure.hits_within,
    )
    return {
        "over": name,
        "factors": [_factor(factor) for factor in factors],
        "finding": result.finding,
        "p": plain(result.p),
        "box": [_restriction(factors, result.box, one) for one in result.restrictions],
        **_numbers(result.measure),
        "outside": plain(outside.density),
        "elsewhere": [plain(value) for value in result.elsewhere],
        "recurrence": _recurrence(factors, result),
        "curve": _curve(result),
        "chosen": result.chosen,
        "picture": [_strip(factor, x[:, i], hit, result) for i, factor in enumerate(factors)],
    }


def _factor(factor: Factor) -> Facts:
    return {"key": factor.key, "kind": factor.kind, "unit": factor.unit, "meaning": factor.meaning}


def _numbers(found: Measure) -> Facts:
    return {
        "coverage": plain(found.coverage),
        "density": plain(found.density),
        "mass": plain(found.mass),
        "base": plain(found.base),
        "within": found.within,
        "hits_within": found.hits_within,
    }


def _restriction(factors: Sequence[Factor], box: Box, found: Restriction) -> Facts:
    factor, limits = factors[found.place], box.limits[found.place]
    return {
        "factor": factor.key,
        "kind": factor.kind,
        "side": found.side,
        "bound": {LOW: plain(limits.low), HIGH: plain(limits.high)}.get(found.side),
        "words": condition(factor, box, found.place, found.side),
        "quasi_p": plain(found.quasi_p),
        "coverage_without": plain(found.without.coverage),
        "density_without": plain(found.without.density),
        "recurs": plain(found.recurs),
    }


def condition(factor: Factor, box: Box, place: int, side: str) -> str:
    """One restriction in words, without the name of the factor."""
    limits = box.limits[place]
    if factor.values:
        numbers = factor.values if factor.numeric else range(len(factor.values))
        column = np.array(list(numbers), float)
        allowed = limits.holds(column)
        named = [as_text(v) for v, inside in zip(factor.values, allowed, strict=True) if inside]
        return f"is {' or '.join(dict.fromkeys(named))}"
    bound = limits.low if side == LOW else limits.high
    return f"{'above' if side == LOW else 'below'} {as_text(float(bound))}"


def _recurrence(factors: Sequence[Factor], result: Found) -> list[Facts]:
    ordered = sorted(result.recurrence.items(), key=lambda one: (-one[1], one[0]))
    return [
        {"factor": factors[place].key, "side": side, "share": plain(share)}
        for (place, side), share in ordered
    ]


def _curve(result: Found) -> list[Facts]:
    return [
        {
            **_numbers(step.measure),
            "restricted": sum(bool(limits.sides()) for limits in step.box.limits),
            "correlation": plain(step.measure.correlation),
        }
        for step in result.steps
    ]


def _ends(column: FloatArray) -> list[float | None]:
    return [plain(column.min()), plain(column.max())]


def _strip(factor: Factor, column: FloatArray, hit: BoolArray, result: Found) -> Facts:
    """The values of a factor at the points, and the part of them that the box keeps."""
    place = [variable.name for variable in result.variables].index(factor.key)
    limits = result.box.limits[place]
    return {
        "factor": factor.key,
        "labels": [as_text(value) for value in factor.values] if not factor.numeric else None,
        "ends": _ends(column) if factor.values else [plain(end) for end in factor.ends],
        "values": [plain(value) for value in column.tolist()],
        "hit": hit.tolist(),
        "low": plain(limits.low) if isfinite(limits.low) else None,
        "high": plain(limits.high) if isfinite(limits.high) else None,
        "out": sorted(limits.out),
        "restricted": bool(limits.sides()),
    }
