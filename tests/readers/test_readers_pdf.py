"""PDF with a text layer: reading order, ruled tables over page breaks, and what cannot be opened."""

from __future__ import annotations

import pytest
from made_documents import Stroke, Words, assert_sound, pdf, places_of, ruled, words_of

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import picture, read
from dagster_project.readers.ink import Line, joined
from dagster_project.readers.pages import Page

COLUMNS = [70, 130, 330, 400, 470]


def only(content: bytes) -> Document:
    documents = read("report", content)
    assert len(documents) == 1
    assert_sound(documents[0])
    return documents[0]


def row(y: float, *cells: str) -> list[Words]:
    """The words of a table row, in the middle of their cells' height."""
    return [(COLUMNS[n] + 4, y, 10, words) for n, words in enumerate(cells) if words]


def refused(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read("report", content)
    assert caught.value.reason
    return caught.value


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_the_next() -> None:
    page: list[Words] = [
        (200, 780, 18, "白水镇二〇二二年报告"),
        (92, 740, 12, "全年主动公开各类信息一百二十条其中通过网站公开的有一百条余下"),
        (70, 720, 12, "由公告栏公开另有广播播出的内容未计入其数目因为没有办法核实这些"),
        (70, 700, 12, "内容。"),
        (92, 680, 12, "收到申请 7 件。"),
    ]
    document = only(pdf([(page, [])], title="年报"))
    assert document.text.splitlines() == [
        "白水镇二〇二二年报告",
        "全年主动公开各类信息一百二十条其中通过网站公开的有一百条余下由公告栏公开另有广播播出的内容未计入其数目因为没有办法核实这些内容。",
        "收到申请 7 件。",
    ]
    assert document.meta["title"] == "年报"
    assert document.page_starts == (0,)


def test_a_paragraph_goes_on_over_the_page_break_and_page_numbers_vanish() -> None:
    line = "全年主动公开各类信息一百二十条其中通过网站公开的有一百条余下由公"
    first: list[Words] = [(92, 740, 12, line[2:]), (70, 720, 12, line), (280, 40, 10, "- 1 -")]
    second: list[Words] = [(70, 780, 12, "告栏公开。"), (280, 40, 10, "- 2 -")]
    document = only(pdf([(first, []), (second, [])]))
    assert document.text == f"{line[2:]}{line}告栏公开。\n"
    assert document.page_starts == (0, len(line[2:] + line))
    assert document.page_of(document.text.index("告栏公开。")) == 2


def test_a_number_that_does_not_count_up_with_the_pages_stays() -> None:
    pages: list[tuple[list[Words], list[Stroke]]] = [
        ([(70, 780, 12, word), (280, 40, 10, n)], []) for word, n in (("甲", "12"), ("乙", "7"))
    ]
    assert only(pdf(pages)).text == "甲\n12\n乙\n7\n"


def test_running_heads_and_feet_are_read_once_and_cut_no_table() -> None:
    def page(number: int, *cells: str) -> tuple[list[Words], list[Stroke]]:
        head: list[Words] = [(70, 800, 9, "11/20/26 某区年度报告"), (70, 788, 9, "内部编号 2026")]
        foot: list[Words] = [(70, 30, 9, f"www.example.cn/b-2019.html {number}/2"), (280, 18, 9, f"- {number} -")]
        strokes = ruled([760, 730], COLUMNS)
        return [*head, *row(742, *cells), *foot], strokes

    document = only(pdf([page(1, "一", "收到", "3", "0"), page(2, "二", "办结", "2", "1")]))
    (grid,) = document.grids
    assert words_of(document, grid) == [["一", "收到", "3", "0"], ["二", "办结", "2", "1"]]
    lines = [
        line for line in document.text.splitlines() if "\t" not in line and "收到" not in line and "办结" not in line
    ]
    assert lines[:2] == ["11/20/26 某区年度报告", "内部编号 2026"]
    assert lines[-1] == "www.example.cn/b-2019.html 2/2"
    assert "html 1/2" not in document.text
    assert "- 1 -" not in document.text


def test_a_last_line_that_another_page_does_not_repeat_stays() -> None:
    pages: list[tuple[list[Words], list[Stroke]]] = [
        ([(70, 780, 12, f"第{n}季度"), (70, 40, 12, f"公开信息 {n * 7} 条")], []) for n in (1, 2, 3)
    ]
    assert "公开信息 7 条" in only(pdf(pages)).text
    assert "公开信息 14 条" in only(pdf(pages)).text


def test_a_ruled_table_is_a_grid_with_spans_wrapped_and_upright_labels() -> None:
    strokes = [*ruled([700, 580], COLUMNS), (70, 670, 470, 670), (130, 640, 470, 640), (130, 610, 470, 610)]
    strokes = [s for s in strokes if s != (330, 700, 330, 580)] + [(330, 670, 330, 580)]
    words = [
        *row(682, "项", "事项及数目"),
        *row(652, "", "收到", "3", "0"),
        (134, 628, 10, "情况说明和"),
        (134, 614, 10, "补充"),
        *row(620, "", "", "12", "1"),
        *row(592, "", "办结", "", "2"),
        *((90, 655 - 14 * n, 10, character) for n, character in enumerate("本年结果")),
    ]
    document = only(pdf([([(70, 750, 12, "附表"), *words, (70, 540, 12, "完")], strokes)]))
    (grid,) = document.grids
    assert places_of(document, grid) == [
        ["项", "事项及数目", "事项及数目", ""],
        ["本年结果", "收到", "3", "0"],
        ["本年结果", "情况说明和补充", "12", "1"],
        ["本年结果", "办结", "", "2"],
    ]
    assert document.text.startswith("附表\n")
    assert document.text.endswith("完\n")
    assert grid.page == 1


def two_pages(last: list[Words], first: list[Words]) -> bytes:
    """A table of two rows on a page and two on the next, the row at the break as given."""
    upper = ([*row(680, "一", "收到", "9", "9"), *last, (280, 40, 10, "1")], ruled([700, 660, 620], COLUMNS))
    lower = ([*first, *row(720, "四", "结转", "5", "5"), (280, 40, 10, "2")], ruled([780, 740, 700], COLUMNS))
    return pdf([upper, lower])


def test_a_table_goes_on_over_the_page_break() -> None:
    document = only(two_pages(row(640, "二", "公开", "3", "3"), row(760, "三", "其他", "0", "0")))
    (grid,) = document.grids
    assert words_of(document, grid) == [
        ["一", "收到", "9", "9"],
        ["二", "公开", "3", "3"],
        ["三", "其他", "0", "0"],
        ["四", "结转", "5", "5"],
    ]
    assert document.page_of(grid.cells[8].start) == 2
    assert document.page_of(grid.cells[7].start) == 1


def test_a_row_cut_by_the_page_break_is_one_row_again() -> None:
    document = only(two_pages(row(640, "二", "重新出具已获", "3", "3"), row(760, "", "取信息", "", "")))
    (grid,) = document.grids
    assert words_of(document, grid)[1] == ["二", "重新出具已获取信息", "3", "3"]
    assert grid.height == 3


def test_a_row_of_blank_figures_after_the_page_break_is_not_swallowed() -> None:
    document = only(two_pages(row(640, "二", "公开", "3", "3"), row(760, "", "1.其他", "", "")))
    assert words_of(document, document.grids[0])[1:3] == [["二", "公开", "3", "3"], ["1.其他", "", ""]]


def test_a_table_of_other_width_on_the_next_page_is_another_table() -> None:
    upper = (row(640, "二", "公开", "3", "3"), ruled([660, 620], COLUMNS))
    lower = ([(74, 760, 10, "甲"), (154, 760, 10, "乙")], ruled([780, 740], [70, 150, 230]))
    assert len(only(pdf([upper, lower])).grids) == 2


TABLE: list[Words] = [*row(682, "一", "收到", "3", "0"), *row(642, "二", "办结", "12", "1")]
FIGURES = [["一", "收到", "3", "0"], ["二", "办结", "12", "1"]]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0", "0 -1 1 0 0 595", "-1 0 0 -1 595 842"])
def test_a_page_printed_sideways_or_upside_down_is_turned(matrix: str) -> None:
    size = (595, 842) if matrix.startswith("-1") else (842, 595)
    document = only(pdf([(TABLE, ruled([700, 660, 620], COLUMNS))], size=size, matrix=matrix))
    assert words_of(document, document.grids[0]) == FIGURES


def test_words_that_run_askew_behind_a_table_are_not_read() -> None:
    mark = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 560 Tm <516c5f00516c5f00516c5f00> Tj ET"
    document = only(pdf([(TABLE, ruled([700, 660, 620], COLUMNS))], behind=mark))
    assert words_of(document, document.grids[0]) == FIGURES
    assert "公" not in document.text


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    line = "全年主动公开各类信息一百二十条其中通过网站公开"
    left: list[Words] = [(60, 540 - 20 * n, 12, f"{line}{n}") for n in range(4)]
    right: list[Words] = [(655, 540 - 20 * n, 12, f"{line}{n}") for n in range(4, 8)]
    text = only(pdf([([*left, *right], [])], size=(1190, 842))).text
    assert [text.index(f"公开{n}") for n in range(8)] == sorted(text.index(f"公开{n}") for n in range(8))
    assert text.index("公开3") < text.index("公开4")


@pytest.mark.usefixtures("without_recognition")
def test_a_font_that_does_not_tell_its_characters_leaves_the_page_to_recognition() -> None:
    unknown: list[Words] = [(70, 700, 12, "\ue001\ue002\ue003\ue004" * 9)]
    assert refused(pdf([(unknown, [])])).code == "ocr_missing"


@pytest.mark.usefixtures("without_recognition")
def test_a_font_that_tells_of_other_characters_leaves_the_page_to_recognition() -> None:
    foreign: list[Words] = [(70, 700 - 20 * n, 12, "abcdefghij" * 5) for n in range(8)]
    assert refused(pdf([(foreign, [])])).code == "ocr_missing"


UNTOLD: list[Words] = [(70, 700, 12, "\ue001\ue002\ue003\ue004" * 9)]


@pytest.mark.usefixtures("without_recognition")
def test_a_page_among_others_that_only_recognition_reads_is_told_without_it() -> None:
    document = only(pdf([(TABLE, []), (UNTOLD, []), (TABLE, [])]))
    assert document.meta["unread_pages"] == "2"
    assert "recognised" not in document.meta


def test_a_page_among_others_that_only_recognition_reads_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_engine", lambda: None)
    shown = Page([Line("见附表。", 70, 100, 106, 112, 12)], [])
    monkeypatch.setattr(picture, "_page", lambda engine, pixels, above: shown)
    document = only(pdf([([(70, 700, 12, "全文如下。")], []), (UNTOLD, []), ([(70, 700, 12, "报告到此。")], [])]))
    assert document.text == "全文如下。\n见附表。\n报告到此。\n"
    assert document.meta["recognised"] == "ocr of pages 2"


def test_a_protected_pdf_is_named_so() -> None:
    key = "00" * 32
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>]"
    assert refused(pdf([([(70, 700, 12, "公开")], [])], encrypt)).code == "password"


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_pdf_cut_off_is_named_so(share: float) -> None:
    content = pdf([(row(700, "甲", "乙"), []) for _ in range(8)])
    assert refused(content[: int(len(content) * share)]).code == "truncated"


def test_a_pdf_header_with_junk_behind_it_is_named_damaged() -> None:
    assert refused(b"%PDF-1.5\n" + b"\x00\xff" * 500).code == "truncated"


@pytest.mark.usefixtures("without_recognition")
def test_a_pdf_of_pictures_says_what_to_install() -> None:
    error = refused(pdf([([], [(70, 700, 400, 700)])]))
    assert error.code == "ocr_missing"
    assert "ogi-warehouse[ocr]" in error.reason


@pytest.mark.parametrize(
    ("first", "second", "width", "words"),
    [
        ("2050", "4", 32.6, "20504"),  # no further digit fits between the edges
        ("10", "8", 22.3, "108"),
        ("1,2", "34", 28.0, "1,234"),
        ("10", "8", 60.0, "10 8"),
        ("12", "34", 45.0, "12 34"),
        ("本年", "结果", 60.0, "本年结果"),
    ],
)
def test_a_figure_that_a_narrow_cell_cuts_is_one_figure(first: str, second: str, width: float, words: str) -> None:
    size, digit = 10.5, 6.7
    lines = [
        Line(text, 100, top, 100 + digit * len(text), top + size, size) for text, top in ((first, 200), (second, 215))
    ]
    assert joined(lines, width) == words
