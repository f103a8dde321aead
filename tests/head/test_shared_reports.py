"""The heads of the shared reports, as a person reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dagster_project.parsers.head import HeadSeeds, read_head
from dagster_project.readers import read

REPORTS = Path(__file__).parents[2] / "../shared/reports"
ZONE = "CN-350128-平潭综合实验区"


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


# file, jurisdiction, organ kind, scope, form, period, day of publication
EXPECTED = [
    (
        "2012/003_78b9ceb0a6821668.txt",
        "CN-340100",
        "government",
        "consolidated",
        "2008",
        (None, date(2012, 12, 31)),
        None,
    ),
    (
        "2013/004_a9318f01126e3ac4.txt",
        "CN-341502",
        "government",
        "consolidated",
        "2008",
        (None, date(2013, 12, 31)),
        date(2014, 1, 15),
    ),
    ("2013/pingtan-zone-2013.txt", ZONE, "zone", "consolidated", "2008", year_of(2013), date(2014, 1, 10)),
    ("2014/pingtan-zone-2014.txt", ZONE, "zone", "consolidated", "2008", year_of(2014), date(2015, 1, 2)),
    ("2015/pingtan-zone-2015.txt", ZONE, "zone", "consolidated", "2008", year_of(2015), date(2016, 1, 12)),
    (
        "2018/000_d4f7353e08d8351d.txt",
        "CN-141182",
        "government",
        "consolidated",
        "2008",
        year_of(2018),
        date(2019, 2, 25),
    ),
    ("2019/001_111c652ba0b33d4f.txt", "CN-610322-彪角镇", "township", "own_organ", "2008", year_of(2019), None),
    ("2019/pingtan-zone-2019.txt", ZONE, "zone", "consolidated", "2019", year_of(2019), date(2020, 1, 20)),
    (
        "2019/shanghai-municipal-office-2019.html",
        "CN-310000",
        "office",
        "own_organ",
        "2019",
        year_of(2019),
        date(2020, 1, 31),
    ),
    (
        "2020/002_64c08c7c78b4b61b.txt",
        "CN-350430",
        "government",
        "consolidated",
        "2019",
        year_of(2020),
        date(2021, 1, 8),
    ),
    ("2020/pingtan-zone-2020.txt", ZONE, "zone", "consolidated", "2019", year_of(2020), date(2021, 3, 5)),
    ("2021/pingtan-zone-2021.txt", ZONE, "zone", "consolidated", "2021", year_of(2021), date(2022, 2, 8)),
    ("2022/pingtan-zone-2022.txt", ZONE, "zone", "consolidated", "2021", year_of(2022), date(2023, 2, 20)),
    ("2024/hongze-district-2024.pdf", "CN-320813", "government", "consolidated", "2021", year_of(2024), None),
    ("2024/shanghai-stcsm-2024.md", "CN-310000", "department", "own_organ", "2021", year_of(2024), None),
]


@pytest.mark.parametrize(("file", "key", "kind", "scope", "form", "period", "published"), EXPECTED)
def test_a_shared_report_tells_who_where_when_and_in_which_form(
    seeds: HeadSeeds,
    file: str,
    key: str,
    kind: str,
    scope: str,
    form: str,
    period: tuple[date | None, date | None],
    published: date | None,
) -> None:
    path = REPORTS / file
    year = int(path.parent.name)
    reading = read_head(read(file, path.read_bytes())[0], seeds, year)
    head = reading.head
    assert (head.jurisdiction_key, head.organ_kind, head.scope, head.form_code) == (key, kind, scope, form)
    assert (head.period_start, head.period_end) == period
    assert head.published_on == published
    assert head.report_year == year
    assert reading.problems == ()


def test_the_statements_of_the_head_quote_the_words_they_were_read_from(seeds: HeadSeeds) -> None:
    path = REPORTS / "2020/002_64c08c7c78b4b61b.txt"
    document = read("jianning.txt", path.read_bytes())[0]
    for statement in read_head(document, seeds, 2020).statements:
        assert document.printed[statement.start : statement.end] == statement.value_text
        assert "".join(statement.value_text.split()) in "".join(statement.evidence.split())


def test_the_source_address_is_the_one_that_the_page_calls_its_own(seeds: HeadSeeds) -> None:
    path = REPORTS / "2013/pingtan-zone-2013.txt"
    head = read_head(read("p.txt", path.read_bytes())[0], seeds, 2013).head
    assert head.source_url.endswith("t20140324_80759.htm")
