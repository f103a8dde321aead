"""Outcomes told before the clause that counts them: 因属于国家秘密,不予公开2件; 重复申请这一结果,在自然人中有3件."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting

# Numbers in the names of grounds and of both remedies: 属于三类内部事务信息, 三安全一稳定, 复议和诉讼两项合计.
_NUMBERED = ("三类内部", "四类过程", "三安全", "一稳定")
# A row of the form in the note on its sums, whose 第 stands on another line.
_ROW_OF_FORM = re.compile("(?<!第)[一二三四]项之和")
_BOTH = re.compile("(?<=[议讼诉件])[两二](?:项|类|种|者)(?:案件|共|合计|总计|合在|加在|加起|相加|之和|总数)")
# Numbers of kinds of information, which count nothing either where all of a count is told to be of them.
OF_KINDS = ("四类信息", "两类")
Reading = tuple[Rule | None, Setting]
RuleOf = Callable[[Setting], Rule | None]
# Outcomes that are divided by their grounds; answers of any kind, which what was asked for tells apart.
_DIVIDED = ("outcome.refused", "outcome.unable", "outcome.not_processed", "outcome.other", "answered.refused")
_WHOLES = tuple(f"applications.{one}" for one in _DIVIDED)
_ANSWERS = frozenset(f"applications.{one}.total" for one in ("outcome", "answered", "closed"))
_OUTCOMES = ("applications.outcome.", "applications.answered.")
_RECEIVED = "applications.received.new"
_BY_WAY = "applications.received.mode."
_BY_APPLICANT = ("{received}",)
_REACH = 80
# Clauses about care, about all requests or about those left out, and counts of the rest, name no ground.
_NO_GROUND = re.compile(
    "除|无(?!法|正当|现成|权|关)|没有(?!现成|权|该|此|相关|正当|制作|掌握)|未(?:收到|接到|发生|出现)|收到|接到|受理|新收|严格|加强|完善|健全|制度|机制|确保|防止|"
    "避免|做好|妥善|规范|提高|较多|增多|不少|复议|诉讼|泄露|泄密|培训|其中(?=.)"
)
_OF_THE_REST = re.compile("其余|其[他它](?!处理|法)|剩余|余下|另|其中|合计|当中")
_JOINT = re.compile("、|以及|和|或者?|及|与")
# What was asked for is told of all that was answered: 属于已主动公开范围的,答复3件.
_OF_THOSE = re.compile("(?:的|的申请|者|情形|情况)(?:,[^,]{0,12}告知[^,]{0,12})?$")
# Counts that name no more than that the applicants were told.
_INFORMED = re.compile(
    "(?:,|依法|依规|均|已|书面|全部|及时|告知|申请人|当事人|对方|其|的|共|有|计|为|合计|总计|全年|申请)*"
)
_NAMES_REFUSAL = re.compile("不予公开|不同意公开|免予公开|无法提供|不予处理|其他处理")
_CONCERNS = re.compile("涉及|属于?|共有?|计|有")
# A clause about one way of applying, of which the next one counts the requests: 传真方式渐成冷门,只收到3件.
_WAY = re.compile(
    "(?:以|通过|采用)?(?:书面)?(?:传真|信函|邮寄|邮政|当面|现场|网络|网上|在线|电子邮件)(?:申请)?(?:的?方式|渠道|途径)(?!和|及|、|与|等)"
)
_ASKED = re.compile("收到|接到|受理|新收|接收|提出")
# A clause that names an outcome of which the following ones count the requests of each applicant.
_OF_OUTCOME = re.compile(
    "(?:这一|这个|这[类种项]|此|该|一|的)(?:办理|处理|答复)?(?:结果|情形|情况|类别?|项|栏|种|申请)[中里下]?$"
)


def is_of_name(text: str, number: Number) -> bool:
    """Whether the numeral is of the name of a ground, or of a row whose sum a note tells, and counts nothing."""
    if text[number.start].isascii():
        return False  # all of these numerals are Chinese ones
    return text.startswith(_NUMBERED, number.start) or any(of.match(text, number.start) for of in (_BOTH, _ROW_OF_FORM))


def with_ground(page: Page, rule: Rule | None, setting: Setting, rule_of: RuleOf) -> Reading:
    """The rule and where it reads the count; that of the ground, or of the outcome, which clauses before it name."""
    if rule is None or rule.reason:
        return rule, setting
    if rule.metric_codes == _BY_APPLICANT:
        return _of_applicant(page, rule, setting, rule_of), setting
    if (whole := _divided_by(rule)) is not None:
        opens = setting.before[0] == setting.before[1]
        several = _names_several(page, whole, setting, setting.after if opens else setting.before, rule_of)
        return (whole if several else rule), setting
    stretch = _told_before(page, rule, setting)
    if stretch is None:
        return rule, setting
    wider = _saying(setting, (stretch[0], setting.before[1]), (stretch[0], setting.clause[1]), setting.after)
    ground = _child(rule, rule_of(wider))
    if ground is None or _names_several(page, rule, wider, stretch, rule_of):
        return rule, setting
    return ground, wider


def _divided_by(rule: Rule) -> Rule | None:
    """The rule of all requests with the outcome of which this one tells a ground alone; None when it tells none."""
    code = rule.metric_codes[0].rpartition(".")[0]
    return replace(rule, metric_codes=(code,)) if len(rule.metric_codes) == 1 and code in _WHOLES else None


def _told_before(page: Page, rule: Rule, setting: Setting) -> Span | None:
    """The clauses of the sentence before the count's own that may name the ground; None when none may."""
    code, end, text = rule.metric_codes[0], setting.clause[0], page.text
    whole = code in _WHOLES
    if not (whole or code in _ANSWERS or code == _RECEIVED) or len(rule.metric_codes) > 1:
        return None
    if page.is_counted_between(end, setting.place) or _OF_THE_REST.search(text, end, setting.place):
        return None
    start = max(setting.sentence[0], end - _REACH)
    index = bisect_left(page.counts, end, key=attrgetter("start")) - 1
    if index >= 0 and page.counts[index].start >= start:
        start = around(page.outline.clauses, page.counts[index].start, len(text))[1] + 1
    if end - start < 2 or _NO_GROUND.search(text, start, end):
        return None
    if code == _RECEIVED:
        by_way = _WAY.match(text, start, end) is not None and text.find("申请", end, setting.place) < 0
        return (start, end - 1) if by_way or _is_outcome(text, start, end, setting.place) else None
    if not whole and _OF_THOSE.search(text, start, end - 1) is None:
        return None
    return start, end - 1


