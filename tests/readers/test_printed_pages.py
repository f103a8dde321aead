"""What a browser prints around its pages is no part of the report."""

from __future__ import annotations

import time

import pytest

from dagster_project.readers import read

FOOT = "https://www.example.gov.cn/a/nb.html"


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        (f"{FOOT}        {{}}/3\n\f", "11/22/26, 7:48 PM        某县2021年年报 - 某县\n"),
        (f"{FOOT}\n\n{{}}/3\n\n\f", "2026/11/22 19:48 某县2021年年报 - 某县\n"),
        (f"\f{FOOT}\n{{}}/3\n", "某县2021年年报 - 某县\n\n2026/11/22 下午7:48\n\n"),
        (f"\f{FOOT}\n{{}}/3\n", "11/22/26, 7:48 PM\n某县2021年年报 - 某县\n"),
    ],
)
def test_addresses_numbers_of_pages_dates_and_titles_of_a_printed_page_vanish(foot: str, head: str) -> None:
    parts = ["四、复议诉讼\n6 1\n", "0 2\n第三条 公开9件。\n", "完\n"]
    text = "".join(head + part + foot.format(n + 1) for n, part in enumerate(parts))
    (document,) = read("page.txt", text.encode())
    assert document.text.split() == ["四、复议诉讼", "6", "1", "0", "2", "第三条", "公开9件。", "完"]


def test_an_address_in_a_report_stays() -> None:
    text = f"查阅本年报请登录\n{FOOT}\n1/3的申请已办结。\n2021/3/5 前公开\n"
    (document,) = read("page.txt", text.encode())
    assert document.text == text


def test_an_address_above_many_blank_lines_takes_no_longer_than_their_number() -> None:
    start = time.process_time()
    read("page.txt", ("https://example.org\n" + "\n" * 30_000 + "公开9件。\n").encode())
    assert time.process_time() - start < 2
