"""A file lock that ends with the process that holds it, however that process ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO


def take(path: Path) -> IO[bytes] | None:
    """Lock `path`, making it if need be; the open file is the lock. None if another holds it."""
    handle = path.open("a+b")
    try:
        _lock(handle)
    except OSError:
        handle.close()
        return None
    if not path.exists():
        handle.close()
        return None
    return handle


def give_back(handle: IO[bytes]) -> None:
    """Release the lock and remove its file."""
    path = Path(handle.name)
    if sys.platform == "win32":
        handle.close()
        path.unlink(missing_ok=True)
    else:
        path.unlink(missing_ok=True)
        handle.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0, os.SEEK_SET)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
