"""Files that somebody opens in the browser: hostile ones do no harm, and all is told in words."""

from __future__ import annotations

from time import thread_time

import pytest

from innosim import load
from innosim.dashboard.state.opening import opened
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared

BASE = load("small-service")
HOSTILE = {
    "a path": 'base = "/etc/passwd"',
    "a path up": 'base = "../../../../etc/passwd"',
    "lists in lists": f'base = "tiny"\na = {"[" * 30000}{"]" * 30000}',
    "tables in tables": f'base = "tiny"\na = {"{b = " * 9000}1{"}" * 9000}',
    "a key of many parts": f'base = "tiny"\n{"a." * 15000}b = 1',
    "a table of many parts": f'base = "tiny"\n[{"a . " * 15000}b]',
    "a key of many quoted parts": f'base = "tiny"\n{chr(34)}a{chr(34)}{".b" * 15000} = 1',
    "no file": '\x00\x01base = "tiny"',
    "half a letter": 'base = "\ud800"',
    "a later format": 'format = 99\nbase = "tiny"',
    "a format in words": 'format = "new"\nbase = "tiny"',
    "a long number": f'base = "tiny"\n[practices]\nopenness = {"9" * 5000}',
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_is_refused_in_words_and_at_once(name: str) -> None:
    before = thread_time()
    found, told = opened(HOSTILE[name], {"tiny": BASE})
    assert found is None
    assert len(told) == 1
    assert thread_time() - before < 5


@pytest.mark.parametrize(
    "text",
    [
        "add_interventions = 5",
        'add_interventions = [1, "a", {kind = ["forums"]}, {kind = "bomb"}]',
        'add_interventions = [{kind = "forums", start = "a"}, {kind = "forums", start = true}]',
        f'add_interventions = [{{kind = "forums", strength = {"9" * 4000}}}]',
        'add_interventions = [{kind = "forums", strength = nan}]',
        'signals = "no"\npractices = [1]',
        '[signals]\nparity = "<b>1</b>"\n[practices]\nopenness = nan\nyes_and = true',
        "[practices]\nopenness = 2020-01-01",
        '[organisation]\nfile = "/etc/passwd"',
        '"<img src=x onerror=alert(1)>" = 1',
        "budget = 5",
        "[budget]\nmore_a_year = true",
        "[budget]\nmore_a_year = nan",
    ],
)
def test_what_a_file_has_of_the_wrong_kind_is_left_out_and_told(text: str) -> None:
    found, told = opened(f'base = "tiny"\n{text}\n', {"tiny": BASE})
    if "9" * 4000 in text:
        assert found is not None
        assert [step.strength for step in found.setting.steps] == [1.0]
    else:
        assert found == Shared(Setting("tiny"))
        assert told
        assert all("left out" in line and len(line) < 120 for line in told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[practices]\nopenness = 0.55", "0.55 was brought to the nearest step of its slider"),
        ("[practices]\nopenness = 7", "into its range"),
        ("[[add_interventions]]\nkind = 'forums'\nstart = 5\nend = 3", "into its range"),
        ("[[add_interventions]]\nkind = 'forums'\nstrength = -4", "into its range"),
        ("[budget]\nmore_a_year = 1e300", "into its range"),
        ("\n".join(f"k{n} = 1" for n in range(20)), "And 12 more"),
        ('"\u202egnp.exe" = 1', "?gnp.exe has no control"),
    ],
)
def test_what_a_file_says_is_brought_into_range_and_told(text: str, words: str) -> None:
    found, told = opened(f'base = "tiny"\n{text}\n', {"tiny": BASE})
    assert found is not None
    assert words in told[-1]


def test_what_is_no_text_is_told() -> None:
    assert "too large" in opened(None, {"tiny": BASE})[1][0]
    assert "UTF-8" in opened(False, {"tiny": BASE})[1][0]


def test_a_value_between_two_steps_stays_where_the_scenario_has_it() -> None:
    base = load("small-service", ["people.risk_aversion_middle=0.62"])
    found = opened('base = "own"\n[people]\nrisk_aversion_middle = 0.62\n', {"own": base})
    assert found == (Shared(Setting("own")), [])


def test_nothing_is_told_of_a_file_that_has_all_its_place() -> None:
    text = 'base = "tiny"\n[practices]\nopenness = 0.5\n[budget]\nmore_a_year = 20\n'
    found = opened(text, {"tiny": BASE})
    assert found == (Shared(Setting("tiny", (("openness", 0.5),)), budget=20.0), [])
