"""Makes the statements of what is said of all of a count: 收到申请23件,均按期答复."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import matches
from dagster_project.parsers.prose.codes import COUNTS_OF_REQUESTS, DIVIDED, OUTCOMES, REMEDIES, is_outcome, kind_of
from dagster_project.parsers.prose.grounds import OF_KINDS
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting, setting_of_clause
from dagster_project.parsers.prose.stating import Value, add
from dagster_project.parsers.prose.told import WHOLES

# All requests, said after their count or in a paragraph of its own: 所有申请均已按时办结.
_ALL_REQUESTS = re.compile(r"申请(?:事项|件)?[^,。;:\n\d]{0,4}[均都已全]")
_OF_ALL = re.compile(r"(?:所有|全部|上述|以上)(?:的)?(?:依申请公开|政府信息公开|信息公开|公开)?$")
# As many requests, named once more: 两件申请都在法定期限内答复.
_THESE_REQUESTS = re.compile(
    r"(?:依申请公开|政府信息公开|信息公开|公开)?的?申请(?:事项|件)?,?[^,。;:\n\d]{0,6}[均都全]"
)
# As many of what the paragraph is about, requests: 9件均在15个工作日内答复.
_THESE = re.compile(r"(?:申请)?(?:现已经?|目前已?|已经|已)?[均都全]")
_REQUEST_UNITS = frozenset({"件", "条", "宗", "份", "个"})
_REQUESTS = "application"
_CARRIED_OUT = "applications.carried_out"
_ALL = re.compile("[均都皆]|全部")
# The same with who did it before: 对上述6件申请,我局都已答复.
_ALL_SOON = re.compile("[^,。;:\\d\n]{0,4}?(?:[均都皆]|全部)")
# What may stand between a count and the reason that is told of all of it: its share.
_SHARE_BETWEEN = re.compile(r"[,(]?(?:约?占[^,。;:]{0,8}%[,)]?)?[,(]?")
# Said of all requests of the section without naming them, at the start of a sentence: 全部办结, 均按期答复.
_ELIDED = re.compile(
    r"(?:(?<=[。;\n])|(?<=[。;\n,、]申请)|(?<=[。;\n,、]申请件)|(?<=[。;\n][上以][述上]申请))(?:已?全部|[均都])"
    r"(?=[^,。;:\n\d]{0,12}(?:办结|答复|回复|办理完|处理完))"
)
_ELIDED_OPENINGS = ("已全部", "全部", "均", "都")
# 不予公开2件,无商业秘密类: what is said to be none is no reason for those counted before.
_NONE_OF_THIS = re.compile(
    "(?:其中|均|都|也|亦|并)?(?:无(?![法现正可需权])|没有(?![现制获掌保检查])|未(?:发生|出现|有|涉及))"
)
_COMPARISON = re.compile(r"(?:较|比(?=[上去前今\d])|同比|环比|与(?=[上去前\d]))[^,。;:]*$")
# How long a bracket behind a count may be, and how far before a count its noun and before requests their 所有 may be.
_BRACKET = 60
_BESIDE = 30
_BEFORE_ALL = 12
# Of whom a part is told, what is said to be none, and what is told of the rest: nothing is told of all.
_AMONG = ("申请中", "件中")
_NONE = ("没有", "无", "为零", "空白")
_NOT_OF_ALL = re.compile(
    "平均|其余|余下|剩余|其[它他]均|另外均|最多|最少|居多|居首|为主|主要(?!领导|负责)|次之|其次|次为|再次|较多|多数|大多|大部分"
)
# Nor what has a share of them: 通过网络提出者最多,占45%.
_A_SHARE = re.compile("[,(]?(?:仅|约|各)*占(?!(?:总数|全部|总量)?的?100%|全部[,。;])")


def state_carried(page: Page, setting: Setting, number: Number) -> None:
    """Adds what the clauses up to the next count say of all of a count just stated: answered, closed, concluded."""
    start = max(number.unit_end, number.end)
    end = _end_of_next(page, setting.period[1])
    anchors, words = page.rules.carried.anchors, page.words
    if anchors.isdisjoint(words.numbers[slice(*words.places((start, end)))]):
        return
    later = bisect_left(page.counts, start, key=attrgetter("start"))
    after = map(page.counts.__getitem__, range(later, len(page.counts)))
    others = (number.start for number in after if not _names_no_other(page.text, number))
    following = next(others, end)
    if following < (inner := _bracket_behind(page.text, start)):
        start, following = inner, next((place for place in others if place >= inner), end)
    clauses = [c for c in _clauses(page, start, min(end, following)) if c[1] <= following]
    clauses = [clause for clause in clauses if not anchors.isdisjoint(words.within(clause))]
    if not clauses:
        return
    named = _these_requests(page, number)
    stated = [s for s in page.said_since(setting.passage[0]) if named in (None, s.value)]
    own = [] if setting.before[0] > setting.clause[0] else page.told.at(setting.place)
    if any(s.metric_code == _CARRIED_OUT for s in own):
        return  # what is told behind those left undone is told of the others
    for clause in clauses:
        within = setting_of_clause(page, clause)
        for rule in page.rules.carried.candidates(words, clause, within.sentence, "", page.form):
            if rule.fits(within):
                spoken_of = _spoken_of(page, rule, within, own, stated, (start, setting.clause[1]))
                for base in _bases(rule, spoken_of)[-1:] or _the_one(rule, own):
                    _carry(page, rule, base, within, setting.place if base in own else setting.passage[0])


def state_of_all(page: Page) -> None:
    """Adds what a clause says of all requests that its section has counted: answered, closed, in time.

    A clause that names their number (23件申请均按期答复) speaks of as many, counted under any heading.
    """
    for match in _ALL_REQUESTS.finditer(page.text):
        if _OF_ALL.search(page.text, max(0, match.start() - _BEFORE_ALL), match.start()) is not None:
            _state_of_all(page, match.start(), None)
    for match in matches(_ELIDED, _ELIDED_OPENINGS, page.text):
        clause = around(page.outline.clauses, match.start(), len(page.text))
        if setting_of_clause(page, clause).topic == _REQUESTS:
            _state_of_all(page, match.start(), None)
    for number in page.counts:
        if (named := _these_requests(page, number)) is not None:
            _state_of_all(page, number.start, named)


def _the_one(rule: Rule, own: Sequence[Statement]) -> Sequence[Statement]:
    """The one request told by its way, of which the rule tells what became: 一件由村民当面递交,经研究予以公开."""
    if rule.value != 1 or "applications.received.new" not in rule.antecedents or not is_outcome(rule.metric_codes[0]):
        return ()
    return [s for s in own if s.value == 1 and not _is_no_part(s)]


def _bracket_behind(text: str, start: int) -> int:
    """Where the bracket that opens at `start` ends; `start` when none opens there: 10件(一审6件,二审4件),均维持."""
    close = text.find(")", start, start + _BRACKET) if text.startswith("(", start) else -1
    return start if close < 0 else close + 1


def _names_no_other(text: str, number: Number) -> bool:
    """Whether the clauses behind the number may still tell of the count before: it is a share, a ground or a term."""
    if number.kind == "percent" or number.unit == "个工作日" or text.startswith(OF_KINDS, number.start):
        return True
    return _COMPARISON.match(text, text.rfind(",", 0, number.start) + 1, number.start) is not None


def _these_requests(page: Page, number: Number) -> Decimal | None:
    """How many requests the numeral's clause speaks of as a whole: 23件申请均按期答复; None when it does not."""
    if number.unit not in _REQUEST_UNITS:
        return None
    named = _THESE_REQUESTS.match(page.text, number.unit_end) is not None
    others = page.rules.word_classes.other_counts.search(page.text, max(0, number.start - _BESIDE), number.start)
    if not named and others is None and _THESE.match(page.text, number.unit_end):
        named = setting_of_clause(page, around(page.outline.clauses, number.start, len(page.text))).topic == _REQUESTS
    return number.value if named else None


