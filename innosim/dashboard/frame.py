"""The frame of every page: navigation, main part and caution; and the session of the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import solara
from ipyvuetify import Html
from reacton.core import ComponentWidget
from solara.server import kernel_context

from innosim import __version__
from innosim.dashboard.parts import Focus, Navigation
from innosim.dashboard.shown.words import CAUTION
from innosim.dashboard.state.house import house
from innosim.dashboard.state.session import Session

_MAIN = {"id": "inno-main", "tabindex": "-1"}
STYLE = Path(__file__).with_name("style.css")


def block(
    tag: str, *children: Any, name: str = "", attributes: Mapping[str, str] | None = None
) -> Any:
    """An element of HTML with other elements or text in it, and `name` as its class."""
    return _element(tag)(
        tag=tag, class_=name, attributes=dict(attributes or {}), children=list(children)
    )


@cache
def _element(tag: str) -> ComponentWidget:
    """A kind of its own for each tag: what is drawn anew in the place of another keeps its tag."""
    return ComponentWidget(type(f"Html_{tag}", (Html,), {}))


@solara.component
def Frame(title: str, pages: list[dict[str, str]], children: list[Any]) -> None:
    """What stands round every page.

    Args:
        title: of the page that is shown.
        pages: path and title of each page.
        children: the page.
    """
    router = solara.use_router()
    here = "/" + "/".join(router.parts[:1])
    shown = [{**page, "current": page["path"] == here} for page in pages]

    def visit(path: str) -> None:
        if path in [page["path"] for page in pages]:
            router.push(path)

    solara.Title(f"{title} · innosim")
    solara.Style(STYLE)
    foot = f"{CAUTION} Numbers are assumed unless the model card says otherwise."
    block(
        "div",
        Focus(),
        Navigation(pages=shown, event_visit=visit),
        block("main", *children, name="inno-main", attributes={**_MAIN, "aria-label": title}),
        block("footer", f"{foot} innosim {__version__}", name="inno-foot"),
        name="inno",
    )


def use_session() -> tuple[Session, list[str]]:
    """The session of this browser; the page is drawn again whenever it changes.

    Returns also what of the link that it was opened with could not be read.
    """
    browser = solara.get_kernel_id()
    query = solara.use_router().search or ""
    session, told = solara.use_memo(lambda: house().session(browser, query), [browser])
    _, draw = solara.use_state(0)
    context = kernel_context.get_current_context()

    def follow() -> Callable[[], None]:
        def changed() -> None:
            if not context.closed_event.is_set():
                with context:
                    draw(lambda count: count + 1)

        session.changed = changed
        changed()

        def leave() -> None:
            if session.changed is changed:
                session.changed = lambda: None

        return leave

    solara.use_effect(follow, [session])
    solara.use_effect(lambda: _expect(browser, context), [browser])
    return session, told


def _expect(browser: str, context: kernel_context.VirtualKernelContext) -> None:
    """Run nothing for a browser that is out of reach, and forget one that has been closed."""
    here = house()
    connected = kernel_context.PageStatus.CONNECTED
    here.presence.expect(
        browser, lambda: connected in list(context.page_status.values()), context.close
    )
    context.on_close(lambda: here.leave(browser))
