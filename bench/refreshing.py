"""Seconds of the main job on the shipped reports: from nothing, and again when nothing has changed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dagster_project.resources import PROJECT


def refreshes(raw: Path = PROJECT / "raw") -> dict[str, float]:
    """Wall seconds of a full refresh into an empty folder and of the unchanged one after it."""
    with tempfile.TemporaryDirectory() as data:
        return {run: _refresh(raw, Path(data)) for run in ("full", "unchanged")}


def _refresh(raw: Path, data: Path) -> float:
    start = time.monotonic()
    ogi = Path(sys.executable).parent / "ogi"
    done = subprocess.run([ogi, "refresh", "--raw", raw, "--data", data], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"refresh ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return time.monotonic() - start
