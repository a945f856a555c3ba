"""`python -m benchmarks`: measures all, or one thing, and may write docs/speed.md."""

from __future__ import annotations

import sys

import click

from benchmarks import page, slider, small, spread, start_up, sweeps, whole
from benchmarks.options import Options

BENCHMARKS = {
    "help": start_up.measure,
    "small": small.measure,
    "spread": spread.measure,
    "growth": whole.measure_growth,
    "canada": whole.measure,
    "sweeps": sweeps.measure,
    "slider": slider.measure,
}
BARS = {
    "help": start_up.BARS,
    "small": small.BARS,
    "spread": spread.BARS,
    "growth": whole.GROWTH_BARS,
    "canada": whole.BARS,
    "sweeps": sweeps.BARS,
    "slider": slider.BARS,
}
PROFILED = ("small", "spread", "canada")


@click.command(help="Measure how fast innosim is.")
@click.option("--only", type=click.Choice(list(BENCHMARKS)), help="Measure one thing only.")
@click.option("--quick", is_flag=True, help="Smaller sizes: to see that everything runs.")
@click.option("--profile", is_flag=True, help="Tell where the time goes instead.")
@click.option("--write", is_flag=True, help="Write the results to docs/speed.md.")
@click.option(
    "--peers",
    default=sys.executable,
    metavar="PYTHON",
    help="Python of an environment with starsim and mesa-frames (default: this one).",
)
def main(only: str | None, quick: bool, profile: bool, write: bool, peers: str) -> None:
    """Measure, print, and write where asked to."""
    if write and (quick or profile):
        raise click.UsageError("--write needs the full sizes and no profile")
    names = [only] if only else list(PROFILED if profile else BENCHMARKS)
    if profile and not set(names) <= set(PROFILED):
        raise click.UsageError(f"there is a profile of {', '.join(PROFILED)} only")
    for name in names:
        report = BENCHMARKS[name](Options(quick, profile, peers)).markdown()
        click.echo(f"\n{name}{' (quick: not the sizes of the bars)' if quick else ''}\n\n{report}")
        if write:
            page.write(name, report)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
