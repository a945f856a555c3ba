"""What is kept, what is missing and what it says, whatever the order and the accidents."""

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from innosim.cli import cli
from innosim.errors import InputError, InputErrors
from innosim.experiments.design import blocks
from innosim.experiments.design.blocks import side_by_side
from innosim.experiments.design.plan import Plan, plan_of
from innosim.experiments.sweep import folder as folder_module
from innosim.experiments.sweep.cluster import Cluster
from innosim.experiments.sweep.content import digest
from innosim.experiments.sweep.engines import AHEAD
from innosim.experiments.sweep.folder import Part, held, opened
from innosim.experiments.sweep.outcomes import read
from innosim.experiments.sweep.pieces import Pieces
from innosim.experiments.sweep.replay import replay_of
from innosim.experiments.sweep.sweep import How, Wish, sweep
from innosim.experiments.sweep.work import KILLED, carry_out, killed, last_line, task
from innosim.results import lock
from innosim.scenario.schema import Scenario
from innosim.what_if.comparison.quantities import measure, measured, recording
from innosim.what_if.comparison.runs import chart_of
from tests.unit.experiments.sweep.inline import Inline
from tests.unit.experiments.sweep.toy import misplaced, plan, work

PLAN = plan()
SMALL = plan(3, 2)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sweep that nothing happened to."""
    place = tmp_path_factory.mktemp("sweep") / "whole"
    sweep(PLAN, place, Inline(), experiment="title = 'A toy'\n")
    return place


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def runs_files(place: Path) -> list[Path]:
    return sorted((place / "runs").glob("*.parquet"))


def test_folder_has_what_it_takes_to_read_it(whole: Path) -> None:
    names = {entry.name for entry in whole.iterdir()}
    assert names == {
        *("plan.json", "experiment.toml", "points.csv", "data-dictionary.csv", "runs", "series")
    }
    found = pq.read_table(whole / "runs")
    dictionary = (whole / "data-dictionary.csv").read_text()
    for table in ("runs", "series"):
        for column in pq.read_table(whole / table).column_names:
            assert f"\n{column},{table}," in dictionary
    assert sorted(found.column("run").to_pylist()) == list(range(len(PLAN)))
    assert len((whole / "points.csv").read_text().splitlines()) == PLAN.points + 1


def test_outcomes_are_what_runs_gave(whole: Path) -> None:
    outcomes = read(whole)
    assert outcomes.complete
    assert outcomes.plan.digest == PLAN.digest
    for ran in work(task(PLAN, range(len(PLAN)), 1)):
        for name, value in ran.values.items():
            found = outcomes.values[name][ran.run.point, ran.run.replicate]
            assert np.array_equal(found, value, equal_nan=True)
    assert np.isnan(outcomes.values["queue"]).any()
    assert not np.isnan(outcomes.values["embedded"]).any()


@given(st.integers(1, 7), st.integers(0, 2**30), st.floats(0.01, 0.5))
@settings(max_examples=5)
def test_digest_knows_nothing_of_order_and_pieces(
    tmp_path_factory: pytest.TempPathFactory, slots: int, luck: int, seconds: float
) -> None:
    numbers = np.random.default_rng(luck)
    place = tmp_path_factory.mktemp("order")
    engine = Inline(slots, lambda waiting: int(numbers.integers(waiting)))
    patched = pytest.MonkeyPatch()
    patched.setattr(Pieces.__init__, "__defaults__", (seconds,))
    try:
        sweep(PLAN, place, engine)
    finally:
        patched.undo()
    assert digest(place).text == _digest_of_whole()
    assert engine.most <= slots


_KEPT: list[str] = []


def _digest_of_whole() -> str:
    if not _KEPT:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as place:
            sweep(PLAN, Path(place), Inline())
            _KEPT.append(digest(Path(place)).text)
    return _KEPT[0]


@given(st.integers(1, 6), st.randoms(use_true_random=False))
def test_parts_in_any_order_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory, of: int, luck: object
) -> None:
    place = tmp_path_factory.mktemp("parts")
    order = list(range(1, of + 1))
    luck.shuffle(order)
    swept = [sweep(PLAN, place, Inline(), How(Part(number, of))) for number in order]
    assert [ended.missing > 0 for ended in swept[:-1]] == [True] * (of - 1)
    assert swept[-1].missing == 0
    assert digest(place).text == _digest_of_whole()


@given(st.integers(1, 400), st.integers(1, 40), st.integers(1, 30))
def test_parts_share_the_runs_out(of: int, points: int, replicates: int) -> None:
    whole = replace(SMALL, places=np.zeros((points, 1)), replicates=replicates)
    shares = np.array([Part(i, of).runs(whole, 4) for i in range(1, of + 1)])
    assert (shares.sum(axis=0) == 1).all()


@given(
    st.integers(0, 60), st.integers(1, 7), st.integers(1, 9), st.lists(st.floats(0, 10), min_size=1)
)
def test_pieces_hand_each_run_out_once_and_blocks_whole(
    points: int, replicates: int, slots: int, times: list[float]
) -> None:
    numbers = np.arange(points * replicates)
    pieces, out, step = Pieces(numbers * 3, numbers // replicates), [], 0
    while len(pieces):
        piece = pieces.take(slots)
        if points >= -(-slots // AHEAD):
            assert len(piece) % replicates == 0
        out += piece
        pieces.passed(piece, times[step % len(times)] * len(piece))
        step += 1
    assert out == [3 * run for run in numbers]


def test_pieces_are_about_a_second_of_work() -> None:
    pieces = Pieces(np.arange(100_000), np.arange(100_000), seconds=1.5)
    for _ in range(6):
        last = pieces.take(4)
        pieces.passed(last, 0.01 * len(last))
    assert len(last) == 150


def test_long_runs_of_a_point_stay_together() -> None:
    pieces = Pieces(np.arange(40), np.arange(40) // 10)
    for point in range(4):
        piece = pieces.take(4)
        assert piece == tuple(range(10 * point, 10 * point + 10))
        pieces.passed(piece, 20.0)


def test_what_is_left_of_a_block_stays_together() -> None:
    missing = np.array([1, 2, 7, 8, 9, 10, 19])
    pieces = Pieces(missing, missing // 5)
    handed = [pieces.take(2) for _ in range(4)]
    assert handed == [(1, 2), (7, 8, 9), (10,), (19,)]


def test_blocks_are_shared_out_where_there_are_fewer_than_processes() -> None:
    pieces = Pieces(np.arange(25), np.zeros(25, int))
    assert [len(pieces.take(AHEAD * 4)) for _ in range(4)] == [7, 6, 6, 6]
    assert not len(pieces)


def test_one_run_that_kills_is_found_among_others() -> None:
    pieces = Pieces(np.arange(4, 8), np.arange(4))
    assert pieces.killed((0, 1, 2, 3), 2) is None
    found = []
    while len(pieces):
        piece = pieces.take(4)
        if 2 in piece:
            found.append(pieces.killed(piece, 2))
        elif len(found) < 2:
            assert len(piece) == 1
    assert found == [None, 2]


@pytest.mark.parametrize(("most", "seconds"), [(1, 1.5), (2, 1e-9), (25, 60.0)])
def test_digest_of_real_runs_knows_nothing_of_what_ran_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real: str, most: int, seconds: float
) -> None:
    monkeypatch.setattr(blocks, "most_together", lambda people: most)
    monkeypatch.setattr(Pieces.__init__, "__defaults__", (seconds,))
    sweep(SMALL, tmp_path / "s", Inline(2, lambda waiting: waiting - 1, carry_out))
    assert digest(tmp_path / "s").text == real


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of a sweep of real runs."""
    place = tmp_path_factory.mktemp("real")
    sweep(SMALL, place, Inline(work=carry_out))
    return digest(place).text


