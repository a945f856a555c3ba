"""What the page Model shows is what the model has."""

from __future__ import annotations

from innosim import catalogue, load
from innosim.dashboard.shown import modelled
from innosim.dashboard.shown.documents import equations, plain

TINY = load("small-service", ["generation.scale=1.5", "feedbacks.blame=false"])


def test_every_process_has_equations_and_its_values() -> None:
    shown = modelled.model(TINY)
    own = {one["name"]: one for phase in shown["phases"] for one in phase["processes"]}
    assert own.keys() == catalogue.processes().keys() == equations().keys()
    assert all(any("equation" in part for part in one["equations"]) for one in own.values())
    scale = next(row for row in own["generation"]["rows"] if row["name"] == "scale")
    assert (scale["value"], scale["default"]) == ("1.5", "1")
    assert "rate = 1.5 (" in own["generation"]["equations"][0]["numbers"]
    assert "rate = scale (" in own["generation"]["equations"][0]["equation"]
    assert not own["blame"]["on"]
    assert own["generation"]["on"]


def test_names_are_replaced_as_whole_words_only() -> None:
    told = modelled.with_numbers("rate = rated x + blame.rate + a.b", {"rate": "2", "x": "3"})
    assert told == "2 = rated 3 + blame.rate + a.b"


def test_all_claims_that_were_measured_are_there() -> None:
    shown = modelled.claimed()
    counts = {one["name"]: one["count"] for one in shown["verdicts"]}
    assert sum(counts.values()) == len(shown["rows"])
    assert all(counts.values())
    assert {row["group"] for row in shown["rows"]} <= set(shown["groups"])


def test_limits_and_phrases_are_those_of_the_model() -> None:
    assert len(modelled.limits()) >= 10
    assert len(modelled.phrases()) == 106


def test_markdown_becomes_plain() -> None:
    assert plain("see **this** [page](#x),\n`a_b`") == "see this page, a_b"
