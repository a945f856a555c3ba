"""One idea that fares otherwise under a plan, in a world as ordinary as can be: an illustration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from innosim.ensemble import run_to_folder
from innosim.results.reader import Results, read
from innosim.scenario.schema import Scenario
from innosim.what_if.stories.biography import Biography, Sentence, biography, day_words

_TABLES = ("ideas", "events", "gates")
_COLUMNS = ("idea", "merit", "stage", "reached_pilot", "reached_embedded", "ended")


@dataclass(frozen=True)
class Story:
    """One idea under two scenarios in the same world.

    Attributes:
        seed: of the world.
        reference, plan: the life of the idea under each.
    """

    seed: int
    reference: Biography
    plan: Biography

    def facts(self) -> dict[str, Any]:
        """The story as plain values: what is told of each life, and its facts."""
        stopped = _stopped(self.reference)
        return {
            "seed": self.seed,
            "idea": self.plan.identity.idea,
            "nature": self.plan.sentences[1].text,
            "reference": _life(self.reference, stopped),
            "plan": _life(self.plan, _instead(self.plan, stopped)),
        }


def ordinary(differences: Sequence[float]) -> list[int]:
    """The places of all differences, that nearest to the mean first; of equal ones the first."""
    values = np.array(differences, np.float64)
    away = np.abs(values - values.mean()).round(12)
    return [int(place) for place in np.argsort(away, kind="stable")]


def story(plan: Scenario, reference: Scenario, seed: int) -> Story | None:
    """The best idea that ends untried in the reference and is normal practice under the plan.

    Args:
        plan, reference: the two scenarios.
        seed: of the world, for both of them.

    Returns:
        None if there is no such idea in this world.
    """
    with TemporaryDirectory(prefix="innosim-") as folder:
        one = _lived(plan, seed, Path(folder) / "plan")
        other = _lived(reference, seed, Path(folder) / "reference")
        idea = _told(one, other)
        if idea is None:
            return None
        return Story(seed, biography(other, idea), biography(one, idea))


def _lived(scenario: Scenario, seed: int, folder: Path) -> Results:
    record = scenario.record.model_copy(update={"gates": True, "events": True, "every": 1})
    world = scenario.model_copy(update={"seed": seed, "record": record})
    return read(run_to_folder(world, folder))


def _told(plan: Results, reference: Results) -> str | None:
    """The idea of greatest merit among those that fare better; the first by name of several."""
    if any(set(_TABLES) - set(results.tables) for results in (plan, reference)):
        return None
    one, other = (results.of_replicate("ideas", 0, _COLUMNS) for results in (plan, reference))
    practice = (one["reached_embedded"] >= 0) & (one["stage"] == "embedded")
    untried = (other["ended"] >= 0) & (other["reached_pilot"] < 0)
    lost = set(other["idea"][untried].tolist())
    merit = dict(zip(one["idea"][practice].tolist(), one["merit"][practice].tolist(), strict=True))
    found = sorted((-value, idea) for idea, value in merit.items() if idea in lost)
    return found[0][1] if found else None


def _stopped(reference: Biography) -> Sentence:
    """What ended the idea: the last decision on it, or what else befell it last."""
    *lived, _ = reference.sentences
    decided = [one for one in lived if one.record.table == "gates"]
    return (decided or lived)[-1]


def _instead(plan: Biography, stopped: Sentence) -> Sentence:
    """What the same reviewer decided under the plan, or else what happened from that week on."""
    *lived, _ = plan.sentences
    post = stopped.record["post"]
    decided = [s for s in lived if s.record.table == "gates" and s.record["post"] == post]
    later = [s for s in lived if s.week >= stopped.week]
    return [*decided[-1:], *later, lived[-1]][0]


def _life(mine: Biography, told: Sentence) -> dict[str, Any]:
    """What is told of one life: one thing that happened, without what weighed, and its end."""
    return {
        "day": day_words(told.day),
        "happened": told.text.partition(". ")[0].rstrip(".") + ".",
        "end": mine.sentences[-1].text.removeprefix("What became of it: "),
    }
