"""The printed forms as the seeds describe them: rows, columns and cells, with the words by which each is recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from dagster_project.parsers.codebook import Row, Tables

NOT_A_WORD = re.compile(r"[^㐀-鿿]+")
SHORTEST_LABEL = 4
REQUESTS = "applications"
DOCUMENTS, MATTERS = ("rules", "normative"), ("licensing", "other_services", "penalty", "coercion")
_DROPPED, _SHORTEST_BARE = dict.fromkeys(map(ord, "年月件条")), 3
# What the label of a counted row may leave out at its end, the least first.
_COUNTED = tuple(
    re.compile(end) for end in (r"数量?$", r"总?次?数量?$", r"(?:公开政府信息|公开信息|回应事件)总?次?数量?$")
)


@lru_cache(maxsize=8192)
def words_of(label: str) -> str:
    """The Chinese characters of a label and nothing else: what labels are compared by."""
    return NOT_A_WORD.sub("", label)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed row (or block) of a form; `role` is its part in the arithmetic of the table."""

    form: str
    table: str
    code: str
    position: int
    kind: str
    parent: str
    role: str
    metric: str
    unit: str
    value_type: str
    label: str
    keys: tuple[str, ...]


def has_figures(row: FormRow, parents: Set[str]) -> bool:
    """Whether a printed row is no heading; `parents` are the groups whose parts are printed too: these are headings."""
    return row.kind == "data" or (row.kind == "group" and row.code not in parents)


def stands_over(block: str, row: str) -> bool:
    """Whether a block of columns of section two heads the cells of this row."""
    if row in DOCUMENTS:
        return block == "documents"
    return block == ("fees" if row == "admin_fee" else row) or (row in MATTERS and block in ("items", "decisions"))


