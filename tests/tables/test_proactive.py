"""Section two, run together: bounds, prose and the years beside it decide; what they leave open is said to be open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.parsers.neighbours import Chains, StatedCell, settle_by_neighbours
from dagster_project.parsers.tables import TableReading, settle_by_prose

from .cases import (
    PROACTIVE_2019,
    PROACTIVE_2021,
    SECTION_2019,
    SECTION_2021,
    assert_reads,
    of_metrics,
    read_words,
    stated,
)
from .printing import seed_tables

CHAINS = Chains.from_tables(seed_tables())


def glued_2019(documents: str, licences: str, penalties: str) -> TableReading:
    """Section two of 2019 with nothing between its cells."""
    return read_words(
        "二、主动公开政府信息情况第二十条第(一)项信息内容本年新制作数量本年新公开数量对外公开总数量"
        f"规章000规范性文件{documents}第二十条第(五)项信息内容上一年项目数量本年增/减处理决定数量"
        f"行政许可{licences}第二十条第(六)项信息内容上一年项目数量本年增/减处理决定数量行政处罚{penalties}"
        "三、收到和处理政府信息公开申请情况"
    )


def glued_2021(documents: str) -> TableReading:
    """Section two of 2021 with nothing between its cells."""
    return read_words(
        "二、主动公开政府信息情况第二十条第(一)项信息内容本年制发件数本年废止件数现行有效件数"
        f"规章000行政规范性文件{documents}第二十条第(五)项信息内容本年处理决定数量行政许可315"
        "第二十条第(八)项信息内容本年收费金额(单位:万元)行政事业性收费1204.55三、收到和处理政府信息公开申请情况"
    )


def cells(reading: TableReading, year: int) -> list[StatedCell]:
    return [
        StatedCell(f"r{year}", n, year, s.metric_code, s.member, s.place, s.value, s.readings)
        for n, s in enumerate(reading.statements, 1)
    ]


def test_a_sign_ends_the_cell_before_it() -> None:
    got = stated(glued_2019("000", "51-90", "7-25"))
    assert got[("licensing.items_prev", "")].value == 51
    assert got[("licensing.items_change", "")].value == -9
    assert got[("penalty.items_change", "")].value == -2
    assert got[("penalty.items_change", "")].decided_by != "shape"


def test_a_cell_with_more_than_one_possible_reading_has_bounds_and_no_value() -> None:
    got = stated(glued_2021("12434"))
    for part, low, high in (("issued", 1, 124), ("repealed", 2, 243), ("in_force", 4, 434)):
        cell = got[(f"normative.{part}", "")]
        assert (cell.value, cell.value_semantic, cell.decided_by) == (None, "ambiguous", "ambiguous")
        assert (cell.lower, cell.upper) == (Decimal(low), Decimal(high))
        assert cell.confidence < Decimal("0.7")
        assert {"12|4|34", "1|2|434"} <= set(cell.readings)
        assert cell.value_text in "12434"
        assert f"chars {cell.start}-{cell.end}" in cell.locator


def test_a_cell_on_which_every_reading_of_its_row_agrees_is_certain() -> None:
    got = stated(glued_2019("000", "510-914", "0025"))
    before, change = got[("licensing.items_prev", "")], got[("licensing.items_change", "")]
    assert (before.value, before.decided_by, before.readings) == (Decimal(510), "all_readings", ())
    assert before.confidence > Decimal("0.9")
    assert (change.value, change.lower, change.upper) == (None, Decimal(-91), Decimal(-9))
    zeros = [got[(f"penalty.{part}", "")] for part in ("items_prev", "items_change", "decisions")]
    assert [(cell.value, cell.decided_by) for cell in zeros] == [(0, "printed"), (0, "printed"), (25, "printed")]


def test_of_more_figures_than_cells_those_on_the_line_count_and_nothing_is_guessed() -> None:
    own_line = stated(read_words(SECTION_2021.replace("行政许可 1234", "行政许可 1234\n88 99")))
    assert own_line[("licensing.decisions", "")].value == 1234
    one_line = stated(read_words(SECTION_2021.replace("行政许可 1234", "行政许可 1234 88")))
    assert one_line[("licensing.decisions", "")].readings == ("1234", "88")


def test_prose_settles_a_row_whose_figures_it_repeats() -> None:
    reading = glued_2021("12434")
    said = [replace(s, value=Decimal(34)) for s in reading.statements if s.metric_code == "normative.in_force"]
    got = stated(settle_by_prose(reading, said))
    assert got[("normative.in_force", "")].value == 34
    said += [replace(s, value=Decimal(12)) for s in reading.statements if s.metric_code == "normative.issued"]
    settled = stated(settle_by_prose(reading, said))
    assert [settled[(f"normative.{m}", "")].value for m in ("issued", "repealed", "in_force")] == [12, 4, 34]
    assert {settled[(f"normative.{m}", "")].decided_by for m in ("issued", "repealed", "in_force")} == {"prose"}
    assert all(s.value_text == str(s.value) and s.end - s.start == len(s.value_text) for s in settled.values())


def test_prose_that_fits_no_reading_changes_nothing() -> None:
    reading = glued_2021("12434")
    said = [replace(s, value=Decimal(999)) for s in reading.statements if s.metric_code == "normative.in_force"]
    assert settle_by_prose(reading, said) == reading


def test_the_year_beside_it_settles_an_open_row() -> None:
    plain = read_words(
        "二、主动公开政府信息情况\n第二十条第(一)项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n"
        "行政规范性文件 10 2 42\n第二十条第(五)项\n信息内容 本年处理决定数量\n行政许可 3\n"
        "三、收到和处理政府信息公开申请情况"
    )
    told = settle_by_neighbours([*cells(glued_2021("12434"), 2021), *cells(plain, 2022)], CHAINS)
    values = {(s.report_id, s.statement_no): s for s in told}
    open_cells = {c.metric_code: (c.report_id, c.statement_no) for c in cells(glued_2021("12434"), 2021)}
    in_force = values[open_cells["normative.in_force"]]
    assert (in_force.value, in_force.decided_by) == (Decimal(34), "neighbour_year")
    assert "42 = normative.in_force 2021 34" in in_force.explanation
    issued = values[open_cells["normative.issued"]]
    assert (issued.value, issued.lower, issued.upper, issued.decided_by) == (None, 1, 12, "ambiguous")
    assert issued.explanation.endswith("of 6 readings remain 1|24|34, 12|4|34")


def test_years_whose_figures_do_not_tie_say_nothing_of_each_other() -> None:
    first, second = (
        cells(glued_2019("898989", "3960181", "24870430"), 2019),
        cells(glued_2019("000", "5072", "901"), 2020),
    )
    settled = settle_by_neighbours([*first, *second], CHAINS)
    assert not [s for s in settled if s.report_id == "r2019" and "licensing" in s.explanation]
    assert not [s for s in settled if s.report_id == "r2020" and "penalty" in s.explanation]


def test_years_apart_are_no_neighbours() -> None:
    first, later = cells(glued_2019("000", "3960181", "000"), 2019), cells(glued_2019("000", "396-6200", "000"), 2021)
    assert settle_by_neighbours([*first, *later], CHAINS) == []


def test_a_block_with_the_old_heads_keeps_its_old_cells() -> None:
    words = SECTION_2019.replace("政府集中采购 15 123456.78元", "政府集中采购 15 12.5万元")
    reading = read_words(words)
    amount = stated(reading)[("procurement.amount", "")]
    assert (amount.value, amount.unit) == (Decimal("12.5"), "wan_yuan")


def test_an_amount_without_a_unit_is_yuan_and_less_sure() -> None:
    amount = stated(read_words(SECTION_2019.replace("123456.78元", "123456.78")))[("procurement.amount", "")]
    assert (amount.value, amount.unit) == (Decimal("123456.78"), "yuan")
    assert amount.confidence < Decimal("0.9")


def test_figures_of_another_article_are_not_read_for_rows_that_are_missing() -> None:
    words = (
        "二、主动公开政府信息情况\n第二十条第(一)项\n规章 0 0 0\n行政规范性文件 1 0 9\n行政许可 见附件\n"
        "三、收到和处理政府信息公开申请情况"
    )
    wanted = of_metrics({"rules.issued": "0", "rules.repealed": "0", "rules.in_force": "0"})
    wanted |= of_metrics({"normative.issued": "1", "normative.repealed": "0", "normative.in_force": "9"})
    assert_reads(words, wanted, "2021")


def test_rows_padded_with_blank_columns_keep_to_their_form() -> None:
    words = "\n".join(
        [
            "二、主动公开政府信息情况",
            "",
            "| 第二十条第(一)项 | | | |",
            "|---|---|---|---|",
            "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
            "| 规章 | 0 | 0 | 0 |",
            "| 行政规范性文件 | 6 | 1 | 70 |",
            "| 信息内容 | 本年处理决定数量 | | |",
            "| 行政许可 | 2293 | | |",
            "| 行政强制 | 42 | | |",
            "",
            "三、收到和处理政府信息公开申请情况",
        ]
    )
    wanted = {"rules.issued": "0", "rules.repealed": "0", "rules.in_force": "0", "normative.issued": "6"}
    wanted |= {"normative.repealed": "1", "normative.in_force": "70", "licensing.decisions": "2293"}
    assert_reads(words, of_metrics({**wanted, "coercion.decisions": "42"}), "2021")


def test_a_unit_printed_in_the_head_is_the_unit_of_the_amount() -> None:
    words = SECTION_2021.replace("(单位:万元)", "(单位:元)")
    assert stated(read_words(words))[("admin_fee.amount", "")].unit == "yuan"
    assert stated(read_words(SECTION_2021))[("admin_fee.amount", "")].unit == "wan_yuan"
    bought = SECTION_2019.replace("采购总金额", "采购总金额(万元)").replace("123456.78元", "12.5")
    amount = stated(read_words(bought))[("procurement.amount", "")]
    assert (amount.value, amount.unit, amount.confidence) == (Decimal("12.5"), "wan_yuan", Decimal("0.98"))
    assert stated(read_words(bought))[("procurement.projects", "")].unit == "project"


def test_prose_about_licences_above_the_section_is_not_read_as_a_cell() -> None:
    prose = "一、总体情况\n按照《条例》第二十条第(三)项、第二十条第(四)项,全年作出行政处罚 88 件,行政许可 99 件。\n"
    reading = read_words(prose + SECTION_2021 + "三、收到和处理政府信息公开申请情况")
    got = {key: s.value for key, s in stated(reading).items()}
    assert (got[("penalty.decisions", "")], got[("licensing.decisions", "")]) == (56, 1234)
    assert all(stretch.start >= len(prose) for stretch in reading.consumed)


def test_blank_and_slashed_cells_of_documents_stay_so_in_both_readings() -> None:
    page = """<h3>二、主动公开政府信息情况</h3><table><tr><td colspan=4>第二十条第(一)项</td></tr>
    <tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
    <tr><td>规章</td><td>/</td><td>/</td><td>/</td></tr><tr><td>行政规范性文件</td><td>12</td><td></td><td>35</td></tr>
    <tr><td colspan=4>第二十条第(五)项</td></tr></table><h3>三、收到和处理政府信息公开申请情况</h3>"""
    got = stated(read_words(page))
    assert {s.agreement for s in got.values()} == {"agree"}
    assert (got[("rules.issued", "")].value_semantic, got[("normative.repealed", "")].value_semantic) == (
        "not_applicable",
        "blank",
    )
    assert (got[("normative.issued", "")].value, got[("normative.in_force", "")].value) == (12, 35)
    glued = stated(glued_2021("12335"))
    assert glued[("rules.issued", "")].value == 0
    slashed = read_words(SECTION_2021.replace("规章 0 0 0", "规章///"))
    assert stated(slashed)[("rules.in_force", "")].value_semantic == "not_applicable"


DOCUMENTS = st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(0, 3000)).map(
    lambda row: (row[0], row[1], row[1] + row[2])
)
MATTERS = st.tuples(st.integers(0, 5000), st.integers(-40, 120), st.integers(0, 90000)).map(
    lambda row: (row[0] + max(0, -row[1]), row[1], row[2])
)


@given(DOCUMENTS, MATTERS, MATTERS)
@settings(max_examples=60)
def test_whatever_runs_together_is_read_right_or_left_open(
    documents: tuple[int, ...], licences: tuple[int, ...], penalties: tuple[int, ...]
) -> None:
    got = stated(glued_2019(*("".join(map(str, row)) for row in (documents, licences, penalties))))
    printed = {
        "normative": zip(("issued", "disclosed_new", "disclosed_total"), documents, strict=True),
        "licensing": zip(("items_prev", "items_change", "decisions"), licences, strict=True),
        "penalty": zip(("items_prev", "items_change", "decisions"), penalties, strict=True),
    }
    for row, cells in printed.items():
        for part, figure in cells:
            cell = got[(f"{row}.{part}", "")]
            if cell.value_semantic == "ambiguous":
                assert cell.value is None
                assert cell.lower is None or cell.lower <= figure <= cell.upper
            else:
                assert cell.value == figure


def test_heads_in_another_order_give_the_figures_of_a_text_their_columns() -> None:
    heads, figures = "本年制发件数 本年废止件数 现行有效件数", "行政规范性文件 5 2 41"
    assert heads in SECTION_2021
    words = SECTION_2021.replace(heads, "现行有效件数 本年制发件数 本年废止件数")
    assert_reads(words.replace(figures, "行政规范性文件 41 5 2") + "三、收到和处理", of_metrics(PROACTIVE_2021), "2021")


@pytest.mark.parametrize("change", ["减少3", "减3", "-3", "−3"])
def test_a_change_is_negative_however_it_is_said(change: str) -> None:
    got = stated(read_words(SECTION_2019.replace("行政许可 120 -3 1,234", f"行政许可 120 {change} 1,234")))
    assert [got[(f"licensing.{part}", "")].value for part in ("items_prev", "items_change", "decisions")] == [
        120, -3, 1234,
    ]  # fmt: skip


def test_a_row_with_words_among_its_figures_is_not_split_into_digits() -> None:
    got = stated(read_words(SECTION_2019.replace("行政许可 120 -3 1,234", "行政许可 120 与上年持平 1,234")))
    assert ("licensing.items_prev", "") not in got


def test_a_word_for_nothing_behind_a_row_is_a_zero() -> None:
    got = stated(read_words(SECTION_2021.replace("行政强制 7", "行政强制 无") + "三、收到和处理政府信息公开申请情况"))
    said = got[("coercion.decisions", "")]
    assert said.value == 0
    assert said.value_semantic == "stated_zero"


def test_notes_in_square_brackets_do_not_hide_the_figures_behind_them() -> None:
    words = SECTION_2021.replace("行政规范性文件 5 2 41", "行政规范性文件 5【含乡镇2】 2 41")
    assert_reads(words + "三、收到和处理政府信息公开申请情况", of_metrics(PROACTIVE_2021), "2021")


def one_figure_a_line(section: str) -> list[tuple[str, str, str, str]]:
    """Article, row, column and figure of each cell of a section that is printed in the way of the form."""
    article, heads, lines = "", list[str](), list[tuple[str, str, str, str]]()
    for line in section.splitlines()[1:]:
        words = line.split()
        if len(words) == 1:
            article = line
        elif words[0] == "信息内容":
            heads = words[1:]
        else:
            lines += [(article, words[0], head, figure) for head, figure in zip(heads, words[1:], strict=True)]
    return lines


@pytest.mark.parametrize("shape", ["page", "row", "line", "one label"])
@pytest.mark.parametrize(
    ("section", "wanted", "form"), [(SECTION_2021, PROACTIVE_2021, "2021"), (SECTION_2019, PROACTIVE_2019, "2019")]
)
def test_a_section_with_one_figure_a_line_is_read_by_the_names(
    section: str, wanted: dict[str, str], form: str, shape: str
) -> None:
    lines = one_figure_a_line(section)
    printed = {
        "page": "<table>" + "".join("<tr><td>" + "</td><td>".join(line) + "</td></tr>" for line in lines) + "</table>",
        "row": "\n".join(" ".join(line) for line in lines),
        "line": "\n".join("\n".join(line) for line in lines),
        "one label": "\n".join(f"{row}{column} {figure}" for _, row, column, figure in lines),
    }
    title, after = "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"
    words = f"{title}\n{printed[shape]}\n{after}"
    assert_reads(
        f"<p>{title}</p>{printed[shape]}<p>{after}</p>" if shape == "page" else words, of_metrics(wanted), form
    )


def test_rows_printed_several_times_under_names_nobody_knows_are_not_read_as_decisions() -> None:
    body = "".join(
        f"<tr><td>行政许可{name}</td><td>{figure}</td></tr>" for name, figure in (("甲", 335), ("乙", 23), ("丙", 216))
    )
    page = f"<p>二、主动公开政府信息情况</p><table>{body}<tr><td>政府集中采购</td><td>3</td><td>5</td></tr></table>"
    got = stated(read_words(page + "<p>第二十条第(一)项 本年新制作数量 规章 0 0 0</p>"))
    assert not any(key[0].startswith("licensing.") for key in got)


@pytest.mark.parametrize("gap", [" ", "\n", "\t"])
@pytest.mark.parametrize(
    ("section", "wanted", "form"), [(SECTION_2021, PROACTIVE_2021, "2021"), (SECTION_2019, PROACTIVE_2019, "2019")]
)
def test_a_section_whose_tables_lie_on_their_side_reads_back(
    section: str, wanted: dict[str, str], form: str, gap: str
) -> None:
    printed = ["二、主动公开政府信息情况"]
    cells = one_figure_a_line(section)
    for article in dict.fromkeys(cell[0] for cell in cells):
        own = [cell for cell in cells if cell[0] == article]
        printed += [article, gap.join(["信息内容", *dict.fromkeys(cell[1] for cell in own)])]
        for column in dict.fromkeys(cell[2] for cell in own):
            printed.append(gap.join([column, *(cell[3] for cell in own if cell[2] == column)]))
    assert_reads("\n".join([*printed, "三、收到和处理政府信息公开申请情况"]), of_metrics(wanted), form)


def test_thousands_that_run_together_with_a_change_are_read_right_or_left_open() -> None:
    got = stated(glued_2019("5441", "802-1064,626", "1200-312"))
    for part, figure in (("items_prev", 802), ("items_change", -10), ("decisions", 64626)):
        cell = got[(f"licensing.{part}", "")]
        assert cell.value == figure or (cell.decided_by == "ambiguous" and cell.lower <= figure <= cell.upper)
    assert "802|-10|64,626" in got[("licensing.decisions", "")].readings


def test_matters_told_in_a_sentence_are_no_table() -> None:
    told = "一、主动公开政府信息情况\n公布权责清单事项320项,其中行政许可54项、行政处罚201项、行政强制17项。\n"
    reading = read_words(told)
    assert (reading.form_code, reading.statements) == ("none", ())


def test_the_last_heads_above_a_row_are_its_own() -> None:
    low, high = (
        SECTION_2019.index("信息内容 上一年项目数量 本年增/减 处理决定数量\n行政处罚"),
        SECTION_2019.index("第二十条第(九)项"),
    )
    lying = "项目 行政处罚 行政强制\n上一年项目数量 400 20\n本年增/减 0 1\n处理决定数量 56 7\n"
    fees = "信息内容 本年增/减 上一年项目数量\n行政事业性收费 -1 9\n"
    got = stated(read_words(SECTION_2019[:low] + lying + fees + SECTION_2019[high:]))
    assert got[("admin_fee.items_prev", "")].value == 9
    assert got[("admin_fee.items_change", "")].value == -1


@pytest.mark.parametrize("figures", ["12 7", "1 20"])
def test_figures_apart_that_are_fewer_than_their_cells_are_doubtful(figures: str) -> None:
    reading = read_words(SECTION_2021.replace("行政规范性文件 5 2 41", f"行政规范性文件 {figures}"))
    documents = [s for s in reading.statements if s.metric_code.startswith("normative.")]
    assert all(s.confidence < Decimal("0.65") for s in documents)
    assert stated(reading)[("licensing.decisions", "")].value == 1234


@pytest.mark.parametrize("printed", ["5’217", "5'217", "3l846", "52O7", "12·5", "6 . 28", "1.234"])
@pytest.mark.parametrize("layout", ["text", "grid"])
def test_a_damaged_figure_is_no_figure_for_sure(printed: str, layout: str) -> None:
    rows = [
        ["第二十条第(五)项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "12"],
        ["第二十条第(六)项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", printed],
        ["行政强制", "0"],
    ]
    between = "\n" if layout == "text" else "\t"
    reading = read_words("二、主动公开政府信息情况\n" + "\n".join(map(between.join, rows)) + "\n三、收到")
    sure = [s for s in reading.statements if s.metric_code == "penalty.decisions" and s.confidence > Decimal("0.6")]
    assert sure == []


@pytest.mark.parametrize("note", ["注:政府集中采购总金额单位为万元。", "备注:以上金额单位均为万元", "注: 单位:万元"])
def test_a_note_below_the_tables_tells_the_unit_of_an_amount(note: str) -> None:
    words = SECTION_2019.replace("123456.78元", f"8614.37\n{note}")
    amount = stated(read_words(words))[("procurement.amount", "")]
    assert (amount.value, amount.unit) == (Decimal("8614.37"), "wan_yuan")


def test_readings_that_agree_on_an_amount_say_nothing_of_its_unit() -> None:
    rows = [["第二十条第(九)项"], ["信息内容", "采购项目数量", "采购总金额"], ["政府集中采购", "41", "8614.37"]]
    text = "二、主动公开政府信息情况\n" + SECTION_2019.split("第二十条第(九)项")[0].split("\n", 1)[1]
    page = text + "\n".join("\t".join(row) for row in rows) + "\n三、收到和处理政府信息公开申请情况"
    amount = stated(read_words(page))[("procurement.amount", "")]
    assert amount.confidence < Decimal("0.9")
