"""What identifies an idea in a results folder, and how it is asked for.

The tables name an idea by post, week and ordinal of its conception, as in "776-28-0". With several
replicates the number of the replicate goes before it, as in "2:776-28-0".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from innosim.errors import InputError
from innosim.results.reader import Results

NEAREST = 3
_ASKED = re.compile(r"(?:(?P<replicate>\d+):)?(?P<idea>\d+-\d+-\d+)")


@dataclass(frozen=True)
class Identity:
    """One idea of one replicate.

    Attributes:
        replicate: number of the replicate, from 0.
        idea: its name in the tables: post, week and ordinal of its conception.
    """

    replicate: int
    idea: str

    def parts(self) -> tuple[int, ...]:
        """Replicate, post, week and ordinal: the order in which ideas are listed."""
        return self.replicate, *(int(part) for part in self.idea.split("-"))

    def asked(self, replicates: int) -> str:
        """How to ask for it in a run of that many replicates."""
        return self.idea if replicates == 1 else f"{self.replicate}:{self.idea}"


def command(name: str, folder: object, asked: str) -> str:
    """A command on an idea of a results folder, as it is typed."""
    place = f'"{folder}"' if " " in str(folder) else folder
    return f"innosim {name} {place} {asked}"


def find(results: Results, asked: str) -> Identity:
    """The idea that was asked for, as "post-week-ordinal" or "replicate:post-week-ordinal".

    Without a replicate it is the only replicate that has the idea.

    Raises:
        InputError: if it is no name of an idea, if there is no such idea, or if several replicates
            have it and none was named.
    """
    known = _known(results)
    match = _ASKED.fullmatch(asked)
    if match is None:
        example = _in_words(results, known[:1]) or "776-28-0"
        raise InputError(
            f"{asked!r} is no name of an idea: write post-week-ordinal as in the table ideas, "
            f"with replicate: before it if there are several, such as {example}"
        )
    idea, number = match["idea"], match["replicate"]
    last = results.manifest.replicates - 1
    if number is not None and int(number) > last:
        raise InputError(f"{asked!r}: replicates are numbered 0 to {last}", file=results.folder)
    there = [one for one in known if number is None or one.replicate == int(number)]
    found = [one for one in there if one.idea == idea]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"{len(found)} replicates have an idea {idea!r}; say which one: "
            f"{_in_words(results, found[:NEAREST])}"
        )
    raise InputError(f"there is no idea {asked!r}; {_nearest(results, there, idea)}")


def _known(results: Results) -> list[Identity]:
    ideas = results.columns("ideas", ["replicate", "idea"])
    pairs = zip(ideas["replicate"].tolist(), ideas["idea"].tolist(), strict=True)
    return [Identity(replicate, idea) for replicate, idea in pairs]


def _nearest(results: Results, there: list[Identity], idea: str) -> str:
    """The ideas of the nearest posts and, among these, of the nearest weeks."""
    if not there:
        return "nobody raised one"
    wanted = np.array([int(part) for part in idea.split("-")])

    def distance(one: Identity) -> tuple[int, ...]:
        away = np.abs(np.array(one.parts()[1:]) - wanted)
        return *away.tolist(), *one.parts()

    near = _in_words(results, sorted(there, key=distance)[:NEAREST])
    return f"the nearest of {len(there):,} are {near}; `innosim ideas {results.folder}` names some"


def _in_words(results: Results, some: Iterable[Identity]) -> str:
    return ", ".join(one.asked(results.manifest.replicates) for one in some)
