"""Names that several places bear, and words of other places: decided by what the page says of itself, else listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dagster_project.parsers.head import HeadReading

from .conftest import BODY, Reading

TITLE = "2020年政府信息公开工作年度报告\n"

# title's issuer, words under the title, signature, key, basis
DECIDED = [
    ("青山区", "地址：湖北省武汉市青山区临江大道1号，邮编430080。", "", "CN-420107", "address"),
    ("宝山区", "根据沪府办发〔2020〕30号文件编制。", "", "CN-310113", "document_number"),
    ("城区", "根据粤府办〔2020〕3号编制。", "", "CN-441502", "document_number"),
    ("鼓楼区", "参照《南京市人民政府办公厅年报编制办法》。来源：徐州市鼓楼区人民政府\n", "", "CN-320302", "letterhead"),
    ("西湖区", "来源：杭州市西湖区人民政府\n原文链接：http://www.x.jx.gov.cn/1.html\n", "", "CN-330106", "letterhead"),
    ("安徽省合肥市", "原文链接：http://www.nanjing.js.gov.cn/1.html\n", "", "CN-340100", "title"),
    ("抚州市教育局", "学习福州市教育局做法。", "", "CN-361000", "title"),
    ("西湖区水务局", "来源：南昌市西湖区人民政府\n", "", "CN-360103", "letterhead"),
    ("教育局", "来源：合肥市人民政府\n", "安庆市教育局", "CN-340800", "signature"),
    ("", "来源：合肥市人民政府\n", "合肥市庐阳区人民政府办公室", "CN-340103", "signature"),
    ("洪泽县人民政府", "", "", "CN-320813", "title"),
    ("城关镇", "发布机构：阜阳市阜南县城关镇人民政府\n", "", "CN-341225-城关镇", "letterhead"),
    ("城关镇", "", "卢氏县城关镇人民政府", "CN-411224100", "signature"),
    ("江北新区", "", "", "CN-320100-江北新区", "title"),
    ("重庆两江新区", "", "", "CN-500000-两江新区", "title"),
    ("重庆市两江新区", "", "", "CN-500000-两江新区", "title"),
    ("新疆生产建设兵团第八师石河子市", "", "", "CN-659001", "title"),
    ("第八师·石河子市", "", "", "CN-659001", "title"),
    ("新疆生产建设兵团第九师", "", "", "CN-650000-第九师", "title"),
    ("新疆生产建设兵团", "", "", "CN-650000-新疆生产建设兵团", "title"),
    ("渤海新区", "发布机构：沧州市渤海新区管委会\n", "", "CN-130900-渤海新区", "letterhead"),
    ("南海新区", "", "威海市南海新区管理委员会", "CN-371000-南海新区", "signature"),
]

UNDECIDED = [
    ("朝阳区", "学习北京市朝阳区的做法。", "", {"CN-110105", "CN-220104"}),
    ("朝阳区", "发布机构：北京市朝阳区人民政府\n", "长春市朝阳区人民政府", {"CN-110105", "CN-220104"}),
    ("宝山区", "根据黑政办发〔2020〕12号、沪府办〔2020〕1号编制。", "", {"CN-230506", "CN-310113"}),
    ("青山区", "根据蒙政办发〔2020〕1号编制。地址：湖北省武汉市青山区临江大道1号。", "", {"CN-150204", "CN-420107"}),
    ("教育局", "发布机构：合肥市教育局\n", "安庆市教育局", {"CN-340100", "CN-340800"}),
    ("", "发布机构：合肥市人民政府\n", "芜湖市人民政府办公室", {"CN-340100", "CN-340200"}),
    ("城关镇", "发布机构：卢氏县城关镇人民政府\n", "阜南县城关镇人民政府", {"CN-411224100", "CN-341225-城关镇"}),
]


def page(issuer: str, words: str, signature: str) -> tuple[str, str]:
    signed = f"\n{signature}\n2021年1月20日\n" if signature else ""
    return f"{issuer}{TITLE}{words}", BODY + signed


@pytest.mark.parametrize(("issuer", "words", "signature", "key", "basis"), DECIDED)
def test_the_page_s_own_words_decide_and_no_other_s(
    head_of: Reading, issuer: str, words: str, signature: str, key: str, basis: str
) -> None:
    top, body = page(issuer, words, signature)
    head = head_of(top, body=body).head
    assert (head.jurisdiction_key, head.jurisdiction_basis) == (key, basis)


@pytest.mark.parametrize(("issuer", "words", "signature", "candidates"), UNDECIDED)
def test_words_that_contradict_each_other_leave_the_place_open_and_list_what_it_may_be(
    head_of: Reading,
    codes: Callable[[HeadReading], list[str]],
    issuer: str,
    words: str,
    signature: str,
    candidates: set[str],
) -> None:
    top, body = page(issuer, words, signature)
    reading = head_of(top, body=body)
    assert reading.head.jurisdiction_key == ""
    assert set(reading.head.place_candidates) == candidates
    assert codes(reading) == ["place_undecided"]


@pytest.mark.parametrize("issuer", ["市辖区", "南海新区", "渤海经济技术开发区"])
def test_a_zone_named_after_a_place_takes_none_that_it_may_not_lie_in(
    head_of: Reading, codes: Callable[[HeadReading], list[str]], issuer: str
) -> None:
    reading = head_of(issuer + TITLE + "来源：合肥市人民政府\n")
    assert reading.head.jurisdiction_key == ""
    assert codes(reading) == ["place_unknown"]


CALLED_AFTER_THEIR_KIND = [
    ("高新区管委会", "来源：合肥市人民政府\n", "CN-340100-合肥高新技术产业开发区", "zone"),
    ("经济技术开发区", "发布机构：宁乡市人民政府\n", "CN-430182-宁乡经济技术开发区", "zone"),
    ("高新区", "发布机构：长春高新技术产业开发区管理委员会\n", "CN-220100-长春高新技术产业开发区", "zone"),
    ("高新区税务局", "网站首页|合肥市人民政府网站\n", "CN-340100-合肥高新技术产业开发区", "department"),
    ("市高新区管委会", "如需了解，请登录淄博市人民政府网查询。", "CN-370300-淄博高新技术产业开发区", "zone"),
]


@pytest.mark.parametrize(("issuer", "words", "key", "kind"), CALLED_AFTER_THEIR_KIND)
def test_a_zone_called_after_its_kind_alone_is_the_one_of_the_city_that_the_page_names(
    head_of: Reading, issuer: str, words: str, key: str, kind: str
) -> None:
    head = head_of(issuer + TITLE + words).head
    assert (head.jurisdiction_key, head.organ_kind) == (key, kind)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "来源：安徽省人民政府\n",
        "发布机构：合肥市人民政府\n来源：芜湖市人民政府\n",
        "发布机构：合肥经济技术开发区管理委员会\n",
        "学习合肥市高新区的做法。",
    ],
)
def test_a_zone_called_after_its_kind_alone_is_nowhere_when_the_page_names_no_city_or_two(
    head_of: Reading, words: str
) -> None:
    assert head_of("高新区管委会" + TITLE + words).head.jurisdiction_key == ""


def test_a_zone_named_like_a_district_lies_there_only_if_the_page_says_so(head_of: Reading) -> None:
    alone = head_of("东湖生态旅游风景区" + TITLE).head
    assert (alone.jurisdiction_key, alone.place_candidates[:1]) == ("", ("CN-360102-生态旅游风景区",))
    placed = head_of("江宁经济技术开发区" + TITLE + "发布机构：南京市江宁区人民政府\n").head
    assert placed.jurisdiction_key == "CN-320115-江宁经济技术开发区"
    named = head_of("南京江宁经济技术开发区" + TITLE).head
    assert named.jurisdiction_key == "CN-320115-江宁经济技术开发区"


@pytest.mark.parametrize(
    ("year", "words", "candidates"),
    [
        (2012, "", {"CN-361029", "CN-622926"}),
        (2012, "根据赣府厅发〔2012〕10号编制。", {"CN-361029"}),
        (2020, "", {"CN-622926"}),
    ],
)
def test_a_county_and_an_autonomous_one_of_its_name_are_told_apart_by_year_and_province(
    head_of: Reading, year: int, words: str, candidates: set[str]
) -> None:
    head = head_of(f"东乡县{year}年政府信息公开工作年度报告\n{words}").head
    assert set(head.place_candidates) | {head.jurisdiction_key} - {""} == candidates


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("合肥市教育局", "教育局"),
        ("安徽省合肥市教育局", "教育局"),
        ("国家税务总局合肥市税务局", "国家税务总局税务局"),
        ("合肥市人民政府办公室", "人民政府办公室"),
        ("合肥市人民政府外事办公室", "外事办公室"),
        ("合肥市外事办公室", "外事办公室"),
        ("合肥市人民政府", ""),
        ("合肥高新区管委会", ""),
        ("财政部", "财政部"),
    ],
)
def test_an_organ_is_named_without_its_place_however_the_place_is_printed(
    head_of: Reading, title: str, organ: str
) -> None:
    assert head_of(title + TITLE).head.organ == organ


NEVER_THE_GOVERNMENT = [
    ("合肥市人民政府驻北京办事处", ""),
    ("安徽省人民政府驻上海办事处", ""),
    ("驻北京办事处", "发布机构：合肥市人民政府办公室\n"),
    ("合肥市行政服务中心管委会", ""),
    ("行政服务中心管委会", "发布机构：合肥市行政服务中心\n"),
    ("合肥市人民政府发展研究中心", ""),
    ("合肥市公安局高新区分局", ""),
    ("合肥高新区财政局", ""),
]


@pytest.mark.parametrize(("issuer", "words"), NEVER_THE_GOVERNMENT)
def test_an_organ_of_a_place_is_never_taken_for_its_government(head_of: Reading, issuer: str, words: str) -> None:
    head = head_of(issuer + TITLE + words).head
    assert head.organ or not head.jurisdiction_key
    assert head.organ_kind not in ("government", "township", "zone") or not head.jurisdiction_key


def test_a_street_of_a_zone_is_a_township_of_its_city(head_of: Reading) -> None:
    head = head_of("合肥高新区无此街道办事处" + TITLE).head
    assert (head.jurisdiction_key, head.organ_kind) == ("CN-340100-无此街道", "township")


def test_a_part_of_a_zone_that_no_register_has_is_not_the_zone(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    reading = head_of("合肥高新区无此区" + TITLE)
    assert reading.head.jurisdiction_key == ""
    assert codes(reading) == ["place_unknown"]
