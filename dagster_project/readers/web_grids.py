"""Grids that a page sets without a table: rows are parts beside each other, their cells the parts inside each.

Only pages without cells of tables are searched, and only rows in which figures stand count, so that neither the lists
and menus of a site nor paragraphs of spans are taken for grids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from dagster_project.readers.layout import MAX_CELLS, Block, Table
from dagster_project.readers.tags import END, GRID_CELLS, TABLE, told_apart

FEWEST_CELLS, FEWEST_ROWS = 3, 2
LONGEST_CELL = 120
_BESIDE = re.compile(r"<(span|div|li|dd|p|b|em|i)\b[^<>]*>\s*\d[\d,.]*\s*</\1>\s*<\1\b")
_COLUMNS = re.compile(r"grid-template-columns\s*:\s*(?:repeat\(\s*(\d{1,2})|([^;]*))")
_VALUE = re.compile(r"(?:[-+]?[\d,.]+|[-—–/]{1,4}|无)?")


def may_have_grids(html: str) -> bool:
    """Whether a page has no cells of tables, and a figure alone in a part beside another."""
    return "<td" not in html and "<TD" not in html and _BESIDE.search(html) is not None


def lift_grids(body: LexborNode) -> dict[str, list[Block]]:
    """Every grid by the mark that stays in its place, lifted out of the page."""
    inside: dict[int, list[LexborNode]] = {}
    parents: dict[int, LexborNode] = {}
    for _, node in told_apart(body, GRID_CELLS):
        parent = node.parent
        if parent is not None:
            inside.setdefault(parent.mem_id, []).append(node)
            parents[parent.mem_id] = parent
    rows = {key: words for key, cells in inside.items() if (words := _row(parents[key], cells, inside))}
    lifted: dict[str, list[Block]] = {}
    parts = [parents[key] for key in rows]
    apart = [part for part in parts if part.parent is None or len(rows.get(part.parent.mem_id, ())) < 2]
    for nodes, grid in _grids(apart, rows):
        if _is_grid(grid):
            place = f"{TABLE}grid{len(lifted)}"
            nodes[0].insert_before(END + place + END)
            lifted[place] = [Table.of_rows(grid, "html")]
            for node in reversed(nodes):
                node.decompose()
    return lifted


def _grids(
    parts: Sequence[LexborNode], rows: Mapping[int, list[str]]
) -> Iterator[tuple[list[LexborNode], list[list[str]]]]:
    """Rows that follow each other with the words of their cells; a part that tells its columns holds several rows."""
    together: list[LexborNode] = []
    for part in parts:
        if grid := _parted(part, rows[part.mem_id]):
            yield [part], grid
        elif together and _follows(together[-1], part):
            together.append(part)
        else:
            if together:
                yield together, [rows[row.mem_id] for row in together]
            together = [part] if len(rows[part.mem_id]) > 1 else []
    if together:
        yield together, [rows[row.mem_id] for row in together]


def _follows(row: LexborNode, part: LexborNode) -> bool:
    """Whether nothing but blanks stands between a row and the next part."""
    beside = row.next
    while beside is not None and beside.tag == "-text" and not beside.text().strip():
        beside = beside.next
    return beside is not None and beside.mem_id == part.mem_id


def _row(parent: LexborNode, cells: Sequence[LexborNode], inside: Mapping[int, Sequence[LexborNode]]) -> list[str]:
    """The words of the parts inside a part; none where it says more, or they hold parts side by side."""
    words = [" ".join(cell.text().split()) for cell in cells]
    if max(map(len, words)) > LONGEST_CELL or any(len(inside.get(cell.mem_id, ())) > 1 for cell in cells):
        return []
    whole = "".join(parent.text().split())
    return words if len(whole) == sum(len("".join(said.split())) for said in words) else []


def _parted(parent: LexborNode, words: list[str]) -> list[list[str]]:
    """The cells of a part that says itself in how many columns it sets them; nothing where it does not."""
    match = _COLUMNS.search(parent.attributes.get("style") or "")
    if match is None:
        return []
    wide = int(match[1]) if match[1] else len(match[2].split())
    if wide < FEWEST_CELLS or len(words) % wide:
        return []
    return [words[at : at + wide] for at in range(0, len(words), wide)]


def _is_grid(rows: Sequence[Sequence[str]]) -> bool:
    """Whether enough rows have as many cells, and half of those beside labels, below the first row, hold figures."""
    if len(rows) < FEWEST_ROWS or sum(map(len, rows)) > MAX_CELLS:
        return False
    wide, count = Counter(map(len, rows)).most_common(1)[0]
    if wide < FEWEST_CELLS or count < FEWEST_ROWS:
        return False
    cells = [words for row in rows[1:] if len(row) == wide for words in row]
    values = [words for words in cells if _VALUE.fullmatch(words)]
    most = 2 * len(values) >= len(cells) - len(cells) // wide
    return most and any(any(map(str.isdigit, words)) for words in values)
