"""What a scenario is: the frozen description of one simulated service.

The fixed tables are declared here. Each process adds the section that it declares as its
`Parameters`, under its own name, so the complete model is put together from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import ModuleType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from innosim import catalogue
from innosim.calendar import date_of
from innosim.errors import InputError
from innosim.parameters import ParameterSet, parameter
from innosim.scenario import content
from innosim.scenario.migrate import CURRENT
from innosim.scenario.sources import Organisation
from innosim.world.network import NetworkParameters
from innosim.world.people import PeopleParameters

SECTIONS: dict[str, type[ParameterSet]] = {
    "people": PeopleParameters,
    "network": NetworkParameters,
}
FEEDBACKS = "feedbacks between the parts of the model that run"
SWITCHES = "other processes that run"
PRACTICES = ("team_trust", "outside", "alignment", "yes_and", "openness")


def _known_kind(kind: str) -> str:
    known = list(catalogue.interventions())
    if kind not in known:
        raise PydanticCustomError(
            "unknown_name", "there is no intervention '{name}'", {"name": kind, "known": known}
        )
    return kind


def _list_kinds(schema: dict[str, Any]) -> None:
    schema["enum"] = list(catalogue.interventions())


class Delivery(ParameterSet):
    """When, where and how strongly one intervention acts."""

    kind: Annotated[str, AfterValidator(_known_kind)] = Field(
        description="name of the intervention", json_schema_extra=_list_kinds
    )
    start: int = parameter(
        0, unit="week", low=0, high=5200, meaning="first week in which it acts; may be a date"
    )
    end: int | None = parameter(
        None,
        unit="week",
        low=0,
        meaning="first week in which it no longer acts; may be a date; without it, it acts on",
    )
    every: int | None = parameter(
        None,
        unit="weeks",
        low=1,
        high=5200,
        meaning="weeks from the beginning of one repetition to that of the next",
    )
    duration: int | None = parameter(
        None, unit="weeks", low=1, high=5200, meaning="length of each repetition; needs `every`"
    )
    strength: float = parameter(
        1.0, unit="share of full strength", low=0.0, high=1.0, meaning="0 is the same as absent"
    )
    organisations: tuple[str, ...] = Field(
        (), description="names of the organisations where it acts; none named: all of them"
    )
    roles: tuple[Literal["individual", "middle_manager", "leader"], ...] = Field(
        (), description="roles that it reaches; none named: everybody"
    )
    share: float = parameter(
        1.0, unit="share of branches", low=0.0, high=1.0, meaning="coverage of the branches there"
    )

    @model_validator(mode="after")
    def _check_times(self) -> Delivery:
        if self.end is not None and self.end <= self.start:
            raise PydanticCustomError(
                "end_before_start",
                "it ends in week {end} but starts in week {start}; the end must be later",
                {"end": self.end, "start": self.start, "at": "end"},
            )
        if (self.every is None) != (self.duration is None):
            raise PydanticCustomError(
                "half_a_repetition", "`every` and `duration` only make sense together", {}
            )
        if self.every is not None and self.duration is not None and self.duration > self.every:
            raise PydanticCustomError(
                "overlap",
                "a repetition of {duration} weeks does not fit into `every` = {every} weeks",
                {"duration": self.duration, "every": self.every, "at": "duration"},
            )
        return self


def _practice(meaning: str) -> Any:
    return parameter(0.0, unit="share of full strength", low=0.0, high=1.0, meaning=meaning)


class Practices(ParameterSet):
    """The five practices of leaders, each in force over the whole horizon."""

    team_trust: float = _practice("leaders build mixed teams and trust them")
    outside: float = _practice("leaders look outside for ideas and experience")
    alignment: float = _practice("leaders align the organisations concerned")
    yes_and: float = _practice("leaders answer an idea with 'yes, and'")
    openness: float = _practice("leaders share unfinished work openly")


class Assumptions(ParameterSet):
    """What is assumed beside the parameters.

    `scenario_model` adds a table `effects` with a factor for each intervention.
    """


GIVEN = "given by the user"


def _rate(who: str) -> Any:
    meaning = f"money for an hour of {who}; none stated: no money is counted for them"
    return parameter(
        None, unit="currency per hour", low=0.0, high=1e6, source=GIVEN, meaning=meaning
    )


def _limit(what: str) -> Any:
    return parameter(None, unit="hours", low=0.0, high=1e9, source=GIVEN, meaning=what)


class Rates(ParameterSet):
    """What an hour costs, by role."""

    leaders: float | None = _rate("leaders")
    managers: float | None = _rate("middle managers")
    staff: float | None = _rate("staff")


class Limits(ParameterSet):
    """Hours that interventions may take at most."""

    all: float | None = _limit("at most so many hours of all roles together")
    leaders: float | None = _limit("at most so many hours of leaders")
    managers: float | None = _limit("at most so many hours of middle managers")
    staff: float | None = _limit("at most so many hours of staff")


class Budget(ParameterSet):
    """What the hours of interventions may be, and what they cost; it changes no run."""

    currency: str = Field("", max_length=12, description="name of the currency, as a label")
    rates: Rates = Field(default_factory=Rates, description="money for an hour, by role")
    run: Limits = Field(default_factory=Limits, description="limits of the whole run")
    month: Limits = Field(
        default_factory=Limits,
        description="limits of each month; a week counts for the month in which it begins",
    )
    more_a_year: float | None = parameter(
        None,
        unit="hours a year",
        low=0.0,
        high=1e9,
        source=GIVEN,
        meaning="at most so many hours of all roles together, beyond those of the scenario that "
        "it is compared with",
    )


class Record(ParameterSet):
    """What a run writes down."""

    every: int = parameter(
        1, unit="weeks", low=1, high=5200, meaning="weeks between two rows of the series"
    )
    organisations: bool = Field(True, description="the series of each organisation, too")
    gates: bool = Field(True, description="the terms of each gate decision")
    events: bool = Field(True, description="each event in the life of an idea")


class Scenario(ParameterSet):
    """A complete description of one simulated service; `load` reads it from a file.

    The sections of the processes are fields of the model that `scenario_model` makes; reach
    them with `section`.
    """

    format: int = Field(CURRENT, ge=CURRENT, le=CURRENT, description="version of the file format")
    title: str = Field(description="the scenario in a few words")
    story: str = Field("", description="the service and its situation, in words")
    source: str = Field("", description="where the numbers come from")
    claim: str = Field("", description="what the scenario is meant to show")
    notice: str = Field("", description="what to look at in the results")
    levers_to_try: tuple[str, ...] = Field((), description="settings worth changing")
    fails_when: str = Field("", description="when the claim does not hold")
    extend: str = Field("", description="how to build on the scenario")
    seed: int = Field(1, ge=0, description="seed of all random numbers")
    horizon: int = parameter(520, unit="weeks", low=1, high=5200, meaning="length of the run")
    start: date = Field(date(2025, 1, 6), description="first day of week 0")
    organisation: Organisation = Field(description="the service that is simulated")
    interventions: tuple[Delivery, ...] = Field((), description="what leaders do, and when")
    practices: Practices = Field(default_factory=Practices, description="practices of leaders")
    assumptions: Assumptions = Field(
        default_factory=Assumptions, description="what is assumed about interventions"
    )
    record: Record = Field(default_factory=Record, description="what a run writes down")
    budget: Budget | None = Field(
        None, description="hours and money that are there; no run changes"
    )

    def section(self, name: str) -> ParameterSet:
        """The parameters of a process, or another section of the file, by name."""
        found = getattr(self, name)
        assert isinstance(found, ParameterSet), f"{name} is not a section"
        return found

    def runs(self, process: str) -> bool:
        """Whether a process is switched on."""
        for table in (self.section("feedbacks"), self.section("switches")):
            if process in type(table).model_fields:
                return bool(getattr(table, process))
        raise KeyError(process)

    def deliveries(self) -> tuple[Delivery, ...]:
        """All interventions: those stated, then the practices that are not zero."""
        strengths = {name: getattr(self.practices, name) for name in PRACTICES}
        return self.interventions + tuple(
            Delivery(kind=name, strength=strength)
            for name, strength in strengths.items()
            if strength > 0
        )

    def factors(self) -> dict[str, float]:
        """What the effects of each kind of intervention are multiplied by, where that is not 1."""
        effects = getattr(self.assumptions, "effects", None)
        stated = {} if effects is None else effects.model_dump()
        return {kind: factor for kind, factor in stated.items() if factor != 1.0}

    def date_of(self, week: int) -> date:
        """The first day of a week of the run."""
        return date_of(week, self.start)

    def digest(self) -> str:
        """Hash of all that shapes a run; texts such as title and story do not count."""
        return content.digest(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as JSON: the complete model is made at run time and has no importable name."""
        return _restored, (self.model_dump_json(exclude_unset=True),)


