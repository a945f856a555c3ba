"""Plans in assumed worlds: runs side by side, worlds, the result and the command."""

from __future__ import annotations

import csv
import doctest
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from innosim import plan
from innosim.arms import quiet, varied
from innosim.cli import cli
from innosim.errors import InputError
from innosim.experiments.screening.factors import assumed
from innosim.figures import frontier as figure
from innosim.scenario.files import load
from innosim.what_if.budget.costs import costs
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.planning import plan as module
from innosim.what_if.planning.bench import Bench, Block, run_block
from innosim.what_if.planning.facts import non_dominated
from innosim.what_if.planning.plan import Planning
from innosim.what_if.planning.plans import Step, options, plan_of, purse
from innosim.what_if.planning.worlds import DECIDING, ranges, worlds
from tests.dictionaries import check_dictionary
from tests.unit.what_if.comparison.toy import SIZE, service

LEVERS = ["yes_and", "celebrate", "history_story"]


@pytest.fixture(scope="module")
def found() -> Planning:
    today = service("horizon=20")
    return plan(today, 150, levers=LEVERS, metric="adopters", worlds=3, pairs=2)


def test_doctest() -> None:
    tests = doctest.testmod(module)
    assert tests.attempted
    assert not tests.failed


def test_plans_side_by_side_come_out_as_alone() -> None:
    base = service('add_interventions=[{kind = "forums", start = 2}]')
    plans = [(), plan_of([Step("yes_and"), Step("celebrate", 0.5, 4)]), (Step("yes_and", 0.5),)]
    bench = Bench(base, "adopters")
    (world,) = worlds(base, ranges(base, ["yes_and"], ()), 1, 2, "test")
    place = bench._place(world)
    together = run_block(Block(place, tuple(plans), "adopters"))
    for one, side_by_side in zip(plans, together, strict=True):
        added = {"interventions": [step.delivery.model_dump() for step in one]}
        scenario = quiet(varied(place.scenario, added)) if one else place.scenario
        alone = run_block(Block(type(place)(scenario, "", place.seeds), ((),), "adopters"))
        assert side_by_side == alone[0]
    assert together[0] != together[1]


def test_hours_of_a_plan_are_those_of_its_scenario(found: Planning) -> None:
    for number, one in enumerate(found.facts["plans"], 1):
        taken = costs(found.scenario(number))
        assert taken.total == pytest.approx(one["hours"], rel=1e-9)
        assert taken.by_role == pytest.approx(one["by_role"], rel=1e-9)
        assert sum(one["by_role"].values()) == pytest.approx(one["hours"])


def test_limits_of_the_scenario_hold_for_plans() -> None:
    scenario = service("budget.month.leaders=11")
    of = purse(
        scenario,
        options(scenario, ["yes_and", "celebrate"], 0),
        1e6,
        chart_of(scenario.organisation),
    )
    assert of.fits((Step("celebrate"),))
    assert not of.fits((Step("yes_and"),))
    assert not of.fits(plan_of([Step("celebrate"), Step("yes_and", 0.5)]))


def test_each_part_of_each_range_occurs_once() -> None:
    scenario = service()
    doubts = ranges(scenario, ["forums"], ["politics.drift=0.01..0.1"])
    found = worlds(scenario, doubts, 8, 3, "choice")
    assert [one.key for one in doubts] == [
        *DECIDING,
        "assumptions.effects.forums",
        "politics.drift",
    ]
    drift = sorted(world.settings["politics.drift"] for world in found)
    parts = np.floor((np.array(drift) - 0.01) / 0.09 * 8)
    assert parts.tolist() == list(range(8))
    assert len({seed for world in found for seed in world.seeds}) == 24
    again = worlds(scenario, doubts, 8, 3, "choice")
    assert again == found
    others = worlds(scenario, doubts, 8, 3, "estimate")
    assert not {s for w in others for s in w.seeds} & {s for w in found for s in w.seeds}
    for world in found:
        assert world.of(scenario).section("politics").drift == world.settings["politics.drift"]


