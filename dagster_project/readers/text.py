"""Plain text and Markdown → blocks: a line is a paragraph, rows of pipes or tabs are tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from dagster_project.readers.cell_lines import may_have_blank_lines, with_rows
from dagster_project.readers.drawn import drawn_table, has_drawn_tables
from dagster_project.readers.indexed import without_index, without_numbers
from dagster_project.readers.inline_breaks import inline_marks, on_lines, without_inline_breaks
from dagster_project.readers.kinds import html_tables
from dagster_project.readers.layout import Block, Table
from dagster_project.readers.marked import marked_tables, may_have_marked_tables
from dagster_project.readers.printed_pages import may_be_printed, without_print_marks
from dagster_project.readers.repeated_cells import table_of_rows
from dagster_project.readers.small_tables import with_small_tables
from dagster_project.readers.spaced import may_have_spaced_tables, spaced_tables
from dagster_project.readers.unit_rows import may_have_unit_rows, unit_rows
from dagster_project.readers.wiki_tables import wiki_table

_RULE = re.compile(r"\s*:?-+:?\s*$")
_COUNTED = re.compile(r"^0 +[^\s|].*\n1 ", re.M)
_BARE_RULE = re.compile(r"\s*:?-{3,}:?\s*$")
LONGEST_CELL = 60
# Three lines of cells between commas, none of them a sentence.
_SEPARATED = re.compile(r"(?:^[^,\n。;；]*,[^,\n。;；]*(?:,[^\n。;；]*)?\n){3}", re.M)
_SENTENCE = re.compile("[。;；]")
_EDGE_PIPE = re.compile(r"^[ \u3000]*+\||\|[ \u3000]*+$", re.M)
FEWEST_JOINED = 3
# Words between the marks of Markdown, which tell it on a page without other signs; 138****1234 is none.
_EMPHASIS = re.compile(r"(?<!\*)\*\*(?=[^\s*])[^*\n]{0,80}(?<=\S)\*\*(?!\*)")
_FEWEST_MARKED = 3
_JOINED = re.compile(r"(?:^[^\n|]*\|[^\n|]*\|[^\n]*\n){3}", re.M)
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+")
_TAG = re.compile(r"</?(?:div|span|font|center|section|[biu]|em|strong)\b[^<>]{0,400}>", re.I)
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)")


def blocks_of_text(text: str, markdown: bool = False) -> list[Block]:
    """The paragraphs and tables of a text in their order, HTML tables set into Markdown among them."""
    if may_be_printed(text):
        text = without_print_marks(text)
    markdown = markdown or ("**" in text and len(_EMPHASIS.findall(text)) >= _FEWEST_MARKED)
    marks = inline_marks(text)
    if marks:
        text = on_lines(text, marks)
    if may_have_blank_lines(text):
        text = with_rows(text)
    if marks:
        text = without_inline_breaks(text)
    text = with_small_tables(text)
    if "<" not in text or ("<t" not in text and "<T" not in text):
        return _blocks_of_lines(text, markdown)
    from dagster_project.readers.html import blocks_of_fragment

    blocks: list[Block] = []
    at = 0
    for start, end in html_tables(text):
        blocks += _blocks_of_lines(text[at:start], markdown)
        blocks += blocks_of_fragment(text[start:end])
        at = end
    return blocks + _blocks_of_lines(text[at:], markdown)


def _blocks_of_lines(text: str, markdown: bool) -> list[Block]:
    if not may_have_marked_tables(text):
        return _blocks_of_unmarked(text, markdown)
    lines = text.splitlines()
    blocks: list[Block] = []
    at = 0
    for start, (table, after) in marked_tables(lines).items():
        blocks += [*_blocks_of_unmarked("\n".join(lines[at:start]), markdown), table]
        at = after
    return blocks + _blocks_of_unmarked("\n".join(lines[at:]), markdown)


def _blocks_of_unmarked(text: str, markdown: bool) -> list[Block]:
    """The blocks of a text in which no marks of a tool tell tables."""
    if not (may_have_spaced_tables(text) or _is_counted(text)):
        return _blocks_of_plain_lines(text.splitlines(), markdown, text)
    blocks: list[Block] = []
    for page in text.split("\f"):
        lines = page.splitlines()
        if _is_counted(page):
            lines = without_numbers(lines)
        blocks += _around_tables(lines, spaced_tables(lines), markdown)
    return blocks


def _is_counted(text: str) -> bool:
    """Whether two lines begin with the numbers that tools print before rows."""
    if "\n1 " not in text or not ("\n0 " in text or text.startswith("0 ")):
        return False
    return _COUNTED.search(text) is not None


def _is_separated(text: str) -> bool:
    """Whether three lines are cells between commas: narrow ones, which Chinese sentences do not use."""
    return text.count(",") > 2 and _SEPARATED.search(text) is not None


def _blocks_of_plain_lines(lines: list[str], markdown: bool, text: str = "") -> list[Block]:
    """The blocks of lines in which no spaces draw tables."""
    text = text or "\n".join(lines)
    if has_drawn_tables(text):
        return [block for block in _blocks_with_tables(lines, markdown) if block]
    if (
        not _is_separated(text)
        and not may_have_unit_rows(text)
        and "\t" not in text
        and ("|" not in text or ("--" not in text and not _EDGE_PIPE.search(text) and not _JOINED.search(text)))
    ):
        return list(filter(None, map(_plain if markdown else str.strip, lines)))
    return list(_blocks_with_tables(lines, markdown))


def _around_tables(
    lines: list[str], tables: Mapping[int, tuple[list[list[str]], int]], markdown: bool
) -> Iterator[Block]:
    """The blocks of the lines, with these tables by their first lines and the rest as they read alone."""
    at = 0
    for start, (rows, after) in tables.items():
        yield from _blocks_of_plain_lines(lines[at:start], markdown)
        yield Table.of_rows(rows, "spaced columns")
        at = after
    yield from _blocks_of_plain_lines(lines[at:], markdown)


def _blocks_with_tables(lines: list[str], markdown: bool) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if lines[at].startswith("{|"):
            blocks, after = wiki_table(lines, at)
            yield from blocks
            if blocks:
                at = after
                continue
        for find, origin in _FINDERS:
            rows, after = find(lines, at)
            if rows:
                yield table_of_rows(without_index(rows), origin)
                at = after
                break
        else:
            line = lines[at]
            if not _is_rule(line):
                yield _plain(line) if markdown else line.strip()
            at += 1


def _drawn_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of the table that characters draw from this line on, and the line after it."""
    rows, after = drawn_table(lines, at)
    return [[_words(cell) for cell in row] for row in rows], after


