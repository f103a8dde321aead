"""Tables in running text that lost their blank cells: what no sum or head decides is open or unread, never certain."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from .cases import REQUESTS_2021, SECTION_2021, SURE, read_words, stated
from .printing import HEADS, labelled, words_of_rows

ROWS_2019 = [
    ("第二十条第(一)项", ["本年新制作数量", "本年新公开数量", "对外公开总数量"], ["rules", "normative"]),
    ("第二十条第(五)项", ["上一年项目数量", "本年增/减", "处理决定数量"], ["licensing", "other_services"]),
    ("第二十条第(六)项", ["上一年项目数量", "本年增/减", "处理决定数量"], ["penalty", "coercion"]),
    ("第二十条第(八)项", ["上一年项目数量", "本年增/减"], ["admin_fee"]),
]
LABELS = {
    "rules": "规章",
    "normative": "规范性文件",
    "licensing": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "admin_fee": "行政事业性收费",
}
CODES = {
    "本年新制作数量": "issued",
    "本年新公开数量": "disclosed_new",
    "对外公开总数量": "disclosed_total",
    "上一年项目数量": "items_prev",
    "本年增/减": "items_change",
    "处理决定数量": "decisions",
}


@pytest.mark.parametrize("joint", ["", " ", "\n"])
@pytest.mark.parametrize("share", [0.15, 0.4, 0.7])
def test_section_two_with_blanks_for_zeros_gives_no_certain_figure_that_is_not_printed(
    joint: str, share: float
) -> None:
    wrong = certain = 0
    for seed in range(12):
        chance = random.Random(f"{joint}{share}{seed}")
        words, printed = "二、主动公开政府信息情况\n", {}
        for article, heads, rows in ROWS_2019:
            lines = [[article], ["信息内容", *heads]]
            for row in rows:
                cells = ["" if chance.random() < share else str(chance.choice([3, 20, 27, 480])) for _ in heads]
                printed |= {f"{row}.{CODES[head]}": cell for head, cell in zip(heads, cells, strict=True)}
                lines.append([LABELS[row], *cells])
            words += ("\n" if joint else "").join(joint.join(line) for line in lines) + ("\n" if joint else "")
        reading = read_words(words.replace("\n\n", "\n") + "三、收到和处理政府信息公开申请情况\n本年度没有申请。")
        for (metric, _), statement in stated(reading).items():
            if statement.value is not None and statement.confidence >= SURE:
                certain += 1
                wrong += printed.get(metric, "") == "" or Decimal(printed[metric]) != statement.value
    assert wrong <= certain / 50


def test_a_row_that_is_one_figure_for_sure_where_figures_run_together_is_split() -> None:
    lines = [line for line in SECTION_2021.split("\n") if line]
    glued = "".join(line.replace(" ", "") for line in lines).replace("行政规范性文件5241", "行政规范性文件524")
    read = stated(read_words(glued + "三、收到和处理政府信息公开申请情况\n没有申请。"))
    assert [read[(f"normative.{code}", "")].value for code in ("issued", "repealed", "in_force")] == [5, 2, 4]
    assert "规章000" in glued
    alone = stated(read_words(glued.replace("规章000", "规章") + "三、收到和处理政府信息公开申请情况\n没有申请。"))
    assert all(alone[(f"normative.{code}", "")].value is None for code in ("issued", "repealed", "in_force"))


def test_a_table_of_requests_that_lost_blank_cells_leaves_nothing_to_the_prose() -> None:
    printed = "三、收到和处理政府信息公开申请情况申请人情况" + "".join(HEADS)
    for label, cells in labelled("2021", words_of_rows(REQUESTS_2021)):
        printed += label + "".join(cell for cell in cells if cell != "0")
    reading = read_words("全年新收申请28件。\n" + printed + "\n四、存在的主要问题")
    assert not [s for s in reading.statements if s.value is not None and s.confidence >= SURE]
    assert [problem.code for problem in reading.problems] == ["table_unread"]
    (stretch,) = [part for part in reading.consumed if part.reason == "unread_table"]
    text = "全年新收申请28件。\n" + printed
    assert text.index("28件") < stretch.start <= text.index("本年新收")
    assert stretch.end >= text.index("结转下年度") + 10


def test_zeros_in_the_number_of_a_file_say_nothing_of_cells_that_run_together() -> None:
    rows = (
        "规章\n0\n0\n0\n规范性文件\n2\n2\n37\n第二十条第(九)项\n信息内容\n采购项目数量\n政府集中采购\n58\n采购总金额\n"
    )
    heads = "第二十条第(一)项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n"
    section = f"索引号:43-2020-0003682\n二、主动公开政府信息情况\n{heads}{rows}1286.45\n"
    reading = read_words(section + "三、收到和处理政府信息公开申请情况\n本年度没有申请。")
    projects = stated(reading)["procurement.projects", ""]
    assert projects.value is None or projects.confidence < SURE
