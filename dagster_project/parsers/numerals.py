"""Every numeral of a text with its value and unit, or with the reason why it counts nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.parsers.chinese_numerals import chinese_numeral
from dagster_project.parsers.number import (
    CHINESE,
    COUNTING,
    OPENERS,
    Number,
    bounds,
    counted,
    inside,
    last_digit,
    ordinal,
)

__all__ = ["COUNTING", "Number", "scan"]

_UNITS = (
    "万元|亿元|元|人次|件次|条次|场次|户次|家次|个工作日|个月|工作日|个百分点|百分点|件|条|次|人|篇|期|场|个|家|份|名|位|部|项|轮|起|"
    "宗|则|册|本|批次|批|户|处|台|组|例|张|幅|封|通|辑|类|种|级|卷|页|字|号|层|楼|室|栋|幢|单元|弄|"
    "公里|千米|平方米|立方米|平方公里|米|海里|亩|公顷|吨|公斤|千克|头|株|棵|只|辆|套|间|座|所|块|笔|枚|"
    "分钟|小时|秒|天|周岁|岁|周|倍|分|折|届|步|门|大类|大项|小项|大|版|条目|点|"
    "平米|间次|班次|期次|版次|版面|只次|车次|台次|艘次|架次|剂次|人份|遍|趟|余|多|几|"
    # Characters that are words of other kinds too measure only at the end of a phrase: 登记结婚1839对,离婚604对.
    "(?:对|面|道|片|颗|把|盏|根|扇|匹|瓶|箱|袋|桶|粒|艘|架|回|桩|剂|桌|杆|尾|羽|枝)(?=[,、。;:)\\n]|$)"
)
# A point before a year ends a sentence.
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(?!(?:19|20)\d\d\s?年)\d+)?"
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
        |\d{{1,2}}\s?[—–~至到-]\s?\d{{1,2}}\s?月(?:份|底)?
        |\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号]?)?|\d{{1,2}}\s?日(?![均常])
        |(?:19|20)\d\d\s?[—–~至到－-]\s?(?:19|20)\d\d\s?(?:学?年度?)?
        |(?:19|20)\d\d\s?年)
    |(?P<telephone>0\d{{2,3}}\)?\s?[-—–]?\s?\d{{7,8}}(?:[-、/转]\d+)*|1[3-9]\d{{9}}(?!\d)|[48]00-?\d{{3,4}}-?\d{{3,4}}
        |\d{{3,4}}[-—–]\d{{7,8}}(?!\d))
    |(?P<identifier>\d+(?:-\d+){{2,}}|\d+(?:-\d+)?/\d+(?:-\d+)*|\d{{13,}}(?!\d|\.|\s?[{CHINESE}件条次人元]))
    |(?P<time>\d{{1,2}}:\d\d(?::\d\d)?)
    |(?P<ratio>\d{{1,2}}(?:[:比]\d{{1,2}}(?![\d,.])(?!\s?(?:{_UNITS}))|\s?[·×]\s?\d{{1,3}}(?!\d)))
    |(?P<section_3>\d{{1,2}}(?:\s?[、.](?!\d)|\.(?=(?:19|20)\d\d\s?年)))
    |(?P<range>(?P<low>\d+(?:\.\d+)?)\s?%?[-—–~至到]\s?(?P<high>\d+(?:\.\d+)?)(?=\s?(?:%|{_UNITS}))\s?(?P<runit>%|{_UNITS}))
    |(?P<percent>{_NUMBER}\s?%)
    |(?P<count>(?P<digits>{_NUMBER}){_TAIL}))""",
    re.X,
)
_COUNT_ONLY = re.compile(rf"(?P<digits>{_NUMBER}){_TAIL}")
# A Chinese digit may start a numeral after 第 or a bracket, or before another, a unit, a date or a heading's mark.
# The pattern opens with one set of characters, which is searched four times as fast as alternatives.
_CANDIDATE = re.compile(
    rf"[0-9{CHINESE}](?:(?<=[0-9])|(?<=[第(][{CHINESE}])|(?<=百)(?=分之)"
    rf"|(?=[{CHINESE}万亿余多 、.是月年件条人次篇期场份家名个项宗起例则轮批位部类处元])|(?<=[为是]零)(?=[,。;、)\n]))"
)
# What a scale leaves open, told in the next one: 3万2千, 1亿2千万.
_COMPOUND = re.compile(
    rf"(?P<high>\d{{1,4}})(?:万(?P<thousands>[1-9])千(?![米克])|亿(?P<millions>\d{{1,4}})(?P<step>[千百]?万))"
    rf"(?P<more>[余多])?(?P<unit>万?元|{_UNITS})?"
)
# Digits behind these and a Chinese digit are a numeral of both scripts (二百三十4件), of which neither part counts.
_SCALES = frozenset("十百千")
_STEPS = {"千万": 10_000_000, "百万": 1_000_000, "万": 10_000}
# A bare count of the common kind: digits and a unit after a Chinese character that says nothing of their precision.
_PLAIN = re.compile(
    r"(?P<digits>\d{1,9})(?P<unit>人次|条(?!次)|件(?!次)|次|篇|期(?!次)|份|家(?!次)|名|人(?!次)|项(?!次))(?![以左上之])"
)
# A number before a mark and a further count is a count: 结果纠正1、其他结果5、尚未审结11.
_LISTED_NEXT = re.compile(rf"[^、,;。:!?\n\d]{{1,16}}\d+(?:{_UNITS})?[、,;。]")
_ITEM = re.compile(r"\d{1,3}(?=\)(?![号项]))")
_TITLED = re.compile(r"\d+(?:[.-]\d+)*")
_TOKEN = re.compile(r"[A-Za-z0-9@:/._?=&+~#-]{1,2000}", re.A)
_TOKEN_BEFORE = 200
# A word in letters before a count, as in 邮政EMS11件.
_WORD_BEFORE = re.compile(r"[A-Z]{3,8}\d{1,5}(?=[件条次篇份人家])", re.A)
_LETTER = re.compile(r"[A-Za-z_@]")
_WEB = re.compile(r"https?:|www\.|@|\.(?:com|cn|net|org|gov|htm)", re.I)
_HOTLINES = re.compile(
    "12345|12348|12315|12333|12366|12369|12388|12329|12317|12320|12393|12371|12389|96789|110|119|120|122|114|95598"
)
# What tells that three digits are the number of the police or of an ambulance.
_OF_LINE = re.compile("热线|电话|专线|拨打|报警|接警|接处警|警情|急救|火警|联动|指挥|平台|消防|公安|交警")
_SHORTEST_LINE, _LINE_REACH = 3, 12
_JOINING = frozenset("和及与或")  # 引导至110和窗口
_SHORT_NUMBER = re.compile(r"1[0-2]\d{3}|9[56]\d{3}")
# What it is, or what it was told: 12358价格举报电话, 受理12336举报34件.
_CALLED = re.compile(
    r"”?[^,。;:!?\n\d条件个次人篇份元余多]{0,6}(?:热线|专线|电话|平台)|”?(?:价格|消费|违法)?(?:举报|投诉|咨询|来电)"
)
_ADDRESS_UNITS = frozenset({"号", "层", "楼", "室", "栋", "幢", "单元", "弄"})
_DURATIONS = frozenset({"分钟", "小时", "秒", "个月", "天", "周", "周岁", "岁", "年"})
# 排名前10位; but 目前10名.
_RANK = re.compile("(?<![目此以之年日节会先提当])前$")
_WIDE = "\u2e80"
_BEFORE_SPECIAL = frozenset("第前近约逾超过足于低少到破概达为有余“《")


