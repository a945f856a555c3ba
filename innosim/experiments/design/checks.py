"""Whether an experiment makes sense with its scenario: settings, factors, design and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from innosim import catalogue
from innosim.errors import InputError, InputErrors
from innosim.experiments.design import schema
from innosim.experiments.design.factor import (
    CHOICE,
    DUMMY,
    LEVER,
    LOGUNIFORM,
    NORMAL,
    TRIANGULAR,
    UNCERTAINTY,
    Factor,
)
from innosim.experiments.design.files import FACTORS, SETTINGS, Written, declared_at, is_setting
from innosim.experiments.design.schema import Varied
from innosim.experiments.design.settings import DELIVERIES, Ways, parts_of
from innosim.parameters import facts
from innosim.scenario.content import TEXTS
from innosim.scenario.explain import field_at
from innosim.scenario.files import laid_over, load
from innosim.scenario.positions import Key, Place
from innosim.scenario.schema import Scenario, scenario_model
from innosim.scenario.shipped import find
from innosim.scenario.sources import names_file
from innosim.what_if.comparison.changes import is_lever
from innosim.what_if.comparison.quantities import quantities

KINDS = dict(zip(FACTORS, (LEVER, UNCERTAINTY), strict=True))
HEADLINE = (
    *("embedded", "proposals", "gate_pass", "continued", "adopters", "reach", "energy"),
    *("turnover", "gap", "incidents", "fragmentation", "weeks_in_gates"),
)
"""What is kept of each run unless the experiment names something else."""

NOT_VARIED = {
    **dict.fromkeys(TEXTS, "explains a scenario and changes no run"),
    "format": "belongs to a file",
    "base": "is what `scenario` names",
    "add_interventions": "is a list; name one as interventions.KIND.strength",
    "record": "changes no run; [record] of the experiment says which series are kept",
}
"""Keys of a scenario that are no settings of an experiment, and why."""

ONE = {
    "seed": "belongs to the replicates; say how many with `replicates`",
    "start": "is the first day of all points; put it into [settings]",
}
"""Settings of which all points have the same, and why."""


def base_of(written: Written) -> Scenario:
    """The scenario as its file has it, without the settings of the experiment.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    experiment, path = written.experiment, written.path
    try:
        file = find(experiment.scenario, beside=None if path is None else path.parent)
    except InputError as error:
        raise written.wrong(("scenario",), error.message) from None
    return load(file)


def settled(written: Written, scenario: Scenario) -> Scenario:
    """The scenario with the settings of the experiment.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    problems: list[InputError] = []
    given: dict[str, Any] = {}
    for key, value in written.layer.data.get(SETTINGS, written.experiment.settings).items():
        why = NOT_VARIED.get(parts_of(key)[0])
        if why is None:
            given[key] = value
        else:
            problems.append(written.wrong((SETTINGS, key), f"no setting for this: it {why}"))
    unclear = dict(_unclear(written, SETTINGS, Ways(scenario, tuple(given))))
    problems += unclear.values()
    given = {key: value for key, value in given.items() if key not in unclear}
    layer = Ways(scenario, tuple(given)).layer(given, written.places(SETTINGS))
    try:
        found = laid_over(scenario, [layer], written.path) if given else scenario
    except InputError as error:
        raise InputErrors([*problems, *error.problems]) from None
    _raise(problems)
    return found


def factors_of(written: Written) -> tuple[Factor, ...]:
    """What is varied, levers first; the scenario has not been asked yet.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    stated = [(table, key, v) for table in FACTORS for key, v in _of(written, table).items()]
    if not stated and not written.problems:
        raise written.wrong(("levers",), "nothing is varied; state [levers] or [uncertainties]")
    found: list[Factor] = []
    problems: list[InputError] = []
    for table, key, varied in stated:
        wrong = [*_wrong_key(written, table, key), *_wrong_range(written, table, key, varied)]
        problems += wrong
        if not wrong:
            found.append(_factor(table, key, varied))
    problems += [error for factor in found for error in _wrong_whole(written, factor)]
    _raise(problems)
    return tuple(found)


