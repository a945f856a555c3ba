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

from innosim.contracts import Column, Mechanism, Stage
from innosim.processes._gate_parameters import Parameters
from innosim.processes._gate_review import comes_up, decide, log
from innosim.processes._gate_terms import added_up
from innosim.processes._gate_terms import terms as terms_of
from innosim.processes._gate_ways import carry_out, skip
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


def step(world: World, p: Parameters, week: int) -> None:
    """Review what comes up this week, and send it up, out or back."""
    ideas = world.ideas
    waiting = in_stage(world, Stage.GATE, Stage.LEADER_GATE)
    world.people.queue[:] = np.bincount(ideas.reviewer[waiting], minlength=world.people.n)
    waiting = skip(world, p, waiting, week)
    rows = waiting[comes_up(world, p, waiting, week)]
    if not len(rows):
        return
    terms = terms_of(world, p, rows)
    score = added_up(terms)
    outcome, probability, luck = decide(world, p, rows, score)
    log(world, rows, week, terms, (score, probability, luck, outcome))
    ideas.attempts[rows] += 1
    carry_out(world, p, rows, outcome, week)
