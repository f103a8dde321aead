"""What the README and the docs name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "raw" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = ("dagster_project", "dbt", "dbt/seeds", "dagster_project/readers", "expectations", "tests", "docs", "raw")
FILE = re.compile(r"`([\w./-]+\.(?:py|csv|sql|yml|md))`")
MADE = ("data/",)


def named_files(page: Path) -> list[str]:
    """The files that a page names in code marks, those made by a run left out."""
    return [name for name in FILE.findall(page.read_text(encoding="utf-8")) if not name.startswith(MADE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    places = [ROOT, page.parent, *(ROOT / folder for folder in FOLDERS)]
    missing = [name for name in named_files(page) if not any((place / name).exists() for place in places)]
    assert missing == []


def test_the_pages_name_files_at_all() -> None:
    assert len([name for page in PAGES for name in named_files(page)]) > 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tree_of_the_readme_is_the_tree_of_the_project() -> None:
    tree = (ROOT / "README.md").read_text(encoding="utf-8").split("## The flow", 1)[1].split("A refresh builds", 1)[0]
    folders = re.findall(r"^ +([a-z_/]+/) ", tree, re.MULTILINE)
    assert len(folders) >= 12
    homes = [ROOT, ROOT / "dagster_project", ROOT / "dbt"]
    assert [folder for folder in folders if not any((home / folder).is_dir() for home in homes)] == []
