"""Reads the figures that stand in sentences: each numeral meets the rules with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from operator import attrgetter

from dagster_project.document import Document
from dagster_project.parsers.figures import Numeral, Statement
from dagster_project.parsers.numerals import COUNTING, Number, scan
from dagster_project.parsers.prose.apart import is_in_table_row, is_page_counter
from dagster_project.parsers.prose.asides import with_asides_behind
from dagster_project.parsers.prose.choosing import reading_of
from dagster_project.parsers.prose.contrasts import of_other_work
from dagster_project.parsers.prose.grounds import is_of_name
from dagster_project.parsers.prose.heads import (
    is_other_division,
    listed_member,
    part_behind_whole,
    part_beside,
    state_member,
)
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.lists import lists_of
from dagster_project.parsers.prose.names import without_line_counts, without_names
from dagster_project.parsers.prose.of_all import state_carried, state_of_all
from dagster_project.parsers.prose.outline import outline
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.parts import is_medium, is_one_of_a_sum, is_part, other_applicants
from dagster_project.parsers.prose.rebase import of_first_year, of_one_organ
from dagster_project.parsers.prose.rivals import without_rivals
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.parsers.prose.running_text import running_text
from dagster_project.parsers.prose.services import state_services
from dagster_project.parsers.prose.setting import Setting, regions
from dagster_project.parsers.prose.shares import state_share, state_share_by_name, whole_of_share
from dagster_project.parsers.prose.sides import setting_of
from dagster_project.parsers.prose.stating import SUBSTITUTE, Value, add, state
from dagster_project.parsers.prose.subjects import channel_told_before
from dagster_project.parsers.prose.together import told_together
from dagster_project.parsers.prose.told_tables import tables_told
from dagster_project.parsers.prose.totals import staff_before_parts, total_of_parts
from dagster_project.parsers.prose.unfolding import is_left_folded, unfolded
from dagster_project.parsers.prose.wholes import TOTAL, decide_wholes, is_bare, part_of, state_together
from dagster_project.parsers.prose.years import is_of_other_year, is_of_several_years
from dagster_project.parsers.prose.zeros import is_negated, state_zeros

# What words about many kinds of work make of a count, which a part of what is disclosed is nonetheless.
_UNSURE = "other_work"
# What numerals in the names of grounds are: 三类内部事务信息.
_NAMED = "list_length"
_ITEMS = frozenset(("条", "件", "篇", "则", "份", "条次", "件次"))
_WHOLE = _ITEMS | frozenset("次个人名位家场宗起例")
_FIELD = ("proactive.focus_items",)
# What stands between the counts of two years, when nothing else is said of the second.
_NEXT_YEAR = re.compile(r"[,、;]而?(?:(?:19|20)\d\d年度?|今年|本年度?|当年)(?:则?为|是|有|达到?)?")
_OTHER = "other"
_SUM_CONFIDENCE = Decimal("0.85")
_SECTIONS = {f"section_{level}": "section_number" for level in range(1, 6)}


@dataclass(frozen=True, slots=True)
class ProseReading:
    """The statements of the prose, and what became of each of its numerals."""

    statements: tuple[Statement, ...]
    numerals: tuple[Numeral, ...]


def read_prose(
    document: Document, tables: Sequence[Span], rules: ProseRules, form: str, report_year: int | None
) -> ProseReading:
    """All statements that the text outside `tables` makes, and the disposition of each of its numerals.

    `form` is the era whose codes are used: 2008, 2014, 2019 or 2021.
    """
    running = running_text(document.text, tables)
    text = running.text
    folded = False
    for rearranged in (partial(tables_told, document, running, tables), with_asides_behind, unfolded):
        pieces = rearranged(text)
        if pieces:
            running, text = running.put_together(pieces, text)
            folded = True
    numbers = scan(text)
    counts = [n for n in numbers if n.kind in COUNTING and not is_of_name(text, n)]
    parts = outline(text, numbers)
    nameless = without_line_counts(without_names(text, rules.departments, rules.worded_places), counts)
    found = rules.lexicon.find(nameless, regions(text, counts, parts, rules))
    page = Page(document, rules, running, text, found, numbers, counts, parts, form, report_year)
    page.together = told_together(text, counts)
    page.others = of_other_work(text, counts) | {place: one.is_not for place, one in page.together.items()}
    page.services = state_services(page)
    page.lists = lists_of(text, counts)
    decide_wholes(page, partial(_whole, page))
    read = {number.start: _NAMED for number in numbers if is_of_name(text, number)}
    read |= {number.start: _read_number(page, index, number) for index, number in enumerate(counts)}
    state_of_all(page)
    state_zeros(page)
    kept = without_rivals(page)
    stated = {page.places[index] for index in kept}
    read |= {place: "part_of_other_work" for place in set(page.places) - stated if place in read}
    order = sorted(kept, key=lambda i: page.places[i])
    statements = of_first_year(_without_substitutes([page.statements[i] for i in order]), report_year)
    statements = of_one_organ(statements)
    entries = [_numeral(page, n, read.get(n.start)) for n in numbers]
    return ProseReading(statements, tuple(_once(entries) if folded else entries))


def _once(entries: Sequence[Numeral]) -> list[Numeral]:
    """Each numeral of the document once, in its order: one that is told of several subjects is a figure if once one."""
    found: dict[int, Numeral] = {}
    for entry in entries:
        if entry.start not in found or entry.disposition == "figure":
            found[entry.start] = entry
    return [found[start] for start in sorted(found)]


def _without_substitutes(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements; what only stands in for a figure (`code?` in its rule) goes when that figure is stated.

    It goes too beside another value, and when its section tells a part of that figure at another place.
    """
    if all(one.decided_by != SUBSTITUTE for one in statements):
        return tuple(statements)
    values: dict[str, set[object]] = defaultdict(set)
    parts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in statements:
        values[one.metric_code].add(one.value if one.decided_by == SUBSTITUTE else None)
        for code in (one.metric_code, one.metric_code.rpartition(".")[0]):
            parts[code, one.place].add(one.start)
    return tuple(
        s
        for s in statements
        if s.decided_by != SUBSTITUTE
        or (values[s.metric_code] == {s.value} and parts[s.metric_code, s.place] == {s.start})
    )


