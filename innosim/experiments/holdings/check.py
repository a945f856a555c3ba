"""Whether the folder of a sweep or of a run is as it was written, and what completes it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from innosim.errors import InputError
from innosim.experiments.holdings.holding import SWEEP, kind_of
from innosim.experiments.sweep.check import Checked
from innosim.experiments.sweep.check import check as check_sweep
from innosim.results.reader import Results
from innosim.results.reader import read as read_results


@dataclass(frozen=True)
class Report:
    """What was found in a folder of results.

    Attributes:
        folder: what was looked at.
        faults: a line for each thing that is wrong; the name of the file first.
        states: how many runs there are, in words.
        remedy: what completes or mends it, in words; "" if nothing is wrong.
    """

    folder: Path
    faults: tuple[str, ...]
    states: str
    remedy: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong and nothing is missing."""
        return not self.remedy

    def __str__(self) -> str:
        said = [*self.faults, self.states, self.remedy or "everything is as it was written"]
        return "\n".join(said)


def check(folder: Path, aside: bool = False) -> Report:
    """Read everything in the folder of a sweep or of a run.

    Args:
        folder: the folder.
        aside: whether to move files of a sweep that are of no use to `aside/`.

    Raises:
        InputError: if it holds neither, or files cannot be moved.
    """
    if kind_of(folder) == SWEEP:
        return _of_sweep(check_sweep(folder, aside))
    if aside:
        raise InputError("only parts of a sweep can be set aside; this is a run", folder)
    return _of_run(folder)


def _of_sweep(found: Checked) -> Report:
    lines = [str(fault) for fault in found.faults]
    lines += [f"{name}: moved to aside/, with its series" for name in found.aside]
    states = f"{found.done:,} runs done, {found.failed:,} failed, {found.missing:,} missing"
    return Report(found.folder, tuple(lines), states, "" if found.whole else _completes(found))


def _completes(found: Checked) -> str:
    goes_on = f"innosim sweep {shlex.quote(str(found.folder))}"
    bad = any(fault.part for fault in found.faults) and not found.aside
    if bad:
        first = f"innosim results check {shlex.quote(str(found.folder))} --set-aside"
        return f"to complete it: {first}, then {goes_on}"
    if found.missing:
        return f"to complete it: {goes_on}"
    return "no run is missing"


def _of_run(folder: Path) -> Report:
    try:
        results = read_results(folder)
    except InputError as error:
        return Report(folder, (str(error),), "the run is of no use", _AGAIN)
    faults = tuple(_altered(results))
    states = f"{results.manifest.replicates:,} replicates of {results.manifest.title}"
    return Report(folder, faults, states, _AGAIN if faults else "")


_AGAIN = "to mend it: the same innosim run, with --overwrite, writes it again"


def _altered(results: Results) -> Iterator[str]:
    tables = results.damaged()
    for table in tables:
        yield f"{table}.parquet: damaged or altered since it was written"
    stated = results.machine.get("files", {})
    for name, wanted in sorted(stated.items() if isinstance(stated, dict) else ()):
        path = results.folder / Path(str(name)).name
        if path.stem in tables and path.suffix == ".parquet":
            continue
        if not path.is_file():
            yield f"{name}: is missing"
            continue
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != wanted:
                yield f"{name}: altered since it was written"
