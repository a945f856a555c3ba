"""The story of one idea: dated plain sentences, each from a row of what the run recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import fill
from typing import Any

from innosim.calendar import date_of
from innosim.results.reader import Results
from innosim.what_if.stories.cast import Cast, cast
from innosim.what_if.stories.decision import (
    OUTCOMES,
    Decision,
    counted,
    decision,
    fortune,
    weighing,
)
from innosim.what_if.stories.happenings import age, ending, nature, told
from innosim.what_if.stories.identity import Identity, command, find
from innosim.what_if.stories.records import Record, demand_logs, of_idea
from innosim.what_if.stories.way import Way, way

CAUTION = "For learning and discussion; not a forecast."
SAVED_BY = "What would have saved it:"
WIDTH = 96
INDENT = 13
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_BEFORE_DECISIONS = ("conceived", "bypassed")
"""Events that come before the decisions of the same week; all others follow from them."""


@dataclass(frozen=True)
class Sentence:
    """What is said of one row of a table.

    Attributes:
        week: when it happened.
        day: first day of that week.
        text: what is said.
        record: the row it is said of.
    """

    week: int
    day: date
    text: str
    record: Record


@dataclass(frozen=True)
class Biography:
    """The story of one idea.

    Attributes:
        identity: the idea.
        asked: how it is asked for.
        service: what the scenario calls itself, and of how many runs this is one.
        start: first day of week 0.
        idea: its row in the table ideas.
        sentences: what happened, in order; the last says what became of it.
        decisions: its decisions at gates, in order.
        way: its way through the layers.
        posts: those who act in it, with layer, role and unit.
        onward: the command that says what would have saved it; empty if nothing had to.
    """

    identity: Identity
    asked: str
    service: str
    start: date
    idea: Record
    sentences: tuple[Sentence, ...]
    decisions: tuple[Decision, ...]
    way: Way
    posts: tuple[Mapping[str, Any], ...] = ()
    onward: str = ""

    def text(self, sources: bool = False, onward: bool = True) -> str:
        """The story for a terminal.

        Args:
            sources: whether to name the row that each sentence comes from.
            onward: whether to name the command that says what would have saved it.
        """
        head = [f"The story of idea {self.asked}", fill(f"{self.service} {CAUTION}", WIDTH), ""]
        lines = []
        for sentence in self.sentences:
            said = sentence.text + (f" [{source(sentence.record)}]" if sources else "")
            first = f"{day_words(sentence.day):<{INDENT}}"
            lines.append(fill(said, WIDTH, initial_indent=first, subsequent_indent=" " * INDENT))
        asks = ["", f"{SAVED_BY} {self.onward}"] if onward and self.onward else []
        return "\n".join([*head, *lines, *asks]) + "\n"

    @property
    def facts(self) -> dict[str, Any]:
        """The story as plain values, for JSON: sentences with their rows, decisions in full."""
        return {
            "idea": self.identity.idea,
            "replicate": self.identity.replicate,
            "service": self.service,
            "start": self.start.isoformat(),
            "facts": dict(self.idea.values),
            "sentences": [_sentence_facts(sentence) for sentence in self.sentences],
            "decisions": [_decision_facts(one) for one in self.decisions],
            "weeks": age(self.idea.values),
            "posts": [dict(post) for post in self.posts],
            "onward": self.onward,
        }

    def html(self, onward: bool = True) -> str:
        """The story as a table, with the command that says what would have saved it below."""
        rows = "".join(
            f"<tr><td>{day_words(one.day)}</td><td>{escape(one.text)}</td>"
            f"<td>{source(one.record)}</td></tr>"
            for one in self.sentences
        )
        caption = escape(f"The story of idea {self.asked}. {self.service} {CAUTION}")
        head = "<tr><th>week of</th><th>what happened</th><th>recorded in</th></tr>"
        table = f"<caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody>"
        asks = f"<p>{SAVED_BY} <code>{escape(self.onward)}</code></p>" if self.onward else ""
        return f"<table>{table}</table>{asks if onward else ''}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


def biography(results: Results, idea: str) -> Biography:
    """The story of an idea.

    Args:
        results: a run that recorded its events and decisions.
        idea: its name in the tables, "post-week-ordinal", after the number of its replicate and a
            colon where several replicates have it.

    Raises:
        InputError: if there is no such idea, or if nothing was recorded to tell it from.
    """
    demand_logs(results)
    identity = find(results, idea)
    row = of_idea(results, "ideas", identity)[0]
    manifest, people = results.manifest, cast(results)
    decisions = [decision(r, panel(results)) for r in of_idea(results, "gates", identity)]
    happened = _in_order(of_idea(results, "events", identity), decisions)
    start = date.fromisoformat(str(manifest.scenario["start"]))
    asked = identity.asked(manifest.replicates)
    said = _said(row, happened, people)
    last = manifest.horizon - 1
    said.append((last if row["ended"] < 0 else row["ended"], _end(row, start, last), row))
    return Biography(
        identity=identity,
        asked=asked,
        service=_service(results, identity),
        start=start,
        idea=row,
        sentences=tuple(Sentence(w, date_of(w, start), text, r) for w, text, r in said),
        decisions=tuple(decisions),
        way=way(row.values, happened, people, last),
        posts=tuple(_posts(happened, people)),
        onward="" if row["reached_embedded"] >= 0 else command("saved", results.folder, asked),
    )


def _posts(happened: Sequence[Record | Decision], people: Cast) -> Iterator[Mapping[str, Any]]:
    acting = {one.post if isinstance(one, Decision) else one["post"] for one in happened}
    for post in sorted(acting - {-1}):
        layer, role, unit = people.layer(post), people.role(post), people.unit(post)
        yield {"post": post, "layer": layer, "role": role, "unit": unit}


def panel(results: Results) -> int:
    """Reviewers side by side at each gate of a run, one of whom is enough."""
    return int(results.manifest.scenario.get("gates", {}).get("panel", 1))


def day_words(day: date) -> str:
    """A day in words, as "6 Jan 2025", whatever the language of the machine."""
    return f"{day.day} {_MONTHS[3 * day.month - 3 : 3 * day.month]} {day.year}"


def source(record: Record) -> str:
    """The row of a table, in words."""
    return f"{record.table} {record.row}"


def _in_order(events: Sequence[Record], decisions: Sequence[Decision]) -> list[Record | Decision]:
    """Events and decisions as they happened: within a week decisions come before what follows."""
    placed: list[tuple[int, int, int, Record | Decision]] = []
    for event in events:
        rank = 0 if event["event"] in _BEFORE_DECISIONS else 2
        placed.append((event["week"], rank, event.row, event))
    placed += [(one.week, 1, one.record.row, one) for one in decisions]
    return [one for *_, one in sorted(placed, key=lambda entry: entry[:3])]


def _said(
    idea: Record, happened: Sequence[Record | Decision], people: Cast
) -> list[tuple[int, str, Record]]:
    said, last_reviewer = [], -1
    for one in happened:
        if isinstance(one, Decision):
            text = _decided(one, people, one.post == last_reviewer)
            said.append((one.week, text, one.record))
            last_reviewer = one.post
        else:
            said.append((one["week"], told(one, people), one))
            if one["event"] == "conceived":
                said.append((one["week"], nature(idea.values), idea))
    return said


def _decided(one: Decision, people: Cast, same: bool) -> str:
    who = f"the same {people.role_words(one.post)}" if same else people.words(one.post)
    what = OUTCOMES.get(one.outcome, one.outcome.replace("_", " "))
    return f"{who[:1].upper()}{who[1:]} {what}. {weighing(one)} {fortune(one)}"


def _end(idea: Record, start: date, last: int) -> str:
    return ending(idea.values, day_words(date_of(last, start)))


def _service(results: Results, identity: Identity) -> str:
    manifest = results.manifest
    runs = "the only run" if manifest.replicates == 1 else f"one of {manifest.replicates} runs"
    number = "" if manifest.replicates == 1 else f" (replicate {identity.replicate})"
    title = manifest.title.rstrip(".")
    return f"{title}{': ' if title else ''}{runs}{number}, with the luck it had."


def _sentence_facts(sentence: Sentence) -> dict[str, Any]:
    return {
        "week": sentence.week,
        "date": sentence.day.isoformat(),
        "text": sentence.text,
        "table": sentence.record.table,
        "row": sentence.record.row,
    }


def _decision_facts(one: Decision) -> Mapping[str, Any]:
    return {
        "row": one.record.row,
        "week": one.week,
        "post": one.post,
        "layer": one.layer,
        "outcome": one.outcome,
        "score": one.score,
        "probability": one.probability,
        "luck": one.luck,
        "margin": one.margin,
        "terms": dict(one.terms),
        "shown": {name: size / 100 for name, size in counted(one).items()},
    }
