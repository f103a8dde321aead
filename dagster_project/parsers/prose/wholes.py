"""What is told of a count and the parts that sum up to it: the total of what is disclosed, and its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.heads import name_of
from dagster_project.parsers.prose.list_rules import Member
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.partitions import Partition, partitions_of
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting
from dagster_project.parsers.prose.stating import SUBSTITUTE, Value, add

TOTAL = "proactive.items.total"
_WEBSITE = "proactive.channel.website"
_OTHER = "proactive.channel.other"
_CHANNELS = ("proactive.channel.", "proactive.items.by_channel")
_KINDS = {"channel": _CHANNELS, "organ": ("proactive.items.by_organ",)}
# Counts whose parts are told, and readings that a sum knows better.
_HEADS = (
    TOTAL,
    "proactive.items.total_cumulative",
    _WEBSITE,
    "proactive.items.by_organ",
    "proactive.channel.new_media",
)
_UNSURE = (
    "proactive.focus_items",
    "proactive.items.by_category",
    "proactive.items.by_channel",
    "information.produced.",
)
_GIVES_WAY = ("proactive.", "information.", "normative.", "consult.", "licensing.", "penalty.", "coercion.")
# What organs disclosed (县直部门公开9871条), beside a count of what is not disclosed, looks like requests granted.
_OUTCOMES = ("applications.outcome.", "applications.answered.")
# Guards against figures of other work, which parts of what is disclosed are not: 培训机构名单48条.
_OF_OTHER_WORK = frozenset(
    ("part_of_other_work", "supervision", "organisation", "hotline_work", "media_output", "press")
)
_DISCLOSED = re.compile("(?:主动|实际|对外|社会|共|全年|累计|年)(?:公开|发布|公布)")
_OTHER_TOPICS = frozenset(("application", "review", "litigation", "consult", "complaint", "hotline", "proposal")) | {
    "training",
    "programme",
    "press",
    "interview",
}
_TOLD = re.compile("公开|发布|公布|公示|更新|登载|编发|上传|推送|信息")
_NOT_TOLD = re.compile(
    "申请|收到|受理|接收|接到|办结|答复|复议|诉讼|咨询|留言|建议|提案|投诉|举报|检查|培训|决定|审核|制发|印发|解读|规范性|案件|采购|"
    "不予|清理|移送|移交|专栏|专题|领域|计划|许可|处罚"
)
# A part of another count, unless it is the year's part of what was disclosed in all years.
_A_PART = re.compile(r"其中(?![^\d]{0,3}(?:本年|当年|今年|年度|新|(?:19|20)\d\d年))")
_FIELDS = re.compile("重点领域|重点信息")
_BY_ATTRIBUTE = re.compile("依申请|不予公开|不公开|未公开")
_NAMELESS = re.compile("(?:的|信息|其中|属于?|政府|政务|公开|数量|分别|为)*")
# What the information is about: 环境信息. Without it, or if it is the issuer's own work, all of it is counted.
_NOUN = re.compile(
    r"(?:公开|发布|公布|公示|更新|登载|上传|条|件)(?:各类|有关|相关|本)?(?!政府|政务|信息|各|我)"
    r"([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,6}信息"
)
_OBJECT = re.compile(
    r"(?:公开|发布|公布|公示|更新|登载|编发|上传|推送)了?((?:(?!公开|发布|公布|公示|更新|登载|编发|上传|推送)[^,;:。\d])*?)"
    r"(?:共计|共|合计|累计|总计|总数|总量|数量|数|量|达到?|为|有|约|近|了|的|合)*$"
)
_CONFIDENCE = Decimal("0.85")
_TITLE = 60
_SAID = 36
_PLACE = re.compile("[通网栏微报屏号在局委办厅镇乡街县市区]|平台|短信|电视|广播|媒体|渠道|方式|其[他它]|部门|单位|公报")
_FIELD = ("proactive.focus_items",)
_FIELD_COUNTED = re.compile("领域(?:政府)?(?:信息)?$")
_ORGAN = ("proactive.items.by_organ",)
_SUM_ALONE = re.compile("(?:以上|上述|全年|总计|合计|共计|累计|总数|总量|共|计|为|达|约)*")
_SELF = re.compile("[本我]|(?:街道|[镇乡局委办厅校院])(?:办事处|政府|机关)?(?:全年|累计|共|主动)")
_BARE = re.compile(
    r"(?:[^,。;\d]{0,14}(?:局|委|办|厅|院|所|站|中心|镇|乡|街道|学校|部门|单位|机关|公司|处|队|科|县|区|市))?"
    r"(?:全年度?|年内|本年度?|今年|一年来|年度?|(?:19|20)\d\d年度?|[,、共计已累总合])*"
    r"(?:(?:政府|政务)?(?:信息)?公开总(?:数|量)|(?:主动|对外|向社会|依法|及时)*(?:公开|发布|公布|编发)了?(?:各类|各项|有关|相关)?(?:政府|政务)?(?:公开)?信息)"
    r"(?:总?数量?|总量)?(?:共计|共|计|达到?|为|有|约|近|超|累计|合计)*"
)
# The issuer's own work by its name, and by what it is called besides: 警务 of the police.
_OWN_NOUN = re.compile(
    r"(?:公开|发布|公布)了?(?:各类|各项|有关|相关)?(?!政府|政务|各类|各项|有关|相关)([\u4e00-\u9fff]{2,4})信息"
)
_CALLED = {"警务": "公安", "人社": "人力资源", "价格": "物价", "检务": "检察", "住建": "住房", "税收": "税"}
# Several kinds of one count are all that is told: 公开药价、诊疗流程等信息94条.
_SEVERAL = re.compile(
    r"(?:公开|发布|公布)了?[^,。;\d]*、[^,。;\d]*等(?:方面|各类|方面的)?(?:政府|政务)?信息(?:共|共计|合计|约|近)*$"
)
_OTHER_TOTAL = re.compile(
    r"(?:公开|发布|公布)了?(?:各类|有关|相关)?(?:政府|政务)?信息(?:总?数量?|总量)?(?:共计|共|计|达到?|为|约|近|超|累计|合计)*(?=\d)"
)
_COLUMN = re.compile("方面(?!信息|的信息)|领域|专栏|专题|栏目|板块|专版|类信息")

Reading = Callable[[Number], tuple[Rule | None, Setting] | None]


def decide_wholes(page: Page, reading: Reading) -> None:
    """Fills `page.parts` with what each whole is that a rule misses, and what each part is.

    `reading` gives the rule of a count and where it stands; None when the count is no figure of the report year.
    """
    for one in partitions_of(page.text, page.counts):
        read = reading(one.whole)
        if read is None:
            continue
        head = _head(page, one, *read)
        members = _members(page, one, reading) if head else ()
        if not members:
            continue
        if head == TOTAL and one.whole.start not in page.together:
            page.parts.setdefault(one.whole.start, Member(TOTAL, "", "", (0, 0)))
        for number, member in zip(one.parts, members, strict=True):
            if number.start not in page.parts:
                page.parts[number.start] = Member(member.metric_code, name_of(page, member), member.label, member.span)


def part_of(page: Page, rule: Rule | None, number: Number) -> Member | None:
    """What the number counts as a part of a whole or as the whole; None when it is neither or its rule knows better."""
    member = page.parts.get(number.start)
    if member is None or rule is None:
        return member
    if rule.reason:
        return member if rule.order >= page.rules.guards or rule.reason in _OF_OTHER_WORK else None
    known = next((codes for codes in _KINDS.values() if member.metric_code.startswith(codes)), ("?",))
    if member.metric_code in rule.metric_codes or all(code.startswith(known) for code in rule.metric_codes):
        return None
    gives_way = _GIVES_WAY if member.metric_code != _ORGAN[0] else (*_GIVES_WAY, *_OUTCOMES)
    return member if all(code.startswith(gives_way) for code in rule.metric_codes) else None


def _head(page: Page, one: Partition, rule: Rule | None, setting: Setting) -> str:
    """The metric of the whole; empty when it counts something else than what is disclosed."""
    if one.whole.start in page.parts:
        return page.parts[one.whole.start].metric_code
    several = page.together.get(one.whole.start)
    if several is not None and several.is_general and not several.is_part:
        return TOTAL  # of all or of some channels, as `state_together` tells: kinds of information divide either
    codes = tuple(code.rstrip("?") for code in rule.metric_codes) if rule is not None and not rule.reason else ()
    behind = one.parts[0].start < one.whole.start
    if behind and _SUM_ALONE.fullmatch(page.text, *setting.before):
        codes = tuple(code for code in codes if not code.startswith("proactive.channel."))
    known = next((code for code in codes if code in _HEADS), "")
    if known or (rule is not None and rule.reason and rule.order < page.rules.guards):
        return known
    disclosed = _DISCLOSED.search(page.text, *setting.before) is not None
    if not all(code.startswith(_UNSURE) for code in codes) or (setting.topic in _OTHER_TOPICS and not disclosed):
        return ""
    listed = page.lists.get(one.whole.start)
    if listed is not None and not behind and (one.whole is not listed.numbers[0] or listed.labels[0].endswith("类")):
        return ""  # one of a list of counts
    start = max(setting.sentence[0], one.whole.start - _SAID)
    said = page.text[start : one.whole.start]
    clause = said[said.rfind(",") + 1 :]
    opening = min(one.whole.start, one.parts[0].start)
    first = max(min(start, opening - _SAID), page.text.rfind("\n", 0, opening), 0)
    path = "".join(page.text[slice(*span)] for span in setting.path)
    told = _TOLD.search(page.text, first, setting.clause[1]) is not None or "主动公开" in path
    if _NOT_TOLD.search(clause) or not told or (_A_PART.match(clause) and not behind):
        return ""
    if _FIELDS.search(path) or _FIELDS.search(said):
        return ""
    return TOTAL if _is_all(page, clause, page.text[slice(*setting.after)], bool(codes)) else ""


def _is_all(page: Page, before: str, after: str, is_field: bool) -> bool:
    """Whether what is said to be public is all information, or that of the issuer's own work, and no kind of papers."""
    told = _OBJECT.search(before)
    if told is not None and told[1] and not told[1].endswith(("信息", "数据")):
        return False
    noun = _NOUN.search(before + after) if is_field else None
    return noun is None or noun[1] in page.text[:_TITLE]


