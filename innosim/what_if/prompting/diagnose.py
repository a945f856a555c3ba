"""From answers to the four prompting questions to a scenario with ranges, and a few moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from innosim.analysis import parts
from innosim.scenario.schema import Scenario
from innosim.what_if.planning.bench import Bench
from innosim.what_if.prompting import page
from innosim.what_if.prompting.answers import Answers, read_answers
from innosim.what_if.prompting.moves import METRIC, Trial, moves_facts
from innosim.what_if.prompting.portrait import Portrait, parameters
from innosim.what_if.prompting.words import portrait_facts

Facts = dict[str, Any]


@dataclass(frozen=True)
class Diagnosis:
    """A service as several people describe it, and what to try; a notebook shows it as tables.

    Attributes:
        portrait: what they say.
        tried: what came of the moves, as plain values; None where none was tried.
    """

    portrait: Portrait
    tried: Facts | None = None

    @property
    def scenario(self) -> Scenario:
        """The service as described."""
        return self.portrait.service.scenario

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The range of each setting that is not sure, by its key."""
        return {one.key: (one.low, one.high) for one in self.portrait.ranges}

    @property
    def assume(self) -> list[str]:
        """The ranges as `innosim plan --assume` and `plan` take them."""
        return [f"{key}={low:g}..{high:g}" for key, (low, high) in self.ranges.items()]

    @cached_property
    def facts(self) -> Facts:
        """All of it as plain values, such as JSON has."""
        rows = parameters(self.portrait)
        return {**portrait_facts(self.portrait), "parameters": rows, "trial": self.tried}

    def figure(self) -> Any:
        """The four signals with their ranges, and what each role says; of matplotlib."""
        from innosim.figures.portrait import draw

        return draw(self.facts)

    def __str__(self) -> str:
        return parts.text(page.parts(self.facts))

    def _repr_html_(self) -> str:
        return parts.html(page.parts(self.facts))


def diagnose(
    answers: Answers | Path | str,
    *,
    moves: bool = True,
    metric: str = METRIC,
    jobs: int = 1,
) -> Diagnosis:
    """Describe a service by the answers of its people, and try moves on its weakest signals.

    Args:
        answers: of people, or a file of them (TOML or CSV).
        moves: whether to try moves, which takes some seconds.
        metric: what moves should raise, a weekly metric of which more is better.
        jobs: processes side by side; they change no number. Where it is above 1, a script needs
            the usual `if __name__ == "__main__":`.

    Raises:
        InputError: what is wrong with the answers, or with the metric.

    Example:
        >>> from innosim import diagnose
        >>> from innosim.what_if.prompting.answers import Answers, Person
        >>> people = Person("leader", (4, 4, 3, 2)), Person("middle manager", (3, 2, 0, 2))
        >>> found = diagnose(Answers(people, headcount=400, layers=2), moves=False)
        >>> found.ranges["signals.base_parity"]
        (0.24, 0.76)
        >>> found.facts["disagreement"]
        ['On parity leaders say 4, middle managers say 2.']
    """
    from innosim.what_if.planning.plan import check_metric

    check_metric(metric)
    found = answers if isinstance(answers, Answers) else read_answers(answers)
    portrait = Portrait(found)
    if not moves:
        return Diagnosis(portrait)
    trial = Trial(portrait, metric)
    return Diagnosis(portrait, tried(trial, Bench(trial.scenario, metric, jobs=jobs)))


def tried(trial: Trial, bench: Bench) -> Facts:
    """Try the moves of a trial on a bench of the same scenario and metric."""
    plans = trial.best(bench.measure(trial.plans, trial.choice)[:, :, 0])
    return moves_facts(trial, plans, bench.measure(plans, trial.estimate)[:, :, 0])