def _plain(line: str) -> str:
    """The line without the marks that Markdown puts around its words."""
    line = line.strip()
    if "<" in line:
        line = _TAG.sub("", line).strip()
    if line.startswith("#"):
        line = _HEADING.sub("", line, count=1)
    line = line.replace("**", "")
    return _IMAGE.sub("", line).strip() if "![" in line else line


def _pipe_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of the pipe table that starts at this line, and the line after it; rules between rows are dropped.

    Below a rule rows need no pipe at their edges, and one of a single cell none at all.
    """
    rows: list[list[str]] = []
    ruled = False
    while at < len(lines):
        line = lines[at]
        if rows and (_is_rule(line) or (_BARE_RULE.match(line) and _goes_on_below(lines, at))):
            ruled = True
            at += 1
        elif _is_pipe_row(line) or _is_head(lines, at) or (ruled and _is_open_row(lines, at)):
            if not _is_rule(line):
                rows.append(_pipe_cells(line))
            at += 1
        elif not line.strip() and rows and _goes_on(lines, at):
            at += 1
        else:
            break
    return rows, at


def _joined_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Three lines or more of as many cells, joined by pipes without any at the edges: a program's dump of a table.

    A line whose first or last cell is blank begins or ends with a pipe; where all do, or a rule stands, the pipes do.
    """
    pipes = lines[at].count("|")
    after = at
    while pipes > 1 and after < len(lines) and lines[after].count("|") == pipes and not _is_rule(lines[after]):
        after += 1
    if after < len(lines) and _is_rule(lines[after]):
        after -= 1  # the head of a table with rules
    if after - at < FEWEST_JOINED or all(map(_is_pipe_row, lines[at:after])):
        return [], at
    return [[_words(cell) for cell in _PIPE.split(line)] for line in lines[at:after]], after


