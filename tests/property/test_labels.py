"""Names and order decide nothing: other names of units, and other orders of scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innosim.ensemble import Tables, simulate
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.compare import Comparison, compare
from tests.unit.what_if.comparison.toy import service

BODIES = ("Harbours", "Forests", "Schools")
OTHERS = ("Zoos", "Archives", "Museums")
"""Other names, in another order of the alphabet."""

PEOPLE, WEEKS = 240, 70


def ministry(folder: Path, bodies: tuple[str, ...]) -> Scenario:
    """A service that is read from a table of people."""
    folder.mkdir()
    rows = ["id,boss,body"]
    for person in range(PEOPLE):
        body, place = divmod(person, PEOPLE // len(bodies))
        boss = f"p{person - place + (place - 1) // 5}" if place else ""
        rows.append(f"p{person},{boss},{bodies[body]}")
    (folder / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    scenario = folder / "ministry.toml"
    scenario.write_text(
        f'format = 1\ntitle = "A service"\nhorizon = {WEEKS}\nseed = 3\n'
        f'[organisation]\nname = "{bodies[0]} and others"\n'
        '[organisation.table]\nfile = "people.csv"\nperson = "id"\nsuperior = "boss"\n'
        'organisation = "body"\n[generation]\nscale = 8.0\n[gates]\nbase = 2.0\n',
        encoding="utf-8",
    )
    return load(scenario)


def test_other_names_of_units_change_nothing_but_names(tmp_path: Path) -> None:
    tables = []
    for number, bodies in enumerate((BODIES, OTHERS)):
        tables.append(Tables())
        simulate(ministry(tmp_path / str(number), bodies), 2, tables[-1])
    one, other = tables
    for name in ("ideas", "events", "gates", "branches", "series"):
        columns, renamed = one.table(name), other.table(name)
        assert columns.keys() == renamed.keys()
        for column in columns.keys() - {"unit"}:
            assert _equal(columns[column], renamed[column]), f"{name}.{column}"
    assert len(one.table("ideas")["idea"]) > 100
    assert set(one.table("series")["unit"]) != set(other.table("series")["unit"])


def _equal(one: Any, other: Any) -> bool:
    numbers = np.issubdtype(one.dtype, np.floating)
    return bool(np.array_equal(one, other, equal_nan=numbers))


ARMS = {
    "today": (),
    "yes": ("practices.yes_and=1",),
    "open": ("practices.openness=1",),
    "drift": ("politics.drift=0.05",),
}


def arm(name: str) -> Scenario:
    return service(*ARMS[name], f"title={name}")


@pytest.fixture(scope="module")
def in_order() -> Comparison:
    return compare(*map(arm, ARMS), pairs=4)


def test_the_order_of_the_scenarios_changes_nothing_but_the_order(in_order: Comparison) -> None:
    shuffled = compare(*map(arm, ("today", "drift", "open", "yes")), pairs=4)
    one, other = (_contrasts(found) for found in (in_order, shuffled))
    assert one == other
    assert [c["arm"] for c in in_order.facts["contrasts"]] == ["yes", "open", "drift"]


def _contrasts(found: Comparison) -> dict[tuple[str, str], Any]:
    return {(c["arm"], c["against"]): c for c in found.facts["contrasts"]}


def test_other_titles_change_nothing_but_titles(in_order: Comparison) -> None:
    other = compare(service("title=A"), service(*ARMS["yes"], "title=B"), pairs=4)
    mine, theirs = in_order.facts["contrasts"][0], other.facts["contrasts"][0]
    names = ("arm", "against")
    assert {k: v for k, v in mine.items() if k not in names} == {
        k: v for k, v in theirs.items() if k not in names
    }


def test_the_other_way_round_each_difference_has_the_other_sign(in_order: Comparison) -> None:
    other = compare(arm("yes"), arm("today"), pairs=4)
    forth = in_order.facts["contrasts"][0]["effects"]
    back = other.facts["contrasts"][0]["effects"]
    moved = 0
    for name, effect in forth.items():
        turned = back[name]
        if effect["pairs"] == 0:
            assert turned["pairs"] == 0
            continue
        assert turned["difference"] == -effect["difference"], name
        assert (turned["low"], turned["high"]) == (-effect["high"], -effect["low"]), name
        assert (turned["helps"], turned["harms"]) == (effect["harms"], effect["helps"]), name
        moved += effect["difference"] != 0
    assert moved > 5
