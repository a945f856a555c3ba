"""Made-up organogram files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from innosim.organisation.organogram import OrganogramFiles, OrganogramPair, import_organograms
from innosim.organisation.report import Imported, Repair

DATA = Path(__file__).parents[2] / "data" / "organisations"

SENIOR = ("Post Unique Reference", "Grade", "Reports to Senior Post", "FTE", "Unit", "Job Title")
JUNIOR = ("Reporting Senior Post", "Grade", "Payscale Maximum (£)", "Number of Posts in FTE")

TWO_SENIORS = [("1", "SCS2", "XX", "1", "", ""), ("2", "SCS1", "1", "1", "", "")]
ONE_GROUP = [("2", "EO", "20000", "3")]


def text(header: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """A CSV file as text."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header, *rows])
    return stream.getvalue()


def write_pair(
    folder: Path,
    senior: Sequence[Sequence[str]] = TWO_SENIORS,
    junior: Sequence[Sequence[str]] = ONE_GROUP,
) -> OrganogramPair:
    """Write the two files of a body."""
    files = folder / "body-senior.csv", folder / "body-junior.csv"
    files[0].write_text(text(SENIOR, senior), encoding="utf-8")
    files[1].write_text(text(JUNIOR, junior), encoding="utf-8")
    return OrganogramPair(senior=str(files[0]), junior=str(files[1]))


def read_pair(
    folder: Path,
    senior: Sequence[Sequence[str]] = TWO_SENIORS,
    junior: Sequence[Sequence[str]] = ONE_GROUP,
) -> Imported:
    """Write the two files of a body and import them."""
    return import_organograms(OrganogramFiles(bodies=[write_pair(folder, senior, junior)]))


def repair_named(imported: Imported, kind: str) -> Repair:
    """The one repair of a kind."""
    (found,) = [repair for repair in imported.report.repairs if repair.kind == kind]
    return found


def kinds(imported: Imported) -> set[str]:
    """Kinds of the repairs that were made."""
    return {repair.kind for repair in imported.report.repairs}