def _numeral(page: Page, number: Number, read: str | None) -> Numeral:
    """The entry of a numeral in the ledger; `read` is figure, unread or a reason, and None when it counts nothing."""
    start, end = page.running.span(number.start, number.end)
    shown = page.document.text[start:end]
    if read == "figure":
        return Numeral(start, end, shown, "figure", "")
    if read == "unread":
        return Numeral(start, end, shown, "unread", "")
    return Numeral(start, end, shown, "ignored", read or _SECTIONS.get(number.kind, number.kind))


def _read_number(page: Page, index: int, number: Number) -> str:
    """Adds the statements that the numeral makes; figure, unread, or the reason why it counts nothing here."""
    if number.start in page.services:
        return "figure"
    if is_in_table_row(page, index, number):
        return "unread"
    if is_negated(page.text, number):
        return "negated"
    setting = setting_of(page, index)
    if is_page_counter(page, number, setting):
        return "page_chrome"
    if is_of_other_year(page, setting, number.start):
        return "other_year"
    if number.kind == "percent" and (share := state_share(page, index, number, setting)):
        return "figure" if share != "figure" and state_share_by_name(page, number, setting) else share
    if number.start in page.together and (told := state_together(page, number, setting)):
        return told
    return _by_rule(page, index, number, setting)


