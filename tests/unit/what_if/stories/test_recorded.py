"""What the model records adds up, and every row of it is told once and only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from innosim.results.reader import Results
from innosim.what_if.stories.biography import Biography, biography, panel
from innosim.what_if.stories.decision import PASSING, Decision, decision
from innosim.what_if.stories.happenings import EVENTS, STANDING
from innosim.what_if.stories.identity import Identity
from innosim.what_if.stories.records import Record, plain
from innosim.what_if.stories.way import KINDS

FLOAT32 = 1e-6
Runs = dict[str, Results]


def decisions(results: Results) -> Iterator[Decision]:
    columns = plain(results.columns("gates"))
    for row in range(results.rows("gates")):
        record = Record("gates", row, {name: column[row] for name, column in columns.items()})
        yield decision(record, panel(results))


def some(results: Results, number: int = 60) -> list[Biography]:
    """Stories of ideas spread over the run."""
    ideas = results.columns("ideas", ["replicate", "idea"])
    rows = np.unique(np.linspace(0, len(ideas["idea"]) - 1, number).astype(int))
    return [biography(results, f"{ideas['replicate'][r]}:{ideas['idea'][r]}") for r in rows]


def test_terms_add_up_to_the_score_and_the_score_gives_the_chance(recorded: Runs) -> None:
    for name, results in recorded.items():
        assert results.rows("gates") > 100, name
        for one in decisions(results):
            score = sum(one.terms.values())
            assert score == pytest.approx(one.score, abs=FLOAT32, rel=FLOAT32)
            logistic = 1.0 / (1.0 + np.exp(-score))
            chance = 1.0 - (1.0 - logistic) ** one.panel
            assert chance == pytest.approx(one.probability, abs=FLOAT32)


def test_the_decision_follows_from_the_draw(recorded: Runs) -> None:
    outcomes: Counter[str] = Counter()
    for results in recorded.values():
        for one in decisions(results):
            outcomes[one.outcome] += 1
            if abs(one.luck - one.probability) < FLOAT32 or not one.weighed:
                continue
            assert (one.outcome == "accepted") == (one.luck < one.probability)
            assert (one.margin > 0) == (one.luck < one.probability)
            assert one.passed == (one.outcome in PASSING)
    assert {*outcomes} == {
        *("accepted", "accepted_with_conditions", "mandated"),
        *("rejected", "held", "rule", "convention"),
    }


def test_every_event_has_its_words(recorded: Runs) -> None:
    found = set()
    for results in recorded.values():
        found |= set(results.columns("events", ["event"])["event"].tolist())
        assert set(results.columns("ideas", ["stage"])["stage"].tolist()) <= STANDING.keys()
    assert found <= EVENTS.keys()
    assert {"bypassed", "appealed", "stalled", "gate", "pilot", "taken over"} <= found
    assert "incident" in found


def test_every_row_is_told_once(recorded: Runs) -> None:
    for results in recorded.values():
        logs = {t: results.columns(t, ["replicate", "idea"]) for t in ("events", "gates", "ideas")}
        for story in some(results):
            told = Counter((s.record.table, s.record.row) for s in story.sentences)
            mine = {
                (table, int(row))
                for table, keys in logs.items()
                for row in np.flatnonzero(_is(keys, story.identity))
            }
            assert set(told) == mine
            assert all(times == 1 + (table == "ideas") for (table, _), times in told.items())


def _is(keys: dict[str, np.ndarray], identity: Identity) -> np.ndarray:
    return (keys["replicate"] == identity.replicate) & (keys["idea"] == identity.idea)


def test_weeks_and_ways_go_on(recorded: Runs) -> None:
    for results in recorded.values():
        for story in some(results):
            weeks = [sentence.week for sentence in story.sentences]
            assert weeks == sorted(weeks)
            assert all(s.record["week"] == s.week for s in story.sentences if _dated(s.record))
            stays = [stay.week for stay in story.way.stays]
            assert stays == sorted(stays)
            assert {step.kind for step in story.way.steps} <= KINDS.keys()
            assert max(step.lane for step in story.way.steps) <= story.way.deepest


def _dated(record: Record) -> bool:
    return record.table != "ideas"


def test_an_incident_that_is_survived_is_one_step_and_one_that_is_not_another(
    recorded: Runs,
) -> None:
    results = recorded["levers"]
    events = results.columns("events", ["replicate", "idea", "event"])
    hit = np.flatnonzero(events["event"] == "incident")
    words = Counter()
    for row in hit[:40]:
        story = biography(results, f"{events['replicate'][row]}:{events['idea'][row]}")
        steps = [step for step in story.way.steps if step.kind == "incident"]
        assert len(steps) == sum(
            s.record.values.get("event") == "incident" for s in story.sentences
        )
        words.update(step.words for step in steps)
    assert set(words) == {"incident", "incident, called off"}


def test_the_last_step_is_what_became_of_it(recorded: Runs) -> None:
    for results in recorded.values():
        for story in some(results):
            stage, last = story.idea["stage"], story.way.steps[-1].kind
            if story.idea["ended"] >= 0:
                assert last in ("died", "incident")
            elif stage != "embedded":
                assert last == "open"
                assert "still in flight at the end" in story.sentences[-1].text
