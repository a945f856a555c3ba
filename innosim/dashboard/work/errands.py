"""What pages ask a process of its own for: a run with records, and what would have saved an idea.

What comes back is plain: numbers and sentences of the library's functions, and the folder in which
the run stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innosim.dashboard.work.desk import Report
from innosim.scenario.schema import Scenario

Plain = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """Run a scenario in some worlds with all records, and look at it.

    Attributes:
        scenario: what is run.
        worlds: in how many worlds.
    """

    scenario: Scenario
    worlds: int

    def __call__(self, folder: Path, report: Report) -> Plain:
        """Facts as `look` gives them."""
        from innosim.ensemble import run_to_folder
        from innosim.scenario.files import amended

        of, done = float(self.worlds * self.scenario.horizon), 0.0

        def progress(weeks: int) -> None:
            nonlocal done
            done += weeks
            report(done, of)

        recorded = amended(self.scenario, ["record.gates=true", "record.events=true"])
        place = folder / "run"
        run_to_folder(recorded, place, self.worlds, progress=progress)
        return look(place)


@dataclass(frozen=True)
class Look:
    """Look at a results folder that is there."""

    folder: Path

    def __call__(self, folder: Path, report: Report) -> Plain:
        """Facts as `look` gives them."""
        return look(self.folder)


@dataclass(frozen=True)
class Rescue:
    """Say what would have saved an idea of a results folder.

    Attributes:
        folder, idea: as `innosim saved` has them.
        source: the scenario's file or name, where its organisation was read from files.
    """

    folder: Path
    idea: str
    source: str | None = None

    def __call__(self, folder: Path, report: Report) -> Plain:
        """Sentences, the table by cost, and all numbers."""
        from innosim.results.reader import read
        from innosim.what_if.rescue import words
        from innosim.what_if.rescue.case import case
        from innosim.what_if.rescue.rescue import Inquiry

        results = read(self.folder)
        asked = Inquiry(results, case(results, self.idea, self.source))
        of, done = float(asked.replicate_weeks), 0.0

        def progress(weeks: int) -> None:
            nonlocal done
            done += weeks
            report(done, of)

        found = asked.answer(progress)
        heading = words.heading(found) if found.nothing else ""
        legend = words.legend(found.nothing) if found.nothing else ""
        rows = [list(words.HEADS), *map(list, words.rows(found))] if found.nothing else []
        sentences, lines = words.at_gate_told(found)
        return {
            "opening": words.opening(found.case),
            "gate": " ".join(sentences),
            "gate_rows": [list(line) for line in lines],
            "heading": _one_line(heading),
            "legend": _one_line(legend),
            "rows": rows,
            **{name: found.facts[name] for name in ("findings", "changes", "nothing")},
        }


def look(folder: Path) -> Plain:
    """The flow, the X-ray by layer, and ideas worth telling, of a results folder.

    Raises:
        InputError: if the run did not record its decisions and events.
    """
    from innosim.results.reader import read
    from innosim.what_if.stories.worth import KINDS, worth_telling

    results = read(folder)
    worth = worth_telling(results)
    told = [
        {
            "kind": KINDS[one.kind].title,
            "asked": one.asked,
            "reason": one.reason,
            "embedded": one.embedded,
        }
        for one in worth.found
    ]
    return {
        "folder": str(folder),
        "worlds": results.manifest.replicates,
        "people": results.rows("posts"),
        "flow": _flow(results),
        "xray": _xray(results) if results.rows("gates") else {"layers": [], "opening": ""},
        "worth": told,
    }


def _flow(results: Any) -> Plain:
    from innosim.analysis.deaths import MIDDLE
    from innosim.analysis.flow import WAITING, of_ideas

    flow = of_ideas(results)
    stations: list[Plain] = []
    came = 1000 if flow.ideas else 0
    for station, tenths in zip(flow.stations, flow.tenths(), strict=True):
        losses = [
            {"reason": why, "ideas": count, "tenths": tenths[why]}
            for why, count in station.losses.items()
        ]
        stations.append(
            {
                "label": station.place.label(),
                "layer": station.place.layer,
                "clay": station.place.what == MIDDLE and station.place.layer >= 0,
                "came": came,
                "lost": sum(tenths.values()) - tenths[WAITING],
                "ideas_lost": station.lost,
                "losses": losses,
                "waiting": tenths[WAITING],
                "ideas_waiting": station.waiting,
                "on": came - sum(tenths.values()),
            }
        )
        came -= sum(tenths.values())
    return {"ideas": flow.ideas, "practice": flow.practice, "stations": stations}


def _xray(results: Any) -> Plain:
    from innosim.what_if.xray import words
    from innosim.what_if.xray.pictures import Row, xray

    found = xray(results)

    def reasons(row: Row) -> list[Plain]:
        return [
            {"label": r.label, "meaning": r.meaning, "tenths": row.per_mille[r.name]}
            for r in row.leading()
        ]

    layers = [
        {
            "label": row.place.label,
            "short": row.place.short,
            "sentence": words.sentence(row),
            "reasons": reasons(row),
            "measures": _rows(words.measure_table([row])),
            "shares": _rows(words.reason_table([row])),
        }
        for row in found.rows
    ]
    return {"opening": words.opening(found), "how": words.HOW, "layers": layers}


def _rows(table: Sequence[tuple[str, ...]]) -> list[list[str]]:
    return [list(row) for row in table]


def _one_line(text: str) -> str:
    return " ".join(text.split())
