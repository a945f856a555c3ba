"""The folder of a sweep: whose it is, what is in it, and who is at work in it."""

from __future__ import annotations

import csv
import json
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from innosim import __version__, catalogue
from innosim.errors import InputError
from innosim.experiments.design.blocks import blocks
from innosim.experiments.design.plan import Plan
from innosim.experiments.sweep.parts import (
    FACTS,
    MACHINE,
    RUNS,
    SERIES,
    Layout,
    parts,
    remove_unfinished,
    set_aside,
    sync_folder,
    write_part,
)
from innosim.experiments.sweep.work import FAILED, Ran
from innosim.results import lock
from innosim.results.csv_tables import write_dictionary
from innosim.results.manifest import DICTIONARY
from innosim.what_if.comparison.quantities import quantities
from innosim.what_if.comparison.runs import numbers_digest

KIND, FORMAT = "innosim sweep", 1
LOOKS = 5
_KEYS = {"format", "version", "code", "digest", "plan"}
SWEEP = "sweep"
PLAN, EXPERIMENT, POINTS = "plan.json", "experiment.toml", "points.csv"
POINTS_TABLE = "points"
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """A share of the runs of a sweep: the `number`-th, from 1, of `of`."""

    number: int = 1
    of: int = 1

    def runs(self, plan: Plan, together: int) -> BoolArray:
        """Which runs are in it; runs that are simulated side by side are in the same one."""
        mine: BoolArray = blocks(plan, together) % self.of == self.number - 1
        return mine

    @property
    def whole(self) -> bool:
        """Whether it is all of them."""
        return self.of == 1

    @property
    def owner(self) -> str:
        """A word for who works on it."""
        return SWEEP if self.whole else f"part-{self.number}-of-{self.of}"

    def excludes(self, owner: str) -> bool:
        """Whether nobody may work on it beside this owner of another share."""
        return self.whole or owner == SWEEP or not owner.endswith(f"-of-{self.of}")


@dataclass(frozen=True)
class There:
    """Which runs of a plan a folder holds.

    Attributes:
        done, failed: by number of the run.
        aside: names of files that were of no use and have been set aside.
    """

    done: BoolArray
    failed: BoolArray
    aside: tuple[str, ...] = ()

    def missing(self, retry_failed: bool = False) -> BoolArray:
        """The runs that are to be carried out."""
        missing: BoolArray = ~self.done if retry_failed else ~(self.done | self.failed)
        return missing


@dataclass(frozen=True)
class Folder:
    """The folder of the sweep of a plan.

    Attributes:
        path: where it stands.
        plan: what is run.
        digest: of the plan when the sweep began. That of `plan` is another one if a file that the
            scenario reads has changed since, or is not on this machine.
    """

    path: Path
    plan: Plan
    digest: str

    @cached_property
    def layout(self) -> Layout:
        """What its tables look like."""
        plan = self.plan
        return Layout(self.digest, len(plan), plan.metrics, plan.series)

    def there(self) -> There:
        """What is there already; files that are torn or not of this plan are set aside."""
        done, failed = np.zeros(len(self.plan), bool), np.zeros(len(self.plan), bool)
        aside = []
        for path, table in parts(self.path, self.layout):
            if table is None:
                set_aside(self.path, path)
                aside.append(path.name)
                continue
            number = table.column("run").to_numpy()
            bad = np.array(table.column("status").to_pylist()) == FAILED
            done[number[~bad]] = True
            failed[number[bad]] = True
        return There(done, failed & ~done, tuple(aside))

    def add(self, rans: Sequence[Ran], part: Part) -> None:
        """Keep what came of some runs, on disk when this returns.

        Raises:
            InputError: if it cannot be written; what was kept before is not touched.
        """
        try:
            write_part(self.path, self.layout, rans, part.owner)
        except OSError as error:
            raise cannot_keep(self.path, error) from error


