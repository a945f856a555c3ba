"""`innosim compare`, its folder and its figure."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innosim.cli import cli
from innosim.figures import comparison as figure
from innosim.figures.save import save
from innosim.what_if.comparison.compare import Comparison
from tests.dictionaries import check_dictionary
from tests.unit.what_if.comparison.toy import SIZE, made_up

SETTINGS = [word for setting in SIZE for word in ("--set", setting)]


def compare(*words: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *words, *SETTINGS, "--jobs", "1"])


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("plan.toml").write_text('base = "small-service"\n[practices]\nyes_and = 1.0\n')
    return "plan.toml"


def test_a_folder_with_everything(plan: str) -> None:
    result = compare("small-service", plan, "--pairs", "2")
    assert result.exit_code == 0, result.output
    assert "plan against small-service" in result.output
    assert "Levers: practices.yes_and: 0 -> 1." in result.output
    folder = Path("results/compare-small-service-plan")
    facts = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    assert facts["pairs"] == 2
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["arm"] for row in rows] == ["small-service", "plan"] * 2
    more = [float(rows[i + 1]["burden"]) - float(rows[i]["burden"]) for i in (0, 2)]
    effect = facts["contrasts"][0]["effects"]["burden"]
    assert effect["difference"] == pytest.approx(sum(more) / 2)
    check_dictionary(folder)
    page = (folder / "comparison.md").read_text(encoding="utf-8")
    for ending in ("svg", "txt"):
        assert f"(figures/comparison.{ending})" in page
        assert (folder / "figures" / f"comparison.{ending}").is_file()


def test_json_is_the_file_and_the_second_time_nothing_is_run(plan: str) -> None:
    words = ("small-service", plan, "--pairs", "2", "--out", "found", "--json")
    first, second = compare(*words), compare(*words)
    assert first.stdout == second.stdout == Path("found/comparison.json").read_text("utf-8")
    assert "Simulating" in first.stderr
    assert "Simulating" not in second.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("small-service",), "at least two scenarios"),
        (("small-service", "plan.toml", "--metric", "embedded"), "need --until-halfwidth"),
        (("small-service", "plan.toml", "--pairs", "2", "--until-halfwidth", "1"), "not both"),
        (("small-service", "plan.toml", "--until-halfwidth", "0"), "above 0"),
        (("small-service", "plan.toml", "--until-halfwidth", "1", "--metric", "x"), "no quantity"),
        (("small-service", "plan.toml", "--out", "."), "holds no comparison"),
        (("small-service", "government-of-canada"), "organisation.generate"),
    ],
)
def test_mistakes_are_one_line(plan: str, words: tuple[str, ...], said: str) -> None:
    result = compare(*words)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.splitlines()) == 1


VALUES = {"reference": [1.0, 1.2, 0.8], "plan": [2.0, 2.3, 1.9], "assumed": [1.1, 1.2, 0.9]}


@pytest.fixture
def three_arms() -> Comparison:
    return made_up(VALUES, assume=["politics.drift=0.01"])


def test_the_figure_has_the_numbers_of_the_facts(three_arms: Comparison) -> None:
    facts = three_arms.facts
    left, right = three_arms.figure().axes
    lines = {line.get_label(): line for line in right.lines}
    assert list(lines) == [arm["name"] for arm in facts["arms"]]
    assert lines["Plan"].get_ydata()[-1] == facts["series"]["arms"]["Plan"]["median"][-1]
    effect = facts["contrasts"][0]["effects"]["embedded"]
    mean = effect["difference"] / effect["of_reference"]
    marks = [line.get_xdata()[0] for line in left.lines if len(line.get_xdata()) == 1]
    assert mean in [pytest.approx(mark) for mark in marks]
    text = figure.describe(facts)
    assert "Plan against" in text
    assert f"{100 * mean:+.1f} %" in text


def test_the_figure_is_the_same_bytes_twice(three_arms: Comparison, tmp_path: Path) -> None:
    facts = three_arms.facts
    for name in ("one", "two"):
        save(figure.draw(facts), figure.describe(facts), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


@pytest.mark.parametrize(
    ("values", "said"),
    [([0.0] * 4, "in any world within 30"), ([0.0] * 19 + [1.0], "in nine of ten worlds of each")],
)
def test_where_nothing_becomes_normal_practice_the_figure_says_so(
    values: list[float], said: str
) -> None:
    facts = made_up({"reference": values, "plan": values}).facts
    right = figure.draw(facts).axes[1]
    (words,) = (" ".join(text.get_text().split()) for text in right.texts)
    assert said in words
    assert not right.axison
    assert said in figure.describe(facts)
    assert "middle 80 %\n\narm" not in figure.describe(facts)
    assert made_up({"reference": values, "plan": [2.0] * len(values)}).figure().axes[1].axison


def test_nothing_that_can_differ_is_said_in_the_figure() -> None:
    same = made_up({"reference": [1.0, 2.0], "plan": [1.0, 2.0]}).facts
    for contrast in same["contrasts"]:
        contrast["same"] = True
    assert figure.draw(same).axes[0].texts[0].get_text().startswith("No arm can differ")
