"""The national statistics table with more columns than one: halves side by side, other years, organs, row numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from dagster_project.parsers.tables.reading import LEFT_UNREAD

from .cases import assert_reads, of_metrics, read_words
from .test_statistics import FIGURES, rows

Rows = Sequence[Sequence[str]]
WANTED = of_metrics(FIGURES)


def page(table: Rows) -> str:
    """The table as HTML."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    return f"<p>政府信息公开情况统计表</p><table>{body}</table>"


def spaced(table: Rows) -> str:
    """The table with spaces between its cells."""
    return "\n".join(["政府信息公开情况统计表", *(" ".join(row) for row in table)])


def glued(table: Rows) -> str:
    """The table with nothing between its cells."""
    return "政府信息公开情况统计表" + "".join("".join(row) for row in table) + "单位负责人:甲某"


def side_by_side(across: bool, numbered: bool = False) -> Rows:
    """The table in two halves, its rows counted down each half or across both."""
    body = [[*([str(n)] if numbered else []), *row] for n, row in enumerate(rows(), 1)]
    half = (len(body) + 1) // 2
    left, right = (body[::2], body[1::2]) if across else (body[:half], body[half:])
    right += [[""] * len(body[0])] * (len(left) - len(right))
    head = [*(["序号"] if numbered else []), "统计指标", "单位", "统计数"]
    return [head * 2, *([*a, *b] for a, b in zip(left, right, strict=True))]


def beside(heads: Sequence[str], others: Callable[[float], Sequence[str]], at: int = 0) -> Rows:
    """The table with further columns beside the year's, which is the one at this place."""
    body: list[list[str]] = []
    for label, unit, figure in rows():
        cells = ["——"] * len(heads) if figure == "——" else list(others(float(figure)))
        if figure != "——":
            cells.insert(at, figure)
        body.append([label, unit, *cells])
    return [["统计指标", "单位", *heads], *body]


@pytest.mark.parametrize("shape", [page, spaced, glued])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_a_table_in_two_halves_side_by_side_reads_whole(
    shape: Callable[[Rows], str], across: bool, numbered: bool
) -> None:
    assert_reads(shape(side_by_side(across, numbered)), WANTED, "2014")


@pytest.mark.parametrize("shape", [page, spaced])
@pytest.mark.parametrize(
    ("heads", "at"),
    [
        (("2016年", "2015年"), 0),
        (("2015年", "2016年"), 1),
        (("本年", "上年"), 0),
        (("去年", "今年"), 1),
        (("统计数", "上年同期"), 0),
        (("本年度", "上年度", "增减"), 0),
        (("统计数", "同比增长(%)"), 0),
        (("上年累计", "本年累计"), 1),
        (("2016", "2015"), 0),
        (("统计数", "环比"), 0),
        (("目标数", "完成数"), 1),
        (("统计数", "排名"), 0),
    ],
)
def test_last_year_and_the_change_since_are_not_the_year(
    shape: Callable[[Rows], str], heads: Sequence[str], at: int
) -> None:
    assert_reads(shape(beside(heads, lambda v: [str(int(v) + 7), "-7"][: len(heads) - 1], at)), WANTED, "2014")


def test_the_numbers_of_rows_that_run_together_with_figures_are_no_digits_of_them() -> None:
    table = [["序号", "统计指标", "单位", "统计数"], *([str(n), *row] for n, row in enumerate(rows(), 1))]
    assert_reads(glued(table), WANTED, "2014")
    torn = glued([row for row in table if row[0] != "9"])
    assert read_words(torn).statements == ()


@pytest.mark.parametrize(
    "heads", [("本年", "上年"), ("2016年", "2015年"), ("统计数", "上年同期"), ("统计数", "同比增长(%)")]
)
def test_two_columns_that_run_together_are_never_read_as_one(heads: Sequence[str]) -> None:
    reading = read_words(glued(beside(heads, lambda v: [str(int(v) * 3 + 7)])))
    assert len(reading.statements) == len(WANTED)
    said = {(s.metric_code, s.member): s.value for s in reading.statements if s.value is not None}
    assert said == {key: value for key, value in WANTED.items() if key in said}


