"""`innosim archive`: one file of a sweep or a run, which makes it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands import _options
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.experiments.archive.rebuild import Unpacked

OTHER, STOPPED = 1, 130


@click.command(short_help="Make one file of a sweep or a run, or rebuild it from there.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--rebuild",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Carry out what is in an archive, in a clean folder, and compare the digest.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The archive  [default: FOLDER.zip]; with --rebuild the new folder  [default: rebuilt].",
)
@click.option(
    "--with-files/--without-files",
    default=None,
    help="Whether it holds the files that the scenario reads, names of people included.",
)
@click.option(
    "--files-in",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where such files are found, if need be; may be repeated.",
)
@click.option("--licence", help="Under which it may be used, as in CC-BY-4.0 or a URL.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of publication  [default: the day of the results].",
)
@click.option("--overwrite", is_flag=True, help="Replace an archive that is there.")
@_options.jobs("With --rebuild: processes that run side by side.")
def command(
    folder: Path | None,
    rebuild: Path | None,
    out: Path | None,
    with_files: bool | None,
    files_in: tuple[Path, ...],
    licence: str | None,
    day: object,
    overwrite: bool,
    jobs: int,
) -> None:
    """Make one file of the sweep or the run in FOLDER, with all that it was made from.

    Or rebuild an archive: its runs are carried out again in a new folder; the exit code is 0 if
    they come to the same digest, and 1 if they do not.
    """
    from innosim.experiments.archive.archive import NO_LICENCE, Wanted, archive

    if (folder is None) == (rebuild is None):
        raise InputError("name a folder of results, or an archive with --rebuild ARCHIVE")
    if rebuild is not None:
        if overwrite or licence or day or with_files is not None:
            raise InputError("--rebuild takes only --out, --files-in and --jobs")
        _rebuild(rebuild, out or Path("rebuilt"), files_in, jobs)
        return
    assert folder is not None
    said = str(day)[:10] if day else ""
    wanted = Wanted(with_files, files_in, licence or NO_LICENCE, said, overwrite)
    place = folder.resolve()
    click.echo(str(archive(folder, out or Path(f"{place.name}.zip"), wanted)))


def _rebuild(path: Path, out: Path, files_in: tuple[Path, ...], jobs: int) -> None:
    from innosim.commands._sweeping import progress, same_command, stoppable
    from innosim.experiments.archive.rebuild import rebuild, unpack
    from innosim.experiments.design.plan import Plan
    from innosim.experiments.sweep.sweep import How

    unpacked: Unpacked = unpack(path, out, files_in)
    if not isinstance(unpacked.work, Plan):
        click.echo("Simulating ...", err=True)
        found = rebuild(unpacked, out)
    else:
        with stoppable() as wish:
            how = How(progress=progress(unpacked.work), stop=wish)
            found = rebuild(unpacked, out, jobs, how)
    click.echo(str(found))
    if not found.found.complete:
        click.echo(f"go on with: {same_command()}")
        raise SystemExit(STOPPED)
    if not found.same:
        raise SystemExit(OTHER)
