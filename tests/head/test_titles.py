"""Titles of all sorts, and pages that are no reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.parsers.head import HeadReading, HeadSeeds

from .conftest import BODY, Reading

TITLES = [
    ("合肥市2013年政府信息公开工作年度报告", "CN-340100", 2013),
    ("合肥市2013年政府信息公开年度报告", "CN-340100", 2013),
    ("合肥市2013年度政府信息公开年报", "CN-340100", 2013),
    ("合肥市2013年度政府信息公开工作总结", "CN-340100", 2013),
    ("合肥市人民政府关于2014年政府信息公开工作情况的报告", "CN-340100", 2014),
    ("关于合肥市2014年政府信息公开工作年度报告", "CN-340100", 2014),
    ("合肥市政府信息公开工作年度报告(2013年度)", "CN-340100", 2013),
    ("合肥市政府信息公开工作年度报告（2013年）", "CN-340100", 2013),
    ("二○一二年合肥市政府信息公开年度报告", "CN-340100", 2012),
    ("合肥市二〇一二年政府信息公开年度报告", "CN-340100", 2012),
    ("资溪县二O一O年政府信息公开工作年度报告", "CN-361028", 2010),
    ("2022年合肥市政府信息公开工作年度报告", "CN-340100", 2022),
    ("合肥市2013年政府\n信息公开工作\n年度报告", "CN-340100", 2013),
    ("合肥市人民政府\n2013 年政府信息公开工作年度报告", "CN-340100", 2013),
    ("合肥市庐阳\n区人民政府\n2013 年政府信息公开工作年度报告", "CN-340103", 2013),
    ("合 肥 市 2013 年 政 府 信 息 公 开 年 报", "CN-340100", 2013),
    ("标题: 合肥市2013年政府信息公开年报\n发布时间: 2014-02-01\n", "CN-340100", 2013),
    ("首页 > 政务公开 > 政府信息公开年报 > 合肥市2013年政府信息公开年报\n", "CN-340100", 2013),
    ("当前位置：首页 政府信息公开年报 合肥市2013年政府信息公开年报 来源：合肥市", "CN-340100", 2013),
    ("合肥市2013年政府資訊公開年度報告", "CN-340100", 2013),
    ("合肥市2013年政府信息與政務公開年度報告", "CN-340100", 2013),
    ("广西壮族自治区自然资源厅\n2022年政府信息公开工作年度报告", "CN-450000", 2022),
    ("2023年政务公开工作年度报告\n合肥市人民政府\n", "CN-340100", 2023),
    ("江苏省人民政府办公厅关于江苏省2019年政府信息公开工作年度报告", "CN-320000", 2019),
    ("合肥市关于2014年政府信息公开工作情况的报告", "CN-340100", 2014),
    ("合肥市政府信息公开工作2019年度报告", "CN-340100", 2019),
    ("现公布合肥市2019年政府信息公开工作年度报告。", "CN-340100", 2019),
    ("新疆生产建设兵团2019年政府信息公开工作年度报告", "CN-650000-新疆生产建设兵团", 2019),
]


@pytest.mark.parametrize(("title", "key", "year"), TITLES)
def test_a_title_gives_place_and_year_however_it_is_printed(head_of: Reading, title: str, key: str, year: int) -> None:
    reading = head_of(title)
    assert (reading.head.jurisdiction_key, reading.head.report_year) == (key, year)
    assert reading.head.report_year_basis == "title"
    assert reading.problems == ()


NO_REPORTS = [
    "关于做好2023年政府信息公开工作年度报告编制和公布工作的通知\n各县区：请于1月底前报送。",
    "合肥市2024年第一季度政府信息公开工作报告",
    "合肥市2024年上半年政府信息公开工作总结",
    "合肥市政府信息公开指南",
    "合肥市2024年政务公开工作要点",
    "政府信息公开工作年度报告格式",
    "合肥市12345热线2020年运行情况",
    "关于做好2023年政府信息公开工作年度报告编制工作的通知\n各县区：请对照合肥市2022年政府信息公开工作年度报告，抓紧编制。",
]


@pytest.mark.parametrize("page", NO_REPORTS)
def test_a_page_about_reports_or_of_a_quarter_is_no_report(
    head_of: Reading, codes: Callable[[HeadReading], list[str]], page: str
) -> None:
    assert "not_a_report" in codes(head_of(page, 2024))


def test_a_list_of_reports_is_no_report(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    page = "\n".join(f"合肥市{year}年政府信息公开工作年度报告 {year + 1}-01-20" for year in range(2010, 2020))
    assert "not_a_report" in codes(head_of(page, 2019, body=""))


def test_a_page_of_something_else_is_no_report(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    page = "我市召开春季植树动员会\n会议要求各单位做好准备。今年计划植树30万株。"
    assert "not_a_report" in codes(head_of(page, 2019, body=""))


def test_another_yearly_report_of_a_government_is_no_report(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    body = "\n现将有关情况报告如下：\n一、基本情况\n推进政务公开。\n二、存在问题\n三、下一步打算\n"
    assert "not_a_report" in codes(head_of("合肥市2020年法治政府建设情况的报告", 2020, body=body))


def test_a_return_of_statistics_alone_is_no_report(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    table = "政府信息公开情况统计表\n指标\n同意部分公开答复数 3\n申请信息不存在数 4\n告知作出更改补充数 0\n"
    assert "not_a_report" in codes(head_of(table, 2024, body=""))


def test_two_reports_in_one_file_are_a_problem(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    page = "合肥市2018年政府信息公开年度报告" + BODY + "\n合肥市2019年政府信息公开年度报告"
    assert "several_reports" in codes(head_of(page, 2018))


def test_one_report_whose_title_is_repeated_is_one(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    title = "合肥市2018年政府信息公开年度报告"
    assert codes(head_of(f"{title}\n发布时间：2019-03-01\n{title}\n", 2018)) == []


def test_a_title_in_the_meta_tags_alone_is_found(head_of: Reading) -> None:
    page = (
        "<html><head><title>合肥市2016年政府信息公开年报_合肥市人民政府</title></head><body><p>"
        + "</p><p>".join(["一、概述", "主动公开信息10条。", "二、依申请公开情况", "无申请。"])
        + "</p></body></html>"
    )
    head = head_of(page, None, body="", suffix=".html").head
    assert (head.jurisdiction_key, head.report_year) == ("CN-340100", 2016)


def test_the_title_among_links_to_other_years_is_the_one_that_the_page_repeats(head_of: Reading) -> None:
    links = "".join(f"<li><a>合肥市{year}年政府信息公开年报</a></li>" for year in (2019, 2018, 2017))
    page = (
        "<html><head><title>合肥市2018年政府信息公开年报</title></head><body>"
        f"<p>往年年报</p><ul>{links}</ul><h1>合肥市2018年政府信息公开年报</h1>"
        "<p>发布时间：2019-03-05</p><p>一、概述</p><p>公开信息10条。</p><p>二、依申请公开情况</p><p>无申请。</p></body></html>"
    )
    head = head_of(page, None, body="", suffix=".html").head
    assert (head.report_year, str(head.published_on)) == (2018, "2019-03-05")


def test_a_title_under_much_of_a_sites_own_words_is_found_with_its_date(head_of: Reading) -> None:
    menu = "\n".join(f"栏目{number} 办事服务 互动交流 通知公告 新闻动态" for number in range(150))
    head = head_of(f"{menu}\n合肥市2018年政府信息公开年报\n发布时间：2019-03-05\n").head
    assert (head.jurisdiction_key, str(head.published_on)) == ("CN-340100", "2019-03-05")


LAYOUTS = [
    "{issuer}{year}年政府信息公开工作年度报告\n",
    "{year}年{issuer}政府信息公开工作年度报告\n",
    "{issuer}\n{year} 年政府信息公开工作年度报告\n",
    "{issuer} {year} 年政府信息公开工\n作年度报告\n",
    "{issuer}政府信息公开工作{year}年度报告\n",
    "{issuer}政府信息公开年报（{year}年）\n",
    "{issuer}关于{year}年度政府信息公开工作情况的报告\n",
    "[{issuer}]{year}年政府信息公开年度报告\n",
    "首页 > 信息公开 > 年报\n{issuer}{year}年政府信息公开年度报告\n发布时间：2030-01-20 来源：{issuer}\n",
    "{year}年政府信息公开工作年度报告\n本报告由{issuer}编制。",
    "当前位置： 首页信息公开年报 {issuer}{year}年政府信息公开工作年度报告 来源：{issuer} 微信 微博 ",
]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_county_in_any_layout_of_the_title_is_found(
    seeds: HeadSeeds, head_of: Reading, data: st.DataObject
) -> None:
    places = seeds.names.places
    place = data.draw(st.sampled_from([p for p in places.divisions if p.level == "county" and p.last >= 2008]))
    year = data.draw(st.integers(max(place.first, 2008), min(place.last, 2026)))
    above = [*places.parents(place, year)][::-1]
    parents = "".join(parent.name for parent in above)
    organ = data.draw(st.sampled_from(["", "人民政府", "人民政府办公室", "财政局"]))
    layout = data.draw(st.sampled_from(LAYOUTS))
    reading = head_of(layout.format(issuer=parents + place.name + organ, year=year), body="\n" + BODY)
    assert (reading.head.jurisdiction_key, reading.head.report_year) == (place.key, year)
    assert reading.problems == ()


def test_a_titled_page_without_sections_that_counts_as_reports_do_is_one(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    body = "\n全市主动公开政府信息812条。\n全年受理政府信息公开申请9件。\n"
    assert codes(head_of("合肥市2011年政府信息公开工作年度报告", 2011, body=body)) == []
    assert "not_a_report" in codes(head_of("合肥市公布2011年政府信息公开工作年度报告", 2011, body=body))


def test_the_years_of_an_academic_report_are_no_part_of_its_issuer(head_of: Reading) -> None:
    body = "\n本报告的统计期限为2014年9月1日至2015年8月31日。\n一、概述\n二、主动公开情况\n"
    head = head_of("安徽某某大学2014-2015学年信息公开工作年度报告", 2015, body=body).head
    assert head.issuer == "安徽某某大学"
    assert (str(head.period_start), str(head.period_end)) == ("2014-09-01", "2015-08-31")


def test_a_government_whose_last_word_the_title_shares_keeps_it(head_of: Reading) -> None:
    head = head_of("2013年度安徽省人民政府信息公开工作报告").head
    assert (head.issuer, head.organ_kind, head.jurisdiction_key) == ("安徽省人民政府", "government", "CN-340000")
