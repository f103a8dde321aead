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
from dagster_project.parsers.chinese_numerals import is_none
from dagster_project.parsers.figures import Numeral, Statement
from dagster_project.parsers.numerals import COUNTING, Number, scan
from dagster_project.parsers.prose.apart import is_in_table_row, is_page_counter
from dagster_project.parsers.prose.asides import with_asides_behind
from dagster_project.parsers.prose.behind import is_outcome, told_behind
from dagster_project.parsers.prose.contrasts import of_other_work
from dagster_project.parsers.prose.grounds import is_of_name, with_ground
from dagster_project.parsers.prose.heads import (
    is_other_division,
    listed_member,
    part_behind_whole,
    part_beside,
    state_member,
)
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.lists import lists_of
from dagster_project.parsers.prose.names import without_names
from dagster_project.parsers.prose.of_all import state_carried, state_of_all
from dagster_project.parsers.prose.outline import outline
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rebase import of_first_year
from dagster_project.parsers.prose.rivals import without_rivals
from dagster_project.parsers.prose.rules import ANY_UNIT, ProseRules, Rule
from dagster_project.parsers.prose.running_text import running_text
from dagster_project.parsers.prose.services import state_services
from dagster_project.parsers.prose.setting import Setting, regions
from dagster_project.parsers.prose.shares import share_of
from dagster_project.parsers.prose.sides import leaning, setting_of
from dagster_project.parsers.prose.stating import SUBSTITUTE, Value, add, state
from dagster_project.parsers.prose.together import told_together
from dagster_project.parsers.prose.totals import staff_before_parts, total_of_parts
from dagster_project.parsers.prose.unfolding import is_left_folded, unfolded
from dagster_project.parsers.prose.wholes import TOTAL, decide_wholes, is_bare, part_of, state_together
from dagster_project.parsers.prose.years import is_of_other_year
from dagster_project.parsers.prose.zeros import is_negated, state_zeros

_PART = re.compile("其中|当中|包括")
# A channel counted within a channel, and the visits of a column within those of a site, are figures of their own.
_OWN_PARTS = ("proactive.channel.", "website.visits")
_CHANNEL = "proactive.channel."
_OTHER_CHANNELS = "proactive.channel.other"
_YEARS_PART = re.compile(r"(?:(?:19|20)\d\d|本|当)年|年内|新增|新收|新受理|新接")
# Interpretations by their medium: pictures and videos that are counted beside all of them.
_INTERPRETED = ("response.interpretations",)
_MEDIA = "专家|图解|图表|图文|文字|视频|动漫|动画|音频|长图|海报|H5|一图读懂"
_BY_MEDIUM = re.compile(_MEDIA)
_MEDIUM = re.compile(rf"(?:(?!解读).)*(?:解读)?(?:{_MEDIA})[^,。;:]{{0,4}}")
# What words about many kinds of work make of a count, which a part of what is disclosed is nonetheless.
_UNSURE = "other_work"
# What numerals in the names of grounds are: 三类内部事务信息.
_NAMED = "list_length"
_ITEMS = frozenset(("条", "件", "篇", "则", "份", "条次", "件次"))
_SUM_CONFIDENCE = Decimal("0.85")
_SECTIONS = {f"section_{level}": "section_number" for level in range(1, 6)}
# A clause of nothing but one of these is read with the clause before it.
_TOTALS = ("共", "共计", "合计", "总计", "累计")
_SHARE = ("占", "所占", "比例", "占比")
_SHARE_REACH = 24
_MATTER_REACH = 200
# Of which of the two counts before it a share is said: 法规40条、动态160条,前者占20%,后者占80%.
_OF_TWO = {"前者占": -2, "后者占": -1, "前者所占": -2, "后者所占": -1}
_SHARES_BESIDE = 4
_SHARE_CONFIDENCE = Decimal("0.95")


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
    for rearranged in (with_asides_behind, unfolded):
        pieces = rearranged(text)
        if pieces:
            running, text = running.put_together(pieces, text)
            folded = True
    numbers = scan(text)
    counts = [n for n in numbers if n.kind in COUNTING and not is_of_name(text, n)]
    parts = outline(text, numbers)
    nameless = without_names(text, rules.departments, rules.worded_places)
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
    if number.kind == "percent" and (share := _share(page, index, number, setting)):
        return "figure" if share != "figure" and _share_by_name(page, number, setting) else share
    if number.start in page.together and (told := state_together(page, number, setting)):
        return told
    return _by_rule(page, index, number, setting)


