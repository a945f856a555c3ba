"""The X-ray of some gates: queue, waiting, what became of ideas there, and the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from innosim.errors import InputError
from innosim.results.reader import Results, read
from innosim.what_if.xray import words
from innosim.what_if.xray.estimates import Estimate, estimate
from innosim.what_if.xray.measures import MEASURES, Seen
from innosim.what_if.xray.places import Choice, Place, places
from innosim.what_if.xray.reasons import (
    REASONS,
    Reason,
    neutral,
    per_mille,
    shares,
    terms_of,
    weights,
)
from innosim.what_if.xray.visits import (
    EVENT_COLUMNS,
    GATE_COLUMNS,
    IDEA_COLUMNS,
    POST_COLUMNS,
    STOPPED,
    Columns,
    Visits,
    visits,
)

NEEDED = ("gates", "events", "ideas", "posts", "units")


@dataclass(frozen=True)
class Row:
    """The X-ray of some gates.

    Attributes:
        place: the gates.
        measures: by name of the measure.
        reasons: part of each reason in what was stopped, by name; they add up to 1.
        per_mille: the same in thousandths that add up to exactly 1000; all 0 without a stop.
        stops: ideas stopped, over all replicates.
    """

    place: Place
    measures: Mapping[str, Estimate]
    reasons: Mapping[str, Estimate]
    per_mille: Mapping[str, int]
    stops: int

    def leading(self) -> list[Reason]:
        """The reasons that count here, the weightiest first."""
        present = [reason for reason in REASONS if self.per_mille[reason.name]]
        return sorted(present, key=lambda reason: -self.per_mille[reason.name])

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "place": self.place.label,
            "posts": self.place.number,
            "stopped": self.stops,
            "measures": {name: found.as_data() for name, found in self.measures.items()},
            "reasons": {
                name: {"percent": self.per_mille[name] / 10, **found.as_data()}
                for name, found in self.reasons.items()
            },
        }


@dataclass(frozen=True)
class XRay:
    """The X-ray of a results folder, a row for each set of gates.

    Attributes:
        title: of the scenario.
        people, replicates, weeks: size of the service, number and length of the runs.
        rows: the gates chosen, or all of them and then layer by layer.
        neutral: what each term of the score was held against.
    """

    title: str
    people: int
    replicates: int
    weeks: int
    rows: tuple[Row, ...]
    neutral: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "title": self.title,
            "people": self.people,
            "replicates": self.replicates,
            "weeks": self.weeks,
            "neutral": dict(self.neutral),
            "gates": [row.as_data() for row in self.rows],
        }

    @property
    def facts(self) -> dict[str, Any]:
        """All of it as plain values, such as JSON has."""
        return self.as_data()

    def figure(self) -> Any:
        """Of what was stopped at each set of gates, the part of each reason; of matplotlib."""
        from innosim.figures.xray import draw_reasons

        return draw_reasons(self)

    def __str__(self) -> str:
        return words.xray(self)

    def _repr_html_(self) -> str:
        return words.html(self)


def xray(results: Results | Path | str, choice: Choice | None = None) -> XRay:
    """Look at the gates of a run.

    Args:
        results: a results folder, or its path.
        choice: a layer, a unit or a role; all gates layer by layer without.

    Raises:
        InputError: if decisions at gates or events were not recorded, or there is no such gate.

    Example:
        >>> from innosim.what_if.xray.pictures import xray
        >>> print(xray("results/small-service"))  # doctest: +SKIP
    """
    results = results if isinstance(results, Results) else read(results)
    _check(results)
    posts = results.columns("posts", POST_COLUMNS)
    chosen = places(choice or Choice(), posts, results.columns("units"))
    gates = list(_by_replicate(results, "gates", _gate_columns(results)))
    seen = [_visits(results, posts, table, number) for number, table in enumerate(gates)]
    usual, panel = neutral(gates), _panel(results)
    explained = [
        weights(mine, table, usual, panel) for mine, table in zip(seen, gates, strict=True)
    ]
    weeks = results.manifest.horizon
    rows = [_row(place, gates, (seen, explained), weeks) for place in chosen]
    return XRay(
        title=results.manifest.title,
        people=results.rows("posts"),
        replicates=results.manifest.replicates,
        weeks=weeks,
        rows=tuple(rows),
        neutral=usual,
    )


def _check(results: Results) -> None:
    missing = [name for name in NEEDED if name not in results.tables]
    if missing:
        raise InputError(
            f"this run has no record of {' and '.join(missing)}; run it again without "
            "record.gates = false and record.events = false",
            file=results.folder,
        )


def _gate_columns(results: Results) -> tuple[str, ...]:
    return (*GATE_COLUMNS, *terms_of(results.names("gates")))


def _by_replicate(results: Results, table: str, columns: Sequence[str]) -> Iterator[Columns]:
    for number in range(results.manifest.replicates):
        yield results.of_replicate(table, number, columns)


def _visits(results: Results, posts: Columns, gates: Columns, replicate: int) -> Visits:
    events = results.of_replicate("events", replicate, EVENT_COLUMNS)
    ideas = results.of_replicate("ideas", replicate, IDEA_COLUMNS)
    return visits(gates, events, ideas, posts, results.manifest.horizon)


def _panel(results: Results) -> int:
    return int(results.manifest.scenario.get("gates", {}).get("panel", 1))


def _row(
    place: Place, gates: Sequence[Columns], found: tuple[list[Visits], list[Any]], weeks: int
) -> Row:
    here = [_look(place, mine, table, weeks) for mine, table in zip(found[0], gates, strict=True)]
    stopped = [
        part[place.posts[mine.post[mine.ended(*STOPPED)]]]
        for mine, part in zip(*found, strict=True)
    ]
    by_replicate = np.array([shares(part) for part in stopped])
    reasons = {
        reason.name: estimate(by_replicate[:, number].tolist(), 0.0, 1.0)
        for number, reason in enumerate(REASONS)
    }
    means = np.array([found.mean for found in reasons.values()])
    thousandths = per_mille(means)
    return Row(
        place=place,
        measures={m.name: estimate([m.of(one) for one in here], 0.0, m.most) for m in MEASURES},
        reasons=reasons,
        per_mille=dict(zip(reasons, thousandths.tolist(), strict=True)),
        stops=sum(len(part) for part in stopped),
    )


def _look(place: Place, mine: Visits, gates: Columns, weeks: int) -> Seen:
    outcomes = gates["outcome"].astype(str)[place.posts[gates["post"]]]
    return Seen(mine.at(place.posts), outcomes, place.number, weeks)
