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
from dagster_project.parsers.tables.reading import (
    LEFT_UNREAD,
    Consumed,
    Found,
)
from dagster_project.parsers.tables.request_halves import rows_in_halves
from dagster_project.parsers.tables.request_reads import read_all
from dagster_project.parsers.tables.request_rows import drawn_rows, text_rows
from dagster_project.parsers.tables.request_solving import Solved, in_step, solve
from dagster_project.parsers.tables.turned import turned_rows

EXAMPLE = "example_table"


def read_applications(document: Document, forms: TableForms) -> Found:
    """Every cell of the table of requests that the document states; nothing when it has none."""
    form = forms.rows[REQUESTS]
    candidates = []
    unread: list[Consumed] = []
    if (listed := listed_rows(document.text, forms)).end >= 0:
        if not listed.rows:
            unread.append(Consumed(listed.start, listed.end, LEFT_UNREAD))
            return _left_unread(Found(), unread)
        solved = solve(document.text, form, listed.rows, frozenset(row.own.rows[0] for row in listed.rows if row.own))
        return _choose(document, forms, [(Instance([], listed.start, listed.end), Solved({}, {}), solved)])
    told = instances(document, forms)
    if rows := rows_in_halves(document, forms, told):
        solved = solve(document.text, form, rows, frozenset(row.own.rows[0] for row in rows if row.own))
        whole = Instance(
            [], min(row.own.start for row in rows if row.own), max(told[-1].end, *(row.spans[-1][1] for row in rows))
        )
        return _choose(document, forms, [(whole, solved, Solved({}, {}))])
    for instance in told:
        seen = frozenset(row for mark in instance.marks for row in mark.rows)
        solved_text = solve(document.text, form, text_rows(document.text, instance, forms), seen)
        solved_grid = solve(document.text, form, drawn_rows(document, forms, instance), seen)
        if not solved_grid.placed:
            solved_text = in_step(document.text, form, instance, solved_text)
        filled = max(_rows_read(solved_text), _rows_read(solved_grid))
        if filled < FEWEST_ROWS and (turned := turned_rows(document, forms, instance)).end >= 0:
            solved_text = solve(document.text, form, turned.flowing, seen)
            solved_grid = solve(document.text, form, turned.drawn, seen)
            filled = max(_rows_read(solved_text), _rows_read(solved_grid))
            instance.end = turned.end
            if not filled:
                unread.append(Consumed(instance.start, instance.end, LEFT_UNREAD))
        if filled >= FEWEST_ROWS:
            candidates.append((instance, solved_grid, solved_text))
        elif not unread and (stretch := run_together(document.text, instance)):
            unread.append(Consumed(*stretch, LEFT_UNREAD))
    return _left_unread(_choose(document, forms, candidates), unread)


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


def _rows_read(solved: Solved) -> int:
    return sum(len(reading.spans) == 7 for reading in solved.readings.values())


def _choose(document: Document, forms: TableForms, candidates: Sequence[tuple[Instance, Solved, Solved]]) -> Found:
    """The table that counts: the first that is no example and no return of a part of the year."""
    found = Found()
    if not candidates:
        return found
    ranked = list(candidates)
    if len(ranked) > 1:
        ranked.sort(key=lambda c: (is_decoy(document.text, c[0].start), _rank(c)))
    best = ranked[0]
    found.start, found.end = head_start(document.text, best[0].start), best[0].end
    for instance, _, _ in ranked[1:]:
        found.consumed.append(Consumed(instance.start, instance.end, "another_table"))
        found.problems.append(Problem("several_tables", "warning", f"chars {instance.start}-{instance.end}: not read"))
    if is_decoy(document.text, best[0].start):
        found.problems.append(Problem("decoy_table", "warning", "the only table of requests is called an example"))
        found.consumed.append(Consumed(found.start, found.end, EXAMPLE))
        return found
    found.form = _form_of(best, forms)
    found.consumed.append(Consumed(found.start, found.end, "table_label"))
    read_all(document, forms, best, found)
    return found


def _rank(candidate: tuple[Instance, Solved, Solved]) -> tuple[int, int]:
    instance, grid, text = candidate
    figures = max(_figures_in(grid), _figures_in(text))
    return (-min(figures, 100), instance.start)


def _figures_in(solved: Solved) -> int:
    return sum(b > a for reading in solved.readings.values() for a, b in reading.spans)


def _form_of(candidate: tuple[Instance, Solved, Solved], forms: TableForms) -> str:
    """2021 when the results of 其他处理 are told apart, 2019 when it is one row; section two may know better."""
    form = forms.rows[REQUESTS]
    children = {number for number, row in enumerate(form) if row.parent == "g6"}
    return "2021" if any(children & set(solved.placed) for solved in candidate[1:]) else "2019"
