"""Small documents written byte by byte for the tests, and what must be true of every Document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from dagster_project.document import Document, Grid

SHARED_REPORTS = Path(__file__).parents[2] / "../shared/reports"
Stroke = tuple[float, float, float, float]  # x0, y0, x1, y1 from the lower left corner
Words = tuple[float, float, float, str]  # x, y of the baseline, size, text


def words_of(document: Document, grid: Grid) -> list[list[str]]:
    """The words of every row of a grid, those of a spanned cell once."""
    rows: list[list[str]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        rows[cell.row].append(document.text[cell.start : cell.end])
    return rows


def places_of(document: Document, grid: Grid) -> list[list[str | None]]:
    """The words at every place of a grid, those of a spanned cell at each place it covers."""
    return [[document.text[c.start : c.end] if c else None for c in row] for row in grid.places()]


def assert_sound(document: Document) -> None:
    """Law of every Document: two texts of one length, cells inside their grid, words whole, no blank lines."""
    assert len(document.text) == len(document.printed)
    assert document.text.endswith("\n")
    assert "\n\n" not in document.text
    assert list(document.page_starts) == sorted(document.page_starts)
    for grid in document.grids:
        assert 0 <= grid.start <= grid.end <= len(document.text)
        for cell in grid.cells:
            assert grid.start <= cell.start <= cell.end <= grid.end
            words = document.text[cell.start : cell.end]
            assert words == " ".join(words.split())
            assert document.text[cell.end : cell.end + 1] in ("\t", "\n")
            assert cell.start == 0 or cell.start == cell.end or document.text[cell.start - 1] in ("\t", "\n")
            assert cell.row + cell.row_span <= grid.height
            assert cell.column + cell.column_span <= grid.width


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf(
    pages: Sequence[tuple[Sequence[Words], Sequence[Stroke]]],
    encrypt: str = "",
    title: str = "",
    size: tuple[int, int] = (595, 842),
    matrix: str = "1 0 0 1 0 0",
    behind: str = "",
) -> bytes:
    """A PDF whose pages (A4) print these words and strokes; Chinese by a predefined encoding, so no font is needed.

    Words in private characters are set in a font that does not tell which characters it prints. `matrix` is laid over
    all that is printed; `behind` is drawn first.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    )
    objects.append(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] "
        "/Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    )
    objects.append("<< /Type /Font /Subtype /Type0 /BaseFont /Untold /Encoding /Identity-H /DescendantFonts [7 0 R] >>")
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Untold /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R >>"
    )
    kids = []
    for words, strokes in pages:
        stream = "\n".join([f"{matrix} cm", behind, *map(_shown, words), *map(_stroked, strokes)])
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>")
    return _written(objects, f"/Info {len(objects)} 0 R {encrypt}")


def _shown(words: Words) -> str:
    x, y, size, text = words
    font = "F2" if "\ue000" <= text[0] <= "\uf8ff" else "F1"
    return f"BT /{font} {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _stroked(stroke: Stroke) -> str:
    x0, y0, x1, y1 = stroke
    return f"{x0} {y0} m {x1} {y1} l S"


def _written(objects: Sequence[str], trailer: str) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n"
    return body + f"{end}{len(body)}\n%%EOF\n".encode("latin-1")


def ruled(rows: Sequence[float], columns: Sequence[float]) -> list[Stroke]:
    """The strokes of a table with these horizontal and vertical edges."""
    across = [(columns[0], y, columns[-1], y) for y in rows]
    return across + [(x, rows[0], x, rows[-1]) for x in columns]
