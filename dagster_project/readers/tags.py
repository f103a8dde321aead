"""The tags that matter in a web page, by the numbers that the parser gives them, and the marks set around blocks."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

END, TABLE = "\f", "\x0e"
_parser = LexborHTMLParser("")


def _numbers(names: str) -> frozenset[int]:
    return frozenset(_parser.create_node(name).tag_id for name in names.split())


UNREAD = _numbers("script style noscript template iframe object svg select button textarea title")
BLOCKS = _numbers(
    "p div br li dt dd h1 h2 h3 h4 h5 h6 hr pre center blockquote section article header main caption "
    "form fieldset legend figure figcaption address ul ol"
)
TABLES, CAPTIONS, ROWS, CELLS = _numbers("table"), _numbers("caption"), _numbers("tr"), _numbers("td th")
GRID_CELLS = _numbers("div span li dt dd p b em i strong")
META, TITLE = _numbers("meta"), _numbers("title")
CHROME = _numbers("nav footer aside ul")
RAISED = _numbers("sup")


def told_apart(part: LexborNode | None, tags: frozenset[int]) -> list[tuple[int, LexborNode]]:
    """The nodes of the part that have one of the tags, with the numbers of these, in their order."""
    nodes = part.traverse() if part is not None else ()
    return [(tag, node) for node in nodes if (tag := node.tag_id) in tags]


def mark(parts: Iterable[LexborNode]) -> None:
    """An end mark stands before and behind each part."""
    for part in parts:
        part.insert_before(END)
        part.insert_after(END)


def bracket_notes(parts: Iterable[LexborNode]) -> None:
    """A raised number that follows a digit stands in square brackets: it is the mark of a note, not a further digit."""
    for part in parts:
        before = part.prev
        words = part.text().strip()
        if words.isdigit() and before is not None and before.text()[-1:].isdigit():
            part.replace_with(f"[{words}]")


def fills_cell(part: LexborNode) -> bool:
    """Whether the part is all that a cell of a table holds, as a paragraph in a page out of Word is."""
    parent = part.parent
    return parent is not None and parent.tag_id in CELLS and part.prev is None and part.next is None
