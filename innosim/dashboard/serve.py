"""Serves the dashboard to browsers of this machine."""

from __future__ import annotations

import errno
import os
import secrets
import signal
import socket
import warnings
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from innosim.dashboard.checkup.doctor import INSTALL, assets, cdn
from innosim.dashboard.guard import Guard, names
from innosim.dashboard.presence import ANSWERS_IN, LOOKS_EVERY, PINGED_EVERY
from innosim.dashboard.state.house import House, open_house
from innosim.dashboard.state.session import Session
from innosim.dashboard.state.setting import Setting
from innosim.dashboard.state.shared import Shared
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.crew import Crew
from innosim.errors import InputError

PORT = 8765
TRIED = 20
"""Ports that are tried, one after the other."""

MOST_SENT = 4_000_000
"""Bytes of a message of a page; the largest are files that somebody opens there."""

_SETTINGS = {
    "SOLARA_APP": "innosim.dashboard.app",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "innosim",
    "SOLARA_KERNEL_CULL_TIMEOUT": "1h",
    "SOLARA_KERNEL_MAX_PER_SESSION": "20",
    "SOLARA_KERNEL_MAX_COUNT": "60",
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
}


RESULTS_PAGE = "stories"
"""The page that results open on."""


def serve(
    sources: Sources,
    host: str,
    port: int | None,
    browse: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the dashboard until it is interrupted.

    Args:
        sources: the scenarios that are offered.
        host, port: where; without a port the first free one from `PORT` on.
        browse: whether to open a browser.
        say: told the address once it answers.

    Raises:
        InputError: if the port is taken, or solara is missing.
    """
    place = port if port is not None else _free_port(host)
    _check_free(host, place)
    house = House(sources, Crew(min(4, os.cpu_count() or 1)))
    open_house(house)
    warm(house)
    _import_whole()
    server = _server(host, place)
    address = f"http://{_shown(host)}:{place}/{RESULTS_PAGE if sources.folders else ''}"

    def started() -> None:
        while not server.started:
            if server.should_exit:
                return
            sleep(0.05)
        say(address)
        if browse:
            webbrowser.open(address)

    Thread(target=started, daemon=True).start()
    ended = Event()
    Thread(target=_look_round, args=(house, ended), daemon=True).start()
    signal.signal(signal.SIGTERM, _terminated)
    try:
        server.run()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C leaves nothing half ended
        ended.set()
        house.crew.end()
        house.turns.end()
        house.desk.end()


def _terminated(number: int, _frame: object) -> None:
    """End as after Ctrl-C, so that no process and no temporary folder is left."""
    raise SystemExit(128 + number)


def _look_round(house: House, ended: Event) -> None:
    while not ended.wait(LOOKS_EVERY):
        house.look_round(monotonic())


def _shown(host: str) -> str:
    """How a browser of this machine calls an address that is listened at."""
    own = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{own}]" if ":" in own else own


def _import_whole() -> None:
    """Import pandas, where it is there, before any page is drawn.

    The first table that is read imports it, and Solara stumbles over it while it is half imported.
    """
    with suppress(ImportError):
        import pandas  # noqa: F401


def warm(house: House) -> None:
    """Run the first picture while the server starts; what follows is run for who looks at it."""
    session = Session(
        house.sources, house.crew, house.shelf, Shared(Setting(house.sources.default))
    )

    def changed() -> None:
        if session.pairs():
            session.leave()

    session.changed = changed
    house.first = session
    session.begin()


def _server(host: str, port: int) -> Any:
    for harmless in ("Cookies with samesite", "Origin as determined by starlette", "IPython "):
        warnings.filterwarnings("ignore", message=harmless)
    os.environ.update(_SETTINGS)
    os.environ.setdefault("SOLARA_SESSION_SECRET_KEY", secrets.token_hex(32))
    try:
        import uvicorn
        from solara.server.starlette import app
    except ImportError as error:
        raise InputError(
            f"the dashboard needs {error.name}, which is not installed: {INSTALL}"
        ) from None
    guarded = Guard(app, names(host, port), _files())
    config = uvicorn.Config(
        guarded,
        host,
        port,
        log_level="error",
        access_log=False,
        ws_ping_interval=PINGED_EVERY,
        ws_ping_timeout=ANSWERS_IN,
        ws_max_size=MOST_SENT,
    )
    return uvicorn.Server(config)


def _files() -> Path:
    """The folder with the files of the pages, which are never fetched from elsewhere."""
    folder = cdn()
    found = assets(folder)
    if folder is None or not found.well:
        raise InputError(f"{found.found}, which each page needs; `innosim doctor` says what to do")
    return folder


def _free_port(host: str) -> int:
    for port in range(PORT, PORT + TRIED):
        why = _hindrance(host, port)
        if why is None:
            return port
        _check_address(host, why)
    raise InputError(f"ports {PORT} to {PORT + TRIED - 1} are taken; name one with --port")


def _check_free(host: str, port: int) -> None:
    why = _hindrance(host, port)
    if why is not None:
        _check_address(host, why)
        raise InputError(
            f"port {port} of {host} cannot be used ({why.strerror}); name another one with --port"
        )


def _check_address(host: str, why: OSError) -> None:
    if why.errno not in (errno.EADDRINUSE, errno.EACCES):
        raise InputError(f"--host {host}: nothing can listen there ({why.strerror})")


def _hindrance(host: str, port: int) -> OSError | None:
    """Why a port cannot be listened at; None if it can."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        return error
    except UnicodeError:
        return OSError(0, "no name of a machine")
    return None
