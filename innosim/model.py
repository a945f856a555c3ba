"""innosim as a model of Mesa: one replicate of a scenario, week by week.

`InnovationModel` is a `mesa.Model` round `innosim.engine.Simulation` and works with Mesa's own
tools (AgentSet, DataCollector, batch_run, SolaraViz) on Mesa 3.3 and 3.5. Its agents are views
on the simulation's columns, made all at once when somebody first asks for them; a model that
nobody asks has none and costs what the simulation costs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from innosim import catalogue
from innosim.agents import Person, Posts
from innosim.engine import Simulation
from innosim.errors import InputError
from innosim.processes.signals import SIGNALS
from innosim.scenario.files import amended, load
from innosim.scenario.schema import Scenario

HEADLINE = (
    "clarity",
    "parity",
    "suitability",
    "normality",
    "energy",
    "proposals",
    "in_gates",
    "pilots",
    "embedded",
    "exits",
)
"""Metrics that are collected where no others are asked for."""

COUNTS_IN_CLASS = hasattr(mesa.Agent, "_ids")
"""Whether agents are counted by their class, as in Mesa 3.3, and not by their model."""

Seed = Any
"""What Mesa takes as a seed: a whole number, a sequence of them, a SeedSequence, a Generator."""


class _NumberedModel(mesa.Model):
    """A `mesa.Model` that numbers its agents itself, as those of newer Mesa do.

    Mesa 3.3 counts agents in a dictionary of the class `Agent`, which keeps every model that
    ever had an agent. Here that entry is dropped at once, so that a model can be freed.
    """

    agent_id_counter: int

    @property
    def time(self) -> float:
        """Weeks that have passed; Mesa 3.3 keeps no time itself."""
        return float(self.steps)

    def register_agent(self, agent: mesa.Agent) -> None:
        """Register an agent, as Mesa does, under a number of the model's own."""
        mesa.Agent._ids.pop(self, None)
        agent.unique_id = self.agent_id_counter
        self.agent_id_counter += 1
        super().register_agent(agent)


_Model: Any = _NumberedModel if COUNTS_IN_CLASS else mesa.Model


