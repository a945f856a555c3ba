"""Each key of a TOML text is found in the line where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innosim.scenario.positions import Key, dotted, positions

CASES = {
    "plain": ("a = 1\nb = 2", {("a",): 1, ("b",): 2}),
    "no value": ("# nothing\n\n", {}),
    "comments": ("# a = 1\n\n  b = 2 # c = 3\nd = 4", {("b",): 3, ("d",): 4}),
    "windows": ("a = 1\r\n\r\nb = 2\r\n", {("a",): 1, ("b",): 3}),
    "table": ("x = 1\n[a.b]\nc = 1", {("x",): 1, ("a",): 2, ("a", "b"): 2, ("a", "b", "c"): 3}),
    "super-table later": ("[a.b]\n[a]\nc = 1", {("a",): 2, ("a", "b"): 1, ("a", "c"): 3}),
    "spaces in header": ("[ a . 'b' ]\nc=1", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 2}),
    "dotted": (
        "a.b.c = 1\na.d = 2",
        {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1, ("a", "d"): 2},
    ),
    "quoted": (
        '"a.b" = 1\n\'c d\' = 2\n"e\\u0301" = 3\n"" = 4',
        {("a.b",): 1, ("c d",): 2, ("e\u0301",): 3, ("",): 4},
    ),
    "array of tables": (
        "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n[[a.e]]\nf = 4\n[[a.e]]\n",
        {
            ("a",): 1,
            ("a", 0): 1,
            ("a", 0, "b"): 2,
            ("a", 1): 3,
            ("a", 1, "b"): 4,
            ("a", 1, "c"): 5,
            ("a", 1, "c", "d"): 6,
            ("a", 1, "e"): 7,
            ("a", 1, "e", 0): 7,
            ("a", 1, "e", 0, "f"): 8,
            ("a", 1, "e", 1): 9,
        },
    ),
    "inline table": (
        "a = {b = 1, c.d = 'x, y}', e = {}}\nf = 2",
        {
            ("a",): 1,
            ("a", "b"): 1,
            ("a", "c"): 1,
            ("a", "c", "d"): 1,
            ("a", "e"): 1,
            ("f",): 2,
        },
    ),
    "list over lines": (
        'a = [ # first\n  1,\n  "]", # ]\n\n  [2, 3],\n]\nb = 2',
        {
            ("a",): 1,
            ("a", 0): 2,
            ("a", 1): 3,
            ("a", 2): 5,
            ("a", 2, 0): 5,
            ("a", 2, 1): 5,
            ("b",): 7,
        },
    ),
    "tables in a list": (
        "a = [\n {b = 1},\n {b = 2}\n]",
        {("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "b"): 3},
    ),
    "multi-line text": ('a = """\nb = 1\n\\"""\n"""\nc = 1', {("a",): 1, ("c",): 5}),
    "quotes at the end": (
        'a = """x"""""\nb = """"y\n"""\nc = ""',
        {("a",): 1, ("b",): 2, ("c",): 4},
    ),
    "literal multi-line": ("a = '''\n\\''\n[x]\n''''\nb = 1", {("a",): 1, ("b",): 5}),
    "hash in text": ('a = \'#\' # x\nb = "#\\""\nc = 1', {("a",): 1, ("b",): 2, ("c",): 3}),
    "dates": (
        "a = 1979-05-27 07:32:00\nb = [1979-05-27, 1980-01-01]\nc = 07:32:00",
        {("a",): 1, ("b",): 2, ("b", 0): 2, ("b", 1): 2, ("c",): 3},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_lines(text: str, expected: dict[Key, int]) -> None:
    assert positions(text) == expected
    assert set(_keys(tomllib.loads(text))) == set(expected)


def test_a_key_is_shown_as_it_is_written() -> None:
    assert dotted(("a", 0, "b-c", "d e")) == 'a.0.b-c."d e"'


def _keys(value: Any, key: Key = ()) -> list[Key]:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [k for name, item in items for k in ((*key, name), *_keys(item, (*key, name)))]


names = st.sampled_from(["a", "b", "c-1", '"q.r"', "'s t'", '"\\""'])
scalars = st.sampled_from(
    ["1", "-2.5e3", "true", '"x # ]"', "'}'", '"""\n[y]\n"""', "'''z\n'''", "1979-05-27T07:32:00Z"]
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[ # x\n" + ",\n ".join(items) + "\n]")
        | st.dictionaries(names, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{k} = {v}" for k, v in table.items()) + "}"
        )
    ),
    max_leaves=6,
)
pairs = st.tuples(st.lists(names, min_size=1, max_size=2).map(".".join), values)
headers = st.tuples(st.sampled_from(["[{}]", "[[{}]]"]), st.lists(names, min_size=1, max_size=3))
blocks = st.tuples(st.none() | headers, st.lists(pairs, max_size=4))


@given(st.lists(blocks, max_size=5))
def test_every_key_that_tomllib_finds_has_a_line(parts: Any) -> None:
    lines = []
    for header, settings in parts:
        if header is not None:
            lines.append(header[0].format(" . ".join(header[1])))
        lines += [f"{key} = {value}" for key, value in settings]
    text = "\n".join(lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = positions(text)
    assert set(found) == set(_keys(data))
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
