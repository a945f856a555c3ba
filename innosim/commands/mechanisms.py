"""`innosim mechanisms`: the rules of the model with their switches, and what each one moves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from innosim.commands import _options
from innosim.commands._time_left import TimeLeft
from innosim.errors import InputError

DEFAULT_SCENARIO = "small-service"
ENDINGS = (".md", ".csv", ".json")

Table = Sequence[dict[str, Any]]


@click.command(short_help="List the rules and switches, or measure what each one moves.")
@click.argument("scenario", required=False)
@click.option("--effects", is_flag=True, help="Run SCENARIO with and without each rule.")
@click.option(
    "--replicates",
    type=click.IntRange(3, 10_000),
    default=16,
    show_default=True,
    help="Pairs of runs for each rule, on the same seeds.",
)
@_options.settings("Change a setting of SCENARIO, as in --set horizon=520")
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Rules of this process, or this intervention; may be repeated.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write the table to a file, as its ending says: .md, .csv or .json.",
)
@_options.as_json
def command(
    scenario: str | None,
    effects: bool,
    replicates: int,
    settings: tuple[str, ...],
    only: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> None:
    """List all mechanisms and interventions; with --effects, measure what each one moves.

    The list says how each rule is switched off (the setting goes after --set of `innosim run`)
    and which metric it is claimed to move; with SCENARIO also which rules are off there. The
    effects are those in SCENARIO, small-service unless another one is named.
    """
    from innosim.evidence.ablation import rules
    from innosim.scenario.files import load

    _check(out)
    chosen = _chosen(rules(), only)
    loaded = load(scenario or DEFAULT_SCENARIO, settings) if scenario or effects else None
    if effects and loaded is not None:
        table = _measured(loaded, chosen, replicates)
    else:
        table = _listed(loaded, chosen)
    if out:
        _write(out, table)
    if as_json:
        click.echo(json.dumps(table, indent=2, ensure_ascii=False))
    elif out:
        click.echo(f"{len(table)} rules: {out.resolve()}")
    else:
        click.echo("\n".join(_effect_lines(table) if effects else _lines(table)))


def _check(out: Path | None) -> None:
    if out is not None and out.suffix not in ENDINGS:
        raise InputError(f"--out {out}: the name must end in {', '.join(ENDINGS)}")
    if out is not None and not out.resolve().parent.is_dir():
        raise InputError(f"--out {out}: there is no folder {out.resolve().parent}")


def _chosen(known: Sequence[Any], only: Sequence[str]) -> list[Any]:
    owners = list(dict.fromkeys(rule.owner for rule in known))
    for name in only:
        if name not in owners:
            near = get_close_matches(name, owners, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(owners)}"
            raise InputError(f"--only {name}: no process or intervention has that name; {hint}")
    return [rule for rule in known if not only or rule.owner in only]


def _listed(scenario: Any, chosen: Sequence[Any]) -> list[dict[str, Any]]:
    from innosim.evidence.ablation import is_on
    from innosim.evidence.ablation_table import described

    table = [described(rule) for rule in chosen]
    if scenario is not None:
        for row, rule in zip(table, chosen, strict=True):
            row["on"] = is_on(rule, scenario)
    return table


def _measured(scenario: Any, chosen: Sequence[Any], replicates: int) -> list[dict[str, Any]]:
    from innosim.evidence.ablation import ablation_table, distinct_arms
    from innosim.evidence.ablation_table import measured

    click.echo("Preparing the arms ...", err=True)
    total = distinct_arms(scenario, chosen) * replicates * scenario.horizon
    tell = TimeLeft(total)
    return [measured(row) for row in ablation_table(scenario, replicates, tell, chosen)]


def _write(out: Path, table: Table) -> None:
    try:
        for file, text in _texts(out, table).items():
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", out) from None


def _texts(out: Path, table: Table) -> dict[Path, str]:
    """What is written; a CSV file has a data dictionary of its own name beside it."""
    from innosim.evidence.ablation_table import as_markdown, tables

    if out.suffix == ".csv":
        rows, dictionary = tables(out.name, table).values()
        return {out: rows, out.with_name(f"{out.stem}-data-dictionary.csv"): dictionary}
    return {out: as_markdown(table) if out.suffix == ".md" else _as_json(table)}


def _as_json(table: Table) -> str:
    return json.dumps(table, indent=1, ensure_ascii=False) + "\n"


def _lines(table: Table) -> Iterator[str]:
    for owner, rows in _by_owner(table):
        yield owner
        for row in rows:
            state = "" if row.get("on", True) else " (off in this scenario)"
            yield f"  {row['name']}: {row['phrase']}{state}"
            yield f"      off: {row['switch']}; {_claim(row)}"
    yield ""
    yield f"{len(table)} rules; `innosim mechanisms --effects` measures what each one moves."


def _effect_lines(table: Table) -> Iterator[str]:
    for owner, rows in _by_owner(table):
        yield owner
        for row in rows:
            low, high = row["low"], row["high"]
            found = f"{row['difference']:+.3g} ({low:+.3g} to {high:+.3g})"
            yield f"  {row['name']}: {_claim(row)}, found {found}"
            yield f"      headline: {row['headline'] or 'nothing moves beyond noise'}"
    still = [row["rule"] for row in table if not row["moved"]]
    yield ""
    yield f"{len(table)} rules; {len(still)} move no headline metric here."
    yield from (f"  {rule}" for rule in still)


def _by_owner(table: Table) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for owner in dict.fromkeys(row["owner"] for row in table):
        yield owner, [row for row in table if row["owner"] == owner]


def _claim(row: dict[str, Any]) -> str:
    rises = "rises" if row["sign"] > 0 else "falls"
    given = f" given {row['given']}" if row["given"] else ""
    return f"claim: {row['moves']} {rises}{given}{'' if row['shown'] else ', not shown'}"
