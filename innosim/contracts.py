"""What plug-ins declare about themselves, so that the engine, the tests and ODD.md can read it.

A process is a module in `innosim.processes` with these names:

    PHASE       one of `PHASES`
    READS       columns it reads, as "table.column"
    WRITES      columns it writes, as "table.column"
    COLUMNS     the columns that it adds to the tables (a tuple of `Column`)
    MECHANISMS  the rules in it that can be switched off (a tuple of `Mechanism`)
    Parameters  its section of a scenario file, a `ParameterSet`
    start(world, parameters)         fills its columns before week 0 (optional)
    step(world, parameters, week)    one week

Within a phase no process may read or write what another one writes. The order in which the
processes of a phase run can therefore not matter; the order of the phases is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import IntEnum
from typing import Any

PHASES: dict[str, str] = {
    "intervene": "interventions and shocks push the levers",
    "environment": "politics, crises and the outside world move",
    "signals": "the four signals of each organisation relax towards their targets",
    "descend": "managers pass the signals down the layers",
    "perceive": "people form their view of the signals",
    "conceive": "people, organisations and outsiders conceive ideas",
    "assemble": "what was conceived becomes an idea, and a team forms round it",
    "effort": "ideas take their people's energy, and leaders' hours align those concerned",
    "review": "managers and leaders review what is in their queue",
    "trial": "pilots run and are decided on",
    "spread": "people take practices up, adapt them and drop them",
    "befall": "incidents, politics, exhaustion and time act on ideas",
    "transition": "the life cycle grants or refuses what was asked for during the week",
    "learn": "people and organisations learn from what happened",
    "renew": "people leave and posts are filled again",
}


GROUPS: dict[str, str] = {
    "practices": "Practices of leaders",
    "clarity": "Clarity",
    "parity": "Parity",
    "suitability": "Suitability",
    "normality": "Normality",
    "risk": "Risk",
    "structure": "Structure",
    "shocks": "Shocks",
}
"""What an intervention is about, and how lists of interventions head it."""


class Stage(IntEnum):
    """Where an idea is in its life. Stages from REJECTED on are final."""

    GATE = 0
    LEADER_GATE = 1
    STALLED = 2
    PILOT = 3
    DIFFUSING = 4
    EMBEDDED = 5
    REJECTED = 6
    WITHDRAWN = 7
    FAILED = 8
    NOT_CONTINUED = 9
    CANCELLED = 10
    DISCONTINUED = 11
    EXPIRED = 12


(
    GATE,
    LEADER_GATE,
    STALLED,
    PILOT,
    DIFFUSING,
    EMBEDDED,
    REJECTED,
    WITHDRAWN,
    FAILED,
    NOT_CONTINUED,
    CANCELLED,
    DISCONTINUED,
    EXPIRED,
) = (int(stage) for stage in Stage)
"""The same as plain numbers, with which NumPy compares several times as fast."""

IN_FLIGHT = (Stage.GATE, Stage.LEADER_GATE, Stage.STALLED, Stage.PILOT, Stage.DIFFUSING)
FINAL = tuple(stage for stage in Stage if stage >= Stage.REJECTED)


class Driver(IntEnum):
    """What an idea came from."""

    INDIVIDUAL = 0
    CRISIS = 1
    SYSTEM = 2
    EXTERNAL = 3


@dataclass(frozen=True)
class Column:
    """One state variable: a column of a table of the world."""

    table: str
    name: str
    dtype: str
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    width: int = 1
    fill: float = 0

    @property
    def key(self) -> str:
        """The name used in READS and WRITES."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True)
class Mechanism:
    """A rule that can be switched off, with what the sources say it does.

    Args:
        name: short name.
        phrase: what the rule says, in one line.
        rows: which mechanisms of the two seed texts it serves (numbers of ODD.md's table).
        off: scenario settings that switch it off, as {"section.key": value}.
        moves: the metric it is claimed to move.
        sign: +1 if the metric rises with the mechanism, -1 if it falls.
        given: scenario settings under which the claim is made, as {"section.key": value}.
        shown: whether the model shows the claim, as tests/directional checks.
        note: if it does not, what it shows instead.
    """

    name: str
    phrase: str
    rows: tuple[int, ...]
    off: Mapping[str, Any]
    moves: str
    sign: int
    given: Mapping[str, Any] = field(default_factory=dict)
    shown: bool = True
    note: str = ""


@dataclass(frozen=True)
class Intervention:
    """What leaders can do, declared once; `innosim.interventions` holds one file for each.

    Args:
        title: the name in words.
        source: the place in the seed texts (K or O with its time stamp) it comes from.
        group: what it is about, one of `GROUPS`; lists put it under "Others" without.
        pulled_by: who can pull it: leaders, middle managers, the centre, or nobody (a shock).
        message: what it is about, in one sentence that can be said aloud.
        examples: what it looks like in practice, each with its place in the texts or "our example".
        works: how it works in the model, in words; what of it is our reading of the source.
        effects: shift of each lever at strength 1, as {"section.lever": shift}; the shift holds
            as long as the intervention lasts.
        once: one-off push on a signal at each start, as {"signals.clarity_what": gain}; the
            signal moves by gain x (1 - signal), a negative gain by gain x signal, and then
            relaxes as usual.
        pulse: shift of each lever in the week of each start only, as {"section.lever": shift};
            the delay does not weaken it. For shocks.
        roles: the roles that it addresses, in the words of a scenario file, unless the scenario
            names others; none named: everybody.
        leader_hours: cost in leaders' hours per organisation and week at strength 1.
        manager_hours: cost in middle managers' hours per manager and week at strength 1.
        staff_hours: cost in hours per 100 people and week at strength 1.
        delay: weeks from the start until the effect is complete (it grows in equal steps).
        moves: the metric it is expected to move.
        sign: +1 if that metric is expected to rise, -1 if it is expected to fall.
        fails_when: when it is expected to do nothing or harm.
        given: scenario settings under which the expectation holds.
        when: its times under which the expectation holds, as keys of its table in a scenario file.
        rows: which mechanisms of the two seed texts it serves (numbers of ODD.md's table).
        shown: whether the model shows the expectation, as tests/directional checks.
        note: if it does not, what it shows instead.
    """

    title: str
    source: str
    _: KW_ONLY
    group: str = ""
    pulled_by: str = ""
    message: str = ""
    examples: tuple[str, ...] = ()
    works: str = ""
    effects: Mapping[str, float] = field(default_factory=dict)
    once: Mapping[str, float] = field(default_factory=dict)
    pulse: Mapping[str, float] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    leader_hours: float = 0.0
    manager_hours: float = 0.0
    staff_hours: float = 0.0
    delay: int = 0
    moves: str = ""
    sign: int = 1
    fails_when: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    when: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    shown: bool = True
    note: str = ""


@dataclass(frozen=True)
class Metric:
    """One observable of the weekly series; `innosim.metrics` holds one file for each.

    A metric module has `METRIC` (this) and `measure(world, week) -> (numerator, denominator)`,
    both by organisation (float64); the denominator is None for a plain count. The value of an
    organisation is numerator / denominator, that of the service the ratio of the sums, and that
    of several weeks the ratio of the sums over them. `rows` are the mechanisms of the two seed
    texts that it makes visible.
    """

    label: str
    unit: str
    meaning: str
    rows: tuple[int, ...] = ()
