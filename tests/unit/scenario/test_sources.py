"""The organisation of a scenario, from numbers or from files beside the scenario file."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.sources import read

from .conftest import PLAIN, Write

HEAD = 'format = 1\ntitle = "A"\n'
TABLE = 'table = {file = "posts.csv", person = "id", superior = "boss"}\n'
POSTS = "id,boss\n1,\n2,1\n3,1\n4,2\n"


@pytest.fixture
def folder(write: Write) -> Path:
    """A folder other than the current one, with a table of posts and a list of ties."""
    write("real/posts.csv", POSTS)
    return write("real/ties.csv", "source,target\n2,3\n3,4\n").parent


def test_generated(write: Write) -> None:
    imported = read(load(write("a.toml", PLAIN)).organisation)
    assert (imported.chart.n, imported.chart.name) == (300, "service")
    assert imported.report.files == ()


def test_a_table(write: Write, folder: Path) -> None:
    file = write("real/a.toml", HEAD + '[organisation]\nname = "Us"\n' + TABLE)
    imported = read(load(file).organisation)
    assert (imported.chart.n, imported.chart.name) == (4, "Us")
    assert [count.read for count in imported.report.files] == [4]


def test_ties_alone_or_beside_a_table(write: Write, folder: Path) -> None:
    ties = 'ties.file = "ties.csv"\n'
    alone = read(load(write("real/a.toml", HEAD + "[organisation]\n" + ties)).organisation)
    both = read(load(write("real/b.toml", HEAD + "[organisation]\n" + TABLE + ties)).organisation)
    assert (alone.chart.n, both.chart.n) == (3, 4)
    assert both.chart.ties is not None


def test_files_are_looked_for_beside_the_file_that_names_them(write: Write, folder: Path) -> None:
    write("real/a.toml", HEAD + "[organisation]\n" + TABLE)
    child = load(write("b.toml", 'base = "real/a.toml"'))
    assert read(child.organisation).chart.n == 4
    assert child.digest() == load("real/a.toml").digest()


def test_another_source_replaces_that_of_the_base(write: Write, folder: Path) -> None:
    write("a.toml", PLAIN)
    write("real/b.toml", 'base = "../a.toml"\n[organisation]\n' + TABLE)
    write("real/c.toml", 'base = "b.toml"\n[organisation.ties]\nfile = "ties.csv"')
    assert read(load("real/b.toml").organisation).chart.n == 4
    both = load("real/c.toml").organisation
    assert (both.generate, both.table is None, both.ties is None) == (None, False, False)
    assert load("real/c.toml", ["organisation.generate.headcount=50"]).organisation.table is None


def test_an_override_names_a_file_in_the_current_folder(write: Write, folder: Path) -> None:
    file = write("real/a.toml", HEAD + "[organisation]\n" + TABLE)
    write("other.csv", POSTS + "5,2\n")
    changed = load(file, ["organisation.table.file=other.csv"])
    assert read(changed.organisation).chart.n == 5
    assert changed.digest() != load(file).digest()


def test_a_mistake_in_a_file_is_one_of_the_input(write: Write, folder: Path) -> None:
    file = write("real/a.toml", HEAD + "[organisation]\n" + TABLE.replace("boss", "chief"))
    with pytest.raises(InputError, match=r"posts\.csv"):
        read(load(file).organisation)