def test_ranges_are_those_of_the_screening() -> None:
    scenario = service()
    of = {factor.key: factor for factor in assumed(scenario)}
    for one in ranges(scenario, [], ()):
        assert one.at(0) == pytest.approx(of[one.key].at(0), rel=1e-5)
        assert one.at(1) == pytest.approx(of[one.key].at(1), rel=1e-5)
        assert one.low <= one.at(0.4) <= one.high


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("politics.drift=0.1", "write KEY=LOW..HIGH"),
        ("politics.drift=0.2..0.1", "write KEY=LOW..HIGH"),
        ("politics.drft=0.1..0.2", "drift"),
        ("politics.drift=-4..0.2", "out of range"),
        ("practices.openness=0..1", "no assumption"),
        ("horizon=10..20", "no assumption"),
    ],
)
def test_wrong_ranges_are_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        ranges(service(), [], [text])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"levers": ["yes_und"]}, "did you mean 'yes_and'"),
        ({"levers": ["crisis_shock"]}, "no lever 'crisis_shock' that somebody can pull"),
        ({"start": 20}, "the run has the weeks 0 to 19"),
        ({"metric": "exits"}, "a plan cannot be made for 'exits'"),
        ({"budget": -1.0}, "0 or more"),
        ({"budget": 1.0}, "takes least takes 10 hours"),
        ({"budget": None}, "--budget HOURS"),
    ],
)
def test_wrong_questions_are_refused(words: dict[str, object], said: str) -> None:
    asked = {"budget": 100.0, "levers": ["history_story"], **words}
    with pytest.raises(InputError, match=said):
        plan(service("horizon=20"), **asked)


def test_a_limit_of_the_scenario_is_the_budget() -> None:
    today = service("horizon=20", "budget.run.all=60", "practices.team_trust=0.1")
    found = plan(today, levers=["history_story"], worlds=2, pairs=1)
    own = found.purse.before.total
    assert own > 0
    assert found.purse.limit == pytest.approx(60 - own)
    assert all(one["hours"] <= 60 - own for one in found.facts["plans"])


def test_regret_and_gain_are_those_of_the_table_of_worlds(found: Planning) -> None:
    values = found.values[:, :, 0]
    assert values.shape == (len(found.chosen) + 1, 6)
    for place, one in enumerate(found.facts["plans"], 1):
        short = [max(values[:, w]) - values[place, w] for w in range(6)]
        assert one["mean_regret"] == pytest.approx(sum(short) / 6)
        assert one["max_regret"] == pytest.approx(max(short))
        assert one["gain"] == pytest.approx(float((values[place] - values[0]).mean()))
        assert one["low"] <= one["gain"] <= one["high"]


def test_the_frontier_by_hand() -> None:
    gains, hours = np.array([0.0, 1.0, 1.0, 2.0, 0.5]), np.array([0.0, 5.0, 4.0, 9.0, 6.0])
    assert non_dominated(gains, hours).tolist() == [True, False, True, True, False]


def test_numbers_in_the_text_are_those_of_the_facts(found: Planning) -> None:
    text, html = str(found), found._repr_html_()
    for one in found.facts["plans"]:
        assert f"{one['fails']} of 6 worlds" in text
        assert one["words"] in html
    picture = figure.describe(found.facts)
    assert all(one["words"] in picture for one in found.facts["plans"])
    assert found.figure().axes


def command(*words: str) -> Result:
    settings = [word for setting in (*SIZE, "horizon=20") for word in ("--set", setting)]
    few = ["--worlds", "2", "--pairs", "1", "--jobs", "1"]
    return CliRunner().invoke(cli, ["plan", *words, *few, *settings])


def test_the_folder_goes_on_and_its_scenarios_are_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("small-service", "--budget", "100", "--levers", "history_story,celebrate", "--json")
    first, second = command(*words), command(*words)
    assert first.exit_code == 0, first.output
    folder = Path("results/plan-small-service")
    assert first.stdout == second.stdout == (folder / "plan.json").read_text("utf-8")
    assert "Step 1" in first.stderr
    assert "Step 1" not in second.stderr
    facts = json.loads(first.stdout)
    for one in facts["plans"]:
        file = folder / f"plan-{one['number']}.toml"
        scenario = load(file)
        assert scenario.horizon == 20
        assert costs(scenario).total == pytest.approx(one["hours"])
        checked = CliRunner().invoke(cli, ["check", str(file)])
        assert checked.exit_code == 0, checked.output
    with (folder / "plans.csv").open(encoding="utf-8", newline="") as table:
        assert len(list(csv.DictReader(table))) == len(facts["tried"])
    check_dictionary(folder)
    for name in ("plan.md", "worlds.csv", "figures/frontier.png", "figures/frontier.txt"):
        assert (folder / name).is_file()


def test_what_is_wrong_is_said_before_a_folder_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = command("small-service", "--budget", "100", "--levers", "yes_und")
    assert result.exit_code == 2
    assert "did you mean 'yes_and'" in result.output
    assert list(tmp_path.iterdir()) == []
