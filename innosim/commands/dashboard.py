"""`innosim dashboard`: explore in a browser."""

from __future__ import annotations

import click


@click.command(short_help="Explore in a browser, without internet.")
@click.argument("path", required=False, metavar="[SCENARIO | RESULTS]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port  [default: from 8765 on].")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; others than this one let other machines in.",
)
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser.")
def command(path: str | None, port: int | None, host: str, browser: bool) -> None:
    """Explore what would change, in a browser on this machine; nothing is fetched from elsewhere.

    SCENARIO is a file or the name of a shipped scenario, RESULTS the folder of a run: its stories
    are opened. Ctrl-C ends it.
    """
    from innosim.dashboard.guard import is_loopback
    from innosim.dashboard.serve import serve
    from innosim.dashboard.state.sources import opened

    def say(address: str) -> None:
        click.echo(f"innosim is at {address}  (Ctrl-C ends it)")
        if not is_loopback(host):
            click.echo(
                f"It listens at {host}: other machines can reach it, and there is no password. "
                "See docs/dashboard.md.",
                err=True,
            )

    serve(opened(path), host, port, browser, say)