def scan(text: str) -> list[Number]:
    """All numerals of the text in their order, none overlapping another."""
    found: list[Number] = []
    position, length = 0, len(text)
    section = 0
    while (candidate := _CANDIDATE.search(text, position)) is not None:
        at = candidate.start()
        number = _arabic(text, at, section) if text[at] in "0123456789" else chinese_numeral(text, at)
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
    before = text[at - 1 : at]
    if before in _SCALES and text[max(0, at - 2)] in CHINESE:
        return _damaged(text, at)
    plain = _PLAIN.match(text, at) if before > _WIDE and before not in _BEFORE_SPECIAL else None
    if plain is not None and not _titled(text, at):
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


def _damaged(text: str, at: int) -> Number:
    end = at
    while text[end : end + 1].isdigit():
        end += 1
    return Number(at, end, "identifier")


def _count_at(text: str, at: int) -> Number:
    match = _COUNT_ONLY.match(text, at)
    assert match is not None
    return _counted(text, match)


def _opens_section(text: str, at: int, match: re.Match[str], section: int) -> bool:
    before = text[at - 1 : at]
    value = int(re.match(r"\d+", match.group())[0])  # type: ignore[index]
    if value == 0 or text[match.end() : match.end() + 1] in ("", "件", "条", "次"):
        return False
    if not before or before in OPENERS:
        return before != "、" and (before != "," or value in (1, section + 1))
    opens = value in (1, section + 1) and not before.isascii() and text[match.end()] > "\u2e80"
    return opens and _LISTED_NEXT.match(text, match.end()) is None


