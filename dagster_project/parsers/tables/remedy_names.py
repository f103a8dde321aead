"""Section four by its names: the block and the result that each figure stands under, in one table or in several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dagster_project.document import Document, Grid
from dagster_project.parsers.tables.cells import count_in
from dagster_project.parsers.tables.forms import NOT_A_WORD, TableForms, words_of
from dagster_project.parsers.tables.grids import (
    MOST_REMEMBERED,
    NO_HEAD,
    grids_within,
    is_value,
    known_label,
    nearest_heads,
)
from dagster_project.parsers.tables.reading import Span

TABLE = ("2021", "remedies")
BLOCKS, RESULTS = 3, 5
CELLS = BLOCKS * RESULTS
LONGEST_REMEMBERED, MOST_HEADS = 200, 500
# A lawsuit of which it is not said whether a review went before: no block of the form.
ANY_LAWSUIT = -1
_LAWSUITS = re.compile(r"(?<!提起)(?<!提出)行政诉讼")

Places = dict[int, tuple[Span, str]]
"""The number of the cell in the form → where its figure stands in the text, and in which grid."""


def _names(text: str, low: int, high: int, forms: TableForms) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The blocks and the results named in a stretch of the text, each in order."""
    words = NOT_A_WORD.sub("", text[low:high])
    known = forms.heads_above.get(words)
    if known is None:
        blocks = [(at, numbers[0]) for at, _, numbers in forms.row_words[TABLE].find(words)]
        blocks += [(match.start(), ANY_LAWSUIT) for match in _LAWSUITS.finditer(words)]
        results = forms.column_words[TABLE].find(words)
        known = tuple(block for _, block in sorted(blocks)), tuple(numbers[0] % RESULTS for _, _, numbers in results)
        if len(words) <= LONGEST_REMEMBERED and len(forms.heads_above) < MOST_HEADS:
            forms.heads_above[words] = known
    return known


def _last(blocks: Sequence[int], count: int) -> list[int]:
    """The last blocks of the form named, each once; empty when fewer are named."""
    if count == 1:
        return [blocks[-1]] if blocks and blocks[-1] != ANY_LAWSUIT else []
    last = [block for at, block in enumerate(blocks) if block != ANY_LAWSUIT and block not in blocks[at + 1 :]]
    return last[-count:] if len(last) >= count else []


def named_in_text(text: str, low: int, groups: Sequence[Sequence[Span]], forms: TableForms) -> dict[int, Span] | None:
    """The cells of groups of figures that have no words inside, by the names before each; None where two share one."""
    found: dict[int, Span] = {}
    heads = _Heads()
    for group in groups:
        numbers = heads.below(*_names(text, low, group[0][0], forms), len(group))
        if not numbers:
            continue
        if found.keys() & set(numbers):
            return None
        found.update(zip(numbers, group, strict=True))
        low = group[-1][1]
        if len(found) == CELLS:
            break
    return found


def whole_blocks(text: str, spans: Mapping[int, Span]) -> list[int]:
    """The cells of the blocks that are there whole and have the sum of their results as total, by their numbers."""
    kept: list[int] = []
    for block in range(BLOCKS):
        numbers = range(block * RESULTS, (block + 1) * RESULTS)
        if all(number in spans and spans[number][1] > spans[number][0] for number in numbers):
            *results, total = [count_in(text[slice(*spans[number])]) for number in numbers]
            kept += numbers if sum(results) == total else ()
    return kept


