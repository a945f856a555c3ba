"""Compares scenarios in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from math import isnan, nan
from typing import Any

from innosim.analysis import parts
from innosim.errors import InputError
from innosim.what_if.comparison import page
from innosim.what_if.comparison.arms import Arm, Contrast, Source, arms_of, contrasts_of
from innosim.what_if.comparison.effects import Effect, effect
from innosim.what_if.comparison.facts import (
    Facts,
    arm_facts,
    contrast_facts,
    series_facts,
    stopping_facts,
    study_facts,
)
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER, quantities
from innosim.what_if.comparison.runs import Bench, Found, chart_of
from innosim.what_if.comparison.stopping import FIXED, SEQUENTIAL, Level, Until

PAIRS = 20


@dataclass(frozen=True)
class Comparison:
    """What came out of several scenarios in the same worlds; a notebook shows it as tables.

    Attributes:
        arms: the scenarios, the reference first.
        found: what was measured in each arm, in the order of the arms.
        seeds: the seed of each world.
        level: how intervals are made.
        until: the rule by which pairs were added; None for a number fixed beforehand.
        reached: whether that rule was met.
    """

    arms: Sequence[Arm]
    found: Sequence[Found]
    seeds: Sequence[int]
    level: Level = FIXED
    until: Until | None = None
    reached: bool = True

    @cached_property
    def contrasts(self) -> list[tuple[Contrast, dict[str, Effect]]]:
        """Each two arms that are held against each other, with all effects by quantity."""
        return [(one, self._effects(one)) for one in contrasts_of(self.arms)]

    def effect(self, arm: str, quantity: str = HEADLINE_NUMBER) -> Effect:
        """What an arm has more of a quantity than the reference.

        Raises:
            InputError: if there is no such arm or quantity.
        """
        first = self.arms[0].name
        of_arm = {c.arm.name: e for c, e in self.contrasts if c.against.name == first}
        if arm not in of_arm:
            raise InputError(f"there is no arm {arm!r}; there are {', '.join(of_arm)}")
        check_quantity(quantity)
        return of_arm[arm][quantity]

    @cached_property
    def facts(self) -> Facts:
        """All of it as plain values, such as JSON has."""
        people = chart_of(self.arms[0].scenario.organisation).n
        both = zip(self.arms, self.found, strict=True)
        return {
            **study_facts(self.arms, self.seeds, people),
            "until": stopping_facts(self.until, self.reached),
            "arms": [arm_facts(arm, found) for arm, found in both],
            "contrasts": [contrast_facts(c, e, self.seeds, people) for c, e in self.contrasts],
            "series": series_facts(self.arms, self.found),
        }

    def figure(self) -> Any:
        """Differences with intervals, and new normal practices over time; of matplotlib."""
        from innosim.figures.comparison import draw

        return draw(self.facts)

    def __str__(self) -> str:
        return parts.text(page.parts(self.facts))

    def _repr_html_(self) -> str:
        return parts.html(page.parts(self.facts))

    def _effects(self, contrast: Contrast) -> dict[str, Effect]:
        places: Mapping[str, int] = {arm.name: place for place, arm in enumerate(self.arms)}
        one = self.found[places[contrast.arm.name]]
        other = self.found[places[contrast.against.name]]
        return {
            q.name: effect(one[q.name][:, 0], other[q.name][:, 0], q.wanted, self.level)
            for q in quantities()
        }


def compare(
    *scenarios: Source,
    pairs: int = PAIRS,
    until: Until | None = None,
    assume: Sequence[str] = (),
    jobs: int = 1,
) -> Comparison:
    """Run scenarios in the same worlds and say what each has more than the first one.

    Args:
        scenarios: scenarios, files or names of shipped scenarios, the reference first; they must
            have the same organisation, horizon and start, and get the seed of the reference.
        pairs: number of worlds, each of which is a pair (one run of each scenario).
        until: add pairs until an interval is narrow enough, whatever `pairs` is.
        assume: assumptions as "key=value" for all arms but the reference; the reference under
            them becomes an arm of its own.
        jobs: processes side by side; they change no number. Where it is above 1, a script needs
            the usual `if __name__ == "__main__":`.

    Raises:
        InputError: what is wrong with a scenario, or why they cannot be compared.

    Example:
        >>> from innosim import compare, load
        >>> today = load("small-service", ["horizon=30", "organisation.generate.headcount=300"])
        >>> found = compare(today, today, pairs=2)
        >>> [effect.difference.mean for _, effects in found.contrasts for effect in
        ...  (effects["proposals"], effects["burden"])]
        [0.0, 0.0]
        >>> found.effect(found.arms[1].name).verdict
        'same'
    """
    arms = arms_of(scenarios, (), assume)
    bench = Bench(arms[0].scenario.seed, jobs=jobs)
    return compared(arms, bench, pairs if until is None else until)


def compared(arms: Sequence[Arm], bench: Bench, pairs: int | Until) -> Comparison:
    """Run arms in the worlds of a bench, in a number of pairs or until an interval is narrow.

    Raises:
        InputError: if there is no such quantity, or less than one pair.
    """
    if isinstance(pairs, Until):
        check_quantity(pairs.metric)
        return _sequential(arms, bench, pairs)
    if pairs < 1:
        raise InputError(f"{pairs} pairs: there must be at least one")
    found = bench.run([arm.scenario for arm in arms], pairs)
    return Comparison(arms, found, bench.worlds(pairs))


def check_quantity(name: str) -> None:
    """Refuse the name of a quantity that is not measured.

    Raises:
        InputError: with the nearest name, and all of them.
    """
    known = [quantity.name for quantity in quantities()]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise InputError(f"there is no quantity {name!r}{hint} (there are: {', '.join(known)})")


def _sequential(arms: Sequence[Arm], bench: Bench, until: Until) -> Comparison:
    scenarios = [arm.scenario for arm in arms]
    for pairs in until.looks():
        found = bench.run(scenarios, pairs)
        so_far = Comparison(arms, found, bench.worlds(pairs), SEQUENTIAL, until, False)
        asked = [one[until.metric] for c, one in so_far.contrasts if not c.same]
        if all(until.reached(one.difference) for one in asked):
            return Comparison(arms, found, so_far.seeds, SEQUENTIAL, until, True)
        halves = [one.half for one in asked if not isnan(one.half)]
        bench.progress.looked(pairs, max(halves, default=nan), until.half)
    return so_far
