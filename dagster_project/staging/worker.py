"""A process that reads and parses one raw file at a time: requests come on its input, readings go to its output."""

from __future__ import annotations

import hashlib
import os
import pickle
import resource
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from dagster_project.document import UnreadableFileError
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import BYTES_PER_WORKER, reading_codebook
from dagster_project.staging.tables import FileReading, RawFile, reading_of, unread_file


def read_file(raw: RawFile, codebook: Codebook) -> FileReading:
    """What the file says, or the problem that kept it from being read: no file stops the others."""
    try:
        content = Path(raw.path).read_bytes()
    except OSError as error:
        return unread_file(raw, Problem("not_readable", "error", f"cannot be opened: {error.strerror}"))
    if hashlib.sha256(content).hexdigest() != raw.sha256:
        return unread_file(raw, Problem("changed_meanwhile", "error", "its bytes changed after it was registered"))
    return _read_content(raw, content, codebook)


def _read_content(raw: RawFile, content: bytes, codebook: Codebook) -> FileReading:
    try:
        documents = read(raw.file, content)
        parts = (parse_parts(document, codebook, raw.report_year) for document in documents)
        return reading_of(raw, [part for found in parts for part in found])
    except UnreadableFileError as error:
        return unread_file(raw, Problem(error.code, "error", error.reason))
    except MemoryError:
        return unread_file(raw, Problem("out_of_memory", "error", "needs more memory than one file may take"))
    except Exception as error:  # a defect of ours in one report must not cost the others: it is a row, with its address
        return unread_file(raw, Problem("parser_failed", "error", _address(error)))


def _address(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}"[:500]


def _own_output() -> BinaryIO:
    """The pipe to the parent, moved away from the output that a library might print to."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def main() -> None:
    """Answers until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_PER_WORKER, BYTES_PER_WORKER))
    answers = _own_output()
    codebook = reading_codebook()
    while True:
        try:
            raw = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(read_file(raw, codebook), answers)
        answers.flush()


if __name__ == "__main__":
    main()
