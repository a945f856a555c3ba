"""Settings that several claims share."""

from __future__ import annotations

from typing import Any

FAST = {"adoption.innovation": 2.0, "adoption.imitation": 25.0, "routinisation.rate": 0.15}
"""Practices spread and become normal within months, so that a run of some years shows it."""

TRAVEL = {
    "adoption.innovation": 10.0,
    "adoption.imitation": 25.0,
    "adoption.widen_at": 0.2,
    "adoption.widen_branches": 1,
    "adoption.not_invented_here": 0.5,
}
"""Practices travel between branches and organisations within months."""

STILL = {"turnover.yearly": 0.0, "turnover.leaders_yearly": 0.0}
"""Nobody leaves, so that who conceived an idea is who holds the post at the end."""

Settings = dict[str, Any]


def clarity(level: float) -> Settings:
    """All parts of clarity rest at a level."""
    return {f"signals.base_clarity_{part}": level for part in ("what", "why", "who")}


def parity(level: float) -> Settings:
    """Parity rests at a level."""
    return {"signals.base_parity": level}


def suitability(level: float) -> Settings:
    """All parts of suitability rest at a level."""
    return {f"signals.base_{part}": level for part in ("skills", "data", "infrastructure")}


def normality(level: float) -> Settings:
    """Normality rests at a level."""
    return {"signals.base_normality": level}


SIGNALS = {
    "clarity": clarity,
    "parity": parity,
    "suitability": suitability,
    "normality": normality,
}


def signals(level: float) -> Settings:
    """All four signals rest at a level."""
    return {key: value for raised in SIGNALS.values() for key, value in raised(level).items()}


def acts(*kinds: str) -> Settings:
    """Interventions at full strength over the whole run."""
    return {"interventions": [{"kind": kind} for kind in kinds]}
