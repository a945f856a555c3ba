"""Files in any encoding and shape are read, or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from innosim.errors import InputError
from innosim.organisation.cells import number_in
from innosim.organisation.sheet import Sheet, Wanted, read_sheet

WANTED = {"key": Wanted(("Key",)), "pay": Wanted(("Pay (£)",), required=False)}
PLAIN = "Key,Name,Pay (£)\nä,Secret,1\n"


def read(folder: Path, content: bytes | str, encoding: str = "utf-8") -> Sheet:
    file = folder / "table.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_sheet(file, WANTED)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    sheet = read(tmp_path, PLAIN, encoding)
    assert sheet.columns == {"key": ["ä"], "pay": ["1"]}
    assert [repair.kind for repair in sheet.repairs] == ["encoding"] * (encoding != "utf-8")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    sheet = read(tmp_path, PLAIN.replace(",", delimiter))
    assert sheet.columns == {"key": ["ä"], "pay": ["1"]}
    assert [repair.kind for repair in sheet.repairs] == ["delimiter"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(tmp_path: Path, ends: str) -> None:
    assert read(tmp_path, PLAIN.replace("\n", ends)).columns["key"] == ["ä"]


def test_excels_mark_of_the_delimiter_is_understood(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;\nKey;Pay (£)\na;1,5\n").columns["pay"] == ["1,5"]


def test_only_wanted_columns_are_stored(tmp_path: Path) -> None:
    assert "Secret" not in repr(read(tmp_path, PLAIN))


def test_headings_may_differ_in_case_blanks_and_signs(tmp_path: Path) -> None:
    assert read(tmp_path, " KEY ,pay ()\na,2\n").columns == {"key": ["a"], "pay": ["2"]}


def test_quoted_newlines_blank_rows_and_line_numbers(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'Key,Name\n"a","two\nlines"\n\n,\nb,x\n')
    assert sheet.columns["key"] == ["a", "b"]
    assert sheet.lines == [2, 6]


def test_ragged_rows_and_repeated_headers_are_listed(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Title\nKey,Pay (£)\na\nb,1,surplus\nKey,Pay (£)\nc,2\n")
    assert sheet.columns == {"key": ["a", "b", "c"], "pay": ["", "1", "2"]}
    assert [(repair.kind, repair.where) for repair in sheet.repairs] == [
        ("lines above the header", "line 1"),
        ("row too short", "line 3"),
        ("row too long", "line 4"),
        ("header repeated", "line 5"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\n \n", "the file is empty"),
        (b"Key,Name\n", "a header but no rows"),
        (b"Kee,Name\n1,2\n", r"no column 'Key' \(nearest: 'Kee'\)"),
        (b"Name\n1\n", r"no column 'Key' \(there are: 'Name'\)"),
        (b'Key\n"a\nb\nc\n', "table.csv:2: a quotation mark is opened"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0d" * 20, "no text file"),
        (b"PK\x03\x04rest", "a spreadsheet or an archive; save it as CSV"),
        (b"Key\n\x81\x8d\n", "neither UTF-8, UTF-16 nor Windows-1252"),
        (b'Key\n"' + b"x" * 200_000 + b'"\n', "cannot be read as a table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path, content)
    assert "\n" not in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("x")
    with pytest.raises(InputError, match="this is a folder"):
        read_sheet(tmp_path, WANTED)
    with pytest.raises(InputError, match=r"no such file; did you mean table.csv\?"):
        read_sheet(tmp_path / "tabel.csv", WANTED)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4.8", 4.8),
        (" 4,8 ", 4.8),
        ("1,234", 1234.0),
        ("£1,234.50", 1234.5),
        ("12 000", 12_000.0),
        ("", None),
        ("n/a", None),
        ("nan", None),
        ("inf", None),
        ("1_0", None),
    ],
)
def test_numbers(cell: str, number: float | None) -> None:
    assert number_in(cell) == number
