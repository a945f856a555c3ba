"""Which scenarios can be compared, and what is a lever and what an assumption."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.what_if.comparison.arms import arms_of, contrasts_of
from innosim.what_if.comparison.changes import changes, is_lever
from tests.unit.what_if.comparison.toy import SIZE, service


def test_levers_and_assumptions_are_kept_apart() -> None:
    plan = service(
        "practices.yes_and=0.5",
        "signals.parity=0.2",
        "signals.base_parity=0.6",
        "assumptions.effects.openness=0.5",
        'add_interventions=[{kind = "openness", start = 4}]',
        "seed=9",
        'title="Other"',
    )
    found = changes(plan, service())
    assert found.levers == (
        "with openness (start 4)",
        "practices.yes_and: 0 -> 0.5",
        "signals.parity: 0 -> 0.2",
    )
    assert found.assumptions == (
        "assumptions.effects.openness: 1 -> 0.5",
        "signals.base_parity: 0.4 -> 0.6",
    )
    back = changes(service(), plan)
    assert back.levers[0] == "without openness (start 4)"


@pytest.mark.parametrize(
    ("key", "pulled"),
    [
        ("practices.yes_and", True),
        ("interventions", True),
        ("signals.parity", True),
        ("signals.base_parity", False),
        ("politics.drift", False),
        ("nonsense.key", False),
    ],
)
def test_what_a_lever_is(key: str, pulled: bool) -> None:
    assert is_lever(key) is pulled


def test_all_arms_have_the_seed_of_the_first() -> None:
    arms = arms_of([service("seed=5"), service("seed=6")])
    assert [arm.scenario.seed for arm in arms] == [5, 5]
    assert contrasts_of(arms)[0].same


def test_equal_names_are_numbered() -> None:
    arms = arms_of(["small-service"] * 3, SIZE)
    assert [arm.name for arm in arms] == ["small-service", "small-service (2)", "small-service (3)"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("horizon=31", "horizon (31, not 30)"),
        ("start=2025-02-03", "start (2025-02-03, not 2025-01-06)"),
        ("organisation.generate.headcount=400", "organisation.generate.headcount (400, not 300)"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(setting: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        arms_of([service(), service(setting)])
    (problem,) = raised.value.problems
    assert said in str(problem)
    assert "\n" not in str(problem)


def test_all_mistakes_of_all_scenarios_at_once(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('base = "small-service"\nhorizn = 3\n[practices]\nyes_and = 2.0\n')
    with pytest.raises(InputError) as raised:
        arms_of([str(bad), "smal-service"], SIZE)
    said = str(raised.value)
    assert "bad.toml:2" in said
    assert "bad.toml:4" in said
    assert "smal-service" in said


def test_one_scenario_alone_is_refused() -> None:
    with pytest.raises(InputError, match="at least two"):
        arms_of([service()])


def test_assumptions_make_an_arm_of_their_own() -> None:
    plan = service("practices.openness=1", 'title="Plan"')
    arms = arms_of([service(), plan], (), ["politics.drift=0.01"])
    assert [arm.kind for arm in arms] == ["reference", "assumed", "plan"]
    drift = [getattr(arm.scenario.section("politics"), "drift") for arm in arms]  # noqa: B009
    assert drift[0] != drift[1] == drift[2] == 0.01
    found = {(c.arm.kind, c.against.kind): c for c in contrasts_of(arms)}
    assert {place: c.kind for place, c in found.items()} == {
        ("assumed", "reference"): "assumptions",
        ("plan", "assumed"): "levers",
        ("plan", "reference"): "levers and assumptions",
    }


def test_an_assumption_alone_is_enough() -> None:
    arms = arms_of([service()], (), ["politics.drift=0.01"])
    assert [contrast.kind for contrast in contrasts_of(arms)] == ["assumptions"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("practices.openness=1", "this is a lever"),
        ("politics.drift", "write KEY=VALUE"),
        ("politics.drft=1", "--assume politics.drft=1: politics.drft: unknown key"),
    ],
)
def test_what_is_no_assumption(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        arms_of([service(), service()], (), [text])
    assert said in str(raised.value)
    assert "--set" not in str(raised.value)
    assert len(raised.value.problems) == 1
