"""Plug-ins that other installed packages offer, each held to its contract when it is loaded.

A package offers a plug-in with an entry point in the group `innosim.processes`,
`innosim.interventions` or `innosim.metrics`. What is wrong with one is said in one line that
names the package, so that its user knows what to mend or to uninstall.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from innosim.contracts import PHASES, Column, Intervention, Mechanism, Metric
from innosim.errors import InputError
from innosim.parameters import ParameterSet, levers_of
from innosim.world import ideas, people, units
from innosim.world.world import TABLES

Check = tuple[str, Callable[[Any], bool]]


def _all_of(kind: type) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, tuple) and all(isinstance(x, kind) for x in found)


def _is_parameter_set(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, ParameterSet)


CONTRACT: dict[str, dict[str, Check]] = {
    "processes": {
        "PHASE": (f"one of {', '.join(PHASES)}", lambda found: found in list(PHASES)),
        "READS": ("a tuple of columns, as 'table.column'", _all_of(str)),
        "WRITES": ("a tuple of columns, as 'table.column'", _all_of(str)),
        "COLUMNS": ("a tuple of Column", _all_of(Column)),
        "MECHANISMS": ("a tuple of Mechanism", _all_of(Mechanism)),
        "Parameters": ("a subclass of ParameterSet", _is_parameter_set),
        "step": ("a function of world, parameters and week", callable),
    },
    "interventions": {
        "INTERVENTION": ("an Intervention", lambda found: isinstance(found, Intervention)),
    },
    "metrics": {
        "METRIC": ("a Metric", lambda found: isinstance(found, Metric)),
        "measure": ("a function of world and week", callable),
    },
    "claims": {
        "TITLE": ("a text", lambda found: isinstance(found, str)),
        "CLAIMS": ("a tuple of Claim", lambda found: isinstance(found, tuple)),
    },
    "lessons": {
        "LESSON": ("a Lesson", lambda found: type(found).__name__ == "Lesson"),
    },
}
"""What a plug-in of each family must have, in words and as a check."""


@dataclass(frozen=True)
class Offered:
    """A plug-in and the entry point that names it."""

    point: EntryPoint
    plugin: Any

    def refused(self, why: str) -> InputError:
        """What is wrong with it, in one line that names it and its package."""
        return _refused(self.point, why)


def load(family: str, taken: Collection[str]) -> dict[str, Offered]:
    """The plug-ins of a family that other packages offer, by name.

    Args:
        family: "processes", "interventions" or "metrics".
        taken: names that are in use already.

    Raises:
        InputError: if one cannot be imported, breaks its contract or has a name in use.
    """
    found: dict[str, Offered] = {}
    for point in entry_points(group=f"innosim.{family}"):
        if not point.name.isidentifier():
            raise _refused(point, "its name must be of letters, digits and underscores")
        if point.name in taken or point.name in found:
            raise _refused(point, f"there is one named {point.name!r} already; name it otherwise")
        found[point.name] = Offered(point, _loaded(point, CONTRACT[family]))
    return found


def _loaded(point: EntryPoint, contract: dict[str, Check]) -> Any:
    try:
        plugin = point.load()
    except Exception as error:
        why = f"it cannot be imported: {type(error).__name__}: {error}"
        raise _refused(point, why) from error
    for name, (wanted, fits) in contract.items():
        if not hasattr(plugin, name):
            raise _refused(point, f"it lacks {name}, {wanted}")
        if not fits(getattr(plugin, name)):
            raise _refused(point, f"its {name} must be {wanted}")
    return plugin


def _refused(point: EntryPoint, why: str) -> InputError:
    package = point.dist.name if point.dist else "another package"
    family = point.group.removeprefix("innosim.")
    whole = f"plug-in {point.name!r} ({point.value}, {family}) of {package}: {why}"
    return InputError(" ".join(whole.split()))


def check_processes(offered: Mapping[str, Offered], modules: Mapping[str, Any]) -> None:
    """Refuse processes that do not go with the others.

    Args:
        offered: the processes of other packages.
        modules: all processes, those included.

    Raises:
        InputError: for a column of no table or of a name in use, and for a process that reads
            or writes what another one of its phase writes: their order would matter.
    """
    for name, one in offered.items():
        others = {other: module for other, module in modules.items() if other != name}
        _check_columns(one, others)
        for other, module in others.items():
            _check_phase(one, other, module)


def _check_columns(one: Offered, others: Mapping[str, Any]) -> None:
    added = [column for module in others.values() for column in module.COLUMNS]
    taken = {c.key for c in (*units.COLUMNS, *people.COLUMNS, *ideas.COLUMNS, *added)}
    for column in one.plugin.COLUMNS:
        if column.table not in TABLES:
            tables = ", ".join(TABLES)
            raise one.refused(f"its column {column.key} is of no table; there are {tables}")
        if column.key in taken:
            raise one.refused(f"there is a column {column.key} already; name it otherwise")


def _check_phase(one: Offered, other: str, module: Any) -> None:
    mine, theirs = one.plugin, module
    if mine.PHASE != theirs.PHASE:
        return
    touched, also = ({*m.READS, *m.WRITES} for m in (mine, theirs))
    shared = (touched & set(theirs.WRITES)) | (also & set(mine.WRITES))
    if shared:
        raise one.refused(
            f"in its phase {mine.PHASE!r} the process {other!r} has to do with "
            f"{', '.join(sorted(shared))}, too, and one of them writes it; take another phase"
        )


def check_interventions(offered: Mapping[str, Offered], processes: Mapping[str, Any]) -> None:
    """Refuse interventions that shift what is no lever of any process.

    Raises:
        InputError: for the first such intervention.
    """
    levers = {f"{p}.{name}" for p, m in processes.items() for name in levers_of(m.Parameters)}
    for one in offered.values():
        declared = one.plugin.INTERVENTION
        for lever in (*declared.effects, *declared.pulse):
            if lever not in levers:
                raise one.refused(f"there is no lever {lever!r}; `innosim model` has them all")
