"""Ambiguous and missing names: what the page around the title decides, and what it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.parsers.head import HeadReading, HeadSeeds

from .conftest import BODY, Reading

DRUM = "鼓楼区2020年政府信息公开工作年度报告\n"

DECIDED = [
    ("根据《徐州市人民政府办公室关于做好年报工作的通知》编制。", "CN-320302", "upper_document"),
    ("根据豫政办〔2020〕12号文件编制。", "CN-410204", "document_number"),
    ("本报告由福州市鼓楼区人民政府办公室编制。", "CN-350102", "preamble"),
    ("发布机构：南京市鼓楼区人民政府办公室 发布时间：2021-01-15\n", "CN-320106", "letterhead"),
    ("开封市鼓楼区人民政府\n", "CN-410204", "letterhead"),
    ("如有疑问请联系（地址：江苏省徐州市鼓楼区煤建路1号，邮编：221000）。", "CN-320302", "address"),
    ("电子版可在福州市鼓楼区人民政府门户网站下载。", "CN-350102", "site"),
]


@pytest.mark.parametrize(("words", "key", "basis"), DECIDED)
def test_a_parent_on_the_page_decides_between_places_of_one_name(
    head_of: Reading, words: str, key: str, basis: str
) -> None:
    head = head_of(DRUM + words).head
    assert (head.jurisdiction_key, head.jurisdiction_basis) == (key, basis)


def test_a_signature_decides_between_places_of_one_name(head_of: Reading) -> None:
    head = head_of(DRUM, body=BODY + "\n南京市鼓楼区人民政府办公室\n2021年1月20日\n").head
    assert (head.jurisdiction_key, head.jurisdiction_basis) == ("CN-320106", "signature")


def test_a_page_that_decides_nothing_lists_the_candidates(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    reading = head_of(DRUM)
    assert reading.head.jurisdiction_key == ""
    assert set(reading.head.place_candidates) == {"CN-320106", "CN-320302", "CN-350102", "CN-410204"}
    assert codes(reading) == ["place_undecided"]


def test_a_township_of_a_common_name_stays_undecided(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    reading = head_of("城关镇人民政府2020年政府信息公开工作年度报告")
    assert codes(reading) == ["place_undecided"]
    assert len(reading.head.place_candidates) > 20


def test_a_township_whose_letterhead_lies_elsewhere_stays_undecided(head_of: Reading) -> None:
    head = head_of("彪角镇2020年政府信息公开工作年度报告\n来源：六安市金安区人民政府\n").head
    assert head.jurisdiction_key == ""
    assert head.place_candidates == ("CN-610322-彪角镇", "CN-341502-彪角镇")


def test_an_unknown_place_borrows_none(head_of: Reading, codes: Callable[[HeadReading], list[str]]) -> None:
    reading = head_of("嘉义县2019年政府信息公开工作年度报告\n来源：合肥市人民政府\n")
    assert reading.head.jurisdiction_key == ""
    assert codes(reading) == ["place_unknown"]


BORROWED = [
    ("区水利局2020年政府信息公开工作年度报告\n来源：颍州区水利局\n", "CN-341202", "department"),
    ("市水利局2019年政府信息公开工作年度报告\n来源：六安市人民政府\n", "CN-341500", "department"),
    ("区政府办公室2019年政府信息公开工作年度报告\n由六安市金安区人民政府办公室编制。\n", "CN-341502", "office"),
    ("2019年政府信息公开工作年度报告\n由六安市金安区人民政府办公室编制。\n", "CN-341502", "government"),
    ("政府信息公开工作年度报告（2013年）\n合肥市人民政府办公室\n", "CN-340100", "government"),
    ("2019年政府信息公开工作年度报告\n发布机构：芜湖市市场监督管理局\n", "CN-340200", "department"),
]


@pytest.mark.parametrize(("page", "key", "kind"), BORROWED)
def test_a_title_without_a_place_takes_the_one_of_the_page(head_of: Reading, page: str, key: str, kind: str) -> None:
    head = head_of(page).head
    assert (head.jurisdiction_key, head.organ_kind) == (key, kind)


def test_a_district_office_does_not_move_up_to_the_city_whose_site_it_is_on(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    reading = head_of("区水利局2019年政府信息公开工作年度报告\n来源：六安市人民政府\n")
    assert reading.head.jurisdiction_key == ""
    assert codes(reading) == ["place_unknown"]


COPIED = st.sampled_from(
    [
        "根据郏县人民政府的部署，成立了领导小组。",
        "学习了广东省深圳市福田区的做法。",
        "印发《昆明市官渡区政务公开工作方案》（云政办发〔2019〕3号）。",
        "本报告由拉萨市城关区人民政府办公室编制。",
        "海南省三亚市吉阳区人民政府网站：www.hi.gov.cn。",
        "吉林省长春市朝阳区2017年政府信息公开工作年度报告显示，",
        "来源：山西省大同市云冈区人民政府。",
    ]
)
PLAIN = [
    ("合肥市2019年政府信息公开工作年度报告", "CN-340100"),
    ("鼓楼区2019年政府信息公开工作年度报告\n发布机构：南京市鼓楼区\n", "CN-320106"),
    ("2019年政府信息公开工作年度报告\n由彪角镇政府办公室编制。\n", "CN-610322-彪角镇"),
    ("平潭综合实验区2019年政府信息公开工作年度报告", "CN-350128-平潭综合实验区"),
    ("高新区管委会2019年政府信息公开工作年度报告\n发布机构：合肥市人民政府\n", "CN-340100-合肥高新技术产业开发区"),
    ("国家统计局平湖调查队2019年政府信息公开工作年度报告", "CN-330482"),
    ("中共德阳市委办公室2019年政府信息公开工作年度报告", "CN-510600"),
]


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLAIN), st.lists(COPIED, min_size=1, max_size=8), st.integers(1, 3))
def test_text_copied_from_elsewhere_never_moves_a_report(
    head_of: Reading, report: tuple[str, str], copied: list[str], at: int
) -> None:
    title, key = report
    lines = BODY.strip().split("\n")
    lines[2 * at - 1] += "".join(copied)
    head = head_of(title + "\n", 2019, body="\n".join(lines) + "\n特此报告。\n").head
    assert head.jurisdiction_key == key
    assert head.report_year == 2019


def test_building_the_index_and_reading_names_is_quick(seeds: HeadSeeds) -> None:
    assert len(seeds.names.places.by_name) > 3000
    assert len(seeds.names.places.townships) > 25000


JOINT = {
    "黄岛区（青岛经济技术开发区）": ("CN-370211", "government"),
    "青岛西海岸新区（黄岛区）": ("CN-370211", "government"),
    "武汉市洪山区人民政府（武汉东湖新技术开发区管理委员会）": ("CN-420111", "government"),
    "合肥市审计局（合肥市审计服务中心）": ("CN-340100", "department"),
}


@pytest.mark.parametrize("name", JOINT)
def test_of_two_seats_under_one_name_the_one_with_a_code_stands(head_of: Reading, name: str) -> None:
    head = head_of(f"{name}2022年政府信息公开工作年度报告\n").head
    assert (head.jurisdiction_key, head.organ_kind) == JOINT[name]
