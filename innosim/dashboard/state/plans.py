"""Plans that a browser keeps under a name: what somebody does, whatever is assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from innosim.dashboard.state.dials import dials
from innosim.dashboard.state.setting import Setting

MOST_PLANS = 5
LONGEST_NAME = 40


@dataclass(frozen=True)
class Plan:
    """Levers and a timeline under a name.

    Attributes:
        name: what it is called.
        levers: a setting without any assumptions.
    """

    name: str
    levers: Setting

    def under(self, assumed: Setting) -> Setting:
        """The plan in a world of other assumptions, which have no levers."""
        moved = tuple(sorted((*assumed.moved, *self.levers.moved)))
        return Setting(self.levers.source, moved, (*assumed.steps, *self.levers.steps))


def levers_of(setting: Setting) -> Setting:
    """A setting without its assumptions."""
    moved = tuple((name, at) for name, at in setting.moved if not dials()[name].assumed)
    return replace(setting, moved=moved, steps=tuple(s for s in setting.steps if not s.assumed))


def cleaned(name: str) -> str:
    """A name as it is kept: on one line, short, without signs that cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(seen.split())[:LONGEST_NAME].strip()
