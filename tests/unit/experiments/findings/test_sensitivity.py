"""Known functions give their known indices through the path of a sweep, a dummy none."""

from __future__ import annotations

import doctest
import sys
from math import pi

import numpy as np
import pytest

import innosim.experiments.findings.discovery as discovery_module
import innosim.experiments.findings.sensitivity as sensitivity_module
from innosim.errors import InputError
from innosim.experiments.findings import folder
from innosim.experiments.findings.cases import cases
from innosim.experiments.findings.grouped import heat, profile
from innosim.experiments.findings.sensitivity import method_for, sensitivity
from innosim.experiments.influence.luck import luck
from innosim.experiments.sweep.outcomes import Outcomes
from innosim.experiments.sweep.work import FAILED
from tests.dictionaries import check_dictionary
from tests.unit.experiments.findings import toy

pytest.importorskip("SALib")

ANGLES = [toy.number(f"x{i}", -pi, pi) for i in (1, 2, 3)]
DUMMY = toy.number("dummy")
A = (0.0, 1.0, 4.5, 9.0, 99.0)
G = [toy.number(f"g{i}") for i in range(len(A))]


def g_function(x):
    """Sobol's G: a product of (|4 x - 2| + a) / (1 + a), whose indices have closed forms."""
    return np.prod([(np.abs(4 * x[f"g{i}"] - 2) + a) / (1 + a) for i, a in enumerate(A)], axis=0)


def by_factor(found):
    return {row["factor"]: row for row in found.table(toy.METRIC)}


def noise(plan, sd, seed=1):
    return np.random.default_rng(seed).normal(0, sd, (plan.points, plan.replicates))


def test_ishigami_gives_its_indices():
    """Exact values; errors at 2,048 base points stay below 0.03 (their 95 % intervals: 0.06)."""
    plan = toy.plan([*ANGLES, DUMMY], "sobol", 2048, second_order=True)
    found = by_factor(made := sensitivity(toy.swept(plan, toy.ishigami)))
    first = [found[key]["first"] for key in ("x1", "x2", "x3")]
    total = [found[key]["value"] for key in ("x1", "x2", "x3")]
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    pair = made.facts["metrics"][0]["pairs"][0]
    assert {pair["one"], pair["other"]} == {"x1", "x3"}
    assert pair["share"] == pytest.approx(0.2437, abs=0.06)
    assert [row["factor"] for row in made.table(toy.METRIC)] == ["x1", "x2", "x3", "dummy"]
    assert found["dummy"]["value"] == found["dummy"]["first"] == 0
    assert [row["shows"] for row in made.table(toy.METRIC)] == [True, True, True, False]


def test_sobol_g_gives_its_closed_forms():
    """Errors at 4,096 base points stay below 0.02."""
    parts = np.array([1 / 3 / (1 + a) ** 2 for a in A])
    whole = np.prod(1 + parts) - 1
    plan = toy.plan(G, "sobol", 4096)
    found = by_factor(sensitivity(toy.swept(plan, g_function)))
    for i, part in enumerate(parts):
        total = part * np.prod(np.delete(1 + parts, i)) / whole
        assert found[f"g{i}"]["first"] == pytest.approx(part / whole, abs=0.02)
        assert found[f"g{i}"]["value"] == pytest.approx(total, abs=0.02)


def test_luck_lifts_the_dummy_to_what_luck_alone_gives():
    plan = toy.plan([*ANGLES, DUMMY], "sobol", 1024, replicates=2)
    found = sensitivity(toy.swept(plan, toy.ishigami, noise(plan, 2.0)))
    share = found.facts["metrics"][0]["luck"]["share"]
    assert share == pytest.approx(2.0 / (13.845 + 2.0), abs=0.02)
    dummy = by_factor(found)["dummy"]
    assert dummy["value"] == pytest.approx(share, abs=0.03)
    assert not dummy["shows"]
    assert by_factor(found)["x3"]["shows"]


def test_morris_finds_the_slopes():
    plan = toy.plan([*ANGLES[:2], DUMMY], "morris", 10, replicates=2, levels=4)
    found = by_factor(sensitivity(toy.swept(plan, lambda x: 3 * x["x1"] - x["x2"])))
    assert found["x1"]["value"] == pytest.approx(6 * pi)
    assert found["x1"]["direction"] == pytest.approx(6 * pi)
    assert found["x2"]["direction"] == pytest.approx(-2 * pi)
    assert found["dummy"]["value"] == 0
    assert [found[key]["shows"] for key in ("x1", "x2", "dummy")] == [True, True, False]


def test_morris_without_levels_has_four():
    factors = [*ANGLES, DUMMY]
    with_four = toy.plan(factors, "morris", 10, levels=4)
    found = by_factor(sensitivity(toy.swept(toy.plan(factors, "morris", 10), toy.ishigami)))
    assert found == by_factor(sensitivity(toy.swept(with_four, toy.ishigami)))
    assert found["x2"]["walks"] == 10


