"""The table of mechanisms and the ablation table, as plain rows, CSV and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

from innosim.evidence.ablation import Row, Rule
from innosim.results.csv_tables import Meaning, explained

Cells = dict[str, Any]

_LISTED = ("rule", "phrase", "switch", "rows", "claim")
_MEASURED = ("rule", "claim", "found", "headline")
LEVEL = 0.99
"""Confidence of the interval of the claimed effect."""


def described(rule: Rule) -> Cells:
    """What a rule declares, as plain values."""
    return {
        "kind": rule.kind,
        "owner": rule.owner,
        "name": rule.name,
        "rule": rule.key,
        "phrase": rule.phrase,
        "rows": list(rule.rows),
        "switch": rule.switch,
        "moves": rule.moves,
        "sign": rule.sign,
        "given": rule.conditions,
        "shown": rule.shown,
        "note": rule.note,
    }


def measured(row: Row) -> Cells:
    """What a rule declares and what an ablation found, as plain values."""
    low, high = row.claimed.interval(1 - LEVEL)
    moved = {name: d.relative if isfinite(d.relative) else d.mean for name, d in row.moved.items()}
    return {
        **described(row.rule),
        "pairs": row.claimed.pairs,
        "difference": row.claimed.mean,
        "low": low,
        "high": high,
        "without": row.claimed.reference,
        "moved": moved,
        "headline": ", ".join(
            f"{name} {change_in_words(d.relative, d.mean)}" for name, d in row.moved.items()
        ),
    }


def change_in_words(relative: float, mean: float) -> str:
    """A change in per cent, or as it is where there is nothing to compare with."""
    if not isfinite(relative):
        return f"{mean:+.2g} from 0"
    return f"{relative:+.0%}" if abs(relative) >= 0.01 else f"{relative:+.1%}"


def tables(name: str, table: Sequence[Cells]) -> dict[str, str]:
    """The texts of a CSV file of that name and of its data dictionary, by name."""
    rows = [list(table[0]), *(list(row.values()) for row in table)]
    return explained({name: rows}, _MEANINGS)


_OF_METRIC = "unit of the metric"
_MEANINGS: dict[str, Meaning] = {
    "kind": ("", "mechanism or intervention"),
    "owner": ("", "process of the mechanism, or name of the intervention"),
    "name": ("", "short name"),
    "rule": ("", "a name that no other rule has"),
    "phrase": ("", "what the rule says"),
    "rows": ("", "numbers of the phrases of the sources that it serves"),
    "switch": ("", "setting that takes the rule away"),
    "moves": ("", "the metric that it is claimed to move"),
    "sign": ("", "1 if more of it is claimed, -1 if less"),
    "given": ("", "settings of both arms"),
    "shown": ("", "whether the model shows the claim"),
    "note": ("", "why not, where it does not"),
    "on": ("", "whether the rule acts in the scenario"),
    "pairs": ("runs", "pairs on the same seeds in which the metric is defined"),
    "difference": (_OF_METRIC, "mean of what the rule adds to the metric"),
    "low": (_OF_METRIC, f"lower end of the {LEVEL:.0%} interval of the difference"),
    "high": (_OF_METRIC, f"upper end of the {LEVEL:.0%} interval of the difference"),
    "without": (_OF_METRIC, "mean of the metric without the rule"),
    "moved": ("share", "what it adds to each headline number, as a share of it; as it is from 0"),
    "headline": ("", "the same in words"),
}


def as_markdown(table: Sequence[Cells]) -> str:
    """The rows as a Markdown table: what was measured if anything was, else what is declared."""
    names = _MEASURED if table and "difference" in table[0] else _LISTED
    lines = [_line(names), _line(["---"] * len(names))]
    return "\n".join([*lines, *(_line(_cells(row, names)) for row in table)]) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _cells(row: Cells, names: Iterable[str]) -> list[str]:
    texts = {
        "rule": row["rule"],
        "phrase": row["phrase"],
        "rows": ", ".join(str(number) for number in row["rows"]),
        "switch": row["switch"] if row["kind"] == "intervention" else f"`{row['switch']}`",
        "claim": _claim(row),
        "found": _found(row),
        "headline": row.get("headline") or "none",
    }
    return [texts[name] for name in names]


def _claim(row: Cells) -> str:
    given = f", given `{row['given']}`" if row["given"] else ""
    shown = "" if row["shown"] else " (not shown)"
    return f"{row['moves']} {'+' if row['sign'] > 0 else '-'}{given}{shown}"


def _found(row: Cells) -> str:
    if "difference" not in row or not isfinite(row["difference"]):
        return "not defined"
    return f"{row['difference']:+.3g} ({row['low']:+.3g} to {row['high']:+.3g})"
