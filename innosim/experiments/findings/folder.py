"""The folder that an analysis of a sweep writes: page, tables, numbers and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from innosim.analysis.parts import Part, markdown
from innosim.errors import InputError
from innosim.experiments.findings import columns, discovery_page, sensitivity_page
from innosim.experiments.findings.discovery import Discovery
from innosim.experiments.findings.sensitivity import Sensitivity
from innosim.results.csv_tables import Meaning, Rows, explained
from innosim.results.manifest import DICTIONARY
from innosim.results.texts import as_json, write_all

FIGURES = "figures"
Facts = Mapping[str, Any]


@contextmanager
def prepared(folder: Path, kind: str) -> Iterator[None]:
    """A folder that is looked at before an analysis, and that is not left empty if it fails.

    Args:
        folder: the folder.
        kind: as of `prepare`.

    Raises:
        InputError: as `prepare` does.
    """
    prepare(folder, kind)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            folder.rmdir()
        raise


def prepare(folder: Path, kind: str) -> None:
    """Make a folder for an analysis, "sensitivity" or "discovery", or take up one of it.

    It may be one whose writing was stopped.

    Raises:
        InputError: if it holds something else, or cannot be written to.
    """
    try:
        found = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if f"{kind}.json" not in found and any(not _ours(name, kind) for name in found):
            raise InputError(f"this folder is not empty and holds no {kind}; name another", folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", folder) from None


def _ours(name: str, kind: str) -> bool:
    """Whether the writing of an analysis makes a file or folder of this name."""
    return name.startswith((FIGURES, f"{kind}.", *_TABLES[kind], DICTIONARY))


def write(folder: Path, found: Sensitivity | Discovery) -> None:
    """Write what was found into a folder that was prepared for it.

    Raises:
        InputError: if it cannot be written to.
    """
    from innosim.figures.save import save

    kind = found.facts["analysis"]
    told = {}
    for name, (figure, text) in found.figures.items():
        save(figure, text, folder / FIGURES / name)
        told[f"{FIGURES}/{name}"] = text.partition("\n")[0]
    tables, meanings, parts = _SORTS[kind]
    texts = explained(tables(found.facts), meanings(found.facts))
    texts |= {
        f"{kind}.md": markdown(parts(found.facts), told),
        f"{kind}.json": as_json(found.facts),
    }
    write_all(folder, texts)


def sensitivity_tables(facts: Facts) -> dict[str, Rows]:
    """Factors and, where they were measured, pairs: a row for each quantity and factor or pair."""
    metrics = facts["metrics"]
    found = {"factors.csv": _rows([(one["name"], row) for one in metrics for row in one["rows"]])}
    pairs = [(one["name"], row) for one in metrics for row in one["pairs"]]
    return {**found, "pairs.csv": _rows(pairs)} if pairs else found


def discovery_tables(facts: Facts) -> dict[str, Rows]:
    """Conditions and the curve: a row for each search and condition, or box."""
    searches = facts["searches"]
    box = [(one["over"], row) for one in searches if one["finding"] for row in one["box"]]
    curve = [(one["over"], row) for one in searches for row in one["curve"]]
    return {"conditions.csv": _rows(box, "over"), "curve.csv": _rows(curve, "over")}


def _rows(found: Sequence[tuple[str, Facts]], first: str = "quantity") -> Rows:
    heads = list(found[0][1]) if found else []
    return [[first, *heads]] + [
        [name, *("" if row[h] is None else row[h] for h in heads)] for name, row in found
    ]


_TABLES: Mapping[str, tuple[str, ...]] = {
    "sensitivity": ("factors.csv", "pairs.csv"),
    "discovery": ("conditions.csv", "curve.csv"),
}

Sort = tuple[
    Callable[[Facts], dict[str, Rows]],
    Callable[[Facts], dict[str, Meaning]],
    Callable[[Facts], Iterator[Part]],
]
_SORTS: Mapping[str, Sort] = {
    "sensitivity": (sensitivity_tables, columns.of_sensitivity, sensitivity_page.parts),
    "discovery": (discovery_tables, columns.of_discovery, discovery_page.parts),
}
