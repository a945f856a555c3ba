"""Where the organisation of a scenario comes from: numbers, or files of a real one."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innosim.organisation.generate import GeneratedOrganisation
from innosim.parameters import ParameterSet, parameter

SOURCES = ("generate", "organogram", "table", "ties")
FILES = ("senior", "junior", "file")
"""Keys below `organisation` that name a file; it is looked for beside the scenario file."""


def names_file(key: tuple[str | int, ...]) -> bool:
    """Whether the value of a key of a scenario is the path of a file."""
    return key[0] == "organisation" and key[-1] in FILES


class Organisation(ParameterSet):
    """The service: its name, its branches, and exactly one source that it is made from."""

    name: str = Field("service", min_length=1, description="name of the service")
    branch_size: int = parameter(
        64, unit="people", low=1, high=100_000, meaning="wanted number of people of a branch"
    )
    generate: GeneratedOrganisation | None = Field(None, description="a service made from numbers")

    @model_validator(mode="after")
    def _check_source(self) -> Organisation:
        given = [name for name in SOURCES if getattr(self, name, None) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "one_source",
                "state exactly one of {sources} (here: {given})",
                {"sources": ", ".join(SOURCES), "given": ", ".join(given) or "none"},
            )
        return self
