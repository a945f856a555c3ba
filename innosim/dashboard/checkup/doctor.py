"""Whether this machine can show the dashboard without a network, and what to do where not."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from innosim.dashboard.checkup import machine
from innosim.dashboard.checkup.checked import Check
from innosim.dashboard.checkup.trial import trial
from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.shipped import shipped
from innosim.teaching.stored import lessons
from innosim.what_if.comparison.glance import glimpses
from innosim.what_if.comparison.runs import chart_of

INSTALL = (
    f"{sys.executable} -m pip install solara==1.64.1 solara-assets==1.58.2 "
    '"ipyvuetify<2" "ipyvue<2"'
)
"""What installs the packages of the dashboard in the versions that go together."""

MEND = (
    f"{INSTALL}\n      or, without a network: install.py of a folder that `innosim bundle` made "
    "where there is one"
)

AGAIN = "install innosim again; without a network from a folder that `innosim bundle` made"

_PACKAGES = {
    "solara": ("1.64.", "1.64.1"),
    "solara-assets": ("1.58.", "1.58.2"),
    "ipyvuetify": ("1.", "below 2"),
    "ipyvue": ("1.", "below 2"),
}
_FILES = (
    "@widgetti/solara-vuetify-app@10.1.1/dist/solara-vuetify-app8.min.js",
    "@widgetti/solara-vuetify-app@10.1.1/dist/main8.css",
    "@widgetti/solara-vuetify-app@10.1.1/dist/fonts.css",
    "requirejs@2.3.6/require.js",
)
"""What a page fetches from the server that would else have to come from the network."""


def checks(port: int) -> Iterator[Check]:
    """Look at everything that the dashboard needs, one after the other.

    Args:
        port: where it would listen.
    """
    yield _python()
    yield from map(_package, _PACKAGES)
    yield _needs()
    yield assets(cdn())
    yield machine.settings()
    yield machine.port(port)
    yield machine.browser()
    yield machine.memory()
    yield machine.places()
    yield _scenarios()
    yield _guarded("lessons", _lessons, AGAIN)
    yield _guarded("test run", _run, "run `innosim run small-service` and see what it says")
    yield _guarded("first page", _first_page, "run `innosim dashboard` and see what it says")


def offline(found: list[Check]) -> str:
    """The verdict in one line."""
    if all(check.well for check in found):
        return "Works without a network: yes."
    return "Works without a network: not yet; mend what is marked above."


def _python() -> Check:
    here = sys.version.split()[0]
    return Check("Python", sys.version_info >= (3, 11), here, "install Python 3.11 or 3.12")


def _package(name: str) -> Check:
    start, wanted = _PACKAGES[name]
    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(name, False, "not installed", MEND)
    return Check(name, found.startswith(start), f"{found} (wanted: {wanted})", MEND)


def _needs() -> Check:
    """Whether all packages that innosim requires are there, in versions that it can use."""
    try:
        needed = [Requirement(line) for line in requires("innosim") or ()]
    except PackageNotFoundError:
        return Check("packages", True, "innosim is not installed: it runs from its source")
    own = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [told for told in map(_misfit, own) if told]
    if wrong:
        return Check("packages", False, "; ".join(wrong), AGAIN)
    return Check("packages", True, f"the {len(own)} that innosim asks for are there, and fit")


def _misfit(needed: Requirement) -> str:
    wanted = f"{needed.name}{needed.specifier}"
    try:
        found = version(needed.name)
    except PackageNotFoundError:
        return f"{wanted} is not installed"
    fits = needed.specifier.contains(found, prereleases=True)
    return "" if fits else f"{wanted} is wanted, {found} is there"


def cdn() -> Path | None:
    """Where the server looks for the files of a page."""
    try:
        from solara.server import settings
    except ImportError:
        return None
    return Path(settings.assets.proxy_cache_dir)


def assets(folder: Path | None) -> Check:
    """Whether all that a page fetches from the server is in its folder."""
    missing = [file for file in _FILES if folder is None or not (folder / file).is_file()]
    if not missing:
        return Check("files of the pages", True, "all on this machine")
    return Check("files of the pages", False, f"{missing[0]} is missing", MEND)


def _scenarios() -> Check:
    found = len(shipped())
    return Check("scenarios", found > 0, f"{found} came with innosim", AGAIN)


def _lessons() -> str:
    found = lessons()
    doubts = dict.fromkeys(one.doubt for one in found if one.doubt)
    if doubts:
        of = {doubt: ", ".join(one.name for one in found if one.doubt == doubt) for doubt in doubts}
        raise InputError(" ".join(f"{names}: {doubt}" for doubt, names in of.items()))
    return f"{len(found)}, with numbers of this version"


def _first_page() -> str:
    found = trial()
    return f"{found.seconds:.1f} s after the command, with {found.files} files, all from here"


def _run() -> str:
    began = time.monotonic()
    scenario = load("small-service", ["organisation.generate.headcount=200", "horizon=10"])
    *_, last = glimpses([scenario], [1], chart_of(scenario.organisation))
    return f"{last.week} weeks of 200 people in {time.monotonic() - began:.1f} s"


def _guarded(name: str, run: Callable[[], str], mend: str) -> Check:
    try:
        return Check(name, True, run())
    except (InputError, OSError, ValueError) as error:
        return Check(name, False, str(error), mend)
