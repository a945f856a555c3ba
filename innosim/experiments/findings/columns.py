"""What the columns of the tables of an analysis mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innosim.results.csv_tables import Meaning

Facts = Mapping[str, Any]


def of_sensitivity(facts: Facts) -> dict[str, Meaning]:
    """Unit and meaning by name; what `value` is depends on the method."""
    return _OF_FACTORS | _OF_PAIRS | _BY_METHOD[facts["method"]]


def of_discovery(facts: Facts) -> dict[str, Meaning]:
    """Unit and meaning by name."""
    return _OF_BOXES


_OF_QUANTITY = "unit of the quantity"
_OF_FACTORS: dict[str, Meaning] = {
    "quantity": ("", "quantity of the sweep that is looked at"),
    "factor": ("", "key of the factor in a scenario"),
    "kind": ("", "lever or uncertainty"),
    "shows": ("", "True if the effect can be told apart from luck"),
}
_BY_METHOD: Mapping[str, dict[str, Meaning]] = {
    "sobol": {
        "value": ("share", "of the variance, with all interactions it has part in (ST)"),
        "error": ("share", "half-width of the 95 % interval of the value (bootstrap)"),
        "threshold": ("share", "what the luck of the runs alone would give; empty if unknown"),
        "first": ("share", "of the variance, that the factor moves by itself (S1)"),
        "first_error": ("share", "half-width of the 95 % interval of `first` (bootstrap)"),
    },
    "morris": {
        "value": (_OF_QUANTITY, "mean absolute change over the whole range (mu*)"),
        "error": (_OF_QUANTITY, "half-width of the 95 % interval of the value (bootstrap)"),
        "threshold": (_OF_QUANTITY, "twice what the luck of the runs alone would give"),
        "direction": (_OF_QUANTITY, "mean change over the whole range (mu)"),
        "spread": (_OF_QUANTITY, "standard deviation of the change (sigma)"),
        "walks": ("walks", "in which the quantity is defined throughout"),
    },
    "pawn": {
        "value": ("distance, 0 to 1", "median over the parts of the range of the factor"),
        "error": ("distance, 0 to 1", "half-width of the 95 % interval of the value (bootstrap)"),
        "threshold": ("distance, 0 to 1", "95 of 100 factors without influence have less"),
        "most": ("distance, 0 to 1", "in the part of the range in which it is largest"),
    },
}
_OF_PAIRS: dict[str, Meaning] = {
    "one": ("", "key of the one factor"),
    "other": ("", "key of the other factor"),
    "share": ("share", "of the variance that the two move only together (S2)"),
    "error": ("share", "half-width of the 95 % interval of the share (bootstrap)"),
}
_OF_BOXES: dict[str, Meaning] = {
    "over": ("", "what the search set conditions on: uncertainties, levers or all"),
    "factor": ("", "key of the factor in a scenario"),
    "kind": ("", "lever or uncertainty"),
    "side": ("", "which end of the range the condition sets, or that it names values"),
    "bound": ("unit of the factor", "the end that is set; empty where values are named"),
    "words": ("", "the condition in words"),
    "quasi_p": ("probability", "of as many such worlds in the box if the condition told nothing"),
    "coverage_without": ("share", "of such worlds that are in the box without the condition"),
    "density_without": ("share", "of the box without the condition that are such worlds"),
    "recurs": ("share", "of the halves of the points in which the same end is restricted"),
    "coverage": ("share", "of such worlds that are in the box"),
    "density": ("share", "of the worlds in the box that are such"),
    "mass": ("share", "of all worlds that are in the box"),
    "base": ("share", "of all worlds that are such"),
    "within": ("worlds", "in the box"),
    "hits_within": ("worlds", "in the box that are such"),
    "restricted": ("factors", "that the box restricts"),
    "correlation": ("correlation, -1 to 1", "of being in the box with being such (phi)"),
}
