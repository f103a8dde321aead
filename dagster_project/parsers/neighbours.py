"""Cells that one report leaves open, decided by what the reports of the years beside it say of the same stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Self

from dagster_project.parsers.codebook import Tables
from dagster_project.parsers.tables.cells import read_cell

MORE = "…"
Option = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class StatedCell:
    """A statement of a table as neighbours see it: `readings` are those of its row while the cell is open."""

    report_id: str
    statement_no: int
    report_year: int
    metric_code: str
    member: str
    place: str
    value: Decimal | None
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the years beside it leave of an open cell, and why: one value, or fewer readings between closer bounds.

    `value` is None while several remain.
    """

    report_id: str
    statement_no: int
    value: Decimal | None
    lower: Decimal
    upper: Decimal
    decided_by: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Chain:
    """An equation that ties a stock to the year before: metric(t) = Σ sign × term(t + offset)."""

    code: str
    metric: str
    terms: tuple[tuple[str, int, int], ...]

    def metrics(self) -> set[str]:
        """Every metric that the chain needs in a year."""
        return {self.metric, *(term for term, _, _ in self.terms)}

    def holds(self, before: Option, now: Option) -> bool:
        """Whether two consecutive years keep the chain."""
        total = sum((sign * (before if offset else now)[term] for term, sign, offset in self.terms), Decimal(0))
        return now[self.metric] == total

    def told(self, before: Option, now: Option, year: int) -> str:
        """The chain in figures."""
        parts = [
            f"{'+' if sign > 0 else '-'} {term} {year + offset} {(before if offset else now)[term]}"
            for term, sign, offset in self.terms
        ]
        return f"{self.metric} {year} {now[self.metric]} = {' '.join(parts).removeprefix('+ ')}"


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains of the seed form_chains."""

    chains: tuple[Chain, ...]

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The chains, each with its terms in the order of the rows."""
        terms: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
        for row in tables["form_chains"]:
            key = (row["chain_code"], row["metric_code"])
            terms.setdefault(key, []).append((row["term_code"], int(row["sign"]), int(row["year_offset"])))
        return cls(tuple(Chain(code, metric, tuple(parts)) for (code, metric), parts in terms.items()))


@dataclass(slots=True)
class _Year:
    """One year of one row: its cells, how it may be read, and what of that still stands."""

    year: int
    cells: Mapping[str, StatedCell]
    options: list[Option]
    complete: bool
    open: bool


def settle_by_neighbours(cells: Iterable[StatedCell], chains: Chains) -> list[Settlement]:
    """What consecutive years of one issuer decide of their open cells.

    A cell is settled when every reading that keeps the chain to the year before or after gives it one value, and the
    readings of its row were all listed. A cell that stays open keeps the bounds of the readings that are left. Years
    between which no reading keeps the chain say nothing of each other.
    """
    rows = list(cells)
    settlements: dict[tuple[str, int], Settlement] = {}
    for chain in chains.chains:
        for run in _linked(_years(rows, chain), chain):
            _narrow(run, chain)
            for index, year in enumerate(run):
                if year.open:
                    _tell(run, index, chain, settlements)
    return sorted(settlements.values(), key=lambda told: (told.report_id, told.statement_no))


def _years(cells: Sequence[StatedCell], chain: Chain) -> list[_Year]:
    """The years in which one table row states every metric of the chain."""
    wanted = chain.metrics()
    rows: dict[tuple[int, str, str], list[StatedCell]] = {}
    for cell in cells:
        row, _, _ = cell.place.rpartition("/")
        rows.setdefault((cell.report_year, cell.report_id, row), []).append(cell)
    years: dict[int, _Year] = {}
    for (year, _, _), row_cells in sorted(rows.items()):
        ordered = sorted(row_cells, key=lambda cell: cell.statement_no)
        if wanted <= {cell.metric_code for cell in ordered} and year not in years:
            years[year] = _year(year, ordered)
    return [years[year] for year in sorted(years)]


def _year(year: int, cells: Sequence[StatedCell]) -> _Year:
    listed = next((cell.readings for cell in cells if cell.readings), ())
    named = {cell.metric_code: cell for cell in cells}
    options = [option for option in (_option(reading, cells) for reading in listed if reading != MORE) if option]
    if not listed:
        fixed = {cell.metric_code: cell.value for cell in cells if cell.value is not None}
        return _Year(year, named, [fixed] if len(fixed) == len(cells) else [], True, False)
    return _Year(year, named, options, len(options) == len(listed), True)


def _option(reading: str, cells: Sequence[StatedCell]) -> Option:
    words = reading.split("|")
    if len(words) != len(cells):
        return {}
    figures = [read_cell(word) for word in words]
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    if len(values) != len(cells):
        return {}
    return {cell.metric_code: value for cell, value in zip(cells, values, strict=True)}


def _linked(years: Sequence[_Year], chain: Chain) -> list[list[_Year]]:
    """The years in stretches, each tied to the next by at least one pair of readings that keeps the chain."""
    runs: list[list[_Year]] = []
    for year in years:
        before = runs[-1][-1] if runs else None
        tied = (
            before is not None
            and year.year == before.year + 1
            and before.complete
            and year.complete
            and any(chain.holds(a, b) for a in before.options for b in year.options)
        )
        if tied:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [run for run in runs if len(run) > 1]


def _narrow(run: Sequence[_Year], chain: Chain) -> None:
    """Leaves each year the readings that some whole path through the years keeps."""
    for before, now in pairwise(run):
        now.options = [b for b in now.options if any(chain.holds(a, b) for a in before.options)]
    for before, now in reversed(list(pairwise(run))):
        before.options = [a for a in before.options if any(chain.holds(a, b) for b in now.options)]


def _tell(
    run: Sequence[_Year],
    index: int,
    chain: Chain,
    settlements: dict[tuple[str, int], Settlement],
) -> None:
    """What is known now of each cell of an open row: its one value, or the bounds of the readings that are left."""
    year = run[index]
    for metric, cell in year.cells.items():
        if not cell.readings or len(year.options) in (0, len(cell.readings)):
            continue
        values = {option[metric] for option in year.options}
        key = (cell.report_id, cell.statement_no)
        if len(values) == 1:
            value = values.pop()
            why = f"{_words(run, index, chain)}; all that remains of {len(cell.readings)} readings"
            settlements[key] = Settlement(*key, value, value, value, "neighbour_year", why)
        else:
            left = ", ".join("|".join(str(value) for value in option.values()) for option in year.options)
            why = f"{_words(run, index, chain)}; of {len(cell.readings)} readings remain {left}"
            settlements[key] = Settlement(*key, None, min(values), max(values), "ambiguous", why)


def _words(run: Sequence[_Year], index: int, chain: Chain) -> str:
    """The chain to the year before (or after) in figures, as the readings that remain keep it."""
    before, now = (run[index - 1], run[index]) if index else (run[0], run[1])
    for a in before.options:
        for b in now.options:
            if chain.holds(a, b):
                return chain.told(a, b, now.year)
    return chain.code
