"""Plans under names: what is kept, what a link brings back, and what is compared."""

from __future__ import annotations

import pytest

from innosim import compare, load
from innosim.dashboard.shown import view, weighed
from innosim.dashboard.state.plans import (
    LONGEST_NAME,
    MOST_PLANS,
    Plan,
    cleaned,
    levers_of,
)
from innosim.dashboard.state.session import Session, Shelf
from innosim.dashboard.state.setting import Setting, Step, from_link
from innosim.dashboard.state.shared import LONGEST_QUERY, Shared, from_whole_link, whole_link
from innosim.dashboard.state.sources import Sources
from innosim.dashboard.work.crew import Crew, Job
from innosim.what_if.comparison.effects import NOT_APART
from innosim.what_if.comparison.glance import NAMES as GLANCED
from innosim.what_if.comparison.glance import glimpses
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER
from innosim.what_if.comparison.runs import chart_of
from innosim.what_if.comparison.words import sentence

TINY = load("small-service", ["organisation.generate.headcount=120", "horizon=40"])
KNOWN = {"tiny": TINY}


class UpToFive(Crew):
    """Runs what it is given where it stands, up to five worlds."""

    def __init__(self) -> None:
        self.most = 5

    def take(self, job: Job) -> None:
        if len(job.seeds) > self.most or job.stopped:
            return
        *_, last = glimpses(job.scenarios, job.seeds, chart_of(job.scenarios[0].organisation))
        n = len(job.seeds)
        parts = [list(last.values[i : i + n]) for i in range(0, len(last.values), n)]
        job.finished(job, parts, "")

    def stop(self, job: Job) -> None:
        job.stopped = True


@pytest.fixture
def session() -> Session:
    return Session(Sources({"tiny": TINY}), UpToFive(), Shelf(), Shared(Setting("tiny")))


def moved(session: Session, dial: str, value: float) -> None:
    session.move(session.setting.with_dial(dial, value, session.base), dial)


def test_a_plan_holds_what_is_done_and_not_what_is_assumed(session: Session) -> None:
    moved(session, "caution", 0.2)
    moved(session, "openness", 1.0)
    assert session.weighing.keep("  My \n plan\x00B ") == ""
    (plan,) = session.weighing.plans
    assert plan.name == "My plan B"
    assert plan.levers.moved == (("openness", 1.0),)
    assert plan.under(session.setting.assumed()) == session.setting


def test_what_cannot_be_kept_is_told(session: Session) -> None:
    weighing = session.weighing
    assert "Move a lever first" in weighing.keep("nothing")
    for n in range(MOST_PLANS):
        moved(session, "openness", 0.1 * (n + 1))
        assert weighing.keep("") == ""
    assert [plan.name for plan in weighing.plans] == [f"Plan {c}" for c in "ABCDE"]
    moved(session, "openness", 0.9)
    assert "kept already" in weighing.keep("one more")
    assert "another name" in weighing.keep("Today")
    assert weighing.keep("Plan B") == ""
    assert weighing.plans[1].levers.moved == (("openness", 0.9),)
    weighing.drop("Plan B")
    assert "Plan B" not in [plan.name for plan in weighing.plans]
    weighing.take_up("Plan C")
    assert session.setting.moved == (("openness", 0.3),)


def test_a_link_brings_plans_back() -> None:
    plans = (
        Plan("A & B | 1=2?", Setting("tiny", (("parity", 0.5),))),
        Plan("Später", Setting("tiny", (), (Step("forums", 3, 20, 0.5),))),
    )
    shared = Shared(Setting("tiny", (("caution", 0.2),)), plans, 1234.5, "pilots")
    assert from_whole_link(whole_link(shared), KNOWN, "tiny") == (shared, [])


@pytest.mark.parametrize(
    "query",
    [
        "p=" + "x" * LONGEST_QUERY,
        "p=%7C&p=a&p=%ff%00|s=tiny%26d=nonsense:1&p=&p=b|d=caution:0.1",
        "&".join(["a=1"] * 50),
        "p=a|" + "%26".join(["a=1"] * 50),
    ],
)
def test_a_bad_link_is_told_and_harmless(query: str) -> None:
    shared, told = from_whole_link(query, KNOWN, "tiny")
    assert shared == Shared(Setting("tiny"))
    assert told


@pytest.mark.parametrize(
    ("query", "budget", "words"),
    [
        ("b=-5", 0.0, "into its range"),
        ("b=1e99", 1e9, "into its range"),
        ("b=nan", None, "no number"),
        ("b=<b>", None, "no number"),
        ("b=5&b=7", 5.0, ""),
    ],
)
def test_a_budget_of_a_link_is_checked(query: str, budget: float | None, words: str) -> None:
    shared, told = from_whole_link(f"s=tiny&{query}", KNOWN, "tiny")
    assert shared.budget == budget
    assert words in "".join(told)
    assert bool(told) == bool(words)


def test_a_sixth_plan_of_a_link_is_told() -> None:
    plans = tuple(Plan(f"{n}", Setting("tiny", (("parity", n / 10),))) for n in range(1, 8))
    shared, told = from_whole_link(whole_link(Shared(Setting("tiny"), plans)), KNOWN, "tiny")
    assert shared.plans == plans[:MOST_PLANS]
    assert "more than 5 plans" in told[0]


