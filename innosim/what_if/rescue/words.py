"""What would have saved an idea, as text, as a table for notebooks, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from math import isfinite
from textwrap import fill
from typing import Any

from innosim import catalogue
from innosim.analysis.words import CAUTION, minus
from innosim.paired import Difference
from innosim.parameters import facts
from innosim.processes.descent import SIGNALS
from innosim.what_if.rescue.case import MONTH, Case, Decision
from innosim.what_if.rescue.gate import AtGate, Flip, Setting
from innosim.what_if.rescue.rescue import ALPHA, LUCK, Ends, Outlook, Rescue
from innosim.what_if.rescue.shares import Share

WIDTH = 100
SHOWN = 5
"""How many ways to turn a decision are shown."""

TERMS_SHOWN = 2
"""How many terms for and against an idea are named."""

STATED_RULES = ("rule", "convention")
GATE_HEADS = ("change", "as it was", "needed", "unit", "then")
HEADS = ("change", "hours", "with the luck it had", "siblings saved", "passed", "others")

Row = tuple[str, ...]


def text(rescue: Rescue) -> str:
    """All of it, for the terminal."""
    parts = [*_said(opening(rescue.case)), *_at_gate_text(rescue)]
    if rescue.nothing is not None:
        parts += [heading(rescue), table([HEADS, *rows(rescue)]), legend(rescue.nothing)]
    parts += [*_said(*findings(rescue)), CAUTION]
    return "\n\n".join(part for part in parts if part) + "\n"


def _said(*sentences: str) -> list[str]:
    return [fill(sentence, WIDTH, break_on_hyphens=False) for sentence in sentences if sentence]


def opening(case: Case) -> str:
    """What became of the idea, and which decision decided."""
    life = f"Idea {case.name} was conceived in week {case.born}; {_became(case)}."
    return f"{life} {_decided(case.decision)}" if case.decision else life


def _became(case: Case) -> str:
    fate = case.fate
    if fate.ended < 0:
        return f"in the last week it was still alive ({fate.stage.replace('_', ' ')})"
    return f"it ended in week {fate.ended}: {fate.way}"


def _decided(decision: Decision) -> str:
    who = f"a {decision.role} (post {decision.post}, layer {decision.layer})"
    if decision.outcome in STATED_RULES:
        kind = "a rule" if decision.outcome == "rule" else "a rule that does not exist"
        return f"In week {decision.week} {who} turned it down without weighing it, for {kind}."
    what = {"held": "held it back", "rejected": "refused it"}[decision.outcome]
    chance = f"{100 * decision.probability:.0f} %, and the luck drawn was {decision.luck:.2f}"
    return (
        f"In week {decision.week} {who} {what}: score {_score(decision.score)}, so a yes had a "
        f"chance of {chance}. {_named('For it', decision, 1)} {_named('Against it', decision, -1)}"
    )


def _named(side: str, decision: Decision, sign: int) -> str:
    terms = sorted(decision.terms.items(), key=lambda term: -sign * term[1])
    there = [f"{name} ({_score(value)})" for name, value in terms if sign * value >= 0.005]
    return f"{side}: {', '.join(there[:TERMS_SHOWN]) or 'nothing'}."


def _at_gate_text(rescue: Rescue) -> Iterator[str]:
    sentences, lines = at_gate_told(rescue)
    yield from _said(*sentences)
    if lines:
        yield table(lines)


def at_gate_told(rescue: Rescue) -> tuple[list[str], list[Row]]:
    """What would have turned the decision: sentences, and the rows of a table with its heads."""
    gate = rescue.at_gate
    if gate is None:
        return ["At the gate: no decision of a gate ended it or keeps it waiting."], []
    lines = [] if gate.out_of_reach else [GATE_HEADS, *gate_rows(shown(gate))]
    return list(at_gate_sentences(gate, rescue.case.decision)), lines


def at_gate_sentences(gate: AtGate, decision: Decision | None) -> Iterator[str]:
    """What would have turned the decision, in sentences."""
    if decision is not None and decision.outcome in STATED_RULES:
        yield "At the gate: no score would have helped, since a rule was held against it."
    elif gate.pairs:
        yield (
            f"At the gate: with this luck a yes took a score of {_score(gate.needed)}. No single "
            f"change gives it, two together do ({_number(len(gate.pairs), 'pair')})."
        )
    elif not gate.by_score:
        yield (
            f"At the gate: with this luck a yes took a score of {_score(gate.needed)}. Nothing in "
            "reach gives it, no single change and no two: with every signal and lever at the end "
            f"of its range together it would have been {_score(gate.at_most)}."
        )
    if gate.out_of_reach:
        yield "There is no way round that gate or its answer either."
    elif gate.singles:
        yield (
            f"{_number(len(gate.singles), 'change')} would have turned the decision alone, with "
            "nothing else changed; the smallest part of its range first:"
        )


def at_gate_line(gate: AtGate) -> str:
    """What would have turned the decision, in one line: the smallest way, and how many others."""
    if gate.out_of_reach:
        return (
            "At the gate: nothing in reach turns the decision, no single change and no two of "
            "signals and levers."
        )
    first, *others = [*gate.singles, *gate.pairs]
    values = " and ".join(
        f"{_full(s)}, at {s.to:.3f} in place of {s.was:.3f}" for s in first.settings
    )
    more = f" ({_number(len(others), 'other way')})" if others else ""
    if gate.singles:
        return f"At the gate: the smallest change that turns the decision alone is {values}{more}."
    return f"At the gate: no single change turns the decision, two do: {values}{more}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def shown(gate: AtGate) -> list[Flip]:
    """The changes that the table shows: the first single ones, then the first pairs."""
    return [*gate.singles[:SHOWN], *gate.pairs[:SHOWN]]


def gate_rows(flips: Sequence[Flip]) -> list[Row]:
    """A row for each setting; a pair takes two rows, the second one begins with "and"."""
    return [
        (
            f"{'and ' if number else ''}{_full(setting)}",
            f"{setting.was:.3f}",
            f"{setting.to:.3f}",
            unit(setting.name),
            "" if number else flip.into,
        )
        for flip in flips
        for number, setting in enumerate(flip.settings)
    ]


def _full(setting: Setting) -> str:
    return f"{setting.name}, as it reached them" if setting.name in SIGNALS else setting.name


def unit(name: str) -> str:
    """The unit of a signal or lever."""
    if name in SIGNALS:
        return "share"
    process, _, lever = name.partition(".")
    return str(facts(catalogue.processes()[process].Parameters.model_fields[lever])["unit"])


def heading(rescue: Rescue) -> str:
    """From when to when the world was lived again, and what counts as saved."""
    case = rescue.case
    first, last = rescue.week, case.scenario.horizon - 1
    since = case.turning_point - (first or 0)
    before = f", {since} weeks before week {case.turning_point}" if since > 1 else ""
    return "\n".join(
        _said(
            f"Re-lived with one thing changed in the whole system from week {first}{before}, to "
            f"week {last}. Saved is an idea that becomes normal practice by then."
        )
    )


def rows(rescue: Rescue) -> list[Row]:
    """The table of changes, with nothing changed as the last row."""
    last = [] if rescue.nothing is None else [rescue.nothing]
    return [_row(found) for found in (*rescue.outlooks, *last)]


def _row(found: Outlook) -> Row:
    hours = "not stated" if found.hours is None else f"{found.hours:,.0f}"
    fate = found.relived
    lived = f"saved, week {fate.embedded}" if fate.saved else _short(found)
    others = _with_interval(found.others)
    passed = "-" if found.passed is None else f"{found.passed.part} of {found.passed.whole}"
    return (found.change.title, hours, lived, str(found.saved), passed, others)


def _short(found: Outlook) -> str:
    fate = found.relived
    stage = fate.stage.replace("_", " ")
    return f"{stage}, week {fate.ended}" if fate.ended >= 0 else f"alive ({stage})"


def _with_interval(found: Difference) -> str:
    low, high = found.interval(ALPHA)
    if not isfinite(found.mean):
        return "-"
    mean = signed(found.mean)
    return f"{mean} ({signed(low)} to {signed(high)})" if isfinite(low) else mean


def signed(number: float) -> str:
    """A number with its sign and one digit; no sign at nought."""
    return minus(f"{number:+.1f}") if round(number, 1) else "0.0"


def _score(number: float) -> str:
    return minus(f"{number:+.2f}")


def legend(nothing: Outlook) -> str:
    """What the columns of the table of changes mean."""
    return "\n".join(
        _said(
            f"hours: of leaders, managers and staff, to the end of the run. siblings saved: of "
            f"{nothing.saved.whole} worlds with the same past and other luck afterwards, in "
            "brackets share and 95 % interval. passed: siblings in which it passed the gate that "
            "had stopped it. others: change in the number of other ideas that become normal "
            "practice, against the same siblings with nothing changed, with 95 % interval."
        )
    )


def findings(rescue: Rescue) -> Iterator[str]:
    """What it comes to, sentence by sentence."""
    nothing = rescue.nothing
    if nothing is None:
        yield (
            "It was decided on in the very week in which it was conceived: no change that is made "
            "after its conception comes in time, so no world was lived again."
        )
        return
    yield from _base(rescue, nothing)
    helping = [found for found in rescue.outlooks if found.helps]
    if rescue.outlooks and not helping:
        yield "None of these changes saves it in more siblings than luck alone, beyond noise."
    for found in helping[:1]:
        which = "The cheapest change" if found.hours is not None else "A change of no stated cost"
        yield f"{which} that saves it more often than luck alone, beyond noise: {_sentence(found)}"
    most = max(rescue.outlooks, key=_died_later, default=None)
    if most is not None and most.passed is not None and _died_later(most) > 0:
        yield (
            f"{most.change.title}: passed that gate in {most.passed.part} of "
            f"{most.passed.whole} siblings, but did not become normal practice in "
            f"{_died_later(most)} of those: {_ends(most.later)}."
        )
    for found in rescue.outlooks:
        if found.harms_others:
            saves = "would save this one in more siblings but" if found.helps else "also"
            yield f"{found.change.title} {saves} costs other ideas: {_with_interval(found.others)}."


def _base(rescue: Rescue, nothing: Outlook) -> Iterator[str]:
    """How far it was luck, and whether the run is long enough to tell."""
    yield _luck(rescue, nothing.saved)
    yield from _horizon(rescue, nothing)


def _luck(rescue: Rescue, share: Share) -> str:
    said = f"Nothing changed: saved in {share} sibling worlds."
    if rescue.mostly_luck:
        return f"{said} That is {100 * LUCK:.0f} % or more: mostly bad luck."
    return f"{said} Bad luck counts for that much." if share.part else said


def _horizon(rescue: Rescue, nothing: Outlook) -> Iterator[str]:
    none = not any(found.saved.part for found in (nothing, *rescue.outlooks))
    if none and nothing.others.reference == 0:
        yield (
            "In no sibling world does any idea become normal practice by the end of the run: it "
            "may be too short to tell what saves one (lengthen `horizon`)."
        )


def _sentence(found: Outlook) -> str:
    hours = "" if found.hours is None else f", for {found.hours:,.0f} hours"
    lived = f"with the luck it had: {found.relived}"
    return f"{found.change.title}{hours}: saved in {found.saved} sibling worlds; {lived}."


def _died_later(found: Outlook) -> int:
    return sum(count for _, count in found.later)


def _ends(ends: Ends) -> str:
    return ", ".join(f"{end} in {count}" for end, count in ends[:3])


def table(lines: Sequence[Row]) -> str:
    """Rows in columns, the first row as heads."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    laid = [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in lines
    ]
    return "\n".join([laid[0], "-" * max(map(len, laid)), *laid[1:]])


