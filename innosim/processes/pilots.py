"""Pilots: what was accepted is tried out, and then decided on.

A pilot takes half a year, longer if aligning eats the team's hours, if small permissions are
refused, or if working openly is new and takes hours itself (off by default). Evidence grows
meanwhile, more so in the open. Whether a pilot succeeds depends on merit, on how far its novelty
outruns the organisation's suitability, and on the capability of the team; a free hand helps able
teams and harms others. After a success comes the decision to continue, for which a process that
exists already counts most and merit little, unless leaders look at outcomes. For the ideas of its
theme a task force brings skills and infrastructure; data it does not bring, so that it lifts
suitability little where data are what lacks. The hours that a failed pilot has cost are a loss to
the public, part of which payment by outcome shifts to those paid.

Source: DellaVigna, Kim and Linos 2024, Journal of Political Economy 132:2748 (27 % of 73 trials
adopted; a pre-existing process is the main predictor, strength of evidence is not); O 00:26:06
(suitability), 01:08:09 (outcomes), 01:18:19 and 01:21:41 (task forces; data as their foundation);
K sections 1, 3 and 4. Intercepts fitted to the 27 %; other coefficients assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.processes._received import received
from innosim.processes._suitability import combined
from innosim.world.draws import Draws
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "trial"
READS = (
    "ideas.stage",
    "ideas.since",
    "ideas.merit",
    "ideas.strangeness",
    "ideas.core",
    "ideas.members",
    "ideas.hours",
    "ideas.waits_until",
    "ideas.alignment",
    "ideas.openness",
    "ideas.champion_left",
    "teams.suitability",
    "teams.normality",
    "organisations.suitability",
    "organisations.normality",
    "people.capability",
    "ideas.concerned",
    "ideas.key",
    "ideas.mixed",
    "ideas.service",
    "ideas.origin",
    "ideas.reviewer",
    "ideas.organisation",
    "ideas.theme",
    "organisations.task_theme",
    "organisations.skills",
    "organisations.data",
    "organisations.infrastructure",
)
WRITES = (
    "ideas.progress",
    "ideas.worked",
    "ideas.delay",
    "ideas.evidence",
    "ideas.tried",
    "organisations.lost",
)
COLUMNS = (
    Column("organisations", "lost", "f8", "hours", "public loss from pilots failed this week", 0),
    Column("ideas", "progress", "f4", "weeks", "work done on the pilot", 0),
    Column("ideas", "worked", "f4", "hours", "hours that its team has worked on the pilot", 0),
    Column("ideas", "delay", "f4", "weeks", "work added by permissions that were refused", 0),
    Column(
        "ideas", "tried", "i1", "code", "outcome of the pilot: 0 none yet, 1 success, -1 failure"
    ),
)


class Parameters(ParameterSet):
    """Length and odds of pilots and of the decision after them."""

    weeks: int = parameter(
        26, unit="weeks of work", low=1, high=260, meaning="work that a pilot takes"
    )
    base: float = parameter(
        0.8,
        unit="logit",
        low=-5,
        high=5,
        meaning="score of a pilot of average merit within reach of the organisation's capability",
    )
    merit: float = parameter(
        4.0, unit="logit", low=0, high=20, meaning="weight of merit in the success of a pilot"
    )
    mismatch: float = parameter(
        3.0,
        unit="logit",
        low=0,
        high=20,
        source="O 00:16:34; size assumed",
        meaning="penalty where novelty outruns suitability",
    )
    capability: float = parameter(
        2.0, unit="logit", low=0, high=20, meaning="weight of the team's capability"
    )
    autonomy: float = parameter(
        2.0,
        unit="logit",
        low=0,
        high=20,
        source="K section 1; size assumed",
        meaning="what a free hand adds for a wholly able team, and takes from a wholly unable one",
    )
    learning: float = parameter(
        0.0,
        unit="per week",
        low=0,
        high=1,
        source="off by default, see docs/mechanisms.md; 0.03 assumed where it is on",
        meaning="evidence gained in a week of a pilot, of what is missing",
    )
    work_hours: float = parameter(
        20.0,
        unit="hours per week",
        low=1,
        high=200,
        meaning="hours of alignment that would leave no time for the work",
    )
    open_work: float = parameter(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K section 5; off by default, see docs/mechanisms.md; 0.3 assumed where it is on",
        meaning="share of the work time that full openness takes where innovation is not normal "
        "at all",
    )
    asks: int = parameter(
        5,
        unit="requests",
        low=0,
        high=50,
        source="K section 4; number assumed",
        meaning="small permissions that a pilot needs",
    )
    ask_weeks: float = parameter(
        2.0, unit="weeks", low=0, high=26, meaning="work that a refused permission adds"
    )
    yes: float = parameter(
        0.9, unit="probability", low=0, high=1, meaning="chance that a small permission is given"
    )
    yes_more: float = parameter(
        0.08,
        unit="probability",
        low=0,
        high=1,
        source="K section 4; size assumed",
        meaning="what leaders who say yes-and add to that chance",
    )
    decision: float = parameter(
        -2.3,
        unit="logit",
        low=-10,
        high=10,
        source="fitted to 27 % continued",
        meaning="score of the decision to continue with nothing for it",
    )
    decision_core: float = parameter(
        1.5,
        unit="logit",
        low=0,
        high=20,
        source="DellaVigna, Kim and Linos 2024 for the direction",
        meaning="weight of a process that exists already in the decision",
    )
    decision_merit: float = parameter(
        0.5,
        unit="logit",
        low=0,
        high=20,
        source="DellaVigna, Kim and Linos 2024 (weak)",
        meaning="weight of merit as it is seen in the decision",
    )
    decision_champion: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="DellaVigna, Kim and Linos 2024 (staff retention)",
        meaning="weight of a champion who is still there",
    )
    decision_alignment: float = parameter(
        1.0,
        unit="logit",
        low=0,
        high=20,
        source="K section 3; size assumed",
        meaning="weight of alignment in the decision",
    )
    seen_noise: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        meaning="standard deviation of merit as it is seen without evidence",
    )
    focus: float = parameter(
        3.0,
        unit="logit",
        low=0,
        high=20,
        source="O 01:08:09; size assumed",
        meaning="weight that a full focus on outcomes adds to merit in the decision",
    )
    late_gain: float = parameter(
        0.025,
        unit="share",
        low=0,
        high=1,
        source="K section 1 (from the beginning): about half of what an early mix adds; assumed",
        meaning="merit that a late mix adds",
    )
    task_force: float = parameter(
        0.2,
        unit="share",
        low=0,
        high=1,
        source="O 01:18:19; size assumed",
        meaning="skills and infrastructure that a full task force adds for ideas of its theme",
    )
    borne: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09; size assumed",
        meaning="share of the loss of a failed pilot that full payment by outcome shifts to those "
        "who are paid",
    )
    late_mix: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="K section 1",
        meaning="chance that a team gets the mix it lacks only when its pilot begins",
    )
    outcome_focus: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09",
        meaning="how far decisions look at outcomes instead of activity",
    )


MECHANISMS = (
    Mechanism(
        "mismatch with possibilities",
        "novelty beyond the organisation's capability makes pilots fail",
        (12, 40, 49),
        {"pilots.mismatch": 0.0},
        "pilot_success",
        -1,
        {"signals.base_data": 0.15},
    ),
    Mechanism(
        "able teams",
        "capable teams succeed",
        (76,),
        {"pilots.capability": 0.0},
        "pilot_success",
        +1,
    ),
    Mechanism(
        "merit in pilots",
        "better ideas succeed more often",
        (57,),
        {"pilots.merit": 0.0},
        "merit_of_continued",
        +1,
    ),
    Mechanism(
        "learning in pilots",
        "evidence grows while one tries",
        (57,),
        {"pilots.learning": 0.0},
        "evidence",
        +1,
        {"pilots.learning": 0.03},
    ),
    Mechanism(
        "work time lost to meetings",
        "hours of alignment are lost for the work",
        (86, 89),
        {"pilots.work_hours": 200.0},
        "pilot_weeks",
        +1,
        {"alignment.hours": 8.0},
    ),
    Mechanism(
        "openness is new",
        "working openly takes time until it is normal",
        (97,),
        {"pilots.open_work": 0.0},
        "pilot_weeks",
        +1,
        {"pilots.open_work": 0.3, "external.openness": 0.8},
    ),
    Mechanism(
        "small permissions",
        "each permission refused costs weeks",
        (92,),
        {"pilots.asks": 0},
        "pilot_weeks",
        +1,
    ),
    Mechanism(
        "existing process decides",
        "what fits a process that exists is continued",
        (15,),
        {"pilots.decision_core": 0.0},
        "continued",
        +1,
    ),
    Mechanism(
        "retained champion",
        "what keeps its champion is continued",
        (9,),
        {"pilots.decision_champion": 0.0},
        "continued",
        +1,
    ),
    Mechanism(
        "alignment decides",
        "what is aligned is continued",
        (85,),
        {"pilots.decision_alignment": 0.0},
        "continued",
        +1,
    ),
    Mechanism(
        "merit decides little",
        "merit as it is seen weighs a little in the decision",
        (10,),
        {"pilots.decision_merit": 0.0},
        "merit_of_continued",
        +1,
        {"pilots.decision_merit": 5.0},
    ),
    Mechanism(
        "outcome focus",
        "decisions look at outcomes",
        (62,),
        {"pilots.outcome_focus": 0.0},
        "merit_of_continued",
        +1,
        {"pilots.outcome_focus": 1.0, "pilots.learning": 0.03, "gates.base": 2.0},
    ),
    Mechanism(
        "capability of task forces",
        "a task force brings skills and infrastructure to its theme",
        (47, 48),
        {"politics.task_force": 0.0},
        "pilot_success",
        +1,
        {
            "politics.task_force": 1.0,
            "birth.relating": 0.8,
            "gates.base": 3.0,
            "pilots.mismatch": 8.0,
            "signals.base_skills": 0.15,
            "signals.base_infrastructure": 0.15,
        },
    ),
    Mechanism(
        "loss borne by those paid",
        "payment by outcome shifts the loss of failed pilots",
        (63,),
        {"gates.outcome_payment": 0.0},
        "public_loss",
        -1,
        {"gates.outcome_payment": 1.0},
    ),
    Mechanism(
        "late mix",
        "the mix a team lacks is added when the pilot begins",
        (76,),
        {"pilots.late_mix": 0.0},
        "pilot_success",
        +1,
        {"pilots.late_mix": 1.0, "pilots.base": -0.5, "pilots.merit": 8.0},
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Work on the pilots, and decide on those that are done."""
    world.organisations.lost[:] = 0.0
    rows = in_stage(world, Stage.PILOT)
    if not len(rows):
        return
    ideas = world.ideas
    _begin(world, p, rows[ideas.since[rows] == week - 1])
    pace = np.maximum(0.0, 1.0 - ideas.hours[rows] / p.work_hours)
    pace *= week >= ideas.waits_until[rows]
    openness = ideas.openness[rows]
    pace *= 1.0 - p.open_work * openness * (1.0 - received(world, "normality", ideas.origin[rows]))
    ideas.progress[rows] += pace
    ideas.worked[rows] += p.work_hours * pace
    evidence = ideas.evidence[rows]
    evidence += p.learning * (1.0 - evidence) * (1.0 + openness)
    ideas.evidence[rows] = evidence.clip(0.0, 1.0)
    done = rows[ideas.progress[rows] >= p.weeks + ideas.delay[rows] - 1e-3]
    if len(done):
        _finish(world, p, done)