def _is_head(lines: list[str], at: int) -> bool:
    """Whether the rule below this line makes it the head of a table; under a single cell that rule has no pipe."""
    if at + 1 >= len(lines) or not lines[at].strip():
        return False
    if "|" in lines[at]:
        return _is_rule(lines[at + 1])
    return _BARE_RULE.match(lines[at + 1]) is not None and _goes_on_below(lines, at + 1)


def _goes_on_below(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and "|" in lines[at + 1] and not _is_rule(lines[at + 1])


def _is_open_row(lines: list[str], at: int) -> bool:
    """Whether a line below the rule is a row: it has a pipe, or is a short one with a row below."""
    line = lines[at].strip()
    return "|" in line or (0 < len(line) <= LONGEST_CELL and _goes_on_below(lines, at))


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether the next row after this blank line still belongs to the table: a new head would have a rule below."""
    after = at + 1
    if after >= len(lines) or not _is_pipe_row(lines[after]) or _is_rule(lines[after]):
        return False
    return after + 1 >= len(lines) or not _is_rule(lines[after + 1])


def _is_pipe_row(line: str) -> bool:
    stripped = line.strip()
    return stripped.count("|") >= 2 and (stripped[0] == "|" or stripped[-1] == "|")


def _is_rule(line: str) -> bool:
    """A row of hyphens that parts head and body; a single one without a colon may be a figure that does not apply."""
    if "|" not in line or not ("--" in line or ":-" in line or "-:" in line):
        return False
    cells = [cell for cell in line.split("|") if cell.strip()]
    return bool(cells) and all(_RULE.match(cell) for cell in cells)


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip()
    if inner.startswith("|"):  # else what stands behind the last pipe is a blank cell
        inner = inner[1:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner[1:]
    return [_words(cell) for cell in _PIPE.split(inner)]


def _words(cell: str) -> str:
    if "<" in cell:
        cell = re.sub(r"</?(?:br|p)\s*/?>", " ", cell, flags=re.I)
    return " ".join(_plain(cell).replace("\\|", "|").split())


def _comma_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Lines of as many cells between commas, three at least or two in a row, as rows of a table; sentences are none."""
    rows: list[list[str]] = []
    while at < len(lines) and "," in lines[at]:
        cells = next(csv.reader([lines[at]]))
        if (rows and len(cells) != len(rows[0])) or not all(map(_is_cell, cells)):
            break
        rows.append([" ".join(cell.split()) for cell in cells])
        at += 1
    wide = len(rows[0]) if rows else 0
    return (rows, at) if len(rows) > 2 or (len(rows) == 2 and wide > 2) else ([], at)


def _is_cell(words: str) -> bool:
    return len(words) <= 2 * LONGEST_CELL and _SENTENCE.search(words) is None


def _tab_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Lines with a tab inside, two in a row at least (or one of three cells), as rows of a table."""
    rows: list[list[str]] = []
    while at < len(lines) and "\t" in lines[at].strip():
        rows.append([" ".join(cell.split()) for cell in lines[at].rstrip("\r\n").split("\t")])
        at += 1
    return (rows, at) if len(rows) > 1 or (rows and len(rows[0]) > 2) else ([], at)


_FINDERS = (
    (_drawn_table, "drawn"),
    (_joined_table, "pipe"),
    (_pipe_table, "pipe"),
    (_tab_table, "tab"),
    (_comma_table, "comma"),
    (unit_rows, "spaced columns"),
)
