"""Whether this machine can show the dashboard without a network, and what to do where not."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from innosim.errors import InputError
from innosim.scenario.files import load
from innosim.scenario.shipped import shipped
from innosim.what_if.comparison.glance import glimpses
from innosim.what_if.comparison.runs import chart_of

INSTALL = (
    f"{sys.executable} -m pip install solara==1.64.1 solara-assets==1.58.2 "
    '"ipyvuetify<2" "ipyvue<2"'
)
"""What installs the packages of the dashboard in the versions that go together."""

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


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        well: whether it is in order.
        found: what was found.
        mend: what to do if it is not in order.
    """

    name: str
    well: bool
    found: str
    mend: str = ""

    def __str__(self) -> str:
        told = f"{'ok  ' if self.well else 'MEND'}  {self.name}: {self.found}"
        return told if self.well else f"{told}\n      {self.mend}"


def checks(port: int) -> Iterator[Check]:
    """Look at everything that the dashboard needs, one after the other.

    Args:
        port: where it would listen.
    """
    yield _python()
    yield from map(_package, _PACKAGES)
    yield _assets(_cdn())
    yield _port(port)
    yield _scenarios()
    yield _guarded("test run", _run, "run `innosim run small-service` and see what it says")


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
        return Check(name, False, "not installed", INSTALL)
    return Check(name, found.startswith(start), f"{found} (wanted: {wanted})", INSTALL)


def _cdn() -> Path | None:
    """Where the server looks for the files of a page."""
    try:
        from solara.server import settings
    except ImportError:
        return None
    return Path(settings.assets.proxy_cache_dir)


def _assets(folder: Path | None) -> Check:
    missing = [file for file in _FILES if folder is None or not (folder / file).is_file()]
    if not missing:
        return Check("files of the pages", True, "all on this machine")
    return Check("files of the pages", False, f"{missing[0]} is missing", INSTALL)


def _port(port: int) -> Check:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            mend = "name another one: innosim dashboard --port NUMBER"
            return Check(f"port {port}", False, f"{error.strerror}", mend)
    return Check(f"port {port}", True, "free")


def _scenarios() -> Check:
    found = len(shipped())
    mend = "install innosim again"
    return Check("scenarios", found > 0, f"{found} came with innosim", mend)


def _run() -> str:
    scenario = load("small-service", ["organisation.generate.headcount=200", "horizon=10"])
    *_, last = glimpses([scenario], [1], chart_of(scenario.organisation))
    return f"{last.week} weeks of 200 people"


def _guarded(name: str, run: Callable[[], str], mend: str) -> Check:
    try:
        return Check(name, True, run())
    except (InputError, OSError, ValueError) as error:
        return Check(name, False, str(error), mend)
