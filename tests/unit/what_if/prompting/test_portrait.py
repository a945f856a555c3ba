"""Answers become levels, ranges and a scenario; order changes nothing, ignorance only widens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.processes.signals import SIGNALS
from innosim.scenario.files import load
from innosim.scenario.sources import read
from innosim.what_if.prompting import words
from innosim.what_if.prompting.answers import Answers, Person
from innosim.what_if.prompting.folder import experiment_file, scenario_file
from innosim.what_if.prompting.portrait import Portrait, Service, parameters, service_of
from innosim.what_if.prompting.questions import LEVELS, NAMES, QUESTIONS, ROLES, span_of
from innosim.what_if.prompting.words import portrait_facts

people = st.builds(
    Person, st.sampled_from(list(ROLES)), st.tuples(*[st.integers(0, LEVELS)] * len(NAMES))
)
groups = st.lists(people, min_size=1, max_size=12)


def portrait(*given_people: Person, headcount: int | None = None, layers: int | None = None):
    return Portrait(Answers(given_people, headcount, layers))


def said(signal: str, *given_people: Person):
    return portrait(*given_people).said[NAMES.index(signal)]


def all_at(role: str, level: int) -> Person:
    return Person(role, (level,) * 4)


def test_questions_are_those_of_the_signals_with_their_places() -> None:
    assert tuple(SIGNALS) == NAMES
    assert [q.place for q in QUESTIONS] == ["O 00:35:31", "O 00:37:05", "O 00:37:31", "O 00:39:03"]
    assert all(len(set(q.answers)) == LEVELS for q in QUESTIONS)


def test_answers_stand_for_equal_parts_that_meet() -> None:
    ends = [span_of(level) for level in range(1, LEVELS + 1)]
    assert [low for low, _ in ends] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert [high for _, high in ends] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert span_of(None) == (0, 1)


def test_one_person_by_hand() -> None:
    found = said("parity", Person("leader", (1, 4, 0, 2)))
    assert (found.level, found.low, found.high) == (0.7, 0.6, 0.8)
    unknown = said("suitability", Person("leader", (1, 4, 0, 2)))
    assert (unknown.level, unknown.low, unknown.high) == (0.5, 0, 1)


def test_no_signal_is_called_weakest_where_nobody_knows() -> None:
    facts = portrait_facts(portrait(all_at("front line", 0)))
    assert words.opening(facts).startswith("1 person (front line) answered. No signal is weaker")
    level = portrait_facts(portrait(Person("leader", (2, 4, 2, 5))))
    assert "at 0.30 of 1, are clarity (0.20 to 0.40) and suitability (" in words.opening(level)
    known = portrait_facts(portrait(Person("leader", (3, 1, 0, 3))))
    assert "The weakest signal is parity, at 0.10 of 1" in words.opening(known)


def test_two_people_by_hand() -> None:
    found = said("parity", all_at("leader", 4), all_at("middle manager", 2))
    assert (found.level, found.low, found.high) == (0.5, 0.24, 0.76)
    assert found.disagreement == "leaders say 4, middle managers say 2"


def test_who_agrees_is_not_said_to_disagree() -> None:
    assert said("parity", all_at("leader", 3), all_at("front line", 3)).disagreement == ""
    assert said("parity", all_at("leader", 1), all_at("leader", 5)).disagreement == ""
    assert said("parity", all_at("leader", 1), all_at("leader", 5)).spread


@given(groups, st.randoms())
def test_the_order_of_people_does_not_matter(group: list[Person], luck) -> None:
    shuffled = list(group)
    luck.shuffle(shuffled)
    assert portrait_facts(portrait(*group)) == portrait_facts(portrait(*shuffled))


@given(groups, st.data())
def test_not_to_know_never_narrows_a_range(group: list[Person], data) -> None:
    place = data.draw(st.integers(0, len(group) - 1))
    ignorant = Person(group[place].role, (0, 0, 0, 0))
    less = [*group[:place], ignorant, *group[place + 1 :]]
    for other in (less, [*group, ignorant]):
        for before, after in zip(portrait(*group).said, portrait(*other).said, strict=True):
            assert after.low <= before.low
            assert after.high >= before.high


@given(groups)
def test_the_level_lies_in_the_range_and_in_the_bounds(group: list[Person]) -> None:
    for one in portrait(*group).said:
        assert 0 <= one.low <= one.level <= one.high <= 1


@pytest.mark.parametrize(("headcount", "layers"), [(300, 2), (1000, 3), (1000, 4), (5000, 5)])
def test_the_largest_organisation_has_the_layers(headcount: int, layers: int) -> None:
    service = portrait(all_at("leader", 3), headcount=headcount, layers=layers).service
    made = service.organisation
    chart = read(service.scenario.organisation).chart
    assert chart.n == headcount
    assert made["layers"] == layers
    depth = 0
    largest = chart.organisation == 0
    managers = ((chart.role == 1) & largest).nonzero()[0]
    for post in (managers[0], managers[-1]):
        steps = 0
        while chart.role[post] == 1:
            steps, post = steps + 1, chart.superior[post]
        depth = max(depth, steps)
    assert depth == layers


def test_a_name_brings_a_service_back() -> None:
    service = portrait(Person("leader", (1, 4, 0, 2)), headcount=700, layers=3).service
    assert service_of(service.name) == service
    assert service_of(service.name + "0000") is None
    assert service_of("described-10-3-1-1-1-1") is None
    assert service_of("described-700-3-1-1-1-1001") is None
    assert service_of("small-service") is None
    assert service_of(Service(700, 0, (1, 2, 3, 4)).name) == Service(700, 0, (1, 2, 3, 4))


def test_files_say_the_same_as_the_scenario(tmp_path) -> None:
    one = portrait(all_at("leader", 4), all_at("front line", 1), headcount=700, layers=3)
    path = tmp_path / "scenario.toml"
    path.write_text(scenario_file(one), encoding="utf-8")
    assert load(path).digest() == one.service.scenario.digest()
    (tmp_path / "experiment.toml").write_text(experiment_file(one), encoding="utf-8")
    from innosim.experiments.design.plan import plan_of

    keys = {factor.key for factor in plan_of(tmp_path / "experiment.toml").factors}
    assert keys == {r.key for r in one.ranges}


def test_parameters_are_those_of_the_scenario() -> None:
    one = portrait(all_at("leader", 4), Person("front line", (1, 0, 2, 3)), headcount=700, layers=3)
    for row in parameters(one):
        found = one.service.scenario
        for part in row["key"].split("."):
            found = getattr(found, part)
        assert found == row["value"]
        assert row["least"] <= row["low"] <= row["value"] <= row["high"] <= row["most"]
        assert "assumed" in row["how"] or "answered" in row["how"]
