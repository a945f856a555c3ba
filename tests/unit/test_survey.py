"""Scores of a staff survey as resting values of the signals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from innosim.engine import Simulation
from innosim.errors import InputError
from innosim.processes.signals import PARTS
from innosim.scenario.files import load
from innosim.scenario.schema import Scenario

EXAMPLE = Path(__file__).parents[1] / "data" / "calibration" / "staff-survey.csv"
QUESTIONS = {
    "I know where innovation is wanted and why": "clarity",
    "New ways count as much as the usual ones": "parity",
    "Trying something new is normal here": "normality",
    "My skills are up to new tools": "skills",
    "Our data let us do new things": "data",
}


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of that name and content."""

    def _write(name: str, content: str) -> Path:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / name

    return _write


def surveyed(write: Write, csv: str, more: str = "") -> Scenario:
    write("survey.csv", csv)
    text = f'base = "small-service"\n[organisation.survey]\nfile = "survey.csv"\n{more}'
    return load(write("mine.toml", text))


def bases(chosen: Scenario, seeds: range) -> np.ndarray:
    """Resting values by seed, organisation and part."""
    simulation = Simulation(chosen, list(seeds))
    return simulation.world.organisations.base.reshape(len(seeds), -1, len(PARTS))


def test_the_example_of_the_documentation(write: Write) -> None:
    lines = "".join(f'"{question}" = "{signal}"\n' for question, signal in QUESTIONS.items())
    scale = "low = 1\nhigh = 5\n[organisation.survey.questions]\n"
    chosen = surveyed(write, EXAMPLE.read_text(encoding="utf-8"), scale + lines)
    found = bases(chosen, range(400, 1200))
    of = PARTS.index
    assert found[:, 0, of("normality")].mean() == pytest.approx((2.9 - 1) / 4, abs=0.003)
    assert found[:, 0, of("normality")].std() == pytest.approx(0.06 / 4, rel=0.1)
    assert found[:, 0, of("parity")].std() == pytest.approx(np.sqrt(0.4 * 0.6 / 212), rel=0.1)
    assert (found[:, 1, of("parity")] == 0.4).all()
    assert found[:, :, of("data")].mean() == pytest.approx((2.3 - 1) / 4, abs=0.003)
    assert (found[:, 0, of("clarity_what")] == found[:, 0, of("clarity_who")]).all()
    apart = np.corrcoef(found[:, 0, of("normality")], found[:, 1, of("normality")])[0, 1]
    assert abs(apart) < 0.2


def test_the_draw_belongs_to_the_replicate_and_not_to_its_neighbours(write: Write) -> None:
    chosen = surveyed(write, "unit,signal,score,se\nSmall Service,parity,0.5,0.2\n")
    together, alone = bases(chosen, range(5)), bases(chosen, range(3, 4))
    assert (together[3] == alone[0]).all()


def test_a_unit_of_its_own_goes_before_the_whole(write: Write) -> None:
    csv = "unit,signal,score,se\nSmall Service,parity,0.5,0\nOrganisation 2,parity,0.9,0\n"
    found = bases(surveyed(write, csv), range(1))[0, :, PARTS.index("parity")]
    assert found.tolist() == [0.5, 0.9]


def test_questions_on_one_part_count_as_equals(write: Write) -> None:
    csv = "unit,signal,score,se\nSmall Service,q1,0.2,0\nSmall Service,q2,0.6,0\n"
    more = '[organisation.survey.questions]\nq1 = "parity"\nq2 = "parity"\n'
    found = bases(surveyed(write, csv, more), range(1))[0, :, PARTS.index("parity")]
    assert found == pytest.approx(0.4)


def test_values_stay_between_0_and_1(write: Write) -> None:
    chosen = surveyed(write, "unit,signal,score,n\nSmall Service,normality,0.99,2\n")
    found = bases(chosen, range(50))
    assert found.max() == 1.0
    assert found.min() >= 0.0


def test_all_mistakes_of_a_file_at_once(write: Write) -> None:
    csv = "unit,signal,score,se,n\nOrganisation 3,parity,0.5,0.1,\nOrganisation 1,parety,7,,\n"
    with pytest.raises(InputError) as caught:
        Simulation(surveyed(write, csv), [1])
    found = [(problem.line, problem.message) for problem in caught.value.problems]
    assert [line for line, _ in found] == [2, 3, 3]
    assert "there is no organisation 'Organisation 3'; did you mean" in found[0][1]
    assert "there is no signal 'parety'; did you mean 'parity'?" in found[1][1]
    assert "the score must be from 0 to 1, not '7'" in found[2][1]


def test_a_score_needs_its_uncertainty(write: Write) -> None:
    with pytest.raises(InputError, match="needs its standard error or its number of answers"):
        Simulation(surveyed(write, "unit,signal,score\nOrganisation 1,parity,0.5\n"), [1])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("low = 5\nhigh = 1\n", "`high` must be above `low`"),
        ('[organisation.survey.questions]\nq = "joy"\n', "there is no signal 'joy'"),
    ],
)
def test_mistakes_in_the_scenario(write: Write, more: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        surveyed(write, "unit,signal,score,n\n", more)


def test_the_content_of_the_file_counts(write: Write) -> None:
    first = surveyed(write, "unit,signal,score,n\nOrganisation 1,parity,0.5,40\n").digest()
    assert first != surveyed(write, "unit,signal,score,n\nOrganisation 1,parity,0.6,40\n").digest()
