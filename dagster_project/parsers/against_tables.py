"""Prose figures held against the tables of their report: borne out, doubtful, or counts of something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from functools import partial

from dagster_project.parsers.figures import Numeral, Statement
from dagster_project.parsers.tables.confidence import BOUNDED, DISPUTED, SUPPORTED

OTHER_COUNT = "other_count"
"""Why a numeral is no figure that its sentence and the table tell differently, where another sentence agrees."""
_OUTCOMES, _GROUP = "applications.outcome.", 2
_NEW, _LEGAL_PERSONS = "applications.received.new", "applications.received.legal_persons"
_IN, _OUT = "applications.received.carried_in", "applications.carried_out"
_TAKEN_FOR = {_IN: _OUT, _OUT: _IN}
# What the forms print no cell for, and the cells whose sum it is.
_SUMS = {
    "applications.inflow": (_NEW, _IN),
    "litigation.total": ("litigation.direct.total", "litigation.after_review.total"),
}
_PERSON, _TOTAL = "natural_person", "total"
# Two counts of one figure that a publisher put down once each differ by no more than one part in so many; where both
# stand in sentences, by what is a slip of the pen.
_NEAR, _SLIP = 10, 50
_WAN = 10_000
# A smaller number equals another cell too easily by chance.
_TELLING = 2
Key = tuple[str, str]
Range = tuple[Decimal, Decimal]
Cells = Mapping[Key, set[Range]]


def against_tables(prose: Sequence[Statement], tables: Sequence[Statement]) -> list[Statement]:
    """The prose statements, each as sure as the tables of the same report let it be.

    One that equals its cell is borne out. One that does not, but equals the cell that its words are taken for another's
    (the group of an outcome, what was carried in), is put under the code of that. Any other is left out where another
    sentence tells what the cell holds, as this one counts something else, and is doubtful where none does and it is far
    from it. Near it the publisher may be at odds with itself, which is for the identities to tell.
    """
    codes = {s.metric_code for s in prose}
    cells = _cells(tables, codes)
    if all(map(partial(_is_borne_out, cells), prose)) and not any(map(_has_no_cell, codes)):
        return [_supported(s) if (s.metric_code, s.member) in cells else s for s in prose]
    cells = _cells(tables, None)
    values = [_values_of((s.metric_code, s.member), cells) if isinstance(s.value, Decimal) else set() for s in prose]
    told = {(s.metric_code, s.member) for s, known in zip(prose, values, strict=True) if known and _is_among(s, known)}
    found = [_held(s, known, cells, told) if known else s for s, known in zip(prose, values, strict=True)]
    return [statement for statement in found if statement is not None]


def _cells(tables: Iterable[Statement], codes: Set[str] | None) -> dict[Key, set[Range]]:
    """What the cells of these metrics hold, or of all, but for doubtful ones."""
    cells: dict[Key, set[Range]] = {}
    for cell in tables:
        wanted = codes is None or cell.metric_code in codes
        if wanted and isinstance(cell.value, Decimal) and cell.confidence > DISPUTED:
            cells.setdefault((cell.metric_code, cell.member), set()).add(_range(cell))
    return cells


def _is_borne_out(cells: Cells, statement: Statement) -> bool:
    """Whether a cell holds the figure, if there is one."""
    values = cells.get((statement.metric_code, statement.member))
    return values is None or not isinstance(statement.value, Decimal) or _is_among(statement, values)


def _has_no_cell(code: str) -> bool:
    """Whether the forms print no cell for the metric, but those whose sum it is."""
    return code in _SUMS or (code.startswith(_OUTCOMES) and code.count(".") == _GROUP)


def _supported(statement: Statement) -> Statement:
    return statement if statement.confidence >= SUPPORTED else replace(statement, confidence=SUPPORTED)


def _held(statement: Statement, values: set[Range], cells: Cells, told: set[Key]) -> Statement | None:
    """The statement against what its cell holds; None when it counts something else."""
    if _is_among(statement, values):
        return _supported(statement)
    if code := _meant(statement, cells):
        member = "" if code == _LEGAL_PERSONS else statement.member
        confidence = min(statement.confidence, BOUNDED)
        return replace(statement, metric_code=code, member=member, decided_by="other_table", confidence=confidence)
    if (statement.metric_code, statement.member) in told:
        return statement if _is_near(statement, values, _SLIP) else None
    near = _is_near(statement, values, _NEAR)
    return statement if near else replace(statement, confidence=min(statement.confidence, DISPUTED))


def without_left_out(
    numerals: Sequence[Numeral], prose: Sequence[Statement], kept: Sequence[Statement]
) -> Sequence[Numeral]:
    """The numerals of the prose; those of which no statement was kept are ignored."""
    if len(prose) == len(kept):
        return numerals
    left_out = {s.start for s in prose} - {s.start for s in kept}
    return [
        replace(numeral, disposition="ignored", reason=OTHER_COUNT)
        if numeral.start in left_out and numeral.disposition == "figure"
        else numeral
        for numeral in numerals
    ]


def _range(statement: Statement) -> Range:
    """The smallest and the largest value that the figure may be a rounded form of, money in yuan."""
    low = Decimal(0) if statement.lower is None else statement.lower
    high = Decimal("Infinity") if statement.upper is None else statement.upper
    times = _WAN if statement.unit == "wan_yuan" else 1
    return low * times, high * times


def _is_among(statement: Statement, values: set[Range]) -> bool:
    """Whether a cell holds the figure, or one of which it is a rounded form."""
    low, high = _range(statement)
    return any(low <= other[1] and other[0] <= high for other in values)


def _is_near(statement: Statement, values: set[Range], part: int) -> bool:
    """Whether the figure is off by one in so many at most from what a cell holds."""
    low, high = _range(statement)
    return any((low - held[1]) * part <= held[1] and (held[0] - high) * part <= held[0] for held in values)


def _values_of(key: Key, cells: Cells) -> set[Range]:
    """What the cells of this metric and member hold; the sum of other cells where the forms print none for it."""
    if key in cells:
        return cells[key]
    code, member = key
    if code in _SUMS:
        return _sum([cells.get((part, member)) for part in _SUMS[code]])
    if code.startswith(_OUTCOMES) and code.count(".") == _GROUP:
        return _sum([held for (part, whose), held in cells.items() if part.startswith(f"{code}.") and whose == member])
    return set()


def _legal_persons(cells: Cells) -> set[Range]:
    return _sum([held for (code, member), held in cells.items() if code == _NEW and member not in (_TOTAL, _PERSON)])


def _sum(parts: Sequence[set[Range] | None]) -> set[Range]:
    """The sum of the parts, if each holds one figure."""
    figures = [next(iter(part)) for part in parts if part is not None and len(part) == 1]
    if not figures or len(figures) != len(parts):
        return set()
    return {(sum((low for low, _ in figures), Decimal(0)), sum((high for _, high in figures), Decimal(0)))}


def _meant(statement: Statement, cells: Cells) -> str:
    """The metric whose cell the statement equals, of those that its words are easily taken for; empty if of none."""
    code, member = statement.metric_code, statement.member
    if not isinstance(statement.value, Decimal) or statement.value < _TELLING:
        return ""
    if code == _NEW and member not in (_TOTAL, _PERSON):
        return _LEGAL_PERSONS if _range(statement) in _legal_persons(cells) else ""
    is_part = code.startswith(_OUTCOMES) and code.count(".") > _GROUP
    other = code.rpartition(".")[0] if is_part else _TAKEN_FOR.get(code, "")
    return other if other and _range(statement) in _values_of((other, member), cells) else ""