def _by_rule(page: Page, index: int, number: Number, setting: Setting) -> str:
    """Adds the statements that the numeral's rule or its list makes."""
    rule, setting = reading_of(page, number, setting)
    if nothing := _tells_nothing(page, rule, number, setting):
        return nothing
    channel = channel_told_before(page, rule, number, setting)
    if channel:
        add(page, channel, "", setting, Value.of(number), _SUM_CONFIDENCE)
        return "figure"
    unsure = rule is None or rule.metric_codes == _FIELD or (rule.reason and rule.order >= page.rules.guards)
    if unsure and (whole := whole_of_share(page, number)):
        add(page, whole, "", setting, Value.of(number), _SUM_CONFIDENCE)
        return "figure"
    if number.kind == "percent" and (rule is None or rule.reason) and state_share_by_name(page, number, setting):
        return "figure"
    if (member := part_of(page, rule, number) or listed_member(page, rule, number)) is not None:
        state_member(page, member, number, setting)
        return "figure"
    if rule is None or rule.reason:
        goes_on = rule is None or rule.order >= page.rules.guards
        if goes_on and (_sum_up(page, number, setting) or _state_beside_years(page, index, number, setting)):
            return "figure"
        unsure = rule is None or rule.reason == _UNSURE
        part = part_behind_whole(page, number, setting) if unsure else None
        part = part or (part_beside(page, number, setting) if goes_on else None)
        if part is not None:
            state_member(page, part, number, setting)
            return "figure"
        return _reason(page, rule, number)
    if (
        is_other_division(page, rule, number)
        or is_part(page, rule, number, setting)
        or is_medium(page, rule, setting)
        or is_left_folded(page.text, page.counts, index)
        or is_one_of_a_sum(page, index)
    ):
        return "breakdown"
    _state_figure(page, rule, number, setting)
    return "figure"


def _tells_nothing(page: Page, rule: Rule | None, number: Number, setting: Setting) -> str:
    """Why the numeral tells no count of the year, whatever its rule takes it for; empty when it may."""
    if (_is_fraction(number) or _goes_on(page.text, number)) and not (rule and rule.reason):
        return "unread"
    if rule and page.rules.flows.issuperset(rule.metric_codes) and is_of_several_years(page, setting, number.start):
        return "cumulative"
    return ""


def _is_fraction(number: Number) -> bool:
    """Whether a part of a thing that is counted whole is told: 1.234条, a figure that is misprinted."""
    return number.unit in _WHOLE and number.value is not None and number.value % 1 != 0


def _goes_on(text: str, number: Number) -> bool:
    """Whether the digits go on with others before a blank, which may be of the same figure: 5 6条."""
    return text[number.start - 1] == " " and text[number.start - 2].isdigit() and text[number.start].isascii()


def _state_figure(page: Page, rule: Rule, number: Number, setting: Setting) -> None:
    """Adds what the rule makes of the numeral, unless what is told before it makes more of it."""
    if is_bare(page, rule, setting):
        add(page, TOTAL, "", setting, Value.of(number), _SUM_CONFIDENCE)
    elif applicants := other_applicants(page, rule, number):
        add(page, applicants, _OTHER, setting, Value.of(number), rule.confidence)
    else:
        state(page, rule, number, setting)
        state_carried(page, setting, number)


def _whole(page: Page, number: Number) -> tuple[Rule | None, Setting] | None:
    """The rule of a count that others divide, and where it stands; None when it counts nothing of the report year."""
    setting = setting_of(page, bisect_left(page.counts, number.start, key=attrgetter("start")))
    return None if is_of_other_year(page, setting, number.start) else reading_of(page, number, setting)


def _sum_up(page: Page, number: Number, setting: Setting) -> bool:
    """Adds a total told after its parts, of staff before them too, or of the issuer's own work; False if it is none."""
    code = total_of_parts(page, number, setting) or staff_before_parts(page, number)
    if not code and number.unit in _ITEMS and is_bare(page, None, setting):
        code = TOTAL
    if code:
        add(page, code, "", setting, Value.of(number), _SUM_CONFIDENCE)
    return bool(code)


def _state_beside_years(page: Page, index: int, number: Number, setting: Setting) -> bool:
    """Adds what is only told as the year's beside counts of years before: 2020年收到申请25件,2021年37件."""
    for at in range(index, 0, -1):
        before, after = page.counts[at - 1], page.counts[at]
        if before.unit != number.unit or not _NEXT_YEAR.fullmatch(page.text, before.unit_end, after.start):
            return False
        where = setting_of(page, at - 1)
        rule, _ = reading_of(page, before, where)
        if rule is not None and not rule.reason and is_of_other_year(page, where, before.start):
            _state_figure(page, rule, number, setting)
            return True
    return False


def _reason(page: Page, rule: Rule | None, number: Number) -> str:
    """Why the numeral counts nothing: what the rule says, other work, or (unread) nothing that is known."""
    if rule is not None:
        return rule.reason
    return "part_of_other_work" if number.start in page.others else "unread"
