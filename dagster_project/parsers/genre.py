"""What kind of page it is: a report or not, one or several, in which form, about one organ or all of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from dagster_project.characters import holds
from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.issuers import IssuerNames
from dagster_project.parsers.openings import matches
from dagster_project.parsers.titles import Title, titles

NARRATIVE = ("2008", "none")
STATUTORY = re.compile("收到和处理政府信息公开申请(?:的)?情况|[四五]、结转下年度继续办理|勾稽关系")
SELF_REFERENCE = re.compile(
    r"本(?:年度|年)?(?:工作)?报告(?!期)|(?:所列|所用|以上|所涉及的?)?数据的?统计(?:期限|时限|周期|时间|期间)|年度报告(?:中所列|全文|由以下)|"
    r"现将[^。]{0,40}(?:报告|公布|汇报)如下|现(?:予以)?(?:公布|发布)"
)
# Two patterns, as one would be tried at every character.
HEADINGS = (
    re.compile(r"[一二三四五六七八九]\s*(?:[、.]|\)[、.]?)\s*([^\n。]{2,40})"),
    re.compile(r"\n[ \t]{0,8}\(?\d{1,2}[、.)]\s*([^\n。]{2,40})"),
)
OWN_SECTIONS = (re.compile("主动公开"), re.compile("申请公开|公开申请"), re.compile("信息公开|政务公开"))
COMMON_SECTIONS = (
    re.compile("复议|诉讼"),
    re.compile("问题|不足|困难"),
    re.compile("总体情况|概述|基本情况|概况|总体"),
    re.compile("其他需要(?:报告|说明)|改进|打算|措施|努力方向"),
)
# What a report without headings counts: what was disclosed, and what was applied for.
COUNTS = (
    re.compile(r"公开[^。\n]{0,24}?信息[^。\n]{0,12}?\d"),
    re.compile(r"(?:受理|收到|接到)[^。\n]{0,24}?申请[^。\n]{0,6}?\d|[未无]\S{0,12}申请"),
)
ANNOUNCES = re.compile("发布|公布|出炉|公告|晒出|亮相|举行")
FIRST_HEADING = re.compile(r"一\s*[、.]\s*(?:总体情况|概述|基本情况|工作概况|概况)")
WHOLE_PLACE = re.compile(
    r"全[省市区县州旗盟镇乡](?:各级|各部门|各单位|各乡|各镇|政府系统|行政机关|政府信息|范围|共|主动|累计|各)|各级各部门|"
    r"各(?:乡镇|乡\(镇|镇|街道|县|区)[^。]{0,12}(?:部门|单位)|汇总[^。]{0,40}(?:编制|而成|情况)|各工作部门"
)
COMPILED = re.compile(
    r"本(?:年度)?报告(?:[^。]{0,60}(?:汇总|综合)[^。]{0,30}(?:各县|各区|各乡|各镇|各街道|各部门|市直|县直|区直|部门)[^。]{0,40}(?:编制|而成|形成)|"
    r"[^。]{0,40}(?:各县|各区|各乡|各镇|各街道|各部门|市直|县直|区直)[^。]{0,40}汇总)"
)
ALONE = re.compile(
    r"报告\s*\(\s*[市县区省]?本级\s*\)|年报\s*\(\s*[市县区省]?本级\s*\)|"
    r"本(?:年度)?报告[^。]{0,30}(?:不包括|不包含|不含)[^。]{0,20}(?:部门|乡镇|镇|街道|县区|下级)"
)
# Words of which each of these has one: they are looked for in a tenth of the time.
IN_ALONE = ("本级", "不包", "不含")


def form_of(text: str, year: int | None, form_marks: Mapping[str, Sequence[str]]) -> str:
    """The form by the labels it prints, not by its year."""
    joined = "".join(text.split())
    form, most = "", 0
    for code in sorted(form_marks, reverse=True):
        more = len(form_marks[code]) - most
        missing = len(list(islice((mark for mark in form_marks[code] if mark not in joined), max(more, 0))))
        form, most = (code, most + more - missing) if missing < more else (form, most)
    if most >= 2 or (most == 1 and form != "2014" and STATUTORY.search(joined)):
        return form
    if (year or 2019) >= 2019 and STATUTORY.search(joined):
        return "2021" if year and year >= 2021 else "2019"
    return "2008" if sum(section_counts(text)) >= 2 else "none"


def scope_of(text: str, organ_kind: str) -> str:
    """Whether the report covers a place with all its organs or the issuer alone.

    A township reports for itself; the report of a government or a zone is the place's by 条例 article 49.
    """
    if organ_kind == "office" and COMPILED.search(text):
        return "consolidated"
    if organ_kind in ("office", "department", "public_body", "central", "township"):
        return "own_organ"
    if organ_kind in ("government", "zone"):
        alone = any(holds(text, words) for words in IN_ALONE) and ALONE.search(text)
        return "own_organ" if alone else "consolidated"
    return "consolidated" if next(matches(WHOLE_PLACE, "全各汇", text), None) else "unknown"


def section_counts(text: str) -> tuple[int, int]:
    """How many of the parts that the regulations ask of a report have headings: parts on disclosure, other parts."""
    headings = "\n".join(match[1] for pattern in HEADINGS for match in pattern.finditer(text))
    own = sum(bool(section.search(headings)) for section in OWN_SECTIONS)
    return own, sum(bool(section.search(headings)) for section in COMMON_SECTIONS)


def problems_of_genre(
    document: Document,
    opening: str,
    title: Title | None,
    candidates: list[Title],
    form: str,
    names: IssuerNames,
    year: int | None,
) -> Iterator[Problem]:
    """Whether the page is one report; a page about reports, a return of a quarter or a list is none."""
    about = _about(document.text, title, candidates)
    signs = list(islice(signs_of_report(document.text, opening, title, form), 2))
    if about:
        yield Problem("not_a_report", "error", f"the page is about reports: its title says {about}")
    elif len(signs) < 2:
        seen = ", ".join(signs) or "nothing"
        yield Problem("not_a_report", "error", f"of title, self reference, sections and form the page has {seen}")
    elif len(FIRST_HEADING.findall(document.text)) > 1:
        yield from _several(document, names, year)


def signs_of_report(text: str, opening: str, title: Title | None, form: str) -> Iterator[str]:
    """What of a report's marks the page bears: a title, the labels of a form, a word about itself, sections."""
    if title and title.score >= 4:
        yield "title"
    if form not in NARRATIVE:
        yield "form"
    if SELF_REFERENCE.search(opening):
        yield "self reference"
    own, other = section_counts(text)
    if own and own + other >= 2:
        yield "sections"
    if title and _heads(text, title) and all(count.search(text, title.end) for count in COUNTS):
        yield "counts"


