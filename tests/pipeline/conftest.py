"""One story of one warehouse: refreshed, left alone, killed, changed, refreshed twice at once, and made to wait."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dagster_project.publication import content_of
from dagster_project.resources import Places, exclusive
from tests.pipeline.reader import look
from tests.pipeline.troubles import write_raw

# Against waiting for ever; a busy machine has taken 600 s over what a quiet one does in 40.
SECONDS_TO_WAIT = 1800
OGI = (sys.executable, "-m", "dagster_project.cli")
CHANGED = "2023/suqian-2023.txt"
TWO_CHANGED = ("2019/biaojiao-township-2019.txt", "2020/jianning-county-2020.txt")
# A line of progress, and how many seconds after it the run is killed.
MOMENTS = (
    ("read and parse", 0.3),
    ("build and test marts", 1.5),
    ("build and test marts", 4.0),
    ("judge the build", 1.0),
    ("judge the copy", 0.6),
)
Content = dict[str, tuple[int, int]]


@dataclass
class Story:
    """What happened to one warehouse, in order."""

    here: Places
    first: subprocess.CompletedProcess[str] | None = None
    unchanged: subprocess.CompletedProcess[str] | None = None
    after_kills: list[str | None] = field(default_factory=list)
    killed: list[int] = field(default_factory=list)
    changed: subprocess.CompletedProcess[str] | None = None
    changed_content: Content = field(default_factory=dict)
    two_at_once: list[int] = field(default_factory=list)
    last_content: Content = field(default_factory=dict)
    waited: list[str] = field(default_factory=list)
    reader: dict[str, object] = field(default_factory=dict)


def command(here: Places, *more: str) -> list[str]:
    """`ogi refresh` on this warehouse."""
    return [*OGI, "refresh", "--raw", str(here.raw), "--data", str(here.data), *more]


def refresh(here: Places, *more: str) -> subprocess.CompletedProcess[str]:
    """A refresh run to its end."""
    return subprocess.run(command(here, *more), capture_output=True, text=True, check=False, timeout=SECONDS_TO_WAIT)


def killed(here: Places, line: str, seconds: float) -> int:
    """The exit of a refresh that is killed some seconds after it printed this line."""
    with subprocess.Popen(command(here, "--rebuild"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for printed in process.stdout:
            if line in printed:
                break
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.wait()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("story")
    told = Story(Places(raw=folder / "raw", data=folder / "data"))
    write_raw(told.here.raw)
    told.first = refresh(told.here)
    told.unchanged = refresh(told.here)
    reader = [sys.executable, str(Path(__file__).with_name("reader.py")), str(told.here.published)]
    with subprocess.Popen(reader, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for line, seconds in MOMENTS:
            told.killed.append(killed(told.here, line, seconds))
            told.after_kills.append(look(told.here.published))
        change_one_file(told.here)
        told.changed = refresh(told.here)
        told.changed_content = content_of(told.here.published)
        told.two_at_once = two_at_once(told.here)
        told.last_content = content_of(told.here.published)
        told.waited = waited(told.here)
        told.reader = json.loads(process.communicate("stop\n")[0])
    return told


def waited(here: Places) -> list[str]:
    """What a refresh prints that begins while another holds the warehouse, until that ends and then."""
    printed = []
    with exclusive(here), exclusive(here):
        process = subprocess.Popen(command(here, "--year", CHANGED[:4]), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        printed.append(process.stdout.readline())
    return [*printed, *process.communicate(timeout=SECONDS_TO_WAIT)[0].splitlines(keepends=True)]


def change_one_file(here: Places) -> None:
    """One file of one year has other bytes, its figures are the same."""
    path = here.raw / CHANGED
    path.write_bytes(path.read_bytes() + "\n附注:本报告经校对后重新发布。\n".encode())


def two_at_once(here: Places) -> list[int]:
    """The exits of two refreshes that run at the same time, each of a year in which a file got an empty line more."""
    for file in TWO_CHANGED:
        path = here.raw / file
        path.write_bytes(path.read_bytes() + b"\n\n")
    both = [subprocess.Popen(command(here, "--year", file[:4]), stdout=subprocess.DEVNULL) for file in TWO_CHANGED]
    return [process.wait(timeout=SECONDS_TO_WAIT) for process in both]
