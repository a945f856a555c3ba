"""Serves the dashboard to browsers of this machine."""

from __future__ import annotations

import os
import secrets
import socket
import warnings
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from innosim.dashboard.checkup.doctor import INSTALL
from innosim.dashboard.guard import ANY, LOOPBACK, Guard
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
    shown = "127.0.0.1" if host in ("", "0.0.0.0") else host
    address = f"http://{shown}:{place}/{RESULTS_PAGE if sources.folders else ''}"

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
    try:
        server.run()
    finally:
        ended.set()
        house.crew.end()
        house.turns.end()
        house.desk.end()


def _look_round(house: House, ended: Event) -> None:
    while not ended.wait(LOOKS_EVERY):
        house.look_round(monotonic())


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
    session.begin()


def _server(host: str, port: int) -> Any:
    warnings.filterwarnings("ignore", message="Cookies with samesite")
    os.environ.update(_SETTINGS)
    os.environ.setdefault("SOLARA_SESSION_SECRET_KEY", secrets.token_hex(32))
    try:
        import uvicorn
        from solara.server.starlette import app
    except ImportError as error:
        raise InputError(
            f"the dashboard needs {error.name}, which is not installed: {INSTALL}"
        ) from None
    guarded = Guard(app, ANY if host not in LOOPBACK else {f"{name}:{port}" for name in LOOPBACK})
    config = uvicorn.Config(
        guarded,
        host,
        port,
        log_level="error",
        access_log=False,
        ws_ping_interval=PINGED_EVERY,
        ws_ping_timeout=ANSWERS_IN,
    )
    return uvicorn.Server(config)


def _free_port(host: str) -> int:
    for port in range(PORT, PORT + TRIED):
        if _is_free(host, port):
            return port
    raise InputError(f"ports {PORT} to {PORT + TRIED - 1} are taken; name one with --port")


def _check_free(host: str, port: int) -> None:
    if not _is_free(host, port):
        raise InputError(f"port {port} of {host} cannot be used; name another one with --port")


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
