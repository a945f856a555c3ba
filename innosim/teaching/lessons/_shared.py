"""What several lessons use: the four prompting questions, practices, settings of signals."""

from __future__ import annotations

from typing import Any

from innosim.teaching.lesson import Quote

CLARITY = Quote(
    "O 00:35:31",
    "Do external system actors have a clear sense of what the public service means by innovation, "
    "where it's seeking innovation, and how they can contribute?",
)
PARITY = Quote(
    "O 00:37:05",
    "Does innovation have equal standing with other considerations when it comes to proposed "
    "courses of action?",
)
SUITABILITY = Quote(
    "O 00:37:31",
    "Are the capability systems and infrastructure appropriate and sufficient for the available "
    "options?",
)
NORMALITY = Quote(
    "O 00:39:03",
    "Is innovation seen as integral rather than as an occasionally accepted deviation from the "
    "norm?",
)

TEAM = Quote("K section 1", "Establish a good team — trust that team")
OUTSIDE = Quote("K section 2", "Connect to the outside — society, community and other ministries")
ALIGN = Quote("K section 3", "Connect to the inside — align, align, and align again")
YES_AND = Quote("K section 4", "Say yes-and, often")
OPEN = Quote("K section 5", "Open [the process & knowledge] up, always")

_PARTS = {
    "clarity": ("clarity_what", "clarity_why", "clarity_who"),
    "parity": ("parity",),
    "suitability": ("skills", "data", "infrastructure"),
    "normality": ("normality",),
}
SIGNALS = tuple(_PARTS)


def signal(name: str, level: float) -> dict[str, Any]:
    """Settings that put all parts of a signal at a resting value."""
    return {f"signals.base_{part}": level for part in _PARTS[name]}
