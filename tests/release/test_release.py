"""A release holds the published marts in every form, whole, described, and harmless whatever a report said."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from dagster_project.cli import main
from dagster_project.release.catalog import references_of, tables_of
from dagster_project.release.folder import write_release
from dagster_project.release.history import UnknownPlaceError, keys_named, write_history
from dagster_project.release.package import field_type

HOSTILE = "<script>alert(1)</script> & \"quotes\" '单引号' 某专题。"
FORMULA = "=HYPERLINK(1)"
TABLES = f"""
create schema marts; create schema about;
create table about.publication as select 'abc123' as signature;
create table marts.dim_jurisdiction (jurisdiction_key varchar not null, name_zh varchar, full_name_zh varchar);
insert into marts.dim_jurisdiction values ('CN-350430', '建宁县', '福建省三明市建宁县'),
    ('CN-320106', '鼓楼区', '江苏省南京市鼓楼区'), ('CN-350102', '鼓楼区', '福建省福州市鼓楼区');
create table marts.dim_report as select 'CN-350430/2020/government' as report_key, 'CN-350430' as jurisdiction_key,
    2020 as report_year, '{FORMULA}' as title, 'x' as issuer, 'government' as organ_kind, 'consolidated' as scope,
    '2019' as form_code, date '2021-01-08' as published_on, true as is_on_time, 'f' as file, 's' as sha256;
create table marts.dim_metric as select 'applications.received.new' as metric_code, '本年新收' as label_zh;
create table marts.dim_series as select 'h.requests.received' as series_code, 'r' as label_en, '收' as label_zh,
    'case' as unit;
create table marts.fct_series as select 'CN-350430' as jurisdiction_key, 2020 as report_year,
    'h.requests.received' as series_code, cast(8 as decimal(28, 6)) as value, 'unchecked' as status,
    'c' as comparability, '' as break_kind, '' as break_reason_zh, 'CN-350430/2020/government' as report_key;
create table marts.fct_figure as select 'CN-350430/2020/government' as report_key, 'CN-350430' as jurisdiction_key,
    2020 as report_year, 'applications.received.new' as metric_code, 'total' as member,
    cast(8.25 as decimal(28, 6)) as value, cast(null as date) as value_on, 'case' as unit, 'exact' as qualifier,
    'reported' as value_semantic, 'unchecked' as status, 1 as statement_no;
create table marts.fct_statement as select 'CN-350430/2020/government' as report_key, 1 as statement_no,
    '{FORMULA}' || chr(7) as evidence, 'span 1' as locator, ['8', '9'] as readings;
create table marts.fct_identity as select 'CN-350430/2020/government' as report_key, 'APP.FLOW' as identity_code,
    '' as member, 'fails' as verdict, '8 + 1 = 9, not 8' as arithmetic, '9' as arithmetic_zh,
    'error' as severity, 'e' as evidence;
create table marts.mart_applications
    (jurisdiction_key varchar not null, report_year integer not null, received decimal(28, 6));
