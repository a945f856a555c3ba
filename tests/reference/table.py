"""Writes docs/reference.md: how far the array version is from the reference.

Run `python -m tests.reference.table` after a change of the model; it takes a minute.
"""

from __future__ import annotations

from pathlib import Path

from tests.reference import cases
from tests.reference.compare import Deviations
from tests.reference.test_reference import CLOSE, run

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
SHOWN = 1e-7

HEAD = f"""# How we know: a plain twin

`tests/reference` holds the whole model a second time: person by person and idea by idea, in plain
Python, written from the equations in [ODD.md](../ODD.md) with random numbers of its own making.
It is slow and meant to be read beside ODD.md. A test lets it run beside the array version for
{cases.WEEKS} weeks, {cases.PEOPLE} people in {cases.ORGANISATIONS} organisations, seeds
{", ".join(str(seed) for seed in cases.SEEDS)}, every feedback on, once with the defaults and once
with settings that take ideas through all stages; further tests do so with interventions and with
other forms of the equations. After each week every whole number, code and text must be equal, and
every number within {CLOSE:g} (of its value, where that is above 1): the array version keeps most
of its columns in single precision.

This page is written by `python -m tests.reference.table`. The columns below are those that are
further apart than {SHOWN:g} in one of the {2 * len(cases.SEEDS)} runs; the digits differ a
little between processors.

| column | largest distance |
| --- | ---: |
"""


def largest() -> Deviations:
    """The largest distance of each column over the default and the lively runs."""
    whole = Deviations()
    for seed in cases.SEEDS:
        for chosen in (cases.default(seed), cases.lively(seed)):
            _, found = run(chosen)
            whole.unequal += found.unequal
            for name, far in found.largest.items():
                whole.largest[name] = max(far, whole.largest.get(name, 0.0))
    return whole


def render(found: Deviations) -> str:
    """The page in Markdown."""
    ordered = sorted(found.largest.items(), key=lambda item: -item[1])
    rows = [f"| `{name}` | {far:.1e} |\n" for name, far in ordered if far > SHOWN]
    others = len(ordered) - len(rows)
    foot = f"\nThe other {others} columns of numbers are nearer than that, or equal.\n"
    different = "\n".join(f"- {text}" for text in found.unequal)
    return HEAD + "".join(rows) + foot + (f"\nUnequal:\n\n{different}\n" if different else "")


if __name__ == "__main__":
    PAGE.write_text(render(largest()), encoding="utf-8")
    print(PAGE.name)
