"""The lessons: complete, honest about their numbers, and each with a case in which it fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from innosim import catalogue
from innosim.evidence.validation.ledger import ledger
from innosim.teaching.fill import fill, named
from innosim.teaching.lab import Lab
from innosim.teaching.lesson import LARGEST, NUMBER, STAGES, VERDICT, Lesson, Quote
from innosim.teaching.number import Number
from innosim.teaching.stages import listing, stages, text
from innosim.teaching.stored import Taught, as_text, lesson, lessons, path_of, sealed

DOCS = Path(__file__).parents[3] / "docs"
PLACE = re.compile(r"K section [1-5]|K introduction|O \d\d:\d\d:\d\d")
MOST_WORDS = 40
NAMES = sorted(catalogue.lessons())


def taught(name: str) -> Taught:
    return lesson(name)


def texts(of: Any) -> Iterator[str]:
    """All texts of a lesson but quotes, names, settings and what can be computed of them."""
    if isinstance(of, str):
        yield of
    elif isinstance(of, tuple):
        for one in of:
            yield from texts(one)
    elif isinstance(of, dict):
        for one in of.values():
            yield from texts(one)
    elif is_dataclass(of) and not isinstance(of, Quote):
        skipped = ("ledger", "readings", "worlds", "cards", "name", "answer", "kind", "world")
        for field in fields(of):
            if field.name not in skipped:
                yield from texts(getattr(of, field.name))


def test_eight_lessons_in_order() -> None:
    found = lessons()
    assert [one.lesson.number for one in found] == list(range(1, 9))
    assert len({one.lesson.title for one in found}) == 8
    assert all(15 <= one.lesson.minutes <= 75 for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_all_stages_are_there(name: str) -> None:
    found = taught(name)
    shown = stages(found)
    assert [stage.name for stage in shown] == list(STAGES)
    for stage in shown:
        assert stage.paragraphs
        assert all(stage.paragraphs)
        cue = stage.cue
        assert all((cue.say, cue.click, cue.ask, cue.expect, cue.otherwise)), stage.name
    assert len(found.lesson.roles) >= 3
    assert len(found.lesson.debrief) >= 3
    assert len(found.lesson.so_what.questions) == 3
    assert found.facts["story"]["sentences"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_room_reads_is_short(name: str) -> None:
    for stage in stages(taught(name)):
        if stage.name != "story":
            long = [one for one in stage.paragraphs if len(one.split()) > MOST_WORDS]
            assert long == []


@pytest.mark.parametrize("name", NAMES)
def test_no_number_is_typed(name: str) -> None:
    for one in texts(catalogue.lesson(name)):
        assert set(re.findall(r"\d+", re.sub(r"\{[^}]*\}", "", one))) <= {"100", "0"}, one


@pytest.mark.parametrize("name", NAMES)
def test_every_number_asked_for_was_computed(name: str) -> None:
    found = taught(name)
    asked = set().union(*(named(one) for one in texts(found.lesson)))
    assert asked
    assert asked <= found.numbers.keys()
    assert "{" not in text(found)


@pytest.mark.parametrize("name", NAMES)
def test_each_lever_helps_and_has_a_case_in_which_it_does_not(name: str) -> None:
    found = taught(name)
    helps = found.numbers[found.lesson.fails.helps]
    fails = found.numbers[found.lesson.fails.fails]
    assert helps.apart
    assert helps.value is not None
    assert fails.value is not None
    assert not fails.apart or helps.value * fails.value < 0, (helps, fails)
    assert found.lesson.fails.fails in named(found.lesson.fails.text)


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_among_what_may_be_guessed(name: str) -> None:
    found = taught(name)
    for question in found.lesson.questions:
        answer = found.answer(question)
        if question.kind == NUMBER:
            assert isinstance(answer, float)
            assert question.low <= answer <= question.high
        else:
            assert question.kind in (LARGEST, VERDICT)
            assert answer in question.options
        assert found.answer_words(question)


@pytest.mark.parametrize("name", NAMES)
def test_reveals_are_not_stale(name: str) -> None:
    found = taught(name)
    assert not found.doubt, "run python docs/lessons_data.py"
    told = found.facts["story"]
    assert (told["world"], told["kind"]) == (found.lesson.story.world, found.lesson.story.kind)
    assert told["otherwise"] == found.lesson.story.otherwise
    assert list(told["elsewhere"]) == list(found.lesson.story.also)
    content = path_of(name).read_text(encoding="utf-8")
    assert as_text(json.loads(content)) == content


def test_one_digit_of_the_data_or_of_the_version_is_noticed() -> None:
    found = taught("hero_trap")
    changed = json.loads(json.dumps(found.facts))
    changed["numbers"]["gone"]["high"] += 1e-6
    assert "were changed" in Taught(found.name, found.lesson, changed).doubt
    older = sealed({**found.facts, "digest": "0" * 64})
    of_then = Taught(found.name, found.lesson, older)
    assert "of another version" in of_then.doubt
    assert of_then.doubt in text(of_then)
    assert of_then.doubt in listing([of_then])


def test_a_reveal_computed_again_is_the_same() -> None:
    found = taught("hero_trap")
    reading = next(one for one in found.lesson.readings if one.name == "unit")
    with Lab(found.lesson, found.facts["pairs"]) as lab:
        again = reading.numbers(lab)["unit"]
    assert again == found.numbers["unit"]


@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_is_quoted_as_it_is(name: str) -> None:
    known = {claim.name for group in ledger() for claim in group.claims}
    recorded = json.loads((DOCS / "claims.json").read_text(encoding="utf-8"))["claims"]
    found = taught(name)
    assert set(found.lesson.ledger) <= known
    assert list(found.facts["ledger"]) == list(found.lesson.ledger)
    for claim, said in found.facts["ledger"].items():
        assert said["verdict"] == recorded[claim]["verdict"], "python docs/lessons_data.py --ledger"


@pytest.mark.parametrize("name", NAMES)
def test_sources_are_places_that_the_model_names(name: str) -> None:
    pages = "".join((DOCS / page).read_text("utf-8") for page in ("claims.md", "mechanisms.md"))
    of = catalogue.lesson(name)
    for quote in (*of.sources, of.so_what.prompt, of.so_what.practice):
        assert PLACE.fullmatch(quote.place)
        assert quote.place in pages, quote.place
        assert len(quote.words.split()) <= 30


@pytest.mark.parametrize("name", NAMES)
def test_cards_are_interventions_that_a_table_can_pay(name: str) -> None:
    of: Lesson = catalogue.lesson(name)
    organisations = of.world(of.turn.world).organisations
    assert len({card.key for card in of.turn.cards}) == len(of.turn.cards)
    for card in of.turn.cards:
        assert catalogue.intervention(card.name).group != "shocks"
        assert card.hours(organisations) <= of.turn.hours
        assert of.turn.card(card.key.replace("_", "-")) == card


def test_forms_of_a_number() -> None:
    one = {"gap": Number(-0.123, "share", -0.2, -0.046, "worse")}
    said = fill("{gap} {gap:size} {gap:signed} {gap:interval} {gap:verdict} {gap:plain}", one)
    assert said == "−12 % 12 % −12 % −20 % to −4.6 % worse −12 % (−20 % to −4.6 %)"


@pytest.mark.parametrize(("wrong", "said"), [("{nought}", "no number"), ("{gap:loud}", "no form")])
def test_a_text_that_asks_for_what_is_not_there(wrong: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        fill(wrong, {"gap": Number(1.0, "weeks")})
