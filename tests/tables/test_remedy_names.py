"""Section four in one table or in several, its blocks and results in any order and in few words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from .cases import PRINTED_REMEDIES as FIGURES
from .cases import REMEDIES, REQUESTS_2021, assert_reads, falsely_sure, of_remedies, of_requests, read_words
from .printing import HEADS, RESULTS, labelled, words_of_rows

SHORT = ("维持", "纠正", "其他", "未结", "合计")
LAST = (4, 0, 1, 2, 3)
BOTH = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}
SHAPES = pytest.mark.parametrize("gap", ["page", "\t", " ", "\n"])


def five(block: int, order: Sequence[int] = range(5)) -> list[str]:
    """The figures of a block with its results in this order."""
    return [FIGURES[block * 5 + result] for result in order]


def table(*rows: Sequence[str]) -> str:
    """Rows of cells as HTML; a cell that is HTML already stays so."""
    lines = ["".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def wide(words: str, columns: int) -> str:
    return f"<td colspan={columns}>{words}</td>"


def words(four: str, gap: str) -> str:
    """A report with this section four, as a page or with this between the cells of a text."""
    rows = labelled("2021", words_of_rows(REQUESTS_2021))
    three = table(["项目", *HEADS], *([label, *(cells or [""] * 7)] for label, cells in rows))
    page = (
        f"<p>三、收到和处理政府信息公开申请情况</p>{three}<p>四、政府信息公开行政复议、行政诉讼情况</p>{four}"
        "<p>五、存在的主要问题</p>"
    )
    if gap == "page":
        return page
    at = page.index("四、")
    parted = (re.sub("</td>(?=<td)", between, part) for part, between in ((page[:at], "\t"), (page[at:], gap)))
    return re.sub("<[^>]*>", "", re.sub("</tr>|</p>", "\n", "".join(parted)))


LAWSUITS = [wide("未经复议直接起诉", 5), wide("复议后起诉", 5)]
IN_SEVERAL = {
    "reviews above lawsuits": table([wide("行政复议", 5)], RESULTS, five(0))
    + table([wide("行政诉讼", 10)], LAWSUITS, RESULTS * 2, five(1) + five(2)),
    "under lines that name them": f"<p>行政复议情况</p>{table(RESULTS, five(0))}<p>行政诉讼情况</p>"
    + table(LAWSUITS, RESULTS * 2, five(1) + five(2)),
    "three under numbered lines": f"<p>(一)行政复议</p>{table(RESULTS, five(0))}<p>(二)行政诉讼</p>"
    f"<p>1.未经复议直接起诉</p>{table(RESULTS, five(1))}<p>2.复议后起诉</p>{table(RESULTS, five(2))}",
    "lawsuits first": f"<p>(一)行政诉讼</p>{table(LAWSUITS, RESULTS * 2, five(1) + five(2))}"
    f"<p>(二)行政复议</p>{table(RESULTS, five(0))}",
    "lawsuits after a review first": table([wide("行政复议", 5)], RESULTS, five(0))
    + table(LAWSUITS[::-1], RESULTS * 2, five(2) + five(1)),
    "results down": table(["行政复议", "件数"], *zip(RESULTS, five(0), strict=True))
    + table(["行政诉讼", "未经复议直接起诉", "复议后起诉"], *zip(RESULTS, five(1), five(2), strict=True)),
}
IN_ONE = {
    "few words, results down": table(
        ["", "复议", "直接诉讼", "复议后诉讼"], *zip(SHORT, *map(five, range(3)), strict=True)
    ),
    "reviews last": table(["", "直接诉讼", "复议后诉讼", "复议"], *zip(SHORT, five(1), five(2), five(0), strict=True)),
    "totals first, down": table(
        ["", "复议", "直接诉讼", "复议后诉讼"],
        *zip([SHORT[at] for at in LAST], *(five(block, LAST) for block in range(3)), strict=True),
    ),
    "blocks down in another order": table(
        ["", *SHORT], ["复议后起诉", *five(2)], ["行政复议", *five(0)], ["未经复议直接起诉", *five(1)]
    ),
    "totals first, across": table(
        [wide("行政复议", 5), *LAWSUITS],
        [SHORT[at] for at in LAST] * 3,
        [figure for block in range(3) for figure in five(block, LAST)],
    ),
}


@SHAPES
@pytest.mark.parametrize("four", IN_SEVERAL.values(), ids=IN_SEVERAL)
def test_reviews_and_lawsuits_in_tables_of_their_own_are_read_by_their_names(four: str, gap: str) -> None:
    assert_reads(words(four, gap), BOTH, "2021")


@SHAPES
@pytest.mark.parametrize("four", IN_ONE.values(), ids=IN_ONE)
def test_blocks_and_results_in_few_words_and_any_order_are_read_by_their_names(four: str, gap: str) -> None:
    assert_reads(words(four, gap), BOTH, "2021")


@SHAPES
def test_lawsuits_that_are_not_told_apart_are_no_block_of_the_form(gap: str) -> None:
    review, lawsuits = table(RESULTS, five(0)), table(RESULTS, ["3", "1", "0", "2", "6"])
    for four in (
        f"<p>行政复议</p>{review}<p>行政诉讼</p>{lawsuits}",
        f"<p>行政诉讼</p>{lawsuits}<p>行政复议</p>{review}",
    ):
        wanted = {**of_requests(REQUESTS_2021), **dict(list(of_remedies(REMEDIES).items())[:5])}
        assert_reads(words(four, gap), wanted, "2021")


@SHAPES
def test_where_nothing_names_the_columns_the_sums_tell_how_the_table_lies(gap: str) -> None:
    four = table(["甲", "乙", "丙"], *zip(*map(five, range(3)), strict=True))
    assert not falsely_sure(read_words(words(four, gap)), BOTH)


@pytest.mark.parametrize("joint", ["-", "—", "——"])
@pytest.mark.parametrize(("between", "bullet"), [("、", ""), ("\n", ""), ("\n", "- ")])
def test_names_joined_by_dashes_to_those_of_their_blocks_are_read(joint: str, between: str, bullet: str) -> None:
    names = ("行政复议", f"行政诉讼{joint}未经复议直接起诉", f"行政诉讼{joint}复议后起诉")
    lines = []
    for block, name in enumerate(names):
        pairs = zip(RESULTS, five(block), strict=True)
        if between == "、":
            lines.append(f"{name}{joint}" + "、".join(f"{result}:{figure}" for result, figure in pairs))
        else:
            lines += [f"{bullet}{name}{joint}{result}:{figure}" for result, figure in pairs]
    words = "四、政府信息公开行政复议、行政诉讼情况\n" + "\n".join(lines) + "\n五、存在的主要问题"
    assert_reads(words, of_remedies(REMEDIES), "2021")


def test_a_dash_behind_its_name_is_a_mark_for_nothing() -> None:
    lines = [["类别", *RESULTS]]
    for block, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        lines.append([name, *("-" if figure == "0" else figure for figure in five(block))])
    words = "四、政府信息公开行政复议、行政诉讼情况\n" + "\n".join(" ".join(line) for line in lines) + "\n五、问题"
    wanted = {key: value or None for key, value in of_remedies(REMEDIES).items()}
    assert_reads(words, wanted, "2021")


@SHAPES
@pytest.mark.parametrize("blocks", [(0,), (1, 2), (0, 2)])
def test_a_section_that_prints_only_some_blocks_is_read_as_far_as_it_goes(gap: str, blocks: Sequence[int]) -> None:
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    rows = [["类别", *RESULTS], *([names[block], *five(block)] for block in blocks)]
    title, end = "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题"
    words = f"<p>{title}</p>{table(*rows)}<p>{end}</p>" if gap == "page" else ""
    words = words or "\n".join([title, *(gap.join(row) for row in rows), end])
    every = list(of_remedies(REMEDIES).items())
    assert_reads(words, dict(item for block in blocks for item in every[block * 5 : block * 5 + 5]), "2021")


@SHAPES
def test_a_block_alone_that_misses_its_total_is_not_read(gap: str) -> None:
    rows = [["类别", *RESULTS], ["行政复议", "2", "0", "1", "1", "7"]]
    title, end = "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题"
    words = f"<p>{title}</p>{table(*rows)}<p>{end}</p>" if gap == "page" else ""
    assert not read_words(words or "\n".join([title, *(gap.join(row) for row in rows), end])).statements


def test_fifteen_counts_of_sentences_in_another_order_are_no_table() -> None:
    told = (
        "四、政府信息公开行政复议、行政诉讼情况\n收到行政复议案件1,205件,结果维持640件,结果纠正155件,其他结果300件,尚未审结110件。"
        "直接起诉的一审案件480件,结果维持270件,结果纠正50件,其他结果90件,尚未审结70件;"
        "复议后再起诉的210件,结果维持130件,结果纠正15件,其他结果25件,尚未审结40件。\n五、存在的主要问题\n"
    )
    assert read_words(told).statements == ()
