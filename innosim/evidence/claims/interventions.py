"""Every intervention moves what it is declared to move; the declarations stay with them."""

from __future__ import annotations

from innosim.evidence.ablation import INTERVENTION
from innosim.evidence.claims._declared import declared

TITLE = "What leaders do"

CLAIMS = declared(INTERVENTION)
