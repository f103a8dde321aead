"""What a list is a list of: the count before it that it divides, and the metric of each of its members."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.list_rules import Member
from dagster_project.parsers.prose.lists import Listed, noun_phrase
from dagster_project.parsers.prose.members import label_of
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting
from dagster_project.parsers.prose.stating import Value, add

NONE = "none"
_ITEMS = "proactive.items.total"
_RECEIVED = "applications.received.new"
_REQUESTS = "申请"
_CONFIDENCE = Decimal("0.9")
_REACH = 200
_ABOVE, _FEW = 600, 3
_KEY_FIELDS = "重点领域"
_OWN_VERB = re.compile(r"(?:公开|发布|公布|更新)[^,。;:\d]{0,6}$")
_TOLD_BELOW = re.compile(r"(?:公开|发布)(?:政府|政务|各类)?信息(?:情况|数量|量)?:$")
_PARTS = re.compile(
    r"(?:其中|当中|包括|包含|涵盖|分为|具体为|分别为)[^。;\d]{0,16}$|(?:按|依|从)[^,。;:\d]{2,10}[,:]$|\($"
)
# Counts that stand beside a list of parts and are no heads of their own.
_BESIDE = ("applications.received.", "proactive.items.", "proactive.channel.")
_HEADS = ("applications.received.new", "applications.inflow", "proactive.items.total", "proactive.channel.website")
_PARTED = {
    "proactive.items.by_category": "{category}",
    "proactive.focus_items": "{field}",
    "proactive.items.by_organ": "{organ}",
    "applications.received.by_organ": "{organ}",
}
_RECEIVED_BY_ORGAN = ("applications.received.by_organ",)
_CATEGORY = "proactive.items.by_category"
_DIVIDED = (_ITEMS, "proactive.channel.website", "proactive.items.by_organ")
_BESIDE_PARTS = ("response.interpretations", "proactive.normative.disclosed", "normative.issued")
_PART_UNITS = frozenset("条件篇则期份宗")
_PAPERS = _PART_UNITS | {"项", "批"}
_INTO_PARTS = re.compile("其中|当中|包括|包含|涵盖")
_KIND_OF_PAPERS = re.compile(r"(?:[\u4e00-\u9fff“”、及与和()]){2,18}")
_NO_KIND = re.compile(
    r"^(?:(?:19|20)\d\d年|向|被|对|经|由|处理|办理|接听|收到|受理|回复|答复|开展|组织|上报|报送|审核|下发|转发|刊播)|点赞|整改|[英中双]文|双语|图片|采用|浏览|阅读"
)
# Readings that a list knows better: counts of what is disclosed or received, and numerals that count nothing here.
_GIVES_WAY = (
    "proactive.items.",
    "proactive.focus_",
    "proactive.channel.other",
    "applications.received.new",
    "applications.received.by_organ",
    "consult.",
    "licensing.",
    "penalty.",
    "coercion.",
)


def listed_member(page: Page, rule: Rule | None, number: Number) -> Member | None:
    """The member of a list that the number counts; None when it is in no list or its rule says more."""
    listed = page.lists.get(number.start)
    if listed is None:
        return None
    if number is listed.numbers[0]:
        _decide(page, listed)
    part = page.parts.get(number.start)
    if (rule is not None and not _gives_way(page, rule, number)) or (part is not None and part.metric_code == _ITEMS):
        return None
    if rule is not None and part is not None and part.metric_code in rule.metric_codes:
        return None  # the sum of the parts bears the rule out
    return page.members.get(number.start) or (
        _like_the_one_before(page, listed, number) if rule is None or rule.reason else None
    )


def _like_the_one_before(page: Page, listed: Listed, number: Number) -> Member | None:
    """What a count of a list is when a rule has read the one before it as a part: another part of the same."""
    index = bisect_left(listed.numbers, number.start, key=attrgetter("start"))
    if not index or page.rules.lists.is_apart(listed.labels[index]):
        return None
    before = listed.numbers[index - 1].start
    codes = (s.metric_code for s in reversed(page.told.at(before)))
    code = next((code for code in codes if code in _PARTED), None)
    if code is None:
        return None
    member = Member(code, _PARTED[code], listed.labels[index], listed.spans[index])
    return Member(code, name_of(page, member), member.label, member.span)


def part_behind_whole(page: Page, number: Number, setting: Setting) -> Member | None:
    """The category that a count without a rule is, 其中 leading to it from all that is disclosed; else None.

    Nothing but such parts may be counted between the whole and the count.
    """
    start = setting.sentence[0]
    if (
        number.unit not in _PART_UNITS
        or number.value is None
        or _INTO_PARTS.search(page.text, start, number.start) is None
    ):
        return None
    for index in reversed(page.indices_since(start)):
        told, place = page.statements[index], page.places[index]
        if told.metric_code in _DIVIDED and place < number.start:
            parted = _INTO_PARTS.search(page.text, place, number.start) is not None
            larger = isinstance(told.value, Decimal) and told.value > number.value
            return _category(page, number, setting) if parted and larger else None
        if told.metric_code not in _PARTED and told.metric_code not in _BESIDE_PARTS:
            return None
    return None


def part_beside(page: Page, number: Number, setting: Setting) -> Member | None:
    """What a count without a rule is when the one before it, in another measure, is a part: 公告26期、通报9篇."""
    index = bisect_left(page.counts, number.start, key=attrgetter("start"))
    before = page.counts[index - 1] if index else None
    if before is None or {before.unit, number.unit} - _PAPERS or page.text[before.unit_end] != "、":
        return None
    codes = (s.metric_code for s in reversed(page.told.at(before.start)))
    code = next((code for code in codes if code in _PARTED), None)
    span = noun_phrase(page.text, before.unit_end + 1, number.start)
    label = page.text[slice(*span)]
    if code is None or not _is_kind(page, label):
        return None
    return Member(code, name_of(page, Member(code, _PARTED[code], label, span)), label, span)


def _is_kind(page: Page, label: str) -> bool:
    """Whether the noun phrase may name a kind of information, and no act, stage, fault or medium."""
    named = _KIND_OF_PAPERS.fullmatch(label) is not None and _NO_KIND.search(label) is None
    return named and not page.rules.lists.is_no_kind(label)


def _category(page: Page, number: Number, setting: Setting) -> Member | None:
    """The category that the words before the count name, unless they say something else than a kind of information."""
    span = noun_phrase(page.text, setting.before[0], number.start)
    label = page.text[slice(*span)]
    if not _is_kind(page, label):
        return None
    member = Member(_CATEGORY, _PARTED[_CATEGORY], label, span)
    return Member(_CATEGORY, name_of(page, member), label, span)


def is_other_division(page: Page, rule: Rule | None, number: Number) -> bool:
    """True when the numeral's rule takes it for a category or an organ, and its list divides by something else."""
    listed = page.lists.get(number.start)
    if listed is None or rule is None or rule.reason or not set(rule.metric_codes) <= _PARTED.keys():
        return False
    if rule.metric_codes == _RECEIVED_BY_ORGAN:
        listed = listed.alone(number)  # applicants told behind the organs do not divide what these received
    return page.rules.lists.bars(listed)