insert into marts.mart_applications values ('CN-350430', 2020, 8), ('CN-350400', 2020, null);
comment on table marts.mart_applications is $${HOSTILE}$$;
comment on column marts.mart_applications.received is $${HOSTILE}$$;
"""
MANIFEST = {
    "nodes": {
        "test.ogi.two": {
            "resource_type": "test",
            "config": {"meta": {}},
            "attached_node": "model.ogi.mart_applications",
            "test_metadata": {
                "name": "relationships",
                "kwargs": {
                    "column_name": "jurisdiction_key",
                    "to": "ref('dim_jurisdiction')",
                    "field": "jurisdiction_key",
                },
            },
        },
    }
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "ogi.duckdb"
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as ogi (storage_version 'v1.0.0', block_size 16384)")
        con.execute("use ogi")
        con.execute(TABLES)
    return path


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dbt") / "manifest.json"
    path.write_text(json.dumps(MANIFEST), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def release(warehouse: Path, manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(warehouse, manifest, tmp_path_factory.mktemp("releases"), "r1")


def test_every_file_but_the_page_and_the_package_is_listed_with_its_checksum(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    listed = {resource["path"] for resource in package["resources"]}
    present = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert present - listed == {"datapackage.json", "dictionary.html"}
    for resource in package["resources"]:
        content = (release / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_the_package_states_schema_key_and_references(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    topic = next(one for one in package["resources"] if one["path"] == "csv/mart_applications.csv")
    assert [field["type"] for field in topic["schema"]["fields"]] == ["string", "string", "integer", "number"]
    assert topic["schema"]["primaryKey"] == ["jurisdiction_key", "report_year"]
    assert topic["schema"]["foreignKeys"][0]["reference"]["resource"] == "dim-jurisdiction-parquet"
    assert topic["description"] == HOSTILE


def test_every_table_has_the_key_that_is_stated_once_for_all(warehouse: Path, manifest: Path) -> None:
    tables = {table.name: table for table in tables_of(warehouse, references_of(manifest))}
    assert tables["fct_figure"].key == ("report_key", "metric_code", "member")
    assert tables["mart_applications"].key == ("jurisdiction_key", "report_year")
    assert tables["dim_metric"].key == ("metric_code",)


def test_a_spreadsheet_opens_the_csv_with_chinese_names(release: Path) -> None:
    content = (release / "csv" / "mart_applications.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfplace_zh,jurisdiction_key,")
    assert "建宁县,CN-350430,2020" in content.decode("utf-8-sig")


def test_a_type_that_nobody_foresaw_stops_the_release() -> None:
    with pytest.raises(KeyError):
        field_type("UUID")


def test_nothing_in_a_comment_runs_as_markup(release: Path) -> None:
    page = (release / "dictionary.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert "default-src 'none'" in page


def test_polars_and_pandas_read_the_same_rows_from_parquet_and_csv(release: Path) -> None:
    parquet = pl.read_parquet(release / "parquet" / "mart_applications.parquet")
    assert parquet.rows() == [("CN-350400", 2020, None), ("CN-350430", 2020, 8)]
    assert len(pd.read_parquet(release / "parquet" / "fct_statement.parquet")) == 1
    assert pd.read_csv(release / "csv" / "mart_applications.csv")["received"].tolist()[1] == 8
    with (release / "csv" / "mart_applications.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert next(csv.reader(lines)) == ["place_zh", "jurisdiction_key", "report_year", "received"]


def test_a_release_is_never_overwritten_and_a_draft_left_behind_is(
    warehouse: Path, manifest: Path, tmp_path: Path
) -> None:
    (tmp_path / ".r2.draft" / "old").mkdir(parents=True)
    first = write_release(warehouse, manifest, tmp_path, "r2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r2"]
    assert not (first / "old").exists()
    (first / "dictionary.html").write_text("mine", encoding="utf-8")
    assert write_release(warehouse, manifest, tmp_path, "r2") == first
    assert (first / "dictionary.html").read_text(encoding="utf-8") == "mine"


def test_a_history_shows_words_as_words_and_numbers_as_numbers(warehouse: Path, tmp_path: Path) -> None:
    write_history(warehouse, "CN-350430", tmp_path / "history.xlsx")
    book = openpyxl.load_workbook(tmp_path / "history.xlsx")
    figures = {cell.value: column for column, cell in enumerate(book["数据 figures"][1])}
    row = book["数据 figures"][2]
    assert row[figures["value"]].value == 8.25
    evidence = row[figures["evidence"]]
    assert (evidence.value, evidence.data_type) == (FORMULA, "s")
    assert book["不平 identities"][2][1].value == "APP.FLOW"


def test_a_history_of_an_unknown_place_is_refused(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownPlaceError):
        write_history(warehouse, "CN-999999", tmp_path / "history.xlsx")
    assert not (tmp_path / "history.xlsx").exists()


def test_a_place_is_found_by_key_and_name_and_an_ambiguous_name_lists_its_places(warehouse: Path) -> None:
    assert keys_named(warehouse, "CN-350430") == ["CN-350430"]
    assert keys_named(warehouse, "福建省福州市鼓楼区") == ["CN-350102"]
    assert keys_named(warehouse, "鼓楼区") == ["CN-320106", "CN-350102"]


def test_the_command_writes_the_history_and_refuses_what_it_cannot_decide(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "ogi.duckdb").write_bytes(warehouse.read_bytes())
    there = ["--data", str(tmp_path), "--to", str(tmp_path / "book.xlsx")]
    assert main(["history", "鼓楼区", *there]) == 2
    assert "CN-320106, CN-350102" in capsys.readouterr().err
    assert main(["history", "无此地", *there]) == 2
    assert main(["history", "CN-350430", "--data", str(tmp_path / "none")]) == 2
    assert not (tmp_path / "book.xlsx").exists()
    assert main(["history", "建宁县", *there]) == 0
    assert (tmp_path / "book.xlsx").exists()