def cannot_keep(path: Path, error: OSError) -> InputError:
    """What to tell when the disk is full, read-only or gone."""
    why = error.strerror or str(error)
    return InputError(
        f"runs cannot be kept here ({why}); those that were kept are safe, "
        "and the same command goes on",
        path,
    )


@contextmanager
def held(path: Path, plan: Plan, part: Part, experiment: str = "") -> Iterator[Folder]:
    """The folder of a sweep, for this process alone, or for one process for each part.

    Args:
        path: the folder; it is made, or taken up if it holds a sweep of the same plan.
        plan: what is run.
        part: the share that this process runs.
        experiment: text of the file that says what the plan says.

    Raises:
        InputError: if something else stands there, another plan or another version made it,
            another process is at work in it, or it cannot be written to.
    """
    try:
        _take_up(path, plan)
        with locked(path, part):
            remove_unfinished(path, "" if part.whole else part.owner)
            if not (path / PLAN).exists():
                _describe(path, plan, experiment, part.owner)
            yield Folder(path, plan, plan.digest)
    except OSError as error:
        raise cannot_keep(path, error) from error


def opened(path: Path) -> Folder:
    """The folder of a sweep, to be read.

    Raises:
        InputError: if there is none, it is damaged, or it is of a later version.
    """
    facts = facts_of(path)
    if facts is None:
        raise InputError("there is no sweep in this folder", path)
    if facts["format"] != FORMAT:
        raise InputError(
            f"this sweep has format {facts['format']}, this innosim knows {FORMAT}; "
            f"read it with innosim {facts['version']}",
            path,
        )
    try:
        return Folder(path, Plan.from_json(facts["plan"]), str(facts["digest"]))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise InputError(f"{PLAN} is damaged, it holds no whole plan", path) from error


def _take_up(path: Path, plan: Plan) -> None:
    facts = facts_of(path)
    if facts is None:
        found = {entry.name for entry in path.iterdir()} if path.exists() else set()
        if any(not _ours(name) for name in found):
            raise InputError("this folder is not empty and holds no sweep; name another one", path)
    else:
        _check_same(path, facts, plan)
    for table in (RUNS, *([SERIES] if plan.series else [])):
        (path / table).mkdir(parents=True, exist_ok=True)


def _ours(name: str) -> bool:
    """Whether a sweep that was just begun may have left it."""
    first = (RUNS, SERIES, POINTS, EXPERIMENT, DICTIONARY, PLAN)
    return name.endswith(".lock") or name.startswith(first)


def _check_same(path: Path, facts: dict[str, Any], plan: Plan) -> None:
    if facts["format"] != FORMAT or facts["version"] != __version__:
        raise InputError(
            f"this sweep was begun by innosim {facts['version']}, this is {__version__}: go on "
            "with that one, or name another folder",
            path,
        )
    if facts["digest"] != plan.digest:
        if facts["plan"] == json.loads(json.dumps(plan.to_json())):
            raise changed(path)
        raise InputError(
            f"this folder holds the sweep of another plan ({facts['digest'][:12]}, this one is "
            f"{plan.digest[:12]}); its {EXPERIMENT} says which; name another folder",
            path,
        )
    if facts["code"] != numbers_digest():
        raise InputError(
            "this sweep was begun with other code of the model or another NumPy, so its runs would "
            "not go together; go on with those, or name another folder",
            path,
        )


def changed(path: Path) -> InputError:
    """What to tell when a plan is the same word by word, but not its digest."""
    return InputError(
        "a file that the scenario of this sweep reads is gone or has changed since it began, or "
        f"{PLAN} was altered, so its runs would not go together; put the file back, or name "
        "another folder",
        path,
    )


