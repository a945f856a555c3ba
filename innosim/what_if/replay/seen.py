"""What can be seen of each post in a week, as parts and wholes that add up over posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import GATE, LEADER_GATE, REJECTED, STALLED, Stage
from innosim.processes._gate_review import OUTCOMES, PASSING
from innosim.world.ideas import in_stage
from innosim.world.use import USER
from innosim.world.world import World

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Rows = Mapping[str, NDArray[Any]]

PER = 100
"""People that ideas are counted for; also what shares are told of."""
_PASSING = tuple(OUTCOMES[code] for code in PASSING)


@dataclass
class Looking:
    """A world that is looked at every week, and what has been counted of it so far.

    Attributes:
        world: as it stands after a week.
        everybody: 1 for each post.
        in_charge: 1 for each post with people below.
        decisions, yes: decisions of each post at its gate so far, and those that were yes.
    """

    world: World
    everybody: Floats = field(init=False)
    in_charge: Floats = field(init=False)
    decisions: Floats = field(init=False)
    yes: Floats = field(init=False)

    def __post_init__(self) -> None:
        n = self.world.people.n
        self.everybody = np.ones(n)
        self.in_charge = (self.world.people.below > 0).astype(np.float64)
        self.decisions, self.yes = np.zeros(n), np.zeros(n)

    def count(self, decided: Sequence[Rows]) -> None:
        """Add the decisions of the week that has passed, as the log has them."""
        for rows in decided:
            yes = np.isin(rows["outcome"], _PASSING)
            self.decisions += self._at(rows["post"])
            self.yes += self._at(rows["post"][yes])

    def reviewed(self, *stages: Stage) -> Floats:
        """Ideas in some stages, by the post that reviews them."""
        return self._at(self.world.ideas.reviewer[in_stage(self.world, *stages)])

    def raised(self, rows: Numbers) -> Floats:
        """Ideas, by the post that conceived them."""
        return self._at(self.world.ideas.origin[rows])

    def _at(self, posts: NDArray[np.integer]) -> Floats:
        n = self.world.people.n
        return np.bincount(posts[posts >= 0], minlength=n).astype(np.float64)


Parts = tuple[Floats, Floats]


@dataclass(frozen=True)
class Seen:
    """Something to be seen; of several posts it is the sum of parts over the sum of wholes.

    Attributes:
        label, unit, meaning: in words.
        measure: parts and wholes of all posts; a post whose whole is 0 has none of it.
        count: whether it is a count, whose scale starts at 0.
    """

    label: str
    unit: str
    meaning: str
    measure: Callable[[Looking], Parts]
    count: bool = False


def _waiting(looking: Looking) -> Parts:
    return looking.reviewed(Stage.GATE, Stage.LEADER_GATE), looking.in_charge


def _accepted(looking: Looking) -> Parts:
    return looking.yes, looking.decisions / PER


def _ended(looking: Looking) -> Parts:
    ideas = looking.world.ideas
    rows = ended_at_gates(looking.world)
    return looking._at(ideas.reviewer[rows]), looking.in_charge


def ended_at_gates(world: World) -> Numbers:
    """Rows of the ideas that ended before any pilot."""
    ideas = world.ideas
    found: Numbers = ((ideas.stage >= REJECTED) & (ideas.reached_pilot < 0)).nonzero()[0]
    return found


def at_gates(world: World) -> NDArray[np.bool_]:
    """Whether each idea is at a gate, waiting or stalled."""
    stage = world.ideas.stage
    found: NDArray[np.bool_] = (stage == GATE) | (stage == LEADER_GATE) | (stage == STALLED)
    return found


def _energy(looking: Looking) -> Parts:
    return looking.world.people.energy.astype(np.float64), looking.everybody / PER


def _clarity(looking: Looking) -> Parts:
    world = looking.world
    return world.teams.clarity[world.people.team].astype(np.float64), looking.everybody / PER


def _users(looking: Looking) -> Parts:
    users, n = looking.world.users, looking.world.people.n
    found = np.zeros(n)
    found[users.person[users.state == USER]] = 1.0
    return found, looking.everybody / PER


def _raised(looking: Looking) -> Parts:
    return looking.raised(np.arange(looking.world.ideas.n)), looking.everybody / PER


def _embedded(looking: Looking) -> Parts:
    rows = np.flatnonzero(looking.world.ideas.reached_embedded >= 0)
    return looking.raised(rows), looking.everybody / PER


SEEN: dict[str, Seen] = {
    "waiting": Seen(
        "Ideas waiting",
        "ideas per manager",
        "ideas that wait for a review, for each manager or leader with people below",
        _waiting,
        count=True,
    ),
    "accepted": Seen(
        "Acceptance",
        "%",
        "of the decisions at the gate so far, those that let the idea pass",
        _accepted,
    ),
    "ended": Seen(
        "Ideas ended at the gate",
        "ideas per manager",
        "ideas that ended so far while they were at this gate, before any pilot",
        _ended,
        count=True,
    ),
    "energy": Seen(
        "Energy", "%", "what people have left for going above and beyond, mean", _energy
    ),
    "clarity": Seen(
        "Clarity received",
        "%",
        "clarity of what is wanted, as it reaches the teams; each person counts once",
        _clarity,
    ),
    "users": Seen(
        "Users of new practices", "%", "people who use at least one new practice now", _users
    ),
    "raised": Seen(
        "Ideas raised",
        f"ideas per {PER} people",
        "ideas conceived here so far",
        _raised,
        count=True,
    ),
    "embedded": Seen(
        "Normal practice",
        f"ideas per {PER} people",
        "ideas conceived here that have become normal practice so far",
        _embedded,
        count=True,
    ),
}
"""What a picture can show, by name; the first is shown first."""
