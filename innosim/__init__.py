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
    "brief",
    "calibrate",
    "compare",
    "diagnose",
    "discover",
    "ideas",
    "load",
    "measure_reliance",
    "plan",
    "read",
    "run",
    "run_to_folder",
    "saved",
    "sensitivity",
    "share_blocking",
    "validate",
    "why",
    "xray",
]

if TYPE_CHECKING:
    from innosim.ensemble import run, run_to_folder
    from innosim.experiments.findings.discovery import LookedFor, discover
    from innosim.experiments.findings.sensitivity import sensitivity
    from innosim.model import InnovationModel
    from innosim.notebook import (
        calibrate,
        ideas,
        measure_reliance,
        saved,
        share_blocking,
        validate,
        why,
        xray,
    )
    from innosim.results.reader import read
    from innosim.scenario.files import load
    from innosim.scenario.schema import Scenario
    from innosim.what_if.briefing.brief import brief
    from innosim.what_if.comparison.compare import compare
    from innosim.what_if.planning.plan import plan
    from innosim.what_if.prompting.diagnose import diagnose

_HOMES = {
    "InnovationModel": "innosim.model",
    "LookedFor": "innosim.experiments.findings.discovery",
    "Scenario": "innosim.scenario.schema",
    "brief": "innosim.what_if.briefing.brief",
    "calibrate": "innosim.notebook",
    "compare": "innosim.what_if.comparison.compare",
    "diagnose": "innosim.what_if.prompting.diagnose",
    "discover": "innosim.experiments.findings.discovery",
    "xray": "innosim.notebook",
    "ideas": "innosim.notebook",
    "load": "innosim.scenario.files",
    "measure_reliance": "innosim.notebook",
    "plan": "innosim.what_if.planning.plan",
    "read": "innosim.results.reader",
    "run": "innosim.ensemble",
    "run_to_folder": "innosim.ensemble",
    "saved": "innosim.notebook",
    "sensitivity": "innosim.experiments.findings.sensitivity",
    "share_blocking": "innosim.notebook",
    "why": "innosim.notebook",
    "validate": "innosim.notebook",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that a command loads what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'innosim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
