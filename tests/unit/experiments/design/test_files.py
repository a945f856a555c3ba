"""What a user reads when an experiment file is wrong: all mistakes, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.experiments.design.files import is_experiment
from innosim.experiments.design.plan import plan_of
from innosim.experiments.design.schema import Design, Experiment, Varied
from innosim.scenario.files import load
from innosim.scenario.shipped import EXPERIMENTS, folder, shipped
from tests.unit.experiments.design.written import GRID, HEAD, LEVER, planned, write


def problems(text: str, folder: Path) -> list[str]:
    path = write(text, folder)
    with pytest.raises(InputError) as caught:
        plan_of(path)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


RANGE = "practices.yes_and = { low = 0.0, high = 1.0 }"
FACTORS = {
    "misspelt setting": (
        "levers",
        "practices.yes_an = [0.0, 1.0]",
        "practices.yes_an: unknown key; did you mean yes_and? "
        "(valid: team_trust, outside, alignment, yes_and, openness)",
    ),
    "out of range": (
        "levers",
        "practices.yes_and = { low = 0.0, high = 1.5 }",
        "practices.yes_and: 1.5 is out of range, it must be from 0 to 1 (share of full strength)",
    ),
    "misspelt end": (
        "levers",
        "practices.yes_and = { low = 0.0, hihg = 1.0 }",
        "practices.yes_and.hihg: unknown key; did you mean high? "
        "(valid: values, low, high, distribution, mode, mean, sd)",
    ),
    "no end": (
        "levers",
        "practices.yes_and = { low = 0.0 }",
        "practices.yes_and: high missing; a range needs low and high",
    ),
    "one value": (
        "levers",
        "practices.yes_and = [0.5]",
        "practices.yes_and: does not vary; give at least two values, or put it into [settings]",
    ),
    "a value alone": (
        "levers",
        "practices.yes_and = 0.5",
        "practices.yes_and: must be a list of values or a range such as { low = 0.0, high = 1.0 }; "
        "what does not vary goes to [settings]",
    ),
    "constant range": (
        "levers",
        "practices.yes_and = { low = 0.5, high = 0.5 }",
        "practices.yes_and: does not vary: low is high; put it into [settings]",
    ),
    "wrong way round": (
        "levers",
        "practices.yes_and = { low = 0.5, high = 0.2 }",
        "practices.yes_and.low: 0.5 is above high = 0.2",
    ),
    "value twice": (
        "levers",
        "practices.yes_and = [0.5, 0.1, 0.5]",
        "practices.yes_and: 0.5 stands there twice",
    ),
    "list and range": (
        "levers",
        "practices.yes_and = { values = [0.1, 0.2], low = 0.0 }",
        "practices.yes_and: give `values` or a range, not both",
    ),
    "not finite": (
        "levers",
        "practices.yes_and = [0.0, inf]",
        "practices.yes_and.1: must be a finite number, not inf",
    ),
    "not a lever": (
        "levers",
        "gates.merit = [1.0, 2.0]",
        "gates.merit: this is an assumption, not a lever; put it under [uncertainties]",
    ),
    "a lever": (
        "uncertainties",
        "gates.mandate = [0.0, 1.0]",
        "gates.mandate: this is a lever, not an assumption; put it under [levers]",
    ),
    "an intervention among assumptions": (
        "uncertainties",
        "interventions.alignment.strength = [0.0, 1.0]",
        "interventions.alignment.strength: this is a lever, not an assumption; "
        "put it under [levers]",
    ),
    "misspelt intervention": (
        "levers",
        "interventions.aligment.strength = [0.0, 1.0]",
        "interventions.aligment.strength: there is no intervention 'aligment'; "
        "did you mean alignment?",
    ),
    "no whole number": (
        "uncertainties",
        "gates.panel = { low = 1, high = 2.5 }",
        "gates.panel.high: 2.5 is no whole number, as this setting needs",
    ),
    "the seed": (
        "uncertainties",
        "seed = [1, 2]",
        "seed: cannot be varied: it belongs to the replicates; say how many with `replicates`",
    ),
    "a record": (
        "uncertainties",
        "record.every = [1, 2]",
        "record.every: cannot be varied: it changes no run; [record] of the experiment says which "
        "series are kept",
    ),
    "a file": (
        "uncertainties",
        'organisation.table.file = ["a.csv", "b.csv"]',
        "organisation.table.file: cannot be varied: it names a file; make a scenario for each",
    ),
    "misspelt distribution": (
        "uncertainties",
        'energy.recovery = { low = 0.1, high = 0.2, distribution = "logunifrm" }',
        "energy.recovery.distribution: must be 'uniform', 'loguniform', 'triangular' or 'normal', "
        'not the text "logunifrm"',
    ),
    "loguniform from zero": (
        "uncertainties",
        'energy.recovery = { low = 0.0, high = 0.2, distribution = "loguniform" }',
        "energy.recovery.low: 0 is not above 0, as a loguniform distribution needs",
    ),
    "no mode": (
        "uncertainties",
        'energy.recovery = { low = 0.0, high = 0.2, distribution = "triangular" }',
        "energy.recovery.distribution: a triangular distribution needs `mode`",
    ),
    "mode outside": (
        "uncertainties",
        'energy.recovery = { low = 0.0, high = 0.2, distribution = "triangular", mode = 0.3 }',
        "energy.recovery.mode: 0.3 is not between low = 0 and high = 0.2",
    ),
    "mode of a uniform one": (
        "uncertainties",
        "energy.recovery = { low = 0.0, high = 0.2, mode = 0.1 }",
        "energy.recovery.mode: a uniform distribution has none",
    ),
    "far tail": (
        "uncertainties",
        "energy.recovery = "
        '{ low = 0.0, high = 0.2, distribution = "normal", mean = 0.9, sd = 0.1 }',
        "energy.recovery.mean: 0.9 is more than 4 sd away from the range",
    ),
}


@pytest.mark.parametrize("name", FACTORS)
def test_a_wrong_factor(name: str, tmp_path: Path) -> None:
    table, line, expected = FACTORS[name]
    assert problems(f"{HEAD}[{table}]\n{line}\n{GRID}", tmp_path) == [f"4: {table}.{expected}"]


DESIGNS = {
    'kind = "sobl"': "kind: must be 'grid', 'list', 'one_at_a_time', 'latin_hypercube', "
    "'sobol_sequence', 'sobol' or 'morris', not the text \"sobl\"",
    'kind = "sobol"\nsize = 100': "size: 100 is no power of two; take 64 or 128",
    'kind = "sobol_sequence"\nsize = 3': "size: 3 is no power of two; take 2 or 4",
    'kind = "morris"\nsize = 3\nlevels = 3': "levels: 3 is odd; Morris's method needs an even "
    "number, such as 4",
    'kind = "morris"': "size: is missing; a morris design needs it",
    'kind = "grid"': "levels: is missing; the grid needs it for the range of practices.yes_and",
    'kind = "grid"\nlevels = 2\nsize = 9': "size: a grid design has none: its points follow from "
    "the factors",
    'kind = "latin_hypercube"\nsize = 9\nlevels = 3': "levels: a latin_hypercube design has none",
    'kind = "latin_hypercube"\nsize = 9\nsecond_order = true': "second_order: a latin_hypercube "
    "design has no such indices",
    'kind = "latin_hypercube"\nsize = 0': "size: 0 is out of range, it must be "
    "from 1 to 10,000,000",
}


@pytest.mark.parametrize("lines", DESIGNS)
def test_a_wrong_design(lines: str, tmp_path: Path) -> None:
    found = problems(f"{HEAD}{LEVER}[design]\n{lines}\n", tmp_path)
    assert [one.partition(": ")[2] for one in found] == [f"design.{DESIGNS[lines]}"]


def test_lists_of_different_length(tmp_path: Path) -> None:
    text = (
        "[levers]\npractices.yes_and = [0.0, 0.5]\npractices.outside = [0.0, 0.5, 1.0]\n"
        '[design]\nkind = "list"\n'
    )
    assert problems(HEAD + text, tmp_path) == [
        "7: design.kind: in a list design point 1 takes the first value of each list, and so on; "
        "the lists must be of one length (they have: practices.yes_and 2, practices.outside 3)"
    ]


def test_all_mistakes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        HEAD + 'metrics = ["embeded"]\n[settings]\nhorizn = 5\nrecord.every = 2\n'
        "[levers]\npractices.yes_an = [0.0, 1.0]\n"
        '[record]\nseries = ["adopers"]\n[design]\nkind = "sobol"\nsize = 3\n'
    )
    assert problems(text, tmp_path) == [
        "3: metrics.0: 'embeded' is not a quantity of a run; did you mean embedded?",
        "5: settings.horizn: unknown key; did you mean horizon?",
        "6: settings.record.every: no setting for this: it changes no run; [record] of the "
        "experiment says which series are kept",
        "8: levers.practices.yes_an: unknown key; did you mean yes_and? "
        "(valid: team_trust, outside, alignment, yes_and, openness)",
        "10: record.series.0: 'adopers' is not a weekly metric; did you mean adopters?",
        "13: design.size: 3 is no power of two; take 2 or 4",
    ]


def test_mistakes_of_form_do_not_hide_the_others(tmp_path: Path) -> None:
    text = (
        'titel = "T"\nscenario = "small-service"\nreplicates = 0\nmetrics = ["embeded"]\n'
        "[levers]\npractices.yes_an = [0.0, 1.0]\npractices.outside = 0.5\n"
        "practices.openness = [0.0, nan]\n"
        "[uncertainties]\npolitics.elections = [[10], [20]]\n"
        '[design]\nkind = "sobol"\nsize = 3\nseed = -1\n'
    )
    kinds = "true or false or a whole number or a number or a text in quotes"
    found = [one.partition(" (valid")[0] for one in problems(text, tmp_path)]
    assert found == [
        "1: title: is missing (the experiment in a few words)",
        "1: titel: unknown key; did you mean title?",
        "3: replicates: 0 is out of range, it must be from 1 to 100000",
        "4: metrics.0: 'embeded' is not a quantity of a run; did you mean embedded?",
        "6: levers.practices.yes_an: unknown key; did you mean yes_and?",
        "7: levers.practices.outside: must be a list of values or a range such as "
        "{ low = 0.0, high = 1.0 }; what does not vary goes to [settings]",
        "8: levers.practices.openness.1: must be a finite number, not nan",
        f"10: uncertainties.politics.elections.0: must be {kinds}, not a list",
        f"10: uncertainties.politics.elections.1: must be {kinds}, not a list",
        "13: design.size: 3 is no power of two; take 2 or 4",
        "14: design.seed: -1 is out of range, it must be at least 0",
    ]


def test_a_key_that_names_no_setting_of_an_intervention(tmp_path: Path) -> None:
    text = (
        HEAD + "[settings]\ninterventions.3.strength = 0.5\n[levers]\n"
        "interventions.0.start = [1, 2]\ninterventions.openness = [0.0, 1.0]\n" + GRID
    )
    none = "the scenario has no interventions, counted from 0; name one by its kind, as in"
    assert problems(text, tmp_path) == [
        f"4: settings.interventions.3.strength: {none} interventions.KIND.strength",
        f"6: levers.interventions.0.start: {none} interventions.KIND.start",
        "7: levers.interventions.openness: say which setting of it, as in "
        "interventions.openness.strength",
    ]


def test_a_scenario_in_place_of_an_experiment_and_the_reverse(tmp_path: Path) -> None:
    (found,) = problems('base = "small-service"\nhorizon = 30\n', tmp_path)
    assert "this is a scenario, not an experiment" in found
    with pytest.raises(InputError, match="this is an experiment, not a scenario"):
        load(write("format = 1\n" + HEAD + LEVER + GRID, tmp_path))


def test_mistakes_of_the_file_itself(tmp_path: Path) -> None:
    assert problems(HEAD + "colour = 3\n" + LEVER, tmp_path) == [
        "1: design: is missing (the points)",
        "3: colour: unknown key (valid: format, title, question, scenario, settings, levers, "
        "uncertainties, design, replicates, paired, metrics, record)",
    ]
    assert problems(HEAD + GRID, tmp_path) == [
        "1: levers: nothing is varied; state [levers] or [uncertainties]"
    ]
    near = 'title = "T"\nscenario = "smal-service"\n' + LEVER + GRID
    assert problems(near, tmp_path)[0].startswith(
        "2: scenario: there is no scenario 'smal-service'; did you mean 'small-service'?"
    )


def test_a_factor_that_is_also_fixed_or_stated_twice(tmp_path: Path) -> None:
    text = HEAD + "[settings]\npractices.yes_and = 0.3\n" + LEVER + GRID
    assert problems(text, tmp_path) == [
        "6: levers.practices.yes_and: is stated in [settings] already, as practices.yes_and"
    ]
    twice = HEAD + LEVER + '"practices.yes_and" = [0.0, 1.0]\n' + GRID
    assert problems(twice, tmp_path) == ['5: levers."practices.yes_and": is stated twice']


def test_a_point_without_a_scenario_is_found_before_anything_runs(tmp_path: Path) -> None:
    text = HEAD + (
        "[levers.interventions.alignment]\nstart = { low = 0, high = 100 }\n"
        "end = { low = 50, high = 150 }\n" + GRID
    )
    assert problems(text, tmp_path) == [
        "5: levers.interventions.alignment.end: it ends in week 50 but starts in week 50; the end "
        "must be later (at 3 of 9 points, such as interventions.alignment.start = 50, "
        "interventions.alignment.end = 50)"
    ]


def test_a_point_whose_service_cannot_be_set_up(tmp_path: Path) -> None:
    text = HEAD + (
        "[uncertainties.organisation.generate]\nheadcount = [50, 1000]\norganisations = [2, 100]\n"
        + GRID
    )
    (found,) = problems(text, tmp_path)
    assert "100 organisations cannot share 50 people" in found
    assert "organisation.generate.headcount = 50" in found


def test_an_intervention_that_is_there_twice_needs_its_number(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        'base = "small-service"\n'
        + '[[interventions]]\nkind = "alignment"\n' * 2
        + '[[interventions]]\nkind = "openness"\n'
    )
    head = HEAD.replace("small-service", "base.toml")
    lever = "[levers]\ninterventions.alignment.strength = [0.0, 0.5]\n"
    assert problems(head + lever + GRID, tmp_path) == [
        "4: levers.interventions.alignment.strength: the scenario has 2 interventions alignment; "
        "write the number of one of them, from 0, instead of its name"
    ]
    lever = (
        "[levers]\ninterventions.1.strength = [0.25, 0.5]\ninterventions.openness.start = [1, 2]\n"
    )
    scenario = planned(head + lever + GRID, tmp_path).scenario(3)
    assert [d.strength for d in scenario.interventions] == [1.0, 0.5, 1.0]
    assert [d.start for d in scenario.interventions] == [0, 0, 2]


def test_tables_dots_and_quotes_say_the_same(tmp_path: Path) -> None:
    ways = (
        "[levers]\ngates.mandate = [0.0, 1.0]\n",
        '[levers]\n"gates.mandate" = [0.0, 1.0]\n',
        "[levers.gates]\nmandate = [0.0, 1.0]\n",
        "[levers]\ngates = { mandate = { values = [0.0, 1.0] } }\n",
    )
    plans = [planned(HEAD + way + GRID, tmp_path) for way in ways]
    assert len({plan.digest for plan in plans}) == 1
    assert plans[0].keys == ("gates.mandate",)


def test_an_experiment_made_in_python_and_its_mistakes() -> None:
    made = Experiment(
        title="T",
        scenario="small-service",
        levers={"practices.yes_and": Varied(low=0, high=1)},
        design=Design(kind="grid", levels=3),
    )
    assert plan_of(made).points == 3
    wrong = made.model_copy(update={"metrics": ("embeded",)})
    with pytest.raises(InputError, match=r"metrics\.0: 'embeded' is not a quantity of a run"):
        plan_of(wrong)


def test_experiments_and_scenarios_are_told_apart(tmp_path: Path) -> None:
    assert is_experiment(write(HEAD + LEVER, tmp_path))
    assert is_experiment(write(HEAD, tmp_path))
    assert not any(is_experiment(path) for path in shipped().values())
    assert all(is_experiment(path) for path in shipped(EXPERIMENTS).values())


@pytest.mark.parametrize("name", shipped(EXPERIMENTS))
def test_shipped_experiments_are_in_order(name: str) -> None:
    plan = plan_of(name)
    assert plan.experiment.question
    assert plan_of(folder(EXPERIMENTS) / f"{name}.toml").digest == plan.digest
