"""Reads the figures that stand in sentences: each numeral meets the rules with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.document import Document
from dagster_project.parsers.figures import Numeral, Qualifier, Semantic, Statement
from dagster_project.parsers.numerals import COUNTING, Number, scan
from dagster_project.parsers.prose.lexicon import Words
from dagster_project.parsers.prose.members import member_of
from dagster_project.parsers.prose.outline import Heading, Outline, around, outline
from dagster_project.parsers.prose.rules import ZONES, ProseRules, Rule, Zones
from dagster_project.parsers.prose.running_text import RunningText, Span, in_mainland_words, running_text

_WORDS, _CLAUSE = ZONES.index("words"), ZONES.index("clause")
_NEAR, _AT = 12, 4
_TOPIC_REACH = 400
_JOINED = frozenset("、和及与或")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_ADVERB = re.compile(r"(?:^|[\n。;:,!?()\s])(?:截至|截止|截止到|在|自|从|其中)?$")
_SINCE = re.compile(r"[^,。]{0,24}?(?:以来|起|至今|之前)")


@dataclass(frozen=True, slots=True)
class ProseReading:
    """The statements of the prose, and what became of each of its numerals."""

    statements: tuple[Statement, ...]
    numerals: tuple[Numeral, ...]


@dataclass(slots=True)
class _Page:
    """One report's prose while it is read."""

    document: Document
    rules: ProseRules
    running: RunningText
    text: str
    words: Words
    numbers: list[Number]
    number_starts: list[int]
    counts: list[Number]
    outline: Outline
    form: str
    report_year: int | None
    statements: list[Statement] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    masks: dict[tuple[int, int], int] = field(default_factory=dict)

    def mask(self, span: Span) -> int:
        """The words within the span, looked up once."""
        if span not in self.masks:
            self.masks[span] = self.words.within(*span)
        return self.masks[span]


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a numeral or a negation stands: its clause, sentence, heading, and the words in each zone."""

    before: Span
    after: Span
    clause: Span
    sentence: Span
    period: Span
    heading: Heading | None
    zones: Zones
    topic: str


def read_prose(
    document: Document, tables: Sequence[Span], rules: ProseRules, form: str, report_year: int | None
) -> ProseReading:
    """All statements that the text outside `tables` makes, and the disposition of each of its numerals.

    `form` is the era whose codes are used: 2008, 2014, 2019 or 2021.
    """
    running = running_text(document.text, tables)
    text = running.text
    if document.printed is not document.text and document.printed != document.text:
        text = in_mainland_words(text, rules.vocabulary)
    numbers = scan(text)
    page = _Page(
        document,
        rules,
        running,
        text,
        rules.lexicon.find(text),
        numbers,
        [n.start for n in numbers],
        [n for n in numbers if n.kind in COUNTING],
        outline(text, numbers),
        form,
        report_year,
    )
    dispositions = {
        id(n): ("ignored", n.kind.split("_")[0] + "_number" if n.kind.startswith("section_") else n.kind)
        for n in numbers
        if n.kind not in COUNTING
    }
    for index, number in enumerate(page.counts):
        dispositions[id(number)] = _read_number(page, index, number)
    _read_negations(page)
    numerals = tuple(_numeral(page, n, *dispositions[id(n)]) for n in numbers)
    order = sorted(range(len(page.statements)), key=lambda i: page.places[i])
    return ProseReading(_without_substitutes([page.statements[i] for i in order]), numerals)


def _without_substitutes(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements; one that only stands in for a figure (`code?` in its rule) goes when the figure is stated."""
    stated = {s.metric_code for s in statements if s.decided_by != _SUBSTITUTE}
    return tuple(s for s in statements if s.decided_by != _SUBSTITUTE or s.metric_code not in stated)


def _numeral(page: _Page, number: Number, disposition: str, reason: str) -> Numeral:
    start, end = page.running.span(number.start, number.end)
    shown = page.document.text[start:end]
    if disposition == "figure":
        return Numeral(start, end, shown, "figure", "")
    return Numeral(start, end, shown, "unread" if disposition == "unread" else "ignored", reason)