def _heads(text: str, title: Title) -> bool:
    """Whether the title has a line of its own and announces nothing."""
    alone = text[title.start - 1 : title.start] in ("", "\n") and text[title.end : title.end + 1] in ("", "\n")
    return alone and not ANNOUNCES.search(title.text)


def _about(text: str, title: Title | None, candidates: list[Title]) -> str:
    """The word that makes the page one about reports: in the first title that names a year, before any other's line."""
    if title is None:
        return next((candidate.about for candidate in candidates if candidate.about), "")
    first = candidates[0] if candidates else title
    alone = text[title.start - 1 : title.start] in ("", "\n") and text[title.end : title.end + 1] in ("", "\n")
    return first.about if first.year and first.start < title.start and not alone else ""


def _several(document: Document, names: IssuerNames, year: int | None) -> Iterator[Problem]:
    text = document.text
    heads = {}
    for heading in FIRST_HEADING.finditer(text):
        start = max(0, heading.start() - 1500)
        near = [
            title
            for title in titles(text[start : heading.start()], text[start : heading.start()], names, year or 2019)
            if title.score >= 6 and title.year and title.issuer
        ]
        for title in near[-1:]:
            heads[(title.year, title.issuer.keys if title.issuer else ())] = title.text
    if len(heads) > 1:
        yield Problem("several_reports", "error", "the file holds " + ", ".join(heads.values()))
