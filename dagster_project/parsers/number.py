"""One numeral: its value, and what the characters beside it say of its precision or make of it instead."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.parsers.figures import Qualifier
from dagster_project.records import record

COUNTING = frozenset({"count", "percent", "range"})


@record
class Number:
    """One numeral: `start` to `end` is what is printed of it, with sign, scale and 余, without its unit.

    `kind` is count, percent or range (these carry a value), section_1 to section_5, or the reason why the numeral
    counts nothing: date, year, time, ratio, duration, document_number, legal_article, ordinal, telephone, postal_code,
    address, hotline_name, title_name, url, identifier, page_number. An open bound is None.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None = None
    qualifier: Qualifier = "exact"
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    unit_end: int = 0


# The characters that write numbers in Chinese.
CHINESE = "〇零○一二三四五六七八九十百千两廿卅"
# What stands before a heading or an item of a list.
OPENERS = frozenset(" \t\n。;:!?,)”》>、(}】|")
_ORDINAL = re.compile(rf"[\d{CHINESE}]+\s?(?P<unit>[条款项章节号页]?)")
_APPROX = re.compile(r"(?:约|大约|近|将近|接近|大概)(?:为|有|达|达到)?$")
_NEAR = re.compile(r"(?:近|将近|接近)(?:为|有|达|达到)?$")
_AT_LEAST = re.compile(r"(?:超过|超|逾|多达|不少于|不低于|至少|突破|高于|大于|以上的)$")
_AT_MOST = re.compile(r"(?:不超过|不足|少于|低于|不到|至多|最多|小于)$")
_AFTER_AT_LEAST = re.compile(r"\s?(?:以上|之多)")
_AFTER_AT_MOST = re.compile(r"\s?(?:以下|以内)")
_AFTER_APPROX = re.compile(r"\s?(?:左右|上下)")
_SCALE = {"": 0, "千": 3, "万": 4, "亿": 8, "万亿": 12}


def inside(text: str, at: int, opening: str, closing: str, reach: int) -> bool:
    """Whether the place lies between these marks, opened within reach."""
    first = max(0, at - reach)
    opened = text.rfind(opening, first, at)
    if opened < 0 or text.rfind(closing, first, at) > opened:
        return False
    return text.find(closing, at, opened + reach + 2) > 0


def ordinal(text: str, at: int) -> Number:
    """The numeral behind 第: of an article, a document, a page or a place in an order."""
    match = _ORDINAL.match(text, at)
    assert match is not None
    unit = match["unit"]
    if unit and unit in "条款项章节":
        return Number(at, match.end(), "legal_article")
    return Number(at, match.end(), {"号": "document_number", "页": "page_number"}.get(unit, "ordinal"))


def counted(text: str, match: re.Match[str], value: Decimal, scale: str, unit: str, more: bool) -> Number:
    """The count with its qualifier and bounds, in the unit printed after it."""
    exponent = _SCALE[scale]
    step = last_digit(value) if not exponent else last_digit(value).scaleb(exponent)
    scaled = value.scaleb(exponent).quantize(Decimal(1)) if exponent else value
    end = max(match.end(name) for name in ("digits", "scale", "more", "more2") if match.group(name) is not None)
    unit_end = match.end("unit") if unit else end
    if scale and value.as_tuple().exponent:
        step = Decimal(1).scaleb(int(value.as_tuple().exponent) + exponent)
    qualifier, lower, upper = bounds(text, match.start(), unit_end, scaled, step, more, bool(exponent))
    start = match.start() - 1 if value < 0 else match.start()
    return Number(start, end, "count", scaled, qualifier, lower, upper, unit, unit_end)


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last digit that says something: 10 for 70, 0.1 for 7.8, 1 for 17."""
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    return Decimal(1).scaleb(exponent)


def bounds(
    text: str, start: int, end: int, value: Decimal, step: Decimal, more: bool, scaled: bool
) -> tuple[Qualifier, Decimal | None, Decimal | None]:
    """Qualifier and bounds that the words around the numeral, and its printed precision, give it."""
    lead = text[max(0, start - 6) : start]
    if more:
        return "at_least", value, value + step
    if _AT_MOST.search(lead) or _AFTER_AT_MOST.match(text, end):
        return "at_most", None, value
    if _AT_LEAST.search(lead) or _AFTER_AT_LEAST.match(text, end):
        return "at_least", value, None
    if _NEAR.search(lead):
        return "approx", value - step, value
    if _APPROX.search(lead) or _AFTER_APPROX.match(text, end) or scaled:
        return "approx", value - step / 2, value + step / 2
    return "exact", value, value
