"""One file of a sweep or a run: the same bytes, the same digest, and no harm."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from innosim import load
from innosim.cli import cli
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.experiments.archive import bundle
from innosim.experiments.archive.archive import Wanted, archive
from innosim.experiments.archive.rebuild import rebuild, unpack
from innosim.experiments.design.plan import Plan, plan_of
from innosim.experiments.holdings.digest import digest
from innosim.experiments.sweep.compact import compact
from innosim.experiments.sweep.folder import Part
from innosim.experiments.sweep.sweep import How, sweep
from innosim.experiments.sweep.work import carry_out
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import plan

ROOT = Path(__file__).parents[4]
EXPERIMENT = """
title = "Which gates"
question = "Does it matter?"
scenario = "SCENARIO"
replicates = 2
metrics = ["embedded", "proposals"]
[settings]
horizon = 6
[levers]
practices.yes_and = [0.0, 1.0]
[design]
kind = "grid"
[record]
series = ["energy"]
"""
STAFF = "id,boss,name\n1,,Wilhelmina Quirk\n" + "".join(f"{i},1,Person {i}\n" for i in range(2, 30))
SCENARIO = """
format = 1
title = "Real people"
horizon = 6
[organisation.table]
file = "staff.csv"
person = "id"
superior = "boss"
"""


def swept(whole: Plan, place: Path, how: How | None = None) -> Path:
    sweep(whole, place, Inline(work=carry_out), how)
    return place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep and a run of numbers, and both of a service whose people stand in a file."""
    place = tmp_path_factory.mktemp("archive")
    swept(plan(2, 2), place / "sweep")
    pages = place / "sweep" / "sensitivity"
    pages.mkdir()
    for name in ("sensitivity.json", "factors.csv", "sensitivity.md"):
        (pages / name).write_text("{}")
    small = ["horizon=6", "organisation.generate.headcount=300"]
    run_to_folder(load("small-service", small), place / "run", 2)
    (place / "staff.csv").write_text(STAFF)
    (place / "people.toml").write_text(SCENARIO)
    (place / "people-experiment.toml").write_text(EXPERIMENT.replace("SCENARIO", "people.toml"))
    swept(plan_of(place / "people-experiment.toml"), place / "people-sweep")
    run_to_folder(load(place / "people.toml"), place / "people-run", 2)
    return place


@pytest.fixture
def sweep_zip(place: Path, tmp_path: Path) -> Path:
    return archive(place / "sweep", tmp_path / "paper.zip").path


