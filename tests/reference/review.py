"""Phase review: the gates (ODD.md 7.9)."""

from __future__ import annotations

from math import exp

from tests.reference.entities import AT_GATE, Idea, Person, Review, Role, Service, Stage
from tests.reference.signals import received

STOPPED = {
    "rejected": "rejected",
    "rule": "a rule stands against it",
    "convention": "a rule was thought to stand against it",
}
"""Outcomes that stop an idea, with the reason."""

PASSED = ("accepted", "accepted_with_conditions", "mandated")


def gates(service: Service) -> None:
    service.reviews.clear()
    waiting = service.ideas_in(*AT_GATE)
    for person in service.people:
        person.queue = 0
    for idea in waiting:
        idea.reviewer.queue += 1
    skipped = {idea for idea in waiting if _goes_round(service, idea)}
    for idea in skipped:
        _move_up(service, idea, "went round the gate")
    for idea in waiting:
        if idea not in skipped and _comes_up(service, idea):
            _review(service, idea)


def _goes_round(service: Service, idea: Idea) -> bool:
    """Whether an idea that has just come to a gate goes round it."""
    arrived = idea.gate_since == service.week and idea.attempts == 0
    if idea.stage == Stage.LEADER_GATE or not arrived:
        return False
    bypass = service.levers.value("gates.bypass", idea.origin)
    autonomy = service.levers.value("gates.autonomy", idea.origin)
    stays = (1.0 - bypass) * (1.0 - service.parameters["gates"].skipped * autonomy)
    if idea.theme == idea.organisation.task_theme:
        stays *= 1.0 - service.levers.value("politics.task_force", idea.origin)
    if idea.reviewer.layer == 1:
        stays *= 1.0 - service.levers.value("gates.flatter", idea.reviewer)
    chance = 1.0 - stays
    return bool(service.draws.uniform("gates/bypass", idea.key + idea.gate) < chance)


def _comes_up(service: Service, idea: Idea) -> bool:
    p, week, reviewer = service.parameters["gates"], service.week, idea.reviewer
    more = 1.0 + service.levers.value("gates.reviewers", reviewer)
    wide = 1.0 + service.levers.value("gates.span", reviewer)
    time = p.capacity * (1.0 + p.capacity_below * reviewer.below * wide) * more
    chance = min(p.attention * more, time / (max(reviewer.queue, 1) * wide))
    if week < idea.waits_until or week < idea.born + p.first_week:
        return False
    return bool(service.draws.uniform("gates/comes_up", idea.key, week) < chance)


def _review(service: Service, idea: Idea) -> None:
    found = terms(service, idea)
    chance = 1.0 / (1.0 + exp(-sum(found.values())))
    probability = 1.0 - (1.0 - chance) ** service.parameters["gates"].panel
    luck, outcome = _decide(service, idea, probability)
    review = Review(idea, idea.gate, idea.reviewer, found, probability, luck, outcome)
    service.reviews.append(review)
    idea.attempts += 1
    _carry_out(service, idea, outcome)


def terms(service: Service, idea: Idea) -> dict[str, float]:
    """The twelve terms of the score."""
    p, levers, m = service.parameters["gates"], service.levers, idea.reviewer
    o, leader = idea.organisation, idea.stage == Stage.LEADER_GATE
    rho = m.risk_aversion * (1.0 - p.mandate_courage * levers.value("gates.mandate", m))
    strange = idea.strangeness
    if leader:
        strange *= 1.0 - levers.value("gates.leader_exposure", m)
    bridging = max(member.bridging for member in idea.team) if idea.team else 0.0
    fit = p.fit * received("clarity", m) + p.political_fit * leader
    aware = p.inaction * levers.value("gates.inaction_awareness", m) * rho
    felt = p.felt_gap * levers.value("frontier.tracking", m)
    return {
        "base": p.base,
        "merit": p.merit * idea.evidence * (idea.merit - 0.5),
        "novelty": -p.novelty * (1.0 - received("parity", m)) * strange,
        "risk": -p.risk * rho * _risk(service, idea),
        "alignment": p.alignment * (idea.least_alignment if leader else idea.alignment[0]),
        "champion": p.champion * _determination(idea.champion),
        "bridging": p.bridging * (bridging - 0.5) if leader else 0.0,
        "fit": fit * (idea.fit - 0.5),
        "inaction": (aware + felt) * o.gap,
        "crisis": p.crisis * min(o.crisis, 1.0),
        "trust": p.trust * (o.trust - 0.5),
        "story": _story(service, m),
    }


