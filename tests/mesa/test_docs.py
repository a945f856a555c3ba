"""What docs/mesa.md shows is run, and what it says about attributes is so."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from innosim import InnovationModel
from innosim.agents import Person

from .conftest import digest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "mesa.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python *(\w*)\n(.*?)```", TEXT, re.DOTALL)
PLAIN = [code for kind, code in BLOCKS if kind == ""]
(BATCH,) = [code for kind, code in BLOCKS if kind == "batch"]
PLUGINS = {"process": "settling", "intervention": "festival", "metric": "settledness"}
(ENTRY_POINTS,) = re.findall(r"```toml\n(\[project\.entry-points.*?)```", TEXT, re.DOTALL)

TRY_IT = """
from click.testing import CliRunner
from innosim import InnovationModel, catalogue
from innosim.cli import cli

assert "settling" in catalogue.processes()
model = InnovationModel(seed=3, settings={"settling.rate": 0.05})
still = InnovationModel(seed=3, settings={"settling.rate": 0.0})
off = InnovationModel(seed=3, settings={"switches.settling": False})
for each in (model, still, off):
    each.run_for(30)
assert 0.5 < model.agents[3].settled <= 1.0, model.agents[3].settled
assert 0.5 < model.metric("settledness") <= 1.0
assert still.metric("normality") == off.metric("normality")
assert still.simulation.world.ideas.n == off.simulation.world.ideas.n
assert model.simulation.world.ideas.n < still.simulation.world.ideas.n

asked = ["interventions=[{kind='festival', start=2}]", "settling.rate=0.03", "horizon=4"]
settings = [part for each in asked for part in ("--set", each)]
said = {}
for command in (["model"], ["odd"], ["run", "small-service", "--csv", "--no-figures", *settings]):
    done = CliRunner().invoke(cli, [*command, *(["--out", "out"] if command[1:] else [])])
    assert done.exit_code == 0, done.output
    said[command[0]] = done.output
assert "settling.rate" in said["odd"] and "`settledness`" in said["odd"]
assert "rule settling" in said["model"] and "festival: Festival of ideas" in said["model"]
header, *rows = open("out/series.csv", encoding="utf-8").read().splitlines()
settled = header.split(",").index("settledness")
assert float(rows[-1].split(",")[settled]) > 0.0, rows[-1]
"""


@pytest.mark.parametrize("code", PLAIN, ids=range(len(PLAIN)))
def test_blocks_run(code):
    exec(compile(code, "docs/mesa.md", "exec"), {"__name__": "docs"})


def test_the_rule_on_columns_is_the_rule_on_agents():
    made = {"__name__": "docs"}
    for code in PLAIN:
        exec(compile(code, "docs/mesa.md", "exec"), made)
    slow, fast = made["Rested"](seed=3), made["RestedFast"](seed=3)
    for model in (slow, fast):
        model.simulation.world.people.energy[:] = 0.3
        model.run_for(8)
    assert digest(slow) == digest(fast)


def run_python(*arguments, path=(), folder=None):
    places = os.pathsep.join([*map(str, path), str(ROOT)])
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": places},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_batch_run(capsys):
    exec(compile(BATCH, "docs/mesa.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.count("(") == 6


def install(folder):
    """The package of the page, as an installer would leave it in a folder of Python's path."""
    package, info = folder / "my_package", folder / "my_package-1.dist-info"
    package.mkdir()
    info.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    for kind, name in PLUGINS.items():
        (code,) = [code for found, code in BLOCKS if found == kind]
        (package / f"{name}.py").write_text(code, encoding="utf-8")
    groups = tomllib.loads(ENTRY_POINTS)["project"]["entry-points"]
    lines = [f"[{group}]\n{n} = {v}\n" for group, named in groups.items() for n, v in named.items()]
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-package\nVersion: 1\n")
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return package


def test_plug_ins_of_another_package(tmp_path):
    install(tmp_path)
    done = run_python("-c", TRY_IT, path=[tmp_path], folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_broken_plug_in_is_named_in_one_line(tmp_path):
    (install(tmp_path) / "settling.py").write_text("from nowhere import nothing", encoding="utf-8")
    done = run_python("-m", "innosim", "model", path=[tmp_path], folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("plug-in 'settling' (my_package.settling, processes) of my-package: ")


@pytest.mark.parametrize("name", list(inspect.signature(InnovationModel).parameters))
def test_every_keyword_is_documented(name):
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize(
    "name", [name for name in vars(Person) if isinstance(vars(Person)[name], property)][:30]
)
def test_attributes_have_a_meaning(name):
    assert getattr(Person, name).__doc__


def test_attributes_of_the_table_exist():
    rows = TEXT[TEXT.index("| attribute |") :].partition("\n\n")[0].splitlines()[2:]
    named = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])]
    agent = InnovationModel().posts[3]
    assert all(hasattr(agent, name) for name in named)
    assert len(named) > 20
