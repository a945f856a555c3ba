"""Limiting cases of the spread of practices: L1 to L5, L19 and the product response."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import erf, exp, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Stage
from innosim.engine import Simulation
from innosim.world.network import Network, from_arcs
from innosim.world.use import Use
from tests.theory.textbook import (
    SURE,
    Check,
    binomial_chain,
    chance,
    complete,
    conceive,
    diffuse,
    equal,
    erdos_renyi,
    neighbours,
    nobody_listens,
    random_regular,
    ring,
    scenario,
    star,
    users,
)

ON = ("birth", "life_cycle", "adoption")
PLAIN = {
    "every": 1,
    "normality": False,
    "mismatch": 0.0,
    "poor_fit": 0.0,
    "conformity": 0.0,
    "attention": 1e9,
}
BASS_WEEKS = (52, 104, 260, 520)


def _simulation(network: Network, seeds: tuple[int, ...] = (1,), **adoption: Any) -> Simulation:
    sections = {"adoption": {**PLAIN, **adoption}, "people": {}}
    if "threshold_sd" in adoption:
        sections["people"]["threshold_sd"] = sections["adoption"].pop("threshold_sd")
    return Simulation(scenario(ON, **sections), seeds, star(network.n), network)


def _weeks(simulation: Simulation, rows: NDArray[np.int64], weeks: int) -> NDArray[np.float64]:
    """Users of each idea at the end of each week from now on."""
    counts = []
    for _ in range(weeks):
        simulation.step()
        counts.append(users(simulation, rows))
    return np.array(counts)


def _chain(n: int, weekly: Callable[[NDArray[np.float64]], Any], start: int, weeks: int) -> Any:
    """Mean, standard deviation and chance of completion of the exact chain, week by week."""
    k = np.arange(n + 1.0)
    matrix = binomial_chain(weekly(k / (n - 1)))
    state = np.zeros(n + 1)
    state[start] = 1.0
    rows = []
    for _ in range(weeks):
        state = state @ matrix
        mean = state @ k
        rows.append((mean / n, sqrt(max(state @ k**2 - mean**2, 0.0)) / n, state[-1]))
    return np.array(rows).T


def _settle(simulation: Simulation, rows: NDArray[np.int64]) -> list[NDArray[np.float64]]:
    """Users of each idea, week by week, until none gains another."""
    path = [_weeks(simulation, rows, 1)[0]]
    while len(path) < 2 or (path[-1] > path[-2]).any():
        path.append(_weeks(simulation, rows, 1)[0])
    return path


@cache
def bass() -> list[Check]:
    """L1: 20 ideas among 1,000 people who all know one another, against the mean-field map."""
    n, ideas, p, q = 1000, 20, 0.03 / 52, 0.38 / 52
    simulation = _simulation(complete(n), innovation=0.03, imitation=0.38)
    path = _weeks(simulation, diffuse(simulation, [()] * ideas), max(BASS_WEEKS))
    _, spread, _ = _chain(n, lambda f: 1.0 - np.exp(-(p + q * f)), 0, max(BASS_WEEKS))
    adopted, checks = 0.0, []
    for week in range(1, max(BASS_WEEKS) + 1):
        adopted += (1.0 - adopted) * (1.0 - exp(-(p + q * adopted)))
        if week in BASS_WEEKS:
            error = spread[week - 1] / sqrt(ideas)
            what = f"Bass, share of adopters in week {week}"
            checks.append(chance("L1", what, adopted, path[week - 1].mean() / n, error))
    return checks


@cache
def bass_of_few() -> list[Check]:
    """L1: 400 ideas among 200 people, against the exact chain of so few."""
    n, ideas, p, q = 200, 400, 0.03 / 52, 0.38 / 52
    simulation = _simulation(complete(n), innovation=0.03, imitation=0.38)
    path = _weeks(simulation, diffuse(simulation, [()] * ideas), max(BASS_WEEKS))
    mean, spread, _ = _chain(n, lambda f: 1.0 - np.exp(-(p + q * f)), 0, max(BASS_WEEKS))
    return [
        chance(
            "L1",
            f"Bass among 200 people, share of adopters in week {week}",
            mean[week - 1],
            path[week - 1].mean() / n,
            spread[week - 1] / sqrt(ideas),
        )
        for week in BASS_WEEKS
    ]


@cache
def innovators_only() -> list[Check]:
    """L2, p only: the share of adopters is 1 - exp(-p t)."""
    n, ideas = 1000, 20
    simulation = _simulation(nobody_listens(n), innovation=0.3, imitation=0.0)
    rows = diffuse(simulation, [()] * ideas)
    path = _weeks(simulation, rows, 260)
    return [
        _share_of(
            "L2", f"p only, share of adopters in week {week}", 0.3 * week / 52, path[week - 1]
        )
        for week in (52, 260)
    ]


def _share_of(case: str, what: str, hazard: float, counts: NDArray[np.float64]) -> Check:
    exact, trials = 1.0 - exp(-hazard), 1000 * len(counts)
    return chance(case, what, exact, counts.sum() / trials, sqrt(exact * (1 - exact) / trials))


@cache
def imitators_only() -> list[Check]:
    """L2, q only: the share of adopters is logistic."""
    n, ideas, first, q = 1000, 12, 100, 0.38
    simulation = _simulation(complete(n), innovation=0.0, imitation=q)
    path = _weeks(simulation, diffuse(simulation, [range(first)] * ideas), 400)
    _, spread, _ = _chain(n, lambda f: 1.0 - np.exp(-q / 52 * f), first, 400)
    checks = []
    for week in (104, 260, 400):
        exact = 1.0 / (1.0 + (n / first - 1.0) * exp(-q * week / 52))
        error, found = spread[week - 1] / sqrt(ideas), path[week - 1].mean() / n
        checks.append(
            chance("L2", f"q only, share of adopters in week {week}", exact, found, error)
        )
    return checks


@cache
def contagion(response: str) -> list[Check]:
    """L3: one infected among 200; hazard or (product) chance .1 x share of the infected."""
    n, ideas, beta, horizon = 200, 400, 0.1, 220
    simulation = _simulation(complete(n), innovation=0.0, imitation=beta * 52, response=response)
    path = _weeks(simulation, diffuse(simulation, [(0,)] * ideas), horizon)
    product = response == "product"
    weekly = (lambda f: beta * f) if product else (lambda f: 1.0 - np.exp(-beta * f))
    mean, spread, done = _chain(n, lambda f: weekly(np.minimum(f, 1.0)), 1, horizon)
    name = f"SI, {response} response"
    checks = [
        chance(
            "L3",
            f"{name}, share infected in week {week}",
            mean[week - 1],
            path[week - 1].mean() / n,
            spread[week - 1] / sqrt(ideas),
        )
        for week in (30, 60, 90)
    ]
    left = np.concatenate([[1.0], 1.0 - done])
    time = left.sum()
    variance = ((2 * np.arange(len(left)) + 1) * left).sum() - time**2
    found = 1.0 + (path < n).sum(axis=0).mean()
    error = sqrt(variance / ideas)
    checks.append(chance("L3", f"{name}, weeks until all are infected", time, found, error))
    return checks


@cache
def thresholds() -> list[Check]:
    """L4: 100 people with thresholds 0, .01, ..., .99; then .02 in the place of .01."""
    checks = []
    for second, rounds, name in ((0.01, 100, "all of 0 to .99"), (0.02, 1, ".02 instead of .01")):
        simulation = _simulation(
            complete(100), innovation=0.0, imitation=SURE, response="threshold"
        )
        simulation.world.people.threshold[:] = np.arange(100) / 100
        simulation.world.people.threshold[1] = second
        path = _settle(simulation, diffuse(simulation, [()]))
        gained = [float(count[0]) for count in path]
        checks.append(equal("L4", f"Granovetter, {name}: adopters", rounds, gained[-1]))
        last = 1 + gained.index(gained[-1])
        checks.append(equal("L4", f"Granovetter, {name}: rounds", rounds, last))
    return checks


@cache
def normal_thresholds(spread: float) -> list[Check]:
    """L4: thresholds normal about .25; the least fixed point of r = Phi((r - .25) / spread)."""
    n, services = 1000, 5
    simulation = _simulation(
        complete(n),
        tuple(range(1, services + 1)),
        innovation=0.0,
        imitation=SURE,
        response="threshold",
        threshold_sd=spread,
    )
    world = simulation.world
    origins = np.arange(services) * n
    drawn = world.people.threshold.reshape(services, n).astype(float)
    rows = _one_each(simulation, origins)
    final = _settle(simulation, rows)[-1]
    r = 0.0
    for _ in range(10_000):
        r = _phi((r - 0.25) / spread)
    slope = exp(-(((r - 0.25) / spread) ** 2) / 2) / sqrt(2 * np.pi) / spread
    error = sqrt(r * (1 - r) / (n * services)) / (1 - slope)
    own = sum(_least_fixed_point(one) for one in drawn)
    name = f"Granovetter, normal thresholds, sd {spread:.2f}"
    return [
        equal(
            "L4", f"{name}: adopters, against a plain loop over the drawn ones", own, final.sum()
        ),
        chance("L4", f"{name}: share", r, final.mean() / n, error),
    ]


def _one_each(simulation: Simulation, origins: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = conceive(simulation.world, origins)
    simulation.world.requests.move("decided", rows, Stage.DIFFUSING, "textbook")
    simulation.step()
    simulation.world.ideas.members[rows] = -1
    return rows


def _phi(x: float) -> float:
    return (1.0 + erf(x / sqrt(2.0))) / 2.0


def _least_fixed_point(drawn: NDArray[np.float64]) -> int:
    """Adopters among people with these thresholds who see the share of the others."""
    adopted, before = np.zeros(len(drawn), bool), -1
    while adopted.sum() != before:
        before = adopted.sum()
        adopted |= before / (len(drawn) - 1) >= drawn - 1e-6
    return int(before)


@cache
def giant_component(degree: float) -> list[Check]:
    """L5: sure transmission on random graphs reaches the component of the seed, no more."""
    n, graphs, ideas = 2000, 4, 12
    wrong, giants = 0, []
    for seed in range(graphs):
        network = erdos_renyi(n, degree, seed)
        simulation = _simulation(
            network, innovation=0.0, imitation=SURE, response="count", count=1.0
        )
        seeds = [(int(k),) for k in np.linspace(0, n - 1, ideas)]
        reached = _settle(simulation, diffuse(simulation, seeds))[-1]
        ties = neighbours(network)
        component = np.array([len(_component(ties, start)) for (start,) in seeds])
        wrong += int((component != reached).sum())
        giants.append(reached.max() / n)
    s = 1.0
    for _ in range(1000):
        s = 1.0 - exp(-degree * s)
    error = sqrt(s * (1 - s) / (n * graphs)) / (1 - degree * (1 - s))
    name = f"random graph of mean degree {degree:g}"
    return [
        equal("L5", f"{name}: reaches that are not the component of the seed", 0, wrong),
        chance("L5", f"{name}: giant component", s, float(np.mean(giants)), error),
    ]


def _component(ties: list[list[int]], start: int) -> set[int]:
    found, border = {start}, [start]
    while border:
        border = [k for one in border for k in ties[one] if k not in found]
        found.update(border)
    return found


@cache
def wave() -> list[Check]:
    """L19: two neighbours start a wave of two a week round a ring; one alone starts none."""
    n = 100
    simulation = _simulation(
        ring(n, 2), innovation=0.0, imitation=SURE, response="count", count=2.0
    )
    path = _settle(simulation, diffuse(simulation, [(40, 41), (40,)]))
    two, one = np.array(path).T
    rounds = int(np.ceil((n - 2) / 2))
    steady = np.diff(np.concatenate([[2.0], two]))[: rounds - 1]
    return [
        equal("L19", "ring, two seeds: least gained in a week", 2, steady.min()),
        equal("L19", "ring, two seeds: most gained in a week", 2, steady.max()),
        equal("L19", "ring, two seeds: weeks until all use it", rounds, 1 + int((two < n).sum())),
        equal("L19", "ring, one seed: users in the end", 1, one[-1]),
    ]


@cache
def no_wave() -> list[Check]:
    """L19: on random 4-regular graphs the same seeds get nowhere, the less the larger they are.

    Two tied people in such a graph have 27 / (4 N) common friends on average.
    """
    checks = []
    for n, ideas in ((200, 200), (4000, 200)):
        network = random_regular(n, 4, n)
        ties = neighbours(network)
        simulation = _simulation(
            network, innovation=0.0, imitation=SURE, response="count", count=2.0
        )
        pairs = [(k, ties[k][0]) for k in np.linspace(0, n - 1, ideas).astype(int).tolist()]
        final = _settle(simulation, diffuse(simulation, pairs))[-1]
        plain = np.array([_at_least_two(ties, pair) for pair in pairs])
        name = f"random 4-regular graph of {n} people"
        wrong = int((plain != final).sum())
        checks.append(equal("L19", f"{name}: reaches unlike a plain loop", 0, wrong))
        common = 27 / (4 * n)
        error = sqrt(common / ideas)
        found = float((final > 2).mean())
        checks.append(chance("L19", f"{name}: share of seeds that grow", common, found, error))
    return checks


def _at_least_two(ties: list[list[int]], seeds: tuple[int, int]) -> int:
    adopted, grown = set(seeds), True
    while grown:
        near = {k for one in adopted for k in ties[one]} - adopted
        new = {k for k in near if len(adopted.intersection(ties[k])) >= 2}
        adopted |= new
        grown = bool(new)
    return len(adopted)


@cache
def all_states(response: str) -> list[Check]:
    """W1: six people, all 64 states, against their exact distribution."""
    n, ideas, p, q = 6, 8000, 0.03, 0.4
    arcs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (1, 4), (4, 0), (0, 5)]
    listener, heard = np.array(arcs).T
    network = from_arcs(n, listener, heard)
    simulation = _simulation(network, innovation=p * 52, imitation=q * 52, response=response)
    diffuse(simulation, [()] * ideas)
    exact, checks = _exact_states(neighbours(network), p, q, response), []
    for week in range(1, 16):
        simulation.step()
        if week in (5, 15):
            found = _states(simulation, ideas)
            checks.append(_chi_square(f"{response} response, week {week}", exact[week], found))
    return checks


def _exact_states(
    ties: list[list[int]], p: float, q: float, response: str
) -> list[NDArray[np.float64]]:
    """Distribution over the 64 sets of users, week by week, by enumeration."""
    n = len(ties)
    bits = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    move = np.zeros((2**n, 2**n))
    for state, using in enumerate(bits):
        f = np.array([using[heard].mean() if heard else 0.0 for heard in ties])
        joins = 1 - (1 - p) * (1 - q * f) if response == "product" else 1 - np.exp(-p - q * f)
        joins = np.where(using, 1.0, joins)
        move[state] = np.where(bits, joins, 1.0 - joins).prod(axis=1)
    path = [np.eye(2**n)[0]]
    for _ in range(15):
        path.append(path[-1] @ move)
    return path


def _states(simulation: Simulation, ideas: int) -> NDArray[np.int64]:
    table, sites = simulation.world.users, simulation.world.sites
    using = table.state == Use.USER
    idea = sites.idea[table.site[using]]
    state = np.bincount(idea, 2 ** table.person[using], ideas).astype(int)
    return np.bincount(state, minlength=64)


def _chi_square(name: str, exact: NDArray[np.float64], found: NDArray[np.int64]) -> Check:
    """Pearson's statistic; states expected fewer than five times are counted as one."""
    wanted = exact * found.sum()
    rare = wanted < 5
    wanted = np.append(wanted[~rare], wanted[rare].sum())
    seen = np.append(found[~rare], found[rare].sum())
    kept = wanted > 0
    statistic = float(((seen - wanted)[kept] ** 2 / wanted[kept]).sum())
    free = int(kept.sum()) - 1
    return chance("W1", f"{name}: chi-square of the 64 states", free, statistic, sqrt(2 * free))


SPREAD: tuple[Callable[[], list[Check]], ...] = (
    bass,
    bass_of_few,
    innovators_only,
    imitators_only,
    lambda: contagion("linear"),
    lambda: contagion("product"),
    thresholds,
    lambda: normal_thresholds(0.10),
    lambda: normal_thresholds(0.20),
    lambda: giant_component(2.0),
    lambda: giant_component(3.0),
    wave,
    no_wave,
    lambda: all_states("product"),
    lambda: all_states("linear"),
)
