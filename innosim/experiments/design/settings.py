"""Settings laid over a scenario, with interventions named by their kind instead of a number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from innosim.scenario.files import laid_over
from innosim.scenario.layers import APPENDED, Layer
from innosim.scenario.positions import Key, Place
from innosim.scenario.schema import Delivery, Scenario

DELIVERIES = "interventions"


@dataclass(frozen=True)
class Ways:
    """Where each of some settings goes in a scenario.

    Attributes:
        base: the scenario.
        keys: the settings, as "section.key" or "interventions.KIND.strength". A kind that the
            scenario does not have is added to it.
    """

    base: Scenario
    keys: tuple[str, ...]

    def scenario(self, values: Mapping[str, Any]) -> Scenario:
        """The scenario with a value of each of the settings.

        Raises:
            ValidationError, InputError: if that is no scenario.
        """
        if self._in_lists:
            return laid_over(self.base, [self.layer(values, {})])
        data = json.loads(self._own)
        if self.added:
            data[DELIVERIES] = data.get(DELIVERIES, []) + [{"kind": kind} for kind in self.added]
        for key, value in values.items():
            *above, name = self.ways[key]
            table = data
            for part in above:
                table = table[part] if isinstance(part, int) else table.setdefault(part, {})
            table[name] = value
        return type(self.base).model_validate_json(json.dumps(data))

    def layer(self, values: Mapping[str, Any], places: Mapping[Key, Place]) -> Layer:
        """The same settings as a layer over the scenario.

        Args:
            values: by key.
            places: where they were written, by key and the way inside the value.
        """
        made = Layer({APPENDED: [{"kind": kind} for kind in self.added]} if self.added else {})
        for key, value in values.items():
            way = self._way_in_layer(key)
            table: Any = made.data
            for part in way[:-1]:
                table = table[part] if isinstance(part, int) else table.setdefault(part, {})
            table[way[-1]] = value
            for written, place in places.items():
                if written[0] == key:
                    made.places[way + written[1:]] = place
            if (key,) in places:
                for n in range(2, len(way)):
                    made.places.setdefault(way[:n], places[key,])
                if way[0] == APPENDED:
                    made.places.setdefault((APPENDED,), places[key,])
                    made.places.setdefault((*way[:2], "kind"), places[key,])
        return made

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Kinds of interventions that the scenario does not have, but some setting names."""
        kinds = [parts[1] for key in self.keys if _of_a_kind(parts := parts_of(key))]
        return tuple(dict.fromkeys(kind for kind in kinds if kind not in self._numbers))

    @cached_property
    def ways(self) -> dict[str, Key]:
        """The place of each setting in the scenario; a number is an element of a list."""
        return {key: self._way(parts_of(key)) for key in self.keys}

    def value(self, key: str) -> Any:
        """The value of a setting in the scenario; an absent intervention has strength 0."""
        way, listed = self.ways[key], len(self.base.interventions)
        found: Any = self.base
        if way[0] == DELIVERIES and isinstance(way[1], int) and way[1] >= listed:
            found, way = Delivery(kind=self.added[way[1] - listed], strength=0.0), way[2:]
        for part in way:
            named = isinstance(part, str) and hasattr(found, part)
            found = getattr(found, str(part)) if named else found[int(part)]
        return found

    def times(self, key: str) -> int:
        """How many interventions of the scenario a setting names; 1 for any other setting."""
        parts = parts_of(key)
        if not _of_a_kind(parts):
            return 1
        return [delivery.kind for delivery in self.base.interventions].count(parts[1]) or 1

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {delivery.kind: i for i, delivery in enumerate(self.base.interventions)}

    @cached_property
    def _own(self) -> str:
        return self.base.model_dump_json(exclude_unset=True)

    @cached_property
    def _in_lists(self) -> bool:
        inner = [part for way in self.ways.values() for part in way if isinstance(part, str)]
        return any(part.isdecimal() for part in inner)

    def _way(self, parts: tuple[str, ...]) -> Key:
        listed = len(self.base.interventions)
        if _of_a_kind(parts):
            number = self._numbers.get(parts[1])
            at = listed + self.added.index(parts[1]) if number is None else number
            return (DELIVERIES, at, *parts[2:])
        if parts[0] == DELIVERIES and len(parts) > 1 and parts[1].isdecimal():
            return (DELIVERIES, int(parts[1]), *parts[2:]) if int(parts[1]) < listed else parts
        return parts

    def _way_in_layer(self, key: str) -> Key:
        way, listed = self.ways[key], len(self.base.interventions)
        if len(way) < 2 or not isinstance(way[1], int):
            return way
        if way[1] < listed:
            return (way[0], str(way[1]), *way[2:])
        return (APPENDED, way[1] - listed, *way[2:])


def parts_of(key: str) -> tuple[str, ...]:
    """The parts of a key as it is written in an experiment file."""
    return tuple(key.split("."))


def _of_a_kind(parts: tuple[str, ...]) -> bool:
    return parts[0] == DELIVERIES and len(parts) > 2 and not parts[1].isdecimal()
