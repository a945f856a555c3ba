"""Commands as functions for a notebook: most have the name of the command; each returns facts.

A folder of results is given as a path or as `innosim.results.reader.Results`, a scenario as a file,
the name of a shipped one, or what `innosim.load` returns. What comes back shows as text and, in a
notebook, as tables; `facts` has all numbers, and `figure()` a figure of matplotlib where there is
one. `innosim` itself has all of these names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from innosim.results.reader import Results, read

if TYPE_CHECKING:
    from innosim.evidence.validation.verdicts import Judged
    from innosim.kept import Kept
    from innosim.paired import Difference
    from innosim.scenario.schema import Scenario
    from innosim.what_if.rescue.rescue import Rescue
    from innosim.what_if.rescue.told import Told
    from innosim.what_if.stories.worth import Worth
    from innosim.what_if.xray.pictures import XRay
    from innosim.what_if.xray.system import Shares

Folder = Results | Path | str
Progress = Callable[[int], Any]
Cells = Sequence[str]


def ideas(results: Folder, most: int = 1) -> Worth:
    """Ideas of a run whose stories are worth telling, at most `most` of each kind.

    Raises:
        InputError: if the run did not record its events and decisions.

    Example:
        >>> found = ideas("results/service")
        >>> [one.kind for one in found.found][:2]
        ['closest', 'lost']
    """
    from innosim.what_if.stories.worth import worth_telling

    return worth_telling(_opened(results), most)


def why(results: Folder, idea: str) -> Told:
    """The story of one idea: who decided what, why, and what luck did.

    Args:
        results: a run that recorded its events and decisions.
        idea: its name in the tables, "post-week-ordinal", after the number of its replicate and a
            colon where several replicates have it.

    Raises:
        InputError: if there is no such idea, or if nothing was recorded to tell it from.

    Example:
        >>> lost = ideas("results/service").found[1]
        >>> story = why("results/service", lost.asked)
        >>> story.facts["facts"]["reached_pilot"]
        -1
        >>> print(story.text().splitlines()[0] == f"The story of idea {lost.asked}")
        True
    """
    from innosim.what_if.rescue.told import Told
    from innosim.what_if.stories.biography import biography

    return Told(biography(_opened(results), idea))


def saved(
    results: Folder,
    idea: str,
    *changes: str,
    start: int | None = None,
    siblings: int = 40,
    scenario: str | Path | None = None,
) -> Rescue:
    """What would have saved an idea: at the gate, re-lived, and in sibling worlds.

    Args:
        results: the run.
        idea: its name, as for `why`; it must not have become normal practice.
        changes: levers and signals that are tried, as in "forums" or "parity=0.3"; eight levers
            and each signal without.
        start: first week of the changes; four weeks before the deciding decision without.
        siblings: worlds with the same past and other luck.
        scenario: that of the run, where it read the files of an organisation.

    Raises:
        InputError: what is wrong with what was asked, or why the world cannot be lived again.

    Example:
        >>> lost = ideas("results/service").found[1]
        >>> found = saved("results/service", lost.asked, "forums", siblings=4)
        >>> found.nothing.saved.whole
        4
    """
    from innosim.what_if.rescue.case import case
    from innosim.what_if.rescue.changes import change
    from innosim.what_if.rescue.rescue import Inquiry

    opened, tried = _opened(results), [change(each) for each in changes]
    return Inquiry(opened, case(opened, idea, scenario), tried, start, siblings).answer()


def xray(
    results: Folder, layer: int | None = None, unit: str | None = None, role: str | None = None
) -> XRay:
    """Queues, decisions and reasons at the gates of a run: layer by layer, or at some gates.

    Args:
        results: a run that recorded its events and decisions.
        layer, unit, role: at most one of them; a role is "middle_manager" or "leader".

    Raises:
        InputError: if there are no such gates, or nothing was recorded.

    Example:
        >>> seen = xray("results/service", role="leader")
        >>> sum(seen.rows[0].per_mille.values())
        1000
    """
    from innosim.what_if.xray.pictures import xray
    from innosim.what_if.xray.places import Choice

    return xray(_opened(results), Choice(layer, unit, role))


def share_blocking(
    source: Scenario | Folder, pairs: int = 20, role: str | None = None, level: float = 0.8
) -> Shares:
    """How much of the blocking goes if people, signals or workload change (Shapley values).

    Args:
        source: a scenario, or the folder of a run of it.
        pairs: worlds, each run eight times; at least two for an interval.
        role: whose gates are looked at, as for `xray`; all without.
        level: to which signals are raised.

    Raises:
        InputError: what is wrong with the scenario, or if there are no such gates.

    Example:
        >>> found = share_blocking("results/service", pairs=2)
        >>> list(found.points)
        ['people', 'signals', 'workload']
    """
    from innosim.what_if.xray.places import Choice
    from innosim.what_if.xray.system import Rerun

    with _store() as store:
        return Rerun(_scenario(source), pairs, store, Choice(role=role), level).shares()


@dataclass(frozen=True)
class Reliance:
    """The hero meter: what is left of success without the most determined people.

    Attributes:
        heroes: how many people were made average.
        lost: difference in ideas that become normal practice, per 100 people and year, without
            them less with them.
    """

    heroes: int
    lost: Difference

    @property
    def facts(self) -> dict[str, Any]:
        """All numbers as plain values."""
        from innosim.what_if.reliance import share_gone
        from innosim.what_if.xray.estimates import plain

        share, low, high = (plain(value) for value in share_gone(self.lost))
        numbers = {"share_gone": share, "low": low, "high": high}
        return {"heroes": self.heroes, "pairs": self.lost.pairs, **numbers, "words": str(self)}

    def __str__(self) -> str:
        from innosim.what_if.reliance import share_gone
        from innosim.what_if.xray.system_words import heroes

        return heroes(self.heroes, share_gone(self.lost), self.lost.pairs)

    def _repr_html_(self) -> str:
        facts = self.facts
        rows = [(name, _cell(facts[name])) for name in facts if name != "words"]
        return f"<p>{escape(str(self))}</p>{_table(('', ''), rows)}"


def measure_reliance(
    source: Scenario | Folder,
    heroes: int = 5,
    pairs: int = 20,
    progress: Progress = lambda weeks: None,
) -> Reliance:
    """The hero meter: how much success goes if the most determined people were average.

    Args:
        source: a scenario, or the folder of a run of it.
        heroes: how many people are made average, 1 to 1000.
        pairs: worlds, each run with them and without.
        progress: told of the replicate-weeks that have passed.

    Raises:
        InputError: what is wrong with the scenario.

    Example:
        >>> found = measure_reliance("results/service", heroes=3, pairs=2)
        >>> found.facts["pairs"]
        2
    """
    from innosim.what_if.reliance import reliance

    return Reliance(heroes, reliance(_scenario(source), pairs, heroes, progress))


@dataclass(frozen=True)
class Validation:
    """Claims of the sources with what became of each."""

    judged: Sequence[Judged]

    @property
    def facts(self) -> dict[str, Any]:
        """All verdicts with the numbers behind them."""
        from innosim.evidence.validation.record import record

        return record(self.judged)

    def __str__(self) -> str:
        from innosim.evidence.validation.words import counted, line

        lines = [line(one) for one in self.judged]
        return "\n".join([*lines, "", counted([one.verdict for one in self.judged])])

    def _repr_html_(self) -> str:
        from innosim.evidence.validation.words import number

        rows = [(one.claim.name, str(one.verdict), number(one)) for one in self.judged]
        return _table(("claim", "verdict", "effect with interval"), rows)


def validate(
    *only: str, pairs: int = 12, bare: bool = False, progress: Progress = lambda weeks: None
) -> Validation:
    """Hold claims of the two texts and of the literature against the model.

    Args:
        only: groups, claims, hypotheses ("H1"), patterns ("P3") or rows ("row 23"); all without,
            which takes long.
        pairs: pairs of runs at most.
        bare: whether what shows is looked for in the bare model, too: is it built in, or does it
            emerge?
        progress: told of the replicate-weeks that have passed.

    Raises:
        InputError: if there is no such claim.

    Example:
        >>> found = validate("incidents: incidents", pairs=4)
        >>> len(found.judged)
        1
    """
    from innosim.evidence.validation.ledger import chosen, ledger
    from innosim.evidence.validation.verdicts import Effort, Judge

    with _store() as store:
        judge = Judge(chosen(ledger(), only), store, Effort(pairs, bare))
        return Validation(judge.judged(progress))


@dataclass(frozen=True)
class Calibration:
    """The points of a calibration, and the set of those that fit.

    Attributes:
        facts: all of it as plain values, such as JSON has.
    """

    facts: Mapping[str, Any]

    def figure(self) -> Any:
        """Levels and outputs of all points, the set in colour; of matplotlib."""
        from innosim.figures.calibration import draw

        return draw(self.facts)

    def __str__(self) -> str:
        from innosim.evidence.calibration.page import summary

        return summary(self.facts)

    def _repr_html_(self) -> str:
        from innosim.evidence.calibration.page import CAUTION, levels, opening, outputs

        said = "".join(f"<p>{escape(line)}</p>" for line in opening(self.facts))
        tables = [_table(head, rows) for head, *rows in (outputs(self.facts), levels(self.facts))]
        return f"{said}{''.join(tables)}<p>{escape(CAUTION)}</p>"


def calibrate(
    source: Scenario | Folder,
    targets: str | Path | None = None,
    points: int = 64,
    waves: int = 3,
    replicates: int = 4,
    weeks: int = 520,
) -> Calibration:
    """Find the levels at which a service fits what is known of it, as a set.

    Args:
        source: a scenario, or the folder of a run of it.
        targets: bands as TOML or a register of ideas as CSV (docs/calibration.md); the bands of
            the summary of a run without.
        points, waves: points of each wave, and how many waves.
        replicates, weeks: of each point.

    Raises:
        InputError: what is wrong with scenario or targets.

    Example:
        >>> found = calibrate("results/service", points=8, waves=1, replicates=2, weeks=20)
        >>> len(found.facts["points"])
        9
    """
    from innosim.evidence.calibration.facts import Setting, facts_of
    from innosim.evidence.calibration.points import Bench, trimmed
    from innosim.evidence.calibration.targets import default_aim, read_aim
    from innosim.evidence.calibration.waves import Plan
    from innosim.evidence.calibration.waves import calibrate as waves_of
    from innosim.evidence.calibration.workers import Workers
    from innosim.scenario.sources import read as read_organisation

    scenario = _scenario(source)
    chart = read_organisation(scenario.organisation).chart
    aim = default_aim() if targets is None else read_aim(Path(targets), chart)
    length = weeks if aim.register is None else aim.register.weeks
    plan = Plan(trimmed(scenario, length), aim, points, waves, scenario.seed)
    name, title, n = scenario.title or "scenario", scenario.title, chart.n
    setting = Setting(name, title, n, n, length, replicates, scenario.seed)
    with _store() as store:
        workers = Workers(Bench(plan.scenario, replicates), store, 1, lambda kept, run: None)
        return Calibration(facts_of(waves_of(plan, workers.run), setting))


def _opened(results: Folder) -> Results:
    return results if isinstance(results, Results) else read(results)


def _scenario(source: Scenario | Folder) -> Scenario:
    from innosim.scenario.files import load
    from innosim.scenario.schema import Scenario
    from innosim.what_if.xray.again import scenario_of

    if isinstance(source, Scenario):
        return source
    if isinstance(source, Results) or Path(source).is_dir():
        return scenario_of(_opened(source))
    return load(source)


@contextmanager
def _store() -> Iterator[Kept]:
    """A place for outcomes that are not kept any longer than the work takes."""
    from innosim.kept import kept

    with (
        TemporaryDirectory(prefix="innosim-") as folder,
        kept(Path(folder) / "runs.jsonl") as store,
    ):
        yield store


def _cell(value: Any) -> str:
    return "none" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)


def _table(head: Cells, rows: Sequence[Cells]) -> str:
    def row(cells: Cells, tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    heads = f"<thead>{row(head, 'th')}</thead>" if any(head) else ""
    return f"<table>{heads}<tbody>{''.join(row(each, 'td') for each in rows)}</tbody></table>"
