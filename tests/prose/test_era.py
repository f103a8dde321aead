"""The form whose codes the prose uses, where no table tells it."""

from __future__ import annotations

import pytest

from dagster_project.parsers.report import era


@pytest.mark.parametrize(
    ("form", "year", "words", "expected"),
    [
        ("none", 2019, "一、总体情况", "2019"),
        ("2008", 2019, "一、总体情况", "2019"),
        ("2008", 2019, "一、总体情况 五、收费及减免", "2008"),
        ("2008", 2019, "六、其他需要报告的事项", "2019"),
        ("2008", 2019, "依申请公开情况", "2008"),
        ("2008", 2019, "无法提供2件", "2019"),
        ("2008", 2020, "依申请公开情况", "2019"),
        ("none", 2018, "一、总体情况", "2014"),
        ("none", 2022, "依申请公开情况", "2021"),
    ],
)
def test_the_year_tells_the_form_of_prose_without_tables(form: str, year: int, words: str, expected: str) -> None:
    assert era(form, "", year, words) == expected


def test_a_table_tells_the_form_whatever_the_year() -> None:
    assert era("none", "2014", 2020, "") == "2014"
