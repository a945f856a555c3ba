"""`innosim compare`: scenarios in the same worlds, and what each has more than the first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands import _options
from innosim.commands._stopping import goes_on
from innosim.commands._worlds import spoken
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.what_if.comparison.compare import Comparison
    from innosim.what_if.comparison.stopping import Until

PAIRS = 20


@click.command(short_help="Compare scenarios in the same worlds, world by world.")
@click.argument("scenarios", nargs=-1, required=True, metavar="A [B ...]")
@click.option(
    "--pairs",
    type=click.IntRange(1, 10_000),
    help=f"Worlds, each with one run of each scenario  [default: {PAIRS}].",
)
@click.option(
    "--until-halfwidth",
    "half",
    type=float,
    metavar="X",
    help="Add worlds until the interval of each difference is at most plus or minus X.",
)
@click.option(
    "--metric", help="What --until-halfwidth looks at  [default: embedded].", metavar="NAME"
)
@click.option(
    "--most-pairs",
    "most",
    type=click.IntRange(1, 10_000),
    help="Worlds at most with --until-halfwidth  [default: 400].",
)
@_options.settings("Change a setting in all scenarios")
@click.option(
    "--assume",
    multiple=True,
    metavar="KEY=VALUE",
    help="An assumption for all but the reference, which is shown with and without it; may be "
    "repeated.",
)
@_options.jobs()
@_options.folder("Folder for what is found, and to go on from", "results/compare-A-B")
@_options.as_json
def command(
    scenarios: tuple[str, ...],
    pairs: int | None,
    half: float | None,
    metric: str | None,
    most: int | None,
    settings: tuple[str, ...],
    assume: tuple[str, ...],
    jobs: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Compare scenarios, files or names of shipped ones, with the first of them.

    Each world has one run of each scenario with the same luck. Worlds are kept as they come: the
    same command goes on where it was stopped.
    """
    from innosim.kept import kept
    from innosim.what_if.comparison.arms import arms_of
    from innosim.what_if.comparison.compare import compared
    from innosim.what_if.comparison.folder import prepare
    from innosim.what_if.comparison.runs import Bench

    wanted = _wanted(pairs, half, metric, most)
    arms = arms_of(scenarios, settings, assume)
    folder = out or Path("results") / "-".join(["compare", *(Path(s).stem for s in scenarios)])
    with kept(prepare(folder)) as store:
        bench = Bench(arms[0].scenario.seed, store, jobs, spoken())
        with goes_on("worlds", folder):
            found = compared(arms, bench, wanted)
    _write(folder, found)
    _report(folder, found, as_json)


def _wanted(
    pairs: int | None, half: float | None, metric: str | None, most: int | None
) -> int | Until:
    from innosim.what_if.comparison.compare import check_quantity
    from innosim.what_if.comparison.stopping import MOST, Until

    if half is None:
        if metric is not None or most is not None:
            raise InputError("--metric and --most-pairs need --until-halfwidth X")
        return pairs or PAIRS
    if pairs is not None:
        raise InputError("give --pairs or --until-halfwidth, not both")
    until = Until(half, metric or "embedded", most or MOST)
    check_quantity(until.metric)
    return until


def _write(folder: Path, found: Comparison) -> None:
    from innosim.figures import comparison as figure
    from innosim.figures.save import save
    from innosim.what_if.comparison.folder import write

    stem = Path("figures") / figure.NAME
    write(folder, found, stem.as_posix())
    save(figure.draw(found.facts), figure.describe(found.facts), folder / stem)


def _report(folder: Path, found: Comparison, as_json: bool) -> None:
    if as_json:
        from innosim.results.texts import as_json as facts_as_json

        click.echo(facts_as_json(found.facts), nl=False)
        return
    click.echo(str(found))
    click.echo(f"Page, tables, numbers and figure: {folder.resolve()}")
