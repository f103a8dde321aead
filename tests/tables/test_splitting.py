"""Figures printed without separators read back, or are said to be ambiguous; never wrong and certain."""

from __future__ import annotations

import time
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.parsers.tables.runs import all_splits, sum_splits

from .cases import SURE, falsely_sure, of_remedies, of_requests, read_words, stated
from .printing import HEADS, MEMBERS, ROWS, data_rows, run_together, totalled, words_of_rows

COUNTS = st.one_of(st.just(0), st.just(0), st.integers(0, 9), st.integers(0, 2500))
SIX = st.lists(COUNTS, min_size=6, max_size=6)
FORM = st.sampled_from(["2019", "2021"])


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, list[int]]]:
    """A form and a table of requests that keeps every sum."""
    form = draw(FORM)
    leaves = draw(st.dictionaries(st.sampled_from(data_rows(form)), SIX, max_size=12))
    carried = draw(st.lists(st.integers(0, 30), min_size=6, max_size=6))
    return form, totalled(form, leaves, carried)


@st.composite
def remedies(draw: st.DrawFn) -> list[int]:
    """Three blocks of four results and their sum."""
    blocks = draw(st.lists(st.lists(st.integers(0, 120), min_size=4, max_size=4), min_size=3, max_size=3))
    return [value for block in blocks for value in [*block, sum(block)]]


@given(SIX)
def test_a_row_that_adds_up_is_among_its_splits(six: list[int]) -> None:
    cells = [str(value) for value in [*six, sum(six)]]
    found, complete = sum_splits(["".join(cells)], (7,))
    text = "".join(cells)
    assert not complete or tuple(cells) in {tuple(text[a:b] for _, a, b in pieces) for pieces in found}


@given(st.lists(st.text("0123456789", min_size=1, max_size=30), min_size=1, max_size=8))
def test_every_split_gives_back_the_characters_and_no_leading_zero(chunks: list[str]) -> None:
    for found, _ in (sum_splits(chunks, (7,)), all_splits(chunks, "c" * 7)):
        for pieces in found:
            cells = [chunks[chunk][a:b] for chunk, a, b in pieces]
            assert "".join(cells) == "".join(chunks)
            assert all(cell == "0" or cell[0] != "0" for cell in cells)


@given(st.text("0123456789", min_size=40, max_size=80))
@settings(max_examples=40)
def test_a_long_run_is_given_up_in_time(run: str) -> None:
    begun = time.process_time()
    sum_splits([run], (7,))
    sum_splits([run], (5, 5, 5))
    all_splits([run], "csa")
    assert time.process_time() - begun < 1.0


@given(requests(), remedies())
@settings(max_examples=25)
def test_a_table_without_separators_reads_back_or_says_ambiguous(
    table: tuple[str, dict[str, list[int]]], four: list[int]
) -> None:
    form, rows = table
    words = run_together(form, words_of_rows(rows), [str(value) for value in four])
    wanted = {**of_requests(rows), **of_remedies(four)}
    reading = read_words(words)
    assert falsely_sure(reading, wanted) == []
    assert set(stated(reading)) == set(wanted)
    assert all(s.readings for s in reading.statements if s.value != wanted[(s.metric_code, s.member)])


