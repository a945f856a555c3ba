"""The events of an idea's life, and what became of it, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from innosim.what_if.stories.cast import Cast
from innosim.what_if.stories.records import Record

DRIVERS = {
    "individual": "out of personal motivation or a problem at work",
    "crisis": "in answer to a crisis",
    "system": "because the service signals that innovation is wanted",
    "external": "after meeting it outside the service",
}

ENDS = {
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "failed": "the pilot failed",
    "not_continued": "not continued after its pilot",
    "cancelled": "called off",
    "discontinued": "given up for want of use",
    "expired": "expired",
}
"""Final stages in words."""

WAITING = {
    "gate": "it waits for review at layer {layer}",
    "leader_gate": "it waits for the head of the organisation",
    "stalled": "it is stalled at layer {layer}",
    "pilot": "it is in its pilot",
    "diffusing": "it spreads",
}
"""Stages of an idea that is in flight."""

STANDING = {
    **ENDS,
    "gate": "still at a gate",
    "leader_gate": "still before the head",
    "stalled": "stalled",
    "pilot": "in its pilot",
    "diffusing": "spreading",
    "embedded": "normal practice",
}
"""How an idea stands at the end of a run, in a word or two."""

INCIDENT = "an incident"
Tell = Callable[[Record, Cast], str]


def _conceived(event: Record, cast: Cast) -> str:
    why = DRIVERS.get(event["reason"], event["reason"])
    return f"{_first_up(cast.words(event['post']))} conceives the idea, {why}."


def _bypassed(event: Record, cast: Cast) -> str:
    return f"It goes round {cast.words(event['post'])} without a review."


def _appealed(event: Record, cast: Cast) -> str:
    return f"{_first_up(cast.words(event['post']))} appeals; somebody else is to look at it."


def _taken_over(event: Record, cast: Cast) -> str:
    return f"{_first_up(cast.words(event['post']))} takes it over as its champion."


def _to_the_head(event: Record, cast: Cast) -> str:
    if event["reason"] == "revived":
        return "It comes back from the stall, to the head of the organisation."
    if event["reason"] == "appealed":
        return "The appeal goes to the head of the organisation."
    return f"It comes before {cast.words(event['post'])}."


def _stalled(event: Record, cast: Cast) -> str:
    return f"It has waited too long and drops out of the queue of {cast.words(event['post'])}."


def _withdrawn(event: Record, cast: Cast) -> str:
    if event["reason"] == "exhaustion":
        return "Those who carry it are exhausted, and it is withdrawn."
    return "Nobody goes on with it after its champion left, and it is withdrawn."


def _cancelled(event: Record, cast: Cast) -> str:
    if event["reason"] == INCIDENT:
        return "Because of an incident it is called off."
    return "Politics has moved on; it is no priority any longer and is called off."


def _always(text: str) -> Tell:
    return lambda event, cast: text


EVENTS: Mapping[str, Tell] = {
    "conceived": _conceived,
    "bypassed": _bypassed,
    "appealed": _appealed,
    "champion left": _always("Its champion leaves the post."),
    "taken over": _taken_over,
    "gate": _always("It comes back from the stall and waits anew."),
    "leader_gate": _to_the_head,
    "stalled": _stalled,
    "pilot": _always("Its pilot starts."),
    "diffusing": _always("The pilot is continued, and the practice begins to spread."),
    "embedded": _always("It has become normal practice."),
    "incident": _always("It backfires in public: an incident, which costs alignment and trust."),
    "rejected": _always("With that it is rejected."),
    "withdrawn": _withdrawn,
    "failed": _always("The pilot fails."),
    "not_continued": _always("The pilot is over, and nobody carries it on."),
    "cancelled": _cancelled,
    "discontinued": _always("Hardly anybody uses it any longer; it is given up."),
    "expired": _always("It has grown too old and is dropped."),
}
"""What is said of each event of the table events."""


def told(event: Record, cast: Cast) -> str:
    """An event in a sentence; one that is not known is told in the words of its record."""
    tell = EVENTS.get(event["event"])
    if tell is None:
        reason = f" ({event['reason']})" if event["reason"] else ""
        return f"{_first_up(event['event'].replace('_', ' '))}{reason}."
    return tell(event, cast)


def nature(idea: Mapping[str, Any]) -> str:
    """What the idea is like, from its row in the table ideas."""
    core = "linked" if idea["core"] else "not linked"
    return (
        f"Its merit is {idea['merit']:.2f}, its novelty {idea['novelty']:.2f} and its risk "
        f"{idea['risk']:.2f}, each of 0 to 1; it is {core} to core business."
    )


def ending(idea: Mapping[str, Any], last_day: str) -> str:
    """What became of an idea, from its row in the table ideas.

    Args:
        idea: the row.
        last_day: the day on which the run ends, in words.
    """
    if idea["stage"] == "embedded":
        return (
            f"What became of it: normal practice, {_weeks(idea)} after "
            f"it was conceived. {_use(idea)}"
        )
    if idea["ended"] < 0:
        where = WAITING.get(idea["stage"], idea["stage"]).format(layer=idea["layer"])
        spreads = f" {_use(idea)}" if idea["stage"] == "diffusing" else ""
        return f"What became of it: still in flight at the end, {last_day}: {where}.{spreads}"
    end = ENDS.get(idea["stage"], idea["stage"])
    return f"What became of it: {end}, {_weeks(idea)} after it was conceived, {_how_far(idea)}."


def _how_far(idea: Mapping[str, Any]) -> str:
    if idea["reached_embedded"] >= 0:
        return "after it had been normal practice"
    if idea["reached_diffusion"] >= 0:
        return "after it had begun to spread"
    if idea["reached_pilot"] >= 0:
        return "after it had been tried"
    return f"{past_gates(idea)} and never tried"


def past_gates(idea: Mapping[str, Any]) -> str:
    """How many gates it passed, as "past 2 gates"."""
    passed = idea["gates_passed"]
    return "at its first gate" if passed == 0 else f"past {passed} gate{'s' * (passed > 1)}"


def _use(idea: Mapping[str, Any]) -> str:
    people, branches = idea["adopters"], idea["reach"]
    return (
        f"At the end {people:,} {'person uses' if people == 1 else 'people use'} it, in "
        f"{branches:,} branch{'' if branches == 1 else 'es'}."
    )


def age(idea: Mapping[str, Any]) -> int | None:
    """Weeks from its conception until it was normal practice, or else ended; None in flight."""
    embedded = idea["stage"] == "embedded"
    week = idea["reached_embedded"] if embedded else idea["ended"]
    return None if week < 0 else int(week - idea["born"])


def _weeks(idea: Mapping[str, Any]) -> str:
    weeks = age(idea)
    return "1 week" if weeks == 1 else f"{weeks:,} weeks"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