class InnovationModel(_Model):
    """One replicate of a scenario as a Mesa model. One step is one week.

    Mesa's `batch_run` and `SolaraViz` pass parameters by keyword, hence one keyword for each
    main lever; None leaves a lever as the scenario has it.

    Args:
        scenario: a scenario, or the file or name of one, such as "bc-public-service".
        seed: seed of all random numbers; the scenario's own where neither seed nor rng is given.
        rng: as Mesa takes it. A whole number is the same as `seed`; from anything else a seed
            is drawn.
        settings: other settings by dotted key, such as {"gates.capacity": 3.0}.
        horizon: weeks until `running` turns False.
        clarity, parity, suitability, normality: resting value of a signal, from 0 to 1.
        team_trust, outside, alignment, yes_and, openness: strength of a leaders' practice over
            the whole run, from 0 to 1.
        metrics: names of the metrics (or the name of one) that `datacollector` collects after
            each week.

    Attributes:
        simulation: the simulation; its `world` has all state, its `scenario` all settings.
        running: whether the horizon is still ahead.
        steps: weeks that have passed.
        time: the same in Mesa's units.
        datacollector: Mesa's DataCollector; row i is week i. A subclass may put its own here.

    Raises:
        InputError: for settings that are unknown or out of bounds, all at once.

    Example:
        >>> model = InnovationModel("small-service", seed=7, clarity=0.8, yes_and=1.0)
        >>> model.run_for(10)
        >>> model.steps, model.simulation.scenario.seed
        (10, 7)
    """

    def __init__(
        self,
        scenario: Scenario | str | Path = "small-service",
        *,
        seed: Seed = None,
        rng: Seed = None,
        settings: Mapping[str, Any] | None = None,
        horizon: int | None = None,
        clarity: float | None = None,
        parity: float | None = None,
        suitability: float | None = None,
        normality: float | None = None,
        team_trust: float | None = None,
        outside: float | None = None,
        alignment: float | None = None,
        yes_and: float | None = None,
        openness: float | None = None,
        metrics: Iterable[str] = HEADLINE,
    ) -> None:
        signals = {
            "clarity": clarity,
            "parity": parity,
            "suitability": suitability,
            "normality": normality,
        }
        practices = {
            "team_trust": team_trust,
            "outside": outside,
            "alignment": alignment,
            "yes_and": yes_and,
            "openness": openness,
        }
        levers = {f"practices.{name}": value for name, value in practices.items()}
        levers |= {"horizon": horizon, **_resting_values(signals)}
        given = {key: value for key, value in levers.items() if value is not None}
        found = _scenario(scenario, {**_mapping(settings), **given})
        self._posts: Posts | None = None
        self._has_posts = True
        seed = _start_mesa(super().__init__, found.seed, seed, rng, self)
        self.simulation = Simulation(found.model_copy(update={"seed": seed}), [seed])
        self.simulation.world.recorded = frozenset()
        self.agent_id_counter = self.simulation.world.people.n
        self.datacollector = mesa.DataCollector(
            model_reporters={name: [self.metric, [_known(name)]] for name in _each(metrics)}
        )

    @property
    def scenario(self) -> Scenario:
        """Not offered: Mesa expects a scenario of its own kind here; see `simulation.scenario`.

        Mesa's SolaraViz would otherwise hand its own empty scenario to a model that is reset.
        """
        raise AttributeError("Mesa's tools read `model.scenario`; see model.simulation.scenario")

    @scenario.setter
    def scenario(self, scenario: object) -> None:
        """Mesa sets an empty scenario of its own, which is not kept."""

    @property
    def horizon(self) -> int:
        """Weeks after which `running` is False."""
        return self.simulation.scenario.horizon

    def step(self) -> None:
        """Let one week pass and collect its data."""
        self.simulation.step()
        self.datacollector.collect(self)
        if self.simulation.week >= self.horizon:
            self.running = False

    def run_for(self, duration: int) -> None:
        """Let a number of weeks pass, or those that are left until the horizon."""
        for _ in range(int(duration)):
            if not self.running:
                return
            self.step()

    def run_until(self, end_time: int) -> None:
        """Let the weeks pass until a time, or until the horizon."""
        self.run_for(int(end_time - self.time))

    def metric(self, name: str, organisation: str | None = None) -> float:
        """Value of a metric in the week that has just passed; not a number where it has none.

        Args:
            name: a metric, such as "embedded" (`innosim.catalogue.metrics` has them all).
            organisation: name of an organisation; by default the whole service.
        """
        measure = catalogue.metrics()[_known(name)].measure
        part, whole = measure(self.simulation.world, self.simulation.week - 1)
        if organisation is None:
            return _ratio(part.sum(), None if whole is None else whole.sum())
        row = self._number_of(organisation)
        return _ratio(part[row], None if whole is None else whole[row])

    def _number_of(self, organisation: str) -> int:
        names = self.simulation.world.chart.organisation_names
        if organisation not in names:
            near = get_close_matches(organisation, names, 1, 0.0)[0]
            raise InputError(f"there is no organisation {organisation!r}; did you mean {near!r}?")
        return names.index(organisation)

    @property
    def posts(self) -> Posts:
        """The views by number of the post; the first to ask has them all made."""
        if self._posts is None:
            self._posts = Posts(self)
            self._register_posts(self._posts)
        return self._posts

    @property
    def agents(self) -> Any:
        """Mesa's AgentSet of all agents: a view for each post, then agents of your own."""
        self._need_posts()
        return super().agents

    @property
    def agent_types(self) -> list[type]:
        """The classes of all agents."""
        self._need_posts()
        types: list[type] = super().agent_types
        return types

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """The agents of each class, as an AgentSet."""
        self._need_posts()
        by_type: dict[type, Any] = super().agents_by_type
        return by_type

    def remove_all_agents(self) -> None:
        """Take all agents out of the model, for good; the simulation goes on without views."""
        for agent in [agent for agent in self._all_agents if not isinstance(agent, Person)]:
            agent.remove()
        self._set_agents([], {})
        self._has_posts = False
        super().remove_all_agents()

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in an agent of your own, as its constructor asks; views are refused."""
        _refuse_views(agent)
        super().register_agent(agent)

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Let go of an agent of your own, as its `remove` asks; views are refused."""
        _refuse_views(agent)
        super().deregister_agent(agent)

    def _need_posts(self) -> None:
        """Have the views made, unless all agents were removed."""
        if self._has_posts and self._posts is None:
            _ = self.posts

    def _register_posts(self, posts: Posts) -> None:
        """Register all views in one go, before the agents that were added earlier."""
        own, by_type = list(self._all_agents), dict(self._agents_by_type)
        of_kind = type(self._all_agents)
        kinds = {kind: of_kind(views, self.random) for kind, views in posts.by_kind().items()}
        self._set_agents([*posts, *own], {**kinds, **by_type})
        for kind in kinds:
            for dataset in getattr(kind, "_datasets", ()):
                for view in kinds[kind]:
                    self.data_registry[dataset].add_agent(view)

    def _set_agents(self, agents: Sequence[mesa.Agent], by_type: dict[type, Any]) -> None:
        if hasattr(self, "_agents"):
            self._agents = dict.fromkeys(agents)
        self._all_agents._update(agents)
        self._agents_by_type.clear()
        self._agents_by_type.update(by_type)


