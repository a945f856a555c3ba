"""Small models, and digests of all that they simulate."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any

import pytest

from innosim import InnovationModel, load
from innosim.world.world import TABLES

LIVELY = (
    "horizon=40",
    "organisation.generate.headcount=200",
    "generation.scale=8.0",
    "pilots.weeks=6",
    "turnover.yearly=0.5",
)
"""A few hundred people and many ideas, so that much happens in some dozen weeks."""


@cache
def scenario() -> Any:
    """The lively scenario."""
    return load("small-service", LIVELY)


@pytest.fixture
def make() -> Callable[..., InnovationModel]:
    """Makes models of the lively scenario."""

    def model(**keywords: Any) -> InnovationModel:
        return InnovationModel(scenario(), **keywords)

    return model


def digest(model: InnovationModel) -> str:
    """Hash of all state of a model's world."""
    content = blake2b()
    for name in TABLES:
        table = getattr(model.simulation.world, name)
        for column in table.columns:
            content.update(getattr(table, column).tobytes())
    return content.hexdigest()
