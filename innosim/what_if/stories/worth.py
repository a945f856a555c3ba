"""Ideas worth telling: the extremes of a run, each found by a rule, in an order without chance."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from html import escape
from typing import Any

from innosim.contracts import FINAL
from innosim.results.reader import Results
from innosim.what_if.stories.biography import panel
from innosim.what_if.stories.decision import PREFIX, apart, chance
from innosim.what_if.stories.happenings import STANDING, past_gates
from innosim.what_if.stories.identity import Identity, command
from innosim.what_if.stories.records import demand_logs, plain

WEIGHED = ("accepted", "rejected")
"""Outcomes in which the draw alone decided whether an idea went on."""

CHAMPION = f"{PREFIX}champion"
_DEAD = tuple(stage.name.lower() for stage in FINAL)
_DECISION = ("replicate", "idea", "week", "layer", "score", "probability", "luck", "outcome")
_IDEA = (
    *("replicate", "idea", "born", "merit", "stage"),
    *("reached_pilot", "reached_embedded", "gates_passed"),
)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Candidate:
    """An idea that a rule found.

    Attributes:
        kind: name of the rule, one of `KINDS`.
        identity: the idea.
        asked: how to ask for its story.
        measure: what the rule ranks by, in `unit`.
        unit: unit of the measure.
        reason: why it is worth telling, in one line.
        embedded: whether it became normal practice.
    """

    kind: str
    identity: Identity
    asked: str
    measure: float
    unit: str
    reason: str
    embedded: bool = False


@dataclass(frozen=True)
class Worth:
    """Ideas worth telling, by kind in the order of `KINDS`, the most extreme of a kind first."""

    folder: str
    ideas: int
    found: tuple[Candidate, ...]

    def command(self, one: Candidate) -> str:
        """The command that tells the story of one of them."""
        return command("why", self.folder, one.asked)

    def rescue(self, one: Candidate) -> str | None:
        """The command that says what would have saved it; None if nothing had to."""
        return None if one.embedded else command("saved", self.folder, one.asked)

    def text(self) -> str:
        """The list for a terminal."""
        if not self.found:
            return f"None of {self.ideas:,} ideas stands out.\n"
        lines = [f"Ideas worth telling, of {self.ideas:,}:"]
        heads = [""] + [one.kind for one in self.found]
        for before, one in zip(heads, self.found, strict=False):
            if one.kind != before:
                lines += ["", KINDS[one.kind].title]
            lines += [f"  {one.asked}: {one.reason}", f"    {self.command(one)}"]
        if any(not one.embedded for one in self.found):
            folder = command("saved", self.folder, "IDEA")
            lines += ["", f"What would have saved one that did not succeed: {folder}"]
        return "\n".join(lines) + "\n"

    @property
    def facts(self) -> list[dict[str, Any]]:
        """The list as plain values, for JSON."""
        return [
            {
                "kind": one.kind,
                "idea": one.identity.idea,
                "replicate": one.identity.replicate,
                "measure": one.measure,
                "unit": one.unit,
                "reason": one.reason,
                "command": self.command(one),
                "saved": self.rescue(one),
            }
            for one in self.found
        ]

    def json(self) -> str:
        """`facts` as JSON."""
        return json.dumps(self.facts, indent=2, ensure_ascii=False)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(KINDS[one.kind].title)}</td><td>{one.asked}</td>"
            f"<td>{escape(one.reason)}</td><td>{_as_code(self.command(one), self.rescue(one))}</td>"
            "</tr>"
            for one in self.found
        )
        head = "<tr><th>kind</th><th>idea</th><th>why</th><th>commands</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


@dataclass(frozen=True)
class Log:
    """What the rules look at: one replicate.

    Attributes:
        ideas: rows of the table ideas.
        decisions: rows of the table gates by idea, in order.
        stalls: (week, weeks) of each stall by idea, those that last till the end included.
        panel: reviewers side by side at each gate.
    """

    ideas: Mapping[Identity, Row]
    decisions: Mapping[Identity, Sequence[Row]]
    stalls: Mapping[Identity, Sequence[tuple[int, int]]]
    panel: int


Found = tuple[tuple[float, ...], Identity, float, str]
"""Rank (least first), idea, measure and reason."""


@dataclass(frozen=True)
class Kind:
    """A rule that finds ideas: its title, what it looks for, its measure's unit, how it finds."""

    title: str
    meaning: str
    unit: str
    find: Callable[[Log], Iterator[Found]]


