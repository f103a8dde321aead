"""Small sets of cells whose change mends broken equations, found by following what each equation asks of its cells.

All of them are found where one cell is enough, or two of which one is alone in some broken equation, which tells by how
much it changes. So are larger ones, unless equations tie their cells to each other in a ring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[str, str]
Printed = Mapping[Cell, int | None]
Broken = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Equation:
    """The cells of one identity with their signs; they must add up to nothing."""

    identity_code: str
    member: str
    signs: Mapping[Cell, int]


def residual(printed: Printed, equation: Equation) -> int:
    """What the printed cells of an equation add up to; a blank cell adds nothing."""
    return sum(sign * (printed.get(cell) or 0) for cell, sign in equation.signs.items())


class Mending:
    """The changes that mend these equations, a cell at a time."""

    def __init__(self, printed: Printed, equations: Sequence[Equation]) -> None:
        self._printed, self._equations = printed, equations
        self._of: dict[Cell, list[int]] = defaultdict(list)
        for number, equation in enumerate(equations):
            for cell in equation.signs:
                self._of[cell].append(number)
        self._most = max(map(len, self._of.values()), default=0)
        self._seen: set[frozenset[tuple[Cell, int]]] = set()

    def sets(self, size: int) -> Iterator[dict[Cell, int]]:
        """Sets of so many cells, each with the amount of its change; none of them twice."""
        self._seen = set()
        residuals = {number: residual(self._printed, equation) for number, equation in enumerate(self._equations)}
        return self._from({number: left for number, left in residuals.items() if left}, {}, size)

    def _from(self, broken: Broken, changes: Mapping[Cell, int], more: int) -> Iterator[dict[Cell, int]]:
        """The sets that begin with these changes, after which these equations are broken, and have so many more."""
        begun = frozenset(changes.items())
        if begun in self._seen or len(broken) > more * self._most:
            return
        self._seen.add(begun)
        if not more:
            yield dict(changes)
            return
        # the last change has to mend whatever is broken: any one of the equations tells it
        for number in list(broken)[: 1 if more == 1 else None]:
            for cell, amount in self._asked(number, broken[number]):
                if cell not in changes:
                    yield from self._from(self._after(broken, cell, amount), {**changes, cell: amount}, more - 1)

    def _asked(self, number: int, left: int) -> Iterator[tuple[Cell, int]]:
        """By how much each cell of a broken equation has to change to mend it alone, where it stays a count."""
        for cell, sign in self._equations[number].signs.items():
            amount = -left // sign
            if left % sign == 0 and (self._printed.get(cell) or 0) + amount >= 0:
                yield cell, amount

    def _after(self, broken: Broken, cell: Cell, amount: int) -> dict[int, int]:
        """What is broken once the cell is changed."""
        after = dict(broken)
        for number in self._of[cell]:
            left = after.pop(number, 0) + self._equations[number].signs[cell] * amount
            if left:
                after[number] = left
        return after
