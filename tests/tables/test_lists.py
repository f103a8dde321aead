"""Tables written out as lists: each figure behind the name of its column, a cell a line or a row a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from .cases import (
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2019,
    REQUESTS_2021,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import HEADS, RESULTS, ROWS

SECTION_THREE = "三、收到和处理政府信息公开申请情况"
SECTION_FOUR = "四、政府信息公开行政复议、行政诉讼情况"
AFTER = "五、存在的主要问题"
BLOCKS = ("行政复议", "未经复议直接起诉", "复议后起诉")
DATA = [row for row in ROWS["2021"] if row.kind == "data"]
THREE = of_requests(REQUESTS_2021)
FOUR = of_remedies(REMEDIES)
TOTAL_FIRST = (6, *range(6))
MIXED = (6, 2, 0, 5, 1, 3, 4)
DOCUMENTS = (("规章", ("0", "0", "0")), ("行政规范性文件", ("5", "2", "41")))
DECISIONS = (("行政许可", "1234"), ("行政处罚", "56"), ("行政强制", "7"))


def by_row(
    mark: str = ":", join: str = ",", order: Sequence[int] = range(7), unit: str = "", form: str = "2021"
) -> str:
    """A line for each row of section three, headings between them."""
    figures = REQUESTS_2021 if form == "2021" else REQUESTS_2019
    lines = [SECTION_THREE]
    for row in ROWS[form]:
        if row.kind == "data":
            cells = join.join(f"{HEADS[at]}{mark}{figures[row.metric][at]}{unit}" for at in order)
            lines.append(f"{row.label}:{cells}")
        elif row.kind != "group" or form == "2021":
            lines.append(row.label)
    return "\n".join([*lines, AFTER])


def by_applicant(order: Sequence[int] = range(7), headed: bool = False) -> str:
    """A paragraph for each kind of applicant, with the headings of groups before their parts."""
    lines = []
    for at in order:
        words = f"{HEADS[at]}:"
        for row in ROWS["2021"]:
            if row.kind == "data":
                words += f"{row.label}{REQUESTS_2021[row.metric][at]}件;"
            elif headed:
                words += row.label
        lines.append(words)
    page = "\n".join([SECTION_THREE, *lines, AFTER])
    return re.sub(r"(\d)\.(?=[㐀-鿿])", r"\1、", page) if headed else page


def cells_of_requests() -> list[tuple[str, str, str]]:
    return [(row.label, HEADS[at], str(REQUESTS_2021[row.metric][at])) for row in DATA for at in range(7)]


def cells_of_remedies() -> list[tuple[str, str, str]]:
    return [(BLOCKS[at // 5], RESULTS[at % 5], str(figure)) for at, figure in enumerate(REMEDIES)]


def long(order: Sequence[int], gap: str, above: bool = False, unit: bool = False, numbered: bool = False) -> str:
    """A line for each cell of section three and, where rows have no numbers, four, its parts in this order."""
    lines = [gap.join([*(["部分"] if above else []), *(("指标", "分类", "数值")[part] for part in order)])]
    for section, cells in ((SECTION_THREE, cells_of_requests()), (SECTION_FOUR, cells_of_remedies())):
        if numbered and section == SECTION_FOUR:
            break
        lines += [] if above else [section]
        for cell in cells:
            parts = [*([section] if above else []), *(cell[part] for part in order), *(["件"] if unit else [])]
            lines.append(gap.join([*([str(len(lines))] if numbered else []), *parts]))
    return "\n".join([*lines, AFTER])


@pytest.mark.parametrize("mark", [":", "", "=", " ", "为"])
@pytest.mark.parametrize("join", [",", "、", ";", "\n", " "])
@pytest.mark.parametrize("order", [range(7), TOTAL_FIRST, MIXED])
def test_a_row_of_section_three_reads_by_the_names_of_its_figures(mark: str, join: str, order: Sequence[int]) -> None:
    assert_reads(by_row(mark, join, order), THREE, "2021")


@pytest.mark.parametrize("order", [range(7), MIXED])
def test_a_list_of_the_form_of_2019_with_units_reads(order: Sequence[int]) -> None:
    assert_reads(by_row(unit="件", order=order, form="2019"), of_requests(REQUESTS_2019), "2019")


def test_a_total_that_stands_behind_the_label_itself_is_the_total() -> None:
    lines = []
    for row in DATA:
        *cells, total = REQUESTS_2021[row.metric]
        six = "、".join(f"{head}{cell}件" for head, cell in zip(HEADS, cells, strict=False))
        lines.append(f"{row.label}{total}件,其中:{six}。")
    assert_reads("\n".join([SECTION_THREE, *lines, AFTER]), THREE, "2021")


@pytest.mark.parametrize("order", [range(7), MIXED])
@pytest.mark.parametrize("headed", [False, True])
def test_a_list_by_kind_of_applicant_reads(order: Sequence[int], headed: bool) -> None:
    assert_reads(by_applicant(order, headed), THREE, "2021")


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
@pytest.mark.parametrize("gap", ["\t", ",", " ", "|"])
@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_a_table_with_a_line_for_each_cell_reads(order: Sequence[int], gap: str, above: bool, numbered: bool) -> None:
    wanted = THREE if numbered else {**THREE, **FOUR}
    assert_reads(long(order, gap, above, numbered=numbered), wanted, "2021")
    assert_reads(long(order, gap, above, True, numbered), wanted, "2021")


@pytest.mark.parametrize("shape", ["{0}/{1} {2}", "三-{0}-{1}:{2}", "{0}({1}):{2}", '"{0}","{1}": {2}'])
def test_a_line_for_each_cell_reads_however_label_and_name_are_parted(shape: str) -> None:
    lines = [shape.format(*cell) for cell in cells_of_requests()]
    assert_reads("\n".join([SECTION_THREE, *lines, AFTER]), THREE, "2021")


@pytest.mark.parametrize("zero", ["—", "/", None])
def test_kinds_of_applicant_without_a_figure_are_no_zeros(zero: str | None) -> None:
    lines = []
    for row in DATA:
        cells = [(name, figure or zero) for name, figure in zip(HEADS, REQUESTS_2021[row.metric], strict=True)]
        lines.append(f"{row.label}:" + ",".join(f"{name}{cell}" for name, cell in cells if cell is not None))
    got = stated(read_words("\n".join([SECTION_THREE, *lines, AFTER])))
    assert {key: got[key].value for key, value in THREE.items() if value} == {k: v for k, v in THREE.items() if v}
    assert {s.value_semantic for key, s in got.items() if not THREE[key]} <= {"blank", "not_applicable"}


def test_a_file_of_separated_values_with_a_line_for_each_cell_reads() -> None:
    heading = "二、主动公开政府信息情况"
    heads = ("本年制发件数", "本年废止件数", "现行有效件数")
    two = [f"{heading},{name},{head},{n}" for name, row in DOCUMENTS for head, n in zip(heads, row, strict=True)]
    two += [f"{heading},{name},本年处理决定数量,{figure}" for name, figure in DECISIONS]
    two.append(f"{heading},行政事业性收费,本年收费金额(单位:万元),321.5")
    words = "\n".join(["部分,类别,指标,数值", *two, long((0, 1, 2), ",", True).split("\n", 1)[1]])
    assert_reads(words, {**of_metrics(PROACTIVE_2021), **THREE, **FOUR}, "2021", "report.csv")


def test_a_list_of_two_years_is_no_table_and_a_problem() -> None:
    words = re.sub(r"(自然人|企业|机构|组织|其他|总计):(\d+)", r"\1:\2 9", by_row())
    reading = read_words(words)
    assert reading.statements == ()
    assert "table_unread" in {problem.code for problem in reading.problems}


def test_a_list_whose_figures_stand_before_the_names_is_no_table_and_a_problem() -> None:
    words = re.sub(r"(\w+):(\d+)(?=[,\n])", r"\2\1", by_row())
    reading = read_words(words)
    assert reading.statements == ()
    assert "table_unread" in {problem.code for problem in reading.problems}


def test_figures_under_a_label_that_no_form_knows_are_of_no_row() -> None:
    known = by_row()
    words = known.replace("7.属于行政执法案卷", "7.属于旁的什么事由")
    assert words != known
    wanted = {key: value for key, value in THREE.items() if "enforcement_file" not in key[0]}
    assert_reads(words, wanted, "2021")
