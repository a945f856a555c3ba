"""The pages and the addresses that lead to them; what Solara serves."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import solara

from innosim.dashboard.frame import Frame
from innosim.dashboard.navigator import mend
from innosim.dashboard.pages import (
    compare,
    deaths,
    diagnose,
    explore,
    lessons,
    model,
    organisation,
    stories,
)

PAGES: tuple[ModuleType, ...] = (
    *(explore, deaths, organisation, stories),
    *(compare, diagnose, lessons, model),
)
"""In the order of the navigation."""


@solara.component
def Layout(children: list[Any]) -> Any:
    """Nothing round the frame of the pages."""
    return children[0] if children else solara.Text("")


def _route(page: ModuleType) -> Any:
    @solara.component
    def Framed() -> None:
        Frame(page.TITLE, _navigation(), children=[page.Page()])

    path = page.PATH.strip("/") or "/"
    return solara.Route(path, component=Framed, label=page.TITLE, layout=Layout)


def _navigation() -> list[dict[str, str]]:
    return [{"path": page.PATH, "title": page.TITLE} for page in PAGES]


mend()
routes = [_route(page) for page in PAGES]