def _is_outcome(text: str, start: int, end: int, place: int) -> bool:
    """Whether the clauses from `start` to `end` name a refusal, or say of the count that its applicants were told."""
    if _ASKED.search(text, end, place):
        return False
    if _NAMES_REFUSAL.search(text, start, end) and _CONCERNS.search(text, end, place):
        return True
    return text.find("告知", start, place) >= 0 and _INFORMED.fullmatch(text, end, place) is not None


def _child(rule: Rule, found: Rule | None) -> Rule | None:
    """The rule found for its ground alone, if it is one of those that divide what the other counts."""
    if found is None:
        return None
    code = rule.metric_codes[0]
    wholes = (f"{code}.",) if code in _WHOLES else (*_OUTCOMES, _BY_WAY) if code == _RECEIVED else _OUTCOMES
    codes = [named for named in found.metric_codes if named.startswith(wholes) and not named.endswith(".total")]
    codes = [named for named in codes if not named.endswith("?")]
    return replace(found, metric_codes=(codes[0],)) if len(codes) == 1 else None


def _names_several(page: Page, rule: Rule, wider: Setting, stretch: Span, rule_of: RuleOf) -> bool:
    """Whether the parts of the stretch, of its end if it is long, name several grounds."""
    stretch = (max(stretch[0], stretch[1] - _REACH), stretch[1])
    joints = [joint.span() for joint in _JOINT.finditer(page.text, *stretch)]
    starts, ends = [stretch[0], *(joint[1] for joint in joints)], [*(joint[0] for joint in joints), stretch[1]]
    parts = ((start, end) for start, end in zip(starts, ends, strict=True) if start < end)
    found = (_child(rule, rule_of(_saying(wider, part, part, (part[1], part[1])))) for part in parts) if joints else ()
    return len({ground.metric_codes for ground in found if ground is not None}) > 1


def _of_applicant(page: Page, rule: Rule, setting: Setting, rule_of: RuleOf) -> Rule:
    """The rule; one of the outcome that the sentence begins with when that is counted by applicant."""
    opening = around(page.outline.clauses, setting.sentence[0], len(page.text))
    if opening[1] > setting.clause[0] or opening[1] - opening[0] > _REACH:
        return rule
    if _OF_OUTCOME.search(page.text, *opening) is None:
        return rule
    found = rule_of(_saying(setting, opening, opening, (opening[1], opening[1])))
    codes = [] if found is None else [c for c in found.metric_codes if c.startswith(_OUTCOMES) and c not in _ANSWERS]
    return replace(rule, metric_codes=(codes[-1].rstrip("?"),)) if codes else rule


def _saying(setting: Setting, before: Span, clause: Span, after: Span) -> Setting:
    page, place = setting.page, setting.place
    return Setting(page, place, before, after, clause, setting.sentence, setting.period, setting.heading)
