"""What a user reads when a scenario file is wrong: all mistakes, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError, InputErrors
from innosim.scenario.files import load

from .conftest import PLAIN, Write

LINE = PLAIN.count("\n") + 1


def problems(path: Path, *overrides: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path, overrides)
    return [str(problem) for problem in caught.value.problems]


SINGLE = {
    "unknown section": ("[wether]", "wether: unknown key; did you mean weather?"),
    "unknown key": (
        "weather.rian = 1",
        "weather.rian: unknown key; did you mean rain? (valid: rain, storms, length)",
    ),
    "key of another section": (
        "mood.rain = 1",
        "mood.rain: unknown key; did you mean weather.rain? (valid: hope)",
    ),
    "nothing near": ("zzzzzz = 1", "zzzzzz: unknown key"),
    "too high": (
        "weather.rain = 1.5",
        "weather.rain: 1.5 is out of range, it must be from 0 to 1 (share of days)",
    ),
    "too low": (
        "weather.length = 0",
        "weather.length: 0 is out of range, it must be at least 1 (weeks)",
    ),
    "text for a number": (
        'weather.rain = "much"',
        'weather.rain: must be a number, not the text "much"',
    ),
    "fraction for a whole number": (
        "weather.length = 1.5",
        "weather.length: must be a whole number, not 1.5",
    ),
    "truth for a number": ("weather.rain = true", "weather.rain: must be a number, not true"),
    "number for a text": ("story = 3", "story: must be a text in quotes, not 3"),
    "number for truth": ("record.gates = 1", "record.gates: must be true or false, not 1"),
    "value for a table": ("weather = 3", "weather: must be a table, not 3"),
    "value for a list": ("weather.storms = 3", "weather.storms: must be a list, not 3"),
    "nan": ("weather.rain = nan", "weather.rain: must be a finite number, not nan"),
    "infinity": ("weather.rain = inf", "weather.rain: must be a finite number, not inf"),
    "an element": (
        "weather.storms = [1, 'x']",
        'weather.storms.1: must be a whole number, not the text "x"',
    ),
    "too early": (
        "weather.storms = [2024-01-01]",
        "weather.storms.0: 2024-01-01 is before the start of the scenario, 2025-02-03",
    ),
    "date for a length": (
        "weather.length = 2026-01-01",
        "weather.length: must be a number of weeks, not the date 2026-01-01",
    ),
    "unknown intervention": (
        "interventions = [{kind = 'traning'}]",
        "interventions.0.kind: there is no intervention 'traning'; did you mean training? "
        "(valid: team_trust, outside, alignment, yes_and, openness, lab, training)",
    ),
    "no kind": (
        "interventions = [{start = 1}]",
        "interventions.0.kind: is missing (name of the intervention)",
    ),
    "ends before it starts": (
        "interventions = [{kind = 'lab', start = 9, end = 2025-02-10}]",
        "interventions.0.end: it ends in week 1 but starts in week 9; the end must be later",
    ),
    "every without duration": (
        "interventions = [{kind = 'lab', every = 9}]",
        "interventions.0: `every` and `duration` only make sense together",
    ),
    "repetitions overlap": (
        "interventions = [{kind = 'lab', every = 9, duration = 10}]",
        "interventions.0.duration: a repetition of 10 weeks does not fit into `every` = 9 weeks",
    ),
}


@pytest.mark.parametrize(("setting", "message"), SINGLE.values(), ids=SINGLE.keys())
def test_one_mistake(write: Write, setting: str, message: str) -> None:
    text = f"{setting}\n{PLAIN}" if "[w" not in setting else PLAIN + setting
    line = 1 if "[w" not in setting else LINE
    assert problems(write("a.toml", text)) == [f"a.toml:{line}: {message}"]


def test_all_mistakes_at_once_in_the_order_of_the_file(write: Write) -> None:
    file = write(
        "a.toml",
        """
        [weather]
        rain = 2
        [[interventions]]
        kind = "lab"
        strength = -1
        [[interventions]]
        kind = "lab"
        start = 2020-01-01
        [practices]
        opennes = 0.5
        """,
        PLAIN,
    )
    assert [(p.split(": ")[0], p.split(": ")[1]) for p in problems(file, "horizon=0")] == [
        ("--set horizon=0", "horizon"),
        (f"a.toml:{LINE + 2}", "weather.rain"),
        (f"a.toml:{LINE + 5}", "interventions.0.strength"),
        (f"a.toml:{LINE + 8}", "interventions.1.start"),
        (f"a.toml:{LINE + 10}", "practices.opennes"),
    ]


def test_a_mistake_is_reported_in_the_file_where_it_stands(write: Write) -> None:
    write("base.toml", "[weather]\nrain = 7\n", PLAIN)
    file = write("child.toml", 'base = "base.toml"\n[weather]\nlength = 0\n')
    assert problems(file) == [
        f"base.toml:{LINE + 1}: weather.rain: 7 is out of range, "
        "it must be from 0 to 1 (share of days)",
        "child.toml:3: weather.length: 0 is out of range, it must be at least 1 (weeks)",
    ]


def test_a_mistake_that_the_child_mends_is_none(write: Write) -> None:
    write("base.toml", "[weather]\nrain = 7\n", PLAIN)
    file = write("child.toml", 'base = "base.toml"\nweather.rain = 0.7\n')
    assert load(file).section("weather").model_dump()["rain"] == 0.7


def test_mistakes_in_added_interventions_keep_the_key_as_written(write: Write) -> None:
    write("base.toml", '[[interventions]]\nkind = "lab"\n', PLAIN)
    file = write("child.toml", 'base = "base.toml"\n[[add_interventions]]\nkind = "lab"\nshare = 2')
    (problem,) = problems(file)
    assert problem.startswith("child.toml:4: add_interventions.0.share: 2 is out of range")


def test_organisation_has_exactly_one_source(write: Write) -> None:
    file = write("a.toml", 'format = 1\ntitle = "A"\n[organisation]\nname = "Nowhere"\n')
    (problem,) = problems(file)
    assert problem.startswith("a.toml:3: organisation: state exactly one of generate, ")
    assert problem.endswith("(here: none)")
    file = write("b.toml", "[organisation.ties]\nfile = 'a.toml'\n", PLAIN)
    (problem,) = problems(file)
    assert problem.endswith("(here: generate, ties)")


def test_files_that_are_not_there(write: Write) -> None:
    write("real.csv", "id,boss\n1,\n")
    file = write(
        "sub/a.toml",
        """
        format = 1
        title = "A"
        [organisation.table]
        file = "../real.csv"
        person = "id"
        superior = "boss"
        [organisation.ties]
        file = "ties.csv"
        departments = "none.csv"
        """,
    )
    assert problems(file) == [
        f"{file}:9: organisation.ties.file: there is no file {Path('sub/ties.csv')}",
        f"{file}:10: organisation.ties.departments: there is no file {Path('sub/none.csv')}",
    ]


def test_what_is_missing_altogether(write: Write) -> None:
    assert problems(write("a.toml", "format = 1\n")) == [
        "a.toml:1: title: is missing (the scenario in a few words)",
        "a.toml:1: organisation: is missing (the service that is simulated)",
    ]


def test_start_in_quotes(write: Write) -> None:
    text = PLAIN.replace("2025-02-03", '"2025-02-03"')
    assert problems(write("a.toml", text)) == [
        "a.toml:3: start: must be a date such as 2025-02-03, without quotes"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = 1\nb = = 2\n", "a.toml:2: not valid TOML: Invalid value"),
        (b'a = 1\nb = "x', "a.toml:2: not valid TOML: "),
        (b"a = 1\n\na = 2\n", "a.toml:3: not valid TOML: Cannot overwrite a value"),
        (b"a = 1\nb = '\xe9'\n", "a.toml:2: not valid TOML: the file must be in UTF-8"),
        (b"a" + b".a" * 600 + b" = 1\n", "a.toml:1: not valid TOML: nested too deeply"),
        (b"a = " + b"[" * 200 + b"]" * 200 + b"\n", "a.toml:1: not valid TOML: nested too deeply"),
        (b"a = " + b"[" * 5000, "a.toml:1: not valid TOML"),
    ],
)
def test_not_toml(write: Write, content: bytes, message: str) -> None:
    write("a.toml").write_bytes(content)
    (problem,) = problems(Path("a.toml"))
    assert problem.startswith(message)


def test_no_such_file(write: Write) -> None:
    write("plain.toml", PLAIN)
    assert problems(Path("plan.toml")) == ["there is no file plan.toml; did you mean 'plain.toml'?"]
    (problem,) = problems(Path("no-such-scenario"))
    assert problem.startswith("there is no scenario 'no-such-scenario'")


def test_a_folder_is_not_a_scenario(write: Write) -> None:
    write("a.toml/b.toml", PLAIN)
    assert problems(Path("a.toml"))[0].startswith("there is no file a.toml")


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("seed", "--set seed: write key=value, such as seed=7"),
        ("=3", "--set =3: write key=value, such as seed=7"),
        ("a..b=3", "--set a..b=3: write key=value, such as seed=7"),
        ("base=x", "--set base=x: base can only be stated in a file"),
        ("weather.storms=[1", "--set weather.storms=[1: not a valid value: [1"),
        ("weather.rain=9", "--set weather.rain=9: weather.rain: 9 is out of range, it must be"),
        ("interventions.3.share=0", "--set interventions.3.share=0: interventions"),
    ],
)
def test_overrides(write: Write, override: str, message: str) -> None:
    (problem,) = problems(write("a.toml", PLAIN), override)
    assert problem.startswith(message)


def test_several_mistakes_are_one_exception_with_one_line_each(write: Write) -> None:
    file = write("a.toml", PLAIN)
    with pytest.raises(InputErrors) as caught:
        load(file, ["seed=-1", "horizon=0"])
    assert len(str(caught.value).splitlines()) == len(caught.value.problems) == 2
