"""Statistics tables read by their labels, this year's column told from the cumulative one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dagster_project.parsers.tables import settle_by_prose

from .cases import (
    PRINTED_REMEDIES,
    REMEDIES,
    REQUESTS_2021,
    SURE,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import FORMS, document, lined, run_together, spanned, words_of_rows

NATIONAL = FORMS.rows[("2014", "statistics")]
FIGURES = {
    row.metric: str((place * 37) % 211 if row.value_type == "count" else f"{place}.5")
    for place, row in enumerate(NATIONAL)
    if row.kind == "data"
}
UNITS = {"item": "条", "document": "件", "time": "次", "case": "件", "article": "篇", "organ": "个", "site": "个"}
UNITS |= {"person": "人", "person_time": "人次", "wan_yuan": "万元", "": "——"}
FOOT = "单位负责人:甲某 审核人:乙某 填报人:丙某 联系电话:0100-1234567 填报日期:2017年1月20日"

LOCAL = {
    "主动公开信息数": ("proactive.items.total", 1520, 7603),
    "其中:1、网站公开": ("proactive.channel.website", 1400, 7003),
    "2、政府公报公开": ("proactive.channel.gazette", 120, 603),
    "受理依申请公开信息总数": ("applications.received.new", 14, 73),
    "其中:1、当面申请数": ("applications.received.mode.in_person", 4, 23),
    "2、信函申请数": ("applications.received.mode.letter", 10, 53),
    "对申请的答复总数": ("applications.answered.total", 13, 68),
    "行政复议数": ("review.cases.total", 1, 8),
    "行政诉讼数": ("litigation.cases.total", 0, 3),
}
THIS_YEAR = {metric: str(year) for metric, year, _ in LOCAL.values()}
WITH_STOCK = of_metrics({**THIS_YEAR, "proactive.items.total_cumulative": "7603"})


def rows() -> list[tuple[str, str, str]]:
    """Label, unit and figure of each row of the national table."""
    return [(row.label, UNITS[row.unit], FIGURES.get(row.metric, "——") if row.metric else "——") for row in NATIONAL]


def test_the_national_table_reads_from_a_page() -> None:
    body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows())
    head = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
    assert_reads(f"<p>政府信息公开情况统计表</p><table>{head}{body}</table><p>{FOOT}</p>", of_metrics(FIGURES), "2014")


HEADS = ["统计指标", "单位", "统计数"]


@pytest.mark.parametrize(("gap", "heads"), [("\n\n", HEADS), (" ", HEADS), ("", HEADS), ("\n\n", []), (" ", [])])
def test_the_national_table_reads_from_a_text_also_where_its_heads_are_lost(gap: str, heads: list[str]) -> None:
    cells = [cell for row in rows() for cell in row]
    words = gap.join(["政府信息公开情况统计表", *heads, *cells, FOOT])
    assert_reads(words, of_metrics(FIGURES), "2014")


@pytest.mark.parametrize("year", ["", "(2016年度)\n", "2016年\n"])
def test_the_national_table_reads_as_a_list_of_labels_and_counts_behind_a_chapter_that_names_it(year: str) -> None:
    listed = [f"{label}:{figure}{unit}" if unit != "——" else label for label, unit, figure in rows()]
    said = "收费情况见所附统计表。\n五、存在的问题\n公开的内容还不够全面。\n"
    assert_reads(said + "政府信息公开情况统计表\n" + year + "\n".join(listed), of_metrics(FIGURES), "2014")


def test_without_heads_figures_that_run_together_with_words_are_no_year_of_one_column() -> None:
    cells = [cell for row in rows() for cell in row]
    assert not read_words("".join(["政府信息公开情况统计表", *cells, FOOT])).statements


def test_the_total_column_of_several_is_the_figure_and_the_parts_carry_their_heads() -> None:
    body = "".join(
        f"<tr><td>{n}</td><td>{a}</td><td>{b}</td><td>{c}</td><td>{c if c == '——' else 1}</td></tr>"
        for n, (a, b, c) in enumerate(rows(), 1)
    )
    head = "<tr><td>序号</td><td>统计指标</td><td>单位</td><td>合计</td><td>乡镇</td></tr>"
    got = stated(read_words(f"<table>{head}{body}</table>"))
    assert {k[0]: s.value for k, s in got.items() if not k[1]} == {m: Decimal(v) for m, v in FIGURES.items()}
    assert {s.value for k, s in got.items() if k[1] == "乡镇"} == {Decimal(1)}


@pytest.mark.parametrize("order", [("2012年度", "历年累计"), ("历年累计", "2012年度")])
def test_the_cumulative_column_never_becomes_the_year(order: tuple[str, str]) -> None:
    first = order[0] == "历年累计"
    body = "".join(
        f"<tr><td>{label}</td><td>条</td><td>{b if first else a}</td><td>{a if first else b}</td></tr>"
        for label, (_, a, b) in LOCAL.items()
    )
    head = f"<tr><td>指标名称</td><td>计量单位</td><td>{order[0]}</td><td>{order[1]}</td></tr>"
    assert_reads(f"<p>统计表</p><table>{head}{body}</table>", WITH_STOCK, "2008")
    line = " ".join(f"{label} 条 {b if first else a} {a if first else b}" for label, (_, a, b) in LOCAL.items())
    assert_reads(f"统计表 指标名称 计量单位 {order[0]} {order[1]} {line} 附件", WITH_STOCK, "2008")


def test_codes_and_the_sum_of_the_year_so_far_are_no_figures() -> None:
    lines = [f"{label} 条 {n:02d} {a} {a}" for n, (label, (_, a, _)) in enumerate(LOCAL.items(), 1)]
    words = "\n".join(["附表", "指标名称 计量单位 代码 本期实际 本年累计", *lines])
    assert_reads(words, of_metrics(THIS_YEAR), "2008")


@pytest.mark.parametrize("shape", ["{} {} {}", "{}({}) {}"])
def test_a_count_printed_in_ten_thousands_is_the_count_itself(shape: str) -> None:
    first, *others = LOCAL
    lines = [shape.format(first, "万条", "26.4"), *(shape.format(label, "条", LOCAL[label][1]) for label in others)]
    body = "".join(f"<tr><td>{'</td><td>'.join(line.split())}</td></tr>" for line in lines)
    for words in ("\n".join(["附表", "指标名称 计量单位 数量", *lines]), f"<p>附表</p><table>{body}</table>"):
        assert stated(read_words(words))[(LOCAL[first][0], "")].value == Decimal(264_000)


def test_beside_the_year_so_far_the_last_part_of_the_year_is_no_figure() -> None:
    lines = [f"{label} 条 {n:02d} {a // 4} {a}" for n, (label, (_, a, _)) in enumerate(LOCAL.items(), 1)]
    words = "\n".join(["附表", "指标名称 计量单位 代码 本期实际 本年累计", *lines])
    assert_reads(words, of_metrics(THIS_YEAR), "2008")


def test_two_columns_run_together_stay_open_until_the_prose_repeats_one() -> None:
    line = "".join(f"{label}条{a}{b}" for label, (_, a, b) in LOCAL.items())
    reading = read_words(f"统计表指标名称计量单位2012年度历年累计{line}")
    opened = stated(reading)[("proactive.items.total", "")]
    assert (opened.value, opened.decided_by) == (None, "ambiguous")
    assert "1520|7603" in opened.readings
    prose = read_words("统计表 指标名称 计量单位 2012年度 " + " ".join(f"{k} 条 {v[1]}" for k, v in LOCAL.items()))
    settled = stated(settle_by_prose(reading, prose.statements))
    total = settled[("proactive.items.total", "")]
    assert (total.value, total.decided_by, total.readings) == (Decimal(1520), "prose", ())
    assert settled[("proactive.items.total_cumulative", "")].value == 7603


def test_a_row_of_the_same_characters_follows_one_that_the_prose_settles() -> None:
    line = "主动公开信息数条15207603其中:1、网站公开条152076032、政府公报公开条00"
    line += "当面申请数条12对申请的答复总数条12行政复议数件00"
    reading = read_words(f"统计表指标名称计量单位2012年度历年累计{line}")
    total = stated(reading)[("proactive.items.total", "")]
    website = stated(settle_by_prose(reading, [replace(total, value=Decimal(1520))]))[("proactive.channel.website", "")]
    assert (website.value, website.decided_by, website.readings) == (Decimal(1520), "other_table", ())


COLUMNS_OF_A_TEXT = [
    ("统计指标 单位 全区 区政府", {"": 2, "区政府": 1}),
    ("统计指标 单位 统计数 区政府 区直单位", {"区政府": 2, "区直单位": 1}),
    ("统计指标 单位", {}),
]


@pytest.mark.parametrize(("head", "members"), COLUMNS_OF_A_TEXT)
def test_of_several_columns_in_a_text_only_one_that_says_so_is_the_whole(head: str, members: dict[str, int]) -> None:
    lines = [
        f"{row.label} {UNITS[row.unit]} {int(float(FIGURES[row.metric])) * 2} {int(float(FIGURES[row.metric]))}"
        for row in NATIONAL
        if row.kind == "data" and row.value_type == "count"
    ]
    reading = read_words("\n".join(["政府信息公开情况统计表", head, *lines, FOOT]))
    count = int(FIGURES["normative.issued"])
    got = {s.member: s.value for s in reading.statements if s.metric_code == "normative.issued"}
    assert got == {member: times * count for member, times in members.items()}


def test_a_quarterly_return_is_no_report() -> None:
    body = " ".join(" ".join(row) for row in rows())
    assert_reads(f"2024年第三季度政府信息公开情况统计表 统计指标 单位 统计数 {body}", {}, "none")


def test_a_table_that_is_mostly_blank_keeps_its_form_and_its_blanks() -> None:
    kept = {"proactive.items.total": "12", "applications.received.new": "3", "review.cases.total": "0"}
    figures = {row.metric: kept.get(row.metric, "") for row in NATIONAL if row.kind == "data"}
    body = "".join(
        f"<tr><td>{r.label}</td><td>{UNITS[r.unit]}</td><td>{figures[r.metric] if r.metric else '——'}</td></tr>"
        for r in NATIONAL
    )
    head = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
    wanted = {(metric, ""): Decimal(value) if value else None for metric, value in figures.items()}
    assert_reads(f"<p>统计表</p><table>{head}{body}</table>", wanted, "2014")


def test_the_figure_of_a_row_that_no_form_knows_goes_to_no_other_row() -> None:
    lines = [f"{label}\n条\n{a}\n{b}" for label, (_, a, b) in LOCAL.items()]
    lines.insert(3, "受理依申请公开信息满意人数\n人\n888\n999")
    words = "\n".join(["统计表", "指标名称", "计量单位", "2012年度", "历年累计", *lines])
    assert_reads(words, WITH_STOCK, "2008")


def test_a_number_that_belongs_to_a_label_is_no_figure() -> None:
    ranges = "".join(f"免予公开范围{n} 条 {n * 11} {n * 11} " for n in range(1, 5))
    lines = " ".join(f"{label} 条 {a} {a}" for label, (_, a, _) in LOCAL.items())
    got = stated(read_words(f"统计表 指标名称 计量单位 2012年度 历年累计 {ranges}{lines}"))
    codes = ("state_secret", "trade_secret", "privacy", "internal")
    assert [got[(f"applications.answered.refused.{code}", "")].value for code in codes] == [11, 22, 33, 44]


ANNEXED = {
    "a text": lambda: "\n".join(
        ["附件", "政府信息公开情况统计表", "统计指标 单位 统计数", *[" ".join(row) for row in rows()], FOOT]
    ),
    "a page": lambda: (
        "<p>政府信息公开情况统计表</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
        + "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows())
        + f"</table><p>{FOOT}</p>"
    ),
}


@pytest.mark.parametrize("kind", ANNEXED)
def test_a_statistics_table_annexed_to_the_statutory_form_is_read_beside_it(kind: str) -> None:
    shape = spanned if kind == "a page" else lined
    statutory = shape("2021", words_of_rows(REQUESTS_2021), PRINTED_REMEDIES)
    reading = read_words(statutory.replace("</body></html>", "") + "\n" + ANNEXED[kind]())
    got = {(s.metric_code, s.member, s.place.split("/")[1]): s.value for s in reading.statements}
    wanted = {(*key, "applications"): value for key, value in of_requests(REQUESTS_2021).items()}
    wanted |= {(*key, "remedies"): value for key, value in of_remedies(REMEDIES).items()}
    wanted |= {(*key, "statistics"): value for key, value in of_metrics(FIGURES).items()}
    assert got == wanted
    assert reading.form_code == "2021"


def test_the_statutory_form_alone_gives_no_statistics() -> None:
    for shape in (spanned, lined, run_together):
        reading = read_words(shape("2021", words_of_rows(REQUESTS_2021), PRINTED_REMEDIES))
        assert {s.place.split("/")[1] for s in reading.statements} == {"applications", "remedies"}


def test_a_table_cut_in_two_by_a_page_is_read_whole() -> None:
    lines = [f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows()]
    head = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
    page = (
        f"<p>政府信息公开情况统计表</p><table>{head}{''.join(lines[:25])}</table><table>{''.join(lines[25:])}</table>"
    )
    assert_reads(page, of_metrics(FIGURES), "2014")


def test_columns_that_run_together_under_several_names_are_not_read_as_one() -> None:
    body = "".join(f"{a}{b}{c}{'' if c == '——' else 1}" for a, b, c in rows())
    reading = read_words(f"政府信息公开情况统计表统计指标单位合计区直{body}")
    assert reading.statements == ()
    assert [problem.code for problem in reading.problems] == ["table_unread"]
    assert read_words(f"政府信息公开情况统计表统计指标单位统计数(合计){''.join(map(''.join, rows()))}").statements


def test_figures_heaped_up_behind_some_labels_are_not_sure() -> None:
    cells = [f"{label}\n{unit}" for label, unit, _ in rows()]
    heap = [figure for *_, figure in rows() if figure != "——"]
    half = len(cells) // 2
    words = "\n".join(["政府信息公开情况统计表", *HEADS, *cells[:half], *heap, *cells[half:], FOOT])
    sure = [s for s in read_words(words).statements if s.confidence > SURE and s.value is not None]
    assert [s for s in sure if str(s.value) != FIGURES[s.metric_code]] == []


def test_a_second_table_of_the_same_rows_is_left_and_none_of_the_prose() -> None:
    head = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
    first = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows())
    second = first.replace("</td></tr>", "7</td></tr>").replace("——7", "——")
    page = f"<p>政府信息公开情况统计表</p><table>{head}{first}</table><p>市本级</p><table>{head}{second}</table>"
    reading = assert_reads(page, of_metrics(FIGURES), "2014")
    assert [problem.code for problem in reading.problems] == ["several_tables"]
    text = document(page, "page.html").text
    place = text.index("市本级")
    assert any(stretch.start <= place + 40 < stretch.end for stretch in reading.consumed)
    assert all(s.end < place for s in reading.statements)


@pytest.mark.parametrize("gone", range(1, 4))
@pytest.mark.parametrize("kind", ["text", "page"])
def test_a_label_with_a_number_is_its_row_where_others_are_missing(gone: int, kind: str) -> None:
    names = ("state_secret", "trade_secret", "privacy", "internal")
    ranges = {n: [f"({n})免予公开范围{n}(某类)", "条", f"{n * 11}", f"{n * 11}"] for n in range(1, 5) if n != gone}
    lines = [[label, "条", str(a), str(a)] for label, (_, a, _) in LOCAL.items()] + list(ranges.values())
    head = ["指标名称", "计量单位", "2012年度", "历年累计"]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [head, *lines])
    words = (
        "\n".join(map(" ".join, [["统计表"], head, *lines]))
        if kind == "text"
        else f"<p>统计表</p><table>{page}</table>"
    )
    got = stated(read_words(words))
    told = {code: got.get((f"applications.answered.refused.{code}", "")) for code in names}
    assert [one and one.value for one in told.values()] == [None if n == gone else n * 11 for n in range(1, 5)]