def _named(text: str, at: int) -> Number | None:
    """A numeral that is part of a name, an address on the web, a title or an ordinal; None when it is free-standing."""
    before = text[at - 1 : at]
    if before == "(" and (item := _ITEM.match(text, at)) is not None:
        return Number(at, item.end(), "section_4")
    token = _token(text, at)
    if token is not None:
        return token
    if before == "第" or text[at - 2 : at] == "第 ":
        return ordinal(text, at)
    if _titled(text, at):
        match = _TITLED.match(text, at)
        assert match is not None
        return Number(at, match.end(), "title_name")
    return None


def _titled(text: str, at: int) -> bool:
    return inside(text, at, "《", "》", 120) or inside(text, at, "“", "”", 12)


def _token(text: str, at: int) -> Number | None:
    start, floor = at, max(0, at - _TOKEN_BEFORE)
    while start > floor and (c := text[start - 1]).isascii() and (c.isalnum() or c in "@:/._?=&+~#-"):
        start -= 1
    match = _TOKEN.match(text, at)
    assert match is not None
    token = text[start : match.end()]
    if _LETTER.search(token) is None or _WORD_BEFORE.match(text, start) is not None:
        return None
    return Number(at, match.end(), "url" if _WEB.search(token) else "identifier")


def _ratio(text: str, match: re.Match[str], kind: str) -> Number:
    if kind == "range":
        low, high = Decimal(match["low"]), Decimal(match["high"])
        end = match.start("runit")
        if low < high:
            return Number(match.start(), end, "range", low, "approx", low, high, match["runit"], match.end())
        return _count_at(text, match.start())
    value = Decimal(match["percent"].replace(",", "").rstrip("% "))
    qualifier, lower, upper = bounds(text, match.start(), match.end(), value, last_digit(value), False, False)
    return Number(match.start(), match.end(), "percent", value, qualifier, lower, upper, "%", match.end())


def _counted(text: str, match: re.Match[str]) -> Number:
    at, digits = match.start(), match["digits"]
    plain = _by_surroundings(text, at, match)
    if plain is not None:
        return plain
    if match["scale"] and text[match.end() : match.end() + 1].isdigit():
        compound = _COMPOUND.match(text, at)
        if compound is not None:
            return _in_two_steps(text, compound)
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
    return counted(text, match, -value if negative else value, match["scale"] or "", unit, more)


def _in_two_steps(text: str, match: re.Match[str]) -> Number:
    """The count that two scales tell: 3万2千余条, 1亿2千万人次."""
    if match["thousands"]:
        value, step = int(match["high"]) * 10_000 + int(match["thousands"]) * 1_000, 1_000
    else:
        step = _STEPS[match["step"]]
        value = int(match["high"]) * 100_000_000 + int(match["millions"]) * step
    unit = match["unit"] or ""
    end = match.start("unit") if unit else match.end()
    told = bounds(text, match.start(), match.end(), Decimal(value), Decimal(step), bool(match["more"]), True)
    return Number(match.start(), end, "count", Decimal(value), *told, unit, match.end())


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
    elif _is_line(text, end, digits) and match["unit"] is None and match["scale"] is None:
        kind = "hotline_name"
    elif _is_place(match["unit"], lead):
        kind = "ordinal"
    elif after == "年" or text[end : end + 2] == " 年":
        kind = "year" if len(digits) in (2, 4) and digits[0] in "0129" else "duration"
    elif len(digits) == 4 and digits[:2] in ("19", "20") and match["unit"] is None and match["scale"] is None:
        kind = "year"
    elif text[at - 1 : at] in ("-", "—") and text[end : end + 2].lstrip() in ("-", "—", "-\n") and len(digits) <= 3:
        kind = "page_number"
    return Number(at, end, kind) if kind else None


def _is_line(text: str, end: int, digits: str) -> bool:
    """Whether the digits are the number of a line that many know, or of one that the words behind them call so."""
    if _HOTLINES.fullmatch(digits):
        start = end - len(digits)
        beside = f"{text[max(0, start - _LINE_REACH) : start]} {text[end : end + _LINE_REACH]}"
        joined = text[end : end + 1] in _JOINING
        return len(digits) > _SHORTEST_LINE or joined or _OF_LINE.search(beside) is not None
    return _SHORT_NUMBER.fullmatch(digits) is not None and _CALLED.match(text, end) is not None


def _is_place(unit: str | None, lead: str) -> bool:
    """Whether the words before a digit run make it a place in an order: 附件1, 排名前10位."""
    if unit is None:
        return lead.endswith(("附件", "附表", "表", "图"))
    return unit in ("名", "位") and _RANK.search(lead) is not None