def state_together(page: Page, number: Number, setting: Setting) -> str:
    """Adds what several channels carried: the total, or what others than websites did; figure or breakdown.

    Empty when it is of a field, or when its parts have told what it is.
    """
    one = page.together[number.start]
    known = page.parts.get(number.start)
    if not one.is_general or (known is not None and known.metric_code == TOTAL):
        return ""
    beside = one.is_part or known is not None
    if not (beside or one.on_site):
        said = page.said_since(setting.period[0])
        beside = one.beside_site or any(s.metric_code.startswith(_CHANNELS[0]) for s in said)
    if one.on_site if beside else page.told.is_told_since(TOTAL, None, 0):
        return "breakdown"
    code = _OTHER if beside else TOTAL
    add(page, code, "", setting, Value.of(number), _CONFIDENCE, SUBSTITUTE)
    return "figure"


def is_bare(page: Page, rule: Rule | None, setting: Setting) -> bool:
    """Whether a count that its rule takes for one of a field is said of all information: 全年发布信息745条.

    It is not when a field, a column or another total is named before it.
    """
    said = setting.before
    if rule is None:
        told = _of_own_work(page, setting)
    else:
        itself = rule.metric_codes == _ORGAN and _SELF.match(page.text, said[0]) is not None
        told = itself or rule.metric_codes == _FIELD
        told = told and bool(_BARE.fullmatch(page.text, *said) or _SEVERAL.search(page.text, *said))
    if not told or _COLUMN.search(page.text, setting.period[0], said[0]):
        return False
    fields = page.rules.members.get("field", {}).keys()
    if setting.path and not fields.isdisjoint(page.words.within(setting.path[-1])):
        return False
    others = any(match.end() != setting.before[1] for match in _OTHER_TOTAL.finditer(page.text))
    return not others and all(statement.metric_code != TOTAL for statement in page.statements)


