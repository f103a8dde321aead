"""What a person sees of a run, kept apart from what libraries print."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console


@contextmanager
def aside() -> Iterator[None]:
    """While it lasts, what libraries print among the output, also from C, goes to the errors instead."""
    sys.stdout.flush()
    screen = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        sys.stdout.flush()
        ctypes.CDLL(None).fflush(None)
        os.dup2(screen, 1)
        os.close(screen)


@contextmanager
def apart(log: Path) -> Iterator[Console]:
    """A console on the terminal, while all that libraries print goes to the log."""
    sys.stdout.flush()
    sys.stderr.flush()
    screen, errors = os.dup(1), os.dup(2)
    try:
        with log.open("w", encoding="utf-8") as sink, os.fdopen(os.dup(1), "w", encoding="utf-8") as terminal:
            os.dup2(sink.fileno(), 1)
            os.dup2(sink.fileno(), 2)
            yield Console(file=terminal, highlight=False, soft_wrap=True)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(screen, 1)
        os.dup2(errors, 2)
        os.close(screen)
        os.close(errors)
