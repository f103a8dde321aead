"""Plain text and Markdown, whatever their encoding."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_documents import assert_sound, words_of

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import read
from dagster_project.readers.script import UNSEEN, fold, look_of, simplify, without_unseen
from dagster_project.readers.traditional import SIMPLIFIED, TRADITIONAL

SIMPLE = "青川县人民政府2016年政府信息公开工作报告\n一、概述\n全年主动公开信息1204条，收到申请7件，均已答复。\n"
TRADITIONAL_PAGE = "青川縣人民政府2016年政府信息公開工作報告\n一、概述\n全年主動公開信息1204條，收到申請7件，已答復。\n"


def only(content: bytes, file: str = "report") -> Document:
    documents = read(file, content)
    assert len(documents) == 1
    assert_sound(documents[0])
    return documents[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert only(SIMPLE.encode(encoding)).text == SIMPLE.replace("，", ",")


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le"])
def test_traditional_text_is_matched_in_simplified_and_quoted_as_printed(encoding: str) -> None:
    document = only(TRADITIONAL_PAGE.encode(encoding))
    assert "青川县人民政府2016年政府信息公开工作报告" in document.text
    assert "收到申请7件" in document.text
    assert document.printed == TRADITIONAL_PAGE.replace("，", ",")


def test_a_traditional_report_in_big5_is_not_taken_for_gb18030() -> None:
    assert only(TRADITIONAL_PAGE.encode("big5")).encoding.startswith("big5")


def test_text_cut_inside_a_character_still_reads() -> None:
    assert only(SIMPLE.encode()[:-3]).text.startswith("青川县人民政府")
    assert only(SIMPLE.encode("gb18030")[:-2]).text.startswith("青川县人民政府")


def test_a_few_wrong_bytes_do_not_change_the_encoding() -> None:
    content = SIMPLE.encode()
    broken = content[:60] + b"\xff\xfe" + content[60:]
    document = only(broken)
    assert document.encoding == "utf-8"
    assert "全年主动公开信息1204条" in document.text


def test_full_width_forms_fold_and_signs_of_their_own_stay() -> None:
    document = only("申请１２件（其中网络３件），占２５％；面积５㎡，见附注①。\u3000完\n".encode())
    assert document.text == "申请12件(其中网络3件),占25%;面积5㎡,见附注①。 完\n"


def test_radicals_that_fonts_put_for_characters_are_the_characters() -> None:
    assert only("⼀、⼈⺠政府⻓期公开\u3000金\uf90a\n".encode()).text == "一、人民政府长期公开 金金\n"


def test_characters_without_width_vanish_from_words() -> None:
    assert only("收\u200b到\ufeff申\u00ad请\u200d12件\n\u200b\n完\n".encode()).text == "收到申请12件\n完\n"


@pytest.mark.parametrize("name", ["乾安县", "显著", "皇后镇", "藉河", "瞭望", "於潜镇"])
def test_characters_of_simplified_print_stay_on_a_simplified_page(name: str) -> None:
    assert name in only((SIMPLE + name + "\n").encode()).text


def test_every_simplification_is_one_character_for_one() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert not set(SIMPLIFIED) & set("開條請縣報個國")
    assert simplify("關於開展報告的條例，餘額為五十餘萬元") == "关于开展报告的条例，余额为五十余万元"


@given(st.text(max_size=200))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    matched, printed = fold(text, look_of(text))
    assert len(matched) == len(printed) == len(text)


def test_folding_reads_the_same_beside_a_character_beyond_the_basic_plane() -> None:
    words = "（１２）份報告，"
    plain, beyond = fold(words, look_of(words)), fold("𠀀" + words, look_of("𠀀" + words))
    assert beyond == ("𠀀" + plain[0], "𠀀" + plain[1]) == ("𠀀(12)份报告,", "𠀀(12)份報告,")


@given(st.text(max_size=20))
def test_a_text_looks_as_if_something_in_it_were_unseen_when_something_is(text: str) -> None:
    assert bool(look_of(text) & UNSEEN) is (without_unseen(text) != text)


@settings(max_examples=60)
@example(["||"])
@example(["||", "|申请|3|"])
@given(st.lists(st.text("年度公开申请件0123456789 \t|，-", max_size=30), min_size=1, max_size=12))
def test_any_lines_of_text_give_a_sound_document(lines: list[str]) -> None:
    assert only(("概述\n" + "\n".join(lines)).encode())


def test_lines_are_paragraphs_without_blank_ones_between() -> None:
    assert only("一、概述\r\n\r\n　　全年公开。  \n\n\n完".encode()).text == "一、概述\n全年公开。\n完\n"


def test_spaces_between_cells_stay_where_a_page_was_copied_out() -> None:
    assert only("收到申请数 件  12   0\n".encode()).text == "收到申请数 件  12   0\n"


@pytest.mark.parametrize("rule", ["|:---|---:|", "|:-:|:-:|"])
def test_pipe_rows_are_a_grid_without_the_rule(rule: str) -> None:
    document = only(f"表\n\n| 指标 | 数 |\n{rule}\n| 收到 | 12 |\n| 办结 |  |\n\n完\n".encode())
    assert [words_of(document, grid) for grid in document.grids] == [[["指标", "数"], ["收到", "12"], ["办结", ""]]]
    assert document.text == "表\n指标\t数\n收到\t12\n办结\t\n完\n"
    assert document.grids[0].origin == "pipe"
    assert document.media_type == "text/markdown"


def test_rules_in_odd_places_and_ragged_rows_stay_one_grid() -> None:
    text = "|---|---|\n| 甲 | 1 | 2 |\n|---|---|---|\n| 3 | 4 |\n|---|---|\n| 乙 | — | - | 5 |\n"
    document = only(text.encode())
    assert words_of(document, document.grids[0]) == [["甲", "1", "2"], ["3", "4"], ["乙", "—", "-", "5"]]
    assert document.grids[0].width == 4


def test_a_blank_line_between_rows_parts_tables_only_before_a_new_head() -> None:
    same = only("| 甲 | 1 |\n|---|---|\n\n| 乙 | 2 |\n\n| 丙 | 3 |\n".encode())
    assert [grid.height for grid in same.grids] == [3]
    two = only("| 甲 | 1 |\n|---|---|\n| 乙 | 2 |\n\n| 丙 | 3 |\n|---|---|\n| 丁 | 4 |\n".encode())
    assert [grid.height for grid in two.grids] == [2, 2]


def test_pipes_inside_a_line_of_prose_make_no_table() -> None:
    document = only("发布时间:2017-01-08 | 来源:县办公室\n全年公开。\n".encode())
    assert not document.grids
    assert "2017-01-08 | 来源" in document.text


def test_marks_of_markdown_are_not_words() -> None:
    document = only(
        "# 年度报告\n\n**全年**公开 12 件\n![图](http://h/x.png)\n| **合计** | 1<br>2 |\n|---|---|\n".encode()
    )
    assert document.text == "年度报告\n全年公开 12 件\n合计\t1 2\n"


def test_rows_parted_by_tabs_are_a_grid() -> None:
    document = only("说明\n指标\t单位\t数\n\t件\t12\n完\n".encode())
    assert words_of(document, document.grids[0]) == [["指标", "单位", "数"], ["", "件", "12"]]
    assert document.grids[0].origin == "tab"


def test_html_tables_set_into_markdown_are_grids_in_their_place() -> None:
    text = "# 报告\n前文\n<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>\n后文\n"
    document = only(text.encode())
    assert document.text == "报告\n前文\n甲\t1\n2\n后文\n"
    assert document.grids[0].origin == "html"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (bytes(range(256)) * 40, "not_text"),
        (b"\x00\x01\x02\x80\x90" * 500, "not_text"),
        ("\u200b\ufeff\n".encode(), "no_text"),
        (b"Rar!\x1a\x07\x00" + b"x" * 100, "unknown_format"),
        (b"1\n" * 17_000_000, "too_large"),
        (b"a\tb\n" * 500_000, "too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read("report.txt", content)
    assert caught.value.code == code
    assert caught.value.reason


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sound_document_or_a_named_problem(content: bytes) -> None:
    documents: list[Document] = []
    try:
        with patch.dict("os.environ", {"PATH": ""}):  # no converter of this machine
            documents = read("report", content)
    except UnreadableFileError as error:
        problem = error.code and error.reason
    else:
        problem = ""
        for document in documents:
            assert_sound(document)
    assert problem or documents


@pytest.mark.parametrize(
    "piece",
    ["**a ", "<table", "</table><table", "![", "\n", " ", "| ", "|--", "--|", "#", "<", "\t", "a,", "-", "[", "&#"],
)
def test_no_pattern_is_slow_on_a_text_made_for_it(piece: str) -> None:
    text = "# 概述\n公开12件\n" + piece * (400_000 // len(piece))
    start = time.process_time()
    try:
        read("report.md", text.encode())
    except UnreadableFileError as error:
        assert error.code == "too_large"  # noqa: PT017
    assert time.process_time() - start < 3


def test_lines_of_another_encoding_are_read_in_theirs() -> None:
    lines = ["全年主动公开政府信息一百二十条。"] * 9
    mixed = "\n".join(lines).encode() + "\n收到申请十二件，均已答复。\n".encode("gb18030")
    assert only(mixed).text.endswith("收到申请十二件,均已答复。\n")


def test_rows_below_a_rule_need_no_pipe_at_their_edges() -> None:
    text = "情形 | 自然人 | 总计  \n---|---|---  \n新收 | 2 |   \n办理结果  \n公开 |  | 3  \n\n全年 | 公开\n"
    document = only(text.encode())
    rows = [["情形", "自然人", "总计"], ["新收", "2", ""], ["办理结果"], ["公开", "", "3"]]
    assert [words_of(document, grid) for grid in document.grids] == [rows]
    assert document.text.endswith("全年 | 公开\n")


def test_a_head_of_one_cell_has_a_rule_without_pipes() -> None:
    document = only("第一项  \n---  \n内容 | 数量  \n规章 | 0  \n第五项  \n---  \n内容 | 数量  \n许可 | 7  \n".encode())
    part = [["内容", "数量"]]
    assert words_of(document, document.grids[0]) == [["第一项"], *part, ["规章", "0"], ["第五项"], *part, ["许可", "7"]]


def test_a_rule_between_paragraphs_makes_no_table() -> None:
    document = only("# 报告\n\n公开 12 件\n---\n办结 3 件\n".encode())
    assert not document.grids


def test_markdown_that_keeps_divisions_of_a_page_is_no_page() -> None:
    text = (
        '<div class="content">\n\n# 报告\n\n| 指标 | 数 |\n|------|----|\n'
        '| <span style="color:red">收到</span> | 12 |\n'
        "\n</div>\n<div>\n<span>完</span>\n</div>\n"
    )
    document = only(text.encode())
    assert document.media_type == "text/markdown"
    assert [words_of(document, grid) for grid in document.grids] == [[["指标", "数"], ["收到", "12"]]]
    assert document.text == "报告\n指标\t数\n收到\t12\n完\n"


def test_textile_that_keeps_divisions_of_a_page_is_no_page() -> None:
    text = '<div class="content">\n\n|指标|数|\n|收到|12|\n|办结||\n\n</div>\n完\n'
    document = only(text.encode())
    assert [words_of(document, grid) for grid in document.grids] == [[["指标", "数"], ["收到", "12"], ["办结", ""]]]


def test_emphasis_tells_markdown_on_a_page_without_tables_and_headings() -> None:
    (document,) = read("a.txt", "公开 **12**条,收到**3** 件,**全部**答复。\n电话138****1234,张**。\n".encode())
    assert document.text.splitlines()[0] == "公开 12条,收到3 件,全部答复。"
    (document,) = read("a.txt", "电话138****1234,张**、李**。\n".encode())
    assert "138****1234" in document.text
    assert "张**、李**" in document.text


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("某县20 22年政府信息公开工作年度报告", "某县2022年政府信息公开工作年度报告"),
        ("自2 0 2 2年1月1日起", "自2022年1月1日起"),
        ("从20\u300019年到202 0 年", "从2019年到2020 年"),
        ("表1 2022年", "表1 2022年"),
        ("共320 22年来", "共320 22年来"),
    ],
)
def test_a_year_in_pieces_is_one(printed: str, seen: str) -> None:
    document = read("report.txt", printed.encode())[0]
    assert document.text.strip() == seen


def test_a_year_in_pieces_is_one_in_cells_too() -> None:
    page = "<table><tr><td>20 21年</td><td>12</td></tr><tr><td>2022 年</td><td>13</td></tr></table>"
    document = read("report.html", page.encode())[0]
    assert [document.text[cell.start : cell.end] for cell in document.grids[0].cells] == [
        "2021年",
        "12",
        "2022 年",
        "13",
    ]


def test_digits_of_mathematical_alphabets_are_digits() -> None:
    assert read("report.txt", "公开信息𝟏𝟐𝟑条".encode())[0].text.strip() == "公开信息123条"
