"""Where the organisation of a scenario comes from: numbers, or files of a real one."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innosim.organisation.chart import Chart
from innosim.organisation.generate import GeneratedOrganisation, generate
from innosim.organisation.organogram import OrganogramFiles, import_organograms
from innosim.organisation.report import Imported, ImportReport
from innosim.organisation.table import TableFile, import_table
from innosim.organisation.tied import import_ties
from innosim.organisation.ties import TieFile
from innosim.parameters import ParameterSet, parameter
from innosim.scenario.survey import SurveyFile

SOURCES = ("generate", "organogram", "table", "ties")
FILES = ("senior", "junior", "file", "departments")
"""Keys below `organisation` that name a file; it is looked for beside the scenario file."""


class Organisation(ParameterSet):
    """The service: its name, its branches, and the one source that it is made from."""

    name: str | None = Field(
        None, min_length=1, description="name of the service; without it, as its files say"
    )
    branch_size: int = parameter(
        64, unit="people", low=1, high=100_000, meaning="wanted number of people of a branch"
    )
    generate: GeneratedOrganisation | None = Field(None, description="a service made from numbers")
    organogram: OrganogramFiles | None = Field(
        None, description="one or several bodies, each from its two organogram files"
    )
    table: TableFile | None = Field(None, description="a table with one row a person")
    ties: TieFile | None = Field(None, description="a list of ties, alone or beside a table")
    survey: SurveyFile | None = Field(
        None, description="scores of a staff survey, which set the signals of the organisations"
    )

    @model_validator(mode="after")
    def _check_source(self) -> Organisation:
        given = [name for name in SOURCES if getattr(self, name) is not None]
        if len(given) != 1 and given != ["table", "ties"]:
            raise PydanticCustomError(
                "one_source",
                "state exactly one of {sources}, or table and ties together (here: {given})",
                {"sources": ", ".join(SOURCES), "given": ", ".join(given) or "none"},
            )
        return self


def names_file(key: tuple[str | int, ...]) -> bool:
    """Whether the value of a key of a scenario is the path of a file."""
    return key[0] == "organisation" and key[-1] in FILES


def chart_of(organisation: Organisation) -> Chart:
    """The chart of an organisation; the last one is kept, because reading it takes time."""
    return _chart(organisation.model_dump_json())


@lru_cache(maxsize=1)
def _chart(organisation: str) -> Chart:
    return read(Organisation.model_validate_json(organisation)).chart


def read(organisation: Organisation) -> Imported:
    """The chart of a service, with the report of how its files were read.

    Raises:
        InputError: what is wrong with which file.
    """
    name, branch_size = organisation.name, organisation.branch_size
    if organisation.organogram is not None:
        return import_organograms(organisation.organogram, name=name, branch_size=branch_size)
    if organisation.ties is not None:
        table = organisation.table
        return import_ties(organisation.ties, table, name=name, branch_size=branch_size)
    if organisation.table is not None:
        return import_table(organisation.table, name=name, branch_size=branch_size)
    assert organisation.generate is not None
    chart = generate(organisation.generate, name=name or "service", branch_size=branch_size)
    return Imported(chart, ImportReport((), ()))