def _story(service: Service, reviewer: Person) -> float:
    misframed, levers = service.parameters["gates"].misframed, service.levers
    about_risk = levers.value("gates.risk_story", reviewer)
    about_priorities = levers.value("gates.priority_story", reviewer)
    if reviewer.role == Role.MIDDLE_MANAGER:
        return float(about_risk - misframed * about_priorities)
    if reviewer.role == Role.LEADER:
        return float(about_priorities - misframed * about_risk)
    return float(-misframed * (about_risk + about_priorities))


def _risk(service: Service, idea: Idea) -> float:
    p, levers, m = service.parameters["gates"], service.levers, idea.reviewer
    borne = 1.0 - p.paid * levers.value("gates.outcome_payment", m)
    usual = 1.0 - p.usual * received("normality", m)
    defended = 1.0 - p.defended * levers.value("generation.protection", m)
    navigated = 1.0 - p.navigated * levers.value("birth.risk_navigation", idea.origin)
    return float(idea.risk * borne * usual * (1.0 - idea.evidence) * defended * navigated)


def _determination(champion: Person | None) -> float:
    return 0.0 if champion is None else champion.energy * champion.innovativeness


def _luck(service: Service, idea: Idea, decision: str) -> float:
    """Luck that belongs to the idea, the gate and the attempt."""
    return service.draws.uniform(decision, idea.key + idea.gate * 1024 + idea.attempts)


def _decide(service: Service, idea: Idea, probability: float) -> tuple[float, str]:
    p, m = service.parameters["gates"], idea.reviewer
    luck, rule = _luck(service, idea, "gates/accepts"), _luck(service, idea, "gates/rule")
    if rule < p.hard_rule:
        return luck, "rule"
    if rule < p.hard_rule + p.convention * (1.0 - m.literacy):
        return luck, "convention"
    if luck < probability:
        return luck, "accepted"
    if _luck(service, idea, "gates/then") >= p.rejection:
        return luck, "held"
    if _luck(service, idea, "gates/yes_and") < service.levers.value("gates.yes_and", m):
        return luck, "accepted_with_conditions"
    mandate = p.mandate_floor * service.levers.value("gates.mandate", m)
    return luck, "mandated" if _luck(service, idea, "gates/mandate") < mandate else "rejected"


def _carry_out(service: Service, idea: Idea, outcome: str) -> None:
    p = service.parameters["gates"]
    if outcome == "held":
        service.alignment_lost.append((idea, p.held_back))
    if outcome == "accepted_with_conditions":
        takes = int(_luck(service, idea, "gates/condition") * p.condition_weeks)
        idea.waits_until = service.week + 1 + takes
    if outcome in PASSED and idea.stage == Stage.LEADER_GATE:
        service.move("decided", idea, Stage.PILOT, "accepted by the leader")
    elif outcome in PASSED:
        _move_up(service, idea, "accepted")
    elif outcome in STOPPED:
        _turn_down(service, idea, STOPPED[outcome])


def _move_up(service: Service, idea: Idea, reason: str) -> None:
    idea.reviewer = idea.reviewer.superior or idea.organisation.head
    idea.gate += 1
    idea.gate_since = service.week + 1
    idea.attempts = 0
    if idea.reviewer is idea.organisation.head:
        service.move("decided", idea, Stage.LEADER_GATE, reason)


def _turn_down(service: Service, idea: Idea, reason: str) -> None:
    chance = service.levers.value("gates.appeal", idea.origin)
    possible = idea.stage == Stage.GATE and not idea.appealed
    if possible and _luck(service, idea, "gates/appeal") < chance:
        _appeal(service, idea)
    else:
        service.move("decided", idea, Stage.REJECTED, reason)


def _appeal(service: Service, idea: Idea) -> None:
    """Send an idea to another manager of the organisation, or its head."""
    o = idea.organisation
    luck = service.draws.uniform("gates/second_reviewer", idea.key)
    second = o.people[int(luck * o.size)]
    if second.role == Role.INDIVIDUAL and second.superior is not None:
        second = second.superior
    if second is idea.reviewer:
        second = o.head
    idea.appealed, idea.reviewer, idea.gate_since = True, second, service.week
    if second is o.head:
        service.move("decided", idea, Stage.LEADER_GATE, "appealed")
