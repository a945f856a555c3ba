"""Gates: the clay layer and the leader review the ideas in their queues.

An idea climbs from the superior of the post that conceived it to the head of its organisation. A
manager has a finite capacity to review, which all ideas in the queue share. On review the idea
gets a score, the sum of logged terms; it is accepted with probability 1 / (1 + exp(-score)). Of
the rest a share is rejected and the others are held back: they stay in the queue and lose
alignment (the pocket veto). Leaders who say yes-and turn rejections into acceptance with
conditions, which cost some weeks. Some gates are skipped: through forums that go round them,
because a trusted team needs fewer checkpoints, because a task force at the top sponsors the idea's
theme, or because the layer just below the head is taken out. Under wider spans fewer managers
review, each what waited for several. A story helps with the audience it is framed for, risk for
middle managers and priorities for leaders, and harms a little with others. What a middle manager
stops may be appealed once, to another manager. Rules, most of them only believed to exist, stop
some ideas before any weighing. The idea is the same in every world and has its own luck at each
gate and attempt.

Source: O 01:03:12 (clay layer), 00:25:57 (parity), 01:04:33 (risk of not innovating), 01:04:57
(mandate), 01:09:27 (convention instead of policy), 01:25:01 (stories), 00:37:12 (open to
challenge), 01:23:45 (forums), 01:18:19 (task forces); K section 3 and 4. Sah and Stiglitz 1986,
American Economic Review 76:716 (hierarchies and polyarchies). Coefficients assumed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import GATE, LEADER_GATE, Column, Mechanism, Stage
from innosim.organisation.chart import Role
from innosim.parameters import ParameterSet, lever, parameter
from innosim.processes._gate_terms import added_up
from innosim.processes._gate_terms import terms as terms_of
from innosim.world.draws import Draws
from innosim.world.events import note_event
from innosim.world.ideas import in_stage
from innosim.world.world import World

PHASE = "review"
READS = (
    "ideas.stage",
    "ideas.key",
    "ideas.merit",
    "ideas.evidence",
    "ideas.strangeness",
    "ideas.risk",
    "ideas.fit",
    "ideas.alignment",
    "ideas.members",
    "ideas.concerned",
    "people.risk_aversion",
    "people.energy",
    "people.innovativeness",
    "people.bridging",
    "people.literacy",
    "teams.clarity",
    "teams.parity",
    "teams.normality",
    "organisations.clarity",
    "organisations.parity",
    "organisations.normality",
    "organisations.crisis",
    "organisations.gap",
    "organisations.trust",
    "ideas.born",
    "ideas.organisation",
    "ideas.service",
    "ideas.origin",
    "ideas.theme",
    "organisations.task_theme",
)
WRITES = (
    "ideas.reviewer",
    "ideas.gate",
    "ideas.gate_since",
    "ideas.attempts",
    "ideas.waits_until",
    "ideas.appealed",
    "people.queue",
)
COLUMNS = (
    Column("ideas", "reviewer", "i8", "row", "post that reviews it", fill=-1),
    Column("ideas", "gate", "i2", "number", "gates passed so far"),
    Column("ideas", "gate_since", "i4", "week", "week it came to this gate"),
    Column("ideas", "attempts", "i2", "number", "reviews at this gate so far"),
    Column("ideas", "waits_until", "i4", "week", "week until which conditions are worked on"),
    Column("ideas", "appealed", "?", "yes or no", "has been appealed"),
    Column("people", "queue", "i4", "ideas", "ideas that wait for this post"),
)


class Parameters(ParameterSet):
    """Weights of the terms, capacity and rules of the gates."""

    base: float = parameter(
        0.6, unit="logit", low=-5, high=5, meaning="score of an idea with nothing for or against it"
    )
    merit: float = parameter(
        3.0,
        unit="logit",
        low=0,
        high=20,
        meaning="weight of merit, as far as there is evidence of it",
    )
    novelty: float = parameter(
        2.0,
        unit="logit",
        low=0,
        high=20,
        source="O 00:25:57; size assumed",
        meaning="penalty of novelty where innovation has no standing beside the incumbent",
    )
    risk: float = parameter(
        2.0,
        unit="logit",
        low=0,
        high=20,
        source="O 01:03:12; size assumed",
        meaning="penalty of risk for a wholly risk-averse reviewer",
    )
    alignment: float = parameter(
        1.0,
        unit="logit",
        low=0,
        high=20,
        source="K section 3; size assumed",
        meaning="weight of alignment",
    )
    champion: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="O 00:16:08; size assumed",
        meaning="weight of a determined champion",
    )
    bridging: float = parameter(
        0.4,
        unit="logit",
        low=0,
        high=20,
        source="K section 1; size assumed",
        meaning="weight of a team that translates for leaders, at the leader's gate",
    )
    fit: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="O 00:23:32; size assumed",
        meaning="weight of fit with priorities, as far as they are clear",
    )
    political_fit: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="K introduction (advise the Minister); size assumed",
        meaning="added weight of fit at the leader's gate",
    )
    inaction: float = parameter(
        1.0,
        unit="logit",
        low=0,
        high=20,
        source="O 01:04:33; size assumed",
        meaning="weight of the risk of not innovating, for a wholly risk-averse reviewer",
    )
    crisis: float = parameter(
        0.4,
        unit="logit",
        low=0,
        high=20,
        source="K introduction; size assumed",
        meaning="bonus in a crisis of pressure 1",
    )
    trust: float = parameter(
        0.5,
        unit="logit",
        low=0,
        high=20,
        source="K section 5; size assumed",
        meaning="weight of the public's trust",
    )
    rejection: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="share of those not accepted that is rejected; the others are held back",
    )
    capacity: float = parameter(
        0.15,
        unit="reviews per week",
        low=0,
        high=50,
        meaning="reviews that a manager with nobody below has time for",
    )
    capacity_below: float = parameter(
        0.005,
        unit="per person",
        low=0,
        high=1,
        meaning="rise of that capacity with the people below",
    )
    attention: float = parameter(
        0.15,
        unit="per week",
        low=0,
        high=1,
        meaning="highest chance that an idea is reviewed in a week",
    )
    held_back: float = parameter(
        0.05,
        unit="share",
        low=0,
        high=1,
        meaning="alignment that an idea loses when it is held back",
    )
    convention: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source="O 01:09:27; size assumed",
        meaning="chance that a rule which does not exist stops an idea, for staff who know none "
        "of the documents",
    )
    hard_rule: float = parameter(
        0.01,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that a rule which does exist stops an idea",
    )
    condition_weeks: int = parameter(
        3,
        unit="weeks",
        low=0,
        high=52,
        source="K section 4; size assumed",
        meaning="longest time that conditions take",
    )
    panel: int = parameter(
        1,
        unit="reviewers",
        low=1,
        high=20,
        source="Sah and Stiglitz 1986",
        meaning="reviewers side by side at each gate, one of whom is enough",
    )
    first_week: int = parameter(
        0, unit="weeks", low=0, high=52, meaning="weeks before a new idea can be reviewed"
    )
    skipped: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="K section 1; size assumed",
        meaning="share of the gates that a wholly trusted team skips",
    )
    usual: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 00:27:51; size assumed",
        meaning="share of the penalty of risk that full normality takes away",
    )
    defended: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 00:39:33; size assumed",
        meaning="share of the penalty of risk that full protection takes away",
    )
    paid: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09; size assumed",
        meaning="share of the penalty of risk that payment by outcome takes away",
    )
    navigated: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="O 00:37:22; size assumed",
        meaning="share of the penalty of risk that full support in handling it takes away; the "
        "risk itself stays",
    )
    mandate_courage: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:57; size assumed",
        meaning="share of risk aversion that a full mandate takes away",
    )
    mandate_floor: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source="O 01:04:57; size assumed",
        meaning="chance that a full mandate turns a rejection into an experiment",
    )
    misframed: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        meaning="share of a story's bonus that it costs with those it is not framed for",
    )
    felt_gap: float = parameter(
        0.5,
        unit="logit",
        low=0,
        high=20,
        source="O 00:38:37; size assumed",
        meaning="weight of a gap to expectations that is felt",
    )
    bypass: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 01:23:45",
        meaning="chance that an idea goes round a gate",
    )
    autonomy: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K section 1",
        meaning="freedom of trusted teams; half of it is the share of gates they skip (practice 1)",
    )
    appeal: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 00:37:12",
        meaning="chance that a rejection is appealed",
    )
    yes_and: float = lever(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="K section 4; resting value assumed",
        meaning="share of rejections that become acceptance with conditions (practice 4)",
    )
    reviewers: float = lever(
        0.0, unit="factor", low=0, high=10, source="assumed", meaning="added capacity to review"
    )
    span: float = lever(
        0.0,
        unit="factor",
        low=0,
        high=10,
        source="assumed",
        meaning="rise of the people, and of the queues, per manager who still reviews",
    )
    flatter: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:03:12",
        meaning="how far the layer just below the head is taken out: ideas skip it, and it passes "
        "on all of the signals",
    )
    risk_story: float = lever(
        0.0,
        unit="logit",
        low=-2,
        high=2,
        source="O 01:25:01",
        meaning="bonus of a story about risk, framed for middle managers",
    )
    priority_story: float = lever(
        0.0,
        unit="logit",
        low=-2,
        high=2,
        source="O 01:25:01",
        meaning="bonus of a story about priorities, framed for leaders",
    )
    inaction_awareness: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:33",
        meaning="how far the risk of not innovating is weighed",
    )
    mandate: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:57",
        meaning="how far experiments are expected",
    )
    leader_exposure: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:38:07",
        meaning="how familiar leaders are with new technology",
    )
    outcome_payment: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09",
        meaning="share of the risk that those who are paid by outcome bear",
    )


MECHANISMS = (
    Mechanism(
        "finite review capacity",
        "ideas in a queue share the time of one reviewer",
        (36, 12),
        {"gates.capacity": 50.0},
        "weeks_in_gates",
        +1,
    ),
    Mechanism(
        "penalty of novelty",
        "without parity, novelty counts against an idea",
        (32, 33, 39),
        {"gates.novelty": 0.0},
        "gate_pass",
        -1,
    ),
    Mechanism(
        "risk aversion",
        "reviewers weigh what may go wrong",
        (60, 87),
        {"gates.risk": 0.0},
        "gate_pass",
        -1,
    ),
    Mechanism(
        "determined champions",
        "a champion with energy gets ideas through",
        (11,),
        {"gates.champion": 0.0},
        "gate_pass",
        +1,
    ),
    Mechanism(
        "bridging",
        "teams that speak to leaders pass the top gate",
        (77,),
        {"gates.bridging": 0.0},
        "gate_pass",
        +1,
        {"gates.bypass": 1.0},
    ),
    Mechanism(
        "pocket veto",
        "ideas are held back instead of decided on",
        (36,),
        {"gates.rejection": 1.0},
        "weeks_in_gates",
        +1,
    ),
    Mechanism(
        "merit at the gate",
        "merit counts as far as there is evidence",
        (10,),
        {"gates.merit": 0.0},
        "merit_of_pilots",
        +1,
    ),
    Mechanism(
        "fit at the gate",
        "fit with priorities counts as far as they are clear",
        (23, 105),
        {"gates.fit": 0.0, "gates.political_fit": 0.0},
        "fit_of_pilots",
        +1,
    ),
    Mechanism(
        "convention",
        "rules that do not exist stop ideas",
        (64,),
        {"gates.convention": 0.0},
        "gate_pass",
        -1,
    ),
    Mechanism(
        "crisis bonus",
        "in a crisis reviewers let more through",
        (104,),
        {"gates.crisis": 0.0},
        "gate_pass",
        +1,
    ),
    Mechanism(
        "trust at the gate",
        "a trusted organisation dares more",
        (100,),
        {"gates.trust": 0.0},
        "gate_pass",
        +1,
        {"external.openness": 0.8, "external.engagement": 0.8},
    ),
    Mechanism(
        "bypass",
        "forums let ideas go round a gate",
        (35,),
        {"gates.bypass": 0.0},
        "gate_pass",
        +1,
        {"gates.bypass": 0.5},
    ),
    Mechanism(
        "autonomy",
        "a trusted team has fewer checkpoints",
        (79,),
        {"gates.autonomy": 0.0},
        "weeks_in_gates",
        -1,
        {"gates.autonomy": 1.0},
    ),
    Mechanism(
        "appeal",
        "a rejection can be appealed",
        (34,),
        {"gates.appeal": 0.0},
        "gate_pass",
        +1,
        {"gates.appeal": 0.8},
    ),
    Mechanism(
        "yes-and",
        "rejections become acceptance with conditions",
        (91,),
        {"gates.yes_and": 0.0},
        "gate_pass",
        +1,
        {"gates.yes_and": 0.8},
    ),
    Mechanism(
        "more reviewers",
        "added capacity shortens the queue",
        (36,),
        {"gates.reviewers": 0.0},
        "weeks_in_gates",
        -1,
        {"gates.reviewers": 3.0},
    ),
    Mechanism(
        "stories",
        "a story helps with the audience it is framed for, and harms a little with others",
        (66,),
        {"gates.risk_story": 0.0, "gates.priority_story": 0.0},
        "gate_pass",
        +1,
        {"gates.risk_story": 0.4, "gates.priority_story": 0.4},
    ),
    Mechanism(
        "sponsored experiments",
        "ideas of a task force's theme skip the middle gates",
        (47,),
        {"politics.task_force": 0.0},
        "gate_pass",
        +1,
        {"politics.task_force": 1.0, "birth.relating": 0.5},
    ),
    Mechanism(
        "flatter layers",
        "one layer less decides, and one less thins the signals",
        (36,),
        {"gates.flatter": 0.0},
        "gate_pass",
        +1,
        {"gates.flatter": 1.0},
    ),
    Mechanism(
        "wider spans",
        "fewer managers review what waits",
        (36,),
        {"gates.span": 0.0},
        "weeks_in_gates",
        +1,
        {"gates.span": 1.0},
    ),
    Mechanism(
        "risk of not innovating",
        "what happens without innovation is weighed too",
        (61,),
        {"gates.inaction_awareness": 0.0},
        "gate_pass",
        +1,
        {"gates.inaction_awareness": 1.0, "frontier.drift": 0.01},
    ),
    Mechanism(
        "experimentation mandate",
        "experiments are expected",
        (58,),
        {"gates.mandate": 0.0},
        "gate_pass",
        +1,
        {"gates.mandate": 1.0},
    ),
    Mechanism(
        "leaders' exposure",
        "leaders who know new technology fear it less",
        (44,),
        {"gates.leader_exposure": 0.0},
        "gate_pass",
        +1,
        {"gates.leader_exposure": 1.0},
    ),
    Mechanism(
        "payment by outcome",
        "others bear part of the risk",
        (62, 63),
        {"gates.outcome_payment": 0.0},
        "gate_pass",
        +1,
        {"gates.outcome_payment": 1.0},
    ),
)

OUTCOMES = (
    "accepted",
    "accepted_with_conditions",
    "rejected",
    "held",
    "mandated",
    "rule",
    "convention",
)
OUTCOME_WORDS = np.array(OUTCOMES)
ACCEPTED, CONDITIONS, REJECTED, HELD, MANDATED, BY_RULE, BY_CONVENTION = range(len(OUTCOMES))
PASSING = (ACCEPTED, CONDITIONS, MANDATED)
STOPPING = (REJECTED, BY_RULE, BY_CONVENTION)
"""What a review can come to; the codes of the log."""

IS_PASSING, IS_STOPPING = (
    np.isin(np.arange(len(OUTCOMES)), codes) for codes in (PASSING, STOPPING)
)
"""Whether each code lets an idea pass, and whether it stops it."""

WHY_STOPPED = {
    REJECTED: "rejected",
    BY_RULE: "a rule stands against it",
    BY_CONVENTION: "a rule was thought to stand against it",
}


DECISIONS = ("gates/accepts", "gates/then", "gates/yes_and", "gates/mandate", "gates/rule")


def step(world: World, p: Parameters, week: int) -> None:
    """Review what comes up this week, and send it up, out or back."""
    ideas = world.ideas
    waiting = in_stage(world, Stage.GATE, Stage.LEADER_GATE)
    world.people.queue[:] = np.bincount(ideas.reviewer[waiting], minlength=world.people.n)
    waiting = _skip(world, p, waiting, week)
    rows = waiting[_comes_up(world, p, waiting, week)]
    if not len(rows):
        return
    terms = terms_of(world, p, rows)
    score = added_up(terms)
    outcome, probability, luck = decide(world, p, rows, score)
    _log(world, rows, week, terms, (score, probability, luck, outcome))
    ideas.attempts[rows] += 1
    _carry_out(world, p, rows, outcome, week)


def _comes_up(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> NDArray[np.bool_]:
    ideas, people = world.ideas, world.people
    reviewer = ideas.reviewer[rows]
    more = 1.0 + world.levers.at("gates.reviewers", reviewer)
    wide = 1.0 + world.levers.at("gates.span", reviewer)
    time = p.capacity * (1.0 + p.capacity_below * people.below[reviewer] * wide) * more
    waiting = np.maximum(people.queue[reviewer], 1) * wide
    chance = np.minimum(p.attention * more, time / waiting)
    luck = Draws(world, rows, week).uniform("gates/comes_up")
    ready = (week >= ideas.waits_until[rows]) & (week >= ideas.born[rows] + p.first_week)
    return ready & (luck < chance)


def _skip(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> NDArray[np.int64]:
    """Let ideas that have just come to a gate go round it, and move them up."""
    ideas = world.ideas
    fresh = ((ideas.gate_since[rows] == week) & (ideas.attempts[rows] == 0)).nonzero()[0]
    if not len(fresh):
        return rows
    new = rows[fresh]
    chance = chance_of_skipping(world, p, new)
    if not np.any(chance):
        return rows
    middle = ideas.stage[new] == GATE
    goes_round = middle & (luck_of_skipping(world, new) < chance)
    passed = new[goes_round]
    note_event(world, passed, week, "bypassed", ideas.reviewer[passed])
    _move_up(world, passed, week, "went round the gate")
    return np.delete(rows, fresh[goes_round])


def luck_of_skipping(world: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each idea draws at its gate, once; below the chance it goes round it."""
    ideas = world.ideas
    who = ideas.key[rows] + ideas.gate[rows].astype(np.uint64)
    return world.streams.uniform("gates/bypass", who, 0, ideas.service[rows])