@pytest.mark.parametrize(("size", "few"), [(8, True), (512, False)])
def test_too_few_base_points_for_sobol_are_said(size, few):
    """At the first eight points, what the deciding factor takes in both samples is much alike."""
    factors = [toy.number(f"x{i}") for i in range(5)]
    found = sensitivity(toy.swept(toy.plan(factors, "sobol", size), lambda x: x["x1"]))
    assert ("There are too few base points" in str(found)) == few


def test_pawn_orders_factors_of_all_sorts():
    factors = [toy.lever("mode", "radar", "open", "closed"), toy.lever("on", False, True)]
    plan = toy.plan([*factors, *ANGLES[:1], DUMMY], "latin_hypercube", 300, replicates=2)

    def outcome(x):
        return 2.0 * (x["mode"] == "open") + 0.2 * x["x1"]

    found = by_factor(sensitivity(toy.swept(plan, outcome, noise(plan, 0.1))))
    assert {key for key, row in found.items() if row["shows"]} == {"mode", "x1"}
    assert found["mode"]["most"] == pytest.approx(2 / 3, abs=0.02)


def test_dummies_of_pawn_show_in_about_one_of_twenty():
    """30 factors without influence: 6 or more show with a chance below 1 %."""
    plan = toy.plan([toy.number(f"n{i}") for i in range(30)], "latin_hypercube", 200)
    found = by_factor(sensitivity(toy.swept(plan, lambda x: 0 * x["n0"], noise(plan, 1.0))))
    assert sum(row["shows"] for row in found.values()) <= 5


@pytest.mark.parametrize(
    ("kind", "size", "more"),
    [
        ("sobol", 8, {"second_order": True}),
        ("morris", 8, {"levels": 4}),
        ("latin_hypercube", 20, {}),
    ],
)
def test_a_dictionary_stands_beside_the_tables(kind, size, more, tmp_path):
    found = sensitivity(toy.swept(toy.plan(ANGLES, kind, size, **more), toy.ishigami))
    folder.prepare(tmp_path, "sensitivity")
    folder.write(tmp_path, found)
    check_dictionary(tmp_path)


@pytest.mark.parametrize(("kind", "size"), [("sobol", 64), ("morris", 20), ("latin_hypercube", 80)])
def test_other_names_of_the_factors_only_rename_the_table(kind, size):
    more = {"levels": 4} if kind == "morris" else {}
    one = toy.plan(ANGLES, kind, size, **more)
    renamed = [toy.number(f"y{i}", -pi, pi) for i in (1, 2, 3)]
    other = toy.plan(renamed, kind, size, **more)
    found = sensitivity(toy.swept(one, toy.ishigami)).table(toy.METRIC)
    names = {f"y{i}": f"x{i}" for i in (1, 2, 3)}
    again = sensitivity(
        toy.swept(other, lambda y: toy.ishigami({names[key]: y[key] for key in y}))
    ).table(toy.METRIC)
    assert [{**row, "factor": names[row["factor"]]} for row in again] == found


def test_another_order_of_the_factors_permutes_the_table():
    plan = toy.plan(ANGLES, "latin_hypercube", 200)
    swept = toy.swept(plan, toy.ishigami)
    turned = Outcomes(
        type(plan)(**{**vars(plan), "factors": plan.factors[::-1], "places": plan.places[:, ::-1]}),
        swept.values,
        swept.status,
        {},
        swept.seconds,
    )
    assert sensitivity(swept).table(toy.METRIC) == sensitivity(turned).table(toy.METRIC)


def test_luck_is_split_into_what_seeds_share_and_what_they_do_not():
    """Variances 1 between points, 4 common to all points of a seed, 0.25 of each run by itself."""
    draw = np.random.default_rng(1)
    values = (
        draw.normal(0, 1, (2000, 1)) + draw.normal(0, 2, (1, 20)) + draw.normal(0, 0.5, (2000, 20))
    )
    found = luck(values, paired=True)
    assert found.own == pytest.approx(0.25, rel=0.05)
    assert found.common == pytest.approx(4, rel=0.6)
    assert found.share == pytest.approx(0.25 / 20 / (1 + 0.25 / 20), rel=0.1)
    assert luck(values, paired=False).own == pytest.approx(found.within)
    assert np.isnan(luck(values[:, :1], paired=True).share)


@pytest.mark.parametrize(
    ("kind", "asked", "gets"),
    [
        ("sobol", None, "sobol"),
        ("morris", None, "morris"),
        ("latin_hypercube", None, "pawn"),
        ("sobol_sequence", "pawn", "pawn"),
        ("sobol", "pawn", "pawn"),
    ],
)
def test_the_design_chooses_the_method(kind, asked, gets):
    plan = toy.plan(ANGLES, kind, 8, **({"levels": 4} if kind == "morris" else {}))
    assert method_for(plan, asked) == gets


