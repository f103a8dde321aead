"""Web pages as sites serve them, tables with spans, and pages made to do harm."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import assert_sound, places_of, words_of

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import read

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>白水镇2019年年报 - 某网</title>
<meta name="PubDate" content="2020-01-09 10:00"><meta property="og:site" content="某网"><style>td{{color:red}}</style>
<script>var total = 99;</script></head><body>
<div class="top-nav"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">互动交流</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">信息公开年报</a></div>
<h1>白水镇2019年政府信息公开工作年度报告</h1>
<div style="display: none">隐藏的 77 件</div><!-- 注释 88 件 -->
{body}
<footer>主办：白水镇人民政府 技术支持：某公司 某ICP备12345678号</footer></body></html>"""


def only(html: str, encoding: str = "utf-8") -> Document:
    documents = read("page", html.encode(encoding))
    assert len(documents) == 1
    assert_sound(documents[0])
    return documents[0]


def test_the_main_text_stays_in_order_and_the_chrome_is_gone() -> None:
    table = "<table><tr><td>甲<td>1</table>"
    body = f"<div id=zoom><p>一、概述</p><p>全年公开<b>12</b>件。</p>{table}<p>二、其他<br/>无。</p></div>"
    document = only(PAGE.format(body=body))
    assert document.text == ("白水镇2019年政府信息公开工作年度报告\n一、概述\n全年公开12件。\n甲\t1\n二、其他\n无。\n")
    assert document.media_type == "text/html"


def test_title_and_meta_tags_stand_in_meta_only() -> None:
    document = only(PAGE.format(body="<p>全年公开。</p>"))
    assert document.meta["title"] == "白水镇2019年年报 - 某网"
    assert document.meta["pubdate"] == "2020-01-09 10:00"
    assert document.meta["og:site"] == "某网"
    assert "2020-01-09" not in document.text


def test_a_page_that_hides_its_main_text_for_a_script_is_read_all_the_same() -> None:
    document = only(
        "<html><body><div style='display:none'><p>全年公开信息一千二百条，收到申请7件。</p></div>载入</body></html>"
    )
    assert "收到申请7件" in document.text


def test_a_block_named_like_chrome_that_holds_the_report_stays() -> None:
    body = "<div class='content-nav'><p>全年公开信息120条。</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table></div>"
    document = only(PAGE.format(body=body))
    assert "全年公开信息120条。" in document.text
    assert len(document.grids) == 1


def test_gb2312_is_declared_and_gb18030_meant() -> None:
    head = "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head>"
    html = f"{head}<body><p>朱镕基、玥喆镇：5㎡</p></body></html>"
    document = only(html, "gb18030")
    assert document.encoding == "gb18030"
    assert document.text == "朱镕基、玥喆镇:5㎡\n"


def test_a_declared_encoding_that_is_not_the_pages_own_is_not_believed() -> None:
    html = "<html><head><meta charset='utf-8'></head><body><p>全年主动公开政府信息120条</p></body></html>"
    assert only(html, "gb18030").text == "全年主动公开政府信息120条\n"
    assert only(html.replace("utf-8", "gbk")).text == "全年主动公开政府信息120条\n"


def test_words_of_a_cell_are_whole_and_white_space_in_it_is_one_space() -> None:
    html = "<table><tr><td><p>本年新<br>制作&nbsp;&nbsp;数量</p>\n<p><b>1</b><b>2</b></p></td><td>&nbsp;</table>"
    document = only(html)
    assert words_of(document, document.grids[0]) == [["本年新 制作 数量 12", ""]]


def test_a_raised_number_behind_a_digit_is_the_mark_of_a_note_and_no_further_digit() -> None:
    body = "<p>公开13<sup>1</sup>件，占地<sup>5</sup>平方米。</p><table><tr><td>总计<td>20<sup> 2 </sup></table>"
    text = only(PAGE.format(body=body)).text
    assert "公开13[1]件" in text
    assert "占地5平方米" in text
    assert "20[2]" in text


WORD = (
    "<html><head><title>某镇年报</title></head><body><p><span lang=ZH-CN style='font-family:仿宋'>全年公开信</span>"
    '<span\n style="color:red">息13</span>{mark}条。</p><table><tr><td><p><span lang=EN-US>1</span><span>2</span></p>'
    "</td><td><span style='border:0'> 甲</span> <span>乙</span></td></tr><tr><td>3</td><td>4</td></tr></table>"
)


