"""The services that claims are tested in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from innosim.scenario.schema import Scenario, scenario_model

SEED = 11


@dataclass(frozen=True)
class Size:
    """A test service, everything else at its default, and how often it is run.

    Attributes:
        people, organisations: of the service.
        weeks: length of each run.
        pairs: replicates of each arm, on the same seeds in all arms.
    """

    people: int = 640
    organisations: int = 4
    weeks: int = 130
    pairs: int = 28

    def fewer(self, pairs: int) -> Size:
        """The same with at most so many pairs."""
        return replace(self, pairs=min(self.pairs, pairs))


STANDARD = Size()
"""Two and a half years."""

LONG = Size(weeks=260, pairs=20)
"""Five years, for what takes that long."""


@cache
def service(size: Size) -> Scenario:
    """The scenario that the arms of a claim vary."""
    generate = {"headcount": size.people, "organisations": size.organisations}
    data = {"name": "Test service", "generate": generate}
    return scenario_model().model_validate(
        {"title": "test", "horizon": size.weeks, "seed": SEED, "organisation": data}
    )
