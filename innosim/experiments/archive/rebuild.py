"""Rebuilds the results of an archive in a clean folder, and says whether they are the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from innosim import __version__
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.experiments.archive import bundle
from innosim.experiments.archive.archive import FACTS
from innosim.experiments.archive.bundle import Bundle
from innosim.experiments.archive.sources import FILES, FORMAT, KIND, located, name_of, scenario_from
from innosim.experiments.design.plan import Plan
from innosim.experiments.holdings.digest import Digest, digest
from innosim.experiments.holdings.holding import SWEEP
from innosim.experiments.sweep.engines import Engine
from innosim.experiments.sweep.sweep import How, sweep
from innosim.results.folder import is_results
from innosim.scenario.attachments import Stated, placed, stated
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.runs import numbers_digest

RESULTS = "results"


@dataclass(frozen=True)
class Rebuilt:
    """What rebuilding came to.

    Attributes:
        folder: of the new results.
        wanted: digest of those that were archived.
        found: of the new ones; some of their runs may be missing.
    """

    folder: Path
    wanted: str
    found: Digest

    @property
    def same(self) -> bool:
        """Whether they are the same."""
        return self.found.complete and self.found.text == self.wanted

    def __str__(self) -> str:
        if not self.found.complete:
            return f"{self.found.runs:,} of {self.found.all:,} runs are rebuilt in {self.folder}"
        if self.same:
            return f"rebuilt in {self.folder}: the same digest, {self.wanted}"
        return (
            f"rebuilt in {self.folder}: NOT the same digest; archived was {self.wanted}, "
            f"rebuilt is {self.found.text}"
        )


@dataclass(frozen=True)
class Unpacked:
    """What an archive says, made ready to be run.

    Attributes:
        digest: of the results.
        work: the plan of a sweep, or the scenario of a run.
        replicates: of a run.
        experiment: text of the experiment file.
    """

    digest: str
    work: Plan | Scenario
    replicates: int = 1
    experiment: str = ""


def unpack(path: Path, out: Path, places: Sequence[Path] = ()) -> Unpacked:
    """Read an archive, and put the files that its scenario reads into a folder.

    Args:
        path: of the archive.
        out: a folder that is empty, or in which the same was begun.
        places: folders where files that are not in the archive are looked for.

    Raises:
        InputError: if it is no archive, could do harm, is damaged or of another version, or the
            folder holds something else.
    """
    with bundle.opened(path) as opened:
        facts = _facts(opened)
        _check_version(path, facts)
        _prepare(out)
        return _Unpacking(opened, facts, out, places).unpacked()


def rebuild(
    unpacked: Unpacked, out: Path, engine: Engine | int = 1, how: How | None = None
) -> Rebuilt:
    """Carry out the runs of an archive, or those that a stopped rebuilding has not.

    Args:
        unpacked: by `unpack`, into the same folder.
        out: the folder; the results go to `results` in it.
        engine: what carries out the runs of a sweep; a number for so many processes.
        how: see `innosim.experiments.sweep.sweep.How`.

    Raises:
        InputError: if it cannot be written to.
    """
    folder = out / RESULTS
    if isinstance(unpacked.work, Plan):
        sweep(unpacked.work, folder, engine, how, unpacked.experiment)
    elif not is_results(folder):
        run_to_folder(unpacked.work, folder, unpacked.replicates)
    return Rebuilt(folder, unpacked.digest, digest(folder))


def _facts(opened: Bundle) -> dict[str, Any]:
    if FACTS not in opened.names:
        raise InputError(f"is no archive of innosim: there is no {FACTS} in it", opened.path)
    try:
        facts = json.loads(opened.read(FACTS))
    except ValueError:
        raise InputError(f"{FACTS} in it is damaged", opened.path) from None
    if not isinstance(facts, dict) or facts.get("kind") != KIND:
        raise InputError(f"is no archive of innosim: its {FACTS} is something else", opened.path)
    if facts.get("format") != FORMAT:
        raise InputError(
            f"has format {facts.get('format')}, this innosim knows {FORMAT}; rebuild it with "
            f"innosim {facts.get('version')}",
            opened.path,
        )
    return facts


def _check_version(path: Path, facts: dict[str, Any]) -> None:
    if facts.get("version") != __version__:
        raise InputError(
            f"was made with innosim {facts.get('version')}, and this is {__version__}: the numbers "
            "would differ; rebuild it with that one",
            path,
        )
    if facts.get("code") not in (None, numbers_digest()):
        raise InputError(
            f"was made with other code of innosim {__version__}, or with another NumPy, so the "
            "numbers may differ; rebuild it with those (inputs/packages.txt in it says which)",
            path,
        )


def _prepare(out: Path) -> None:
    try:
        found = {path.name for path in out.iterdir()} if out.exists() else set()
        hidden = {name for name in found if name.startswith(f".{RESULTS}.")}
        if found - hidden - {RESULTS, FILES}:
            raise InputError("this folder is not empty; name another one", out)
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be written to ({error.strerror or error})", out) from None


@dataclass
class _Unpacking:
    opened: Bundle
    facts: dict[str, Any]
    out: Path
    places: Sequence[Path]
    missing: list[str] = field(default_factory=list)

    def unpacked(self) -> Unpacked:
        try:
            return self._sweep() if self.facts["what"] == SWEEP else self._run()
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{FACTS} in it is damaged ({error})", self.opened.path) from None
        except OSError as error:
            raise InputError(f"cannot be written to ({error.strerror})", self.out) from None

    def _sweep(self) -> Unpacked:
        data = dict(self.facts["plan"])
        data["base"] = self._placed(data["base"])
        plan = Plan.from_json(data)
        if plan.digest != self.facts["plan_digest"]:
            raise InputError("the plan in it was altered or is damaged", self.opened.path)
        text = "inputs/experiment.toml"
        said = self.opened.read(text).decode() if text in self.opened.names else ""
        return Unpacked(str(self.facts["digest"]), plan, experiment=said)

    def _run(self) -> Unpacked:
        scenario = scenario_from(self._placed(self.facts["scenario"]), self.opened.path)
        return Unpacked(str(self.facts["digest"]), scenario, int(self.facts["replicates"]))

    def _placed(self, data: Any) -> Any:
        where = {file: self._put(file) for file in stated(data)}
        if self.missing:
            raise InputError(
                f"was made without {', '.join(self.missing)}, which its scenario reads; say with "
                "--files-in in which folder it is, as it was then",
                self.opened.path,
            )
        return placed(data, lambda file: str(where[file]))

    def _put(self, file: Stated) -> Path:
        """The file in the folder, from the archive or from where it was found."""
        place = self.out.resolve() / name_of(_plain(file, self.opened.path))
        if name_of(file) in self.opened.names:
            content = self.opened.read(name_of(file))
        else:
            found = located(file, self.places)
            if found is None:
                self.missing.append(file.file)
                return place
            content = found.read_bytes()
        if sha256(content).hexdigest() != file.sha256:
            raise InputError(f"{file.file} in it was altered", self.opened.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return place


def _plain(file: Stated, path: Path) -> Stated:
    """The file, if what is said of it cannot lead anywhere else."""
    safe = file.file not in ("", ".", "..") and not set(file.file) & set("/\\:\0")
    if not safe or len(file.sha256) != 64 or set(file.sha256) - set("0123456789abcdef"):
        raise InputError(f"is not safe: it names a file {file.file!r}", path)
    return file
