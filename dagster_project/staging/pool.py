"""A pool of reading processes in which a file that crashes, hangs or eats memory is a problem row and no more."""

from __future__ import annotations

import pickle
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Timer
from typing import cast

from dagster_project.parsers.figures import Problem
from dagster_project.staging.tables import FileReading, RawFile, unread_file

WORKER = (sys.executable, "-m", "dagster_project.staging.worker")


class Reader:
    """One reading process, replaced when it dies."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, raw: RawFile) -> FileReading:
        """The reading of this file, or the problem of having none in time."""
        process = self._running()
        alarm = Timer(self._seconds, process.kill)
        alarm.start()
        try:
            return self._ask(process, raw)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return unread_file(raw, self._death(process, in_time=alarm.is_alive()))
        finally:
            alarm.cancel()

    def stop(self) -> None:
        """The process has ended."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], raw: RawFile) -> FileReading:
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError("a reading process without pipes")
        pickle.dump(raw, process.stdin)
        process.stdin.flush()
        return cast(FileReading, pickle.load(process.stdout))

    def _death(self, process: subprocess.Popen[bytes], in_time: bool) -> Problem:
        process.kill()
        process.communicate()
        if not in_time:
            return Problem("time_limit", "error", f"was not read within {self._seconds:g} seconds")
        code = process.returncode
        how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
        return Problem("reader_crashed", "error", f"the process that read it ended: {how}")


def readings(
    raws: Sequence[RawFile], processes: int, seconds: float, command: Sequence[str] = WORKER
) -> Iterator[FileReading]:
    """The reading of every file, in the order given."""
    readers = [Reader(command, seconds) for _ in range(min(processes, len(raws)))]
    idle: queue.SimpleQueue[Reader] = queue.SimpleQueue()
    for reader in readers:
        idle.put(reader)

    def read(raw: RawFile) -> FileReading:
        reader = idle.get()
        try:
            return reader.read(raw)
        finally:
            idle.put(reader)

    if not readers:
        return
    with ThreadPoolExecutor(len(readers)) as threads:
        try:
            yield from threads.map(read, raws)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for reader in readers:
                reader.stop()
