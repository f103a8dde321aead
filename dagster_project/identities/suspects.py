"""Which cells to look at first: the smallest sets whose change satisfies every equation (Fellegi and Holt).

Suggested, never applied. What one, two or three cells can mend is followed from equation to equation; larger sets are
searched for by a mixed integer program that HiGHS solves, and what it finds is proved in integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dagster_project.identities.mending import Cell, Equation, Mending, residual

FOLLOWED = 3
MOST_FOLLOWED = 500
MOST_SETS = 12
MOST_CELLS = 6
SECONDS = 5.0

REASONS = ("transposed", "digit_lost", "digit_added", "digit_changed", "blank", "zero", "neighbour", "other")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would have to read `needed` instead of `printed` (None when blank); reason is one of REASONS."""

    cell: Cell
    printed: int | None
    needed: int
    reason: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A smallest set of changes that satisfies every equation."""

    changes: tuple[Change, ...]


def suspicions(printed: Mapping[Cell, int | None], equations: Sequence[Equation]) -> list[Suspicion]:
    """The smallest sets of cells whose change satisfies all equations, the likeliest slip first; none when all hold.

    Errors that share no chain of equations are mended apart, each by sets of its own.
    """
    return [suspicion for part in _components(equations) for suspicion in _mended(printed, part)]


def _mended(printed: Mapping[Cell, int | None], equations: Sequence[Equation]) -> list[Suspicion]:
    if not any(residual(printed, equation) for equation in equations):
        return []
    cells = sorted({cell for equation in equations for cell in equation.signs})
    found = [_changes(printed, amounts) for amounts in _smallest_sets(printed, cells, equations)]
    shared = Counter(change.cell for changes in found for change in changes)
    return sorted((Suspicion(changes) for changes in found), key=lambda s: _likelihood(s, shared))


def _components(equations: Sequence[Equation]) -> list[list[Equation]]:
    """The equations in groups that share no cell."""
    parts: list[tuple[set[Cell], list[Equation]]] = []
    for equation in equations:
        joined = [part for part in parts if not part[0].isdisjoint(equation.signs)]
        parts = [part for part in parts if part not in joined]
        cells = set(equation.signs).union(*(part[0] for part in joined))
        parts.append((cells, [*(e for part in joined for e in part[1]), equation]))
    return [group for _, group in parts]


def _smallest_sets(
    printed: Mapping[Cell, int | None], cells: Sequence[Cell], equations: Sequence[Equation]
) -> Iterable[dict[Cell, int]]:
    """Every smallest set of changes, each a change of amount per cell, up to MOST_FOLLOWED or MOST_SETS."""
    mending = Mending(printed, equations)
    for few in range(1, FOLLOWED + 1):
        if sets := list(islice(mending.sets(few), MOST_FOLLOWED)):
            yield from sets
            return
    program = _Program(printed, cells, equations)
    size: int | None = None
    for _ in range(MOST_SETS):
        amounts = program.solve(size)
        if amounts is None:
            return
        size = size or len(amounts)
        if program.satisfies(amounts):
            yield amounts
        program.exclude(amounts)


class _Program:
    """Amounts of change up and down and whether a cell is touched, cell by cell: 2n integers and n choices."""

    def __init__(
        self, printed: Mapping[Cell, int | None], cells: Sequence[Cell], equations: Sequence[Equation]
    ) -> None:
        self._printed, self._cells, self._equations = printed, cells, equations
        self._index = {cell: i for i, cell in enumerate(cells)}
        self._n = len(cells)
        reach = sum(abs(residual(printed, e)) for e in equations)
        values = np.array([printed.get(cell) or 0 for cell in cells], dtype=float)
        self._up = np.full(self._n, float(reach))
        self._down = np.minimum(np.where(values > 0, values, 0.0), reach)
        self._excluded: list[frozenset[int]] = []

    def solve(self, size: int | None) -> dict[Cell, int] | None:
        """A smallest set not yet excluded, of this size when one is given."""
        n = self._n
        result = milp(
            c=np.concatenate([np.full(2 * n, 1e-7), np.ones(n)]),
            constraints=self._constraints(size),
            integrality=np.ones(3 * n),
            bounds=Bounds(np.zeros(3 * n), np.concatenate([self._up, self._down, np.ones(n)])),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            return None
        amounts = np.rint(result.x[:n] - result.x[n : 2 * n]).astype(int)
        touched = {self._cells[i]: int(amounts[i]) for i in range(n) if amounts[i] != 0}
        return touched if touched and len(touched) <= MOST_CELLS else None

    def exclude(self, amounts: Mapping[Cell, int]) -> None:
        """This set of cells will not be found again."""
        self._excluded.append(frozenset(self._index[cell] for cell in amounts))

    def satisfies(self, amounts: Mapping[Cell, int]) -> bool:
        """Whether the changes make every equation hold, in integers."""
        changed = {**self._printed, **{c: (self._printed.get(c) or 0) + a for c, a in amounts.items()}}
        return all(residual(changed, e) == 0 for e in self._equations)

    def _constraints(self, size: int | None) -> list[LinearConstraint]:
        n = self._n
        identity = csr_array(np.eye(n))
        balance = np.zeros((len(self._equations), 3 * n))
        for row, equation in enumerate(self._equations):
            for cell, sign in equation.signs.items():
                balance[row, self._index[cell]] += sign
                balance[row, n + self._index[cell]] -= sign
        wanted = np.array([-residual(self._printed, e) for e in self._equations], dtype=float)
        zero = csr_array((n, n))
        touch_up = _beside(identity, zero, -csr_array(np.diag(self._up)))
        touch_down = _beside(zero, identity, -csr_array(np.diag(self._down)))
        constraints = [
            LinearConstraint(csr_array(balance), wanted, wanted),
            LinearConstraint(touch_up, -np.inf, 0),
            LinearConstraint(touch_down, -np.inf, 0),
        ]
        return constraints + self._cuts(size)

    def _cuts(self, size: int | None) -> list[LinearConstraint]:
        n = self._n
        cuts = []
        for known in self._excluded:
            row = np.zeros(3 * n)
            row[[2 * n + i for i in known]] = 1
            cuts.append(LinearConstraint(row, -np.inf, len(known) - 1))
        if size is not None:
            row = np.concatenate([np.zeros(2 * n), np.ones(n)])
            cuts.append(LinearConstraint(row, -np.inf, size))
        return cuts


def _beside(*blocks: csr_array) -> csr_array:
    return csr_array(np.hstack([block.toarray() for block in blocks]))


def _changes(printed: Mapping[Cell, int | None], amounts: Mapping[Cell, int]) -> tuple[Change, ...]:
    changes = []
    for cell, amount in amounts.items():
        old = printed.get(cell)
        new = (old or 0) + amount
        changes.append(Change(cell, old, new, slip(old, new, _neighbours(printed, cell))))
    return tuple(sorted(changes, key=lambda c: (REASONS.index(c.reason), c.cell)))


def _neighbours(printed: Mapping[Cell, int | None], cell: Cell) -> set[int]:
    """The figures printed above and below a cell, in the order in which the cells were given."""
    column = [c for c in printed if c[1] == cell[1]]
    beside = [b if a == cell else a for a, b in pairwise(column) if cell in (a, b)]
    return {value for c in beside if (value := printed.get(c)) is not None}


def slip(printed: int | None, needed: int, neighbours: set[int]) -> str:
    """The one keystroke that turns the needed figure into the printed one, or how else it may have come about."""
    if printed is None:
        return "blank"
    old, new = str(printed), str(needed)
    if _transposed(old, new):
        return "transposed"
    if printed == 0:
        return "zero"
    if len(new) == len(old) + 1 and _loses_one(new, old):
        return "digit_lost"
    if len(old) == len(new) + 1 and _loses_one(old, new):
        return "digit_added"
    if len(old) == len(new) and sum(a != b for a, b in zip(old, new, strict=True)) == 1:
        return "digit_changed"
    return "neighbour" if printed in neighbours else "other"


def _transposed(old: str, new: str) -> bool:
    swaps = (new[:i] + new[i + 1] + new[i] + new[i + 2 :] for i in range(len(new) - 1))
    return old != new and len(old) == len(new) and old in swaps


def _loses_one(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _likelihood(suspicion: Suspicion, shared: Mapping[Cell, int]) -> tuple[int, int, list[Cell]]:
    """A set of cells that most other sets touch too, and of simple slips, comes first."""
    common = sum(shared[change.cell] for change in suspicion.changes)
    slips = sum(REASONS.index(change.reason) for change in suspicion.changes)
    return -common, slips, [change.cell for change in suspicion.changes]
