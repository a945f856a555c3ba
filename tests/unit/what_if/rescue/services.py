"""Hand-made services in which it is known what would save an idea."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from innosim.ensemble import run_to_folder
from innosim.results.reader import Results, read
from innosim.scenario.schema import Scenario
from innosim.what_if.rescue.case import Case, case
from tests.generators import scenario

SMOOTH: dict[str, dict[str, Any]] = {
    "generation": {"scale": 4.0},
    "pilots": {
        **{"base": 5.0, "merit": 0.0, "mismatch": 0.0, "capability": 0.0},
        **{"weeks": 2, "decision": 10.0, "asks": 0},
    },
    "adoption": {"innovation": 20.0, "imitation": 25.0},
    "routinisation": {"rate": 1.0, "normality": False, "share": 0.1},
    "cancellation": {"rate": 0.0},
    "exhaustion": {"rate": 0.0},
    "incidents": {"rate": 0.0},
    "turnover": {"yearly": 0.0, "leaders_yearly": 0.0},
    "discontinuance": {"rate": 0.0},
    "stalling": {"weeks": 520},
    "energy": {"cost": 0.0},
}
"""What passes the gates becomes normal practice within some weeks, but for one pilot in 150."""

WEIGHTS = (
    *("merit", "novelty", "risk", "alignment", "champion", "bridging"),
    *("fit", "political_fit", "inaction", "crisis", "trust", "felt_gap"),
)
GATES: dict[str, float] = {
    **dict.fromkeys(WEIGHTS, 0.0),
    **{"capacity": 50.0, "attention": 0.15, "rejection": 1.0, "yes_and": 0.0},
    **{"convention": 0.0, "hard_rule": 0.0, "mandate_floor": 0.0},
}
"""Gates that review soon and weigh nothing but their base: each is a throw of the same coin."""


def service(
    gates: Mapping[str, float], others: Mapping[str, Mapping[str, Any]] | None = None, **more: Any
) -> Scenario:
    """A service of 120 people whose gates differ from plain coins in what is named."""
    sections = {**SMOOTH, "gates": {**GATES, **gates}, **(others or {})}
    return scenario(120, sections=sections, lively=False, **{"horizon": 80, **more})


def run(chosen: Scenario, folder: Path, replicates: int = 1) -> Results:
    """The results of a scenario."""
    return read(run_to_folder(chosen, folder / "results", replicates))


def refused(results: Results, latest: int = 40) -> Iterator[Case]:
    """The cases of ideas refused by a gate after the week of their conception and by `latest`."""
    ideas = results.columns("ideas", ["idea", "born", "ended", "stage"])
    for name, born, ended, stage in zip(*ideas.values(), strict=True):
        if stage == "rejected" and born < ended <= latest:
            yield case(results, name)
