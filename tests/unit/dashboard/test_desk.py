"""Errands in processes of their own: answers, progress, what goes wrong, and stopping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from innosim.dashboard.work.desk import DIED, Answer, Desk, Report
from innosim.errors import InputError


@dataclass(frozen=True)
class Count:
    """Writes a file, reports, and ends as it is told to."""

    end: str = ""

    def __call__(self, folder: Path, report: Report) -> str:
        (folder / "file").write_text("there", encoding="utf-8")
        report(1, 2)
        if self.end == "refuse":
            raise InputError("not like this")
        if self.end == "die":
            raise SystemExit(3)
        while self.end == "last":
            time.sleep(0.05)
        return str(folder)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.end()


def waited(found: Callable[[], Answer | None], done: Callable[[Answer | None], bool]) -> Answer:
    until = time.monotonic() + 120
    while not done(found()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found() or Answer()


def over(answer: Answer | None) -> bool:
    return answer is not None and answer.over


def test_an_answer_is_kept_for_all(desk: Desk) -> None:
    told: list[str] = []
    desk.ask("one", Count(), "me", lambda: told.append("me"))
    first = waited(lambda: desk.answer("one"), over)
    assert (first.done, first.of) == (1, 2)
    assert told
    desk.ask("one", Count("refuse"), "you", lambda: told.append("you"))
    assert desk.answer("one") is first
    assert (Path(first.found) / "file").read_text(encoding="utf-8") == "there"
    desk.leave("me")
    desk.leave("you")
    assert desk.answer("one") is first
    desk.end()
    assert not Path(first.found).exists()


def test_what_goes_wrong_is_told_and_can_be_tried_again(desk: Desk) -> None:
    desk.ask("refused", Count("refuse"), "me", lambda: None)
    desk.ask("dead", Count("die"), "me", lambda: None)
    assert waited(lambda: desk.answer("refused"), over).failed == "not like this"
    assert waited(lambda: desk.answer("dead"), over).failed == DIED
    desk.stop("refused", "me")
    assert desk.answer("refused") is None


def test_it_goes_on_as_long_as_anybody_waits(desk: Desk) -> None:
    desk.ask("long", Count("last"), "me", lambda: None)
    desk.ask("long", Count("last"), "you", lambda: None)
    waited(lambda: desk.answer("long"), lambda answer: answer is not None and answer.of > 0)
    desk.stop("long", "me")
    assert desk.asked("you") == ["long"]
    desk.stop("long", "you")
    assert desk.answer("long") is None
