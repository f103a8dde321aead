"""Rows of section two whose figures run together: the readings that the bounds of the row leave."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dagster_project.parsers.tables.confidence import BOUNDED
from dagster_project.parsers.tables.forms import FormCell
from dagster_project.parsers.tables.placing import placed
from dagster_project.parsers.tables.proactive_rows import MONEY
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.runs import all_splits
from dagster_project.parsers.tables.splitting import Reading, left_open, spans_of

LETTERS = {"count": "c", "signed": "s", "amount": "a"}


def split_row(text: str, code: str, cells: list[FormCell], spans: list[Span]) -> Reading | None:
    """The readings of a run within the bounds of its row, those of the more usual shape first when several remain."""
    tail = MONEY.search(text, *spans[-1])
    plain = [*spans[:-1], (spans[-1][0], tail.start() if tail else spans[-1][1])]
    words = [text[a:b] for a, b in plain]
    counts = "m" if any("," in word for word in words) else "c"
    pieces, complete = all_splits(words, "".join(LETTERS[c.value_type] for c in cells).replace("c", counts))
    options = [spans_of(plain, piece) for piece in pieces]
    kept = [o for o in options if _within_bounds(cells, [text[a:b] for a, b in o])] or options
    if not kept:
        return None
    kept.sort(key=lambda option: _shape(cells, [text[a:b] for a, b in option]))
    whole = [[*option[:-1], (option[-1][0], spans[-1][1])] for option in kept]
    if len(kept) > 1 or not complete:
        return left_open(whole, complete)
    return Reading(whole[0], "bounds" if len(options) > 1 else "printed", BOUNDED)


def left_to_placing(reading: Reading, spans: list[Span], size: int) -> Reading:
    """The row left open: as it may be split, or with figures as they stand and blank cells anywhere beside them."""
    split = [list(option) for option in reading.opened.options] if reading.opened else [reading.spans]
    complete = reading.opened is None or reading.opened.complete
    return left_open([*split, *placed(spans, size)], complete)


def may_stand(words: str) -> bool:
    """Whether figures that may run together can be one figure."""
    return words == "0" or words[:1] != "0" or "." in words[:2]


def _within_bounds(cells: Sequence[FormCell], words: Sequence[str]) -> bool:
    """Whether a reading keeps what no report can break: disclosed within total, no negative number of matters."""
    values = {cell.metric.rpartition(".")[2]: _number(word) for cell, word in zip(cells, words, strict=True)}
    if "disclosed_new" in values:
        return values["disclosed_new"] <= values["disclosed_total"]
    if "items_change" in values:
        return values["items_prev"] + values["items_change"] >= 0
    return True


def _shape(cells: Sequence[FormCell], words: Sequence[str]) -> tuple[int, ...]:
    """Lower for a more usual look: little change in the number of matters, documents of like length, a large stock."""
    sizes = [len(word.partition(".")[0].lstrip("+-−增减")) for word in words]
    names = [cell.metric.rpartition(".")[2] for cell in cells]
    if "items_change" in names:
        change = words[names.index("items_change")].lstrip("+-−增减")
        return (abs(sizes[0] - sizes[-1]) + (0 if change == "0" else len(change)), len(change), -sizes[0])
    if "amount" in names:
        return (abs(sizes[0] - 3), -sizes[-1])
    return (max(sizes) - min(sizes), -sizes[-1], 0 if words[0] == words[1] else 1)


def _number(words: str) -> Decimal:
    """The value of a cell; a mark for nothing counts nothing."""
    if not any(map(str.isdigit, words)):
        return Decimal(0)
    return Decimal(words.replace(",", "").replace("−", "-").replace("减", "-").lstrip("+增加").replace("少", ""))
