"""Runs points, several at a time in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from innosim.evidence.calibration.points import Bench, Outcome, Point
from innosim.kept import Kept, Values
from innosim.pool import each
from innosim.scenario.sources import chart_of

Tell = Callable[[int, int], None]
"""Told of points that were kept from before, and of points that have been run."""


class Workers:
    """Runs the points that are not in the store yet.

    Args:
        bench: what all points have in common.
        store: where values are kept as they come.
        jobs: processes side by side; with 1, points are run in this process.
        tell: told of progress.
    """

    def __init__(self, bench: Bench, store: Kept, jobs: int, tell: Tell) -> None:
        self._bench, self._store, self._jobs, self._tell = bench, store, jobs, tell

    def run(self, points: Sequence[Point]) -> list[Outcome]:
        """The outcomes of the points, in their order."""
        keys = [self._bench.key(point) for point in points]
        pairs = zip(keys, points, strict=True)
        missing = {key: point for key, point in pairs if key not in self._store}
        self._tell(len(points) - len(missing), 0)
        for key, values in self._values(missing):
            self._store.add(key, values)
            self._tell(0, 1)
        return [Outcome(point, self._store[key]) for key, point in zip(keys, points, strict=True)]

    def _values(self, missing: Mapping[str, Point]) -> Iterator[tuple[str, Values]]:
        tasks = [_Task(self._bench, key, point) for key, point in missing.items()]
        for task, values in each(_run, tasks, self._jobs):
            yield task.key, values


@dataclass(frozen=True)
class _Task:
    bench: Bench
    key: str
    point: Point


def _run(task: _Task) -> Values:
    return task.bench.run(task.point, chart_of(task.bench.scenario.organisation))
