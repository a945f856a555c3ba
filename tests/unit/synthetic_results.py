"""Made-up results of any size, shaped as the engine writes them; for tests of what reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.results.manifest import Manifest
from innosim.results.writer import ResultsWriter

SIGNALS = ("clarity", "parity", "suitability", "normality")
CIRCUMSTANCES = ("fit", "urge", "aversion", "window")
LAYERS = 5
SPAN = 8
ORGANISATIONS = 3
FINAL = ("rejected", "withdrawn", "expired", "failed", "not_continued", "cancelled")

Columns = dict[str, Any]


def chart(people: int) -> dict[str, Columns]:
    """The tables `posts` and `units` of a service of that many people."""
    post = np.arange(people)
    branch = post // 60
    organisation = _organisation(branch, people)
    starts = np.searchsorted(organisation, organisation)
    place = post - starts
    superior = np.where(place == 0, -1, starts + (place - 1) // SPAN)
    layer = np.log((SPAN - 1) * place + 1.01) // np.log(SPAN)
    managing = np.isin(post, superior)
    role = np.where(place == 0, "leader", np.where(managing, "middle_manager", "individual"))
    posts = {
        "post": post,
        "superior": superior,
        "role": role.tolist(),
        "layer": layer,
        "team": post // 10,
        "branch": branch,
        "organisation": organisation,
    }
    branches = np.arange(branch.max() + 1)
    owner = organisation[np.searchsorted(branch, branches)]
    units = {
        "branch": branches,
        "branch_name": [f"Branch {b}" for b in branches],
        "organisation": owner,
        "organisation_name": [f"Ministry of {o}" for o in owner],
        "posts": np.bincount(branch),
    }
    return {"posts": posts, "units": units}


def _organisation(branch: NDArray[np.int64], people: int) -> NDArray[np.int64]:
    return branch * ORGANISATIONS // ((people - 1) // 60 + 1)


def ideas(people: int, weeks: int, number: int, luck: np.random.Generator) -> Columns:
    """One replicate's table `ideas` with about the default run's funnel."""
    born = np.sort(luck.integers(0, weeks, number))
    post = luck.integers(0, people, number)
    waits = luck.exponential(1.0, (5, number)) * [[20], [14], [30], [150], [60]]
    pilot = np.where(luck.random(number) < 0.25, born + waits[0] + 4, np.inf)
    decision = pilot + waits[1]
    spread = np.where(luck.random(number) < 0.28, decision + 2, np.inf)
    embedded = np.where(luck.random(number) < 0.6, spread + waits[3] + 30, np.inf)
    went = np.where(np.isfinite(pilot), decision + 1, born + waits[4] + 1)
    ended = np.where(np.isfinite(spread), np.inf, went)
    reached = [_week(moment, weeks) for moment in (pilot, decision, spread, embedded, ended)]
    final = np.where(reached[0] >= 0, luck.integers(3, 6, number), luck.integers(0, 3, number))
    done = [(reached[i] >= 0, name) for i, name in ((3, "embedded"), (2, "diffusing"))]
    stage = np.select(
        [done[0][0], done[1][0], reached[4] >= 0, reached[0] >= 0],
        [done[0][1], done[1][1], np.array(FINAL)[final], "pilot"],
        "gate",
    )
    adopters = np.where(reached[2] >= 0, luck.integers(3, max(4, people // 20), number), 0)
    return {
        "idea": [f"{p}-{b}-{i}" for i, (p, b) in enumerate(zip(post, born, strict=True))],
        "post": post,
        "born": born,
        "organisation": _organisation(post // 60, people),
        "branch": post // 60,
        "theme": luck.integers(0, 6, number),
        "driver": np.array(("individual", "crisis", "system", "external"))[
            luck.integers(0, 4, number)
        ].tolist(),
        "merit": luck.random(number),
        "novelty": luck.random(number),
        "risk": luck.random(number),
        "core": luck.random(number) < 0.4,
        **{f"{name}_at_birth": luck.random(number) for name in CIRCUMSTANCES},
        "stage": stage.tolist(),
        "ended": reached[4],
        "reached_pilot": reached[0],
        "reached_decision": reached[1],
        "reached_diffusion": reached[2],
        "reached_embedded": reached[3],
        "gates_passed": np.where(reached[0] >= 0, 3, luck.integers(0, 3, number)),
        "layer": np.where(reached[0] >= 0, 0, LAYERS - 2 - luck.geometric(0.6, number) % 4),
        "adopters": adopters,
        "reach": np.minimum(adopters, 3),
        "copied": adopters // 4,
        "adapted": adopters - adopters // 4,
        "team_hours": luck.random(number) * 500.0,
        "reused": luck.integers(0, 3, number),
        "value": luck.random(number) * adopters,
        "reason": np.where(
            reached[4] >= 0,
            np.array(("score", "tired", "age", "trial", "cost", "politics"))[final],
            "",
        ).tolist(),
    }


def _week(moment: NDArray[np.float64], weeks: int) -> NDArray[np.int32]:
    return np.where(moment < weeks, np.where(np.isfinite(moment), moment, 0), -1).astype(np.int32)


def series(table: Columns, people: int, weeks: int, luck: np.random.Generator) -> Columns:
    """One replicate's table `series`, service level and one organisation, from its ideas."""
    week = np.arange(weeks)
    flow = np.bincount(table["born"], minlength=weeks).astype(float)
    standing = {
        name: _between(table[start], weeks)
        for name, start in (("diffusing", "reached_diffusion"), ("embedded", "reached_embedded"))
    }
    rows: Columns = {
        "week": np.r_[week, week],
        "level": ["service"] * weeks + ["organisation"] * weeks,
        "unit": ["Service"] * weeks + ["Ministry of 0"] * weeks,
        "proposals": np.r_[flow, flow / 2],
        "queue": np.r_[flow * 20, flow * 10],
        "exits": np.tile(luck.poisson(people * 0.09 / 52, weeks).astype(float), 2),
        "adopters": np.tile(np.cumsum(standing["diffusing"]) * 0.2, 2),
    }
    rows |= {name: np.tile(count, 2) for name, count in standing.items()}
    for place, signal in enumerate(SIGNALS):
        level = 0.35 + 0.1 * place + np.cumsum(luck.normal(0, 0.006, weeks))
        rows[signal] = np.tile(np.clip(level, 0, 1), 2)
        rows[f"{signal}_received"] = np.tile(np.clip(level * 0.7, 0, 1), 2)
    return rows


