"""Writes the generated parts of docs/stories.md and its figure: `python docs/stories_page.py`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from innosim.cli import cli
from innosim.figures import way
from innosim.figures.save import save
from innosim.results.reader import read
from innosim.what_if.stories.biography import Biography, biography
from innosim.what_if.stories.worth import KINDS, worth_telling

HERE = Path(__file__).parent
PAGE, FIGURE = HERE / "stories.md", HERE / "figures" / "way"
SCENARIO, KIND = "small-service", "tried"
"""The run that the example is taken from, and which of the ideas worth telling it is."""


def page(text: str, example: str) -> str:
    """The page with its generated parts as they should be."""
    for name, part in {"example": example, "kinds": kinds()}.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n\n{part.strip()}\n\n{end}{rest.partition(end)[2]}"
    return text


def kinds() -> str:
    """The rules by which ideas are found, as a table."""
    rows = [f"| {kind.title} | {kind.meaning} | {kind.unit} |" for kind in KINDS.values()]
    return "\n".join(["| kind | what is looked for | unit |", "| --- | --- | --- |", *rows])


def example() -> tuple[str, Biography]:
    """What the commands print, and the story that they tell."""
    with _somewhere():
        folder = f"results/{SCENARIO}"
        _printed("run", SCENARIO, "--out", folder, "--no-figures")
        results = read(folder)
        worth = worth_telling(results)
        chosen = next(one for one in worth.found if one.kind == KIND)
        ideas = _shown("ideas", folder)
        story = biography(results, chosen.asked)
        return f"{ideas}\n\n{_shown('why', folder, chosen.asked)}", story


def _shown(*words: str) -> str:
    return f"```\n$ innosim {' '.join(words)}\n\n{_printed(*words).strip()}\n```"


def _printed(*words: str) -> str:
    return CliRunner().invoke(cli, words, catch_exceptions=False).stdout


@contextmanager
def _somewhere() -> Iterator[None]:
    """A folder of its own to work in."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> None:
    """Write the page and the figure."""
    text, story = example()
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8", newline="\n")
    for path in [PAGE, *save(way.draw(story), way.describe(story), FIGURE)]:
        print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    sys.exit(main())
