"""`innosim check`: is a scenario file in order, and what does it change?"""

from __future__ import annotations

import click

from innosim.scenario.content import Difference, differences
from innosim.scenario.files import base_name, defaults_for, load, load_base
from innosim.scenario.schema import Scenario

SHOWN = 20


@click.command(short_help="Check a scenario file and list what it changes.")
@click.argument("file", metavar="FILE")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a setting.")
def command(file: str, overrides: tuple[str, ...]) -> None:
    """Check FILE, a scenario file or the name of a shipped scenario.

    Prints what it changes, compared with the scenario it starts from or else with the defaults;
    or all mistakes in it, each with its line. The files that it names are read, too.
    """
    scenario = load(file, overrides)
    _set_up(scenario)
    base = load_base(file)
    changes = differences(scenario, base if base is not None else defaults_for(scenario))
    origin = base_name(file) or "the defaults"
    click.echo(f"ok: {_count(changes)} from {origin}{':' if changes else ''}")
    for change in changes[:SHOWN]:
        click.echo(f"  {change.key}: {_shown(change.old)} -> {_shown(change.new)}")
    if len(changes) > SHOWN:
        click.echo(f"  and {len(changes) - SHOWN} more")


def _set_up(scenario: Scenario) -> None:
    """Read the organisation and make the world of week 0, as a run would."""
    from innosim.engine import Simulation
    from innosim.scenario.sources import read

    Simulation(scenario, [scenario.seed], read(scenario.organisation).chart)


def _count(changes: list[Difference]) -> str:
    return f"{len(changes) or 'no'} change{'' if len(changes) == 1 else 's'}"


def _shown(value: object) -> str:
    if value is None or value == []:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
