"""Measures of a whole run, read off the world at its end: one number for each replicate.

The first line of each docstring is what readers of the ledger see. Ideas count as decided on
before a pilot once they have started a pilot or ended without one. A measure is not a number
where there is nothing to measure.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from innosim.contracts import Driver, Stage
from innosim.world.use import Use
from innosim.world.world import TABLES, World

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

NOVEL, USUAL = 0.6, 0.3
"""Novelty above and below which an idea counts as novel or as usual (assumed)."""

GOOD, POOR = 0.6, 0.4
"""Merit above and below which an idea counts as good or poor (assumed)."""

RISKY = 0.5
"""Risk above which an idea counts as risky (assumed)."""

QUARTER, HALF_YEAR = 13, 26
BINS = 5

UNITS = {
    "adapted_uses": "uses per 100 people and year",
    "burstiness": "variance over mean",
    "copied_uses": "uses per 100 people and year",
    "entropy_of_pilots": "nats",
    "external_ideas": "ideas per 100 people and year",
    "fingerprint": "replicates that differ",
    "good_pilots": "pilots per 100 people and year",
    "poor_pilots": "pilots per 100 people and year",
    "slope_of_champion": "of 1 for each 1 of innovativeness",
    "slope_of_fit": "of 1 for each 1 of fit",
    "slope_of_merit": "of 1 for each 1 of merit",
    "slope_of_merit_in_pilots": "of 1 for each 1 of merit",
    "slope_of_novelty": "of 1 for each 1 of novelty",
    "steadiness": "mean over standard deviation",
    "variance_of_capability": "variance",
}
"""Units of the measures that are no shares or means from 0 to 1."""


def _count(world: World, chosen: Mask) -> FloatArray:
    return np.bincount(world.ideas.service[chosen], minlength=world.n_services).astype(np.float64)


def _share(world: World, part: Mask, whole: Mask) -> FloatArray:
    number = _count(world, whole)
    return np.divide(
        _count(world, part & whole), number, out=np.full(len(number), np.nan), where=number > 0
    )


def _mean(world: World, values: NDArray, chosen: Mask) -> FloatArray:
    number = _count(world, chosen)
    total = np.bincount(world.ideas.service[chosen], values[chosen], world.n_services)
    return np.divide(total, number, out=np.full(len(number), np.nan), where=number > 0)


def _slope(world: World, y: NDArray, x: NDArray, chosen: Mask) -> FloatArray:
    """Least-squares slope of y on x within each replicate."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    apart = x - _mean(world, x, chosen)[world.ideas.service]
    covariance = _mean(world, apart * y, chosen)
    variance = _mean(world, apart * apart, chosen)
    return np.divide(
        covariance, variance, out=np.full(len(variance), np.nan), where=variance > 1e-12
    )


def _passed(world: World) -> Mask:
    passed: Mask = world.ideas.reached_pilot >= 0
    return passed


def _decided(world: World) -> Mask:
    decided: Mask = _passed(world) | (world.ideas.ended >= 0)
    return decided


def _tried(world: World) -> Mask:
    tried: Mask = world.ideas.tried != 0
    return tried


def _continued(world: World) -> Mask:
    continued: Mask = world.ideas.reached_diffusion >= 0
    return continued


def _per_100_years(world: World, number: FloatArray) -> FloatArray:
    weeks = max(int(world.ideas.born.max(initial=0)) + 1, 1)
    return number / (world.chart.n / 100 * weeks / 52)


def pass_of_novel(world: World) -> FloatArray:
    """Share of novel ideas that pass all gates.

    Novel: of a novelty above `NOVEL`.
    """
    return _share(world, _passed(world), _decided(world) & (world.ideas.novelty > NOVEL))


def pass_of_usual(world: World) -> FloatArray:
    """Share of ideas of little novelty that pass all gates."""
    return _share(world, _passed(world), _decided(world) & (world.ideas.novelty < USUAL))


def pass_of_good(world: World) -> FloatArray:
    """Share of good ideas that pass all gates."""
    return _share(world, _passed(world), _decided(world) & (world.ideas.merit > GOOD))


def pass_of_poor(world: World) -> FloatArray:
    """Share of poor ideas that pass all gates."""
    return _share(world, _passed(world), _decided(world) & (world.ideas.merit < POOR))


