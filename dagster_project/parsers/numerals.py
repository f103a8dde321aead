"""Every numeral of a text with its value and unit, or with the reason why it counts nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.parsers.figures import Qualifier
from dagster_project.records import record

COUNTING = frozenset({"count", "percent", "range"})
HEADINGS = frozenset({"section_1", "section_2", "section_3", "section_4", "section_5"})


@record
class Number:
    """One numeral: `start` to `end` is what is printed of it, with sign, scale and 余, without its unit.

    `kind` is count, percent or range (these carry a value), section_1 to section_5, or the reason why the numeral
    counts nothing: date, year, time, duration, document_number, legal_article, ordinal, telephone, postal_code,
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


_CN = "〇零○一二三四五六七八九十百千两廿卅"
_UNITS = (
    "万元|亿元|元|人次|件次|条次|场次|户次|家次|个工作日|工作日|个百分点|百分点|件|条|次|人|篇|期|场|个|家|份|名|位|部|项|轮|起|"
    "宗|则|册|本|批次|批|户|处|台|组|例|张|幅|封|通|辑|类|级|卷|页|字|号|层|楼|室|栋|幢|单元|弄|"
    "公里|千米|平方米|立方米|平方公里|米|海里|亩|公顷|吨|公斤|千克|头|株|棵|只|辆|套|间|座|所|"
    "分钟|小时|秒|个月|天|周岁|岁|周|倍|分|折|届|步|门|大类|大项|小项|大|版|条目|点|"
    "平米|间次|班次|期次|版次|版面|只次|余|多|几"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_TAIL = (
    r"\s?(?P<more>[余多])?(?P<scale>万亿|亿(?![余多]?元)|万(?![余多]?元)|千(?!米|克))?(?P<more2>[余多])?\s?"
    rf"(?P<unit>万(?P<wm>[余多])?元|亿(?P<ym>[余多])?元|{_UNITS})?"
)
_ARABIC = re.compile(
    rf"""(?:(?P<document_number>(?:19|20)\d\d\s?[〕\])】]\s?第?\s?\d+(?:-\d+)?\s?号)
    |(?P<date>(?:19|20)\d\d\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号]?)?
        |(?:19|20)\d\d(?:1[0-2]|0?[1-9])月(?:\s?\d{{1,2}}\s?[日号]?)?
        |(?:19|20)\d\d\s?(?P<sep>[-./])\s?\d{{1,2}}(?P=sep)\s?\d{{1,2}}(?!\d)(?:[ T]{{0,2}}\d{{1,2}}:\d\d(?::\d\d)?)?
        |(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\d-])
        |\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号]?)?|\d{{1,2}}\s?日(?![均常])
        |(?:19|20)\d\d\s?[—–~至到－-]\s?(?:19|20)\d\d\s?(?:学?年度?)?
        |(?:19|20)\d\d\s?年)
    |(?P<telephone>0\d{{2,3}}\)?\s?[-—–]?\s?\d{{7,8}}(?:[-、/转]\d+)*|1[3-9]\d{{9}}(?!\d)|[48]00-?\d{{3,4}}-?\d{{3,4}}
        |\d{{3,4}}[-—–]\d{{7,8}}(?!\d))
    |(?P<identifier>\d+(?:-\d+){{2,}}|\d+/\d+(?:-\d+)*|\d{{13,}}(?!\d|\.|\s?[{_CN}件条次人元]))
    |(?P<time>\d{{1,2}}:\d\d(?::\d\d)?)
    |(?P<section_3>\d{{1,2}}(?:\s?[、.](?!\d)|\.(?=(?:19|20)\d\d\s?年)))
    |(?P<range>(?P<low>\d+(?:\.\d+)?)\s?%?[-—–~至到]\s?(?P<high>\d+(?:\.\d+)?)(?=\s?(?:%|{_UNITS}))\s?(?P<runit>%|{_UNITS}))
    |(?P<percent>{_NUMBER}\s?%)
    |(?P<count>(?P<digits>{_NUMBER}){_TAIL}))""",
    re.X,
)
_CN_UNITS = "件|条|人次|次|篇|期|场次|场|份|家|名|人|个|项|宗|起|例|则|轮|批|位|部|类|处|元|万元"
_CHINESE = re.compile(
    rf"""(?:(?P<date>二[〇零○][{_CN}]{{2}}\s?年(?:[{_CN}]{{1,3}}月(?:[{_CN}]{{1,3}}[日号])?)?|[{_CN}]{{1,3}}月[{_CN}]{{1,3}}[日号])
    |(?P<section_1>[一二三四五六七八九十]{{1,3}}\s?[、.])
    |(?P<section_5>[一二三四五六七八九十]{{1,2}}是(?![否指]))
    |(?P<count>(?P<digits>[{_CN}]+(?:万[{_CN}]*)?)(?P<more>[余多])?(?P<scale>[万亿])?(?P<more2>[余多])?\s?(?P<unit>{_CN_UNITS})
        (?![性事龙线心式以体把致般些样]|头雾|一体)))""",
    re.X,
)
_PERCENT_WORDS = re.compile(rf"百分之(?P<digits>[{_CN}]+|\d+(?:\.\d+)?)")
# A Chinese digit may start a numeral after 第 or a bracket, or before another, a unit, a date or a heading's mark.
# The pattern opens with one set of characters, which is searched four times as fast as alternatives.
_CANDIDATE = re.compile(
    rf"[0-9{_CN}](?:(?<=[0-9])|(?<=[第(][{_CN}])|(?<=百)(?=分之)"
    rf"|(?=[{_CN}万亿余多 、.是月年件条人次篇期场份家名个项宗起例则轮批位部类处元]))"
)
_TOKEN = re.compile(r"[A-Za-z0-9@:/._?=&+~#-]+", re.A)
_LETTER = re.compile(r"[A-Za-z_@]")
_WEB = re.compile(r"https?:|www\.|@|\.(?:com|cn|net|org|gov|htm)", re.I)
_HOTLINES = frozenset(
    {
        "12345",
        "12348",
        "12315",
        "12333",
        "12366",
        "12369",
        "12388",
        "12329",
        "12317",
        "12320",
        "12393",
        "12371",
        "12389",
        "96789",
        "110",
        "119",
        "120",
        "122",
        "114",
        "95598",
    }
)
_OPENERS = frozenset(" \t\n。;:!?,)”》>、(}】|")
_HEADING_WORDS = (
    "收到",
    "主动",
    "总体",
    "概述",
    "基本",
    "依申",
    "行政",
    "政府",
    "存在",
    "其他",
    "因政",
    "主要",
    "咨询",
    "复议",
    "工作",
    "政务",
    "信息",
    "下一",
    "改进",
    "附件",
    "有关",
    "需要",
    "组织",
    "加强",
    "公开",
)
_ADDRESS_UNITS = frozenset({"号", "层", "楼", "室", "栋", "幢", "单元", "弄"})
_DURATIONS = frozenset({"分钟", "小时", "秒", "个月", "天", "周", "周岁", "岁", "年"})
_APPROX = re.compile(r"(?:约|大约|近|将近|接近|大概)(?:为|有|达|达到)?$")
_NEAR = re.compile(r"(?:近|将近|接近)(?:为|有|达|达到)?$")
_AT_LEAST = re.compile(r"(?:超过|超|逾|多达|不少于|不低于|至少|突破|高于|大于|以上的)$")
_AT_MOST = re.compile(r"(?:不超过|不足|少于|低于|不到|至多|最多|小于)$")
_AFTER_AT_LEAST = re.compile(r"\s?(?:以上|之多)")
_AFTER_AT_MOST = re.compile(r"\s?(?:以下|以内)")
_AFTER_APPROX = re.compile(r"\s?(?:左右|上下)")
_DIGIT = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"": 0, "千": 3, "万": 4, "亿": 8, "万亿": 12}


