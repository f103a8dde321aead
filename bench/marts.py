"""How long the marts of a made-up country take to build, how large they are, how fast a BI query answers.

python -m bench.marts --reports 100000

Two times are told, as two promises are made: the identities (what _identity_models.yml declares, and fct_identity), and
all marts but these. dbt builds one model after the other, so that the two add up to the build.
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
import yaml

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


def identity_models() -> frozenset[str]:
    """The models that try the identities."""
    declared = yaml.safe_load((DBT / "models" / "intermediate" / "_identity_models.yml").read_text(encoding="utf-8"))
    return frozenset(model["name"] for model in declared["models"]) | {"fct_identity"}


def model_seconds(data: Path) -> dict[str, float]:
    """How long each model of the last run took, the slowest first."""
    results = json.loads((data / ".dbt" / "run_results.json").read_text(encoding="utf-8"))["results"]
    seconds = {result["unique_id"].rsplit(".", 1)[1]: float(result["execution_time"]) for result in results}
    return dict(sorted(seconds.items(), key=lambda model: -model[1]))


def print_models(seconds: dict[str, float], cpu: float) -> None:
    """What the build took, its two parts, and the models that took most of it."""
    judging = sum(seconds[model] for model in identity_models())
    everything = sum(seconds.values())
    print(f"all models: {everything:.0f} s, {cpu:.0f} CPU s")
    print(f"  the identities: {judging:.0f} s")
    print(f"  all marts but the identities: {everything - judging:.0f} s")
    for model, taken in list(seconds.items())[:12]:
        print(f"    {model:34s} {taken:7.1f} s")


def child_cpu() -> float:
    """CPU seconds of the commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    before = child_cpu()
    dbt(data, "run")
    print_models(model_seconds(data), child_cpu() - before)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, build file {here.build.stat().st_size >> 20} MB")
    sign_build(here, "bench")
    began = time.perf_counter()
    result = publish(here, lambda copy: None)
    print(
        f"published in {time.perf_counter() - began:.0f} s: {result.bytes >> 20} MB, {sum(result.rows.values()):,} rows"
    )
    print(f"peak memory in publishing {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
    print(f"a BI query on a topic mart: {milliseconds(result.path, BI_QUERY):.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().reports)
