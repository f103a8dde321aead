"""Old releases go, so that refreshing for years fills no disk; the published one never does."""

from __future__ import annotations

import shutil
from pathlib import Path

# Five states back: the two refreshes of the calendar, the two of the year before, and a correction.
KEPT = 5


def prune(releases: Path, published: Path, kept: int = KEPT) -> list[str]:
    """The names of the releases that went: all but the published one and the newest, `kept` in all."""
    folders = [path for path in releases.iterdir() if path.is_dir() and not path.name.startswith(".")]
    newest = sorted(folders, key=lambda path: (path != published, -path.stat().st_mtime, path.name))
    for old in newest[kept:]:
        shutil.rmtree(old)
    return [old.name for old in newest[kept:]]