def _read_number(page: _Page, index: int, number: Number) -> tuple[str, str]:
    """Adds the statements that the numeral makes; its disposition and, when it makes none, the reason."""
    setting = _setting_of(page, index, number)
    rules = page.rules
    words = setting.zones[_WORDS] | setting.zones[_CLAUSE]
    for rule in rules.guards.candidates(words, number.unit):
        if rule.fits(setting.zones, setting.topic, page.form):
            return "ignored", rule.reason
    if _other_year(page, setting, number):
        return "ignored", "other_year"
    if number.kind == "percent" and (share := _share(page, index, number, setting)) is not None:
        return share
    for rule in rules.figures.candidates(words, number.unit):
        if rule.value in (None, number.value) and rule.fits(setting.zones, setting.topic, page.form):
            _state(page, rule, number, setting)
            _read_carried(page, setting, number)
            return "figure", ""
    spelled = not page.text[number.start].isascii()
    for rule in rules.ignored.candidates(words, number.unit):
        if rule.fits(setting.zones, setting.topic, page.form) and (spelled or not rule.in_words):
            return "ignored", rule.reason
    return "unread", ""


def _setting_of(page: _Page, index: int, number: Number) -> _Setting:
    """The setting of a numeral: its side of the clause ends where the neighbouring numeral begins."""
    clause = around(page.outline.clauses, number.start, len(page.text))
    previous = page.counts[index - 1] if index else None
    following = page.counts[index + 1] if index + 1 < len(page.counts) else None
    left = max(clause[0], previous.unit_end or previous.end) if previous is not None else clause[0]
    right = min(clause[1], following.start) if following is not None else clause[1]
    end = max(number.unit_end, number.end)
    if page.text[number.start - 1 : number.start] in _JOINED and left > clause[0] and number.start - left < 12:
        left = number.start
    if page.text[end : end + 1] in _JOINED and (right < clause[1] or page.text[end] != "、"):
        right = end
    return _setting(page, (left, number.start), (end, max(right, end)), clause, number.start)


def _setting(page: _Page, before: Span, after: Span, clause: Span, place: int) -> _Setting:
    length = len(page.text)
    sentence = around(page.outline.sentences, place, length)
    period = around(page.outline.periods, place, length)
    heading = page.outline.heading_at(place)
    floor = heading.start if heading is not None and heading.start < period[0] else 0
    earlier = around(page.outline.periods, period[0] - 2, length) if period[0] > floor + 2 else period
    context = (max(earlier[0], 0), period[1]) if page.text[period[0] - 1 : period[0]] != "\n" else period
    above = 0
    for span in heading.path if heading is not None else ():
        above |= page.mask(span)
    left, right, passage = page.mask(before), page.mask(after), page.mask(context)
    zones = (
        left,
        right,
        left | right,
        page.words.within(max(before[0], before[1] - _NEAR), before[1]),
        page.words.within(after[0], min(after[1], after[0] + _NEAR)),
        page.words.within(max(before[0], before[1] - _AT), before[1]),
        page.mask(clause),
        page.mask((sentence[0], max(before[1], sentence[0]))),
        page.mask((after[0], max(sentence[1], after[0]))),
        page.mask(sentence),
        passage,
        passage | above,
        above,
    )
    topic = _topic(page, (max(floor, place - _TOPIC_REACH), place), heading)
    return _Setting(before, after, clause, sentence, period, heading, zones, topic)


def _topic(page: _Page, said: Span, heading: Heading | None) -> str:
    """The subject last named before the place, else that of the innermost heading that names one."""
    wanted = page.rules.topic_mask
    bit = page.words.last(*said, wanted)
    if not bit and heading is not None:
        for span in reversed(heading.path):
            bit = page.words.last(*span, wanted)
            if bit:
                break
    return page.rules.topic_of(bit)


def _other_year(page: _Page, setting: _Setting, number: Number) -> bool:
    """True when the year that governs the numeral's sentence is not the report's."""
    if page.report_year is None:
        return False
    governing = page.report_year
    first = bisect_left(page.number_starts, setting.period[0])
    for candidate in page.numbers[first : bisect_left(page.number_starts, number.start)]:
        if candidate.kind not in ("year", "date"):
            continue
        match = _YEAR.match(page.text, candidate.start)
        lead = page.text[max(setting.period[0] - 1, candidate.start - 6, 0) : candidate.start]
        if match is None or not _ADVERB.search(lead):
            continue
        if not _SINCE.match(page.text, match.end()):
            governing = int(match[1])
    return governing != page.report_year


