"""The four signals of each organisation: clarity, parity, suitability and normality.

Clarity is the mean of what, why and who; suitability combines skills, data and infrastructure so
that the weakest counts most. Each part moves towards its target with its own half-life. The target
is the base, raised towards 1 by what the interventions push, base + push (1 - base), or lowered
towards 0 by a push below 0, base + push x base. One-off pushes move a signal at once in the same
way and fade. With `frozen = true` the signals stay where base and interventions put them (for
sweeps over signals).

The base of a part is that of the scenario. Where a staff survey gives a score m with standard error
s for an organisation, it is m + s z cut to 0 and 1; the standard normal z is drawn once for each
replicate, organisation and signal, and the parts of a signal share it.

Source: O 00:23:32 (clarity), 00:25:57 (parity), 00:26:06 (suitability), 00:27:51 (normality);
O 01:21:41 (data as foundation). Base values and half-lives assumed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism
from innosim.parameters import ParameterSet, lever, parameter
from innosim.processes._suitability import combined
from innosim.world.world import World

PHASE = "signals"
PARTS = (
    "clarity_what",
    "clarity_why",
    "clarity_who",
    "parity",
    "skills",
    "data",
    "infrastructure",
    "normality",
)
SIGNALS = {
    "clarity": ("clarity_what", "clarity_why", "clarity_who"),
    "parity": ("parity",),
    "suitability": ("skills", "data", "infrastructure"),
    "normality": ("normality",),
}
"""The parts of each signal."""

FEEDBACK_ON = {"parity": "gain_parity", "skills": "gain_skills", "normality": "gain_normality"}
LN_2 = np.log(2.0)

READS = (
    "organisations.base",
    "organisations.gain_parity",
    "organisations.gain_skills",
    "organisations.gain_normality",
)
WRITES = (
    *(f"organisations.{part}" for part in PARTS),
    "organisations.clarity",
    "organisations.suitability",
)
COLUMNS = (
    Column(
        "organisations",
        "base",
        "f8",
        "share",
        "resting values of the parts of the signals",
        0,
        1,
        width=len(PARTS),
    ),
    *(
        Column("organisations", part, "f8", "share", f"signal: {part.replace('_', ', ')}", 0, 1)
        for part in PARTS
    ),
    Column(
        "organisations", "clarity", "f8", "share", "clear that and where ideas are wanted", 0, 1
    ),
    Column("organisations", "suitability", "f8", "share", "capabilities fit the options", 0, 1),
)


def _base(meaning: str) -> float:
    base: float = parameter(0.4, unit="share", low=0, high=1, meaning=f"resting value: {meaning}")
    return base


def _push(meaning: str, source: str) -> float:
    push: float = lever(
        0.0, unit="share", low=-1, high=1, source=source, meaning=f"push on the target: {meaning}"
    )
    return push


def _half_life(weeks: float, meaning: str) -> float:
    half_life: float = parameter(
        weeks, unit="weeks", low=1, high=5200, meaning=f"half-life of {meaning}"
    )
    return half_life


class Parameters(ParameterSet):
    """Resting values, pushes and half-lives of the signals."""

    base_clarity_what: float = _base("clear what innovation means")
    base_clarity_why: float = _base("clear why and where it is wanted")
    base_clarity_who: float = _base("clear who contributes what")
    base_parity: float = _base("new options stand equal to the incumbent")
    base_skills: float = _base("skills fit the options")
    base_data: float = _base("data fit the options")
    base_infrastructure: float = _base("infrastructure and rules fit the options")
    base_normality: float = _base("innovation is routine, not a deviation")
    clarity_what: float = _push("what innovation means", "O 00:30:47")
    clarity_why: float = _push("why and where it is wanted", "O 00:31:55")
    clarity_who: float = _push("who contributes what", "O 00:32:43")
    parity: float = _push("equal standing of new options", "O 00:37:12")
    skills: float = _push("skills", "O 00:37:47")
    data: float = _push("data", "O 01:21:41")
    infrastructure: float = _push("infrastructure", "O 00:26:06")
    normality: float = _push("innovation as routine", "O 00:39:12")
    half_life_clarity: float = _half_life(26.0, "clarity")
    half_life_parity: float = _half_life(104.0, "parity")
    half_life_suitability: float = _half_life(156.0, "skills, data and infrastructure")
    half_life_normality: float = _half_life(208.0, "normality")
    frozen: bool = parameter(
        False, unit="yes or no", meaning="hold the signals where base and interventions put them"
    )


MECHANISMS = (
    Mechanism(
        "signals decay",
        "without renewal a signal returns to its resting value",
        (4, 72),
        {
            "signals.half_life_clarity": 5200,
            "signals.half_life_parity": 5200,
            "signals.half_life_suitability": 5200,
            "signals.half_life_normality": 5200,
        },
        "clarity",
        -1,
        {"interventions": [{"kind": "declaration", "start": 0}]},
    ),
)


def start(world: World, p: Parameters) -> None:
    """Begin with every signal at its resting value."""
    for number, part in enumerate(PARTS):
        world.organisations.base[:, number] = getattr(p, f"base_{part}")
    for signal, parts in enumerate(SIGNALS.values()):
        for part in parts:
            _go_by_survey(world, signal, part)
    for number, part in enumerate(PARTS):
        getattr(world.organisations, part)[:] = world.organisations.base[:, number]
    _derive(world)


def _go_by_survey(world: World, signal: int, part: str) -> None:
    """Let the resting value of a part be what was found in the organisations that were asked."""
    if part not in world.surveyed:
        return
    o = world.organisations
    mean, error = (values[o.number] for values in world.surveyed[part])
    luck = world.streams.normal("signals/survey", o.number * len(SIGNALS) + signal, 0, o.service)
    asked = ~np.isnan(mean)
    o.base[asked, PARTS.index(part)] = np.clip(mean + error * luck, 0.0, 1.0)[asked]


def step(world: World, p: Parameters, week: int) -> None:
    """Move each part of each signal towards its target."""
    for part in PARTS:
        value = getattr(world.organisations, part)
        target = _target(world, part)
        if p.frozen:
            value[:] = target
        else:
            value += LN_2 / _half_life_of(p, part) * (target - value)
        if part in FEEDBACK_ON and not p.frozen:
            value += getattr(world.organisations, FEEDBACK_ON[part])
        value.clip(0.0, 1.0, out=value)
    for push in sorted(world.pushes, key=lambda push: push.signal):
        value = getattr(world.organisations, push.signal)
        value += _pushed(value, push.gain)
    world.pushes.clear()
    _derive(world)


def _target(world: World, part: str) -> NDArray[np.floating]:
    base = world.organisations.base[:, PARTS.index(part)]
    push = world.levers.by_organisation(f"signals.{part}")
    return np.asarray(base.astype(push.dtype) + _pushed(base, push))


def _pushed(value: NDArray[np.floating], push: NDArray[np.floating] | np.floating) -> Any:
    """By how much a push moves a value, in its precision: towards 1, or towards 0 below 0."""
    up, turned = (1.0 - value).astype(push.dtype), (2.0 * value - 1.0).astype(push.dtype)
    return push * up + np.minimum(push, 0.0) * turned


def _half_life_of(p: Parameters, part: str) -> float:
    if part.startswith("clarity"):
        return p.half_life_clarity
    if part in ("skills", "data", "infrastructure"):
        return p.half_life_suitability
    return p.half_life_parity if part == "parity" else p.half_life_normality


def _derive(world: World) -> None:
    o = world.organisations
    o.clarity[:] = (o.clarity_what + o.clarity_why + o.clarity_who) / 3.0
    o.suitability[:] = combined(o.skills, o.data, o.infrastructure)
