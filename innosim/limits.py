"""What the model cannot tell, in the words of ODD.md, and plainly for those who decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """One limit.

    Attributes:
        title: what cannot be told.
        text: why, for those who know the model; it follows the title.
        plain: a sentence for those who decide; none where it does not concern them.
    """

    title: str
    text: str
    plain: str = ""


LIMITS = (
    Limit(
        "How much.",
        "The four determinants have no published elasticities. Every coefficient with which "
        "they act is assumed, and most other sizes are. Directions, orders of magnitude and "
        "what depends on what can be discussed; percentages cannot be promised to anybody.",
        "How strongly one thing acts on another is mostly assumed, because nobody has measured "
        "it. Take directions and orders of magnitude from this, and promise nobody its "
        "percentages.",
    ),
    Limit(
        "What will happen in your service.",
        "The shipped services have real headcounts and shares of roles, and assumed structure; "
        "signals are set at .4 because nobody has measured them.",
        "It says what happens in a model of a service, not what will happen in yours.",
    ),
    Limit(
        "That a practice works.",
        "What K says about openness and yes-and rests on one project. The model carries these "
        "as hypotheses: each can be switched off, and a world in which it is false can be run.",
        "That a practice or measure works is put into the model, not found by it; some of the "
        "evidence is a single project.",
    ),
    Limit(
        "One run.",
        "Runs differ by luck. Use replicates, compare on equal seeds, and look at bands.",
        "A single world, the worst one included, is an example and not a prediction.",
    ),
    Limit(
        "Levels against structure.",
        "Gates, rejection, capacity and the rates of adoption move the level of results more "
        "than the signals do. They were set on the bands of 1.2 and then left alone; p and q "
        "and the scope at the branch are calibration, not measurement.",
    ),
    Limit(
        "Signals that feed back.",
        "Resting values of the signals are inputs, and successes move the signals. To study a "
        "signal as a cause, hold it with `signals.frozen = true`.",
    ),
    Limit(
        "What was not found.",
        "No percentages of the Nordic surveys beyond Denmark's, no Canadian survey of employees "
        "after 2011, no statistic of the survival of pilots, and no other open model of the "
        "whole path of an idea through a public service.",
    ),
    Limit(
        "People.",
        "Nobody here schemes, negotiates, bargains for budget or has a career; there is one "
        "kind of middle manager; units never merge; nobody is moved between posts. Ideas do not "
        "combine or compete with each other, except for time.",
        "Nobody in the model schemes, bargains for budget or has a career, and units never merge.",
    ),
    Limit(
        "Value.",
        "The value of an idea for citizens is a formula, recorded once, when it becomes normal "
        "practice.",
        "It counts ideas that become normal practice; it does not know what they are worth to "
        "citizens.",
    ),
    Limit(
        "Which rules are needed.",
        "A rule whose switch moves no headline number beyond noise in any shipped scenario "
        "explains nothing there, however plausible it sounds. The table in 3.3 says what each "
        "rule is shown to move.",
    ),
)
"""In the order of section 9 of ODD.md."""
