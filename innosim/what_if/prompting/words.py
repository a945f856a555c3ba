"""The sentences and tables of a diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innosim import __version__, catalogue
from innosim.what_if.comparison.words import signed
from innosim.what_if.prompting.moves import HELPS, NOT_APART
from innosim.what_if.prompting.portrait import Portrait, Said
from innosim.what_if.prompting.questions import LEVELS, ROLES

Facts = Mapping[str, Any]
Row = tuple[str, ...]


def portrait_facts(portrait: Portrait) -> dict[str, Any]:
    """What people say, as plain values."""
    service, people = portrait.service, portrait.answers.people
    return {
        "innosim": __version__,
        "title": service.title,
        "digest": service.scenario.digest(),
        "service": service.name,
        "headcount": portrait.answers.headcount,
        "layers": portrait.answers.layers,
        "people": {role: n for role in ROLES if (n := sum(p.role == role for p in people))},
        "signals": [_signal(said) for said in portrait.said],
        "disagreement": list(_disagreement(portrait)),
    }


def _signal(said: Said) -> dict[str, Any]:
    question = said.question
    return {
        "signal": question.signal,
        "question": question.words,
        "place": question.place,
        "level": said.level,
        "low": said.low,
        "high": said.high,
        "nearest": nearest(said.level),
        "answer": question.answers[nearest(said.level) - 1],
        "means": question.means,
        "by_role": {role: list(levels) for role, levels in said.by_role.items()},
        "unknown": said.unknown,
        "apart": said.disagreement,
    }


def nearest(level: float) -> int:
    """The answer, 1 to 5, whose part of the range holds a level."""
    return min(int(level * LEVELS) + 1, LEVELS)


def _disagreement(portrait: Portrait) -> Iterator[str]:
    for said in portrait.said:
        if said.disagreement:
            yield f"On {said.question.signal} {said.disagreement}."
        if said.spread:
            yield f"On {said.question.signal}, among themselves, {said.spread}."


def opening(facts: Facts) -> str:
    """Who answered, and which signals are weakest."""
    return f"{who(facts)} answered. {_weakest(facts)}"


def _weakest(facts: Facts) -> str:
    order = sorted(facts["signals"], key=lambda one: one["level"])
    level = f"{order[0]['level']:.2f}"
    weakest = [one for one in order if f"{one['level']:.2f}" == level]
    if len(weakest) == len(order):
        return f"No signal is weaker than another: all of them are at {level} of 1."
    if len(weakest) > 1:
        *others, last = (f"{one['signal']} ({_range(one)})" for one in weakest)
        return f"The weakest signals, at {level} of 1, are {', '.join(others)} and {last}."
    first, second = order[:2]
    return (
        f"The weakest signal is {first['signal']}, at {level} of 1 ({_range(first)}); next comes "
        f"{second['signal']}, at {second['level']:.2f} ({_range(second)})."
    )


def _range(one: Facts) -> str:
    return f"{one['low']:.2f} to {one['high']:.2f}"


def who(facts: Facts) -> str:
    """How many people of each role."""
    total = sum(facts["people"].values())
    if total == 1:
        return f"1 person ({next(iter(facts['people']))})"
    roles = ", ".join(f"{n} {role_of(role, n)}" for role, n in facts["people"].items())
    return f"{total} people ({roles})"


def role_of(role: str, count: int) -> str:
    """A role in singular or plural."""
    return role if count == 1 else ROLES[role]


def agreement(facts: Facts) -> list[str]:
    """Where people disagree, or that they do not."""
    if facts["disagreement"]:
        return list(facts["disagreement"])
    if sum(facts["people"].values()) == 1:
        return ["One person answered; others may see it otherwise."]
    return ["No two roles are apart by one answer or more."]


def signals_table(facts: Facts) -> list[Row]:
    """Level and range of each signal, and what it stands for."""
    rows: list[Row] = [("signal", "level", "range", "nearest answer", "what it does in the model")]
    for one in facts["signals"]:
        level = f"{one['level']:.2f}"
        rows.append((one["signal"], level, _range(one), one["answer"], one["means"]))
    return rows


def answers_table(facts: Facts) -> list[Row]:
    """The answers by role."""
    roles = list(facts["people"])
    rows: list[Row] = [("signal", *(ROLES[role] for role in roles))]
    for one in facts["signals"]:
        cells = [", ".join(str(n) if n else "don't know" for n in one["by_role"][r]) for r in roles]
        rows.append((one["signal"], *cells))
    return rows


def parameters_table(facts: Facts) -> list[Row]:
    """How answers became parameters."""
    rows: list[Row] = [("setting", "value", "range", "unit", "bounds", "how")]
    for one in facts["parameters"]:
        ends = (
            f"{one['low']:,.6g} to {one['high']:,.6g}" if one["low"] < one["high"] else "as it is"
        )
        bounds = f"{one['least']:,} to {one['most']:,}"
        rows.append((one["key"], f"{one['value']:,.6g}", ends, one["unit"], bounds, one["how"]))
    return rows


def moves_table(tried: Facts) -> list[Row]:
    """The moves, what they bring and what they take."""
    rows: list[Row] = [("move", "addresses", "brings", "95 % interval", "better in", "hours")]
    for move in tried["moves"]:
        ends = f"{signed(move['low'])} to {signed(move['high'])}"
        better = f"{100 * move['helps']:.0f} % of worlds"
        brings, hours = signed(move["gain"]), f"{move['hours']:,.0f}"
        rows.append((move["title"], move["signal"], brings, ends, better, hours))
    return rows


def verdicts(tried: Facts) -> list[str]:
    """What the trial says, the finding first."""
    signals = " and ".join(tried["signals"])
    count, worlds = len(tried["tried"]), tried["worlds"]
    if not tried["moves"]:
        return [f"None of the {count} levers that address {signals} helps in these worlds."]
    told = [_move(move, tried) for move in tried["moves"]]
    told += [_pair(pair) for pair in tried["pairs"] if not pair["apart"]]
    told.append(
        f"Of the {count} levers that address {signals}, these did best in "
        f"{tried['choice_worlds']} worlds over the ranges of the answers, at full strength from "
        f"the first week on; the numbers are from {worlds} other worlds of {tried['weeks']} weeks."
    )
    if tried["people"] < tried["headcount"]:
        told.append(
            f"They were tried on {tried['people']:,} people; what they bring is per 100 staff, "
            "hours are those of the whole service."
        )
    return told


def _move(move: Facts, tried: Facts) -> str:
    unit = tried["metric"]["unit"]
    gain = f"{signed(move['gain'])} ({signed(move['low'])} to {signed(move['high'])}) {unit}"
    hours = f"{move['hours']:,.0f} hours of all roles over the run"
    if move["verdict"] == HELPS:
        share = "" if move["share"] is None else f", {signed(100 * move['share'])} %"
        return f"{move['title']}: {gain}{share}, for {hours}."
    return f"{move['title']}: {NOT_APART}, {gain}, for {hours}."


def _pair(pair: Facts) -> str:
    one, other = (catalogue.intervention(pair[key]).title for key in ("one", "other"))
    return f"{one} and {other} cannot be told apart."


def asking(tried: Facts) -> list[str]:
    """What would change if a wide range were known better."""
    told = []
    idle = [one["signal"] for one in tried["asking"] if not one["changes"]]
    if idle:
        told.append(
            f"To know {' or '.join(idle)} better would not change which move comes first, as far "
            f"as {tried['worlds']} worlds show."
        )
    for one in tried["asking"]:
        for change in one["changes"]:
            side = "below" if change["half"] == "low" else "above"
            title = catalogue.intervention(change["kind"]).title
            told.append(
                f"It is worth asking about {one['signal']}: where it is {side} "
                f"{one['middle']:.2f}, {title} brings more than the first move."
            )
    return told
