"""Computes what the lessons show: `python docs/lessons_data.py`, or with the names of some.

Writes a file beside each lesson, in innosim/teaching/lessons/data. With --ledger only what the
claims ledger (docs/claims.json) says of the claims that lessons rest on is brought up to date; with
--story only the stories are told anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from innosim import catalogue
from innosim.teaching.lab import Facts, Lab
from innosim.teaching.lesson import Lesson
from innosim.teaching.stored import as_text, path_of, sealed

CLAIMS = Path(__file__).with_name("claims.json")


def ledger(lesson: Lesson) -> Facts:
    """What the ledger says of each claim that a lesson rests on."""
    known = json.loads(CLAIMS.read_text(encoding="utf-8"))["claims"]
    return {
        name: {key: known[name][key] for key in ("statement", "source", "verdict")}
        for name in lesson.ledger
    }


def computed(lesson: Lesson) -> Facts:
    """All that a lesson shows."""
    with Lab(lesson, progress=lambda done: print(" ", done, flush=True)) as lab:
        return lab.facts() | {"ledger": ledger(lesson)}


def _parts(lesson: Lesson, arguments: list[str]) -> Facts:
    """The parts that were asked for; none if all are."""
    found: Facts = {}
    if "--ledger" in arguments:
        found["ledger"] = ledger(lesson)
    if "--story" in arguments:
        with Lab(lesson) as lab:
            found["story"] = lab.story()
    return found


def main(arguments: list[str]) -> None:
    """Compute the lessons named, or all; or bring the ledger's words up to date."""
    names = [one for one in arguments if not one.startswith("--")] or list(catalogue.lessons())
    for name in names:
        print(name, flush=True)
        path, lesson = path_of(name), catalogue.lesson(name)
        parts = _parts(lesson, arguments)
        known = json.loads(path.read_text(encoding="utf-8")) if parts else computed(lesson)
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_text(sealed(known | parts)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
