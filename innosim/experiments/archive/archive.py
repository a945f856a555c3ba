"""Makes the archive of a sweep or a run: one file with results and all that makes them again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from innosim.errors import InputError
from innosim.experiments.archive import bundle
from innosim.experiments.archive.crate import NAME as CRATE
from innosim.experiments.archive.crate import File, Publication, metadata
from innosim.experiments.archive.sources import FORMAT, KIND, Source, name_of, source_of, texts
from innosim.experiments.holdings.export import export
from innosim.experiments.holdings.holding import SWEEP, size_in_words
from innosim.experiments.sweep.folder import PLAN
from innosim.results.manifest import MANIFEST
from innosim.what_if.briefing.settings import BEGIN

FACTS, README = "archive.json", "README.md"
NO_LICENCE = "No licence has been stated; ask those who made this archive."
PAGES = (".svg", ".png", ".html", ".md", ".json")
ANALYSES = ("sensitivity.json", "discovery.json")
"""Files that mark the folder of an analysis, whose tables are taken, too."""

NOT_TAKEN = (PLAN, MANIFEST, "machine.json")
EXPORTED = "export"


@dataclass(frozen=True)
class Wanted:
    """What an archive is to hold.

    Attributes:
        with_files: whether it holds the files that the scenario reads, with all names in them; None
            if nobody has said so, which is a mistake where there are some.
        places: folders where the files that a run has read are looked for.
        licence: under which it may be used.
        day: of publication, in ISO 8601; "" for the day on which the work was begun.
        overwrite: whether a file that is there may be replaced.
    """

    with_files: bool | None = None
    places: Sequence[Path] = ()
    licence: str = NO_LICENCE
    day: str = ""
    overwrite: bool = False


@dataclass(frozen=True)
class Archived:
    """An archive that was made.

    Attributes:
        path: of the file.
        digest: of the results.
        files: names of what is in it.
        left_out: names of pages in the folder that it does not hold, because they hold files that
            the scenario reads.
        needed: names of the files that have to be at hand to rebuild it.
    """

    path: Path
    digest: str
    files: tuple[str, ...]
    left_out: tuple[str, ...] = field(default=())
    needed: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        size = size_in_words(self.path.stat().st_size)
        lines = [f"{self.path}: {len(self.files)} files, {size}", f"digest: {self.digest}"]
        if self.left_out:
            lines.append(f"left out, as they hold files: {', '.join(self.left_out)}")
        if self.needed:
            lines.append(f"whoever rebuilds it needs (--files-in): {', '.join(self.needed)}")
        lines.append(f"to rebuild it: {command(self.path.name)}")
        return "\n".join(lines)


def command(name: str) -> str:
    """The command that rebuilds an archive."""
    return f"innosim archive --rebuild {name} --out rebuilt"


def archive(folder: Path, out: Path, wanted: Wanted | None = None) -> Archived:
    """Make the archive of the sweep or the run in a folder; the same folder gives the same bytes.

    Args:
        folder: of a sweep or of a run, all of whose runs are there.
        out: the file.
        wanted: see `Wanted`.

    Raises:
        InputError: if the results are damaged or not complete, files would have to be in it that it
            may not hold, or it cannot be written.
    """
    wanted = wanted or Wanted()
    if out.exists() and not (wanted.overwrite and out.is_file()):
        raise InputError("this is there already; name another file, or use --overwrite", out)
    source = source_of(folder, wanted.places)
    carried = _carried(source, wanted)
    with TemporaryDirectory(prefix="innosim-") as place:
        content: dict[str, bytes | Path] = {FACTS: _facts(source).encode()}
        content |= {name: text.encode() for name, text in texts(source).items()}
        content |= carried
        content |= {f"tables/{path.name}": path for path in export(folder, Path(place) / "t")}
        pages, left_out = _pages(source)
        content |= {f"analyses/{path.relative_to(folder).as_posix()}": path for path in pages}
        needed = tuple(f.file for f in source.files) if source.files and not carried else ()
        content[README] = _readme(source, content, needed, out.name).encode()
        published = Publication(wanted.day or _day(folder), wanted.licence)
        described = {name: _described(name, item) for name, item in content.items()}
        content[CRATE] = metadata(source, described, published).encode()
        bundle.write(out, content)
    return Archived(out, source.digest, tuple(sorted(content)), left_out, needed)


def _carried(source: Source, wanted: Wanted) -> dict[str, Path]:
    if not source.files or wanted.with_files is False:
        return {}
    names = ", ".join(file.file for file in source.files)
    if wanted.with_files is None:
        raise InputError(
            f"the scenario reads {names}: --with-files puts all of it into the archive, names of "
            "people included; --without-files leaves it out, and who rebuilds must have it",
            source.folder,
        )
    lost = [file.file for file, path in source.files.items() if path is None]
    if lost:
        raise InputError(
            f"{', '.join(lost)}, as it was when it was read, is not found; say in which folder it "
            "is with --files-in, or leave it out with --without-files",
            source.folder,
        )
    return {name_of(file): path for file, path in source.files.items() if path is not None}


def _facts(source: Source) -> str:
    facts = {
        "kind": KIND,
        "format": FORMAT,
        "what": source.kind,
        "title": source.title,
        "version": source.version,
        "runs": source.runs,
        "digest": source.digest,
        **source.facts,
    }
    return json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _pages(source: Source) -> tuple[list[Path], tuple[str, ...]]:
    """Pages and figures that stand in the folder, and the names of those that hold files."""
    found, left_out = [], []
    secret = {file.sha256 for file in source.files}
    for path in _candidates(source.folder):
        if _sha256(path) in secret or _holds_files(path):
            left_out.append(path.relative_to(source.folder).as_posix())
        else:
            found.append(path)
    return found, tuple(left_out)


def _candidates(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        at = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != EXPORTED)
        for name in sorted(names):
            path = at / name
            if path.is_symlink() or (at == folder and name in NOT_TAKEN):
                continue
            if _is_page(path, names):
                yield path


def _is_page(path: Path, beside: Sequence[str]) -> bool:
    if path.suffix == ".csv":
        return any(mark in beside for mark in ANALYSES)
    twin = path.suffix == ".txt" and f"{path.stem}.svg" in beside
    return twin or path.suffix in PAGES


def _holds_files(path: Path) -> bool:
    """Whether it is a note that holds the files that scenarios read."""
    if path.suffix not in (".html", ".md"):
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return BEGIN in text and '"files": {}' not in text


def _described(name: str, content: bytes | Path) -> File:
    if isinstance(content, Path):
        return File(_meaning(name), content.stat().st_size, _sha256(content))
    return File(_meaning(name), len(content), sha256(content).hexdigest())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _meaning(name: str) -> str:
    if name in MEANINGS:
        return MEANINGS[name]
    return next(what for start, what in _PARTS.items() if name.startswith(start))


MEANINGS = {
    README: "What this is, and the command that rebuilds it",
    FACTS: "All that innosim rebuilds the results from",
    "inputs/experiment.toml": "The experiment file as it was written",
    "inputs/scenario.toml": "The scenario that was run or varied, with its settings",
    "inputs/seeds.csv": "The seeds of the runs",
    "inputs/data-dictionary.csv": "Meaning of the columns of the seeds",
    "inputs/packages.txt": "Python and packages that were installed when the archive was made",
    "tables/data-dictionary.csv": "Unit and meaning of every column of the tables",
}
_PARTS = {
    "tables/": "Table of results",
    "analyses/": "Page, table or figure of an analysis",
    "files/": "File that the scenario reads",
}


def _day(folder: Path) -> str:
    """The day on which the work was begun, or the run ended."""
    stamp = max(
        (folder / name).stat().st_mtime for name in (PLAN, MANIFEST) if (folder / name).exists()
    )
    return datetime.fromtimestamp(stamp, UTC).date().isoformat()


def _readme(source: Source, content: Mapping[str, object], needed: Sequence[str], name: str) -> str:
    what = "sweep" if source.kind == SWEEP else "run"
    lines = [
        f"# {source.title or 'Results of innosim'}",
        "",
        *([source.question, ""] if source.question else []),
        f"Results of a {what} of innosim {source.version}: {source.runs:,} runs, and all that they "
        "are made from. This rebuilds them, and says whether they are the same:",
        "",
        "```",
        command(name),
        "```",
        "",
        f"It needs innosim {source.version} and the packages of inputs/packages.txt.",
    ]
    if needed:
        lines += [f"It needs these files, too (`--files-in FOLDER`): {', '.join(needed)}."]
    lines += ["", f"Digest: `{source.digest}`", "", "| file | what it is |", "| --- | --- |"]
    lines += [f"| {name} | {_meaning(name)} |" for name in sorted((*content, README))]
    return "\n".join([*lines, f"| {CRATE} | RO-Crate metadata |", ""])
