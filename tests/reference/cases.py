"""The services in which the reference and the array version are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from innosim.scenario.schema import Scenario
from innosim.world.network import Network
from tests.generators import all_interventions, scenario

PEOPLE, ORGANISATIONS, WEEKS = 480, 3, 104
SEEDS = (1, 2, 3)

TRAVEL: dict[str, dict[str, Any]] = {
    "adoption": {
        "imitation": 25.0,
        "widen_at": 0.3,
        "widen_branches": 2,
        "not_invented_here": 0.3,
        "carries": 0.25,
        "copying": 0.3,
        "adaptation": 6.0,
    },
    "external": {"openness": 0.6, "rate": 0.01},
    "discontinuance": {"rate": 0.01, "patience": 13, "root": 0.2},
    "pilots": {"learning": 0.03},
    "energy": {"cost": 0.05},
    "politics": {"first_election": 26, "election_every": 39, "drift": 0.06},
    "cancellation": {"rate": 0.2, "fit": 0.5},
    "birth": {"under_radar": 0.2, "talent_cloud": 0.2, "several": 0.4},
    "frontier": {"tracking": 0.5},
    "expiry": {"weeks": 40},
    "gates": {"capacity": 1.0, "attention": 0.4, "appeal": 0.6},
}
"""On top of lively settings: ideas travel everywhere, and meet every end."""

SOME: tuple[dict[str, Any], ...] = (
    {"kind": "forums", "start": 20},
    {"kind": "yes_and", "start": 30, "roles": ("middle_manager",)},
    {"kind": "openness", "strength": 0.7, "share": 0.5},
    {"kind": "innovation_barometer", "start": 4, "every": 26, "duration": 2},
)

FORMS: dict[str, dict[str, dict[str, Any]]] = {
    "threshold": {"adoption": {"response": "threshold", "conformity": 0.2, "every": 1}},
    "count": {"adoption": {"response": "count", "normality": False}, "birth": {"relating": 0.5}},
    "logistic": {"adoption": {"response": "logistic"}, "politics": {"elections": (5, 9)}},
    "product": {"adoption": {"response": "product"}, "gates": {"panel": 2, "first_week": 2}},
    "merit": {"politics": {"signal": "merit"}, "perception": {"every": 1}},
    "frozen": {"signals": {"frozen": True}, "routinisation": {"normality": False}},
    "no heroes": {"people": {"average_heroes": 5}},
    "flat": {"descent": {"layered": False}, "incidents": {"engagement": False}},
    "stirred": {
        "gates": {"appeal": 0.9, "mandate": 0.6, "risk_story": 0.3, "base": 1.5, "rejection": 0.9},
        "pilots": {"late_mix": 0.6, "late_gain": 0.3, "outcome_focus": 0.7},
        "energy": {"cost": 0.1, "discomfort": 1.5, "recognition": 0.4},
        "exhaustion": {"energy": 0.4, "rate": 0.1},
        "generation": {"recognition": 0.5, "protection": 0.2},
        "alignment": {"allies": 0.1},
    },
    "convened": {
        "adoption": {"convening": 0.1, "imitation": 25.0},
        "birth": {"archetypes": 0.7, "risk_navigation": 0.6, "under_radar": 0.2},
        "external": {"openness": 0.6},
        "learning": {"labs": 0.8, "lab_rotation": 0.1, "socialising": 0.9, "social_rate": 0.05},
        "pilots": {"open_work": 0.5},
    },
    "restructured": {
        "gates": {"flatter": 0.7, "span": 1.0, "outcome_payment": 0.6, "priority_story": 0.4},
        "politics": {"task_force": 0.8, "shuffle": 0.1},
        "external": {"openness": 0.8, "rate": 0.02},
        "generation": {"purpose_story": 0.5},
        "crises": {"strike": 0.05},
        "blame": {"public_failure": 0.05},
    },
    "rare turns": {"adoption": {"every": 26}, "turnover": {"yearly": 0.8}},
}
"""Other forms of the equations, and levers at rest elsewhere."""


def default(seed: int) -> Scenario:
    """Default settings, all feedbacks on."""
    return scenario(PEOPLE, ORGANISATIONS, seed=seed, lively=False)


def lively(seed: int) -> Scenario:
    """Ideas reach all stages and travel through the whole service."""
    return scenario(PEOPLE, ORGANISATIONS, seed=seed, sections=TRAVEL)


def pushed(seed: int) -> Scenario:
    """Some interventions, from different weeks on, in parts of the service."""
    return scenario(PEOPLE, ORGANISATIONS, seed=seed, interventions=SOME)


def pushed_by_all(seed: int) -> Scenario:
    """All interventions, again and again, in some branches, where ideas travel."""
    acting = all_interventions(start=10, share=0.6, every=20, duration=13)
    return scenario(PEOPLE, ORGANISATIONS, seed=seed, sections=TRAVEL, interventions=acting)


def doubted() -> Scenario:
    """Interventions whose effects are reversed, halved or off, and shocks that come again."""
    kinds = ("declaration", "shared_definition", "outside", "openness", "yes_and", "team_trust")
    factors = {
        "declaration": -1.0,
        "shared_definition": -0.5,
        "outside": -1.0,
        "openness": 0.0,
        "yes_and": 0.5,
        "failure_shock": 0.7,
    }
    acting = [{"kind": kind, "start": 3} for kind in kinds]
    shocks = ("ministerial_shock", "crisis_shock", "failure_shock")
    acting += [{"kind": kind, "start": 7, "every": 9, "duration": 4} for kind in shocks]
    acting.append({"kind": "story_for_managers", "start": 2, "roles": ("leader",)})
    return scenario(seed=5, interventions=acting, assumptions={"effects": factors})


def weighted(network: Network) -> Network:
    """The same ties, of different weight."""
    weight = np.array([0.25, 0.5, 1.0, 2.0], np.float32)
    arcs = np.arange(len(network.heard))
    return Network(network.start, network.heard, weight[arcs * 7 % 4])


def short_lived() -> Scenario:
    """A lively service whose practices are soon dropped, some before they end."""
    dropped = {
        "discontinuance": {"rate": 0.5, "patience": 13, "root": 0.2},
        "adoption": {"innovation": 0.3},
        "routinisation": {"rate": 0.02},
    }
    return scenario(people=240, seed=4, sections=dropped)


def surveyed() -> Scenario:
    """A lively service whose staff were asked, with scores far apart and far from certain."""
    file = Path(__file__).parents[1] / "data" / "calibration" / "three-organisations.csv"
    organisation = {
        "name": "Test",
        "branch_size": 15,
        "generate": {"headcount": 240, "organisations": 3},
        "survey": {"file": str(file)},
    }
    return scenario(seed=4, organisation=organisation)


def form(name: str) -> Scenario:
    """A small lively service with another form of some equations."""
    return scenario(seed=4, sections=FORMS[name])
