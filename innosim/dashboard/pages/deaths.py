"""Where ideas die: the flow from idea to normal practice, and the X-ray of each gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from innosim.dashboard import paths
from innosim.dashboard.frame import block, use_session
from innosim.dashboard.parts import Flow, Gate, Tables
from innosim.dashboard.shown import losses, words
from innosim.dashboard.shown.standing import Standing, table, use_standing
from innosim.dashboard.state.session import NAMES

TITLE = "Where ideas die"
PATH = paths.DEATHS

Plain = dict[str, Any]


@solara.component
def Page() -> None:
    """The page."""
    session, _ = use_session()
    opened, open_ = solara.use_state(-1)
    wanted = solara.use_memo(lambda: session.wanted.pop(PATH, ""), [])
    block("h1", f"{TITLE}: {session.base.title}", name="inno-hidden")
    with block("div", name="inno-card"):
        standing = use_standing(session)
    found = standing.found
    if found is not None:
        place = opened if opened >= 0 else losses.place_of(found, wanted)
        _losses(standing, found, place, open_)


def _losses(standing: Standing, found: Plain, opened: int, open_: Callable[[int], None]) -> None:
    arms, name = standing.all_found(), words.capital(NAMES[standing.kind])
    if not found["flow"]["ideas"]:
        block("p", "Nobody raised an idea.", name="inno-card")
        return
    last = len(found["flow"]["stations"]) - 1
    place = opened if 0 <= opened <= last else losses.tallest(found)

    def press(number: Any) -> None:
        if type(number) is int and 0 <= number <= last:
            open_(number)

    with block("div", name="inno-deaths"):
        with block("div", name="inno-card"):
            Flow(flow=losses.flow(found, arms), opened=place, event_press=press)
            rows = losses.rows(arms)
            Tables(tables=[table("The flow as a table", rows, "innosim-flow.csv")])
        with block("section", name="inno-card", attributes={"aria-label": "What happens there"}):
            Gate(gate=losses.gate(place, name, arms))
