"""Plans: their runs, their digest, and plans as data."""

from __future__ import annotations

import json
import pickle
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.ensemble import seeds
from innosim.experiments.design.checks import HEADLINE
from innosim.experiments.design.factor import CHOICE, DISTRIBUTIONS, LEVER, UNCERTAINTY, Factor
from innosim.experiments.design.plan import Plan, Run, plan_of, tried
from innosim.experiments.design.schema import Design, Experiment, Varied
from innosim.scenario.files import load
from tests.unit.experiments.design.written import GRID, HEAD, planned
from tests.unit.experiments.design.written import LEVER as YES_AND

BASE = load("small-service", ["horizon=52"])
SAID = Experiment(title="T", scenario="small-service", design=Design(kind="grid"))


@st.composite
def factors(draw: st.DrawFn) -> tuple[Factor, ...]:
    low, width = draw(st.floats(0.001, 0.4)), draw(st.floats(0.001, 0.5))
    high = low + width
    inside = low + draw(st.floats(0, 1)) * width
    made = [
        Factor(
            "practices.yes_and",
            LEVER,
            low,
            high,
            distribution=draw(st.sampled_from(DISTRIBUTIONS)),
            mode=inside,
            mean=inside,
            sd=width,
        ),
        Factor(
            "interventions.alignment.strength", LEVER, values=(0.0, 0.5, 1.0), distribution=CHOICE
        ),
        Factor("gates.panel", UNCERTAINTY, 1, 5, whole=True, unit="reviewers", meaning="how many"),
        Factor("politics.signal", UNCERTAINTY, values=("politics", "merit"), distribution=CHOICE),
        Factor("feedbacks.blame", UNCERTAINTY, values=(True, False), distribution=CHOICE),
        Factor("dummy", UNCERTAINTY, 0, 1),
    ]
    chosen = draw(st.lists(st.sampled_from(range(6)), min_size=1, unique=True))
    return tuple(made[i] for i in chosen)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    varied = draw(factors())
    count = draw(st.integers(1, 6))
    share = st.floats(0, 1, allow_subnormal=False)
    rows = draw(
        st.lists(
            st.lists(share, min_size=len(varied), max_size=len(varied)),
            min_size=count,
            max_size=count,
        )
    )
    return Plan(
        experiment=SAID,
        base=BASE,
        factors=varied,
        places=np.array(rows, np.float64),
        metrics=tuple(draw(st.lists(st.sampled_from(HEADLINE), min_size=1, unique=True))),
        series=tuple(draw(st.lists(st.sampled_from(("embedded", "energy")), unique=True))),
        every=draw(st.integers(1, 9)),
        replicates=draw(st.integers(1, 5)),
        paired=draw(st.booleans()),
    )


@settings(max_examples=60)
@given(plans())
def test_a_plan_is_the_same_after_a_journey_as_data(plan: Plan) -> None:
    again = Plan.from_json(json.loads(json.dumps(plan.to_json())))
    pickled = pickle.loads(pickle.dumps(plan))
    for other in (again, pickled):
        assert other.digest == plan.digest
        assert (other.places == plan.places).all()
        assert (other.factors, other.metrics, other.series) == (
            plan.factors,
            plan.metrics,
            plan.series,
        )
        assert [other.values(i) for i in range(plan.points)] == [
            plan.values(i) for i in range(plan.points)
        ]
        assert other.scenario(plan.points - 1) == plan.scenario(plan.points - 1)
        assert list(other.runs()) == list(plan.runs())
        assert other.to_json() == plan.to_json()


@settings(max_examples=60)
@given(plans())
def test_runs_are_numbered_point_by_point(plan: Plan) -> None:
    runs = list(plan.runs())
    assert [run.number for run in runs] == list(range(len(plan)))
    expected = [(p, r) for p in range(plan.points) for r in range(plan.replicates)]
    assert [(run.point, run.replicate) for run in runs] == expected
    by_point = {run.point: [] for run in runs}  # type: dict[int, list[int]]
    for run in runs:
        by_point[run.point].append(run.seed)
    if plan.paired:
        assert all(mine == list(plan.seeds) for mine in by_point.values())
    else:
        assert len({run.seed for run in runs}) == len(runs)
    for wrong in (-1, len(plan)):
        with pytest.raises(IndexError, match="there is no run"):
            plan.run(wrong)


def test_replicates_have_the_seeds_that_a_run_of_the_scenario_gives_them(tmp_path: Path) -> None:
    text = "replicates = 3\n" + HEAD + "[settings]\nseed = 7\n" + YES_AND + GRID
    plan = planned(text, tmp_path)
    assert list(plan.seeds) == seeds(7, 3)
    assert plan.run(4) == Run(number=4, point=1, replicate=1, seed=plan.seeds[1])


