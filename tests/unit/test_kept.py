"""Outcomes on disk: nothing lost, nothing half-written, one process at a time."""

from __future__ import annotations

from math import nan

import pytest

from innosim.errors import InputError
from innosim.kept import kept


def test_what_was_added_is_there_again(tmp_path):
    path = tmp_path / "new" / "outcomes.jsonl"
    with kept(path) as store:
        store.add("a", {"x": [1.5, nan], "y": []})
        store.add("b", {"x": [2]})
        first = store["a"]
    with kept(path) as store:
        assert len(store) == 2
        assert str(store["a"]) == str(first) == "{'x': [1.5, nan], 'y': []}"
        assert store["b"] == {"x": [2.0]}
        assert "c" not in store


@pytest.mark.parametrize(
    "torn",
    [b'{"key": "b", "va', b"\xff\xfe", b'{"key": "b"}\n', b"[1]\n", b'{"key":"b","values":3}\n'],
)
def test_a_torn_line_is_dropped_and_the_file_goes_on(tmp_path, torn):
    path = tmp_path / "outcomes.jsonl"
    with kept(path) as store:
        store.add("a", {"x": [1.0]})
    with path.open("ab") as file:
        file.write(torn)
    with kept(path) as store:
        assert "b" not in store
        store.add("b", {"x": [2.0]})
    with kept(path) as store:
        assert (store["a"], store["b"]) == ({"x": [1.0]}, {"x": [2.0]})


def test_a_second_process_is_refused(tmp_path):
    path = tmp_path / "outcomes.jsonl"
    with (
        kept(path),
        pytest.raises(InputError, match="another process"),
        kept(path),
    ):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match="cannot be kept"),
        kept(tmp_path / "file" / "outcomes.jsonl"),
    ):
        pass