def state_member(page: Page, member: Member, number: Number, setting: Setting) -> None:
    """Adds the statement that the number makes as a member of its list."""
    add(page, member.metric_code, member.member, setting, Value.of(number), _CONFIDENCE)


def _gives_way(page: Page, rule: Rule, number: Number) -> bool:
    if rule.reason:
        return rule.order >= page.rules.guards
    if number.unit == "条" and any(code.startswith("normative.") for code in rule.metric_codes):
        return True
    return all(code.startswith(_GIVES_WAY) for code in rule.metric_codes)


def _decide(page: Page, listed: Listed) -> None:
    if page.rules.lists.bars(listed):
        return
    head, whole = _head(page, listed)
    members = page.rules.lists.members(listed, head, whole, _heading(page, listed))
    used: set[tuple[str, str]] = set()
    for number, member in zip(listed.numbers, members, strict=False):
        if member is None:
            continue
        name = name_of(page, member)
        if (member.metric_code, name) in used:
            name = member.label
        used.add((member.metric_code, name))
        page.members[number.start] = Member(member.metric_code, name, member.label, member.span)


def _head(page: Page, listed: Listed) -> tuple[str, Decimal | None]:
    """The metric and value of the count that the list divides; none when a verb of its own leads to the list."""
    if _TOLD_BELOW.search(listed.lead):
        return _ITEMS, None
    parts = _PARTS.search(listed.lead)
    if parts is None and _OWN_VERB.search(listed.lead):
        return (_ITEMS if listed.is_said_of_each else NONE), None
    if parts is not None and not _is_stated(page, listed):
        return "", None
    floor = max(0, listed.start - (_REACH if parts else len(listed.lead)))
    floor = max(floor, page.text.rfind("\n", 0, listed.start))
    for statement, place in zip(reversed(page.statements), reversed(page.places), strict=True):
        if place < floor:
            break
        if _is_head(statement, listed):
            return statement.metric_code, statement.value if isinstance(statement.value, Decimal) else None
        if not statement.metric_code.startswith(_BESIDE):
            return statement.metric_code, None
    if parts is not None and (whole := _divided_before(page, listed)) is not None:
        return whole.metric_code, listed.total
    if listed.is_received_by_each and _is_of_requests(page, listed):
        return _RECEIVED, None
    return (_ITEMS if listed.is_said_of_each else NONE), None