def _begin(world: World, p: Parameters, rows: NDArray[np.int64]) -> None:
    """Ask for the small permissions."""
    if not len(rows) or not p.asks:
        return
    asks = tuple(f"pilots/ask/{k}" for k in range(p.asks))
    ideas, draws = world.ideas, Draws(world, rows, prepare=asks)
    yes_and = world.levers.at("gates.yes_and", ideas.reviewer[rows])
    chance = np.minimum(p.yes + p.yes_more * yes_and, 1.0)
    refused = sum(draws.uniform(ask) >= chance for ask in asks)
    ideas.delay[rows] = p.ask_weeks * np.asarray(refused)


def success_probability(
    world: World, p: Parameters, rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Chance that the pilots of these ideas succeed."""
    ideas = world.ideas
    origin = ideas.origin[rows]
    late = Draws(world, rows).uniform("pilots/late_mix") < world.levers.at(
        "pilots.late_mix", origin
    )
    late_merit = p.late_gain * late * (ideas.mixed[rows] == 0)
    provided = received(world, "suitability", origin) * _task_force(world, p, rows)
    outrun = np.minimum(provided - ideas.strangeness[rows], 0.0)
    capable = _team_mean(world, rows) - 0.5
    autonomy = world.levers.at("gates.autonomy", origin)
    score = p.base + p.merit * (ideas.merit[rows] + late_merit - 0.5) + p.mismatch * outrun
    score = score + (p.capability + p.autonomy * autonomy) * capable
    return 1.0 / (1.0 + np.exp(-score))


def _task_force(world: World, p: Parameters, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """How many times as suitable a task force makes the organisation for ideas of its theme."""
    ideas, o = world.ideas, world.organisations
    own = ideas.organisation[rows]
    at_work = world.levers.at("politics.task_force", ideas.origin[rows])
    added = p.task_force * at_work * (ideas.theme[rows] == o.task_theme[own])
    skills, data, infrastructure = o.skills[own], o.data[own], o.infrastructure[own]
    brought = np.minimum(skills + added, 1.0), np.minimum(infrastructure + added, 1.0)
    with_it = combined(brought[0], data, brought[1])
    return np.asarray(with_it / combined(skills, data, infrastructure), np.float32)


def _team_mean(world: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    members = world.ideas.members[rows]
    there = members >= 0
    total = np.where(there, world.people.capability[members], 0.0).sum(axis=1)
    return total / np.maximum(there.sum(axis=1), 1)


DECISIONS = ("pilots/success", "pilots/seen/radius", "pilots/seen/angle", "pilots/decision")
"""All that is drawn at the end of a pilot, but for a late mix."""


def _finish(world: World, p: Parameters, rows: NDArray[np.int64]) -> None:
    ideas, draws = world.ideas, Draws(world, rows, prepare=DECISIONS)
    success = draws.uniform("pilots/success") < success_probability(world, p, rows)
    ideas.tried[rows] = np.where(success, 1, -1)
    world.requests.move("decided", rows[~success], Stage.FAILED, "the pilot failed")
    _count_loss(world, p, rows[~success])
    seen = ideas.merit[rows] + p.seen_noise * (1.0 - ideas.evidence[rows]) * draws.normal(
        "pilots/seen"
    )
    continued = draws.uniform("pilots/decision") < _continuation(world, p, rows, seen)
    kept = rows[success & continued]
    world.requests.move("decided", kept, Stage.DIFFUSING, "continued after the pilot")
    left = rows[success & ~continued]
    world.requests.move("decided", left, Stage.NOT_CONTINUED, "not continued after the pilot")


def _count_loss(world: World, p: Parameters, rows: NDArray[np.int64]) -> None:
    ideas, o = world.ideas, world.organisations
    paid = world.levers.at("gates.outcome_payment", ideas.reviewer[rows])
    lost = ideas.worked[rows] * (1.0 - p.borne * paid)
    o.lost[:] = np.bincount(ideas.organisation[rows], lost, o.n)


def _continuation(
    world: World, p: Parameters, rows: NDArray[np.int64], seen: NDArray
) -> NDArray[np.float64]:
    ideas = world.ideas
    focus = p.focus * world.levers.at("pilots.outcome_focus", ideas.reviewer[rows])
    least = np.where(ideas.concerned[rows] >= 0, ideas.alignment[rows], 1.0).min(axis=1)
    score = p.decision + p.decision_core * ideas.core[rows]
    score = score + (p.decision_merit + focus) * (seen - 0.5)
    score = score + p.decision_champion * ~ideas.champion_left[rows]
    score = score + p.decision_alignment * least
    return 1.0 / (1.0 + np.exp(-score))
