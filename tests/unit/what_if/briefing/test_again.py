"""A note makes itself again, byte for byte; a damaged one is refused in one line."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import innosim
from innosim.cli import cli
from innosim.errors import InputError
from innosim.what_if.briefing import settings as blocks
from innosim.what_if.briefing.brief import again
from innosim.what_if.briefing.settings import BEGIN, END
from tests.unit.organisation.files import DATA
from tests.unit.what_if.briefing.toy import note

pytestmark = pytest.mark.xdist_group("note")

TODAY = """
format = 1
title = "Lighthouses"
horizon = 30
[organisation.ties]
file = "keepers-ties.csv"
departments = "keepers-departments.csv"
"""
PLAN = 'base = "today.toml"\ntitle = "Yes, and"\n[practices]\nyes_and = 1\n'


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["brief", *words, "--jobs", "1"])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def written(here: Path) -> Path:
    (path,) = [path for path in note().write("note.html") if path.suffix == ".html"]
    return path


def with_block(text: str, change: Callable[[dict[str, Any]], object], hashed: bool) -> str:
    """The text of a note with a changed block; with a hash that fits if `hashed`."""
    found = re.search(f"{BEGIN}\n(.*?)\n{END}", text, re.DOTALL)
    assert found is not None
    block = json.loads(found[1])
    stated = block.pop("sha256")
    change(block)
    if hashed:
        plain = json.dumps(block, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        stated = hashlib.sha256(plain.encode()).hexdigest()
    changed = json.dumps({**block, "sha256": stated}, ensure_ascii=False)
    return text[: found.start(1)] + changed + text[found.end(1) :]


def test_in_another_folder_and_process_without_the_files(here: Path) -> None:
    first, second = here / "first", here / "second"
    first.mkdir()
    second.mkdir()
    for name in ("keepers-ties.csv", "keepers-departments.csv"):
        (first / name).write_bytes((DATA / name).read_bytes())
    (first / "today.toml").write_text(TODAY, encoding="utf-8")
    (first / "plan.toml").write_text(PLAN, encoding="utf-8")
    result = run(
        str(first / "today.toml"),
        str(first / "plan.toml"),
        "--pairs",
        "2",
        "--out",
        "n",
        "--with-files",
    )
    assert result.exit_code == 0, result.output
    assert "keepers-departments.csv, keepers-ties.csv: mind who reads it" in result.stderr
    old = {name: Path("n", name).read_bytes() for name in ("brief.html", "brief.md", "brief.json")}
    for ending in (".html", ".md"):
        (second / f"got{ending}").write_bytes(old[f"brief{ending}"])
    for path in first.iterdir():
        path.unlink()
    for ending in (".html", ".md"):
        words = ["brief", "--again", f"got{ending}", "--out", "new", "--jobs", "1"]
        done = subprocess.run(
            [sys.executable, "-m", "innosim", *words],
            cwd=second,
            env={**os.environ, "PYTHONPATH": str(Path(innosim.__file__).parents[1])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "has the same bytes as" in done.stdout
        assert {name: (second / "new" / name).read_bytes() for name in old} == old
        shutil.rmtree(second / "new")


def test_from_python(written: Path) -> None:
    made = again(written)
    assert made.html == written.read_text(encoding="utf-8")
    assert made.markdown == written.with_suffix(".md").read_text(encoding="utf-8")


def test_windows_line_ends_do_no_harm(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_bytes(text.replace("\n", "\r\n").encode())
    assert blocks.read(written) == note().settings


def test_changed_words_are_told(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(text.replace("The finding", "The truth"), encoding="utf-8")
    result = run("--again", str(written), "--out", "new")
    assert result.exit_code == 0
    assert "does NOT have the same bytes" in result.output


def test_another_version_is_named(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(with_block(text, lambda b: b.update(innosim="0.0.7"), True), "utf-8")
    result = run("--again", str(written))
    assert result.exit_code == 2
    assert "was written by innosim 0.0.7" in result.output
    assert len(result.output.splitlines()) == 1


def test_other_code_is_named(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(with_block(text, lambda b: b.update(code="f" * 64), True), "utf-8")
    result = run("--again", str(written))
    assert result.exit_code == 2
    assert "was written by other code of innosim" in result.output


def _no_arm(block: dict[str, Any]) -> None:
    block["arms"] = block["arms"][:1]


def _bad_number(block: dict[str, Any]) -> None:
    block["arms"][0]["scenario"]["horizon"] = -1


DAMAGE: dict[str, Callable[[str], str]] = {
    "a changed number": lambda text: text.replace('"pairs": 2', '"pairs": 3'),
    "cut off": lambda text: text[: text.index(BEGIN) + 200],
    "half of it gone": lambda text: text.replace('"arms": [', ""),
    "no block": lambda text: "<p>hello</p>",
    "not an object": lambda text: f"{BEGIN}\n[1, 2]\n{END}",
    "one arm": lambda text: with_block(text, _no_arm, True),
    "a bad scenario": lambda text: with_block(text, _bad_number, True),
    "no pairs": lambda text: with_block(text, lambda b: b.update(pairs=0), True),
    "a text for arms": lambda text: with_block(text, lambda b: b.update(arms="x"), True),
    "no name": lambda text: with_block(text, lambda b: b["arms"][0].pop("name"), True),
    "no scenario": lambda text: with_block(text, lambda b: b["arms"][0].update(scenario=1), True),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_one_line(written: Path, damage: str) -> None:
    text = written.read_text(encoding="utf-8")
    changed = DAMAGE[damage](text)
    assert changed != text
    written.write_text(changed, encoding="utf-8")
    result = run("--again", str(written))
    assert result.exit_code == 2, result.output
    (line,) = result.output.splitlines()
    assert "note.html: " in line
    assert not Path("results").exists()


def test_what_is_no_note(here: Path) -> None:
    Path("picture.html").write_bytes(b"\xff\xfe\x00\x81")
    Path("folder").mkdir()
    for name, said in (("none.md", "no such file"), ("picture.html", "no note"), ("folder", "")):
        result = run("--again", name)
        assert result.exit_code == 2
        assert said in result.output
        assert len(result.output.splitlines()) == 1


def test_files_need_leave_and_must_not_be_large(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "MOST", 50)
    for name in ("keepers-ties.csv", "keepers-departments.csv"):
        Path(name).write_bytes((DATA / name).read_bytes())
    Path("today.toml").write_text(TODAY, encoding="utf-8")
    Path("plan.toml").write_text(PLAN, encoding="utf-8")
    result = run("today.toml", "plan.toml", "--pairs", "1")
    assert result.exit_code == 2
    assert "allow that with --with-files" in result.output
    assert len(result.output.splitlines()) == 1
    result = run("today.toml", "plan.toml", "--pairs", "1", "--with-files")
    assert result.exit_code == 2
    assert "too large for a note" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_damaged_file_within_is_refused(here: Path) -> None:
    settings = note().settings
    digest = hashlib.sha256(b"right").hexdigest()
    arms = json.loads(json.dumps(list(settings.arms)))
    named = {"file": "../people.csv", "sha256": digest}
    arms[0]["scenario"]["organisation"]["survey"] = {"file": named}
    for content in ("d3Jvbmc=", "%%%", None):
        files = {} if content is None else {digest: content}
        changed = blocks.Settings("?", 1, arms, files)
        with pytest.raises(InputError, match="damaged"), changed.restored():
            pass


def test_wrong_turns(here: Path) -> None:
    cases = {
        (): "name today and at least one plan",
        ("--again", "n.html", "--pairs", "3"): "takes all settings from the note",
        ("small-service",): "starts from no other scenario",
        ("small-service", "smal-service"): "did you mean",
    }
    for words, said in cases.items():
        result = run(*words)
        assert result.exit_code == 2, words
        assert said in result.output
        assert "Traceback" not in result.output


def test_a_plan_alone_is_compared_with_what_it_starts_from(here: Path) -> None:
    Path("plan.toml").write_text(
        'base = "small-service"\ntitle = "P"\n[practices]\nopenness = 1\n', encoding="utf-8"
    )
    size = ["--set", "horizon=30", "--set", "organisation.generate.headcount=300"]
    result = run("plan.toml", *size, "--pairs", "2", "--out", "note.md")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in here.glob("note.*")) == [
        "note.html",
        "note.json",
        "note.md",
    ]
    facts = json.loads(Path("note.json").read_text(encoding="utf-8"))
    assert [arm["name"] for arm in facts["arms"]] == ["small-service", "plan"]
