"""What one browser works on: its setting, its history, and the worlds that are run for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.setting import NAMES, Setting, families
from innosim.dashboard.state.shared import Shared, in_range, whole_link
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.state.weighing import Weighing
from innosim.dashboard.work.crew import NOW, PERHAPS, SOON, Crew, Job
from innosim.ensemble import seeds
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.arms import ASSUMED, PLAN, REFERENCE, Arm
from innosim.what_if.comparison.glance import WATCHED, Glimpse
from innosim.what_if.comparison.quantities import Values

FloatArray = NDArray[np.float64]

FEW = 5
NEAR, MANY = 2, 100
"""Steps of a lever to each side that are run beforehand: at once, and after these."""
ROUNDS = (1, FEW, 20, 40)
"""Worlds of each arm after which a page is drawn anew."""
MOST_WEEKS = 250_000_000
"""People times weeks times worlds of one arm that a page runs at most, beyond the first world."""
LIVE = 5_000
"""People up to which a slider answers while it is dragged."""
MOST_AHEAD = 400_000
"""People times weeks up to which next steps are run beforehand."""
REMEMBERED = 20
"""Moves that can be undone."""

Place = tuple[Setting, float | None]
"""What a move changes: the setting, and the budget that was typed in."""


class Shelf:
    """Numbers of worlds by setting and seed, for all browsers: they depend on nothing else."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[Setting, int], Values] = OrderedDict()
        self._lock = RLock()

    def get(self, setting: Setting, seed: int) -> Values | None:
        """The numbers of a world, if it has been run."""
        with self._lock:
            found = self._kept.get((setting, seed))
            if found is not None:
                self._kept.move_to_end((setting, seed))
            return found

    def put(self, setting: Setting, seed: int, values: Values) -> None:
        """Keep the numbers of a world; the oldest ones go."""
        with self._lock:
            self._kept[setting, seed] = values
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class Aside(Protocol):
    """What another page works on for the same browser."""

    def stop(self) -> None:
        """Run nothing more."""


