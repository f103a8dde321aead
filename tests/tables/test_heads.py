"""Section three under heads that are short, in another order, fewer or more than those of the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from .cases import (
    PRINTED_REMEDIES,
    REMEDIES,
    REQUESTS_2021,
    assert_reads,
    falsely_sure,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import HEADS, RESULTS, ROWS, words_of_rows

WORDS = words_of_rows(REQUESTS_2021)
BOTH = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}
SHORT = ("自然人", "商企", "科研", "公益", "法律", "其他", "合计")
ORDER = (6, 0, 2, 1, 4, 3, 5)


def table(heads: Sequence[str], order: Sequence[int] = range(7), before: str = "", after: str = "") -> list[list[str]]:
    """Heads and rows of section three; a column of row numbers under `before`, one of remarks under `after`."""
    left, right = [before] if before else [], [after] if after else []
    rows = [["申请人情况", *left, *(heads[place] for place in order), *right]]
    for number, row in enumerate(ROWS["2021"], 1):
        cells = [WORDS[row.metric][place] for place in order] if row.kind == "data" else [""] * len(order)
        rows.append([row.label, *([str(number)] if before else []), *cells, *([""] if after else [])])
    return rows


def page(rows: Sequence[Sequence[str]]) -> str:
    """The table as HTML, section four below."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    four = "".join(f"<td>{word}</td>" for word in PRINTED_REMEDIES)
    heads = "".join(f"<td>{result}</td>" for result in RESULTS * 3)
    return (
        f"<p>三、收到和处理政府信息公开申请情况</p><table>{body}</table><p>四、政府信息公开行政复议、行政诉讼情况</p>"
        f"<table><tr>{heads}</tr><tr>{four}</tr></table><p>五、存在的主要问题</p>"
    )


def text(rows: Sequence[Sequence[str]]) -> str:
    """The table with spaces between its cells, section four below."""
    body = "\n".join(" ".join(cell for cell in row if cell) for row in rows)
    four = f"{' '.join(RESULTS * 3)}\n{' '.join(PRINTED_REMEDIES)}"
    below = f"四、政府信息公开行政复议、行政诉讼情况\n{four}\n五、存在的主要问题"
    return f"三、收到和处理政府信息公开申请情况\n{body}\n{below}"


SHAPES = pytest.mark.parametrize("shape", [page, text])


@SHAPES
@pytest.mark.parametrize("order", [range(7), ORDER])
def test_short_heads_name_their_columns_in_any_order(
    shape: Callable[[list[list[str]]], str], order: Sequence[int]
) -> None:
    assert_reads(shape(table(SHORT, order)), BOTH, "2021")


@SHAPES
def test_under_heads_that_nobody_knows_in_another_order_nothing_is_guessed(
    shape: Callable[[list[list[str]]], str],
) -> None:
    heads = [*HEADS[:2], "甲类", "乙类", *HEADS[4:]]
    reading = read_words(shape(table(heads, ORDER)))
    assert not any(s.metric_code.startswith("applications.") for s in reading.statements)


@SHAPES
def test_a_table_without_totals_states_none(shape: Callable[[list[list[str]]], str]) -> None:
    wanted = {key: value for key, value in BOTH.items() if key[1] != "total"}
    assert_reads(shape(table(HEADS, range(6))), wanted, "2021")


@SHAPES
def test_the_numbers_of_the_rows_are_no_figures(shape: Callable[[list[list[str]]], str]) -> None:
    assert_reads(shape(table(HEADS, before="行次", after="备注")), BOTH, "2021")


def test_a_number_before_the_first_label_belongs_to_the_table() -> None:
    words = text([["序号", *table(HEADS)[0]], *([str(n), *row] for n, row in enumerate(table(HEADS)[1:], 1))])
    reading = assert_reads(words, BOTH, "2021")
    assert any(stretch.start <= words.index("自然人") < stretch.end for stretch in reading.consumed)


@SHAPES
def test_figures_that_run_together_without_totals_are_not_read(shape: Callable[[list[list[str]]], str]) -> None:
    rows = [[row[0], "".join(row[1:])] if row[1:] and row[1] else row for row in table(HEADS, range(6))[1:]]
    got = stated(read_words(shape([table(HEADS, range(6))[0], *rows])))
    assert not any(key[0].startswith("applications.") and said.value for key, said in got.items())


@pytest.mark.parametrize("gap", [" ", "\n"])
@pytest.mark.parametrize("order", [(6, 0, 1, 2, 3, 4, 5), range(6)])
def test_heads_in_two_rows_tell_where_the_totals_stand(gap: str, order: Sequence[int]) -> None:
    first = ["总计"] if 6 in order else []
    heads = ["申请人情况", *first, "自然人", "法人或其他组织", *HEADS[1:6]]
    lines = [gap.join(heads), *(gap.join(cell for cell in row if cell) for row in table(HEADS, order)[1:])]
    words = text([]).replace("申请情况\n", "申请情况\n" + "\n".join(lines), 1)
    assert_reads(words, {key: value for key, value in BOTH.items() if first or key[1] != "total"}, "2021")


def paired(kind: str) -> str:
    """A page in which two figures of a row stand in one cell: over two columns, or with the next or last cell blank."""
    rows = table(HEADS)
    row = next(row for row in rows if "予以公开" in row[0])
    two = f"{row[1]} {row[2]}"
    if kind == "over two":
        return page(rows).replace(f"<td>{row[1]}</td><td>{row[2]}</td>", f"<td colspan=2>{two}</td>", 1)
    row[1:3] = [two, ""] if kind == "first" else ["", two]
    return page(rows)


