"""docs/verification.md is what the code gives today, to the last digit shown."""

from __future__ import annotations

import pytest

from tests.theory import table

pytestmark = pytest.mark.xdist_group("exact answers")


def test_page_is_in_step() -> None:
    """Tolerates nothing: all seeds are fixed. To renew it: python -m tests.theory.table."""
    assert table.PAGE.read_text(encoding="utf-8") == table.render(table.checks())
