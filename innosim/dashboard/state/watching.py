"""A world that a session's page of the organisation watches week by week."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.work.desk import Answer, Desk, Report
from innosim.scenario.schema import Scenario

MOST_UNASKED = 20_000_000
"""People times weeks that are run without being asked for."""
FILE = "replay.npz"


@dataclass(frozen=True)
class Watch:
    """Run the first world of a scenario for some weeks and look at every unit of it.

    Attributes:
        scenario: what is run.
        weeks: how many weeks of it.
    """

    scenario: Scenario
    weeks: int

    def __call__(self, folder: Path, report: Report) -> dict[str, Any]:
        """Name of the file in which the replay stands."""
        from innosim.organisation.nested import nested
        from innosim.scenario.sources import read
        from innosim.what_if.replay.watch import watch

        chart, done = read(self.scenario.organisation).chart, 0.0

        def progress(weeks: int) -> None:
            nonlocal done
            done += weeks
            report(done, float(self.weeks))

        watched = watch(self.scenario, chart, nested(chart), self.weeks, progress)
        file = folder / FILE
        watched.save(file)
        return {"file": str(file)}


def weeks(session: Session, whole: bool) -> int:
    """Weeks that are watched: all of them if that is soon done or wanted, else the first ones."""
    horizon = session.base.horizon
    return horizon if whole else max(1, min(horizon, MOST_UNASKED // session.people))


def watched(desk: Desk, setting: Setting, length: int) -> Answer | None:
    """How far it is; None if nobody has asked."""
    return desk.answer(_key(setting, length))


def begin(session: Session, desk: Desk, setting: Setting, length: int) -> None:
    """Watch an arm, and for this browser no other one any more that is not done."""
    key = _key(setting, length)
    for other in desk.asked(session):
        if isinstance(other, tuple) and other[0] == "watched" and other != key:
            desk.stop(other, session)
    failed = desk.answer(key)
    if failed is not None and failed.failed:
        desk.stop(key, session)
    errand = Watch(setting.scenario(session.base), length)
    desk.ask(key, errand, session, lambda: session.changed())


def stop(session: Session, desk: Desk, setting: Setting, length: int) -> None:
    """Wait for it no more."""
    desk.stop(_key(setting, length), session)


def _key(setting: Setting, length: int) -> Hashable:
    return "watched", setting, length