def _divided_before(page: Page, listed: Listed) -> Statement | None:
    """What was told in lines above and comes to the sum of the list, which three counts hardly do by chance."""
    if len(listed.numbers) < _FEW:
        return None
    said = page.said_since(max(0, listed.start - _ABOVE))
    return next((s for s in reversed(said) if s.value == listed.total and s.metric_code in _DIVIDED), None)


def _is_of_requests(page: Page, listed: Listed) -> bool:
    """Whether the list or the heading that it stands under names requests."""
    index = bisect_right(page.outline.heading_starts, listed.start)
    path = page.outline.headings[index - 1].path if index else ()
    return _REQUESTS in listed.told or any(_REQUESTS in page.text[slice(*span)] for span in path)


def _heading(page: Page, listed: Listed) -> str:
    """The words of the heading above, when nothing is counted between it and the list."""
    headings = page.outline.headings
    index = bisect_right(page.outline.heading_starts, listed.start)
    if not index or page.is_counted_between(headings[index - 1].words[1], listed.start):
        return ""
    return _of_fields(page, headings[index - 1].path) or page.text[slice(*headings[index - 1].words)]


def _of_fields(page: Page, path: Sequence[Span]) -> str:
    """The words of the heading of the path that names the fields of key disclosure; empty when none does."""
    return next((words for span in path if _KEY_FIELDS in (words := page.text[slice(*span)])), "")


def _is_stated(page: Page, listed: Listed) -> bool:
    """Whether the count that stands before the parts in their sentence, if there is one, is a figure or repeats one."""
    floor = listed.start - len(listed.lead)
    before = page.counts_between(floor, listed.start)
    if not before or page.told.at(before[-1].start):
        return True
    return any(s.value == before[-1].value for s in page.said_since(page.text.rfind("\n", 0, floor) + 1))


def _is_head(statement: Statement, listed: Listed) -> bool:
    """Whether a list may divide the count: a total, not smaller than any of the members."""
    if statement.metric_code.startswith(_BESIDE) and not statement.metric_code.startswith(_HEADS):
        return False
    if statement.member not in ("", "total") or not isinstance(statement.value, Decimal):
        return False
    return (
        not statement.metric_code.startswith(_BESIDE)
        or listed.numbers[0].value is None
        or (statement.value >= listed.numbers[0].value)
    )


def name_of(page: Page, member: Member) -> str:
    """The member itself, or what {category}, {field} or {organ} finds in the noun phrase, else the noun phrase."""
    if not member.member.startswith("{"):
        return member.member
    known = page.rules.members.get(member.member.strip("{}"), {})
    named = page.words.among(member.span, known)
    if not named:
        return label_of(member.label)
    _, _, number = max(named, key=lambda word: (word[1] - word[0], word[0]))
    return known[number]
