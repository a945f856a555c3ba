"""Small results whose headline numbers can be worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from innosim.analysis.run import Run, runs
from innosim.results.manifest import Manifest
from innosim.results.reader import Results, read
from innosim.results.tables import BRANCHES, IDEAS, POSTS, UNITS, Table
from innosim.results.writer import ResultsWriter

WEEKS = 520
NEVER = -1


def fill(table: Table, rows: int, **given: Any) -> dict[str, Any]:
    """Columns of a table: those given, zeros and empty texts elsewhere."""
    blank = {
        field.name: [""] * rows if field.kind == "text" else np.zeros(rows)
        for field in table.fields
    }
    return {**blank, **given}


def four_ideas() -> dict[str, Any]:
    """Ideas of years 1 to 5: stopped at a gate, stopped in a pilot, embedded, still in a gate."""
    return fill(
        IDEAS,
        5,
        idea=["a", "b", "c", "d", "late"],
        born=np.array([0, 10, 52, 259, 260]),
        ended=np.array([30, 60, NEVER, NEVER, NEVER]),
        stage=["rejected", "failed", "embedded", "gate", "embedded"],
        reached_pilot=np.array([NEVER, 40, 80, NEVER, 300]),
        reached_decision=np.array([NEVER, 60, 100, NEVER, 310]),
        reached_diffusion=np.array([NEVER, NEVER, 100, NEVER, 310]),
        reached_embedded=np.array([NEVER, NEVER, 208, NEVER, 400]),
        layer=np.array([1, 0, 0, 2, 0]),
        reason=["score", "trial", "", "", ""],
    )


def results(folder: Path, weeks: int = WEEKS) -> Results:
    """The four ideas and a late one in a service of 200 posts and three branches."""
    with ResultsWriter(folder) as writer:
        layer = np.array([0] + [1] * 9 + [2] * 190)
        role = ["leader"] + ["middle_manager"] * 9 + ["individual"] * 190
        writer.write("posts", fill(POSTS, 200, layer=layer, role=role))
        sizes = np.array([60, 49, 91])
        writer.write("units", fill(UNITS, 3, branch=np.arange(3), posts=sizes))
        new = np.array([True, True, False])
        writer.write("branches", fill(BRANCHES, 3, branch=np.arange(3), innovated=new))
        writer.write("ideas", four_ideas())
        writer.write("series", _series(weeks))
        writer.write("gates", _gates())
        writer.finish(Manifest({"name": "by hand"}, 1, 1, weeks, "0"))
    return read(folder)


def _series(weeks: int) -> dict[str, Any]:
    return {
        "replicate": np.zeros(weeks),
        "week": np.arange(weeks),
        "level": ["service"] * weeks,
        "unit": ["by hand"] * weeks,
        "exits": np.full(weeks, 0.5),
        "queue": np.where(np.arange(weeks) == 0, np.nan, 3.0),
    }


def _gates() -> dict[str, Any]:
    blank = np.zeros(4)
    return {
        "replicate": blank,
        "idea": ["a", "a", "c", "b"],
        "week": np.array([5, 20, 60, 30]),
        "gate": blank,
        "post": blank,
        "layer": blank,
        "score": blank,
        "probability": blank,
        "luck": blank,
        "outcome": ["held", "rejected", "accepted", "accepted_with_conditions"],
    }


def written(folder: Path, weeks: int = WEEKS, replicates: int = 1, **tables: dict[str, Any]) -> Run:
    """The first replicate of results that hold the given tables, other columns blank."""
    known = {table.name: table for table in (IDEAS, POSTS, UNITS, BRANCHES)}
    with ResultsWriter(folder) as writer:
        for name in {**{"ideas": {}, "posts": {}}, **tables}:
            given = tables.get(name, {})
            rows = len(next(iter(given.values()), []))
            columns = fill(known[name], rows, **given) if name in known else given
            writer.write(name, columns)
        writer.finish(Manifest({"gates": {"panel": 1}}, 1, replicates, weeks, "0"))
    return next(runs(read(folder)))


def weekly(**metrics: Any) -> dict[str, Any]:
    """A series of the service, week by week."""
    weeks = len(next(iter(metrics.values())))
    return {
        "replicate": np.zeros(weeks),
        "week": np.arange(weeks),
        "level": ["service"] * weeks,
        "unit": ["by hand"] * weeks,
        **{name: np.array(values, float) for name, values in metrics.items()},
    }


def reviews(terms: Any, novelty: Any) -> dict[str, Any]:
    """Decisions at gates whose scores have two terms."""
    rows = len(terms)
    score = np.array(terms, float) + np.array(novelty, float)
    blank = np.zeros(rows)
    whole = dict.fromkeys(("replicate", "week", "gate", "post", "layer", "luck"), blank)
    return {
        **whole,
        "idea": ["a"] * rows,
        "score": score,
        "probability": 1 / (1 + np.exp(-score)),
        "outcome": ["held"] * rows,
        "term_merit": np.array(terms, float),
        "term_novelty": np.array(novelty, float),
    }