@pytest.mark.parametrize(
    ("kind", "asked", "words"),
    [
        ("latin_hypercube", "sobol", "sobol needs a design of kind sobol, this one is latin"),
        ("sobol", "morris", "this one is sobol: --method sobol fits it"),
        ("morris", "pawn", "pawn needs points of any layout but morris"),
        ("sobol", "sobl", "there is no method 'sobl'"),
    ],
)
def test_a_method_that_does_not_fit_is_refused(kind, asked, words):
    plan = toy.plan(ANGLES, kind, 8, **({"levels": 4} if kind == "morris" else {}))
    with pytest.raises(InputError, match=words):
        method_for(plan, asked)


def broken(kind="latin_hypercube", **more):
    """A sweep with a failed run (number 7) and one without a number (number 20)."""
    plan = toy.plan(ANGLES, kind, 64, replicates=2, **more)
    swept = toy.swept(plan, toy.ishigami)
    swept.values[toy.METRIC][3, 1] = swept.values[toy.METRIC][10, 0] = np.nan
    swept.status[3, 1] = FAILED
    return swept


def test_failed_runs_are_named_and_never_become_numbers():
    with pytest.raises(InputError) as refused:
        sensitivity(broken())
    words = str(refused.value)
    assert "2 of 128 runs have no number for embedded: 1 failed (run 7), in 1" in words
    assert "not defined (run 20)" in words
    assert "--retry-failed" in words
    assert "--replay FOLDER:7" in words
    found = sensitivity(broken(), without_failed=True)
    assert found.facts["metrics"][0]["left_out"] == 2
    assert found.facts["metrics"][0]["points"] == 62
    assert "2 points are left out" in str(found)
    assert "nan" not in str(found).lower()
    with pytest.raises(InputError, match="--method pawn can do without"):
        sensitivity(broken("sobol"), without_failed=True)


def test_walks_with_failed_runs_are_left_out():
    found = by_factor(sensitivity(broken("morris", levels=4), without_failed=True))
    assert {row["walks"] for row in found.values()} == {62}


def test_a_quantity_that_never_varies_has_nothing_to_put_down_to_factors():
    plan = toy.plan(ANGLES, "sobol", 16)
    found = sensitivity(toy.swept(plan, lambda x: 0 * x["x1"] + 3))
    assert found.table(toy.METRIC) == []
    assert "It is the same at all points (3.0)" in str(found)
    assert found.figures == {}


def test_parts_of_a_range_have_the_plain_means():
    plan = toy.plan([toy.lever("mode", "radar", "open"), DUMMY], "latin_hypercube", 80)
    found = cases(toy.swept(plan, lambda x: 1.0 * (x["mode"] == "open")), toy.METRIC)
    assert [(at, mean.mean) for at, mean in profile(found, 0)] == [("radar", 0), ("open", 1)]
    assert sum(mean.points for _, mean in profile(found, 1)) == 80


def test_cells_of_one_point_are_judged_by_its_runs():
    """On a grid each cell is a point; what seeds share cancels out in the comparison."""
    factors = [toy.lever("a", 0.0, 1.0), toy.lever("b", 0.0, 1.0, 2.0)]
    plan = toy.plan(factors, "grid", replicates=4)
    shared = np.random.default_rng(1).normal(0, 100, (1, 4))
    own = np.random.default_rng(2).normal(0, 0.01, (6, 4))
    found = heat(
        cases(toy.swept(plan, lambda x: x["a"] + 0 * x["b"], shared + own), toy.METRIC), 0, 1
    )
    assert found.means.shape == (3, 2)
    assert found.apart.all()
    assert np.diff(found.means, axis=1) == pytest.approx(1, abs=0.05)


def test_the_heat_map_can_be_asked_for():
    plan = toy.plan(ANGLES, "latin_hypercube", 100)
    swept = toy.swept(plan, toy.ishigami)
    found = sensitivity(swept, heat_of=("x3", "x1")).facts["metrics"][0]["heat"]
    assert (found["across"], found["up"]) == ("x3", "x1")
    with pytest.raises(InputError, match="did you mean x1"):
        sensitivity(swept, heat_of=("x3", "xx1"))


def test_without_salib_one_line_says_what_to_install(monkeypatch):
    plan = toy.plan(ANGLES, "latin_hypercube", 40)
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(InputError, match=r"pip install 'innosim\[analysis\]'"):
        sensitivity(toy.swept(plan, toy.ishigami))


@pytest.mark.parametrize("module", [sensitivity_module, discovery_module])
def test_examples_of_the_docstrings(module):
    tests = doctest.testmod(module)
    assert tests.attempted
    assert tests.failed == 0


@pytest.mark.parametrize("points", range(40, 220, 20))
def test_pawn_works_with_any_number_of_points(points):
    plan = toy.plan([*ANGLES[:1], toy.lever("mode", *"abcdefg")], "latin_hypercube", points)
    found = by_factor(sensitivity(toy.swept(plan, lambda x: x["x1"])))
    assert found["x1"]["shows"]
    assert 0 < found["mode"]["value"] < 1
