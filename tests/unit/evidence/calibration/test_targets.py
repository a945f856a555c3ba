"""Levels, bands, and a register of ideas."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.analysis.measures import MEASURES
from innosim.errors import InputError
from innosim.evidence.calibration.levels import LEVELS, declared, own_values, settings
from innosim.evidence.calibration.register import Span, read_register
from innosim.evidence.calibration.smaller import smaller
from innosim.evidence.calibration.targets import FITTED, HELD_OUT, default_aim, read_aim
from innosim.organisation.chart import Chart
from innosim.scenario.files import load
from innosim.scenario.sources import read

DATA = Path(__file__).parents[3] / "data" / "calibration"


@pytest.fixture(scope="module")
def chart() -> Chart:
    return read(load("small-service").organisation).chart


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.key)
def test_levels_are_numbers_of_a_scenario_and_hold_the_defaults(level) -> None:
    about = declared(level.key)
    assert about["low"] <= level.low < about["default"] < level.high <= about["high"]
    ends = level.value(0.0), level.value(1.0)
    assert ends == pytest.approx((level.low, level.high))
    for value in (level.low, about["default"], level.high):
        assert level.value(level.place(value)) == pytest.approx(value, rel=1e-5)


def test_what_goes_along_keeps_its_proportion() -> None:
    scenario = load("small-service")
    own = own_values(scenario, LEVELS)
    same = settings(scenario, LEVELS, own)
    assert same["adoption.innovation"] == scenario.section("adoption").innovation
    twice = settings(scenario, LEVELS, {**own, "adoption.imitation": 7.6})
    assert twice["adoption.innovation"] == pytest.approx(0.6)


def test_a_speed_of_nothing_cannot_be_fitted() -> None:
    with pytest.raises(InputError, match=r"adoption\.imitation is 0"):
        own_values(load("small-service", ["adoption.imitation=0"]), LEVELS)


def test_the_usual_bands_are_those_of_the_summary() -> None:
    bands = {measure.name: measure.target for measure in MEASURES}
    aim = default_aim()
    assert [target.name for target in aim.targets] == [*FITTED, *HELD_OUT]
    for target in aim.targets:
        assert bands[target.name] == (None if target.low is None else target.band())
        assert target.fitted == (target.name in FITTED)


HEAD = "idea,raised,ended,fate\n"


def register(folder: Path, rows: str, chart: Chart, span: Span | None = None, head: str = HEAD):
    file = folder / "ideas.csv"
    file.write_text(head + rows, encoding="utf-8")
    return read_register(file, span or Span(), chart)


def test_a_register_by_hand(tmp_path: Path, chart: Chart) -> None:
    """Two years; the cohort is the ideas of the first: 1 to 8; 9 and 10 came later."""
    rows = (
        "1,2020-01-06,2020-06-01,rejected\n2,2020-02-03,,waiting\n3,2020-02-03,,in pilot\n"
        "4,2020-03-02,2021-03-01,not continued\n5,2020-03-02,,spreading\n"
        "6,2020-04-06,2021-06-07,embedded\n7,2020-05-04,2021-05-03,discontinued\n"
        "8,2021-01-03,2021-02-01,withdrawn\n9,2021-01-04,2021-11-01,embedded\n"
        "10,2021-10-04,,waiting\n"
    )
    found = register(tmp_path, rows, chart, Span(last=__import__("datetime").date(2022, 1, 2)))
    assert (found.weeks, found.ideas, found.staff) == (104, 10, 1000.0)
    assert sum(found.fates.values()) == 8
    bands = found.bands
    assert bands["proposals"].why == "10 ideas in 20.0 hundred staff years"
    assert (bands["proposals"].low, bands["proposals"].high) == pytest.approx(
        (4.7954 / 20, 18.3904 / 20), abs=1e-4
    )
    assert bands["reached_pilot"].why == "5 of 8 ideas reached a pilot"
    assert (bands["reached_pilot"].low, bands["reached_pilot"].high) == pytest.approx(
        (0.2449, 0.9148), abs=1e-4
    )
    assert bands["continued"].why == "3 of 5 pilots were continued"
    assert bands["embedded_share"].why == "1 of 8 ideas became normal practice"
    assert bands["embedded"].why == "2 ideas embedded in 20.0 hundred staff years"
    assert "adoption_time" not in bands


def test_none_and_all(tmp_path: Path, chart: Chart) -> None:
    rows = "".join(f"{k},2020-01-06,,in pilot\n" for k in range(10)) + "z,2020-12-28,,waiting\n"
    bands = register(tmp_path, rows, chart).bands
    assert (bands["reached_pilot"].low, bands["reached_pilot"].high) == pytest.approx(
        (0.025 ** (1 / 10), 1.0)
    )
    assert (bands["continued"].low, bands["continued"].high) == pytest.approx(
        (0.0, 1 - 0.025 ** (1 / 10))
    )
    assert bands["embedded"].low == 0
    assert bands["embedded"].high == pytest.approx(3.6889 / (10 * 51 / 52), rel=1e-3)


def test_the_median_by_order_statistics(tmp_path: Path, chart: Chart) -> None:
    """With 6 values the least and the most, with 9 the second and the last but one."""
    for n, (low, high) in ((6, (0, 5)), (9, (1, 7))):
        days = [f"2020-{1 + k + 2:02d}-06" for k in range(n)]
        rows = "".join(f"{k},2020-01-06,{day},embedded\n" for k, day in enumerate(days))
        found = register(tmp_path, rows + "z,2020-12-28,,waiting\n", chart)
        years = sorted(_years(day) for day in days)
        band = found.bands["adoption_time"]
        assert (band.low, band.high) == pytest.approx((years[low], years[high]))


def _years(day: str) -> float:
    from datetime import date

    return (date.fromisoformat(day) - date(2020, 1, 6)).days / 7 / 52


def test_a_register_of_some_units_counts_their_staff(tmp_path: Path, chart: Chart) -> None:
    head = "idea,raised,ended,fate,unit\n"
    rows = "1,2020-01-06,,waiting,Organisation 2\n2,2020-12-28,,waiting,Organisation 2\n"
    found = register(tmp_path, rows, chart, head=head)
    assert found.staff == (chart.organisation == 1).sum() < chart.n


def test_more_than_ten_years_are_cut_to_the_last_ten(tmp_path: Path, chart: Chart) -> None:
    rows = "1,2000-01-03,,waiting\n2,2012-01-02,,waiting\n3,2020-12-28,2020-12-30,rejected\n"
    found = register(tmp_path, rows, chart)
    assert (found.weeks, found.ideas, found.early) == (520, 2, 1)


def test_all_mistakes_of_a_register_at_once(tmp_path: Path, chart: Chart) -> None:
    rows = (
        "1,2020-01-06,2020-06-01,rejectd,\n1,06/01/2020,,waiting,\n3,2020-01-06,,rejected,\n"
        "4,2020-01-06,2019-06-01,rejected,\n5,2020-01-06,2020-02-03,waiting,\n"
        "6,2020-01-06,,waiting,Organisation 9\n,2020-01-06,,waiting,\n"
    )
    with pytest.raises(InputError) as caught:
        register(tmp_path, rows, chart, head="idea,raised,ended,fate,unit\n")
    found = [(problem.line, problem.message) for problem in caught.value.problems]
    assert [line for line, _ in found] == [2, 3, 3, 4, 5, 6, 7, 8]
    for (_, message), said in zip(
        found,
        (
            "did you mean 'rejected'",
            "raised: must be a date",
            "stands in line 2 already",
            "needs the day it ended",
            "before it was raised",
            "has not ended",
            "no organisation 'Organisation 9'",
            "no name",
        ),
        strict=True,
    ):
        assert said in message


def test_days_after_the_last_are_refused(tmp_path: Path, chart: Chart) -> None:
    from datetime import date

    with pytest.raises(InputError, match="after the register's last day"):
        register(tmp_path, "1,2020-01-06,,waiting\n", chart, Span(last=date(2019, 1, 1)))


def test_the_examples_of_the_documentation(chart: Chart) -> None:
    plain = read_aim(DATA / "register-of-ideas.csv", chart)
    own = read_aim(DATA / "targets.toml", chart)
    assert plain.register is not None
    assert own.register is not None
    assert own.register.weeks == 208
    named = {target.name: target for target in own.targets}
    assert named["proposals"].band() == (5.0, 7.0)
    assert named["reached_pilot"].band() == own.register.bands["reached_pilot"][:2]
    assert not named["adoption_time"].fitted
    assert [level.key for level in own.levels] == [
        "generation.scale",
        "gates.capacity",
        "gates.base",
    ]
    assert own.levels[1].scale == "log"


def test_all_mistakes_of_a_targets_file_at_once(tmp_path: Path, chart: Chart) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(
        '[fitted.proposals]\nlow = 5\nhigh = 4\nsource = "x"\n'
        "[fitted.joy]\nlow = 1\nhigh = 2\n"
        '[held_out.embedded]\nlow = "a"\nhigh = 2\n'
        '[levels."gates.capacty"]\nlow = 1\nhigh = 2\n'
        '[levels."gates.rejection"]\nlow = 0.5\nhigh = 2\n'
        '[register]\nfile = "none.csv"\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_aim(file, chart)
    text = str(caught.value)
    for said in (
        "fitted.proposals: high must be above low, not 5 to 4",
        "fitted.joy: unknown key (valid: ",
        "held_out.embedded.low: must be a number",
        "held_out.embedded.source: must say where the band comes from",
        "'gates.capacty' is no number of a scenario",
        "levels.gates.rejection: must lie within 0 to 1",
        "register.file: there is no file",
    ):
        assert said in text
    assert all(problem.line for problem in caught.value.problems)


def test_a_smaller_service_of_the_same_shape() -> None:
    scenario = load("bc-public-service")
    large = read(scenario.organisation).chart
    small = read(smaller(scenario, large, 3500).organisation).chart
    assert small.n == 3500
    assert small.n_organisations == round(24 * 3500 / 34908)
    for role in (1, 2):
        assert (small.role == role).mean() == pytest.approx((large.role == role).mean(), abs=1e-3)
    assert abs(int(small.layer.max()) - int(large.layer.max())) <= 1


def test_no_larger_service() -> None:
    scenario = load("small-service")
    with pytest.raises(InputError, match="ask for fewer"):
        smaller(scenario, read(scenario.organisation).chart, 1000)
