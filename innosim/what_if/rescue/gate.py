"""At the gate: the smallest change of a signal or lever that turns one decision.

Each term of the score is linear in each signal and each lever alone, and in several of them a
product of such. The value that is needed therefore follows from the score as it was and the score
at the end of the range: x = was + (needed - score) / (score at the end - score) x (end - was). The
scores are the model's own, and each answer is put before the model's own gate again before it is
given. It holds for that hearing alone: what the change would have done before, and what would have
come after, is what re-living the world is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import combinations
from math import ceil, expm1, floor, inf, log, log1p, sqrt

import numpy as np

from innosim import catalogue
from innosim.contracts import GATE
from innosim.engine import Simulation
from innosim.parameters import levers_of
from innosim.processes import _gate_review as review
from innosim.processes import _gate_ways as ways
from innosim.processes import gates
from innosim.processes._gate_terms import added_up, terms
from innosim.processes._received import received
from innosim.processes.descent import SIGNALS
from innosim.what_if.rescue.case import Case, Decision
from innosim.world.world import World

GRAIN = 1000
"""Values are stated in thousandths, rounded away from what they were."""

SKIPPING = ("gates.bypass", "gates.autonomy", "gates.flatter", "politics.task_force")
"""Levers by which an idea may go round a middle gate when it comes to it."""

OF_AUTHOR = ("birth.risk_navigation", "gates.bypass", "gates.autonomy", "politics.task_force")
"""Levers that count as they are where the idea comes from, not where the reviewer sits."""

TURNED, ROUND, CONDITIONS = "accepted", "goes round the gate", "accepted with conditions"
MANDATED = "tried because of the mandate"


@dataclass(frozen=True)
class Setting:
    """A signal (as it reached the reviewer) or a lever, as it was and as it would have to be."""

    name: str
    was: float
    to: float
    low: float
    high: float

    @property
    def size(self) -> float:
        """Size of the change as a share of the range."""
        return abs(self.to - self.was) / (self.high - self.low)


@dataclass(frozen=True)
class Flip:
    """Settings that, together and with nothing else changed, turn the decision, and into what."""

    settings: tuple[Setting, ...]
    into: str

    @property
    def size(self) -> float:
        """Sum of the sizes of its changes."""
        return sum(setting.size for setting in self.settings)


@dataclass(frozen=True)
class AtGate:
    """What would have turned a decision.

    Attributes:
        needed: the score above which the decision is a yes, with the luck it had, in logits.
        singles: single changes that turn it, the smallest share of its range first.
        pairs: pairs that raise the score enough, where no single change does; both moved by the
            same share of the way to the end of their range, the smallest such share.
        at_most: the score with every signal and lever at the end of its range that helps.
    """

    needed: float
    singles: tuple[Flip, ...]
    pairs: tuple[Flip, ...]
    at_most: float

    @property
    def by_score(self) -> tuple[Flip, ...]:
        """The single changes that raise the score enough; others find another way."""
        return tuple(flip for flip in self.singles if flip.into == TURNED)

    @property
    def out_of_reach(self) -> bool:
        """Whether neither a single change nor a pair turns it."""
        return not self.singles and not self.pairs


@dataclass(frozen=True)
class _Knob:
    """A signal or lever that raises the score towards one end of its range."""

    name: str
    was: float
    end: float
    gain: float


class Hearing:
    """One decision of a gate, in the world as the gate found it.

    Attributes:
        world: the world just before the gates of that week.
        decision: the decision as it was recorded.
    """

    def __init__(self, world: World, p: gates.Parameters, key: np.uint64, decision: Decision):
        self.world, self.decision, self._p = world, decision, p
        self._row = (world.ideas.key == key).nonzero()[0]
        self._reviewer = world.ideas.reviewer[self._row]
        self._author = world.ideas.origin[self._row]
        self.score, self._outcome = self.heard({})

    def heard(self, values: Mapping[str, float]) -> tuple[float, int]:
        """Score and outcome (a code of `_gate_review.OUTCOMES`) with some things set."""
        with ExitStack() as stack:
            for name, value in values.items():
                stack.enter_context(self._set(name, value))
            score = added_up(terms(self.world, self._p, self._row))
            outcome, _, _ = review.decide(self.world, self._p, self._row, score)
        return float(score[0]), int(outcome[0])

    def passes(self, values: Mapping[str, float]) -> bool:
        """Whether the decision lets the idea pass with some signals and levers set."""
        return bool(review.IS_PASSING[self.heard(values)[1]])

    def goes_round(self, values: Mapping[str, float]) -> bool:
        """Whether the idea goes round the gate with some levers set when it comes to it."""
        chance, luck = self._skipping(values)
        return self.world.ideas.stage[self._row[0]] == GATE and luck < chance

    def _skipping(self, values: Mapping[str, float]) -> tuple[float, float]:
        with ExitStack() as stack:
            for name, value in values.items():
                stack.enter_context(self._set(name, value))
            chance = ways.chance_of_skipping(self.world, self._p, self._row)
        return float(chance[0]), float(ways.luck_of_skipping(self.world, self._row)[0])

    @property
    def needed(self) -> float:
        """The score above which this luck is a yes; minus infinity if any score is."""
        score = np.array([self.score])
        luck = float(review.decide(self.world, self._p, self._row, score)[2][0])
        alone = -expm1(log1p(-luck) / self._p.panel)
        return log(alone / (1.0 - alone)) if alone > 0 else -inf

    def value(self, name: str) -> float:
        """A signal as it reaches the reviewer, or a lever as it stands for whom it counts."""
        if name in SIGNALS:
            return float(received(self.world, name, self._reviewer)[0])
        who = self._author if name in OF_AUTHOR else self._reviewer
        return float(np.ravel(self.world.levers.at(name, who))[0])

    def bounds(self, name: str) -> tuple[float, float]:
        """Least and greatest value in reach; no lever is pushed below where it rests."""
        if name in SIGNALS:
            return 0.0, 1.0
        rest = self.world.levers.rest(name)
        return min(rest.base, self.value(name)), rest.high

    @contextmanager
    def _set(self, name: str, value: float) -> Iterator[None]:
        if name not in SIGNALS:
            with self.world.levers.held(name, value):
                yield
            return
        columns = [getattr(self.world.teams, name), getattr(self.world.organisations, name)]
        kept = [column.copy() for column in columns]
        for column in columns:
            column[:] = value
        try:
            yield
        finally:
            for column, before in zip(columns, kept, strict=True):
                column[:] = before

    @property
    def by_rule(self) -> bool:
        """Whether a rule, stated or believed, stopped the idea, whatever its score."""
        return self._outcome in (review.BY_RULE, review.BY_CONVENTION)

    def luck(self, decision: str) -> float:
        """A number drawn for this idea, gate and attempt."""
        draws = review.draws_at_gate(self.world, self._row, ())
        return float(draws.uniform(decision)[0])

    @property
    def mandate_floor(self) -> float:
        """Chance that a full mandate turns a rejection into an experiment."""
        return self._p.mandate_floor


def names() -> list[str]:
    """All signals and levers."""
    levers = [
        f"{process}.{lever}"
        for process, module in catalogue.processes().items()
        for lever in levers_of(module.Parameters)
    ]
    return [*SIGNALS, *levers]


def hearing(case: Case, decision: Decision) -> Hearing:
    """Let the world of a case go on up to a decision, and stop before the gates."""
    simulation = Simulation(case.scenario, [case.seed])
    simulation.world.recorded = frozenset()
    for _ in range(decision.week):
        simulation.step()
    simulation.approach(gates.PHASE)
    p = case.scenario.section("gates")
    assert isinstance(p, gates.Parameters)
    return Hearing(simulation.world, p, case.key, decision)


def at_gate(heard: Hearing) -> AtGate:
    """What would have turned a decision; see `AtGate`."""
    knobs = [knob for name in names() if (knob := _knob(heard, name)) is not None]
    singles = sorted(_singles(heard, knobs), key=lambda flip: flip.size)
    alone = heard.by_rule or any(flip.into == TURNED for flip in singles)
    pairs = [] if alone else sorted(_pairs(heard, knobs), key=lambda flip: flip.size)
    best, _ = heard.heard({knob.name: knob.end for knob in knobs})
    return AtGate(heard.needed, tuple(singles), tuple(pairs), best)


def _knob(heard: Hearing, name: str) -> _Knob | None:
    was = heard.value(name)
    ends = [end for end in heard.bounds(name) if end != was]
    gains = [heard.heard({name: end})[0] - heard.score for end in ends]
    best = int(np.argmax(gains))
    return _Knob(name, was, ends[best], gains[best]) if gains[best] > 0 else None


def _singles(heard: Hearing, knobs: list[_Knob]) -> Iterator[Flip]:
    short = heard.needed - heard.score
    flips = [
        _verified(heard, {knob.name: knob.was + short / knob.gain * (knob.end - knob.was)}, TURNED)
        for knob in knobs
        if 0 < short <= knob.gain
    ]
    flips += [_verified(heard, {"gates.yes_and": heard.luck("gates/yes_and")}, CONDITIONS)]
    if heard.mandate_floor > 0:
        enough = heard.luck("gates/mandate") / heard.mandate_floor
        flips += [_verified(heard, {"gates.mandate": enough}, MANDATED)]
    flips += [_round(heard, name) for name in SKIPPING]
    smallest: dict[str, Flip] = {}
    for flip in sorted((flip for flip in flips if flip), key=lambda flip: flip.size):
        smallest.setdefault(flip.settings[0].name, flip)
    yield from smallest.values()


def _round(heard: Hearing, name: str) -> Flip | None:
    """The chance of going round the gate is linear in each lever, too."""
    end, was = heard.bounds(name)[1], heard.value(name)
    (now, luck), (most, _) = heard._skipping({}), heard._skipping({name: end})
    if not now <= luck < most:
        return None
    return _verified(heard, {name: was + (luck - now) / (most - now) * (end - was)}, ROUND)


def _pairs(heard: Hearing, knobs: list[_Knob]) -> Iterator[Flip]:
    for one, other in combinations(knobs, 2):
        both, _ = heard.heard({one.name: one.end, other.name: other.end})
        way = _way(heard.needed - heard.score, one.gain + other.gain, both - heard.score)
        if way is None:
            continue
        values = {knob.name: knob.was + way * (knob.end - knob.was) for knob in (one, other)}
        flip = _verified(heard, values, TURNED)
        if flip is not None:
            yield flip


def _way(short: float, apart: float, both: float) -> float | None:
    """How far both must go: the t from 0 to 1 at which apart x t + (both - apart) x t² = short.

    `apart` is the sum of what each gains alone over its whole way, `both` what they gain together.
    """
    if not 0 < short <= both:
        return None
    square = both - apart
    root = sqrt(max(apart * apart + 4.0 * square * short, 0.0))
    return 2.0 * short / (apart + root)


def _verified(heard: Hearing, values: Mapping[str, float], into: str) -> Flip | None:
    """The flip, if the model's own gate lets the idea pass (or go round it) with these values."""
    for further in (0, 1, 2):
        settings = [_setting(heard, name, value, further) for name, value in values.items()]
        rounded = {setting.name: setting.to for setting in settings}
        if any(setting.to == setting.was for setting in settings):
            continue
        if heard.goes_round(rounded) if into == ROUND else heard.passes(rounded):
            return Flip(tuple(settings), into)
    return None


def _setting(heard: Hearing, name: str, value: float, further: int) -> Setting:
    """A setting in whole grains, rounded away from what it was, and so many grains further."""
    was, (low, high) = heard.value(name), heard.bounds(name)
    grains = ceil(value * GRAIN) + further if value > was else floor(value * GRAIN) - further
    return Setting(name, was, min(max(grains / GRAIN, low), high), low, high)
