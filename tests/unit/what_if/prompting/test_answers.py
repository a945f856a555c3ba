"""Files of answers are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.what_if.prompting.answers import Answers, Person, as_toml, read_answers

HEAD = "role,clarity,parity,suitability,normality\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def wrong(path: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        read_answers(path)
    return [(one.line, one.message) for one in caught.value.problems]


def test_csv(tmp_path: Path) -> None:
    text = HEAD + "leader,1,5,?,don't know\n\nfront line,2,2,2,2\n"
    found = read_answers(written(tmp_path, "a.csv", text))
    assert found.people == (Person("front line", (2, 2, 2, 2)), Person("leader", (1, 5, 0, 0)))
    assert found.people[1].level("parity") == 5
    assert found.people[1].level("normality") is None


def test_toml_comes_back_as_it_was(tmp_path: Path) -> None:
    given = Answers((Person("leader", (1, 0, 3, 5)), Person("front line", (2, 2, 2, 2))), 400, None)
    assert read_answers(written(tmp_path, "a.toml", as_toml(given))) == given


def test_all_mistakes_of_a_csv_with_their_lines(tmp_path: Path) -> None:
    text = HEAD + "boss,1,5,2,3\nleader,6,5,,3\nleader,1,1,1,1,1\n"
    found = wrong(written(tmp_path, "a.csv", text))
    assert [line for line, _ in found] == [2, 3, 3, 4]
    assert "'boss'" in found[0][1]
    assert "clarity cannot be '6'" in found[1][1]
    assert "suitability is missing" in found[2][1]


def test_all_mistakes_of_a_toml_with_their_lines(tmp_path: Path) -> None:
    text = (
        'headcount = 3\nlayer = 2\n[[people]]\nrole = "leader"\nclarity = 1.5\nparitty = 1\n'
        "parity = true\nsuitability = 1\nnormality = 1\n"
    )
    found = wrong(written(tmp_path, "a.toml", text))
    assert [line for line, _ in found] == [1, 2, 5, 6, 7]
    assert "did you mean layers?" in found[1][1]
    assert "did you mean parity?" in found[3][1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", ""),
        ("a.csv", HEAD),
        ("a.toml", ""),
        ("a.toml", "people = 3"),
        ("a.toml", "[[people]"),
        ("a.txt", HEAD),
    ],
)
def test_what_holds_no_answers_is_refused(tmp_path: Path, name: str, text: str) -> None:
    assert wrong(written(tmp_path, name, text))


def test_a_missing_file_and_one_that_is_not_text(tmp_path: Path) -> None:
    assert "cannot be read" in wrong(tmp_path / "none.csv")[0][1]
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\xff")
    assert "UTF-8" in wrong(tmp_path / "a.csv")[0][1]
