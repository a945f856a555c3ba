"""Phase assemble: the birth of ideas (ODD.md 7.7)."""

from __future__ import annotations

from math import exp, sqrt

from tests.reference.draws import beta, clip, fold
from tests.reference.entities import (
    DEGREES,
    THEMES,
    Driver,
    Idea,
    Organisation,
    Person,
    Service,
    Stage,
)

CANDIDATES = 6
PARTS = ("method", "subject", "bridging", "astuteness")


def birth(service: Service) -> None:
    week = service.week
    for person, ordinal, driver in sorted(service.conceived, key=lambda c: (c[0].post, c[1])):
        key = fold(person.post, week, ordinal)
        idea = Idea(len(service.ideas), person, week, ordinal, driver, key)
        idea.since = idea.gate_since = week
        _choose_team(service, idea)
        _set_theme(service, idea)
        _set_nature(service, idea)
        _set_merit(service, idea)
        _set_standing(service, idea)
        _note_circumstances(service, idea)
        service.ideas.append(idea)
    service.conceived.clear()


def _happens(service: Service, idea: Idea, decision: str, lever: str) -> bool:
    """Whether something happens whose chance is a lever."""
    chance = service.levers.value(lever, idea.origin)
    return service.draws.uniform(decision, idea.key) < chance


def _choose_team(service: Service, idea: Idea) -> None:
    cloud = _happens(service, idea, "birth/cloud", "birth.talent_cloud")
    at_hand = service.people if cloud else idea.branch.people
    luck = [service.draws.uniform(f"birth/candidate/{k}", idea.key) for k in range(CANDIDATES)]
    candidates = [at_hand[int(one * len(at_hand))] for one in luck]
    idea.mixed = _happens(service, idea, "birth/mixed", "birth.mixed_team")
    if idea.mixed:
        skills = ("method", "subject", "bridging")
        candidates = [max(candidates, key=lambda c: getattr(c, skill)) for skill in skills]
    idea.members = [idea.origin, *candidates[:3]]


def _set_theme(service: Service, idea: Idea) -> None:
    o, draws = idea.organisation, service.draws
    chance = o.clarity * idea.origin.clarity + service.levers.value("birth.relating", idea.origin)
    luck = draws.uniform("birth/theme", idea.key)
    idea.theme = int(luck * THEMES)
    if draws.uniform("birth/related", idea.key) < chance:
        sums = [sum(o.fit[: theme + 1]) / sum(o.fit) for theme in range(THEMES - 1)]
        idea.theme = sum(luck >= one for one in sums)
    idea.fit = o.fit[idea.theme]


def _set_nature(service: Service, idea: Idea) -> None:
    p, draws, o = service.parameters["birth"], service.draws, idea.organisation
    v = beta(draws.uniform("birth/novelty", idea.key), p.novelty_a, p.novelty_b)
    navigated = service.levers.value("birth.risk_navigation", idea.origin)
    history = service.levers.value("birth.history", idea.origin)
    idea.novelty, idea.core = v, _happens(service, idea, "birth/core", "birth.core")
    risk = p.risk_base + p.risk_novelty * v + p.risk_noise * draws.normal("birth/risk", idea.key)
    idea.risk = clip(risk)
    familiar = 1.0 - p.core_discount * idea.core
    idea.strangeness = v * familiar * (1.0 - history) * exp(-p.precedent * o.precedents[idea.theme])
    known = o.familiarity[degree(v)]
    evidence = p.evidence_base + p.evidence_familiar * known + p.navigated_evidence * navigated
    idea.evidence = clip(evidence)


def degree(novelty: float) -> int:
    """Which of the five equal degrees of novelty."""
    return min(int(novelty * DEGREES), DEGREES - 1)


def _set_merit(service: Service, idea: Idea) -> None:
    p = service.parameters["birth"]
    outside = service.levers.value("birth.outside", idea.origin)
    idea.outside = 1.0 if idea.driver == Driver.EXTERNAL else outside
    method = max(member.method for member in idea.team)
    subject = max(member.subject for member in idea.team)
    merit = p.merit_base + p.merit_skills * (sqrt(method * subject) - 0.5)
    merit += p.merit_outside * idea.outside
    merit += p.merit_archetypes * _known_parts(service, idea)
    merit += p.merit_noise * service.draws.normal("birth/merit", idea.key)
    idea.merit = clip(merit)


def _known_parts(service: Service, idea: Idea) -> float:
    """How different the parts of the members are, as far as parts are known by name."""
    parts = {max(PARTS, key=lambda part: getattr(member, part)) for member in idea.team}
    known = service.levers.value("birth.archetypes", idea.origin)
    return known * (len(parts) - 1) / 3.0


def _set_standing(service: Service, idea: Idea) -> None:
    p = service.parameters["birth"]
    idea.openness = service.levers.value("external.openness", idea.origin)
    hidden = _happens(service, idea, "birth/hidden", "birth.under_radar")
    idea.hidden_until = service.week + (p.radar_weeks if hidden else 0)
    idea.concerned = [idea.organisation]
    for place in (1, 2):
        idea.concerned.append(_further(service, idea, place))
    idea.alignment = [p.alignment for _ in idea.concerned]
    idea.reviewer = first_reviewer(idea.origin)
    if idea.reviewer is idea.organisation.head:
        idea.stage, idea.reached_leader = Stage.LEADER_GATE, service.week


def _note_circumstances(service: Service, idea: Idea) -> None:
    idea.fit_at_birth = idea.fit
    idea.urge_at_birth = idea.origin.innovativeness
    idea.aversion_at_birth = idea.reviewer.risk_aversion
    idea.window_at_birth = min(idea.organisation.crisis, 1.0)


def _further(service: Service, idea: Idea, place: int) -> Organisation | None:
    """Another organisation that the idea concerns, if any."""
    draws, p = service.draws, service.parameters["birth"]
    if draws.uniform(f"birth/several/{place}", idea.key) >= p.several:
        return None
    luck = draws.uniform(f"birth/concerned/{place}", idea.key)
    other = service.organisations[int(luck * len(service.organisations))]
    return None if other in idea.concerned else other


def first_reviewer(person: Person) -> Person:
    """The superior of the post, or the head itself."""
    return person.superior or person