def _refuse_views(agent: mesa.Agent) -> None:
    if isinstance(agent, Person):
        raise TypeError("posts belong to the scenario's organisation and neither come nor go")


def _ratio(part: float, whole: float | None) -> float:
    if whole is None:
        return float(part)
    return float(part / whole) if whole else float("nan")


def _each(names: Iterable[str]) -> Iterable[str]:
    """Names, where a lone one may stand for itself."""
    return [names] if isinstance(names, str) else names


def _known(name: str) -> str:
    known = catalogue.metrics()
    if name not in known:
        near = get_close_matches(name, known, 1, 0.0)[0]
        raise InputError(f"there is no metric {name!r}; did you mean {near!r}?")
    return name


def _resting_values(signals: Mapping[str, float | None]) -> dict[str, float | None]:
    return {
        f"signals.base_{part}": value
        for signal, value in signals.items()
        for part in SIGNALS[signal]
    }


def _mapping(settings: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if settings is None or isinstance(settings, Mapping):
        return settings or {}
    raise InputError(
        f"settings must be a mapping such as {{'gates.capacity': 3.0}}, not {settings!r}; for "
        "batch_run wrap it in a list"
    )


def _scenario(scenario: Scenario | str | Path, changes: Mapping[str, Any]) -> Scenario:
    given = [f"{key}={_toml(value)}" for key, value in changes.items()]
    if isinstance(scenario, str | Path):
        return load(scenario, given)
    if not isinstance(scenario, Scenario):
        raise InputError(f"scenario must be one of innosim's, its name or file, not {scenario!r}")
    return amended(scenario, given) if given else scenario


def _toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Mapping):
        inside = (f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, np.generic | np.ndarray):
        return _toml(value.tolist())
    if isinstance(value, float) and not isfinite(value):
        return repr(float(value))
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def _start_mesa(start: Any, default: int, seed: Seed, rng: Seed, model: Any) -> int:
    """Start Mesa's own part of a model; the seed of the simulation.

    Raises:
        ValueError: if both seed and rng are given.
    """
    if seed is not None and rng is not None:
        raise ValueError("you have to pass either rng or seed, not both")
    given = default if seed is None and rng is None else rng if seed is None else seed
    if not isinstance(given, int | float | np.integer):
        start(rng=given)
        return int(model.rng.integers(2**63))
    if given < 0 or given != int(given):
        raise ValueError(f"the seed must be a whole number from 0 on, not {given}")
    start(rng=int(given))
    model._seed = int(given)
    return int(given)
