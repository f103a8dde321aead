"""A real PDF of the shared reports: its tables are whole, and its scan reads as its text layer does."""

from __future__ import annotations

import io

import pypdfium2
from made_documents import SHARED_REPORTS, assert_sound, words_of

from dagster_project.document import Document
from dagster_project.readers import read

(PATH,) = SHARED_REPORTS.glob("2024/*.pdf")


def only(content: bytes) -> Document:
    (document,) = read("report", content)
    assert_sound(document)
    return document


def test_every_table_of_a_real_pdf_is_whole() -> None:
    document = only(PATH.read_bytes())
    assert [(grid.height, grid.width) for grid in document.grids] == [(14, 4), (26, 10), (4, 15)]
    rows = words_of(document, document.grids[1])
    assert all(len([cell for cell in row if cell.isdigit()]) == 7 for row in rows[3:])
    assert len(document.page_starts) == 5


def test_a_scanned_page_gives_the_same_grid_as_its_text_layer() -> None:
    buffer = io.BytesIO()
    pypdfium2.PdfDocument(PATH)[2].render(scale=200 / 72).to_pil().save(buffer, "PNG")
    scanned, printed = only(buffer.getvalue()), only(PATH.read_bytes())
    expected = without_spaces(words_of(printed, printed.grids[1])[:16])
    assert without_spaces(words_of(scanned, scanned.grids[1])) == expected


def without_spaces(rows: list[list[str]]) -> list[list[str]]:
    """The rows as labels are compared: before a narrow mark a scan shows a gap that may be taken for a space."""
    return [[cell.replace(" ", "") for cell in row] for row in rows]
