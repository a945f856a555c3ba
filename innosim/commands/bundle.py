"""`innosim bundle`: a folder that installs innosim where there is no network."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.commands import _options

LEFT_OUT = 1


@click.command(short_help="Make a folder that installs innosim without a network.")
@_options.folder("The folder to make.", "innosim-bundle")
@click.option(
    "--system",
    "systems",
    multiple=True,
    metavar="NAME",
    help="A system to serve, as in windows-x86_64; may be repeated  [default: all].",
)
@click.option(
    "--python",
    "pythons",
    multiple=True,
    metavar="VERSION",
    help="A Python to serve, as in 3.12; may be repeated  [default: 3.11 and 3.12].",
)
@click.option("--here", "only_here", is_flag=True, help="For this machine and this Python only.")
@click.pass_context
def command(
    ctx: click.Context,
    out: Path | None,
    systems: tuple[str, ...],
    pythons: tuple[str, ...],
    only_here: bool,
) -> None:
    """Gather innosim and all packages that it needs in a folder, for other machines, too.

    Carry the folder to a machine without a network and run install.py in it. Systems are
    windows-x86_64, windows-arm64, macos-arm64, macos-x86_64, linux-x86_64 and linux-arm64. Stopped,
    the same command goes on. The exit code is 1 if a system that was named is left out.
    """
    from innosim.bundling.bundle import UNFINISHED, make
    from innosim.bundling.targets import here, names_of, targets
    from innosim.commands._time_left import TimeLeft
    from innosim.errors import InputError

    if only_here and (systems or pythons):
        raise InputError("--here is for this machine: it takes no --system and no --python")
    wanted = [here()] if only_here else targets(systems, pythons)
    place = out or Path("innosim-bundle")
    left = TimeLeft(len(wanted) + 2)

    def say(line: str) -> None:
        click.echo(line, err=True)

    try:
        made = make(place, wanted, say, lambda: left(1))
    except KeyboardInterrupt:
        begun = place.with_name(place.name + UNFINISHED)
        if begun.exists():
            say(f"what there is stands in {begun}; the same command goes on")
        raise
    click.echo(str(made))
    click.echo(f"for {'; '.join(names_of(list(made.files)))}")
    for target, why in made.left_out.items():
        click.echo(f"left out: {target}: {why}")
    click.echo(f"carry the folder there, and run: python {Path(place.name, 'install.py')}")
    named = bool(systems or pythons or only_here)
    ctx.exit(LEFT_OUT if made.left_out and named else 0)
