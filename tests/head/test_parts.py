"""A file with several reports is read report by report; a file with one is never taken apart."""

from __future__ import annotations

import pytest

from dagster_project.document import Document
from dagster_project.parsers.head import HeadSeeds
from dagster_project.parsers.parts import parts_of
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

BODY = """
{title}
一、总体情况
全年主动公开信息{items}条。
二、依申请公开情况
收到申请{requests}件，均已答复。
三、存在的主要问题及改进情况
栏目更新不够及时，明年加强。
"""
CITY, BUREAU = "合肥市{}年政府信息公开工作年度报告", "合肥市审计局{}年政府信息公开工作年度报告"


def body(title: str, items: int, requests: int) -> str:
    return BODY.format(title=title, items=items, requests=requests)


def parts(words: str, seeds: HeadSeeds, name: str = "page.txt") -> list[Document]:
    return parts_of(read(name, words.encode())[0], seeds.names)


TWO = {
    "two years of one issuer": (CITY.format(2021), CITY.format(2020)),
    "a city and its bureau": (CITY.format(2021), BUREAU.format(2021)),
}


@pytest.mark.parametrize("titles", TWO.values(), ids=TWO)
def test_two_reports_under_titles_of_their_own_are_read_one_by_one(titles: tuple[str, str]) -> None:
    words = "首页 > 政务公开" + body(titles[0], 120, 3) + body(titles[1], 45, 7)
    read_apart = parse_parts(read("2021/page.txt", words.encode())[0], load_codebook(), 2021)
    assert len(read_apart) == 2
    heads = [reading.head for _, reading in read_apart]
    assert [head.title for head in heads] == list(titles)
    found = [{s.metric_code: s.value for s in reading.statements} for _, reading in read_apart]
    assert [figures["proactive.items.total"] for figures in found] == [120, 45]
    assert [figures["applications.received.new"] for figures in found] == [3, 7]
    for part, reading in read_apart:
        assert [p.code for p in reading.problems if p.severity == "error"] == []
        assert all(part.printed[s.start : s.end] == s.value_text for s in reading.statements if s.source == "prose")


def test_the_tables_of_a_page_go_with_the_report_in_which_they_stand(seeds: HeadSeeds) -> None:
    table = "<table><tr><td>规章</td><td>0</td></tr></table>"
    page = [
        "".join(f"<p>{line}</p>" for line in body(CITY.format(year), 9, 1).split("\n")) + table for year in (2022, 2021)
    ]
    first, second = parts(f"<html><body>{''.join(page)}</body></html>", seeds, "page.html")
    assert [len(first.grids), len(second.grids)] == [1, 1]
    cell = second.grids[0].cells[0]
    assert second.text[cell.start : cell.end] == "规章"


OTHER_YEARS = "\n".join(CITY.format(year) for year in (2018, 2019, 2020))
ONE = {
    "a title quoted in a sentence": body(CITY.format(2021), 1, 1)
    + f"详见《{CITY.format(2020)}》。\n一、补充说明\n无。\n",
    "titles of other years as links": OTHER_YEARS + body(CITY.format(2021), 1, 1),
    "titles of other years below": body(CITY.format(2021), 1, 1) + OTHER_YEARS,
    "its title twice": CITY.format(2021) + "\n一、公开指南\n" + body(CITY.format(2021), 1, 1),
    "no title line of its own": "栏目\n一、机构\n二、人员\n一、总体情况\n无。\n",
    "an annex with a heading of its own": body(CITY.format(2021), 1, 1) + "附件\n一、指标说明\n无。\n",
    "a second title over a single section": body(CITY.format(2021), 1, 1)
    + f"{BUREAU.format(2021)}\n一、总体情况\n见附件。\n",
}


@pytest.mark.parametrize("words", ONE.values(), ids=ONE)
def test_one_report_is_not_taken_apart(seeds: HeadSeeds, words: str) -> None:
    assert len(parts(words, seeds)) == 1


def test_a_part_of_a_paged_file_keeps_the_page_numbers(seeds: HeadSeeds) -> None:
    words = body(CITY.format(2021), 1, 1) + body(CITY.format(2020), 1, 1)
    whole = read("page.txt", words.encode())[0]
    second_title = whole.text.index(CITY.format(2020))
    paged = Document(
        whole.file, whole.content, whole.media_type, whole.encoding, whole.text, whole.printed, (),
        (0, 20, second_title + 30),
    )  # fmt: skip
    _, second = parts_of(paged, seeds.names)
    assert (second.page_of(0), second.page_of(31)) == (2, 3)
