"""The seeds of the forms say what the official forms print, and nothing that the list of metrics lacks."""

from __future__ import annotations

import csv

from dagster_project.parsers.tables.forms import words_of

from .printing import FORMS, SEEDS, seed_tables


def known_metrics() -> set[str]:
    with (SEEDS / "metrics.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["metric_code"] for row in csv.DictReader(lines)}


def test_every_metric_of_a_form_is_in_the_list_of_metrics() -> None:
    tables = seed_tables()
    named = {row["metric_code"] for name in ("form_rows", "form_columns", "form_cells") for row in tables[name]}
    named |= {row[key] for row in tables["form_chains"] for key in ("metric_code", "term_code")}
    assert named - {""} <= known_metrics()


def test_the_statutory_forms_have_as_many_cells_as_the_notice_prints() -> None:
    data = {f: sum(r.kind == "data" for r in FORMS.rows[(f, "applications")]) for f in ("2019", "2021")}
    assert {form: rows * len(FORMS.applicants) for form, rows in data.items()} == {"2019": 161, "2021": 175}
    cells = {f: sum(len(c) for (form, _), c in FORMS.cells.items() if form == f) for f in ("2019", "2021")}
    assert cells == {"2019": 22, "2021": 10}
    assert {len(FORMS.columns[(form, "remedies")]) for form in ("2019", "2021")} == {15}


def test_the_national_table_has_its_nine_groups() -> None:
    groups = {row.code for row in FORMS.rows[("2014", "statistics")] if "." not in row.code}
    assert groups == {str(number) for number in range(1, 10)}


def test_every_label_is_recognised_by_its_own_words() -> None:
    for (form, table), rows in FORMS.rows.items():
        for number, row in enumerate(rows):
            found = FORMS.row_words[(form, table)].find(words_of(row.label))
            assert any(number in numbers for _, _, numbers in found), (form, row.label)
