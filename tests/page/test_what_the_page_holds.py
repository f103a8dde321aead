"""The page carries the warehouse's own figures, exactly, within bounds, the same each time, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import COUNTY, MARKUP, Shown
from reading_the_page import embedded, points, rows
from selectolax.lexbor import LexborHTMLParser

from dagster_project.identities.explain import REMARKS_ZH
from dagster_project.page import payload, queries
from dagster_project.page.columns import exact, plain, steps, table
from dagster_project.page.measures import RATIOS
from dagster_project.page.queries import UNDECIDED_COLUMNS, Bounds
from dagster_project.page.writing import write_page


def asked(shown: Shown, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(shown.warehouse, read_only=True) as con:
        return con.execute(query).fetchall()


def decimals(found: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Numbers as the decimals they print."""
    return sorted(tuple(Decimal(str(v)) if isinstance(v, (int, float, Decimal)) else v for v in row) for row in found)


def test_every_series_value_is_that_of_the_warehouse(shown: Shown) -> None:
    codes = [code for (code,) in asked(shown, "select distinct series_code from marts.fct_series")]
    assert len(codes) > 5
    for code in codes:
        said = asked(
            shown, f"select jurisdiction_key, report_year, value from marts.fct_series where series_code = '{code}'"
        )
        assert decimals(points(shown.data, code)) == decimals(said)


def test_every_ratio_is_that_of_its_mart(shown: Shown) -> None:
    for ratio in RATIOS:
        found = asked(
            shown,
            f"select jurisdiction_key, report_year, {ratio.column} from marts.{ratio.mart} "
            f"where {ratio.column} is not null",
        )
        assert decimals(points(shown.data, f"{ratio.mart}.{ratio.column}")) == decimals(found)


def test_every_figure_carries_its_words_file_place_and_status(shown: Shown) -> None:
    carried = {
        (report, no): (value, evidence, locator)
        for report, no, value, evidence, locator in rows(
            shown.data["statements"], "report", "no", "value", "evidence", "locator"
        )
    }
    files = dict(rows(shown.data["reports"], "key", "file"))
    statuses = {
        row[:4]: row[4] for row in rows(shown.data["figures"], "report", "metric", "member", "statement", "status")
    }
    said = asked(
        shown,
        "select report_key, metric_code, member, statement_no, status, s.value, evidence, locator, file "
        "from marts.fct_figure as f join marts.fct_statement as s "
        "using (report_key, statement_no, metric_code, member) join marts.dim_report using (report_key)",
    )
    assert len(said) == len(statuses) > 50
    for report, metric, member, number, status, value, evidence, locator, file in said:
        assert statuses[report, metric, member, number] == status
        shown_value, words, place = carried[report, number]
        assert (words, place, files[report]) == (evidence, locator, file)
        assert value is None if shown_value is None else Decimal(str(shown_value)) == value


def test_every_failing_identity_is_there_with_its_arithmetic(shown: Shown) -> None:
    said = asked(
        shown,
        "select report_key, identity_code, member, arithmetic, arithmetic_zh from marts.fct_identity "
        "where verdict = 'fails'",
    )
    carried = rows(shown.data["identities"], "report", "code", "member", "arithmetic_en", "arithmetic_zh")
    assert sorted(carried) == sorted(said) != []
    titles = {code: title for code, title in rows(shown.data["identity_titles"], "code", "zh")}
    assert all(titles[code] for _, code, *_ in carried)


def test_the_work_list_is_that_of_the_warehouse_within_its_bounds(shown: Shown, tmp_path: Path) -> None:
    said = asked(
        shown, "select report_key, identity_code, member, verdict, whose_error from marts.fct_identity_undecided"
    )
    carried = rows(shown.data["undecided"], "report", "code", "member", "verdict", "whose_error")
    assert sorted(carried) == sorted(said)
    assert {verdict for *_, verdict, _ in carried} == {"fails", "not_assessable"}
    told_zh = {told for (told,) in rows(shown.data["undecided"], "told_zh")}
    assert "" not in told_zh
    assert not told_zh & REMARKS_ZH.keys()
    heads = {key for (key,) in rows(shown.data["reports"], "key")}
    assert {report for report, *_ in carried} <= heads
    write_page(shown.warehouse, tmp_path / "small.html", Bounds(identities=1))
    data = embedded(tmp_path / "small.html")
    assert data["held"]["undecided"] == 1
    assert rows(data["total"], "undecided") == [(len(said),)]


def test_a_level_is_never_added_to_another(shown: Shown) -> None:
    carried = {
        row[:2]: row[2:] for row in rows(shown.data["country"], "year", "level", "received", "granted", "closed")
    }
    assert carried[2020, "province"] == (400, 199, 350)
    assert carried[2020, "prefecture"] == (50, 30, 40)
    assert carried[2020, "county"] == (13, 4, 8)


def test_what_one_organ_says_of_itself_stands_apart(shown: Shown) -> None:
    carried = {row[:2]: row[2] for row in rows(shown.data["country"], "year", "level", "reports")}
    assert carried[2022, "organ"] == 1
    assert carried[2022, "prefecture"] == 1


