"""`ogi refresh` takes its years as people write them."""

from __future__ import annotations

import pytest

from dagster_project.cli import _parser


@pytest.mark.parametrize(
    "words", ["--year 2019 2020 2021", "--year 2019 --year 2020 --year 2021", "--year 2019 2020 --year 2021"]
)
def test_years_are_given_together_or_one_by_one(words: str) -> None:
    assert _parser().parse_args(["refresh", *words.split()]).year == [2019, 2020, 2021]


def test_a_year_that_is_no_number_is_refused() -> None:
    with pytest.raises(SystemExit, match="2"):
        _parser().parse_args(["refresh", "--year", "last"])