@dataclass(slots=True)
class _Heads:
    """The blocks and results that head the columns, for the groups of figures below them."""

    blocks: list[int] = field(default_factory=list)
    results: list[int] = field(default_factory=list)

    def below(self, blocks: Sequence[int], results: Sequence[int], count: int) -> list[int]:
        """The cells of so many figures below or behind the names that stand before them; empty when not told."""
        if RESULTS <= count <= len(results):
            self.results = list(results[-count:])
            self.blocks = _last(blocks, count // RESULTS)
            return _numbers(self.blocks, self.results, count)
        if results:
            self.blocks = _last(blocks, count) or self.blocks
            return _numbers(self.blocks, results[-1:], count)
        return _numbers(_last(blocks, 1), self.results, count)


def _numbers(blocks: Sequence[int], results: Sequence[int], count: int) -> list[int]:
    """The cells of the form under these blocks and results, each once; nothing when they are not as many."""
    if len(results) == count == len(blocks) * RESULTS:
        numbers = [blocks[at // RESULTS] * RESULTS + result for at, result in enumerate(results)]
    elif len(results) == 1 and len(blocks) == count:
        numbers = [block * RESULTS + results[0] for block in blocks]
    else:
        return []
    return numbers if len(set(numbers)) == count else []


def named_in_grids(document: Document, low: int, high: int, forms: TableForms) -> Places:
    """The cells by the names to their left and above, however the tables lie; nothing where two share one.

    Where a table names no block, the last one named between it and the table above is meant.
    """
    found: Places = {}
    above = low
    for number, grid in grids_within(document, low, high):
        places = _labelled(document.text, grid, forms, number, above)
        above = grid.end
        if len(places) == CELLS:
            return places
        if places.keys() & found.keys():
            return {}
        found.update(places)
        if len(found) == CELLS:
            break
    return found


def _labelled(text: str, grid: Grid, forms: TableForms, number: int, above: int) -> Places:
    """The cells of one grid; `above` is where the text begins whose last block is meant where the grid names none."""
    named = {cell.start: _named(text[cell.start : cell.end], forms) for cell in grid.cells if cell.end > cell.start}
    if all(told is NO_HEAD for told in named.values()):
        return {}
    told = [
        [named.get(cell.start, NO_HEAD) if cell and cell.end > cell.start else NO_HEAD for cell in row]
        for row in grid.places()
    ]
    nearest = nearest_heads(told)
    found: Places = {}
    otherwise: list[int] | None = None
    for cell in grid.cells:
        if named.get(cell.start, NO_HEAD) is not NO_HEAD or not is_value(text[cell.start : cell.end]):
            continue
        block, result = nearest[cell.row][cell.column]
        if block < 0 <= result and otherwise is None:
            otherwise = _last(_names(text, above, max(above, grid.start), forms)[0], 1)
        blocks = [block] if block >= 0 else otherwise or []
        if result < 0 or not blocks:
            continue
        place = blocks[0] * RESULTS + result
        filled = place in found and found[place][0][1] > found[place][0][0]
        if block < 0 and filled and cell.end > cell.start:
            return {}
        if place not in found or (cell.end > cell.start and not filled):
            found[place] = ((cell.start, cell.end), f"table {number}, row {cell.row + 1}, column {cell.column + 1}")
    return found if any(end > start for (start, end), _ in found.values()) else {}


def _named(words: str, forms: TableForms) -> tuple[int, int]:
    """The block and the result that a head names, -1 for what it does not."""
    known = forms.heads.get(words)
    if known is None:
        known = _read_head(words, forms)
        if len(forms.heads) < MOST_REMEMBERED:
            forms.heads[words] = known
    return known


def _read_head(words: str, forms: TableForms) -> tuple[int, int]:
    if is_value(words):
        return NO_HEAD
    block = known_label(words, forms.row_words[TABLE])
    result = forms.column_words[TABLE].exact(words_of(words))
    return (block[0] if block else -1, result[0] % RESULTS if result else -1) if block or result else NO_HEAD


def blocks_that_add_up(text: str, spans: Sequence[Span]) -> int:
    """How many of the three blocks have the sum of their results as total."""
    return sum(
        sum(figures[:-1]) == figures[-1]
        for at in range(0, CELLS, RESULTS)
        if (figures := [count_in(text[a:b]) for a, b in spans[at : at + RESULTS]])
    )
