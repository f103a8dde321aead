"""The part of tables that is of the report year, where they print last year's figures beside this year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.tables.grids import is_value
from dagster_project.parsers.tables.reading import Span

Kind = Literal["this", "last"]
LONGEST_HEAD = 10
LONGEST_CAPTION = 60
HEAD_REACH = 600
# A table with more heads of years is none of these; heads over several columns stand at its top.
MOST_HEADS = 60
HEAD_ROWS = 8
# One of these stands at the top of every table with such heads: asked first, as nearly no report has any.
_MAY_HEAD = ("年\t", "年度\t", "\t上年", "\n上年", "\t去年", "\n去年", "\t上一年\n", "\t上一年度\n")
_LAST = re.compile(r"(?:上|上一|去|前)年(?:度|同期|全年)?(?:数|情况)?")
_THIS = re.compile(r"(?:本|今|当)年(?:度|全年)?(?:数|情况)?|本期数?")
_YEAR = re.compile(r"(20\d\d)年(?:度|全年)?(?:数|情况)?")
# A year without its word is one at the edge of a table only; elsewhere it is a figure.
_BARE_YEAR = re.compile(r"(20[012]\d)")
_BARE_HEAD = re.compile(r"[\t\n]20[012]\d[\t\n]")
_CAPTION = re.compile(r"(20\d\d)年(?:度)?|(?:上一|上|去|本|今)年(?:度)?")
_LINE = re.compile(r"^((?:上一|上|去|本|今)年(?:度)?)(?:数|情况)?[^\S\n:]*:?[^\S\n]*(?=\d)[\d \t./—-]+$", re.M)
_NAMED = r"(?:20\d\d年|本年|今年|当年|上一?年|去年)度?(?:数据?)?"
_BESIDE = re.compile(rf"(?m)^[^\S\n|]*(?:[㐀-鿿]+[\s|]+)??({_NAMED})[^\S\n]*[|]?[^\S\n]*({_NAMED})(?=[\s|])")


def of_the_report_year(document: Document) -> tuple[Document, list[Span]]:
    """The document without the cells of earlier years, and where whole tables and lines of such stand.

    In its text spaces stand for them, so that all spans hold.
    """
    text = document.text
    gone = _captioned(text, document.grids) if len(document.grids) > 1 else {}
    whole = [(document.grids[number].start, document.grids[number].end) for number in gone]
    for number, grid in enumerate(document.grids):
        if number not in gone and _may_be_headed(text, grid):
            gone[number] = _of_earlier_years(text, grid)
    if not document.grids and ("\n上年" in text or "\n去年" in text):
        whole += _lines_of_earlier_years(text)
    if not whole and not any(gone.values()):
        return document, []
    left = list(text)
    for start, end in [*whole, *((cell.start, cell.end) for cells in gone.values() for cell in cells)]:
        _blank(left, start, end)
    grids = [_without(grid, gone[n]) if gone.get(n) else grid for n, grid in enumerate(document.grids)]
    return replace(document, text="".join(left), grids=tuple(grids)), whole


def years_beside(text: str, low: int, high: int) -> bool:
    """Whether a line of heads in this stretch of a text names two years, so that its figures are of either."""
    return any(match[1] != match[2] for match in _BESIDE.finditer(text, low, high))


def _may_be_headed(text: str, grid: Grid) -> bool:
    top = text[max(0, grid.start - 1) : min(grid.end, grid.start + HEAD_REACH)]
    return any([words in top for words in _MAY_HEAD]) or ("20" in top and _BARE_HEAD.search(top) is not None)


def _captioned(text: str, grids: Sequence[Grid]) -> dict[int, Sequence[Cell]]:
    """The number of each table whose caption names an earlier year than the same caption of another as wide as it,
    with its cells."""
    captions: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for number, grid in enumerate(grids):
        low = max(0, grid.start - LONGEST_CAPTION)
        before, _, line = text[low : grid.start].rstrip().rpartition("\n")
        if (before or not low) and (year := _CAPTION.search(line)):
            captions.setdefault((_CAPTION.sub("", line), grid.width), []).append((number, year[1] or year[0]))
    gone: dict[int, Sequence[Cell]] = {}
    for named in captions.values():
        kinds = _kinds_of([year for _, year in named])
        if "this" in kinds:
            gone |= {
                number: grids[number].cells for (number, _), kind in zip(named, kinds, strict=True) if kind == "last"
            }
    return gone


def _lines_of_earlier_years(text: str) -> list[Span]:
    """The lines of figures that begin with the name of last year beside one that begins with that of this year."""
    lines = list(_LINE.finditer(text))
    found = []
    for first, second in pairwise(lines):
        kinds = _kinds_of([first[1], second[1]])
        if second.start() - first.end() < 3 and set(kinds) == {"this", "last"}:
            found.append((first if kinds[0] == "last" else second).span())
    return found


def _kinds_of(words: Sequence[str]) -> list[Kind]:
    """What names of years say: the latest of several numbers is this year, and a lone one unless 本年 is beside it."""
    numbers = {word for word in words if word.isdigit()}
    latest = max(numbers, default="")
    if len(numbers) == 1 and any(map(_THIS.fullmatch, words)) and not any(map(_LAST.fullmatch, words)):
        latest = ""
    return ["this" if word == latest or _THIS.fullmatch(word) else "last" for word in words]


def _blank(text: list[str], start: int, end: int) -> None:
    start -= start > 0 and text[start - 1] == "\t"
    text[start:end] = " " * (end - start)


def _heads(text: str, cells: Sequence[Cell]) -> list[tuple[Cell, Kind]]:
    """The cells that say of which year figures are, none where there are more of them than such a table has."""
    heads: list[tuple[Cell, str]] = []
    for cell in cells:
        if 1 < cell.end - cell.start <= LONGEST_HEAD:
            words = "".join(text[cell.start : cell.end].split())
            edge = cell.row == 0 or cell.column == 0
            if year := (_YEAR.fullmatch(words) or (edge and _BARE_YEAR.fullmatch(words))):
                heads.append((cell, year[1]))
            elif _LAST.fullmatch(words) or _THIS.fullmatch(words):
                heads.append((cell, words))
    if len(heads) > MOST_HEADS:
        return []
    return [(cell, kind) for (cell, _), kind in zip(heads, _kinds_of([words for _, words in heads]), strict=True)]


def _of_earlier_years(text: str, grid: Grid) -> list[Cell]:
    """The heads of earlier years that stand in one row or column with one of this year, and the cells under them."""
    kinds = _heads(text, grid.cells)
    own = [cell for cell, kind in kinds if kind == "this"]
    gone: dict[tuple[int, int], Cell] = {}
    for head, kind in kinds:
        if kind == "this":
            continue
        if any(other.row == head.row for other in own):
            found = [head, *_below(text, grid, head)]
        elif any(other.column == head.column for other in own):
            found = [head, *_beside(grid, head)]
        else:
            continue
        gone.update({(cell.row, cell.column): cell for cell in found})
    bare = [cell for cell in own if gone and text[cell.start : cell.end].strip().isdigit()]
    return [*gone.values(), *bare]


def _below(text: str, grid: Grid, head: Cell) -> Iterator[Cell]:
    """The cells under a head; under one of a single column up to the next words, which head something else."""
    right = head.column + head.column_span
    for cell in sorted(grid.cells, key=lambda cell: cell.row):
        if cell.row <= head.row or not head.column <= cell.column < right:
            continue
        if cell.column + cell.column_span > right:
            return
        if head.column_span == 1 and not is_value(text[cell.start : cell.end]):
            return
        yield cell


def _beside(grid: Grid, head: Cell) -> Iterator[Cell]:
    rows = range(head.row, head.row + head.row_span)
    return (cell for cell in grid.cells if cell.row in rows and cell.column > head.column and cell.row_span == 1)


def _without(grid: Grid, gone: Sequence[Cell]) -> Grid:
    """The grid without these cells; what stood beside one under a common head moves to where that head begins."""
    left_out = {(cell.row, cell.column) for cell in gone}
    kept = [cell for cell in grid.cells if (cell.row, cell.column) not in left_out]
    wide = [cell for cell in kept if cell.column_span > 1 and cell.row < HEAD_ROWS]
    return replace(grid, cells=tuple(replace(cell, column=_column(cell, wide, left_out)) for cell in kept))


def _column(cell: Cell, wide: Sequence[Cell], left_out: AbstractSet[tuple[int, int]]) -> int:
    """Where the nearest head over a cell begins, when all that stood between is left out; else its own column."""
    if (cell.row, cell.column - 1) not in left_out:
        return cell.column
    over = [head for head in wide if head.row < cell.row and 0 <= cell.column - head.column < head.column_span]
    head = max(over, key=lambda head: (head.row, -head.column_span), default=None)
    if head is None or cell.column_span > 1:
        return cell.column
    between = range(head.column, cell.column)
    return head.column if all((cell.row, column) in left_out for column in between) else cell.column
