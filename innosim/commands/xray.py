"""`innosim xray`: where ideas wait at the gates, what stops them, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.commands import _options
from innosim.commands._stopping import goes_on
from innosim.commands._time_left import TimeLeft

if TYPE_CHECKING:
    from innosim.results.reader import Results
    from innosim.what_if.xray.pictures import XRay
    from innosim.what_if.xray.places import Choice
    from innosim.what_if.xray.system import Shares


@click.command(short_help="Look at the gates: queues, what stops ideas, and why.")
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--layer", type=click.IntRange(0), help="One layer; 0 is the heads of organisations.")
@click.option("--unit", help="One organisation or branch, by its name.")
@click.option(
    "--role",
    type=click.Choice(["middle-managers", "leaders"]),
    help="One role.",
)
@click.option(
    "--shapley",
    is_flag=True,
    help="Run the scenario again: how much of the blocking goes with people, signals and workload.",
)
@click.option(
    "--heroes",
    type=click.IntRange(1, 1000),
    help="Run the scenario again with so many of the most determined people made average.",
)
@click.option(
    "--pairs",
    type=click.IntRange(2, 10_000),
    default=20,
    show_default=True,
    help="Worlds that --shapley and --heroes run again, on the same seeds.",
)
@click.option(
    "--level",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="To which --shapley raises the signals.",
)
@_options.as_json
@_options.folder("Folder for figures and finished runs", "xray in the folder of the results")
def command(
    results: Path,
    layer: int | None,
    unit: str | None,
    role: str | None,
    shapley: bool,
    heroes: int | None,
    pairs: int,
    level: float,
    as_json: bool,
    out: Path | None,
) -> None:
    """Look at the gates of a run, whose folder is RESULTS; by layer, or at some of them.

    Reasons for what was stopped add up to 100 %. Rows are layers, units and roles, never persons.
    With --shapley and --heroes the scenario of the results is run again; a command that was
    stopped goes on where it was with --shapley.
    """
    from innosim.results.reader import read
    from innosim.what_if.xray.pictures import xray
    from innosim.what_if.xray.places import Choice

    found = read(results)
    chosen = Choice(layer, unit, None if role is None else role.replace("-", "_").rstrip("s"))
    seen = xray(found, chosen)
    folder = out or results / "xray"
    shares = _shapley(found, chosen, (pairs, level), folder) if shapley else None
    gone = None if heroes is None else _heroes(found, heroes, pairs)
    files = _draw(seen, shares, folder)
    if as_json:
        data = seen.as_data()
        data |= {"system": shares.as_data()} if shares else {}
        data |= {"heroes": gone} if gone else {}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    click.echo(str(seen))
    if shares:
        click.echo(str(shares))
    if gone:
        click.echo(f"{gone['words']}\n")
    click.echo(f"Figures, each with a text: {files[0].parent.resolve()}")


def _shapley(results: Results, choice: Choice, asked: tuple[int, float], folder: Path) -> Shares:
    from innosim.kept import kept
    from innosim.what_if.xray.again import scenario_of
    from innosim.what_if.xray.system import Rerun

    pairs, level = asked
    with kept(folder / "runs.jsonl") as store:
        rerun = Rerun(scenario_of(results), pairs, store, choice, level)
        click.echo(f"Running {pairs} worlds 8 times ...", err=True)
        rerun.progress = TimeLeft(rerun.weeks)
        with goes_on("runs", folder):
            return rerun.shares()


def _heroes(results: Results, heroes: int, pairs: int) -> dict[str, Any]:
    from innosim.what_if.reliance import reliance, share_gone
    from innosim.what_if.xray import system_words
    from innosim.what_if.xray.again import scenario_of
    from innosim.what_if.xray.estimates import plain

    scenario = scenario_of(results)
    click.echo(f"Running {pairs} worlds with and without heroes ...", err=True)
    lost = reliance(scenario, pairs, heroes, TimeLeft(2 * pairs * scenario.horizon))
    gone = share_gone(lost)
    share, low, high = (plain(value) for value in gone)
    text = system_words.heroes(heroes, gone, pairs)
    numbers = {"share_gone": share, "low": low, "high": high}
    return {"heroes": heroes, "pairs": pairs, **numbers, "words": text}


def _draw(seen: XRay, shares: Shares | None, folder: Path) -> list[Path]:
    from innosim.figures import xray as figures
    from innosim.figures.save import save

    text = str(seen)
    paths = save(figures.draw_reasons(seen), text, folder / figures.REASONS)
    paths += save(figures.draw_gates(seen), text, folder / figures.GATES)
    if shares:
        paths += save(figures.draw_system(shares), str(shares), folder / figures.SYSTEM)
    return paths
