"""A staff survey: scores of units that set the resting values of their organisation's signals.

A score is brought to the range 0 to 1 by the ends of its scale. Its standard error is given, or
follows from the number of answers n: no quantity from 0 to 1 with mean m varies by more than
m (1 - m), so the error is at most sqrt(m (1 - m) / n), with m drawn towards the middle by two
more answers so that it is never 0.

Source: the bound is exact for a share of people, and safe for a mean score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from math import isfinite, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innosim.errors import InputError, InputErrors
from innosim.organisation.chart import Chart
from innosim.organisation.sheet import Sheet, Wanted, read_sheet
from innosim.parameters import ParameterSet, parameter
from innosim.processes.signals import SIGNALS


class SurveyFile(ParameterSet):
    """A table with one row a unit and signal or question, and the names of its columns."""

    file: str = Field(min_length=1, description="CSV file, relative to the scenario's folder")
    unit: str = Field("unit", min_length=1, description="column of the organisation's name")
    signal: str = Field(
        "signal", min_length=1, description="column of the signal, or of the question's text"
    )
    score: str = Field("score", min_length=1, description="column of the score")
    error: str = Field("se", min_length=1, description="column of the score's standard error")
    answers: str = Field("n", min_length=1, description="column of the number of answers")
    low: float = parameter(
        0.0, unit="points", low=-1e6, high=1e6, meaning="lowest score that the scale allows"
    )
    high: float = parameter(
        1.0, unit="points", low=-1e6, high=1e6, meaning="highest score that the scale allows"
    )
    questions: dict[str, str] = Field(
        default_factory=dict, description="which signal, or part of one, a question asks for"
    )

    @model_validator(mode="after")
    def _check(self) -> SurveyFile:
        if self.high <= self.low:
            raise PydanticCustomError(
                "empty_scale", "`high` must be above `low`, the ends of the scale", {"at": "high"}
            )
        for signal in self.questions.values():
            if signal not in _known():
                raise PydanticCustomError(
                    "unknown_name",
                    "there is no signal '{name}'",
                    {"name": signal, "known": _known(), "at": "questions"},
                )
        return self


class Score(NamedTuple):
    """Mean and standard error, from 0 to 1, by organisation; not a number where not asked."""

    mean: NDArray[np.float64]
    error: NDArray[np.float64]


class _Answer(NamedTuple):
    """One row of the file, on the range 0 to 1."""

    parts: tuple[str, ...]
    organisations: tuple[int, ...]
    is_whole: bool
    mean: float
    error: float


def scores(survey: SurveyFile | None, chart: Chart) -> dict[str, Score]:
    """What a survey says of each part of a signal, by organisation of a chart.

    Rows for the service as a whole hold for the organisations without rows of their own. Several
    questions on one part count as equals: their mean, with independent errors.

    Raises:
        InputError: with all mistakes of the file at once, each with its line.
    """
    if survey is None:
        return {}
    sheet = read_sheet(Path(survey.file), _wanted(survey))
    return _combined(_answers(survey, sheet, chart), chart.n_organisations)


def _known() -> list[str]:
    return list(dict.fromkeys([*SIGNALS, *(part for parts in SIGNALS.values() for part in parts)]))


def _wanted(survey: SurveyFile) -> Mapping[str, Wanted]:
    return {
        "unit": Wanted((survey.unit,)),
        "signal": Wanted((survey.signal, "question")),
        "score": Wanted((survey.score,)),
        "error": Wanted((survey.error,), required=False),
        "answers": Wanted((survey.answers,), required=False),
    }


def _answers(survey: SurveyFile, sheet: Sheet, chart: Chart) -> list[_Answer]:
    found: list[_Answer] = []
    problems: list[InputError] = []
    columns = [sheet.column(name) for name in ("unit", "signal", "score", "error", "answers")]
    for line, *cells in zip(sheet.lines, *columns, strict=True):
        reader = _Row(survey, chart, [str(cell) for cell in cells])
        answer, wrong = reader.answer(), reader.wrong
        problems += [InputError(message, sheet.file, int(line)) for message in wrong]
        found += [answer] if answer and not wrong else []
    if problems:
        raise InputErrors(problems)
    return found


class _Row:
    """One row as it is read; `wrong` gathers its mistakes."""

    def __init__(self, survey: SurveyFile, chart: Chart, cells: Sequence[str]) -> None:
        self._survey, self._chart = survey, chart
        self._unit, self._signal, self._score, self._error, self._answers = cells
        self.wrong: list[str] = []

    def answer(self) -> _Answer | None:
        """What the row says; None where that cannot be told."""
        organisations, parts, mean = self._organisations(), self._parts(), self._mean()
        error = None if mean is None else self._error_of(mean)
        if not organisations or not parts or mean is None or error is None:
            return None
        is_whole = self._unit not in self._chart.organisation_names
        return _Answer(parts, organisations, is_whole, mean, error)

    def _organisations(self) -> tuple[int, ...]:
        names = self._chart.organisation_names
        if self._unit in names:
            return (names.index(self._unit),)
        if self._unit == self._chart.name:
            return tuple(range(len(names)))
        self.wrong.append(
            f"there is no organisation {self._unit!r}"
            + _hint(self._unit, [*names, self._chart.name])
        )
        return ()

    def _parts(self) -> tuple[str, ...]:
        signal = self._survey.questions.get(self._signal, self._signal)
        if signal in SIGNALS:
            return SIGNALS[signal]
        if signal in _known():
            return (signal,)
        self.wrong.append(
            f"there is no signal {signal!r}{_hint(signal, _known())}; name the signal that a "
            "question asks for under `questions`"
        )
        return ()

    def _mean(self) -> float | None:
        low, high = self._survey.low, self._survey.high
        score = _number(self._score)
        if score is None or not low <= score <= high:
            self.wrong.append(f"the score must be from {low:g} to {high:g}, not {self._score!r}")
            return None
        return (score - low) / (high - low)

    def _error_of(self, mean: float) -> float | None:
        if self._error:
            error = _number(self._error)
            if error is None or error < 0:
                self.wrong.append(f"the standard error must be 0 or more, not {self._error!r}")
                return None
            return error / (self._survey.high - self._survey.low)
        answers = _number(self._answers)
        if answers is None or answers < 1:
            wrong = f"not {self._answers!r}" if self._answers else "and neither is there"
            self.wrong.append(
                f"a score needs its standard error or its number of answers, 1 or more, {wrong}"
            )
            return None
        towards_middle = (mean * answers + 1.0) / (answers + 2.0)
        return sqrt(towards_middle * (1.0 - towards_middle) / answers)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _hint(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f" (there are: {', '.join(known[:6])})"


def _combined(answers: Sequence[_Answer], organisations: int) -> dict[str, Score]:
    found: dict[str, Score] = {}
    for part in dict.fromkeys(part for answer in answers for part in answer.parts):
        asked = [answer for answer in answers if part in answer.parts]
        score = Score(np.full(organisations, np.nan), np.full(organisations, np.nan))
        for organisation, mean, error in _by_organisation(asked):
            score.mean[organisation], score.error[organisation] = mean, error
        found[part] = score
    return found


def _by_organisation(asked: Sequence[_Answer]) -> Iterator[tuple[int, float, float]]:
    """Mean and error for each organisation; its own rows go before those of the whole."""
    whole: dict[int, list[_Answer]] = defaultdict(list)
    own: dict[int, list[_Answer]] = defaultdict(list)
    for answer in asked:
        for organisation in answer.organisations:
            (whole if answer.is_whole else own)[organisation].append(answer)
    for organisation, rows in {**whole, **own}.items():
        mean = sum(row.mean for row in rows) / len(rows)
        yield organisation, mean, sqrt(sum(row.error**2 for row in rows)) / len(rows)