def _by_rule(page: Page, index: int, number: Number, setting: Setting) -> str:
    """Adds the statements that the numeral's rule or its list makes."""
    rule, setting = _reading(page, number, setting)
    if number.kind == "percent" and (rule is None or rule.reason) and _share_by_name(page, number, setting):
        return "figure"
    if (member := part_of(page, rule, number) or listed_member(page, rule, number)) is not None:
        state_member(page, member, number, setting)
        return "figure"
    if rule is None or rule.reason:
        goes_on = rule is None or rule.order >= page.rules.guards
        if goes_on and _sum_up(page, number, setting):
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
        or _is_part(page, rule, number, setting)
        or _is_medium(page, rule, setting)
        or is_left_folded(page.text, page.counts, index)
    ):
        return "breakdown"
    if is_bare(page, rule, setting):
        add(page, TOTAL, "", setting, Value.of(number), _SUM_CONFIDENCE)
        return "figure"
    state(page, rule, number, setting)
    state_carried(page, setting, number)
    return "figure"


def _whole(page: Page, number: Number) -> tuple[Rule | None, Setting] | None:
    """The rule of a count that others divide, and where it stands; None when it counts nothing of the report year."""
    setting = setting_of(page, bisect_left(page.counts, number.start, key=attrgetter("start")))
    return None if is_of_other_year(page, setting, number.start) else _reading(page, number, setting)


def _sum_up(page: Page, number: Number, setting: Setting) -> bool:
    """Adds a total told after its parts, of staff before them too, or of the issuer's own work; False if it is none."""
    code = total_of_parts(page, number, setting) or staff_before_parts(page, number)
    if not code and number.unit in _ITEMS and is_bare(page, None, setting):
        code = TOTAL
    if code:
        add(page, code, "", setting, Value.of(number), _SUM_CONFIDENCE)
    return bool(code)


def _reading(page: Page, number: Number, setting: Setting) -> tuple[Rule | None, Setting]:
    """The rule that fits the numeral where it is told, with the ground of an outcome that is told before it."""
    rule, told = _told(page, number, setting)
    return with_ground(page, rule, told, partial(_rule_for, page, number, reasons=False))


def _told(page: Page, number: Number, setting: Setting) -> tuple[Rule | None, Setting]:
    """The rule that fits the numeral, in its own clause or with the one before it when its own names nothing."""
    rule = _rule_for(page, number, setting)
    bare = page.text[setting.clause[0] : number.start] in _TOTALS
    if rule is None or bare or (rule.reason and rule.order >= page.rules.guards):
        wider = leaning(page, setting)
        other = _rule_for(page, number, wider) if wider is not None else None
        if wider is not None and other is not None and not other.reason:
            return other, wider
    for behind in told_behind(page, rule, setting):
        other = _rule_for(page, number, behind)
        if is_outcome(other, behind):
            return other, behind
    return rule, setting


def _rule_for(page: Page, number: Number, setting: Setting, *, reasons: bool = True) -> Rule | None:
    """The first rule that fits the numeral where it stands; of those that make a figure if without `reasons`."""
    spelled = not page.text[number.start].isascii()
    others = page.others.get(number.start, ())
    told = (page.words, setting.clause, setting.sentence)
    unit = number.unit or (ANY_UNIT if is_none(page.text, number.start) else "")
    for rule in page.rules.numerals.candidates(*told, unit, page.form):
        if rule.reason and not reasons:
            continue
        if others and any(code.startswith(others) for code in rule.metric_codes):
            continue
        if (not rule.in_words or spelled) and rule.value in (None, number.value) and rule.fits(setting):
            if _is_of_other_matter(page, rule, number, setting):
                return None
            return rule
    return None


def _is_of_other_matter(page: Page, rule: Rule, number: Number, setting: Setting) -> bool:
    """Whether the noun that the rule reads is said of another trade's work; then the numeral is kept as one of it."""
    matter = page.rules.matters.of(rule.metric_codes)
    if matter is None:
        return False
    before = page.counts_between(setting.clause[0] - _MATTER_REACH, number.start)
    other = matter.is_other(page.text, number.start, setting.clause, before)
    if other:
        page.others[number.start] = (*page.others.get(number.start, ()), *rule.metric_codes)
    return other


