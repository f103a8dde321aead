"""How long the marts of a made-up country take, in how much memory, how large they are, how fast they answer.

python -m bench.marts --reports 100000

Two times are told, as two promises are made: the identities (what _identity_models.yml declares, and fct_identity), and
all marts but these. dbt builds one model after the other, so that the two add up to the build. CPU seconds stand beside
those by the clock: a machine that is busy with something else changes them least. Memory is that of the process which
builds, publishes or judges and of nothing before it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import yaml

from bench.generate_corpus import generate
from dagster_project.publication import Publication, publish, sign_build, start_build
from dagster_project.resources import DBT, SEEDS, Places
from expectations import Evidence, judge

Made = TypeVar("Made")

BI_QUERIES = {
    "mart_applications": "sum(received), sum(closed), 100 * sum(granted) / nullif(sum(closed), 0)",
    "mart_remedies": "sum(review_concluded), 100 * sum(review_corrected) / nullif(sum(review_concluded), 0)",
    "mart_proactive": "sum(items), sum(normative_in_force), sum(website_visits)",
    "mart_resources_fees": "sum(staff), sum(funds_yuan), sum(fees_collected_yuan)",
    "mart_reporting": "count(*) filter (where is_on_time), sum(n_contradicted), avg(cells_filled_pct)",
    "mart_coverage": "count(*) filter (where is_expected), count(*) filter (where is_missing)",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, and the most MB held at once."""

    seconds: float
    cpu: float
    peak: int = 0

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} CPU s" + (f", at most {self.peak} MB" if self.peak else "")


def alone(work: Callable[..., Made], *arguments: Any) -> tuple[Made, Cost]:
    """What the work returns, and what it costs in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(_measured, work, *arguments).result()


def _measured(work: Callable[..., Made], *arguments: Any) -> tuple[Made, Cost]:
    began, cpu = time.perf_counter(), time.process_time()
    made = work(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return made, Cost(time.perf_counter() - began, time.process_time() - cpu, peak)


def dbt(data: Path, command: str) -> dict[str, Cost]:
    """What every model or seed of this command takes, by its name; one that fails stops the measuring."""
    from dbt.cli.main import dbtRunner

    os.environ["OGI_DATA"] = str(data)
    started: dict[str, tuple[float, float]] = {}
    costs: dict[str, Cost] = {}

    def watch(event: Any) -> None:
        if event.info.name == "NodeStart":
            started[event.data.node_info.node_name] = (time.perf_counter(), time.process_time())
        elif event.info.name == "NodeFinished":
            seconds, cpu = started[event.data.node_info.node_name]
            costs[event.data.node_info.node_name] = Cost(time.perf_counter() - seconds, time.process_time() - cpu)

    where = ["--project-dir", str(DBT), "--profiles-dir", str(DBT), "--target-path", str(data / ".dbt")]
    done = dbtRunner(callbacks=[watch]).invoke([command, *where, "--log-path", str(data / ".dbt"), "--quiet"])
    if not done.success:
        raise SystemExit(f"dbt {command} failed")
    return costs


def identity_models() -> frozenset[str]:
    """The models that try the identities."""
    declared = yaml.safe_load((DBT / "models" / "intermediate" / "_identity_models.yml").read_text(encoding="utf-8"))
    return frozenset(model["name"] for model in declared["models"]) | {"fct_identity"}


def print_models(costs: dict[str, Cost]) -> None:
    """The two parts of the build, and the models that take most of it."""
    for part, judging in (("the identities", True), ("all marts but the identities", False)):
        chosen = [cost for model, cost in costs.items() if (model in identity_models()) == judging]
        print(f"  {part}: {Cost(sum(cost.seconds for cost in chosen), sum(cost.cpu for cost in chosen))}")
    for model, cost in sorted(costs.items(), key=lambda each: -each[1].cpu)[:16]:
        print(f"    {model:34s} {cost}")


def publish_unjudged(here: Places) -> Publication:
    """The marts are published without a judge."""
    return publish(here, lambda copy: None)


def laws_asked(here: Places) -> int:
    """How many laws were asked of the published file; what they find is not told, for no raw file lies behind it."""
    judged = judge(Evidence(here.published, here.staging, SEEDS, raw_files=()))
    raised = [finding.law.name for finding in judged.findings if finding.raised]
    if raised:
        raise SystemExit(f"laws that could not be asked: {', '.join(raised)}")
    return len(judged.findings)


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
    print(f"{reports} reports generated: {alone(generate, data, reports)[1]}", flush=True)
    start_build(here)
    print(f"codebook loaded: {alone(dbt, data, 'seed')[1]}", flush=True)
    models, cost = alone(dbt, data, "run")
    print(f"all models: {cost}, build file {here.build.stat().st_size >> 20} MB")
    print_models(models)
    sign_build(here, "bench")
    result, cost = alone(publish_unjudged, here)
    print(f"published: {cost}, file {result.bytes >> 20} MB, {sum(result.rows.values()):,} rows")
    print(f"  {result.rows['fct_statement']:,} statements, {result.rows['fct_identity']:,} verdicts")
    laws, cost = alone(laws_asked, here)
    print(f"judged: {cost}, {laws} laws")
    for mart, measures in BI_QUERIES.items():
        query = f"select province_key, report_year, {measures} from marts.{mart} group by all order by 1, 2"
        print(f"  a BI query on {mart}: {milliseconds(result.path, query):.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().reports)
