"""What is said behind a count of requests of what became of them: 3件予以公开; 属档案查询的6件,按行政查询事项办理."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting

_RECEIVED = "applications.received.new"
_OUTCOMES = (
    "applications.outcome.",
    "applications.answered.",
    "applications.carried_out",
    "applications.closed.on_time",
    "applications.closed.extended",
)
_IN_TIME = _OUTCOMES[-2:]
# Outcomes of which the words behind the count may tell the ground: 1件因重复申请不予处理.
_SUBTOTALS = frozenset(f"applications.outcome.{one}" for one in ("refused", "unable", "not_processed", "other"))
_TOPICS = frozenset({"application", "proactive", ""})
# What may stand before a count in its clause when its words come behind it.
_COUNT_FIRST = re.compile(
    r"(?:其中|另外|另有|另|还有|仅有|有|其余|剩余|余下|经办理|经审查|经核实|[和及与、]|[一二三四五六]是)*"
)
_REST = re.compile("另|其余|剩余|余下")
# Requests by what they ask for, whose outcome may follow in a clause of its own.
_REQUEST = re.compile("申请|查询|查阅|要求|请求|索[取要]|咨询|获取|了解|涉及|关于|属|范围|公开|提供|^其|^另|^剩|^余")
_OF_ALL = re.compile(",?(?:均|都|全部|皆|一并|上述|以上)")
_NOTHING = re.compile(r"(?:的|申请)*")
_STOPS = ";。!?\n:"
_OTHER = re.compile("复议|诉讼|起诉|处理费|收费|不服|咨询")
# What is said of parts of the count is none of its words.
_NOT_ITS_OWN = re.compile(",?(?:其中|中|当中|里|之中)")
_REACH = 60


def told_behind(page: Page, rule: Rule | None, setting: Setting) -> Iterator[Setting]:
    """The settings that have words behind the count before it: those of its clause, then those up to the next count.

    None when a rule has read the count as more than one of several counts of requests, or when it has words of its own.
    """
    if not _is_open(page, rule, setting) or not _is_of_requests(page, setting):
        return
    if page.rules.word_classes.other_answers.search(page.text, *setting.before):
        return
    start, end = setting.after[0], setting.clause[1]
    index = bisect_right(page.counts, setting.place, key=attrgetter("start"))
    following = page.counts[index].start if index < len(page.counts) else len(page.text)
    opens = _opens(setting)
    own = (start, min(end, following))
    if not opens and (following < end or _NOTHING.fullmatch(page.text, *own) is None or _is_other(page, setting)):
        return
    for span in (own, _up_to(page.text, start, end, following)):
        if span[1] - span[0] > 1 and not _OTHER.search(page.text, *span) and not _NOT_ITS_OWN.match(page.text, *span):
            yield _turned(setting, span)


def _is_of_requests(page: Page, setting: Setting) -> bool:
    """Whether requests are the subject, or the rest (另2件) of requests counted before in the period."""
    if setting.topic in _TOPICS:
        return True
    rest = _REST.match(page.text, setting.clause[0], setting.place) is not None
    return rest and page.told.is_told_since(_RECEIVED, None, setting.period[0])


def is_outcome(rule: Rule | None, setting: Setting) -> bool:
    """Whether the rule tells what became of the requests; that they were answered opens the count's own clause."""
    if rule is None or rule.reason or not all(code.startswith(_OUTCOMES) for code in rule.metric_codes):
        return False
    if rule.metric_codes[0].startswith(_IN_TIME):
        return _OF_ALL.match(setting.page.text, setting.before[0]) is None
    total = any(code.endswith(".total") for code in rule.metric_codes)
    return not total or (_opens(setting) and _OF_ALL.match(setting.page.text, setting.before[0]) is not None)


def _opens(setting: Setting) -> bool:
    """Whether nothing but a link stands in the clause before the count."""
    start, text = setting.before[0], setting.page.text
    start = start if text.startswith("、", start - 1) else setting.clause[0]
    return _COUNT_FIRST.fullmatch(text, start, setting.place) is not None


def _is_open(page: Page, rule: Rule | None, setting: Setting) -> bool:
    """Whether the count is read as nothing so far, or as requests received where all of them are told already."""
    if rule is None or rule.reason:
        return rule is None or rule.order >= page.rules.guards
    if _opens(setting) and setting.before[0] == setting.before[1] and rule.metric_codes[0] in _SUBTOTALS:
        return True
    if rule.metric_codes != (_RECEIVED,) or rule.member not in ("", "total"):
        return False
    since = setting.heading.start if setting.heading is not None else 0
    return page.told.is_told_since(_RECEIVED, None, since)


def _is_other(page: Page, setting: Setting) -> bool:
    """Whether the clause names no requests, or what follows is said of the counts before it too."""
    if _REQUEST.search(page.text[slice(*setting.before)]) is None:
        return True
    of_all = _OF_ALL.match(page.text, setting.after[1]) is not None
    return of_all and page.is_counted_between(setting.sentence[0], setting.place)


def _up_to(text: str, start: int, end: int, following: int) -> Span:
    """The clauses from `start` on up to the one of the next count, within the sentence."""
    stops = [at for stop in _STOPS if (at := text.find(stop, start, start + _REACH)) >= 0]
    last = min([start + _REACH, *stops])
    if following < last:
        last = max(text.rfind(",", start, following), text.rfind("、", start, following), start)
    return (start, last) if last > end else (start, start)


def _turned(setting: Setting, span: Span) -> Setting:
    clause = (setting.clause[0], span[1])
    after = (span[1], span[1])
    return Setting(setting.page, setting.place, span, after, clause, setting.sentence, setting.period, setting.heading)
