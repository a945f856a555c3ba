"""What would have saved an idea, in services in which the answer is known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from innosim import cli
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.organisation.chart import Role
from innosim.results.reader import Results
from innosim.results.reader import read as read_results
from innosim.scenario.files import load
from innosim.scenario.sources import read
from innosim.what_if.rescue.case import Case, case
from innosim.what_if.rescue.changes import LEVERS, Change, Lever, Raised, usual
from innosim.what_if.rescue.rescue import Inquiry, Rescue
from innosim.what_if.rescue.shares import Share
from innosim.what_if.rescue.words import html, plain, text
from tests.unit.what_if.rescue.services import refused, run, service

FLAT = {"signals": {"base_parity": 0.0}, "descent": {"layered": False}}
NOVELTY = {"base": 5.0, "novelty": 20.0}


@pytest.fixture(scope="module")
def novelty(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Gates weigh novelty alone, and there is no parity."""
    return run(service(NOVELTY, FLAT), tmp_path_factory.mktemp("novelty"))


@pytest.fixture(scope="module")
def novel(novelty: Results) -> Case:
    """An idea that such a gate would refuse nine times in ten."""
    return next(
        one
        for one in refused(novelty, 30)
        if one.decision is not None
        and one.decision.probability < 0.1
        and one.decision.week > one.born + 1
    )


def answer(results: Results, one: Case, *changes: Change, siblings: int = 40) -> Rescue:
    return Inquiry(results, one, changes, siblings=siblings).answer()


@pytest.fixture(scope="module")
def parity(novelty: Results, novel: Case) -> Rescue:
    return answer(novelty, novel, Raised("parity", 1.0), Lever("more_reviewers"))


def test_parity_saves_what_is_refused_for_its_novelty_alone(parity: Rescue) -> None:
    """With full parity each gate lets 99 in 100 pass; one pilot in 150 fails."""
    by_name = {found.change.name: found for found in parity.outlooks}
    raised = by_name["parity"]
    assert raised.relived.saved
    assert raised.saved.value >= 0.85
    assert raised.helps
    assert raised.others.interval(0.05)[0] > 0
    assert not raised.harms_others
    assert parity.nothing is not None
    assert parity.nothing.saved.value <= 0.2
    assert not parity.mostly_luck
    assert parity.nothing.others.mean == parity.nothing.others.error == 0


def test_what_costs_hours_comes_first_and_what_has_no_stated_cost_last(parity: Rescue) -> None:
    assert [found.change.name for found in parity.outlooks] == ["more_reviewers", "parity"]
    reviewers, raised = parity.outlooks
    assert raised.hours is None
    chart = read(parity.case.scenario.organisation).chart
    managers = int((chart.role == Role.MIDDLE_MANAGER).sum())
    assert managers > 5
    assert reviewers.hours == pytest.approx(2.0 * managers * (80 - (parity.week or 0)))


def test_equal_costs_are_ordered_by_share(novelty: Results, novel: Case) -> None:
    found = answer(novelty, novel, Raised("clarity", 1.0), Raised("parity", 1.0), siblings=10)
    assert [outlook.change.name for outlook in found.outlooks] == ["parity", "clarity"]
    assert found.outlooks[1].saved == (found.nothing or found.outlooks[0]).saved


def test_where_gates_throw_a_coin_it_was_luck(tmp_path: Path) -> None:
    """From the week of the last gate on, half of the siblings save it: the coin falls anew."""
    results = run(service({"base": 0.0, "attention": 0.5}), tmp_path)
    at_the_top = [one for one in refused(results, 30) if one.decision and one.decision.layer == 0]
    for one in at_the_top[:2]:
        assert one.decision is not None
        changes = [Lever("relate_priorities")]
        found = Inquiry(results, one, changes, one.decision.week, 60).answer()
        assert found.nothing is not None
        assert abs(found.nothing.saved.value - 0.5) < 4 * np.sqrt(0.25 / 60)
        assert found.mostly_luck == (found.nothing.saved.value >= 0.3)
        assert found.mostly_luck
        assert "mostly bad luck" in " ".join(text(found).split())
        assert not found.outlooks[0].helps
    assert len(at_the_top) >= 2


