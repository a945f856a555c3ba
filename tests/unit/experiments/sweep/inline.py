"""An engine that carries tasks out here and now, in an order of its own."""

from collections.abc import Callable
from types import TracebackType

from innosim.experiments.sweep.engines import Came, Work
from innosim.experiments.sweep.work import Task
from tests.unit.experiments.sweep.toy import work as toy_work


class Inline:
    """As many slots as asked for; `choose` says which of the waiting tasks is next."""

    tries, apart = 2, False

    def __init__(
        self,
        slots: int = 1,
        choose: Callable[[int], int] = lambda waiting: 0,
        work: Work = toy_work,
    ) -> None:
        self.slots, self._choose, self._work = slots, choose, work
        self.waiting: list[Task] = []
        self.most = 0

    @property
    def busy(self) -> int:
        return len(self.waiting)

    def submit(self, task: Task) -> None:
        self.waiting.append(task)
        self.most = max(self.most, len(self.waiting))

    def came(self, seconds: float) -> list[Came]:
        task = self.waiting.pop(self._choose(len(self.waiting)))
        return [Came(task, self._work(task))]

    def __enter__(self) -> "Inline":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.waiting.clear()
