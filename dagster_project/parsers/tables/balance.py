"""The column sums of the table of requests: how well they hold, and which readings of its rows keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

from dagster_project.parsers.tables.forms import FormRow

Values = tuple[int, ...]
MOST_COMBINATIONS = 3000
MOST_OF_HALF = 4000


def residual(values: Values) -> int:
    """By how much the last cell of a row misses the sum of the others."""
    return sum(values[:-1]) - values[-1]


class Balance:
    """The column sums of the table of requests: what came in went out, and the results add up."""

    def __init__(self, form: Sequence[FormRow], rows: Mapping[int, Values]) -> None:
        self.rows = rows
        present = {form[row].code for row in rows}
        parents = {form[row].parent for row in rows}
        self.flow: dict[int, int] = {}
        self.leaves: dict[int, int] = {}
        for number, row in enumerate(form):
            if row.code not in present:
                continue
            if row.role in ("inflow", "outflow", "total"):
                self.flow[number] = 1 if row.role == "inflow" else -1
            if row.role == "total":
                self.leaves[number] = -1
            elif row.role == "leaf" or (row.role == "subtotal" and row.code not in parents):
                self.leaves[number] = 1

    def holds(self, row: int, values: Values, others: Mapping[int, Values]) -> bool:
        """Whether a table sum that takes in this row holds in every column when the row has these values."""
        return any(
            row in signs and all(self._residual(signs, row, values, others, c) == 0 for c in range(len(values)))
            for signs in (self.flow, self.leaves)
            if len(signs) > 2
        )

    def broken(self, row: int, values: Values, others: Mapping[int, Values]) -> int:
        """How many sums that take in this row fail when the row has these values: its own, and those of its columns."""
        columns = sum(
            self._residual(signs, row, values, others, column) != 0
            for signs in (self.flow, self.leaves)
            if len(signs) > 2 and row in signs
            for column in range(len(values))
        )
        return columns + (residual(values) != 0)

    def error(self, row: int, values: Values) -> int:
        """By how much the row and its column sums fail when the row has these values."""
        columns = sum(
            abs(self._residual(signs, row, values, {}, column))
            for signs in (self.flow, self.leaves)
            if len(signs) > 2 and row in signs
            for column in range(len(values))
        )
        return abs(residual(values)) + columns

    def _residual(
        self, signs: Mapping[int, int], row: int, values: Values, others: Mapping[int, Values], column: int
    ) -> int:
        total = 0
        for number, sign in signs.items():
            cells = values if number == row else others.get(number) or self.rows[number]
            total += sign * cells[column]
        return total

    def sums(self, rows: Mapping[int, Values], columns: int) -> Values:
        """What these rows add to each column sum: those of the flow, then those of the results."""
        signed = [signs if len(signs) > 2 else {} for signs in (self.flow, self.leaves)]
        return tuple(
            sum(signs.get(row, 0) * values[column] for row, values in rows.items())
            for signs in signed
            for column in range(columns)
        )

    def whole(self, columns: int) -> frozenset[int]:
        """The columns in which every sum holds that can be tried."""
        sums = self.sums(self.rows, columns)
        return frozenset(column for column in range(columns) if not sums[column] and not sums[columns + column])

    def kept(self, columns: int) -> int:
        """How many column sums hold."""
        sums = self.sums(self.rows, columns)
        parts = ((self.flow, sums[:columns]), (self.leaves, sums[columns:]))
        return sum(part.count(0) for signs, part in parts if len(signs) > 2)


def closest(base: Values, vectors: Sequence[Sequence[Values]]) -> list[tuple[int, ...]]:
    """The picks, one option a row, that bring the most column sums to nothing, those that miss by least first."""
    best: list[tuple[int, tuple[int, ...]]] = []
    most = -1
    for picks in product(*(range(len(options)) for options in vectors)):
        sums = sums_of(base, vectors, picks)
        kept = sums.count(0)
        if kept >= most:
            missed = (sum(map(abs, sums)), picks)
            best = [*best, missed] if kept == most else [missed]
            most = kept
    return [picks for _, picks in sorted(best)]


def sums_of(base: Values, vectors: Sequence[Sequence[Values]], picks: Sequence[int]) -> list[int]:
    """By how much each column sum fails with these picks."""
    chosen = [options[pick] for options, pick in zip(vectors, picks, strict=True)]
    return [sum(column) for column in zip(base, *chosen, strict=True)]


def exact(base: Values, vectors: Sequence[Sequence[Values]]) -> list[tuple[int, ...]]:
    """The picks that bring every column sum to nothing, found from both ends; none when there are too many options."""
    half = len(vectors) // 2
    halves = (vectors[:half], vectors[half:])
    if max(prod(len(options) for options in part) for part in halves) > MOST_OF_HALF:
        return []
    sums: dict[Values, list[tuple[int, ...]]] = {}
    for picks, total in _totals(halves[0], base):
        sums.setdefault(total, []).append(picks)
    nothing = tuple(0 for _ in base)
    found = (
        (left, right)
        for right, total in _totals(halves[1], nothing)
        for left in sums.get(tuple(-value for value in total), ())
    )
    return [(*left, *right) for left, right in islice(found, MOST_COMBINATIONS)]


def _totals(vectors: Sequence[Sequence[Values]], base: Values) -> Iterator[tuple[tuple[int, ...], Values]]:
    for picks in product(*(range(len(options)) for options in vectors)):
        chosen = [options[pick] for options, pick in zip(vectors, picks, strict=True)]
        yield picks, tuple(map(sum, zip(base, *chosen, strict=True)))
