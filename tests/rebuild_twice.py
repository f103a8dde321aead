"""Builds raw/ twice from nothing, in folders of their own, and fails unless both published files hold the same."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from dagster_project.publication import content_of


def built(data: Path) -> dict[str, tuple[int, int]]:
    """What a full refresh into this folder publishes."""
    subprocess.run([sys.executable, "-m", "dagster_project.cli", "refresh", "--data", str(data)], check=True)
    return content_of(data / "warehouse" / "ogi.duckdb")


def main() -> int:
    """1 when a mart of one build differs from that of the other."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = built(Path(folder) / "first"), built(Path(folder) / "second")
    differing = sorted(table for table in first.keys() | second.keys() if first.get(table) != second.get(table))
    print(f"{len(first)} marts built twice: {', '.join(differing) + ' differ' if differing else 'equal'}")
    return 1 if differing or not first else 0


if __name__ == "__main__":
    sys.exit(main())
