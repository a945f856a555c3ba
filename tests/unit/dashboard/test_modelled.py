"""What the page Model shows is what the model has."""

from __future__ import annotations

from innosim import catalogue, load
from innosim.dashboard.shown import modelled
from innosim.dashboard.shown.documents import equations, plain
from innosim.scenario.schema import Delivery

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
    told = modelled.with_numbers("rate = rated x + blame.rate + a.b", {"rate": 2, "x": 0.5})
    assert told == "2 = rated 0.5 + blame.rate + a.b"


def test_only_numbers_stand_in_the_place_of_names() -> None:
    values = {"elections": (), "signal": "politics", "on": True, "shift": -0.5}
    told = modelled.with_numbers("at elections: signal, on - shift", values)
    assert told == "at elections: signal, on - (-0.5)"


def test_what_is_set_says_which_numbers_it_moves() -> None:
    forums = {"kind": "forums", "start": 4, "end": 20, "strength": 0.5}
    scenario = load("small-service", ["practices.openness=1", "assumptions.effects.openness=-1"])
    scenario = scenario.model_copy(update={"interventions": (Delivery(**forums),)})
    declared = {name: catalogue.intervention(name) for name in ("forums", "openness")}
    _, *rows = modelled.moved(scenario)
    whole = f"weeks 0 to {scenario.horizon}"
    for name, times, when in (("forums", 0.5, "weeks 4 to 20"), ("openness", -1, whole)):
        own = {row[2]: row[3] for row in rows if row[:2] == [declared[name].title, when]}
        expected = declared[name].effects.items()
        assert {key: by for key, by in own.items() if key in declared[name].effects} == {
            key: f"{times * shift:g}".replace("-", "−") for key, shift in expected
        }
    assert all(row[4] for row in rows)
    assert modelled.moved(load("small-service")) == []


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