@pytest.mark.parametrize("heads", [("市本级", "县区"), ("合计", "市本级"), ("县政府", "县直单位")])
def test_a_table_that_is_left_unread_is_no_prose_either(heads: Sequence[str]) -> None:
    words = glued(beside(heads, lambda v: [str(int(v) // 2)]))
    reading = read_words(words)
    assert reading.statements == ()
    assert [stretch.reason for stretch in reading.consumed] == [LEFT_UNREAD]
    assert reading.consumed[0].end > words.index("接受培训人员数")


def test_the_number_of_a_row_that_no_form_knows_is_no_digit_of_the_figure_above() -> None:
    words = glued([["统计指标", "单位", "统计数"], *rows()])
    assert "4.信函申请数" in words
    figure = FIGURES["applications.received.mode.online"]
    reading = read_words(words.replace("4.信函申请数", "4.寄来的另一种数目"))
    got = {s.metric_code: s.value for s in reading.statements}
    assert got["applications.received.mode.online"] == int(figure)
    assert "applications.received.mode.letter" not in got


def of_quarters(value: float) -> list[str]:
    """Four parts of a year's figure."""
    quarter = int(value) // 4
    return [*[str(quarter)] * 3, f"{value - 3 * quarter:g}"]


@pytest.mark.parametrize("shape", [page, spaced])
@pytest.mark.parametrize(
    ("heads", "at"),
    [
        (("一季度", "二季度", "三季度", "四季度", "全年累计"), 4),
        (("第1季度", "第2季度", "第3季度", "第4季度", "合计"), 4),
        (("全年", "一季度", "二季度", "三季度", "四季度"), 0),
        (("1-3月", "4-6月", "7-9月", "10-12月", "1-12月"), 4),
        (("本年合计", "Q1", "Q2", "Q3", "Q4"), 0),
    ],
)
def test_parts_of_the_year_are_not_the_year(shape: Callable[[Rows], str], heads: Sequence[str], at: int) -> None:
    assert_reads(shape(beside(heads, of_quarters, at)), WANTED, "2014")


@pytest.mark.parametrize("shape", [page, spaced])
@pytest.mark.parametrize("heads", [("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"), ("1-6月", "7-12月")])
def test_parts_of_the_year_without_the_year_are_no_figures_and_a_problem(
    shape: Callable[[Rows], str], heads: Sequence[str]
) -> None:
    table = beside(heads, lambda v: of_quarters(v)[1 : len(heads)])
    reading = read_words(shape(table))
    assert reading.statements == ()
    assert [problem.code for problem in reading.problems] == ["table_unread"]


def test_a_year_printed_over_two_rows_of_heads_is_told_by_its_sums() -> None:
    body = beside(("一季度", "二季度", "三季度", "四季度", "合计"), of_quarters, 4)[1:]
    heads = ["统计指标 单位 全年累计 按季度", "一季度 二季度 三季度 四季度"]
    words = "\n".join([*heads, *(" ".join(row) for row in body)])
    assert_reads(words, WANTED, "2014")
    spans = [' rowspan="2">统计指标', ' rowspan="2">单位', ' colspan="4">按季度', ' rowspan="2">全年累计']
    first = "".join(f"<td{words}</td>" for words in spans)
    quarters = "".join(f"<td>{n}季度</td>" for n in "一二三四")
    rest = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    assert_reads(f"<table><tr>{first}</tr><tr>{quarters}</tr>{rest}</table>", WANTED, "2014")


@pytest.mark.parametrize("head", ["核对数", "填报要求"])
def test_a_column_beside_the_year_whose_head_is_not_known_is_no_part_of_it(head: str) -> None:
    assert_reads(page(beside(("统计数", head), lambda v: [f"{v:g}"])), WANTED, "2014")


@pytest.mark.parametrize("shape", [page, spaced])
def test_columns_of_which_none_is_known_are_left_unread(shape: Callable[[Rows], str]) -> None:
    reading = read_words(shape(beside(("初报", "核定"), lambda v: [f"{v + 7:g}"])))
    assert reading.statements == ()
    assert [problem.code for problem in reading.problems] == ["table_unread"]


@pytest.mark.parametrize("heads", [("合计", "教育", "卫生"), ("合计", "县级机关", "乡镇")])
def test_columns_that_add_up_to_the_whole_are_parts_of_it(heads: Sequence[str]) -> None:
    half = {(metric, heads[1]): Decimal(int(float(figure)) // 2) for metric, figure in FIGURES.items()}
    rest = {(m, heads[2]): Decimal(f) - int(float(f)) // 2 for m, f in FIGURES.items()}
    table = beside(heads, lambda v: [f"{int(v) // 2}", f"{v - int(v) // 2:g}"])
    assert_reads(page(table), {**WANTED, **half, **rest}, "2014")
