"""Every number in a text is one of its JSON, as it is rounded there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innosim import ideas, load, run_to_folder, saved, why, xray
from innosim.notebook import Reliance
from innosim.paired import difference
from innosim.results.reader import Results, read
from innosim.what_if.comparison.compare import compare
from innosim.what_if.comparison.stopping import Until
from innosim.what_if.xray.system import Shares
from tests.numbers import altered, strangers
from tests.unit.what_if.comparison.toy import made_up, service
from tests.unit.what_if.rescue import services
from tests.unit.what_if.xray.test_system import known as known_shares

READING = ("95 %", "80 %", "100 staff", "of twenty", "88 %", "100 %", "of 0 to 1", "100 people")
"""Parts of the wording: levels of intervals, and what numbers are counted by."""


def plain(facts: Any) -> Any:
    """What a file holds."""
    return json.loads(json.dumps(facts, allow_nan=False))


def check(text: str, facts: Any, names: tuple[str, ...] = (), most: float = 0.25) -> None:
    """No number is a stranger, and nearly each that is altered would be one."""
    data = plain(facts)
    assert strangers(text, data, READING, names) == []
    wrong = list(altered(" ".join(text.split())))
    unseen = [one for one in wrong if not strangers(one, data, READING, names)]
    assert len(unseen) <= most * len(wrong)


def test_numbers_that_are_no_numbers_of_the_data_are_found() -> None:
    data = {"share": 0.123, "n": 1234, "day": "2025-07-21", "list": [1, 2, 3]}
    assert strangers("21 Jul 2025: 12 % of 1,234, in 3", data) == []
    assert strangers("22 Jul 2025: 13 % of 1,235; −0.2", data) == [
        "22 Jul 2025",
        "13",
        "1,235",
        "−0.2",
    ]
    assert strangers("95 % of Unit 7", data, ["95 %"], ["Unit 7"]) == []


@pytest.mark.parametrize("assume", [(), ("politics.drift=0.05",)])
def test_of_a_comparison(assume: tuple[str, ...]) -> None:
    plan = service("practices.yes_and=1", "practices.openness=0.5", 'title="Plan"')
    found = compare(service("title=Today"), plan, pairs=5, assume=assume)
    levers = tuple(
        text
        for c in found.facts["contrasts"]
        for kind in ("levers", "assumptions")
        for text in c[kind]
    )
    check(str(found), found.facts, levers)


@pytest.mark.parametrize(
    "plan",
    [[1.0, 2.5, 3.75, 2.25], [1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.5], [2.0, 2.25, 3.5, 4.75]],
)
def test_of_a_comparison_that_finds_more_or_less(plan: list[float]) -> None:
    found = made_up({"reference": [1.0, 2.0, 3.0, 4.0], "plan": plan})
    names = tuple(text for c in found.facts["contrasts"] for text in c["levers"])
    arms = tuple(arm["name"] for arm in found.facts["arms"])
    check(str(found), found.facts, (*names, *arms), 0.5)


def test_of_a_comparison_that_adds_pairs() -> None:
    scenario = service("title=Today")
    plan = service("practices.yes_and=1", 'title="Plan"')
    found = compare(scenario, plan, until=Until(50.0, "proposals", 20))
    names = tuple(text for c in found.facts["contrasts"] for text in c["levers"])
    check(str(found), found.facts, (*names, "docs/compare.md"))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    settings = ["horizon=110", "organisation.generate.headcount=400", "incidents.rate=0.1"]
    folder = tmp_path_factory.mktemp("numbers") / "run"
    scenario = load("small-service", [*settings, "gates.base=1.5"])
    return read(run_to_folder(scenario, folder, 2))


def named(results: Results, *more: str) -> tuple[str, ...]:
    units = results.columns("units", ["branch_name", "organisation_name"])
    names = {str(name) for column in units.values() for name in column}
    return (*names, results.manifest.title, str(results.folder), *more)


def test_of_stories(results: Results) -> None:
    ideas = results.columns("ideas", ["replicate", "idea"])
    told = 0
    for row in range(0, len(ideas["idea"]), 7):
        asked = f"{ideas['replicate'][row]}:{ideas['idea'][row]}"
        story = why(results, asked)
        names = named(results, "one of 2 runs", asked)
        assert strangers(story.text(), plain(story.facts), READING, names) == []
        told += len(story.story.decisions)
    assert told > 30


def test_a_number_of_a_story_that_is_altered_is_found(results: Results) -> None:
    found = ideas(results).found
    tried = next(why(results, one.asked) for one in found if one.kind == "tried")
    check(tried.text(), tried.facts, named(results, "one of 2 runs", tried.story.asked), 0.3)


def test_of_what_would_have_saved_ideas(tmp_path: Path) -> None:
    run = services.run(services.service({"base": 1.0, "novelty": 4.0, "risk": 2.0}), tmp_path)
    cases = [one for one in services.refused(run, 40) if one.decision][:4]
    for one in cases:
        found = saved(run, one.name, "parity=0.5", "yes_and", "forums=0.25", siblings=10)
        titles = tuple(outlook.change.title for outlook in found.outlooks)
        check(str(found), found.facts, (one.name, *titles), 0.5)
    assert len(cases) == 4


def test_of_the_gates(results: Results) -> None:
    for role in (None, "leader", "middle_manager"):
        seen = xray(results, role=role)
        check(str(seen), seen.facts, (seen.title, "docs/xray.md"), 0.6)


def test_of_the_shares_in_blocking() -> None:
    found: Shares = known_shares(10, -3, 5.5)
    check(str(found), found.facts, (), 0.6)


@pytest.mark.parametrize("gone", [0.3, 0.02])
def test_of_the_hero_meter(gone: float) -> None:
    with_heroes = np.array([1.0, 1.25, 0.75, 1.5, 1.0])
    shake = np.array([0.1, -0.1, 0.05, 0.0, -0.05])
    found = Reliance(5, difference(with_heroes * (1 - gone) + shake, with_heroes))
    check(str(found), found.facts)
    assert strangers(str(found).replace(f"{100 * gone:.0f} %", "77 %"), plain(found.facts)) != []
