"""`innosim organisation`: what is understood of an organisation chart, in words and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from innosim.errors import InputError

if TYPE_CHECKING:
    from innosim.organisation.chart import Chart
    from innosim.organisation.report import Imported, ImportReport
    from innosim.scenario.sources import Organisation

COLUMNS = ("person", "superior", "unit", "grade", "role", "organisation", "fte")

CSV_HEADER = (
    "post,superior,role,layer,team,branch,branch_name,organisation,organisation_name,fte,grade"
)


def _column(name: str) -> Any:
    text = f"Column of the {name} in a table of people."
    return click.option(f"--{name}", metavar="COLUMN", help=text)


@click.command(short_help="Describe and draw an organisation chart from files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_column("person")
@_column("superior")
@_column("unit")
@_column("grade")
@_column("role")
@_column("organisation")
@_column("fte")
@click.option("--departments", metavar="FILE", help="Person and department, for a tie list.")
@click.option("--name", help="Name of the service.")
@click.option(
    "--branch-size", default=64, show_default=True, type=click.IntRange(1), help="Posts a branch."
)
@click.option("--span", type=click.IntRange(2, 100), help="Subordinates of inferred managers.")
@click.option("--out", metavar="FOLDER", help="Write the drawing and a description there.")
@click.option("--scenario", metavar="FILE", help="Write a scenario that simulates this chart.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write the chart as understood.")
def command(
    files: tuple[str, ...],
    out: str | None,
    csv_file: str | None,
    scenario: str | None,
    **how: Any,
) -> None:
    """Describe what is understood of an organisation chart, and draw it.

    FILE is one or more UK organograms (senior and junior file of each body), a table of people
    (with --person and --superior), or a tie list, alone or beside a table.
    """
    from innosim.organisation.describe import describe
    from innosim.scenario.sources import read

    organisation = _understood([Path(file) for file in files], how)
    imported = read(organisation)
    for line in describe(imported.chart).lines():
        click.echo(line)
    click.echo("\nfiles and repairs")
    for line in imported.report.lines():
        click.echo(line)
    if csv_file is not None:
        _write(Path(csv_file), "\n".join([CSV_HEADER, *_csv_rows(imported.chart), ""]))
    if out is None:
        click.echo("\nto see it drawn, add --out FOLDER; to simulate it, add --scenario FILE")
    else:
        _write_folder(Path(out), imported)
    if scenario is not None:
        file = Path(scenario)
        _write(file, _scenario(organisation, imported.chart.name, file))
        click.echo(f"\nwritten: {file}; simulate it with: innosim run {file}")


def _understood(files: list[Path], how: dict[str, Any]) -> Organisation:
    """The organisation of a scenario that the files and options describe."""
    from innosim.scenario.sources import Organisation

    columns = {name: how[name] for name in COLUMNS if how[name] is not None}
    inference = {} if how["span"] is None else {"span": how["span"]}
    source = (
        _table(files, {**columns, **inference})
        if columns
        else _recognised(files, {**inference, "departments": how["departments"]})
    )
    named = {} if how["name"] is None else {"name": how["name"]}
    return Organisation.model_validate({**named, "branch_size": how["branch_size"], **source})


def _table(files: list[Path], given: dict[str, Any]) -> dict[str, Any]:
    missing = [f"--{name}" for name in ("person", "superior") if name not in given]
    if missing:
        raise InputError(f"a table of people also needs {' and '.join(missing)}", files[0])
    if len(files) > 2:
        raise InputError("one table of people at a time, and one tie list beside it", files[2])
    table = {"table": {"file": str(files[0]), **given}}
    return table if len(files) == 1 else {**table, "ties": {"file": str(files[1])}}


def _recognised(files: list[Path], how: dict[str, Any]) -> dict[str, Any]:
    from innosim.organisation.recognise import header_of, pair_up, recognise

    found = recognise(files)
    if found.tables:
        shown = ", ".join(cell.strip() for cell in header_of(found.tables[0])[:8])
        raise InputError(
            f"name its columns with --person and --superior; it has: {shown}", found.tables[0]
        )
    if len(found.ties) > 1 or (found.ties and (found.senior or found.junior)):
        raise InputError("a tie list stands alone, or beside a table of people", found.ties[-1])
    if found.ties:
        given = {key: value for key, value in how.items() if value is not None}
        return {"ties": {"file": str(found.ties[0]), **given}}
    how.pop("departments")
    bodies = [pair.model_dump(exclude_unset=True) for pair in pair_up(found.senior, found.junior)]
    return {"organogram": {"bodies": bodies, **how}}


def _scenario(organisation: Organisation, name: str, file: Path) -> str:
    """A scenario file that simulates this organisation, with paths seen from its folder."""
    import tomli_w

    from innosim.scenario.migrate import CURRENT

    stated = organisation.model_dump(exclude_unset=True, exclude_none=True)
    stated["name"] = name
    head = {"format": CURRENT, "title": name, "story": "The service as its organisation chart."}
    return tomli_w.dumps({**head, "organisation": _seen_from(stated, file.resolve().parent)})


def _seen_from(value: Any, folder: Path) -> Any:
    from os.path import relpath

    from innosim.scenario.sources import FILES

    if isinstance(value, dict):
        return {
            key: Path(relpath(Path(item).resolve(), folder)).as_posix()
            if key in FILES
            else _seen_from(item, folder)
            for key, item in value.items()
        }
    return [_seen_from(item, folder) for item in value] if isinstance(value, list) else value


def _csv_rows(chart: Chart) -> list[str]:
    """The chart as rows of a CSV file; names are quoted."""
    from innosim.organisation.chart import Role

    roles = {role.value: role.name.lower().replace("_", " ") for role in Role}
    branches = [_quoted(name) for name in chart.branch_names]
    organisations = [_quoted(name) for name in chart.organisation_names]
    columns = (chart.superior, chart.role, chart.layer, chart.team, chart.branch)
    numbers = zip(*(column.tolist() for column in columns), strict=True)
    return [
        f"{post},{'' if above < 0 else above},{roles[role]},{layer},{team},{branch},"
        f"{branches[branch]},{body},{organisations[body]},{fte:.4g},{_quoted(grade)}"
        for post, ((above, role, layer, team, branch), body, fte, grade) in enumerate(
            zip(
                numbers,
                chart.organisation.tolist(),
                chart.fte.tolist(),
                chart.grade,
                strict=True,
            )
        )
    ]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _write_folder(folder: Path, imported: Imported) -> None:
    import json

    from innosim.figures.organisation_chart import draw, save
    from innosim.organisation.describe import describe

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder cannot be made: {error.strerror}", folder) from None
    description = {**describe(imported.chart).as_dict(), **_report(imported.report)}
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    _write(folder / "organisation.json", text)
    figure = draw(imported.chart)
    for ending in ("png", "svg"):
        save(figure, folder / f"organisation.{ending}")
    click.echo(f"\nwritten to {folder}: organisation.png, organisation.svg, organisation.json")


def _report(report: ImportReport) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "files": [asdict(count) for count in report.files],
        "repairs": [asdict(repair) for repair in report.repairs],
    }


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file) from None
