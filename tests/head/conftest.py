"""What every test of the head needs: the seeds, and a short way from words to a reading."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.parsers.head import HeadReading, HeadSeeds, read_head
from dagster_project.readers import read

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"

BODY = """
一、总体情况
全年主动公开信息120条。
二、依申请公开情况
收到申请3件，均已答复。
三、存在的主要问题及改进情况
栏目更新不够及时，明年加强。
"""

Reading = Callable[..., HeadReading]


@pytest.fixture(scope="session")
def seeds() -> HeadSeeds:
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in SEEDS.glob("*.csv")}
    return HeadSeeds.from_tables(tables)


@pytest.fixture(scope="session")
def head_of(seeds: HeadSeeds) -> Reading:
    """The head of a page of these words, with a report's body under them unless told otherwise."""

    def reading(words: str, year: int | None = None, body: str = BODY, suffix: str = ".txt") -> HeadReading:
        return read_head(read("page" + suffix, (words + body).encode())[0], seeds, year)

    return reading


@pytest.fixture(scope="session")
def codes() -> Callable[[HeadReading], list[str]]:
    return lambda reading: [problem.code for problem in reading.problems]
