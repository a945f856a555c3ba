"""Phase trial: pilots (ODD.md 7.10)."""

from __future__ import annotations

from math import exp

from tests.reference.draws import clip
from tests.reference.entities import Idea, Service, Stage
from tests.reference.signals import combined, received


def pilots(service: Service) -> None:
    p = service.parameters["pilots"]
    for o in service.organisations:
        o.lost = 0.0
    for idea in service.ideas_in(Stage.PILOT):
        if idea.since == service.week - 1:
            idea.delay = _delay(service, idea)
        if service.week >= idea.waits_until:
            foreign = idea.openness * (1.0 - received("normality", idea.origin))
            pace = max(0.0, 1.0 - idea.hours / p.work_hours) * (1.0 - p.open_work * foreign)
            idea.progress += pace
            idea.worked += p.work_hours * pace
        learnt = p.learning * (1.0 - idea.evidence) * (1.0 + idea.openness)
        idea.evidence = clip(idea.evidence + learnt)
        if idea.progress >= p.weeks + idea.delay - 1e-3:
            _finish(service, idea)


def _delay(service: Service, idea: Idea) -> float:
    """Work that refused permissions add."""
    p = service.parameters["pilots"]
    yes_and = service.levers.value("gates.yes_and", idea.reviewer)
    chance = min(p.yes + p.yes_more * yes_and, 1.0)
    luck = [service.draws.uniform(f"pilots/ask/{k}", idea.key) for k in range(p.asks)]
    return float(p.ask_weeks * sum(one >= chance for one in luck))


def _finish(service: Service, idea: Idea) -> None:
    luck = service.draws.uniform("pilots/success", idea.key)
    idea.tried = 1 if luck < _logistic(_success(service, idea)) else -1
    if idea.tried < 0:
        _count_loss(service, idea)
        service.move("decided", idea, Stage.FAILED, "the pilot failed")
    elif service.draws.uniform("pilots/decision", idea.key) < _logistic(_decision(service, idea)):
        service.move("decided", idea, Stage.DIFFUSING, "continued after the pilot")
    else:
        service.move("decided", idea, Stage.NOT_CONTINUED, "not continued after the pilot")


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + exp(-score))


def _success(service: Service, idea: Idea) -> float:
    p, levers = service.parameters["pilots"], service.levers
    luck = service.draws.uniform("pilots/late_mix", idea.key)
    late = luck < levers.value("pilots.late_mix", idea.origin) and not idea.mixed
    merit = idea.merit + (p.late_gain if late else 0.0)
    provided = received("suitability", idea.origin) * _task_force(service, idea)
    outrun = min(provided - idea.strangeness, 0.0)
    skills = [member.capability for member in idea.team]
    k = sum(skills) / len(skills) if skills else 0.0
    autonomy = p.autonomy * levers.value("gates.autonomy", idea.origin)
    score = p.base + p.merit * (merit - 0.5) + p.mismatch * outrun
    return float(score + (p.capability + autonomy) * (k - 0.5))


def _task_force(service: Service, idea: Idea) -> float:
    """How many times as suitable a task force makes the organisation for the idea."""
    o = idea.organisation
    if idea.theme != o.task_theme:
        return 1.0
    at_work = service.levers.value("politics.task_force", idea.origin)
    added = service.parameters["pilots"].task_force * at_work
    raised = combined(min(o.skills + added, 1.0), o.data, min(o.infrastructure + added, 1.0))
    return raised / combined(o.skills, o.data, o.infrastructure)


def _count_loss(service: Service, idea: Idea) -> None:
    paid = service.levers.value("gates.outcome_payment", idea.reviewer)
    borne = service.parameters["pilots"].borne * paid
    idea.organisation.lost += idea.worked * (1.0 - borne)


def _decision(service: Service, idea: Idea) -> float:
    p = service.parameters["pilots"]
    z = service.draws.normal("pilots/seen", idea.key)
    seen = idea.merit + p.seen_noise * (1.0 - idea.evidence) * z
    focus = p.focus * service.levers.value("pilots.outcome_focus", idea.reviewer)
    score = p.decision + (p.decision_merit + focus) * (seen - 0.5)
    score += p.decision_core if idea.core else 0.0
    score += 0.0 if idea.champion_left else p.decision_champion
    return float(score + p.decision_alignment * idea.least_alignment)
