"""`innosim plan`: plans within a budget of hours that do well in most assumed worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands import _options
from innosim.commands._stopping import goes_on
from innosim.commands._time_left import TimeLeft
from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.what_if.comparison.runs import Progress
    from innosim.what_if.planning.folder import Source
    from innosim.what_if.planning.plan import Planning


@click.command(short_help="Search plans within a budget that do well in most worlds.")
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--budget",
    type=float,
    metavar="HOURS",
    help="Hours that a plan may take, of all roles and over the run  [default: what the "
    "scenario's budget.run.all leaves].",
)
@click.option(
    "--levers", metavar="A,B,C", help="Levers that a plan may pull  [default: all; innosim levers]."
)
@click.option(
    "--start", type=int, default=0, show_default=True, help="First week in which a plan acts."
)
@click.option(
    "--worlds",
    type=click.IntRange(2, 1000),
    default=12,
    show_default=True,
    help="Assumed worlds in which plans are chosen; twice as many others for the estimate.",
)
@click.option(
    "--pairs",
    type=click.IntRange(1, 1000),
    default=4,
    show_default=True,
    help="Runs of each plan in each of them, all plans with the same luck; twice as many for the "
    "estimate.",
)
@click.option("--metric", default="embedded", show_default=True, help="What plans should raise.")
@click.option(
    "--assume",
    multiple=True,
    metavar="KEY=LOW..HIGH",
    help="A range of an assumption, added to the usual ones or in place of one; may be repeated.",
)
@_options.settings("Change a setting of the scenario")
@_options.jobs()
@_options.folder("Folder for what is found, and to go on from", "results/plan-SCENARIO")
@_options.as_json
def command(
    scenario: str,
    budget: float | None,
    levers: str | None,
    start: int,
    worlds: int,
    pairs: int,
    metric: str,
    assume: tuple[str, ...],
    settings: tuple[str, ...],
    jobs: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Search plans for SCENARIO, a file or the name of a shipped one.

    A plan pulls some levers, at full or half strength, at once or half a year later. Runs are kept
    as they come: the same command goes on where it was stopped.
    """
    from innosim.kept import kept
    from innosim.scenario.files import load
    from innosim.what_if.planning.bench import Bench
    from innosim.what_if.planning.folder import Source, prepare
    from innosim.what_if.planning.plan import Question, planned, ready

    named = _names(levers)
    loaded = load(scenario, settings)
    question = Question(loaded, budget, named, start, metric, assume, worlds, pairs)
    ready(question)
    folder = out or Path("results") / f"plan-{Path(scenario).stem}"
    with kept(prepare(folder)) as store:
        bench = Bench(loaded, metric, store, jobs, _progress())
        with goes_on("runs", folder):
            found = planned(question, bench)
    _write(folder, found, Source(scenario, settings))
    _report(folder, found, as_json)


def _names(levers: str | None) -> list[str]:
    if levers is None:
        return []
    names = [name.strip() for name in levers.split(",") if name.strip()]
    if not names:
        raise InputError("--levers: name at least one, such as --levers yes_and,forums")
    return names


def _progress() -> Progress:
    from innosim.what_if.comparison.runs import Progress

    class Spoken(Progress):
        """Says how much is done of each step of the search, and how long the rest of it takes."""

        def __init__(self) -> None:
            self._steps = 0
            self._left = TimeLeft(0)

        def planned(self, weeks: int) -> None:
            self._steps += 1
            if weeks:
                click.echo(f"Step {self._steps}: {weeks:,} weeks of runs ...", err=True)
            self._left = TimeLeft(weeks)

        def passed(self, weeks: int) -> None:
            self._left(weeks)

    return Spoken()


def _write(folder: Path, found: Planning, source: Source) -> None:
    from innosim.figures import frontier as figure
    from innosim.figures.save import save
    from innosim.what_if.planning.folder import write

    stem = Path("figures") / figure.NAME
    write(folder, found, stem.as_posix(), source)
    save(figure.draw(found.facts), figure.describe(found.facts), folder / stem)


def _report(folder: Path, found: Planning, as_json: bool) -> None:
    if as_json:
        from innosim.results.texts import as_json as facts_as_json

        click.echo(facts_as_json(found.facts), nl=False)
        return
    click.echo(str(found))
    click.echo(f"Page, tables, figure, and a scenario file for each plan: {folder.resolve()}")