def _share(page: _Page, index: int, number: Number, setting: _Setting) -> tuple[str, str] | None:
    """A percentage said of the count just before it: a figure when that share has a code, else ignored as derived."""
    said = page.text[setting.before[0] : number.start].strip(" ,、约为的")
    if not (said == "" or said.startswith(("占", "所占", "比例", "占比"))):
        return None
    previous = page.counts[index - 1] if index else None
    if previous is None or number.start - previous.end > 24 or previous.kind == "percent":
        return "ignored", "derived_share"
    base = next(
        (
            s
            for s, place in zip(reversed(page.statements), reversed(page.places), strict=True)
            if place == previous.start
        ),
        None,
    )
    code = page.rules.shares.get(base.metric_code) if base is not None else None
    if base is None or code is None:
        return "ignored", "derived_share"
    member = base.metric_code.rsplit(".", 1)[-1] if base.member in ("", "total") else base.member
    if code.endswith("_share") and base.metric_code == "applications.answered.granted":
        member = ""
    _add(page, code, member, number.start, setting, _Value.of(number), Decimal("0.95"))
    return "figure", ""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a statement says: its value with qualifier, bounds and unit, and the span that prints it."""

    span: Span
    value: Decimal
    qualifier: Qualifier
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    semantic: Semantic

    @classmethod
    def of(cls, number: Number) -> _Value:
        """The value of a printed numeral."""
        assert number.value is not None
        return cls(
            (number.start, number.end),
            number.value,
            number.qualifier,
            number.lower,
            number.upper,
            number.unit,
            "reported",
        )

    @classmethod
    def zero(cls, span: Span) -> _Value:
        """The zero that a negation states."""
        return cls(span, Decimal(0), "exact", Decimal(0), Decimal(0), "", "stated_zero")


def _state(page: _Page, rule: Rule, number: Number, setting: _Setting) -> None:
    for named in rule.metric_codes:
        code = _received(page, setting) if named == "{received}" else named
        said = (setting.before, setting.after, setting.sentence)
        member = member_of(rule.member, page.text, page.words, said, setting.heading, page.rules.members)
        stands_in = code.endswith("?")
        confidence = Decimal("0.6") if stands_in else rule.confidence
        _add(page, code.rstrip("?"), member, number.start, setting, _Value.of(number), confidence, stands_in)


_RECEIVED = frozenset({"applications.received.new", "applications.inflow"})


def _received(page: _Page, setting: _Setting) -> str:
    """The code of the requests that the sentence divides by applicant."""
    said = [s.metric_code for s, place in zip(page.statements, page.places, strict=True) if place >= setting.period[0]]
    return next((code for code in reversed(said) if code in _RECEIVED), "applications.received.new")


_SUBSTITUTE = "stands_in"
_MONEY = {"元": "yuan", "万元": "wan_yuan", "亿元": "wan_yuan"}


def _add(
    page: _Page,
    code: str,
    member: str,
    place: int,
    setting: _Setting,
    said: _Value,
    confidence: Decimal,
    stands_in: bool = False,
) -> None:
    """One statement more, with the clause as its evidence."""
    unit = page.rules.units[code]
    if not member and code in page.rules.by_applicant:
        member = "total"
    value, lower, upper = said.value, said.lower, said.upper
    if said.unit in _MONEY:
        unit = _MONEY[said.unit]
    if said.unit == "亿元":
        value, lower, upper = value * 10_000, lower and lower * 10_000, upper and upper * 10_000
    start, end = page.running.span(*said.span)
    clause = page.running.span(*_evidence(page, setting))
    section = " > ".join(page.text[a:b] for a, b in setting.heading.path) if setting.heading is not None else ""
    page.statements.append(
        Statement(
            metric_code=code,
            member=member,
            value=value,
            unit=unit,
            qualifier=said.qualifier,
            value_semantic=said.semantic,
            value_text=page.document.printed[start:end],
            lower=lower,
            upper=upper,
            source="prose",
            place=section,
            start=start,
            end=end,
            evidence=" ".join(page.document.printed[clause[0] : clause[1]].split()),
            locator=f"chars {start}-{end}" + (f"; {section}" if section else ""),
            confidence=confidence,
            decided_by=_SUBSTITUTE if stands_in else "printed",
        )
    )
    page.places.append(place)


def _evidence(page: _Page, setting: _Setting) -> Span:
    """The clause, and from the start of the sentence when the clause alone says too little."""
    start, end = setting.clause
    return (start, end) if end - start >= 8 else (max(setting.sentence[0], start - 40), end)


def _read_carried(page: _Page, setting: _Setting, number: Number) -> None:
    """Statements that say of a count just stated that all of it was answered, closed or concluded."""
    rest = (max(number.unit_end, number.end), _end_of_next(page, setting.period[1]))
    if not page.words.within(*rest) & page.rules.carried.anchors:
        return
    following = next((n.start for n in page.counts if n.start >= rest[0] and n.kind != "percent"), rest[1])
    clauses = [c for c in _clauses(page, rest[0], min(rest[1], following)) if c[1] <= following]
    stated = [s for s, place in zip(page.statements, page.places, strict=True) if setting.period[0] <= place]
    for clause in clauses:
        zones = _setting(page, clause, (clause[1], clause[1]), clause, clause[0]).zones
        for rule in page.rules.carried.candidates(zones[_WORDS] | zones[_CLAUSE], ""):
            if not rule.fits(zones, "", page.form):
                continue
            for base in [s for s in stated if s.metric_code in rule.antecedents]:
                _carry(page, rule, base, clause, setting)


def _end_of_next(page: _Page, end: int) -> int:
    """The end of the sentence after the one that ends at `end`, when it stands in the same paragraph."""
    if page.text[end : end + 1] != "。":
        return end
    return around(page.outline.periods, end + 1, len(page.text))[1]


def _carry(page: _Page, rule: Rule, base: Statement, clause: Span, setting: _Setting) -> None:
    for code in rule.metric_codes:
        target = code.replace("{base}", base.metric_code.partition(".")[0])
        if any(
            s.metric_code == target and place >= setting.period[0]
            for s, place in zip(page.statements, page.places, strict=True)
        ):
            continue
        said = _Value(
            clause,
            base.value if isinstance(base.value, Decimal) else Decimal(0),
            base.qualifier,
            base.lower,
            base.upper,
            "",
            "reported",
        )
        sub = _setting(page, clause, (clause[1], clause[1]), clause, clause[0])
        _add(page, target, rule.member, clause[0], sub, said, rule.confidence)


def _clauses(page: _Page, start: int, end: int) -> list[Span]:
    found, at = [], start
    while at < end:
        clause = around(page.outline.clauses, at, len(page.text))
        found.append((max(clause[0], start), clause[1]))
        at = clause[1] + 1
    return found


def _read_negations(page: _Page) -> None:
    """Statements of zero without a numeral: 未收到, 无, 未发生, 不收费."""
    table = page.rules.zeros
    seen: set[Span] = set()
    for start, _, _ in page.words.among(0, len(page.text), table.anchors):
        clause = around(page.outline.clauses, start, len(page.text))
        if clause not in seen:
            seen.add(clause)
            mask = page.mask(clause)
            if any(rule.admits(_CLAUSE, mask) for rule in table.candidates(mask, "")):
                _read_zero(page, clause)


def _read_zero(page: _Page, clause: Span) -> None:
    if any(clause[0] <= n.start < clause[1] and n.kind == "count" for n in page.counts):
        return
    setting = _setting(
        page, clause, (clause[1], clause[1]), clause, clause[1] - 1 if clause[1] > clause[0] else clause[0]
    )
    stated: set[str] = set()
    for rule in page.rules.zeros.candidates(setting.zones[_CLAUSE], ""):
        if not rule.fits(setting.zones, setting.topic, page.form) or (rule.bare and not _is_bare(page.text, clause)):
            continue
        for code in rule.metric_codes:
            if code not in stated:
                stated.add(code)
                _add(page, code, rule.member, clause[0], setting, _Value.zero(clause), rule.confidence)


def _is_bare(text: str, clause: Span) -> bool:
    """True when the clause says no more than that there was none."""
    return len(_YEAR.sub("", text[clause[0] : clause[1]]).strip()) <= 8
