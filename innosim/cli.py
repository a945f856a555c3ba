"""The command `innosim`: names its subcommands and imports only the one that is asked for."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import click

from innosim.errors import InputError

SECTIONS = {
    "Explore what a change would do": {
        "run": "Run a scenario: results, pictures and a summary in a folder.",
        "compare": "Compare scenarios in the same worlds, world by world.",
        "brief": "Write a note of two pages for a decision.",
        "plan": "Search plans within a budget that do well in most worlds.",
        "dashboard": "Explore in a browser, without internet.",
        "diagnose": "Answer four questions on a service, and get moves to try.",
        "scenarios": "List the shipped scenarios, tell the story of one, or copy one.",
        "levers": "List the levers, or explain one and how to use it.",
        "organisation": "Describe and draw an organisation chart from files.",
        "check": "Check a scenario or an experiment file before it is run.",
    },
    "Follow one idea, look at one gate": {
        "ideas": "Find the ideas of a run whose stories are worth telling.",
        "why": "Tell the story of one idea of a run, and draw its way.",
        "saved": "Say what would have saved an idea, and in how many worlds.",
        "xray": "Look at the gates: queues, what stops ideas, and why.",
    },
    "Teach": {
        "lesson": "Lessons for a room, with handouts and table plans.",
    },
    "Research": {
        "sweep": "Carry out the runs of an experiment; the same command goes on.",
        "results": "List, check, merge, export and sum up what runs have left.",
        "archive": "Make one file of a sweep or a run, or rebuild it from there.",
        "sensitivity": "Say which factors of a sweep matter, and what is luck.",
        "discover": "Find the conditions of good or bad outcomes in a sweep.",
        "calibrate": "Find the levels at which a service fits what is known of it.",
        "validate": "Hold the claims of the sources against the model.",
        "mechanisms": "List the rules and switches, or measure what each one moves.",
    },
    "The model, and this machine": {
        "model": "Print the model card: processes, parameters and mechanisms.",
        "odd": "Print what ODD.md has from the code, or write it there.",
        "schema": "Write the JSON Schema of scenario files, for editors.",
        "bundle": "Make a folder that installs innosim without a network.",
        "doctor": "Check whether the dashboard works here without a network.",
    },
}
"""Name and help line of each module in `innosim.commands`, in the order of the help."""

COMMANDS = {name: line for section in SECTIONS.values() for name, line in section.items()}

WELCOME = """innosim: what-if simulator of innovation in a public service

Explore   innosim dashboard                 move levers in a browser, see what changes
          innosim run bc-public-service     a real service: results, pictures, a summary
          innosim scenarios                 the services and stories that come with it
          innosim levers                    what leaders and others can do
          innosim compare A B               two scenarios in the same worlds
Research  innosim model                     the model card, every number with its source
          innosim sweep first-steps         an experiment: many runs, settings varied
          innosim validate                  the claims of the sources against the model
Teach     innosim lesson list               eight lessons for a room, with handouts
          innosim ideas RESULTS             the ideas whose stories are worth telling
          innosim why RESULTS IDEA          who decided what, and why

`innosim --help` lists all commands, `innosim COMMAND --help` tells more about one."""

INTERRUPTED = 130


class _Mistake(click.ClickException):
    """Mistakes in the input: printed as they are, without a traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class _Commands(click.Group):
    """A group that knows names and help lines by heart."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"innosim.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, COMMANDS))
        for title, section in SECTIONS.items():
            with formatter.section(title):
                rows = [(name.ljust(width), line) for name, line in section.items()]
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise _Mistake(str(error)) from None
        except KeyboardInterrupt as interrupt:
            _stopped(ctx, interrupt)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except KeyboardInterrupt as interrupt:
            _stopped(ctx, interrupt)


def _stopped(ctx: click.Context, interrupt: KeyboardInterrupt) -> NoReturn:
    click.echo("; ".join(["stopped", *map(str, interrupt.args)]), err=True)
    ctx.exit(INTERRUPTED)


def _print_version(ctx: click.Context) -> None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"innosim {version('innosim')}")
    except PackageNotFoundError:
        click.echo("innosim, not installed: run from its source")
    ctx.exit()


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _print_version(ctx) if asked else None,
    help="Show the version and exit.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """What-if simulator of innovation in a public service."""
    if ctx.invoked_subcommand is None:
        click.echo(WELCOME)


def main() -> None:
    """Run the command line; a terminal that lacks a character gets a question mark."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: more threads only wait
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    cli(prog_name="innosim")
