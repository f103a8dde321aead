"""Dagster as a person meets it: the graph is drawn, a click materialises everything, the marts are the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from dagster_project.publication import content_of
from dagster_project.resources import PROJECT
from tests.browsers import installed_browser
from tests.pipeline.conftest import Story

ASSETS = """{ assetNodes { assetKey { path } assetMaterializations(limit: 1) { metadataEntries { label
  ... on MarkdownMetadataEntry { mdStr }
  ... on TableColumnLineageMetadataEntry { lineage { columnName columnDeps { assetKey { path } columnName } } }
} } } }"""
BACKFILLS = "{ partitionBackfillsOrError(limit: 1) { ... on PartitionBackfills { results { status } } } }"
COUNTS, EXCERPTS = {"dagster/row_count", "files"}, {"sample", "summary"}
Entries = dict[str, dict[str, Any]]
SECONDS_TO_START = 180
SECONDS_TO_MATERIALISE = 900
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="module")
def address(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`dagster dev` from the root of the project, on the warehouse of the story."""
    home = tmp_path_factory.mktemp("dagster home")
    shutil.copyfile(PROJECT / "dagster.yaml", home / "dagster.yaml")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {"OGI_RAW": str(story.here.raw), "OGI_DATA": str(story.here.data), "DAGSTER_HOME": str(home)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    served = subprocess.Popen(
        ["dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)],
        cwd=PROJECT,
        env={**os.environ, **places, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=(home / "log").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        served.wait(timeout=60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=installed_browser(), args=[*QUIET])


def wait_for(address: str) -> str:
    """The address, once someone answers there."""
    for _ in range(SECONDS_TO_START):
        try:
            urllib.request.urlopen(f"{address}/server_info", timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return address
    raise TimeoutError(f"no one answers at {address}")


def asked(address: str, query: str) -> dict[str, Any]:
    """The answer of Dagster's GraphQL."""
    question = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(question, timeout=60) as answer:
        data: dict[str, Any] = json.load(answer)["data"]
    return data


def test_materialising_everything_by_a_click_gives_the_marts_of_the_command(
    story: Story, address: str, browser: Browser
) -> None:
    before = story.here.published.stat().st_ino
    page = browser.new_page(viewport={"width": 1800, "height": 1100})
    page.goto(f"{address}/asset-groups", timeout=120_000)
    for group in ("raw", "staged", "staging", "codebook", "intermediate", "marts", "published"):
        page.get_by_text(group, exact=True).first.wait_for(timeout=120_000)
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="All", exact=True).click()
    page.get_by_role("button", name="Launch backfill").click()
    page.get_by_text("Launch backfill").wait_for(state="detached", timeout=60_000)
    page.close()  # an open page asks the server for news all the time
    assert finished_backfill(address) == "COMPLETED_SUCCESS"
    assert story.here.published.stat().st_ino != before
    assert content_of(story.here.published) == story.last_content


@pytest.fixture(scope="module")
def shown(address: str) -> dict[str, Entries]:
    """The metadata of the newest materialisation of each asset, by asset and label."""
    return {
        "/".join(node["assetKey"]["path"]): {
            entry["label"]: entry for made in node["assetMaterializations"] for entry in made["metadataEntries"]
        }
        for node in asked(address, ASSETS)["assetNodes"]
    }


def test_every_asset_shows_a_count_and_an_excerpt(shown: dict[str, Entries]) -> None:
    assert len(shown) > 100
    assert [asset for asset, entries in shown.items() if not entries.keys() & COUNTS] == []
    assert [asset for asset, entries in shown.items() if not entries.keys() & EXCERPTS] == []


def test_publication_shows_the_closing_summary(shown: dict[str, Entries]) -> None:
    summary = shown["published"]["summary"]["mdStr"]
    for words in ("files", "reports", "figures", "identities", "not assessable", "problems"):
        assert words in summary


def test_a_column_of_a_mart_leads_back_to_the_column_that_was_staged(shown: dict[str, Entries]) -> None:
    origins = {
        (asset, column["columnName"]): [
            ("/".join(origin["assetKey"]["path"]), origin["columnName"]) for origin in column["columnDeps"]
        ]
        for asset, entries in shown.items()
        for column in entries.get("dagster/column_lineage", {}).get("lineage", ())
    }
    found, ahead = set(), [("marts/fct_disclosure", "value")]
    while ahead:
        found.add(column := ahead.pop())
        ahead += [origin for origin in origins.get(column, ()) if origin not in found]
    assert ("staged/statements", "value") in found
    assert "| value | intermediate/" in shown["marts/fct_disclosure"]["origins"]["mdStr"]


def finished_backfill(address: str) -> str:
    """How the newest backfill ended."""
    status = ""
    for _ in range(SECONDS_TO_MATERIALISE // 3):
        found = asked(address, BACKFILLS)
        results = found["partitionBackfillsOrError"]["results"]
        status = results[0]["status"] if results else ""
        if status.startswith(("COMPLETED", "FAILED", "CANCELED")):
            return str(status)
        time.sleep(3)
    return str(status)