def pass_of_risky(world: World) -> FloatArray:
    """Share of risky ideas that pass all gates."""
    return _share(world, _passed(world), _decided(world) & (world.ideas.risk > RISKY))


def pass_of_risky_good(world: World) -> FloatArray:
    """Share of risky ideas of more than middling merit that pass all gates."""
    ideas = world.ideas
    chosen = _decided(world) & (ideas.risk > RISKY) & (ideas.merit > 0.5)
    return _share(world, _passed(world), chosen)


def pass_gap_of_risky(world: World) -> FloatArray:
    """How much more often risky ideas of more than middling merit pass all gates than others."""
    ideas = world.ideas
    poor = _decided(world) & (ideas.risk > RISKY) & (ideas.merit <= 0.5)
    return pass_of_risky_good(world) - _share(world, _passed(world), poor)


def pass_of_core(world: World) -> FloatArray:
    """Share of ideas that fit a process that exists which pass all gates."""
    return _share(world, _passed(world), _decided(world) & world.ideas.core)


def pass_of_others(world: World) -> FloatArray:
    """Share of ideas that fit no process that exists which pass all gates."""
    return _share(world, _passed(world), _decided(world) & ~world.ideas.core)


def pass_gap_of_merit(world: World) -> FloatArray:
    """How much more often good than poor ideas pass all gates."""
    return pass_of_good(world) - pass_of_poor(world)


def slope_of_novelty(world: World) -> FloatArray:
    """Slope of passing all gates on novelty."""
    return _slope(world, _passed(world), world.ideas.novelty, _decided(world))


def slope_of_merit(world: World) -> FloatArray:
    """Slope of passing all gates on merit."""
    return _slope(world, _passed(world), world.ideas.merit, _decided(world))


def slope_of_fit(world: World) -> FloatArray:
    """Slope of passing all gates on fit with the priorities.

    The fit is that at the end of the idea's life, or of the run.
    """
    return _slope(world, _passed(world), world.ideas.fit, _decided(world))


def slope_of_champion(world: World) -> FloatArray:
    """Slope of passing all gates on the innovativeness of the post that conceived it.

    Meant for runs without turnover, in which the post has one holder.
    """
    urge = world.people.innovativeness[world.ideas.origin]
    return _slope(world, _passed(world), urge, _decided(world))


def slope_of_merit_in_pilots(world: World) -> FloatArray:
    """Slope of success in the pilot on merit."""
    return _slope(world, world.ideas.tried == 1, world.ideas.merit, _tried(world))


def failure_of_novel(world: World) -> FloatArray:
    """Share of pilots of novel ideas that fail."""
    return _share(world, world.ideas.tried < 0, _tried(world) & (world.ideas.novelty > NOVEL))


def failure_of_usual(world: World) -> FloatArray:
    """Share of pilots of ideas of little novelty that fail."""
    return _share(world, world.ideas.tried < 0, _tried(world) & (world.ideas.novelty < USUAL))


def failure_of_pilots(world: World) -> FloatArray:
    """Share of pilots that fail."""
    return _share(world, world.ideas.tried < 0, _tried(world))


def success_of_able(world: World) -> FloatArray:
    """Share of pilots of able teams that succeed.

    Able: of a mean capability above .5; meant for runs without turnover and learning.
    """
    able = _capability_of_teams(world) > 0.5
    return _share(world, world.ideas.tried > 0, _tried(world) & able)


def success_of_unable(world: World) -> FloatArray:
    """Share of pilots of unable teams that succeed.

    As `success_of_able`, for a mean capability of .5 or less.
    """
    unable = _capability_of_teams(world) <= 0.5
    return _share(world, world.ideas.tried > 0, _tried(world) & unable)


def _capability_of_teams(world: World) -> FloatArray:
    members = world.ideas.members
    there = members >= 0
    total = np.where(there, world.people.capability[members], 0.0).sum(axis=1)
    capability: FloatArray = total / np.maximum(there.sum(axis=1), 1)
    return capability


def continued_of_core(world: World) -> FloatArray:
    """Share of finished pilots continued, of ideas that fit a process that exists."""
    return _share(world, _continued(world), _tried(world) & world.ideas.core)


def continued_of_others(world: World) -> FloatArray:
    """Share of finished pilots continued, of ideas that fit no process that exists."""
    return _share(world, _continued(world), _tried(world) & ~world.ideas.core)


