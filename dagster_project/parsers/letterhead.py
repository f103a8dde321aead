"""What a page says of its issuer besides the title: preamble, header labels, signature, site, orders from above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dagster_project.document import Document
from dagster_project.parsers.dates import ALONE

HEAD_ZONE, TAIL_ZONE = 3000, 500
HAN = r"[\u4e00-\u9fff]"

FIRST_SECTION = re.compile(r"(?:^|[\s。])一\s*[、.]\s*[^\s。]{2,20}", re.M)
COMPILED_BY = re.compile(
    rf"由({HAN}{{2,30}}?)(?:负责|牵头|组织|根据|依据|按照)?(?:综合|汇总)?(?:编制|编写|撰写)"
    rf"|(?:^|[\s。,])({HAN}{{3,30}}?)(?:根据|按照|依据)[^。]{{0,200}}?(?:编制|编写|撰写)(?:完成)?了?(?:本|此|20)"
)
CONTACT = re.compile(rf"(?:与|向)({HAN}{{4,30}}?)(?:办公室)?(?:\([^)]{{0,40}}\))?联系")
LABELS = re.compile(
    r"(?:发布机构|发布机关|发布单位|发文机关|发文单位|信息来源|来源单位|文章来源|公开主体|公开单位|责任单位|责任部门|"
    r"制作单位|主办单位|主办|版权所有|来源|作者|公开责任部门)\s*[:：]\s*(?P<value>[^\s:|,;。<>]{2,40})"
)
SITE = re.compile(
    rf"中国[·•.・]\s*({HAN}{{2,10}})|({HAN}{{2,16}}?)(?:人民)?政府(?:门户|信息)?(?:门户)?网站?(?=$|[\s|_·,(-])"
)
# What each of these has: without it the pattern, which would be tried at each length of each name, finds nothing.
NAMES_SITE = re.compile(r"政府(?:门户|信息)?(?:门户)?网|中国[·•.・]")
ON_SITE = re.compile(rf"(?:在|从|由|登录|访问|通过|进入)[“\"「]?({HAN}{{2,14}}?)(?:人民)?政府(?:门户|信息公开|公众)?网")
LOCATED = re.compile(r"地\s?址\s*:\s*([^,;。)]{4,40})")
UPPER_DOCUMENT = re.compile(rf"《({HAN}{{2,12}}?[省市县区州旗盟])(?:人民政府|政府|委|行政公署)[^》]{{0,60}}》")
DOCUMENT_NUMBER = re.compile(rf"({HAN}{{1,2}})(?:政|府|委|办){HAN}{{0,6}}\s*[〔\[(【]\s*20\d\d\s*[〕\])】]")
SUBTITLE = re.compile(rf"[^\S\n]*\n\s*({HAN}{{4,30}})\s*(?=\n)")
TITLE_PARTS = re.compile(r"[_|·]|\s[-–—]\s|--|-(?=[\u4e00-\u9fff])")
ADDRESS = re.compile(r"https?://[^\s<>\"'()()，。;、]+")
SOURCE_LABEL = re.compile(r"(?:原文链接|原文地址|来源网址|来源链接|网址|链接地址|转载自|URL|url)\s*[::]?\s*$")
META_SITE = ("sitename", "site_name", "og:site_name", "contentsource", "source", "author", "publisher")


@dataclass(frozen=True, slots=True)
class Hint:
    """Words of the page that name its issuer or the place around it; `basis` tells where they stand."""

    basis: str
    words: str
    names_issuer: bool


def preamble(text: str, title_end: int = 0) -> str:
    """The text up to the heading of the first section after the title."""
    section = FIRST_SECTION.search(text, title_end, title_end + HEAD_ZONE)
    return text[: section.start() if section else title_end + HEAD_ZONE // 2]


def hints(document: Document, opening: str, title_end: int) -> Iterator[Hint]:
    """The hints of a page, the strongest first; none of them is taken from the body of the report."""
    yield from _subtitle(document.text, title_end)
    for match in COMPILED_BY.finditer(opening):
        yield Hint("preamble", match[1] or match[2], True)
    tail = document.text[-TAIL_ZONE:]
    for match in LABELS.finditer(opening):
        yield Hint("letterhead", match["value"], True)
    for line in signature_lines(tail):
        yield Hint("signature", line, True)
    for match in CONTACT.finditer(opening):
        yield Hint("contact", match[1], True)
    for match in LOCATED.finditer(opening):
        yield Hint("address", "".join(match[1].split()), False)
    for match in ON_SITE.finditer(opening):
        yield Hint("site", match[1], True)
    yield from _site_hints(document.meta, opening, tail)
    for match in UPPER_DOCUMENT.finditer(opening):
        yield Hint("upper_document", match[1], False)


def _subtitle(text: str, title_end: int) -> Iterator[Hint]:
    """The organ on the line under the title."""
    if title_end:
        below = SUBTITLE.match(text, title_end)
        if below:
            yield Hint("letterhead", below[1], True)


def signature_lines(tail: str) -> Iterator[str]:
    """The words before the date that closes the report, on its line or on the line above."""
    for match in reversed(list(ALONE.finditer(tail))):
        lines = [line.strip() for line in tail[: match.start()].rstrip().splitlines()]
        last = lines[-1].split()[-1] if lines and lines[-1] else ""
        if 3 <= len(last) <= 40:
            yield last


def _site_hints(meta: Mapping[str, str], opening: str, tail: str) -> Iterator[Hint]:
    for name, value in meta.items():
        if name.lower() in META_SITE:
            yield Hint("site", value, True)
        elif name.lower() == "title":
            yield from (Hint("site", part.strip(), True) for part in TITLE_PARTS.split(value)[1:])
    for part in (opening, tail):
        for match in SITE.finditer(part) if NAMES_SITE.search(part) else ():
            yield Hint("site", match[1] or match[2], True)
        for match in LABELS.finditer(part):
            yield Hint("site", match["value"], True)


def province_signs(opening: str) -> Iterator[str]:
    """The signs that numbers of cited documents begin with, as 皖政办〔2014〕180号 and 沪府办〔2020〕1号 do."""
    for match in DOCUMENT_NUMBER.finditer(opening):
        yield from (match[1], match[1].rstrip("府委办")[-1:])


def source_address(text: str, meta: Mapping[str, str]) -> str:
    """The address of the page where it prints one, its own canonical address otherwise."""
    for match in ADDRESS.finditer(text, 0, HEAD_ZONE):
        if SOURCE_LABEL.search(text, max(0, match.start() - 12), match.start()):
            return match[0]
    for name in ("canonical", "og:url", "url"):
        if meta.get(name, "").startswith("http"):
            return meta[name]
    return ""
