"""Figures printed with nothing between them → every way in which they can be read, and those that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Piece = tuple[int, int, int]
Pieces = tuple[Piece, ...]
LONGEST_COUNT = 7
WORK_LIMIT = 20_000
MOST_SPLITS = 400
_SIGNED = re.compile(r"(?:[-+−]|增加?|减少?)?(?:0|[1-9]\d*)")
_AMOUNT = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_MARKED = re.compile(r"0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|[-—–]{1,4}|/|无")
_PATTERNS = {"s": _SIGNED, "a": _AMOUNT, "m": _MARKED}


class SearchSpentError(Exception):
    """The search was cut off: there may be more splits than were found."""


def sum_splits(chunks: Sequence[str], blocks: Sequence[int]) -> tuple[list[Pieces], bool]:
    """Every split into blocks of cells whose last cell is the sum of the others; False when the search was cut off.

    A chunk never shares a cell with the next. A cell is 0 or starts with another digit; chunks with anything but
    digits have no such split.
    """
    if not chunks or not all(chunk.isascii() and chunk.isdigit() for chunk in chunks):
        return [], True
    if len(blocks) == 1:
        return _row_splits(chunks, blocks[0])
    search = _SumSearch(chunks, blocks)
    try:
        search.walk(0, 0, 0, 0, 0)
    except SearchSpentError:
        return search.found, False
    return search.found, True


def _row_splits(chunks: Sequence[str], cells: int) -> tuple[list[Pieces], bool]:
    """The splits of one block: each possible last cell in turn, and the cells before it that add up to it."""
    last = len(chunks) - 1
    found: list[Pieces] = []
    for size in range(1, min(len(chunks[last]), LONGEST_COUNT) + 1):
        start = len(chunks[last]) - size
        if size > 1 and chunks[last][start] == "0":
            continue
        before = [*chunks[:last], chunks[last][:start]] if start else list(chunks[:last])
        search = _PartSearch(before)
        try:
            search.walk(0, 0, cells - 1, int(chunks[last][start:]))
        except SearchSpentError:
            return found, False
        found += [(*parts, (last, start, start + size)) for parts in search.found]
    return found, True


class _PartSearch:
    """A walk over cells from left to right that must use up the chunks and add up to a known sum."""

    def __init__(self, chunks: Sequence[str]) -> None:
        self.chunks = chunks
        self.left_after = [sum(map(len, chunks[index + 1 :])) for index in range(len(chunks))]
        self.done: list[Piece] = []
        self.found: list[Pieces] = []
        self.work = 0

    def walk(self, chunk: int, at: int, cells: int, rest: int) -> None:
        """Goes on with the cell that starts here, when so many cells must make up the rest."""
        if not cells or chunk == len(self.chunks):
            if not cells and not rest and chunk == len(self.chunks):
                self.found.append(tuple(self.done))
            return
        text = self.chunks[chunk]
        others = len(self.chunks) - chunk - 1
        longest = 1 if text[at] == "0" else len(str(rest))
        for end in range(at + 1, min(at + longest, len(text)) + 1):
            self.work += 1
            if self.work > WORK_LIMIT:
                raise SearchSpentError
            left = len(text) - end + self.left_after[chunk]
            value = int(text[at:end])
            if value > rest:
                return
            if others + (end < len(text)) <= cells - 1 <= left and rest - value <= _most(left, cells - 1):
                self.done.append((chunk, at, end))
                self.walk(*((chunk + 1, 0) if end == len(text) else (chunk, end)), cells - 1, rest - value)
                self.done.pop()


def _most(characters: int, cells: int) -> int:
    """More than any sum that so many characters can make in so many cells."""
    return 10 ** (characters - cells + 1) + 9 * cells if cells else 0


class _SumSearch:
    """A walk over the cells from left to right; the last cell of a block is known before it is read."""

    def __init__(self, chunks: Sequence[str], blocks: Sequence[int]) -> None:
        self.chunks, self.blocks = chunks, blocks
        self.sizes = [len(chunk) for chunk in chunks]
        self.left_after = [sum(self.sizes[index + 1 :]) for index in range(len(chunks))]
        self.cells = sum(blocks)
        self.done: list[Piece] = []
        self.found: list[Pieces] = []
        self.work = 0

    def walk(self, chunk: int, at: int, block: int, filled: int, total: int) -> None:
        """Goes on with the cell that starts here, the `filled`th of its block, whose cells so far make `total`."""
        if filled + 1 == self.blocks[block]:
            self._close(chunk, at, block, total)
            return
        text = self.chunks[chunk]
        for end in self._ends(chunk, at):
            after, start = self._step(chunk, end)
            if after < len(self.chunks):
                self.done.append((chunk, at, end))
                self.walk(after, start, block, filled + 1, total + int(text[at:end]))
                self.done.pop()

    def _close(self, chunk: int, at: int, block: int, total: int) -> None:
        printed = str(total)
        if not self.chunks[chunk].startswith(printed, at):
            return
        after, start = self._step(chunk, at + len(printed))
        self.done.append((chunk, at, at + len(printed)))
        if block + 1 < len(self.blocks):
            if after < len(self.chunks):
                self.walk(after, start, block + 1, 0, 0)
        elif after == len(self.chunks):
            self.found.append(tuple(self.done))
        self.done.pop()

    def _ends(self, chunk: int, at: int) -> Iterator[int]:
        """The ends of the counts that may start here and leave enough, and not too much, for the other cells."""
        size, after = self.sizes[chunk], self.left_after[chunk]
        others = len(self.chunks) - chunk - 1
        cells = self.cells - len(self.done) - 1
        longest = 1 if self.chunks[chunk][at] == "0" else LONGEST_COUNT
        for end in range(at + 1, min(at + longest, size) + 1):
            self.work += 1
            if self.work > WORK_LIMIT:
                raise SearchSpentError
            if others + (end < size) <= cells <= size - end + after <= LONGEST_COUNT * cells:
                yield end

    def _step(self, chunk: int, end: int) -> tuple[int, int]:
        return (chunk + 1, 0) if end == self.sizes[chunk] else (chunk, end)


def all_splits(chunks: Sequence[str], kinds: str, limit: int = MOST_SPLITS) -> tuple[list[Pieces], bool]:
    """Every split of the chunks into one cell a letter of `kinds`; False when the search was cut off.

    The letters: c a count, s a count that may have a sign, a an amount that may have decimals, m a count that may have
    commas, or a mark for nothing.
    """
    if not chunks or not all(chunks):
        return [], True
    search = _OpenSearch(chunks, kinds, limit)
    try:
        search.walk(0, 0)
    except SearchSpentError:
        return search.found, False
    return search.found, True


class _OpenSearch:
    """A walk over all cells whatever they add up to."""

    def __init__(self, chunks: Sequence[str], kinds: str, limit: int) -> None:
        self.chunks, self.kinds, self.limit = chunks, kinds, limit
        self.done: list[Piece] = []
        self.found: list[Pieces] = []
        self.work = 0

    def walk(self, chunk: int, at: int) -> None:
        """Goes on with the cell that starts here."""
        self.work += 1
        if self.work > WORK_LIMIT or len(self.found) > self.limit:
            raise SearchSpentError
        if chunk == len(self.chunks):
            if len(self.done) == len(self.kinds):
                self.found.append(tuple(self.done))
            return
        if len(self.done) + len(self.chunks) - chunk > len(self.kinds):
            return
        text = self.chunks[chunk]
        for end in _ends_of(text, at, self.kinds[len(self.done)]):
            self.done.append((chunk, at, end))
            self.walk(*((chunk + 1, 0) if end == len(text) else (chunk, end)))
            self.done.pop()


def _ends_of(text: str, at: int, kind: str) -> Sequence[int]:
    """Where a cell of this kind that starts here may end."""
    if kind != "c":
        pattern = _PATTERNS[kind]
        return [end for end in range(at + 1, len(text) + 1) if pattern.fullmatch(text, at, end)]
    if not text[at].isdigit():
        return ()
    stop = at + 1
    while text[at] != "0" and stop < len(text) and text[stop].isdigit():
        stop += 1
    return range(at + 1, stop + 1)
