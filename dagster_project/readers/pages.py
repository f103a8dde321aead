"""Printed pages – lines, and ruled tables – → blocks: what a page break cut is whole again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dagster_project.readers.column_rows import labelled
from dagster_project.readers.ink import Line, joined, wraps
from dagster_project.readers.layout import PAGE_MARK, Block, PageBreak
from dagster_project.readers.margins import without_margins
from dagster_project.readers.ruled import RuledTable, continues, placed, stacked

Paragraph = list[Line]
Part = Paragraph | RuledTable | PageBreak


class Page(NamedTuple):
    """What one page prints: lines outside of tables, and the tables, from top to bottom."""

    lines: list[Line]
    tables: list[RuledTable]


def last_table(pages: Sequence[Page]) -> RuledTable | None:
    """The table with which the last page ends, if it has any."""
    return pages[-1].tables[-1] if pages and pages[-1].tables else None


def blocks_of_pages(pages: Sequence[Page], origin: str) -> list[Block]:
    """Paragraphs and tables in reading order; what a page break cut is whole again, the break marked inside."""
    depth = max((item.bottom for page in pages for item in page.lines), default=0.0)
    lines = [labelled(page) for page in without_margins([page.lines for page in pages], depth)]
    left, right = _measure([line for page in lines for line in page])
    flow: list[Part] = []
    for number, page in enumerate(pages):
        items: list[Line | RuledTable] = sorted([*lines[number], *page.tables], key=_top)
        if not (number and items and _goes_on(flow, items[0], left, right)):
            flow.append(PageBreak())
        for item in items if isinstance(flow[-1], PageBreak) else items[1:]:
            _add(flow, item, left, right)
    return [_block(part, origin) for part in flow]


def _block(part: Part, origin: str) -> Block:
    if isinstance(part, RuledTable):
        return placed(part, origin)
    return joined(part) if isinstance(part, list) else part


def _top(item: Line | RuledTable) -> float:
    return item.box[1] if isinstance(item, RuledTable) else item.top


def _measure(lines: Sequence[Line]) -> tuple[float, float]:
    """The edges of the column of words: where lines usually begin and how far they reach."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    common = [edge for edge, count in lefts.items() if count >= max(1, len(lines) // 12)]
    rights = sorted(line.right for line in lines)
    return float(min(common or lefts)), rights[int(len(rights) * 0.9)]


def _goes_on(flow: list[Part], item: Line | RuledTable, left: float, right: float) -> bool:
    """Join the first item of a page to the last part of the page before where it is its rest; whether it was."""
    last = flow[-1] if flow else None
    if isinstance(last, RuledTable) and isinstance(item, RuledTable) and continues(last, item):
        flow[-1] = stacked(last, item)
    elif isinstance(last, list) and isinstance(item, Line) and wraps(last[-1], item, left, right):
        last.append(item._replace(text=PAGE_MARK + item.text))
    else:
        return False
    return True


def _add(flow: list[Part], item: Line | RuledTable, left: float, right: float) -> None:
    last = flow[-1]
    if isinstance(item, RuledTable):
        flow.append(item)
    elif isinstance(last, list) and wraps(last[-1], item, left, right):
        last.append(item)
    else:
        flow.append([item])
