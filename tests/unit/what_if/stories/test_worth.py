"""Ideas worth telling: known answers, order, and that the measures hold in runs of the model."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from innosim.errors import InputError
from innosim.results.reader import Results
from innosim.what_if.stories.biography import biography
from innosim.what_if.stories.worth import KINDS, worth_telling
from tests.unit.what_if.stories import handmade


def test_known_answers(by_hand: Results) -> None:
    worth = worth_telling(by_hand)
    found = {one.kind: (one.asked, one.measure) for one in worth.found}
    assert found == {
        "closest": ("2-0-0", 0.015625),
        "lost": ("2-1-1", pytest.approx(0.9)),
        # 1-4-0 stalls from week 30 to the end, week 60; 2-1-1 from week 27 to its end in week 50.
        "stall": ("1-4-0", 30),
        # 2-1-0 passed at a score of 0 on a draw of .4375; without its champion it is -0.5: .378.
        "saved": ("2-1-0", 1),
        "fastest": ("2-1-0", 39),
        "tried": ("2-0-0", 3),
    }
    assert [one.kind for one in worth.found] == list(KINDS)


def test_reasons(by_hand: Results) -> None:
    reasons = {one.kind: one.reason for one in worth_telling(by_hand).found}
    assert reasons == {
        "closest": "rejected at layer 0 in week 9 on a draw of 0.52 against a chance of 0.50",
        "lost": "merit 0.90 of 1, expired at its first gate and never tried",
        "stall": "stalled for 30 weeks from week 30 on",
        "saved": "tried, though without its champion 1 gate would not have said yes: at layer 1 "
        "on a draw of 0.438 against a chance of 0.500, without the champion 0.378",
        "fastest": "normal practice 39 weeks after it was conceived",
        "tried": "3 decisions at gates, 1 of them a yes; in the end rejected",
    }


def test_more_of_each_kind_are_in_order(by_hand: Results) -> None:
    worth = worth_telling(by_hand, most=9)
    lists = {kind: [one.asked for one in worth.found if one.kind == kind] for kind in KINDS}
    assert lists == {
        "closest": ["2-0-0", "2-1-0"],
        "lost": ["2-1-1", "2-0-0"],
        "stall": ["1-4-0", "2-1-1"],
        "saved": ["2-1-0"],
        "fastest": ["2-1-0"],
        "tried": ["2-0-0", "2-1-0"],
    }


def test_texts(by_hand: Results) -> None:
    worth = worth_telling(by_hand)
    command = f"innosim why {by_hand.folder} 2-0-0"
    assert "The closest call\n  2-0-0: rejected at layer 0 in week 9" in worth.text()
    assert f"    {command}\n" in worth.text()
    facts = json.loads(worth.json())
    assert facts[0]["command"] == command
    assert worth._repr_html_().count("<tr>") == 1 + len(worth.found)


def test_nothing_to_tell_of(tmp_path: Path) -> None:
    bare = handmade.results(tmp_path / "bare", logs=False)
    with pytest.raises(InputError, match="did not record its events and gates"):
        worth_telling(bare)


def test_ties_go_to_the_first_conceived(recorded: dict[str, Results]) -> None:
    for results in recorded.values():
        worth = worth_telling(results, most=50)
        for kind in ("tried", "fastest"):
            of_kind = [one for one in worth.found if one.kind == kind]
            for one, after in pairwise(of_kind):
                if one.measure == after.measure:
                    assert one.identity.parts() < after.identity.parts()


def test_what_is_said_holds_in_the_story(recorded: dict[str, Results]) -> None:
    seen = set()
    for results in recorded.values():
        merit, pilot, ended = (
            results.columns("ideas", [name])[name] for name in ("merit", "reached_pilot", "ended")
        )
        for one in worth_telling(results, most=3).found:
            story = biography(results, one.asked)
            seen.add(one.kind)
            if one.kind == "tried":
                assert len(story.decisions) == one.measure
            if one.kind == "saved":
                turned = [
                    d
                    for d in story.decisions
                    if d.outcome == "accepted" and d.margin < d.terms["champion"] - 1e-6
                ]
                assert len(turned) == one.measure
                assert story.idea["reached_pilot"] >= 0
            if one.kind == "closest":
                last = story.decisions[-1]
                assert abs(last.luck - last.probability) == pytest.approx(one.measure)
        best = [one.measure for one in worth_telling(results).found if one.kind == "lost"]
        assert best == [np.max(merit[(pilot < 0) & (ended >= 0)])]
    assert {"closest", "lost", "stall", "saved", "tried"} <= seen
