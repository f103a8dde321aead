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

# What is said to be none at the end of the clause, behind its noun.
_NAUGHT = re.compile("(?:为|是|呈|保持|一[项片直])*(?:零(?:记录|发生|报告)?|空白|空缺|阙如|(?<=为)空)(?:状态)?$")
# Plain words that tell one count of requests from another all the same.
_TELLING = re.compile("自然人|法人|其[他它]组织|主动公开")
# Who did not ask: one kind of applicant alone, or all of them.
_OF_SOME = re.compile("法人|其[他它]组织|企业|自然人")
_OF_ALL = re.compile("公民|个人|群众|公众|人民|自然人.*(?:法人|组织|单位)|(?:法人|组织|单位).*自然人|任何")
# A part of the offices, of the year or of the matter, a condition, an aim: what is denied of these is no count.
_PARTLY = re.compile(
    "部分(?!公开)|个别|有的|有些|多数|少数|一些|大多|各(?![类种级]|[^,。;:个别部分]{1,8}[均都皆]|乡镇|部门|单位|镇|街道|科室|[县市区局委处所])|除|其余|其[他它](?:单位|部门|科室|乡镇|镇|街道|机关|局)|"
    "上半年|下半年|季度|月|如(?!下)|若|凡|一旦|力争|争取|确保|保证|避免|"
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
    sign = page.rules.word_classes.denial.search(page.text, start, end)
    if sign is not None and _PARTLY.search(page.text, start, sign.start()):
        return True
    return is_of_other_year(page, setting, max(1, end if sign is None else sign.start()))


def says_no_more(page: Page, rule: Rule, pieces: Sequence[Span]) -> bool:
    """Whether the spans hold nothing but words that the rule wants and such as leave open what is counted."""
    wanted = union(words for _, words in rule.require)
    of_topic = {number for number, topic in page.rules.topics.items() if topic in rule.topics}
    of_fees = any(code.startswith("fees.") for code in rule.metric_codes)
    for piece in pieces:
        known = _plain(page, piece) | _told(page, piece, wanted | of_topic)
        if of_fees:
            known |= {place for fee in _FEE.finditer(page.text, *piece) for place in range(*fee.span())}
        if len(known) < piece[1] - piece[0]:
            return False
    return True


def _plain(page: Page, piece: Span) -> set[int]:
    """The places in the piece of words that leave open what is denied, and of the office that it begins with."""
    office = page.rules.word_classes.office.match(page.text, *piece)
    return _open(page, piece) | (set(range(piece[0], office.end())) if office is not None else set())


def _open(page: Page, piece: Span) -> set[int]:
    """The places in the piece of words that leave open what is denied."""
    found = page.rules.word_classes.open_words.finditer(page.text, *piece)
    return {place for word in found for place in range(*word.span())}


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
    for before, behind in _denials(page, clause):
        if not (_is_known(page, before) and _is_known(page, behind)) or _is_of_faults(page, clause):
            continue
        pieces = [piece for piece in (before, behind) if piece[0] < piece[1]]
        whole = _named(page, clause, pieces)
        parts = [_named(page, clause, part) for part in _parts(page, before, behind)]
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
    return None if page.rules.word_classes.denial.search(page.text, start, end) else (start, clause[1])


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
    return len(_plain(page, piece) | of_lexicon) == piece[1] - piece[0]


def _denials(page: Page, clause: Span) -> Iterator[tuple[Span, Span]]:
    """What stands before and behind each word of the clause that may deny something."""
    start, end = clause
    for sign in page.rules.word_classes.denial.finditer(page.text, start, end):
        yield (start, sign.start()), (sign.end(), end)
    naught = _NAUGHT.search(page.text, start, end)
    if naught is not None:
        yield (start, naught.start()), (end, end)


def _parts(page: Page, before: Span, behind: Span) -> list[list[Span]]:
    """The matters that are denied together, each with what is said of all of them on the other side."""
    told, other = (behind, before) if behind[0] < behind[1] else (before, behind)
    matters = _matters(page.text, told)
    beside = [other] if other[0] < other[1] else []
    told_of = [(_behind_sign(page, matter), matter[1]) for matter in matters]
    return [[*beside, matter] for matter in told_of] if len(matters) > 1 else []


def _behind_sign(page: Page, matter: Span) -> int:
    """Where the matter's words begin, behind a denial of its own: 零申请、零收费."""
    sign = page.rules.word_classes.denial.match(page.text, *matter)
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
        not _told(page, piece, wanted) <= _open(page, piece) or _TELLING.search(page.text, *piece) for piece in pieces
    )
