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
    "examine_gates",
    "find_ideas",
    "load",
    "measure_reliance",
    "plan",
    "read",
    "run",
    "run_to_folder",
    "seek_rescue",
    "sensitivity",
    "share_blocking",
    "tell",
    "validate",
]

if TYPE_CHECKING:
    from innosim.briefing.brief import brief
    from innosim.comparison.compare import compare
    from innosim.ensemble import run, run_to_folder
    from innosim.findings.discovery import LookedFor, discover
    from innosim.findings.sensitivity import sensitivity
    from innosim.model import InnovationModel
    from innosim.notebook import (
        calibrate,
        examine_gates,
        find_ideas,
        measure_reliance,
        seek_rescue,
        share_blocking,
        tell,
        validate,
    )
    from innosim.planning.plan import plan
    from innosim.prompting.diagnose import diagnose
    from innosim.results.reader import read
    from innosim.scenario.files import load
    from innosim.scenario.schema import Scenario

_HOMES = {
    "InnovationModel": "innosim.model",
    "LookedFor": "innosim.findings.discovery",
    "Scenario": "innosim.scenario.schema",
    "brief": "innosim.briefing.brief",
    "calibrate": "innosim.notebook",
    "compare": "innosim.comparison.compare",
    "diagnose": "innosim.prompting.diagnose",
    "discover": "innosim.findings.discovery",
    "examine_gates": "innosim.notebook",
    "find_ideas": "innosim.notebook",
    "load": "innosim.scenario.files",
    "measure_reliance": "innosim.notebook",
    "plan": "innosim.planning.plan",
    "read": "innosim.results.reader",
    "run": "innosim.ensemble",
    "run_to_folder": "innosim.ensemble",
    "seek_rescue": "innosim.notebook",
    "sensitivity": "innosim.findings.sensitivity",
    "share_blocking": "innosim.notebook",
    "tell": "innosim.notebook",
    "validate": "innosim.notebook",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that a command loads what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'innosim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
