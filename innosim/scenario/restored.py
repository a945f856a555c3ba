"""A scenario from the settings that were written down with what came of it."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from innosim.scenario.schema import Scenario, scenario_model


class UnknownSettingError(ValueError):
    """Settings that this version of innosim cannot read.

    Attributes:
        key: the first of them, "" if it is the whole.
        why: what is wrong with it.
    """

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key, self.why = key, why


def restored(settings: Any) -> Scenario:
    """The scenario of resolved settings, in which files stand as paths.

    Raises:
        UnknownSettingError: if it is none that this version knows.
    """
    try:
        return scenario_model().model_validate_json(json.dumps(settings))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise UnknownSettingError(key, first["msg"]) from None
