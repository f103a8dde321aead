"""Small tables of names and counts in the prose: each row is read as the clause that would say it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.readers import read
from dagster_project.readers.small_tables import with_small_tables
from dagster_project.resources import load_codebook

RULES = load_codebook().view(ProseRules)
ITEMS = "二、主动公开政府信息情况\n全年主动公开政府信息64条。\n"
REQUESTS = "三、依申请公开政府信息情况\n全年共收到申请64件。\n"


def of_text(text: str) -> dict[tuple[str, str], Decimal]:
    (document,) = read("report.txt", text.encode())
    reading = read_prose(document, [], RULES, "2008", 2013)
    return {(s.metric_code, s.member): s.value for s in reading.statements if isinstance(s.value, Decimal)}


def rows(*lines: str) -> str:
    return "\n".join(line.replace(" ", "\t") for line in lines) + "\n"


def test_rows_of_names_counts_and_shares_are_parts_of_what_is_disclosed() -> None:
    found = of_text(ITEMS + rows("类别 条数 占比", "机构职能 23 35.9%", "政策法规 30 46.9", "财政信息 11 17.2%"))
    assert found == {
        ("proactive.items.total", ""): 64,
        ("proactive.items.by_category", "org_functions"): 23,
        ("proactive.items.category_share", "org_functions"): Decimal("35.9"),
        ("proactive.items.by_category", "policy_regulation"): 30,
        ("proactive.items.category_share", "policy_regulation"): Decimal("46.9"),
        ("proactive.items.by_category", "财政"): 11,
        ("proactive.items.category_share", "财政"): Decimal("17.2"),
    }


@pytest.mark.parametrize(
    "table",
    [
        rows("申请方式 件数", "信函 29", "当面 20", "网络 15", "传真 -"),
        rows("序号 申请方式 数量(件)", "1 信函 29件", "2 当面 20件", "3 网络 15件"),
        rows("申请方式 信函 当面 网络", "数量 29 20 15"),
        rows("申请方式 件数 申请方式 件数", "信函 29 当面 20", "网络 15 传真 -"),
        rows("表一:申请方式一览表", "申请方式 件数", "信函 29", "当面 20", "网络 15"),
    ],
)
def test_heads_above_or_beside_and_numbers_of_rows_are_told_from_counts(table: str) -> None:
    assert of_text(REQUESTS + table) == {
        ("applications.received.new", "total"): 64,
        ("applications.received.mode.letter", ""): 29,
        ("applications.received.mode.in_person", ""): 20,
        ("applications.received.mode.online", ""): 15,
    }


@pytest.mark.parametrize("compared", ["", "，同比增加12条，增幅23.1%，具体见下表。", "，详见附表1"])
def test_names_and_counts_twice_side_by_side_are_parts_of_the_count_above(compared: str) -> None:
    above = ITEMS.replace("。\n", f"{compared or '。'}\n")
    found = of_text(above + rows("公开类别 条数 公开类别 条数", "疫情防控 23 医疗服务 15", "卫生监督执法 14 其他 12"))
    assert found == {
        ("proactive.items.total", ""): 64,
        ("proactive.items.by_category", "疫情防控"): 23,
        ("proactive.items.by_category", "医疗服务"): 15,
        ("proactive.items.by_category", "卫生监督执法"): 14,
        ("proactive.items.by_category", "other"): 12,
    }


def test_columns_of_other_years_stay_unread() -> None:
    heads = "类别 本年度(条) 占比 累计(条) 占比 备注"
    text = ITEMS + rows(heads, "机构职能 23 35.9% 100 20% -", "政策法规 41 64.1% 400 80% 含转载")
    assert of_text(text) == {
        ("proactive.items.total", ""): 64,
        ("proactive.items.by_category", "org_functions"): 23,
        ("proactive.items.category_share", "org_functions"): Decimal("35.9"),
        ("proactive.items.by_category", "policy_regulation"): 41,
        ("proactive.items.category_share", "policy_regulation"): Decimal("64.1"),
    }
    (document,) = read("report.txt", text.encode())
    numerals = read_prose(document, [], RULES, "2008", 2013).numerals
    others = [n.text.strip() for n in numerals if n.disposition != "figure" and n.start > len(ITEMS)]
    assert others == ["100", "20%", "400", "80%"]


def test_channels_disclose_what_their_rows_count() -> None:
    found = of_text(ITEMS + rows("公开渠道 数量", "政府网站 40", "政务微博 14", "公告栏 10"))
    assert found == {
        ("proactive.items.total", ""): 64,
        ("proactive.channel.website", ""): 40,
        ("proactive.channel.weibo", ""): 14,
        ("proactive.channel.bulletin_board", ""): 10,
    }


@pytest.mark.parametrize(
    "table",
    [
        rows("年度 受理申请(件)", "2011年 31", "2012年 37", "2013年 64"),
        rows("申请方式 2012年 2013年", "信函 12 29", "网络 9 15"),
        rows("类别 新增件数 废止件数", "规章 3 1", "规范性文件 7 2"),
        rows("类别 条数", "机构职能 约二十", "政策法规 30"),
    ],
)
def test_a_table_of_years_or_of_several_counts_is_no_such_table(table: str) -> None:
    assert of_text(ITEMS + table) == {("proactive.items.total", ""): 64}


def test_every_numeral_of_a_table_that_is_told_stays_in_the_ledger_once() -> None:
    table = rows(
        "2013年分类表", "序号 类别 条数 占比", "1 机构职能 23 35.9%", "2 政策法规 30 46.9%", "3 财政信息 11 17.2%"
    )
    (document,) = read("report.txt", (ITEMS + table).encode())
    numerals = read_prose(document, [], RULES, "2008", 2013).numerals
    assert [n.text.strip() for n in numerals if n.start > len(ITEMS) - 1] == [
        *("2013年", "1", "23", "35.9%", "2", "30", "46.9%", "3", "11", "17.2%"),
    ]
    assert sorted({n.start for n in numerals}) == [n.start for n in numerals]


@pytest.mark.parametrize("mark", ["\n", " ", "\t", "\n\n"])
def test_a_table_told_cell_by_cell_is_read_as_its_rows(mark: str) -> None:
    cells = ["类　别", "条数", "占比", "机构职能", "23", "35.9%", "政策法规", "30", "46.9%", "渔港建设", "11", "17.2%"]
    found = of_text(f"{ITEMS.rstrip()}{mark}{mark.join(cells)}{mark}三、其他\n")
    assert [found["proactive.items.by_category", m] for m in ("org_functions", "policy_regulation", "渔港建设")] == [
        23,
        30,
        11,
    ]
    assert found["proactive.items.category_share", "渔港建设"] == Decimal("17.2")
    ways = mark.join(["申请方式", "件数", "信函", "29", "当面", "20", "网络", "15"])
    assert of_text(f"{REQUESTS.rstrip()}{mark}{ways}\n")["applications.received.mode.letter", ""] == 29


def test_heads_with_other_rows_below_are_left_as_they_stand() -> None:
    text = "类别 数量\n规章 3 2 1\n全年公开信息12条。\n内容 数量 工作动态 12 其他见网站\n"
    assert with_small_tables(text) == text


def test_a_spaced_sum_is_no_kind() -> None:
    table = "类别\t条数\t占比\n机构职能\t23\t35.9%\n政策法规\t41\t64.1%\n合　计\t64\t100%\n"
    assert of_text(ITEMS + table).keys() == {
        ("proactive.items.total", ""),
        *(
            (f"proactive.items.{of}", kind)
            for of in ("by_category", "category_share")
            for kind in ("org_functions", "policy_regulation")
        ),
    }


def test_a_row_of_counts_under_the_ways_of_asking_is_told() -> None:
    found = of_text(REQUESTS + rows("当面申请 信函申请 网络申请 传真申请", "29 20 15 0"))
    ways = ("in_person", "letter", "online", "fax")
    assert [found[f"applications.received.mode.{way}", ""] for way in ways] == [29, 20, 15, 0]
    assert of_text(REQUESTS + rows("当面办理 信函往来 网络咨询", "29 20 15")).keys() == {
        ("applications.received.new", "total")
    }


def test_lines_below_a_whole_are_its_parts_without_numbers_and_behind_more_words() -> None:
    lines = "渔港建设信息20条;\n行政许可、行政处罚“双公示”33条(许可21条,处罚12条);\n工作动态11条。\n"
    for lead in (
        "同比下降3.5%,主要是转载减少。其中:\n",
        "比上年(70条)减少,规范性文件9件全部公开。\n按照信息内容划分:\n",
    ):
        found = of_text(f"二、主动公开政府信息情况\n全年主动公开政府信息64条,{lead}{lines}")
        assert found["proactive.items.by_category", "渔港建设"] == 20
        assert found["proactive.items.by_category", "work_news"] == 11
