"""Options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

as_json = click.option("--json", "as_json", is_flag=True, help="As JSON.")
"""`--json`: print what was found as JSON."""


def jobs(meaning: str = "Processes that run side by side; they change no number.") -> Decorator:
    """`--jobs`: a number of processes, by default one a processor."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 1024),
        default=os.cpu_count() or 1,
        show_default="all processors",
        help=meaning,
    )


def settings(meaning: str) -> Decorator:
    """`--set KEY=VALUE`: changes of a scenario, one after the other."""
    return click.option(
        "--set", "settings", multiple=True, metavar="KEY=VALUE", help=f"{meaning}; may be repeated."
    )


def folder(meaning: str, default: str) -> Decorator:
    """`--out`: the folder for what is found; `default` says which it is without."""
    return click.option(
        "--out", type=click.Path(path_type=Path), help=f"{meaning}  [default: {default}]."
    )