def chance_of_skipping(world: World, p: Parameters, rows: NDArray[np.int64]) -> NDArray:
    """Chance that an idea skips a middle gate, for any of four reasons."""
    ideas, reviewer, origin = world.ideas, world.ideas.reviewer[rows], world.ideas.origin[rows]
    bypass = world.levers.at("gates.bypass", origin)
    autonomy = world.levers.at("gates.autonomy", origin)
    sponsored = ideas.theme[rows] == world.organisations.task_theme[ideas.organisation[rows]]
    task_force = world.levers.at("politics.task_force", origin) * sponsored
    flatter = world.levers.at("gates.flatter", reviewer) * (world.people.layer[reviewer] == 1)
    stays = (1.0 - bypass) * (1.0 - p.skipped * autonomy) * (1.0 - task_force) * (1.0 - flatter)
    return np.asarray(1.0 - stays)


def decide(
    world: World, p: Parameters, rows: NDArray[np.int64], score: NDArray
) -> tuple[NDArray, NDArray, NDArray]:
    """The outcome of each review, the chance of acceptance, and the luck drawn."""
    reviewer = world.ideas.reviewer[rows]
    probability = 1.0 - (1.0 - 1.0 / (1.0 + np.exp(-score))) ** p.panel
    draw = draws_at_gate(world, rows, DECISIONS).uniform
    luck, then = draw("gates/accepts"), draw("gates/then")
    outcome = np.full(len(rows), HELD)
    outcome[then < p.rejection] = REJECTED
    yes = draw("gates/yes_and") < world.levers.at("gates.yes_and", reviewer)
    outcome[(outcome == REJECTED) & yes] = CONDITIONS
    floor = draw("gates/mandate") < p.mandate_floor * world.levers.at("gates.mandate", reviewer)
    outcome[(outcome == REJECTED) & floor] = MANDATED
    outcome[luck < probability] = ACCEPTED
    unread = 1.0 - world.people.literacy[reviewer]
    rule = draw("gates/rule")
    believed = (rule >= p.hard_rule) & (rule < p.hard_rule + p.convention * unread)
    outcome[rule < p.hard_rule] = BY_RULE
    outcome[believed] = BY_CONVENTION
    return outcome, probability, luck


