"""Adoption: an idea that was continued spreads from person to person.

Where an idea is at home, everybody may take it up, of their own accord (rate p) and because
colleagues use it (rate q times the share f of those they listen to). Each person has a
resistance, drawn once for the idea; they take it up when the hazard met so far exceeds it, which
is the same as a chance of 1 - exp(-hazard) a week. People think of what they could take up every
four weeks; branches take turns. Normality raises the hazard; novelty beyond
the organisation's capability, poor fit with priorities and other recent changes in a person's
work lower it. When half of the home branch uses it, an idea may travel along ties to other
branches of the organisation, later to the whole service as far as it is open and clarity carries
across. Elsewhere most people adapt it first, which takes time; few copy it. At an event for the
whole service each participant gets to know another one, drawn at random, for some weeks, and hears
what they use.

Responses other than the linear one: `threshold` (take it up once f reaches the person's
threshold, raised where replication is the norm), `count` (once a number of colleagues use it),
`logistic` (a smooth threshold) and `product` (a weekly chance of 1 - (1 - p)(1 - q f)).

Source: Bass 1969, Management Science 15:215, with the network response found by Karsai et al.
2014 (PMC4223898); Granovetter 1978, American Journal of Sociology 83:1420; Centola and Macy 2007,
AJS 113:702; Danish Innovation Barometer (adaptation far more often than copying); O 00:17:55
(replication), 00:21:24 (siloed by partial agendas); K introduction (a conference of 400), section
5 (others build on it).
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Column, Mechanism, Stage
from innosim.parameters import ParameterSet, lever, parameter
from innosim.processes._events import heard_at_event
from innosim.processes._travel import NOT_BEYOND, carry, widen
from innosim.world import use
from innosim.world.ideas import in_stage
from innosim.world.rows import distinct
from innosim.world.use import Use
from innosim.world.world import World

PHASE = "spread"
READS = (
    "ideas.stage",
    "ideas.since",
    "ideas.ended",
    "ideas.reached_diffusion",
    "ideas.hidden_until",
    "ideas.members",
    "ideas.strangeness",
    "ideas.fit",
    "ideas.openness",
    "ideas.key",
    "organisations.normality",
    "branches.suitability",
    "organisations.clarity",
    "people.threshold",
    "ideas.branch",
    "ideas.organisation",
    "people.holder",
)
WRITES = (
    *(column.key for column in use.COLUMNS),
    "ideas.scope",
    "ideas.users",
    "ideas.home_share",
    "ideas.reach",
    "ideas.copied",
    "ideas.adapted",
    "people.uptake",
)
COLUMNS = (
    *use.COLUMNS,
    Column("ideas", "scope", "i1", "code", "how far it may travel: branch, organisation, service"),
    Column("ideas", "users", "i4", "people", "people who use it"),
    Column("ideas", "home_share", "f4", "share", "share of its home branch that uses it", 0, 1),
    Column("ideas", "reach", "i4", "branches", "branches in which somebody uses it"),
    Column("ideas", "copied", "i4", "people", "people elsewhere who copied it"),
    Column("ideas", "adapted", "i4", "people", "people elsewhere who adapted it"),
    Column("people", "uptake", "f8", "changes", "changes of practice in about the last year", 0),
)


class Parameters(ParameterSet):
    """Rates and limits of the spread of practices."""

    every: int = parameter(
        4,
        unit="weeks",
        low=1,
        high=52,
        meaning="weeks between two times a person thinks of practices to take up; branches take "
        "turns",
    )
    response: Literal["linear", "threshold", "count", "logistic", "product"] = parameter(
        "linear",
        unit="choice",
        source="Karsai et al. 2014 for the linear form",
        meaning="how the share of users among colleagues acts on a person",
    )
    innovation: float = parameter(
        0.3,
        unit="per year",
        low=0,
        high=1e6,
        source="Bass 1969 (p = .03 a year for consumers), ten times faster within a branch; "
        "calibrated",
        meaning="rate p at which people at home take an idea up of their own accord",
    )
    imitation: float = parameter(
        3.8,
        unit="per year",
        low=0,
        high=1e6,
        source="Bass 1969 (q = .38 a year for consumers), ten times faster within a branch; "
        "calibrated",
        meaning="rate q at which colleagues who all use it bring a person to do so",
    )
    count: float = parameter(
        2.0,
        unit="people",
        low=1,
        high=100,
        source="Centola and Macy 2007",
        meaning="colleagues needed under the response `count`",
    )
    softness: float = parameter(
        0.05,
        unit="share",
        low=0.001,
        high=1,
        meaning="width of the step under the response `logistic`",
    )
    conformity: float = parameter(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:17:55; off by default, see docs/mechanisms.md; 0.2 assumed where it is on",
        meaning="rise of thresholds where replication is the norm",
    )
    normality: bool = parameter(
        True,
        unit="yes or no",
        source="O 00:27:51",
        meaning="whether normality multiplies the hazard by .5 + normality",
    )
    readiness: float = parameter(
        0.5,
        unit="factor",
        low=0,
        high=2,
        meaning="factor on the hazard where innovation is not normal at all; full normality adds 1",
    )
    mismatch: float = parameter(
        3.0,
        unit="per share",
        low=0,
        high=20,
        source="O 00:26:06; size assumed",
        meaning="how fast novelty beyond capability lowers the hazard",
    )
    poor_fit: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="share of the hazard that an idea without fit loses",
    )
    attention: float = parameter(
        1.0,
        unit="changes per year",
        low=0.01,
        high=1e9,
        source="Ocasio 1997 for the mechanism; size assumed",
        meaning="changes of practice in a year at which the hazard of another is halved",
    )
    widen_at: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="share of the home branch that must use an idea before it travels",
    )
    widen_branches: int = parameter(
        3,
        unit="branches",
        low=1,
        high=1000,
        meaning="branches in use before it travels beyond the organisation",
    )
    not_invented_here: float = parameter(
        0.97,
        unit="probability",
        low=0,
        high=1,
        source="calibrated on the share of branches that innovate within two years",
        meaning="chance that a tie to another branch does not carry an idea",
    )
    carries: float = parameter(
        1.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:21:24; off by default (1), see docs/mechanisms.md; 0.25 assumed where it is "
        "on",
        meaning="share of ties between organisations that carry ideas without clarity; full "
        "clarity makes it 1",
    )
    copying: float = parameter(
        0.06,
        unit="probability",
        low=0,
        high=1,
        source="Danish Innovation Barometer 2013-14 (5 to 8 % largely copied)",
        meaning="chance that somebody elsewhere copies it as it is",
    )
    adaptation: float = parameter(
        4.0,
        unit="weeks",
        low=0,
        high=104,
        meaning="weeks that adapting a wholly strange idea takes",
    )
    celebration: float = lever(
        0.0,
        unit="share",
        low=0,
        high=2,
        source="O 00:39:30",
        meaning="rise of p where successes are shown and celebrated",
    )
    cross_ties: float = lever(
        0.0,
        unit="factor",
        low=0,
        high=5,
        source="O 01:23:45",
        meaning="rise of what ties between branches carry",
    )
    convening: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K introduction",
        meaning="share of people who come to an event for the whole service this week",
    )
    convening_weeks: float = parameter(
        4.0,
        unit="weeks",
        low=0,
        high=52,
        meaning="weeks for which a tie that an event made lasts",
    )


MECHANISMS = (
    Mechanism(
        "imitation",
        "people take up what their colleagues use",
        (51,),
        {"adoption.imitation": 0.0},
        "adopters",
        +1,
    ),
    Mechanism(
        "spontaneous adoption",
        "some take an idea up of their own accord",
        (55,),
        {"adoption.innovation": 0.0},
        "adopters",
        +1,
    ),
    Mechanism(
        "normality in use",
        "what is routine is taken up faster",
        (50,),
        {"adoption.normality": False},
        "adopters",
        -1,
    ),
    Mechanism(
        "mismatch in use",
        "novelty beyond capability is taken up slowly",
        (12,),
        {"adoption.mismatch": 0.0},
        "adopters",
        -1,
        {"signals.base_data": 0.15},
    ),
    Mechanism(
        "fit in use",
        "what does not fit the priorities is taken up slowly",
        (23,),
        {"adoption.poor_fit": 0.0},
        "adopters",
        -1,
    ),
    Mechanism(
        "attention",
        "people can change only so much of their work at a time",
        (8,),
        {"adoption.attention": 1e9},
        "adopters",
        -1,
    ),
    Mechanism(
        "conformity",
        "where replication is the norm people wait for more users",
        (51,),
        {"adoption.conformity": 0.0},
        "adopters",
        -1,
        {
            "adoption.response": "threshold",
            "adoption.imitation": 50.0,
            "adoption.conformity": 0.2,
        },
    ),
    Mechanism(
        "silos",
        "without clarity little travels between organisations",
        (19,),
        {"adoption.carries": 1.0},
        "reach",
        -1,
        {
            "adoption.carries": 0.25,
            "adoption.innovation": 10.0,
            "adoption.imitation": 25.0,
            "adoption.widen_at": 0.2,
            "adoption.widen_branches": 1,
            "external.openness": 1.0,
            "adoption.not_invented_here": 0.5,
        },
    ),
    Mechanism(
        "not invented here",
        "few ties to other branches carry an idea",
        (19,),
        {"adoption.not_invented_here": 0.0},
        "reach",
        -1,
        {
            "adoption.innovation": 2.0,
            "adoption.imitation": 25.0,
            "adoption.widen_at": 0.3,
            "adoption.widen_branches": 1,
            "external.openness": 0.8,
        },
    ),
    Mechanism(
        "celebration",
        "celebrated successes are seen",
        (55,),
        {"adoption.celebration": 0.0},
        "adopters",
        +1,
        {"adoption.celebration": 1.0},
    ),
    Mechanism(
        "adaptation",
        "people elsewhere adapt an idea before they use it",
        (98,),
        {"adoption.copying": 1.0},
        "adapted",
        +1,
        {
            "adoption.innovation": 2.0,
            "adoption.imitation": 25.0,
            "adoption.widen_at": 0.3,
            "adoption.widen_branches": 1,
            "external.openness": 0.8,
        },
    ),
    Mechanism(
        "ties across",
        "forums make ties between branches carry more",
        (35,),
        {"adoption.cross_ties": 0.0},
        "reach",
        +1,
        {
            "adoption.innovation": 2.0,
            "adoption.imitation": 25.0,
            "adoption.widen_at": 0.3,
            "adoption.widen_branches": 1,
            "external.openness": 0.8,
            "adoption.cross_ties": 2.0,
        },
    ),
    Mechanism(
        "events",
        "an event makes ties across the service for some weeks",
        (103,),
        {"adoption.convening": 0.0},
        "reach",
        +1,
        {
            "adoption.innovation": 2.0,
            "adoption.imitation": 25.0,
            "adoption.convening": 0.05,
        },
    ),
)


def step(world: World, p: Parameters, week: int) -> None:
    """Bring new practices home, let people take practices up, and let practices travel."""
    world.people.uptake *= 1.0 - 1.0 / 52.0
    _close_ended(world, week)
    _come_home(world, week)
    _finish_adapting(world, p, week)
    _meet(world, p, week)
    aware = use.aware(world, week % p.every, p.every)
    if len(aware):
        _take_up(world, p, aware, week)
    widen(world, p, week)
    _count(world)


def _meet(world: World, p: Parameters, week: int) -> None:
    """Add the hazard of one more colleague who uses a practice, over the weeks of the tie."""
    users = world.users
    rows = heard_at_event(world, week)
    rows = rows[users.state[rows] == Use.AWARE]
    if not len(rows):
        return
    who = use.hearers(world, rows)
    met = p.convening_weeks * p.imitation / 52.0 / (world.network.degree[who.person] + 1.0)
    met *= _readiness(world, p)[who.site]
    users.met[rows] += met / (1.0 + world.people.uptake[who.person] / p.attention)


def _close_ended(world: World, week: int) -> None:
    """Nobody uses, or can take up, what ended last week."""
    ideas = world.ideas
    ended = (ideas.ended == week - 1).nonzero()[0]
    ended = ended[ideas.reached_diffusion[ended] >= 0]
    if len(ended):
        gone = np.zeros(ideas.n, np.bool_)
        gone[ended] = True
        sites = gone[world.sites.idea].nonzero()[0]
        world.users.state[use.users_of(world, sites)] = Use.CLOSED
        world.sites.users[sites] = 0


def _come_home(world: World, week: int) -> None:
    ideas = world.ideas
    rows = in_stage(world, Stage.DIFFUSING)
    new = rows[(ideas.since[rows] == week - 1) & (ideas.reach[rows] == 0)]
    if not len(new):
        return
    sites = use.open_sites(world, new, ideas.branch[new], week, home=True)
    members = ideas.members[new]
    here = (members >= 0) & (world.people.branch[members] == ideas.branch[new][:, None])
    site = np.repeat(sites[:, None], members.shape[1], axis=1)[here]
    first = world.branches.first[world.sites.branch[site]]
    users = distinct(world.sites.first[site] + members[here] - first)
    use.start_using(world, users, week)


_SURE = np.float32(1.0 - 2.0**-24)
"""The largest chance below 1; a rate that makes for more is taken as this one."""

_TINY = np.float32(1e-30)


def hazard(world: World, p: Parameters, who: use.Hearers) -> NDArray[np.float32]:
    """Weekly hazard of adoption for people who are aware of an idea."""
    heard = world.users.heard.take(who.rows)
    share = heard / world.network.divisor[who.person]
    celebrated = world.levers.at("adoption.celebration", who.person)
    own = np.float32(p.innovation / 52.0) * (np.float32(1.0) + celebrated)
    q = np.float32(p.imitation / 52.0)
    if p.response == "product":
        pull, own = _as_hazard(q * share), _as_hazard(own)
    else:
        pull = q * _pull(world, p, who, share)
    pull += own * world.sites.home.take(who.site)
    return pull


def _as_hazard(chance: Any) -> NDArray[np.float32]:
    """The hazard -ln(1 - chance), to full precision.

    NumPy's logarithm is several times as fast as its log1p; the quotient of what was asked for
    and what was subtracted makes up for the digits that are lost in 1 - chance (Kahan's method).
    """
    wanted = np.minimum(chance, _SURE)
    rest = np.float32(1.0) - wanted
    taken = np.float32(1.0) - rest
    rounding = wanted / np.maximum(taken, _TINY)
    hazard: NDArray[np.float32] = np.maximum(-np.log(rest) * rounding, wanted)
    return hazard


def _pull(
    world: World, p: Parameters, who: use.Hearers, share: NDArray[np.float32]
) -> NDArray[np.float32]:
    people = world.people
    if p.response == "linear":
        return share
    if p.response == "count":
        return (world.users.heard[who.rows] >= p.count).astype(np.float32)
    normality = world.organisations.normality[people.organisation[who.person]]
    threshold = people.threshold[who.person] + p.conformity * (1.0 - normality)
    if p.response == "threshold":
        return (share >= threshold - 1e-6).astype(np.float32)
    return (1.0 / (1.0 + np.exp(-(share - threshold) / p.softness))).astype(np.float32)


def _readiness(world: World, p: Parameters) -> NDArray[np.float32]:
    """Factor on the hazard at each site: normality and capability there, and the idea's fit."""
    sites, ideas, o = world.sites, world.ideas, world.organisations
    own = world.branches.organisation[sites.branch]
    outrun = np.maximum(
        ideas.strangeness[sites.idea] - world.branches.suitability[sites.branch], 0.0
    )
    ready = np.exp(-p.mismatch * outrun)
    ready *= 1.0 - p.poor_fit * (1.0 - ideas.fit[sites.idea])
    if p.normality:
        ready *= p.readiness + o.normality[own]
    return ready.astype(np.float32)


def _take_up(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> None:
    users, people = world.users, world.people
    who = use.hearers(world, rows)
    met = hazard(world, p, who)
    met *= _readiness(world, p).take(who.site)
    met *= p.every / (1.0 + people.uptake.take(who.person) * np.float32(1.0 / p.attention))
    met += users.met.take(rows)
    users.met[rows] = met
    taken = rows[(met >= users.resistance.take(rows)).nonzero()[0]]
    if not len(taken):
        return
    np.add.at(people.uptake, users.person[taken], np.float64(1.0))
    home = world.sites.home[users.site[taken]]
    use.start_using(world, taken[home], week)
    _elsewhere(world, p, taken[~home], week)
    carry(world, p, taken[home], week, NOT_BEYOND)


def _elsewhere(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> None:
    """People away from home copy an idea at once or adapt it first."""
    if not len(rows):
        return
    ideas, people = world.ideas, world.people
    who = use.hearers(world, rows)
    idea = world.sites.idea[who.site]
    key = ideas.key[idea] + people.post[who.person].astype(np.uint64)
    luck = world.streams.uniform("adoption/copies", key, 0, people.service[who.person])
    copies = luck < p.copying
    np.add.at(ideas.copied, idea[copies], np.int32(1))
    np.add.at(ideas.adapted, idea[~copies], np.int32(1))
    use.start_using(world, rows[copies], week)
    carry(world, p, rows[copies], week, NOT_BEYOND)
    takes = (p.adaptation * ideas.strangeness[idea[~copies]]).round().astype(np.int64)
    use.start_adapting(world, rows[~copies], week + 1 + takes)


def _finish_adapting(world: World, p: Parameters, week: int) -> None:
    done = use.done_adapting(world, week)
    if len(done):
        use.start_using(world, done, week)
        carry(world, p, done, week, NOT_BEYOND)


def _count(world: World) -> None:
    ideas, sites = world.ideas, world.sites
    if not sites.n:
        return
    in_use = sites.users > 0
    ideas.users[:] = np.bincount(sites.idea, sites.users, ideas.n)
    ideas.reach[:] = np.bincount(sites.idea[in_use], minlength=ideas.n)
    home = sites.home
    ideas.home_share[sites.idea[home]] = sites.users[home] / sites.size[home]


def arrive(world: World, p: Parameters, rows: NDArray[np.int64], week: int) -> None:
    """Newcomers have not changed their practices lately."""
    world.people.uptake[rows] = 0.0
