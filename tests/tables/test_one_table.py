"""Sections two to four in one table with headings and blank cells inside; section two under heads of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest

from .cases import (
    PROACTIVE_2019,
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2019,
    REQUESTS_2021,
    SECTION_2019,
    SECTION_2021,
    Key,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import FORMS, HEADS, RESULTS, labelled, seed_tables, words_of_rows

FORM = pytest.mark.parametrize("form", ["2019", "2021"])
SECTION = {"2019": SECTION_2019, "2021": SECTION_2021}
TWO = {"2019": PROACTIVE_2019, "2021": PROACTIVE_2021}
THREE = {"2019": REQUESTS_2019, "2021": REQUESTS_2021}
FOUR = [str(value) for value in REMEDIES]
BLOCKS = {"rules": "documents", "normative": "documents", "admin_fee": "fees", "procurement": "procurement"}
Row = Sequence[str]


def wide(words: str, columns: int = 20) -> str:
    return f"<td colspan={columns}>{words}</td>"


def apart(rows: Sequence[Row]) -> list[list[str]]:
    """The rows with a blank cell behind each."""
    return [[cell for words in row for cell in (words, "")] for row in rows]


def table(rows: Sequence[Row]) -> str:
    lines = ["".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def section_two(form: str) -> list[list[str]]:
    rows = [line.split() for line in SECTION[form].strip().split("\n")[1:]]
    return [[wide(row[0], 4)] if len(row) == 1 else row for row in rows]


def section_three(form: str, order: Sequence[int]) -> list[list[str]]:
    rows = [["指标", *(HEADS[at] for at in order)]]
    for label, cells in labelled(form, words_of_rows(THREE[form])):
        rows.append([label, *(cells[at] for at in order)] if cells else [wide(label, 8)])
    return rows


ACROSS = [
    [wide("行政复议", 5), wide("行政诉讼", 10)],
    [*(f"<td rowspan=2>{head}</td>" for head in RESULTS), wide("未经复议直接起诉", 5), wide("复议后起诉", 5)],
    [*RESULTS, *RESULTS],
    FOUR,
]
DOWN = [
    ["类型", "行政复议", "未经复议直接起诉", "复议后起诉"],
    *([head, *(FOUR[block * 5 + at] for block in range(3))] for at, head in enumerate(RESULTS)),
]


def everything(form: str) -> dict[Key, object]:
    return {**of_metrics(TWO[form]), **of_requests(THREE[form]), **of_remedies(REMEDIES)}


@FORM
@pytest.mark.parametrize("four", [ACROSS, DOWN], ids=["across", "down"])
@pytest.mark.parametrize("blanks", [False, True])
@pytest.mark.parametrize("order", [range(7), (6, 0, 1, 2, 3, 4, 5)])
def test_three_sections_in_one_table_are_read_apart(
    form: str, four: list[list[str]], blanks: bool, order: Sequence[int]
) -> None:
    two, three = section_two(form), section_three(form, order)
    rows = [
        [wide("二、主动公开政府信息情况")],
        *(apart(two) if blanks else two),
        [wide("")],
        [wide("三、收到和处理政府信息公开申请情况")],
        *(apart(three) if blanks else three),
        [wide("")],
        [wide("四、政府信息公开行政复议、行政诉讼情况")],
        *(line for row in four for line in (row, [wide("")])),
    ]
    assert_reads(f"{table(rows)}<p>五、存在的主要问题</p>", everything(form), form)


def heads_of_two(form: str) -> list[tuple[str, str, str]]:
    """The label, the column and the figure of each cell of section two."""
    labels = {row.code: row.label for row in FORMS.rows[(form, "proactive")]}
    columns = {
        (row["block_code"], row["column_code"]): row["label_zh"]
        for row in seed_tables()["form_columns"]
        if (row["form_code"], row["table_code"]) == (form, "proactive")
    }
    others = "items" if form == "2019" else "decisions"
    return [
        (labels[code], columns[(BLOCKS.get(code, others), cell.column)], TWO[form][cell.metric])
        for (of, code), cells in FORMS.cells.items()
        if of == form
        for cell in cells
    ]


def two(form: str, *tables: Sequence[Row]) -> str:
    return f"<p>二、主动公开政府信息情况</p>{''.join(map(table, tables))}<p>三、收到和处理政府信息公开申请情况</p>"


@FORM
@pytest.mark.parametrize("between", ["", "-", ":"])
def test_a_head_that_names_row_and_column_names_the_figure_below_it(form: str, between: str) -> None:
    told = heads_of_two(form)
    heads, figures = [label + between + column for label, column, _ in told], [figure for *_, figure in told]
    assert_reads(two(form, [heads, figures]), of_metrics(TWO[form]), form)
    assert_reads(two(form, [heads[:6], figures[:6]], [heads[6:], figures[6:]]), of_metrics(TWO[form]), form)


@FORM
def test_rows_that_stand_over_their_columns_are_read_by_both(form: str) -> None:
    told = heads_of_two(form)
    labels = [wide(label, len([*cells])) for label, cells in groupby(told, key=lambda cell: cell[0])]
    rows = [labels, [column for _, column, _ in told], [figure for *_, figure in told]]
    assert_reads(two(form, rows), of_metrics(TWO[form]), form)


@FORM
def test_documents_that_stand_over_their_figures_are_read_beside_rows_of_the_form(form: str) -> None:
    told = heads_of_two(form)[:6]
    labels = list(dict.fromkeys(label for label, *_ in told))
    down = [
        [column, *(figure for _, name, figure in told if name == column)]
        for column in dict.fromkeys(column for _, column, _ in told)
    ]
    assert_reads(two(form, [["项目", *labels], *down], section_two(form)[4:]), of_metrics(TWO[form]), form)


@FORM
@pytest.mark.parametrize("years", [("本年", "上年"), ("上年度", "本年度"), ("2019年", "2018年"), ("2018年", "2019年")])
@pytest.mark.parametrize("shape", ["one cell a row", "long", "below the columns"])
def test_of_two_years_beside_each_other_the_later_is_read(form: str, years: tuple[str, str], shape: str) -> None:
    told = heads_of_two(form)
    first = years[0] in ("本年", "2019年")

    def both(figure: str) -> list[str]:
        return [figure, "7"] if first else ["7", figure]

    if shape == "below the columns":
        tables = [
            [
                ["<td rowspan=2>信息内容</td>", *(wide(column, 2) for _, column, _ in cells)],
                [year for _ in cells for year in years],
                [label, *(word for *_, figure in cells for word in both(figure))],
            ]
            for label, group in groupby(told, key=lambda cell: cell[0])
            if (cells := [*group])
        ]
    elif shape == "long":
        tables = [[["信息内容", "项目", *years], *([label, column, *both(figure)] for label, column, figure in told)]]
    else:
        tables = [[["指标", *years], *([label + column, *both(figure)] for label, column, figure in told)]]
    assert_reads(two(form, *tables), of_metrics(TWO[form]), form)


def test_figures_of_two_years_in_a_text_are_left_where_nothing_tells_them_apart() -> None:
    lines = ["信息内容 2021年 2022年", "行政许可 12 15", "行政处罚 3 4", "行政强制 1 2", "行政事业性收费 10.5 11.5"]
    words = "\n".join(["二、主动公开政府信息情况", *lines, "三、收到和处理政府信息公开申请情况"])
    assert not read_words(words).statements


@FORM
def test_labels_that_stand_over_other_columns_than_their_own_make_no_row(form: str) -> None:
    told = heads_of_two(form)
    labels = list(dict.fromkeys(label for label, *_ in told))
    rows = [labels, [column for _, column, _ in told], [figure for *_, figure in told]]
    wanted = of_metrics(TWO[form])
    got = stated(read_words(two(form, rows)))
    assert all(statement.value == wanted.get(key) for key, statement in got.items())


def test_a_blank_cell_under_heads_is_blank_beside_its_figures() -> None:
    told = [
        (label, column, "" if column == "本年废止件数" else figure) for label, column, figure in heads_of_two("2021")
    ]
    rows = [[label + column for label, column, _ in told], [figure for *_, figure in told]]
    got = stated(read_words(two("2021", rows)))
    assert got[("normative.repealed", "")].value_semantic == "blank"
    assert got[("normative.in_force", "")].value == 41


def test_a_label_over_its_columns_takes_no_figure_for_the_row_above_it() -> None:
    rows = [
        *section_two("2019")[-5:-2],
        [wide("政府集中采购", 2)],
        ["采购项目数量", "采购总金额"],
        ["15", "123456.78"],
    ]
    above = heads_of_two("2019")[:12]
    long = [["信息内容", "项目", "数量"], *([label, column, figure] for label, column, figure in above)]
    wanted = of_metrics(TWO["2019"])
    got = stated(read_words(two("2019", long, rows)))
    assert all(statement.value == wanted.get(key) for key, statement in got.items())
    assert ("procurement.amount", "") in got
