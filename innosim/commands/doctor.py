"""`innosim doctor`: whether the dashboard works on this machine, without a network."""

from __future__ import annotations

import click


@click.command(short_help="Check whether the dashboard works here without a network.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.pass_context
def command(ctx: click.Context, port: int) -> None:
    """Check all that the dashboard needs, and say what to mend.

    The exit code is 1 if there is anything to mend.
    """
    from innosim.dashboard.checkup.doctor import checks, offline

    found = []
    for check in checks(port):
        click.echo(str(check))
        found.append(check)
    click.echo(offline(found))
    ctx.exit(0 if all(check.well for check in found) else 1)
