"""The measures of a whole run beside the headline numbers, by the question they answer."""

from __future__ import annotations

from collections.abc import Mapping

from innosim.analysis.gatekeeping import GATEKEEPING
from innosim.analysis.headline import Headline, by_replicate, headline
from innosim.analysis.measures import Measure
from innosim.analysis.merit import MERITS, pooled, sample
from innosim.analysis.outcomes import CONDITIONS, OUTCOMES
from innosim.analysis.run import runs
from innosim.results.reader import Results

QUESTIONS: Mapping[str, tuple[Measure, ...]] = {
    "What does it come to?": OUTCOMES,
    "Does merit decide, or coincidence?": MERITS,
    "What do gates do?": GATEKEEPING,
    "What is innovation given to work with?": CONDITIONS,
}
"""Measures by the question that they answer."""


def diagnose(results: Results) -> dict[str, list[Headline]]:
    """All measures with their intervals over replicates, by question.

    The interval is the 95 % t-interval of the mean over replicates; for the measures of
    `innosim.analysis.merit` the value is that of the ideas of all replicates together and the
    interval the jackknife's. A measure that is not defined in any replicate is not a number.
    """
    values = by_replicate(results, [m for measures in QUESTIONS.values() for m in measures])
    samples = [sample(run) for run in runs(results)]
    return {
        question: [
            pooled(measure, values[measure.name], samples)
            if measure in MERITS
            else headline(measure, values[measure.name])
            for measure in measures
        ]
        for question, measures in QUESTIONS.items()
    }
