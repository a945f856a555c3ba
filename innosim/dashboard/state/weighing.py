"""The plans of one browser, and the worlds that are run to hold them against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from innosim.dashboard.state.dials import LEADERS, dials
from innosim.dashboard.state.plans import MOST_PLANS, Plan, cleaned, levers_of
from innosim.dashboard.state.setting import NAMES, Setting, families
from innosim.dashboard.work.crew import NOW, SOON, Crew, Job
from innosim.dashboard.work.scribe import Scribe
from innosim.what_if.comparison.arms import ASSUMED, PLAN, REFERENCE, Arm
from innosim.what_if.comparison.facts import Facts
from innosim.what_if.comparison.glance import Glimpse, glance_facts
from innosim.what_if.comparison.quantities import Values

if TYPE_CHECKING:
    from innosim.dashboard.state.session import Session

Arms = list[tuple[Arm, Setting]]


class Weighing:
    """Plans, and how far the worlds have come in which they are compared.

    Worlds are run only while the page is open.

    Args:
        session: of the browser.
        crew: who runs worlds.
        plans: what is kept from the start.

    Attributes:
        plans: what is kept, in the order of keeping.
        paused, failed: whether somebody stopped it, and what went wrong.
        week: how far the worlds have come that are being run.
        note: what writes the note on the plans.
    """

    def __init__(self, session: Session, crew: Crew, plans: Sequence[Plan] = ()) -> None:
        self._session, self._crew = session, crew
        self.plans = list(plans)
        self.paused, self.failed, self.week = False, "", 0
        self.note = Scribe(lambda: session.changed())
        self._open = False
        self._jobs: list[Job] = []
        self._known: tuple[object, Facts, list[Facts]] | None = None

    @property
    def working(self) -> bool:
        """Whether worlds are being run."""
        return bool(self._jobs)

    def keep(self, name: str) -> str:
        """Keep the levers that are set now under a name; returns what hinders it, or nothing."""
        with self._session.lock:
            levers = levers_of(self._session.setting)
            name = cleaned(name) or self._next_name()
            others = [plan for plan in self.plans if plan.name != name]
            if levers == levers.reference():
                return "Move a lever first: a plan that does nothing is the service as it is."
            if name.lower() in NAMES.values():
                return f"Choose another name: {name.lower()} is one of the lines of the chart."
            if len(others) >= MOST_PLANS:
                return f"{MOST_PLANS} plans are kept already; remove one on the page Compare."
            plan, names = Plan(name, levers), [plan.name for plan in self.plans]
            if name in names:
                self.plans[names.index(name)] = plan
            else:
                self.plans.append(plan)
            self._anew()
        self._session.changed()
        return ""

    def keep_practices(self) -> None:
        """Keep the practices of leaders as plans, each by itself at full strength."""
        session = self._session
        with session.lock:
            first = session.setting.reference()
            for dial in dials().values():
                if dial.group == LEADERS and len(self.plans) < MOST_PLANS:
                    levers = first.with_dial(dial.name, dial.high, session.base)
                    self.plans.append(Plan(dial.name.replace("_", " ").capitalize(), levers))
            self._anew()
        session.changed()

    def drop(self, name: str) -> None:
        """Keep a plan no more."""
        with self._session.lock:
            self.plans = [plan for plan in self.plans if plan.name != name]
            self._anew()
        self._session.changed()

    def take_up(self, name: str) -> None:
        """Set the levers of a plan."""
        for plan in self.plans:
            if plan.name == name:
                self._session.move(plan.under(self._session.setting.assumed()))

    def shown(self) -> list[Plan]:
        """The plans for this service, and what is set now if it is none of them."""
        source = self._session.setting.source
        kept = [plan for plan in self.plans if plan.levers.source == source]
        levers = levers_of(self._session.setting)
        known = [levers.reference(), *(plan.levers for plan in kept)]
        return kept if levers in known else [*kept, Plan(NAMES[PLAN], levers)]

    def arms(self) -> Arms:
        """What is compared: today, today under other assumptions, and the plans under these."""
        base, setting = self._session.base, self._session.setting
        first, assumed = setting.reference(), setting.assumed()
        found = [(Arm(NAMES[REFERENCE], REFERENCE, base), first)]
        if assumed != first:
            found.append((Arm(NAMES[ASSUMED], ASSUMED, assumed.scenario(base)), assumed))
        for plan in self.shown():
            own = plan.under(assumed)
            found.append((Arm(plan.name, PLAN, own.scenario(base)), own))
        return found

    def pairs(self) -> int:
        """In how many worlds all arms have been run."""
        own = [setting for _, setting in self.arms()]
        done = [n for n in self._session.rounds() if all(self._session.has(s, n) for s in own)]
        return max(done, default=0)

    def wanted(self) -> int:
        """The number of worlds that is worked on now, or was reached."""
        own = [setting for _, setting in self.arms()]
        rounds = self._session.rounds()
        left = [n for n in rounds if not all(self._session.has(s, n) for s in own)]
        return left[0] if left else rounds[-1]

    def facts(self) -> tuple[Facts, list[Facts]]:
        """The comparison with today, and that of each two plans."""
        arms, pairs, watched = self.arms(), self.pairs(), self._session.watched
        key = ([(arm.name, setting) for arm, setting in arms], pairs, watched)
        if self._known is None or self._known[0] != key:
            plans = [own for own in arms if own[0].kind == PLAN]
            two = [
                self._facts([(Arm(arm.name, REFERENCE, arm.scenario), setting), other], pairs)
                for place, other in enumerate(plans)
                for arm, setting in plans[:place]
            ]
            self._known = key, self._facts(arms, pairs), two
        return self._known[1], self._known[2]

    def _facts(self, arms: Arms, pairs: int) -> Facts:
        session = self._session
        found = [session.found(setting, pairs) for _, setting in arms]
        worlds = session.worlds(pairs)
        return glance_facts(
            [arm for arm, _ in arms], found, worlds, session.people, session.watched
        )

    def begin(self) -> None:
        """The page was opened: run what is missing."""
        with self._session.lock:
            self._open = True
            self._anew()

    def leave(self) -> None:
        """The page was left."""
        with self._session.lock:
            self._open = False
            self._stop()

    def pause(self) -> None:
        """Run no more worlds until asked to go on."""
        with self._session.lock:
            self.paused = True
            self._stop()
        self._session.changed()

    def resume(self) -> None:
        """Go on running worlds."""
        with self._session.lock:
            self._anew()
        self._session.changed()

    def write(self, question: str) -> None:
        """Write a note on what is shown."""
        if (pairs := self.pairs()) > 1:
            self.note.write([arm for arm, _ in self.arms()], question, pairs)

    def rest(self) -> None:
        """The browser cannot be reached: run and write nothing."""
        with self._session.lock:
            self._stop()
        self.note.cancel()

    def wake(self) -> None:
        """The browser is back: go on where the page is open."""
        with self._session.lock:
            self._go_on()

    def _next_name(self) -> str:
        taken = {plan.name for plan in self.plans}
        return next(name for name in map("Plan {}".format, "ABCDEF") if name not in taken)

    def _anew(self) -> None:
        self._stop()
        self.paused, self.failed = False, ""
        self._go_on()

    def _stop(self) -> None:
        for job in self._jobs:
            self._crew.stop(job)
        self._jobs = []

    def _go_on(self) -> None:
        """Take up the next round, if there is one and none is under way."""
        session = self._session
        if session.resting or not self._open or self.paused or self.failed or self._jobs:
            return
        own = list(dict.fromkeys(setting for _, setting in self.arms()))
        for pairs in session.rounds():
            missing = [setting for setting in own if not session.has(setting, pairs)]
            if missing:
                self._run(missing, pairs)
                return

    def _run(self, missing: Sequence[Setting], pairs: int) -> None:
        session, priority = self._session, NOW if pairs == 1 else SOON
        self.week = 0
        for family in families(missing):
            scenarios = [setting.scenario(session.base) for setting in family]
            left = session.left(family, pairs)
            self._jobs.append(Job(family, scenarios, left, priority, self._passed, self._finished))
        for job in list(self._jobs):
            self._crew.take(job)

    def _passed(self, job: Job, glimpse: Glimpse) -> None:
        if job in self._jobs:
            self.week = glimpse.week
            self._session.changed()

    def _finished(self, job: Job, found: list[list[Values]] | None, why: str) -> None:
        with self._session.lock:
            self._session.put(job, found or [])
            if job not in self._jobs:
                return
            self._jobs.remove(job)
            if found is None:
                self.failed = why
            self._go_on()
        self._session.changed()
