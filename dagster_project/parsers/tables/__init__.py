"""The tables of a report: the statutory forms of 2019 and 2021, the national table of 2014, the provincial ones."""

from __future__ import annotations

from itertools import chain

from dagster_project.document import Document
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.tables.applications import EXAMPLE, read_applications
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.proactive import read_proactive
from dagster_project.parsers.tables.reading import (
    Consumed,
    Read,
    TableReading,
    rows_left_open,
    statements_of,
    unread_cells,
)
from dagster_project.parsers.tables.remedies import read_remedies
from dagster_project.parsers.tables.report_year import of_the_report_year
from dagster_project.parsers.tables.settle import closed, open_row_problems, settle_by_prose
from dagster_project.parsers.tables.statistics import read_statistics

__all__ = ["Consumed", "TableForms", "TableReading", "open_row_problems", "read_tables", "settle_by_prose"]

TABLES = ("proactive", "applications", "remedies", "statistics")


def read_tables(document: Document, forms: TableForms) -> TableReading:
    """Every cell of every known table of the document, with what of its text is thereby accounted for."""
    own, earlier = of_the_report_year(document)
    applications = read_applications(own, forms)
    there = applications.end > 0
    if any(stretch.reason == EXAMPLE for stretch in applications.consumed):
        return TableReading("none", (), tuple(applications.consumed), tuple(applications.problems))
    proactive = read_proactive(own, forms, applications.start if there else -1)
    remedies = read_remedies(own, forms, applications.end if applications.reads else -1)
    if there and not remedies.reads:
        above = read_remedies(own, forms, -1, applications.start)
        remedies = above if above.reads else remedies
    form_tables = [part for part in (proactive, applications, remedies) if part.reads]
    taken = (min(p.start for p in form_tables), max(p.end for p in form_tables)) if form_tables else (0, 0)
    statistics = read_statistics(own if earlier else document, forms, taken)
    form = proactive.form or applications.form or ("2021" if remedies.reads else "")
    parts = (proactive, applications, remedies, statistics)
    problems = tuple(problem for part in parts for problem in (*part.problems, *unread_cells(document, part)))
    if form == "2019":
        for read in applications.reads:
            read.place = _in_2019(read, forms)
    statements: list[Statement] = []
    for part, code, table in zip(parts, (form, form, form, statistics.form), TABLES, strict=True):
        statements += statements_of(document, part.reads, f"{code}/{table}/")
    open_rows = tuple(rows_left_open(document, list(chain.from_iterable(part.reads for part in parts))))
    return TableReading(
        form or statistics.form or "none",
        closed(statements, open_rows),
        (
            *(Consumed(start, end, "another_table") for start, end in earlier),
            *(consumed for part in parts for consumed in part.consumed),
        ),
        problems,
        open_rows,
    )


def _in_2019(read: Read, forms: TableForms) -> str:
    """The row and column of a cell of the table of requests, whose rows are known by those of 2021."""
    row, _, column = read.place.partition("/")
    return f"{forms.places.get(('2019', read.metric), row)}/{column}"