@pytest.mark.parametrize("kind", ["over two", "first", "second"])
def test_two_figures_in_one_cell_are_parted_where_that_is_sure(kind: str) -> None:
    reading = assert_reads(paired(kind), BOTH, "2021")
    said = stated(reading)[("applications.outcome.granted", "enterprise")]
    assert said.decided_by == ("printed" if kind == "over two" else "row_sum")


def test_two_figures_in_one_cell_that_add_up_in_no_way_are_unread_and_their_neighbour_is_not_blank() -> None:
    total = REQUESTS_2021["applications.outcome.granted"][6]
    words = paired("first").replace(f"<td>{total}</td>", f"<td>{total + 1}</td>", 1)
    reading = read_words(words)
    got = stated(reading)
    assert not {("applications.outcome.granted", member) for member in ("natural_person", "enterprise")} & set(got)
    assert [problem.code for problem in reading.problems].count("cell_unread") == 2


@pytest.mark.parametrize("adds_up", [True, False])
def test_digits_that_stand_apart_are_one_figure_where_the_row_then_adds_up(adds_up: bool) -> None:
    rows = table(HEADS)
    row = next(row for row in rows if "予以公开" in row[0])
    figure = int(row[7])
    row[7] = " ".join(str(figure + (not adds_up)))
    got = stated(read_words(page(rows))).get(("applications.outcome.granted", "total"))
    assert len(str(figure)) > 1
    assert (got is not None and got.value == figure and got.decided_by == "row_sum") is adds_up


FEW = {
    "one character of a word": ("自然人", "商企", "科机", "社公", "法服", "其它", "合计"),
    "what a label shares with no other": ("自然", "商业", "科研院", "社会", "律服", "其他", "总数"),
    "other words": ("个人", "企业", "科研单位", "社团", "律所", "其他", "共计"),
}


@SHAPES
@pytest.mark.parametrize("order", [(6, 0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0, 6)])
@pytest.mark.parametrize("heads", FEW.values(), ids=FEW)
def test_heads_of_few_characters_name_their_columns_in_any_order(
    shape: Callable[[list[list[str]]], str], order: Sequence[int], heads: Sequence[str]
) -> None:
    assert_reads(shape(table(heads, order)), BOTH, "2021")


@SHAPES
@pytest.mark.parametrize("heads", [("甲", "乙", "丙", "丁", "戊", "己", "庚"), (*HEADS[:6], "全部"), [""] * 7])
def test_under_heads_that_nobody_knows_the_sums_tell_that_totals_stand_first(
    shape: Callable[[list[list[str]]], str], heads: Sequence[str]
) -> None:
    reading = read_words(shape(table(heads, (6, 0, 1, 2, 3, 4, 5))))
    assert not falsely_sure(reading, BOTH)


@SHAPES
def test_a_subtotal_is_known_where_totals_stand_first(shape: Callable[[list[list[str]]], str]) -> None:
    rows = table(HEADS, (6, 0, 1, 2, 3, 4, 5))
    rows[0].insert(3, "法人小计")
    for row in rows[1:]:
        row.insert(3, str(sum(map(int, row[3:8]))) if row[1] else "")
    assert_reads(shape(rows), BOTH, "2021")


@pytest.mark.parametrize("order", [range(7), (6, 0, 1, 2, 3, 4, 5)])
@pytest.mark.parametrize("heads", FEW.values(), ids=FEW)
def test_heads_on_lines_of_their_own_name_their_columns_in_few_characters_too(
    heads: Sequence[str], order: Sequence[int]
) -> None:
    cells = "\n".join(cell for row in table(heads, order) for cell in row if cell)
    below = "\n".join(["四、政府信息公开行政复议、行政诉讼情况", *RESULTS * 3, *PRINTED_REMEDIES, "五、存在的主要问题"])
    assert_reads(f"三、收到和处理政府信息公开申请情况\n{cells}\n{below}", BOTH, "2021")


@SHAPES
def test_a_table_whose_rows_mostly_miss_their_sums_is_doubtful(shape: Callable[[list[list[str]]], str]) -> None:
    rows = table(HEADS)
    for row in rows[1:]:
        row[1:] = [*row[2:], row[1]]
    reading = read_words(shape(rows))
    assert not falsely_sure(reading, BOTH)
    assert any(s.metric_code.startswith("applications.") for s in reading.statements)


@pytest.mark.parametrize("halves", [[(0, 6), (1, 2, 3, 4, 5)], [(0,), (5, 4, 3, 2, 1), (6,)]])
def test_kinds_of_applicant_in_tables_of_their_own_make_one_row(halves: Sequence[Sequence[int]]) -> None:
    pages = [page(table(HEADS, order)) for order in halves]
    between = [words[words.index("<table>") : words.index("<p>四、")] for words in pages]
    reading = assert_reads(pages[0].replace(between[0], "<p>续表</p>".join(between)), BOTH, "2021")
    new = [s for s in reading.statements if s.metric_code == "applications.received.new"]
    assert len({s.locator.split(",")[0] for s in new}) == len(halves)
    assert max(len(s.evidence) for s in reading.statements) < 500


def test_tables_of_kinds_that_are_not_all_there_are_not_put_together() -> None:
    pages = [page(table(HEADS, order)) for order in ((0, 6), (1, 2, 3, 4))]
    between = [words[words.index("<table>") : words.index("<p>四、")] for words in pages]
    reading = read_words(pages[0].replace(between[0], "<p>续表</p>".join(between)))
    assert not falsely_sure(reading, BOTH)
