"""What interventions take before any run: as a run records it, summed up, held against limits."""

from __future__ import annotations

import doctest
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.cli import cli
from innosim.engine import Simulation
from innosim.ensemble import run
from innosim.errors import InputError
from innosim.scenario.content import resolved
from innosim.scenario.schema import Budget, Rates
from innosim.what_if.budget import costs as module
from innosim.what_if.budget.costs import Costs, costs, money
from innosim.what_if.comparison.arms import arms_of, contrasts_of
from innosim.what_if.comparison.changes import changes
from tests.unit.what_if.comparison.toy import service

ADDED = (
    'add_interventions=[{kind = "forums", start = 3, every = 9, duration = 4, share = 0.5}, '
    '{kind = "learning_units", strength = 0.4, end = 21}, '
    '{kind = "yes_and", start = 7, organisations = ["Small Service 2"]}]'
)
BUDGET = ("budget.rates.leaders=100", "budget.rates.staff=40", 'budget.currency="CAD"')


def names() -> list[str]:
    from innosim.scenario.sources import read

    return list(read(service().organisation).chart.organisation_names)


def with_levers(*more: str) -> Costs:
    return costs(service(*more, ADDED.replace("Small Service 2", names()[-1])))


def test_doctest() -> None:
    tests = doctest.testmod(module)
    assert tests.attempted
    assert not tests.failed


@pytest.mark.parametrize("seed", [1, 7])
def test_hours_are_those_that_a_run_records(seed: int) -> None:
    added = ADDED.replace("Small Service 2", names()[-1])
    scenario = service(added, "practices.openness=0.3", f"seed={seed}")
    simulation = Simulation(scenario, [seed])
    before = costs(scenario).by_role
    for _ in range(scenario.horizon):
        simulation.step()
    organisations = simulation.world.organisations
    for role, hours in before.items():
        recorded = float(getattr(organisations, f"cost_{role}").sum())
        assert hours > 0
        assert hours == pytest.approx(recorded, rel=1e-12)


def test_totals_are_the_sums_of_the_rows() -> None:
    found = with_levers("practices.openness=0.3", *BUDGET)
    assert len(found.rows) == 4
    assert found.total == pytest.approx(sum(row.hours.sum() for row in found.rows))
    for place, role in enumerate(module.ROLES):
        assert found.by_role[role] == pytest.approx(sum(r.hours[place].sum() for r in found.rows))
    assert found.money == pytest.approx(
        100 * found.by_role["leaders"] + 40 * found.by_role["staff"]
    )
    assert "hours of managers: no rate is given" in " ".join(found.sentences())


def test_a_week_counts_for_the_month_in_which_it_begins() -> None:
    found = costs(service("practices.team_trust=1", "start=2025-01-27", "horizon=6"))
    assert [str(month) for month in found.months] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    a_week = 4.0 * len(names())
    assert found.by_month[0].tolist() == [a_week, 4 * a_week, a_week]


def test_what_is_over_is_said_with_role_and_month() -> None:
    limits = ("budget.run.leaders=10", "budget.month.all=70", "budget.run.all=1e6")
    found = costs(service("practices.team_trust=1", "horizon=14", *limits))
    of_run, *of_months = found.overruns
    assert (of_run.role, of_run.month) == ("leaders", None)
    assert of_run.over == pytest.approx(4.0 * len(names()) * 14 - 10)
    high = np.flatnonzero(found.by_month.sum(axis=0) > 70).tolist()
    assert [overrun.month for overrun in of_months] == high
    words = list(found.sentences())
    assert words[1] == f"over by {of_run.over:g} hours of leaders over the run (limit 10)"
    assert all(f"in month {month + 1}" in w for month, w in zip(high, words[2:], strict=True))


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 500), st.floats(0, 500), st.floats(0, 500), st.floats(0, 1e4))
def test_over_by_is_what_is_above_the_limit(a: float, b: float, c: float, limit: float) -> None:
    hours = np.array([[a], [b], [c]])
    delivery = service("practices.openness=1").deliveries()[0]
    budget = Budget.model_validate({"run": {"all": limit}})
    found = Costs([module.Row(delivery, "", hours)], [], budget)
    found.__dict__["by_month"] = hours
    over = [overrun.over for overrun in found.overruns]
    assert over == ([found.total - limit] if found.total > limit + 1e-9 * max(limit, 1) else [])


def test_a_budget_changes_no_run_and_no_digest() -> None:
    plain, priced = service("practices.yes_and=1"), service("practices.yes_and=1", *BUDGET)
    assert plain.digest() == priced.digest()
    assert "budget" not in resolved(plain)
    assert resolved(priced)["budget"]["currency"] == "CAD"
    one, other = run(plain), run(priced)
    assert one.chunks.keys() == other.chunks.keys()
    for table in one.chunks:
        found, same = one.table(table), other.table(table)
        assert all(found[name].tobytes() == same[name].tobytes() for name in found)


def test_a_budget_is_no_change_between_arms() -> None:
    plain, priced = service(), service(*BUDGET)
    (contrast,) = contrasts_of(arms_of([plain, priced]))
    assert contrast.same
    assert changes(priced, plain) == changes(plain, plain)


def test_no_rates_no_money() -> None:
    hours = dict.fromkeys(module.ROLES, 3.0)
    assert money(None, hours) is None
    assert money(Budget(), hours) is None
    assert money(Budget(rates=Rates(staff=2.0)), hours) == 6.0


@pytest.mark.parametrize("wrong", ["budget.run.leaders=-1", "budget.rates.chiefs=3"])
def test_wrong_budgets_are_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="budget"):
        service(wrong)


def test_check_warns_and_does_not_refuse(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'base = "small-service"\nhorizon = 20\n[practices]\nteam_trust = 1.0\n'
        "[budget.run]\nleaders = 148\n"
    )
    result = CliRunner().invoke(cli, ["check", str(file)])
    assert result.exit_code == 0
    assert "interventions take 160 hours: 160 of leaders" in result.output
    assert "warning: over by 12 hours of leaders over the run (limit 148)" in result.output
    plain = CliRunner().invoke(cli, ["check", "small-service"])
    assert "hours" not in plain.output
