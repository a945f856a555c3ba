"""Solara's part that follows the address bar, with a slip of the pen in it mended."""

from __future__ import annotations

from pathlib import Path

import solara
import solara.widgets
from reacton.core import ComponentWidget
from traitlets import default

_WRONG, _RIGHT = "modules.export = {", "module.exports = {"


class _Navigator(solara.widgets.Navigator):
    """It misnames `module.exports`; the browser then warns and guesses what was meant."""

    template_file = ""

    @default("template")
    def _read(self) -> str:
        theirs = Path(solara.widgets.Navigator.template_file)
        return theirs.read_text(encoding="utf-8").replace(_WRONG, _RIGHT)


def mend() -> None:
    """Let Solara take the mended one."""
    solara.Navigator = ComponentWidget(_Navigator)
