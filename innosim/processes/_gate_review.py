"""A review at a gate: which ideas come up, what becomes of each, and the record of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.processes._gate_parameters import Parameters
from innosim.world.draws import Draws
from innosim.world.world import World

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

DECISIONS = ("gates/accepts", "gates/then", "gates/yes_and", "gates/mandate", "gates/rule")


def comes_up(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> NDArray[np.bool_]:
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


def log(
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
