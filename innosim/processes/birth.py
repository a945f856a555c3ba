"""Birth: what was conceived becomes an idea with attributes, a team and a first gate.

An idea is the same idea in every world in which its post conceives it in that week: all its draws
are keyed by its identity (post, week, ordinal). It belongs to a theme (drawn from the priorities
of the day as far as they are clear, else any), has a novelty, a risk that grows with novelty, an
evidence that depends on how familiar such ideas are, and may fit a process that exists already. A
core team forms round it: its champion and three others. For a mixed team these are, of six
colleagues at hand, the best in method, in subject and in bridging; otherwise the first three of
the six. Merit depends on the geometric mean of the best method and the best subject skill in the
team, on links to the outside, and on chance. A person's part in a team (archetype) is what they do
best: method, subject, bridging or sensing what may backfire. Where these parts are known by name, a
team gains merit as far as its members have different ones. The circumstances that an idea is born
into (fit with the priorities, its champion's innovativeness, its first reviewer's risk aversion,
pressure of a crisis up to 1) are written down for the results; nothing in the model depends on
that.

Source: K section 1 (a multi-disciplinary team from the beginning), K section 2 (the outside); O
00:31:55 (relate to priorities), 00:32:43 (archetypes), 00:34:41 (history), 00:39:28 (core
business), 00:38:14 (Talent Cloud). The four parts are the model's own; distribution of novelty and
all sizes assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import GATE, LEADER_GATE, Column, Driver, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.streams import beta_quantile, identity
from innosim.world.draws import Draws
from innosim.world.events import note_event
from innosim.world.ideas import ATTRIBUTES, CONCERNED, TEAM, stages_changed
from innosim.world.world import World

PHASE = "assemble"
BINS = 5
CANDIDATES = 6
PARTS = ("method", "subject", "bridging", "astuteness")
"""The parts that people can have in a team, each by the skill that it takes."""

READS = (
    "organisations.familiarity",
    "organisations.precedents",
    "organisations.fit",
    "people.clarity",
    "people.method",
    "people.subject",
    "people.bridging",
    "people.astuteness",
    "people.superior",
    "people.innovativeness",
    "people.risk_aversion",
    "organisations.clarity",
    "organisations.crisis",
)
WRITES = (
    *(f"ideas.{name}" for name in ATTRIBUTES),
    "ideas.service",
    "ideas.organisation",
    "ideas.branch",
    "ideas.origin",
    "ideas.born",
    "ideas.ordinal",
    "ideas.key",
    "ideas.since",
    "ideas.fit",
    "ideas.evidence",
    "ideas.outside",
    "ideas.members",
    "ideas.mixed",
    "ideas.concerned",
    "ideas.alignment",
    "ideas.stage",
    "ideas.reached_leader",
    "ideas.reviewer",
    "ideas.gate_since",
    "ideas.hidden_until",
    "ideas.openness",
    "ideas.fit_at_birth",
    "ideas.urge_at_birth",
    "ideas.aversion_at_birth",
    "ideas.window_at_birth",
)
COLUMNS = (
    Column("ideas", "evidence", "f4", "share", "how well it is understood", 0, 1),
    Column("ideas", "outside", "f4", "share", "how well it is connected to the outside", 0, 1),
    Column("ideas", "openness", "f4", "share", "how openly it is worked on", 0, 1),
    Column(
        "ideas",
        "members",
        "i8",
        "row",
        "core team, champion first; -1 for an empty seat",
        width=TEAM,
        fill=-1,
    ),
    Column("ideas", "mixed", "f4", "share", "how far the team was put together for its mix", 0, 1),
    Column(
        "ideas",
        "concerned",
        "i8",
        "row",
        "organisations concerned; -1 for none",
        width=CONCERNED,
        fill=-1,
    ),
    Column("ideas", "hidden_until", "i4", "week", "week until which it flies under the radar"),
    Column("ideas", "fit_at_birth", "f4", "share", "fit when it was conceived", 0, 1),
    Column("ideas", "urge_at_birth", "f4", "share", "innovativeness of its first champion", 0, 1),
    Column("ideas", "aversion_at_birth", "f4", "share", "its first reviewer's risk aversion", 0, 1),
    Column(
        "ideas",
        "window_at_birth",
        "f4",
        "pressure",
        "pressure of a crisis when it was conceived, at most 1",
        0,
        1,
    ),
)


class Parameters(ParameterSet):
    """Attributes of new ideas and of the teams round them."""

    novelty_a: float = parameter(
        2.0, unit="shape", low=1, high=20, meaning="first shape of the Beta distribution of novelty"
    )
    novelty_b: float = parameter(
        3.0,
        unit="shape",
        low=1,
        high=20,
        meaning="second shape of the Beta distribution of novelty",
    )
    merit_base: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="merit of an idea of an average team without outside links",
    )
    merit_skills: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=2,
        source="K section 1; size assumed",
        meaning="gain of merit from a team that joins method and subject",
    )
    merit_outside: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="K section 2; size assumed",
        meaning="gain of merit from full links to the outside",
    )
    merit_archetypes: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="O 00:32:43; size assumed",
        meaning="gain of merit from a team with four different parts, where parts are known by "
        "name",
    )
    merit_noise: float = parameter(
        0.15, unit="share", low=0, high=1, meaning="standard deviation of merit between ideas"
    )
    risk_base: float = parameter(
        0.2, unit="share", low=0, high=1, meaning="risk of an idea without novelty"
    )
    risk_novelty: float = parameter(
        0.6, unit="share", low=0, high=1, meaning="rise of risk with novelty"
    )
    risk_noise: float = parameter(
        0.1, unit="share", low=0, high=1, meaning="standard deviation of risk between ideas"
    )
    evidence_base: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        meaning="evidence at birth for a wholly unfamiliar kind of idea",
    )
    evidence_familiar: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="gain of evidence for a wholly familiar kind of idea",
    )
    core_discount: float = parameter(
        0.4,
        unit="share",
        low=0,
        high=1,
        source="DellaVigna, Kim and Linos 2024 for the direction; size assumed",
        meaning="how much less strange an idea is that fits a process that exists",
    )
    precedent: float = parameter(
        0.15,
        unit="per precedent",
        low=0,
        high=2,
        source="K introduction; size assumed",
        meaning="how fast novelty wears off with precedents in the organisation",
    )
    several: float = parameter(
        0.15,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that an idea concerns a further organisation (asked twice)",
    )
    alignment: float = parameter(
        0.5, unit="share", low=0, high=1, meaning="alignment of an organisation with a new idea"
    )
    navigated_evidence: float = parameter(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="O 00:37:22; size assumed",
        meaning="evidence that full support in handling risk adds",
    )
    core: float = lever(
        0.3,
        unit="probability",
        low=0,
        high=1,
        source="O 00:39:28; resting value assumed",
        meaning="share of ideas that fit a process that exists",
    )
    relating: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 00:31:55",
        meaning="added chance that an idea takes up a priority of the day",
    )
    history: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:34:41",
        meaning="how much less strange ideas are made by their place in the service's history",
    )
    mixed_team: float = lever(
        0.2,
        unit="share",
        low=0,
        high=1,
        source="K section 1; resting value assumed",
        meaning="chance that a team is put together for its mix from the beginning (practice 1)",
    )
    archetypes: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:32:43",
        meaning="how far people know by name the parts that they and others can have",
    )
    talent_cloud: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:38:14",
        meaning="chance that a team draws on the whole service",
    )
    outside: float = lever(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="K section 2; resting value assumed",
        meaning="links to citizens, experts and other ministries (practice 2)",
    )
    risk_navigation: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:37:22",
        meaning="support in handling risk and uncertainty",
    )
    under_radar: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="K section 5",
        meaning="chance that an idea is worked on out of sight at first",
    )
    radar_weeks: int = parameter(
        26, unit="weeks", low=0, high=260, meaning="how long such an idea can stay out of sight"
    )


MECHANISMS = (
    Mechanism(
        "mixed teams",
        "a team that joins method and subject makes better ideas",
        (76,),
        {"birth.mixed_team": 0.0},
        "merit",
        +1,
        {"birth.mixed_team": 1.0},
    ),
    Mechanism(
        "archetypes",
        "people with different parts complement each other where parts are known",
        (28, 70),
        {"birth.archetypes": 0.0},
        "merit",
        +1,
        {"birth.archetypes": 1.0},
    ),
    Mechanism(
        "outside links",
        "lived experience and questions from outside make ideas better",
        (80, 83),
        {"birth.outside": 0.0},
        "merit",
        +1,
        {"birth.outside": 1.0},
    ),
    Mechanism(
        "core business",
        "ideas that fit a process that exists are less strange",
        (15, 54),
        {"birth.core": 0.0},
        "continued",
        +1,
    ),
    Mechanism(
        "precedents",
        "each precedent makes the next idea of its kind less strange",
        (74,),
        {"birth.precedent": 0.0},
        "gate_pass",
        +1,
        {
            "adoption.innovation": 10.0,
            "adoption.imitation": 25.0,
            "routinisation.rate": 0.5,
            "pilots.weeks": 6,
            "gates.novelty": 8.0,
            "gates.base": 2.5,
            "birth.precedent": 0.5,
        },
    ),
    Mechanism(
        "history",
        "ideas shown to have a history feel less foreign",
        (30,),
        {"birth.history": 0.0},
        "gate_pass",
        +1,
        {"birth.history": 0.6},
    ),
    Mechanism(
        "relating to priorities",
        "ideas take up the priorities of the day",
        (27,),
        {"birth.relating": 0.0},
        "fit",
        +1,
        {"birth.relating": 0.6},
    ),
    Mechanism(
        "talent cloud",
        "teams draw on the whole service",
        (45,),
        {"birth.talent_cloud": 0.0},
        "merit",
        +1,
        {"birth.talent_cloud": 1.0, "birth.mixed_team": 1.0, "organisation.branch_size": 8},
    ),
    Mechanism(
        "risk navigation",
        "support in handling risk makes it count less",
        (38,),
        {"birth.risk_navigation": 0.0},
        "gate_pass",
        +1,
        {"birth.risk_navigation": 0.8},
    ),
    Mechanism(
        "ideas of several organisations",
        "some ideas need the leaders of several organisations",
        (85,),
        {"birth.several": 0.0},
        "gate_pass",
        -1,
        {"birth.several": 1.0, "gates.alignment": 3.0},
    ),
    Mechanism(
        "under the radar",
        "some ideas stay out of sight at first",
        (96,),
        {"birth.under_radar": 0.0},
        "incidents",
        -1,
        {"birth.under_radar": 1.0, "external.openness": 1.0, "incidents.rate": 0.1},
    ),
)


_NORMAL = ("birth/risk", "birth/merit")
DECISIONS = (
    *(f"birth/candidate/{k}" for k in range(CANDIDATES)),
    *(f"birth/{name}/{place}" for name in ("several", "concerned") for place in (1, 2)),
    *(f"{name}/{part}" for name in _NORMAL for part in ("radius", "angle")),
    "birth/cloud",
    "birth/mixed",
    "birth/related",
    "birth/theme",
    "birth/novelty",
    "birth/core",
    "birth/hidden",
)
"""All that is drawn for a new idea."""

DRIVERS = np.array([kind.name.lower() for kind in Driver])


def step(world: World, p: Parameters, week: int) -> None:
    """Give birth to the ideas that were conceived this week."""
    requests = world.requests.conceived
    if not requests:
        return
    driver = np.repeat([int(kind) for kind, _, _ in requests], [len(r[1]) for r in requests])
    posts = np.concatenate([posts for _, posts, _ in requests])
    ordinal = np.concatenate([ordinal for _, _, ordinal in requests])
    requests.clear()
    order = np.lexsort((ordinal, posts))
    rows = world.ideas.add(len(posts))
    stages_changed(world)
    _identify(world, rows, week, (posts[order], ordinal[order], driver[order]))
    draws = Draws(world, rows, prepare=DECISIONS)
    _choose_team(world, p, rows, draws)
    _set_theme(world, p, rows, draws)
    _set_nature(world, p, rows, draws)
    _set_merit(world, p, rows, draws)
    _set_standing(world, p, rows, draws, week)
    _note_circumstances(world, rows)
    drivers = DRIVERS[world.ideas.driver[rows]]
    note_event(world, rows, week, "conceived", world.ideas.origin[rows], None, drivers)


def _identify(
    world: World, rows: NDArray[np.int64], week: int, drawn: tuple[NDArray, NDArray, NDArray]
) -> None:
    ideas, people = world.ideas, world.people
    posts, ordinal, driver = drawn
    ideas.origin[rows], ideas.ordinal[rows], ideas.driver[rows] = posts, ordinal, driver
    ideas.born[rows] = ideas.since[rows] = ideas.gate_since[rows] = week
    for unit in ("service", "organisation", "branch"):
        getattr(ideas, unit)[rows] = getattr(people, unit)[posts]
    ideas.key[rows] = identity(people.post[posts], week, ordinal)


def _choose_team(world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws) -> None:
    ideas, branches = world.ideas, world.branches
    branch, origin = ideas.branch[rows], ideas.origin[rows]
    cloud = draws.uniform("birth/cloud") < world.levers.at("birth.talent_cloud", origin)
    service = ideas.service[rows]
    everyone = world.services.people[service]
    first = np.where(cloud, service * everyone, branches.first[branch])
    size = np.where(cloud, everyone, branches.size[branch])
    luck = np.array([draws.uniform(candidate) for candidate in DECISIONS[:CANDIDATES]]).T
    candidates = first[:, None] + (luck * size[:, None]).astype(np.int64)
    mixed = draws.uniform("birth/mixed") < world.levers.at("birth.mixed_team", origin)
    chosen = candidates[:, : TEAM - 1]
    if mixed.any():
        chosen[mixed] = _best_mix(world, candidates[mixed])
    ideas.mixed[rows] = mixed
    ideas.members[rows, 0] = ideas.origin[rows]
    ideas.members[rows, 1:] = chosen


def _best_mix(world: World, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of the candidates, the ones with most method, most knowledge and most bridging."""
    skills = (world.people.method, world.people.subject, world.people.bridging)
    at = [np.argmax(skill[candidates], axis=1) for skill in skills]
    return np.take_along_axis(candidates, np.stack(at, axis=1), axis=1)


