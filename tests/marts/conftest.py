"""One dbt build of the small country for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.marts.small_country import Built, built_from, small_country


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The small country, built; whoever changes it rolls back."""
    data = tmp_path_factory.mktemp("data")
    small_country().write(data)
    with built_from(data, tmp_path_factory.mktemp("copies")) as warehouse:
        yield warehouse