def facts_of(path: Path) -> dict[str, Any] | None:
    """What the manifest of a sweep says; None if there is none.

    Raises:
        InputError: if it is damaged, or something else.
    """
    try:
        facts = json.loads((path / PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        if path.exists() and not path.is_dir():
            raise InputError("this is a file; a sweep needs a folder of its own", path) from None
        return None
    except NotADirectoryError:
        raise InputError("this is a file; a sweep needs a folder of its own", path) from None
    except ValueError:
        raise InputError(
            f"{PLAN} is damaged; put a copy of it back, or name another folder", path
        ) from None
    if not isinstance(facts, dict) or facts.get("kind") != KIND:
        raise InputError(f"{PLAN} is not of a sweep; name another folder", path)
    if not facts.keys() >= _KEYS:
        raise InputError(f"{PLAN} is damaged; put a copy of it back, or name another folder", path)
    return facts


def _describe(path: Path, plan: Plan, experiment: str, owner: str) -> None:
    """Write what the folder is about; the manifest last, because it says that all is there."""
    facts = {
        "kind": KIND,
        "format": FORMAT,
        "version": __version__,
        "code": numbers_digest(),
        "digest": plan.digest,
        "runs": len(plan),
        "plan": plan.to_json(),
    }
    if experiment:
        _whole(path / EXPERIMENT, experiment, owner)
    _through(path / POINTS, lambda file: write_points(file, plan), owner)
    _through(path / DICTIONARY, lambda file: write_dictionary(file, dictionary(plan)), owner)
    _whole(path / PLAN, json.dumps(facts, indent=1, allow_nan=False) + "\n", owner)


def write_points(file: IO[str], plan: Plan) -> None:
    """Write the table of points: a row for each, with its settings."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow(("point", *plan.keys))
    for point in range(plan.points):
        table.writerow((point, *plan.values(point).values()))


def dictionary(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    """Name, table, unit and meaning of each column in the folder of a sweep."""
    yield "point", POINTS_TABLE, "", "number of the point"
    for factor in plan.factors:
        yield factor.key, POINTS_TABLE, factor.unit, f"{factor.kind}: {factor.meaning}"
    known = {quantity.name: quantity for quantity in quantities()}
    for name, _, unit, meaning in FACTS:
        yield name, RUNS, unit, meaning
    for name in plan.metrics:
        yield name, RUNS, known[name].unit, known[name].meaning
    for name, _, unit, meaning in MACHINE:
        yield name, RUNS, unit, meaning
    if plan.series:
        yield "run", SERIES, "", "number of the run"
        yield "week", SERIES, "weeks", "week of the run, from 0"
    for name in plan.series:
        metric = catalogue.metric(name)
        yield name, SERIES, metric.unit, metric.meaning


def _whole(path: Path, text: str, owner: str) -> None:
    _through(path, lambda file: file.write(text), owner)


def _through(path: Path, write: Any, owner: str) -> None:
    """Write a file that appears whole; several parts may do so at the same time."""
    unfinished = path.with_name(f"{path.name}.{socket.gethostname()}-{owner}.tmp")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
    sync_folder(path.parent)


@contextmanager
def locked(path: Path, part: Part) -> Iterator[None]:
    """Hold the lock of a part.

    The whole sweep is locked against all parts, and each part against the whole and against parts
    of another number of parts, which would share runs with it.

    Raises:
        InputError: if another process holds it.
    """
    own = path / f"{part.owner}.lock"
    held = lock.take(own)
    if held is None:
        raise InputError(f"another process is at work on this {_words(part)}", path)
    try:
        for other in path.glob("*.lock"):
            if other != own and part.excludes(other.stem) and _is_held(other):
                raise InputError(f"another process is at work on {_others(part, other.stem)}", path)
        yield
    finally:
        lock.give_back(held)


def _is_held(path: Path) -> bool:
    """Whether a process holds a lock, and does not just look, as this function does."""
    for _ in range(LOOKS):
        found = lock.take(path)
        if found is not None:
            lock.give_back(found)
            return False
        time.sleep(0.05)
    return True


def _words(part: Part) -> str:
    return "sweep" if part.whole else f"part ({part.number} of {part.of}) of the sweep"


def _others(part: Part, owner: str) -> str:
    if part.whole:
        return "a part of this sweep"
    if owner == SWEEP:
        return "the whole of this sweep"
    words = owner.replace("-", " ")
    return f"{words} of this sweep; at the same time all must be parts of the same number"