def _of_own_work(page: Page, setting: Setting) -> bool:
    """Whether all information about the issuer's own work is said to be public: 公布国土信息, of a bureau of 国土."""
    said = page.text[slice(*setting.before)]
    noun = _OWN_NOUN.search(said)
    if noun is None or _CALLED.get(noun[1], noun[1]) not in page.text.lstrip()[:_TITLE].partition("\n")[0]:
        return False
    return _BARE.fullmatch(said[: noun.start(1)] + said[noun.end(1) :]) is not None


def _members(page: Page, one: Partition, reading: Reading) -> Sequence[Member]:
    """The parts of the whole by what divides it: channels, organs or kinds; none when it is something else."""
    lists = page.rules.lists
    barred = any(map(lists.barred_part.search, one.labels)) or any(map(_BY_ATTRIBUTE.search, one.told))
    if barred or any(map(_NAMELESS.fullmatch, one.labels)) or lists.barred_lead.search(one.lead):
        return ()
    kinds = lists.divided_by(one.labels, one.lead, _kind_of_most(one, reading))
    if 2 * sum(map(bool, map(_FIELD_COUNTED.search, one.told))) >= len(one.parts):
        kinds = [(_FIELD[0], "{field}")] * len(one.parts)
    if len(set(kinds)) == 1 and kinds[0][0].startswith("proactive.channel."):
        return ()  # two websites sum up to what websites publish
    return [
        Member(code, member, label, span)
        for (code, member), label, span in zip(kinds, one.labels, one.spans, strict=True)
    ]


def _kind_of_most(one: Partition, reading: Reading) -> str:
    """What half of the parts at least are by their own rules: channels, organs; else empty."""
    named = [number for number, told in zip(one.parts, one.told, strict=True) if _PLACE.search(told)]
    codes = [read[0].metric_codes[:1] for number in named if (read := reading(number)) is not None and read[0]]
    for kind, known in _KINDS.items():
        if 2 * sum(code[0].startswith(known) for code in codes if code) >= len(one.parts):
            return kind
    return ""
