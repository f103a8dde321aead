"""Makes the zeros that are stated in words: 未收到, 无, 未发生, 不收费."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import compress

from dagster_project.parsers.chinese_numerals import is_none
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.codes import REMEDIES, kind_of
from dagster_project.parsers.prose.denials import (
    denied_before,
    denied_counts,
    denies_all,
    is_partial,
    names_several,
    says_no_more,
)
from dagster_project.parsers.prose.grounds import OF_KINDS
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.members import member_of
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import ZONES, Rule
from dagster_project.parsers.prose.setting import Setting, setting_of_clause
from dagster_project.parsers.prose.stating import Value, add

_CLAUSE = ZONES.index("clause")
# The one that a numeral names is denied before it (未发生一起) or behind it (一件也没有).
_NOT_ONE = re.compile(
    r"(?:未|没有?|无)(?:有|曾|被)?(?:发生|收到|出现|接到|受理|产生|引发|引起|提起|申请)*过?(?:任何)?$"
)
_NOT_EVEN_ONE = re.compile(
    r"[也都均]?(?:没有?(?!完|按|及时)|未(?=收到|接到|发生|制|出台|公开|发|召|开|举|刊|登|作出)|空白|空缺|无(?=[,。;)]))"
)
# Requests that are counted may all have been free of charge: 3件申请均未收费.
_NONE_OF_THEM = re.compile("[均都皆](?:未|不|没有?|免)")
# How far before its numeral a denial may stand, and how long a clause is that says no more than that there was none.
_NEGATION = 12
_LONGEST_BARE = 8
# The confidence in zeros of what a rule of counts names.
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
# What is carried over may be none at the end of a part of the year; totals are told beside another zero.
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
        and not page.text.startswith(OF_KINDS, n.start)
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
        kind_of(code) in REMEDIES
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
    own = any(kind_of(s.metric_code) == kind_of(code) and s.value for s in page.said_since(since))
    told = [i for i in page.indices_since(setting.period[0]) if page.places[i] < setting.period[1]]
    kinds = {kind_of(page.statements[index].metric_code) for index in told} & {*REMEDIES}
    return own and (len(kinds) < len(REMEDIES) or _REMEDY_NAMED.search(page.text, *setting.clause) is not None)


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
    kinds = {kind_of(code) for code in counted}
    return not counted or kind_of(rule.metric_codes[0]) in kinds


def _is_checked(rule: Rule) -> bool:
    return rule.metric_codes[0].startswith(_CHECKED)


def _is_bare(text: str, clause: Span) -> bool:
    """True when the clause says no more than that there was none."""
    return len(_YEAR.sub("", text[clause[0] : clause[1]]).strip()) <= _LONGEST_BARE
