"""What a machine lacks is not collected, rather than skipped: the reports of ../shared and LibreOffice.

Two processes run the tests side by side. What shares something slow to build is run by one of them: the story of one
warehouse, which takes longest and therefore comes first, and whole folders.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1] / "../shared"
OVER_SHARED_REPORTS = [
    "*/test_shared_*.py",
    "*/test_gold_verdicts.py",
    "*/test_mutations.py",
    "*/test_verdicts_from_files.py",
]
FOLDERS_IN_ONE = {"marts", "page"}

collect_ignore_glob = [
    *([] if SHARED.exists() else OVER_SHARED_REPORTS),
    *([] if shutil.which("soffice") else ["*/test_with_libreoffice.py"]),
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test is in the group of those that are run by one process."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: _group(item) != "story")


def _group(item: pytest.Item) -> str:
    if "story" in getattr(item, "fixturenames", ()):
        return "story"
    return item.path.parent.name if item.path.parent.name in FOLDERS_IN_ONE else str(item.path)
