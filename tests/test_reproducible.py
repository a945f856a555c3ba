"""The same seed gives the same bytes: in another process, under another hash seed, side by side."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from innosim import ensemble
from innosim.ensemble import run_to_folder
from tests.generators import scenario

SOURCE = """
import sys
from pathlib import Path
from tests.test_reproducible import fingerprint
print(fingerprint(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
"""
ROOT = Path(__file__).parent.parent
INTERVENTIONS = (
    {"kind": "forums", "start": 4, "share": 0.5},
    {"kind": "declaration", "start": 2, "every": 10, "duration": 1},
)


def fingerprint(folder: Path, seed: int, replicates: int) -> str:
    """Digest of the manifest and hashes of all tables of a small run."""
    chosen = scenario(90, interventions=INTERVENTIONS, seed=seed, horizon=30)
    run_to_folder(chosen, folder / "out", replicates)
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    files = sorted((folder / "out").rglob("*.parquet"))
    hashes = [[file.name, hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
    assert len(files) >= 5
    return json.dumps([manifest["digest"], hashes])


def elsewhere(folder: Path, hash_seed: str, seed: int, replicates: int) -> str:
    """The fingerprint of the run in a process of its own."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", SOURCE, str(folder), str(seed), str(replicates)],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_same_bytes_in_another_process_under_another_hash_seed(tmp_path: Path) -> None:
    hash_seed = "42" if os.environ.get("PYTHONHASHSEED") != "42" else "43"
    there = elsewhere(tmp_path / "there", hash_seed, 5, 2)
    assert there == fingerprint(tmp_path / "here", 5, 2)


def test_same_bytes_side_by_side_and_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = fingerprint(tmp_path / "together", 5, 3)
    monkeypatch.setattr(ensemble, "SIDE_BY_SIDE", 1)
    assert fingerprint(tmp_path / "alone", 5, 3) == together


def test_another_seed_gives_other_bytes(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "one", 5, 1) != fingerprint(tmp_path / "other", 6, 1)
