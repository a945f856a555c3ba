"""What results were made from: plan or scenario, seeds, packages, and the files that were read."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import tomli_w

from innosim.ensemble import seeds
from innosim.errors import InputError
from innosim.experiments.design.plan import Plan
from innosim.experiments.holdings.digest import digest
from innosim.experiments.holdings.holding import RUN, SWEEP, kind_of
from innosim.experiments.sweep.folder import EXPERIMENT, facts_of, opened
from innosim.results.csv_tables import Meaning, explained
from innosim.results.reader import read as read_results
from innosim.scenario.attachments import Stated, files_of, placed, stated, unplaced
from innosim.scenario.restored import UnknownSettingError, restored
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import folder as shipped_folder

KIND, FORMAT = "innosim archive", 1
FILES = "files"
Facts = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """What results were made from, and what they came to.

    Attributes:
        folder: of the results.
        kind: `SWEEP` or `RUN`.
        title, question: what it is about.
        facts: what makes it again, as plain data.
        digest: of the results.
        version: of innosim.
        runs: number of runs.
        scenario: that was run, or varied.
        files: those that it reads, with where they are; None for one that was not found.
        seeds: heads and rows of a table.
        experiment: text of the experiment file; "" for a run.
    """

    folder: Path
    kind: str
    title: str
    question: str
    facts: Facts
    digest: str
    version: str
    runs: int
    scenario: Mapping[str, Any]
    seeds: Sequence[Sequence[object]]
    files: Mapping[Stated, Path | None] = field(default_factory=dict)
    experiment: str = ""


def source_of(folder: Path, places: Sequence[Path] = ()) -> Source:
    """What the results in a folder were made from; they are read as a whole.

    Args:
        folder: of a sweep or of a run.
        places: folders where the files that a scenario reads are looked for.

    Raises:
        InputError: if there are none, or they are damaged or not complete.
    """
    return _of_sweep(folder) if kind_of(folder) == SWEEP else _of_run(folder, places)


def _of_sweep(folder: Path) -> Source:
    held, facts = opened(folder), facts_of(folder)
    plan = held.plan
    assert facts is not None
    if plan.digest != facts["digest"]:
        raise InputError(
            "the plan is not the one that was run: it was altered, or a file that its scenario "
            "reads is gone or has changed; nothing was written",
            folder,
        )
    found = digest(folder)
    if not found.complete:
        raise InputError(
            f"{found.all - found.runs:,} of {found.all:,} runs are missing; "
            f"`innosim sweep {folder}` carries them out",
            folder,
        )
    files = {_stated(path): path for path in files_of(plan.base)}
    data = plan.to_json()
    data["base"] = unplaced(data["base"], lambda path: _stated(path)._asdict())
    written = folder / EXPERIMENT
    return Source(
        folder=folder,
        kind=SWEEP,
        title=plan.experiment.title,
        question=plan.experiment.question,
        facts={"plan": data, "plan_digest": plan.digest, "code": facts["code"]},
        digest=found.text,
        version=str(facts["version"]),
        runs=len(plan),
        scenario=data["base"],
        seeds=_seeds_of(plan),
        files=files,
        experiment=written.read_text(encoding="utf-8") if written.is_file() else "",
    )


def _seeds_of(plan: Plan) -> list[tuple[object, ...]]:
    if plan.paired:
        return [("replicate", "seed"), *enumerate(plan.seeds)]
    heads = ("run", "point", "replicate", "seed")
    return [heads, *((r.number, r.point, r.replicate, r.seed) for r in plan.runs())]


def _of_run(folder: Path, places: Sequence[Path]) -> Source:
    manifest = read_results(folder, verify=True).manifest
    found = manifest.scenario
    drawn = seeds(manifest.seed, manifest.replicates)
    return Source(
        folder=folder,
        kind=RUN,
        title=manifest.title,
        question="",
        facts={"scenario": dict(found), "replicates": manifest.replicates},
        digest=manifest.digest,
        version=manifest.version,
        runs=manifest.replicates,
        scenario=found,
        seeds=[("replicate", "seed"), *enumerate(drawn)],
        files={one: located(one, places) for one in stated(found)},
    )


def _stated(path: Path) -> Stated:
    return Stated(path.name, sha256(path.read_bytes()).hexdigest())


def located(wanted: Stated, places: Sequence[Path]) -> Path | None:
    """A file of that name and content, below some folders or among the shipped ones."""
    for place in (*places, shipped_folder()):
        for path in sorted(place.rglob(Path(wanted.file).name)):
            if path.is_file() and _stated(path) == wanted:
                return path
    return None


def name_of(file: Stated) -> str:
    """Its name in an archive."""
    return f"{FILES}/{file.sha256}/{Path(file.file).name}"


def texts(source: Source) -> dict[str, str]:
    """The inputs as files to read, by name."""
    found = {
        "inputs/scenario.toml": _toml(source),
        "inputs/packages.txt": "\n".join(packages()) + "\n",
    }
    seeds_of = explained({"seeds.csv": source.seeds}, _OF_SEEDS)
    found |= {f"inputs/{name}": text for name, text in seeds_of.items()}
    return found | ({"inputs/experiment.toml": source.experiment} if source.experiment else {})


def scenario_from(data: Any, path: Path) -> Scenario:
    """The scenario of plain data.

    Raises:
        InputError: if it is none that this version knows.
    """
    try:
        return restored(data)
    except UnknownSettingError as error:
        raise InputError(f"its scenario is damaged, {error}", path) from None


def _toml(source: Source) -> str:
    data = placed(dict(source.scenario), lambda file: f"../{name_of(file)}")
    if "start" in data:
        data["start"] = date.fromisoformat(data["start"])
    return tomli_w.dumps(_without_nothing(data))


def _without_nothing(value: Any) -> Any:
    """The same without the keys that say None, which TOML has no word for."""
    if isinstance(value, Mapping):
        return {k: _without_nothing(v) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_without_nothing(item) for item in value]
    return value


def packages() -> list[str]:
    """Python, and innosim with all that it needs, each with its version."""
    found = dict(_needed())
    return [f"# Python {platform.python_version()}", *(f"{n}=={found[n]}" for n in sorted(found))]


def _needed() -> Iterator[tuple[str, str]]:
    waiting, seen = ["innosim", *_LIBRARIES], set[str]()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            known = distribution(name)
        except PackageNotFoundError:
            continue
        yield name, known.version
        wanted = (text for text in known.requires or () if "extra ==" not in text)
        waiting += [match.group() for text in wanted if (match := _NAME.match(text))]


_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LIBRARIES = ("numpy", "scipy", "pyarrow", "mesa", "matplotlib", "pydantic", "click", "tomli-w")
"""What innosim needs where it is run from its source and knows nothing of its own needs."""


_OF_SEEDS: dict[str, Meaning] = {
    "run": ("", "number of the run"),
    "point": ("", "number of the point"),
    "replicate": ("", "number of the replicate, from 0"),
    "seed": ("", "seed of the run"),
}
