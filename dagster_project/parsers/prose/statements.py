"""Makes the statements of the prose: figures by rule, what is said of all of a count, and zeros by negation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import compress, islice
from operator import attrgetter

from dagster_project.parsers.chinese_numerals import is_none
from dagster_project.parsers.figures import Qualifier, Semantic, Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import matches
from dagster_project.parsers.prose.denials import (
    denied_before,
    denied_counts,
    denies_all,
    is_partial,
    names_several,
    says_no_more,
)
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.members import member_of
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.routes import of_route
from dagster_project.parsers.prose.rules import ZONES, Rule
from dagster_project.parsers.prose.setting import Page, Setting, setting_of_clause
from dagster_project.parsers.prose.sureness import sureness
from dagster_project.parsers.prose.told import WHOLES
from dagster_project.records import record

SUBSTITUTE = "stands_in"
_AS_SUBSTITUTE = Decimal("0.6")
_CLAUSE = ZONES.index("clause")
_MONEY = {"元": "yuan", "万元": "wan_yuan", "亿元": "wan_yuan"}
_BASES = frozenset({"applications.received.new", "applications.inflow", "applications.carried_out"})
_NOT_ONE = re.compile(
    r"(?:未|没有?|无)(?:有|曾|被)?(?:发生|收到|出现|接到|受理|产生|引发|引起|提起|申请)*过?(?:任何)?$"
)
_NOT_EVEN_ONE = re.compile(
    r"[也都均]?(?:没有?(?!完|按|及时)|未(?=收到|接到|发生|制|出台|公开|发|召|开|举|刊|登|作出)|空白|空缺|无(?=[,。;)]))"
)
# All requests, said after their count or in a paragraph of its own: 所有申请均已按时办结.
_ALL_REQUESTS = re.compile(r"申请(?:事项|件)?[^,。;:\n\d]{0,4}[均都已全]")
_OF_ALL = re.compile(r"(?:所有|全部|上述|以上)(?:的)?(?:依申请公开|政府信息公开|信息公开|公开)?$")
# As many requests, named once more: 两件申请都在法定期限内答复.
_THESE_REQUESTS = re.compile(r"(?:依申请公开|政府信息公开|信息公开|公开)?的?申请(?:事项|件)?[^,。;:\n\d]{0,4}[均都全]")
# As many of what the paragraph is about, requests: 9件均在15个工作日内答复.
_THESE = re.compile(r"(?:申请)?[均都全]")
_OF_OTHERS = re.compile(r"建议|提案|议案|诉求|咨询|留言|来[信访电]|信访|工单|复议|诉讼|举报|投诉")
_REQUEST_UNITS = frozenset({"件", "条", "宗", "份", "个"})
_REQUESTS = "application"
_CARRIED_OUT = "applications.carried_out"
_REMEDIES = ("review", "litigation")
_REMEDY_CODES = ("review.", "litigation.")
_OUTCOMES = ("applications.outcome.", "applications.answered.")
DIVIDED = frozenset({"litigation.direct.total", "litigation.after_review.total"})
_ALL = re.compile("[均都皆]|全部")
# What may stand between a count and the reason that is told of all of it: its share.
_SHARE_BETWEEN = re.compile(r"[,(]?(?:约?占[^,。;:]{0,8}%[,)]?)?[,(]?")
# Said of all requests of the section without naming them, at the start of a sentence: 全部办结, 均按期答复.
_ELIDED = re.compile(
    r"(?:(?<=[。;\n])|(?<=[。;\n,、]申请)|(?<=[。;\n,、]申请件)|(?<=[。;\n][上以][述上]申请))(?:已?全部|[均都])"
    r"(?=[^,。;:\n\d]{0,12}(?:办结|答复|回复|办理完|处理完))"
)
_ELIDED_OPENINGS = ("已全部", "全部", "均", "都")
# Requests that are counted may all have been free of charge: 3件申请均未收费.
_NONE_OF_THEM = re.compile("[均都皆](?:未|不|没有?|免)")
# 不予公开2件,无商业秘密类: what is said to be none is no reason for those counted before.
_NONE_OF_THIS = re.compile(
    "(?:其中|均|都|也|亦|并)?(?:无(?![法现正可需权])|没有(?![现制获掌保检查])|未(?:发生|出现|有|涉及))"
)
# Numbers of kinds of information, and clauses that compare a count with last year's.
_GROUNDS = ("四类信息", "两类")
_COMPARISON = re.compile(r"(?:较|比(?=[上去前今\d])|同比|环比|与(?=[上去前\d]))[^,。;:]*$")
_BRACKET = 60
_AMONG = ("申请中", "件中")
_NONE = ("没有", "无", "为零", "空白")
_NOT_OF_ALL = re.compile("平均|其余|余下|剩余|其[它他]均|另外均")
_NEGATION = 12
_BESIDE = 30
_SHORT_CLAUSE = 8
_OF_COUNTS = Decimal("0.9")
# Of zeros that a clause states which names nothing.
_UNSURE = Decimal("0.7")
# What is no count unless others of its kind are counted beside it.
_BESIDE_OTHERS = (
    "proactive.",
    "website.",
    "gazette.",
    "new_media.",
    "power_lists.",
    "press_column.",
    "library.",
    "engagement.",
)
_SETS_UP = re.compile("建立|建设|设立|开设|开通|开办|注册|申请")
_REMEDY_NAMED = re.compile("复议|诉讼|[起被]诉")
_OF_DISCLOSURE = re.compile("(?:信息|政务)公开")
_CARRIED = frozenset({"applications.received.carried_in", "applications.carried_out"})
_TOTALS = frozenset(
    {
        *("review.total", "review.cases.total", "litigation.total", "litigation.cases.total"),
        *("litigation.direct.total", "litigation.after_review.total", "complaints.total", "appeal.cases.total"),
    }
)
# What is denied in so many words that one more may mean a part of it: 收费投诉, 征地方面的复议.
_CHECKED = (
    "applications.received.new",
    "applications.received.mode.",
    "review.",
    "litigation.",
    "complaints.",
    "appeal.",
)
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?度?")


@record
class Value:
    """What a statement says: its value with qualifier, bounds and unit, and the span that prints it."""

    span: Span
    value: Decimal
    qualifier: Qualifier
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    semantic: Semantic

    @classmethod
    def of(cls, number: Number) -> Value:
        """The value of a printed numeral."""
        if number.value is None:
            raise ValueError(f"the numeral at {number.start} has no value: {number.kind}")
        span = (number.start, number.end)
        return cls(span, number.value, number.qualifier, number.lower, number.upper, number.unit, "reported")

    @classmethod
    def zero(cls, span: Span) -> Value:
        """The zero that a negation states."""
        return cls(span, Decimal(0), "exact", Decimal(0), Decimal(0), "", "stated_zero")


def state(page: Page, rule: Rule, number: Number, setting: Setting) -> None:
    """Adds the statements that the rule makes of the numeral."""
    said = (setting.before, setting.after, setting.sentence)
    sure = sureness(page, rule, number, setting)
    for named in rule.metric_codes:
        code = _base(page, setting, number) if named == "{received}" else named.rstrip("?")
        if code.startswith(_REMEDY_CODES) and len(rule.metric_codes) == 1:
            code = of_route(page, setting, code)
        member = member_of(rule.member, page.text, page.words, said, setting.heading, page.rules.members)
        if len(rule.metric_codes) > 1 and code in page.rules.undivided:
            member = ""  # the row names it for the metric beside this one
        stands_in = named.endswith("?")
        confidence = _AS_SUBSTITUTE if stands_in else sure
        add(page, code, member, setting, Value.of(number), confidence, SUBSTITUTE if stands_in else "printed")


def _base(page: Page, setting: Setting, number: Number) -> str:
    """The code of the requests that the sentence divides by applicant: the last said that are not fewer than these."""
    said = [s for s in page.said_since(setting.period[0]) if s.metric_code in _BASES]
    codes = (s.metric_code for s in reversed(said) if _holds(s, number))
    return next(codes, "applications.received.new")


def _holds(whole: Statement, number: Number) -> bool:
    """Whether the number may be a part of the whole."""
    return isinstance(whole.value, Decimal) and number.value is not None and number.value <= whole.value


def add(
    page: Page,
    code: str,
    member: str,
    setting: Setting,
    said: Value,
    confidence: Decimal,
    decided_by: str = "printed",
) -> None:
    """One statement more, with the clause as its evidence."""
    value, lower, upper = said.value, said.lower, said.upper
    if said.unit == "亿元":
        value, lower, upper = value * 10_000, lower and lower * 10_000, upper and upper * 10_000
    start, end = page.running.span(*said.span)
    first, last = page.running.span(*_evidence(setting))
    section = " > ".join(page.text[a:b] for a, b in setting.path)
    page.keep(
        Statement(
            code,
            member or ("total" if code in page.rules.by_applicant else ""),
            value,
            _MONEY.get(said.unit) or page.rules.units[code],
            said.qualifier,
            said.semantic,
            page.document.printed[start:end],
            lower,
            upper,
            "prose",
            section,
            start,
            end,
            " ".join(page.document.printed[first:last].split()),
            f"chars {start}-{end}; {section}" if section else f"chars {start}-{end}",
            confidence,
            decided_by,
        ),
        setting.place,
    )


def _evidence(setting: Setting) -> Span:
    """The clause, and from the start of the sentence when the clause alone says too little."""
    start, end = setting.clause
    return (start, end) if end - start >= _SHORT_CLAUSE else (max(setting.sentence[0], start - 40), end)


def state_carried(page: Page, setting: Setting, number: Number) -> None:
    """Adds what the clauses up to the next count say of all of a count just stated: answered, closed, concluded."""
    start = max(number.unit_end, number.end)
    end = _end_of_next(page, setting.period[1])
    anchors, words = page.rules.carried.anchors, page.words
    if anchors.isdisjoint(words.numbers[slice(*words.places((start, end)))]):
        return
    later = bisect_left(page.counts, start, key=attrgetter("start"))
    others = (n.start for n in islice(page.counts, later, None) if not _names_no_other(page.text, n))
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
        if _OF_ALL.search(page.text, max(0, match.start() - _NEGATION), match.start()) is not None:
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
    if rule.value != 1 or "applications.received.new" not in rule.antecedents or not _is_outcome(rule.metric_codes[0]):
        return ()
    return [s for s in own if s.value == 1 and not _is_no_part(s)]


def _bracket_behind(text: str, start: int) -> int:
    """Where the bracket that opens at `start` ends; `start` when none opens there: 10件(一审6件,二审4件),均维持."""
    close = text.find(")", start, start + _BRACKET) if text.startswith("(", start) else -1
    return start if close < 0 else close + 1


def _names_no_other(text: str, number: Number) -> bool:
    """Whether the clauses behind the number may still tell of the count before: it is a share, a ground or a term."""
    if number.kind == "percent" or number.unit == "个工作日" or text.startswith(_GROUNDS, number.start):
        return True
    return _COMPARISON.match(text, text.rfind(",", 0, number.start) + 1, number.start) is not None


def _these_requests(page: Page, number: Number) -> Decimal | None:
    """How many requests the numeral's clause speaks of as a whole: 23件申请均按期答复; None when it does not."""
    if number.unit not in _REQUEST_UNITS:
        return None
    named = _THESE_REQUESTS.match(page.text, number.unit_end) is not None
    others = _OF_OTHERS.search(page.text, max(0, number.start - _BESIDE), number.start)
    if not named and others is None and _THESE.match(page.text, number.unit_end):
        named = setting_of_clause(page, around(page.outline.clauses, number.start, len(page.text))).topic == _REQUESTS
    return number.value if named else None