def _closest(log: Log) -> Iterator[Found]:
    for identity, rows in log.decisions.items():
        last = rows[-1]
        if last["outcome"] not in WEIGHED or not _decided(log.ideas[identity], last):
            continue
        gap = abs(last["luck"] - last["probability"])
        said = "accepted" if last["outcome"] == "accepted" else "rejected"
        draw, likely = apart(last["luck"], last["probability"])
        reason = (
            f"{said} at layer {last['layer']} in week {last['week']} on a draw of {draw} against "
            f"a chance of {likely}"
        )
        yield (gap,), identity, gap, reason


def _decided(idea: Row, last: Row) -> bool:
    """Whether its last decision sent it into a pilot, or ended it."""
    tried = idea["reached_pilot"] == last["week"]
    return tried if last["outcome"] == "accepted" else idea["stage"] == "rejected"


def _lost(log: Log) -> Iterator[Found]:
    for identity, idea in log.ideas.items():
        if idea["stage"] in _DEAD and idea["reached_pilot"] < 0:
            end = STANDING[idea["stage"]]
            reason = f"merit {idea['merit']:.2f} of 1, {end} {past_gates(idea)} and never tried"
            yield (-idea["merit"],), identity, idea["merit"], reason


def _stall(log: Log) -> Iterator[Found]:
    for identity, stalls in log.stalls.items():
        week, weeks = max(stalls, key=lambda stall: (stall[1], -stall[0]))
        reason = f"stalled for {_weeks(weeks)} from week {week} on"
        yield (-weeks,), identity, weeks, reason


def _saved(log: Log) -> Iterator[Found]:
    for identity, rows in log.decisions.items():
        if log.ideas[identity]["reached_pilot"] < 0:
            continue
        rescued = [(row, without) for row in rows if (without := _without(row, log.panel))]
        if rescued:
            row, without = max(rescued, key=lambda pair: pair[0]["luck"] - pair[1])
            number = "1 gate" if len(rescued) == 1 else f"{len(rescued)} gates"
            reason = (
                f"tried, though without its champion {number} would not have said yes: at layer "
                f"{row['layer']} on a draw of {row['luck']:.3f} against a chance of "
                f"{row['probability']:.3f}, without the champion {without:.3f}"
            )
            rank = (-len(rescued), without - row["luck"])
            yield rank, identity, len(rescued), reason


def _without(row: Row, panel: int) -> float | None:
    """The chance of a yes without the champion where that would have turned it into a no."""
    if row["outcome"] != "accepted":
        return None
    without = chance(row["score"] - row.get(CHAMPION, 0.0), panel)
    return without if row["luck"] >= without else None


def _fastest(log: Log) -> Iterator[Found]:
    for identity, idea in log.ideas.items():
        if idea["reached_embedded"] >= 0:
            weeks = idea["reached_embedded"] - idea["born"]
            reason = f"normal practice {_weeks(weeks)} after it was conceived"
            yield (weeks,), identity, weeks, reason


def _tried(log: Log) -> Iterator[Found]:
    for identity, rows in log.decisions.items():
        yeses = sum(row["outcome"] == "accepted" for row in rows)
        end = STANDING[log.ideas[identity]["stage"]]
        reason = f"{len(rows)} decisions at gates, {yeses} of them a yes; in the end {end}"
        yield (-len(rows),), identity, len(rows), reason


