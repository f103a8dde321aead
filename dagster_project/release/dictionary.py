"""The data dictionary: one HTML page of all marts and columns, made from the comments inside the published file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from dagster_project.release.catalog import Column, Table

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
nav { columns: 3; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem;
border-bottom: 1px solid #eee; } code { font-size: .9em; } .key { font-weight: 600; }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #ddd; } a { color: #8ab4f8; } }
"""


def write_dictionary(target: Path, name: str, tables: Sequence[Table]) -> None:
    """`target` is a page that names every mart and column; nothing in a comment runs as markup."""
    contents = "".join(f'<a href="#{escape(table.name)}">{escape(table.name)}</a><br>' for table in tables)
    known = {table.name for table in tables}
    body = "".join(_section(table, known) for table in tables)
    target.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Data dictionary 数据字典 {escape(name)}</title><style>{STYLE}</style>"
        f"<h1>Data dictionary 数据字典</h1><p>Release {escape(name)}. Schema <code>marts</code> of ogi.duckdb; "
        f"the same tables are in parquet/ and the topic marts in csv/.</p><nav>{contents}</nav>{body}</html>\n",
        encoding="utf-8",
    )


def _section(table: Table, known: set[str]) -> str:
    key = f"<p>Key: <code>{escape(', '.join(table.key))}</code></p>" if table.key else ""
    rows = "".join(_row(column, column.name in table.key, known) for column in table.columns)
    return (
        f'<h2 id="{escape(table.name)}">{escape(table.name)}</h2><p>{escape(table.comment)}</p>{key}'
        f"<p>{table.rows:,} rows</p><table><tr><th>Column<th>Type<th>What it is</tr>{rows}</table>"
    )


def _row(column: Column, is_key: bool, known: set[str]) -> str:
    name = f"<code{' class=key' if is_key else ''}>{escape(column.name)}</code>"
    link = ""
    if column.refers_to and column.refers_to[0] in known:
        table, referred = column.refers_to
        link = f' → <a href="#{escape(table)}">{escape(table)}.{escape(referred)}</a>'
    required = "" if column.is_required else ", may be null"
    data_type = f"<code>{escape(column.data_type.lower())}</code>{required}"
    return f"<tr><td>{name}<td>{data_type}<td>{escape(column.comment)}{link}</tr>"
