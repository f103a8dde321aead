"""Numerals written in Chinese characters, told from the words that such characters also make."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.parsers.number import CHINESE, OPENERS, Number, counted, inside, ordinal

_CN_UNITS = "个工作日|件|条|人次|次|篇|期|场次|场|份|家|名|人|个|项|宗|起|例|则|轮|批|位|部|类|处|元|万元"
_CHINESE = re.compile(
    rf"""(?:(?P<date>二[〇零○][{CHINESE}]{{2}}\s?年(?:[{CHINESE}]{{1,3}}月(?:[{CHINESE}]{{1,3}}[日号])?)?|[{CHINESE}]{{1,3}}月[{CHINESE}]{{1,3}}[日号])
    |(?P<section_1>[一二三四五六七八九十]{{1,3}}\s?[、.])
    |(?P<section_5>[一二三四五六七八九十]{{1,2}}是(?![否指]))
    |(?P<count>(?P<digits>[{CHINESE}]{{1,24}}(?:万[{CHINESE}]{{0,24}})?)(?P<more>[余多])?(?P<scale>[万亿])?(?P<more2>[余多])?\s?(?P<unit>{_CN_UNITS})
        (?![性事龙线心式以体把致般些样一]|头雾|规定|举措|责任|实事|民生|重点|行动|原则|纪律|攻坚|战略)))""",
    re.X,
)
_PERCENT_WORDS = re.compile(rf"百分之(?P<digits>[{CHINESE}]+|\d+(?:\.\d+)?)")
_HEADING_WORDS = re.compile(
    "收到|主动|总体|概述|基本|依申|行政|政府|存在|其他|因政|主要|咨询|复议|"
    "工作|政务|信息|下一|改进|附件|有关|需要|组织|加强|公开"
)
_DIGIT = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
# 每一, 统一, 唯一, 一式两份: no count. 一个, 一项: an article rather than a count.
_NO_NUMBER_BEFORE = frozenset("每进唯统单初周同另某任前几数之“再头逐")
_IN_SO_MANY = "一式"
# 另一件: one case more.
_CASES = frozenset("件宗份起")
_ONE_OF_ITS_KIND = frozenset("个项类批位部处名人家次轮期")
# 举办培训一期: a count that closes its clause behind an event; 每季度召开会议一次 is how often, and no count.
_EVENT = re.compile(
    r"(?:^|[。;\n])[^。;\n每各至定应要拟须需]{0,40}(?:培训班?|轮训|集训|学习班|辅导|讲座|会议|座谈会|发布会|访谈)$"
)
# 开展了一次业务培训: an occasion that was held, told behind its count.
_HELD = re.compile(r"(?:^|[。;\n])[^。;\n每各至定应要拟须需将]{0,40}(?:举办|开展|组织|召开|举行|进行|办)了?$")
_OCCASION = re.compile(
    r"[^,。;:、()\n\d]{0,18}?(?:培训班?|讲座|学习班|[布通吹]会|风会|访谈|座谈会?|[检督自抽巡]查|专题会议?|[进署作度题席]会议?)(?=[,。;)\n、]|$)"
)
# 落实专职人员一人, 其中局长出席一次: one person with a duty, one event of a leader, told within the clause.
_ONE_PERSON = re.compile(
    r"(?:^|[,。;\n、])[^,。;\n、每各均都至定应要拟须需]{0,16}[专兼]职(?:工作)?(?:人员|干部)?(?:的|有|为|只有|仅)?$"
)
_ONE_ATTENDED = re.compile(
    r"(?:^|[,。;\n])[^,。;\n每各至定应拟须需]{0,14}(?:负责人|负责同志|领导|[局厅县市区镇乡州省]长|主任|书记)(?:亲自)?(?:参加|出席|做客|参与)$"
)
# 作为一件大事来抓: what is said to matter is no count.
_MATTER = re.compile("[大要实好喜难]事|申请(?:平均|需|约需)")
_SPANS_OF_TIME = ("月", "小时", "季度", "星期")
_NONE_ENDS = frozenset((*",。;、)\n", ""))
_TIMES = frozenset("次期轮")
_PERSONS = frozenset("人名")
_CLAUSE_ENDS = frozenset(",。;)\n")


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


def is_none(text: str, at: int) -> bool:
    """Whether the character is a zero without a unit that a noun is said to be: 传真申请为零."""
    return text[at] == "零" and text[at - 1 : at] in ("为", "是") and text[at + 1 : at + 2] in _NONE_ENDS


def _none(text: str, at: int) -> Number | None:
    zero = Decimal(0)
    return Number(at, at + 1, "count", zero, "exact", zero, zero) if is_none(text, at) else None


def chinese_numeral(text: str, at: int) -> Number | None:
    """The numeral that starts with the Chinese character at `at`; None when the character only makes a word."""
    before = text[at - 1 : at]
    if before == "第":
        return ordinal(text, at)
    if before == "(":
        end = text.find(")", at, at + 5)
        if end > 0 and all(c in CHINESE for c in text[at:end]) and text[at - 2 : at - 1] != "第":
            return Number(at, end, "section_2")
    if inside(text, at, "《", "》", 120):
        return None
    match = _PERCENT_WORDS.match(text, at)
    if match is not None:
        return _percent_words(match)
    match = _CHINESE.match(text, at)
    if match is None:
        return _none(text, at)
    if match["date"]:
        return Number(at, match.end(), "date")
    if match["section_1"]:
        follows = text[match.end() : match.end() + 3].lstrip()
        heads = not before or before in " \t\n。;:!?)|>" or _HEADING_WORDS.match(follows) is not None
        return Number(at, match.end(), "section_1") if heads and before not in _DIGIT else None
    if match["section_5"]:
        return Number(at, match.end(), "section_5") if not before or before in OPENERS else None
    return _chinese_count(text, match, before)


def _chinese_count(text: str, match: re.Match[str], before: str) -> Number | None:
    digits = match["digits"]
    another = before == "另" and digits == "一" and match["unit"] in _CASES
    if (before in _NO_NUMBER_BEFORE and not another) or (before and before in CHINESE):
        return None
    if text.endswith(_IN_SO_MANY, 0, match.start()):
        return None
    if digits == "一" and match["unit"] == "起" and before == "在":
        return None  # 加在一起
    if digits == "一" and match["unit"] in _ONE_OF_ITS_KIND and not _counts_events(text, match):
        return None
    value = chinese_value(digits)
    if value is None or (digits == "一" and _MATTER.match(text, match.end())):
        return None
    if match["unit"] == "个" and text.startswith(_SPANS_OF_TIME, match.end()):
        return Number(match.start(), match.end("digits"), "duration")
    return counted(
        text,
        match,
        Decimal(value),
        scale=match["scale"] or "",
        unit=match["unit"],
        more=bool(match["more"] or match["more2"]),
    )


def _counts_events(text: str, match: re.Match[str]) -> bool:
    """Whether 一 counts an event: one held, or one named before it that closes the clause; it is not told how often."""
    before = max(0, match.start() - 40)
    if match["unit"] in _TIMES and _OCCASION.match(text, match.end()) and _HELD.search(text, before, match.start()):
        return True
    behind = text[match.end() : match.end() + 1]
    if behind not in _CLAUSE_ENDS and not (behind == "、" and match["unit"] in _PERSONS):
        return False
    named = {"期": (_EVENT,), "次": (_EVENT, _ONE_ATTENDED), "人": (_ONE_PERSON,), "名": (_ONE_PERSON,)}
    return any(told.search(text, before, match.start()) for told in named.get(match["unit"], ()))


def _percent_words(match: re.Match[str]) -> Number | None:
    digits = match["digits"]
    value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese_value(digits)
    if value is None and digits != "百":
        return None
    value = Decimal(100 if value is None else value)
    return Number(match.start(), match.end(), "percent", value, "exact", value, value, "%", match.end())
