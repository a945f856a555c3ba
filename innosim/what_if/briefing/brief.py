"""Writes a note for a decision: what plans bring, in the same worlds as a reference."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from innosim.errors import InputError
from innosim.results.texts import write as write_whole
from innosim.scenario.layers import base_of
from innosim.scenario.schema import Scenario
from innosim.scenario.shipped import find
from innosim.what_if.briefing import page, plans, words
from innosim.what_if.briefing.causes import EXTRA
from innosim.what_if.briefing.facts import facts_of, is_main
from innosim.what_if.briefing.settings import Settings, read, settings_of
from innosim.what_if.briefing.story import ordinary, story
from innosim.what_if.comparison.arms import PLAN, Arm, Contrast, Source, arms_of, contrasts_of
from innosim.what_if.comparison.compare import PAIRS, Comparison, compared
from innosim.what_if.comparison.facts import Facts
from innosim.what_if.comparison.quantities import HEADLINE_NUMBER
from innosim.what_if.comparison.runs import Bench

MOST_PLANS = 5
MOST_TRIED = 3
"""Worlds in which an idea is looked for whose story can be told."""


@dataclass(frozen=True)
class Brief:
    """A note; a notebook shows it as its page.

    Attributes:
        settings: all that it is made from.
        facts: all numbers that it says, as JSON has them.
    """

    settings: Settings
    facts: Facts

    @cached_property
    def html(self) -> str:
        """The note as one page that needs no other file."""
        return page.html(self.facts, self.settings.text(), self._picture[0])

    @cached_property
    def markdown(self) -> str:
        """The note as Markdown, its picture in it."""
        return page.markdown(self.facts, self.settings.text(), self._picture[1])

    @cached_property
    def json(self) -> str:
        """The facts as JSON."""
        return json.dumps(self.facts, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def write(self, path: Path | str) -> list[Path]:
        """Write the note as .html and .md, and its facts as .json; returns the files.

        Args:
            path: of the note; whatever its ending, each file gets its own.

        Raises:
            InputError: if the files cannot be written.
        """
        texts = {".html": self.html, ".md": self.markdown, ".json": self.json}
        stem = Path(path).with_suffix("")
        try:
            stem.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", stem.parent) from None
        written = [stem.with_name(stem.name + ending) for ending in texts]
        for file, text in zip(written, texts.values(), strict=True):
            write_whole(file, text)
        return written

    @cached_property
    def _picture(self) -> tuple[bytes, bytes]:
        from innosim.figures.brief import draw
        from innosim.figures.save import as_bytes

        return as_bytes(draw(self.facts))

    def __str__(self) -> str:
        return page.text(self.facts)

    def _repr_html_(self) -> str:
        return page.article(self.facts, self.settings.text(), self._picture[0])


def brief(
    *scenarios: Source,
    question: str = "",
    pairs: int = PAIRS,
    assume: Sequence[str] = (),
    with_files: bool = False,
    jobs: int = 1,
) -> Brief:
    """A note on what plans bring, compared with a reference in the same worlds.

    Args:
        scenarios: as of `compare`, the reference first; one alone is compared with its base.
        question: what is asked; without it, what the plans would bring.
        pairs: number of worlds.
        assume: assumptions as "key=value" that hold in all but the reference.
        with_files: whether the note may hold the files that the scenarios read.
        jobs: processes side by side; they change no byte.

    Raises:
        InputError: what is wrong with a scenario, or why they cannot be compared.

    Example:
        >>> from innosim import brief, load
        >>> small = ["horizon=30", "organisation.generate.headcount=300"]
        >>> today = load("small-service", small)
        >>> plan = load("small-service", [*small, "practices.yes_and=1", 'title="Yes, and"'])
        >>> note = brief(today, plan, question="Is it worth it?", pairs=2)
        >>> note.html.startswith("<!DOCTYPE html>"), note.facts["pairs"]
        (True, 2)
    """
    settings = asked(scenarios, question, pairs, assume=assume, with_files=with_files)
    return made(settings, Bench(settings.seed, jobs=jobs))


def again(note: Path | str, jobs: int = 1) -> Brief:
    """The note that the settings block of a note makes, without the files it was made from.

    Args:
        note: the note, HTML or Markdown.
        jobs: processes side by side; they change no byte.

    Raises:
        InputError: if it is no note, its block is damaged, or another version wrote it.
    """
    settings = read(note)
    return made(settings, Bench(settings.seed, jobs=jobs))


def asked(
    scenarios: Sequence[Source],
    question: str,
    pairs: int,
    settings: Sequence[str] = (),
    assume: Sequence[str] = (),
    with_files: bool = False,
) -> Settings:
    """The settings of a note; arguments as of `brief`, and `settings` as "key=value" for all.

    Raises:
        InputError: what is wrong with a scenario, or why they cannot be compared.
    """
    if pairs < 1:
        raise InputError(f"{pairs} pairs: there must be at least one")
    arms = arms_of(_with_base(scenarios, assume), settings, assume)
    if len(arms) > MOST_PLANS + 2:
        raise InputError(f"a note holds at most {MOST_PLANS} plans; `innosim compare` takes more")
    first, *others = arms
    names = [arm.name for arm in others if arm.kind == PLAN] or [arm.name for arm in others]
    put = " ".join(question.split()) or words.default_question(names, first.name)
    return settings_of(arms, put, pairs, with_files)


def made(settings: Settings, bench: Bench) -> Brief:
    """The note that some settings make; the bench has their seed and runs the worlds.

    Raises:
        InputError: if the settings are damaged.
    """
    bench.extra = EXTRA
    with settings.restored() as arms:
        half = _half(arms)
        all_ = [*(arm.scenario for arm in arms), *half.values()]
        outcomes = bench.run(all_, settings.pairs)[len(arms) :]
        found = compared(arms, bench, settings.pairs)
        told = {c.arm.name: _story(c, found) for c in _plans(found)}
        stories = {name: facts for name, facts in told.items() if facts is not None}
        doubts = dict(zip(half, outcomes, strict=True))
        return Brief(settings, facts_of(settings, found, doubts, stories))


def _with_base(scenarios: Sequence[Source], assume: Sequence[str]) -> Sequence[Source]:
    """The scenarios; before one that is alone the one that its file starts from."""
    if len(scenarios) == 1 and not assume and isinstance(scenarios[0], str | Path):
        base = base_of(find(scenarios[0]))
        if base is None:
            raise InputError(
                f"{scenarios[0]} starts from no other scenario: name what it is compared with "
                "first, as in `innosim brief TODAY PLAN`"
            )
        return [base, *scenarios]
    return scenarios


def _plans(found: Comparison) -> list[Contrast]:
    return [contrast for contrast, _ in found.contrasts if is_main(contrast, found.arms)]


def _half(arms: Sequence[Arm]) -> dict[str, Scenario]:
    """Each plan at half of its assumed effects, by name of the arm; none that adds no measure."""
    half = {
        one.arm.name: plans.doubted(one.arm.scenario, one.against.scenario)
        for one in contrasts_of(arms)
        if is_main(one, arms)
    }
    return {name: scenario for name, scenario in half.items() if scenario is not None}


def _story(contrast: Contrast, found: Comparison) -> Facts | None:
    """What is told of an idea in a world whose difference is near the mean."""
    if contrast.same:
        return None
    outcomes = {arm.name: one for arm, one in zip(found.arms, found.found, strict=True)}
    one, other = (outcomes[arm.name][HEADLINE_NUMBER] for arm in (contrast.arm, contrast.against))
    for place in ordinary((one - other)[:, 0].tolist())[:MOST_TRIED]:
        lived = story(contrast.arm.scenario, contrast.against.scenario, found.seeds[place])
        if lived is not None:
            return lived.facts()
    return None