def draws_at_gate(world: World, rows: NDArray[np.int64], prepare: tuple[str, ...]) -> Draws:
    """Draws that belong to the idea, the gate and the attempt, whatever the week."""
    ideas = world.ideas
    place = ideas.gate[rows].astype(np.int64) * 1024 + ideas.attempts[rows]
    return Draws(world, rows, prepare=prepare, place=place)


def _carry_out(
    world: World, p: Parameters, rows: NDArray[np.int64], outcome: NDArray, week: int
) -> None:
    held = rows[outcome == HELD]
    world.requests.change("alignment", held, np.full(len(held), -p.held_back))
    conditions = rows[outcome == CONDITIONS]
    if len(conditions):
        luck = draws_at_gate(world, conditions, ()).uniform("gates/condition")
        world.ideas.waits_until[conditions] = week + 1 + (luck * p.condition_weeks).astype(int)
    _turn_down(world, rows, outcome, week)
    passed = rows[IS_PASSING[outcome]]
    leader = world.ideas.stage[passed] == LEADER_GATE
    world.requests.move("decided", passed[leader], Stage.PILOT, "accepted by the leader")
    _move_up(world, passed[~leader], week, "accepted")


def _turn_down(world: World, rows: NDArray[np.int64], outcome: NDArray, week: int) -> None:
    ideas = world.ideas
    down = IS_STOPPING[outcome]
    rows, outcome = rows[down], outcome[down]
    if not len(rows):
        return
    chance = world.levers.at("gates.appeal", ideas.origin[rows])
    possible = (ideas.stage[rows] == GATE) & ~ideas.appealed[rows]
    appealed = possible & (draws_at_gate(world, rows, ()).uniform("gates/appeal") < chance)
    _appeal(world, rows[appealed], week)
    for code in STOPPING:
        out = rows[~appealed & (outcome == code)]
        world.requests.move("decided", out, Stage.REJECTED, WHY_STOPPED[code])