@pytest.mark.parametrize("mark", ["", "<sup>1</sup>", "<span class=SpellE>多</span>", "<span><sup>1</sup></span>"])
def test_spans_that_only_look_like_something_change_nothing(mark: str) -> None:
    bare = re.sub("</?span[^>]*>", "", WORD.format(mark=mark))
    with_meaning = WORD.format(mark=mark + "<span id=a></span>")
    assert only(WORD.format(mark=mark)).text == only(bare).text
    assert only(with_meaning).text.replace("[1]", "1") == only(bare).text.replace("[1]", "1")


@pytest.mark.parametrize(
    "hidden",
    ["style='display:none'", "style='DISPLAY: none'", 'style="mso-hide:all"', "style='visibility:hidden'", "hidden"],
)
def test_a_hidden_span_leaves_with_its_words_among_plain_ones(hidden: str) -> None:
    document = only(WORD.format(mark=f"<span {hidden}>77</span>"))
    assert document.text.startswith("全年公开信息13条。")


def test_a_hidden_span_opened_in_capitals_ends_where_it_is_closed() -> None:
    document = only(WORD.format(mark="<SPAN style='display:none'>77</span>"))
    assert document.text.startswith("全年公开信息13条。")
    assert "甲 乙" in document.text


def test_a_menu_in_a_span_is_no_part_of_the_report() -> None:
    menu = "<span class=share><a href=/a>首页导航一二三四五</a></span>"
    assert "首页" not in only(WORD.format(mark="") + menu).text


def test_spans_keep_every_figure_below_its_head() -> None:
    html = (
        "<table><tr><td rowspan=2 colspan=2>项</td><td colspan=2>申请人</td></tr><tr><td>个人</td><td>单位</td></tr>"
        "<tr><td rowspan=2>结果</td><td>公开<td>3<td>4</td></tr><tr><td>其他<td>5<td>6</td></tr></table>"
    )
    document = only(html)
    assert places_of(document, document.grids[0]) == [
        ["项", "项", "申请人", "申请人"],
        ["项", "项", "个人", "单位"],
        ["结果", "公开", "3", "4"],
        ["结果", "其他", "5", "6"],
    ]