def _state_of_all(page: Page, place: int, count: Decimal | None) -> None:
    clause = around(page.outline.clauses, place, len(page.text))
    heading = setting_of_clause(page, clause).heading
    section = heading.start if heading is not None and count is None else 0
    for said in (clause, *_goes_on(page, clause)):
        within = setting_of_clause(page, said)
        for rule in page.rules.carried.candidates(page.words, said, within.sentence, "", page.form):
            if rule.fits(within) and (base := _last_base(page, rule, count, (section, place))) is not None:
                _carry(page, rule, base, within, section)


def _goes_on(page: Page, clause: Span) -> Sequence[Span]:
    """The clause behind, when it too tells something of all of them: 全部申请已经答复,均未超过法定期限."""
    if page.text[clause[1] : clause[1] + 1] != "," or _ALL_SOON.match(page.text, clause[1] + 1) is None:
        return ()
    behind = around(page.outline.clauses, clause[1] + 1, len(page.text))
    return () if page.is_counted_between(*behind) else (behind,)


def _last_base(page: Page, rule: Rule, count: Decimal | None, within: Span) -> Statement | None:
    """The last count in the span of which the rule may tell something; one that came one way if there is no other."""
    if rule.value is not None and count not in (None, rule.value):
        return None
    value = rule.value if count is None else count
    found = [page.told.last_whole(code, value, *within) for code in rule.antecedents]
    bases = [(_is_no_part(page.statements[index]), index) for index in found if index is not None]
    return page.statements[max(bases)[1]] if bases else None


