"""The example queries run on the marts and answer what they ask."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.marts.small_country import PROJECT, Built

QUERIES = {
    "requests_received_per_year_across_the_form_changes": (5, "2019"),
    "grant_rate_by_province": (3, "福建省"),
    "reports_that_do_not_add_up": (1, "建宁县"),
    "who_published_late": (1, "2021-04-02"),
    "figures_that_rest_on_approximate_words": (1, "约"),
}
FOLDER = PROJECT / "examples" / "queries"


def test_every_example_is_tried_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_the_query_answers(built: Built, name: str) -> None:
    least, word = QUERIES[name]
    found = built.rows(Path(FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    assert len(found) >= least
    assert any(word in str(cell) for row in found for cell in row), found


def test_every_mart_has_somebody_who_uses_it() -> None:
    models = PROJECT / "dbt" / "models" / "marts"
    said = yaml.safe_load((models / "_exposures.yml").read_text(encoding="utf-8"))
    used = {ref for exposure in said["exposures"] for ref in exposure["depends_on"]}
    assert {f"ref('{model.stem}')" for model in models.glob("*.sql")} == used
