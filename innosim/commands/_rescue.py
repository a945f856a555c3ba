"""Lives the world of an idea again for a command, and says how long that takes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from innosim.what_if.rescue.rescue import Inquiry, Rescue


def answered(inquiry: Inquiry) -> Rescue:
    """The answer, with a bar and the time left on a terminal, elsewhere one line."""
    weeks = inquiry.replicate_weeks
    if not sys.stderr.isatty():
        click.echo(f"Living {weeks:,} weeks again ...", err=True)
        return inquiry.answer()
    with click.progressbar(length=weeks, label="Living again", file=sys.stderr) as bar:
        return inquiry.answer(bar.update)


def prepare(out: Path | None) -> None:
    """Refuse a folder that cannot be made before the long work, not after it.

    Raises:
        InputError: if it cannot be made.
    """
    if out is not None:
        from innosim.what_if.rescue.folder import write_texts

        write_texts(out, {})
