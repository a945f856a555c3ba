"""The examples of CONTRIBUTING.md are plug-ins that run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"`innosim/(?:\w+/)*(\w+)/(\w+)\.py`:\n\n```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL
)

PROGRAM = """
import sys
from pathlib import Path
from innosim import interventions, metrics, processes
from innosim.evidence import claims
for package in (claims, interventions, metrics, processes):
    package.__path__.append(str(Path(sys.argv[1], package.__name__.rpartition(".")[2])))
from innosim import load, run
plan = 'interventions=[{kind="festival"}]'
settings = ["horizon=12", "momentum.half_life=13", plan]
series = run(load("small-service", settings)).table("series")
assert len(series["momentum"]) and (series["momentum"] >= 0).all()
from innosim.evidence.validation.ledger import chosen, ledger
from innosim.evidence.validation.plan import plan
assert len(plan(chosen(ledger(), ["festivals"]), 4).arms) == 2
"""


def test_there_is_one_of_each_kind() -> None:
    assert [folder for folder, _, _ in EXAMPLES] == [
        "interventions",
        "processes",
        "metrics",
        "claims",
    ]


def test_the_examples_run(tmp_path: Path) -> None:
    for folder, name, text in EXAMPLES:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.py").write_text(text, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