def continued_gap_of_core(world: World) -> FloatArray:
    """How much more often pilots are continued that fit a process that exists."""
    return continued_of_core(world) - continued_of_others(world)


def continued_gap_of_merit(world: World) -> FloatArray:
    """How much more often pilots of the better half of ideas are continued."""
    better = world.ideas.merit > 0.5
    tried = _tried(world)
    high = _share(world, _continued(world), tried & better)
    return high - _share(world, _continued(world), tried & ~better)


def died_in_the_middle(world: World) -> FloatArray:
    """Share of ideas decided on that end before they come before the leader."""
    below = (world.ideas.reached_leader < 0) & ~_passed(world)
    return _share(world, below, _decided(world))


def embedded_of_ideas(world: World) -> FloatArray:
    """Share of ideas decided on that become normal practice."""
    return _share(world, world.ideas.reached_embedded >= 0, _decided(world))


def embedded_of_pilots(world: World) -> FloatArray:
    """Share of finished pilots whose idea becomes normal practice."""
    return _share(world, world.ideas.reached_embedded >= 0, _tried(world))


def discontinued_of_continued(world: World) -> FloatArray:
    """Share of continued ideas that fall out of use."""
    fell = world.ideas.stage == Stage.DISCONTINUED
    return _share(world, fell, _continued(world))


def good_pilots(world: World) -> FloatArray:
    """Pilots of good ideas started, per 100 people and year."""
    return _per_100_years(world, _count(world, _passed(world) & (world.ideas.merit > GOOD)))


def poor_pilots(world: World) -> FloatArray:
    """Pilots of poor ideas started, per 100 people and year."""
    return _per_100_years(world, _count(world, _passed(world) & (world.ideas.merit < POOR)))


def system_share(world: World) -> FloatArray:
    """Share of ideas that come from the signal of the system."""
    driver = world.ideas.driver
    return _share(world, driver == Driver.SYSTEM, np.ones(len(driver), bool))


def external_ideas(world: World) -> FloatArray:
    """Ideas from outside, per 100 people and year."""
    return _per_100_years(world, _count(world, world.ideas.driver == Driver.EXTERNAL))


def merit_of_own_and_external(world: World) -> FloatArray:
    """Mean merit of ideas from individuals and from outside."""
    driver = world.ideas.driver
    return _mean(
        world, world.ideas.merit, (driver == Driver.INDIVIDUAL) | (driver == Driver.EXTERNAL)
    )


def merit_of_system(world: World) -> FloatArray:
    """Mean merit of ideas from the signal of the system."""
    return _mean(world, world.ideas.merit, world.ideas.driver == Driver.SYSTEM)


def merit_of_ideas(world: World) -> FloatArray:
    """Mean merit of ideas."""
    return _mean(world, world.ideas.merit, np.ones(world.ideas.n, bool))


def merit_of_continued(world: World) -> FloatArray:
    """Mean merit of continued ideas."""
    return _mean(world, world.ideas.merit, _continued(world))


def gini_over_people(world: World) -> FloatArray:
    """Gini coefficient of ideas over people."""
    number = np.bincount(world.ideas.origin, minlength=world.people.n)
    return _gini(number.reshape(world.n_services, -1).astype(np.float64))


def gini_over_organisations(world: World) -> FloatArray:
    """Gini coefficient of new normal practices per head over organisations."""
    ideas, o = world.ideas, world.organisations
    chosen = ideas.reached_embedded >= 0
    number = np.bincount(ideas.organisation[chosen], minlength=o.n) / o.size
    return _gini(number.reshape(world.n_services, -1))


def _gini(values: FloatArray) -> FloatArray:
    ordered = np.sort(values, axis=1)
    n = values.shape[1]
    total = ordered.sum(axis=1)
    weighted = (ordered * (2 * np.arange(1, n + 1) - n - 1)).sum(axis=1)
    return np.divide(weighted, n * total, out=np.full(len(total), np.nan), where=total > 0)


