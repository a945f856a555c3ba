"""`innosim discover`: under which conditions outcomes of a sweep are found."""

from __future__ import annotations

from pathlib import Path

import click

from innosim.commands import _options
from innosim.errors import InputError


@click.command(short_help="Find the conditions of good or bad outcomes in a sweep.")
@click.argument("sweep", type=click.Path(path_type=Path))
@click.option("--metric", required=True, metavar="NAME", help="A quantity of the sweep.")
@click.option("--above", type=float, metavar="X", help="Look for worlds with more than X.")
@click.option("--below", type=float, metavar="X", help="Look for worlds with less than X.")
@click.option("--worst", metavar="P%", help="Look for the worst P % of the worlds, as in 25%.")
@click.option(
    "--over",
    metavar="WHAT",
    help="Conditions on uncertainties, levers or all  [default: uncertainties, then levers].",
)
@click.option(
    "--given",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only worlds with this, such as the levers of a plan; LOW..HIGH for a range; may be "
    "repeated.",
)
@click.option(
    "--density",
    type=float,
    metavar="X",
    help="Least share of the worlds in the box that must be such, from 0 to 1  [default: the box "
    "that goes together best with them].",
)
@click.option(
    "--without-failed",
    is_flag=True,
    help="Leave points out at which a run failed or has no number.",
)
@_options.folder("Folder for what is found", "discover-... in the folder of the sweep")
@_options.as_json
def command(
    sweep: Path,
    metric: str,
    above: float | None,
    below: float | None,
    worst: str | None,
    over: str | None,
    given: tuple[str, ...],
    density: float | None,
    without_failed: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find the conditions under which some outcomes are found in a sweep, whose folder is SWEEP.

    Say which: those with more than a bound, with less, or the worst. The patient rule induction
    method looks for a box of conditions that holds most of them and little else.
    """
    from innosim.experiments.findings import folder
    from innosim.experiments.findings.discovery import LookedFor, discover
    from innosim.experiments.sweep.outcomes import read
    from innosim.results.texts import as_json as facts_as_json

    looked_for = LookedFor(above, below, None if worst is None else _share(worst))
    outcomes = read(sweep)
    place = out or sweep / _name(metric, looked_for, given)
    with folder.prepared(place, "discovery"):
        found = discover(outcomes, metric, looked_for, over, given, density, without_failed)
        folder.write(place, found)
    if as_json:
        click.echo(facts_as_json(found.facts), nl=False)
        return
    click.echo(str(found))
    click.echo(f"Page, tables, numbers and figures: {place.resolve()}")


def _share(percent: str) -> float:
    try:
        return float(percent.removesuffix("%")) / 100
    except ValueError:
        raise InputError(f"--worst {percent}: a percentage is needed, as in --worst 25%") from None


def _name(metric: str, looked_for: object, given: tuple[str, ...]) -> str:
    asked = [f"{k}-{v:g}" for k, v in vars(looked_for).items() if v is not None]
    parts = ("discover", metric, *asked, *given)
    return "-".join(part.replace("/", "_").replace("=", "-") for part in parts)
