"""What the shipped scenarios that tell a story claim, each against what it starts from."""

from __future__ import annotations

from collections.abc import Iterator

from innosim.evidence.claims._settings import clarity, parity
from innosim.evidence.validation.claim import Settings
from innosim.evidence.validation.readings import Weekly
from innosim.evidence.validation.service import LONG
from innosim.evidence.validation.two_arms import TwoArms
from innosim.evidence.validation.within_run import WithinRun
from innosim.scenario.content import differences
from innosim.scenario.files import load

TITLE = "Shipped scenarios"

PLAIN = "small-service"
FIXED = ("organisation", "horizon", "politics.elections")
"""What a scenario sets and the test service does not take over: the service and its dates."""

INTERVENTIONS = "interventions"


def settings(name: str) -> Settings:
    """What a shipped scenario changes of the defaults, but for the service that it is about."""
    scenario = load(name)
    found = {
        change.key: change.new
        for change in differences(scenario, load(PLAIN))
        if not change.key.startswith((*FIXED, INTERVENTIONS))
    }
    if scenario.interventions:
        found[INTERVENTIONS] = [
            delivery.model_dump(exclude_unset=True) for delivery in scenario.interventions
        ]
    return found


def without_interventions(name: str) -> Settings:
    """The same without its interventions."""
    return {key: value for key, value in settings(name).items() if key != INTERVENTIONS}


AGAINST: dict[str, Settings] = {
    "tools-of-yesterday": clarity(0.7) | parity(0.7),
    "one-bad-headline": without_interventions("one-bad-headline"),
    "under-the-radar": without_interventions("under-the-radar"),
    "canada-radical-shift": settings("canada-more-effort"),
    "sceptic": settings("five-practices"),
}
"""What a scenario is held against, if not the service as it is."""

MOVES = {
    "clay-layer": {"pilots": -1, "weeks_in_gates": 1},
    "right-person-right-place": {"merit_of_pilots": -1},
    "noisy-politics": {"cancelled": 1},
    "incumbents-win": {"novelty_of_pilots": -1},
    "tools-of-yesterday": {"pilot_success": -1},
    "one-bad-headline": {"proposals": -1},
    "yes-and": {"gate_pass": 1, "energy": 1},
    "align-align-align": {"gate_pass": 1, "pilot_weeks": 1},
    "under-the-radar": {"incidents": -1},
    "by-convention": {"gate_pass": -1},
    "side-of-desk": {"withdrawn": 1},
    "five-practices": {"embedded": 1},
    "canada-more-effort": {"pilots": 1},
    "canada-radical-shift": {"embedded": 1},
    "sceptic": {"embedded": -1},
}
"""The metrics that the claim of a scenario speaks of, and the direction."""


MOST_OF_IT = 0.75
"""Convention takes three fifths of what passes; more than half of that back is three quarters
more than what is left."""


def _moves() -> Iterator[TwoArms]:
    for scenario, metrics in MOVES.items():
        for metric, sign in metrics.items():
            yield TwoArms(
                name=f"{scenario}: {metric}",
                statement=" ".join(load(scenario).claim.split()),
                source=f"scenario {scenario}",
                on=settings(scenario),
                off=AGAINST.get(scenario, {}),
                reading=Weekly(metric),
                sign=sign,
                size=LONG,
            )


CLAIMS = (
    *_moves(),
    TwoArms(
        name="by-convention: foundational documents",
        statement=load("by-convention").claim,
        source="scenario by-convention",
        given=settings("by-convention"),
        on={INTERVENTIONS: [{"kind": "foundational_documents", "strength": 1.0}]},
        reading=Weekly("gate_pass"),
        sign=1,
        minimum=MOST_OF_IT,
        size=LONG,
    ),
    WithinRun(
        name="canada-as-is: gap",
        statement=load("canada-as-is").claim,
        source="scenario canada-as-is",
        reading=Weekly("gap", 208, 260),
        than=Weekly("gap", 52, 104),
        size=LONG,
    ),
)
