"""What a note says, and that every number in it is a number of its facts."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from innosim.analysis.words import number
from innosim.what_if.briefing import words
from innosim.what_if.briefing.brief import Brief, brief
from innosim.what_if.briefing.causes import CAUSES, ENDINGS, EXTRA, REASONED
from innosim.what_if.briefing.plans import added, doubted
from innosim.what_if.briefing.sections import Block, Bullets, Paragraph, Picture, Table, Terms
from innosim.what_if.comparison.runs import Bench
from tests.unit.what_if.briefing.toy import PLAN, Facts, made_up_facts, note
from tests.unit.what_if.comparison.toy import service

BETTER = {"reference": [1.0, 2.0, 1.5, 1.2, 3.0], "plan": [2.0, 3.1, 2.4, 2.3, 3.9]}
MIXED = {"reference": [1.0, 2.0, 1.5, 1.2, 3.0], "plan": [2.0, 1.1, 2.4, 0.3, 3.1]}
SAME = {"reference": [1.0, 2.0, 1.5], "plan": [1.0, 2.0, 1.5]}

NUMBER = re.compile(r"(?<![\w.#])[+−-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|\.\d)")
PART_OF_WORDS = {"95", "80", "100", "20", "25", "5"}
"""Of 95 % intervals, middle 80 %, per 100 staff, and of the example of points."""


def told(facts: Facts) -> str:
    """All prose and tables of a note."""
    blocks = [block for section in words.sections(facts) for block in section.blocks]
    return "\n".join(text for block in [*blocks, *words.settings(facts)] for text in texts(block))


def texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(said, _):
            yield said
        case Bullets(items):
            yield from items
        case Terms(meanings):
            yield from (f"{term}: {meaning}" for term, meaning in meanings)
        case Picture(caption, _):
            yield caption
        case Table(caption, rows, _):
            yield caption
            yield from (" ".join(row) for row in rows)


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    else:
        yield value


def written(facts: Facts) -> set[str]:
    """All ways to write the numbers of some facts, and the numbers in their texts."""
    found: set[str] = set(PART_OF_WORDS)
    for leaf in leaves(facts):
        if isinstance(leaf, str):
            found |= set(NUMBER.findall(leaf))
        elif isinstance(leaf, int | float) and not isinstance(leaf, bool):
            forms = {number(leaf), number(100 * leaf), str(leaf), f"{leaf:,}"}
            found |= {sign + form for form in forms for sign in ("", "+")}
    return {form.replace("-", "−") for form in found}


@pytest.mark.parametrize("values", [BETTER, MIXED, SAME])
def test_every_number_in_the_text_is_one_of_the_facts(values: dict[str, list[float]]) -> None:
    facts = json.loads(
        json.dumps(
            made_up_facts(
                values,
                {"plan end_pilot": [3.0, 2.9, 3.2, 3, 3]} if len(values["plan"]) == 5 else {},
            )
        )
    )
    said = {one.replace("-", "−") for one in NUMBER.findall(told(facts))}
    assert len(said) > 10
    assert said - written(facts) == set()


def test_a_changed_number_would_be_found() -> None:
    facts = made_up_facts(BETTER)
    text = told(facts)
    known = written(json.loads(json.dumps(facts)))
    mean = facts["contrasts"][0]["effects"]["embedded"]["difference"]
    assert f"+{number(mean)}" in text
    facts["contrasts"][0]["effects"]["embedded"]["difference"] = 12345.6
    assert "+12,346" in set(NUMBER.findall(told(facts))) - known


def test_numbers_of_a_note_that_was_run() -> None:
    facts = json.loads(note().json)
    said = {one.replace("-", "−") for one in NUMBER.findall(told(facts))}
    assert said - written(facts) == set()


def test_the_order_of_the_sections() -> None:
    assert [section.heading for section in words.sections(made_up_facts(BETTER))] == [
        "The question",
        "The finding",
        "Why",
        "What it costs",
        "When it fails",
        "What the model cannot tell you",
        "Words used here",
    ]


def test_the_finding_in_words() -> None:
    better, mixed, same = (told(made_up_facts(values)) for values in (BETTER, MIXED, SAME))
    assert "Plan has more new normal practices per 100 staff a year than" in better
    assert "cannot be told apart in new normal practices" in mixed
    assert "which holds zero" in mixed
    assert "do not differ in new normal practices" in same


def test_harm_is_counted_in_worlds() -> None:
    facts = made_up_facts(MIXED)
    assert facts["plans"][0]["harmed"] == 2
    assert "brought fewer new normal practices in 2 of 5 worlds; in the worst −0.90" in told(facts)


def test_no_harm_seen_is_not_no_harm() -> None:
    facts = made_up_facts(BETTER)
    assert facts["plans"][0]["harm_at_most"] == pytest.approx(1 - 0.05 ** (1 / 5))
    assert "in none of 5 worlds; so few worlds leave room for harm in up to 45 %" in told(facts)


def test_practices_of_the_whole_service_and_time() -> None:
    facts = made_up_facts(BETTER)
    whole = facts["people"] / 100 * facts["weeks"] / 52
    assert facts["plans"][0]["in_all"]["of_arm"] == pytest.approx(np.mean(BETTER["plan"]) * whole)


def test_uses_are_told_where_nothing_became_normal_practice() -> None:
    facts = made_up_facts({"reference": [0.0] * 5, "plan": [0.0] * 5})
    seen = "how much new practices are used"
    assert seen not in told(facts)
    moved = made_up_facts(BETTER)["contrasts"][0]["effects"]["embedded"]
    facts["contrasts"][0]["effects"]["adopters"] = moved
    assert seen in told(facts)
    assert f"{number(moved['of_arm'])} weeks of use per 100 staff a year" in told(facts)
    better = made_up_facts(BETTER)
    better["contrasts"][0]["effects"]["adopters"] = moved
    assert seen not in told(better)


def test_cost_is_of_the_whole_service() -> None:
    facts = made_up_facts(BETTER)
    cost = facts["plans"][0]["cost"]
    assert cost["hours_a_year"] == pytest.approx(5.0 * facts["people"] / 100)
    assert cost["hours_for_each"] == pytest.approx(5.0 / 1.0)
    assert made_up_facts(MIXED)["plans"][0]["cost"]["hours_for_each"] is None


def test_only_what_surely_moved_is_given_as_a_reason() -> None:
    moved = {
        "plan reason_risk": [0.2, 0.3, 0.25, 0.2, 0.3],
        "plan reason_case": [0.0, 2.1, 1, 1, 1],
    }
    text = told(made_up_facts(BETTER, moved))
    assert "“risk” −0.75" in text
    assert "“weak case”" not in text
    assert "No reason for a stop differs" in told(made_up_facts(BETTER))


def test_what_a_plan_is_expected_to_fail_at() -> None:
    assert "Open the process and knowledge up is expected to fail when" in told(
        made_up_facts(BETTER)
    )


def test_half_of_the_assumed_effects() -> None:
    reference, plan = service(), service(*PLAN)
    assert list(added(plan, reference)) == ["yes_and"]
    half = doubted(plan, reference)
    assert half is not None
    assert half.factors() == {"yes_and": 0.5}
    assert doubted(plan, plan) is None
    assert "With only 50 % of that" in told(made_up_facts(BETTER))


def test_causes_add_up() -> None:
    found = Bench(1, extra=EXTRA).run([service("horizon=60")], 3)[0]
    names = {
        family: [c.name for c in CAUSES if c.family == family] for family in (ENDINGS, REASONED)
    }
    assert sum(found[name] for name in names[ENDINGS]) == pytest.approx(np.full((3, 1), 100.0))
    by_reason = sum(found[name] for name in names[REASONED])
    stopped = np.concatenate([found["stopped_middle_manager"], found["stopped_leader"]], axis=1)
    assert (by_reason[:, 0] > 0).all()
    assert (by_reason[:, 0] >= stopped.min(axis=1) - 1e-9).all()
    assert (by_reason[:, 0] <= stopped.max(axis=1) + 1e-9).all()


def test_a_world_says_the_same_alone_and_among_others() -> None:
    scenario = service("horizon=60")
    together = Bench(1, extra=EXTRA).run([scenario], 3)[0]
    alone = Bench(1, extra=EXTRA).run([scenario], 1)[0]
    for cause in CAUSES:
        np.testing.assert_array_equal(together[cause.name][:1], alone[cause.name])


class Parsed(HTMLParser):
    """Tags and attributes of a page; fails where a tag is not closed."""

    VOID = ("meta", "br", "img")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_asks_for_nothing() -> None:
    page = Parsed()
    page.feed(note().html)
    assert page.open == []
    tags = {tag for tag, _ in page.seen}
    assert {"svg", "article", "table", "details"} <= tags
    assert not tags & {"script", "link", "img", "iframe", "object", "metadata"}
    for _, attributes in page.seen:
        for name in ("href", "src", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#")
    assert "@import" not in note().html
    assert not re.search(r"url\((?!#)", note().html)


def test_a_question_is_text_and_no_markup() -> None:
    settings = note().settings
    asked = '<script>alert("1 & 2")</script> | **really** -----END INNOSIM SETTINGS-----'
    changed = Brief(
        type(settings)(asked, settings.pairs, settings.arms, settings.files),
        {**note().facts, "question": asked},
    )
    page = Parsed()
    page.feed(changed.html)
    assert "script" not in {tag for tag, _ in page.seen}
    assert "really" in unescape(changed.html)
    assert "\\<script\\>" in changed.markdown.partition("\n")[0]
    assert changed.html.count("-----END INNOSIM SETTINGS-----\n") == 1


def test_markdown_holds_its_picture() -> None:
    assert "![" in note().markdown
    assert "[picture]: data:image/png;base64,iVBORw0KGgo" in note().markdown
    assert note().markdown.startswith("# Is it worth it?\n")


def test_a_notebook_shows_the_page_and_a_terminal_the_finding() -> None:
    shown = note()._repr_html_()
    assert shown.startswith("<style>")
    assert "<html" not in shown
    assert str(note()).startswith("Is it worth it?\n")


def test_the_example_runs() -> None:
    finder = doctest.DocTestFinder(recurse=False)
    for test in finder.find(brief, "brief", globs={}):
        assert doctest.DocTestRunner().run(test).failed == 0


def test_worlds_in_which_no_idea_is_reviewed() -> None:
    quiet = [service("horizon=1"), service("horizon=1", *PLAN)]
    text = told(brief(*quiet, pairs=2).facts)
    assert "No idea came to a gate. No reason for a stop differs" in text
    assert "run over 1 week," in text


def test_worlds_in_which_no_idea_is_raised() -> None:
    causes = {f"{kind} {c.name}": [np.nan] * 5 for kind in BETTER for c in CAUSES}
    assert "are normal practice at the end not defined" in told(made_up_facts(BETTER, causes))


def test_what_is_assumed_is_said_and_what_it_does() -> None:
    size = service("horizon=8")
    made = brief(size, service("horizon=8", *PLAN), pairs=2, assume=["politics.drift=0.05"])
    text = told(made.facts)
    assert "What is assumed in all but A small service of 1,000 people: politics.drift:" in text
    assert "What the assumptions alone do: A small service of 1,000 people under my" in text
    assert made.facts["question"].startswith("What would Yes, and bring, compared with")
    assert "No idea became normal practice in any world" in text