def _appeal(world: World, rows: NDArray[np.int64], week: int) -> None:
    """Send ideas to a second reviewer, another manager of the organisation, or its head."""
    ideas, people, o = world.ideas, world.people, world.organisations
    if not len(rows):
        return
    own = ideas.organisation[rows]
    luck = Draws(world, rows).uniform("gates/second_reviewer")
    anybody = o.first[own] + (luck * o.size[own]).astype(np.int64)
    staff = people.role[anybody] == int(Role.INDIVIDUAL)
    manager = np.where(staff, people.superior[anybody], anybody)
    note_event(world, rows, week, "appealed", ideas.members[rows, 0])
    ideas.appealed[rows] = True
    second = np.where(manager < 0, anybody, manager)
    second = np.where(second == ideas.reviewer[rows], o.head[own], second)
    ideas.reviewer[rows] = second
    ideas.gate_since[rows] = week
    to_the_top = second == o.head[own]
    world.requests.move("decided", rows[to_the_top], Stage.LEADER_GATE, "appealed")


def _move_up(world: World, rows: NDArray[np.int64], week: int, reason: str) -> None:
    ideas, people = world.ideas, world.people
    if not len(rows):
        return
    head = world.organisations.head[ideas.organisation[rows]]
    above = people.superior[ideas.reviewer[rows]]
    above = np.where(above < 0, head, above)
    ideas.reviewer[rows] = above
    ideas.gate[rows] += 1
    ideas.gate_since[rows] = week + 1
    ideas.attempts[rows] = 0
    at_top = above == head
    world.requests.move("decided", rows[at_top], Stage.LEADER_GATE, reason)


def _log(
    world: World, rows: NDArray[np.int64], week: int, terms: dict[str, NDArray], drawn: tuple
) -> None:
    if "gates" not in world.recorded:
        return
    ideas, people = world.ideas, world.people
    score, probability, luck, outcome = drawn
    reviewer = ideas.reviewer[rows]
    columns = {f"term_{name}": term for name, term in terms.items()}
    world.note(
        "gates",
        {
            "replicate": ideas.service[rows],
            "idea": rows,
            "week": np.full(len(rows), week),
            "gate": ideas.gate[rows].copy(),
            "post": people.post[reviewer],
            "layer": people.layer[reviewer],
            **columns,
            "score": score,
            "probability": probability,
            "luck": luck,
            "outcome": OUTCOME_WORDS[outcome],
        },
    )
