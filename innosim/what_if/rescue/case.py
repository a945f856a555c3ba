"""The case of one idea of a results folder: what became of it, and the decision that ended it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from innosim.contracts import IN_FLIGHT, Stage
from innosim.ensemble import seeds
from innosim.errors import InputError
from innosim.processes._gate_review import IS_PASSING, OUTCOMES
from innosim.results.reader import Results
from innosim.scenario.schema import Scenario
from innosim.streams import identity
from innosim.what_if.rescue.again import scenario_of
from innosim.what_if.stories.identity import find

MONTH = 4
"""Weeks that a change is made before the deciding decision, unless another week is named."""

UNDECIDED = tuple(stage.name.lower() for stage in (*IN_FLIGHT, Stage.EXPIRED))
"""Stages of ideas that did not become normal practice and that nobody ended."""

NOT_PASSING = tuple(name for name, passes in zip(OUTCOMES, IS_PASSING, strict=True) if not passes)


@dataclass(frozen=True)
class Fate:
    """How an idea stands at the end of a run.

    Attributes:
        stage: stage of its life.
        ended: week of its end; -1 if it still lives.
        reason: why it ended; empty if it did not.
        layer: layer at which it sits or ended, 0 for the head of an organisation.
        embedded: week in which it became normal practice; -1 if never.
    """

    stage: str
    ended: int
    reason: str
    layer: int
    embedded: int

    @property
    def saved(self) -> bool:
        """Whether it became normal practice by the end of the run."""
        return self.embedded >= 0

    @property
    def way(self) -> str:
        """How it ended, or where it stands, in words."""
        stage = self.stage.replace("_", " ")
        if self.saved:
            return "normal practice"
        if self.ended < 0:
            return f"alive at the end ({stage})"
        if self.reason.startswith(stage):
            return self.reason
        return f"{stage} ({self.reason})" if self.reason else stage

    def __str__(self) -> str:
        week = self.embedded if self.saved else self.ended
        return self.way if week < 0 else f"{self.way}, week {week}"


@dataclass(frozen=True)
class Decision:
    """The last decision of a gate on an idea that it did not let pass.

    Attributes:
        week, gate: when, and how many gates the idea had passed.
        post, layer, role: who decided.
        score: the sum of `terms`, in logits.
        probability, luck: chance of a yes, and the number drawn; below the chance is a yes.
        outcome: what it came to, as in the table `gates`.
        terms: what the score is made of, by name.
    """

    week: int
    gate: int
    post: int
    layer: int
    role: str
    score: float
    probability: float
    luck: float
    outcome: str
    terms: Mapping[str, float]


@dataclass(frozen=True)
class Case:
    """An idea that did not become normal practice, and the run it is from.

    The idea is identified by post, week and ordinal of its conception: all that it draws is keyed
    by them, so that it is the same idea in every world that has not changed up to that week.

    Attributes:
        name: post, week and ordinal, as in "512-20-0".
        replicate: number of the replicate.
        scenario, seed: what it was run with.
        born: week of its conception.
        fate: what became of it.
        decision: the decision of a gate that ended it or keeps it waiting; None if there is none.
    """

    name: str
    replicate: int
    scenario: Scenario
    seed: int
    born: int
    fate: Fate
    decision: Decision | None

    @property
    def key(self) -> np.uint64:
        """The identity by which its random numbers are drawn."""
        post, week, ordinal = (int(part) for part in self.name.split("-"))
        return np.uint64(identity(post, week, ordinal))

    @property
    def turning_point(self) -> int:
        """Week of the deciding decision; without one, that of its end.

        For an idea that nobody ended, since it still lives or grew too old, that of its conception.
        """
        if self.decision is not None:
            return self.decision.week
        return self.born if self.fate.stage in UNDECIDED else self.fate.ended

    def first_week(self, asked: int | None = None) -> int | None:
        """The first week of a change: as asked, or a month before the turning point.

        A change comes after the conception of the idea, so that it is the same idea in both worlds.

        Returns:
            The week; None if none was asked for and the idea was turned down in the very week in
            which it was conceived, so that no change can come in between.

        Raises:
            InputError: if the week asked for is not after its conception, or after its end.
        """
        earliest = self.born + 1
        latest = self.fate.ended if self.fate.ended >= 0 else self.scenario.horizon - 1
        if asked is None:
            week = max(earliest, self.turning_point - MONTH)
            return week if week <= latest else None
        if not earliest <= asked <= latest:
            raise InputError(
                f"a change from week {asked} cannot be looked at: idea {self.name} was conceived "
                f"in week {self.born} and {_until(self.fate)}; {_weeks(earliest, latest)}"
            )
        return asked


def _weeks(earliest: int, latest: int) -> str:
    if earliest > latest:
        return "no week lies between"
    return f"take a week from {earliest} to {latest}"


def _until(fate: Fate) -> str:
    return f"ended in week {fate.ended}" if fate.ended >= 0 else "lives to the end of the run"


def case(results: Results, asked: str, source: str | Path | None = None) -> Case:
    """The case of one idea of a results folder.

    Args:
        results: the folder.
        asked: the idea, as "post-week-ordinal" or "replicate:post-week-ordinal".
        source: the scenario file or name; only needed where the run read an organisation's files.

    Raises:
        InputError: if there is no such idea, it became normal practice, or its world cannot be
            set up again.
    """
    one = find(results, asked)
    where = [("idea", "=", one.idea), ("replicate", "=", one.replicate)]
    row = {name: values[0] for name, values in results.columns("ideas", _COLUMNS, where).items()}
    fate = Fate(
        stage=str(row["stage"]),
        ended=int(row["ended"]),
        reason=str(row["reason"]),
        layer=int(row["layer"]),
        embedded=int(row["reached_embedded"]),
    )
    if fate.saved:
        raise InputError(
            f"idea {asked} became normal practice in week {fate.embedded}: nothing to save",
            file=results.folder,
        )
    manifest = results.manifest
    return Case(
        name=one.idea,
        replicate=one.replicate,
        scenario=scenario_of(results, source),
        seed=seeds(manifest.seed, manifest.replicates)[one.replicate],
        born=int(row["born"]),
        fate=fate,
        decision=_decision(results, row),
    )


_FATE = ("replicate", "idea", "born", "stage", "ended", "reason", "layer")
_COLUMNS = (*_FATE, "reached_pilot", "reached_embedded")


def _decision(results: Results, row: Mapping[str, Any]) -> Decision | None:
    if row["reached_pilot"] >= 0 or "gates" not in results.tables:
        return None
    where = [("idea", "=", row["idea"]), ("replicate", "=", row["replicate"])]
    gates = results.columns("gates", None, where)
    if not len(gates["week"]):
        return None
    last = int(gates["week"].argmax())
    found = {name: values[last] for name, values in gates.items()}
    if found["outcome"] not in NOT_PASSING:
        return None
    role = results.columns("posts", ["role"], [("post", "=", int(found["post"]))])["role"][0]
    terms = [name for name in found if name.startswith("term_")]
    return Decision(
        week=int(found["week"]),
        gate=int(found["gate"]),
        post=int(found["post"]),
        layer=int(found["layer"]),
        role=str(role).replace("_", " "),
        score=float(found["score"]),
        probability=float(found["probability"]),
        luck=float(found["luck"]),
        outcome=str(found["outcome"]),
        terms={name.removeprefix("term_"): float(found[name]) for name in terms},
    )
