"""Distinct rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from innosim.world.rows import distinct


@given(st.lists(st.integers(0, 20)))
def test_each_row_once_in_ascending_order(rows: list[int]) -> None:
    found = distinct(np.array(rows, np.int32))
    assert found.dtype == np.int64
    assert found.tolist() == sorted(set(rows))
