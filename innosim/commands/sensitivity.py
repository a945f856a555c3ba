"""`innosim sensitivity`: which factors of a sweep matter."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.commands import _options


@click.command(short_help="Say which factors of a sweep matter, and what is luck.")
@click.argument("sweep", type=click.Path(path_type=Path))
@click.option(
    "--method",
    metavar="NAME",
    help="sobol, morris or pawn  [default: the one that fits the design].",
)
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    help="A quantity of the sweep; may be repeated  [default: all].",
)
@click.option(
    "--heat",
    nargs=2,
    metavar="KEY KEY",
    help="Two factors for the heat map  [default: the two that matter most].",
)
@click.option(
    "--without-failed",
    is_flag=True,
    help="Leave points out at which a run failed or has no number (pawn, morris).",
)
@_options.folder("Folder for what is found", "sensitivity in the folder of the sweep")
@_options.as_json
def command(
    sweep: Path,
    method: str | None,
    metrics: tuple[str, ...],
    heat: tuple[str, str] | None,
    without_failed: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Say which factors matter for the outcomes of a sweep, whose folder is SWEEP.

    The method follows from the design: Sobol's indices from a sobol design, elementary effects
    from a morris design, PAWN from any other. The luck of the runs is reported apart.
    """
    from innosim.experiments.findings import folder
    from innosim.experiments.findings.sensitivity import sensitivity
    from innosim.experiments.sweep.outcomes import read
    from innosim.results.texts import as_json as facts_as_json

    outcomes = read(sweep)
    place = out or sweep / "sensitivity"
    with folder.prepared(place, "sensitivity"):
        found = sensitivity(outcomes, method, metrics, without_failed, heat)
        folder.write(place, found)
    if as_json:
        click.echo(facts_as_json(found.facts), nl=False)
        return
    click.echo(str(found))
    click.echo(f"Page, tables, numbers and figures: {place.resolve()}")