def test_in_reach_of_nothing(tmp_path: Path) -> None:
    results = run(service({"base": -5.0}), tmp_path)
    one = next(one for one in refused(results, 40) if one.decision and one.decision.luck > 0.3)
    found = answer(results, one, Raised("parity", 1.0), Lever("yes_and", 0.0), siblings=10)
    assert [outlook.saved.part for outlook in found.outlooks] == [0, 0]
    assert found.at_gate is not None
    assert not found.at_gate.by_score
    said = " ".join(text(found).split())
    assert "Nothing in reach gives it, no single change and no two" in said
    assert "None of these changes saves it in more siblings than luck alone" in said
    assert "too short to tell" in said


def test_the_table_says_what_was_counted(parity: Rescue) -> None:
    said = text(parity)
    raised = parity.outlooks[1]
    low, high = raised.saved.interval
    share = f"{raised.saved.part} of 40 ({100 * raised.saved.value:.0f} %"
    assert f"{share}, {100 * low:.0f} to {100 * high:.0f})" in said
    assert "Parity raised by 1" in said
    assert all(found.change.title in said for found in parity.outlooks)
    assert str(parity) == said
    assert max(len(line) for line in said.splitlines()) < 140
    page = html(parity)
    assert page.count("<table>") == 2
    assert page == parity._repr_html_()
    data = plain(parity)
    json.dumps(data, allow_nan=False)
    assert data["changes"][1]["saved"]["part"] == raised.saved.part
    assert (
        sum(end["siblings"] for end in data["nothing"]["ends"])
        == 40 - (data["nothing"]["saved"]["part"])
    )


def test_usual_changes_are_eight_levers_and_each_signal() -> None:
    assert len(LEVERS) == len(set(LEVERS)) == 8
    assert [change.name for change in usual()[8:]] == [
        *("clarity", "parity", "suitability", "normality"),
    ]
    assert all(change.title for change in usual())


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(5, 40, 0.0546, 0.2611), (27, 40, 0.5202, 0.7992), (0, 40, 0.0, 0.0876), (3, 3, 0.4385, 1)],
)
def test_interval_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    """Its ends are the shares from which the part is 1.96 standard errors away."""
    found = Share(part, whole).interval
    assert found == pytest.approx((low, high), abs=1e-4)
    for end in found:
        if 0 < end < 1:
            error = np.sqrt(end * (1 - end) / whole)
            assert abs(part / whole - end) == pytest.approx(1.959964 * error)


def test_first_week_is_a_month_before_and_after_the_conception(novel: Case) -> None:
    assert novel.decision is not None
    assert novel.first_week() == max(novel.born + 1, novel.decision.week - 4)
    assert novel.first_week(novel.born + 1) == novel.born + 1
    for week in (novel.born, novel.fate.ended + 1):
        with pytest.raises(InputError, match=f"week {novel.born}"):
            novel.first_week(week)


def test_an_idea_that_no_gate_ended(novelty: Results) -> None:
    """One that still lives is looked at from its conception on; there is no gate to pass."""
    ideas = novelty.columns("ideas", ["idea", "born", "stage"])
    early = ideas["born"] < 75
    for stage, week in (("failed", None), ("pilot", 1), ("diffusing", 1)):
        for name in ideas["idea"][(ideas["stage"] == stage) & early][:1]:
            one = case(novelty, name)
            found = answer(novelty, one, Lever("yes_and"), siblings=3)
            assert found.at_gate is None
            assert found.week == (one.born + week if week else one.fate.ended - 4)
            assert found.outlooks[0].passed is None
            assert plain(found)["changes"][0]["passed"] is None
            assert "no decision of a gate" in text(found)
            assert "with the luck it had" in html(found)
    assert {"failed", "pilot", "diffusing"} & set(ideas["stage"][early])


def test_an_idea_refused_in_the_week_of_its_conception(novelty: Results) -> None:
    ideas = novelty.columns("ideas", ["idea", "born", "ended", "stage"])
    at_once = (ideas["born"] == ideas["ended"]) & (ideas["stage"] == "rejected")
    one = case(novelty, ideas["idea"][at_once][0])
    found = answer(novelty, one)
    assert found.week is found.nothing is None
    assert found.at_gate is not None
    assert found.outlooks == ()
    assert "in the very week in which it was conceived" in " ".join(text(found).split())


def innosim_(*words: str) -> Result:
    return CliRunner().invoke(cli.cli, words)


