"""Nothing is run for a browser that is gone, and it goes on where it stopped once it is back."""

from __future__ import annotations

import pytest

from innosim import load
from innosim.dashboard.presence import ANSWERS_IN, GONE_AFTER, LOOKS_EVERY, PINGED_EVERY
from innosim.dashboard.state.house import House
from innosim.dashboard.state.setting import link
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.crew import Crew, Job


class Idle(Crew):
    """Takes jobs and never comes to them."""

    def __init__(self) -> None:
        self.left: list[Job] = []

    def take(self, job: Job) -> None:
        self.left.append(job)

    def stop(self, job: Job) -> None:
        self.left.remove(job)


class Browser:
    """One that may be out of reach."""

    there = True

    def __call__(self) -> bool:
        return self.there


@pytest.fixture
def house() -> House:
    tiny = load("small-service", ["organisation.generate.headcount=150", "horizon=20"])
    return House(Sources({"tiny": tiny}), Idle())


def jobs(house: House) -> list[Job]:
    assert isinstance(house.crew, Idle)
    return house.crew.left


def test_a_browser_out_of_reach_is_worked_for_no_more_until_it_is_back(house: House) -> None:
    browser = Browser()
    house.presence.expect("one", browser)
    session, _ = house.session("one", "s=tiny&d=parity:0.5")
    session.begin()
    house.look_round(0.0)
    assert jobs(house)
    browser.there = False
    house.look_round(GONE_AFTER - 1)
    assert jobs(house)
    house.look_round(GONE_AFTER)
    assert jobs(house) == []
    session.weighing.begin()
    assert jobs(house) == []
    browser.there = True
    house.look_round(GONE_AFTER + 1)
    assert {name for job in jobs(house) for name in job.names} >= {session.setting}
    assert house.session("one", "")[0] is session
    assert "d=parity:0.5" in link(session.setting)


def test_one_that_comes_back_soon_goes_on(house: House) -> None:
    browser = Browser()
    house.presence.expect("one", browser)
    session, _ = house.session("one", "")
    session.begin()
    house.look_round(0.0)
    before = jobs(house)[:]
    browser.there = False
    house.look_round(GONE_AFTER - 1)
    browser.there = True
    house.look_round(GONE_AFTER + 1)
    assert jobs(house) == before
    assert not session.resting


def test_one_that_is_closed_leaves_nothing(house: House) -> None:
    house.presence.expect("one", Browser())
    house.presence.expect("other", Browser())
    for browser in ("one", "other"):
        house.session(browser, "d=clarity:1")[0].begin()
    other = house.sessions["other"]
    house.leave("one")
    house.leave("one")
    house.look_round(1000.0)
    assert list(house.sessions) == ["other"]
    assert jobs(house) == other._jobs != []


def test_worlds_are_run_only_while_the_page_that_shows_them_is_open(house: House) -> None:
    session, _ = house.session("one", "")
    session.move(session.setting.with_dial("parity", 1.0, session.base), "parity")
    assert jobs(house) == []
    session.begin()
    assert jobs(house)
    session.leave()
    session.wake()
    assert jobs(house) == []


def test_it_is_found_out_within_a_minute() -> None:
    assert PINGED_EVERY + ANSWERS_IN + GONE_AFTER + LOOKS_EVERY <= 60
