"""What a clerk is told of one report: rows with arithmetic, evidence and the cell to look at, in two languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dagster_project.identities import CheckResult, EmptyInputError, check
from dagster_project.identities.explain import Names
from dagster_project.identities.mending import Equation
from dagster_project.identities.suspects import slip, suspicions
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportHead, ReportReading, Statement
from dagster_project.resources import SEEDS, SeedTables

CODEBOOK = Codebook.from_tables(SeedTables(SEEDS))
APPLICANTS = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other")
OUTCOMES = [
    row["metric_code"]
    for row in SeedTables(SEEDS)["identity_terms"]
    if row["identity_code"] == "APP.LEAF.2021" and row["side"] == "rhs"
]


def statement(metric: str, member: str, value: int | None, number: int) -> Statement:
    """A cell of the table of requests."""
    amount = None if value is None else Decimal(value)
    return Statement(
        metric, member, amount, "case", "exact", "blank" if value is None else "reported", str(value), amount, amount,
        "table", f"2021/applications/{metric}/{member}", number, number + 1, f"{metric} {value}", "row", Decimal(1),
    )  # fmt: skip


def reading(changes: dict[tuple[str, str], int | None], year: int | None = 2022) -> ReportReading:
    """A report of 21 granted requests of natural persons, all else nothing, with these cells changed."""
    head = ReportHead(
        "title", "某县人民政府", "", "government", "CN-130102", "text", (), year, "title", "consolidated", "2021",
        date(2022, 1, 1), date(2022, 12, 31), None, "",
    )  # fmt: skip
    rows = ["applications.received.new", "applications.received.carried_in", *OUTCOMES]
    rows += ["applications.outcome.total", "applications.carried_out"]
    full = {"applications.received.new", "applications.outcome.granted", "applications.outcome.total"}
    cells: dict[tuple[str, str], int | None] = {
        (row, member): 21 if row in full and member in ("natural_person", "total") else 0
        for row in rows
        for member in (*APPLICANTS, "total")
    }
    cells |= changes
    statements = tuple(statement(m, a, value, n) for n, ((m, a), value) in enumerate(cells.items()))
    return ReportReading(head, statements, (), ())


def failing(result: CheckResult) -> dict[tuple[str, str], str]:
    """The explanation of each failing identity."""
    return {(r.identity_code, r.member): r.explanation_zh for r in result.rows if r.verdict == "fails"}


def test_a_sound_report_fails_nothing() -> None:
    result = check([("a.txt", reading({}))], CODEBOOK)
    assert failing(result) == {}
    assert not result.has_errors
    assert {r.file for r in result.rows} == {"a.txt"}


def test_transposed_digits_are_suspected_first_in_both_languages() -> None:
    wrong = reading({("applications.outcome.granted", "natural_person"): 12})
    result = check([("a.txt", wrong)], CODEBOOK)
    assert result.has_errors
    row = next(r for r in result.rows if (r.identity_code, r.member) == ("APP.LEAF.2021", "natural_person"))
    assert "12, not 21" in row.explanation
    assert "12，而不是 21" in row.explanation_zh
    assert "would have to be 21 (two digits changed places)" in row.suggestion
    assert "填12，应为21（数字颠倒）" in row.suggestion_zh
    assert "自然人" in row.suggestion_zh
    assert row.evidence


def test_two_files_of_consecutive_years_are_tried_across_them() -> None:
    now = reading({("applications.received.carried_in", "natural_person"): 2})
    result = check([("2021.txt", reading({}, 2021)), ("2022.txt", now)], CODEBOOK)
    carried = {(r.file, r.member): r.verdict for r in result.rows if r.identity_code == "APP.CARRY.YEAR"}
    assert carried["2022.txt", "natural_person"] == "fails"
    assert carried["2022.txt", "total"] == "holds"
    assert carried["2021.txt", "total"] == "not_assessable"


def test_a_report_without_a_year_is_listed_as_untried() -> None:
    result = check([("a.txt", reading({})), ("b.txt", reading({}, None))], CODEBOOK)
    assert result.untried == ("b.txt",)


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(EmptyInputError):
        check([], CODEBOOK)


@pytest.mark.parametrize(
    ("printed", "needed", "reason"),
    [(12, 21, "transposed"), (5, 57, "digit_lost"), (1110, 110, "digit_added"), (31, 37, "digit_changed"),
     (None, 4, "blank"), (0, 95, "zero"), (7, 420, "other")],
)  # fmt: skip
def test_a_slip_of_one_keystroke_is_named(printed: int | None, needed: int, reason: str) -> None:
    assert slip(printed, needed, set()) == reason


def test_the_figure_of_the_row_beside_is_named() -> None:
    assert slip(8, 365, {8}) == "neighbour"


def test_errors_that_share_no_cell_are_mended_apart() -> None:
    equations = [Equation("A", "", {("a", ""): 1, ("b", ""): -1}), Equation("B", "", {("c", ""): 1, ("d", ""): -1})]
    printed = {("a", ""): 3, ("b", ""): 3, ("c", ""): 5, ("d", ""): 50}
    found = suspicions(printed, equations)
    assert [change.cell for s in found for change in s.changes] == [("c", ""), ("d", "")]
    assert {change.reason for s in found for change in s.changes} == {"digit_lost", "digit_added"}


def test_members_are_named_as_the_form_names_them() -> None:
    names = Names.from_tables(SeedTables(SEEDS))
    named = {
        "natural_person": ("natural persons", "自然人"),
        "applications.carried_out[total]#3": ("Requests carried over to the next year[total]#3", None),
        "category/work_news": (None, "类别 / 工作动态"),
        "招商引资": ("招商引资", "招商引资"),
        "": ("", ""),
    }
    for member, texts in named.items():
        for chinese, text in enumerate(texts):
            assert text is None or names.instance(member, bool(chinese)) == text
    assert "(" not in names.instance("applications.outcome.partial", chinese=True).removeprefix("(二)")


def test_every_two_cells_are_found_where_one_is_not_enough() -> None:
    rows = [Equation("ROW", n, {(f"a{n}", ""): 1, (f"b{n}", ""): 1, (f"t{n}", ""): -1}) for n in "12"]
    columns = [Equation("COLUMN", c, {(f"{c}1", ""): 1, (f"{c}2", ""): 1, (c, ""): -1}) for c in "ab"]
    printed = {"a1": 1, "b1": 2, "t1": 4, "a2": 5, "b2": 6, "t2": 10, "a": 6, "b": 8}
    found = suspicions({(name, ""): value for name, value in printed.items()}, [*rows, *columns])
    assert sorted([c.cell[0] for c in s.changes] for s in found) == [["a1", "a2"], ["b1", "b2"], ["t1", "t2"]]


def test_many_errors_of_one_table_are_mended_together() -> None:
    rows = [Equation("ROW", n, {(f"a{n}", ""): 1, (f"t{n}", ""): -1}) for n in "1234"]
    column = Equation("COLUMN", "", {**{(f"a{n}", ""): 1 for n in "1234"}, ("a", ""): -1})
    printed = {(f"a{n}", ""): 20 for n in "1234"} | {("a", ""): 80}
    printed |= {("t1", ""): 21, ("t2", ""): 22, ("t3", ""): 24, ("t4", ""): 28}
    (found,) = suspicions(printed, [*rows, column])
    assert [(c.cell[0], c.needed) for c in found.changes] == [("t1", 20), ("t2", 20), ("t3", 20), ("t4", 20)]
