"""Delivery: which interventions act this week, where and how strongly, and what that moves.

An intervention acts from its start to its end, or in repetitions, with a strength, in the named
organisations or everywhere, on a share of the branches there. Its shifts of levers hold while it
acts; what it pushes once is pushed at each start, and its pulses hold for the week of each start.
What it moves is multiplied by the factor that the scenario's assumptions give it. The shifts of
all interventions on a lever are added in the order of their names, so that the order in a file
does not matter; a strength of zero changes nothing, bit for bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from innosim import catalogue
from innosim.contracts import Intervention
from innosim.errors import InputError
from innosim.organisation.chart import Role
from innosim.scenario.schema import Delivery
from innosim.world.world import Push, World

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Planned:
    """One intervention of a scenario, with the branches that it covers."""

    name: str
    delivery: Delivery
    declared: Intervention
    covered: FloatArray

    def begins(self, week: int) -> bool:
        """Whether it starts, or starts again, in this week."""
        age = week - self.delivery.start
        if age < 0 or (self.delivery.end is not None and week >= self.delivery.end):
            return False
        return age == 0 or (self.delivery.every is not None and age % self.delivery.every == 0)

    def strength(self, week: int) -> float:
        """Strength in a week: 0 outside its time, growing to full over its delay."""
        d = self.delivery
        age = week - d.start
        if age < 0 or (d.end is not None and week >= d.end):
            return 0.0
        if d.every is not None and d.duration is not None:
            age %= d.every
            if age >= d.duration:
                return 0.0
        return d.strength * min(1.0, (age + 1) / (self.declared.delay + 1))

    def pulse(self, week: int) -> float:
        """Strength of its pulses in a week: full when it starts, or starts again, else 0."""
        return self.delivery.strength if self.declared.pulse and self.begins(week) else 0.0


class Schedule:
    """All interventions of a scenario, in the order of their names."""

    def __init__(
        self,
        deliveries: Sequence[Delivery],
        world: World,
        factors: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.plan(_plan(deliveries, world, factors))

    def plan(self, planned: tuple[Planned, ...]) -> None:
        """Take up interventions before the first week."""
        self.planned = planned
        self._last: tuple[tuple[float, float], ...] = tuple((0.0, 0.0) for _ in planned)

    def add(
        self, deliveries: Sequence[Delivery], world: World, factors: Mapping[str, float]
    ) -> None:
        """Plan further interventions; all levers are set anew in the coming week."""
        here = [planned.delivery for planned in self.planned]
        self.planned = _plan([*here, *deliveries], world, factors)
        self._last = ()

    def act(self, world: World, week: int) -> None:
        """Set the levers and make the pushes of this week."""
        strengths = tuple(planned.strength(week) for planned in self.planned)
        shifts = tuple(
            (strength, planned.pulse(week))
            for planned, strength in zip(self.planned, strengths, strict=True)
        )
        if shifts != self._last:
            self._set_levers(world, shifts)
            self._last = shifts
        for planned, strength in zip(self.planned, strengths, strict=True):
            if strength > 0 and planned.begins(week):
                _push(world, planned, planned.delivery.strength)
                _start(world, planned, week)
        self._count_costs(world, strengths)

    def _set_levers(self, world: World, strengths: tuple[tuple[float, float], ...]) -> None:
        shifts: dict[str, FloatArray] = defaultdict(lambda: np.zeros(world.levers.shape))
        for planned, (strength, pulse) in zip(self.planned, strengths, strict=True):
            for lever, gain in planned.declared.effects.items():
                shifts[lever] += strength * gain * planned.covered
            for lever, gain in planned.declared.pulse.items():
                shifts[lever] += pulse * gain * planned.covered
        for lever, shift in shifts.items():
            world.levers.set_shift(lever, shift)

    def _count_costs(self, world: World, strengths: tuple[float, ...]) -> None:
        o = world.organisations
        for planned, strength in zip(self.planned, strengths, strict=True):
            if strength > 0:
                leaders, managers, staff = hours(world, planned, strength)
                o.cost_leaders += leaders
                o.cost_managers += managers
                o.cost_staff += staff


def hours(world: World, planned: Planned, strength: float) -> tuple[FloatArray, ...]:
    """What an intervention takes in a week at some strength, by organisation.

    Returns:
        Hours of leaders, of middle managers and of staff.
    """
    per_week = strength * _by_organisation(world, planned.covered)
    declared = planned.declared
    return (
        per_week * declared.leader_hours,
        per_week * declared.manager_hours * world.managers,
        per_week * declared.staff_hours * world.organisations.size / 100.0,
    )


def _plan(
    deliveries: Sequence[Delivery], world: World, factors: Mapping[str, float]
) -> tuple[Planned, ...]:
    named = sorted(deliveries, key=lambda d: (d.kind, d.model_dump_json()))
    planned: list[Planned] = []
    for delivery in named:
        number = sum(other.delivery.kind == delivery.kind for other in planned)
        name = f"{delivery.kind}#{number}"
        declared = _scaled(catalogue.intervention(delivery.kind), factors.get(delivery.kind, 1.0))
        covered = _coverage(delivery, declared, world)
        planned.append(Planned(name, delivery, declared, covered))
    return tuple(planned)


def _scaled(declared: Intervention, factor: float) -> Intervention:
    """An intervention that moves so many times what it declares; its hours stay."""

    def times(moved: Mapping[str, float]) -> dict[str, float]:
        return {name: factor * shift for name, shift in moved.items()}

    return replace(
        declared,
        effects=times(declared.effects),
        once=times(declared.once),
        pulse=times(declared.pulse),
    )


def _coverage(delivery: Delivery, declared: Intervention, world: World) -> FloatArray:
    """By role and branch: 1 where it acts, else 0.

    All deliveries of a kind reach the branches in one order, so that a larger share covers what
    a smaller one covers and another delivery beside it changes nothing.
    """
    branches = world.branches
    luck = world.streams.uniform(f"delivery/{delivery.kind}", branches.number, 0, branches.service)
    covered = luck < delivery.share
    if delivery.organisations:
        known = list(world.chart.organisation_names)
        unknown = [n for n in delivery.organisations if n not in known]
        if unknown:
            raise InputError(_unknown_organisation(unknown[0], delivery.kind, known))
        wanted = [known.index(n) for n in delivery.organisations]
        number = world.organisations.number[branches.organisation]
        covered &= np.isin(number, wanted)
    return _roles(delivery.roles or declared.roles)[:, None] * covered


def _roles(named: Sequence[str]) -> FloatArray:
    """1 for each role that is named, or for all if none is, else 0."""
    if not named:
        return np.ones(len(Role))
    return np.array([float(role.name.lower() in named) for role in Role])


def _unknown_organisation(name: str, kind: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1, 0.0)
    return (
        f"intervention {kind!r}: there is no organisation {name!r} in this service; "
        f"the nearest of its {len(known)} names is {near[0]!r}"
    )


def _by_organisation(world: World, covered: FloatArray) -> FloatArray:
    """Share of the branches of each organisation in which it acts, weighted by people."""
    branches, n = world.branches, world.organisations.n
    total = np.bincount(branches.organisation, covered.max(axis=0) * branches.size, n)
    return total / np.maximum(world.organisations.size, 1)


def _push(world: World, planned: Planned, strength: float) -> None:
    for signal, gain in planned.declared.once.items():
        by_organisation = strength * gain * _by_organisation(world, planned.covered)
        world.pushes.append(Push(signal.removeprefix("signals."), by_organisation))


def _start(world: World, planned: Planned, week: int) -> None:
    module = catalogue.interventions()[planned.delivery.kind]
    begin = getattr(module, "begin", None)
    if begin is not None:
        begin(world, planned.delivery.strength * planned.covered, week)
