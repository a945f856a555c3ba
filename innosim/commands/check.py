"""`innosim check`: is a scenario or an experiment file in order, and what does it mean?"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from innosim.commands import _options
from innosim.errors import InputError
from innosim.scenario.content import Difference, differences
from innosim.scenario.files import base_name, defaults_for, load, load_base
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import EXPERIMENTS, shipped

SHOWN = 20


@click.command(short_help="Check a scenario or an experiment file before it is run.")
@click.argument("file", metavar="FILE")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a setting.")
@_options.jobs("Of an experiment: the time is that of so many processes side by side.")
@click.option("--no-timing", is_flag=True, help="Of an experiment: do not run a sample to time it.")
def command(file: str, overrides: tuple[str, ...], jobs: int, no_timing: bool) -> None:
    """Check FILE, a scenario or an experiment, or the name of a shipped one.

    Of a scenario: prints what it changes, compared with the scenario it starts from or else with
    the defaults. Of an experiment: prints its runs, and the time and room they will need, for
    which a sample of them is timed. Or all mistakes in FILE, each with its line. The files that it
    names are read, too.
    """
    if _is_experiment(file):
        if overrides:
            raise InputError("--set is for scenarios; an experiment has its table [settings]")
        _check_experiment(file, jobs, no_timing)
        return
    scenario = load(file, overrides)
    told = _set_up(scenario)
    base = load_base(file)
    changes = _told(differences(scenario, base if base is not None else defaults_for(scenario)))
    origin = base_name(file) or "the defaults"
    click.echo(f"ok: {_count(changes)} from {origin}{':' if changes else ''}")
    for change in changes[:SHOWN]:
        click.echo(f"  {change}")
    if len(changes) > SHOWN:
        click.echo(f"  and {len(changes) - SHOWN} more")
    for line in told:
        click.echo(line)


def _is_experiment(file: str) -> bool:
    from innosim.experiments.design.files import is_experiment

    if Path(file).is_file():
        return is_experiment(Path(file))
    experiments = shipped(EXPERIMENTS)
    if file in shipped() or file in experiments or len(Path(file).parts) > 1:
        return file in experiments and file not in shipped()
    near = get_close_matches(file, experiments, n=1)
    if near and not get_close_matches(file, shipped(), n=1):
        raise InputError(f"there is no experiment {file!r}; did you mean {near[0]!r}?")
    return False


def _check_experiment(file: str, jobs: int, no_timing: bool) -> None:
    from innosim.experiments.design.estimate import estimate
    from innosim.experiments.design.plan import plan_of
    from innosim.experiments.design.words import expected, outlined

    plan = plan_of(file)
    _set_up(plan.base)
    click.echo("\n".join(outlined(plan)))
    if not no_timing:
        click.echo("timing a sample of the runs ...", err=True)
        click.echo("\n".join(expected(estimate(plan, jobs))))


def _set_up(scenario: Scenario) -> list[str]:
    """Make the world of week 0, as a run would; what its interventions take, and what is over."""
    from innosim.engine import Simulation
    from innosim.scenario.sources import read
    from innosim.what_if.budget.costs import costs_of

    chart = read(scenario.organisation).chart
    costs = costs_of(Simulation(scenario, [scenario.seed], chart))
    if not costs.rows and scenario.budget is None:
        return []
    totals, *overruns = costs.sentences()
    warnings = [f"warning: {overrun}" for overrun in overruns[:SHOWN]]
    more = len(overruns) - len(warnings)
    return [totals, *warnings, *([f"warning: and {more} more"] if more else [])]


def _told(changes: list[Difference]) -> list[str]:
    """A line for each setting that differs, and one for each intervention that is new or gone."""
    whole = {c.key.rpartition(".")[0] for c in changes if _names_kind(c) and None in (c.old, c.new)}
    lines = [
        f"{change.key}: {_shown(change.old)} -> {_shown(change.new)}"
        for change in changes
        if change.key.rpartition(".")[0] not in whole
        and change.key != "interventions"
        and _shown(change.old) != _shown(change.new)
    ]
    return lines + [_intervention(place, changes) for place in sorted(whole)]


def _names_kind(change: Difference) -> bool:
    return change.key.startswith("interventions.") and change.key.endswith(".kind")


def _intervention(place: str, changes: list[Difference]) -> str:
    """An intervention that only one of two scenarios has, with what it says."""
    mine = [change for change in changes if change.key.rpartition(".")[0] == place]
    is_new = any(_names_kind(change) and change.old is None for change in mine)
    said = {c.key.rpartition(".")[2]: c.new if is_new else c.old for c in mine}
    kind = said.pop("kind")
    rest = ", ".join(f"{name} {_shown(x)}" for name, x in said.items() if x not in (None, []))
    return f"intervention {'added' if is_new else 'left out'}: {kind}{f' ({rest})' if rest else ''}"


def _count(changes: list[str]) -> str:
    return f"{len(changes) or 'no'} change{'' if len(changes) == 1 else 's'}"


def _shown(value: object) -> str:
    if value in (None, [], ""):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
