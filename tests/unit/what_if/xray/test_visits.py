"""Visits at gates: by hand, and against the recorded number of ideas that wait."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from innosim.ensemble import run_to_folder
from innosim.results.reader import Results, read
from innosim.what_if.xray.visits import (
    EVENT_COLUMNS,
    IDEA_COLUMNS,
    POST_COLUMNS,
    STOPPED,
    End,
    Visits,
    visits,
)
from tests.generators import scenario
from tests.unit.what_if.xray.handmade import ONE_OF_EACH, WEEKS, Replicate, results


def seen(found: Results, replicate: int = 0) -> Visits:
    return visits(
        found.of_replicate("gates", replicate, ["replicate", "idea", "week", "post", "outcome"]),
        found.of_replicate("events", replicate, EVENT_COLUMNS),
        found.of_replicate("ideas", replicate, IDEA_COLUMNS),
        found.columns("posts", POST_COLUMNS),
        found.manifest.horizon,
    )


def rows(found: Visits) -> list[tuple[int, int, int, str, int]]:
    columns = (found.post, found.came, found.left, found.end, found.review)
    return sorted(
        (post, came, left, End(end).name, review)
        for post, came, left, end, review in zip(*(c.tolist() for c in columns), strict=True)
    )


def test_by_hand(tmp_path: Path) -> None:
    assert rows(seen(results(tmp_path / "r", ONE_OF_EACH))) == [
        (0, 2, 6, "PASSED", 4),
        (1, 0, 2, "PASSED", 3),
        (1, 0, 3, "REFUSED", 0),
        (1, 0, 4, "REFUSED", 1),
        (1, 0, 5, "REFUSED", 2),
        (1, 15, WEEKS, "OPEN", -1),
        (2, 0, 4, "LOST", -1),
        (2, 0, 10, "STALLED", -1),
        (2, 0, 10, "STALLED", 5),
        (2, 12, 18, "EXPIRED", -1),
    ]


def test_bypass_appeal_and_what_befalls_an_idea_on_the_day_of_its_yes(tmp_path: Path) -> None:
    made: Replicate = (
        [
            ("appealed", 2, 1, "rejected", {}),
            ("appealed", 5, 3, "accepted", {}),
            ("lucky", 4, 0, "accepted", {}),
        ],
        [
            ("appealed", 0, "conceived", "gate", 4),
            ("appealed", 2, "appealed", "gate", 4),
            ("lucky", 0, "conceived", "gate", 4),
            ("lucky", 0, "bypassed", "gate", 1),
            ("lucky", 4, "cancelled", "leader_gate", 0),
        ],
        {"appealed": "leader_gate", "lucky": "cancelled"},
    )
    assert rows(seen(results(tmp_path / "r", made))) == [
        (0, 0, 4, "PASSED", 2),
        (0, 5, WEEKS, "OPEN", -1),
        (1, 0, 0, "BYPASSED", -1),
        (1, 0, 2, "REFUSED", 0),
        (3, 2, 5, "PASSED", 1),
    ]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A lively service with forums, stalling and expiry, two replicates."""
    made = scenario(
        people=200,
        horizon=80,
        sections={"gates": {"capacity": 0.3, "base": 0.5}, "expiry": {"weeks": 30}},
        interventions=[{"kind": "forums", "start": 10}],
    )
    folder = tmp_path_factory.mktemp("xray") / "run"
    return read(run_to_folder(made, folder, replicates=2))


@pytest.mark.parametrize("replicate", [0, 1])
def test_those_that_wait_are_those_that_the_run_counted(run: Results, replicate: int) -> None:
    """At the end of each week as many visits are under way as the series says ideas wait."""
    found, weeks = seen(run, replicate), np.arange(run.manifest.horizon)[:, None]
    waiting = ((found.came <= weeks) & (weeks < found.left)).sum(axis=1)
    where = [("replicate", "=", replicate), ("level", "=", "service")]
    counted = run.columns("series", ["in_gates"], where)["in_gates"]
    assert waiting.tolist() == counted.tolist()
    assert counted.max() > 5
    assert found.ended(End.BYPASSED).any()
    assert found.ended(End.STALLED).any()


def test_every_refusal_is_a_visit_that_ended(run: Results) -> None:
    found = seen(run)
    gates = run.of_replicate("gates", 0, ["outcome"])["outcome"].astype(str)
    refused = found.review[found.ended(End.REFUSED)]
    assert (
        sorted(refused.tolist())
        == np.flatnonzero(np.isin(gates, ["rejected", "rule", "convention"])).tolist()
    )
    assert (found.left >= found.came).all()
    assert found.ended(*STOPPED).sum() > 20
