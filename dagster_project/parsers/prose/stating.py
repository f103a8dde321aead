"""Makes the statements that a rule makes of a count, each with its unit, its member and its evidence."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.parsers.figures import Qualifier, Semantic, Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.codes import COUNTS_OF_REQUESTS, OUTCOMES
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.members import member_of
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.routes import of_route
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting
from dagster_project.parsers.prose.sureness import sureness
from dagster_project.records import record

# What only stands in for another figure (`code?` in its rule) is told so, and less sure.
SUBSTITUTE = "stands_in"
_OF_FIELDS = frozenset(("proactive.focus_items", "proactive.items.by_channel"))
_FREELY_NAMED = Decimal("0.6")
_AS_SUBSTITUTE = Decimal("0.6")
_MONEY = {"元": "yuan", "万元": "wan_yuan", "亿元": "wan_yuan"}
_REMEDY_CODES = ("review.", "litigation.")
# What leads from a count to those whose requests they were.
_PARTED = re.compile("[件宗份](?:[,:]?其中|[(](?:其中)?)")
# A clause of no more characters says too little to be the evidence.
_SHORT_CLAUSE = 8


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
    outcome = _outcome_parted(page, setting, number)
    if outcome:
        return outcome
    said = [s for s in page.said_since(setting.period[0]) if s.metric_code in COUNTS_OF_REQUESTS]
    codes = (s.metric_code for s in reversed(said) if _holds(s, number))
    return next(codes, "applications.received.new")


def _outcome_parted(page: Page, setting: Setting, number: Number) -> str:
    """The code of the outcome just behind whose count its applicants are told: 予以公开25件(自然人22件,企业3件)."""
    before = page.indices_since(setting.sentence[0])
    last = page.statements[before[-1]] if before else None
    if last is None or not last.metric_code.startswith(OUTCOMES) or last.metric_code not in page.rules.by_applicant:
        return ""
    between = page.text[page.places[before[-1]] : number.start]
    parted = _PARTED.search(between) if last.member == "total" else ")" not in between
    told = (page.statements[index] for index in reversed(before))
    whole = next((s for s in told if s.metric_code == last.metric_code and s.member == "total"), last)
    return last.metric_code if parted and _holds(whole, number) else ""


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
    """One statement more, with the clause as its evidence.

    Fields and channels that have no name but the report's are doubtful: half of them, as measured, are other work.
    """
    if code in _OF_FIELDS and not member.isascii():
        confidence = min(confidence, _FREELY_NAMED)
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