def sound(written: Written) -> Written:
    """The experiment without the factors in which something is wrong, to look at the others."""
    kept = {
        table: {
            key: varied
            for key, varied in _of(written, table).items()
            if not [*_wrong_key(written, table, key), *_wrong_range(written, table, key, varied)]
        }
        for table in FACTORS
    }
    return replace(written, experiment=written.experiment.model_copy(update=kept))


def check_values(written: Written, base: Scenario) -> None:
    """Whether the scenario has what is varied, and allows both ends and each choice.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    unclear = {
        key: problem
        for table in FACTORS
        for key, problem in _unclear(written, table, Ways(base, tuple(_of(written, table))))
    }
    problems = [*unclear.values(), *_twice(written, base)]
    stated = [(table, key, v) for table in FACTORS for key, v in _of(written, table).items()]
    real = [_factor(*one) for one in stated if one[1] not in (DUMMY, *unclear)]
    found = {str(problem): problem for problem in problems}
    for values in _corners(real):
        error = refusal(written, values, base, real)
        for problem in () if error is None else error.problems:
            found.setdefault(str(problem), problem)
    _raise(list(found.values()))


def metrics_of(written: Written) -> tuple[str, ...]:
    """The quantities that are kept; the headline ones unless the experiment names others.

    Raises:
        InputError: for each name that is none.
    """
    known = [quantity.name for quantity in quantities()]
    wanted = written.experiment.metrics
    _raise(_unknown(written, ("metrics",), wanted, known, "a quantity of a run"))
    return tuple(dict.fromkeys(wanted or HEADLINE))


def series_of(written: Written) -> tuple[str, ...]:
    """The weekly metrics whose series are kept.

    Raises:
        InputError: for each name that is none.
    """
    wanted = written.experiment.record.series
    known = list(catalogue.metrics())
    _raise(_unknown(written, ("record", "series"), wanted, known, "a weekly metric"))
    return tuple(dict.fromkeys(wanted))


def check_design(written: Written, factors: Sequence[Factor]) -> None:
    """Whether the design has what it needs, and only that.

    Raises:
        InputError: with all mistakes at once, as its `problems`.
    """
    design = written.experiment.design
    kind, problems = design.kind, []

    def wrong(name: str, message: str) -> None:
        problems.append(written.wrong(("design", name), message))

    ranges = [factor.key for factor in factors if not factor.values]
    if kind in schema.SIZED and design.size is None:
        wrong("size", f"is missing; a {kind} design needs it")
    if kind not in schema.SIZED and design.size is not None:
        wrong("size", f"a {kind} design has none: its points follow from the factors")
    if kind in (schema.SOBOL, schema.SOBOL_SEQUENCE) and (size := design.size or 1) & (size - 1):
        below = 1 << (size.bit_length() - 1)
        wrong("size", f"{size} is no power of two; take {below} or {2 * below}")
    if kind == schema.GRID and ranges and design.levels is None:
        wrong("levels", f"is missing; the grid needs it for the range of {', '.join(ranges)}")
    if kind == schema.MORRIS and design.levels is not None and design.levels % 2:
        wrong("levels", f"{design.levels} is odd; Morris's method needs an even number, such as 4")
    if kind not in schema.LEVELLED and design.levels is not None:
        wrong("levels", f"a {kind} design has none")
    if kind != schema.SOBOL and design.second_order:
        wrong("second_order", f"a {kind} design has no such indices")
    if kind == schema.LIST:
        problems += _wrong_lists(written, factors)
    _raise(problems)


def _wrong_lists(written: Written, factors: Sequence[Factor]) -> Iterator[InputError]:
    lengths = {factor.key: len(factor.values) for factor in factors}
    for factor in factors:
        if not factor.values:
            message = "a list design needs a list of values, one for each point"
            yield written.wrong((table_of(factor), factor.key), message)
    if len(set(lengths.values())) > 1 and all(lengths.values()):
        shown = ", ".join(f"{key} {length}" for key, length in lengths.items())
        yield written.wrong(
            ("design", "kind"),
            f"in a list design point 1 takes the first value of each list, and so on; the lists "
            f"must be of one length (they have: {shown})",
        )


def _of(written: Written, table: str) -> Mapping[str, Varied]:
    found = written.experiment.levers if table == FACTORS[0] else written.experiment.uncertainties
    return found


def table_of(factor: Factor) -> str:
    """The table of an experiment file that a factor stands in."""
    return FACTORS[0] if factor.kind == LEVER else FACTORS[1]


def _factor(table: str, key: str, varied: Varied) -> Factor:
    field = field_at(scenario_model(), declared_at(key))
    declared = facts(field) if field else {"unit": None, "meaning": "affects nothing"}
    kinds = _types(field.annotation) if field else {float}
    real = float in kinds
    listed = varied.values or ()
    return Factor(
        key=key,
        kind=KINDS[table],
        low=None if listed else _number(varied.low),
        high=None if listed else _number(varied.high),
        values=tuple(float(v) if real and type(v) is int else v for v in listed),
        distribution=CHOICE if listed else varied.distribution,
        mode=_number(varied.mode),
        mean=_number(varied.mean),
        sd=_number(varied.sd),
        whole=int in kinds and not real,
        unit=str(declared["unit"] or ""),
        meaning=str(declared["meaning"] or ""),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _types(annotation: Any) -> set[Any]:
    """The plain types that a value may have."""
    if get_origin(annotation) in (Union, UnionType):
        return {kind for part in get_args(annotation) for kind in _types(part)}
    return {annotation}


def _wrong_key(written: Written, table: str, key: str) -> Iterator[InputError]:
    first = parts_of(key)[0]
    at = (table, key)
    if first in ONE:
        yield written.wrong(at, f"cannot be varied: it {ONE[first]}")
    elif first in NOT_VARIED:
        yield written.wrong(at, f"cannot be varied: it {NOT_VARIED[first]}")
    elif names_file(parts_of(key)):
        yield written.wrong(at, "cannot be varied: it names a file; make a scenario for each")
    elif key != DUMMY and is_setting(key) and is_lever(key) != (KINDS[table] == LEVER):
        if table == FACTORS[0]:
            message = "this is an assumption, not a lever; put it under [uncertainties]"
        else:
            message = "this is a lever, not an assumption; put it under [levers]"
        yield written.wrong(at, message)


def _wrong_range(written: Written, table: str, key: str, v: Varied) -> Iterator[InputError]:
    messages = [*(_wrong_ends(v) if v.values is None else _wrong_list(v))]
    if written.experiment.design.kind != schema.LIST:
        messages += _repeated(v)
    for name, message in messages:
        at = (table, key, name) if name else (table, key)
        yield written.wrong(at, message)


def _wrong_list(v: Varied) -> Iterator[tuple[str, str]]:
    values = v.values or ()
    if any(getattr(v, name) is not None for name in ("low", "high", "mode", "mean", "sd")):
        yield "", "give `values` or a range, not both"
    if len(set(values)) < 2:
        yield "", "does not vary; give at least two values, or put it into [settings]"


def _repeated(v: Varied) -> Iterator[tuple[str, str]]:
    values = v.values or ()
    for value in dict.fromkeys(v for v in values if _count(values, v) > 1):
        yield "", f"{shown(value)} stands there twice"


def _count(values: Sequence[Any], value: Any) -> int:
    return sum(type(other) is type(value) and other == value for other in values)


def _wrong_ends(v: Varied) -> Iterator[tuple[str, str]]:
    missing = [name for name in ("low", "high") if getattr(v, name) is None]
    if missing:
        yield "", f"{' and '.join(missing)} missing; a range needs low and high"
        return
    assert v.low is not None
    assert v.high is not None
    if v.low == v.high:
        yield "", "does not vary: low is high; put it into [settings]"
    if v.low > v.high:
        yield "low", f"{v.low:g} is above high = {v.high:g}"
    yield from _wrong_distribution(v, v.low, v.high)


def _wrong_distribution(v: Varied, low: float, high: float) -> Iterator[tuple[str, str]]:
    needs = {TRIANGULAR: ("mode",), NORMAL: ("mean", "sd")}.get(v.distribution, ())
    for name in ("mode", "mean", "sd"):
        if name in needs and getattr(v, name) is None:
            yield "distribution", f"a {v.distribution} distribution needs `{name}`"
        if name not in needs and getattr(v, name) is not None:
            yield name, f"a {v.distribution} distribution has none"
    if v.distribution == LOGUNIFORM and low <= 0:
        yield "low", f"{low:g} is not above 0, as a loguniform distribution needs"
    if v.distribution == TRIANGULAR and v.mode is not None and not low <= v.mode <= high:
        yield "mode", f"{v.mode:g} is not between low = {low:g} and high = {high:g}"
    if v.distribution == NORMAL and v.mean is not None and v.sd and low < high:
        nearest = min(max(v.mean, low), high)
        if abs(nearest - v.mean) > 4 * v.sd:
            yield (
                "mean",
                f"{v.mean:g} is more than 4 sd away from the range",
            )


def _twice(written: Written, base: Scenario) -> Iterator[InputError]:
    """Factors that are the same setting, or one that is also fixed, if not as a start."""
    starts = written.experiment.design.kind == schema.ONE_AT_A_TIME
    tables = FACTORS if starts else (SETTINGS, *FACTORS)
    keys = [(table, key) for table in tables for key in _keys(written, table)]
    ways = Ways(base, tuple(key for _, key in keys)).ways
    seen: dict[Key, tuple[str, str]] = {}
    for table, key in keys:
        if table != SETTINGS and (first := seen.get(ways[key])):
            yield written.wrong((table, key), f"is stated in [{first[0]}] already, as {first[1]}")
        seen.setdefault(ways[key], (table, key))


def _keys(written: Written, table: str) -> tuple[str, ...]:
    return tuple(written.experiment.settings if table == SETTINGS else _of(written, table))


def _unclear(written: Written, table: str, ways: Ways) -> Iterator[tuple[str, InputError]]:
    """Keys that name no setting of one intervention, each with what is wrong."""
    listed = len(ways.base.interventions)
    for key in ways.keys:
        first, *rest = parts_of(key)
        if first != DELIVERIES or (table == SETTINGS and not rest):
            continue
        if len(rest) < 2:
            kind = rest[0] if rest else "KIND"
            words = f"say which setting of it, as in {DELIVERIES}.{kind}.strength"
        elif rest[0].isdecimal() and int(rest[0]) >= listed:
            words = f"the scenario has {listed or 'no'} interventions"
            words += f", counted from 0; name one by its kind, as in {DELIVERIES}.KIND.{rest[1]}"
        elif (times := ways.times(key)) > 1:
            words = (
                f"the scenario has {times} interventions {rest[0]}; write the number of one "
                f"of them, from 0, instead of its name"
            )
        else:
            continue
        yield key, written.wrong((table, key), words)


def _wrong_whole(written: Written, factor: Factor) -> Iterator[InputError]:
    if factor.whole and not factor.values:
        for end, value in zip(("low", "high"), factor.ends, strict=True):
            if value != int(value):
                message = f"{value:g} is no whole number, as this setting needs"
                yield written.wrong((table_of(factor), factor.key, end), message)


def _corners(factors: Sequence[Factor]) -> Iterator[dict[str, Any]]:
    """All ends and choices, each at least once, those of all factors side by side."""
    ends = {f.key: f.values or (f.at(0.0), f.at(1.0)) for f in factors}
    for i in range(max((len(values) for values in ends.values()), default=0)):
        yield {key: values[min(i, len(values) - 1)] for key, values in ends.items()}


def refusal(
    written: Written, values: Mapping[str, Any], base: Scenario, factors: Sequence[Factor]
) -> InputError | None:
    """Why there is no scenario with some values of the factors, each at its place in the file."""
    places: dict[Key, Place] = {}
    for f in factors:
        place = written.layer.place((table_of(f), f.key))
        if place is not None:
            places[(f.key,)] = place
    try:
        laid_over(base, [Ways(base, tuple(values)).layer(values, places)], written.path)
    except InputError as error:
        return error
    return None


def _unknown(
    written: Written, at: Key, names: Sequence[str], known: Sequence[str], what: str
) -> list[InputError]:
    found = []
    for i, name in enumerate(names):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f" (there are: {', '.join(known)})"
            found.append(written.wrong((*at, i), f"{name!r} is not {what}{hint}"))
    return found


def shown(value: Any) -> str:
    """A value as it is written in a file, a number with four digits."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _raise(problems: Sequence[InputError]) -> None:
    if problems:
        raise InputErrors(problems)
