"""Each shipped scenario that tells a story says what to try, what to notice and when it fails."""

from __future__ import annotations

import pytest

from innosim import catalogue, load
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
