"""Writes docs/sensitivity.md, its data and its figure: `python docs/sensitivity_page.py`.

`python docs/sensitivity_page.py --measure` runs the screening first; the outcomes of the points
are kept in results/sensitivity.jsonl, so that the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from innosim import __version__, load
from innosim.experiments.screening.factors import DUMMY, Factor, assumed
from innosim.experiments.screening.morris import Effect, Plan, effects, run
from innosim.figures import screening
from innosim.figures.save import save
from innosim.kept import kept

HERE = Path(__file__).parent
PAGE, DATA = HERE / "sensitivity.md", HERE / "sensitivity.json"
POINTS = Path("results") / "sensitivity.jsonl"
SCENARIO, WEEKS, TRAJECTORIES, REPLICATES = "small-service", 260, 4, 8
LABELS = {
    "embedded": "embedded",
    "proposals": "proposals",
    "gate_pass": "gates\npassed",
    "continued": "pilots\ncontinued",
    "adopters": "adopters",
    "reach": "reach",
    "energy": "energy",
    "exits": "people\nwho leave",
    "gap": "gap to the\noutside",
    "incidents": "incidents",
    "fragmentation": "fragmen-\ntation",
    "weeks_in_gates": "weeks in\ngates",
}
"""Headline metrics, and how the figure calls them."""

SHOWN = 25


def plan(trajectories: int, replicates: int, weeks: int) -> Plan:
    """The screening of all assumed numbers of the small service."""
    scenario = load(SCENARIO, [f"horizon={weeks}"])
    return Plan(scenario, assumed(scenario), trajectories, replicates, tuple(LABELS))


def measure(asked: Plan, jobs: int) -> dict[str, Any]:
    """Run what is missing and work the effects out."""
    began = time.monotonic()
    first: list[int] = []

    def tell(done: int, all_points: int) -> None:
        first.append(done)
        spent, new = time.monotonic() - began, done - first[0]
        left = f", {spent / new * (all_points - done) / 60:.0f} min left" if new else ""
        print(f"\r{done} of {all_points} points{left}   ", end="", file=sys.stderr)

    with kept(POINTS) as store:
        run(asked, store, jobs, tell)
        found = effects(asked, store)
    return {
        "scenario": SCENARIO,
        "weeks": asked.scenario.horizon,
        "trajectories": asked.trajectories,
        "replicates": asked.replicates,
        "version": __version__,
        "factors": [asdict(factor) for factor in asked.factors],
        "effects": [asdict(effect) for effect in found],
    }


def page(data: dict[str, Any], text: str) -> str:
    """The page with its generated part as it should be."""
    begin, end = "<!-- begin screening -->", "<!-- end screening -->"
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n\n{_part(data)}\n\n{end}{rest.partition(end)[2]}"


def _part(data: dict[str, Any]) -> str:
    found = [Effect(**effect) for effect in data["effects"]]
    factors = {factor["key"]: Factor(**factor) for factor in data["factors"]}
    return "\n\n".join(
        [_about(data), *(_of_metric(metric, found, factors) for metric in LABELS), _still(found)]
    )


def _about(data: dict[str, Any]) -> str:
    factors, trajectories = len(data["factors"]), data["trajectories"]
    return (
        f"{factors} assumed numbers of `{data['scenario']}` over {data['weeks']} weeks, "
        f"{trajectories} trajectories, {trajectories * (factors + 2):,} points of "
        f"{data['replicates']} runs each, version {data['version']}."
    )


def _of_metric(metric: str, found: Sequence[Effect], factors: dict[str, Factor]) -> str:
    of_it = [effect for effect in found if effect.metric == metric]
    showing = [effect for effect in of_it if effect.shows]
    head = f"### {metric}\n\n"
    if not of_it:
        return f"{head}Not defined in the runs, or zero at the assumed values."
    note = f"{len(showing)} of {len(of_it) - 1} assumptions show."
    lines = [
        "| assumption | from - to | change | 95 % ± | mean | spread | luck |",
        "|" + " --- |" * 7,
    ]
    lines += [_line(effect, factors[effect.factor]) for effect in showing[:SHOWN]]
    return f"{head}{note}\n\n" + "\n".join(lines)


def _line(effect: Effect, factor: Factor) -> str:
    span = f"{factor.at(0.0):.3g} - {factor.at(1.0):.3g}"
    numbers = (effect.size, effect.error, effect.direction, effect.spread, effect.noise)
    shares = " | ".join(f"{number:.1%}" for number in numbers)
    return f"| `{effect.factor}` | {span} | {shares} |"


def _still(found: Sequence[Effect]) -> str:
    moving = {effect.factor for effect in found if effect.shows}
    still = sorted({effect.factor for effect in found} - moving - {DUMMY})
    dummy = max((effect.size for effect in found if effect.factor == DUMMY), default=0.0)
    names = ", ".join(f"`{name}`" for name in still) or "none"
    return (
        f"### Assumptions that do not show in any outcome\n\n{names}.\n\n"
        f"The dummy, a factor that nothing depends on, changes the outcomes by {dummy:g}."
    )


def main() -> None:
    """Measure if asked to, then write the page and the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES)
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    if asked.measure:
        data = measure(plan(asked.trajectories, asked.replicates, asked.weeks), asked.jobs)
        DATA.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
    data = json.loads(DATA.read_text(encoding="utf-8"))
    found = [Effect(**effect) for effect in data["effects"]]
    figure, words = screening.draw(found, LABELS), screening.describe(found, LABELS)
    save(figure, words, HERE / "figures" / screening.NAME)
    PAGE.write_text(page(data, PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
