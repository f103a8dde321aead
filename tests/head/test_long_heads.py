"""A head of four times the blank lines takes about four times as long."""

from __future__ import annotations

import time

from dagster_project.document import Document
from dagster_project.parsers.letterhead import hints

TITLE = "海棠县2022年政府信息公开工作年度报告"


def issuers(blanks: int, below: str = "海棠县人民政府办公室") -> list[str]:
    text = TITLE + blanks * "\n" + f"{below}\n2023年1月12日\n"
    document = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    return [hint.words for hint in hints(document, text[:3000], len(TITLE)) if hint.basis == "letterhead"]


def seconds(blanks: int) -> float:
    start = time.process_time()
    for _ in range(5):
        issuers(blanks, "12")
    return time.process_time() - start


def test_the_organ_is_found_below_blank_lines() -> None:
    assert issuers(3) == ["海棠县人民政府办公室"]


def test_the_time_grows_with_the_blank_lines() -> None:
    assert seconds(16_000) < 9 * max(seconds(4_000), 0.002)