def burstiness(world: World) -> FloatArray:
    """Variance over mean of ideas per organisation and quarter, mean of the organisations."""
    ideas, o = world.ideas, world.organisations
    quarters = max(int(ideas.born.max(initial=0)) // QUARTER, 1)
    inside = ideas.born // QUARTER < quarters
    place = ideas.organisation[inside].astype(np.int64) * quarters + ideas.born[inside] // QUARTER
    number = np.bincount(place, minlength=o.n * quarters).reshape(o.n, quarters)
    mean = number.mean(axis=1)
    fano = np.divide(number.var(axis=1, ddof=1), mean, out=np.full(o.n, np.nan), where=mean > 0)
    return np.nanmean(fano.reshape(world.n_services, -1), axis=1)


def steadiness(world: World) -> FloatArray:
    """Mean over standard deviation of new normal practices per half-year."""
    ideas = world.ideas
    halves = max(int(ideas.born.max(initial=0) + 1) // HALF_YEAR, 2)
    done = (ideas.reached_embedded >= 0) & (ideas.reached_embedded // HALF_YEAR < halves)
    place = ideas.service[done].astype(np.int64) * halves
    place += ideas.reached_embedded[done] // HALF_YEAR
    number = np.bincount(place, minlength=world.n_services * halves).reshape(-1, halves)
    sd = number.std(axis=1, ddof=1)
    return np.divide(number.mean(axis=1), sd, out=np.full(len(sd), np.nan), where=sd > 0)


def entropy_of_pilots(world: World) -> FloatArray:
    """Entropy of the novelty of pilots over five degrees, in the second half of the run."""
    started, ideas = world.ideas.reached_pilot, world.ideas
    chosen = started >= started.max(initial=0) / 2
    degree = np.minimum((ideas.novelty * BINS).astype(np.int64), BINS - 1)
    place = ideas.service[chosen].astype(np.int64) * BINS + degree[chosen]
    number = np.bincount(place, minlength=world.n_services * BINS).reshape(-1, BINS)
    total = number.sum(axis=1, keepdims=True)
    share = np.divide(number, total, out=np.full(number.shape, np.nan), where=total > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = np.where(share > 0, -share * np.log(share), 0.0 * share)
    entropy: FloatArray = bits.sum(axis=1)
    return entropy


def modest_share_of_pilots(world: World) -> FloatArray:
    """Share of pilots whose novelty is below .4, in the second half of the run."""
    started = world.ideas.reached_pilot
    late = started >= max(started.max(initial=0) / 2, 0)
    return _share(world, world.ideas.novelty < 0.4, late)


def use_in_other_organisations(world: World) -> FloatArray:
    """Share of all uses that are in another organisation than that of the idea."""
    sites, ideas = world.sites, world.ideas
    if not sites.n:
        return np.full(world.n_services, np.nan)
    there = world.branches.organisation[sites.branch] != ideas.organisation[sites.idea]
    service = ideas.service[sites.idea]
    total = np.bincount(service, sites.users, world.n_services)
    away = np.bincount(service[there], sites.users[there], world.n_services)
    return np.divide(away, total, out=np.full(len(total), np.nan), where=total > 0)


def loss_after_departure_embedded(world: World) -> FloatArray:
    """Share of normal practices that fall out of use, of those whose champion left afterwards."""
    ideas = world.ideas
    left = (ideas.reached_embedded >= 0) & (ideas.champion_left_in > ideas.reached_embedded)
    return _share(world, ideas.stage == Stage.DISCONTINUED, left)


def loss_after_departure_spreading(world: World) -> FloatArray:
    """Share of spreading ideas that fall out of use, of those whose champion left meanwhile."""
    ideas = world.ideas
    until = np.where(ideas.reached_embedded >= 0, ideas.reached_embedded, np.iinfo(np.int32).max)
    left = _continued(world) & (ideas.champion_left_in > ideas.reached_diffusion)
    left &= ideas.champion_left_in <= until
    return _share(world, ideas.stage == Stage.DISCONTINUED, left)


def alive_after_half_a_year(world: World) -> FloatArray:
    """Share of ideas that live half a year."""
    ideas = world.ideas
    old = ideas.born <= ideas.born.max(initial=0) - HALF_YEAR
    lived = (ideas.ended < 0) | (ideas.ended - ideas.born >= HALF_YEAR)
    return _share(world, lived, old)


def pass_of_stalled(world: World) -> FloatArray:
    """Share of ideas that stalled which pass all gates after all."""
    return _share(world, _passed(world), (world.ideas.stalls > 0) & _decided(world))


def branches_that_innovated(world: World) -> FloatArray:
    """Share of branches in which a practice took root in the last two years.

    A practice takes root when a tenth of the branch uses it; its own or one from elsewhere.
    """
    sites, branches = world.sites, world.branches
    now = int(world.ideas.born.max(initial=0))
    lately = (sites.took_root >= 0) & (sites.took_root > now - 104)
    innovated = np.zeros(branches.n)
    innovated[sites.branch[lately]] = 1.0
    return innovated.reshape(world.n_services, -1).mean(axis=1)


def variance_of_capability(world: World) -> FloatArray:
    """Variance of people's capability."""
    capability = world.people.capability.astype(np.float64)
    variance: FloatArray = capability.reshape(world.n_services, -1).var(axis=1)
    return variance


def copied_uses(world: World) -> FloatArray:
    """Uses elsewhere that are copies, per 100 people and year."""
    return _uses(world, world.ideas.copied)


def adapted_uses(world: World) -> FloatArray:
    """Uses elsewhere that are adaptations, per 100 people and year."""
    return _uses(world, world.ideas.adapted)


def _uses(world: World, number: NDArray) -> FloatArray:
    total = np.bincount(world.ideas.service, number, world.n_services).astype(np.float64)
    return _per_100_years(world, total)


def stopped_by_convention(world: World) -> FloatArray:
    """Share of ideas of the second half of the run that a rule which does not exist stopped."""
    return _stopped(world, "a rule was thought to stand against it")


def stopped_by_a_rule(world: World) -> FloatArray:
    """Share of ideas of the second half of the run that a rule which does exist stopped."""
    return _stopped(world, "a rule stands against it")


def _stopped(world: World, reason: str) -> FloatArray:
    code = world.reasons.index(reason) if reason in world.reasons else -1
    late = world.ideas.born >= world.ideas.born.max(initial=0) / 2
    return _share(world, world.ideas.reason == code, _decided(world) & late)


def value_per_pilot(world: World) -> FloatArray:
    """Mean merit of pilots that succeed."""
    return _mean(world, world.ideas.merit, world.ideas.tried == 1)


def use_in_the_middle(world: World) -> FloatArray:
    """Share of the uses of normal practices that begin in the middle third of their spread.

    Uses at home, from the start of the spread to the last use that began.
    """
    began, place = _begun(world)
    return _of_thirds(world, (began >= 1 / 3) & (began < 2 / 3), place)


def use_at_first(world: World) -> FloatArray:
    """Share of the uses of normal practices that begin in the first third of their spread."""
    began, place = _begun(world)
    return _of_thirds(world, began < 1 / 3, place)


def use_at_last(world: World) -> FloatArray:
    """Share of the uses of normal practices that begin in the last third of their spread."""
    began, place = _begun(world)
    return _of_thirds(world, began >= 2 / 3, place)


def _begun(world: World) -> tuple[FloatArray, NDArray[np.int64]]:
    """When uses began, from 0 at the opening of their site to 1 at its last use; and service."""
    users, sites, ideas = world.users, world.sites, world.ideas
    site = users.site[users.state == Use.USER]
    since = users.since[users.state == Use.USER]
    wanted = sites.home[site] & (ideas.stage[sites.idea[site]] == Stage.EMBEDDED)
    site, since = site[wanted], since[wanted]
    last = np.zeros(sites.n, np.int64)
    np.maximum.at(last, site, since)
    length = np.maximum(last[site] - sites.opened[site], 1)
    return (since - sites.opened[site]) / length, ideas.service[sites.idea[site]].astype(np.int64)


def _of_thirds(world: World, part: Mask, service: NDArray[np.int64]) -> FloatArray:
    whole = np.bincount(service, minlength=world.n_services).astype(np.float64)
    found = np.bincount(service[part], minlength=world.n_services)
    return np.divide(found, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def fingerprint(world: World) -> FloatArray:
    """Fingerprint of all state of all replicates."""
    digest = hashlib.blake2b(digest_size=6)
    for name in TABLES:
        table = getattr(world, name)
        for column in sorted(table.columns):
            digest.update(np.ascontiguousarray(getattr(table, column)).tobytes())
    return np.full(world.n_services, float(int.from_bytes(digest.digest(), "big")))
