"""The entities of ODD.md, section 2, as plain objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reference.draws import Draws
    from tests.reference.levers import Levers

THEMES = 8
DEGREES = 5
"""Degrees of novelty."""

QUARTER = 13
"""Weeks in a quarter."""

YEAR = 52.0
"""Weeks in a year."""


class Role(IntEnum):
    INDIVIDUAL = 0
    MIDDLE_MANAGER = 1
    LEADER = 2


class Stage(IntEnum):
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


AT_GATE = (Stage.GATE, Stage.LEADER_GATE)
BEFORE_PILOT = (*AT_GATE, Stage.STALLED)
BEFORE_SPREAD = (*BEFORE_PILOT, Stage.PILOT)
IN_USE = (Stage.DIFFUSING, Stage.EMBEDDED)


class Driver(IntEnum):
    INDIVIDUAL = 0
    CRISIS = 1
    SYSTEM = 2
    EXTERNAL = 3


class Scope(IntEnum):
    BRANCH = 0
    ORGANISATION = 1
    SERVICE = 2


class Use(IntEnum):
    UNAWARE = 0
    AWARE = 1
    ADAPTING = 2
    USER = 3
    DROPPED = 4
    CLOSED = 5


@dataclass(eq=False, slots=True)
class Organisation:
    number: int
    name: str
    people: list[Person] = field(default_factory=list)
    head: Person = field(init=False)
    crisis: float = 0.0
    gap: float = 0.0
    minister: list[float] = field(default_factory=list)
    fit: list[float] = field(default_factory=list)
    shuffles: int = 0
    task_theme: int = 0
    base: dict[str, float] = field(default_factory=dict)
    clarity_what: float = 0.0
    clarity_why: float = 0.0
    clarity_who: float = 0.0
    parity: float = 0.0
    skills: float = 0.0
    data: float = 0.0
    infrastructure: float = 0.0
    normality: float = 0.0
    clarity: float = 0.0
    suitability: float = 0.0
    theme: int = 0
    sponsored: int = 0
    hours: float = 0.0
    incidents: int = 0
    precedents: list[int] = field(default_factory=lambda: [0] * THEMES)
    embedded: int = 0
    failures: int = 0
    continued: int = 0
    familiarity: list[float] = field(default_factory=list)
    gain_skills: float = 0.0
    gain_normality: float = 0.0
    gain_parity: float = 0.0
    state: float = 0.0
    trust: float = 0.0
    visible: list[float] = field(default_factory=lambda: [0.0] * THEMES)
    exits: int = 0
    lost: float = 0.0
    cost_leaders: float = 0.0
    cost_managers: float = 0.0
    cost_staff: float = 0.0

    @property
    def size(self) -> int:
        return len(self.people)

    @property
    def per_100(self) -> float:
        """What one idea is per 100 people; a small organisation counts as one of 100."""
        return 100.0 / max(self.size, 100)


@dataclass(eq=False, slots=True)
class Branch:
    number: int
    organisation: Organisation
    people: list[Person] = field(default_factory=list)
    suitability: float = 0.0


@dataclass(eq=False, slots=True)
class Team:
    number: int
    branch: Branch
    people: list[Person] = field(default_factory=list)
    superior: Person | None = None
    clarity: float = 0.0
    parity: float = 0.0
    suitability: float = 0.0
    normality: float = 0.0


@dataclass(eq=False, slots=True)
class Tie:
    """Somebody one listens to, or is heard by."""

    person: Person
    weight: float


@dataclass(eq=False, slots=True)
class Person:
    """A post with its present holder."""

    post: int
    role: Role
    organisation: Organisation
    branch: Branch
    team: Team
    superior: Person | None = None
    layer: int = 0
    below: int = 0
    hears: list[Tie] = field(default_factory=list)
    heard_by: list[Tie] = field(default_factory=list)
    holder: int = 0
    hired: int = 0
    innovativeness: float = 0.0
    risk_aversion: float = 0.0
    threshold: float = 0.0
    method: float = 0.0
    subject: float = 0.0
    bridging: float = 0.0
    astuteness: float = 0.0
    passing_on: float = 0.0
    capability: float = 0.0
    clarity: float = 0.0
    normality: float = 0.0
    outlook: float = 0.0
    energy: float = 0.0
    load: float = 0.0
    queue: int = 0
    uptake: float = 0.0
    blame: float = 0.0
    literacy: float = 0.0
    strain: float = 0.0
    stamina: float = 0.0

    @property
    def identity(self) -> int:
        """The person: the post and how many held it before."""
        return (self.holder << 32) + self.post


@dataclass(eq=False, slots=True)
class Idea:
    number: int
    origin: Person
    born: int
    ordinal: int
    driver: Driver
    key: int
    theme: int = 0
    merit: float = 0.0
    novelty: float = 0.0
    strangeness: float = 0.0
    risk: float = 0.0
    core: bool = False
    stage: Stage = Stage.GATE
    since: int = 0
    ended: int = -1
    reason: str = ""
    reached_leader: int = -1
    reached_pilot: int = -1
    reached_diffusion: int = -1
    reached_embedded: int = -1
    fit: float = 0.0
    evidence: float = 0.0
    outside: float = 0.0
    openness: float = 0.0
    members: list[Person | None] = field(default_factory=list)
    mixed: bool = False
    hidden_until: int = 0
    fit_at_birth: float = 0.0
    urge_at_birth: float = 0.0
    aversion_at_birth: float = 0.0
    window_at_birth: float = 0.0
    concerned: list[Organisation | None] = field(default_factory=list)
    alignment: list[float] = field(default_factory=list)
    hours: float = 0.0
    reviewer: Person = field(init=False)
    gate: int = 0
    gate_since: int = 0
    attempts: int = 0
    waits_until: int = 0
    appealed: bool = False
    progress: float = 0.0
    worked: float = 0.0
    delay: float = 0.0
    tried: int = 0
    scope: Scope = Scope.BRANCH
    users: int = 0
    home_share: float = 0.0
    reach: int = 0
    copied: int = 0
    adapted: int = 0
    incidents: int = 0
    reused: int = 0
    routine: float = 0.0
    stalls: int = 0
    value: float = 0.0
    champion_left: bool = False
    champion_left_in: int = 0
    sites: dict[Branch, Site] = field(default_factory=dict)

    @property
    def organisation(self) -> Organisation:
        return self.origin.organisation

    @property
    def branch(self) -> Branch:
        return self.origin.branch

    @property
    def champion(self) -> Person | None:
        return self.members[0]

    @property
    def team(self) -> list[Person]:
        """Everybody in the core team; one person may fill two seats."""
        return [member for member in self.members if member is not None]

    @property
    def least_alignment(self) -> float:
        """The least alignment of all organisations concerned."""
        pairs = zip(self.concerned, self.alignment, strict=True)
        return min(alignment for organisation, alignment in pairs if organisation is not None)


@dataclass(eq=False, slots=True)
class User:
    """A person at a site, whether they use the idea or could."""

    site: Site
    person: Person
    state: Use
    resistance: float
    heard: float = 0.0
    met: float = 0.0
    since: int = 0
    holder: int = 0


@dataclass(eq=False, slots=True)
class Site:
    """An idea in a branch."""

    idea: Idea
    branch: Branch
    opened: int
    home: bool
    everybody: list[User] = field(default_factory=list)
    users: int = 0
    took_root: int = -1

    def at(self, person: Person) -> User:
        """How one of the branch's people stands with the idea."""
        return self.everybody[person.post - self.branch.people[0].post]


