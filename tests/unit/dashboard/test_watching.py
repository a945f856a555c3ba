"""What the page of the organisation lets be run of a large service: the first weeks, then all."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pytest

from innosim import load
from innosim.dashboard.pages import organisation
from innosim.dashboard.state import watching
from innosim.dashboard.state.session import Session, Shelf
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.desk import Answer

solara = pytest.importorskip("solara")

TINY = load("small-service", ["organisation.generate.headcount=150", "horizon=20"])
FIRST = 5


class Desk:
    """Keeps what was asked for; answers come when the test gives them."""

    def __init__(self) -> None:
        self.answers: dict[Any, Answer] = {}

    def ask(self, key: Any, errand: Any, asker: Hashable, changed: Callable[[], None]) -> None:
        self.answers.setdefault(key, Answer())

    def answer(self, key: Any) -> Answer | None:
        return self.answers.get(key)

    def asked(self, asker: Hashable) -> list[Any]:
        return list(self.answers)

    def stop(self, key: Any, asker: Hashable) -> None:
        if key in self.answers and not self.answers[key].found:
            del self.answers[key]

    def lengths(self) -> list[int]:
        """Weeks of what is kept or under way."""
        return sorted(length for _, _, length in self.answers)


class Shown:
    """The page's part that says what is looked at, without a browser."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.props: dict[str, Any] = {}
        self.file = ""
        crew: Any = None
        shared = Shared(Setting("tiny"))
        session = Session(Sources({"tiny": TINY}), crew, Shelf(), shared)
        monkeypatch.setattr(watching, "MOST_UNASKED", FIRST * 150)
        monkeypatch.setattr(organisation, "house", lambda: type("House", (), {"desk": desk})())
        monkeypatch.setattr(organisation, "Standing", lambda **props: self.props.update(props))

        @solara.component
        def probe() -> None:
            _, draw = solara.use_state(0)
            session.changed = lambda: draw(lambda count: count + 1)
            _, self.file = organisation._use_watched(session)
            solara.Text("")

        _, self.context = solara.render(probe(), handle_error=False)
        self.changed = lambda: session.changed()

    def press(self, event: str) -> None:
        self.props[event]()


def test_all_weeks_are_run_at_the_first_press_and_the_first_ones_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()
    shown = Shown(desk, monkeypatch)
    assert desk.lengths() == [FIRST]
    next(iter(desk.answers.values())).found = {"file": "first"}
    shown.changed()
    assert (shown.file, shown.props["study"]["go"]) == ("first", "Run all weeks")
    shown.press("event_begin")
    assert desk.lengths() == [FIRST, 20]
    assert shown.props["study"]["waits"]
    assert shown.file == "first"
    shown.press("event_stop")
    assert desk.lengths() == [FIRST]
    assert (shown.file, shown.props["study"]["waits"]) == ("first", False)
    shown.press("event_begin")
    next(one for key, one in desk.answers.items() if key[2] == 20).found = {"file": "all"}
    shown.changed()
    assert (shown.file, shown.props["study"]["ask"]) == ("all", "")
    shown.context.close()