def outcome(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(cli, ["archive", *map(str, words)])
    return found.exit_code, found.output


def elsewhere(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own in another folder."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "innosim", "archive", *map(str, words)]
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", ["sweep", "run"])
def test_rebuilt_elsewhere_it_is_the_same(place: Path, tmp_path: Path, kind: str) -> None:
    made = archive(place / kind, tmp_path / "paper.zip")
    clean = tmp_path / "clean"
    clean.mkdir()
    done = elsewhere("--rebuild", made.path, "--jobs", "1", cwd=clean)
    assert done.returncode == 0, done.stderr
    assert f"the same digest, {made.digest}" in done.stdout
    assert digest(clean / "rebuilt" / "results").text == digest(place / kind).text == made.digest


def test_same_bytes_however_the_runs_were_carried_out(place: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    for number in (2, 1):
        swept(plan(2, 2), again, How(Part(number, 2)))
    compact(again)
    shutil.copytree(place / "sweep" / "sensitivity", again / "sensitivity")
    said = Wanted(day="2026-01-02")
    (tmp_path / "b").mkdir()
    one = archive(place / "sweep", tmp_path / "paper.zip", said).path
    other = archive(again, tmp_path / "b" / "paper.zip", said).path
    assert one.read_bytes() == other.read_bytes()
    archive(place / "sweep", one, Wanted(day="2026-01-02", overwrite=True))
    assert one.read_bytes() == other.read_bytes()


def test_it_holds_what_was_found_and_how(place: Path, sweep_zip: Path) -> None:
    with zipfile.ZipFile(sweep_zip) as file:
        names = set(file.namelist())
        assert file.namelist() == sorted(names)
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        readme = file.read("README.md").decode()
        packages = file.read("inputs/packages.txt").decode()
        seeds = file.read("inputs/seeds.csv").decode().splitlines()
        texts = b"".join(file.read(name) for name in names)
    assert names >= {
        *("README.md", "archive.json", "ro-crate-metadata.json", "inputs/scenario.toml"),
        *("tables/runs.csv", "tables/series.csv", "tables/data-dictionary.csv"),
        *("inputs/seeds.csv", "inputs/data-dictionary.csv"),
        *("analyses/sensitivity/factors.csv", "analyses/sensitivity/sensitivity.md"),
    }
    assert "innosim archive --rebuild paper.zip --out rebuilt" in readme
    assert digest(place / "sweep").text in readme
    assert "\nnumpy==" in packages
    assert len(seeds) == 3
    assert str(place).encode() not in texts


@pytest.mark.parametrize("kind", ["sweep", "run", "people-sweep", "people-run"])
def test_scenario_in_it_can_be_run(place: Path, tmp_path: Path, kind: str) -> None:
    out = archive(place / kind, tmp_path / "a.zip", Wanted(True, (place,))).path
    with zipfile.ZipFile(out) as file:
        file.extractall(tmp_path / "all")
    found = load(tmp_path / "all" / "inputs" / "scenario.toml")
    made = unpack(out, tmp_path / "out").work
    base = made.base if isinstance(made, Plan) else made
    assert found.digest() == base.digest()


@pytest.mark.parametrize("kind", ["people-sweep", "people-run"])
def test_people_are_in_it_on_request_alone(place: Path, tmp_path: Path, kind: str) -> None:
    with pytest.raises(InputError, match=r"staff\.csv: --with-files"):
        archive(place / kind, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()
    bare = archive(place / kind, tmp_path / "bare.zip", Wanted(with_files=False))
    full = archive(place / kind, tmp_path / "full.zip", Wanted(True, (place,)))
    for one, there in ((bare.path, False), (full.path, True)):
        with zipfile.ZipFile(one) as file:
            held = b"".join(file.read(name) for name in file.namelist())
        assert (b"Quirk" in held) == there
    assert bare.needed == ("staff.csv",)


@pytest.mark.parametrize("kind", ["people-sweep", "people-run"])
def test_people_are_carried_to_a_clean_folder(place: Path, tmp_path: Path, kind: str) -> None:
    full = archive(place / kind, tmp_path / "full.zip", Wanted(True, (place,))).path
    bare = archive(place / kind, tmp_path / "bare.zip", Wanted(with_files=False)).path
    hidden = place / "staff.csv"
    hidden.rename(place / "hidden.csv")
    try:
        found = rebuild(unpack(full, tmp_path / "new"), tmp_path / "new", Inline(work=carry_out))
        assert found.same
        with pytest.raises(InputError, match=r"without staff\.csv.*--files-in"):
            unpack(bare, tmp_path / "bare")
    finally:
        (place / "hidden.csv").rename(hidden)
    ready = unpack(bare, tmp_path / "bare", (place,))
    assert rebuild(ready, tmp_path / "bare", Inline(work=carry_out)).same


def test_copies_and_notes_that_hold_people_are_left_out(place: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place / "people-run", tmp_path / "run"))
    (folder / "notes").mkdir()
    (folder / "notes" / "staff.json").write_text(STAFF)
    block = '-----BEGIN INNOSIM SETTINGS-----\n{"files": {"a": "b"}}'
    (folder / "notes" / "brief.md").write_text(block)
    (folder / "notes" / "plain.md").write_text("no people")
    (folder / "people.csv").write_text(STAFF)
    made = archive(folder, tmp_path / "a.zip", Wanted(with_files=False))
    assert made.left_out == ("notes/brief.md", "notes/staff.json")
    assert "analyses/notes/plain.md" in made.files
    assert "analyses/people.csv" not in made.files


def test_crate_is_ro_crate(place: Path, tmp_path: Path) -> None:
    out = archive(place / "sweep", tmp_path / "a.zip", Wanted(licence="CC-BY-4.0")).path
    with zipfile.ZipFile(out) as file:
        content = {name: file.read(name) for name in file.namelist()}
    crate = json.loads(content.pop("ro-crate-metadata.json"))
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert all("@type" in entity for entity in entities.values())
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert all(root[key] for key in ("name", "description", "datePublished"))
    assert root["license"] == "CC-BY-4.0"
    assert {unquote(part["@id"]) for part in root["hasPart"]} == content.keys()
    for name, held in content.items():
        entity = entities[name]
        assert entity["@type"] == "File"
        assert entity["contentSize"] == str(len(held))
        assert entity["sha256"] == sha256(held).hexdigest()
    for entity in entities.values():
        assert set(_references(entity)) <= {*entities, "https://w3id.org/ro/crate/1.1"}
    action = entities["#runs"]
    assert {part["@id"] for part in action["result"]} >= {"tables/runs.csv"}
    assert {part["@id"] for part in action["object"]} >= {"archive.json"}


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        found = [value["@id"]] if value.keys() == {"@id"} else []
        return found + [ref for item in value.values() for ref in _references(item)]
    return [ref for item in value for ref in _references(item)] if isinstance(value, list) else []


def test_what_is_not_complete_or_damaged_is_refused(place: Path, tmp_path: Path) -> None:
    part = swept(plan(2, 2), tmp_path / "part", How(Part(1, 2)))
    with pytest.raises(InputError, match=r"2 of 4 runs are missing; `innosim sweep"):
        archive(part, tmp_path / "a.zip")
    folder = Path(shutil.copytree(place / "run", tmp_path / "run"))
    (folder / "ideas.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="altered or damaged"):
        archive(folder, tmp_path / "a.zip")
    (tmp_path / "a.zip").write_text("mine")
    with pytest.raises(InputError, match="there already"):
        archive(place / "run", tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "mine"


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with some of its content changed."""
    with zipfile.ZipFile(path) as file:
        content = {name: file.read(name) for name in file.namelist()}
    change(content)
    other = path.with_name("changed.zip")
    bundle.write(other, content)
    return other


def test_altered_archives_are_found_out(sweep_zip: Path, tmp_path: Path) -> None:
    def other_plan(content: dict[str, bytes]) -> None:
        content["archive.json"] = content["archive.json"].replace(
            b'"replicates": 2', b'"replicates": 3'
        )

    def other_digest(content: dict[str, bytes]) -> None:
        facts = json.loads(content["archive.json"])
        content["archive.json"] = json.dumps({**facts, "digest": "0" * 64}).encode()

    def other_version(content: dict[str, bytes]) -> None:
        facts = json.loads(content["archive.json"])
        content["archive.json"] = json.dumps({**facts, "version": "9.9.9"}).encode()

    def other_code(content: dict[str, bytes]) -> None:
        facts = json.loads(content["archive.json"])
        content["archive.json"] = json.dumps({**facts, "code": "1"}).encode()

    def none(content: dict[str, bytes]) -> None:
        del content["archive.json"]

    def half(content: dict[str, bytes]) -> None:
        content["archive.json"] = content["archive.json"][:-40]

    for change, said in (
        (other_plan, "altered or is damaged"),
        (other_version, "made with innosim 9.9.9"),
        (other_code, "other code"),
        (none, "is no archive"),
        (half, "damaged"),
    ):
        code, told = outcome("--rebuild", changed(sweep_zip, change), "--out", tmp_path / "x")
        assert (code, said in told) == (2, True), told
    forged = changed(sweep_zip, other_digest)
    code, told = outcome("--rebuild", forged, "--out", tmp_path / "y", "--jobs", 1)
    assert code == 1
    assert "NOT the same digest" in told


def climbing(file: zipfile.ZipFile) -> None:
    file.writestr("../outside.txt", "x")


def absolute(file: zipfile.ZipFile) -> None:
    file.writestr("/tmp/outside.txt", "x")


def backwards(file: zipfile.ZipFile) -> None:
    file.writestr("files\\..\\..\\outside.txt", "x")


def drive(file: zipfile.ZipFile) -> None:
    file.writestr("C:outside.txt", "x")


def link(file: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("files/link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    file.writestr(info, "/etc/passwd")


def bomb(file: zipfile.ZipFile) -> None:
    file.writestr("tables/zeros.csv", b"0" * 20_000_000, zipfile.ZIP_DEFLATED)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def double(file: zipfile.ZipFile) -> None:
    file.writestr("README.md", "x")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("harm", [climbing, absolute, backwards, drive, link, bomb, double])
def test_archives_that_could_do_harm_are_refused(
    sweep_zip: Path, tmp_path: Path, harm: Callable[[zipfile.ZipFile], None]
) -> None:
    with zipfile.ZipFile(sweep_zip, "a") as file:
        harm(file)
    with pytest.raises(InputError, match="is not safe and was not unpacked"):
        unpack(sweep_zip, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "outside.txt").exists()


def test_names_of_files_in_the_facts_lead_nowhere(place: Path, tmp_path: Path) -> None:
    full = archive(place / "people-run", tmp_path / "full.zip", Wanted(True, (place,))).path

    def lead_out(content: dict[str, bytes]) -> None:
        facts = content["archive.json"]
        content["archive.json"] = facts.replace(b'"staff.csv"', b'"../../staff.csv"')

    def swap(content: dict[str, bytes]) -> None:
        name = next(name for name in content if name.startswith("files/"))
        content[name] = b"id,boss\n1,\n2,1\n"

    with pytest.raises(InputError, match="is not safe"):
        unpack(changed(full, lead_out), tmp_path / "out")
    with pytest.raises(InputError, match=r"staff\.csv in it was altered"):
        unpack(changed(full, swap), tmp_path / "out")


def test_damaged_zips_are_one_line(sweep_zip: Path, tmp_path: Path) -> None:
    content = sweep_zip.read_bytes()
    other = tmp_path / "other.zip"
    said = []
    for place in range(0, len(content), 97):
        flipped = bytearray(content)
        flipped[place] ^= 0x21
        other.write_bytes(flipped)
        with suppress(InputError):
            found = unpack(other, tmp_path / "out")
            said.append(found.digest)
    assert len(said) < len(range(0, len(content), 97))
    assert set(said) == {unpack(sweep_zip, tmp_path / "out").digest}
    other.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match="no zip file"):
        unpack(other, tmp_path / "out")
    with pytest.raises(InputError, match="no such file"):
        unpack(tmp_path / "none.zip", tmp_path / "out")


def test_a_stopped_rebuilding_goes_on(sweep_zip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begun = unpack(sweep_zip, out)
    found = rebuild(begun, out, Inline(work=carry_out), How(Part(1, 2)))
    assert not found.same
    assert "2 of 4 runs" in str(found)
    assert rebuild(unpack(sweep_zip, out), out, Inline(work=carry_out)).same


def test_a_disk_that_takes_nothing_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    for name in ("open", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(InputError, match=r"cannot be written \(Read-only"):
        bundle.write(tmp_path / "a.zip", {"a": b"a"})


def test_wrong_turns_are_one_line(place: Path, sweep_zip: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    for words, said in (
        ((), "name a folder"),
        ((place / "sweep", "--rebuild", sweep_zip), "name a folder"),
        (("--rebuild", sweep_zip, "--overwrite"), "--rebuild takes only"),
        (("--rebuild", sweep_zip, "--out", tmp_path / "full"), "not empty"),
        ((place / "nothing",), "no such folder"),
        ((place, "--out", tmp_path / "b.zip"), "neither a sweep nor a run"),
        ((place / "sweep", "--out", sweep_zip), "there already"),
    ):
        code, told = outcome(*words)
        assert (code, said in told) == (2, True), told