def test_a_rate_over_places_has_both_its_sides_from_the_same_places(shown: Shown) -> None:
    carried = {
        row[:2]: row[2:] for row in rows(shown.data["country"], "year", "level", "grant_rate_pct", "places_rated")
    }
    assert carried[2020, "county"] == (50, 2)


def test_coverage_says_who_had_to_report_and_who_did(shown: Shown) -> None:
    said = asked(shown, "select jurisdiction_key, report_year, is_expected, has_report from marts.mart_coverage")
    masks = {key: (expected, wide) for key, expected, wide in rows(shown.data["places"], "key", "expected", "wide")}
    assert sum(has for *_, has in said) == 17
    for place, year, expected, has in said:
        assert [bool(mask >> (year - 2008) & 1) for mask in masks[place]] == [expected, has]


def test_the_same_warehouse_gives_the_same_bytes(shown: Shown, tmp_path: Path) -> None:
    write_page(shown.warehouse, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == shown.page.read_bytes()


def test_a_bounded_page_says_what_it_leaves_out_and_keeps_the_contradicted_and_the_latest(
    shown: Shown, tmp_path: Path
) -> None:
    write_page(shown.warehouse, tmp_path / "small.html", Bounds(points=40, figures=8, identities=2, reports=1))
    data = embedded(tmp_path / "small.html")
    assert data["held"]["figures"] == 8
    assert data["held"]["identities"] == 2
    assert sum(len(measure["values"]) for measure in data["measures"]) <= 40
    assert data["series_left_out"]
    assert rows(data["total"]) == rows(shown.data["total"])
    statuses = rows(data["figures"], "status")
    assert statuses.count(("contradicted",)) == 4
    years = dict(rows(data["reports"], "key", "year"))
    others = [years[key] for key, status in rows(data["figures"], "report", "status") if status != "contradicted"]
    assert set(others) == {2022}


def test_a_page_over_its_size_is_made_smaller_until_it_fits(shown: Shown, tmp_path: Path) -> None:
    small = shown.page.stat().st_size - 4000
    write_page(shown.warehouse, tmp_path / "small.html", Bounds(figures=200), largest=small)
    assert (tmp_path / "small.html").stat().st_size <= small
    assert embedded(tmp_path / "small.html")["held"]["figures"] < 200


def test_nothing_of_a_report_is_markup(shown: Shown) -> None:
    text = shown.page.read_text(encoding="utf-8")
    page = LexborHTMLParser(text)
    scripts = page.css("script")
    assert [script.attributes.get("id") for script in scripts].count("data") == 1
    assert not page.css("img, iframe, object, embed, link, b, base, form, [onerror], [onclick]")
    data = text.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", data)
    assert any(MARKUP in evidence for (evidence,) in rows(shown.data["statements"], "evidence"))


def test_the_policy_lets_only_these_scripts_run(shown: Shown) -> None:
    page = LexborHTMLParser(shown.page.read_text(encoding="utf-8"))
    policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == len(page.css("script")) - 1 + len(page.css("style"))


def test_the_page_is_well_formed(shown: Shown) -> None:
    text = shown.page.read_text(encoding="utf-8")
    page = LexborHTMLParser(text)
    assert text.startswith("<!doctype html>")
    for one in ("html", "head", "title", "body", "main", "header", "footer"):
        assert len(page.css(one)) == 1
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)


@pytest.mark.parametrize(
    ("value", "carried"),
    [
        ("7", 7),
        ("7.500000", 7.5),
        ("0.1", 0.1),
        ("-0.000001", -0.000001),
        ("9007199254740993", "9007199254740993"),
        ("12345678901234567890.123456", "12345678901234567890.123456"),
    ],
)
def test_a_number_that_a_double_cannot_hold_stays_in_words(value: str, carried: Any) -> None:
    assert exact(Decimal(value)) == carried
    assert Decimal(str(exact(Decimal(value)))) == Decimal(value)


def test_a_column_of_texts_that_repeat_is_written_once() -> None:
    texts = ["a", "b", None, *["a"] * 10]
    held = table(("one",), [(text,) for text in texts])
    assert held == {"one": {"of": ["a", "b"], "at": [0, 1, None, *[0] * 10]}}
    assert [text for (text,) in rows(held)] == texts


def test_steps_lead_back_to_the_indexes() -> None:
    assert steps([0, 1, 5, 6]) == [0, 1, 4, 1]


def test_a_value_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        plain(b"x")


def test_a_place_that_never_reported_is_not_a_place_with_zeros(shown: Shown) -> None:
    assert all(year != 2013 for place, year, _ in points(shown.data, "h.requests.received") if place == COUNTY)


def test_what_nobody_could_try_is_told_in_chinese_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = dict.fromkeys(UNDECIDED_COLUMNS, "") | {"told_en": "the base is zero", "told_zh": "the base is zero"}
    monkeypatch.setattr(queries, "rows", lambda *_: [tuple(said.values())])
    with duckdb.connect() as con:
        (row,) = payload.undecided(con, 1)
    told = dict(zip(UNDECIDED_COLUMNS, row, strict=True))
    assert (told["told_en"], told["told_zh"]) == ("the base is zero", REMARKS_ZH["the base is zero"])
