"""Runs points, several at a time in processes of their own."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence

from innosim.evidence.calibration.points import Bench, Outcome, Point
from innosim.kept import Kept, Values
from innosim.organisation.chart import Chart
from innosim.scenario.sources import read

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
        self._chart: Chart | None = None

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

    def _values(self, missing: dict[str, Point]) -> Iterator[tuple[str, Values]]:
        jobs = min(self._jobs, len(missing))
        if jobs <= 1:
            for key, point in missing.items():
                yield key, self._bench.run(point, self._own_chart())
            return
        context = multiprocessing.get_context("spawn")
        with context.Pool(jobs, _begin, (self._bench,)) as pool:
            yield from pool.imap_unordered(_run, missing.items())

    def _own_chart(self) -> Chart:
        if self._chart is None:
            self._chart = read(self._bench.scenario.organisation).chart
        return self._chart


_HERE: dict[str, tuple[Bench, Chart]] = {}
"""What a worker process keeps from point to point."""


def _begin(bench: Bench) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE["bench"] = bench, read(bench.scenario.organisation).chart


def _run(item: tuple[str, Point]) -> tuple[str, Values]:
    key, point = item
    bench, chart = _HERE["bench"]
    return key, bench.run(point, chart)
