"""Workbooks and separated values → blocks: a grid for each sheet that shows, below its name."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers import archive
from dagster_project.readers.indexed import without_index
from dagster_project.readers.layout import MAX_CELLS, Block, Placed, Table
from dagster_project.readers.repeated_cells import table_of_rows

MAX_MERGED_ROWS = 5_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="\$?[A-Z]+\$?(\d{1,9}):\$?[A-Z]+\$?(\d{1,9})"')
# What the library raises of damaged bytes that it did not expect; the class is no Exception and has no module.
_PANIC = "PanicException"
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.I)


def blocks_of_xlsx(content: bytes) -> list[Block]:
    """The sheets of an XLSX workbook, results of formulas as last saved, merged cells as spans."""
    import openpyxl

    _refuse_endless_merges(archive.opened(content))
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        return [block for sheet in sheets for block in _named(sheet.title, Table.of_cells(_xlsx_cells(sheet), "sheet"))]
    except UnreadableFileError:
        raise
    except Exception as error:
        raise _damaged(error) from error


def blocks_of_xls(content: bytes) -> list[Block]:
    """The sheets of an XLS workbook; it says nothing of merged cells, so each cell stands alone."""
    import fastexcel

    try:
        workbook = fastexcel.read_excel(content)
        return [block for name in workbook.sheet_names for block in _named(name, _xls_table(workbook, name))]
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        raise _damaged(error) from error


def blocks_of_csv(text: str) -> list[Block]:
    """The rows of comma, semicolon or tab separated values; text before and after the rows stays paragraphs."""
    lines = text.splitlines()
    delimiter = max(",;\t|", key=lambda mark: sum(mark in line for line in lines[:200]))
    rows = [[" ".join(value.split()) for value in row] for row in csv.reader(lines, delimiter=delimiter)]
    blocks: list[Block] = []
    table: list[list[str]] = []
    for row in [*rows, []]:
        if len(row) > 1:
            table.append(row)
            continue
        if table:
            blocks.append(table_of_rows(without_index(table), "sheet"))
            table = []
        blocks += [value for value in row if value]
    return blocks


def _refuse_endless_merges(container: zipfile.ZipFile) -> None:
    """A merge over the whole sheet would make the library draw each of its cells."""
    for entry in container.infolist():
        if entry.filename.startswith("xl/worksheets/"):
            for match in _MERGE.finditer(archive.unpacked(container, entry)):
                if int(match[2]) - int(match[1]) > MAX_MERGED_ROWS:
                    raise UnreadableFileError("too_large", f"a merged cell of more than {MAX_MERGED_ROWS:,} rows")


def _damaged(error: BaseException) -> UnreadableFileError:
    return UnreadableFileError("truncated", f"the workbook is cut off or damaged ({type(error).__name__})")


def _named(name: str, table: Table) -> Iterator[Block]:
    """The table below the name of its sheet; nothing for an empty sheet."""
    if any(table.words):
        if not _NAMELESS.match(name.strip()):
            yield name.strip()
        yield table


def _xlsx_cells(sheet: Any) -> list[Placed]:
    cells = sheet._cells  # only those that the file holds; walking the rows would make up every one in between
    if len(cells) > MAX_CELLS:
        raise UnreadableFileError("too_large", f"a sheet of more than {MAX_CELLS:,} cells")
    written = {place: _shown(cell.value, cell.number_format) for place, cell in sorted(cells.items())}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        spans[merged.min_row, merged.min_col] = merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1
    return _trimmed([Placed(r - 1, c - 1, *spans.get((r, c), (1, 1)), words) for (r, c), words in written.items()])


def _trimmed(cells: Sequence[Placed]) -> list[Placed]:
    """The cells of the part of the sheet that holds words, places under a merged cell left out."""
    filled = [cell for cell in cells if cell.words]
    if not filled:
        return []
    rows, columns = max(c.row + c.row_span for c in filled), max(c.column + c.column_span for c in filled)
    top, left = min(c.row for c in filled), min(c.column for c in filled)
    covered = {
        (row, column)
        for cell in filled
        if cell.row_span * cell.column_span > 1
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
        if (row, column) != (cell.row, cell.column)
    }
    kept = (c for c in cells if top <= c.row < rows and left <= c.column < columns and (c.row, c.column) not in covered)
    return [
        Placed(
            c.row - top, c.column - left, min(c.row_span, rows - c.row), min(c.column_span, columns - c.column), c.words
        )
        for c in kept
    ]


def _xls_table(workbook: Any, name: str) -> Table:
    sheet = workbook.load_sheet(name, header_row=None, dtypes="string")
    columns = [column.to_pylist() for column in sheet.to_arrow().columns]
    rows = [[" ".join((value or "").split()) for value in row] for row in zip(*columns, strict=True)]
    if len(rows) * max(1, len(columns)) > MAX_CELLS:
        raise UnreadableFileError("too_large", f"a sheet of more than {MAX_CELLS:,} cells")
    cells = [Placed(r, c, 1, 1, words) for r, row in enumerate(rows) for c, words in enumerate(row)]
    return Table.of_cells(_trimmed(cells), "sheet")


def _shown(value: object, number_format: str) -> str:
    """The value as the sheet shows it, with every digit that was entered."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        percent = number_format.rstrip().endswith("%")
        return f"{value * 100 if percent else value:.15g}" + "%" * percent
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return " ".join(str(value).split())
