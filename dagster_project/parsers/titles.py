"""The title of a report: every place where one may stand, taken apart into issuer and year, and the best of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.parsers.dates import CHINESE_DIGITS, YEAR
from dagster_project.parsers.issuers import Issuer, IssuerNames
from dagster_project.records import record

# A page's chrome may stand before its title; beyond this a title is somebody's mention of another report.
TITLE_ZONE = 8000
WINDOW = 90


def _spaced(words: str) -> str:
    """A pattern for the words with white space allowed between any two characters, as wrapped titles have it."""
    return r"\s{0,4}".join(words)


_WORDS = "|".join(
    _spaced(word)
    for word in ("工作", "情况", "年度", "的", "执行", "实施", "暨", "与", "和", "及", "政务公开", "条例", "度", "年")
)
CORE = re.compile(
    # 政府信息, 政府资讯, 政府政务, 政务, 信息 or 资讯: each branch starts with a character to look for, which is fast.
    rf"(?:政\s{{0,4}}(?:府\s{{0,4}}(?:{_spaced('信息')}|{_spaced('资讯')}|{_spaced('政务')})|务)|{_spaced('信息')}|{_spaced('资讯')})"
    rf"\s{{0,4}}{_spaced('公开')}"
    rf"\s{{0,4}}(?:(?:{_WORDS}|{YEAR})\s{{0,4}}){{0,7}}?"
    rf"(?:{_spaced('年度报告')}|{_spaced('年报')}|{_spaced('报告')}|{_spaced('总结')}|{_spaced('汇报')})"
)
IN_TITLE_YEAR = re.compile(rf"(?P<year>{YEAR})\s*(?:年\s*度?|(?=[\u4e00-\u9fff]|$))")
_SHARED = re.compile(rf"{_spaced('政府')}")
_YEARS_FIRST = re.compile(rf"{YEAR}\s*年?\s*[-—–~至/]+\s*$")
YEAR_AFTER = re.compile(rf"\s*[(—-]+\s*(?P<year>{YEAR})\s*年?\s*度?\s*\)?")
HARD_BOUNDARY = re.compile(r"[。,;:!?、《》“”\"|><→»/\\{}=]|\n\s*\n")
LABEL_BEFORE = re.compile(r"(?:标\s*题|名\s*称|称|题\s*名)\s*:?\s*$")
# What a page is about when it is about the reports and not one of them.
ABOUT_REPORTS = re.compile(
    r"通知|通告|指南|要点|方案|解读|模板|格式|培训|工作会|征求意见|意见稿|考核|评议|评估|填报说明|编制说明|编制发布|"
    r"报送|办法|规定|目录|公开栏|一览|汇总表|季度|上半年|下半年|半年|月报|\d月份|计划"
)

# What tells so at the beginning of a title, of a part of a year or of a report told in pictures.
_ABOUT_BEFORE = re.compile(r"季度|上半年|下半年|半年|\d月份?|一图[读看]懂|一图解读|图解|图说|速览")


@record
class Title:
    """A title as it stands, where it stands, and what it says; `year` is None when it names none."""

    text: str
    start: int
    end: int
    year: int | None
    issuer: Issuer | None
    about: str
    score: int


def titles(text: str, printed: str, names: IssuerNames, near_year: int, end: int = TITLE_ZONE) -> Iterator[Title]:
    """Every title in the part of the text where one may stand."""
    floor = 0
    for core in CORE.finditer(text, 0, end):
        yield _title(text, printed, core, floor, names, near_year)
        floor = core.end()


def best_title(candidates: list[Title], page_title: str = "") -> Title | None:
    """The title that says most; None when none says more than a mention would.

    Of equals, as in a list of the reports of all years beside the text, the one that the page's own title repeats, the
    one that stands most often, the first.
    """
    texts = [title.text for title in candidates]
    named = "".join(page_title.split())

    def merit(title: Title) -> tuple[int, bool, int]:
        return title.score, title.text in named, texts.count(title.text)

    best = max(candidates, key=merit, default=None)
    return best if best and best.score >= 4 else None


def _title(text: str, printed: str, core: re.Match[str], floor: int, names: IssuerNames, near_year: int) -> Title:
    start, left = _left_of(text, floor, _core_start(text, core))
    year_match = next(reversed(list(IN_TITLE_YEAR.finditer(left))), None)
    inside = IN_TITLE_YEAR.search(core[0])
    after = YEAR_AFTER.match(text, core.end())
    found = year_match or inside or after
    year = _year(found["year"]) if found else None
    end = after.end() if after and found is after else core.end()
    start, issuer = _issuer(text, start, left, year_match, names, year or near_year)
    about = _about(text, start, end)
    score = _score(text, start, end, year, issuer) - (6 if about else 0)
    return Title(re.sub(r"\s+", "", printed[start:end]), start, end, year, issuer, about, score)


def _core_start(text: str, core: re.Match[str]) -> int:
    """Where the core begins; the 政府 of 人民政府信息公开 belongs to the issuer."""
    shared = _SHARED.match(text, core.start()) if text[: core.start()].rstrip().endswith("人民") else None
    return shared.end() if shared else core.start()


def _left_of(text: str, floor: int, core_start: int) -> tuple[int, str]:
    """The words before the core that may belong to the title: those after the last hard boundary."""
    start = max(floor, core_start - WINDOW)
    window = text[start:core_start]
    for boundary in HARD_BOUNDARY.finditer(window):
        start = core_start - len(window) + boundary.end()
    return start, text[start:core_start]


def _issuer(
    text: str, start: int, left: str, year: re.Match[str] | None, names: IssuerNames, year_number: int
) -> tuple[int, Issuer | None]:
    """Where the title starts, and its issuer: the words before the year or between year and core."""
    behind = left[year.end() :] if year else ""
    if behind.strip():
        issuer = names.read(behind, year_number)
        if issuer.places or issuer.organ_kind:
            return start + (year.start() if year else 0), issuer
    before = _YEARS_FIRST.sub("", left[: year.start()]) if year else left
    tokens = [match for match in re.finditer(r"[^\s\[\]【】]+", before)]
    if not tokens:
        return start + len(before), None
    if len(tokens) > 3 and all(len(token[0]) == 1 for token in tokens):
        return start, names.read(before, year_number)
    about = before.rfind("关于")
    if about > 0 and before[about + 2 :].strip():
        tokens = [token for token in tokens if token.end() > about + 2]
    fallback: tuple[int, Issuer | None] = (start + len(before), None)
    for count in range(1, min(len(tokens), 3) + 1):
        at = tokens[-count].start()
        issuer = names.read(before[at:], year_number)
        if issuer.places or issuer.organ_kind == "central":
            return start + at, issuer
        if issuer.organ_kind and fallback[1] is None and len(issuer.name) <= 30:
            fallback = (start + at, issuer)
    return fallback


def _about(text: str, start: int, end: int) -> str:
    """The word that makes the line one about reports, empty when it is a title of its own."""
    line_end = text.find("\n", end)
    rest = text[end : min(end + 40, line_end if line_end >= 0 else len(text))]
    rest = re.split(r"[\s。,;《]", rest, maxsplit=1)[0]
    opening = text[max(0, start - 2) : end]
    found = ABOUT_REPORTS.search(rest) or _ABOUT_BEFORE.search(opening)
    return found[0] if found else ""


def _score(text: str, start: int, end: int, year: int | None, issuer: Issuer | None) -> int:
    """How much the words look like the title of this very page."""
    before, after = text[max(0, start - 12) : start].removesuffix("关于"), text[end : end + 1]
    score = 3 * (year is not None)
    if issuer:
        score += 3 if issuer.organ_kind and (issuer.places or issuer.organ_kind == "central") else 2
    score += 2 * bool(LABEL_BEFORE.search(before))
    score += not before or before[-1] in "\n\t"
    score += not after or after in "\n\t "
    score -= 4 * (before.endswith("《") or after == "》")
    return score


def _year(printed: str) -> int:
    return int(re.sub(r"\s", "", printed).translate(CHINESE_DIGITS))
