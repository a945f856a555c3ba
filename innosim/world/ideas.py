"""Ideas: one row each, from the week in which they are conceived, for good."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import REJECTED, Column, Stage

if TYPE_CHECKING:
    from innosim.world.world import World

TEAM = 4
"""Members of the core team round an idea; the first is its champion."""

CONCERNED = 3
"""Most organisations that one idea can concern; the first is its own."""

NEVER = -1

COLUMNS = (
    Column("ideas", "service", "i8", "row", "service of the idea"),
    Column("ideas", "organisation", "i8", "row", "organisation it was conceived in"),
    Column("ideas", "branch", "i8", "row", "branch it was conceived in"),
    Column("ideas", "origin", "i8", "row", "post that conceived it"),
    Column("ideas", "born", "i4", "week", "week in which it was conceived"),
    Column("ideas", "ordinal", "i2", "number", "which idea of that post in that week"),
    Column("ideas", "key", "u8", "bits", "identity folded from post, week and ordinal"),
    Column("ideas", "driver", "i1", "code", "individual, crisis, system or external"),
    Column("ideas", "theme", "i1", "code", "theme of policy it belongs to"),
    Column("ideas", "merit", "f4", "share", "what it would bring, known only to the model", 0, 1),
    Column("ideas", "novelty", "f4", "share", "how far it is from what is usual", 0, 1),
    Column(
        "ideas",
        "strangeness",
        "f4",
        "share",
        "novelty as it is felt: less if it fits a process that exists, has precedents or a place "
        "in the service's history",
        0,
        1,
    ),
    Column("ideas", "risk", "f4", "share", "what may go wrong", 0, 1),
    Column("ideas", "core", "?", "yes or no", "fits a process that exists already"),
    Column("ideas", "stage", "i1", "code", "stage of its life"),
    Column("ideas", "since", "i4", "week", "week in which it entered that stage"),
    Column("ideas", "ended", "i4", "week", "week of its end, -1 while it lives", fill=NEVER),
    Column("ideas", "reason", "i2", "code", "why it is in this stage"),
    Column("ideas", "reached_leader", "i4", "week", "week it came before the leader", fill=NEVER),
    Column("ideas", "reached_pilot", "i4", "week", "week its pilot began", fill=NEVER),
    Column("ideas", "reached_diffusion", "i4", "week", "week it was continued", fill=NEVER),
    Column("ideas", "reached_embedded", "i4", "week", "week it became normal practice", fill=NEVER),
)

ATTRIBUTES = (
    "driver",
    "theme",
    "merit",
    "novelty",
    "strangeness",
    "risk",
    "core",
)


def in_stage(world: World, *stages: Stage) -> NDArray[np.int64]:
    """Rows of the ideas that are in one of the stages, in ascending order; not to be changed.

    The rows are worked out once and kept until `stages_changed` is called.
    """
    rows = world.by_stage.get(stages)
    if rows is None:
        rows = world.by_stage[stages] = _find(world, stages)
    return rows


def stages_changed(world: World) -> None:
    """To be called by whoever changes the stage of an idea."""
    world.by_stage.clear()


def _find(world: World, stages: tuple[Stage, ...]) -> NDArray[np.int64]:
    stage = world.ideas.stage
    if max(stages) >= REJECTED:
        return _among(stages).take(stage).nonzero()[0]
    living = world.by_stage.get(())
    if living is None:
        living = world.by_stage[()] = (stage < REJECTED).nonzero()[0]
    return living[_among(stages).take(stage.take(living))]


@cache
def _among(stages: tuple[Stage, ...]) -> NDArray[np.bool_]:
    """Whether each stage is one of these."""
    return np.isin(np.arange(len(Stage)), stages)


def names(world: World, rows: NDArray[np.integer]) -> NDArray[np.str_]:
    """Identities of ideas in words: post, week and ordinal, as in "1234-56-0"."""
    ideas = world.ideas
    post = world.people.post[ideas.origin[rows]].astype(str)
    week = np.char.add("-", ideas.born[rows].astype(str))
    ordinal = np.char.add("-", ideas.ordinal[rows].astype(str))
    return np.char.add(np.char.add(post, week), ordinal)
