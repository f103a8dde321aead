"""Plain text and Markdown → blocks: a line is a paragraph, rows of pipes or tabs are tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.readers.drawn import drawn_table, has_drawn_tables
from dagster_project.readers.kinds import html_tables
from dagster_project.readers.layout import Block, Table

_RULE = re.compile(r"\s*:?-+:?\s*$")
_EDGE_PIPE = re.compile(r"^[ \u3000]*+\||\|[ \u3000]*+$", re.M)
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+")
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)")


def blocks_of_text(text: str, markdown: bool = False) -> list[Block]:
    """The paragraphs and tables of a text in their order, HTML tables set into Markdown among them."""
    if "<t" not in text and "<T" not in text:
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
    lines = text.splitlines()
    if has_drawn_tables(text):
        return [block for block in _blocks_with_tables(lines, markdown) if block]
    if "\t" not in text and ("|" not in text or ("--" not in text and _EDGE_PIPE.search(text) is None)):
        blocks: list[Block] = [_plain(line) for line in lines] if markdown else [line.strip() for line in lines]
        return [block for block in blocks if block]
    return list(_blocks_with_tables(lines, markdown))


def _blocks_with_tables(lines: list[str], markdown: bool) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        for find, origin in _FINDERS:
            rows, after = find(lines, at)
            if rows:
                yield Table.of_rows(rows, origin)
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
    if line.startswith("#"):
        line = _HEADING.sub("", line, count=1)
    line = line.replace("**", "")
    return _IMAGE.sub("", line).strip() if "![" in line else line


def _pipe_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of the pipe table that starts at this line, and the line after it; rules between rows are dropped."""
    rows: list[list[str]] = []
    while at < len(lines):
        line = lines[at]
        if _is_rule(line) and rows:
            at += 1
        elif _is_pipe_row(line) or (line.count("|") and at + 1 < len(lines) and _is_rule(lines[at + 1])):
            if not _is_rule(line):
                rows.append(_pipe_cells(line))
            at += 1
        elif not line.strip() and rows and _goes_on(lines, at):
            at += 1
        else:
            break
    return rows, at


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
    """A row of hyphens that parts head and body; a single hyphen may be a figure that does not apply."""
    if "|" not in line or "--" not in line:
        return False
    cells = [cell for cell in line.split("|") if cell.strip()]
    return bool(cells) and all(_RULE.match(cell) for cell in cells)


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_words(cell) for cell in _PIPE.split(inner)]


def _words(cell: str) -> str:
    if "<" in cell:
        cell = re.sub(r"</?(?:br|p)\s*/?>", " ", cell, flags=re.I)
    return " ".join(_plain(cell).replace("\\|", "|").split())


def _tab_table(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Lines with a tab inside, two in a row at least (or one of three cells), as rows of a table."""
    rows: list[list[str]] = []
    while at < len(lines) and "\t" in lines[at].strip():
        rows.append([" ".join(cell.split()) for cell in lines[at].rstrip("\r\n").split("\t")])
        at += 1
    return (rows, at) if len(rows) > 1 or (rows and len(rows[0]) > 2) else ([], at)


_FINDERS = ((_drawn_table, "drawn"), (_pipe_table, "pipe"), (_tab_table, "tab"))
