"""Phase spread: adoption (ODD.md 7.11)."""

from __future__ import annotations

from math import exp, log1p

from tests.reference.entities import (
    IN_USE,
    YEAR,
    Branch,
    Idea,
    Person,
    Scope,
    Service,
    Site,
    Stage,
    Tie,
    Use,
    User,
)


def adoption(service: Service) -> None:
    for person in service.people:
        person.uptake *= 1.0 - 1.0 / YEAR
    for idea in service.ideas:
        if idea.ended == service.week - 1:
            _close(idea)
    for idea in service.ideas_in(Stage.DIFFUSING):
        if idea.since == service.week - 1 and not idea.sites:
            _come_home(service, idea)
    _finish_adapting(service)
    _meet(service)
    _take_up(service)
    _widen_all(service)
    for idea in service.ideas:
        _count(idea)


def _close(idea: Idea) -> None:
    """Nobody uses, or can take up, what has ended."""
    for site in idea.sites.values():
        site.users = 0
        for user in site.everybody:
            user.state = Use.CLOSED


def _open(service: Service, idea: Idea, branch: Branch) -> Site:
    home = branch is idea.branch
    site = Site(idea, branch, service.week, home)
    state = Use.AWARE if home else Use.UNAWARE
    for person in branch.people:
        site.everybody.append(User(site, person, state, _resistance(service, idea, person)))
    idea.sites[branch] = site
    return site


def _resistance(service: Service, idea: Idea, person: Person) -> float:
    return service.draws.exponential("use/resistance", idea.key + person.identity)


def _come_home(service: Service, idea: Idea) -> None:
    """The core team begins to use it in the branch that conceived it."""
    site = _open(service, idea, idea.branch)
    for member in set(idea.team):
        if member.branch is idea.branch:
            start_using(service, site.at(member))


def start_using(service: Service, user: User) -> None:
    """Somebody becomes a user: those who listen to them in the branch hear of it."""
    site = user.site
    user.state, user.since, user.holder = Use.USER, service.week, user.person.holder
    site.users += 1
    if site.took_root < 0 and site.users >= 0.1 * len(site.everybody):
        site.took_root = service.week
    for tie in user.person.heard_by:
        if tie.person.branch is site.branch:
            _hear(site.at(tie.person), tie.weight)


def stop_using(user: User, state: Use) -> None:
    """Somebody is no longer a user; their own branch knows."""
    user.state = state
    user.site.users -= 1
    for tie in user.person.heard_by:
        if tie.person.branch is user.site.branch:
            user.site.at(tie.person).heard -= tie.weight


def hand_over(service: Service, user: User) -> None:
    """Whoever takes over the post of a user starts anew: aware, not yet convinced."""
    stop_using(user, Use.AWARE)
    user.met = 0.0
    user.resistance = _resistance(service, user.site.idea, user.person)


def _hear(user: User, weight: float) -> None:
    user.heard += weight
    if user.state == Use.UNAWARE:
        user.state = Use.AWARE


def _carry(service: Service, user: User, beyond: Scope) -> None:
    """Tell those in other branches who listen to a user, further away than `beyond`."""
    idea = user.site.idea
    for tie in user.person.heard_by:
        if tie.person.branch is user.site.branch:
            continue
        abroad = tie.person.organisation is not idea.organisation
        needed = Scope.SERVICE if abroad else Scope.ORGANISATION
        if beyond < needed <= idea.scope and _gets_through(service, idea, tie):
            there = idea.sites.get(tie.person.branch)
            there = there or _open(service, idea, tie.person.branch)
            _hear(there.at(tie.person), tie.weight)


def _gets_through(service: Service, idea: Idea, tie: Tie) -> bool:
    p, listener = service.parameters["adoption"], tie.person
    more = 1.0 + service.levers.value("adoption.cross_ties", listener)
    chance = (1.0 - p.not_invented_here) * more
    if listener.organisation is not idea.organisation:
        clear = p.carries + (1.0 - p.carries) * listener.organisation.clarity
        chance *= idea.openness * clear
    luck = service.draws.uniform("adoption/carried", idea.key + listener.post)
    return bool(luck < chance)


def _finish_adapting(service: Service) -> None:
    done = [u for u in service.adapting if u.since == service.week and u.state == Use.ADAPTING]
    service.adapting = [user for user in service.adapting if user.since > service.week]
    for user in done:
        start_using(service, user)
    for user in done:
        _carry(service, user, Scope.BRANCH)


def _meet(service: Service) -> None:
    """At an event each participant hears what the next one in the circle uses."""
    luck = {
        p: service.draws.uniform("adoption/event", p.post, service.week) for p in _invited(service)
    }
    there = [p for p in luck if luck[p] < service.levers.value("adoption.convening", p)]
    there.sort(key=lambda p: luck[p])
    for listener, speaker in zip(there, there[1:] + there[:1], strict=True):
        if listener.branch is not speaker.branch:
            _hear_of_all(service, listener, speaker)


