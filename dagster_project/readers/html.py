"""A web page → blocks: the words in print order, each table as a grid; chrome, scripts and hidden parts left out.

The page is parsed once. Marks that no page can hold (form feed, shift out) are set in the place of tables and around
blocks, so that one call gives all words in order and a split gives the paragraphs. Nodes are told apart by the numbers
of their tags, which takes a tenth of the time that asking for them by name does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dagster_project.characters import holds
from dagster_project.document import UnreadableFileError
from dagster_project.readers.chrome import drop, drop_chrome, drop_hidden
from dagster_project.readers.layout import MAX_CELLS, Block, Table
from dagster_project.readers.tags import (
    BLOCKS,
    END,
    META,
    RAISED,
    TABLE,
    TABLES,
    TITLE,
    UNREAD,
    bracket_notes,
    fills_cell,
    mark,
    told_apart,
)
from dagster_project.readers.web_grids import lift_grids, may_have_grids
from dagster_project.readers.web_tables import table_blocks

MAX_HTML = 8_000_000
_HANDLED = META | TITLE | UNREAD | RAISED
_PLAIN = re.compile(r"""(?!.*(?:hid|none))(?:\s+(?:lang|style)=(?:[\w-]+|'[^'<>]*'|"[^"<>]*"))*\s*""", re.I | re.S)
_SPAN = re.compile("<span([^>]*)>")
_LONGEST_LOOK = 1000
_MARKS = str.maketrans(dict.fromkeys([END, TABLE, "\x0f"], " "))
_PICTURE = re.compile(r"data:image/[^\"'>\s]*+")
# Its 位置 is looked for first, behind seven characters at most.
_ESCAPED_TWICE = re.compile("&amp;(?:nbsp|ensp|emsp|thinsp|#160|#12288);")
_BREADCRUMB = re.compile(r"(?:[您你]?(?:的|现在的|当前的?|现在)?(?:所在)?(?:的)?位置|当前位置)\s*[:：]")


def blocks_of_page(html: str) -> tuple[list[Block], dict[str, str]]:
    """The blocks of a page, and its title and meta tags by lower-case name."""
    html = _of_bounded_size(html)
    if holds(html, "&amp;"):
        html = _ESCAPED_TWICE.sub(" ", html)
    has_grids = may_have_grids(html)
    if not has_grids:
        html = _without_plain_spans(html)
    tree = LexborHTMLParser(_unmarked(html))
    body = tree.body
    nodes = told_apart(tree.root, _HANDLED)
    meta = _meta([node for tag, node in nodes if tag in META], next((n for tag, n in nodes if tag in TITLE), None))
    if body is None:
        return [], meta
    drop([node for tag, node in nodes if tag in UNREAD])
    bracket_notes([node for tag, node in nodes if tag in RAISED])
    drop_hidden(body)
    drop_chrome(body)
    grids = lift_grids(body) if has_grids else {}
    blocks = _blocks(body, grids)
    return [block for block in blocks if not _is_breadcrumb(block)], meta


def _of_bounded_size(html: str) -> str:
    """The page, without pictures written into it where they make it large."""
    if len(html) > MAX_HTML:
        html = _PICTURE.sub("", html)
    if len(html) > MAX_HTML:
        raise UnreadableFileError("too_large", f"more than {MAX_HTML:,} characters of HTML")
    if len(html) > 3 * MAX_CELLS and html.count("<td") + html.count("<TD") > MAX_CELLS:
        raise UnreadableFileError("too_large", f"more than {MAX_CELLS:,} table cells")
    return html


def _without_plain_spans(html: str) -> str:
    """The page without its spans when each of them has a language and a look at most, as in a page out of Word.

    Such a span changes no word and bounds no block, and of most pages out of Word it is the greater part. One that has
    a class or an id, hides its words, is torn or in capitals may mean something: then all stay, as their ends are not
    told apart.
    """
    if "<span" not in html:
        return html
    words = _SPAN.split(html)  # what stands between the spans, and the attributes of each, in turn
    if not all(len(look) <= _LONGEST_LOOK and _is_plain(look) for look in set(words[1::2])):
        return html
    without = "".join(words[::2])
    return html if "<span" in without or "<SPAN" in without else without.replace("</span>", "")


@lru_cache(maxsize=2048)
def _is_plain(attributes: str) -> bool:
    return _PLAIN.fullmatch(attributes) is not None


def blocks_of_fragment(html: str) -> list[Block]:
    """The blocks of a piece of HTML inside another text."""
    body = LexborHTMLParser(_unmarked(html)).body
    if body is None:
        return []
    drop([node for _, node in told_apart(body, UNREAD)])
    return _blocks(body, {})


def _unmarked(html: str) -> str:
    """The page without the characters that are set as marks."""
    return html.translate(_MARKS) if END in html or TABLE in html else html


def _meta(nodes: Sequence[LexborNode], title: LexborNode | None) -> dict[str, str]:
    """The contents of the meta tags by lower-case name, and the words of the title."""
    meta: dict[str, str] = {}
    for node in nodes:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            meta.setdefault(name.strip().lower(), content)
    words = " ".join(title.text().split()) if title is not None else ""
    return {"title": words, **meta} if words else meta


def _is_breadcrumb(block: Block) -> bool:
    if not isinstance(block, str) or block.find("位置", 0, 9) < 0:
        return False
    return len(block) < 150 and _BREADCRUMB.match(block) is not None


def _blocks(body: LexborNode, lifted: Mapping[str, list[Block]]) -> list[Block]:
    """The paragraphs of a page, its tables, and the grids that were lifted out of it, in print order."""
    nodes = told_apart(body, BLOCKS | TABLES)
    mark([node for tag, node in nodes if tag in BLOCKS and not fills_cell(node)])
    of_figures, layouts = _lift_tables([node for tag, node in nodes if tag in TABLES])
    tables = {**lifted, **of_figures}
    if layouts:
        mark(body.css("td,th"))
    blocks: list[Block] = []
    for piece in body.text().split(END):
        if piece.startswith(TABLE) and piece in tables:
            blocks += tables.pop(piece)
        elif words := " ".join(piece.split()):
            blocks.append(words)
    return blocks


def _lift_tables(tables: Sequence[LexborNode]) -> tuple[dict[str, list[Block]], set[int]]:
    """Every table of figures by the mark that stays in its place, lifted out of the page, and the tables that stay.

    Inner tables come first: the table around one that was lifted only lays out the page, and stays to flow as text.
    """
    lifted: dict[str, list[Block]] = {}
    layouts: set[int] = set()
    for node in reversed(tables):
        if node.mem_id in layouts:
            _note_outer(node, layouts)
            continue
        blocks = table_blocks(node)
        if any(isinstance(block, Table) for block in blocks):
            _note_outer(node, layouts)
            place = f"{TABLE}{len(lifted)}"
            node.replace_with(END + place + END)
            lifted[place] = blocks
        else:
            node.replace_with(END + END.join(block for block in blocks if isinstance(block, str)) + END)
    return lifted, layouts


def _note_outer(node: LexborNode, layouts: set[int]) -> None:
    outer = node.parent
    while outer is not None and outer.tag_id not in TABLES:
        outer = outer.parent
    if outer is not None:
        layouts.add(outer.mem_id)
