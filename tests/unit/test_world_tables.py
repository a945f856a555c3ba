"""Tables of state and requests to their owners."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.contracts import Column, Stage
from innosim.world.requests import STAGE_ORDER, Requests, gather
from innosim.world.tables import Table

COLUMNS = (
    Column("ideas", "merit", "f4", "share", "merit"),
    Column("ideas", "ended", "i4", "week", "end", fill=-1),
    Column("ideas", "members", "i4", "row", "team", width=3, fill=-1),
)


@given(st.lists(st.integers(0, 90), max_size=8))
def test_rows_keep_their_values_when_a_table_grows(counts: list[int]) -> None:
    table = Table("ideas", COLUMNS)
    expected: list[int] = []
    for count in counts:
        rows = table.add(count)
        assert rows.tolist() == list(range(len(expected), len(expected) + count))
        assert (table.ended[rows] == -1).all()
        assert (table.members[rows] == -1).all()
        table.ended[rows] = rows
        table.members[rows, 1] = rows
        expected += rows.tolist()
        assert table.n == len(table.merit) == len(expected)
        assert table.ended.tolist() == table.members[:, 1].tolist() == expected


def test_rows_that_were_cut_come_back_blank() -> None:
    table = Table("ideas", COLUMNS, 5)
    table.ended[:] = 9
    table.cut(2)
    table.add(3)
    assert table.ended.tolist() == [9, 9, -1, -1, -1]


def test_a_column_cannot_be_replaced() -> None:
    table = Table("ideas", COLUMNS, 2)
    with pytest.raises(AttributeError, match=r"ideas\.merit\[:\]"):
        table.merit = np.zeros(2)
    with pytest.raises(AttributeError, match="no column 'merrit'"):
        _ = table.merrit


changes = st.lists(
    st.tuples(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.floats(-1, 1)), max_size=6
)


@given(asked=changes, seed=st.integers(0, 99))
def test_order_of_requests_does_not_matter(asked: list, seed: int) -> None:
    requests = [(np.array(rows), np.full(len(rows), change)) for rows, change in asked]
    shuffled = list(requests)
    Random(seed).shuffle(shuffled)
    one, other = gather(requests, 6), gather(shuffled, 6)
    if not asked:
        assert one is None
        return
    assert one is not None
    assert other is not None
    assert one.tobytes() == other.tobytes()
    assert requests == []
    expected = np.zeros(6)
    for rows, change in asked:
        np.add.at(expected, rows, change)
    np.testing.assert_allclose(one, expected, atol=1e-12)


def test_a_request_for_nothing_is_none() -> None:
    requests = Requests()
    requests.move("stalled", np.zeros(0, int), Stage.STALLED, "late")
    assert requests.stage == []
    requests.move("stalled", np.array([3]), Stage.STALLED, "late")
    assert requests.stage[0][0] == STAGE_ORDER.index("stalled")
