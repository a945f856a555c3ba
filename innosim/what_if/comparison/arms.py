"""The arms of a comparison: scenarios that can be compared, and which is held against which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from innosim.errors import InputError, InputErrors
from innosim.scenario.content import differences
from innosim.scenario.files import amended, load
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.changes import Changes, changes, is_lever

REFERENCE, ASSUMED, PLAN = "reference", "assumed", "plan"
ASSUMING = "under my assumptions"
LEVERS, ASSUMPTIONS, BOTH, NOTHING = "levers", "assumptions", "levers and assumptions", "nothing"

Source = Scenario | str | Path


@dataclass(frozen=True)
class Arm:
    """One scenario of a comparison.

    Attributes:
        name: short, and no other arm's.
        kind: `REFERENCE` (the first scenario), `ASSUMED` (the same under other assumptions) or
            `PLAN`.
        scenario: what is run; all arms have the reference's seed.
    """

    name: str
    kind: str
    scenario: Scenario


@dataclass(frozen=True)
class Contrast:
    """Two arms, one held against the other.

    Attributes:
        arm: whose difference is stated; against: what it is a difference to.
        changed: what is changed from the one to the other.
    """

    arm: Arm
    against: Arm
    changed: Changes

    @property
    def kind(self) -> str:
        """What the difference can be put down to."""
        if self.changed.levers and self.changed.assumptions:
            return BOTH
        if self.changed.levers:
            return LEVERS
        return ASSUMPTIONS if self.changed.assumptions else NOTHING

    @property
    def same(self) -> bool:
        """Whether nothing that shapes a run differs."""
        return self.arm.scenario.digest() == self.against.scenario.digest()


def arms_of(
    sources: Sequence[Source], settings: Sequence[str] = (), assume: Sequence[str] = ()
) -> list[Arm]:
    """The arms that some scenarios make.

    Args:
        sources: scenarios, files or names of shipped scenarios, the reference first.
        settings: settings as "key=value" that hold in all arms.
        assume: assumptions as "key=value" that hold in all arms but the reference; the first
            scenario under them becomes an arm of its own.

    Raises:
        InputError: all mistakes of all scenarios at once, or how they differ where they must not.
    """
    if len(sources) < (1 if assume else 2):
        raise InputError("name at least two scenarios, or one with --assume KEY=VALUE")
    _check_assumptions(assume)
    loaded = _gathered([(source, [*settings]) for source in sources], assume)
    names = _names(sources, loaded)
    first = Arm(names[0], REFERENCE, loaded[0])
    others = [Arm(name, PLAN, s) for name, s in zip(names[1:], loaded[1:], strict=True)]
    if assume:
        others = [Arm(f"{names[0]} {ASSUMING}", ASSUMED, loaded[0]), *others]
        others = [_assuming(arm, assume) for arm in others]
    seed = first.scenario.seed
    arms = [first, *(replace(a, scenario=_seeded(a.scenario, seed)) for a in others)]
    _check_comparable(arms)
    return arms


def contrasts_of(arms: Sequence[Arm]) -> list[Contrast]:
    """Each arm against the reference, and each plan against the reference under my assumptions."""
    first, *others = arms
    assumed = [arm for arm in others if arm.kind == ASSUMED]
    found = []
    for arm in others:
        if arm.kind == PLAN:
            found += [_contrast(arm, base) for base in assumed]
        found.append(_contrast(arm, first))
    return found


def _contrast(arm: Arm, against: Arm) -> Contrast:
    return Contrast(arm, against, changes(arm.scenario, against.scenario))


def _gathered(wanted: Sequence[tuple[Source, list[str]]], assume: Sequence[str]) -> list[Scenario]:
    """All scenarios, or all that is wrong with any of them; and with the assumptions."""
    loaded: list[Scenario] = []
    errors: dict[str, InputError] = {}
    for source, settings in wanted:
        try:
            loaded.append(_loaded(source, settings))
            amended(loaded[-1], assume)
        except InputError as error:
            problems = [_as_assumption(one, assume) for one in error.problems]
            errors |= {str(one): one for one in problems}
    if errors:
        raise InputErrors(list(errors.values()))
    return loaded


def _loaded(source: Source, settings: Sequence[str]) -> Scenario:
    if isinstance(source, Scenario):
        return amended(source, settings) if settings else source
    return load(source, settings)


def _assuming(arm: Arm, assume: Sequence[str]) -> Arm:
    return replace(arm, scenario=amended(arm.scenario, assume))


def _seeded(scenario: Scenario, seed: int) -> Scenario:
    return scenario.model_copy(update={"seed": seed})


def _as_assumption(error: InputError, assume: Sequence[str]) -> InputError:
    """A mistake in an assumption, placed where the user wrote it."""
    place = str(error.file or "")
    if place.removeprefix("--set ") not in assume:
        return error
    return InputError(error.message, place.replace("--set", "--assume", 1), error.line)


def _check_assumptions(assume: Sequence[str]) -> None:
    errors = []
    for text in assume:
        key, equals, _ = text.partition("=")
        if not equals or not key.strip():
            errors.append(InputError(f"--assume {text}: write KEY=VALUE"))
        elif is_lever(key.strip()):
            errors.append(
                InputError(
                    f"--assume {text}: this is a lever, not an assumption; put it into the "
                    "scenario that is your plan"
                )
            )
    if errors:
        raise InputErrors(errors)


def _names(sources: Sequence[Source], loaded: Sequence[Scenario]) -> list[str]:
    """Short names, numbered where two are the same."""
    names: list[str] = []
    for source, scenario in zip(sources, loaded, strict=True):
        stem = scenario.title if isinstance(source, Scenario) else Path(source).stem
        number = sum(name == stem or name.startswith(f"{stem} (") for name in names)
        names.append(f"{stem} ({number + 1})" if number else stem)
    return names


def _check_comparable(arms: Sequence[Arm]) -> None:
    first, *others = arms
    errors = []
    for arm in others:
        apart = [
            f"{change.key} ({_short(change.new)}, not {_short(change.old)})"
            for change in differences(arm.scenario, first.scenario)
            if change.key.split(".")[0] in ("organisation", "horizon", "start")
        ]
        if apart:
            errors.append(
                InputError(
                    f"{arm.name} cannot be compared with {first.name}, it differs in "
                    f"{'; '.join(apart)}: organisation, horizon and start must be the same, "
                    "--set KEY=VALUE sets a key in all scenarios"
                )
            )
    if errors:
        raise InputErrors(errors)


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 24 else text[:21] + "..."
