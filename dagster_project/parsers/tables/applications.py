"""Section three, requests by applicant and result: rows of seven figures, however they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.listed_rows import listed_rows
from dagster_project.parsers.tables.located import (
    FEWEST_ROWS,
    REQUESTS,
    Instance,
    head_start,
    instances,
    is_decoy,
    run_together,
)
from dagster_project.parsers.tables.plain_rows import Told, plain_rows
from dagster_project.parsers.tables.reading import LEFT_UNREAD, Consumed, Found
from dagster_project.parsers.tables.request_halves import rows_in_halves
from dagster_project.parsers.tables.request_layout import Layout, layout_of
from dagster_project.parsers.tables.request_reads import read_all
from dagster_project.parsers.tables.request_rows import drawn_rows, figures_first, text_rows
from dagster_project.parsers.tables.request_solving import Candidate, Solved, in_step, solve
from dagster_project.parsers.tables.rows import DataRow, each_has_its_label
from dagster_project.parsers.tables.turned import turned_rows

EXAMPLE = "example_table"
MOST_CELLS = 100  # from here on a table is whole, and the first one counts


def read_applications(document: Document, forms: TableForms) -> Found:
    """Every cell of the table of requests that the document states; nothing when it has none."""
    listed = listed_rows(document.text, forms)
    if listed.end >= 0 and not listed.rows:
        return _left_unread(Found(), [Consumed(listed.start, listed.end, LEFT_UNREAD)])
    if listed.end >= 0:
        solved = _solve_labelled(document.text, forms, listed.rows)
        return _choose(document, forms, [Candidate(Instance([], listed.start, listed.end), Solved({}, {}), solved)])
    printed = instances(document, forms)
    if halves := rows_in_halves(document, forms, printed):
        return _choose(document, forms, [_of_halves(document.text, forms, halves, printed)])
    candidates: list[Candidate] = []
    unread: list[Consumed] = []
    for instance in printed:
        table = _upright(document, forms, instance)
        full = table.full_rows()
        if full < FEWEST_ROWS and (turned := turned_rows(document, forms, instance)).end >= 0:
            instance.end = turned.end
            table = _solve_both(document.text, forms, instance, turned.drawn, turned.flowing)
            full = table.full_rows()
            if not full:
                unread.append(Consumed(instance.start, instance.end, LEFT_UNREAD))
        if full >= FEWEST_ROWS:
            candidates.append(table)
        elif not unread and (stretch := run_together(document.text, instance)):
            unread.append(Consumed(*stretch, LEFT_UNREAD))
    return _left_unread(_choose(document, forms, candidates), unread)


def _solve_labelled(text: str, forms: TableForms, rows: list[DataRow]) -> Solved:
    """Rows all of which have labels of their own."""
    return solve(text, forms.rows[REQUESTS], rows, frozenset(row.own.rows[0] for row in rows if row.own))


def _of_halves(text: str, forms: TableForms, rows: list[DataRow], printed: Sequence[Instance]) -> Candidate:
    """The one table that rows make whose cells stand in several."""
    start = min(row.own.start for row in rows if row.own)
    end = max(printed[-1].end, *(row.spans[-1][1] for row in rows))
    return Candidate(Instance([], start, end), _solve_labelled(text, forms, rows), Solved({}, {}))


def _upright(document: Document, forms: TableForms, instance: Instance) -> Candidate:
    """A table whose rows are results, where only the text tells them also with figures before the labels."""
    text, form = document.text, forms.rows[REQUESTS]
    told, whole = plain_rows(text, instance) if document.grids else ({}, False)
    drawn = drawn_rows(document, forms, instance, told)
    grid = solve(text, form, drawn, _labelled(instance))
    if whole and is_borne_out(text, instance, forms, drawn, told):
        return Candidate(instance, grid, grid)
    flowing = solve(text, form, text_rows(text, instance, forms), _labelled(instance))
    return Candidate(instance, grid, flowing if grid.placed else in_step(text, form, instance, flowing))


def is_borne_out(text: str, instance: Instance, forms: TableForms, drawn: Sequence[DataRow], told: Told) -> bool:
    """Whether reading in text order would give the rows that are drawn, as `told` are all that the text has.

    Each has the same label and the same figures, and the columns stand as in the form.
    """
    if not drawn or len(drawn) != len(told) or not each_has_its_label(drawn):
        return False
    for row, (mark, spans) in zip(drawn, told.values(), strict=True):
        if row.own is None or row.own.rows != mark.rows or row.spans != spans:
            return False
    return figures_first(text, instance.marks[0]) is None and layout_of(text, instance.start, forms) == Layout()


def _solve_both(
    text: str, forms: TableForms, instance: Instance, drawn: list[DataRow], flowing: list[DataRow]
) -> Candidate:
    form, seen = forms.rows[REQUESTS], _labelled(instance)
    return Candidate(instance, solve(text, form, drawn, seen), solve(text, form, flowing, seen))


def _labelled(instance: Instance) -> frozenset[int]:
    """The rows of the form whose labels stand anywhere in the table."""
    return frozenset(row for mark in instance.marks for row in mark.rows)


def _left_unread(found: Found, unread: Sequence[Consumed]) -> Found:
    """What was found, with a problem for each table that stays unread."""
    if unread and not found.end:
        found.start, found.end = unread[0].start, unread[0].end
    found.consumed += unread
    found.problems += [
        Problem("table_unread", "warning", f"chars {stretch.start}-{stretch.end}: figures that no head names")
        for stretch in unread
    ]
    return found


def _choose(document: Document, forms: TableForms, candidates: Sequence[Candidate]) -> Found:
    """The table that counts: the first that is no example and no return of a part of the year."""
    found = Found()
    if not candidates:
        return found
    ranked = list(candidates)
    if len(ranked) > 1:
        ranked.sort(
            key=lambda table: (
                is_decoy(document.text, table.instance.start),
                -min(table.filled_cells(), MOST_CELLS),
                table.instance.start,
            )
        )
    best, *others = ranked
    start = best.instance.start
    found.start, found.end = head_start(document.text, start), best.instance.end
    for instance in [table.instance for table in others]:
        found.consumed.append(Consumed(instance.start, instance.end, "another_table"))
        found.problems.append(Problem("several_tables", "warning", f"chars {instance.start}-{instance.end}: not read"))
    if is_decoy(document.text, start):
        found.problems.append(Problem("decoy_table", "warning", "the only table of requests is called an example"))
        found.consumed.append(Consumed(found.start, found.end, EXAMPLE))
        return found
    found.form = _form_of(best, forms)
    found.consumed.append(Consumed(found.start, found.end, "table_label"))
    read_all(document, forms, best, found)
    return found


def _form_of(candidate: Candidate, forms: TableForms) -> str:
    """2021 when the results of 其他处理 are told apart, 2019 when it is one row; section two may know better."""
    form = forms.rows[REQUESTS]
    children = {number for number, row in enumerate(form) if row.parent == "g6"}
    return "2021" if any(children & set(solved.placed) for solved in (candidate.grid, candidate.text)) else "2019"
