"""Ablation: what each mechanism, and each intervention, moves.

Two arms run the same seeds side by side, one with the rule and one without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from innosim import catalogue
from innosim.arms import HEADLINE, Arms, Progress, Settings, silent, varied
from innosim.contracts import Mechanism
from innosim.paired import Difference
from innosim.scenario.schema import Scenario

ALPHA = 0.01
"""Chance that any headline metric of a rule without effect seems to move (Bonferroni)."""

MECHANISM, INTERVENTION = "mechanism", "intervention"


@dataclass(frozen=True)
class Rule:
    """A mechanism or an intervention, as something that is there or not.

    Attributes:
        kind: "mechanism" or "intervention".
        owner: the process that a mechanism is in, or the name of the intervention's file.
        name, phrase: short name, and what it says in one line.
        rows: the mechanisms of the two seed texts that it serves.
        given: settings of both arms.
        on, off: settings of the arm with the rule and of the one without it.
        moves, sign: the metric that it is claimed to move, and the direction.
        shown: whether the model shows the claim; if not, `note` says why.
    """

    kind: str
    owner: str
    name: str
    phrase: str
    rows: tuple[int, ...]
    given: Settings
    on: Settings
    off: Settings
    moves: str
    sign: int
    shown: bool
    note: str

    @property
    def key(self) -> str:
        """A name that no other rule has."""
        return self.owner if self.kind == INTERVENTION else f"{self.owner}: {self.name}"

    @property
    def switch(self) -> str:
        """What takes the rule away, in words that `--set` understands."""
        if self.kind == INTERVENTION:
            return "leave it out"
        return ", ".join(f"{key}={in_words(value)}" for key, value in self.off.items())

    @property
    def conditions(self) -> str:
        """The settings under which the claim is made, as KEY=VALUE."""
        return ", ".join(f"{key}={in_words(value)}" for key, value in self.given.items())

    def arms(self, scenario: Scenario) -> tuple[Scenario, Scenario]:
        """The scenario with the rule and without it, under the conditions of the claim."""
        under = varied(scenario, self.given)
        return varied(under, self.on), varied(under, self.off)

    def arms_as_it_stands(self, scenario: Scenario) -> tuple[Scenario, Scenario]:
        """The scenario with the rule and without it, with as little else changed as can be.

        A mechanism that acts in the scenario is taken away from it. One that rests there is
        looked at under the conditions of its claim, which make it act; an intervention is added.
        """
        if self.kind == INTERVENTION:
            return varied(scenario, self.on), scenario
        without = varied(scenario, self.off)
        acts = without.digest() != scenario.digest()
        return (scenario, without) if acts else self.arms(scenario)


def rules() -> list[Rule]:
    """All mechanisms in the order of the processes, then all interventions."""
    mechanisms = [
        _mechanism(process, mechanism)
        for process, module in catalogue.processes().items()
        for mechanism in module.MECHANISMS
    ]
    return [*mechanisms, *(_intervention(name) for name in catalogue.interventions())]


def _mechanism(process: str, declared: Mechanism) -> Rule:
    return Rule(
        kind=MECHANISM,
        owner=process,
        name=declared.name,
        phrase=declared.phrase,
        rows=declared.rows,
        given=declared.given,
        on={},
        off=declared.off,
        moves=declared.moves,
        sign=declared.sign,
        shown=declared.shown,
        note=declared.note,
    )


def _intervention(name: str) -> Rule:
    declared = catalogue.intervention(name)
    return Rule(
        kind=INTERVENTION,
        owner=name,
        name=name,
        phrase=declared.title,
        rows=declared.rows,
        given=declared.given,
        on={"interventions": [{"kind": name, "strength": 1.0, **declared.when}]},
        off={},
        moves=declared.moves,
        sign=declared.sign,
        shown=declared.shown,
        note=declared.note,
    )


def in_words(value: Any) -> str:
    """A value as it is written in a scenario file."""
    if isinstance(value, list):
        return ", ".join(f"{delivery['kind']} from week {delivery['start']}" for delivery in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class Row:
    """One rule in the ablation table.

    Attributes:
        rule: the mechanism or intervention.
        claimed: its effect on the metric that it is claimed to move.
        headline: its effect on each headline metric.
    """

    rule: Rule
    claimed: Difference
    headline: Mapping[str, Difference]

    @property
    def moved(self) -> dict[str, Difference]:
        """The headline metrics that move beyond noise."""
        alpha = ALPHA / len(self.headline)
        return {name: d for name, d in self.headline.items() if d.beyond_noise(alpha)}


def ablation_table(
    scenario: Scenario,
    replicates: int,
    progress: Progress = silent,
    chosen: Sequence[Rule] | None = None,
) -> Iterator[Row]:
    """The effects of all rules, or of the chosen ones, in a scenario as it stands.

    The rows come one after the other, as they are found.
    """
    chosen = rules() if chosen is None else chosen
    metrics = tuple(dict.fromkeys([*HEADLINE, *(rule.moves for rule in chosen)]))
    arms = Arms(metrics, replicates, progress)
    for rule in chosen:
        on, off = rule.arms_as_it_stands(scenario)
        found = arms.differences(on, off)
        yield Row(rule, found[rule.moves], {name: found[name] for name in HEADLINE})


def is_on(rule: Rule, scenario: Scenario) -> bool:
    """Whether a rule does anything in a scenario as it stands."""
    if rule.kind == INTERVENTION:
        kinds = {delivery.kind for delivery in scenario.deliveries() if delivery.strength > 0}
        return rule.owner in kinds
    return varied(scenario, rule.off).digest() != scenario.digest()


def distinct_arms(scenario: Scenario, chosen: Sequence[Rule]) -> int:
    """How many different arms an ablation runs."""
    arms = {arm.digest() for rule in chosen for arm in rule.arms_as_it_stands(scenario)}
    return len(arms)