def _bases(rule: Rule, stated: Iterable[Statement]) -> list[Statement]:
    """The counts of which the rule may tell something, those that came one way first."""
    bases = [s for s in stated if s.metric_code in rule.antecedents and s.member in WHOLES]
    return sorted((s for s in bases if rule.value in (None, s.value)), key=_is_no_part)


def _spoken_of(
    page: Page, rule: Rule, within: Setting, own: Sequence[Statement], stated: Sequence[Statement], ends: Span
) -> Sequence[Statement]:
    """The counts of which the clause speaks: of remedies those just counted, if any, unless it speaks of them all.

    `own` is what the count states, when its clause counts nothing before it.
    Why requests were refused is said just behind their count or behind its clause, which end at `ends`.
    """
    if rule.antecedents.isdisjoint(COUNTS_OF_REQUESTS) and any(code.startswith(OUTCOMES) for code in rule.antecedents):
        return own if any(_SHARE_BETWEEN.fullmatch(page.text, end, within.clause[0]) for end in ends) else ()
    kind = kind_of(rule.metric_codes[0])
    if kind not in REMEDIES:
        return () if is_outcome(rule.metric_codes[0]) and any(is_outcome(s.metric_code) for s in own) else stated
    counted = {kind_of(s.metric_code) for s in own} & {*REMEDIES}
    if kind in counted:
        return [s for s in own if kind_of(s.metric_code) == kind]
    if not own and not rule.antecedents.isdisjoint(DIVIDED):
        return ()
    if not counted:
        return stated
    if _ALL.search(page.text, *within.clause) is None:
        return ()
    since = max(page.text.rfind(mark, 0, ends[0]) for mark in ";。\n")
    said = page.said_since(since)
    return [s for s in stated if s in said]


def _is_no_part(statement: Statement) -> bool:
    """Whether the statement counts all requests and not those that came one way."""
    return ".mode." not in statement.metric_code


def _end_of_next(page: Page, end: int) -> int:
    """The end of the sentence after the one that ends at `end`, when it stands in the same paragraph."""
    if page.text[end : end + 1] != "。":
        return end
    return around(page.outline.periods, end + 1, len(page.text))[1]


def _clauses(page: Page, start: int, end: int) -> list[Span]:
    found, at = [], start
    while at < end:
        clause = around(page.outline.clauses, at, len(page.text))
        found.append((max(clause[0], start), clause[1]))
        at = clause[1] + 1
    return found


def _carry(page: Page, rule: Rule, base: Statement, within: Setting, since: int) -> None:
    """Adds the base's count under the rule's metrics, unless they were told since then.

    Clauses that name those of whom a part is told (已办结的申请中), what is left, what was none, an average or a share
    tell nothing of all.
    """
    if _A_SHARE.match(page.text, within.clause[1]):
        return
    if page.text.endswith(_AMONG, *within.clause) or _NOT_OF_ALL.search(page.text, *within.clause):
        return
    if page.text.endswith(_NONE, *within.clause):
        return
    if is_outcome(rule.metric_codes[0]) and _NONE_OF_THIS.match(page.text, *within.clause):
        return
    if not isinstance(base.value, Decimal):
        raise TypeError(f"{base.metric_code} is no count")
    said = Value(within.clause, base.value, base.qualifier, base.lower, base.upper, "", "reported")
    for code in rule.metric_codes:
        member = rule.member or ("total" if code in page.rules.by_applicant else "")
        if not page.told.is_told_since(code, member, since):
            add(page, code, rule.member, within, said, rule.confidence)
