"""History, pairs and what is run next, with a crew that runs at once."""

from __future__ import annotations

import pytest

from innosim import load
from innosim.dashboard.serve import warm
from innosim.dashboard.shown import words
from innosim.dashboard.shown.view import last_step, results
from innosim.dashboard.state.house import House
from innosim.dashboard.state.session import REMEMBERED, Session, Shelf
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.crew import NOW, Crew, Job
from innosim.what_if.comparison.glance import glance_facts, glimpses
from innosim.what_if.comparison.runs import chart_of

TINY = load("small-service", ["organisation.generate.headcount=150", "horizon=20"])


class AtOnce(Crew):
    """Runs what a page waits for where it stands, and nothing else."""

    def __init__(self) -> None:
        self.taken: list[Job] = []

    def take(self, job: Job) -> None:
        self.taken.append(job)
        if job.priority != NOW:
            return
        *_, last = glimpses(job.scenarios, job.seeds, chart_of(job.scenarios[0].organisation))
        n = len(job.seeds)
        parts = [list(last.values[i : i + n]) for i in range(0, len(last.values), n)]
        job.finished(job, parts, "")

    def stop(self, job: Job) -> None:
        job.stopped = True


class Slow(AtOnce):
    """Runs a job when it is told to."""

    def take(self, job: Job) -> None:
        self.taken.append(job)

    def finish(self) -> None:
        job = self.taken.pop(0)
        self.taken.clear()
        super().take(job)


@pytest.fixture
def session() -> Session:
    sources = Sources({"tiny": TINY})
    made = Session(sources, AtOnce(), Shelf(), Shared(Setting("tiny")))
    made.begin()
    return made


def test_a_move_is_run_in_the_same_world(session: Session) -> None:
    session.move(session.setting.with_dial("parity", 1.0, session.base), "parity")
    assert session.pairs() == 1
    kinds = [kind for kind, _ in session.arms()]
    assert kinds == ["reference", "plan"]


def test_history_is_bounded_and_goes_both_ways(session: Session) -> None:
    places = [session.setting]
    for n in range(REMEMBERED + 5):
        session.move(session.setting.with_dial("parity", n % 10 / 10 + 0.1, session.base))
        places.append(session.setting)
    for place in places[-2 : -REMEMBERED - 2 : -1]:
        session.undo()
        assert session.setting == place
    assert not session.can_undo
    session.redo()
    assert session.setting == places[-REMEMBERED]
    session.reset()
    assert session.setting == Setting("tiny")
    assert not session.can_redo


def test_a_budget_is_a_move_that_can_be_undone(session: Session) -> None:
    session.move(session.setting.with_dial("openness", 1.0, session.base))
    session.spend(10)
    session.spend(10)
    session.spend(-5)
    assert session.budget == 0
    session.undo()
    assert (session.budget, session.pairs()) == (10, 1)
    session.undo()
    assert session.budget is None
    session.redo()
    assert session.budget == 10
    session.undo()
    session.undo()
    assert session.setting == Setting("tiny")
    assert not session.can_undo


def test_next_steps_are_run_before_they_are_asked_for(session: Session) -> None:
    session.move(session.setting.with_dial("parity", 0.5, session.base), "parity")
    crew = session._crew
    assert isinstance(crew, AtOnce)
    ahead = crew.taken[-1]
    assert ahead.priority > NOW
    assert session.setting.with_dial("parity", 0.6, session.base) in ahead.names
    assert all(name.assumed() == Setting("tiny") for name in ahead.names)


def test_a_plan_is_held_against_today_under_the_same_assumptions(session: Session) -> None:
    session.move(session.setting.with_dial("caution", 0.2, session.base))
    assert results(session)["sentences"][0].startswith("Today under my assumptions")
    assert results(session)["hours"] is None
    session.move(session.setting.with_dial("openness", 1.0, session.base))
    arms = session.compared()
    found = [session.found(setting, 1) for _, setting in session.arms()]
    facts = glance_facts(arms, found, session.worlds(1), session.people, session.watched)
    main = last_step(facts)
    assert (main["arm"], main["against"]) == ("my plan", "today under my assumptions")
    shown = results(session)
    assert shown["sentences"][0] == words.finding(facts, main)[0]
    spent = found[2]["cost_leaders"] + found[2]["cost_managers"] + found[2]["cost_staff"]
    assert shown["hours"] == pytest.approx(spent[0, 0] * session.people / 100)


def test_a_run_that_fails_is_told(session: Session) -> None:
    session.failed = ""
    job = Job([session.setting], [session.base], [1], NOW)
    session._jobs = [job]
    session._finished(job, None, "no memory")
    assert session.failed == "no memory"


def test_before_anybody_looks_the_first_picture_is_run_and_no_more() -> None:
    crew = AtOnce()
    warm(House(Sources({"tiny": TINY}), crew))
    assert [job.priority for job in crew.taken if not job.stopped] == [NOW]


def test_the_first_picture_is_run_once_for_who_comes_while_it_is_run() -> None:
    crew = Slow()
    house = House(Sources({"tiny": TINY}), crew)
    warm(house)
    session, _ = house.session("one", "")
    session.begin()
    assert len(crew.taken) == 1
    crew.finish()
    assert session.pairs() == 1
    assert [job.priority for job in crew.taken[1:] if not job.stopped]
    other, _ = house.session("two", "s=tiny&d=parity:0.5")
    assert other is not session


def test_large_services_are_bounded() -> None:
    sources = Sources()
    session = Session(sources, AtOnce(), Shelf(), Shared(Setting("uk-civil-service")))
    assert not session.live
    assert session.rounds() == [1]
    small = Session(sources, AtOnce(), Shelf(), Shared(Setting("small-service")))
    assert small.live
    assert small.rounds()[-1] == 40


def test_a_run_that_is_stopped_is_not_said_to_go_on() -> None:
    class Never(AtOnce):
        def take(self, job: Job) -> None:
            self.taken.append(job)

    session = Session(Sources({"tiny": TINY}), Never(), Shelf(), Shared(Setting("tiny")))
    session.begin()
    assert results(session)["sentences"] == ["Running the service as it is …"]
    session.pause()
    shown = results(session)
    assert shown["sentences"] == ["Stopped before the service as it is had been run."]
    assert shown["rests_on"] == "No run is done yet."
    assert not shown["working"]
