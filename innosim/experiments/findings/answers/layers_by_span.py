"""Layers by span in the clay layer."""

from __future__ import annotations

from innosim.experiments.findings.answers.question import (
    BARS,
    NEW,
    QUANTITIES,
    USES,
    Question,
    Runs,
    capital,
    unit,
)
from innosim.experiments.findings.contrasts import Contrast
from innosim.figures.panels import Panel, Picture

LAYERS, SHARES = (1, 2, 3, 4), (0.06, 0.12, 0.24)
OUTCOMES_OF_LAYERS = (USES, NEW, "gate_pass", "weeks_in_gates")


def _manager(share: float) -> str:
    """People that are neither leaders nor managers, to a manager."""
    return f"{(1 - share - 0.006) / share:.0f}"


def _house(runs: Runs, layers: int, share: float) -> int:
    return runs.at({"layers": layers, "share_middle_managers": share})


def _more_layers(runs: Runs, outcome: str) -> Contrast:
    weights = {_house(runs, LAYERS[-1], share): 1 / len(SHARES) for share in SHARES}
    return runs.held(
        outcome, weights | {_house(runs, LAYERS[0], share): -1 / len(SHARES) for share in SHARES}
    )


def _wider(runs: Runs, outcome: str) -> Contrast:
    weights = {_house(runs, layers, SHARES[0]): 1 / len(LAYERS) for layers in LAYERS}
    return runs.held(
        outcome, weights | {_house(runs, layers, SHARES[-1]): -1 / len(LAYERS) for layers in LAYERS}
    )


def _depends(runs: Runs, outcome: str) -> Contrast:
    few, many, wide, narrow = LAYERS[0], LAYERS[-1], SHARES[0], SHARES[-1]
    return runs.held(
        outcome,
        {
            _house(runs, many, wide): 1,
            _house(runs, few, wide): -1,
            _house(runs, many, narrow): -1,
            _house(runs, few, narrow): 1,
        },
    )


def _finding(runs: Runs) -> list[str]:
    wide, narrow = _manager(SHARES[0]), _manager(SHARES[-1])
    told = []
    for outcome in OUTCOMES_OF_LAYERS:
        told.append(
            f"- **{capital(unit(outcome))}.** Four layers of managers against one: "
            f"{_more_layers(runs, outcome)}, on average over the spans. {wide} people to a manager "
            f"against {narrow}: {_wider(runs, outcome)}, on average over the layers. What four "
            f"layers do at the wide span more than at the narrow one: {_depends(runs, outcome)}."
        )
    layers, spans = _more_layers(runs, USES), _wider(runs, USES)
    more = "the number of layers" if abs(layers.mean) > abs(spans.mean) else "the span"
    return ["\n".join(told), f"Over these ranges {more} moves uses more."]


def _unshown(runs: Runs) -> list[str]:
    asked = {
        "layers": _more_layers,
        "the span": _wider,
        "that the one depends on the other": _depends,
    }
    told = []
    for outcome in OUTCOMES_OF_LAYERS:
        parts = [name for name, of in asked.items() if not of(runs, outcome).shows]
        if parts:
            told.append(f"In {unit(outcome)} does not show: {', '.join(parts)}.")
    return told


def _picture(runs: Runs) -> Picture:
    panels = [
        Panel(
            QUANTITIES[outcome].label,
            QUANTITIES[outcome].unit,
            {
                f"{_manager(share)} people to a manager": [
                    runs.mean(outcome, _house(runs, layers, share)) for layers in LAYERS
                ]
                for share in SHARES
            },
        )
        for outcome in OUTCOMES_OF_LAYERS
    ]
    return Picture(
        "Layers by span in the clay layer",
        BARS,
        "layers of middle managers",
        tuple(map(str, LAYERS)),
        tuple(panels),
    )


def _claims(runs: Runs) -> list[tuple[str, Contrast, int]]:
    return [
        ("layers cost ideas", _more_layers(runs, "gate_pass"), -1),
        ("layers cost time", _more_layers(runs, "weeks_in_gates"), 1),
    ]


QUESTION = Question(
    "layers-by-span",
    _finding,
    _picture,
    _unshown,
    _claims,
    "The span is varied by the share of managers, so that a narrow span has more managers in "
    "all, none of whom costs anything here. What else layers and spans are for, such as "
    "supervision, is not in the model.",
)
