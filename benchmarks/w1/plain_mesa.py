"""W1 in plain Mesa: people with lists of neighbours, two stages a week, a data collector."""

from __future__ import annotations

from mesa import Agent, DataCollector, Model

from benchmarks.w1.graph import Graph, P, Q, Week


class Person(Agent):
    """Somebody who adopts of their own accord or because colleagues have."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self.adopted = False
        self.adopts = False
        self.neighbours: list[Person] = []

    def decide(self) -> None:
        """Look round, and decide for the coming week."""
        if self.adopted:
            return
        heard = sum(other.adopted for other in self.neighbours)
        share = heard / len(self.neighbours) if heard else 0.0
        self.adopts = self.random.random() < 1 - (1 - P) * (1 - Q * share)

    def act(self) -> None:
        """Do what was decided."""
        if self.adopts:
            self.adopted = True


class Service(Model):
    """All people, and how many have adopted."""

    def __init__(self, graph: Graph, seed: int) -> None:
        super().__init__(seed=seed)
        people = list(Person.create_agents(self, graph.n))
        start, heard = graph.start.tolist(), graph.heard.tolist()
        for person, first, last in zip(people, start, start[1:], strict=False):
            person.neighbours = [people[other] for other in heard[first:last]]
        self.datacollector = DataCollector({"adopters": self.adopters})

    def adopters(self) -> int:
        """People who have adopted."""
        return int(sum(self.agents.get("adopted")))

    def step(self) -> None:
        """One week, everybody at the same time."""
        self.agents.do("decide")
        self.agents.do("act")
        self.datacollector.collect(self)


def build(graph: Graph, seed: int) -> Week:
    """W1 as a Mesa user would write it."""
    service = Service(graph, seed)

    def week() -> int:
        service.step()
        return int(service.datacollector.model_vars["adopters"][-1])

    return week
