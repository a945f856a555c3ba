"""Which browsers are still there."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

LOOKS_EVERY = 5.0
"""Seconds between two looks at who is there."""
GONE_AFTER = 15.0
"""Seconds without a connection after which a browser counts as gone.

A page that is loaded again, or a network that fails for a moment, is back before.
"""
PINGED_EVERY, ANSWERS_IN = 10.0, 20.0
"""Seconds between two questions whether a connection is alive, and for the answer.

All of these together are less than a minute.
"""


class Presence:
    """Since when browsers have been out of reach; it may be asked from any thread."""

    def __init__(self) -> None:
        self._there: dict[str, Callable[[], bool]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def expect(
        self, browser: str, there: Callable[[], bool], end: Callable[[], None] = lambda: None
    ) -> None:
        """Look after a browser from now on.

        Args:
            browser: what no other browser is called.
            there: whether it is connected.
            end: what lets its page know that it is served no more.
        """
        with self._lock:
            self._there[browser] = there
            self._ends[browser] = end

    def absent(self) -> set[str]:
        """The browsers that are not connected now."""
        with self._lock:
            return {browser for browser, there in self._there.items() if not there()}

    def end(self, browser: str) -> None:
        """Let a browser know that it is served no more."""
        with self._lock:
            end = self._ends.get(browser, lambda: None)
        end()

    def forget(self, browser: str) -> None:
        """Look after a browser no more."""
        with self._lock:
            self._there.pop(browser, None)
            self._seen.pop(browser, None)
            self._ends.pop(browser, None)

    def gone(self, now: float) -> set[str]:
        """The browsers that have been out of reach for some time."""
        with self._lock:
            for browser, there in self._there.items():
                if there() or browser not in self._seen:
                    self._seen[browser] = now
            return {name for name, seen in self._seen.items() if now - seen >= GONE_AFTER}