def _between(start: NDArray[np.int32], weeks: int) -> NDArray[np.float64]:
    return np.cumsum(np.bincount(start[start >= 0], minlength=weeks)[:weeks]).astype(float)


def gates(table: Columns, luck: np.random.Generator) -> Columns:
    """One replicate's table `gates`: the first decision on each idea."""
    number = len(table["idea"])
    terms = luck.normal(0, 1, (2, number)).astype(np.float32)
    score = terms[0] - np.abs(terms[1])
    return {
        "idea": table["idea"],
        "week": table["born"] + luck.integers(1, 40, number),
        "gate": np.zeros(number, int),
        "post": np.zeros(number, int),
        "layer": table["layer"],
        "term_merit": terms[0],
        "term_novelty": -np.abs(terms[1]),
        "score": score,
        "probability": 1 / (1 + np.exp(-score)),
        "luck": luck.random(number),
        "outcome": np.where(luck.random(number) < 0.5, "accepted", "rejected").tolist(),
    }


def branches(table: Columns, number: int, luck: np.random.Generator) -> Columns:
    """One replicate's table `branches`."""
    embedded = table["branch"][table["reached_embedded"] >= 0]
    return {
        "branch": np.arange(number),
        "proposals": np.bincount(table["branch"], minlength=number),
        "embedded": np.bincount(embedded, minlength=number),
        "innovated": luck.random(number) < 0.7,
        "adopters": np.bincount(embedded, minlength=number) * 9,
    }


def replicate(people: int, weeks: int, number: int, seed: int) -> Iterator[tuple[str, Columns]]:
    """The tables of one replicate, by name."""
    luck = np.random.default_rng(seed)
    made = ideas(people, weeks, number, luck)
    yield "series", series(made, people, weeks, luck)
    yield "ideas", made
    yield "gates", gates(made, luck)
    yield "branches", branches(made, (people - 1) // 60 + 1, luck)


def write(
    folder: Path,
    people: int = 600,
    weeks: int = 520,
    replicates: int = 3,
    per_hundred: float = 8.0,
    formats: tuple[str, ...] = ("parquet",),
) -> Path:
    """Write made-up results; `per_hundred` ideas are conceived per 100 people and year."""
    number = round(people / 100 * per_hundred * weeks / 52)
    with ResultsWriter(folder, formats) as writer:
        for name, columns in chart(people).items():
            writer.write(name, columns)
        for seed in range(replicates):
            for name, columns in replicate(people, weeks, number, seed):
                rows = len(next(iter(columns.values())))
                writer.write(name, {"replicate": np.full(rows, seed), **columns})
        facts = Manifest({"name": "made-up"}, 7, replicates, weeks, "0.1.0")
        return writer.finish(facts, {"seconds": 1.0})
