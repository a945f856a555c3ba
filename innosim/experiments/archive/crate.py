"""RO-Crate metadata of an archive: what each file is, and what made it, as JSON-LD.

Source: RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from innosim.experiments.archive.sources import Source

NAME = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"
TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "png": "image/png",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "txt": "text/plain",
}
INNOSIM, MAKING = "#innosim", "#runs"
Entity = dict[str, Any]


@dataclass(frozen=True)
class File:
    """A file of an archive: what it is, its size in bytes, and the SHA-256 of its content."""

    meaning: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Publication:
    """What is said of an archive as a whole: the day in ISO 8601, and the licence."""

    day: str
    licence: str


def metadata(source: Source, files: Mapping[str, File], published: Publication) -> str:
    """The text of `ro-crate-metadata.json`."""
    graph = [
        _descriptor(),
        _root(source, files, published),
        _making(source, files),
        _program(source),
    ]
    graph += [_file(name, files[name]) for name in sorted(files)]
    crate = {"@context": [f"{PROFILE}/context", {"sha256": "https://schema.org/sha256"}]}
    return json.dumps({**crate, "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _descriptor() -> Entity:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": PROFILE},
    }


def _root(source: Source, files: Mapping[str, File], published: Publication) -> Entity:
    about = source.question or "Runs of an agent-based model of innovation in a public service."
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": source.title or "Results of innosim",
        "description": f"{about} {source.runs:,} runs; digest {source.digest}.",
        "datePublished": published.day,
        "license": published.licence,
        "identifier": source.digest,
        "hasPart": [{"@id": quote(name)} for name in sorted(files)],
        "mentions": {"@id": MAKING},
    }


def _making(source: Source, files: Mapping[str, File]) -> Entity:
    inputs = [name for name in sorted(files) if name.startswith(("inputs/", "files/", "archive."))]
    results = [name for name in sorted(files) if name.startswith(("tables/", "analyses/"))]
    return {
        "@id": MAKING,
        "@type": "CreateAction",
        "name": f"{source.runs:,} runs of {source.title or 'a scenario'}",
        "instrument": {"@id": INNOSIM},
        "object": [{"@id": quote(name)} for name in inputs],
        "result": [{"@id": quote(name)} for name in results],
    }


def _program(source: Source) -> Entity:
    return {
        "@id": INNOSIM,
        "@type": "SoftwareApplication",
        "name": "innosim",
        "softwareVersion": source.version,
        "description": "What-if simulator of innovation in a public service",
    }


def _file(name: str, file: File) -> Entity:
    kind = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return {
        "@id": quote(name),
        "@type": "File",
        "name": name.rpartition("/")[2],
        "description": file.meaning,
        "encodingFormat": kind,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
