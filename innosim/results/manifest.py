"""What produced a results folder, and the digest by which two runs are compared.

`manifest.json` holds only what is the same on every machine. What differs from machine to machine
(library versions, seconds, checksums of files, which change with the version of the Parquet
library) stands apart in `machine.json` and enters no digest.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

KIND = "innosim results"
FORMAT = 1
MANIFEST = "manifest.json"
MACHINE = "machine.json"
DICTIONARY = "data-dictionary.csv"

_LIBRARIES = ("innosim", "numpy", "scipy", "pyarrow", "mesa", "matplotlib", "pydantic")


@dataclass(frozen=True)
class Manifest:
    """What produced a results folder.

    Attributes:
        scenario: the resolved scenario, as nested tables of plain values.
        seed: the seed of the run.
        replicates: number of replicates.
        horizon: length of a run in weeks.
        version: version of innosim.
        format: version of the format of the folder.
        counts: anything worth counting that is no row of a table, by name.
        tables: rows and fingerprint of each table; the writer fills it in.
    """

    scenario: Mapping[str, Any]
    seed: int
    replicates: int
    horizon: int
    version: str
    format: int = FORMAT
    counts: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the scenario calls itself; "" if it has neither title nor name."""
        return str(self.scenario.get("title") or self.scenario.get("name") or "")

    @property
    def scenario_digest(self) -> str:
        """Fingerprint of the resolved scenario."""
        as_read_back = json.loads(as_json(self.scenario))
        return sha256(as_json(as_read_back).encode()).hexdigest()

    @property
    def digest(self) -> str:
        """Fingerprint of all that is reproducible: scenario, seed, version and contents."""
        return sha256(as_json(self._facts()).encode()).hexdigest()

    def _facts(self) -> dict[str, Any]:
        return {
            "kind": KIND,
            "format": self.format,
            "version": self.version,
            "scenario_digest": self.scenario_digest,
            "seed": self.seed,
            "replicates": self.replicates,
            "horizon": self.horizon,
            "counts": dict(self.counts),
            "tables": {name: dict(facts) for name, facts in self.tables.items()},
        }

    def with_tables(self, tables: Mapping[str, Mapping[str, int | str]]) -> Manifest:
        """The same manifest with the facts of the tables filled in."""
        return replace(self, tables=tables)

    def text(self) -> str:
        """The text of `manifest.json`."""
        facts = {**self._facts(), "scenario": self.scenario, "digest": self.digest}
        return as_json(facts, indent=2) + "\n"


def from_facts(facts: Mapping[str, Any]) -> Manifest:
    """Read back what `Manifest.text` wrote.

    Raises:
        KeyError: if something is missing.
    """
    return Manifest(
        scenario=facts["scenario"],
        seed=facts["seed"],
        replicates=facts["replicates"],
        horizon=facts["horizon"],
        version=facts["version"],
        format=facts["format"],
        counts=facts["counts"],
        tables=facts["tables"],
    )


def machine_facts(started: str, seconds: float, command: str) -> dict[str, Any]:
    """What differs from machine to machine: time stamp, wall seconds, command, versions."""
    return {
        "started": started,
        "seconds": round(seconds, 3),
        "command": command,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with sorted keys; dates and NumPy numbers are written as plain values."""
    return json.dumps(value, sort_keys=True, indent=indent, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
