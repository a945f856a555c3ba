"""Guesses, plans and results of a room: kept, restored, and refused where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innosim.errors import InputError, InputErrors
from innosim.teaching.pictures import guesses
from innosim.teaching.session import Session, begin, restore
from tests.unit.teaching.toy import RESULTS


def full() -> Session:
    session = begin("where-ideas-die", 7).guessed([3, 12.5]).guessed(["was.middle"], "gate")
    session = session.planned({table: ["forums", "yes-and"] for table in (2, 1, 3)})
    return Session(**{**vars(session), "results": RESULTS})


def test_saved_and_restored_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    full().save(one)
    again = restore(one)
    assert again.guesses == {"hundred": (3, 12.5), "gate": ("was.middle",)}
    assert again.plans == dict.fromkeys((1, 2, 3), ("forums", "yes-and"))
    again.save(two)
    assert one.read_bytes() == two.read_bytes()
    assert again.text() == full().text()


CARDS = [card.key for card in begin("align").taught.lesson.turn.cards if card.hours(2) <= 80]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.floats(1, 48) | st.integers(1, 48), max_size=30),
    st.dictionaries(st.integers(1, 8), st.lists(st.sampled_from(CARDS), unique=True, max_size=3)),
    st.integers(0, 2**64 - 1),
)
def test_any_session_comes_back_as_it_was(
    tmp_path: Path, given_: list[float], chosen: dict[int, list[str]], seed: int
) -> None:
    session = begin("L6", seed).guessed(given_)
    session = session.planned(chosen) if chosen else session
    path = tmp_path / "session.json"
    session.save(path)
    again = restore(path)
    assert again.text() == session.text() == path.read_text(encoding="utf-8")
    assert (again.guesses, again.plans, again.seed) == (session.guesses, session.plans, seed)


def test_new_plans_do_away_with_old_results() -> None:
    session = full().planned({2: ["cultivate_allies"]})
    assert session.results is None
    assert session.plans[2] == ("cultivate_allies",)
    assert session.plans[1] == ("forums", "yes-and")


def test_a_session_knows_whether_its_lesson_was_computed_anew() -> None:
    session = begin("hero-trap")
    assert not session.outdated
    assert Session("hero-trap", "0" * 64).outdated


def test_guesses_meet_the_answer() -> None:
    session = begin("hero-trap").guessed([10, 40, 90])
    facts = guesses(session, session.taught.question())
    assert facts["guesses"] == [10, 40, 90]
    assert facts["answer"] == session.taught.numbers["gone.percent"].value


def test_all_wrong_guesses_are_named_at_once() -> None:
    with pytest.raises(InputErrors) as caught:
        begin("hero-trap").guessed([-1, 50, 101])
    assert len(caught.value.problems) == 2
    assert "from 0 to 100" in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": 2}, "no session of format 1"),
        ({"lesson": "hero-tarp"}, "did you mean hero-trap"),
        ({"lesson": "L1"}, "write where-ideas-die"),
        ({"lesson": 3}, "there is no lesson"),
        ({"computed": None}, "computed: it must be a text"),
        ({"seed": -1}, "seed: it must be a whole number"),
        ({"seed": True}, "seed: it must be a whole number"),
        ({"guesses": [1]}, "guesses: lists by name"),
        ({"guesses": {"hundreds": [1]}}, "there is no question 'hundreds'"),
        ({"guesses": {"hundred": ["Ann"]}}, "'Ann' is no number"),
        ({"guesses": {"hundred": [True]}}, "True is no number"),
        ({"guesses": {"gate": ["was.nowhere"]}}, "'was.nowhere' is no option"),
        ({"guesses": {"gate": [["was.middle"]]}}, "is no option"),
        ({"plans": {"Ann's": ["forums"]}}, "numbers, not names"),
        ({"plans": {"1": "forums"}}, "plans: lists of cards"),
        ({"plans": {"9": ["forums"]}}, "table 9: tables are numbered 1 to 8"),
        ({"plans": {"1": ["forum"]}}, "did you mean forums"),
        ({"results": {"world": 1}}, "results: they are not those of a session"),
        ({"results": {**RESULTS, "standings": [{"table": 1}]}}, "play the plans again"),
        ({"plans": {"1": ["forums"]}}, "results: they are of other plans"),
        ({"names": ["Ann"]}, "names: is no part of a session"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    path = tmp_path / "session.json"
    path.write_text(json.dumps({**json.loads(full().text()), **changed}), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        restore(path)


def test_several_mistakes_are_named_together(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    changed = {"seed": "one", "guesses": {"hundred": [200]}, "plans": {"1": ["nought"]}}
    path.write_text(json.dumps({**json.loads(full().text()), **changed}), encoding="utf-8")
    with pytest.raises(InputErrors) as caught:
        restore(path)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '{"format": 1}'])
def test_what_is_no_session_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "session.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        restore(path)


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path / "none.json")
    (tmp_path / "huge.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(InputError, match="too large"):
        restore(tmp_path / "huge.json")