@dataclass(eq=False, slots=True)
class Move:
    """A request for another stage."""

    kind: str
    idea: Idea
    to: Stage
    reason: str


@dataclass(eq=False, slots=True)
class Review:
    """A decision at a gate."""

    idea: Idea
    gate: int
    reviewer: Person
    terms: dict[str, float]
    probability: float
    luck: float
    outcome: str


@dataclass(eq=False, slots=True)
class Service:
    """Everything there is.

    Attributes:
        parameters: the sections of the scenario by name.
        runs: names of the processes that run.
        pushes: one-off pushes of this week: organisation, signal and gain.
        conceived: conceived in this week: who, ordinal and driver.
        alignment_lost, trust_lost: what gates and incidents took, not yet charged.
        moves: requests for other stages.
        reviews: decisions of this week.
        adapting: people who adapt a practice.
    """

    parameters: dict[str, Any]
    runs: set[str]
    draws: Draws
    levers: Levers
    organisations: list[Organisation]
    branches: list[Branch]
    teams: list[Team]
    people: list[Person]
    week: int = 0
    frontier: float = 0.0
    priorities: list[float] = field(default_factory=list)
    elections: int = 0
    ideas: list[Idea] = field(default_factory=list)
    pushes: list[tuple[Organisation, str, float]] = field(default_factory=list)
    conceived: list[tuple[Person, int, Driver]] = field(default_factory=list)
    alignment_lost: list[tuple[Idea, float]] = field(default_factory=list)
    trust_lost: list[tuple[Organisation, float]] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    adapting: list[User] = field(default_factory=list)

    def ideas_in(self, *stages: Stage) -> list[Idea]:
        """The ideas in some stages."""
        return [idea for idea in self.ideas if idea.stage in stages]

    def move(self, kind: str, idea: Idea, to: Stage, reason: str) -> None:
        """Ask the life cycle for another stage."""
        self.moves.append(Move(kind, idea, to, reason))
