"""`innosim odd`: the parts of ODD.md that are made from the code."""

from __future__ import annotations

from pathlib import Path

import click

from innosim import odd
from innosim.errors import InputError


@click.command(short_help="Print what ODD.md has from the code, or write it there.")
@click.option("--write", "document", metavar="FILE", help="Bring this document in step.")
def command(document: str | None) -> None:
    """Print the parts of ODD.md that are made from the code, or bring a document in step."""
    if document is None:
        click.echo(odd.whole(), nl=False)
        return
    path = Path(document)
    try:
        text = path.read_text(encoding="utf-8")
        path.write_text(odd.in_step(text), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be brought in step: {error.strerror}", document) from None
    click.echo(f"in step: {document}")
