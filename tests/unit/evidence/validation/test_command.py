"""`innosim validate`: what it prints, writes and refuses, and the quick run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from innosim.cli import cli
from innosim.evidence.validation import verdicts
from innosim.evidence.validation.ledger import ledger
from innosim.evidence.validation.plan import Plan

GROUPS = ledger()
PARTS = 3
"""Into which the quick run is divided, so that several workers may share it."""

KNOWN = {"clarity calls forth ideas": "shown", "interventions at strength zero": "built in"}

ONE = ["--only", "twice the organisations: energy", "--quick", "--jobs", "1"]


def test_a_claim_is_run_and_reported(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["validate", *ONE, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "shown  twice the organisations: energy: " in done.output
    assert "1 claims: 1 shown" in done.output
    assert "errs with a chance of 0.001" in done.output
    assert "# Claims of the sources" in (tmp_path / "claims.md").read_text(encoding="utf-8")


def test_as_json(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["validate", *ONE, "--json", "--out", str(tmp_path)])
    told = json.loads(done.stdout)["claims"]["twice the organisations: energy"]
    assert told["verdict"] == "shown"
    assert told["whole"]["low"] < told["whole"]["effect"] < told["whole"]["high"]
    assert json.loads((tmp_path / "claims.json").read_text(encoding="utf-8"))["alpha"] == 0.001


def test_a_wrong_name_is_refused_in_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["validate", "--only", "H99", "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert "--only H99: no claim or group has that name" in done.output
    assert "Traceback" not in done.output


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(cli, ["validate", *ONE, "--out", str(tmp_path / "file")])
    assert done.exit_code == 2
    assert "cannot be kept here" in done.output


def test_an_interrupt_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verdicts, "run", interrupted)
    done = CliRunner().invoke(cli, ["validate", *ONE, "--out", str(tmp_path)])
    assert done.exit_code == 130
    assert f"finished runs are in {tmp_path}, the same command goes on" in done.output


def test_the_quick_run_is_of_the_first_claim_of_each_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def interrupted(plan: Plan, *_: object) -> None:
        asked.extend(plan.of)
        raise KeyboardInterrupt

    monkeypatch.setattr(verdicts, "run", interrupted)
    CliRunner().invoke(cli, ["validate", "--quick", "--out", str(tmp_path)])
    assert asked == [group.claims[0].name for group in GROUPS]
    assert len(asked) >= 12
    assert set(KNOWN) <= set(asked)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_quick_run_contradicts_nothing(tmp_path: Path, part: int) -> None:
    """The first claim of each group; a true one comes out contrary once in a thousand."""
    groups = GROUPS[part::PARTS]
    only = [word for group in groups for word in ("--only", group.name)]
    words = ["validate", "--quick", *only, "--json", "--jobs", "1", "--out", str(tmp_path)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    found = {name: one["verdict"] for name, one in json.loads(done.stdout)["claims"].items()}
    assert list(found) == [group.claims[0].name for group in groups]
    assert "contrary" not in found.values()
    assert all(verdict == KNOWN.get(name, verdict) for name, verdict in found.items())
