"""The content of a scenario as data: hash, differences, files by what is in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import innosim
from innosim.parameters import ParameterSet
from innosim.scenario.content import differences, digest, resolved
from innosim.scenario.files import defaults_for, load

from .conftest import PLAIN, Write


def test_everything_is_there_and_is_json(write: Write) -> None:
    data = resolved(load(write("a.toml", PLAIN)))
    assert json.loads(json.dumps(data)) == data
    assert data["weather"] == {"rain": 0.2, "storms": [], "length": 1}
    assert data["switches"] == {"weather": True, "rust": False}
    assert data["start"] == "2025-02-03"


class TestDigest:
    @pytest.mark.parametrize(
        "override",
        ["title=T", "story=S", "source=S", "claim=C", "notice=N", "levers_to_try=['a']"],
    )
    def test_texts_do_not_count(self, write: Write, override: str) -> None:
        file = write("a.toml", PLAIN)
        assert load(file, [override]).digest() == load(file).digest()

    @pytest.mark.parametrize(
        "override",
        ["seed=2", "weather.rain=0.3", "switches.rust=true", "record.every=2", "start=2025-02-04"],
    )
    def test_settings_count(self, write: Write, override: str) -> None:
        file = write("a.toml", PLAIN)
        assert load(file, [override]).digest() != load(file).digest()

    def test_the_way_of_writing_does_not_count(self, write: Write) -> None:
        first = write("a.toml", "[weather]\nrain = 1\nstorms = [2025-02-10]\n", PLAIN)
        second = write("b.toml", "horizon = 520\nweather = {storms = [1], rain = 1.0}\n" + PLAIN)
        assert load(first).digest() == load(second).digest()

    def test_the_same_in_another_process(self, write: Write) -> None:
        file = write("a.toml", "practices.openness = 0.1\nseed = 3\n" + PLAIN)
        assert len({_printed_digest(file, hash_seed) for hash_seed in ("0", "1", "77")}) == 1


def _printed_digest(file: Path, hash_seed: str) -> bytes:
    program = f"from innosim.scenario.files import load; print(load({file.name!r}).digest())"
    root = str(Path(innosim.__file__).parent.parent)
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": root}
    return subprocess.check_output([sys.executable, "-c", program], env=environment)


class Sheet(ParameterSet):
    file: str


class Organisation(ParameterSet):
    table: Sheet


class Described(ParameterSet):
    organisation: Organisation


def test_a_file_counts_by_its_content_and_not_by_its_folder(write: Write) -> None:
    for name, text in (("x/p.csv", "1"), ("y/p.csv", "1"), ("z/p.csv", "2")):
        write(name, text)
    x, y, z, lost = (
        Described(organisation=Organisation(table=Sheet(file=f"{folder}/p.csv")))
        for folder in ("x", "y", "z", "lost")
    )
    assert digest(x) == digest(y)
    assert len({digest(x), digest(z), digest(lost)}) == 3
    stated = resolved(x)["organisation"]["table"]["file"]
    assert stated["file"] == "p.csv"
    assert len(stated["sha256"]) == 64
    assert resolved(lost)["organisation"]["table"]["file"]["sha256"] is None


class TestDifferences:
    def test_key_old_and_new(self, write: Write) -> None:
        base = write("a.toml", '[[interventions]]\nkind = "lab"\n', PLAIN)
        child = write(
            "b.toml",
            """
            base = "a.toml"
            title = "Another"
            [weather]
            rain = 0.9
            storms = [1]
            [[add_interventions]]
            kind = "training"
            """,
        )
        found = {d.key: (d.old, d.new) for d in differences(load(child), load(base))}
        assert found.pop("weather.rain") == (0.2, 0.9)
        assert found.pop("weather.storms") == ([], [1])
        assert found.pop("interventions.1.kind") == (None, "training")
        assert all(key.startswith("interventions.1.") for key in found)

    def test_none(self, write: Write) -> None:
        file = write("a.toml", PLAIN)
        assert differences(load(file), load(file)) == []

    def test_from_the_defaults(self, write: Write) -> None:
        scenario = load(write("a.toml", "seed = 4\n" + PLAIN))
        found = differences(scenario, defaults_for(scenario))
        assert [d.key for d in found] == ["seed", "start"]
