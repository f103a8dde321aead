"""Section three lying on its side: applicants down, results across."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dagster_project.parsers.tables.reading import LEFT_UNREAD

from .cases import PRINTED_REMEDIES, REMEDIES, REQUESTS_2021, assert_reads, of_remedies, of_requests, read_words
from .printing import HEADS, MEMBERS, RESULTS, ROWS, words_of_rows

DATA = [row for row in ROWS["2021"] if row.kind == "data"]
WORDS = words_of_rows(REQUESTS_2021)
BOTH = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}
ABOVE = "三、收到和处理政府信息公开申请情况"
FOUR = "四、政府信息公开行政复议、行政诉讼情况"
AFTER = "五、存在的主要问题"


def lying() -> list[list[str]]:
    """Head and rows of the table on its side."""
    head = ["申请人情况", *(row.label for row in DATA)]
    return [head, *([name, *(WORDS[row.metric][at] for row in DATA)] for at, name in enumerate(HEADS))]


def html(rows: Sequence[str]) -> str:
    """Rows of cells that are HTML already, with section four below."""
    four = "".join(f"<td>{word}</td>" for word in PRINTED_REMEDIES)
    heads = "".join(f"<td>{result}</td>" for result in RESULTS * 3)
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<p>{ABOVE}</p><table>{table}</table><p>{FOUR}</p><table><tr>{heads}</tr><tr>{four}</tr></table><p>{AFTER}</p>"
    )


def text(gap: str, line: str = "\n") -> str:
    """The table as text, with section four below."""
    rows = line.join(gap.join(row) for row in lying())
    return "\n".join([ABOVE, rows, FOUR, gap.join(RESULTS * 3), gap.join(PRINTED_REMEDIES), AFTER])


def test_a_page_with_one_head_reads_back_and_both_readings_agree() -> None:
    rows = ["".join(f"<td>{cell}</td>" for cell in row) for row in lying()]
    reading = assert_reads(html(rows), BOTH, "2021")
    assert {s.agreement for s in reading.statements} == {"agree"}
    new = next(s for s in reading.statements if (s.metric_code, s.member) == ("applications.received.new", "total"))
    assert new.locator.startswith("table 1, row 8, column 2;")


def test_a_page_whose_heads_stand_in_two_rows_reads_back() -> None:
    groups = {row.code: row for row in ROWS["2021"] if row.kind == "group"}
    first, second = ["<td rowspan=2>申请人情况</td>"], list[str]()
    for row in DATA:
        size = sum(other.parent == row.parent for other in DATA)
        if row.parent and row is next(other for other in DATA if other.parent == row.parent):
            first.append(f"<td colspan={size}>{groups[row.parent].label}</td>")
        if row.parent:
            second.append(f"<td>{row.label}</td>")
        else:
            first.append(f"<td rowspan=2>{row.label}</td>")
    rows = ["".join(f"<td>{cell}</td>" for cell in row) for row in lying()[1:]]
    assert_reads(html(["".join(first), "".join(second), *rows]), BOTH, "2021")


@pytest.mark.parametrize("gap", [" ", "\t", "\n"])
def test_a_text_reads_back(gap: str) -> None:
    assert_reads(text(gap), BOTH, "2021")


def test_run_together_it_is_left_unread_and_no_prose() -> None:
    words = text("", "")
    reading = read_words(words)
    assert not any(s.metric_code.startswith("applications.") for s in reading.statements)
    assert "table_unread" in [problem.code for problem in reading.problems]
    stretch = next(stretch for stretch in reading.consumed if stretch.reason == LEFT_UNREAD)
    assert stretch.start < words.index("予以公开")
    assert words[stretch.end :].startswith("四、")


def test_a_column_that_is_missing_leaves_no_figure_to_its_neighbour() -> None:
    rows = [[cell for at, cell in enumerate(row) if at != 4] for row in lying()]
    wanted = {key: value for key, value in BOTH.items() if key[0] != DATA[3].metric}
    assert_reads(html(["".join(f"<td>{cell}</td>" for cell in row) for row in rows]), wanted, "2021")


GROUPS = {row.code: row.label for row in ROWS["2021"] if row.kind == "group"}
NAMES = {
    "few characters": ("自然人", "企业", "科研", "社会", "法律", "其他", "合计"),
    "characters from anywhere": ("自然人", "商企", "科机", "社公", "法服", "其它", "总数"),
    "behind 法人": ("自然人", *(f"法人-{name}" for name in HEADS[1:6]), "总计"),
    "behind all of its words": ("自然人", *(f"法人或其他组织:{name}" for name in HEADS[1:6]), "总计"),
}


def named(names: Sequence[str], order: Sequence[int], grouped: bool) -> list[list[str]]:
    """The table on its side with these names in this order; heads of parts behind the words of their group or not."""
    heads = [GROUPS.get(row.parent, "") + row.label if grouped else row.label for row in DATA]
    return [["申请人", *heads], *([names[at], *(WORDS[row.metric][at] for row in DATA)] for at in order)]


@pytest.mark.parametrize("shape", ["page", "tabs"])
@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("order", [range(7), (6, 0, 2, 1, 4, 3, 5)])
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_applicants_in_few_words_and_any_order_are_read_by_their_names(
    names: Sequence[str], order: Sequence[int], grouped: bool, shape: str
) -> None:
    rows = named(names, order, grouped)
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    lines = "\n".join("\t".join(row) for row in rows)
    tail = f"{FOUR}\n{' '.join(RESULTS * 3)}\n{' '.join(PRINTED_REMEDIES)}\n{AFTER}"
    assert_reads(html(cells) if shape == "page" else f"{ABOVE}\n{lines}\n{tail}", BOTH, "2021")


def test_results_in_another_order_are_read_by_their_heads() -> None:
    rows = [[row[0], row[-2], *row[1:-2], row[-1]] for row in lying()]
    assert_reads(html(["".join(f"<td>{cell}</td>" for cell in row) for row in rows]), BOTH, "2021")


def test_a_table_without_a_row_of_totals_states_none() -> None:
    wanted = {key: value for key, value in BOTH.items() if key[1] != MEMBERS[-1]}
    assert_reads(html(["".join(f"<td>{cell}</td>" for cell in row) for row in lying()[:-1]]), wanted, "2021")


def test_of_an_applicant_that_nobody_knows_nothing_is_guessed() -> None:
    rows = lying()
    rows[4][0] = "丙类"
    reading = read_words(html(["".join(f"<td>{cell}</td>" for cell in row) for row in rows]))
    assert not any(s.metric_code.startswith("applications.") for s in reading.statements)
