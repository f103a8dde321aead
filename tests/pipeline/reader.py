"""A reader that queries the published file in a loop until its input ends, then says how often and what went wrong."""

from __future__ import annotations

import json
import select
import sys
from pathlib import Path

import duckdb

SECONDS_BETWEEN_LOOKS = 0.5


def look(warehouse: Path) -> str | None:
    """What is wrong with the published file, None when it is whole and answers."""
    try:
        with duckdb.connect(warehouse, read_only=True) as marts:
            promised = dict(marts.sql("select table_name, rows from about.tables").fetchall())
            for table, rows in promised.items():
                found = marts.sql(f"select count(*) from marts.{table}").fetchall()[0][0]
                if found != rows:
                    return f"{table} has {found} rows, {rows} were promised"
            figures = marts.sql(
                "select count(*), count(r.report_key) "
                "from marts.fct_figure as f left join marts.dim_report as r using (report_key)"
            ).fetchall()[0]
            return None if figures[0] == figures[1] > 0 else f"figures without report: {figures}"
    except duckdb.Error as error:
        return str(error)


def main() -> None:
    """Prints the number of looks and the faults found."""
    looks, faults = 0, []
    while not select.select([sys.stdin], [], [], SECONDS_BETWEEN_LOOKS)[0]:
        fault = look(Path(sys.argv[1]))
        looks += 1
        if fault:
            faults.append(fault)
    print(json.dumps({"looks": looks, "faults": faults[:20]}))


if __name__ == "__main__":
    main()