@st.composite
def layouts(draw: st.DrawFn) -> list[list[int]]:
    """A grid of places, each holding the number of the rectangle that covers it."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    owner = [[-1] * width for _ in range(height)]
    number = 0
    for row in range(height):
        for column in range(width):
            if owner[row][column] >= 0:
                continue
            free = next((c for c in range(column, width) if owner[row][c] >= 0), width)
            right, below = draw(st.integers(column + 1, free)), draw(st.integers(row + 1, height))
            for r in range(row, below):
                for c in range(column, right):
                    owner[r][c] = number
            number += 1
    return owner


@settings(max_examples=200)
@given(layouts())
def test_any_layout_of_spans_reads_back_to_the_same_places(owner: list[list[int]]) -> None:
    rows, seen = [], set()
    for line in owner:
        cells = ""
        for number in dict.fromkeys(line):
            if number not in seen:
                seen.add(number)
                across = line.count(number)
                down = sum(number in other for other in owner)
                cells += f"<td rowspan={down} colspan={across}>n{number}</td>"
        rows.append(f"<tr>{cells}</tr>")
    document = only(f"<p>表</p><table>{''.join(rows)}</table>")
    expected = [[f"n{number}" for number in line] for line in owner]
    assert [places_of(document, grid) for grid in document.grids] == [expected]


def test_a_table_that_lays_out_the_page_flows_and_its_inner_tables_are_grids() -> None:
    html = (
        "<table width=900><tr><td colspan=2><p>标题</p></td></tr><tr><td>左栏</td><td><p>前文</p>"
        "<table><tr><td>甲</td><td>1</td></tr></table><p>中间</p><table><tr><td>乙</td><td>2</td></tr></table></td></tr></table>"
    )
    document = only(html)
    assert document.text == "标题\n左栏\n前文\n甲\t1\n中间\n乙\t2\n"
    assert [words_of(document, grid) for grid in document.grids] == [[["甲", "1"]], [["乙", "2"]]]


def test_a_table_of_one_column_is_running_text() -> None:
    document = only("<table><tr><td><p>一、概述</p><p>全年公开12件。</p></td></tr><tr><td>完</td></tr></table>")
    assert document.text == "一、概述\n全年公开12件。\n完\n"
    assert not document.grids


def test_a_long_text_set_into_one_row_of_a_table_flows_between_its_grids() -> None:
    long = "".join(
        f"<p>第{n}段，说的是当年公开工作的做法、成效与不足，以及下一年打算怎样改进、由谁来落实。</p>" for n in range(12)
    )
    html = f"<table><tr><td>名称<td>年报</td></tr><tr><td colspan=2>{long}</td></tr><tr><td>甲<td>1</td></tr></table>"
    document = only(html)
    assert [words_of(document, grid) for grid in document.grids] == [[["名称", "年报"]], [["甲", "1"]]]
    assert "第3段" in document.text.splitlines()[4]


def test_the_caption_of_a_table_is_a_paragraph_before_it() -> None:
    assert only("<table><caption>附表（件）</caption><tr><td>甲<td>1</table>").text == "附表(件)\n甲\t1\n"


def test_spans_that_no_browser_draws_are_clamped() -> None:
    html = (
        "<table><tr><td colspan=99999999>头</td></tr><tr><td rowspan=70000>甲</td><td>1</td></tr>"
        "<tr><td rowspan=0 colspan='-3'>2</td></tr><tr><td>3</td><td colspan=2x>4</td></tr></table>"
    )
    document = only(html)
    assert document.grids[0].height == 4
    assert document.grids[0].width <= 8
    assert places_of(document, document.grids[0])[1][:2] == ["甲", "1"]


def test_markup_that_runs_code_leaves_no_words() -> None:
    html = (
        "<body onload='steal(1)'><p>公开12件</p><script>document.write('<p>99件</p>')</script>"
        "<style>p{content:'98件'}</style>"
        "<img src=x onerror=alert(97)><svg><text>95</text></svg><iframe srcdoc='<p>94件</p>'></iframe>"
        "<noscript>93件</noscript><template>92件</template><textarea>91件</textarea><object>90件</object></body>"
    )
    assert only(html).text == "公开12件\n"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "公开12件",
        "<b>" * 10_000 + "公开12件",
        "<table><tr><td>" * 2_000 + "公开12件",
        "<p>公开12件</p>" + "<table><tr><td rowspan=65534 colspan=1000>x</td>" * 50,
        "<p>公开12件</p><table>" + "<tr><td rowspan=60000>x</td></tr>" * 3_000 + "</table>",
        "<p>公开12件" + "&lt;" * 100_000,
        "<p>公开12件</p>" + "<!--" * 50_000,
        "<p>公开12件</p><div title='" + "<p>" * 100_000,
    ],
)
def test_deep_wide_and_unclosed_markup_is_read_within_two_seconds(html: str) -> None:
    start = time.process_time()
    document = only(html)
    assert "公开12件" in document.text
    assert time.process_time() - start < 2


def test_a_page_of_fifty_megabytes_is_refused_at_once() -> None:
    start = time.process_time()
    with pytest.raises(UnreadableFileError) as caught:
        read("page", b"<html><body>" + b"<p>1</p>" * 6_000_000)
    assert caught.value.code == "too_large"
    assert time.process_time() - start < 2


def test_marks_that_the_reader_sets_itself_cannot_be_forged() -> None:
    forged = "<p>前\x0e0\x0f\f后&#14;7&#12;</p><p>&#14;中</p><p>&#14;</p>"
    document = only(f"{forged}<table><tr><td>甲<td>1</table><p>&#14;0</p><p>&#14;1</p>")
    assert len(document.grids) == 1
    assert document.text.endswith("中\n甲\t1\n0\n1\n")
    assert "前" in document.text
    assert "后" in document.text


def test_chrome_and_hidden_parts_inside_each_other_are_dropped_once() -> None:
    inner = "<nav><a href=1>甲</a><div class=nav><a href=2>乙</a><ul><li hidden><a href=3>丙</a></ul></div></nav>"
    hidden = f"<div hidden>丁<div style='display:none'>{inner}</div></div>"
    html = f"<p>公开12件，其余的在下一节里说明。</p><footer>{hidden}{inner}</footer>"
    assert only(html * 40).text == "公开12件,其余的在下一节里说明。\n" * 40
    assert only("<p>公开</p>" + "<object><svg><template><object>" * 30).text == "公开\n"


def test_blanks_that_were_escaped_twice_are_blanks() -> None:
    body = (
        "<table><tr><td>&amp;nbsp;收到&amp;ensp;</td><td>&amp;nbsp;12</td></tr><tr><td>办结</td><td>3</td></tr></table>"
    )
    document = read("page.html", f"<html><body>{body}<p>A &amp; B&amp;C</p></body></html>".encode())[0]
    assert document.text == "收到\t12\n办结\t3\nA & B&C\n"
