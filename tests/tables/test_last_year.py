"""Statutory tables that print last year's figures beside this year's: in columns, rows, lines or other tables."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from .cases import (
    PRINTED_REMEDIES,
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2021,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
    read_words,
)
from .printing import HEADS, RESULTS, ROWS, lined, words_of_rows

YEARS = [("2021年", "2022年"), ("上年", "本年"), ("去年", "今年"), ("上年同期", "本期"), ("2021年度", "本年度")]
ORDERS = [(0, 1), (1, 0)]
BLOCKS = ("行政复议", "未经复议直接起诉", "复议后起诉")
DATA = [row for row in ROWS["2021"] if row.kind == "data"]
LAST = [figure + 1 for figure in REMEDIES]
THREE, FOUR, TWO = of_requests(REQUESTS_2021), of_remedies(REMEDIES), of_metrics(PROACTIVE_2021)
AFTER = "<p>五、存在的主要问题及改进情况</p>"


def table(*lines: Sequence[str]) -> str:
    """A table of cells that may bring their spans with them, as 2|自然人 for two columns and 2_指标 for two rows."""
    out = []
    for line in lines:
        cells = ""
        for cell in line:
            wide, _, words = cell.rpartition("|")
            high, _, words = words.rpartition("_")
            cells += f'<td colspan="{wide or 1}" rowspan="{high or 1}">{words}</td>'
        out.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(out)}</table>"


def both(years: Sequence[str], order: Sequence[int], figures: Sequence[object], others: Sequence[object]) -> list[str]:
    """The figures of both years by turns."""
    return [str((other, figure)[at]) for figure, other in zip(figures, others, strict=True) for at in order]


def requests(*lines: Sequence[str]) -> str:
    return f"<p>三、收到和处理政府信息公开申请情况</p>{table(*lines)}{AFTER}"


def remedies(*tables: str) -> str:
    return f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{''.join(tables)}{AFTER}"


def across(*rows: Sequence[str], lead: Sequence[str] = ()) -> str:
    heads = [*lead, *(f"{block}{result}" for block in BLOCKS for result in RESULTS)]
    return table(heads, *rows)


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("order", ORDERS)
def test_each_kind_of_applicant_has_a_column_for_each_year(years: Sequence[str], order: Sequence[int]) -> None:
    heads = [["2_指标", *(f"2|{head}" for head in HEADS)], [years[at] for _ in HEADS for at in order]]
    rows = [REQUESTS_2021[row.metric] for row in DATA]
    body = [[d.label, *both(years, order, row, [n + 2 for n in row])] for d, row in zip(DATA, rows, strict=True)]
    assert_reads(requests(*heads, *body), THREE, "2021")


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("order", ORDERS)
def test_each_result_has_a_row_for_each_year(years: Sequence[str], order: Sequence[int]) -> None:
    lines: list[list[str]] = [["指标", "年度", *HEADS]]
    for row in DATA:
        figures = REQUESTS_2021[row.metric]
        pair = [[years[at], *(str(n + (0, 2)[at == 0]) for n in figures)] for at in order]
        lines += [[f"2_{row.label}", *pair[0]], pair[1]]
    assert_reads(requests(*lines), THREE, "2021")


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("order", ORDERS)
def test_the_years_have_blocks_of_columns(years: Sequence[str], order: Sequence[int]) -> None:
    heads = [["2_指标", *(f"7|{years[at]}" for at in order)], [*HEADS, *HEADS]]
    body = []
    for row in DATA:
        figures = REQUESTS_2021[row.metric]
        body.append([row.label, *(str(n + (0, 2)[at == 0]) for at in order for n in figures)])
    assert_reads(requests(*heads, *body), THREE, "2021")


@pytest.mark.parametrize("years", [*YEARS, ("2021", "2022")])
@pytest.mark.parametrize("order", ORDERS)
def test_section_four_has_a_row_or_a_column_for_each_year(years: Sequence[str], order: Sequence[int]) -> None:
    rows = [[years[at], *map(str, (LAST, REMEDIES)[at])] for at in order]
    assert_reads(remedies(across(*rows, lead=["年度"])), FOUR, "2021")
    down = [
        [BLOCKS[place // 5], RESULTS[place % 5], *both(years, order, [REMEDIES[place]], [LAST[place]])]
        for place in range(15)
    ]
    assert_reads(remedies(table(["类别", "结果", *(years[at] for at in order)], *down)), FOUR, "2021")


@pytest.mark.parametrize("years", YEARS[:3])
@pytest.mark.parametrize("order", ORDERS)
def test_each_year_has_a_table_below_its_name(years: Sequence[str], order: Sequence[int]) -> None:
    tables = [f"<p>({years[at]}情况)</p>{across([str(n) for n in (LAST, REMEDIES)[at]])}" for at in order]
    assert_reads(remedies(*tables), FOUR, "2021")


@pytest.mark.parametrize("order", ORDERS)
def test_each_year_has_a_line_in_a_text(order: Sequence[int]) -> None:
    lines = lined("2021", words_of_rows(REQUESTS_2021), ["@"])
    years = [f"{('上年度', '本年度')[at]} {' '.join(map(str, (LAST, REMEDIES)[at]))}" for at in order]
    assert lines.count("@") == 1
    assert_reads(lines.replace("@", "\n".join(years)), {**THREE, **FOUR}, "2021")


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("order", ORDERS)
def test_section_two_has_a_column_for_each_year(years: Sequence[str], order: Sequence[int]) -> None:
    def section(heads: Sequence[str], *rows: Sequence[str]) -> str:
        above = [["2_信息内容", *(f"2|{head}" for head in heads)], [years[at] for _ in heads for at in order]]
        return table(*above, *([row[0], *both(years, order, row[1:], ["9" + n for n in row[1:]])] for row in rows))

    documents = section(
        ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "0", "0", "0"), ("行政规范性文件", "5", "2", "41")
    )
    parts = [
        "<p>二、主动公开政府信息情况</p><p>第二十条第(一)项</p>" + documents,
        "<p>第二十条第(五)项</p>" + section(("本年处理决定数量",), ("行政许可", "1234")),
        "<p>第二十条第(六)项</p>" + section(("本年处理决定数量",), ("行政处罚", "56"), ("行政强制", "7")),
        "<p>第二十条第(八)项</p>" + section(("本年收费金额(单位:万元)",), ("行政事业性收费", "321.5")),
    ]
    words = words_of_rows(REQUESTS_2021)
    three = requests(["指标", *HEADS], *([row.label, *words[row.metric]] for row in DATA)).removesuffix(AFTER)
    page = "".join(parts) + three + remedies(across(PRINTED_REMEDIES))
    assert_reads(page, {**TWO, **THREE, **FOUR}, "2021")


def test_figures_that_look_like_years_are_figures() -> None:
    figures = [2021, 0, 0, 0, 2021, 2022, 1, 0, 0, 2023, 0, 0, 0, 0, 0]
    assert_reads(remedies(across([str(figure) for figure in figures])), of_remedies(figures), "2021")


def test_a_grid_of_nothing_but_years_takes_no_longer_than_its_cells() -> None:
    row = "".join(f"<td>{2021 + column % 2}年</td>" for column in range(120))
    start = time.process_time()
    assert not read_words(f"<p>二、主动公开政府信息情况</p><table>{f'<tr>{row}</tr>' * 120}</table>").statements
    assert time.process_time() - start < 3