def _set_theme(world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws) -> None:
    ideas, people = world.ideas, world.people
    organisation, origin = ideas.organisation[rows], ideas.origin[rows]
    clear = world.organisations.clarity[organisation] * people.clarity[origin]
    related = draws.uniform("birth/related") < clear + world.levers.at("birth.relating", origin)
    luck = draws.uniform("birth/theme")
    fit = world.organisations.fit[organisation].astype(np.float64)
    wanted = np.cumsum(fit, axis=1) / fit.sum(axis=1, keepdims=True)
    by_priority = (luck[:, None] >= wanted[:, :-1]).sum(axis=1)
    ideas.theme[rows] = np.where(related, by_priority, (luck * fit.shape[1]).astype(np.int64))
    ideas.fit[rows] = fit[np.arange(len(rows)), ideas.theme[rows]]


def _set_nature(world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws) -> None:
    ideas, origin = world.ideas, world.ideas.origin[rows]
    novelty = beta_quantile(draws.uniform("birth/novelty"), p.novelty_a, p.novelty_b)
    core = draws.uniform("birth/core") < world.levers.at("birth.core", origin)
    risk = p.risk_base + p.risk_novelty * novelty + p.risk_noise * draws.normal("birth/risk")
    organisation, theme = ideas.organisation[rows], ideas.theme[rows]
    precedents = world.organisations.precedents[organisation, theme]
    history = world.levers.at("birth.history", origin)
    strange = novelty * (1.0 - p.core_discount * core) * (1.0 - history)
    ideas.novelty[rows], ideas.core[rows] = novelty, core
    ideas.risk[rows] = risk.clip(0.0, 1.0)
    ideas.strangeness[rows] = strange * np.exp(-p.precedent * precedents)
    bins = np.minimum((novelty * BINS).astype(np.int64), BINS - 1)
    familiar = world.organisations.familiarity[organisation, bins]
    evidence = p.evidence_base + p.evidence_familiar * familiar
    navigated = world.levers.at("birth.risk_navigation", origin)
    evidence = evidence + p.navigated_evidence * navigated
    ideas.evidence[rows] = evidence.clip(0.0, 1.0)


