"""A small organisation with decisions whose reasons are known.

Post 0 is the head, 1 to 3 are middle managers under it, 4 to 9 staff, two under each of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from innosim.results.manifest import Manifest
from innosim.results.reader import Results, read
from innosim.results.tables import IDEAS, POSTS, UNITS
from innosim.results.writer import ResultsWriter
from tests.unit.analysis.handmade import fill

WEEKS = 20
TERMS = ("base", "risk", "novelty", "fit", "alignment", "champion", "merit")

Event = tuple[str, int, str, str, int]
Review = tuple[str, int, int, str, dict[str, float]]


def posts() -> dict[str, Any]:
    """The table of posts."""
    superior = np.array([-1, 0, 0, 0, 1, 1, 2, 2, 3, 3])
    return fill(
        POSTS,
        10,
        post=np.arange(10),
        superior=superior,
        role=["leader"] + ["middle_manager"] * 3 + ["individual"] * 6,
        layer=np.array([0, 1, 1, 1, 2, 2, 2, 2, 2, 2]),
        branch=np.array([0, 0, 1, 1, 0, 0, 1, 1, 1, 1]),
    )


def units() -> dict[str, Any]:
    """Two branches of one organisation; one has a single manager beside the head."""
    return fill(
        UNITS,
        2,
        branch=np.arange(2),
        branch_name=["North", "South"],
        organisation_name=["Whole", "Whole"],
        posts=np.array([4, 6]),
    )


def reviews(rows: list[Review], panel: int = 1) -> dict[str, Any]:
    """The table of decisions from (idea, week, post, outcome, terms)."""
    terms = {f"term_{n}": np.array([row[4].get(n, 0.0) for row in rows]) for n in TERMS}
    score = np.sum([*terms.values()], axis=0) if rows else np.zeros(0)
    post = np.array([row[2] for row in rows], int)
    return {
        "idea": [row[0] for row in rows],
        "week": np.array([row[1] for row in rows], int),
        "gate": np.zeros(len(rows)),
        "post": post,
        "layer": np.where(post > 0, 1, 0),
        "score": score,
        "probability": 1 - (1 / (1 + np.exp(score))) ** panel,
        "luck": np.zeros(len(rows)),
        "outcome": [row[3] for row in rows],
        **terms,
    }


def events(rows: list[Event]) -> dict[str, Any]:
    """The table of events from (idea, week, event, stage before, post)."""
    return {
        "idea": [row[0] for row in rows],
        "week": np.array([row[1] for row in rows], int),
        "event": [row[2] for row in rows],
        "from_stage": [row[3] for row in rows],
        "to_stage": [row[2] for row in rows],
        "post": np.array([row[4] for row in rows], int),
        "reason": [""] * len(rows),
    }


def ideas(stages: dict[str, str], author: int = 4) -> dict[str, Any]:
    """The table of ideas, by their stages at the end."""
    return fill(
        IDEAS,
        len(stages),
        idea=[*stages],
        post=np.full(len(stages), author),
        stage=[*stages.values()],
    )


Replicate = tuple[list[Review], list[Event], dict[str, str]]


def results(folder: Path, *replicates: Replicate, panel: int = 1) -> Results:
    """Results of one or several replicates."""
    with ResultsWriter(folder) as writer:
        writer.write("posts", posts())
        writer.write("units", units())
        for number, (decided, happened, stages) in enumerate(replicates):
            tables = (
                ("gates", reviews(decided, panel)),
                ("events", events(happened)),
                ("ideas", ideas(stages)),
            )
            for name, table in tables:
                rows = len(table["idea"])
                writer.write(name, {**table, "replicate": np.full(rows, number)})
        scenario = {"title": "by hand", "gates": {"panel": panel}}
        writer.finish(Manifest(scenario, 1, len(replicates), WEEKS, "0"))
    return read(folder)


PENALISED = {"base": 1.0, "risk": -1.0, "novelty": -3.0}
"""Score -3, of a neutral idea 1: risk a quarter of what is short, novelty the rest."""

ONE_OF_EACH: Replicate = (
    [
        ("weighed", 3, 1, "rejected", PENALISED),
        ("ruled", 4, 1, "rule", PENALISED),
        ("believed", 5, 1, "convention", PENALISED),
        ("up", 2, 1, "accepted", {"base": 1.0}),
        ("up", 6, 0, "accepted", {"base": 1.0}),
        ("held", 2, 2, "held", PENALISED),
    ],
    [
        ("weighed", 0, "conceived", "gate", 4),
        ("weighed", 3, "rejected", "gate", 1),
        ("ruled", 0, "conceived", "gate", 4),
        ("believed", 0, "conceived", "gate", 4),
        ("up", 0, "conceived", "gate", 4),
        ("up", 2, "leader_gate", "gate", 0),
        ("up", 6, "pilot", "leader_gate", 0),
        ("held", 0, "conceived", "gate", 6),
        ("held", 10, "stalled", "gate", 2),
        ("unread", 0, "conceived", "gate", 6),
        ("unread", 10, "stalled", "gate", 2),
        ("unread", 12, "gate", "stalled", 6),
        ("unread", 18, "expired", "gate", 2),
        ("tired", 0, "conceived", "gate", 6),
        ("tired", 4, "withdrawn", "gate", 2),
        ("still", 15, "conceived", "gate", 4),
    ],
    {
        "weighed": "rejected",
        "ruled": "rejected",
        "believed": "rejected",
        "up": "pilot",
        "held": "stalled",
        "unread": "expired",
        "tired": "withdrawn",
        "still": "gate",
    },
)
