"""What is published is whole, judged, readable by old DuckDB versions, and says from what it was made."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from dagster_project import publication
from dagster_project.publication import (
    NotPublishableError,
    content_of,
    publish,
    published,
    sign_build,
    start_build,
)
from dagster_project.resources import DBT, Places, duckdb_settings

MARTS = """
    create schema marts;
    create schema staging;
    create view staging.stg as select 1 as hidden;
    create table marts.dim_year (report_year integer not null, label varchar not null);
    insert into marts.dim_year values (2020, '二〇二〇'), (2019, 'it''s');
    comment on table marts.dim_year is 'One row per year. 年度''s';
    comment on column marts.dim_year.report_year is 'The year. 年';
    create view marts.mart_years as select count(*) as years from marts.dim_year;
    comment on view marts.mart_years is 'One row.';
"""


@pytest.fixture
def here(tmp_path: Path) -> Places:
    places = Places(raw=tmp_path / "raw", data=tmp_path / "data's folder")
    build(places)
    return places


def build(here: Places, more: str = "", signature: str | None = "made of a") -> None:
    start_build(here)
    with duckdb.connect(here.build) as connection:
        connection.execute(MARTS + more)
    if signature:
        sign_build(here, signature)


def accept(_: Path) -> None:
    """Nothing to object."""


def refuse(_: Path) -> None:
    raise NotPublishableError("the suite says no")


def test_publishing_takes_no_more_memory_than_building(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = yaml.safe_load((DBT / "profiles.yml").read_text())["ogi"]["outputs"]["build"]["settings"]
    assert duckdb_settings(here.build)["memory_limit"] == allowed["memory_limit"]
    monkeypatch.setattr(publication, "duckdb_settings", lambda copy: {"memory_limit": "100KB"})
    with pytest.raises(duckdb.OutOfMemoryException):
        publish(here, accept)


def test_the_published_file_holds_the_marts_with_keys_and_comments_and_nothing_else(here: Places) -> None:
    result = publish(here, accept)
    assert result.rows == {"dim_year": 2, "mart_years": 1}
    with duckdb.connect(here.published, read_only=True) as marts:
        assert marts.sql("from marts.dim_year order by 1").fetchall() == [(2019, "it's"), (2020, "二〇二〇")]
        schemas = marts.sql("select distinct schema_name from duckdb_tables() order by 1").fetchall()
        comments = marts.sql("select comment from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()
        column = marts.sql("select comment from duckdb_columns() where column_name = 'report_year'").fetchall()
        keys = marts.sql("select constraint_type from duckdb_constraints() where table_name = 'dim_year'").fetchall()
    assert schemas == [("about",), ("marts",)]
    assert comments == [("One row per year. 年度's",), ("One row.",)]
    assert column == [("The year. 年",)]
    assert ("PRIMARY KEY",) in keys


def test_a_dimension_with_a_key_twice_is_not_published(here: Places) -> None:
    build(here, "insert into marts.dim_year values (2020, 'again')")
    with pytest.raises(NotPublishableError, match="dim_year"):
        publish(here, accept)
    assert not here.published.exists()


COVERAGE = "create table marts.mart_coverage (jurisdiction_key varchar not null, report_year integer not null);"


def test_what_a_topic_mart_refers_to_is_a_foreign_key_of_the_published_file(here: Places) -> None:
    build(here, f"{COVERAGE} insert into marts.mart_coverage values ('CN', 2020)")
    publish(here, accept)
    with duckdb.connect(here.published, read_only=True) as marts:
        found = marts.sql(
            "select table_name, constraint_column_names, referenced_table from duckdb_constraints() "
            "where constraint_type = 'FOREIGN KEY'"
        ).fetchall()
    assert found == [("mart_coverage", ["report_year"], "dim_year")]


def test_a_topic_mart_that_refers_to_nothing_is_not_published(here: Places) -> None:
    build(here, f"{COVERAGE} insert into marts.mart_coverage values ('CN', 1999)")
    with pytest.raises(NotPublishableError, match="mart_coverage"):
        publish(here, accept)
    assert not here.published.exists()


def test_the_published_file_is_written_for_every_duckdb_since_one(here: Places) -> None:
    publish(here, accept)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{str(here.published).replace(chr(39), chr(39) * 2)}' as p (read_only)")
        tags = connection.execute("select tags from duckdb_databases() where database_name = 'p'").fetchall()
    assert "v1.0.0" in str(tags)


def test_a_refused_copy_leaves_the_published_file_as_it_was(here: Places) -> None:
    publish(here, accept)
    before = here.published.read_bytes()
    build(here, "insert into marts.dim_year values (2021, 'x');")
    with pytest.raises(NotPublishableError, match="says no"):
        publish(here, refuse)
    assert here.published.read_bytes() == before


def test_the_judge_sees_the_very_file_that_is_published(here: Places) -> None:
    seen: list[tuple[int, bytes]] = []
    publish(here, lambda copy: seen.append((copy.stat().st_ino, copy.read_bytes())))
    assert seen == [(here.published.stat().st_ino, here.published.read_bytes())]


def test_a_build_that_did_not_reach_its_end_is_not_published(here: Places) -> None:
    build(here, signature=None)
    with pytest.raises(NotPublishableError, match="not built to its end"):
        publish(here, accept)


def test_without_a_build_there_is_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(NotPublishableError, match="missing"):
        publish(Places(tmp_path, tmp_path), accept)


def test_a_build_without_marts_is_not_published(here: Places) -> None:
    start_build(here)
    sign_build(here, "made of a")
    with pytest.raises(NotPublishableError, match="no marts"):
        publish(here, accept)


def test_a_published_file_that_lost_rows_or_bytes_is_not_taken_for_whole(here: Places) -> None:
    publish(here, accept)
    whole = published(here)
    assert whole is not None
    assert whole.signature == "made of a"
    with duckdb.connect(here.published) as marts:
        marts.execute("delete from marts.dim_year where report_year = 2019")
    assert published(here) is None
    here.published.write_bytes(here.published.read_bytes()[:5000])
    assert published(here) is None


def test_what_a_killed_publication_left_does_not_stop_the_next(here: Places) -> None:
    here.candidate.parent.mkdir(parents=True)
    here.candidate.write_bytes(b"half a file")
    here.candidate.with_name("ogi.duckdb.wal").write_bytes(b"a log")
    assert publish(here, accept).rows["dim_year"] == 2


def test_content_is_equal_whatever_the_order_and_differs_when_a_value_does(here: Places) -> None:
    publish(here, accept)
    first = content_of(here.published)
    build(here, "create or replace table marts.dim_year as from marts.dim_year order by report_year;")
    publish(here, accept)
    assert content_of(here.published) == first
    build(here, "update marts.dim_year set label = 'other' where report_year = 2019;")
    publish(here, accept)
    assert content_of(here.published) != first
