"""innosim: a what-if simulator for innovation in a public service.

from innosim import load, run
tables = run(load("bc-public-service"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "InnovationModel",
    "LookedFor",
    "Scenario",
    "__version__",
    "compare",
    "discover",
    "load",
    "run",
    "run_to_folder",
    "sensitivity",
]

if TYPE_CHECKING:
    from innosim.comparison.compare import compare
    from innosim.ensemble import run, run_to_folder
    from innosim.findings.discovery import LookedFor, discover
    from innosim.findings.sensitivity import sensitivity
    from innosim.model import InnovationModel
    from innosim.scenario.files import load
    from innosim.scenario.schema import Scenario

_HOMES = {
    "InnovationModel": "innosim.model",
    "Scenario": "innosim.scenario.schema",
    "compare": "innosim.comparison.compare",
    "LookedFor": "innosim.findings.discovery",
    "discover": "innosim.findings.discovery",
    "load": "innosim.scenario.files",
    "run": "innosim.ensemble",
    "run_to_folder": "innosim.ensemble",
    "sensitivity": "innosim.findings.sensitivity",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that a command loads what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'innosim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