def chinese_value(text: str) -> int | None:
    """The value of a numeral written in Chinese characters (廿三, 一千二百三十四, 二〇二三), None when it is none."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(c not in _DIGIT and c not in _TENS and c != "万" for c in text):
        return None
    if "万" in text:
        head, _, tail = text.partition("万")
        high, low = chinese_value(head), chinese_value(tail) if tail else 0
        return None if high is None or low is None else high * 10_000 + low
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text)) if len(text) != 2 or text[0] in "〇零○" else None
    return _place_value(text)


def _place_value(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for c in text:
        if c in _TENS:
            if _TENS[c] >= last or (digit is None and c != "十"):
                return None
            last = _TENS[c]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit not in (None, 0):
            return None
        else:
            digit = _DIGIT[c]
    return total + (digit or 0)


# A bare count of the common kind: digits and a unit after a Chinese character that says nothing of their precision.
_PLAIN = re.compile(
    r"(?P<digits>\d{1,9})(?P<unit>人次|条(?!次)|件(?!次)|次|篇|期(?!次)|份|家(?!次)|名|人(?!次)|项(?!次))(?![以左上之])"
)
_TITLED = re.compile(r"\d+(?:[.-]\d+)*")
_ORDINAL = re.compile(rf"[\d{_CN}]+\s?(?P<unit>[条款项章节号页]?)")
_WIDE = "\u2e80"
_BEFORE_SPECIAL = frozenset("第近约逾超过足于低少到破概达为有余“《")


def scan(text: str) -> list[Number]:
    """All numerals of the text in their order, none overlapping another."""
    found: list[Number] = []
    position, length = 0, len(text)
    section = 0
    while (candidate := _CANDIDATE.search(text, position)) is not None:
        at = candidate.start()
        number = _arabic(text, at, section) if text[at] in "0123456789" else _chinese(text, at)
        if number is None:
            position = at + 1
            continue
        if number.kind == "section_3":
            section = int(re.match(r"\d+", text[at : at + 2])[0])  # type: ignore[index]
        found.append(number)
        position = max(number.end, at + 1)
        if position >= length:
            break
    return found


def _arabic(text: str, at: int, section: int) -> Number | None:
    """The numeral that starts with the digit at `at`."""
    plain = _PLAIN.match(text, at)
    if (
        plain is not None
        and text[at - 1 : at] > _WIDE
        and text[at - 1] not in _BEFORE_SPECIAL
        and not _titled(text, at)
    ):
        value = Decimal(plain["digits"])
        return Number(at, plain.end("digits"), "count", value, "exact", value, value, plain["unit"], plain.end())
    special = _named(text, at)
    if special is not None:
        return special
    match = _ARABIC.match(text, at)
    if match is None:  # pragma: no cover - a digit always matches the last alternative
        raise ValueError(f"no numeral at {at}: {text[at : at + 20]!r}")
    kind = match.lastgroup or ""
    if kind == "document_number" and text[at - 1 : at] not in ("〔", "[", "(", "【"):
        return _count_at(text, at)
    if kind == "section_3" and not _opens_section(text, at, match, section):
        return _count_at(text, at)
    if kind == "count":
        return _counted(text, match)
    if kind in ("range", "percent"):
        return _ratio(text, match, kind)
    return Number(at, match.end(), "year" if kind == "date" and match.group().endswith("年") else kind)


_COUNT_ONLY = re.compile(rf"(?P<digits>{_NUMBER}){_TAIL}")


def _count_at(text: str, at: int) -> Number:
    match = _COUNT_ONLY.match(text, at)
    assert match is not None
    return _counted(text, match)


def _opens_section(text: str, at: int, match: re.Match[str], section: int) -> bool:
    before = text[at - 1 : at]
    value = int(re.match(r"\d+", match.group())[0])  # type: ignore[index]
    if value == 0 or text[match.end() : match.end() + 1] in ("", "件", "条", "次"):
        return False
    if not before or before in _OPENERS:
        return before != "、" and (before != "," or value in (1, section + 1))
    return value in (1, section + 1) and not before.isascii() and text[match.end()] > "\u2e80"


def _named(text: str, at: int) -> Number | None:
    """A numeral that is part of a name, an address on the web, a title or an ordinal; None when it is free-standing."""
    before = text[at - 1 : at]
    if before == "(":
        end = text.find(")", at, at + 4)
        if end > 0 and text[at:end].isdigit() and text[end + 1 : end + 2] not in ("号", "项"):
            return Number(at, end, "section_4")
    token = _token(text, at)
    if token is not None:
        return token
    if before == "第" or text[at - 2 : at] == "第 ":
        return _ordinal(text, at)
    if _titled(text, at):
        match = _TITLED.match(text, at)
        assert match is not None
        return Number(at, match.end(), "title_name")
    return None


def _titled(text: str, at: int) -> bool:
    return _inside(text, at, "《", "》", 120) or _inside(text, at, "“", "”", 12)


def _token(text: str, at: int) -> Number | None:
    start = at
    while start > 0 and (c := text[start - 1]).isascii() and (c.isalnum() or c in "@:/._?=&+~#-"):
        start -= 1
    match = _TOKEN.match(text, at)
    assert match is not None
    token = text[start : match.end()]
    if _LETTER.search(token) is None:
        return None
    return Number(at, match.end(), "url" if _WEB.search(token) else "identifier")


def _inside(text: str, at: int, opening: str, closing: str, reach: int) -> bool:
    first = max(0, at - reach)
    opened = text.rfind(opening, first, at)
    if opened < 0 or text.rfind(closing, first, at) > opened:
        return False
    return text.find(closing, at, opened + reach + 2) > 0


def _ordinal(text: str, at: int) -> Number:
    match = _ORDINAL.match(text, at)
    assert match is not None
    unit = match["unit"]
    if unit and unit in "条款项章节":
        return Number(at, match.end(), "legal_article")
    return Number(at, match.end(), {"号": "document_number", "页": "page_number"}.get(unit, "ordinal"))


def _chinese(text: str, at: int) -> Number | None:
    """The numeral that starts with the Chinese character at `at`; None when the character only makes a word."""
    before = text[at - 1 : at]
    if before == "第":
        return _ordinal(text, at)
    if before == "(":
        end = text.find(")", at, at + 5)
        if end > 0 and all(c in _CN for c in text[at:end]) and text[at - 2 : at - 1] != "第":
            return Number(at, end, "section_2")
    if _inside(text, at, "《", "》", 120):
        return None
    words = _PERCENT_WORDS.match(text, at)
    if words is not None:
        return _percent_words(words)
    match = _CHINESE.match(text, at)
    if match is None:
        return None
    if match["date"]:
        return Number(at, match.end(), "date")
    if match["section_1"]:
        follows = text[match.end() : match.end() + 3].lstrip()
        heads = not before or before in " \t\n。;:!?)|>" or follows.startswith(_HEADING_WORDS)
        return Number(at, match.end(), "section_1") if heads and before not in _DIGIT else None
    if match["section_5"]:
        return Number(at, match.end(), "section_5") if not before or before in _OPENERS else None
    return _chinese_count(text, match, before)


def _chinese_count(text: str, match: re.Match[str], before: str) -> Number | None:
    digits = match["digits"]
    if before in (
        "每",
        "进",
        "唯",
        "统",
        "单",
        "初",
        "周",
        "同",
        "另",
        "某",
        "任",
        "前",
        "几",
        "数",
        "之",
        "“",
        "再",
        "头",
        "逐",
    ):
        return None
    if digits == "一" and match["unit"] in (
        "个",
        "项",
        "类",
        "批",
        "位",
        "部",
        "处",
        "名",
        "人",
        "家",
        "次",
        "轮",
        "期",
    ):
        return None
    value = chinese_value(digits)
    if value is None:
        return None
    return _number(
        text,
        match,
        Decimal(value),
        scale=match["scale"] or "",
        unit=match["unit"],
        more=bool(match["more"] or match["more2"]),
    )


def _percent_words(match: re.Match[str]) -> Number | None:
    digits = match["digits"]
    value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese_value(digits)
    if value is None and digits != "百":
        return None
    value = Decimal(100 if value is None else value)
    return Number(match.start(), match.end(), "percent", value, "exact", value, value, "%", match.end())


def _ratio(text: str, match: re.Match[str], kind: str) -> Number:
    if kind == "range":
        low, high = Decimal(match["low"]), Decimal(match["high"])
        end = match.start("runit")
        if low < high:
            return Number(match.start(), end, "range", low, "approx", low, high, match["runit"], match.end())
        return _count_at(text, match.start())
    value = Decimal(match["percent"].replace(",", "").rstrip("% "))
    qualifier, lower, upper = _bounds(text, match.start(), match.end(), value, _last_digit(value), False, False)
    return Number(match.start(), match.end(), "percent", value, qualifier, lower, upper, "%", match.end())


def _counted(text: str, match: re.Match[str]) -> Number:
    at, digits = match.start(), match["digits"]
    plain = _by_surroundings(text, at, match)
    if plain is not None:
        return plain
    unit = match["unit"] or ""
    more = bool(match["more"] or match["more2"] or match["wm"] or match["ym"])
    if match["wm"] or match["ym"]:
        unit = unit[0] + "元"
    if unit in ("余", "多", "几"):
        unit = ""
    if unit in _ADDRESS_UNITS:
        return Number(at, match.end("digits"), "address")
    if unit in _DURATIONS:
        return Number(at, match.end("digits"), "duration")
    negative = text[at - 1 : at] in ("-", "−") and any(c in text[max(0, at - 6) : at] for c in "增减变净")
    value = Decimal(digits.replace(",", ""))
    return _number(text, match, -value if negative else value, match["scale"] or "", unit, more)


def _by_surroundings(text: str, at: int, match: re.Match[str]) -> Number | None:
    """A digit run that its neighbourhood makes a telephone, a post code, a hotline's name, a year or a page."""
    digits, end = match["digits"], match.end("digits")
    if not digits.isdigit():
        return None
    lead = text[max(0, at - 12) : at]
    after = text[end : end + 1]
    kind = ""
    if len(digits) >= 7 and not match["unit"] and any(w in lead for w in ("电话", "传真", "热线", "号码", "手机")):
        kind = "telephone"
    elif len(digits) == 6 and ("邮编" in lead or "邮政编码" in lead):
        kind = "postal_code"
    elif digits in _HOTLINES and match["unit"] is None and match["scale"] is None:
        kind = "hotline_name"
    elif after == "年" or text[end : end + 2] == " 年":
        kind = "year" if len(digits) in (2, 4) and digits[0] in "0129" else "duration"
    elif len(digits) == 4 and digits[:2] in ("19", "20") and match["unit"] is None and match["scale"] is None:
        kind = "year"
    elif text[at - 1 : at] in ("-", "—") and text[end : end + 2].lstrip() in ("-", "—", "-\n") and len(digits) <= 3:
        kind = "page_number"
    return Number(at, end, kind) if kind else None


def _number(text: str, match: re.Match[str], value: Decimal, scale: str, unit: str, more: bool) -> Number:
    """The count with its qualifier and bounds, in the unit printed after it."""
    exponent = _SCALE[scale]
    step = _last_digit(value) if not exponent else _last_digit(value).scaleb(exponent)
    scaled = value.scaleb(exponent).quantize(Decimal(1)) if exponent else value
    end = max(match.end(name) for name in ("digits", "scale", "more", "more2") if match.group(name) is not None)
    unit_end = match.end("unit") if unit else end
    if scale and value.as_tuple().exponent:
        step = Decimal(1).scaleb(int(value.as_tuple().exponent) + exponent)
    qualifier, lower, upper = _bounds(text, match.start(), unit_end, scaled, step, more, bool(exponent))
    start = match.start() - 1 if value < 0 else match.start()
    return Number(start, end, "count", scaled, qualifier, lower, upper, unit, unit_end)


def _last_digit(value: Decimal) -> Decimal:
    """One unit of the last digit that says something: 10 for 70, 0.1 for 7.8, 1 for 17."""
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    return Decimal(1).scaleb(exponent)


def _bounds(
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
