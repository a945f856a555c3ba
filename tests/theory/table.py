"""Writes docs/verification.md: every check beside its exact answer.

Run `python -m tests.theory.table` after a change that moves a number.
"""

from __future__ import annotations

from pathlib import Path

from tests.theory.gatekeepers import GATEKEEPERS
from tests.theory.population import POPULATION
from tests.theory.spread import SPREAD
from tests.theory.textbook import Check

PAGE = Path(__file__).parents[2] / "docs" / "verification.md"

HEAD = """# How we know: exact answers

The model is run in limiting cases that have an exact answer, through the same processes that
real scenarios use: only some of them are switched on, and the chart and the network are handed
in. Each row is one number of the model beside the exact one. "4 sigma" means that the bound is
four standard errors of the mean, so that a right model would miss it once in 15,800 times (seeds
are fixed: a run either meets it or does not); "rounding" that the model keeps the number in
single precision; "equal" that nothing is tolerated.

This page is written by `python -m tests.theory.table`, and a test compares it with the code.
Cases are numbered as in the list of limiting cases that the model was specified with.

| case | what | exact | model | difference | bound | |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""

FOOT = """
What the cases are: L1 Bass, L2 its two halves, L3 contagion in weekly steps, L4 thresholds,
L5 components of random graphs, L7 the chain of gates, L8 hierarchies and polyarchies, L9 small
permissions, L10 the funnel as an absorbing Markov chain, L11 decay of a signal, L12 energy,
L13 consensus, L14 the autoregressive outlook, L16 turnover, L17 conception of ideas, L18 a queue
in weekly steps, L19 simple and complex contagion on a ring and on random ties, L21 everything
off, W1 the two weekly chances of adoption.

Remarks. L18: the reviews of a week come after its arrivals and are binomial, so the answer is
that of this chain from an empty start, not the formula of a continuous queue. L19: on a ring of
an odd number N of people the last three adopt together, so that the wave takes (N - 3) / 2 + 1
weeks, one fewer than (N - 2) / 2 rounded up; the table has an even N. L14: the only
autoregressive state is a person's outlook, renewed every quarter.

Not applicable: L20 (the Polya urn), since familiarity fades and is bounded; Deffuant's bounded
confidence in L13, which the model does not have; transmission on half-open ties (percolation
with recovery) in L5, since nobody stops passing a practice on while using it.

The whole model is also compared, week by week, with a plain twin: [reference.md](reference.md).
"""


def checks() -> list[Check]:
    """All checks, in the order of the cases."""
    found = [check for case in (*SPREAD, *GATEKEEPERS, *POPULATION) for check in case()]
    return sorted(found, key=lambda check: (check.case[0], int(check.case[1:])))


def render(found: list[Check]) -> str:
    """The page in Markdown."""
    return HEAD + "".join(_row(check) for check in found) + FOOT


def _row(check: Check) -> str:
    # Differences of rounding size depend on the processor: their bound is shown, not their digits.
    tiny = check.why == "rounding"
    difference = f"below {check.bound:.0e}" if tiny else _number(check.model - check.exact)
    cells = (
        check.case,
        check.what,
        _number(check.exact),
        _number(check.model if not tiny or check.exact else 0.0),
        difference if check.met else f"**{_number(check.model - check.exact)}**",
        _number(check.bound),
        check.why,
    )
    return "| " + " | ".join(cells) + " |\n"


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"


if __name__ == "__main__":
    PAGE.write_text(render(checks()), encoding="utf-8")
    print(f"{PAGE}: {len(checks())} checks")
