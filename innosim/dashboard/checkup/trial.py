"""Starts the dashboard once, as a user does, and asks it for its first page."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from urllib.parse import urlsplit

from innosim.errors import InputError

PATIENCE = 120.0
"""Seconds after which a dashboard that does not answer is given up."""

COMMAND = ("-m", "innosim", "dashboard", "--no-browser")
"""What Python is asked to run; it prints the address."""

_LINKED = re.compile(r'(?:src|href)="([^"]+)"')


@dataclass(frozen=True)
class Trial:
    """How the first page came.

    Attributes:
        seconds: from the command until the page and its files had been delivered.
        files: that the page names, all delivered by this machine.
    """

    seconds: float
    files: int


def trial() -> Trial:
    """Start a dashboard, fetch its first page and the files that it names, and end it.

    Raises:
        InputError: if it does not start, or the page or one of its files does not come from it.
    """
    began = time.monotonic()
    with _dashboard() as address:
        page = _fetched(address, "/")
        named = _LINKED.findall(page.decode("utf-8", "replace"))
        outside = [one for one in named if "//" in one.partition("?")[0]]
        if outside:
            raise InputError(f"the page asks elsewhere, for {outside[0]}")
        for one in named:
            _fetched(address, one)
        return Trial(time.monotonic() - began, len(named))


@contextmanager
def _dashboard() -> Iterator[str]:
    """A dashboard on the first free port; host and port of it."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    impatient = Timer(PATIENCE, process.kill)
    impatient.start()
    try:
        assert process.stdout is not None
        said = re.search(r"https?://\S+", process.stdout.readline())
        if said is None:
            process.kill()
            told = process.communicate()[1].strip().splitlines() or ["it did not start in time"]
            raise InputError(told[-1])
        yield urlsplit(said[0]).netloc
    finally:
        impatient.cancel()
        process.terminate()
        process.communicate()


def _fetched(address: str, path: str) -> bytes:
    connection = HTTPConnection(address, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, HTTPException) as error:
        raise InputError(f"{path} does not come ({error})") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise InputError(f"{path} does not come (status {answer.status})")
    return content
