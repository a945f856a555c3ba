"""Tabs of a browser that are opened again once a test is done with them."""

from __future__ import annotations

from typing import Any

EMPTY = "empty"
"""A page with nothing on it, which the dashboard is not asked for."""
_NOTHING = "<link rel='icon' href='data:,'>"


class Tabs:
    """Lends tabs; one that has been open before shows a page in half the time of a new one.

    Args:
        browser: whose tabs they are.
        patience: milliseconds that a tab may take for anything.
    """

    def __init__(self, browser: Any, patience: int) -> None:
        self._browser, self._patience = browser, patience
        self._contexts: dict[str, Any] = {}
        self._idle: dict[str, list[Any]] = {}

    def take(self, at: str, apart: bool) -> Any:
        """A tab for a dashboard.

        Args:
            at: where the dashboard answers.
            apart: whether it shall share nothing with another tab, as another browser does.
        """
        if apart:
            return self._context(at).new_page()
        if idle := self._idle.get(at):
            return idle.pop()
        if at not in self._contexts:
            self._contexts[at] = self._context(at)
        return self._contexts[at].new_page()

    def give_back(self, tab: Any, at: str) -> None:
        """Leave the page, as a user does who goes elsewhere, and keep nothing of it."""
        tab.goto(at + EMPTY)
        if tab.context is not self._contexts.get(at):
            tab.context.close()
            return
        tab.evaluate("sessionStorage.clear(); localStorage.clear()")
        tab.emulate_media(reduced_motion="no-preference")
        tab.mouse.move(0, 0)
        self._idle.setdefault(at, []).append(tab)

    def _context(self, at: str) -> Any:
        context = self._browser.new_context()
        context.route(
            at + EMPTY, lambda route: route.fulfill(content_type="text/html", body=_NOTHING)
        )
        context.set_default_timeout(self._patience)
        return context
