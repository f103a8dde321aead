"""A web page → blocks: the words in print order, each table as a grid; chrome, scripts and hidden parts left out.

The page is parsed once. Marks that no page can hold (form feed, shift out) are set around blocks and in the place of
tables, so that one call gives all words in order and a split gives the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dagster_project.document import UnreadableFileError
from dagster_project.readers.layout import MAX_CELLS, Block, Placed, Table

MAX_HTML = 8_000_000
MAX_SPAN = 1000
LONG = 300  # characters from which a cell may hold running text of several paragraphs
_END, _TABLE = "\f", "\x0e"
_MARKS = str.maketrans(dict.fromkeys([_END, _TABLE, "\x0f"], " "))
_UNREAD = "script,style,noscript,template,iframe,object,svg,select,button,textarea,title"
_BLOCKS = (
    "p,div,br,li,dt,dd,h1,h2,h3,h4,h5,h6,hr,pre,center,blockquote,section,article,header,main,caption,"
    "form,fieldset,legend,figure,figcaption,address,ul,ol"
)
_HIDDEN = (
    '[hidden],[style*="display:none" i],[style*="display: none" i],[style*="mso-hide:all" i],'
    '[style*="visibility:hidden" i],[style*="visibility: hidden" i]'
)
_CHROME_NAMES = (
    "nav",
    "menu",
    "crumb",
    "foot",
    "sidebar",
    "copyright",
    "topbar",
    "toolbar",
    "share",
    "friendlink",
    "search",
)
_CHROME = "nav,footer,aside,[role=navigation],[role=contentinfo],ul," + ",".join(
    f'[{attribute}*="{name}" i]' for name in _CHROME_NAMES for attribute in ("class", "id")
)
_PICTURE = re.compile(r"data:image/[^\"'>\s]*+")
_SITE_WORDS = re.compile("ICP备|公网安备|版权所有|网站标识码|技术支持|浏览器|无障碍|扫一扫")
_BREADCRUMB = re.compile(r"(?:[您你]?(?:的|现在的|当前的?|现在)?(?:所在)?(?:的)?位置|当前位置)\s*[:：]")
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")
_MEMBER_CHARACTERS = 3000


def blocks_of_page(html: str) -> tuple[list[Block], dict[str, str]]:
    """The blocks of a page, and its title and meta tags by lower-case name."""
    html = _of_bounded_size(html)
    tree = _parsed(html)
    meta = _meta(tree)
    body = tree.body
    if body is None:
        return [], meta
    _drop(body.css(_UNREAD))
    if "hidden" in html or "none" in html or "mso-hide" in html:
        _drop_hidden(body)
    _drop_chrome(body)
    blocks = _blocks(body)
    return [block for block in blocks if not _is_breadcrumb(block)], meta


def _of_bounded_size(html: str) -> str:
    """The page, without pictures written into it where they make it large."""
    if len(html) > MAX_HTML:
        html = _PICTURE.sub("", html)
    if len(html) > MAX_HTML:
        raise UnreadableFileError("too_large", f"more than {MAX_HTML:,} characters of HTML")
    if html.count("<td") + html.count("<TD") > MAX_CELLS:
        raise UnreadableFileError("too_large", f"more than {MAX_CELLS:,} table cells")
    return html


def blocks_of_fragment(html: str) -> list[Block]:
    """The blocks of a piece of HTML inside another text."""
    body = _parsed(html).body
    if body is None:
        return []
    _drop(body.css(_UNREAD))
    return _blocks(body)


def _parsed(html: str) -> LexborHTMLParser:
    if _END in html or _TABLE in html:
        html = html.translate(_MARKS)
    return LexborHTMLParser(html)


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            meta.setdefault(name.strip().lower(), content)
    title = tree.css_first("title")
    words = " ".join(title.text().split()) if title is not None else ""
    return {"title": words, **meta} if words else meta


def _drop(nodes: list[LexborNode], where: Callable[[LexborNode], bool] = lambda node: True) -> None:
    """The nodes are gone from the page. Inner ones go first: what lies in a node that is gone must not be touched."""
    for node in reversed(nodes):
        if where(node):
            node.decompose()


def _drop_hidden(body: LexborNode) -> None:
    """Hidden parts are gone, unless they hold most of the page: then a script would have shown them."""
    hidden = body.css(_HIDDEN)
    if hidden and sum(len(node.text()) for node in hidden) < len(body.text()) / 2:
        _drop(hidden)


def _drop_chrome(body: LexborNode) -> None:
    _drop(body.css(_CHROME), _is_chrome)


def _is_chrome(node: LexborNode) -> bool:
    """Whether a part named like chrome is chrome: short, and mostly links or the site's own words."""
    words = node.text()
    size = len(words.strip())
    if size > _MEMBER_CHARACTERS:
        return False
    links = node.css("a[href]")
    linked = sum(len(link.text().strip()) for link in links)
    if node.tag == "ul" and not _is_named_chrome(node):
        return len(links) >= 6 and linked >= 0.9 * size
    if linked >= 0.5 * size:
        return True
    if node.css_first("td") is not None:
        return False
    return node.tag in ("nav", "footer") or (size < 600 and _SITE_WORDS.search(words) is not None)


def _is_named_chrome(node: LexborNode) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class')} {attributes.get('id')}".lower()
    return any(name in names for name in _CHROME_NAMES)


def _is_breadcrumb(block: Block) -> bool:
    return isinstance(block, str) and len(block) < 150 and _BREADCRUMB.match(block) is not None


