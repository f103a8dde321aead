"""Pages in traditional script whose words a mirror substituted (檔案 for 文件) read like the page that was mirrored."""

from __future__ import annotations

import pytest

from dagster_project.document import Document
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.mirrored import Vocabulary
from dagster_project.parsers.report import parse
from dagster_project.readers import read

DOCUMENTS_2021 = """梧山市人民政府2023年政府資訊公開工作年度報告

## 二、主動公開政府資訊情況

| 第二十條第（一）項 | | | |
|---|---|---|---|
| 資訊內容 | 本年製發件數 | 本年廢止件數 | 現行有效件數 |
| 規章 | 1 | 0 | 9 |
| 行政規範性檔案 | 52 | 45 | 388 |
"""
STATISTICS_2014 = """梧山市人民政府2016年政府資訊公開工作年度報告

政府資訊公開情況統計表

| 指標名稱 | 計量單位 | 統計數 |
|---|---|---|
| 一、主動公開情況 | —— | —— |
| （一）主動公開政府資訊數（不同管道和方式公開相同資訊計1條） | 條 | 4127 |
| 其中：主動公開規範性檔案數 | 條 | 36 |
| 製發規範性檔案總數 | 件 | 41 |
| （二）透過不同管道和方式公開政府資訊的情況 | —— | —— |
| 1.政府公報公開政府資訊數 | 條 | 58 |
| 2.政府網站公開政府資訊數 | 條 | 3306 |
| 3.政務微博公開政府資訊數 | 條 | 417 |
| 4.政務微信公開政府資訊數 | 條 | 902 |
| 5.其他方式公開政府資訊數 | 條 | 263 |
"""


def stated(page: str, codebook: Codebook) -> dict[str, str]:
    (document,) = read("page.md", page.encode())
    return {s.metric_code: str(s.value) for s in parse(document, codebook, None).statements if s.source == "table"}


def test_a_table_in_substituted_words_is_read(codebook: Codebook) -> None:
    documents = stated(DOCUMENTS_2021, codebook)
    assert {code: value for code, value in documents.items() if code.startswith("normative.")} == {
        "normative.issued": "52",
        "normative.repealed": "45",
        "normative.in_force": "388",
    }
    assert stated(STATISTICS_2014, codebook) == {
        "proactive.items.total": "4127",
        "proactive.normative.disclosed": "36",
        "normative.issued": "41",
        "proactive.channel.gazette": "58",
        "proactive.channel.website": "3306",
        "proactive.channel.weibo": "417",
        "proactive.channel.wechat": "902",
        "proactive.channel.other": "263",
    }


def test_every_character_keeps_its_place_and_a_page_in_simplified_script_its_words(codebook: Codebook) -> None:
    vocabulary = codebook.view(Vocabulary)
    text = "入口网站发布本级档案,档案馆查阅"
    mirrored = Document("x.txt", b"", "text/plain", "utf-8", text, "入口網站發布本級檔案,檔案館查閱")
    plain = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    assert vocabulary.in_mainland_words(mirrored).text == "门户网站发布本级文件,档案馆查阅"
    assert vocabulary.in_mainland_words(plain) is plain


def test_a_word_and_what_it_stands_for_are_of_one_length() -> None:
    row = {"mirrored": "使用者", "mainland": "用户", "unless_before": ""}
    with pytest.raises(ValueError, match="使用者"):
        Vocabulary.from_tables({"vocabulary": [row]})
