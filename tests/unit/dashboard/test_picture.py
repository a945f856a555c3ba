"""What the page of the organisation is sent."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from innosim import load
from innosim.dashboard.shown import picture
from innosim.dashboard.state import watching
from innosim.dashboard.state.session import Session, Shelf
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared
from innosim.dashboard.state.sources import Sources
from innosim.errors import InputError
from innosim.organisation.chart import Chart, Role
from innosim.organisation.nested import Kind, Nested, nested
from innosim.scenario.sources import read
from innosim.what_if.replay.replay import Replay, opened
from innosim.what_if.replay.seen import SEEN
from innosim.what_if.replay.ways import name_of
from tests.unit.dashboard.test_session import AtOnce

TINY = ["organisation.generate.headcount=300", "horizon=60"]
KINDS = {"left": "<f4", "width": "<f4", "above": "<i4", "parts": "<u4", "posts": "<u4"}


@pytest.fixture(scope="module")
def chart() -> Chart:
    return read(load("small-service", TINY).organisation).chart


@pytest.fixture(scope="module")
def layout(chart: Chart) -> Nested:
    return nested(chart)


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    reports: list[tuple[float, float]] = []
    work = watching.Watch(load("small-service", TINY), 40)
    found = work(tmp_path_factory.mktemp("replay"), lambda done, of: reports.append((done, of)))
    assert reports[-1] == (40, 40)
    return opened(Path(found["file"]))


def unpacked(text: str, kind: str) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(text), kind)


def test_the_shapes_are_those_of_the_layout(chart: Chart, layout: Nested) -> None:
    drawn = picture.laid_out(chart, layout)
    assert json.loads(json.dumps(drawn)) == drawn
    for name, kind in KINDS.items():
        assert unpacked(drawn[name], kind) == pytest.approx(getattr(layout, name))
    assert (
        sum(int(layer["posts"].split()[0]) for layer in drawn["layers"])
        == chart.n
        == drawn["people"]
    )
    clay = [layer["clay"] for layer in drawn["layers"]]
    middle = chart.role == Role.MIDDLE_MANAGER
    assert [bool(one) for one in clay] == [bool(n) for n in np.bincount(chart.layer, middle)]
    assert drawn["names"]["0"] == chart.organisation_names[0]


@pytest.mark.parametrize("name", list(SEEN))
def test_colours_are_the_numbers_of_the_replay(replay: Replay, chart: Chart, name: str) -> None:
    shown = picture.shown(replay, name)
    assert "NaN" not in json.dumps(shown)
    values = unpacked(shown["values"], "<f4").reshape(replay.shapes[name].shape)
    assert np.array_equal(values, replay.shapes[name], equal_nan=True)
    assert (shown["low"], shown["high"]) == replay.span(name)
    table = picture.by_layer(replay, chart, name)
    assert len(table) == len(replay.weeks) + 1
    last = ["40", picture.said(replay.whole[name][-1])]
    assert table[-1] == [*last, *map(picture.said, replay.layers[name][-1])]
    assert shown["layers"][-1] == table[-1][2:]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (float("nan"), "none"), (0.012345, "0.0123"), (99.94, "99.9"), (1234.5, "1,234")],
)
def test_numbers_in_three_digits(value: float, text: str) -> None:
    assert picture.said(value) == text


def test_a_unit_tells_its_numbers(chart: Chart, layout: Nested, replay: Replay) -> None:
    manager = int(layout.shape[np.flatnonzero(chart.role == Role.MIDDLE_MANAGER)[0]])
    unit = picture.unit(chart, layout, replay, manager)
    assert unit["title"].endswith("middle manager")
    assert unit["gate"]
    texts = {one["name"]: one["texts"] for one in unit["series"]}
    assert layout.posts[manager] == 1
    per_100 = ("raised", "embedded")
    for name in SEEN:
        values = replay.shapes[name][:, manager] / (100 if name in per_100 else 1)
        assert texts[name] == [picture.said(v) for v in values]
    assert {one["unit"] for one in unit["series"] if one["name"] in per_100} == {"ideas"}
    for week in (20, 40):
        stopped = [s for s in unit["stays"] if s["ended"] and s["end"] <= week]
        assert len(stopped) == replay.shapes["ended"][week - 1, manager]


def test_who_leads_nobody_has_no_gate(chart: Chart, layout: Nested, replay: Replay) -> None:
    person = int(np.flatnonzero(layout.kind == Kind.PERSON)[0])
    unit = picture.unit(chart, layout, replay, person)
    assert (unit["gate"], unit["stays"]) == (False, [])
    assert ["People below", "0"] in unit["facts"]


def test_a_group_says_who_is_in_it(chart: Chart) -> None:
    coarse = nested(chart, 30)
    group = int(np.flatnonzero(coarse.kind == Kind.PEOPLE)[0])
    unit = picture.unit(chart, coarse, None, group)
    assert unit["title"] == f"{coarse.posts[group]} people with nobody below them"
    facts = dict(unit["facts"])
    assert facts["Roles"] == f"member of staff: {coarse.posts[group]}"
    assert unit["series"] == []


def test_the_way_of_an_idea_leads_over_shapes(chart: Chart, layout: Nested, replay: Replay) -> None:
    offered = picture.ideas(replay)
    assert offered
    followed = picture.followed(chart, layout, replay, offered[0]["idea"])
    home = int(layout.shape[int(followed["idea"].split("-")[0])])
    assert followed["steps"][0]["shape"] == home
    assert {step["shape"] for step in followed["steps"] if step["beyond"]} <= {home}
    assert followed["idea"] in [name_of(replay, n) for n in range(len(replay.ideas["born"]))]
    with pytest.raises(InputError, match="is no idea"):
        picture.followed(chart, layout, replay, "<b>")


def test_large_services_are_watched_for_their_first_weeks() -> None:
    def weeks(source: str, whole: bool) -> int:
        session = Session(Sources(), AtOnce(), Shelf(), Shared(Setting(source)))
        return watching.weeks(session, whole)

    assert weeks("small-service", whole=False) == 156
    large = weeks("government-of-canada", whole=False)
    assert 50 <= large < 520 == weeks("government-of-canada", whole=True)