def test_the_budget_of_a_scenario_holds_until_another_one_is_set() -> None:
    own = load("small-service", ["budget.more_a_year=300"])
    shared = Shared(Setting("own"))
    session = Session(Sources({"own": own}), UpToFive(), Shelf(), shared)
    assert session.budget == 300
    session.spend(50)
    assert session.budget == 50
    assert "b=50" in session.query
    session.spend(None)
    assert session.budget == 300
    assert session.query == ""


def test_too_many_parts_of_a_link_are_told() -> None:
    assert "too many parts" in from_link("&".join(["a=1"] * 50), KNOWN, "tiny")[1][0]


def test_names_are_short_and_on_one_line() -> None:
    assert cleaned("x" * 100) == "x" * LONGEST_NAME
    assert cleaned("a\n\tb\u202ec") == "a b c"


def test_levers_of_leaves_events_out() -> None:
    setting = Setting("tiny", (("caution", 0.1), ("parity", 0.5)), (Step("crisis_shock", 5),))
    assert levers_of(setting) == Setting("tiny", (("parity", 0.5),))


def test_plans_are_compared_as_the_library_compares_them(session: Session) -> None:
    weighing = session.weighing
    session.watch(HEADLINE_NUMBER)
    moved(session, "openness", 1.0)
    weighing.keep("open")
    moved(session, "outside", 1.0)
    weighing.keep("both")
    session.reset()
    weighing.begin()
    assert weighing.pairs() == 5
    facts, two = weighing.facts()
    scenarios = [arm.scenario.model_copy(update={"title": arm.name}) for arm, _ in weighing.arms()]
    library = compare(*scenarios, pairs=5).facts
    assert facts["seeds"] == library["seeds"]
    for ours, theirs in zip(facts["contrasts"], library["contrasts"], strict=True):
        shared = set(GLANCED) - {"pilots"}
        assert {n: ours["effects"][n] for n in shared} == {n: theirs["effects"][n] for n in shared}
        shown = next(row for row in weighed.results(session)["rows"] if row["name"] == ours["arm"])
        for said in shown["sentences"]:
            assert said.lower() in sentence(library, theirs).lower()
    assert [facts["arms"][0]["name"] for facts in two] == ["open"]
    between = compare(scenarios[1], scenarios[2], pairs=5).facts["contrasts"][0]
    assert two[0]["contrasts"][0]["effects"]["adopters"] == between["effects"]["adopters"]


def test_plans_stand_in_the_order_of_what_they_bring(session: Session) -> None:
    weighing = session.weighing
    weighing.keep_practices()
    assert len(weighing.plans) == MOST_PLANS
    moved(session, "caution", 0.2)
    weighing.begin()
    shown = weighed.results(session)
    assert [row["kind"] for row in shown["rows"][:2]] == ["reference", "assumed"]
    differences = [row["difference"] for row in shown["rows"][2:]]
    assert differences == sorted(differences, reverse=True)
    assert shown["against"] == "today under my assumptions"
    assert len(shown["tables"][2]["rows"]) == 1 + 5 * 4 // 2


def test_the_same_plan_twice_makes_no_difference(session: Session) -> None:
    moved(session, "openness", 1.0)
    session.weighing.keep("one")
    session.weighing.keep("other")
    session.weighing.begin()
    shown = weighed.results(session)
    assert shown["tables"][2]["rows"][1][3] == "no difference: the same plan"
    assert shown["told"][0].startswith("None of these plans makes a difference")
    assert shown["told"][1:] == ["No difference: one and other are the same plan."]


def test_plans_that_cannot_be_told_apart_are_named_without_those_that_are_the_same() -> None:
    def held(verdict: str, same: bool = False) -> dict[str, object]:
        return {"same": same, "effects": {"adopters": {"verdict": verdict}}}

    others = {"twin": held("same", True), "near": held(NOT_APART), "far": held("better")}
    (said,) = weighed.largest("Best", others, "adopters")
    assert said == "Best has the largest difference, but it cannot be told apart from near."
    del others["near"]
    assert weighed.largest("Best", others, "adopters") == [
        "Best has more than each other plan, beyond luck."
    ]
    del others["far"]
    assert weighed.largest("Best", others, "adopters") == []


def test_worlds_are_run_while_the_page_is_open_only(session: Session) -> None:
    weighing = session.weighing
    weighing.plans = [Plan("open", Setting("tiny", (("openness", 1.0),)))]
    session.resume()
    own = weighing.plans[0].levers
    assert not session.has(own, 1)
    weighing.begin()
    assert session.has(own, 5)
    assert weighing.working
    weighing.pause()
    assert weighing.paused
    assert not weighing.working
    weighing.resume()
    assert weighing.working
    weighing.leave()
    assert not weighing.working


def test_limits_of_a_scenario_are_told() -> None:
    tight = load(
        "small-service",
        ["organisation.generate.headcount=150", "horizon=60", "budget.run.leaders=10"],
    )
    sources = Sources({"tiny": tight})
    plan = Setting("tiny", (("openness", 1.0),))
    (said,) = view.overruns(sources, plan)
    assert said.startswith("over by ")
    assert "of leaders over the run (limit 10)" in said
    assert view.overruns(sources, plan.reference()) == []
