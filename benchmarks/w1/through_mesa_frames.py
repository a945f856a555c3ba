"""W1 in mesa-frames: people as rows of a Polars frame, ties as another one."""

from __future__ import annotations

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from benchmarks.w1.graph import Graph, P, Q, Week


class People(AgentSetPolars):
    """All people."""

    agents: pl.DataFrame

    def __init__(self, model: ModelDF, graph: Graph) -> None:
        super().__init__(model)
        person, nobody = np.arange(graph.n), np.zeros(graph.n, bool)
        columns = {"unique_id": person, "degree": graph.degree, "adopted": nobody}
        self.add(pl.DataFrame(columns))
        ties = {"unique_id": graph.listener.astype(np.int64), "other": graph.heard}
        self.ties = pl.DataFrame(ties).set_sorted("unique_id")

    def step(self) -> None:
        """One week, everybody at the same time."""
        live = self.ties.filter(self["adopted"].gather(self.ties["other"]))
        heard = live.group_by("unique_id").len("heard")
        share = pl.col("heard").fill_null(0) / pl.col("degree")
        luck = pl.Series(self.model.random.random(len(self)))
        adopts = luck < 1 - (1 - P) * (1 - Q * share)
        seen = self.agents.join(heard, on="unique_id", how="left", maintain_order="left")
        self.agents = seen.with_columns(pl.col("adopted") | adopts).drop("heard")


class Service(ModelDF):
    """All people."""

    def __init__(self, graph: Graph, seed: int) -> None:
        super().__init__(seed)
        self.people = People(self, graph)
        self.agents += self.people

    def step(self) -> None:
        """One week."""
        self.agents.do("step")


def build(graph: Graph, seed: int) -> Week:
    """W1 as a user of mesa-frames would write it."""
    service = Service(graph, seed)

    def week() -> int:
        service.step()
        return int(service.people["adopted"].sum())

    return week
