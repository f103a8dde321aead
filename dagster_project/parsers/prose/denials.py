"""What a clause without a count denies: the noun before or behind 无, 没有 or 未, and whether that is all of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import ANY_UNIT, Rule, union
from dagster_project.parsers.prose.setting import Setting, setting_of_clause, setting_of_pieces
from dagster_project.parsers.prose.years import is_of_other_year

_EVENTS = (
    "收到|收悉|接到|接获|接收|受理|新收|发生|出现|产生|引发|引起|受到|遭到|存在|涉及|提起|提出|提交|收取|开展|召开|举办|举行|组织|承办|安排|"
    "参加|出席|发布|公布|公开|公示|推送|刊登|刊载|登载|刊发|播出|制发|制定|制作|出台|印发|新增|作出|做出|实施|采取|办理|接待|接听|"
    "解答|配备|设立|设置|开设|开办|列支|投入|支出|落实|拨付|编印|出版|废止|关停|注销|送达|发出|开具"
)
# 未 denies what happens, and not a state that has a name of its own: 未审结, 未经复议.
_SIGN = re.compile(
    rf"(?:没有?|未曾?|不曾)(?=[再新能予]?(?:{_EVENTS}|被|因|就|向|有人))|未有|未见|没有|不存在|"
    "无(?![法关偿需须论线障锡正可意论])|零(?![星售散碎距件])"
)
# What is said to be none at the end of the clause, behind its noun.
_NAUGHT = re.compile("(?:为|是|呈|保持|一[项片直])*(?:零(?:记录|发生|报告)?|空白|空缺|阙如|(?<=为)空)(?:状态)?$")
_OFFICES = (
    "局|委|委员会|办公室|办|厅|镇|乡|街道|政府|中心|学院|学校|大学|院|校|站|所|处|公司|集团|机关|单位|部门|系统|"
    "区|县|市|省|州|会|队|关|社|馆|台|旗"
)
_OFFICE = re.compile(rf"[\u4e00-\u9fff]{{0,10}}?(?:{_OFFICES})+(?=[在内全本今年2没未无尚亦也均还既暂从]|$)")
# Words that leave open what is denied: of time, of who asks, of disclosure, of grammar, of measure.
_TIME = (
    "(?<![0-9.])[0-9]{1,2}[.、]|1(?=[件起宗例份条次])|(?:19|20)[0-9]{2}年度?|全[市区县省州盟旗镇乡街局委厅校院国]|全系统|本?报告期内?|全年度?|年度?内|"
    "本年度?|当年|今年(?:以来)?|一年来|学年|截[至止](?:目前|年底|年末|到)?|目前|迄今为止|迄今|至今|期间|同期|连续[两三四五多]年|半年来|年末|年底"
)
_PEOPLE = (
    "公民|法人|其他组织|其它组织|自然人|人民群众|群众|社会公众|公众|师生员工|师生|市民|村民|居民|职工|任何单位|单位|个人|当事人|申请人|相对人|"
    "纳税人|缴费人|服务对象|社会各界|社会|人"
)
_DISCLOSURE = (
    "依申请公开|依申请|政府|政务|行政|信息|公开|人民法院|法院|上级|机关|工作|事项|事务|义务|职责|方面|领域|内容|资料"
)
_GRAMMAR = (
    "前来|来局|来镇|来院|来校|来办|主动|因为|由于|因此|因|就|针对|对于|对|关于|有关|相关|涉|与|为此|为|此类|此|这|该|上述|以上|导致|申请|要求|请求|获取|被|向|而|的|之|到|来|至|去|由|"
    "以|所|及|和|经|属于|属|系|或者|或|者|以及|并且|并|且|、|也|亦|均|都|皆|既|更|还|故|则|但|已|过|了|在|于|任何|任意|任一|任|一|新|通过|各种|"
    "各类|全部|从来|从|暂|尚|仍然|仍|曾|又|有|未|没|是|告知|作为|作|按|而终止|里|[,:]"
)
_KINDS = (
    "检举|案件|案|情况|情形|事件|现象|行为|类型|类别|类|事情|事宜|书面|形式|方式|途径|渠道|程序|决定|进入|发|范围|数量|总量|总数|件数|数|量|记录|报告|"
    "需要|需|结果|拒绝|政策|提供|予以|同志|人员|工作人员|干部|"
    "处理|件|起|例|宗|份|次|个|项|条|篇|名|位|家|场|期|批|处|栏|笔|“|”| "
)
_OPEN = sorted("|".join((_PEOPLE, _DISCLOSURE, _GRAMMAR, _KINDS, _EVENTS)).split("|"), key=len, reverse=True)
_OURS = "[局委厅院校办镇乡街县区市]机关|[我本](?:[局委办厅镇乡县市区街道校院所中心处站会队关社级]{1,2}|单位|机关|部门)"
_OF_REQUESTS = "逾期(?=[不未]补正)|(?<=更改、)补充"
_BESIDE_NOUN = "(?<=培训)班|(?<=年)度|一稳定|新闻(?=发布会|通气会)|(?:在线|网上|网络)(?=访谈|交流)|政策(?=解读)"
_PLAIN = re.compile(f"{_TIME}|{_OURS}|{_OF_REQUESTS}|{_BESIDE_NOUN}|{'|'.join(_OPEN)}")
# Plain words that tell one count of requests from another all the same.
_TELLING = re.compile("自然人|法人|其[他它]组织|主动公开")
# Who did not ask: one kind of applicant alone, or all of them.
_OF_SOME = re.compile("法人|其[他它]组织|企业|自然人")
_OF_ALL = re.compile("公民|个人|群众|公众|人民|自然人.*(?:法人|组织|单位)|(?:法人|组织|单位).*自然人|任何")
# A part of the offices, of the year or of the matter, a condition, an aim: what is denied of these is no count.
_PARTLY = re.compile(
    "部分(?!公开)|个别|有的|有些|多数|少数|一些|大多|各(?![类种级])|除|其余|其[他它](?:单位|部门|科室|乡镇|镇|街道|机关|局)|上半年|下半年|季度|月|如(?!下)|若|凡|一旦|力争|争取|确保|保证|避免|"
    "防止|力求|务求|杜绝|努力|要求做到|目标|必须|应当|另(?!行)|再无|再没|再未"
)
_MEASURES = (
    (re.compile("余?[人名位](?:次|[(]次[)])?|"), re.compile("人|员|者|专职|兼职|咨询|接待")),
    (re.compile("[万亿]?元|"), re.compile("金额|经费|资金|款|支出|投入|收取|成本|处理费|收费(?!项目)|减免")),
)
_FEE = re.compile("费用?|分文|标准")
_BY_ANY_WAY = re.compile("(?:任[一何意]|各种)(?:方式|形式|渠道|途径)")
_JOINT = re.compile("、|以及|(?<!涉)及|和|与(?![^,。;]{0,10}[有相无]关)|或者?")
_LONGEST = 60
# A clause that denies what the one before it names: 部分公开:无, 其他处理一类,本年度没有.
_DENIES_BEFORE = re.compile(
    "(?:本|全|当|报告|这)?(?:年度?|期)?内?(?:[均都也亦尚]|我[局委厅办市县区镇乡])*"
    "(?:没有|无|未(?:发生|出现|有|产生|涉及|收到)|[为是]零|零件?|空白)(?:发生|出现)?"
)
_BEHIND_NAME = (",", ":")
_NUMBERING = re.compile(r"\s*\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]")
_LONGEST_NAME = 40
# Counts that many a noun may name in passing.
_UNSURE = frozenset({"normative.issued", "rules.issued", "proactive.items.total", "new_media.accounts"})
# What is refused is no count of what was granted that there was none of: 因属个人隐私,未予公开.
_GRANTED = frozenset({"applications.outcome.granted", "applications.answered.granted"})
_REFUSES = re.compile("未[予能]?(?:以|够)?(?:公开|提供|同意)")
_OTHER_MATTERS = re.compile("其[他它](?!结果|处理|法定|方式|渠道|形式|途径|回应|对外|组织|载体|平台)|要求提供纸|纸质件")
_OF_FAULTS = re.compile("问题|不足|困难|改进|下一步|打算|努力方向|计划|建议")


def is_partial(page: Page, setting: Setting) -> bool:
    """Whether the clause denies something of a part alone: of some offices, months, of another year, of an aim."""
    start, end = setting.clause
    sign = _SIGN.search(page.text, start, end)
    if sign is not None and _PARTLY.search(page.text, start, sign.start()):
        return True
    return is_of_other_year(page, setting, max(1, end if sign is None else sign.start()))


def says_no_more(page: Page, rule: Rule, pieces: Sequence[Span]) -> bool:
    """Whether the spans hold nothing but words that the rule wants and such as leave open what is counted."""
    wanted = union(words for _, words in rule.require)
    of_topic = {number for number, topic in page.rules.topics.items() if topic in rule.topics}
    of_fees = any(code.startswith("fees.") for code in rule.metric_codes)
    for piece in pieces:
        known = _plain(page.text, piece) | _told(page, piece, wanted | of_topic)
        if of_fees:
            known |= {place for fee in _FEE.finditer(page.text, *piece) for place in range(*fee.span())}
        if len(known) < piece[1] - piece[0]:
            return False
    return True


def _plain(text: str, piece: Span) -> set[int]:
    """The places in the piece of words that leave open what is denied, and of the office that it begins with."""
    office = _OFFICE.match(text, *piece)
    return _open(text, piece) | (set(range(piece[0], office.end())) if office is not None else set())


def _open(text: str, piece: Span) -> set[int]:
    """The places in the piece of words that leave open what is denied."""
    return {place for plain in _PLAIN.finditer(text, *piece) for place in range(*plain.span())}


def _told(page: Page, piece: Span, words: Container[int]) -> set[int]:
    """The places in the piece of these words of the lexicon."""
    return {place for start, end, _ in page.words.among(piece, words) for place in range(start, end)}


def denies_all(page: Page, rule: Rule, clause: Span) -> bool:
    """Whether the matters of the clause that the rule names are named by no word that the rule does not know."""
    wanted = union(rule.beside)
    if _OF_SOME.search(page.text, *clause) and not _OF_ALL.search(page.text, *clause):
        return False
    if _BY_ANY_WAY.search(page.text, *clause):
        return True
    named = [matter for matter in _matters(page.text, clause) if page.words.among(matter, wanted)]
    return says_no_more(page, rule, named)


def names_several(text: str, clause: Span) -> bool:
    """Whether the clause may deny several matters: 无行政处罚、行政强制."""
    return _JOINT.search(text, *clause) is not None


def denied_counts(page: Page, clause: Span) -> list[tuple[Rule, Setting]]:
    """The rules of counts that name all that the clause denies, as if it told of none: 传真无, 没有直接起诉的案件."""
    if clause[1] - clause[0] > _LONGEST:
        return []
    for before, behind in _denials(page.text, clause):
        if not (_is_known(page, before) and _is_known(page, behind)) or _is_of_faults(page, clause):
            continue
        pieces = [piece for piece in (before, behind) if piece[0] < piece[1]]
        whole = _named(page, clause, pieces)
        parts = [_named(page, clause, part) for part in _parts(page.text, before, behind)]
        told = [part for part in parts if part is not None]
        several = len(told) == len(parts) and len({rule.metric_codes for rule, _ in told}) > 1
        if whole is not None and not several:
            return [whole]
        if parts and len(told) == len(parts):
            return told
    return []


def denied_before(page: Page, clause: Span) -> Span | None:
    """The clause with the one before it, when all it says is that there was none of what that names."""
    if page.text[clause[0] - 1 : clause[0]] not in _BEHIND_NAME:
        return None
    if _DENIES_BEFORE.fullmatch(page.text, *clause) is None:
        return None
    start, end = around(page.outline.clauses, clause[0] - 2, len(page.text))
    numbering = _NUMBERING.match(page.text, start, end)
    start = start if numbering is None else numbering.end()
    if end != clause[0] - 1 or not 1 < end - start < _LONGEST_NAME or page.is_counted_between(start, end):
        return None
    return None if _SIGN.search(page.text, start, end) else (start, clause[1])


def _is_of_faults(page: Page, clause: Span) -> bool:
    """Whether the clause tells of other matters, or stands under a heading of faults and plans."""
    if _OTHER_MATTERS.search(page.text, *clause):
        return True
    return any(_OF_FAULTS.search(page.text, *words) for words in setting_of_clause(page, clause).path)


def _is_known(page: Page, piece: Span) -> bool:
    """Whether all words of the piece are of the lexicon or leave open what is denied: no rule names others."""
    if not page.words.outside(page.text, piece):
        return True
    of_lexicon = _told(page, piece, range(len(page.words.lengths)))
    return len(_plain(page.text, piece) | of_lexicon) == piece[1] - piece[0]


def _denials(text: str, clause: Span) -> Iterator[tuple[Span, Span]]:
    """What stands before and behind each word of the clause that may deny something."""
    start, end = clause
    for sign in _SIGN.finditer(text, start, end):
        yield (start, sign.start()), (sign.end(), end)
    naught = _NAUGHT.search(text, start, end)
    if naught is not None:
        yield (start, naught.start()), (end, end)


def _parts(text: str, before: Span, behind: Span) -> list[list[Span]]:
    """The matters that are denied together, each with what is said of all of them on the other side."""
    told, other = (behind, before) if behind[0] < behind[1] else (before, behind)
    matters = _matters(text, told)
    beside = [other] if other[0] < other[1] else []
    told_of = [(_behind_sign(text, matter), matter[1]) for matter in matters]
    return [[*beside, matter] for matter in told_of] if len(matters) > 1 else []


def _behind_sign(text: str, matter: Span) -> int:
    """Where the matter's words begin, behind a denial of its own: 零申请、零收费."""
    sign = _SIGN.match(text, *matter)
    return matter[0] if sign is None else sign.end()


