"""What the tests of the readers share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from dagster_project.readers import picture


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The extra for recognition is not installed, whatever an earlier test has loaded of it."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    picture._engine.cache_clear()
    yield
    picture._engine.cache_clear()
