"""The scenarios that a dashboard offers: the shipped ones, and those it was opened with."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import tomli_w

from innosim.dashboard.state.setting import Setting, as_tables
from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import shipped
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.prompting.portrait import service_of

DEFAULT = "small-service"
GROUPS = {"own": "Opened with the dashboard", "services": "Services", "stories": "Stories"}
DESCRIBED = "Described on the page Diagnose"


_OTHERS = {
    "comparison.json": "a comparison: read comparison.md or its page there",
    "experiment.toml": "a sweep: see docs/experiments.md for its tables",
}
"""Files by which folders of other commands can be told, and what to do with these."""


class _Known(dict[str, Scenario]):
    """Scenarios by name, and every service that a name describes."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or service_of(str(name)) is not None

    def __missing__(self, name: str) -> Scenario:
        described = service_of(name)
        if described is None:
            raise KeyError(name)
        return described.scenario


class Sources:
    """Scenarios by name.

    Args:
        opened: scenarios of files or results that the dashboard was started with, by name.
        folders: results folders that they come from, by the same names.
        files: files that they come from, by the same names.
    """

    def __init__(
        self,
        opened: dict[str, Scenario] | None = None,
        folders: dict[str, Path] | None = None,
        files: dict[str, Path] | None = None,
    ) -> None:
        self._opened = opened or {}
        self.folders = folders or {}
        self._files = files or {}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """All of them."""
        found = {**self._opened, **{name: load(path) for name, path in shipped().items()}}
        return _Known(found)

    @property
    def default(self) -> str:
        """What is shown first."""
        return next(iter(self._opened), DEFAULT)

    def options(self, shown: str = "") -> list[dict[str, str]]:
        """Name, title and heading of each, for a list to choose from.

        Args:
            shown: a service that was described, which is then among them.
        """
        found = [
            {"name": name, "title": scenario.title, "group": GROUPS[self._group(name)]}
            for name, scenario in sorted(self.scenarios.items(), key=self._order)
        ]
        described = service_of(shown)
        if described is not None:
            found.insert(0, {"name": shown, "title": described.title, "group": DESCRIBED})
        return found

    def tables(self, name: str) -> dict[str, Any]:
        """A scenario as the tables of a file that a plan can build on."""
        described = service_of(name)
        return {"base": name} if described is None else described.tables

    def saved(self, setting: Setting, title: str, budget: float | None = None) -> str:
        """A setting as the text of a scenario file, which says what it starts from.

        Args:
            setting: what is set.
            title: of the file.
            budget: hours a year that the plan may take more.
        """
        found = as_tables(setting, title, self.tables(setting.source))
        if budget is not None:
            found.setdefault("budget", {})["more_a_year"] = budget
        return self._hint(setting.source) + tomli_w.dumps(found)

    def people(self, name: str) -> int:
        """Size of the service."""
        generated = self.scenarios[name].organisation.generate
        if generated is not None:
            return int(generated.headcount)
        return chart_of(self.scenarios[name].organisation).n

    def file(self, name: str) -> str | None:
        """The file or name that a scenario can be loaded from again; None for results."""
        return str(self._files[name]) if name in self._files else self._shipped(name)

    def _hint(self, name: str) -> str:
        if name in self._files:
            return f"# Keep this file in the folder of {name}, from which it starts.\n"
        if name in self.folders:
            return (
                "# It starts from a run. On the command line, write the file or name of the\n"
                "# scenario that was run after base.\n"
            )
        return ""

    def _shipped(self, name: str) -> str | None:
        return name if name in shipped() and name not in self.folders else None

    def _group(self, name: str) -> str:
        if name in self._opened:
            return "own"
        return "stories" if self.scenarios[name].claim else "services"

    def _order(self, item: tuple[str, Scenario]) -> tuple[int, int, str]:
        name, _ = item
        group = list(GROUPS).index(self._group(name))
        return group, int(self.people(name)) if group == 1 else 0, name


def opened(path: str | None) -> Sources:
    """What is offered, with the scenario of a file, a results folder or a shipped name first.

    Raises:
        InputError: what is wrong with it.
    """
    if path is None:
        return Sources()
    if Path(path).is_dir():
        from innosim.results.reader import read
        from innosim.what_if.xray.again import scenario_of

        _check_kind(Path(path))
        name = f"results {Path(path).resolve().name}"
        folder = Path(path).resolve()
        return Sources({name: scenario_of(read(folder))}, {name: folder})
    scenario = load(path)
    if path in shipped():
        return Sources({path: scenario})
    name = Path(path).name
    return Sources({name: scenario}, files={name: Path(path).resolve()})


def _check_kind(folder: Path) -> None:
    """Refuse folders of other commands, which have pages or tables of their own.

    Raises:
        InputError: what it is, and what shows it.
    """
    for file, told in _OTHERS.items():
        if (folder / file).is_file():
            raise InputError(f"{folder} holds {told}; the dashboard opens the folder of a run")


def check_name(name: str) -> str:
    """A file name made of a title.

    Raises:
        InputError: if nothing is left of it.
    """
    kept = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")
    while "--" in kept:
        kept = kept.replace("--", "-")
    if not kept:
        raise InputError("give the plan a name")
    return kept[:60]