@given(requests(), remedies(), st.sampled_from([" ", "\t", "|"]), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_marks_between_some_of_the_cells_alone_make_no_figure_wrong_and_certain(
    table: tuple[str, dict[str, list[int]]], four: list[int], mark: str, random: Random
) -> None:
    form, rows = table
    kept = random.choice([0.1, 0.5, 0.8, 0.95])

    def strewn(cells: Sequence[int]) -> list[str]:
        return [f"{value}{mark if random.random() < kept else ''}" for value in cells]

    words = run_together(form, {metric: strewn(row) for metric, row in rows.items()}, strewn(four))
    assert falsely_sure(read_words(words), {**of_requests(rows), **of_remedies(four)}) == []


def test_tabs_on_one_line_with_labels_are_blanks_and_part_no_cells() -> None:
    rows = words_of_rows(totalled("2021", {"applications.outcome.granted": [23, 0, 0, 0, 0, 0]}, [0] * 6))
    rows["applications.outcome.total"] = ["23\t0", "\t00", "\t0\t", "0", "23"]
    got = stated(read_words(run_together("2021", rows, ["0"] * 15)))
    assert [int(got["applications.outcome.total", m].value) for m in MEMBERS] == [23, 0, 0, 0, 0, 0, 23]


@given(requests(), st.data())
@settings(max_examples=25)
def test_an_error_of_the_publisher_stays_as_filed(table: tuple[str, dict[str, list[int]]], data: st.DataObject) -> None:
    form, rows = table
    metric = data.draw(st.sampled_from(sorted(rows)))
    column = data.draw(st.integers(0, 6))
    rows[metric][column] = data.draw(st.integers(0, 3000))
    words = words_of_rows(rows)
    apart = read_words(run_together(form, words, ["0"] * 15, " "))
    assert {k: s.value for k, s in stated(apart).items() if k[1]} == of_requests(rows)
    assert falsely_sure(read_words(run_together(form, words, ["0"] * 15)), of_requests(rows)) == []


def test_seven_digits_beside_marks_for_nothing_are_not_seven_cells() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    rows["applications.outcome.granted"] = ["—", "—", "—", "—", "1", "100", "101"]
    reading = read_words(run_together("2021", rows, ["0"] * 15))
    got = stated(reading)["applications.outcome.granted", "natural_person"]
    assert got.value is None or got.confidence < Decimal("0.7")


def test_a_table_of_marks_for_nothing_alone_has_no_figures() -> None:
    rows = {metric: ["—"] * 7 for metric in words_of_rows(totalled("2019", {}, [0] * 6))}
    reading = read_words(run_together("2019", rows, ["—"] * 15))
    assert all(statement.value is None for statement in reading.statements)


def test_seven_characters_for_seven_cells_are_taken_as_they_stand() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    rows["applications.outcome.granted"] = list("3100002")
    got = stated(read_words(run_together("2021", rows, ["0"] * 15)))
    assert [int(got[("applications.outcome.granted", m)].value) for m in ("natural_person", "total")] == [3, 2]
    assert got[("applications.outcome.granted", "total")].decided_by == "printed"


def test_a_cell_lost_among_lines_is_not_made_up_by_splitting_another() -> None:
    rows = totalled("2021", {"applications.outcome.granted": [12, 3, 0, 0, 0, 1]}, [0] * 6)
    words = words_of_rows(rows)
    words["applications.outcome.granted"] = words["applications.outcome.granted"][:6]
    lines = "\n\n".join(cell for metric in data_rows("2021") for cell in (_label(metric), *words[metric]))
    got = stated(read_words("三、收到和处理政府信息公开申请情况\n\n" + lines))
    natural = got[("applications.outcome.granted", "natural_person")]
    assert natural.value == 12 or natural.readings
    assert natural.value != 1


def _label(metric: str) -> str:
    return next(row.label for row in ROWS["2021"] if row.metric == metric)


@given(st.lists(st.text("0123456789", min_size=1, max_size=9), min_size=1, max_size=4))
def test_the_splits_of_a_row_are_all_those_that_add_up(chunks: list[str]) -> None:
    found, complete = sum_splits(chunks, (7,))
    every, all_known = all_splits(chunks, "c" * 7, 10_000)
    values = {p: [int(chunks[c][a:b]) for c, a, b in p] for p in every}
    if complete and all_known:
        assert set(found) == {p for p, row in values.items() if sum(row[:6]) == row[6]}


@given(requests(), st.booleans())
@settings(max_examples=25)
def test_a_subtotal_among_run_together_cells_is_left_out(table: tuple[str, dict[str, list[int]]], first: bool) -> None:
    form, rows = table
    place = 1 if first else 6
    printed = {metric: [str(value) for value in row] for metric, row in rows.items()}
    for metric, row in rows.items():
        printed[metric].insert(place, str(sum(row[1:6])))
    heads = list(HEADS)
    heads.insert(place, "小计")
    words = run_together(form, printed, ["0"] * 15).replace("".join(HEADS), "".join(heads))
    assert "小计" in words
    reading = read_words(words)
    wanted = {**of_requests(rows), **of_remedies([0] * 15)}
    assert falsely_sure(reading, wanted) == []
    assert set(stated(reading)) == set(wanted)
    assert all(s.readings for s in reading.statements if s.value != wanted[(s.metric_code, s.member)])


@given(requests(), st.sampled_from(["commas", "dashes"]))
@settings(max_examples=25)
def test_commas_and_marks_for_nothing_that_run_together_are_no_borders_and_no_digits(
    table: tuple[str, dict[str, list[int]]], kind: str
) -> None:
    form, rows = table
    if kind == "commas":
        rows = {metric: [value * 137 for value in row] for metric, row in rows.items()}
        printed = {metric: [f"{value:,}" for value in row] for metric, row in rows.items()}
    else:
        printed = {metric: [str(value) if value else "—" for value in row] for metric, row in rows.items()}
    reading = read_words(run_together(form, printed, ["0"] * 15))
    wanted = {key: value if value or kind == "commas" else None for key, value in of_requests(rows).items()}
    assert falsely_sure(reading, wanted) == []
    for key, statement in stated(reading).items():
        assert statement.readings or statement.value == wanted.get(key, statement.value)


def test_no_cell_is_sure_while_readings_of_its_row_are_left_unlisted() -> None:
    rows = totalled("2019", {}, [16, 10, 11, 10, 1, 11])
    rows["applications.carried_out"][0] = 974
    reading = read_words(run_together("2019", words_of_rows(rows), ["0"] * 15))
    assert falsely_sure(reading, of_requests(rows)) == []
    assert stated(reading)[("applications.carried_out", "natural_person")].value is None


def test_figures_that_may_be_blank_cells_or_digits_of_one_are_not_sure() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    for cells in (["1", "2", "1", "0", "0", "1", "3"], ["21", "3", "0", "0", "25"]):
        rows["applications.outcome.granted"] = [f"{cell} " for cell in cells]
        got = stated(read_words(run_together("2021", rows, ["0"] * 15)))
        sure = [m for m in MEMBERS if (one := got["applications.outcome.granted", m]).confidence >= SURE and one.value]
        assert sure == [], cells


def test_run_together_cells_that_add_up_as_fewer_are_not_split_for_sure() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    rows["applications.carried_out"] = ["15", "2", "0", "0", "0", "17"]
    got = stated(read_words(run_together("2021", rows, ["0"] * 15)))
    assert all(got["applications.carried_out", m].confidence < SURE for m in MEMBERS)


def test_a_figure_too_many_beside_one_that_it_may_belong_to_leaves_the_row_open() -> None:
    heads = "信息内容 本年制发件数 本年废止件数 现行有效件数"
    words = f"二、主动公开政府信息情况\n第二十条第(一)项\n{heads}\n规章 1 0 1 1\n行政规范性文件 5 2 41\n"
    got = stated(read_words(words))
    assert got["rules.in_force", ""].confidence < SURE
    assert got["normative.in_force", ""].value == 41


def test_the_first_figure_of_the_next_row_is_no_cell_of_this_one() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    rows["applications.outcome.granted"] = [f"{cell} " for cell in (87, 11, 0, 1, 0, 99, "无")]
    got = stated(read_words(run_together("2021", rows, ["0"] * 15)))
    assert all(got["applications.outcome.granted", m].confidence < SURE for m in MEMBERS)


def test_counts_of_a_sentence_are_no_row_of_the_table() -> None:
    rows = words_of_rows(totalled("2021", {}, [0] * 6))
    rows["applications.received.carried_in"] = [
        "118件。新收申请中,自然人6687件,占比85.4%;法人和其他组织1144件。共办理7782件,",
        "转下年167件,合计7949件。",
    ]
    reading = read_words(run_together("2021", rows, ["0"] * 15))
    assert ("applications.received.carried_in", "total") not in stated(reading)


def test_a_row_of_text_that_misses_its_sum_is_doubtful_unless_the_columns_bear_it_out() -> None:
    rows = words_of_rows(totalled("2021", {"applications.outcome.granted": [7, 95, 0, 0, 0, 0]}, [0] * 6))
    rows["applications.outcome.total"] = ["0", "95", "0", "0", "0", "0", "0"]
    got = stated(read_words(run_together("2021", rows, ["0"] * 15, " ")))
    assert all(got["applications.outcome.total", m].confidence < SURE for m in MEMBERS)
    assert got["applications.outcome.granted", "enterprise"].confidence > SURE