def _invited(service: Service) -> list[Person]:
    return [p for p in service.people if service.levers.value("adoption.convening", p) > 0.0]


def _hear_of_all(service: Service, listener: Person, speaker: Person) -> None:
    p = service.parameters["adoption"]
    for idea in service.ideas:
        site = idea.sites.get(speaker.branch)
        told = site is not None and site.at(speaker).state == Use.USER
        if not told or service.week < idea.hidden_until:
            continue
        there = idea.sites.get(listener.branch) or _open(service, idea, listener.branch)
        user = there.at(listener)
        _hear(user, 0.0)
        if user.state == Use.AWARE:
            ties = sum(tie.weight for tie in listener.hears) + 1.0
            met = p.convening_weeks * p.imitation / YEAR / ties * _readiness(service, there)
            user.met += met / (1.0 + listener.uptake / p.attention)


def _take_up(service: Service) -> None:
    """Those whose turn it is think of what they could take up, all at the same time."""
    convinced = [user for site in _in_turn(service) for user in _convinced(service, site)]
    for user in convinced:
        user.person.uptake += 1.0
    copies = [user for user in convinced if user.site.home or _copies(service, user)]
    for user in copies:
        start_using(service, user)
    for user in copies:
        _carry(service, user, Scope.BRANCH)


def _in_turn(service: Service) -> list[Site]:
    every, week = service.parameters["adoption"].every, service.week
    return [
        site
        for idea in service.ideas
        for site in idea.sites.values()
        if site.branch.number % every == week % every
    ]


def _convinced(service: Service, site: Site) -> list[User]:
    """Those at a site whose hazard met so far reaches their resistance this week."""
    p = service.parameters["adoption"]
    ready = _readiness(service, site)
    found = []
    for user in site.everybody:
        if user.state == Use.AWARE:
            slow = 1.0 + user.person.uptake / p.attention
            user.met += p.every * _hazard(service, user) * ready / slow
            if user.met >= user.resistance:
                found.append(user)
    return found


def _readiness(service: Service, site: Site) -> float:
    """What at a site speaks for an idea: normality, capability and fit."""
    p, idea = service.parameters["adoption"], site.idea
    ready = exp(-p.mismatch * max(idea.strangeness - site.branch.suitability, 0.0))
    ready *= 1.0 - p.poor_fit * (1.0 - idea.fit)
    if p.normality:
        ready *= p.readiness + site.branch.organisation.normality
    return float(ready)


def _hazard(service: Service, user: User) -> float:
    """Own accord and colleagues, a week."""
    p, person = service.parameters["adoption"], user.person
    celebrated = 1.0 + service.levers.value("adoption.celebration", person)
    own = p.innovation / YEAR * celebrated if user.site.home else 0.0
    x = user.heard / sum(tie.weight for tie in person.hears) if person.hears else 0.0
    q = p.imitation / YEAR
    if p.response == "product":
        return _as_hazard(own) + _as_hazard(q * x)
    return float(own + q * _response(service, user, x))


def _as_hazard(chance: float) -> float:
    return -log1p(-min(chance, 1.0 - 2.0**-24))


def _response(service: Service, user: User, x: float) -> float:
    p, person = service.parameters["adoption"], user.person
    theta = person.threshold + p.conformity * (1.0 - person.organisation.normality)
    if p.response == "threshold":
        return float(x >= theta - 1e-6)
    if p.response == "count":
        return float(user.heard >= p.count)
    if p.response == "logistic":
        return 1.0 / (1.0 + exp(-(x - theta) / p.softness))
    return x


def _copies(service: Service, user: User) -> bool:
    """Whether somebody elsewhere copies an idea at once; else they adapt it first."""
    p, idea = service.parameters["adoption"], user.site.idea
    luck = service.draws.uniform("adoption/copies", idea.key + user.person.post)
    if luck < p.copying:
        idea.copied += 1
        return True
    idea.adapted += 1
    user.state = Use.ADAPTING
    user.since = service.week + 1 + round(p.adaptation * idea.strangeness)
    service.adapting.append(user)
    return False


def _widen_all(service: Service) -> None:
    """Let ideas that have taken root travel further, from all who use them, at once."""
    p = service.parameters["adoption"]
    for idea in service.ideas_in(*IN_USE):
        rooted = idea.home_share >= p.widen_at and service.week >= idea.hidden_until
        wider = Scope.SERVICE if idea.reach >= p.widen_branches else Scope.ORGANISATION
        if rooted and wider > idea.scope:
            before, idea.scope = idea.scope, wider
            everybody = [user for site in idea.sites.values() for user in site.everybody]
            for user in everybody:
                if user.state == Use.USER:
                    _carry(service, user, before)


def _count(idea: Idea) -> None:
    idea.users = sum(site.users for site in idea.sites.values())
    idea.reach = sum(site.users > 0 for site in idea.sites.values())
    home = idea.sites.get(idea.branch)
    idea.home_share = 0.0 if home is None else home.users / len(home.everybody)
