"""Writes docs/findings.md, its figures and its data: `python docs/findings_page.py`.

`python docs/findings_page.py --take FOLDER` first takes the numbers from sweeps of the shipped
experiments, FOLDER/four-signals and so on; `innosim sweep four-signals --out FOLDER/four-signals`
makes one. Those that are not there stay as they are in docs/findings.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from innosim.analysis.words import CAUTION, number
from innosim.experiments.findings.answers import (
    alignment_hours,
    four_signals,
    layers_by_span,
    radar_or_open,
)
from innosim.experiments.findings.answers.question import USES, Question, Runs, capital
from innosim.experiments.findings.contrasts import Contrast
from innosim.figures.panels import describe, draw
from innosim.figures.save import save

HERE = Path(__file__).parent
PAGE, DATA, CLAIMS = HERE / "findings.md", HERE / "findings.json", HERE / "claims.json"
FIGURES = HERE / "figures"
QUESTIONS = tuple(
    module.QUESTION for module in (four_signals, layers_by_span, radar_or_open, alignment_hours)
)
Facts = Mapping[str, Any]


def taken(folder: Path) -> dict[str, Any]:
    """What the page needs of a sweep."""
    from innosim.experiments.sweep.content import digest
    from innosim.experiments.sweep.outcomes import read

    found = read(folder)
    if not found.complete:
        raise SystemExit(f"{folder}: not all runs are done")
    plan = found.plan
    return {
        "title": plan.experiment.title,
        "question": " ".join(plan.experiment.question.split()),
        "scenario": plan.experiment.scenario,
        "weeks": plan.base.horizon,
        "plan": plan.digest,
        "results": digest(folder).text,
        "minutes": float(f"{np.nansum(found.seconds) / 60:.2g}"),
        "factors": list(plan.keys),
        "points": [list(plan.values(point).values()) for point in range(plan.points)],
        "values": {
            name: [[_short(value) for value in row] for row in values.tolist()]
            for name, values in found.values.items()
        },
    }


def _short(value: float) -> float | None:
    """Six digits; None where a quantity is not defined."""
    return float(f"{value:.6g}") if np.isfinite(value) else None


def page(data: Facts, claims: Facts) -> str:
    """The page."""
    parts = [_INTRODUCTION]
    for question in QUESTIONS:
        parts += _section(question, Runs(data[question.name]), claims)
    return "\n\n".join([*parts, CAUTION]) + "\n"


_INTRODUCTION = """# Findings

Written by `python docs/findings_page.py` from docs/findings.json, which holds what sweeps of four
shipped [experiments](experiments.md) gave. Every number below is worked out from there.

Differences are taken on the same seeds, replicate by replicate, so that luck cancels out; in
brackets stands the 95 % interval, and *cannot be told apart* means that it holds zero. Each
interval stands for itself: of twenty comparisons in which nothing acts, one on average seems to
show. Ranges, sizes and horizons are those of the experiments; at others the answer may differ."""


def _section(question: Question, runs: Runs, claims: Facts) -> list[str]:
    facts, name = runs.facts, question.name
    replicates = runs.values(USES).shape[1]
    unshown = question.unshown(runs)
    return [
        f"## {facts['title']}",
        facts["question"],
        f"`innosim sweep {name}`: `{facts['scenario']}`, {facts['weeks']} weeks, "
        f"{len(facts['points'])} points of {replicates} runs, "
        f"{len(facts['points']) * replicates:,} runs, {number(facts['minutes'])} minutes of one "
        f"processor on a busy machine. Plan `{facts['plan'][:16]}`, results "
        f"`{facts['results'][:16]}`.",
        f"![{facts['title']}; the numbers stand in figures/finding-{name}.txt]"
        f"(figures/finding-{name}.svg)",
        *question.finding(runs),
        "**What does not show.** " + (" ".join(unshown) or "All that was asked for shows."),
        f"**What it cannot show.** {question.outside}",
        "**Held against [the claims](claims.md).** "
        + " ".join(_claim(claims[claim], claim, *found) for claim, *found in question.claims(runs)),
    ]


def _claim(told: Facts, name: str, found: Contrast, sign: int) -> str:
    """How a contrast and the verdict on a claim go together, and why they may not."""
    there = told["verdict"] in ("built in", "emergent", "shown")
    here = found.shows and found.mean * sign > 0
    asked = told["asked"].rpartition("; ")[2]
    given = f", and given {told['given']}" if told["given"] else ""
    if there == here:
        both = "shows there and here" if here else "shows neither there nor here"
        return f'"{capital(name)}" {both}: {found}.'
    where = "shows there, and not here" if there else "does not show there, and does here"
    opposite = ", it even goes the other way" if there and found.shows else ""
    return (
        f'"{capital(name)}" {where}{opposite}: {found}. There it was asked of {asked}{given}; '
        "horizon, size and what is given differ from this experiment."
    )


def main() -> None:
    """Take numbers if asked to, then write the page and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--take", type=Path, metavar="FOLDER")
    folder = parser.parse_args().take
    data = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
    if folder:
        names = [question.name for question in QUESTIONS]
        data |= {name: taken(folder / name) for name in names if (folder / name).is_dir()}
        text = json.dumps(data, separators=(",", ":")).replace('],"', '],\n"')
        DATA.write_text(text + "\n", encoding="utf-8", newline="\n")
    for question in QUESTIONS:
        picture = question.picture(Runs(data[question.name]))
        save(draw(picture), describe(picture), FIGURES / f"finding-{question.name}")
    claims = json.loads(CLAIMS.read_text(encoding="utf-8"))["claims"]
    PAGE.write_text(page(data, claims), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