def short_labels(rows: Sequence[FormRow]) -> list[tuple[int, tuple[str, ...]]]:
    """The number of each row and its labels without what says that they count, such as 收到申请 for 收到申请数.

    Left out are labels that the form prints in full, and labels that two rows of one group would share.
    """
    full = {key for row in rows for key in row.keys}
    short = [{count.sub("", key) for key in row.keys for count in _COUNTED} - full for row in rows]
    groups = [row.code.rpartition(".")[0] for row in rows]
    shared = Counter((group, word) for group, words in zip(groups, short, strict=True) for word in words)
    return [
        (number, tuple(w for w in sorted(words) if len(w) >= SHORTEST_LABEL and shared[(group, w)] == 1))
        for number, (group, words) in enumerate(zip(groups, short, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One printed column of a form, within a block of columns."""

    form: str
    table: str
    block: str
    code: str
    position: int
    member: str
    metric: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """What stands where a row and a column of section two meet."""

    form: str
    row: str
    column: str
    metric: str
    unit: str
    value_type: str


Found = tuple[int, int, tuple[int, ...]]  # where a word starts and ends, and what it may stand for
MOST_FOUND = 2_000
LONGEST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and what they may stand for, the longest first; `groups` are the rows that are parts of a row, with it."""

    entries: tuple[tuple[str, tuple[int, ...]], ...]
    meanings: dict[str, tuple[int, ...]]
    words: tuple[str, ...]
    groups: dict[int, int] = field(default_factory=dict)
    memory: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    found: dict[str, tuple[Found, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, keys: Iterable[tuple[int, tuple[str, ...]]], groups: Mapping[int, int] | None = None) -> Self:
        """A lexicon of (number, its words) pairs; one word may stand for several numbers."""
        meanings: dict[str, list[int]] = {}
        for number, words in keys:
            for word in words:
                meanings.setdefault(word, []).append(number)
        ordered = sorted(meanings.items(), key=lambda item: -len(item[0]))
        entries = tuple((word, tuple(numbers)) for word, numbers in ordered)
        return cls(entries, dict(entries), tuple(word for word, _ in entries), dict(groups or {}))

    def find(self, squeezed: str) -> tuple[Found, ...]:
        """Where the words stand, in order; a place belongs to the longest word that covers it.

        Asked of one cell after another, as labels come again in every table of the form: short ones are remembered.
        """
        known = self.found.get(squeezed)
        if known is None:
            known = self._find(squeezed)
            if len(squeezed) <= LONGEST_FOUND and len(self.found) < MOST_FOUND:
                self.found[squeezed] = known
        return known

    def _find(self, squeezed: str) -> tuple[Found, ...]:
        taken = bytearray(len(squeezed))
        found = []
        find = squeezed.find
        for word, numbers in self.entries:
            at = find(word)
            while at >= 0:
                end = at + len(word)
                if not taken[at] and not taken[end - 1]:
                    taken[at:end] = b"\1" * (end - at)
                    found.append((at, end, numbers))
                at = find(word, end)
        return tuple(sorted(found))

    def exact(self, word: str) -> tuple[int, ...]:
        """What exactly this word stands for, or nothing."""
        return self.meanings.get(word, ())


def _keys(row: Row) -> tuple[str, ...]:
    """The words of the label, also as they stand where a crawl dropped the characters for years and units."""
    keys = [key for key in row["match_keys"].split("|") if key]
    bare = [key.translate(_DROPPED) for key in keys]
    return tuple(dict.fromkeys(keys + [key for key in bare if len(key) >= _SHORTEST_BARE]))


def _rows(tables: Tables) -> list[FormRow]:
    return [
        FormRow(
            row["form_code"],
            row["table_code"],
            row["row_code"],
            int(row["position"]),
            row["row_kind"],
            row["parent_code"],
            row["role"],
            row["metric_code"],
            row["unit"],
            row["value_type"],
            row["label_zh"],
            _keys(row),
        )
        for row in tables["form_rows"]
    ]


def _columns(tables: Tables) -> list[FormColumn]:
    return [
        FormColumn(
            row["form_code"],
            row["table_code"],
            row["block_code"],
            row["column_code"],
            int(row["position"]),
            row["member"],
            row["metric_code"],
            _keys(row),
        )
        for row in tables["form_columns"]
    ]


@dataclass(frozen=True, slots=True)
class TableForms:
    """All forms, each as rows in printed order, with a lexicon of the labels of each table."""

    rows: dict[tuple[str, str], tuple[FormRow, ...]]
    columns: dict[tuple[str, str], tuple[FormColumn, ...]]
    cells: dict[tuple[str, str], tuple[FormCell, ...]]
    row_words: dict[tuple[str, str], Lexicon]
    short_words: dict[str, Lexicon]
    column_words: dict[tuple[str, str], Lexicon]
    places: dict[tuple[str, str], str]
    anchor: re.Pattern[str]
    anchor_openings: str
    applicants: tuple[FormColumn, ...]
    requests: tuple[tuple[tuple[str, str], ...], ...]
    """The member and the place of each cell of each row of the table of requests: natural_person, r03/natural."""
    money_heads: tuple[tuple[re.Pattern[str], str], ...]
    heads: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    heads_above: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The forms compiled from the seeds form_rows, form_columns and form_cells."""
        rows: dict[tuple[str, str], list[FormRow]] = {}
        for row in sorted(_rows(tables), key=lambda r: r.position):
            rows.setdefault((row.form, row.table), []).append(row)
        columns: dict[tuple[str, str], list[FormColumn]] = {}
        for column in _columns(tables):
            columns.setdefault((column.form, column.table), []).append(column)
        cells: dict[tuple[str, str], list[FormCell]] = {}
        for cell in tables["form_cells"]:
            made = FormCell(
                cell["form_code"],
                cell["row_code"],
                cell["column_code"],
                cell["metric_code"],
                cell["unit"],
                cell["value_type"],
            )
            cells.setdefault((made.form, made.row), []).append(made)
        anchors = _anchors(rows[("2021", "applications")])
        applicants = tuple(column for column in columns[("2021", "applications")] if column.member)
        return cls(
            {key: tuple(value) for key, value in rows.items()},
            {key: tuple(value) for key, value in columns.items()},
            {key: tuple(value) for key, value in cells.items()},
            {key: Lexicon.of(enumerate(r.keys for r in value), _groups(value)) for key, value in rows.items()},
            {form: Lexicon.of(short_labels(r)) for (form, table), r in rows.items() if table == "statistics"},
            {key: Lexicon.of(enumerate(c.keys for c in value)) for key, value in columns.items()},
            {(r.form, r.metric): r.code for value in rows.values() for r in value if r.table == "applications"},
            re.compile("|".join(r"\s*".join(word) for word in anchors)),
            "".join({word[0] for word in anchors}),
            applicants,
            tuple(
                tuple((column.member, f"{row.code}/{column.code}") for column in applicants)
                for row in rows[("2021", "applications")]
            ),
            _money_heads(columns, cells),
        )


def _groups(rows: Sequence[FormRow]) -> dict[int, int]:
    """The number of each row of requests that is part of a group, with the number of that group."""
    numbers = {row.code: number for number, row in enumerate(rows) if row.kind == "group" and row.table == REQUESTS}
    return {number: numbers[row.parent] for number, row in enumerate(rows) if row.parent in numbers}


def _anchors(rows: Iterable[FormRow]) -> list[str]:
    """What the table of requests is found by in a text: the words of its first rows, which may be spaced in any way."""
    return [key for row in rows if row.role == "inflow" for key in row.keys if len(key) <= 5]


def _money_heads(
    columns: Mapping[tuple[str, str], Iterable[FormColumn]], cells: Mapping[tuple[str, str], Iterable[FormCell]]
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What finds the unit printed in the head of a column of amounts, and the row below that head."""
    heads = []
    for (form, row), row_cells in cells.items():
        for cell in row_cells:
            if cell.value_type != "amount":
                continue
            blocks = [c for c in columns[(form, "proactive")] if c.block in (row, "fees") and c.code == cell.column]
            words = "|".join(r"\s*".join(key) for c in blocks for key in c.keys)
            unit = r"\s*\(?\s*(?:单\s*位)?\s*(?:均?为|是)?[::]?\s*(万元|元)"
            heads.append((re.compile(f"(?:{words}){unit}"), row))
    return tuple(heads)
