"""W1 in starsim: a disease without recovery on a network of given ties.

The disease brings its own chance of infection: starsim's transmission along each tie would make
it 1 - (1 - q / d)^k instead of q k / d, and draw a number for each tie that could infect.
"""

from __future__ import annotations

import numpy as np
import starsim as ss
from numpy.typing import NDArray

from benchmarks.w1.graph import Graph, P, Q, Week


class Ties(ss.Network):
    """Who listens (p2) to whom (p1)."""

    def step(self) -> None:
        """The ties stay."""


class Idea(ss.Infection):
    """Spreads to whoever listens to adopters, and by itself."""

    def __init__(self, degree: NDArray[np.int64]) -> None:
        super().__init__()
        self.define_pars(beta=1.0)
        self.degree = np.maximum(degree, 1)
        self.luck = ss.random()

    def infect(self) -> tuple[ss.uids, ss.uids, NDArray[np.int64]]:
        """Everybody who adopts this week."""
        ties = self.sim.networks.ties.edges
        listening = ties.p2[self.infected.raw[ties.p1]]
        share = np.bincount(listening, minlength=len(self.degree)) / self.degree
        rest = self.susceptible.uids
        new = rest[self.luck.rvs(rest) < 1 - (1 - P) * (1 - Q * share[rest])]
        return new, ss.uids(np.full(len(new), -1)), np.zeros(len(new), np.int64)

    def set_prognoses(self, uids: ss.uids, sources: ss.uids | None = None) -> None:
        """Adopters stay adopters."""
        super().set_prognoses(uids, sources)
        self.susceptible[uids] = False
        self.infected[uids] = True
        self.ti_infected[uids] = self.ti

    def step_state(self) -> None:
        """Nobody recovers."""


def build(graph: Graph, seed: int) -> Week:
    """W1 as a user of starsim would write it."""
    alike = np.ones(len(graph.heard))
    sim = ss.Sim(
        n_agents=graph.n,
        diseases=Idea(graph.degree),
        networks=Ties(p1=graph.heard, p2=graph.listener, beta=alike, name="ties"),
        dt=ss.week,
        start=0,
        dur=ss.weeks(520),
        rand_seed=seed,
        verbose=0,
        copy_inputs=False,
    )
    sim.init()

    def week() -> int:
        sim.run_one_step()
        return int(np.count_nonzero(sim.diseases.idea.infected))

    return week