def test_large_worlds_are_not_simulated_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the size of the service is varied, each point has as many together as fit."""
    seen = []

    def noted(scenario: Scenario, seeds: list[int], *rest: object) -> object:
        seen.append(len(seeds))
        return measured(scenario, seeds, *rest)

    monkeypatch.setattr("innosim.experiments.sweep.work.measured", noted)
    monkeypatch.setattr(
        "innosim.experiments.sweep.work.most_together", lambda people: 600 // people
    )
    key = "organisation.generate.headcount"
    whole = plan(2, 4)
    for people, wanted in ((150, [4]), (300, [2, 2])):
        factor = replace(whole.factors[0], key=key, values=(people,), distribution="choice")
        one = replace(whole, factors=(factor,), places=np.zeros((1, 1)))
        assert all(ran.status == "done" for ran in carry_out(task(one, range(4), 25)))
        assert seen == wanted
        seen.clear()


def test_the_same_command_carries_out_what_is_missing_and_no_more(copy: Path) -> None:
    lost = runs_files(copy)[1]
    number = pq.read_table(lost).column("run").to_pylist()
    lost.unlink()
    again = Counting()
    ended = sweep(PLAN, copy, again)
    assert again.runs == number
    assert (ended.done, ended.missing) == (len(PLAN), 0)
    assert digest(copy).text == _digest_of_whole()


class Counting(Inline):
    """Takes down which runs it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[int] = []

    def submit(self, task: object) -> None:
        self.runs += [run.number for run in task.runs]
        super().submit(task)


