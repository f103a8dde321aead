"""How long the marts of a made-up country take to build, how large they are, how fast a BI query answers.

python -m bench.marts --reports 100000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.generate_corpus import generate
from dagster_project.publication import publish, sign_build, start_build
from dagster_project.resources import DBT, Places

BI_QUERY = """
select province_key, report_year, sum(received), sum(closed), 100 * sum(granted) / nullif(sum(closed), 0)
from marts.mart_applications where level = 'county' group by all order by 1, 2
"""


def dbt(data: Path, *arguments: str) -> float:
    """Seconds that this dbt command takes; one that fails stops the measuring."""
    where = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(data / ".dbt")]
    command = [str(Path(sys.executable).with_name("dbt")), *arguments, *where, "--log-path", str(data / ".dbt")]
    began = time.perf_counter()
    subprocess.run([*command, "--quiet"], check=True, env=os.environ | {"OGI_DATA": str(data)})
    return time.perf_counter() - began


def slowest(data: Path, count: int = 12) -> list[tuple[str, float]]:
    """The models that took longest in the last run."""
    results = json.loads((data / ".dbt" / "run_results.json").read_text(encoding="utf-8"))["results"]
    models = [(result["unique_id"].rsplit(".", 1)[1], float(result["execution_time"])) for result in results]
    return sorted(models, key=lambda model: -model[1])[:count]


def milliseconds(warehouse: Path, query: str) -> float:
    """The median time in which the published file answers."""
    times = []
    with duckdb.connect(warehouse, read_only=True) as con:
        for _ in range(9):
            began = time.perf_counter()
            con.execute(query).fetchall()
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def measure(data: Path, reports: int) -> None:
    """Everything is on the screen."""
    here = Places(raw=data / "raw", data=data)
    began = time.perf_counter()
    generate(data, reports)
    print(f"{reports} reports generated in {time.perf_counter() - began:.0f} s")
    start_build(here)
    print(f"codebook loaded in {dbt(data, 'seed'):.0f} s")
    print(f"models built in {dbt(data, 'run'):.0f} s")
    for model, seconds in slowest(data):
        print(f"  {model:36s} {seconds:7.1f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, build file {here.build.stat().st_size >> 20} MB")
    sign_build(here, "bench")
    began = time.perf_counter()
    result = publish(here, lambda copy: None)
    print(
        f"published in {time.perf_counter() - began:.0f} s: {result.bytes >> 20} MB, {sum(result.rows.values()):,} rows"
    )
    print(f"a BI query on a topic mart: {milliseconds(result.path, BI_QUERY):.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().reports)
