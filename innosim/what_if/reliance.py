"""Reliance on individuals: how much success goes if the most determined people were average.

Two arms run the same seeds, one as the scenario is and one in which, at the start, the most
determined people of the service have average innovativeness (`people.average_heroes`). Everything
that is drawn for them otherwise, and everybody who comes later, is the same in both arms.

Source: O 00:15:49 (reliance on the right person in the right place at the right time).
"""

from __future__ import annotations

from collections.abc import Callable

from innosim.arms import Arms, varied
from innosim.paired import Difference
from innosim.scenario.schema import Scenario

HEROES = 5
SUCCESS = "embedded"
SETTING = "people.average_heroes"
ROWS = (9,)
"""The mechanisms of the two seed texts that it makes visible."""


def reliance(
    scenario: Scenario,
    pairs: int,
    heroes: int = HEROES,
    progress: Callable[[int], None] = lambda weeks: None,
) -> Difference:
    """What is lost when the most determined people are made average, over paired replicates.

    Args:
        scenario: the service; its own `people.average_heroes` is set aside.
        pairs: paired replicates, at least two for an interval.
        heroes: how many of the most determined people are made average, 0 to 1000.
        progress: told of the replicate-weeks that have passed, of `2 * pairs * horizon`.

    Returns:
        The difference in ideas that become normal practice, per 100 people and year: without
        heroes less with them, hence negative where success relies on them. `reference` is the mean
        with heroes; `interval(alpha)` is that of the mean difference. `share_gone` turns it into a
        share.

    Example:
        >>> from innosim import load
        >>> from innosim.what_if.reliance import reliance, share_gone
        >>> lost = reliance(load("small-service", ["horizon=52"]), pairs=2)
        >>> lost.pairs
        2
    """
    with_heroes = varied(scenario, {SETTING: 0})
    without = varied(scenario, {SETTING: heroes})
    return Arms((SUCCESS,), pairs, progress).differences(without, with_heroes)[SUCCESS]


def share_gone(lost: Difference, alpha: float = 0.05) -> tuple[float, float, float]:
    """Share of success that is gone, with its interval; not numbers where nothing succeeded.

    The mean loss and the ends of its interval over the mean with heroes; the chance in that mean
    is left out. At most 1; below 0 where more succeeds without heroes.
    """
    low, high = lost.interval(alpha)
    if not lost.reference > 0:
        return float("nan"), float("nan"), float("nan")
    return -lost.relative, -high / lost.reference, min(1.0, -low / lost.reference)
