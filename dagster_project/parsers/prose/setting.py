"""Where a numeral stands: its clause, its sentence, its headings, its subject, and the words in each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import Heading, Outline, around, near
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import ZONES, union
from dagster_project.parsers.prose.rules import ProseRules

# How many characters the near zones hold, how far before a place its subject may be named.
_NEAR, _AT = 12, 4
_TOPIC_REACH = 400
# How far before a count or a denial rules may ask for words; a denial is brief that ends its sentence.
_REACH = 450
_BRIEF = 12
_GOES_ON = re.compile(r"\s*(?:其中|按|从|(?:在?这|上述|以上)?[\d,.万余]+[条件份]当?中)")
_CONTEXT = ZONES.index("context")
_OF_CLAUSE = [ZONES.index(zone) for zone in ("before", "words", "near_before", "at_before", "clause")]
_UNKNOWN = -1
# A heading that tells only what was done, as those below the one of requests do: 答复情况.
_ACT_ALONE = re.compile(
    "(?:依法|公开)?(?:答复|回复|办理|处理|受理|办结|答复处理|办理答复|受理答复)(?:的?情况|结果|工作)?"
)
_LONGEST_ACT = 10
_PROACTIVE = "proactive"


@dataclass(slots=True)
class Setting:
    """Where a numeral or a negation stands; words and subject are looked up when a rule first asks for them."""

    page: Page
    place: int
    before: Span
    after: Span
    clause: Span
    sentence: Span
    period: Span
    heading: Heading | None
    _words: list[Set[int] | None] = field(default_factory=lambda: [None] * len(ZONES))
    _topic: str | None = None
    _subject: int | None = _UNKNOWN

    def words_in(self, zone: int) -> Set[int]:
        """The numbers of the words that stand in the zone."""
        words = self._words[zone]
        if words is None:
            found = [self.page.words.within(span) for span in _SPANS[zone](self)]
            if zone == _CONTEXT and self.subject is not None:
                found.append({self.subject})
            words = self._words[zone] = found[0] if len(found) == 1 else union(found)
        return words

    def say_only(self, pieces: Sequence[Span]) -> None:
        """Makes the words of these pieces those of the clause and of what stands before its end."""
        said = union(self.page.words.within(piece) for piece in pieces)
        for zone in _OF_CLAUSE:
            self._words[zone] = said

    @property
    def path(self) -> tuple[Span, ...]:
        """The words of the headings above, outermost first."""
        return self.heading.path if self.heading is not None else ()

    @property
    def passage(self) -> Span:
        """The period, and the one before it under the same heading, of the paragraph before only if it divides that."""
        start = self.period[0]
        floor = self.heading.start if self.heading is not None and self.heading.start < start else 0
        text = self.page.text
        if start <= floor + 2 or (text[start - 1] == "\n" and not _GOES_ON.match(text, start)):
            return self.period
        before = start - 2
        while before > floor and text[before] in "。\n ":
            before -= 1
        return near((around(self.page.outline.periods, before, len(text))[0], self.period[1]), self.place)

    @property
    def topic(self) -> str:
        """The subject that governs the place."""
        if self._topic is None:
            self._topic = self.page.rules.topics[self.subject] if self.subject is not None else ""
        return self._topic

    @property
    def subject(self) -> int | None:
        """The word of the subject last named before the place, else in the innermost heading that names one."""
        if self._subject == _UNKNOWN:
            wanted, words = self.page.rules.topics, self.page.words
            floor = max((start for start, _ in self.path if start < self.period[0]), default=0)
            spans = ((max(floor, self.place - _TOPIC_REACH), self.place), *reversed(self.path))
            named = (words.last(span, wanted) for span in spans)
            self._subject = next((number for number in named if number is not None), None)
            if self._subject is None or wanted[self._subject] == _PROACTIVE:
                self._subject = self._requests(floor) or self._subject
        return self._subject

    def _requests(self, floor: int) -> int | None:
        """The word for requests when the one heading above tells only what was done, nobody else's; else None."""
        heading, text = self.heading, self.page.text
        if heading is None or heading.above or heading.words[1] - heading.words[0] > _LONGEST_ACT:
            return None
        if _ACT_ALONE.fullmatch(text, *heading.words) is None:
            return None
        of_others = self.page.rules.word_classes.other_sections.search(text, floor, self.place)
        return self.page.rules.requests if of_others is None else None


_BY_NAME: dict[str, Callable[[Setting], tuple[Span, ...]]] = {
    "before": lambda s: (s.before,),
    "after": lambda s: (s.after,),
    "words": lambda s: (s.before, s.after),
    "near_before": lambda s: ((max(s.before[0], s.before[1] - _NEAR), s.before[1]),),
    "near_after": lambda s: ((s.after[0], min(s.after[1], s.after[0] + _NEAR)),),
    "at_before": lambda s: ((max(s.before[0], s.before[1] - _AT), s.before[1]),),
    "clause": lambda s: (s.clause,),
    "earlier": lambda s: ((s.sentence[0], max(s.before[1], s.sentence[0])),),
    "later": lambda s: ((s.after[0], max(s.sentence[1], s.after[0])),),
    "sentence": lambda s: (s.sentence,),
    "passage": lambda s: (s.passage,),
    "context": lambda s: (s.passage, *s.path),
    "heading": lambda s: s.path,
}
_SPANS = tuple(_BY_NAME[name] for name in ZONES)


def regions(text: str, counts: Sequence[Number], outline: Outline, rules: ProseRules) -> list[Span]:
    """The parts of the text whose words a rule may ask for: headings, and what stands around counts and negations."""
    length = len(text)
    found = [heading.words for heading in outline.headings]
    for number in counts:
        end = around(outline.periods, number.end, length)[1]
        found.append((max(0, number.start - _REACH), around(outline.periods, min(end + 1, length), length)[1]))
    asked, names = (0, 0), False
    for sign in rules.zero_signs.finditer(text):
        sentence = around(outline.periods, sign.start(), length)
        brief = sentence[1] - sign.start() < _BRIEF
        if not brief and sentence != asked:
            asked, names = sentence, rules.zero_objects.search(text, *sentence) is not None
        if brief or names:
            found.append((max(0, sentence[0] - _REACH), sentence[1]))
    return found


def setting_of_clause(page: Page, clause: Span) -> Setting:
    """The setting of a clause that states something without a numeral; its subject may be its own last word."""
    return setting_at(page, clause, (clause[1], clause[1]), clause, max(clause[1] - 1, clause[0]))


def setting_of_pieces(page: Page, clause: Span, pieces: Sequence[Span]) -> Setting:
    """The setting of a clause of which these pieces alone are said, without the word between them that denies them."""
    setting = setting_of_clause(page, clause)
    setting.say_only(pieces)
    return setting


def setting_at(page: Page, before: Span, after: Span, clause: Span, place: int) -> Setting:
    """The setting of a place, with what is said before and after it in its clause."""
    length = len(page.text)
    headings = page.outline.headings
    above = bisect_right(page.outline.heading_starts, place)
    return Setting(
        page,
        place,
        before,
        after,
        clause,
        near(around(page.outline.sentences, place, length), place),
        near(around(page.outline.periods, place, length), place),
        headings[above - 1] if above else None,
    )