def _reason(page: Page, rule: Rule | None, number: Number) -> str:
    """Why the numeral counts nothing: what the rule says, other work, or (unread) nothing that is known."""
    if rule is not None:
        return rule.reason
    return "part_of_other_work" if number.start in page.others else "unread"


def _is_part(page: Page, rule: Rule, number: Number, setting: Setting) -> bool:
    """True when the numeral counts a part (其中) of a count that the sentence has just stated under the same code."""
    if rule.member or not _opens_part(page.text, setting.sentence[0], number.start):
        return False
    if rule.metric_codes[0].startswith(_CHANNEL) and _divides_interpretations(page, number, setting):
        return True
    start = (setting.period if page.text.startswith("其中", setting.sentence[0]) else setting.sentence)[0]
    for statement, place in zip(reversed(page.statements), reversed(page.places), strict=True):
        if place < start:
            return False
        larger = isinstance(statement.value, Decimal) and number.value is not None and number.value < statement.value
        same = statement.metric_code in rule.metric_codes and (
            statement.metric_code == _OTHER_CHANNELS or not statement.metric_code.startswith(_OWN_PARTS)
        )
        if larger and same and statement.member in ("", "total"):
            return _opens_part(page.text, place, number.start) and not _YEARS_PART.search(
                page.text, setting.before[0], number.start
            )
    return False


def _divides_interpretations(page: Page, number: Number, setting: Setting) -> bool:
    """True when the count before the channel's, which it is a part of, is one of interpretations: 其中网站发布6篇."""
    before = page.indices_since(setting.sentence[0])
    whole = page.statements[before[-1]] if before else None
    if whole is None or whole.metric_code not in _INTERPRETED or not isinstance(whole.value, Decimal):
        return False
    return _opens_part(page.text, page.places[before[-1]], number.start) and whole.value > (number.value or 0)


def _is_medium(page: Page, rule: Rule, setting: Setting) -> bool:
    """True when the numeral counts a medium (图解) of the interpretations that the sentence has just counted.

    Media told one beside another, with no count of them all before, are no such part.
    """
    if rule.metric_codes != _INTERPRETED or _MEDIUM.fullmatch(page.text, *setting.before) is None:
        return False
    start = setting.sentence[0]
    told = (i for i in page.indices_since(start) if page.statements[i].metric_code in _INTERPRETED)
    whole = next(told, None)
    if whole is None:
        return _PART.search(page.text, start, setting.place) is not None
    return _BY_MEDIUM.search(page.text, start, page.places[whole]) is None


def _opens_part(text: str, start: int, end: int) -> bool:
    """True when 其中 or a bracket that is still open leads from a whole to its parts."""
    return _PART.search(text, start, end) is not None or text.rfind("(", start, end) > text.rfind(")", start, end)


def _share(page: Page, index: int, number: Number, setting: Setting) -> str:
    """Reads a percentage said of the count before it or of one of two: a figure if that share has a code, else derived.

    Empty when it is said of something else.
    """
    said = page.text[setting.before[0] : number.start].strip(" ,、约为的")
    which = next((place for word, place in _OF_TWO.items() if said.startswith(word)), 0)
    if said and not which and not said.startswith(_SHARE):
        return ""
    previous = _divided(page, index, which)
    if previous is None or number.start - previous.end > _SHARE_REACH or previous.kind == "percent":
        return "derived_share"
    base = next(reversed(page.told.at(previous.start)), None)
    share = page.rules.shares.get((page.form, base.metric_code)) if base is not None else None
    if base is None or share is None:
        return "derived_share"
    code, member = share
    add(page, code, member or base.member, setting, Value.of(number), _SHARE_CONFIDENCE)
    return "figure"


def _share_by_name(page: Page, number: Number, setting: Setting) -> bool:
    """Adds the share of what the words before the percentage name; False if they name none or a guard keeps it."""
    told = share_of(page, setting)
    guard = _rule_for(page, number, setting) if told else None
    if told is None or (guard is not None and guard.reason and guard.order < page.rules.guards):
        return False
    add(page, *told, setting, Value.of(number), _SHARE_CONFIDENCE)
    return True


def _divided(page: Page, index: int, place: int) -> Number | None:
    """The count just before a percentage; of the two before it the one at `place`, those of shares left out."""
    if not place:
        return page.counts[index - 1] if index else None
    counts = [number for number in page.counts[max(0, index - _SHARES_BESIDE) : index] if number.kind != "percent"]
    return counts[place] if len(counts) >= -place else None