def test_the_command_prints_text_or_json(novelty: Results, novel: Case) -> None:
    words = ["saved", str(novelty.folder), novel.name, "--change", "parity=1", "--siblings", "5"]
    found = innosim_(*words)
    assert found.exit_code == 0, found.output
    assert f"Idea {novel.name} was conceived in week {novel.born}" in found.stdout
    assert "Living" in found.stderr
    data = json.loads(innosim_(*words, "--json").stdout)
    assert data["idea"] == novel.name
    assert data["from"] == novel.first_week()
    assert [each["change"] for each in data["changes"]] == ["parity"]


def test_a_folder_with_page_numbers_and_figure(
    novelty: Results, novel: Case, tmp_path: Path
) -> None:
    words = ["saved", str(novelty.folder), novel.name, "--change", "parity=1", "--siblings", "5"]
    found = innosim_(*words, "--out", str(tmp_path / "found"))
    assert found.exit_code == 0, found.output
    names = {path.name for path in (tmp_path / "found").iterdir()}
    assert names == {"saved.html", "saved.json", *(f"siblings.{e}" for e in ("svg", "png", "txt"))}
    page = (tmp_path / "found" / "saved.html").read_text(encoding="utf-8")
    assert "siblings.svg" in page
    assert f"Idea {novel.name} was conceived" in page
    data = json.loads((tmp_path / "found" / "saved.json").read_text(encoding="utf-8"))
    assert data == json.loads(innosim_(*words, "--json").stdout)
    (tmp_path / "file").write_text("")
    failed = innosim_(*words, "--out", str(tmp_path / "file"))
    assert failed.exit_code == 2
    assert "cannot be written here" in failed.stderr


def test_mistakes_are_said_in_one_line(novelty: Results, novel: Case, tmp_path: Path) -> None:
    ideas = novelty.columns("ideas", ["idea", "reached_embedded"])
    embedded = ideas["idea"][ideas["reached_embedded"] >= 0][0]
    folder = str(novelty.folder)
    mistakes = {
        (folder, "nobody-1-2"): "is no name of an idea",
        (folder, embedded): "nothing to save",
        (folder, novel.name, "--change", "parityy"): "did you mean 'parity'",
        (folder, novel.name, "--change", "parity=2"): "a number from 0 to 1",
        (folder, novel.name, "--from", "79"): "take a week from",
        (folder, f"3:{novel.name}"): "replicates are numbered 0 to 0",
        (folder, novel.name, "--scenario", "clay-layer"): "another organisation",
        (str(tmp_path / "nowhere"), novel.name): "no such folder",
    }
    for words, expected in mistakes.items():
        found = innosim_("saved", *words)
        assert found.exit_code == 2, (words, found.output)
        assert expected in found.stderr, (words, found.stderr)
        assert len(found.stderr.strip().splitlines()) == 1


def test_a_run_that_read_files_takes_its_scenario(tmp_path: Path) -> None:
    """Files are no part of results: they are asked for, and must be the same ones."""
    people = tmp_path / "people.csv"
    people.write_text(_people(60), encoding="utf-8")
    scenario = tmp_path / "ministry.toml"
    scenario.write_text(
        'format = 1\ntitle = "Ministry"\nhorizon = 40\n[organisation]\nname = "Ministry"\n'
        '[organisation.table]\nfile = "people.csv"\nperson = "id"\nsuperior = "boss"\n'
        'organisation = "body"\n[generation]\nscale = 10.0\n'
        "[gates]\nbase = -2.0\ncapacity = 5.0\nattention = 0.5\n",
        encoding="utf-8",
    )
    results = read_results(run_to_folder(load(scenario), tmp_path / "results"))
    ideas = results.columns("ideas", ["idea", "born", "ended", "stage"])
    refused_later = (ideas["stage"] == "rejected") & (ideas["born"] < ideas["ended"])
    name = ideas["idea"][refused_later][0]
    with pytest.raises(InputError, match=r"people.csv.*--scenario"):
        case(results, name)
    found = Inquiry(results, case(results, name, scenario), [Lever("forums")], siblings=3).answer()
    assert found.nothing is not None
    assert found.nothing.relived == found.case.fate
    people.write_text(_people(61), encoding="utf-8")
    with pytest.raises(InputError, match=r"another organisation .* with its people.csv"):
        case(results, name, scenario)


def _people(number: int) -> str:
    """A table of people in which each has up to five below."""
    rows = [f"p{i},{f'p{(i - 1) // 5}' if i else ''},Ministry" for i in range(number)]
    return "\n".join(["id,boss,body", *rows]) + "\n"
