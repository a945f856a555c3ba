"""The score of an idea at a gate: the terms that add up to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import LEADER_GATE
from innosim.organisation.chart import Role
from innosim.processes._gate_parameters import Parameters
from innosim.processes._received import received
from innosim.world.world import World

AUDIENCE = {"gates.risk_story": Role.MIDDLE_MANAGER, "gates.priority_story": Role.LEADER}
"""Whom each story at a gate is framed for."""

TERMS = {
    "base": "score of an idea with nothing for or against it",
    "merit": "merit, as far as there is evidence of it",
    "novelty": "penalty of novelty where it has no standing beside the incumbent",
    "risk": "penalty of risk in the eyes of the reviewer",
    "alignment": "how comfortable those concerned are",
    "champion": "energy and determination of the champion",
    "bridging": "a team that translates for leaders",
    "fit": "fit with the priorities",
    "inaction": "the risk of not innovating",
    "crisis": "pressure of a crisis",
    "trust": "trust of the public",
    "story": "stories, framed for the reviewer or for others",
}
"""The terms of the score; they add up to it."""


def terms(world: World, p: Parameters, rows: NDArray[np.int64]) -> dict[str, NDArray]:
    """The terms of the score, by name; they add up to it."""
    ideas, people, o = world.ideas, world.people, world.organisations
    own, reviewer = ideas.organisation[rows], ideas.reviewer[rows]
    champion = ideas.members[rows, 0]
    leader = ideas.stage[rows] == LEADER_GATE
    evidence, clarity = ideas.evidence[rows], received(world, "clarity", reviewer)
    averse = people.risk_aversion[reviewer]
    averse = averse * (1.0 - p.mandate_courage * world.levers.at("gates.mandate", reviewer))
    fit = ideas.fit[rows] - 0.5
    found = {
        "base": np.full(len(rows), p.base),
        "merit": p.merit * evidence * (ideas.merit[rows] - 0.5),
        "novelty": -p.novelty
        * (1.0 - received(world, "parity", reviewer))
        * _strangeness(world, rows, leader),
        "risk": -p.risk * averse * _risk(world, p, rows),
        "alignment": p.alignment * _alignment(world, rows, leader),
        "champion": p.champion * _determination(world, champion),
        "bridging": p.bridging * leader * (_bridging(world, rows) - 0.5),
        "fit": (p.fit * clarity + p.political_fit * leader) * fit,
        "inaction": _inaction(world, p, rows, averse),
        "crisis": p.crisis * np.minimum(o.crisis[own], 1.0),
        "trust": p.trust * (o.trust[own] - 0.5),
        "story": _story(world, p, reviewer),
    }
    return {name: term.astype(np.float32) for name, term in found.items()}


def added_up(terms: dict[str, NDArray]) -> NDArray[np.float64]:
    """The score: the sum of its terms."""
    score: NDArray[np.float64] = np.array([*terms.values()], np.float64).sum(axis=0)
    return score


def _story(world: World, p: Parameters, reviewer: NDArray[np.integer]) -> NDArray:
    role, heard = world.people.role[reviewer], np.zeros(len(reviewer))
    for story, audience in AUDIENCE.items():
        framed = np.where(role == audience, 1.0, -p.misframed)
        heard += world.levers.at(story, reviewer) * framed
    return heard


def _strangeness(world: World, rows: NDArray[np.int64], leader: NDArray[np.bool_]) -> NDArray:
    exposure = world.levers.at("gates.leader_exposure", world.ideas.reviewer[rows])
    return world.ideas.strangeness[rows] * (1.0 - exposure * leader)


def _risk(world: World, p: Parameters, rows: NDArray[np.int64]) -> NDArray:
    ideas, reviewer = world.ideas, world.ideas.reviewer[rows]
    borne = 1.0 - p.paid * world.levers.at("gates.outcome_payment", reviewer)
    usual = 1.0 - p.usual * received(world, "normality", reviewer)
    defended = 1.0 - p.defended * world.levers.at("generation.protection", reviewer)
    navigated = 1.0 - p.navigated * world.levers.at("birth.risk_navigation", ideas.origin[rows])
    return ideas.risk[rows] * borne * usual * (1.0 - ideas.evidence[rows]) * defended * navigated


def _alignment(world: World, rows: NDArray[np.int64], leader: NDArray[np.bool_]) -> NDArray:
    """That of the own organisation; before the leader, the least of all that are concerned."""
    alignment = world.ideas.alignment[rows]
    least = np.where(world.ideas.concerned[rows] >= 0, alignment, 1.0).min(axis=1)
    return np.where(leader, least, alignment[:, 0])


def _determination(world: World, champion: NDArray[np.integer]) -> NDArray:
    people = world.people
    there = champion >= 0
    return there * people.energy[champion] * people.innovativeness[champion]


def _bridging(world: World, rows: NDArray[np.int64]) -> NDArray:
    members = world.ideas.members[rows]
    return np.where(members >= 0, world.people.bridging[members], 0.0).max(axis=1)


def _inaction(world: World, p: Parameters, rows: NDArray[np.int64], averse: NDArray) -> NDArray:
    own, reviewer = world.ideas.organisation[rows], world.ideas.reviewer[rows]
    weighed = world.levers.at("gates.inaction_awareness", reviewer)
    felt = world.levers.at("frontier.tracking", reviewer)
    gap = world.organisations.gap[own]
    return (p.inaction * weighed * averse + p.felt_gap * felt) * gap
