"""The log of events: one row for each thing that happens to an idea."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.world.world import World

STAGES = np.array([stage.name.lower() for stage in Stage])


def note_event(
    world: World,
    rows: NDArray[np.integer],
    week: int,
    event: str | NDArray[np.str_],
    actor: NDArray[np.integer],
    to: NDArray[np.integer] | None = None,
    reason: str | NDArray[np.str_] = "",
) -> None:
    """Log one event for each idea of `rows`.

    Args:
        world: the world.
        rows: the ideas.
        week: when it happened.
        event: what happened, one word for all or one for each.
        actor: row of the person who did it, -1 for nobody.
        to: the stage it comes to; None where the stage stays.
        reason: why, one text for all or one for each.
    """
    if "events" not in world.recorded or not len(rows):
        return
    was = world.ideas.stage[rows]
    n = len(rows)
    world.note(
        "events",
        {
            "replicate": world.ideas.service[rows],
            "idea": rows,
            "week": np.full(n, week),
            "event": _for_each(event, n),
            "from_stage": STAGES[was],
            "to_stage": STAGES[was if to is None else to],
            "post": np.where(actor < 0, -1, world.people.post[actor]),
            "reason": _for_each(reason, n),
        },
    )


def _for_each(text: str | NDArray[np.str_], n: int) -> NDArray[np.str_]:
    return np.full(n, text) if isinstance(text, str) else text
