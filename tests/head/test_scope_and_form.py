"""Whose figures a report counts, and in which form."""

from __future__ import annotations

import pytest

from dagster_project.parsers.genre import form_of
from dagster_project.parsers.head import HeadSeeds

from .conftest import Reading

SCOPES = [
    ("合肥市2020年政府信息公开工作年度报告", "consolidated"),
    ("合肥市人民政府办公室2020年政府信息公开工作年度报告", "own_organ"),
    ("合肥市教育局2020年政府信息公开工作年度报告", "own_organ"),
    ("合肥高新区2020年政府信息公开工作年度报告", "consolidated"),
    ("财政部2020年政府信息公开工作年度报告", "own_organ"),
    ("凤翔县彪角镇2019年政府信息公开工作年度报告", "own_organ"),
]


@pytest.mark.parametrize(("title", "scope"), SCOPES)
def test_the_scope_follows_the_issuer(head_of: Reading, title: str, scope: str) -> None:
    assert head_of(title).head.scope == scope


COMPILED = [
    (
        "合肥市人民政府办公室2020年政府信息公开工作年度报告\n本报告由市政府办公室汇总各县区、市直部门年度报告编制而成。",
        "consolidated",
    ),
    ("合肥市2020年政府信息公开工作年度报告(本级)", "own_organ"),
    ("合肥市2020年政府信息公开工作年度报告\n本报告数据不含各乡镇、街道。", "own_organ"),
]


@pytest.mark.parametrize(("page", "scope"), COMPILED)
def test_what_a_report_says_of_its_scope_goes_before_who_issues_it(head_of: Reading, page: str, scope: str) -> None:
    assert head_of(page).head.scope == scope


FORMS = [
    ("信息内容 本年制发件数 本年废止件数 现行有效件数", 2021, "2021"),
    ("信息内容 本年新\n制作数量 本年新\n公开数量 对外公开总数量", 2020, "2019"),
    ("信息内容 本年新制作数量 本年新公开数量 对外公开总数量", 2023, "2019"),
    ("同意部分公开答复数 件 0 申请信息不存在数 件 0 告知作出更改补充数 件 0", 2016, "2014"),
    ("三、收到和处理政府信息公开申请情况", 2024, "2021"),
    ("三、收到和处理政府信息公开申请情况", 2019, "2019"),
    ("一、概述\n二、主动公开政府信息情况\n三、依申请公开政府信息情况\n四、存在的主要问题", 2019, "2008"),
    ("没有结转下年度继续办理的申请。", 2018, "none"),
]


@pytest.mark.parametrize(("text", "year", "form"), FORMS)
def test_the_form_is_told_by_its_labels(seeds: HeadSeeds, text: str, year: int, form: str) -> None:
    assert form_of(text, year, seeds.form_marks) == form
