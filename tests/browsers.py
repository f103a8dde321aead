"""The browser in which tests look at pages: the one that the machine has."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed_browser() -> str:
    """The path of a browser; a page that nobody has opened is not tested, so that there is none is an error."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, f"one of {', '.join(NAMES)} is needed to look at pages; on Debian: apt-get install chromium"
    return found
