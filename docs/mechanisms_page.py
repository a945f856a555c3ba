"""Writes the generated parts of docs/mechanisms.md: `python docs/mechanisms_page.py`.

The table of rules comes from the code, the ablation from docs/ablation.json, to which
`python docs/mechanisms_page.py --measure SCENARIO --weeks W --replicates N` adds a run and
`python docs/mechanisms_page.py --complete` measures what the whole runs lack: rules that are new or
are declared otherwise since.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from innosim import __version__, catalogue
from innosim.analysis.diagnosis import QUESTIONS
from innosim.evidence.ablation import Rule, ablation_table, distinct_arms, rules
from innosim.evidence.ablation_table import as_markdown, described, measured
from innosim.phrases import INTERPRETED, PHRASES
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.scenario.sources import read

PAGE = Path(__file__).with_name("mechanisms.md")
RUNS = Path(__file__).with_name("ablation.json")
NOTHING = 1e-6
_IDLE = (
    "These do not act, because what they need does not occur there by itself (openness, "
    "overload, another response, signals that were pushed); interventions and other scenarios "
    "bring it about:"
)
_WEAK = "These act, but what they move is not a headline metric, or moves within the noise:"
REMARKS = {
    68: "an interaction of the four signals; no rule of its own, see H8 in claims.md",
    71: "what decides is in sensitivity.md",
}


def page(text: str) -> str:
    """The page with all its generated parts as they should be."""
    parts = {
        "rules": rules_part(),
        "claims": claims_part(),
        "unserved": unserved_part(),
        "ablation": ablation_part(runs()),
        "still": still_part(runs()),
    }
    for name, part in parts.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n\n{part.strip()}\n\n{end}{rest.partition(end)[2]}"
    return text


def runs() -> list[dict[str, Any]]:
    """All ablations that were run."""
    return json.loads(RUNS.read_text(encoding="utf-8")) if RUNS.exists() else []


def rules_part() -> str:
    """The table of all mechanisms and interventions."""
    return as_markdown([described(rule) for rule in rules()])


def claims_part() -> str:
    """The claims that the model does not show."""
    found = [rule for rule in rules() if not rule.shown]
    lines = [f"- **{rule.key}** ({rule.moves}): {rule.note}" for rule in found]
    return "\n".join(lines) or "None: every claim shows."


def served() -> set[int]:
    """The phrases that a mechanism, an intervention, a metric or a measure serves."""
    metrics = [row for name in catalogue.metrics() for row in catalogue.metric(name).rows]
    measures = [row for answers in QUESTIONS.values() for each in answers for row in each.rows]
    return {row for rule in rules() for row in rule.rows} | set(metrics) | set(measures)


def unserved_part() -> str:
    """The phrases that nothing serves yet."""
    lines = ["| row | phrase | place | remark |", "| --- | --- | --- | --- |"]
    for row in sorted(set(PHRASES) - served()):
        phrase, place = PHRASES[row]
        lines.append(f"| {row} | {phrase} | {place} | {REMARKS.get(row, '')} |")
    interpreted = ", ".join(str(row) for row in sorted(INTERPRETED))
    return "\n".join(lines) + (
        f"\n\nRows {interpreted} are interpretations of one sentence each in the texts."
    )


def ablation_part(found: Sequence[dict[str, Any]]) -> str:
    """One table for each run."""
    parts = []
    for run in found:
        parts.append(f"### {run['scenario']}\n\n{_about(run)}\n\n{as_markdown(run['rows'])}")
    return "\n\n".join(parts) or "No run yet."


def _about(run: dict[str, Any]) -> str:
    return (
        f"{run['people']:,} people, {run['weeks']} weeks, {run['replicates']} pairs of runs, "
        f"version {run['version']}, {run['date']}. {run.get('note', '')} {_later(run)}".rstrip()
    )


def _later(run: dict[str, Any]) -> str:
    """Which rows were measured on another day than the rest."""
    later = run.get("later", {})
    days = dict.fromkeys(later.values())
    return " ".join(
        f"Added on {day}, with the model of that day: "
        f"{', '.join(key for key, when in later.items() if when == day)}."
        for day in days
    )


def still(found: Sequence[dict[str, Any]]) -> list[str]:
    """Rules that move no headline metric beyond noise in any run."""
    names = dict.fromkeys(row["rule"] for run in found for row in run["rows"])
    moving = {row["rule"] for run in found for row in run["rows"] if row["moved"]}
    return [name for name in names if name not in moving]


def still_part(found: Sequence[dict[str, Any]]) -> str:
    """The list of those rules: those that do not act there at all, then those that act weakly."""
    rows = [row for run in found for row in run["rows"]]
    acting = {row["rule"] for row in rows if abs(row["difference"] or 0.0) > NOTHING}
    names = still(found)
    idle = [name for name in names if name not in acting]
    weak = [name for name in names if name in acting]
    return f"{_IDLE}\n\n{_listed(idle, rows)}\n\n{_WEAK}\n\n{_listed(weak, rows)}"


def _listed(names: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    phrases = {row["rule"]: row["phrase"] for row in rows}
    return "\n".join(f"- {name}: {phrases[name]}" for name in names) or "None."


def measure(scenario: str, weeks: int | None, replicates: int, date: str) -> dict[str, Any]:
    """Run the ablation of a scenario, over its own time or so many weeks."""
    loaded = load(scenario, [f"horizon={weeks}"] if weeks else [])
    arms, done = distinct_arms(loaded, rules()), 0

    def tell(weeks: int) -> None:
        nonlocal done
        done += weeks
        print(f"\r{done / (arms * replicates * loaded.horizon):.1%}", end="", file=sys.stderr)

    rows = [measured(row) for row in ablation_table(loaded, replicates, tell)]
    return described_run(scenario, loaded, replicates, date, rows)


def complete(run: dict[str, Any], date: str) -> dict[str, Any]:
    """A whole run with rows for the rules that it lacks, or has as they once were, measured now."""
    loaded = load(run["scenario"], [f"horizon={run['weeks']}"])
    kept = {row["rule"]: row for row in run["rows"]}
    lacking = [rule for rule in rules() if not _is_described(rule, kept.get(rule.key, {}))]
    found = {}
    for number, row in enumerate(ablation_table(loaded, run["replicates"], chosen=lacking), 1):
        found[row.rule.key] = measured(row)
        print(f"{number} of {len(lacking)}: {row.rule.key}", file=sys.stderr)
    rows = [found.get(rule.key) or kept[rule.key] for rule in rules()]
    later = {**run.get("later", {}), **dict.fromkeys(found, date)}
    return {**run, "later": {key: later[key] for key in kept | found if key in later}, "rows": rows}


def _is_described(rule: Rule, row: Mapping[str, Any]) -> bool:
    return all(row.get(key) == value for key, value in described(rule).items())


def described_run(
    scenario: str, loaded: Scenario, replicates: int, date: str, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    """The rows of a run, with what was run."""
    return {
        "scenario": scenario,
        "people": read(loaded.organisation).chart.n,
        "weeks": loaded.horizon,
        "replicates": replicates,
        "version": __version__,
        "date": date,
        "part": False,
        "rows": rows,
    }


def keep(run: dict[str, Any]) -> None:
    """Add a run to those that are kept, in the place of an earlier one of that scenario."""
    scenarios = [other["scenario"] for other in runs()]
    place = scenarios.index(run["scenario"]) if run["scenario"] in scenarios else len(scenarios)
    all_runs = [*runs()[:place], run, *runs()[place + 1 :]]
    text = json.dumps(all_runs, indent=1, ensure_ascii=False)
    RUNS.write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Measure if asked to, then write the page."""
    import datetime

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", metavar="SCENARIO")
    parser.add_argument("--weeks", type=int)
    parser.add_argument("--replicates", type=int, default=16)
    parser.add_argument("--complete", action="store_true")
    asked = parser.parse_args()
    today = datetime.date.today().isoformat()
    for run in runs():
        if asked.complete and not run["part"]:
            keep(complete(run, today))
    if asked.measure:
        keep(measure(asked.measure, asked.weeks, asked.replicates, today))
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
