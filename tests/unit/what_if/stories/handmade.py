"""A run of three posts and four ideas whose stories can be told by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from innosim.results.manifest import Manifest
from innosim.results.reader import Results, read
from innosim.results.tables import EVENTS, IDEAS, POSTS, UNITS
from innosim.results.writer import ResultsWriter
from tests.unit.analysis.handmade import fill

HORIZON = 60
NEVER = -1

IDEA_ROWS = {
    "idea": ["2-0-0", "2-1-0", "2-1-1", "1-4-0"],
    "post": [2, 2, 2, 1],
    "born": [0, 1, 1, 4],
    "merit": [0.75, 0.5, 0.9, 0.25],
    "stage": ["rejected", "embedded", "expired", "stalled"],
    "ended": [9, NEVER, 50, NEVER],
    "reached_pilot": [NEVER, 6, NEVER, NEVER],
    "reached_diffusion": [NEVER, 20, NEVER, NEVER],
    "reached_embedded": [NEVER, 40, NEVER, NEVER],
    "gates_passed": [1, 2, 0, 0],
    "layer": [0, 0, 1, 0],
    "adopters": [0, 12, 0, 0],
    "reach": [0, 1, 0, 0],
}

EVENT_ROWS = [
    ("2-0-0", 0, "conceived", "gate", "gate", 2, "crisis"),
    ("2-1-0", 1, "conceived", "gate", "gate", 2, "individual"),
    ("2-1-1", 1, "conceived", "gate", "gate", 2, "system"),
    ("2-1-0", 3, "leader_gate", "gate", "leader_gate", 0, "accepted"),
    ("1-4-0", 4, "conceived", "leader_gate", "leader_gate", 1, "external"),
    ("2-0-0", 5, "leader_gate", "gate", "leader_gate", 0, "accepted"),
    ("2-1-0", 6, "pilot", "leader_gate", "pilot", 0, "accepted by the leader"),
    ("2-0-0", 9, "rejected", "leader_gate", "rejected", 0, "rejected"),
    ("2-1-0", 20, "diffusing", "pilot", "diffusing", 2, "continued after the pilot"),
    ("2-1-1", 27, "stalled", "gate", "stalled", 1, "waited too long at a gate"),
    ("1-4-0", 30, "stalled", "leader_gate", "stalled", 0, "waited too long at a gate"),
    ("2-1-0", 40, "embedded", "diffusing", "embedded", 2, "became normal practice"),
    ("2-1-1", 50, "expired", "stalled", "expired", 2, "too old"),
]

GATE_ROWS = [
    # idea, week, gate, post, layer, (base, merit, champion, risk), luck, outcome
    ("2-0-0", 2, 0, 1, 1, (0.6, 0.0, 0.25, -1.25), 0.75, "held"),
    ("2-1-0", 3, 0, 1, 1, (0.6, 0.0, 0.5, -1.1), 0.4375, "accepted"),
    ("2-0-0", 5, 0, 1, 1, (0.6, 0.0, 0.25, -1.25), 0.25, "accepted"),
    ("2-1-0", 6, 1, 0, 0, (0.6, 0.0, 0.0, -0.6), 0.25, "accepted"),
    ("2-0-0", 9, 1, 0, 0, (0.6, 0.5, 0.25, -1.35), 0.515625, "rejected"),
]
"""Scores -0.4, 0, -0.4, 0 and 0."""

TERMS = ("base", "merit", "champion", "risk")


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def _events() -> dict[str, Any]:
    names = ("idea", "week", "event", "from_stage", "to_stage", "post", "reason")
    return fill(EVENTS, len(EVENT_ROWS), **_columns(names, EVENT_ROWS))


def _gates() -> dict[str, Any]:
    names = ("idea", "week", "gate", "post", "layer", "terms", "luck", "outcome")
    columns = _columns(names, GATE_ROWS)
    terms = np.array(columns.pop("terms"))
    score = terms.sum(axis=1)
    named = {f"term_{name}": terms[:, place] for place, name in enumerate(TERMS)}
    chance = 1.0 / (1.0 + np.exp(-score))
    replicate = np.zeros(len(score))
    return {"replicate": replicate, **columns, "score": score, "probability": chance, **named}


def results(folder: Path, logs: bool = True) -> Results:
    """The run; without logs, as if its events and decisions had not been recorded."""
    with ResultsWriter(folder) as writer:
        posts = {
            "post": [0, 1, 2],
            "superior": [-1, 0, 1],
            "role": ["leader", "middle_manager", "individual"],
            "layer": [0, 1, 2],
        }
        writer.write("posts", fill(POSTS, 3, **posts))
        names = {"branch_name": ["Harbour"], "organisation_name": ["Ministry of Ports"]}
        writer.write("units", fill(UNITS, 1, posts=[3], **names))
        writer.write("ideas", fill(IDEAS, 4, **IDEA_ROWS))
        if logs:
            writer.write("events", _events())
            writer.write("gates", _gates())
        record = {"events": logs, "gates": logs}
        scenario = {"title": "By hand", "start": "2025-01-06", "record": record}
        writer.finish(Manifest(scenario, 1, 1, HORIZON, "0"))
    return read(folder)
