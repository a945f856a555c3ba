"""History matching on a model whose answer is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from innosim.errors import InputError
from innosim.evidence.calibration import search
from innosim.evidence.calibration.design import spread
from innosim.evidence.calibration.emulator import fit, scaled
from innosim.evidence.calibration.facts import Setting, facts_of, tied
from innosim.evidence.calibration.waves import calibrate

from . import toy


def test_points_are_spread_evenly_and_differ_by_wave_and_seed() -> None:
    points = spread(64, 3, 1, 1)
    for column in points.T:
        counts = np.histogram(column, 8, (0, 1))[0]
        assert (counts == 8).all()
    assert not np.allclose(points, spread(64, 3, 1, 2))
    assert not np.allclose(points, spread(64, 3, 2, 1))
    assert (points[:20] == spread(20, 3, 1, 1)).all()


def test_an_emulator_finds_an_exact_quadratic_and_says_so() -> None:
    target = toy.TARGETS[0]
    places = spread(40, 3, 1, 1)
    x = 2 * places - 1
    y = np.exp(1.0 + 0.5 * x[:, 0] - 0.3 * x[:, 1] ** 2 + 0.2 * x[:, 0] * x[:, 2])
    found = fit(target, places, y)
    assert found is not None
    assert found.degree == 2
    assert found.scatter < 1e-9
    inside = (y >= 6) & (y <= 8)
    assert ((found.implausibility(places) < 1e-3) == inside).mean() > 0.99


def test_noise_makes_an_emulator_cautious() -> None:
    target, places = toy.TARGETS[0], spread(64, 3, 1, 1)
    luck = np.sin(np.arange(64) * 12.9898) * 0.5
    y = np.exp(np.log(7.0) + 2 * (2 * places[:, 0] - 1) + luck)
    found = fit(target, places, y)
    assert found is not None
    assert found.scatter == pytest.approx(luck.std(), rel=0.25)
    far = np.array([[1.0, 0.5, 0.5]])
    gap = np.log(7.0) + 2.0 - np.log(8.0)
    assert found.implausibility(far)[0] == pytest.approx(gap / found.scatter, rel=0.4)


def test_few_points_give_simpler_emulators_and_then_none() -> None:
    target, places = toy.TARGETS[0], spread(64, 3, 1, 1)
    values = 7.0 + places[:, 0]
    degrees = [fit(target, places[:n], values[:n]) for n in (15, 11, 6, 3)]
    assert [None if e is None else e.degree for e in degrees] == [2, 1, 0, None]


def test_undefined_outputs_are_left_out_of_the_fit() -> None:
    target, places = toy.TARGETS[0], spread(32, 3, 1, 1)
    values = 7.0 * np.exp(places[:, 0])
    holes = values.copy()
    holes[::5] = np.nan
    whole, part = fit(target, places, values), fit(target, places, holes)
    assert whole is not None
    assert part is not None
    assert part.coefficients == pytest.approx(whole.coefficients, abs=1e-9)


def test_shares_are_fitted_as_logits_and_rates_as_logarithms() -> None:
    assert scaled(toy.TARGETS[1], np.array([0.25]))[0] == pytest.approx(np.log(1 / 3))
    assert scaled(toy.TARGETS[0], np.array([7.0]))[0] == pytest.approx(np.log(7.0))


def test_the_set_is_what_the_known_answer_says() -> None:
    found = calibrate(toy.plan(), toy.run)
    assert [one.point.number for one in found.outcomes] == list(range(1 + 3 * 32))
    for one in found.outcomes:
        known = toy.outputs(one.point.levels)
        fits = 6 <= known["proposals"] <= 8 and 0.24 <= known["reached_pilot"] <= 0.26
        assert one.fits(found.targets) == fits
    assert found.as_it_is in found.members


def test_later_waves_find_more_and_the_box_shrinks() -> None:
    found = calibrate(toy.plan(64), toy.run)
    first, second, third = found.waves
    assert first.fit < second.fit
    assert third.fit > 0.3 * third.points
    assert first.left >= second.left >= third.left
    truth = np.log(8 / 6) / np.log(16)
    assert third.left < 3 * truth


def test_a_scenario_that_fits_stays_as_it_is() -> None:
    found = calibrate(toy.plan(), toy.run)
    assert found.chosen is found.as_it_is


def test_otherwise_the_chosen_one_changes_least() -> None:
    found = calibrate(toy.plan(scale=3.0), toy.run)
    assert found.as_it_is not in found.members

    def change(levels: Mapping[str, float]) -> float:
        parts = [
            np.log(levels["generation.scale"] / 3.0) / np.log(4.0 / 0.25),
            np.log(levels["gates.capacity"] / 0.15) / np.log(0.6 / 0.03),
            (levels["gates.rejection"] - 0.5) / (0.9 - 0.2),
        ]
        return float(np.linalg.norm(parts))

    assert found.chosen is min(found.members, key=lambda one: change(one.point.levels))


def test_what_is_pinned_down_and_what_hangs_together() -> None:
    found = calibrate(toy.plan(64), toy.run)
    facts = facts_of(found, Setting("toy", "Toy", 1000, 1000, 520, 3, 1))
    pinned = {level["key"]: level["pinned"] for level in facts["levels"]}
    assert pinned == {"generation.scale": True, "gates.capacity": True, "gates.rejection": False}
    (one, other, rank), *more = tied(facts)
    assert {one, other} == {"generation.scale", "gates.capacity"}
    assert rank < 0
    assert more == []
    embedded = next(o for o in facts["outputs"] if o["name"] == "embedded")
    assert embedded["set"] == sorted(embedded["set"])
    assert embedded["within"] is None


def test_bands_out_of_reach_give_an_empty_set() -> None:
    plan = toy.plan(16, 2)
    hard = toy.Target("proposals", 60.0, 80.0, True, "made up")
    plan = type(plan)(**{**vars(plan), "aim": type(plan.aim)((hard, *toy.TARGETS[1:]), toy.LEVELS)})
    found = calibrate(plan, toy.run)
    assert found.members == []
    assert found.chosen is None
    facts = facts_of(found, Setting("toy", "Toy", 1000, 1000, 520, 3, 1))
    assert facts["chosen"] is None
    assert facts["correlations"] is None
    nearest = max(one.means["proposals"] for one in found.outcomes)
    assert nearest > 25


def test_optuna_is_asked_for_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "optuna", None)
    with pytest.raises(InputError, match=r"not installed; `pip install 'innosim\[optuna\]'`"):
        search.check("optuna")


def test_optuna_finds_the_set_too() -> None:
    pytest.importorskip("optuna")
    found, again = (calibrate(toy.plan(32, 3, "optuna"), toy.run) for _ in range(2))
    assert found.waves[-1].fit > found.waves[0].fit
    assert [o.point for o in found.outcomes] == [o.point for o in again.outcomes]
