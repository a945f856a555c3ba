"""Factors of the effects of interventions, as a scenario file states them."""

from __future__ import annotations

import pytest

from innosim.errors import InputError
from innosim.scenario.content import differences
from innosim.scenario.files import load

from .conftest import PLAIN, Write


def test_what_is_not_stated_has_its_whole_effect(write: Write) -> None:
    plain = load(write("plain.toml", head=PLAIN))
    text = "[assumptions.effects]\nlab = -1\nopenness = 0.5\nyes_and = 1\n"
    chosen = load(write("chosen.toml", text, head=PLAIN))
    assert plain.factors() == {}
    assert chosen.factors() == {"lab": -1.0, "openness": 0.5}


def test_factors_shape_a_run(write: Write) -> None:
    path = write("plain.toml", head=PLAIN)
    plain, chosen = load(path), load(path, ["assumptions.effects.training=0"])
    assert chosen.digest() != plain.digest()
    assert differences(chosen, plain) == [("assumptions.effects.training", 1.0, 0.0)]
    assert load(path, ["assumptions.effects.training=1"]).digest() == plain.digest()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("trainin = 0", "assumptions.effects.trainin: unknown key; did you mean training?"),
        ("lab = -1.5", "assumptions.effects.lab: -1.5 is out of range, it must be from -1 to 1"),
        ('lab = "off"', 'assumptions.effects.lab: must be a number, not the text "off"'),
    ],
)
def test_mistakes_are_placed(write: Write, line: str, words: str) -> None:
    path = write("wrong.toml", f"[assumptions.effects]\n{line}\n", head=PLAIN)
    with pytest.raises(InputError) as caught:
        load(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"wrong.toml:{PLAIN.count(chr(10)) + 2}: ")
