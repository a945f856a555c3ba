"""Runs with records that a session's pages look at, and what would have saved one of their ideas.

A scenario is run once with all its records; the results folder that the dashboard was opened with
is looked at as it stands.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.work.desk import Answer, Desk, Errand
from innosim.dashboard.work.errands import Look, Record, Rescue

RECORDED = 20
"""Worlds that are run with records, as far as the size allows."""
MOST_WEEKS = 10_000_000
"""People times weeks times worlds that are run with records, beyond the first world."""
MOST_UNASKED = 20_000_000
"""People times weeks up to which a page runs them without being asked to."""


def worlds(session: Session) -> int:
    """Worlds of each arm; of results: those they have, as far as the size allows."""
    folder = session.sources.folders.get(session.setting.source)
    wanted = RECORDED if folder is None else _replicates(folder)
    return max(1, min(wanted, MOST_WEEKS // (session.people * session.base.horizon)))


def _replicates(folder: Path) -> int:
    from innosim.results.reader import read

    return read(folder).manifest.replicates


def at_once(session: Session) -> bool:
    """Whether the service is small enough to be run without being asked to."""
    return session.people * session.base.horizon <= MOST_UNASKED


def study(session: Session, desk: Desk, setting: Setting) -> Answer | None:
    """How far the run of an arm is; None if it has not been asked for."""
    return desk.answer(_key(session, setting))


def begin(session: Session, desk: Desk) -> None:
    """Ask for the runs of all arms, and for those of earlier settings no more."""
    wanted = {_key(session, setting): setting for _, setting in session.arms()}
    for key in desk.asked(session):
        if isinstance(key, tuple) and key[0] == "record" and key not in wanted:
            desk.stop(key, session)
    for key, setting in wanted.items():
        failed = desk.answer(key)
        if failed is not None and failed.failed:
            desk.stop(key, session)
        desk.ask(key, _errand(session, setting), session, lambda: session.changed())


def stop(session: Session, desk: Desk) -> None:
    """Wait for the runs of the arms no more."""
    for _, setting in session.arms():
        desk.stop(_key(session, setting), session)


def _key(session: Session, setting: Setting) -> Hashable:
    return "record", setting, worlds(session)


def _errand(session: Session, setting: Setting) -> Errand:
    folder = session.sources.folders.get(setting.source)
    if folder is not None and setting == setting.reference():
        return Look(folder)
    return Record(setting.scenario(session.base), worlds(session))


def rescue(desk: Desk, folder: str, idea: str) -> Answer | None:
    """How far the search for what would have saved an idea is; None if nobody asked."""
    return desk.answer(("saved", folder, idea))


def seek(session: Session, desk: Desk, folder: str, idea: str) -> None:
    """Look for what would have saved an idea of a results folder."""
    key = "saved", folder, idea
    failed = desk.answer(key)
    if failed is not None and failed.failed:
        desk.stop(key, session)
    source = session.sources.file(session.setting.source)
    errand = Rescue(Path(folder), idea, source)
    desk.ask(key, errand, session, lambda: session.changed())


def give_up(session: Session, desk: Desk, folder: str, idea: str) -> None:
    """Look for it no more."""
    desk.stop(("saved", folder, idea), session)
