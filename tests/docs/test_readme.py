"""The commands and the Python of README.md run, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import innosim
from innosim.cli import COMMANDS, cli
from innosim.scenario.shipped import shipped
from tests.docs.links import broken_links

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
SAMPLES = ROOT / "tests" / "data" / "organisations"
PAGES = [README, *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md"))]
PAGES += sorted((ROOT / "docs").glob("*.md"))
LARGEST_PICTURE = 200_000


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in a language, or in none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


COMMAND_LINES = [
    shlex.split(line.removeprefix("python start.py "))
    for block in blocks("")
    for line in block.splitlines()
]


SMALL = ["--set", "horizon=30", "--set", "organisation.generate.headcount=300"]

TRIED_ELSEWHERE = ("test", "dashboard", "sweep", "sensitivity")
"""Commands that have long tests of their own."""


def made_small(words: list[str]) -> list[str]:
    """The same command, for a small service and a few weeks."""
    small = [word.replace("bc-public-service", "small-service") for word in words]
    if small[0] == "brief":
        return [*small[:2], "--pairs", "2", "--jobs", "1", *SMALL]
    if small[0] not in ("run", "compare"):
        return small
    if "--replicates" in small:
        small[small.index("--replicates") + 1] = "2"
    pictured = words[0] == "compare" or words == ["run", "bc-public-service"]
    pictures = [] if pictured else ["--no-figures"]
    return [*small, *pictures, *SMALL]


def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = blocks("toml")[0].replace("bc-public-service", "small-service")
    Path("my-plan.toml").write_text(plan, encoding="utf-8")
    for half in ("senior", "junior"):
        shutil.copy(SAMPLES / f"harbour-office-{half}.csv", f"our-office-{half}.csv")
    for words in COMMAND_LINES:
        if words[0] not in TRIED_ELSEWHERE:
            result = CliRunner().invoke(cli, made_small(words))
            assert result.exit_code == 0, (words, result.output)
    assert Path("results/small-service/figures/deaths.png").is_file()
    assert Path("results/compare-small-service-my-plan/comparison.json").is_file()
    assert list(Path("handouts").glob("*.html"))


def test_there_is_something_to_run() -> None:
    assert len(COMMAND_LINES) >= 10
    assert all(words[0] in {*COMMANDS, "test"} for words in COMMAND_LINES)


def test_every_command_that_is_mentioned_exists() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        mentioned = set(re.findall(r"(?:`|start\.py |^    )innosim (\w+)", text, re.MULTILINE))
        assert mentioned <= set(COMMANDS), page.name


def test_the_python_runs() -> None:
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})


def test_the_scenarios_exist() -> None:
    assert set(re.findall(r"\b(?:bc-public|small)-service\b", TEXT)) <= set(shipped())


def test_the_two_commands_are_those_of_the_script() -> None:
    script = (ROOT / "start.py").read_text(encoding="utf-8")
    for command in ("python start.py run bc-public-service", "python start.py test"):
        assert command in TEXT
        assert command in script


def test_the_continuous_integration_runs_the_test_command() -> None:
    *before, last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert before[:2] == ["#!/usr/bin/env bash", "set -eu"]
    assert last == "python3 start.py test"
    assert not [line for line in before if "python" in line]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_the_list_of_pages_names_each() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages == {name for name in re.findall(r"\]\((\S+\.md)\)", index) if "/" not in name}


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "figures" / "readme.png").stat().st_size < LARGEST_PICTURE


def test_the_citation_has_the_version_of_the_package() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^cff-version: 1\.2\.0$", citation, re.MULTILINE)
    assert f"\nversion: {innosim.__version__}\n" in citation
    assert f"## [{innosim.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