def html(rescue: Rescue) -> str:
    """The same for a notebook."""
    sentences, lines = at_gate_told(rescue)
    found = [f"<p>{escape(part)}</p>" for part in (opening(rescue.case), *sentences)]
    if lines:
        found.append(_html_table(lines))
    if rescue.nothing is not None:
        found += [f"<p>{escape(heading(rescue))}</p>", _html_table([HEADS, *rows(rescue)])]
    closing = [*findings(rescue), CAUTION]
    return "\n".join([*found, *(f"<p>{escape(part)}</p>" for part in closing)])


def _html_table(lines: Sequence[Row]) -> str:
    def row(cells: Row, tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(row(line, "td") for line in lines[1:])
    return f"<table><thead>{row(lines[0], 'th')}</thead><tbody>{body}</tbody></table>"


def plain(rescue: Rescue) -> dict[str, Any]:
    """The same as data that can be written as JSON; what is not defined is None."""
    case = rescue.case
    nothing = rescue.nothing
    return {
        "idea": case.name,
        "replicate": case.replicate,
        "service": case.scenario.title,
        "last": case.scenario.horizon - 1,
        "born": case.born,
        "fate": asdict(case.fate),
        "decision": None if case.decision is None else asdict(case.decision),
        "at_gate": None if rescue.at_gate is None else _plain_gate(rescue.at_gate),
        "from": rescue.week,
        "turning_point": case.turning_point,
        "weeks_before": None if rescue.week is None else case.turning_point - rescue.week,
        "month_in_weeks": MONTH,
        "mostly_luck": rescue.mostly_luck,
        "mostly_luck_from": LUCK,
        "luck": None if nothing is None else " ".join(_base(rescue, nothing)),
        "nothing": None if nothing is None else _plain_outlook(nothing),
        "changes": [_plain_outlook(found) for found in rescue.outlooks],
        "findings": list(findings(rescue)),
    }


def _plain_gate(gate: AtGate) -> dict[str, Any]:
    def flips(found: Sequence[Flip]) -> list[dict[str, Any]]:
        return [
            {
                "settings": [{**asdict(s), "unit": unit(s.name)} for s in flip.settings],
                "into": flip.into,
            }
            for flip in found
        ]

    return {
        "sentence": at_gate_line(gate),
        "needed": _defined(gate.needed),
        "at_most": gate.at_most,
        "singles": flips(gate.singles),
        "pairs": flips(gate.pairs),
        "nothing_in_reach": gate.out_of_reach,
    }


def _plain_outlook(found: Outlook) -> dict[str, Any]:
    return {
        "change": found.change.name,
        "title": found.change.title,
        "hours": found.hours,
        "relived": asdict(found.relived) | {"saved": found.relived.saved},
        "saved": _plain_share(found.saved),
        "passed": None if found.passed is None else _plain_share(found.passed),
        "ends": _plain_ends(found.ends),
        "later": _plain_ends(found.later),
        "died_later": _died_later(found),
        "gain": _plain_difference(found.gain),
        "others": _plain_difference(found.others),
        "helps": found.helps,
        "harms_others": found.harms_others,
    }


def _plain_ends(ends: Ends) -> list[dict[str, Any]]:
    return [{"end": end, "siblings": count} for end, count in ends]


def _plain_share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    return {"part": share.part, "of": share.whole, "share": share.value, "low": low, "high": high}


def _plain_difference(found: Difference) -> dict[str, Any]:
    low, high = found.interval(ALPHA)
    ends = {"low": _defined(low), "high": _defined(high)}
    return {"mean": _defined(found.mean), **ends, "pairs": found.pairs}


def _defined(number: float) -> float | None:
    return number if isfinite(number) else None
