"""The data dictionary as Markdown, for the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from innosim.results.tables import TABLES, Field, Table

BEGIN = "<!-- tables: written by innosim.results.page, do not edit -->"
END = "<!-- end of tables -->"


def tables() -> str:
    """A section for each table, with its columns."""
    return "\n\n".join("\n".join(_section(table)) for table in TABLES.values())


def in_step(page: str) -> str:
    """A page of documentation with the part between the two marks written anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def _section(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.meaning.capitalize()}.\n"
    yield "| column | kind | unit | meaning |\n| --- | --- | --- | --- |"
    for field in table.fields:
        yield _row(f"`{field.name}`", field)
    if table.more is not None:
        yield _row(f"`{table.more.name}…`" if table.more.name else "*any other*", table.more)


def _row(name: str, field: Field) -> str:
    return f"| {name} | {field.kind} | {field.unit} | {field.meaning} |"
