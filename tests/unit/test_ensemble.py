"""Seeds of replicates, and which of them run together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innosim.ensemble import SIDE_BY_SIDE, batches, run, seeds
from tests.generators import scenario


@given(seed=st.integers(0, 2**64), replicates=st.integers(1, 60))
def test_replicate_0_has_the_seed_itself_and_all_differ(seed: int, replicates: int) -> None:
    found = seeds(seed, replicates)
    assert found[0] == seed
    assert len(set(found)) == replicates
    assert found == seeds(seed, replicates + 5)[:replicates]


@given(people=st.integers(1, 3 * SIDE_BY_SIDE), replicates=st.integers(1, 300))
def test_batches_hold_each_replicate_once(people: int, replicates: int) -> None:
    parts = list(batches(people, replicates))
    assert [number for part in parts for number in part] == list(range(replicates))
    assert all(len(part) == 1 or len(part) * people <= SIDE_BY_SIDE for part in parts)


def test_more_replicates_leave_the_first_ones_as_they_were() -> None:
    chosen = scenario(60, horizon=12)
    few, many = run(chosen, 2).table("series"), run(chosen, 4).table("series")
    first = many["replicate"] < 2
    assert (many["proposals"][first] == few["proposals"]).all()