def _state_of_all(page: Page, place: int, count: Decimal | None) -> None:
    clause = around(page.outline.clauses, place, len(page.text))
    within = setting_of_clause(page, clause)
    section = within.heading.start if within.heading is not None and count is None else 0
    for rule in page.rules.carried.candidates(page.words, clause, within.sentence, "", page.form):
        if rule.fits(within) and (base := _last_base(page, rule, count, (section, place))) is not None:
            _carry(page, rule, base, within, section)


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
    if rule.antecedents.isdisjoint(_BASES) and any(code.startswith(_OUTCOMES) for code in rule.antecedents):
        return own if any(_SHARE_BETWEEN.fullmatch(page.text, end, within.clause[0]) for end in ends) else ()
    kind = _kind(rule.metric_codes[0])
    if kind not in _REMEDIES:
        return () if _is_outcome(rule.metric_codes[0]) and any(_is_outcome(s.metric_code) for s in own) else stated
    counted = {_kind(s.metric_code) for s in own} & {*_REMEDIES}
    if kind in counted:
        return [s for s in own if _kind(s.metric_code) == kind]
    if not own and not rule.antecedents.isdisjoint(DIVIDED):
        return ()
    if not counted:
        return stated
    if _ALL.search(page.text, *within.clause) is None:
        return ()
    since = max(page.text.rfind(mark, 0, ends[0]) for mark in ";。\n")
    said = page.said_since(since)
    return [s for s in stated if s in said]


