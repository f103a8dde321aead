"""Small tables of names and counts told as sentences: 类别|条数|占比 over 政策法规|58|7.8% is 政策法规58条,占7.8%;."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.prose.running_text import RunningText

Span = tuple[int, int]
Piece = Span | str

_MOST_ROWS, _MOST_COLUMNS, _LONGEST_NAME = 60, 8, 30
_FEWEST_ROWS = 3
# What a head says that its column holds: shares, counts in a unit, counts without one, numbers of the rows.
_SHARES = re.compile("占比|比例|比重|百分比|百分率|占总|%")
_COUNTS = re.compile("(?P<of>条|件|份|篇|人次|次|期|人)[数量]|[(:/](?P<in>条|件|份|篇|人次|次|期|人|个)(?:次)?\\)?$")
_BARE = re.compile("(?:数量|总数|数|信息量|公开量|合计|^本年度?)$")
# Columns that tell of other years or nothing that is counted: their figures stay unread.
_BESIDE = re.compile("上年|去年|上一年|历年|累计|增减|同比|增长|备注|说明")
_NUMBERED = re.compile("序号|编号")
# Heads over names, by which the unit of bare counts is known; offices are no members of what an issuer counts.
_OF_ITEMS = re.compile("类别|类型|分类|内容|栏目|渠道|方式|形式|载体|平台|途径")
_OF_CHANNELS = re.compile("渠道|方式|形式|载体|平台|途径")
_OF_REQUESTS = re.compile("申请|答复|办理|处理|受理")
_OF_OFFICES = re.compile("单位|部门|机构名称|机关|乡镇|街道|县区|区县")
# Ways of asking as the only heads, over one row of their counts.
_WAY = re.compile(
    "(?:当面|现场|窗口|信函|书信|信件|邮寄|邮政|网络|网上|在线|网站|平台|传真|电子邮件|电邮|邮件|书面|其他)(?:方式|形式)?(?:申请|提交|提出)?数?"
)
_NAME = re.compile(r"[^\d]*[\u4e00-\u9fff][^\d]*")
_VALUE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?万?")
_WITH_UNIT = re.compile(r"\d[\d,.]*万?(?:条|件|份|篇|人次|次|期|人|个)次?")
_SHARE = re.compile(r"\d+(?:\.\d+)?\s?%?")
# The columns by their first characters: perhaps a number, then names, each with its count and perhaps its share.
_IN_ORDER = re.compile("#?(?:n[^n#%-]%?-*)+")
_SUMS = frozenset({"合计", "总计", "小计", "共计", "总数", "总量"})
_NOTHING = re.compile(r"[-—–/\s]*")


def tables_told(document: Document, running: RunningText, tables: Sequence[Span], text: str) -> list[Piece]:
    """What to put the running text together from; empty when no table outside `tables` is told as sentences."""
    pieces: list[Piece] = []
    at = 0
    for grid in document.grids:
        if any(grid.start < end and start < grid.end for start, end in tables):
            continue
        rows = _sentences(document.text, grid)
        if rows:
            pieces.append((at, running.place_of(grid.start)))
            pieces += [
                piece if isinstance(piece, str) else (running.place_of(piece[0]), running.place_of(piece[1] - 1) + 1)
                for piece in rows
            ]
            at = running.place_of(grid.end)
    return [*pieces, (at, len(text))] if pieces else []


def _sentences(text: str, grid: Grid) -> list[Piece]:
    """The rows of a table as sentences, or its columns where heads stand beside them; nothing of any other table."""
    if max(grid.height, grid.width) > _MOST_ROWS or min(grid.height, grid.width) > _MOST_COLUMNS:
        return []
    places = grid.places()
    captions: list[Piece] = []
    while places and len({id(cell) for cell in places[0]}) == 1 and (cell := places[0][0]) is not None:
        places = places[1:]
        captions += [(cell.start, cell.end), "\n"] if cell.end > cell.start else []
    cells = [[cell for cell in row if cell is not None] for row in places]
    several = [id(cell) for row in cells for cell in row]
    if len({len(row) for row in cells}) > 1 or len(set(several)) < len(several):
        return []
    if ways := _ways(text, cells):
        return [*captions, *ways]
    for rows in (cells, [list(column) for column in zip(*cells, strict=True)]):
        if len(rows) < _FEWEST_ROWS or len(rows[0]) > _MOST_COLUMNS:
            continue
        heads = [_words(text, cell) for cell in rows[0]]
        kinds = _kinds(heads)
        if kinds and all(_fits(text, row, kinds) for row in rows[1:]):
            disclosed = any(map(_OF_CHANNELS.search, heads)) and not any(map(_OF_REQUESTS.search, heads))
            verb = "公开" if disclosed else ""
            beside = [cell for row in rows[1:] for cell, kind in zip(row, kinds, strict=True) if kind == "-"]
            left: list[Piece] = [
                piece for cell in beside for piece in ((cell.start, cell.end), " ") if cell.end > cell.start
            ]
            return [*captions, *(piece for row in rows[1:] for piece in _told(text, row, kinds, verb)), *left, "\n"]
    return []


def _ways(text: str, cells: Sequence[Sequence[Cell]]) -> list[Piece]:
    """A row of counts under the ways of asking as clauses, 当面申请7件; nothing of any other table."""
    if len(cells) != 2 or len(cells[0]) < _FEWEST_ROWS:
        return []
    heads, counts = ([_words(text, cell) for cell in row] for row in cells)
    asked = sum(head.endswith("申请") for head in heads) > 1
    fits = all(any(pattern.fullmatch(count) for pattern in (_VALUE, _WITH_UNIT)) for count in counts)
    if not asked or not fits or not all(map(_WAY.fullmatch, heads)):
        return []
    pieces: list[Piece] = []
    for head, cell, count in zip(cells[0], cells[1], counts, strict=True):
        unit = "" if _WITH_UNIT.fullmatch(count) else "件"
        pieces += [(head.start, head.end), (cell.start, cell.end), unit, ";"]
    return [*pieces, "\n"]


def _words(text: str, cell: Cell) -> str:
    return "".join(text[cell.start : cell.end].split())


def _kinds(heads: Sequence[str]) -> list[str]:
    """What each column holds: a name, # (the number of its row), % (shares), - (none of these), counts by their unit.

    There are none of a table that is not told.
    """
    kinds: list[str] = []
    bare = "件" if any(_OF_REQUESTS.search(head) for head in heads) else "条"
    for head in heads:
        counts = _COUNTS.search(head)
        if any(map(str.isdigit, head)):
            return []
        if _NUMBERED.search(head):
            kinds.append("#")
        elif _BESIDE.search(head) or (_SHARES.search(head) and kinds[-1:] == ["-"]):
            kinds.append("-")
        elif _SHARES.search(head):
            kinds.append("%")
        elif counts is not None:
            kinds.append(counts["of"] or counts["in"])
        elif _BARE.search(head):
            kinds.append(bare)
        elif (_OF_ITEMS.search(head) or _OF_REQUESTS.search(head)) and not _OF_OFFICES.search(head):
            kinds.append("name")
        else:
            return []
    return kinds if _IN_ORDER.fullmatch("".join(kind[0] for kind in kinds)) else []


def _fits(text: str, row: Sequence[Cell], kinds: Sequence[str]) -> bool:
    """Whether the cells hold what their heads say, or nothing."""
    said = [_words(text, cell) for cell in row]
    for place, (words, kind) in enumerate(zip(said, kinds, strict=True)):
        if kind == "name":
            named = len(words) <= _LONGEST_NAME and _NAME.fullmatch(words) is not None
            fits = named or (not words and _NOTHING.fullmatch(said[place + 1]) is not None)
        elif kind == "#":
            fits = not words or words.isdigit()
        elif kind == "-":
            fits = not any(map(str.isdigit, words)) or _SHARE.fullmatch(words.lstrip("+-")) is not None
        elif kind == "%":
            fits = _SHARE.fullmatch(words) is not None or _NOTHING.fullmatch(words) is not None
        else:
            fits = any(pattern.fullmatch(words) for pattern in (_VALUE, _WITH_UNIT, _NOTHING))
        if not fits:
            return False
    return True


def _told(text: str, row: Sequence[Cell], kinds: Sequence[str], verb: str) -> Iterator[Piece]:
    """The clauses of a row; a name without a count tells nothing."""
    counted = False
    for place, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
        words, span = _words(text, cell), (cell.start, cell.end)
        if kind == "name":
            counted = _NOTHING.fullmatch(_words(text, row[place + 1])) is None
            if counted:
                yield from (words if words in _SUMS else span, verb)
        elif kind == "#" and words:
            yield from (span, "、")
        elif kind == "%" and _NOTHING.fullmatch(words) is None:
            yield from (",占", span, "" if words.endswith("%") else "%")
        elif kind not in "#%-" and _NOTHING.fullmatch(words) is None:
            yield from (span, "" if _WITH_UNIT.fullmatch(words) else kind)
        if counted and (place + 1 == len(row) or kinds[place + 1] == "name"):
            yield ";"
    yield "\n"
