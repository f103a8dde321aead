"""A file that crashes its reader, hangs or prints is a problem row; the files after it are read all the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dagster_project.staging.pool import readings
from dagster_project.staging.tables import RawFile

WORKER = """
import os, pickle, sys, time
from dagster_project.staging.tables import FileReading
while True:
    try:
        raw = pickle.load(sys.stdin.buffer)
    except EOFError:
        break
    if raw.file == "crash": os.kill(os.getpid(), 11)
    if raw.file == "leave": sys.exit(7)
    if raw.file == "hang": time.sleep(60)
    if raw.file == "slow": time.sleep(0.1)
    pickle.dump(FileReading(raw.file), sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    path = tmp_path_factory.mktemp("worker") / "worker.py"
    path.write_text(WORKER)
    return (sys.executable, str(path))


def raw(file: str) -> RawFile:
    return RawFile(file, 2020, "0" * 64, 1, 1, True, str(Path(file)))


def test_readings_come_in_the_order_of_the_files(worker: tuple[str, str]) -> None:
    files = ["slow", *(f"f{number}" for number in range(20))]
    assert [r.media_type for r in readings([raw(f) for f in files], 2, 30, worker)] == files


@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("crash", "reader_crashed", "Segmentation fault"),
        ("leave", "reader_crashed", "exit code 7"),
        ("hang", "time_limit", "5 seconds"),
    ],
)
def test_a_file_that_ends_its_reader_is_a_problem_and_the_next_is_read(
    worker: tuple[str, str], file: str, code: str, words: str
) -> None:
    bad, good = readings([raw(file), raw("good")], 1, 5 if file == "hang" else 60, worker)
    (problem,) = bad.rows["problems"]
    assert problem[3:5] == (code, "error")
    assert words in str(problem[5])
    assert good.media_type == "good"


def test_no_files_need_no_process() -> None:
    assert list(readings([], 2, 1, ("a command that does not exist",))) == []