KINDS: Mapping[str, Kind] = {
    "closest": Kind(
        "The closest call",
        "least distance of draw and chance where the last gate sent it into a pilot or ended it",
        "probability",
        _closest,
    ),
    "lost": Kind(
        "The best idea lost",
        "greatest merit among those that ended before a pilot",
        "share",
        _lost,
    ),
    "stall": Kind("The longest stall", "longest single time out of the queue", "weeks", _stall),
    "saved": Kind(
        "Saved by one person",
        "most gates that said yes on a draw which without the champion's term would have been no "
        "yes, among ideas that were tried; then the widest such gap",
        "gates",
        _saved,
    ),
    "fastest": Kind(
        "The fastest to normal practice",
        "fewest weeks from conception to normal practice",
        "weeks",
        _fastest,
    ),
    "tried": Kind(
        "The most persistent", "most decisions at gates, delays included", "decisions", _tried
    ),
}
"""The rules, in the order in which they are shown."""


def worth_telling(results: Results, most: int = 1) -> Worth:
    """The ideas of a run that make a story, at most `most` of each kind.

    Ties go to the lower replicate, then to the lower post, week and ordinal of conception.

    Raises:
        InputError: if the run did not record its events and decisions.
    """
    demand_logs(results)
    replicates = results.manifest.replicates
    best: dict[str, list[Found]] = {name: [] for name in KINDS}
    embedded: set[Identity] = set()
    for replicate in range(replicates):
        log = _log(results, replicate)
        embedded |= {one for one, idea in log.ideas.items() if idea["reached_embedded"] >= 0}
        for name, kind in KINDS.items():
            best[name] = nsmallest(most, [*best[name], *kind.find(log)], key=_order)
    found = tuple(
        Candidate(
            kind=name,
            identity=identity,
            asked=identity.asked(replicates),
            measure=float(measure),
            unit=kind.unit,
            reason=reason,
            embedded=identity in embedded,
        )
        for name, kind in KINDS.items()
        for _, identity, measure, reason in best[name]
    )
    return Worth(str(results.folder), results.rows("ideas"), found)


def _as_code(*commands: str | None) -> str:
    return "<br>".join(f"<code>{escape(one)}</code>" for one in commands if one)


def _order(found: Found) -> tuple[tuple[float, ...], tuple[int, ...]]:
    return found[0], found[1].parts()


def _log(results: Results, replicate: int) -> Log:
    ideas = {_identity(row): row for row in _rows(results, "ideas", _IDEA, replicate)}
    decisions: dict[Identity, list[Row]] = {}
    columns = [*_DECISION, *(name for name in results.names("gates") if name == CHAMPION)]
    for row in _rows(results, "gates", columns, replicate):
        decisions.setdefault(_identity(row), []).append(row)
    for rows in decisions.values():
        rows.sort(key=lambda row: row["week"])
    return Log(ideas, decisions, _stalls(results, replicate), panel(results))


def _stalls(results: Results, replicate: int) -> dict[Identity, list[tuple[int, int]]]:
    columns = ("replicate", "idea", "week", "from_stage", "to_stage")
    began: dict[Identity, int] = {}
    stalls: dict[Identity, list[tuple[int, int]]] = {}
    for row in sorted(_rows(results, "events", columns, replicate), key=lambda row: row["week"]):
        if row["from_stage"] == row["to_stage"]:
            continue
        if row["to_stage"] == "stalled":
            began[_identity(row)] = row["week"]
        elif row["from_stage"] == "stalled":
            week = began.pop(_identity(row))
            stalls.setdefault(_identity(row), []).append((week, row["week"] - week))
    for identity, week in began.items():
        stalls.setdefault(identity, []).append((week, results.manifest.horizon - week))
    return stalls


def _rows(results: Results, table: str, columns: Sequence[str], replicate: int) -> Iterator[Row]:
    if table not in results.tables:
        return
    found = plain(results.of_replicate(table, replicate, columns))
    for values in zip(*found.values(), strict=True):
        yield dict(zip(found, values, strict=True))


def _identity(row: Row) -> Identity:
    return Identity(row["replicate"], row["idea"])


def _weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number:,} weeks"