def _set_merit(world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws) -> None:
    ideas, people = world.ideas, world.people
    members, origin = ideas.members[rows], ideas.origin[rows]
    outside = np.full(len(rows), world.levers.at("birth.outside", origin), np.float64)
    outside[ideas.driver[rows] == int(Driver.EXTERNAL)] = 1.0
    joined = np.sqrt(people.method[members].max(axis=1) * people.subject[members].max(axis=1))
    merit = p.merit_base + p.merit_skills * (joined - 0.5) + p.merit_outside * outside
    known = world.levers.at("birth.archetypes", origin)
    merit = merit + p.merit_archetypes * known * _completeness(world, members)
    merit = merit + p.merit_noise * draws.normal("birth/merit")
    ideas.merit[rows] = merit.clip(0.0, 1.0)
    ideas.outside[rows] = outside


def _completeness(world: World, members: NDArray[np.int32]) -> NDArray[np.float64]:
    """How different the parts of a team's members are: 0 if all alike, 1 if there are four."""
    skills = np.stack([getattr(world.people, part)[members] for part in PARTS], axis=-1)
    best = skills.argmax(axis=-1)
    parts = (best[:, :, None] == np.arange(len(PARTS))).any(axis=1).sum(axis=1)
    different: NDArray[np.float64] = (parts - 1) / (len(PARTS) - 1)
    return different


