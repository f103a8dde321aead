"""What a machine lacks is not collected, rather than skipped: the reports of ../shared and LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

SHARED = Path(__file__).parents[1] / "../shared"
OVER_SHARED_REPORTS = [
    "*/test_shared_*.py",
    "*/test_gold_verdicts.py",
    "*/test_mutations.py",
    "*/test_verdicts_from_files.py",
]

collect_ignore_glob = [
    *([] if SHARED.exists() else OVER_SHARED_REPORTS),
    *([] if shutil.which("soffice") else ["*/test_with_libreoffice.py"]),
]
