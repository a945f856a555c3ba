"""Phase intervene: levers, pushes and hours of interventions (ODD.md 7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from innosim import catalogue
from innosim.contracts import Intervention
from innosim.parameters import facts, levers_of
from tests.reference.draws import clip
from tests.reference.entities import Branch, Organisation, Person, Role, Service


@dataclass(eq=False, slots=True)
class Planned:
    """An intervention: when, how strongly, which roles and branches."""

    delivery: Any
    declared: Intervention
    factor: float
    roles: set[Role]
    branches: set[Branch]

    def acts(self, week: int) -> bool:
        """Whether it acts in a week."""
        d = self.delivery
        if week < d.start or (d.end is not None and week >= d.end):
            return False
        return d.every is None or (week - d.start) % d.every < d.duration

    def starts(self, week: int) -> bool:
        """Whether it starts, or starts again, in a week."""
        since, every = week - self.delivery.start, self.delivery.every
        return self.acts(week) and (since == 0 or (every is not None and since % every == 0))

    def strength(self, week: int) -> float:
        """Its strength in a week, growing since its start (or the start of its repetition)."""
        d = self.delivery
        if not self.acts(week):
            return 0.0
        since = week - d.start if d.every is None else (week - d.start) % d.every
        return float(d.strength * min(1.0, (since + 1) / (self.declared.delay + 1)))

    def share(self, organisation: Organisation) -> float:
        """Share of an organisation's people in covered branches."""
        covered = sum(person.branch in self.branches for person in organisation.people)
        return covered / organisation.size


class Levers:
    """Present value of each lever for each role and branch."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.rest: dict[str, tuple[float, float, float]] = {}
        for section, chosen in parameters.items():
            for name, declared in levers_of(type(chosen)).items():
                bounds = facts(declared)
                rest = float(getattr(chosen, name)), bounds["low"], bounds["high"]
                self.rest[f"{section}.{name}"] = rest
        self.shifts: dict[str, dict[Branch, list[float]]] = {}
        self.means: dict[tuple[str, int], float] = {}
        self.planned: list[Planned] = []

    def value(self, name: str, person: Person) -> float:
        """For one person."""
        rest, low, high = self.rest[name]
        by_role = self.shifts.get(name, {}).get(person.branch)
        return rest if by_role is None else clip(rest + by_role[person.role], low, high)

    def mean(self, name: str, organisation: Organisation) -> float:
        """Mean over the people of an organisation; worked out once a week."""
        if name not in self.shifts:
            return self.rest[name][0]
        known = self.means.get((name, organisation.number))
        if known is None:
            known = sum(self.value(name, person) for person in organisation.people)
            known /= organisation.size
            self.means[name, organisation.number] = known
        return known


def begin(service: Service, deliveries: Iterable[Any], factors: Mapping[str, float]) -> None:
    """Draw which branches each intervention covers."""
    for delivery in deliveries:
        declared = catalogue.intervention(delivery.kind)
        names = {role.name.lower(): role for role in Role}
        roles = {names[name] for name in delivery.roles or declared.roles} or set(Role)
        where = [o for o in service.organisations if not delivery.organisations]
        where += [o for o in service.organisations if o.name in delivery.organisations]
        decision = f"delivery/{delivery.kind}"
        branches = {
            branch
            for branch in service.branches
            if branch.organisation in where
            and service.draws.uniform(decision, branch.number) < delivery.share
        }
        factor = factors.get(delivery.kind, 1.0)
        service.levers.planned.append(Planned(delivery, declared, factor, roles, branches))


def step(service: Service) -> None:
    """Set the levers, push the signals and count the hours."""
    service.levers.shifts.clear()
    service.levers.means.clear()
    for planned in service.levers.planned:
        strength = planned.strength(service.week)
        if strength > 0.0:
            _shift(service.levers, planned, strength, planned.declared.effects)
            _count_hours(service, planned, strength)
            if planned.starts(service.week):
                _push(service, planned)
                full = planned.delivery.strength
                _shift(service.levers, planned, full, planned.declared.pulse)


def _shift(levers: Levers, planned: Planned, strength: float, moved: Mapping[str, float]) -> None:
    for name, effect in moved.items():
        shifts = levers.shifts.setdefault(name, {})
        for branch in planned.branches:
            by_role = shifts.setdefault(branch, [0.0 for _ in Role])
            for role in planned.roles:
                by_role[role] += strength * planned.factor * effect


def _push(service: Service, planned: Planned) -> None:
    for name, gain in planned.declared.once.items():
        for o in service.organisations:
            push = planned.delivery.strength * planned.factor * gain * planned.share(o)
            service.pushes.append((o, name.removeprefix("signals."), push))


def _count_hours(service: Service, planned: Planned, strength: float) -> None:
    declared = planned.declared
    for o in service.organisations:
        acting = strength * planned.share(o)
        managers = sum(person.role == Role.MIDDLE_MANAGER for person in o.people)
        o.cost_leaders += acting * declared.leader_hours
        o.cost_managers += acting * declared.manager_hours * managers
        o.cost_staff += acting * declared.staff_hours * o.size / 100.0
