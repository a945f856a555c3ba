"""W1 through innosim's own process `adoption`: one branch, one idea, all other processes off."""

from __future__ import annotations

import numpy as np

from benchmarks.w1.graph import Graph, P, Q, Week
from innosim.engine import Simulation
from innosim.world.network import Network
from tests.theory.spread import ON, PLAIN
from tests.theory.textbook import diffuse, scenario, star

RATES = {"response": "product", "innovation": 52 * P, "imitation": 52 * Q}


def build(graph: Graph, seed: int) -> Week:
    """W1 as the tests against exact answers set it up; the graph is handed in."""
    simulation, idea = prepared(graph, seed)

    def week() -> int:
        simulation.step()
        return int(simulation.world.ideas.users[idea])

    return week


def prepared(graph: Graph, seed: int) -> tuple[Simulation, int]:
    """The simulation just before the first people adopt, and the row of the idea."""
    ties = Network(graph.start.astype(np.int64), graph.heard)
    chosen = scenario(ON, adoption={**PLAIN, **RATES})
    simulation = Simulation(chosen, [seed], star(graph.n), ties)
    return simulation, int(diffuse(simulation, [()])[0])
