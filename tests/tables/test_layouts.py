"""Any way in which a page lays out section three reads back: spans, widths, order of rows, heads once or twice."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from .cases import REQUESTS_2021, assert_reads, of_requests
from .printing import HEADS, ROWS, words_of_rows

FORM = [row for row in ROWS["2021"] if row.kind != "header"]
WORDS = words_of_rows(REQUESTS_2021)
WANTED = of_requests(REQUESTS_2021)


@dataclass(frozen=True)
class Layout:
    """How a page draws the table."""

    widths: tuple[int, ...]
    label_columns: int
    result_head: str
    group_spans: bool
    head_rows: int
    filler: str


LAYOUTS = st.builds(
    Layout,
    widths=st.lists(st.integers(1, 3), min_size=7, max_size=7).map(tuple),
    label_columns=st.integers(3, 5),
    result_head=st.sampled_from(["span", "row", "repeated"]),
    group_spans=st.booleans(),
    head_rows=st.sampled_from([1, 3]),
    filler=st.sampled_from(["", "&nbsp;", "<p></p>"]),
)


def drawn(layout: Layout) -> str:
    """The table as HTML."""
    return f"<table>{_head(layout)}{''.join(_body(layout))}</table>"


def _cell(words: str, columns: int = 1, rows: int = 1) -> str:
    spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f"<td{spans}><p>{words}</p></td>"


def _head(layout: Layout) -> str:
    wide = dict(zip(HEADS, layout.widths, strict=True))
    if layout.head_rows == 1:
        return f"<tr>{_cell('申请人情况', layout.label_columns)}{''.join(_cell(h, wide[h]) for h in HEADS)}</tr>"
    inner = HEADS[1:6]
    first = _cell("(勾稽关系说明)", layout.label_columns, 3) + _cell("申请人情况", sum(layout.widths))
    second = _cell(HEADS[0], wide[HEADS[0]], 2) + _cell("法人或其他组织", sum(wide[h] for h in inner))
    second += _cell(HEADS[6], wide[HEADS[6]], 2)
    return f"<tr>{first}</tr><tr>{second}</tr><tr>{''.join(_cell(h, wide[h]) for h in inner)}</tr>"


def _body(layout: Layout) -> list[str]:
    results = [row for row in FORM if row.metric.startswith("applications.outcome") and row.kind == "data"]
    lines = []
    for place, row in enumerate(FORM):
        if row.kind == "group":
            continue
        left, room = "", layout.label_columns
        if row in results:
            if layout.result_head == "span" and row is results[0]:
                left += _cell("三、本年度办理结果", 1, len(results))
            elif layout.result_head == "repeated":
                left += _cell("三、本年度办理结果")
            elif layout.result_head == "row" and row is results[0]:
                lines.append(f"<tr>{_cell('三、本年度办理结果', layout.label_columns + sum(layout.widths))}</tr>")
            room -= 1 if layout.result_head != "row" else 0
        if row.parent:
            group = next(other for other in FORM if other.code == row.parent)
            if not layout.group_spans:
                left += _cell(group.label)
            elif FORM[place - 1] is group:
                left += _cell(group.label, 1, sum(other.parent == row.parent for other in FORM))
            room -= 1
        left += _cell(row.label, room)
        figures = zip(WORDS[row.metric], layout.widths, strict=True)
        lines.append(f"<tr>{left}{''.join(_cell(words or layout.filler, width) for words, width in figures)}</tr>")
    return lines


@given(LAYOUTS)
@settings(max_examples=40)
def test_any_layout_of_spans_reads_back(layout: Layout) -> None:
    assert_reads(drawn(layout), WANTED, "2021")


@given(st.permutations([row for row in FORM if row.kind == "data"]))
@settings(max_examples=25)
def test_rows_in_any_order_keep_their_figures(rows: list) -> None:
    head = "".join(f"<td>{words}</td>" for words in ["项目", *HEADS])
    body = "".join(f"<tr><td>{r.label}</td>{''.join(f'<td>{c}</td>' for c in WORDS[r.metric])}</tr>" for r in rows)
    assert_reads(f"<p>收到和处理政府信息公开申请情况</p><table><tr>{head}</tr>{body}</table>", WANTED, "2021")


@given(st.integers(4, 20))
@settings(max_examples=17)
def test_a_page_break_after_any_row_loses_nothing(row: int) -> None:
    head = "".join(f"<td>{words}</td>" for words in ["申请人情况", *HEADS])
    lines = [
        f"<tr><td>{r.label}</td>{''.join(f'<td>{c}</td>' for c in WORDS[r.metric])}</tr>"
        for r in FORM
        if r.kind == "data"
    ]
    above, below = "".join(lines[:row]), "".join(lines[row:])
    for again in ("", f"<tr>{head}</tr>"):
        page = f"<table><tr>{head}</tr>{above}</table><p>- 7 -</p><table>{again}{below}</table>"
        assert_reads(page, WANTED, "2021")
