"""`innosim validate`: hold the claims of the sources against the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from innosim.commands import _options
from innosim.commands._stopping import goes_on
from innosim.commands._time_left import TimeLeft
from innosim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innosim.evidence.validation.claim import Claim
    from innosim.evidence.validation.ledger import Group
    from innosim.evidence.validation.verdicts import Judged

QUICK_PAIRS = 12


@click.command(short_help="Hold the claims of the sources against the model.")
@click.option(
    "--quick",
    is_flag=True,
    help="The first claim of each group, 12 pairs of runs, without the bare model.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help='A group, a claim, a hypothesis ("H1"), a pattern ("P3") or a row ("row 23"); may be '
    "repeated.",
)
@_options.jobs("Processes that run side by side.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("results") / "validation",
    show_default=True,
    help="Folder of finished runs, claims.json and claims.md; a run that was stopped goes on.",
)
@_options.as_json
def command(quick: bool, only: tuple[str, ...], jobs: int, out: Path, as_json: bool) -> None:
    """Run the claims of the two texts and of the literature, and say what became of each.

    Built in: it shows, and it still does with all rules off but its own. Emergent: it shows in
    the whole model only. Not shown: no effect beyond noise, or too small a one. Contrary: an
    effect the other way.
    """
    from innosim.evidence.validation.ledger import chosen, ledger
    from innosim.evidence.validation.verdicts import Effort, Judge
    from innosim.kept import kept

    groups = ledger()
    claims = chosen(groups, only)
    if quick:
        claims = first_of_each(groups, claims)
    effort = Effort(pairs=QUICK_PAIRS, bare=False, jobs=jobs) if quick else Effort(jobs=jobs)
    with kept(out / "runs.jsonl") as store:
        judge = Judge(claims, store, effort)
        with goes_on("runs", out):
            found = judge.judged(TimeLeft(judge.weeks))
    _write(out, groups, found)
    _report(found, out, as_json)


def first_of_each(groups: Sequence[Group], claims: Sequence[Claim]) -> list[Claim]:
    """The first of the chosen claims of each group."""
    wanted = [[claim for claim in group.claims if claim in claims] for group in groups]
    return [of_group[0] for of_group in wanted if of_group]


def _write(out: Path, groups: Sequence[Group], found: Sequence[Judged]) -> None:
    from innosim.evidence.validation.page import page
    from innosim.evidence.validation.record import as_text, record
    from innosim.results.texts import write

    recorded = record(found)
    write(out / "claims.json", as_text(recorded))
    write(out / "claims.md", page(groups, recorded))


def _report(found: Sequence[Judged], out: Path, as_json: bool) -> None:
    from innosim.evidence.validation.record import record

    if as_json:
        click.echo(json.dumps(record(found), indent=1, ensure_ascii=False))
        return
    from innosim.evidence.validation.finding import ALPHA
    from innosim.evidence.validation.words import UNITS_TOLD, counted, line

    for one in found:
        click.echo(line(one))
    click.echo("")
    click.echo(UNITS_TOLD)
    click.echo(counted([one.verdict for one in found]))
    click.echo(
        f"Each claim errs with a chance of {ALPHA:g} at most in each direction; of {len(found)} "
        f"claims without any effect {ALPHA * len(found):.2g} would show on average."
    )
    click.echo(f"{out.resolve() / 'claims.md'}")
    if any(one.verdict == "contrary" and not one.claim.judged_alone for one in found):
        raise InputError("a check that must be exact failed: the model is broken")
