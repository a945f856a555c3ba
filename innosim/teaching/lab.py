"""Runs the worlds of a lesson, each once, and computes what the lesson shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from innosim import __version__
from innosim.ensemble import run_to_folder
from innosim.errors import InputError
from innosim.results.reader import Results, read
from innosim.teaching.lesson import Lesson, Telling
from innosim.what_if.comparison.runs import Bench, Found, Memory
from innosim.what_if.stories.biography import Biography, biography
from innosim.what_if.stories.worth import Candidate, worth_telling
from innosim.what_if.xray.places import Choice
from innosim.what_if.xray.system import Rerun, Shares

PAIRS = 30
MOST_LOOKED_AT = 60
"""Ideas by a rule among which one is looked for that is tried elsewhere."""

SEED = 1
"""Seed of the first world of a lesson; it decides those of the others."""

Facts = dict[str, Any]


@dataclass
class Lab:
    """The worlds of a lesson.

    Attributes:
        lesson: what is computed.
        pairs: worlds, the same for all services of the lesson.
        progress: told what is done.
    """

    lesson: Lesson
    pairs: int = PAIRS
    progress: Callable[[str], None] = lambda done: None
    _stack: ExitStack = field(default_factory=ExitStack)
    _folders: dict[tuple[str, int], Results] = field(default_factory=dict)

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    @cached_property
    def _bench(self) -> Bench:
        return Bench(SEED, Memory())

    def found(self, world: str) -> Found:
        """What a comparison measures in a world."""
        scenario = self.lesson.world(world).scenario()
        return self._bench.run([scenario], self.pairs)[0]

    def results(self, world: str, replicates: int | None = None) -> Results:
        """The results of a world, with events and decisions."""
        key = (world, replicates or self.pairs)
        if key not in self._folders:
            place = Path(self._stack.enter_context(TemporaryDirectory(prefix="innosim-")))
            scenario = self.lesson.world(world).scenario()
            seeded = scenario.model_copy(update={"seed": SEED})
            self._folders[key] = read(run_to_folder(seeded, place / "run", key[1]))
        return self._folders[key]

    def shares(self, world: str) -> Shares:
        """People, signals or workload, at the gates of middle managers."""
        scenario = self.lesson.world(world).scenario()
        seeded = scenario.model_copy(update={"seed": SEED})
        store: Any = Memory()
        return Rerun(seeded, self.pairs, store, Choice(role="middle_manager")).shares()

    def facts(self) -> Facts:
        """All that the lesson shows, as plain values."""
        numbers: Facts = {}
        series: Facts = {}
        for reading in self.lesson.readings:
            self.progress(reading.name)
            found = {name: one.facts() for name, one in reading.numbers(self).items()}
            twice = found.keys() & numbers.keys()
            if twice:
                raise InputError(f"two readings give a number {min(twice)!r}; name them otherwise")
            numbers |= found
            series |= reading.series(self)
        self.progress("story")
        return {
            "version": __version__,
            "digest": digest(self.lesson, self.pairs),
            "pairs": self.pairs,
            "seed": SEED,
            "numbers": numbers,
            "series": series,
            "story": self.story(),
        }

    def story(self) -> Facts:
        """The story of one idea, and what became of the same idea elsewhere."""
        telling = self.lesson.story
        results = self.results(telling.world, 1)
        chosen = self._chosen(results, telling)
        told = biography(results, chosen.asked)
        return {
            "world": telling.world,
            "kind": telling.kind,
            "otherwise": telling.otherwise,
            "idea": chosen.asked,
            "reason": chosen.reason,
            "service": told.service,
            "sentences": list(_sentences(told)),
            "elsewhere": {
                world: _end(self.results(world, 1), chosen.asked) for world in telling.also
            },
        }

    def _chosen(self, results: Results, telling: Telling) -> Candidate:
        most = MOST_LOOKED_AT if telling.otherwise else 1
        last = self.results(telling.also[-1], 1) if telling.otherwise else results
        for one in worth_telling(results, most).found:
            if one.kind == telling.kind and (
                not telling.otherwise or _apart(results, last, one.asked)
            ):
                return one
        raise InputError(f"no idea of the kind {telling.kind!r} in the world {telling.world!r}")


def digest(lesson: Lesson, pairs: int) -> str:
    """Hash of what shapes the numbers of a lesson: version, scenarios, readings, pairs."""
    worlds = [(world.name, world.scenario().digest()) for world in lesson.worlds]
    readings = [repr(reading) for reading in lesson.readings]
    words = json.dumps([__version__, pairs, SEED, worlds, readings])
    return hashlib.sha256(words.encode()).hexdigest()


def _sentences(told: Biography) -> Iterator[Facts]:
    for one in told.sentences:
        yield {"week": one.week, "date": one.day.isoformat(), "text": one.text}


def _apart(results: Results, other: Results, idea: str) -> bool:
    """Whether an idea is tried in the other run, and not in this one."""
    try:
        here, there = (biography(run, idea).idea["reached_pilot"] for run in (results, other))
    except InputError:
        return False
    return bool(here < 0 <= there)


def _end(results: Results, idea: str) -> str:
    """The last sentence of the same idea in another world."""
    try:
        return biography(results, idea).sentences[-1].text
    except InputError:
        return "Nobody raised this idea in this world."
