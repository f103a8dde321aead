"""The statutory forms read back from every shape in which reports print them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from .cases import (
    PRINTED_REMEDIES,
    PROACTIVE_2019,
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2019,
    REQUESTS_2021,
    SECTION_2019,
    SECTION_2021,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import HEADS, RESULTS, ROWS, lined, piped, run_together, spanned, words_of_rows

WORDS = words_of_rows(REQUESTS_2021)
WORDS_2019 = words_of_rows(REQUESTS_2019)
BOTH = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}
ALL = {**BOTH, **of_metrics(PROACTIVE_2021)}
ALL_2019 = {**of_requests(REQUESTS_2019), **of_remedies(REMEDIES), **of_metrics(PROACTIVE_2019)}
FOUR = "四、政府信息公开行政复议、行政诉讼情况"
AFTER = "五、存在的主要问题及改进情况"


def one_row_a_line(labels: dict[str, str] | None = None) -> list[str]:
    """Section three with each row on its line."""
    lines = ["三、收到和处理政府信息公开申请情况"]
    for row in ROWS["2021"]:
        label = (labels or {}).get(row.code, row.label)
        lines.append(f"{label} {' '.join(WORDS[row.metric])}" if row.kind == "data" else label)
    return lines


def with_four(lines: list[str]) -> str:
    return "\n".join([*lines, FOUR, "行政复议 行政诉讼", " ".join(PRINTED_REMEDIES), AFTER])


@pytest.mark.parametrize("shape", [lined, run_together, piped])
def test_a_text_of_the_2021_form_reads_back_whole(shape) -> None:
    assert_reads(SECTION_2021 + shape("2021", WORDS, PRINTED_REMEDIES), ALL, "2021")


@pytest.mark.parametrize("shape", [lined, run_together, piped])
def test_a_text_of_the_2019_form_reads_back_whole(shape) -> None:
    assert_reads(SECTION_2019 + shape("2019", WORDS_2019, PRINTED_REMEDIES), ALL_2019, "2019")


def test_cells_parted_by_spaces_read_back() -> None:
    assert_reads(SECTION_2021 + run_together("2021", WORDS, PRINTED_REMEDIES, " "), ALL, "2021")


def test_a_page_with_spans_reads_back_and_both_readings_agree() -> None:
    reading = assert_reads(spanned("2021", WORDS, PRINTED_REMEDIES), BOTH, "2021")
    assert {s.agreement for s in reading.statements} == {"agree"}
    assert {s.confidence for s in reading.statements} == {Decimal("0.99")}


def test_a_column_that_the_form_lacks_is_left_out() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES).replace("<td>其他</td></tr>", "<td>其他</td><td>小计</td></tr>", 1)
    page = page.replace('<td colspan="5">法人或其他组织</td>', '<td colspan="6">法人或其他组织</td>')
    end = page.index("</table>")

    def widened(match: re.Match[str]) -> str:
        cells = re.findall(r"<td>(\d+)</td>", match[0])
        return "".join(f"<td>{c}</td>" for c in [*cells[:6], str(sum(map(int, cells[1:6]))), cells[6]]) + "</tr>"

    assert_reads(re.sub(r"(?:<td>\d+</td>){7}</tr>", widened, page[:end]) + page[end:], BOTH, "2021")


def test_columns_in_another_order_are_read_by_their_heads() -> None:
    order = [6, 0, 1, 2, 3, 4, 5]
    head = "".join(f"<td>{HEADS[place]}</td>" for place in order)
    rows = "".join(
        f"<tr><td>{row.label}</td>" + "".join(f"<td>{WORDS[row.metric][place]}</td>" for place in order) + "</tr>"
        for row in ROWS["2021"]
        if row.kind == "data"
    )
    page = f"<table><tr><td>申请人情况</td>{head}</tr>{rows}</table>"
    reading = assert_reads(page, of_requests(REQUESTS_2021), "2021")
    assert {s.agreement for s in reading.statements} == {"agree"}


def test_printed_subtotals_of_groups_are_figures_of_their_own() -> None:
    sums = {
        row.metric: [
            sum(REQUESTS_2021[leaf.metric][c] for leaf in ROWS["2021"] if leaf.parent == row.code) for c in range(7)
        ]
        for row in ROWS["2021"]
        if row.kind == "group"
    }
    lines = [
        f"{row.label} {' '.join(str(v) for v in {**REQUESTS_2021, **sums}[row.metric])}"
        for row in ROWS["2021"]
        if row.kind != "header"
    ]
    assert_reads(with_four(lines), {**BOTH, **of_requests(sums)}, "2021")


def test_a_2021_report_may_print_other_results_as_one_row() -> None:
    rows = {m: row for m, row in REQUESTS_2021.items() if not m.startswith("applications.outcome.other.")}
    rows["applications.outcome.other"] = REQUESTS_2021["applications.outcome.other.other"]
    lines = [
        f"{row.label} {' '.join(map(str, rows[row.metric]))}" if row.metric in rows else row.label
        for row in ROWS["2021"]
        if not row.metric.startswith("applications.outcome.other.")
    ]
    wanted = {**of_requests(rows), **of_remedies(REMEDIES), **of_metrics(PROACTIVE_2021)}
    reading = assert_reads(SECTION_2021 + with_four(lines), wanted, "2021")
    places = {s.place for s in reading.statements if s.metric_code == "applications.outcome.other"}
    assert "2021/applications/g6/total" in places


def test_labels_broken_every_few_characters_are_found() -> None:
    broken = {row.code: "\n".join(re.findall(".{1,6}", row.label)) for row in ROWS["2021"]}
    assert_reads(with_four(one_row_a_line(broken)), BOTH, "2021")


def test_labels_without_their_numbers_are_found() -> None:
    bare = {row.code: re.sub(r"^(\d\.|\([一二三四五六七]\)|[一二三四]、)", "", row.label) for row in ROWS["2021"]}
    assert_reads(with_four(one_row_a_line(bare)), BOTH, "2021")


def test_figures_on_the_line_above_their_label_find_it() -> None:
    lines = ["三、收到和处理政府信息公开申请情况"]
    for place, row in enumerate(ROWS["2021"]):
        figures = " ".join(WORDS[row.metric]) if row.kind == "data" else ""
        lines += [figures, row.label] if figures and place % 4 == 3 else [f"{row.label} {figures}"]
    assert_reads(with_four(lines), BOTH, "2021")


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_figures_before_their_labels_are_not_given_to_the_next(gap: str) -> None:
    lines = ["三、收到和处理政府信息公开申请情况"]
    lines += [" ".join(WORDS[r.metric]) + gap + r.label if r.kind == "data" else r.label for r in ROWS["2021"]]
    assert_reads(with_four(lines), BOTH, "2021")


def test_figures_amid_their_label_are_found() -> None:
    lines = ["三、收到和处理政府信息公开申请情况"]
    for row in ROWS["2021"]:
        half = len(row.label) // 2
        figures = [" ".join(WORDS[row.metric])] if row.kind == "data" else []
        lines += [row.label[:half], *figures, row.label[half:]]
    assert_reads(with_four(lines), BOTH, "2021")


def test_rows_wrapped_in_the_middle_are_put_together() -> None:
    lines = ["三、收到和处理政府信息公开申请情况"]
    for row in ROWS["2021"]:
        cells = WORDS[row.metric] if row.kind == "data" else []
        lines += [f"{row.label} {' '.join(cells[:3])}", " ".join(cells[3:])]
    assert_reads(with_four(lines), BOTH, "2021")


def test_slips_in_labels_are_forgiven_in_a_page() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    for label, slip in (
        ("1.属于国家秘密", "1.属于国家密秘"),
        ("2.没有现成信息需要另行制作", "2.没有现存信息需另行制作"),
        ("7.属于行政执法案卷", "7.属于行政执法案件卷宗"),
        ("(七)总计", "(七)总 计"),
    ):
        page = page.replace(label, slip)
    assert_reads(page, BOTH, "2021")


def test_words_cut_over_spans_and_tables_in_tables_read_back() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    body = page[page.index("<h3>") : page.index("</body>")]
    cut = re.sub(
        r"<td([^>]*)>([^<]+)</td>",
        lambda m: f"<td{m[1]}><p><b>{''.join(f'<span>{c}</span>' for c in re.findall('.{1,3}', m[2]))}</b></p></td>",
        body,
    )
    assert_reads(f"<table><tr><td>导航</td><td><table><tr><td>{cut}</td></tr></table></td></tr></table>", BOTH, "2021")


def test_heads_that_are_wrong_or_missing_do_not_move_the_figures() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    assert_reads(page.replace("<td>科研机构</td>", "<td>商业企业</td>"), BOTH, "2021")
    start = page.index('<tr><td colspan="3" rowspan="3">')
    assert_reads(page[:start] + page[page.index('<tr><td colspan="3">一、') :], BOTH, "2021")


def test_a_table_cut_by_a_page_goes_on_below_its_repeated_heads() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    cut = page.rindex("<tr>", 0, page.index("<td>1.信访"))
    head = page[page.index("<table>") + 7 : page.index('<tr><td colspan="3">一、')]
    assert_reads(f"{page[:cut]}</table><p>第 3 页</p><table>{head}{page[cut:]}", BOTH, "2021")


def test_page_numbers_between_rows_are_no_figures() -> None:
    lines = one_row_a_line()
    assert_reads(with_four([*lines[:13], "- 5 -", *lines[13:]]), BOTH, "2021")


@pytest.mark.parametrize(("mark", "meaning"), [("", "blank"), ("/", "not_applicable"), ("—", "not_applicable")])
def test_a_blank_or_a_slash_is_no_zero(mark: str, meaning: str) -> None:
    words = {m: [cell if cell != "0" else mark for cell in row] for m, row in WORDS.items()}
    got = stated(read_words(spanned("2021", words, PRINTED_REMEDIES)))
    research = got[("applications.received.new", "research")]
    assert (research.value, research.value_semantic) == (None, meaning)
    assert len(got) == len(BOTH)


def test_notes_and_units_in_cells_do_not_hide_the_figure() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    page = page.replace("<td>12</td>", "<td>12(其中3件为上年)</td>", 1).replace("<td>4</td>", "<td>4 件</td>", 1)
    assert_reads(page, BOTH, "2021")


def test_remedies_may_lie_across() -> None:
    page = spanned("2021", WORDS, PRINTED_REMEDIES)
    rows = "".join(
        f"<tr><td>{name}</td>" + "".join(f"<td>{v}</td>" for v in REMEDIES[i * 5 : i * 5 + 5]) + "</tr>"
        for i, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉"))
    )
    heads = "".join(f"<td>{result}</td>" for result in RESULTS)
    table = f"<h3>{FOUR}</h3><table><tr><td></td>{heads}</tr>{rows}</table><h3>{AFTER}</h3>"
    assert_reads(page[: page.index(f"<h3>{FOUR}")] + table, BOTH, "2021")


def test_an_example_with_the_same_labels_is_not_the_table() -> None:
    zeros = spanned("2021", {m: ["0"] * 7 for m in WORDS}, ["0"] * 15)
    reading = assert_reads(f"<p>附件:填报样表</p>{zeros}{spanned('2021', WORDS, PRINTED_REMEDIES)}", BOTH, "2021")
    assert [p.code for p in reading.problems] == ["several_tables"]


def test_a_return_of_a_quarter_is_no_report() -> None:
    reading = assert_reads("第三季度政府信息公开情况统计表\n" + lined("2021", WORDS, PRINTED_REMEDIES), {}, "none")
    assert [p.code for p in reading.problems] == ["decoy_table"]


def test_prose_with_the_words_of_the_form_is_no_table() -> None:
    words = "一、总体情况\n本年新收政府信息公开申请35件,上年结转2件,予以公开20件,部分公开3件,不予公开5件,无法提供6件,"
    assert_reads(
        words + "不予处理1件,其他处理1件,结转下年度继续办理1件。行政复议2件。\n三、其他\n无\n" + AFTER, {}, "none"
    )


def test_each_statement_leads_back_to_its_characters() -> None:
    words = SECTION_2021 + run_together("2021", WORDS, PRINTED_REMEDIES)
    for statement in read_words(words).statements:
        assert Decimal(statement.value_text) == statement.value
        assert statement.value_text in statement.evidence
        assert f"chars {statement.start}-{statement.end}" in statement.locator


def test_a_cell_with_words_is_a_problem_and_no_blank() -> None:
    reading = read_words(spanned("2021", WORDS, PRINTED_REMEDIES).replace("<td>12</td>", "<td>见附件</td>", 1))
    assert ("applications.outcome.granted", "natural_person") not in stated(reading)
    assert len(reading.statements) == len(BOTH) - 1
    assert [p.code for p in reading.problems] == ["cell_unread"]


def test_a_figure_between_two_dashes_on_lines_of_their_own_is_no_page_number() -> None:
    dashed = {metric: ["-" if word == "0" else word for word in words] for metric, words in WORDS.items()}
    reading = read_words(SECTION_2021 + lined("2021", dashed, PRINTED_REMEDIES))
    got = {key: statement.value for key, statement in stated(reading).items()}
    assert [key for key, value in ALL.items() if value and got.get(key) != value] == []
    assert [problem.code for problem in reading.problems if problem.code == "row_unread"] == []


def test_a_row_placed_by_its_order_beside_a_blank_row_is_not_certain() -> None:
    lines = one_row_a_line({"r03": "(一)另行称呼"})
    lines = ["(二)部分公开" if "部分公开" in line else line for line in lines]
    partial = [s for s in read_words(with_four(lines)).statements if s.metric_code == "applications.outcome.partial"]
    assert all(s.value is None or s.confidence < Decimal("0.7") for s in partial)


@pytest.mark.parametrize("nothing", ["无", "暂无", "未发生", "零", "没有"])
@pytest.mark.parametrize("shape", ["page", "lines", "rows"])
def test_a_word_for_nothing_is_a_zero_in_a_page_and_in_a_text(nothing: str, shape: str) -> None:
    words = {m: [cell if cell != "0" else nothing for cell in row] for m, row in WORDS.items()}
    four = [cell if cell != "0" else nothing for cell in PRINTED_REMEDIES]
    printed = {
        "page": lambda: spanned("2021", words, four),
        "lines": lambda: lined("2021", words, four),
        "rows": lambda: run_together("2021", words, four, " "),
    }
    assert_reads(printed[shape](), BOTH, "2021")


@pytest.mark.parametrize("mark", ["—", "——", "-", "/", "无"])
def test_remedies_that_run_together_with_marks_for_nothing_read_back_or_stay_open(mark: str) -> None:
    four = [cell if cell != "0" else mark for cell in PRINTED_REMEDIES]
    got = stated(read_words(run_together("2021", WORDS, four)))
    for key, value in of_remedies(REMEDIES).items():
        said = got[key]
        assert said.decided_by == "ambiguous" or (said.value or 0) == value


def test_remedies_with_units_behind_their_figures_read_back() -> None:
    words = {m: [f"{cell}件" for cell in row] for m, row in WORDS.items()}
    assert_reads(run_together("2021", words, [f"{cell}件" for cell in PRINTED_REMEDIES], " "), BOTH, "2021")


def test_remedies_that_cannot_be_read_are_no_prose() -> None:
    words = run_together("2021", WORDS, ["7", "—", *PRINTED_REMEDIES[2:]])
    reading = read_words(words)
    assert not any(s.metric_code.startswith(("review.", "litigation.")) for s in reading.statements)
    assert reading.consumed[-1].reason == "unread_table"
    assert [problem.code for problem in reading.problems] == ["table_unread"]
    assert reading.consumed[-1].end >= words.index("五、存在的主要问题")


@pytest.mark.parametrize("gap", [" ", "\t"])
@pytest.mark.parametrize("code", ["r04", "r16", "r24"])
def test_a_row_printed_twice_is_read_once_beside_rows_that_are_missing(gap: str, code: str) -> None:
    label = next(row.label for row in ROWS["2021"] if row.code == code)
    lines = [line.replace(" ", gap) for line in one_row_a_line()]
    twice = next(at for at, line in enumerate(lines) if line.startswith(label))
    lines.insert(twice, lines[twice])
    lines = [line for line in lines if "属于国家秘密" not in line and "公开出版物" not in line]
    gone = ("refused.state_secret", "not_processed.publication")
    assert_reads(with_four(lines), {key: value for key, value in BOTH.items() if not key[0].endswith(gone)}, "2021")
