"""Headlines of other pages above and below a report are no part of it; the headings of its tables stay headings."""

from __future__ import annotations

import pytest

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse
from dagster_project.readers import read

REPORT = """桐川县民政局2023年政府信息公开工作年度报告
一、总体情况
2023年主动公开政府信息22条。
六、其他需要报告的事项
无。
"""
LINKS = ("图解:2023年桐川政府信息公开68.7万条", "县卫健局召开政务公开培训会2次", "我县发布政策解读20篇")


def stated(page: str, codebook: Codebook) -> list[tuple[str, str]]:
    (document,) = read("page.txt", page.encode())
    return [(s.metric_code, str(s.value)) for s in parse(document, codebook, None).statements if s.source == "prose"]


@pytest.mark.parametrize(
    "head", ["相关链接", "【相关文章】", "热点新闻:", "上一篇:全市新增公开信息300条", "▪ 推荐阅读"]
)
def test_headlines_of_other_pages_are_no_figures(head: str, codebook: Codebook) -> None:
    page = "\n".join([REPORT, head, *LINKS])
    assert stated(page, codebook) == [("proactive.items.total", "22")]
    (document,) = read("page.txt", page.encode())
    numerals = {n.text: n.reason for n in parse(document, codebook, None).numerals}
    assert numerals["68.7"] == numerals["20"] == "page_chrome"


def test_headlines_above_the_title_are_no_figures(codebook: Codebook) -> None:
    above = "\n".join(["县政府门户网站", "通知公告", *LINKS, "发布时间:2024-01-20"])
    assert stated(f"{above}\n{REPORT}", codebook) == [("proactive.items.total", "22")]


def test_sentences_above_a_title_are_part_of_the_report(codebook: Codebook) -> None:
    above = "根据有关规定编制本报告,全年发布政策解读20篇,举办政务公开培训会2次。"
    assert ("response.interpretations", "20") in stated(f"{above}\n{REPORT}", codebook)


@pytest.mark.parametrize("line", ["相关信息", "最新发布"])
def test_such_a_line_above_more_of_the_report_cuts_nothing_off(line: str, codebook: Codebook) -> None:
    more = f"{REPORT}{line}\n七、解读回应\n发布政策解读20篇"
    told = f"{REPORT}{line}\n本局围绕社会救助、养老服务、儿童福利等重点领域,全年发布政策解读20篇。"
    for page in (more, told):
        assert ("response.interpretations", "20") in stated(page, codebook)


def test_the_heading_of_a_section_that_opens_with_its_table_is_the_heading_of_the_prose_behind(
    codebook: Codebook,
) -> None:
    cells = "\t".join(["13", "2", "4", "2", "21", "3", "0", "1", "2", "6", "2", "0", "0", "1", "3"])
    heads = "行政复议\t行政诉讼\n未经复议直接起诉\t复议后起诉\n" + "\t".join(
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    )
    page = (
        "桐川县民政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n本年新收申请5件。\n"
        f"四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n{heads}\n{cells}\n"
        "2023年行政诉讼9件,同比增加1件,无被纠正案件。\n"
    )
    told = stated(page, codebook)
    assert ("litigation.total", "9") in told
    assert [code for code, value in told if value == "0"] == ["litigation.corrected"]


@pytest.mark.parametrize(
    "counter",
    ["浏览次数 326", "网站编辑:李某 浏览次数 326", "责任编辑 张某\n访问次数 326 次", "【打印】【关闭】浏览量326"],
)
def test_how_often_a_page_was_opened_is_no_figure_of_the_site(counter: str, codebook: Codebook) -> None:
    assert stated(f"{REPORT}{counter}\n", codebook) == [("proactive.items.total", "22")]


@pytest.mark.parametrize("told", ["网站 访问量 32600 次", "七、网站建设\n访问量 32600 次"])
def test_the_visits_of_a_site_in_a_line_of_their_own_are_a_figure(told: str, codebook: Codebook) -> None:
    assert ("website.visits", "32600") in stated(f"{REPORT}{told}\n", codebook)


@pytest.mark.parametrize(
    ("issuer", "told", "figure"),
    [
        ("石嘴山市惠农区人民政府", "惠农区政府网发布政务信息512条", ("proactive.channel.website", "512")),
        ("延长县人民政府", "延长县人民政府答复申请12件", ("applications.outcome.total", "12")),
        ("桐川县公共资源交易中心", "公共资源交易中心公开政府信息512条", ("proactive.items.total", "512")),
        ("桐川县人民政府办公室", "县政府办收到申请34件", ("applications.received.new", "34")),
        ("桐川县人民政府", "县政府办收到申请34件", ("applications.received.by_organ", "34")),
    ],
)
def test_words_in_the_name_of_the_issuer_tell_nothing(
    issuer: str, told: str, figure: tuple[str, str], codebook: Codebook
) -> None:
    page = f"{issuer}2023年政府信息公开工作年度报告\n一、总体情况\n2023年,{told}。\n六、其他需要报告的事项\n无。\n"
    assert stated(page, codebook) == [figure]


def test_counts_of_remedies_in_sentences_are_no_table_to_leave_unread(codebook: Codebook) -> None:
    page = (
        "桐川县民政局2019年政府信息公开工作年度报告\n四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n"
        "行政复议14件,结果维持8件,结果纠正2件,其他结果1件,尚未审结3件。\n未经复议直接起诉5件,其中结果维持3件、其他结果1件、"
        "尚未审结1件;复议后起诉4件,其中结果维持2件、结果纠正1件、尚未审结1件。\n"
    )
    told = stated(page, codebook)
    assert ("review.upheld", "8") in told
    assert ("litigation.direct.upheld", "3") in told


def test_a_title_below_a_report_with_tables_takes_nothing_from_it(codebook: Codebook) -> None:
    rows = ("本年新收政府信息公开申请数量", "予以公开", "总计")
    table = "\n".join(["三、收到和处理政府信息公开申请情况", *(f"{row} 3 0 0 0 0 0 3" for row in rows), ""])
    page = f"{REPORT}{table}图解:一图读懂桐川县2023年政府信息公开工作年度报告"
    assert ("proactive.items.total", "22") in stated(page, codebook)
    (document,) = read("page.txt", page.encode())
    assert parse(document, codebook, None).head.issuer == "桐川县民政局"