@pytest.mark.parametrize("table", ["runs", "series"])
@pytest.mark.parametrize("harm", ["torn", "empty", "alien", "flipped"])
def test_torn_and_alien_files_are_set_aside(copy: Path, table: str, harm: str) -> None:
    harmed = sorted((copy / table).glob("*.parquet"))[-1]
    content = harmed.read_bytes()
    if harm == "flipped" and table == "series":
        pytest.skip("the values of series are checked when they are read")
    harmed.write_bytes(_harmed(content, harm))
    assert not read(copy).complete
    ended = sweep(PLAN, copy, Inline())
    assert ended.missing == 0
    assert digest(copy).text == _digest_of_whole()
    assert len(list((copy / "aside").iterdir())) == 2


def _harmed(content: bytes, harm: str) -> bytes:
    if harm == "flipped":
        return content[:40] + bytes([content[40] ^ 255]) + content[41:]
    return {"torn": content[: len(content) // 2], "empty": b"", "alien": b"a letter"}[harm]


def test_what_a_killed_process_had_begun_to_write_is_removed(copy: Path) -> None:
    begun = copy / "runs" / "part-00000000-00000000.parquet.sweep.tmp"
    begun.write_bytes(b"PAR1")
    sweep(PLAN, copy, Inline())
    assert not begun.exists()


def test_parts_of_another_plan_are_not_taken_for_ones_own(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    sweep(plan(12, 3, ("queue",)), other, Inline())
    for table in ("runs", "series"):
        for path in (other / table).iterdir():
            shutil.copy(path, copy / table / f"part-99999999-{path.name[-16:]}")
    sweep(PLAN, copy, Inline())
    assert digest(copy).text == _digest_of_whole()


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[tuple[Path, pytest.MonkeyPatch]]:
    patched = pytest.MonkeyPatch()
    patched.setenv("TOY_FAILURE", "4")
    yield tmp_path / "bad", patched
    patched.undo()


def test_a_run_that_fails_is_a_row(bad: tuple[Path, pytest.MonkeyPatch]) -> None:
    place, _ = bad
    ended = sweep(PLAN, place, Inline())
    assert (ended.done, ended.failed, ended.missing) == (len(PLAN) - 1, 1, 0)
    outcomes = read(place)
    assert outcomes.errors == {4: "ValueError: a bad day"}
    assert outcomes.status[1, 1] == "failed"
    assert np.isnan(outcomes.values["embedded"][1, 1])
    row = next(r for r in pq.read_table(place / "runs").to_pylist() if r["run"] == 4)
    assert (row["seed"], row["trace"]) == (PLAN.run(4).seed, "somewhere")


def test_failed_runs_are_kept_until_they_are_asked_for(
    bad: tuple[Path, pytest.MonkeyPatch],
) -> None:
    place, patched = bad
    sweep(PLAN, place, Inline())
    patched.delenv("TOY_FAILURE")
    assert sweep(PLAN, place, Inline()).failed == 1
    again = Counting()
    assert sweep(PLAN, place, again, How(retry_failed=True)).failed == 0
    assert again.runs == [4]
    assert read(place).errors == {}
    assert digest(place).text == _digest_of_whole()


def test_fail_fast_ends_with_the_first(bad: tuple[Path, pytest.MonkeyPatch]) -> None:
    place, _ = bad
    ended = sweep(PLAN, place, Inline(), How(fail_fast=True))
    assert ended.stopped_by is not None
    assert ended.stopped_by.run.number == 4
    assert 0 < ended.left == ended.missing


def test_a_wish_to_stop_finishes_what_is_in_flight(tmp_path: Path) -> None:
    wish = Wish()

    class Impatient(Inline):
        def came(self, seconds: float) -> list:
            wish.asked = True
            return super().came(seconds)

    ended = sweep(PLAN, tmp_path / "s", Impatient(3), How(stop=wish))
    in_flight = 3 * PLAN.replicates
    assert (ended.done, ended.left) == (in_flight, len(PLAN) - in_flight)
    sweep(PLAN, tmp_path / "s", Inline())
    assert digest(tmp_path / "s").text == _digest_of_whole()


def test_two_sweeps_on_one_folder_are_one_too_many(tmp_path: Path) -> None:
    place = tmp_path / "s"
    with held(place, PLAN, Part()):
        with pytest.raises(InputError, match="another process is at work on this sweep"):
            sweep(PLAN, place, Inline())
        with pytest.raises(InputError, match="at work on the whole of this sweep"):
            sweep(PLAN, place, Inline(), How(Part(1, 2)))
    with held(place, PLAN, Part(1, 2)):
        with pytest.raises(InputError, match=r"part \(1 of 2\)"):
            sweep(PLAN, place, Inline(), How(Part(1, 2)))
        with pytest.raises(InputError, match="at work on a part"):
            sweep(PLAN, place, Inline())
        with pytest.raises(InputError, match="part 1 of 2 of this sweep; at the same"):
            sweep(PLAN, place, Inline(), How(Part(1, 12)))
        sweep(PLAN, place, Inline(), How(Part(2, 2)))
    sweep(PLAN, place, Inline(), How(Part(3, 3)))
    assert not list(place.glob("*.lock"))


def test_folders_of_others_are_left_alone(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another plan"):
        sweep(SMALL, copy, Inline())
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(InputError, match="holds no sweep"):
        sweep(PLAN, tmp_path / "mine", Inline())
    with pytest.raises(InputError, match="this is a file"):
        sweep(PLAN, tmp_path / "mine" / "thesis.txt", Inline())
    assert [entry.name for entry in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    with pytest.raises(InputError, match="no sweep in this folder"):
        read(tmp_path / "mine")


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("version", "0.0.9", "begun by innosim 0.0.9"),
        ("format", 99, "begun by innosim"),
        ("code", "other", "other code of the model or another NumPy"),
        ("kind", "cake", "is not of a sweep"),
    ],
)
def test_sweeps_of_another_version_are_refused(
    copy: Path, fact: str, value: object, words: str
) -> None:
    facts = json.loads((copy / "plan.json").read_text())
    (copy / "plan.json").write_text(json.dumps({**facts, fact: value}))
    with pytest.raises(InputError, match=words) as caught:
        sweep(PLAN, copy, Inline())
    assert "\n" not in str(caught.value)
    assert len(runs_files(copy)) > 1


def test_damaged_manifest_is_said_in_a_line(copy: Path) -> None:
    (copy / "plan.json").write_text('{"kind": ')
    with pytest.raises(InputError, match="is damaged"):
        sweep(PLAN, copy, Inline())


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, real, written = tmp_path / "s", folder_module.write_part, []

    def filling(*given: object) -> None:
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(real(*given))

    monkeypatch.setattr(folder_module, "write_part", filling)
    with pytest.raises(InputError, match=r"No space left on device.*the same command goes on"):
        sweep(PLAN, place, Inline(4))
    monkeypatch.undo()
    assert 2 <= (read(place).status == "done").sum() < len(PLAN)
    sweep(PLAN, place, Inline())
    assert digest(place).text == _digest_of_whole()


def test_a_lock_that_a_killed_process_left_is_no_lock(copy: Path) -> None:
    for name in ("sweep.lock", "part-1-of-2.lock"):
        (copy / name).touch()
    assert sweep(PLAN, copy, Inline()).missing == 0
    assert lock.take(copy / "sweep.lock") is not None


def test_runs_side_by_side_are_those_alone_and_those_of_compare() -> None:
    together = carry_out(task(SMALL, range(6), 25))
    alone = [carry_out(task(SMALL, [number], 1))[0] for number in range(6)]
    assert side_by_side(SMALL) == 2
    for one, other in zip(together, alone, strict=True):
        assert one.run == other.run
        assert not one.error
        assert np.array_equal([*one.values.values()], [*other.values.values()], equal_nan=True)
        assert one.series["embedded"].tobytes() == other.series["embedded"].tobytes()
    scenario = recording(SMALL.scenario(1))
    seeds = [SMALL.run(number).seed for number in (2, 3)]
    compared = measure(scenario, seeds, chart_of(scenario.organisation))
    for ran, values in zip(together[2:4], compared, strict=True):
        for name, value in ran.values.items():
            assert np.array_equal(value, values[name][0], equal_nan=True)


def test_a_point_without_scenario_spoils_no_other() -> None:
    rans = carry_out(task(misplaced(SMALL, 1), range(6), 25))
    assert [ran.status for ran in rans] == ["done"] * 2 + ["failed"] * 2 + ["done"] * 2
    assert "Traceback" in rans[2].trace
    assert rans[2].error


def test_a_failed_run_says_its_mistake_in_one_plain_line() -> None:
    rans = carry_out(task(misplaced(SMALL, 1), [2], 25))
    assert rans[0].error == "practices.yes_and: Input should be less than or equal to 1"
    several = InputErrors([InputError("one"), InputError("two")])
    assert last_line(several) == "one"
    assert last_line(ValueError("  a bad day\nwith more ")) == "with more"


def test_the_rest_of_a_plan_does_not_travel() -> None:
    import pickle

    few = task(PLAN, [30, 31], 25)
    assert few.points == (10,)
    assert few.plan.places.shape == (1, 1)
    there = pickle.loads(pickle.dumps(few))
    assert there.plan.scenario(0).digest() == PLAN.scenario(10).digest()


def test_killers_and_others_are_told_apart_in_what_is_kept(tmp_path: Path) -> None:
    with held(tmp_path / "s", PLAN, Part()) as place:
        place.add((killed(PLAN.run(5)),), Part())
    assert read(tmp_path / "s").errors == {5: KILLED}
    assert opened(tmp_path / "s").there().failed.sum() == 1


def test_replay_has_the_scenario_and_seed_of_its_run(whole: Path) -> None:
    found = replay_of(f"{whole}:17")
    assert found.scenario.seed == PLAN.run(17).seed
    assert found.scenario.section("practices") == PLAN.scenario(5).section("practices")
    assert found.kept["proposals"] == read(whole).values["proposals"][5, 2]


def test_replay_of_a_point_without_scenario_is_one_line(tmp_path: Path) -> None:
    bad = misplaced(SMALL, 1)
    sweep(bad, tmp_path / "s", Inline(work=carry_out))
    assert replay_of(f"{tmp_path / 's'}:1").run.point == 0
    with pytest.raises(
        InputError, match=r"run 2 cannot begin: its point 1 .* has no scenario: prac"
    ):
        replay_of(f"{tmp_path / 's'}:2")


@pytest.fixture
def charted(tmp_path: Path) -> tuple[Path, Plan]:
    """A sweep of a service that is read from a table, and its plan."""
    (tmp_path / "posts.csv").write_text(TABLE)
    (tmp_path / "base.toml").write_text(
        'format = 1\ntitle = "T"\nhorizon = 6\n[organisation.table]\nfile = "posts.csv"\n'
        'person = "id"\nsuperior = "boss"\n'
    )
    (tmp_path / "e.toml").write_text(
        'title = "T"\nscenario = "base.toml"\nmetrics = ["proposals"]\n'
        "[levers]\npractices.yes_and = [0.0, 1.0]\n[design]\nkind = 'grid'\n"
    )
    whole = plan_of(tmp_path / "e.toml")
    sweep(whole, tmp_path / "s", Inline(work=carry_out))
    return tmp_path / "s", whole


TABLE = (
    "id,boss\na,\n" + "".join(f"{x},a\n" for x in "bcd") + "".join(f"p{i},b\n" for i in range(9))
)


@pytest.mark.parametrize("table", ["", TABLE + "q,c\n"])
def test_results_are_read_without_the_files_of_the_scenario(
    charted: tuple[Path, Plan], table: str
) -> None:
    place, whole = charted
    before, values = digest(place), read(place).values["proposals"]
    file = place.parent / "posts.csv"
    file.write_text(table) if table else file.unlink()
    assert np.array_equal(read(place).values["proposals"], values)
    assert read(place).complete
    assert digest(place) == before
    for ask in (lambda: replay_of(f"{place}:1"), lambda: sweep(opened(place).plan, place, 1)):
        with pytest.raises(InputError, match="a file that the scenario of this sweep reads"):
            ask()
    file.write_text(TABLE)
    assert replay_of(f"{place}:1").run.number == 1
    assert sweep(whole, place, Inline()).done == 2


@pytest.mark.parametrize("words", ["17", "{}:", "{}:x", "{}:99999", "nowhere:3"])
def test_replay_says_what_it_wants(whole: Path, words: str) -> None:
    with pytest.raises(InputError) as caught:
        replay_of(words.format(whole))
    assert "\n" not in str(caught.value)


def test_a_cluster_needs_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'innosim\[cluster\]'"):
        sweep(SMALL, tmp_path / "s", Cluster("tcp://127.0.0.1:1"))


def test_the_name_of_a_shipped_experiment_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def noted(*arguments: object) -> None:
        given.extend(arguments)
        raise InputError("enough")

    monkeypatch.setattr("innosim.experiments.sweep.sweep.sweep", noted)
    said = CliRunner().invoke(cli, ["sweep", "first-steps", "--out", str(tmp_path / "s")])
    assert said.output.strip() == "enough"
    assert "First steps" in str(given[-1])
