"""A note in words: its sections, made from its facts and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from innosim.analysis.words import number
from innosim.figures import brief as figure
from innosim.what_if.briefing.causes import ENDINGS, GATES, REASONED
from innosim.what_if.briefing.sections import (
    Bullets,
    Cells,
    Paragraph,
    Picture,
    Section,
    Table,
    Terms,
)
from innosim.what_if.comparison import words
from innosim.what_if.comparison.arms import ASSUMED
from innosim.what_if.comparison.effects import NOT_APART, SAME, UNKNOWN
from innosim.what_if.comparison.quantities import BURDEN, HOURS

Facts = Mapping[str, Any]

USES = "adopters"
SHOWN = ("embedded", "proposals", "reached_pilot", "embedded_share", USES)
"""Quantities that the table of the finding shows."""

MOST_MEASURES = 4
MOST_NAMED = 3
MOST_REASONS = 4
MOST_CHANGES = 8
"""Measures, reasons and changed settings that are explained at most; the rest is in the JSON."""

_MORE = {"worse": "more", "better": "less"}
_HEADS = ("", "{against}", "{arm}", "difference", "95 % interval", "finding")


def default_question(plans: Sequence[str], reference: str) -> str:
    """What is asked where nobody asked: for the names of the plans and of the reference."""
    return f"What would {' or '.join(plans)} bring, compared with {reference}?"


def sections(facts: Facts) -> list[Section]:
    """The sections in their order; the settings come after them."""
    return [
        Section("The question", list(_question(facts))),
        Section("The finding", list(_findings(facts))),
        Section("Why", list(_why(facts))),
        Section("What it costs", list(_cost(facts))),
        Section("When it fails", list(_fails(facts))),
        Section("What the model cannot tell you", list(_limits(facts))),
        Section("Words used here", [Terms(list(_terms(facts)))]),
    ]


def settings(facts: Facts) -> list[Paragraph | Table]:
    """What was run, for the last section; all settings stand in the block below it."""
    arms = [("", "title", "settings (hash)")]
    arms += [(arm["name"], arm["title"], arm["digest"][:12]) for arm in facts["arms"]]
    return [
        Paragraph(
            f"innosim {facts['innosim']} (code {facts['code'][:12]}); seed {facts['seed']}; "
            f"{_worlds(facts)}; {facts['people']:,} people; {_time(facts)} from {facts['start']}. "
            "All settings of all scenarios, defaults included, stand in the settings block of this "
            "file; the command “innosim brief --again FILE” makes the note from it again, byte for "
            "byte."
        ),
        Table("Scenarios", arms, words=True),
    ]


def _question(facts: Facts) -> Iterator[Paragraph | Picture]:
    arms = facts["arms"]
    yield Paragraph(
        f"A computer model of a public service with {facts['people']:,} people was run over "
        f"{_time(facts)}, in {_worlds(facts)}: once as {arms[0]['name']} ({_title(arms[0])}), "
        f"{_once_more(facts)}. Luck is the same in each run of a world, so that what differs comes "
        "from what was changed."
    )
    for contrast in _assumed(facts):
        yield Paragraph(
            f"What is assumed in all but {contrast['against']}: {_some(contrast['assumptions'])}."
        )
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        yield Paragraph(" ".join([_changed(contrast), *_does(plan)]))
    yield Picture(figure.caption(facts), figure.describe(facts))


def _once_more(facts: Facts) -> str:
    return ", ".join(
        f"once as {arm['name']}" + ("" if arm["kind"] == ASSUMED else f" ({_title(arm)})")
        for arm in facts["arms"][1:]
    )


def _changed(contrast: Facts) -> str:
    levers, assumed = contrast["levers"], contrast["assumptions"]
    told = [f"What {contrast['arm']} does otherwise than {contrast['against']}: {_some(levers)}."]
    if assumed:
        told.append(f"What is assumed otherwise: {_some(assumed)}.")
    if levers and assumed:
        told.append("As both differ, the difference cannot be put down to what somebody does.")
    return " ".join(told)


def _does(plan: Facts) -> Iterator[str]:
    for one in plan["does"][:MOST_MEASURES]:
        who = f", by {one['pulled_by']}" if one["pulled_by"] else ""
        message = f": “{one['message']}”" if one["message"] else "."
        yield f"“{one['title']}”{who}{message}"


def _some(changes: Sequence[str]) -> str:
    if not changes:
        return "nothing"
    more = f"; and {len(changes) - MOST_CHANGES} more" if len(changes) > MOST_CHANGES else ""
    return "; ".join(changes[:MOST_CHANGES]).replace(" -> ", " → ") + more


def _findings(facts: Facts) -> Iterator[Paragraph | Table]:
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        if contrast["same"]:
            yield Paragraph(words.sentence(facts, contrast), strong=True)
            continue
        yield Paragraph(words.finding(facts, contrast), strong=True)
        told = [*_in_all(facts, plan), *words.worlds_of(facts, contrast), *_uses(plan, contrast)]
        yield Paragraph(" ".join(told))
        rows = [_heads(plan), *_outcomes(facts, contrast)]
        yield Table(f"Means over {_worlds(facts)}", rows)
    for contrast in _assumed(facts):
        yield Paragraph(f"What the assumptions alone do: {words.finding(facts, contrast)}")


def _in_all(facts: Facts, plan: Facts) -> Iterator[str]:
    whole = plan["in_all"]
    if whole["of_arm"] == whole["of_reference"] == 0:
        yield (
            "No idea became normal practice in any world: the time may be too short to see one, "
            "and this says little about the plan."
        )
    elif whole["of_arm"] is not None:
        yield (
            f"In the whole service and over all {_time(facts)} these are "
            f"{number(whole['of_arm'])} new normal practices with {plan['arm']} and "
            f"{number(whole['of_reference'])} with {plan['against']}."
        )


def _uses(plan: Facts, contrast: Facts) -> Iterator[str]:
    """What the uses of new practices say where none of them has become normal practice."""
    effect, whole = contrast["effects"][USES], plan["in_all"]
    if whole["of_arm"] or whole["of_reference"] or effect["verdict"] in (SAME, UNKNOWN):
        return
    apart = ", cannot be told apart" if effect["verdict"] == NOT_APART else ""
    yield (
        f"What can be seen in that time is how much new practices are used: "
        f"{number(effect['of_arm'])} weeks of use per 100 staff a year and not "
        f"{number(effect['of_reference'])} ({words.signed(effect['difference'])}, 95 % interval "
        f"{words.interval(effect, '')}{apart})."
    )


def _outcomes(facts: Facts, contrast: Facts) -> Iterator[Cells]:
    for quantity in facts["quantities"]:
        effect = contrast["effects"][quantity["name"]]
        if quantity["name"] in SHOWN and effect["pairs"]:
            share = quantity["unit"] == "share"
            label = quantity["label"] if share else f"{quantity['label']}, {quantity['unit']}"
            yield _row(label, effect, quantity["unit"])


def _row(label: str, effect: Facts, unit: str) -> Cells:
    if effect["difference"] is None:
        return (label, "not defined", "not defined", "", "", "")
    return (
        label,
        number(effect["of_reference"], unit),
        number(effect["of_arm"], unit),
        words.signed(effect["difference"], unit),
        "the same in each" if effect["verdict"] == SAME else words.interval(effect, unit),
        effect["verdict"],
    )


def _heads(plan: Facts) -> Cells:
    return tuple(head.format(arm=plan["arm"], against=plan["against"]) for head in _HEADS)


def _why(facts: Facts) -> Iterator[Paragraph | Table]:
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        if contrast["same"]:
            yield Paragraph("Nothing that shapes a run differs.")
            continue
        yield Paragraph(f"{_gates(plan)} {_reasons(plan)}")
        rows = [_row(c["label"], _counted(c, facts), "") for c in _family(plan, ENDINGS)]
        caption = "Of 100 ideas raised, so many …"
        yield Table(caption, [_heads(plan), *(row for row in rows if row[1:3] != ("0", "0"))])
        yield from _story(facts, plan)


def _counted(cause: Facts, facts: Facts) -> Facts:
    return {**cause, "pairs": facts["pairs"]}


def _gates(plan: Facts) -> str:
    told = []
    for cause in _family(plan, GATES):
        if cause["difference"] is None:
            continue
        who = cause["label"].removeprefix("stopped ")
        size = f"{number(cause['of_arm'])} and not {number(cause['of_reference'])}"
        if cause["verdict"] in (SAME, NOT_APART, UNKNOWN):
            told.append(f"{who} {number(cause['of_reference'])} in both ({_sure(cause)})")
        else:
            told.append(f"{who} {size} ({_sure(cause)})")
    if not told:
        return "No idea came to a gate."
    return f"Of 100 ideas that came to a gate, with {plan['arm']} so many were stopped: " + (
        f"{'; '.join(told)}."
    )


def _reasons(plan: Facts) -> str:
    moved = _moved(plan)
    if not moved:
        return "No reason for a stop differs by more than luck may do."
    told = [f"“{cause['label']}” {_signed(cause)} ({_ends(cause)})" for cause in moved]
    return (
        "What changed most among the reasons, in stops of 100 such ideas, with 95 % interval: "
        f"{'; '.join(told)}."
    )


def _moved(plan: Facts) -> list[Facts]:
    """The reasons that surely differ, those that differ most first."""
    told = [c for c in _family(plan, REASONED) if c["verdict"] not in (SAME, NOT_APART, UNKNOWN)]
    return sorted(told, key=lambda cause: -abs(cause["difference"]))[:MOST_REASONS]


def _sure(cause: Facts) -> str:
    if cause["verdict"] == SAME:
        return "the same in each world"
    if cause["verdict"] == UNKNOWN:
        return "one world, not a finding"
    apart = ", cannot be told apart" if cause["verdict"] == NOT_APART else ""
    return f"{_signed(cause)}, 95 % interval {_ends(cause)}{apart}"


def _ends(cause: Facts) -> str:
    return f"{words.signed(cause['low'])} to {words.signed(cause['high'])}"


def _signed(cause: Facts) -> str:
    return words.signed(cause["difference"])


def _story(facts: Facts, plan: Facts) -> Iterator[Paragraph]:
    story = plan["story"]
    if story is None:
        return
    here, there = story["plan"], story["reference"]
    yield Paragraph(
        f"An example, not a prediction: one idea in one of {_worlds(facts)} (seed "
        f"{story['seed']}). {story['nature']} With {plan['against']}, {there['day']}: "
        f"{there['happened']} In the end: {there['end']} With {plan['arm']}, {here['day']}: "
        f"{here['happened']} In the end: {here['end']}"
    )


def _cost(facts: Facts) -> Iterator[Paragraph | Table]:
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        if contrast["same"]:
            yield Paragraph("Nothing.")
            continue
        yield Paragraph(f"{_hours(facts, plan, contrast)} {_burdened(contrast)}")
        rows = [
            _row(_cost_label(facts, name), contrast["effects"][name], "")
            for name in (*HOURS, BURDEN)
            if contrast["effects"][name]["pairs"]
        ]
        rows = [(*row[:-1], _MORE.get(row[-1], row[-1])) for row in rows]
        yield Table("Hours of work that the measures take, and the burden", [_heads(plan), *rows])


def _cost_label(facts: Facts, name: str) -> str:
    quantity = next(q for q in facts["quantities"] if q["name"] == name)
    return f"{quantity['label']}, {quantity['unit'].removeprefix('hours ')}"


def _hours(facts: Facts, plan: Facts, contrast: Facts) -> str:
    if all(contrast["effects"][name]["verdict"] == SAME for name in HOURS):
        return f"{plan['arm']} takes no hours more or less of anybody, as far as they are declared."
    cost = plan["cost"]
    each = (
        ""
        if cost["hours_for_each"] is None
        else f", or {number(cost['hours_for_each'])} for each further new normal practice"
    )
    total = words.signed(cost["hours_a_year"])
    takes = f"In the whole service {plan['arm']} takes {total} hours a year{each}"
    return f"{takes}{_money(cost)}."


def _money(cost: Facts) -> str:
    """What the hours cost in a year, where rates are given."""
    if cost["money_a_year"] is None:
        return "; money is not counted, since no rates for an hour are given"
    rates = ", ".join(f"{role} {number(rate)}" for role, rate in cost["rates"].items())
    total = f"{words.signed(cost['money_a_year'])} {cost['currency']} a year"
    return f", in money {total} at the rates given for an hour ({rates})"


def _burdened(contrast: Facts) -> str:
    verdict = contrast["effects"][BURDEN]["verdict"]
    if verdict == NOT_APART:
        return "The burden of those who carry ideas cannot be told apart."
    told = {"worse": "rises", "better": "falls"}.get(verdict, "stays the same")
    return f"The burden of those who carry ideas {told}."


def _fails(facts: Facts) -> Iterator[Paragraph | Bullets]:
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        if contrast["same"]:
            yield Paragraph("It changes nothing.")
            continue
        yield Paragraph(_harm(facts, plan, contrast))
        declared = [one for one in plan["does"] if one["fails_when"]]
        if declared:
            yield Bullets([_fails_when(one) for one in declared])


def _harm(facts: Facts, plan: Facts, contrast: Facts) -> str:
    effect = contrast["effects"][facts["headline"]]
    what = facts["headline_quantity"]["label"].lower()
    if effect["verdict"] == UNKNOWN:
        return "One world says nothing about how often it fails."
    if plan["harm_at_most"] is not None:
        most = number(plan["harm_at_most"], "share")
        return (
            f"{plan['arm']} brought fewer {what} in none of {_worlds(facts)}; so few worlds leave "
            f"room for harm in up to {most} of all worlds."
        )
    return (
        f"{plan['arm']} brought fewer {what} in {plan['harmed']} of {_worlds(facts)}; in the worst "
        f"{words.signed(effect['worst'])} {facts['headline_quantity']['unit']} (seed "
        f"{effect['worst_seed']})."
    )


def _fails_when(one: Facts) -> str:
    note = f" In the model: {one['note'].rstrip('.')}." if one["note"] else ""
    return f"{one['title']} is expected to fail when {one['fails_when'].rstrip('.')}.{note}"


def _limits(facts: Facts) -> Iterator[Paragraph | Bullets]:
    for plan, contrast in zip(facts["plans"], _main(facts), strict=True):
        if plan["half"] is not None and not contrast["same"]:
            yield Paragraph(_half(facts, plan))
        elif contrast["levers"]:
            yield Paragraph(
                "What the plan does is set directly as numbers; that anybody can bring them about "
                "is assumed, and so is most of what they do in turn."
            )
    numbers = facts["numbers"]
    assumed = f"{numbers['assumed']} of the {numbers['all']} numbers in the model are assumed."
    yield Bullets([assumed, *facts["limits"]])


def _half(facts: Facts, plan: Facts) -> str:
    half = plan["half"]
    names = [f"“{one['title']}”" for one in plan["does"]]
    by = " and ".join(names) if len(names) < MOST_NAMED else "the measures of the plan"
    told = (
        f"Most depends on an assumption: how much is done by {by}. With only "
        f"{number(half['part'], 'share')} of that, {plan['arm']} would bring "
        f"{words.signed(half['difference'])} {facts['headline_quantity']['label'].lower()} "
        f"{facts['headline_quantity']['unit']}"
    )
    if half["verdict"] in (SAME, UNKNOWN):
        return f"{told}."
    told += f" (95 % interval {words.interval(half, '')})"
    if half["verdict"] == NOT_APART:
        return f"{told}: it could not be told apart from {plan['against']}."
    return f"{told}."


def _terms(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "world", "one imagined course of events; in each there is other luck"
    yield "idea", "a proposal of somebody in the service to do something in a new way"
    yield "gate", "a superior who must say yes before an idea may go on"
    yield "pilot", "an idea is tried out on a small scale"
    yield "week of use", "one idea used by one person for a week"
    yield "new normal practice", "an idea that has become the usual way of doing something"
    yield "difference", "the mean over all worlds of plan less reference, world by world"
    yield (
        "95 % interval",
        "where the true mean difference most likely lies: of 100 intervals made in this way about "
        "95 hold it; of twenty numbers that nothing acts on, one on average still seems to move",
    )
    yield "cannot be told apart", "the interval holds zero: there may be no difference at all"
    yield "points", "of a per cent: from 20 % to 25 % are 5 points"
    burden = next(q for q in facts["quantities"] if q["name"] == BURDEN)
    yield "burden", f"{burden['meaning'].rstrip('.')}, in {burden['unit']}"
    reasons = {one["label"]: one["meaning"] for plan in facts["plans"] for one in _moved(plan)}
    yield from ((f"“{label}”", meaning) for label, meaning in reasons.items())


def _family(plan: Facts, family: str) -> list[Facts]:
    return [cause for cause in plan["causes"] if cause["family"] == family]


def _main(facts: Facts) -> list[Facts]:
    """The contrast of each plan."""
    return [facts["contrasts"][plan["contrast"]] for plan in facts["plans"]]


def _assumed(facts: Facts) -> list[Facts]:
    """What my assumptions alone do, beside what the plans do."""
    main, arms = _main(facts), {arm["name"] for arm in facts["arms"] if arm["kind"] == ASSUMED}
    return [one for one in facts["contrasts"] if one["arm"] in arms and one not in main]


def _worlds(facts: Facts) -> str:
    return f"{facts['pairs']} world{'s' * (facts['pairs'] != 1)}"


def _time(facts: Facts) -> str:
    if facts["years"] is None:
        return f"{facts['weeks']} week{'s' * (facts['weeks'] != 1)}"
    return f"{facts['years']} year{'s' * (facts['years'] != 1)}"


def _title(arm: Facts) -> str:
    return f"“{arm['title'].rstrip('.')}”"