def _is_outcome(code: str) -> bool:
    """Whether the code counts requests with one outcome: what is then said of all of them is said of these."""
    return code.startswith(_OUTCOMES) and not code.endswith(".total")


def _kind(code: str) -> str:
    return code.partition(".")[0]


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

    Clauses that name those of whom a part is told (已办结的申请中), what is left, what was none, or an average, tell
    nothing of all.
    """
    if page.text.endswith(_AMONG, *within.clause) or _NOT_OF_ALL.search(page.text, *within.clause):
        return
    if page.text.endswith(_NONE, *within.clause):
        return
    if _is_outcome(rule.metric_codes[0]) and _NONE_OF_THIS.match(page.text, *within.clause):
        return
    if not isinstance(base.value, Decimal):
        raise TypeError(f"{base.metric_code} is no count")
    said = Value(within.clause, base.value, base.qualifier, base.lower, base.upper, "", "reported")
    for code in rule.metric_codes:
        member = rule.member or ("total" if code in page.rules.by_applicant else "")
        if not page.told.is_told_since(code, member, since):
            add(page, code, rule.member, within, said, rule.confidence)


def is_negated(text: str, number: Number) -> bool:
    """Whether the one that the numeral names is said not to be: 未发生一起, 一件也没有."""
    if number.value != 1:
        return False
    if _NOT_EVEN_ONE.match(text, max(number.end, number.unit_end)):
        return True
    return _NOT_ONE.search(text, max(0, number.start - _NEGATION), number.start) is not None


def state_zeros(page: Page) -> None:
    """Adds the zeros that clauses without a count state: 未收到, 无, 未发生, 不收费."""
    table = page.rules.zeros
    stated = (
        n
        for n in page.counts
        if n.kind == "count"
        and not is_negated(page.text, n)
        and not page.text.startswith(_GROUNDS, n.start)
        and (page.told.at(n.start) or not is_none(page.text, n.start))
    )
    counted = {around(page.outline.clauses, n.start, len(page.text)) for n in stated}
    opening, looked_at = table.by_word, -1
    for start in compress(page.words.starts, map(opening.__contains__, page.words.numbers)):
        if start < looked_at:
            continue
        clause = around(page.outline.clauses, start, len(page.text))
        looked_at = clause[1]
        if clause in counted and _NONE_OF_THEM.search(page.text, *clause) is None:
            continue
        sentence = around(page.outline.sentences, start, len(page.text))
        rules = list(table.candidates(page.words, clause, sentence, "", page.form))
        if clause in counted:
            rules = [rule for rule in rules if _is_of_fees(rule)]
        _state_zero(page, clause, rules, clause in counted)


def _is_of_fees(rule: Rule) -> bool:
    return all(code.startswith("fees.") for code in rule.metric_codes)


def _state_zero(page: Page, clause: Span, rules: list[Rule], counts: bool) -> None:
    """Adds what the rules of zeros say of the clause, or what it denies of what the rules of counts name.

    A clause that counts something denies no more than the rules of zeros say.
    """
    fitting = _fitting(page, clause, rules)
    wider = None if counts or any(rule.confidence > _UNSURE for rule in fitting) else denied_before(page, clause)
    if wider is not None and denied_counts(page, wider):
        clause, fitting = wider, []
    elif wider is not None and not _is_heading(page, wider):
        fitting = [rule for rule in fitting if says_no_more(page, rule, [wider])]
    setting = setting_of_clause(page, clause)
    several = names_several(page.text, clause)
    sure = bool(fitting) and not several and all(_is_checked(r) or says_no_more(page, r, [clause]) for r in fitting)
    named = [] if counts or sure else denied_counts(page, clause)
    if not fitting and not named:
        return
    partial = is_partial(page, setting)
    told = ((_code(code), rule, where) for rule, where in named for code in rule.metric_codes)
    counted = {code: (rule, where) for code, rule, where in told if _may_be_none(page, code, rule.member, where)}
    if not any(_is_checked(rule) for rule in fitting) and not several:
        fitting = [rule for rule in fitting if _agrees(rule, counted)]
    stated: set[str] = set()
    wholes = _wholes({*counted, *(code for rule in fitting for code in rule.metric_codes)})
    for rule in fitting:
        for code in rule.metric_codes:
            if code not in stated and code not in wholes and (not partial or code in _CARRIED):
                stated.add(code)
                add(page, code, rule.member, setting, Value.zero(clause), rule.confidence)
    for code, (rule, where) in counted.items() if not partial else ():
        if code not in stated and code not in wholes and (not stated or code in _TOTALS):
            _state_none(page, code, rule, where)


def _wholes(codes: Collection[str]) -> set[str]:
    """Those of the codes of which another is a part: what is denied of a ground is not denied of all refusals."""
    parts = {".".join(code.split(".")[:-1]) for code in codes}
    return {code for code in codes if code in parts}


def _code(named: str) -> str:
    """The code that a rule names for a count of which there was none."""
    return "applications.received.new" if named == "{received}" else named.rstrip("?")


def _may_be_none(page: Page, code: str, member: str, setting: Setting) -> bool:
    """Whether the section leaves it open that there was none of what the code counts."""
    since = setting.heading.start if setting.heading is not None else 0
    if code.startswith(_BESIDE_OTHERS) and (
        _SETS_UP.search(page.text, *setting.clause) or not _tells_beside(page, code, since)
    ):
        return False
    if (
        _kind(code) in _REMEDIES
        and code not in _TOTALS
        and not (_names_remedies(page, setting) or _is_one_kinds(page, code, setting, since))
    ):
        return False
    return not page.told.is_told_since(code, member or ("total" if code in page.rules.by_applicant else ""), since)


def _tells_beside(page: Page, code: str, since: int) -> bool:
    """Whether the section counts what stands beside the code: another channel beside one that was not used."""
    beside = code.rpartition(".")[0]
    return any(s.metric_code.startswith(beside) and s.value for s in page.said_since(since))


def _state_none(page: Page, code: str, rule: Rule, setting: Setting) -> None:
    """Adds that there was none of what the rule counts."""
    said = (setting.before, setting.after, setting.sentence)
    member = member_of(rule.member, page.text, page.words, said, setting.heading, page.rules.members)
    add(page, code, member, setting, Value.zero(setting.clause), _OF_COUNTS)


def _is_one_kinds(page: Page, code: str, setting: Setting, since: int) -> bool:
    """Whether the section counts cases of which the outcome is told, and the period none of the other remedy."""
    own = any(_kind(s.metric_code) == _kind(code) and s.value for s in page.said_since(since))
    told = [i for i in page.indices_since(setting.period[0]) if page.places[i] < setting.period[1]]
    kinds = {_kind(page.statements[index].metric_code) for index in told} & {*_REMEDIES}
    return own and (len(kinds) < len(_REMEDIES) or _REMEDY_NAMED.search(page.text, *setting.clause) is not None)


def _is_heading(page: Page, clause: Span) -> bool:
    """Whether the clause begins with the words of a heading."""
    heading = setting_of_clause(page, clause).heading
    return heading is not None and heading.words[0] <= clause[0] < heading.words[1]


def _fitting(page: Page, clause: Span, rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules of zeros that fit the clause and all that it denies."""
    setting, words = setting_of_clause(page, clause), page.words.within(clause)
    return [r for r in rules if r.admits(_CLAUSE, words) and r.fits(setting) and _denies_all(page, r, setting)]


