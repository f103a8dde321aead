"""What a machine lacks is not collected, rather than skipped: the reports of ../shared and LibreOffice.

Two processes run the tests side by side. What shares something slow to build is run by one of them: the story of one
warehouse, which takes longest and therefore comes first, and whole folders.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# On a busy machine the clock says nothing of how long an example takes.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SHARED = Path(__file__).parents[1] / "../shared"
OVER_SHARED_REPORTS = [
    "*/test_shared_*.py",
    "*/test_gold_verdicts.py",
    "*/test_mutations.py",
    "*/test_verdicts_from_files.py",
]
STORY = {"test_dagster_in_a_browser.py", "test_refresh.py"}
FOLDERS_IN_ONE = {"marts", "page"}

collect_ignore_glob = [
    *([] if SHARED.exists() else OVER_SHARED_REPORTS),
    *([] if shutil.which("soffice") else ["*/test_with_libreoffice.py"]),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The story is told from the beginning, beside everything else."""
    items.sort(key=lambda item: _together(item.nodeid) != "story")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands what belongs together to one process."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _together(nodeid)

    return Together(config, log)


def _together(nodeid: str) -> str:
    file = Path(nodeid.split("::", maxsplit=1)[0])
    if file.name in STORY:
        return "story"
    return file.parent.name if file.parent.name in FOLDERS_IN_ONE else str(file)
