"""A room's lesson: what may be shown when, guesses as they are typed, plans, sessions."""

from __future__ import annotations

import time

import pytest

from innosim.dashboard.shown import staging
from innosim.dashboard.state.room import GUESS, MOST_WORDS, OUTCOME, WORDS, Room, entered, screens
from innosim.dashboard.work.turns import Turns
from innosim.errors import InputErrors
from innosim.teaching.lesson import STAGES
from innosim.teaching.plans import plans
from innosim.teaching.stages import stages, text
from innosim.teaching.stored import Taught, lesson, lessons
from innosim.teaching.tournament import tournament

HERO = lesson("hero-trap")


def room_of(name: str = "hero-trap") -> Room:
    room = Room(Turns())
    room.open(name)
    return room


def wait(room: Room) -> None:
    until = time.monotonic() + 120
    while room.turn is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert room.turn is None


@pytest.mark.parametrize("taught", lessons(), ids=lambda one: one.name)
def test_screens_hold_the_words_of_the_lesson_in_their_order(taught: Taught) -> None:
    found = screens(taught)
    assert list(dict.fromkeys(one.stage for one in found)) == list(STAGES)
    for stage in stages(taught):
        own = [p for one in found if one.stage == stage.name for p in one.paragraphs]
        assert " ".join(own) == " ".join(stage.paragraphs)
        assert all(" ".join(p.split()) in " ".join(text(taught).split()) for p in own)
    for one in found:
        long = len(" ".join(one.paragraphs).split()) > MOST_WORDS
        assert not (long and one.kind == WORDS and one.stage != "so_what") or (
            len(one.paragraphs) == 1
        )


def test_nothing_is_revealed_before_the_room_has_predicted() -> None:
    room = room_of("where-ideas-die")
    room.go(5)
    room.show("reveal")
    assert (room.place, room.screen.kind) == (0, GUESS)
    room.guess("hundred", "10, 2x20")
    room.go(99)
    assert (room.place, room.screen.about) == (1, "gate")
    room.skip("gate")
    assert (room.screen.kind, room.screen.about) == (OUTCOME, "hundred")
    room.guess("hundred", "")
    room.go(99)
    assert room.place == 0


def test_guesses_as_they_are_typed() -> None:
    question = HERO.questions[0]
    assert entered(question, " 10, 25;4 x 40\n2×5 ") == [10, 25, 40, 40, 40, 40, 5, 5]
    assert entered(question, "") == []
    with pytest.raises(InputErrors) as caught:
        entered(question, "ten 20 x")
    assert [one.message.split()[0] for one in caught.value.problems] == ["'ten'", "'x'"]


def test_wrong_guesses_are_told_and_what_was_typed_stays() -> None:
    room = room_of()
    room.guess("gone", "10, 20")
    for wrong in ("10, 300", "99999x10", "nan"):
        room.guess("gone", wrong)
        assert room.told
        assert room.session is not None
        assert room.session.guesses["gone"] == (10, 20)
        assert staging.guessing(room, room.session)["typed"] == wrong
    room.guess("gone", "30, 10, 30")
    assert room.told == []
    assert staging.guessing(room, room.session)["typed"] == "10, 2x30"


def test_guesses_and_cards_are_taken_back_one_by_one() -> None:
    room = room_of()
    room.guess("gone", "10")
    room.guess("gone", "20, 30")
    room.guess("gone", "20, 300")
    room.go(99)
    room.plan(1, "celebrate", True)
    assert room.session is not None
    room.undo()
    assert room.session.plans == {}
    assert room.session.guesses["gone"] == (20, 30)
    room.undo()
    assert room.session.guesses["gone"] == (10,)
    assert room.place == room.last
    room.undo()
    assert room.session.guesses == {}
    assert (room.place, room.can_undo) == (0, False)
    room.undo()
    assert room.session.guesses == {}


def test_hands_are_counted_again_not_added() -> None:
    room = room_of("four-signals")
    for option, hands in (("better", 5), ("worse", 2), ("better", 3), ("worse", -1)):
        room.count("link", option, hands)
    assert room.session is not None
    assert room.session.guesses == {"link": ("better",) * 3}
    room.count("link", "nonsense", 1)
    assert "no option" in room.told[0]


def test_guesses_are_drawn_against_what_was_computed() -> None:
    room = room_of()
    room.guess("gone", "10, 20, 20, 90")
    room.go(1)
    assert room.session is not None
    shown = staging.outcome(room, room.session)
    assert shown["bins"] == [[10, 1], [20, 2], [90, 1]]
    assert shown["median"] == 20
    number = HERO.numbers["gone.percent"]
    assert (shown["answer"], shown["ends"]) == (number.value, [number.low, number.high])
    assert HERO.answer_words(HERO.questions[0]) in shown["came"]


def test_plans_are_run_in_the_worlds_of_the_library() -> None:
    room = room_of()
    room.plan(2, "team_trust", True)
    room.plan(2, "alignment*0.5", True)
    assert room.told == [
        "table 2: 104 leader-hours a quarter, 4 over the 100 that there are; drop a card"
    ]
    room.plan(1, "celebrate", True)
    assert room.session is not None
    kept = dict(room.session.plans)
    room.play()
    room.plan(1, "uphold_defend", True)
    wait(room)
    assert room.failed == ""
    assert room.session.plans == kept
    found = tournament(HERO.lesson, plans(HERO.lesson, kept))
    assert room.session.results == found.facts
    shown = staging.results(room, room.session)
    assert [row["cells"][1] for row in shown["rows"]] == [str(o.table) for o in found.standings]
    room.plan(1, "celebrate", False)
    assert room.session.results is None
    assert 1 not in room.session.plans


def test_a_stopped_turn_leaves_no_results() -> None:
    room = room_of()
    room.plan(1, "celebrate", True)
    room.play()
    turn = room.turn
    room.stop()
    assert room.turn is None
    assert turn is not None
    assert turn.stopped
    assert room.session is not None
    assert room.session.results is None


def test_a_session_comes_back_from_its_text() -> None:
    room = room_of()
    room.guess("gone", "10, 20")
    room.plan(3, "uphold_defend", True)
    assert room.session is not None
    kept = room.session.text()
    other = Room(Turns())
    other.restore(kept, place=2)
    assert other.session == room.session
    assert other.place == 2
    before = other.session
    for broken in ("{", "[]", kept.replace("uphold_defend", "magic"), "x" * 2_000_000):
        other.restore(broken)
        assert other.told
        assert other.session is before
