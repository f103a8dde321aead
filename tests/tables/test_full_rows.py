"""Rows of seven figures are read at once; what that gives is what reading them piece by piece gives."""

from hypothesis import example, given
from hypothesis import strategies as st

from dagster_project.document import Cell
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.grids import GridRow, is_value
from dagster_project.parsers.tables.located import REQUESTS
from dagster_project.parsers.tables.request_rows import _plain_line, _read_line
from dagster_project.parsers.tables.scan import FULL_ROW, ORDINAL_INSIDE, Mark, figures_between, strips
from dagster_project.resources import load_codebook

CODEBOOK = load_codebook()
LABEL_ENDS = st.text("()计1条不涉及无再第页号年、,. ", max_size=8)
FIGURES = st.lists(st.sampled_from(["0", "12", "7", "345"]), min_size=6, max_size=8)
LABELS = st.lists(
    st.sampled_from(["总计", "1.其他", "三、本年度办理结果", "予以公开", "说明", "", "3 4", "9"]),
    min_size=1,
    max_size=3,
)
CELLS = st.lists(st.sampled_from(["", "0", "12", "/", "3 4"]), min_size=FULL_ROW, max_size=FULL_ROW)


@given(LABEL_ENDS, FIGURES, st.sampled_from([" ", "  ", "\n", " \n"]))
@example("(区分处理的,只计这一情形)", ["0"] * FULL_ROW, " ")
@example("不涉及", ["0"] * FULL_ROW, " ")
def test_seven_figures_behind_the_rest_of_a_label_are_those_found_one_by_one(
    rest: str, figures: list[str], between: str
) -> None:
    text = rest + between + between.join(figures) + "\n"
    found = [span for strip in strips(text, 0, len(text)) for span in strip.spans]
    assert found == figures_between(text, 0, len(text)) or ORDINAL_INSIDE.search(text)


@given(LABELS, CELLS)
@example(["予以公开", "总计"], ["0"] * FULL_ROW)
def test_a_line_of_figures_under_the_heads_reads_like_any_line(labels: list[str], figures: list[str]) -> None:
    forms = CODEBOOK.view(TableForms)
    words = labels + figures
    text, cells = "", []
    for column, word in enumerate(words):
        cells.append(Cell(0, column, 1, 1, len(text), len(text) + len(word)))
        text += word + "\t"
    line = GridRow(cells, words, [is_value(word) for word in words])
    rows = (forms.row_words[REQUESTS], forms.rows[REQUESTS], list(range(len(labels), len(words))))
    spans = [(cell.start, cell.end) for cell in cells[len(labels) :]]
    told = {spans[0][0]: (Mark(0, 0, ()), spans)} if all(word == "" or word.isdecimal() for word in figures) else {}
    plain = _plain_line(text, cells, told, *rows)
    assert plain is None or plain == _read_line(text, line, *rows)
    assert plain is not None or not told or any(is_value(label) or label[-1:].isdigit() for label in labels)
