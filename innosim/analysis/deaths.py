"""Where ideas die: at which stage, at which layer, in what way and for what reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from innosim.analysis.run import Columns, runs
from innosim.contracts import Stage
from innosim.organisation.apportion import apportion
from innosim.results.reader import Results

MIDDLE = "middle managers"
LEADERS = "leaders"
STAFF = "staff"

BEFORE = "before any gate"
PILOT = "in a pilot"
SPREADING = "while spreading"
PRACTICE = "as normal practice"

COLUMNS = ("layer", "stage", "ended", "reached_pilot", "reached_diffusion", "reached_embedded")
"""What must be known of ideas to say where they are."""


@dataclass(frozen=True, order=True)
class Place:
    """Where an idea can end.

    Attributes:
        layer: layer of the gate, counted from the heads down, or of the author if nobody had
            reviewed the idea; -1 beyond the gates.
        what: who holds the gate there, or the stage beyond the gates.
    """

    layer: int
    what: str

    def label(self) -> str:
        """The place in words."""
        if self.layer < 0:
            return self.what[0].upper() + self.what[1:]
        if self.what == STAFF:
            return f"Before review, layer {self.layer} (staff)"
        return f"Gate at layer {self.layer} ({self.what})"


@dataclass(frozen=True)
class Deaths:
    """Ideas that ended, summed over the replicates.

    Attributes:
        counts: number of ideas by (place, final stage).
        reasons: number of ideas by reason.
        causes: number of ideas by (place, reason).
        ideas: number of all ideas.
        replicates: number of replicates.
    """

    counts: Mapping[tuple[Place, str], int]
    reasons: Mapping[str, int]
    ideas: int
    replicates: int
    holders: Mapping[int, str] = field(default_factory=dict)
    causes: Mapping[tuple[Place, str], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Number of ideas that ended."""
        return sum(self.counts.values())

    def per_mille(self) -> dict[tuple[Place, str], int]:
        """Thousandths of the ideas that ended, by (place, reason); they add up to 1000.

        Rounded by the method of largest remainders, from the front line up and the commonest
        reason first. Empty if no idea ended.
        """
        order = {place: number for number, place in enumerate(self.places())}
        keys = sorted(self.causes, key=lambda key: (order[key[0]], -self.causes[key], key[1]))
        if not keys:
            return {}
        parts = apportion(1000, [self.causes[key] for key in keys])
        return dict(zip(keys, parts.tolist(), strict=True))

    def places(self) -> list[Place]:
        """Where ideas ended: the gates from the front line up, then the stages after them."""
        found = {place for place, _ in self.counts}
        gates = sorted((place for place in found if place.layer >= 0), reverse=True)
        order = (BEFORE, PILOT, SPREADING, PRACTICE)
        return gates + sorted(found - set(gates), key=lambda place: order.index(place.what))

    def ways(self) -> list[str]:
        """The final stages that occurred, in the order of `Stage`."""
        found = {way for _, way in self.counts}
        known = [stage.name.lower() for stage in Stage]
        return [way for way in known if way in found] + sorted(found.difference(known))

    def by_holder(self) -> dict[str, int]:
        """Number of ideas by who held them or what they were in, the commonest first."""
        held: Counter[str] = Counter()
        for (place, _), count in self.counts.items():
            held[place.what] += count
        return dict(sorted(held.items(), key=lambda item: (-item[1], item[0])))


def of_ideas(results: Results) -> Deaths:
    """Where the ideas of all replicates ended."""
    holders = gate_holders(results)
    counts: Counter[tuple[Place, str]] = Counter()
    causes: Counter[tuple[Place, str]] = Counter()
    reasons: Counter[str] = Counter()
    for run in runs(results):
        ideas = _ended(results, run.replicate)
        counts.update(placed(ideas, holders, "stage"))
        causes.update(placed(ideas, holders, "reason"))
        reasons.update(ideas["reason"].tolist())
    return Deaths(
        counts=counts,
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        ideas=results.rows("ideas"),
        replicates=results.manifest.replicates,
        holders=holders,
        causes=causes,
    )


def by_holder(results: Results, replicate: int, holders: Mapping[int, str]) -> dict[str, int]:
    """Number of ideas of one replicate that ended, by who held them or what they were in.

    `holders` is what `gate_holders` says.
    """
    counts = placed(_ended(results, replicate), holders, "stage")
    return Deaths(counts, {}, 0, 1).by_holder()


def _ended(results: Results, replicate: int) -> Columns:
    """The ideas of a replicate that ended."""
    ideas = results.of_replicate("ideas", replicate, ("reason", *COLUMNS))
    ended = ideas["ended"] >= 0
    return {name: column[ended] for name, column in ideas.items()}


def gate_holders(results: Results) -> dict[int, str]:
    """Who holds the gates of each layer: whichever managing role is commoner there."""
    posts = results.columns("posts", ["layer", "role"])
    pairs = Counter(zip(posts["layer"].tolist(), posts["role"].tolist(), strict=True))
    holders = {}
    for layer in sorted({layer for layer, _ in pairs}):
        middle, leaders = pairs[layer, "middle_manager"], pairs[layer, "leader"]
        managing = MIDDLE if middle >= leaders else LEADERS
        holders[layer] = managing if middle + leaders else STAFF
    return holders


def placed(ideas: Columns, holders: Mapping[int, str], column: str) -> Counter[tuple[Place, str]]:
    """Number of ideas by place and by what a column of texts says of them.

    Args:
        ideas: their rows, with the columns of `COLUMNS` and `column`.
        holders: what `gate_holders` says.
        column: name of the column of texts.
    """
    places = (("reached_embedded", PRACTICE), ("reached_diffusion", SPREADING))
    conditions = [ideas[name] >= 0 for name, _ in (*places, ("reached_pilot", PILOT))]
    names = (PRACTICE, SPREADING, PILOT)
    beyond = np.select(conditions, range(len(names)), len(names))
    layer = np.where(beyond < len(names), -1, ideas["layer"])
    tally = Counter(zip(beyond.tolist(), layer.tolist(), ideas[column].tolist(), strict=True))
    placed: Counter[tuple[Place, str]] = Counter()
    for (past, at, way), count in tally.items():
        at_gate = holders.get(at, STAFF) if at >= 0 else BEFORE
        placed[Place(at, at_gate if past == len(names) else names[past]), way] += count
    return placed