def _set_standing(
    world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws, week: int
) -> None:
    ideas, origin = world.ideas, world.ideas.origin[rows]
    ideas.alignment[rows] = p.alignment
    superior = world.people.superior[origin]
    reviewer = np.where(superior < 0, origin, superior)
    at_top = reviewer == world.organisations.head[ideas.organisation[rows]]
    ideas.reviewer[rows] = reviewer
    ideas.stage[rows] = np.where(at_top, LEADER_GATE, GATE)
    ideas.reached_leader[rows[at_top]] = week
    hidden = draws.uniform("birth/hidden") < world.levers.at("birth.under_radar", origin)
    ideas.hidden_until[rows] = week + p.radar_weeks * hidden
    ideas.openness[rows] = world.levers.at("external.openness", origin)
    _set_concerned(world, p, rows, draws)


def _note_circumstances(world: World, rows: NDArray[np.int64]) -> None:
    ideas, people = world.ideas, world.people
    ideas.fit_at_birth[rows] = ideas.fit[rows]
    ideas.urge_at_birth[rows] = people.innovativeness[ideas.origin[rows]]
    ideas.aversion_at_birth[rows] = people.risk_aversion[ideas.reviewer[rows]]
    crisis = world.organisations.crisis[ideas.organisation[rows]]
    ideas.window_at_birth[rows] = np.minimum(crisis, 1.0)


def _set_concerned(world: World, p: Parameters, rows: NDArray[np.int64], draws: Draws) -> None:
    ideas, service = world.ideas, world.ideas.service[rows]
    ideas.concerned[rows, 0] = ideas.organisation[rows]
    number = world.services.organisations[service]
    for place in range(1, CONCERNED):
        further = draws.uniform(f"birth/several/{place}") < p.several
        if not further.any():
            continue
        other = (draws.uniform(f"birth/concerned/{place}") * number).astype(np.int64)
        other += service * number
        known = (ideas.concerned[rows, :place] == other[:, None]).any(axis=1)
        ideas.concerned[rows, place] = np.where(further & ~known, other, -1)