def _blocks(body: LexborNode) -> list[Block]:
    _mark(body, _BLOCKS)
    tables = _lift_tables(body)
    _mark(body, "td,th")
    blocks: list[Block] = []
    for piece in body.text().split(_END):
        if piece.startswith(_TABLE):
            blocks += tables[int(piece[1:])]
        elif words := " ".join(piece.split()):
            blocks.append(words)
    return blocks


def _mark(body: LexborNode, selector: str) -> None:
    for node in body.css(selector):
        node.insert_before(_END)
        node.insert_after(_END)


def _lift_tables(body: LexborNode) -> list[list[Block]]:
    """Every table of figures, lifted out of the page; a mark with its number stays in its place.

    Inner tables come first: the table around one that was lifted only lays out the page, and stays to flow as text.
    """
    lifted: list[list[Block]] = []
    layouts: set[int] = set()
    for node in reversed(body.css("table")):
        if node.mem_id in layouts:
            _note_outer(node, layouts)
            continue
        blocks = _table_blocks(node)
        if any(isinstance(block, Table) for block in blocks):
            _note_outer(node, layouts)
            node.replace_with(f"{_END}{_TABLE}{len(lifted)}{_END}")
            lifted.append(blocks)
        else:
            node.replace_with(_END + _END.join(block for block in blocks if isinstance(block, str)) + _END)
    return lifted


def _note_outer(node: LexborNode, layouts: set[int]) -> None:
    outer = node.parent
    while outer is not None and outer.tag != "table":
        outer = outer.parent
    if outer is not None:
        layouts.add(outer.mem_id)


def _table_blocks(node: LexborNode) -> list[Block]:
    """The caption and the grid of a table; the words only of one that has a single column, or none at all."""
    rows = node.css("tr")
    flows: dict[int, list[str]] = {}
    cells = list(_placed(rows, flows))
    caption = node.css_first("caption")
    blocks: list[Block] = list(_pieces(caption.text())) if caption is not None else []
    if not any(cell.words for cell in cells):
        return blocks
    if max(cell.column for cell in cells) == 0 and all(cell.column_span == 1 for cell in cells):
        return blocks + [piece for cell in node.css("td,th") for piece in _pieces(cell.text())]
    return blocks + _around_flows(cells, flows, len(rows))


def _around_flows(cells: list[Placed], flows: dict[int, list[str]], height: int) -> list[Block]:
    """The grid; or grids above and below rows that only set a long running text into the table."""
    blocks: list[Block] = []
    top = 0
    for row in sorted(flows):
        across = [cell for cell in cells if cell.row <= row < cell.row + cell.row_span]
        if all(cell.row_span == 1 for cell in across) and sum(bool(cell.words) for cell in across) == 1:
            blocks += [*_segment(cells, top, row), *flows[row]]
            top = row + 1
    return blocks + _segment(cells, top, height)


def _segment(cells: list[Placed], top: int, below: int) -> list[Block]:
    """The rows from top up to below as a grid of their own."""
    own = [cell for cell in cells if top <= cell.row < below]
    if top:
        own = [cell._replace(row=cell.row - top) for cell in own]
    return [Table(_clipped(own, below - top), "html")] if any(cell.words for cell in own) else []


def _pieces(text: str) -> list[str]:
    return [words for piece in text.split(_END) if (words := " ".join(piece.split()))]


def _placed(rows: list[LexborNode], flows: dict[int, list[str]]) -> Iterator[Placed]:
    """The cells at the places where a browser draws them, spans not clipped yet; long texts by row go into flows."""
    taken: dict[int, int] = {}  # column → first row in which it is free again
    count = 0
    for row, line in enumerate(rows):
        column = 0
        for cell in line.iter():
            if cell.tag not in ("td", "th"):
                continue
            count += 1
            if count > MAX_CELLS:
                raise UnreadableFileError("too_large", f"a table of more than {MAX_CELLS:,} cells")
            while taken.get(column, 0) > row:
                column += 1
            row_span, column_span = _spans(cell)
            if row_span > 1:
                taken.update(dict.fromkeys(range(column, column + column_span), row + row_span))
            text = cell.text()
            words = " ".join(text.split())
            if len(words) > LONG:
                flows[row] = _pieces(text)
            yield Placed(row, column, row_span, column_span, words)
            column += column_span


def _spans(cell: LexborNode) -> tuple[int, int]:
    attributes = cell.attributes
    if not attributes:
        return 1, 1
    return _span(attributes.get("rowspan"), 65_534), _span(attributes.get("colspan"), 1)


def _span(value: str | None, zero: int) -> int:
    """The span that a browser reads from the attribute: digits up to the first other character, bounded."""
    if value is None or value == "1":
        return 1
    match = _DIGITS.match(value)
    if match is None:
        return 1
    return min(int(match[1]), 65_534 if zero > 1 else MAX_SPAN) or zero


def _clipped(cells: list[Placed], rows: int) -> list[Placed]:
    """Spans end with the table: rows with the last row, an absurd colspan with the last column that others reach."""
    if all(cell.row_span == cell.column_span == 1 for cell in cells):
        return cells
    height = min(rows, max(cell.row + cell.row_span for cell in cells))
    width = max(c.column + (c.column_span if c.column_span < 100 else 1) for c in cells)
    return [
        c
        if c.row + c.row_span <= height and c.column + c.column_span <= width
        else Placed(
            c.row, c.column, min(c.row_span, height - c.row), max(1, min(c.column_span, width - c.column)), c[4]
        )
        for c in cells
    ]