SHAPES: dict[str, Callable[[Plan], Plan]] = {
    "a place": lambda p: replace(p, places=np.nextafter(p.places, 2)),
    "a point more": lambda p: replace(p, places=np.vstack([p.places, p.places[:1]])),
    "points in another order": lambda p: replace(p, places=p.places[::-1].copy()),
    "a value": lambda p: replace(p, factors=(replace(p.factors[0], high=0.9), *p.factors[1:])),
    "a key": lambda p: replace(
        p, factors=(replace(p.factors[0], key="practices.outside"), *p.factors[1:])
    ),
    "distribution": lambda p: replace(
        p, factors=(replace(p.factors[0], distribution="triangular", mode=0.5), *p.factors[1:])
    ),
    "replicates": lambda p: replace(p, replicates=p.replicates + 1),
    "pairing": lambda p: replace(p, paired=not p.paired),
    "metrics": lambda p: replace(p, metrics=p.metrics[1:]),
    "series": lambda p: replace(p, series=("energy",)),
    "weeks of the series": lambda p: replace(p, every=5),
    "version": lambda p: replace(p, version="0.0.0"),
    "seed": lambda p: replace(p, base=load("small-service", ["seed=2"])),
    "setting": lambda p: replace(p, base=load("small-service", ["gates.merit=2.5"])),
}
NAMES: dict[str, Callable[[Plan], Plan]] = {
    "title": lambda p: replace(p, experiment=p.experiment.model_copy(update={"title": "Other"})),
    "title of the scenario": lambda p: replace(p, base=load("small-service", ['title="Other"'])),
    "unit and meaning": lambda p: replace(
        p, factors=(replace(p.factors[0], unit="x", meaning="y"), *p.factors[1:])
    ),
    "what the scenario records": lambda p: replace(
        p, base=load("small-service", ["record.every=3", "record.organisations=false"])
    ),
}
EXAMPLE = (
    HEAD
    + 'replicates = 2\n[record]\nseries = ["embedded"]\n'
    + YES_AND
    + ("gates.mandate = [0.0, 1.0]\n" + GRID)
)


@pytest.mark.parametrize("what", SHAPES)
def test_the_digest_changes_with_what_shapes_results(what: str, tmp_path: Path) -> None:
    plan = planned(EXAMPLE, tmp_path)
    assert SHAPES[what](plan).digest != plan.digest


@pytest.mark.parametrize("what", NAMES)
def test_the_digest_stays_with_what_only_names(what: str, tmp_path: Path) -> None:
    plan = planned(EXAMPLE, tmp_path)
    assert NAMES[what](plan).digest == plan.digest


def test_weeks_of_series_do_not_count_without_series(tmp_path: Path) -> None:
    plan = planned(HEAD + YES_AND + GRID, tmp_path)
    assert replace(plan, every=7).digest == plan.digest


def test_a_point_is_the_scenario_with_its_settings(tmp_path: Path) -> None:
    text = HEAD + (
        "[settings]\nhorizon = 60\ninterventions.openness.start = 4\n"
        "[levers]\ninterventions.alignment.strength = [0.0, 0.5]\n"
        "interventions.alignment.start = [3, 9]\npractices.yes_and = [0, 1]\n"
        "[uncertainties]\ndummy = [0.0, 1.0]\norganisation.generate.headcount = [900, 1100]\n"
        + GRID
    )
    plan = planned(text, tmp_path)
    scenario = plan.scenario(plan.points - 1)
    expected = load(
        "small-service",
        [
            *("horizon=60", "practices.yes_and=1.0", "organisation.generate.headcount=1100"),
            "add_interventions=[{kind='openness', start=4}, "
            "{kind='alignment', strength=0.5, start=9}]",
        ],
    )
    assert scenario.digest() == expected.digest()
    assert plan.scenario(plan.points - 3) == scenario  # they differ in the dummy only


def test_strength_zero_is_absence_in_the_scenario_of_a_point(tmp_path: Path) -> None:
    text = HEAD + "[levers]\ninterventions.alignment.strength = [0.0, 0.5]\n" + GRID
    scenario = planned(text, tmp_path).scenario(0)
    assert [(d.kind, d.strength) for d in scenario.interventions] == [("alignment", 0.0)]


def test_headline_quantities_unless_others_are_named(tmp_path: Path) -> None:
    assert planned(HEAD + YES_AND + GRID, tmp_path).metrics == HEADLINE
    named = planned(HEAD + 'metrics = ["burden"]\n' + YES_AND + GRID, tmp_path)
    assert named.metrics == ("burden",)


def test_a_million_runs_cost_no_memory() -> None:
    made = Experiment(
        title="Many",
        scenario="small-service",
        levers={"practices.yes_and": Varied(low=0, high=1), "gates.mandate": Varied(low=0, high=1)},
        design=Design(kind="latin_hypercube", size=10_000),
        replicates=100,
    )
    tracemalloc.start()
    plan = plan_of(made)
    assert len(plan) == 1_000_000
    assert plan.run(999_999).point == 9_999
    assert plan.digest
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20e6
    assert len(tried(plan.points)) == 1_000
    assert (tried(plan.points)[[0, -1]] == [0, 9_999]).all()