def _matters(text: str, span: Span) -> list[Span]:
    """What of the span stands between its marks and words that join."""
    joints = [joint.span() for joint in _JOINT.finditer(text, *span)]
    starts, ends = [span[0], *(joint[1] for joint in joints)], [*(joint[0] for joint in joints), span[1]]
    return list(zip(starts, ends, strict=True))


def _named(page: Page, clause: Span, pieces: Sequence[Span]) -> tuple[Rule, Setting] | None:
    """The first rule that fits a count of what the pieces name, if they name nothing else."""
    setting = setting_of_pieces(page, clause, pieces)
    for rule in page.rules.numerals.candidates(page.words, clause, setting.sentence, ANY_UNIT, page.form):
        if rule.value in (None, 0) and _counts_such(page.text, rule, pieces) and rule.fits(setting):
            if not _GRANTED.isdisjoint(rule.metric_codes) and _REFUSES.search(page.text, *clause):
                return None
            return (rule, setting) if _is_named(page, rule, pieces) and says_no_more(page, rule, pieces) else None
    return None


def _counts_such(text: str, rule: Rule, pieces: Sequence[Span]) -> bool:
    """Whether the rule's measures are of what the pieces name: people and money are told by words of their own."""
    for measures, words in _MEASURES:
        if rule.units and all(measures.fullmatch(unit) for unit in rule.units):
            return any(words.search(text, *piece) for piece in pieces)
    return True


def _is_named(page: Page, rule: Rule, pieces: Sequence[Span]) -> bool:
    """Whether the pieces name what the rule counts, by words that leave it less open than any denial does."""
    if rule.reason or rule.member.startswith("{") or not _UNSURE.isdisjoint(rule.metric_codes):
        return False
    wanted = union(rule.beside)
    return any(
        not _told(page, piece, wanted) <= _open(page.text, piece) or _TELLING.search(page.text, *piece)
        for piece in pieces
    )