def _restored(json: str) -> Scenario:
    return scenario_model().model_validate_json(json)


@cache
def scenario_model() -> type[Scenario]:
    """The complete model of a scenario: the fixed tables and a section for each process.

    Raises:
        InputError: if the name of a process is that of another key of a scenario file.
    """
    processes = catalogue.processes()
    fields = {name: _field(table, table) for name, table in SECTIONS.items()}
    fields["assumptions"] = _field(_assumptions(), Assumptions)
    fields["feedbacks"] = _field(_switches(processes, feedback=True), FEEDBACKS)
    fields["switches"] = _field(_switches(processes, feedback=False), SWITCHES)
    for name, module in processes.items():
        if name in {*Scenario.model_fields, *fields, "base", "add_interventions", *vars(Scenario)}:
            raise InputError(f"a process cannot be named {name!r}: that key is in use")
        fields[name] = _field(module.Parameters, module)
    model: type[Scenario] = create_model("CompleteScenario", __base__=Scenario, **fields)
    return model


def _field(table: type[ParameterSet], documented: object) -> Any:
    text = documented if isinstance(documented, str) else documented.__doc__ or ""
    summary = text.strip().partition("\n")[0]
    return table, Field(default_factory=table, description=summary)


def _assumptions() -> type[ParameterSet]:
    """The table `assumptions`, whose table `effects` has one factor for each intervention."""
    fields: dict[str, Any] = {
        name: (
            float,
            parameter(
                1.0,
                unit="factor",
                low=-1.0,
                high=1.0,
                meaning=f"what the effects of {name} are multiplied by; 0 for none, below 0 the "
                "reverse, as far as its levers go that way; its hours stay",
            ),
        )
        for name in catalogue.interventions()
    }
    effects: type[ParameterSet] = create_model("Effects", __base__=ParameterSet, **fields)
    described = Field(default_factory=effects, description="factors of the effects assumed")
    table: type[ParameterSet] = create_model(
        "CompleteAssumptions", __base__=Assumptions, effects=(effects, described)
    )
    return table


def _switches(processes: Mapping[str, ModuleType], *, feedback: bool) -> type[ParameterSet]:
    fields: dict[str, Any] = {
        name: (
            bool,
            Field(getattr(module, "DEFAULT_ON", True), description=f"whether {name} runs"),
        )
        for name, module in processes.items()
        if getattr(module, "FEEDBACK", False) == feedback
    }
    title = "Feedbacks" if feedback else "Switches"
    table: type[ParameterSet] = create_model(title, __base__=ParameterSet, **fields)
    return table
