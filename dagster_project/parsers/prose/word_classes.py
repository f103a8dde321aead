"""Words that the reader tells apart itself, without a rule: what leaves a denial open, what is other work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Self

from dagster_project.parsers.codebook import Row
from dagster_project.parsers.prose.alternatives import any_of

# Words that leave open what is denied beside those of the seed: of time, of grammar, of the issuer, marks.
_TIME = (
    "(?<![0-9.])[0-9]{1,2}[.、]|1(?=[件起宗例份条次])|(?:19|20)[0-9]{2}年度?|全[市区县省州盟旗镇乡街局委厅校院国]|全系统|本?报告期内?|全年度?|年度?内|"
    "本年度?|当年|今年(?:以来)?|一年来|学年|截[至止](?:目前|年底|年末|到)?|目前|迄今为止|迄今|至今|期间|同期|连续[两三四五多]年|半年来|年末|年底"
)
_GRAMMAR = (
    "前来|来局|来镇|来院|来校|来办|主动|因为|由于|因此|因|就|针对|对于|对|关于|有关|相关|涉|与|为此|为|此类|此|这|该|上述|以上|导致|申请|要求|请求|获取|被|向|而|的|之|到|来|至|去|由|"
    "以|所|及|和|经|属于|属|系|或者|或|者|以及|并且|并|且|、|也|亦|均|都|皆|既|更|还|故|则|但|已|过|了|在|于|任何|任意|任一|任|一|新|通过|各种|"
    "各类|全部|从来|从|暂|尚|仍然|仍|曾|又|有|未|没|是|告知|作为|作|按|而终止|里"
)
_OURS = (
    "(?<=[对向])(?:街道|[乡镇区县市省州])(?:办事处|人民政府|政府)?|"
    "[局委厅院校办镇乡街县区市]机关|[我本](?:[局委办厅镇乡县市区街道校院所中心处站会队关社级]{1,2}|单位|机关|部门)"
)
_OF_REQUESTS = "逾期(?=[不未]补正)|(?<=更改、)补充"
_BESIDE_NOUN = "(?<=培训)班|(?<=年)度|一稳定|新闻(?=发布会|通气会)|(?:在线|网上|网络)(?=访谈|交流)|政策(?=解读)"
_MARKS = "[,:“” ]"
_OPEN = ("people", "disclosure", "kind", "event")


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The rows of prose_word_classes.csv as patterns.

    `denial` finds the word that denies something, `office` the office that a clause may begin with, `open_words` what
    leaves open what is denied. `other_answers`, `other_counts` and `other_sections` find work that is none of requests:
    before a count of answers, before a count of what is not named, and under a heading that tells only what was done.
    """

    denial: re.Pattern[str]
    office: re.Pattern[str]
    open_words: re.Pattern[str]
    other_answers: re.Pattern[str]
    other_counts: re.Pattern[str]
    other_sections: re.Pattern[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> Self:
        """The patterns; a word @name stands for the words of that row above."""
        named: dict[str, list[str]] = {}
        for row in rows:
            words = row["words"].split("|")
            named[row["name"]] = [one for w in words for one in (named[w[1:]] if w.startswith("@") else (w,))]
        open_words = any_of(chain(_GRAMMAR.split("|"), *(named[name] for name in _OPEN)))
        return cls(
            denial=_denial(any_of(named["event"])),
            office=_office(any_of(named["office"])),
            open_words=re.compile(f"{_TIME}|{_OURS}|{_OF_REQUESTS}|{_BESIDE_NOUN}|{open_words}|{_MARKS}"),
            other_answers=re.compile(any_of(named["other_answers"])),
            other_counts=re.compile(any_of(named["other_counts"])),
            other_sections=re.compile(any_of(named["other_sections"])),
        )


def _denial(events: str) -> re.Pattern[str]:
    """未 denies what happens, and not a state that has a name of its own: 未审结, 未经复议."""
    return re.compile(
        rf"(?:没有?|未曾?|不曾)(?=[再新能予]?(?:{events}|被|因|就|向|有人))|未有|未见|没有(?!经过?(?:行政)?复议)|不存在|"
        "无(?![法关偿需须论线障锡正可意论])|零(?![星售散碎距件])"
    )


def _office(offices: str) -> re.Pattern[str]:
    """The office at the start of a clause, up to a word of time, of place or of denial."""
    return re.compile(rf"[\u4e00-\u9fff]{{0,10}}?(?:{offices})+(?=[在内全本今年2没未无尚亦也均还既暂从]|$)")
