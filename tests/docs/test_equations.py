"""Equations of ODD.md, worked out again in plain Python, against what the code computes."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import Any

import numpy as np
import pytest

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.organisation.chart import Role
from innosim.processes import (
    _gate_terms,
    adoption,
    discontinuance,
    generation,
    incidents,
    pilots,
)
from innosim.processes._received import received
from innosim.world import use
from innosim.world.ideas import in_stage
from tests.generators import all_interventions, scenario, simulated

WEEKS = 120


@cache
def run() -> Simulation:
    """A service in which all interventions act, after two years."""
    return simulated(scenario(interventions=all_interventions()), WEEKS)


def section(name: str) -> Any:
    return run().scenario.section(name)


def lever(name: str, person: int) -> float:
    return float(np.broadcast_to(run().world.levers.at(name, np.array([person])), 1)[0])


def some(*stages: Stage) -> list[int]:
    rows = in_stage(run().world, *stages)
    assert len(rows)
    return [int(row) for row in rows[:40]]


def test_the_terms_at_a_gate() -> None:
    world, p = run().world, section("gates")
    ideas, people, o = world.ideas, world.people, world.organisations
    rows = some(Stage.GATE, Stage.LEADER_GATE)
    terms = _gate_terms.terms(world, p, np.array(rows))
    for place, j in enumerate(rows):
        m, own = ideas.reviewer[j], ideas.organisation[j]
        signals, at = (o, own) if people.superior[m] < 0 else (world.teams, people.team[m])
        leader = ideas.stage[j] == Stage.LEADER_GATE
        e, gap, champion = ideas.evidence[j], o.gap[own], ideas.members[j, 0]
        rho = people.risk_aversion[m] * (1 - 0.15 * lever("gates.mandate", m))
        there = ideas.concerned[j] >= 0
        aligned = ideas.alignment[j][there].min() if leader else ideas.alignment[j, 0]
        strange = ideas.strangeness[j] * (1 - lever("gates.leader_exposure", m) * leader)
        borne = 1 - lever("gates.outcome_payment", m) / 2
        defended = 1 - lever("generation.protection", m) / 2
        inaction = p.inaction * lever("gates.inaction_awareness", m) * rho
        inaction += p.felt_gap * lever("frontier.tracking", m)
        told = sum(
            lever(f"gates.{story}_story", m) * (1.0 if people.role[m] == role else -p.misframed)
            for story, role in (("risk", Role.MIDDLE_MANAGER), ("priority", Role.LEADER))
        )
        best = people.bridging[ideas.members[j][ideas.members[j] >= 0]].max()
        expected = {
            "base": p.base,
            "merit": p.merit * e * (ideas.merit[j] - 0.5),
            "novelty": -p.novelty * (1 - signals.parity[at]) * strange,
            "risk": -p.risk
            * rho
            * ideas.risk[j]
            * borne
            * (1 - signals.normality[at] / 2)
            * (1 - e)
            * defended
            * (1 - 0.3 * lever("birth.risk_navigation", ideas.origin[j])),
            "alignment": p.alignment * aligned,
            "champion": p.champion * people.energy[champion] * people.innovativeness[champion],
            "bridging": p.bridging * leader * (best - 0.5),
            "fit": (p.fit * signals.clarity[at] + p.political_fit * leader) * (ideas.fit[j] - 0.5),
            "inaction": inaction * gap,
            "crisis": p.crisis * min(o.crisis[own], 1),
            "trust": p.trust * (o.trust[own] - 0.5),
            "story": told,
        }
        got = {name: float(term[place]) for name, term in terms.items()}
        assert got == pytest.approx(expected, abs=1e-5)


PARTS = ("skills", "data", "infrastructure")


def combined(parts: list[float]) -> float:
    return (sum(part**-2 for part in parts) / 3) ** -0.5


def test_the_odds_of_a_pilot() -> None:
    world, p = run().world, section("pilots")
    ideas = world.ideas
    rows = [j for j in some(Stage.PILOT, Stage.DIFFUSING) if ideas.mixed[j]]
    got = pilots.success_probability(world, p, np.array(rows))
    for j, probability in zip(rows, got, strict=True):
        team = ideas.members[j][ideas.members[j] >= 0]
        able = world.people.capability[team].mean() - 0.5
        provided = received(world, "suitability", ideas.origin[[j]])[0]
        own = ideas.organisation[j]
        if ideas.theme[j] == world.organisations.task_theme[own]:
            parts = [float(getattr(world.organisations, name)[own]) for name in PARTS]
            added = p.task_force * lever("politics.task_force", ideas.origin[j])
            raised = [min(parts[0] + added, 1), parts[1], min(parts[2] + added, 1)]
            provided *= combined(raised) / combined(parts)
        outrun = min(provided - ideas.strangeness[j], 0)
        score = p.base + p.merit * (ideas.merit[j] - 0.5) + p.mismatch * outrun
        score += (p.capability + p.autonomy * lever("gates.autonomy", ideas.origin[j])) * able
        assert probability == pytest.approx(1 / (1 + exp(-score)), abs=1e-5)


def test_the_rate_of_incidents() -> None:
    world, p = run().world, section("incidents")
    ideas = world.ideas
    rows = some(Stage.PILOT, Stage.DIFFUSING)
    got = incidents._rate(world, p, np.array(rows), WEEKS)
    for j, rate in zip(rows, got, strict=True):
        shown = 0 if ideas.hidden_until[j] > WEEKS else max(ideas.openness[j], p.discovery)
        astute = world.people.astuteness[ideas.members[j][ideas.members[j] >= 0]].max()
        expected = p.rate * ideas.risk[j] * shown * (1 - p.alignment * ideas.alignment[j, 0])
        expected *= 1 - p.astuteness * astute
        expected *= (1 - lever("external.engagement", ideas.origin[j])) ** 2
        assert rate == pytest.approx(expected, abs=1e-7)


def test_the_rate_at_which_people_raise_ideas() -> None:
    world, p = run().world, section("generation")
    people, o = world.people, world.organisations
    own, ready = generation._own_rate(world, p), generation._readiness(world, p)
    for i in range(0, people.n, 37):
        org = people.organisation[i]
        urge = p.individual * people.innovativeness[i] / (2 / 7)
        urge *= (1 + lever("generation.recognition", i)) * (people.energy[i] > p.energy_needed)
        framed = 1 if people.role[i] == Role.INDIVIDUAL else -p.misframed
        urge *= 1 + framed * lever("generation.purpose_story", i)
        felt = lever("frontier.tracking", i) * o.gap[org]
        quiet = 1 - p.silence * people.blame[i] * (1 - lever("generation.protection", i))
        expected = p.scale * (0.5 + people.normality[i]) * quiet * (1 + p.appetite * felt)
        assert own[i] == pytest.approx(urge, rel=1e-4)
        assert ready[i] == pytest.approx(expected, rel=1e-4)


def test_the_hazard_of_adoption() -> None:
    world, p = run().world, section("adoption")
    users, sites, o = world.users, world.sites, world.organisations
    rows = np.arange(0, users.n, 11)
    got = (
        adoption.hazard(world, p, use.hearers(world, rows))
        * adoption._readiness(world, p)[users.site[rows]]
    )
    for row, hazard in zip(rows, got, strict=True):
        person, site = users.person[row], users.site[row]
        idea, org = sites.idea[site], world.people.organisation[person]
        share = users.heard[row] / world.network.degree[person]
        rate = p.imitation * share
        if sites.home[site]:
            rate += p.innovation * (1 + lever("adoption.celebration", person))
        strange, fit = world.ideas.strangeness[idea], world.ideas.fit[idea]
        branch = world.people.branch[person]
        rate *= 0.5 + o.normality[org]
        rate *= exp(-p.mismatch * max(strange - world.branches.suitability[branch], 0))
        rate *= 1 - p.poor_fit * (1 - fit)
        assert hazard == pytest.approx(rate / 52, rel=1e-3, abs=1e-8)


def test_the_rate_of_discontinuance() -> None:
    world, p = run().world, section("discontinuance")
    ideas = world.ideas
    rows = some(Stage.DIFFUSING, Stage.EMBEDDED)
    normality = np.full(len(rows), 0.3, np.float32)
    got = discontinuance.rate(world, p, np.array(rows), normality, WEEKS)
    for j, rate in zip(rows, got, strict=True):
        engaged = lever("external.engagement", ideas.origin[j])
        expected = p.rate * 0.7 * (1.5 - ideas.merit[j])
        expected *= 1 - p.openness * ideas.openness[j] * engaged
        recent = ideas.champion_left[j] and WEEKS - ideas.champion_left_in[j] < p.champion_weeks
        if recent and ideas.stage[j] != Stage.EMBEDDED:
            expected *= p.champion_factor
        assert rate == pytest.approx(expected, rel=1e-4)
