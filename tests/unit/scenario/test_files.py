"""Reading scenario files: inheritance, overrides, dates, older formats, shipped scenarios."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from innosim.errors import InputError
from innosim.scenario import layers, migrate, shipped
from innosim.scenario.content import resolved
from innosim.scenario.files import base_name, load, load_base
from innosim.scenario.layers import Layer, override_layer, stack

from .conftest import PLAIN, Write


def weather(path: Path, *overrides: str) -> dict[str, Any]:
    return load(path, overrides).section("weather").model_dump()


def test_defaults(write: Write) -> None:
    scenario = load(write("a.toml", PLAIN))
    assert (scenario.seed, scenario.horizon, scenario.title) == (1, 520, "Plain")
    assert scenario.start == date(2025, 2, 3)
    assert scenario.interventions == ()
    assert scenario.section("weather").model_dump() == {"rain": 0.2, "storms": (), "length": 1}


def test_byte_order_mark_and_windows_line_ends(write: Write) -> None:
    file = write("a.toml")
    file.write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert load(file).title == "Plain"


class TestBase:
    def test_tables_merge_and_lists_are_replaced(self, write: Write) -> None:
        write("a.toml", "[weather]\nrain = 0.5\nlength = 3\nstorms = [1, 2]\n", PLAIN)
        child = write("b.toml", 'base = "a.toml"\ntitle = "B"\n[weather]\nlength = 4\nstorms=[7]')
        assert weather(child) == {"rain": 0.5, "storms": (7,), "length": 4}
        assert load(child).title == "B"

    def test_a_grandchild(self, write: Write) -> None:
        write("a.toml", "[weather]\nrain = 0.5\nlength = 3\n", PLAIN)
        write("b.toml", 'base = "a.toml"\nweather.length = 4\n')
        write("c.toml", 'base = "b.toml"\nweather.length = 5\n')
        assert weather(Path("c.toml")) == {"rain": 0.5, "storms": (), "length": 5}

    def test_a_path_is_relative_to_the_file(self, write: Write) -> None:
        write("over/a.toml", PLAIN)
        write("over/b.toml", 'base = "a.toml"')
        write("c.toml", 'base = "over/b.toml"')
        assert load("c.toml").title == "Plain"
        assert base_name("c.toml") == "b"

    def test_interventions_are_replaced_or_added(self, write: Write) -> None:
        write("a.toml", '[[interventions]]\nkind = "lab"\n', PLAIN)
        write("new.toml", 'base = "a.toml"\n[[interventions]]\nkind = "training"\n')
        write("more.toml", 'base = "a.toml"\n[[add_interventions]]\nkind = "training"\n')
        write("most.toml", 'base = "more.toml"\n[[add_interventions]]\nkind = "outside"\n')
        assert kinds("new.toml") == ["training"]
        assert kinds("more.toml") == ["lab", "training"]
        assert kinds("most.toml") == ["lab", "training", "outside"]

    def test_elements_of_a_list_are_changed_by_number(self, write: Write) -> None:
        write("a.toml", '[[interventions]]\nkind = "lab"\nshare = 0.5\n', PLAIN)
        write("b.toml", 'base = "a.toml"\n[interventions.0]\nstrength = 0.1\n')
        (delivery,) = load("b.toml").interventions
        assert (delivery.kind, delivery.share, delivery.strength) == ("lab", 0.5, 0.1)
        (delivery,) = load("b.toml", ["interventions.0.strength=0.9"]).interventions
        assert delivery.strength == 0.9

    def test_added_interventions_must_be_a_list(self, write: Write) -> None:
        with pytest.raises(InputError, match=r"a.toml:1: add_interventions: must be a list"):
            load(write("a.toml", "add_interventions = 3\n" + PLAIN))

    def test_a_circle_is_refused(self, write: Write) -> None:
        write("a.toml", 'base = "b.toml"')
        write("b.toml", 'base = "a.toml"')
        with pytest.raises(InputError, match=r"form a circle: a.toml -> b.toml -> a.toml"):
            load("a.toml")

    def test_a_missing_base_is_reported_where_it_is_named(self, write: Write) -> None:
        with pytest.raises(InputError, match=r"^a.toml:2: base: there is no scenario 'nowhere'"):
            load(write("a.toml", 'title = "A"\nbase = "nowhere"'))

    def test_no_base(self, write: Write) -> None:
        file = write("a.toml", PLAIN)
        assert load_base(file) is None
        assert base_name(file) is None

    def test_laying_over_leaves_the_layers_alone(self) -> None:
        lower = Layer({"a": {"b": [1]}})
        upper = override_layer("a.c=2")
        assert stack([lower, upper]).data == {"a": {"b": [1], "c": 2}}
        assert lower.data == {"a": {"b": [1]}}
        assert upper.data == {"a": {"c": 2}}


def kinds(path: str) -> list[str]:
    return [delivery.kind for delivery in load(path).interventions]


class TestOverrides:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("3", 3),
            (" 0.5 ", 0.5),
            ("true", True),
            ("merit", "merit"),
            ("two words", "two words"),
            ('"3"', "3"),
            ("[1, 2]", [1, 2]),
            ("{a = 1}", {"a": 1}),
            ("2025-02-03", date(2025, 2, 3)),
            ("a=b", "a=b"),
            ("1\nb = 2", "1\nb = 2"),
        ],
    )
    def test_values(self, text: str, value: object) -> None:
        assert override_layer(f"a.b={text}").data == {"a": {"b": value}}

    def test_the_last_one_wins(self, write: Write) -> None:
        assert (
            weather(write("a.toml", PLAIN), "weather.rain=0.3", "weather.rain=0.4")["rain"] == 0.4
        )

    def test_interventions_may_be_added(self, write: Write) -> None:
        file = write("a.toml", '[[interventions]]\nkind = "lab"\n', PLAIN)
        added = load(file, ['add_interventions=[{kind = "training"}]']).interventions
        assert [delivery.kind for delivery in added] == ["lab", "training"]


class TestDates:
    def test_dates_become_weeks(self, write: Write) -> None:
        file = write("a.toml", "weather.storms = [2025-02-09, 2025-02-10, 4]\n" + PLAIN)
        assert weather(file)["storms"] == (0, 1, 4)

    def test_the_start_of_the_child_counts(self, write: Write) -> None:
        write("a.toml", "weather.storms = [2025-03-03]\n" + PLAIN)
        assert weather(Path("a.toml"))["storms"] == (4,)
        child = write("b.toml", 'base = "a.toml"\nstart = 2025-02-24')
        assert weather(child)["storms"] == (1,)
        assert weather(child, "start=2025-03-03")["storms"] == (0,)

    def test_the_horizon_may_be_a_date(self, write: Write) -> None:
        assert load(write("a.toml", "horizon = 2026-02-02\n" + PLAIN)).horizon == 52

    def test_date_and_time(self, write: Write) -> None:
        text = PLAIN.replace("2025-02-03", "2025-02-03T09:00:00")
        file = write("a.toml", "weather.storms = [2025-03-03T08:00:00]\n" + text)
        assert load(file).start == date(2025, 2, 3)
        assert weather(file)["storms"] == (4,)


class TestFormat:
    def test_format_0_called_the_horizon_weeks(self, write: Write) -> None:
        old = PLAIN.replace("format = 1", "format = 0")
        assert load(write("a.toml", "weeks = 99\n" + old)).horizon == 99

    def test_a_mistake_in_a_migrated_key_shows_the_key_as_written(self, write: Write) -> None:
        old = PLAIN.replace("format = 1", "format = 0")
        with pytest.raises(InputError, match=r"^a.toml:1: weeks: 0 is out of range"):
            load(write("a.toml", "weeks = 0\n" + old))

    def test_a_base_in_an_older_format(self, write: Write) -> None:
        write("a.toml", "weeks = 99\n" + PLAIN.replace("format = 1", "format = 0"))
        child = write("b.toml", 'base = "a.toml"\nformat = 1\nseed = 5')
        assert (load(child).horizon, load(child).seed) == (99, 5)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("format = 2", r"^a.toml:1: format: 2 is newer than this innosim reads \(1\)"),
            ('format = "1"', "^a.toml:1: format: must be a whole number"),
            ("format = true", "^a.toml:1: format: must be a whole number"),
            ("format = -1", "^a.toml:1: format: must be a whole number"),
            ("", "^a.toml:1: format: is missing; write format = 1"),
        ],
    )
    def test_refused_in_one_line(self, write: Write, line: str, message: str) -> None:
        with pytest.raises(InputError, match=message) as caught:
            load(write("a.toml", PLAIN.replace("format = 1", line)))
        assert len(caught.value.problems) == 1

    def test_there_is_a_migration_from_each_older_format(self) -> None:
        assert list(migrate.MIGRATIONS) == list(range(migrate.CURRENT))

    def test_a_key_moves_to_another_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        renames = {("a", "b"): ("c", "d", "e"), ("x", "y"): ("z",)}
        monkeypatch.setattr(migrate, "MIGRATIONS", {0: renames})
        place = layers.Place("f", 2, ("a", "b"))
        data: dict[str, Any] = {"format": 0, "a": {"b": 1, "k": 2}, "x": 3}
        places = {("format",): place, ("a", "b"): place}
        data, places = migrate.current(data, places, Path("f"))
        assert data == {"format": 0, "a": {"k": 2}, "c": {"d": {"e": 1}}, "x": 3}
        assert places[("c", "d", "e")] == place


class TestShipped:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "shipped"
        folder.mkdir()
        (folder / "small.toml").write_text(PLAIN)
        (folder / "data").mkdir()
        (folder / "data" / "posts.csv").write_text("x")
        (folder / "child.toml").write_text('base = "small"\nstory = "data/posts.csv"')
        monkeypatch.setattr(shipped, "folder", lambda kind="scenarios": folder)
        return folder

    def test_found_by_name_from_any_folder(self, write: Write) -> None:
        assert load("small").title == "Plain"
        assert load("child").title == "Plain"
        assert load(write("mine.toml", 'base = "child"\nseed = 3')).seed == 3

    def test_a_misspelled_name(self) -> None:
        message = r"no scenario 'smal'; did you mean 'small'\?; shipped scenarios: child, small"
        with pytest.raises(InputError, match=message):
            load("smal")

    def test_a_folder_of_the_same_name_is_no_obstacle(self, write: Write) -> None:
        write("small/x.toml", PLAIN)
        assert load("small").title == "Plain"

    def test_a_copy_finds_its_base_and_data(self, write: Write, folder: Path) -> None:
        write("x.toml")
        shipped.copy("child", Path("copy.toml"))
        assert load("copy.toml").story == (folder / "data" / "posts.csv").resolve().as_posix()

    def test_a_copy_overwrites_nothing(self, write: Write) -> None:
        file = write("x.toml", PLAIN)
        with pytest.raises(InputError, match=r"^x.toml: there is a file of this name already"):
            shipped.copy("child", file)
        with pytest.raises(InputError, match="there is no scenario 'chil'; did you mean 'child'"):
            shipped.copy("chil", Path("y.toml"))
        with pytest.raises(InputError, match="cannot be written"):
            shipped.copy("child", Path("no-such-folder/y.toml"))


def test_the_folder_of_shipped_scenarios_is_beside_the_package_or_in_it() -> None:
    assert shipped.folder().name in ("scenarios", "shipped_scenarios")


def test_pickled_as_a_worker_process_needs_it(write: Write) -> None:
    scenario = load(write("a.toml", "weather.storms = [3]\n" + PLAIN))
    copy = pickle.loads(pickle.dumps(scenario))
    assert copy == scenario
    assert resolved(copy) == resolved(scenario)
