"""What the machine itself must have for the dashboard: a port, a browser, memory, a place."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import webbrowser
from pathlib import Path

from innosim.dashboard.checkup.checked import Check

MEMORY = 1.0
"""GB that should be free: a dashboard of a small service takes about half of it."""


def port(number: int) -> Check:
    """Whether a port is free."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            mend = "name another one: innosim dashboard --port NUMBER"
            return Check(f"port {number}", False, f"{error.strerror}", mend)
    return Check(f"port {number}", True, "free")


def browser() -> Check:
    """Whether a browser can be opened; on a machine without a screen none is asked for."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        if not _screen():
            told = "none, and no screen; see docs/dashboard.md for how to serve a team"
            return Check("browser", True, told)
        mend = "install one, or copy the address that innosim dashboard prints into one you have"
        return Check("browser", False, "none that innosim can open", mend)
    return Check("browser", True, str(getattr(found, "name", type(found).__name__)))


def memory() -> Check:
    """Whether enough memory is free."""
    try:
        import psutil
    except ImportError:
        return Check("memory", True, "cannot be told here")
    free = psutil.virtual_memory().available / 1e9
    mend = "close other programs"
    return Check("memory", free >= MEMORY, f"{free:.1f} GB free (wanted: {MEMORY:g})", mend)


def places() -> Check:
    """Whether files can be written: results in this folder, pages in that for temporary files."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            mend = "go to a folder of your own, or make room there"
            return Check("writing", False, f"{folder}: {error.strerror or error}", mend)
    return Check("writing", True, "this folder and the one for temporary files")


def settings() -> Check:
    """Whether a setting of this machine makes browsers fetch files of the pages from elsewhere."""
    name = "SOLARA_ASSETS_PROXY"
    sent = os.environ.get(name, "True").strip().lower() in ("0", "false", "no", "off", "f", "n")
    found = f"{name} lets browsers ask elsewhere" if sent else "none sends browsers elsewhere"
    return Check("settings", not sent, found, f"remove {name} from the environment")


def _screen() -> bool:
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(shown)