def _names_remedies(page: Page, setting: Setting) -> bool:
    """Whether the clause names reviews or lawsuits, and it or a heading above says that they are of disclosure."""
    spans = (setting.clause, *setting.path)
    of_disclosure = any(_OF_DISCLOSURE.search(page.text, *span) for span in spans)
    return of_disclosure and _REMEDY_NAMED.search(page.text, *setting.clause) is not None


def _denies_all(page: Page, rule: Rule, setting: Setting) -> bool:
    """Whether the clause denies all that the rule counts, as far as its words tell."""
    if rule.bare:
        bare = _is_bare(page.text, setting.clause) and says_no_more(page, rule, [setting.clause])
        return bare and denies_all(page, rule, setting.clause)
    return not _is_checked(rule) or denies_all(page, rule, setting.clause)


def _agrees(rule: Rule, counted: Collection[str]) -> bool:
    """Whether the rule tells of a count that the clause denies, or of one that it may deny beside that."""
    if any(code.startswith(f"{whole}.") for code in counted for whole in rule.metric_codes):
        return False
    kinds = {_kind(code) for code in counted}
    return not counted or _kind(rule.metric_codes[0]) in kinds


def _is_checked(rule: Rule) -> bool:
    return rule.metric_codes[0].startswith(_CHECKED)


def _is_bare(text: str, clause: Span) -> bool:
    """True when the clause says no more than that there was none."""
    return len(_YEAR.sub("", text[clause[0] : clause[1]]).strip()) <= _SHORT_CLAUSE
