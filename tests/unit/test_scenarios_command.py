"""Each shipped scenario that tells a story says what to try, what to notice and when it fails."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from innosim import catalogue, load
from innosim.commands.scenarios import command
from innosim.scenario.shipped import shipped

SERVICES = {"bc-public-service", "government-of-canada", "small-service", "uk-civil-service"}
STORIES = sorted(set(shipped()) - SERVICES)
TEXTS = ("title", "story", "source", "claim", "notice", "fails_when")


def test_there_are_twelve_to_sixteen():
    assert 12 <= len(STORIES) <= 16


@pytest.mark.parametrize("name", STORIES)
def test_every_part_is_there(name):
    scenario = load(name)
    for text in TEXTS:
        assert len(getattr(scenario, text)) > 5, text
    assert scenario.levers_to_try


@pytest.mark.parametrize("name", STORIES)
def test_what_to_try_exists(name):
    scenario = load(name)
    for lever in scenario.levers_to_try:
        known = {*catalogue.interventions(), *shipped()}
        assert lever in known or key_exists(scenario, lever), lever


def key_exists(scenario, key):
    found = scenario
    for part in key.split("."):
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def test_a_story_is_told():
    told = CliRunner().invoke(command, ["clay-layer"])
    assert told.exit_code == 0
    heads = ["Story", "What to notice", "Claim", "When it fails", "Go on", "Source"]
    lines = told.output.splitlines()
    assert [line for line in lines if line in heads] == heads
    assert "  forums" in lines
    assert lines[-1] == "Run it: innosim run clay-layer"


def test_services_are_listed_before_stories():
    names = [line.split()[0] for line in CliRunner().invoke(command).output.splitlines()[1:]]
    assert set(names[: len(SERVICES)]) == SERVICES
    assert names[len(SERVICES) :] == STORIES
