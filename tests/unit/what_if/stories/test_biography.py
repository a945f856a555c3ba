"""Stories of a run made by hand, and what is said where there is none to tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.what_if.stories.biography import SAVED_BY, biography
from innosim.what_if.stories.way import PILOT, PRACTICE, SPREADING, Stay
from tests.unit.what_if.stories import handmade


def test_a_refused_idea(by_hand: Results) -> None:
    said = [
        (sentence.day.isoformat(), sentence.text, sentence.record.table, sentence.record.row)
        for sentence in biography(by_hand, "2-0-0").sentences
    ]
    assert said == [
        (
            "2025-01-06",
            "A member of staff at layer 2 of Harbour, Ministry of Ports conceives the idea, in "
            "answer to a crisis.",
            "events",
            0,
        ),
        (
            "2025-01-06",
            "Its merit is 0.75, its novelty 0.00 and its risk 0.00, each of 0 to 1; it is not "
            "linked to core business.",
            "ideas",
            0,
        ),
        (
            "2025-01-20",
            "A middle manager at layer 1 of Harbour, Ministry of Ports neither agrees nor "
            "refuses: it stays in the queue. What counted: risk in the eyes of the reviewer "
            "−1.25, starting score +0.60, a determined champion +0.25; together −0.40. "
            # log(3) + 0.4
            "Chance 0.40, draw 0.75: not a yes; 1.50 more would have made it one.",
            "gates",
            0,
        ),
        (
            "2025-02-10",
            "The same middle manager says yes. What counted: risk in the eyes of the reviewer "
            "−1.25, starting score +0.60, a determined champion +0.25; together −0.40. "
            # log(3) - 0.4
            "Chance 0.40, draw 0.25: a yes, with 0.70 to spare.",
            "gates",
            2,
        ),
        ("2025-02-10", "It comes before the head of Ministry of Ports.", "events", 5),
        (
            "2025-03-10",
            "The head of Ministry of Ports says no. What counted: risk in the eyes of the "
            "reviewer −1.35, starting score +0.60, merit +0.50, a determined champion +0.25; "
            "together 0.00. Chance 0.50, draw 0.52: not a yes; 0.06 more would have made it one.",
            "gates",
            4,
        ),
        ("2025-03-10", "With that it is rejected.", "events", 7),
        (
            "2025-03-10",
            "What became of it: rejected, 9 weeks after it was conceived, past 1 gate and never "
            "tried.",
            "ideas",
            0,
        ),
    ]


@pytest.mark.parametrize(
    ("idea", "end"),
    [
        (
            "2-1-0",
            "What became of it: normal practice, 39 weeks after it was conceived. At the end 12 "
            "people use it, in 1 branch.",
        ),
        (
            "2-1-1",
            "What became of it: expired, 49 weeks after it was conceived, at its first gate and "
            "never tried.",
        ),
        (
            "1-4-0",
            "What became of it: still in flight at the end, 23 Feb 2026: it is stalled at layer 0.",
        ),
    ],
)
def test_ends(by_hand: Results, idea: str, end: str) -> None:
    assert biography(by_hand, idea).sentences[-1].text == end


def test_ways(by_hand: Results) -> None:
    embedded = biography(by_hand, "2-1-0").way
    lanes = [1, 0, PILOT, SPREADING, PRACTICE]
    weeks = [1, 3, 6, 20, 40]
    climbed = [Stay(week, lane) for week, lane in zip(weeks, lanes, strict=True)]
    assert embedded.stays == (Stay(1, 2), *climbed)
    assert (embedded.clay, embedded.deepest, embedded.last) == ((1,), 2, 40)
    refused = biography(by_hand, "2-0-0").way
    kinds = [(step.week, step.lane, step.kind) for step in refused.steps]
    assert kinds == [(0, 2, "conceived"), (2, 1, "held"), (5, 1, "passed"), (9, 0, "died")]
    waiting = biography(by_hand, "1-4-0").way
    assert waiting.stays == (Stay(4, 1), Stay(4, 0), Stay(30, 0, stalled=True))
    assert (waiting.steps[-1].kind, waiting.last) == ("open", handmade.HORIZON - 1)


def test_texts_and_facts(by_hand: Results) -> None:
    story = biography(by_hand, "2-0-0")
    assert "6 Jan 2025   A member of staff" in story.text()
    assert "[gates 4]" in " ".join(story.text(sources=True).split())
    assert "[gates 4]" not in story.text()
    facts = json.loads(json.dumps(story.facts))
    assert facts["decisions"][-1]["terms"]["merit"] == 0.5
    assert [one["table"] for one in facts["sentences"]].count("gates") == 3
    page = story._repr_html_()
    assert page.count("<tr>") == 1 + len(story.sentences)
    assert "gates 4" in page


def test_it_names_the_command_that_says_what_would_have_saved_it(by_hand: Results) -> None:
    lost = biography(by_hand, "2-0-0")
    command = f"innosim saved {by_hand.folder} 2-0-0"
    assert lost.text().endswith(f"\n\n{SAVED_BY} {command}\n")
    assert f"<code>{command}</code>" in lost.html()
    assert lost.facts["onward"] == command
    assert command not in lost.text(onward=False) + lost.html(onward=False)
    saved = biography(by_hand, "2-1-0")
    assert saved.idea["reached_embedded"] >= 0
    assert saved.onward == ""
    assert SAVED_BY not in saved.text() + saved.html()


def test_ideas_that_are_not_there(by_hand: Results) -> None:
    with pytest.raises(InputError, match=r"no name of an idea.*such as 2-0-0"):
        biography(by_hand, "idea-42")
    with pytest.raises(InputError, match=r"no idea '2-2-0'; the nearest of 4 are 2-1-0, 2-1-1, "):
        biography(by_hand, "2-2-0")
    with pytest.raises(InputError, match="replicates are numbered 0 to 0"):
        biography(by_hand, "1:2-0-0")
    assert biography(by_hand, "0:2-0-0").identity.idea == "2-0-0"


def test_replicates(recorded: dict[str, Results]) -> None:
    results = recorded["as it is"]
    ideas = results.columns("ideas", ["replicate", "idea"])
    by_replicate = [set(ideas["idea"][ideas["replicate"] == r].tolist()) for r in (0, 1)]
    both = sorted(by_replicate[0] & by_replicate[1])
    alone = sorted(by_replicate[1] - by_replicate[0])
    assert both
    assert alone
    with pytest.raises(InputError, match=f"2 replicates have an idea '{both[0]}'.* 0:{both[0]}, 1"):
        biography(results, both[0])
    story = biography(results, f"1:{both[0]}")
    assert (story.identity.replicate, story.asked) == (1, f"1:{both[0]}")
    assert "one of 2 runs (replicate 1)" in story.text()
    assert biography(results, alone[0]).identity.replicate == 1


def test_a_run_that_recorded_nothing(tmp_path: Path) -> None:
    bare = handmade.results(tmp_path / "bare", logs=False)
    with pytest.raises(InputError, match=r"--set record.events=true --set record.gates=true$"):
        biography(bare, "2-0-0")