class Session:
    """One browser's work; its methods may be called from any thread.

    Worlds are run only while the page Explore is open.

    Args:
        sources: the scenarios there are.
        crew: who runs worlds.
        shelf: worlds that have been run.
        shared: what it starts with.
        changed: called when there is something new to show.

    Attributes:
        stated: the budget that was typed in, in hours a year; None for none.
        weighing: the plans that are kept.
        resting: whether its browser cannot be reached, so that nothing is run for it.
        aside: what other pages work on for this browser, by the name of the page.
        wanted: what a page was asked to open by another one, by the path of the page.
        lock: held while anything is changed; whoever reads several things holds it, too.
    """

    def __init__(
        self,
        sources: Sources,
        crew: Crew,
        shelf: Shelf,
        shared: Shared,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.sources = sources
        self.setting = shared.setting
        self.changed = changed
        self.watched = shared.watched
        self.stated = shared.budget
        self.before: Setting | None = None
        self.replays = 0
        self.failed = ""
        self.paused = False
        self.resting = False
        self.growing: dict[Setting, Glimpse] = {}
        self.aside: dict[str, Aside] = {}
        self.wanted: dict[str, str] = {}
        self._past: list[Place] = []
        self._future: list[Place] = []
        self._crew, self._shelf = crew, shelf
        self._jobs: list[Job] = []
        self._focus = ""
        self._open = self._ahead_fails = False
        self.lock = RLock()
        self.weighing = Weighing(self, crew, shared.plans)

    @property
    def base(self) -> Scenario:
        """The scenario as it is."""
        return self.sources.scenarios[self.setting.source]

    @property
    def budget(self) -> float | None:
        """Hours a year that a plan may take more: those typed in, or else the scenario's."""
        own = self.base.budget
        return self.stated if self.stated is not None or own is None else own.more_a_year

    @property
    def shared(self) -> Shared:
        """All that can be handed on to another browser."""
        return Shared(self.setting, tuple(self.weighing.plans), self.stated, self.watched)

    @property
    def query(self) -> str:
        """Its link; none as long as nothing has been set."""
        first = Shared(Setting(self.sources.default))
        return "" if self.shared == first else whole_link(self.shared)

    @property
    def people(self) -> int:
        """Size of the service."""
        return self.sources.people(self.setting.source)

    @property
    def live(self) -> bool:
        """Whether the service is small enough to answer while a slider is dragged."""
        return self.people <= LIVE

    @property
    def can_undo(self) -> bool:
        """Whether there is a move to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a move to make again."""
        return bool(self._future)

    @property
    def working(self) -> bool:
        """Whether worlds are being run that the page waits for or gets surer by."""
        with self.lock:
            return any(job.priority != PERHAPS for job in self._jobs)

    def begin(self) -> None:
        """The page was opened: run what is to be seen first."""
        with self.lock:
            self._open = True
            self._go_on()
        self.changed()

    def leave(self) -> None:
        """The page was left."""
        with self.lock:
            self._open = False
            self._stop_all()

    def move(self, setting: Setting, focus: str = "") -> None:
        """Set something else; the move can be undone.

        Args:
            setting: what is set now.
            focus: the dial that was moved, whose further steps are then run beforehand first.
        """
        with self.lock:
            self._focus = focus
            if setting == self.setting:
                return
            self._remember()
            self._turn_to((setting, self.stated))
        self._drawn()

    def undo(self) -> None:
        """Take the last move back."""
        with self.lock:
            if self._past:
                self._future.append((self.setting, self.stated))
                self._turn_to(self._past.pop())
        self._drawn()

    def redo(self) -> None:
        """Make the move again that was taken back."""
        with self.lock:
            if self._future:
                self._past.append((self.setting, self.stated))
                self._turn_to(self._future.pop())
        self._drawn()

    def reset(self) -> None:
        """Back to the scenario as it is; this can be undone, too."""
        self.move(self.setting.reference())

    def replay(self) -> None:
        """Show once more what the last move changed."""
        with self.lock:
            self.replays += 1
        self.changed()

    def watch(self, name: str) -> None:
        """Let the chart show something else."""
        if name in WATCHED:
            self.watched = name
            self.changed()

    def spend(self, hours: float | None) -> None:
        """Set the budget of a plan, in hours a year; None for what the scenario states."""
        with self.lock:
            stated = None if hours is None else in_range(hours)
            if stated != self.stated:
                self._remember()
                self.stated = stated
        self.changed()

    def take_over(self, setting: Setting, budget: float | None) -> None:
        """Set all that a file says, as one move."""
        with self.lock:
            if (setting, budget) == (self.setting, self.stated):
                return
            self._remember()
            self._turn_to((setting, budget))
        self._drawn()

    def pause(self) -> None:
        """Run no more worlds until something is set or asked for again."""
        with self.lock:
            self._stop_all()
            self.paused = True
        self.changed()

    def resume(self) -> None:
        """Go on running worlds."""
        with self.lock:
            self.paused = False
            self._go_on()
        self.changed()

    def rest(self) -> None:
        """The browser cannot be reached: run nothing, and keep what is set until it is back."""
        with self.lock:
            self.resting = True
            self._stop_all()
            for work in self.aside.values():
                work.stop()
            self.weighing.rest()

    def wake(self) -> None:
        """The browser is back: go on."""
        with self.lock:
            self.resting = False
            self._go_on()
            self.weighing.wake()
        self.changed()

    def close(self) -> None:
        """The browser has gone."""
        with self.lock:
            self.changed = lambda: None
            self.rest()

    def arms(self) -> list[tuple[str, Setting]]:
        """Kind and setting of each line, the reference first."""
        first, assumed = self.setting.reference(), self.setting.assumed()
        found = [(REFERENCE, first)]
        if assumed != first:
            found.append((ASSUMED, assumed))
        if self.setting != assumed:
            found.append((PLAN, self.setting))
        return found

    def compared(self) -> list[Arm]:
        """The arms as a comparison has them."""
        return [Arm(NAMES[kind], kind, own.scenario(self.base)) for kind, own in self.arms()]

    def worlds(self, pairs: int) -> list[int]:
        """Seeds of the first so many worlds."""
        return seeds(self.base.seed, pairs)

    def pairs(self) -> int:
        """In how many worlds all arms have been run."""
        own = [setting for _, setting in self.arms()]
        done = 0
        for pairs in self.rounds():
            if all(self.has(setting, pairs) for setting in own):
                done = pairs
        return done

    def rounds(self) -> list[int]:
        """The numbers of worlds after which the page is drawn anew, as far as the size allows."""
        cost = self.people * self.base.horizon
        return [pairs for pairs in ROUNDS if pairs == 1 or pairs * cost <= MOST_WEEKS]

    def kept(self, setting: Setting, seed: int) -> Values | None:
        """The numbers of a world, if it has been run."""
        return self._shelf.get(setting, seed)

    def found(self, setting: Setting, pairs: int) -> Mapping[str, FloatArray]:
        """The numbers of an arm, a row a world; all of its worlds must have been run."""
        rows = [self._shelf.get(setting, seed) for seed in self.worlds(pairs)]
        kept = [row for row in rows if row is not None]
        return {name: np.array([row[name] for row in kept], np.float64) for name in kept[0]}

    def put(self, job: Job, found: Sequence[Sequence[Values]]) -> None:
        """Keep the numbers of worlds that have been run."""
        for name, rows in zip(job.names, found, strict=False):
            for seed, values in zip(job.seeds, rows, strict=True):
                self._shelf.put(name, seed, values)

    def has(self, setting: Setting, pairs: int) -> bool:
        """Whether a setting has been run in the first so many worlds."""
        return all(self._shelf.get(setting, seed) is not None for seed in self.worlds(pairs))

    def _remember(self) -> None:
        """Let the next move be undone."""
        self._past = [*self._past, (self.setting, self.stated)][-REMEMBERED:]
        self._future = []

    def _turn_to(self, place: Place) -> None:
        """Set something; what has been run is drawn first, and only then more is run."""
        setting, self.stated = place
        if setting == self.setting:
            return
        self.before = self.setting
        self.setting = setting
        self.failed, self.paused = "", False
        wanted = {setting, *self._steps_of(self._focus, MANY)}
        self._stop_all(lambda job: job.priority == PERHAPS and wanted.issuperset(job.names))
        if not self.pairs():
            self._go_on()

    def _stop_all(self, but: Callable[[Job], bool] = lambda job: False) -> None:
        kept = [job for job in self._jobs if but(job)]
        for job in self._jobs:
            if job not in kept:
                self._crew.stop(job)
        self._jobs = kept
        self.growing = {}

    def _drawn(self) -> None:
        """Let the page draw what is set now, and run what may be asked for next."""
        self.changed()
        with self.lock:
            before = self.working
            self._go_on()
            begun = self.working and not before
        if begun:
            self.changed()

    def _go_on(self) -> None:
        """Take the next job up, if there is one and none is running."""
        held = self.resting or self.paused or not self._open
        if held or self.failed or self.working:
            return
        own = [setting for _, setting in self.arms()]
        first = [setting for setting in own if not self.has(setting, 1)]
        if first:
            self._run(first, self.worlds(1), NOW)
            return
        if self._jobs:
            return
        ahead = self._ahead(self._steps_of(self._focus, NEAR))
        ahead = ahead or self._ahead(self._steps_of(self._focus, MANY))
        if not ahead and self._surer(FEW):
            return
        ahead = ahead or self._ahead(self._neighbours())
        if ahead:
            self._run(ahead, self.worlds(1), PERHAPS)
        else:
            self._surer(ROUNDS[-1])

    def _surer(self, most: int) -> bool:
        """Run the next worlds of all arms, up to so many; whether there are any."""
        own = [setting for _, setting in self.arms()]
        for pairs in self.rounds():
            missing = [setting for setting in own if not self.has(setting, pairs)]
            if missing and pairs <= most:
                self._run(missing, self.left(missing, pairs), SOON)
                return True
        return False

    def left(self, missing: Sequence[Setting], pairs: int) -> list[int]:
        """Seeds of the worlds in which any of some arms has not been run."""
        return [
            seed
            for seed in self.worlds(pairs)
            if any(self._shelf.get(setting, seed) is None for setting in missing)
        ]

    def _run(self, settings: Sequence[Setting], left: Sequence[int], priority: int) -> None:
        """Queue worlds, those side by side that differ in levers only."""
        jobs = []
        for family in families(settings):
            scenarios = [setting.scenario(self.base) for setting in family]
            jobs.append(Job(family, scenarios, left, priority, self._passed, self._finished))
        self._jobs += jobs
        for job in jobs:
            self._crew.take(job)

    def _passed(self, job: Job, glimpse: Glimpse) -> None:
        """A run has come further; only the first one of a setting is drawn while it goes on."""
        with self.lock:
            if job not in self._jobs or job.priority != NOW:
                return
            n = len(job.seeds)
            for place, name in enumerate(job.names):
                mine = slice(place * n, (place + 1) * n)
                rows = {key: series[mine] for key, series in glimpse.series.items()}
                self.growing[name] = Glimpse(glimpse.week, rows)
        self.changed()

    def _finished(self, job: Job, found: list[list[Values]] | None, why: str) -> None:
        with self.lock:
            self.put(job, found or [])
            if job not in self._jobs:
                return
            unseen = job.priority == PERHAPS
            self._jobs.remove(job)
            for name in job.names:
                self.growing.pop(name, None)
            if found is None and job.priority == PERHAPS:
                self._ahead_fails = True
            elif found is None:
                self.failed = why
            self._go_on()
            unseen = unseen and bool(self._jobs) and not self.working
        if not unseen:
            self.changed()

    def _ahead(self, settings: Sequence[Setting]) -> list[Setting]:
        """Those of some settings that have not been run, where the service is small enough."""
        too_large = self.people * self.base.horizon > MOST_AHEAD
        if self._ahead_fails or not self.live or too_large:
            return []
        return [setting for setting in settings if not self.has(setting, 1)]

    def _neighbours(self) -> list[Setting]:
        """The setting with each lever one step up and down."""
        return [setting for name in dials() for setting in self._steps_of(name, 1)]

    def _steps_of(self, name: str, most: int) -> list[Setting]:
        """The setting with a lever a few steps up and down."""
        dial = dials().get(name)
        if dial is None or dial.assumed:
            return []
        at = self.setting.at(dial, self.base)
        places = {
            dial.clamped(at + sign * n * dial.step) for n in range(1, most + 1) for sign in (1, -1)
        }
        found = [self.setting.with_dial(name, place, self.base) for place in sorted(places)]
        return [setting for setting in found if setting != self.setting]
