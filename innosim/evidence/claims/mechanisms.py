"""Every mechanism moves what it is declared to move; the declarations stay with the processes."""

from __future__ import annotations

from innosim.evidence.ablation import MECHANISM
from innosim.evidence.claims._declared import declared

TITLE = "Rules of the model"

CLAIMS = declared(MECHANISM)
