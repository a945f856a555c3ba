"""Moves: planted worlds have a known best move, and the page finds what the library finds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from innosim import catalogue, diagnose
from innosim.cli import cli
from innosim.dashboard.state.interview import Interview
from innosim.dashboard.work.crew import Job
from innosim.what_if.comparison.glance import glimpses
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.prompting import moves, words
from innosim.what_if.prompting.answers import Answers, Person
from innosim.what_if.prompting.moves import CHOICE, ESTIMATE, HARMS, Trial, moves_facts
from innosim.what_if.prompting.portrait import Portrait
from tests.dictionaries import check_dictionary

WEAK = Person("leader", (5, 1, 4, 2))
UNSURE = Person("front line", (5, 0, 4, 2))


def trial(*people: Person) -> Trial:
    return Trial(Portrait(Answers(people, headcount=60)))


def test_what_is_tried_addresses_the_two_weakest_signals() -> None:
    groups = {catalogue.intervention(plan[0].kind).group for plan in trial(WEAK).plans if plan}
    assert groups == {"parity", "normality"}


def test_worlds_spread_over_the_ranges_with_all_parts_together() -> None:
    one = trial(WEAK, UNSURE)
    said = {s.question.signal: s for s in one.portrait.said}
    assert (len(one.choice), len(one.estimate)) == (CHOICE, ESTIMATE)
    for world in one.choice + one.estimate:
        for s in said.values():
            values = {world.settings[key] for key in s.question.keys}
            assert len(values) == 1
            assert s.low <= values.pop() <= s.high
    places = sorted(w.settings["signals.base_parity"] for w in one.estimate)
    assert places[-1] - places[0] > 0.8 * (said["parity"].high - said["parity"].low)
    luck = {seed for world in one.choice + one.estimate for seed in world.seeds}
    assert len(luck) == CHOICE + ESTIMATE


def planted(one: Trial, gains: list[np.ndarray]):
    """Facts of moves whose gains by world are known."""
    plans = one.plans[: len(gains) + 1]
    nothing = np.full(ESTIMATE, 10.0)
    return moves_facts(one, plans, np.array([nothing, *(nothing + gain for gain in gains)]))


def test_moves_are_ordered_by_what_they_bring_and_harm_is_left_out() -> None:
    noise = np.resize([0.1, -0.1], ESTIMATE)
    one = trial(WEAK)
    found = planted(one, [2 + noise, -3 + noise, 5 + noise])
    kinds = [plan[0].kind for plan in one.plans[1:4]]
    assert [m["kind"] for m in found["moves"]] == [kinds[2], kinds[0]]
    assert found["left_out"] == [kinds[1]]
    assert found["moves"][0]["gain"] == pytest.approx(5)
    assert found["moves"][0]["share"] == pytest.approx(0.5)
    assert found["moves"][0]["hours"] > 0
    assert found["pairs"][0]["apart"]
    assert all(m["verdict"] != HARMS for m in found["moves"])


def test_what_cannot_be_told_apart_is_said() -> None:
    noise = np.resize([4.0, -4.0], ESTIMATE)
    found = planted(trial(WEAK), [0.1 + noise, 0.2 - noise])
    told = words.verdicts(found)
    assert sum("cannot be told apart from doing nothing" in line for line in told) == 2
    assert sum(line.endswith("cannot be told apart.") for line in told) == 1


def test_asking_is_worth_it_where_a_half_has_another_best_move() -> None:
    one = trial(WEAK, UNSURE)
    parity = np.array([world.settings["signals.base_parity"] for world in one.estimate])
    low = parity <= np.median(parity)
    noise = np.resize([0.1, -0.1], ESTIMATE)
    found = planted(one, [np.full(ESTIMATE, 3.0) + noise, np.where(low, 5.0, 0.0)])
    (asked,) = [a for a in found["asking"] if a["signal"] == "parity"]
    assert [change["half"] for change in asked["changes"]] == ["low"]
    assert any("worth asking about parity" in line for line in words.asking(found))
    same = planted(one, [np.full(ESTIMATE, 3.0) + noise, np.zeros(ESTIMATE)])
    assert all(not a["changes"] for a in same["asking"])
    assert "would not change" in words.asking(same)[0]


class AtOnce:
    """Runs jobs when they are taken, in one process."""

    def take(self, job: Job) -> None:
        chart = chart_of(job.scenarios[0].organisation)
        *_, last = glimpses(job.scenarios, job.seeds, chart)
        job.finished(job, [[row] for row in last.values], "")

    def stop(self, job: Job) -> None:
        job.stopped = True


class Idle(AtOnce):
    """Takes jobs and runs none."""

    def take(self, job: Job) -> None:
        pass


def interview(crew: AtOnce) -> Interview:
    found = Interview(crew, lambda: None)
    found.size({"name": "headcount", "value": 60})
    found.add({"role": "leader", "clarity": 5, "parity": 1, "suitability": 4, "normality": 2})
    return found


def test_the_page_finds_what_the_library_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """In few worlds: it is the same in more."""
    monkeypatch.setattr(moves, "CHOICE", 2)
    monkeypatch.setattr(moves, "ESTIMATE", 5)
    page = interview(AtOnce())
    page.begin()
    assert page.done == page.total == 2 + 5
    assert page.tried == diagnose(Answers((WEAK,), headcount=60)).facts["trial"]


def test_other_answers_end_what_is_tried() -> None:
    page = interview(Idle())
    page.begin()
    assert page.working
    page.cancel()
    assert not page.working
    page.begin()
    page.remove(0)
    assert not page.working
    assert page.portrait is None


def test_what_a_browser_may_not_send_is_told() -> None:
    page = interview(Idle())
    page.add({"role": "boss", "clarity": 9})
    assert len(page.people) == 1
    assert any("boss" in line for line in page.told)
    page.size({"name": "headcount", "value": 1e9})
    assert "headcount" in page.told[0]
    page.size({"name": "people", "value": 3})
    page.add("nonsense")
    page.remove("0")
    assert (page.headcount, len(page.people)) == (60, 1)


def test_the_command_writes_all_files(tmp_path: Path) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("role,clarity,parity,suitability,normality\nleader,5,1,4,2\n")
    out = tmp_path / "out"
    asked = ["diagnose", str(answers), "--no-moves", "--out", str(out), "--json"]
    ran = CliRunner().invoke(cli, asked)
    assert ran.exit_code == 0, ran.output
    facts = json.loads((out / "diagnosis.json").read_text(encoding="utf-8"))
    assert facts == json.loads(ran.stdout)
    assert facts == json.loads(json.dumps(diagnose(answers, moves=False).facts))
    for name in ("scenario.toml", "experiment.toml", "parameters.csv", "diagnosis.md"):
        assert (out / name).stat().st_size > 0
    check_dictionary(out)
    text = (out / "figures" / "signals.txt").read_text(encoding="utf-8")
    assert "0.10" in text
    assert (out / "figures" / "signals.svg").is_file()


def test_without_answers_and_terminal_one_line_says_what_to_do(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["diagnose", "--out", str(tmp_path / "out")])
    assert ran.exit_code == 2
    assert "diagnose answers.csv" in ran.output
