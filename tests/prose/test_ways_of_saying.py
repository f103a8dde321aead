"""Each metric is read from every ordinary way of saying it, alone and among others, and from no count beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle, product
from pathlib import Path
from random import Random

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rebase import as_cumulative
from dagster_project.parsers.prose.rules import ProseRules

YEARS = {"2008": 2011, "2014": 2015, "2019": 2020, "2021": 2022}
VALUE = 67

# {v} is the verb, {x} what is counted, {n} the count with its unit, {u} the unit.
WITH_VERB = (
    "全年{v}{x}{n}。",
    "本年度共{v}{x}{n}。",
    "全年{v}{n}{x}。",
    "全年共{v}{n}{x},工作有序推进。",
    "{x}{v}{n}。",
    "{x}共{v}{n}。",
    "全年{v}{x}{n},同比增长12.5%。",
    "全年{v}{x}{n},较上年增加7{u},增长12.5%。",
    "全年{v}{x}{n}(上年为31{u})。",
    "{v}{x}{n},电子屏2块,宣传栏3块。",
    "{v}{x}近{n}。",
)
# The noun says enough without a verb.
ALONE = (
    "{x}{n}。",
    "{x}:{n}。",
    "{x}共{n}。",
    "全年{x}共计{n}。",
    "{x}为{n}。",
    "{x}达{n}。",
    "{x}数量为{n}。",
    "{x}总数{n}。",
    "{x}数{n},较上年有所增长。",
    "{x}有{n}。",
    "工作推进会3项;{x}{n};宣传册200本。",
)
# The noun stands in the clause before the count.
APART = ("全年{v}{x},共{n}。", "全年{v}{x},共计{n}。")

# Counts that are not this year's, or not this place's: {y} is the year before the report's, {z} the one after it.
DECOYS = (
    ("{h}", "较上年增加{n}。"),
    ("{h}", "{v}{x}较上年增加{n}。"),
    ("{h}", "{x}比去年多{n}。"),
    ("{h}", "去年{v}{x}{n}。"),
    ("{h}", "上年{v}{x}{n}。"),
    ("{h}", "{y}年{v}{x}{n}。"),
    ("{h}", "上一年度{v}{x}{n}。"),
    ("{h}", "{z}年计划{v}{x}{n}。"),
    ("{h}", "{v}{x},与{y}年的{n}相比有所增加。"),
    ("{h}", "{v}{x}由上年的{n}有所增加。"),
    ("{h}", "{v}{x}目标为不少于{n}。"),
    ("存在的问题及改进措施", "下一步,计划{v}{x}{n}以上。"),
    ("存在的问题及改进措施", "与先进地区相比仍有差距,邻县全年{v}{x}{n}。"),
)
SECTIONS = {
    "主动公开情况": (
        "proactive",
        "response",
        "normative",
        "rules",
        "engagement",
        "consult",
        "website",
        "gazette",
        "hotline",
    ),
    "依申请公开情况": ("applications",),
    "行政复议、行政诉讼情况": ("review", "litigation", "complaints", "appeal"),
    "平台建设": (
        "new_media",
        "website",
        "resources.reading",
        "gazette",
        "proactive.channel",
        "proactive.focus",
        "library",
    ),
    "监督保障": ("training", "meetings", "supervision", "resources", "response"),
}
MIXED = 1000

with (Path(__file__).parent / "golden/ways.csv").open(encoding="utf-8", newline="") as lines:
    WAYS = list(csv.DictReader(lines))


def sentences(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Form, heading and sentence of each way."""
    units, headings = cycle(row["units"].split("|")), cycle(row["headings"].split("|"))
    patterns = (
        *(WITH_VERB if row["verbs"] else ()),
        *(ALONE if row["alone"] else ()),
        *(APART if row["apart"] else ()),
    )
    for form, noun, verb in product(row["forms"].split("|"), row["nouns"].split("|"), row["verbs"].split("|")):
        for pattern in patterns:
            unit = next(units)
            said = said_so(pattern, noun, verb, unit)
            if said:
                yield form, next(headings), said


def said_so(pattern: str, noun: str, verb: str, unit: str) -> str:
    """The sentence; a noun with @ takes the verb there (通过网站@信息) and stands before the count, else nothing."""
    means, _, thing = noun.rpartition("@")
    count = f"{VALUE}{unit}"
    if not means:
        return pattern.format(v=verb, x=thing, n=count, u=unit)
    if pattern.index("{x}") > pattern.index("{n}") or "{v}{n}" in pattern:
        return ""
    pattern = pattern.replace("{v}", "").replace("共{x}", "{x}共")
    return pattern.format(x=f"{means}{verb}{thing}", n=count, u=unit)


def read(text: str, form: str, rules: ProseRules) -> list[tuple[str, str, object]]:
    document = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    statements = as_cumulative(list(read_prose(document, [], rules, form, YEARS[form]).statements))
    return [(s.metric_code, s.member, s.value) for s in statements]


@pytest.mark.parametrize("row", WAYS, ids=lambda row: row["code"])
def test_each_way_of_saying_a_figure_is_read_back(row: dict[str, str], rules: ProseRules) -> None:
    lost = []
    for form, heading, sentence in sentences(row):
        said = read(f"二、{heading}\n{sentence}\n", form, rules)
        found = [member for code, member, value in said if (code, value) == (row["code"], Decimal(VALUE))]
        if not any(row["member"] in ("", member) for member in found):
            lost.append((form, heading, sentence, [(code, str(value)) for code, _, value in said]))
    assert lost == []


@pytest.mark.parametrize("row", [row for row in WAYS if row["verbs"]], ids=lambda row: row["code"])
def test_a_count_of_another_year_or_place_is_not_the_metric_of_this(row: dict[str, str], rules: ProseRules) -> None:
    unit, verb, heading = (row[name].split("|")[0] for name in ("units", "verbs", "headings"))
    said = []
    for form, noun, (above, pattern) in product(row["forms"].split("|"), row["nouns"].split("|")[:2], DECOYS):
        means, _, thing = noun.rpartition("@")
        named = {"v": "", "x": means + verb + thing} if means else {"v": verb, "x": noun}
        text = pattern.format(**named, n=f"{VALUE}{unit}", y=YEARS[form] - 1, z=YEARS[form] + 1)
        figures = read(f"二、{above.format(h=heading)}\n{text}\n", form, rules)
        said += [(form, text, code) for code, _, value in figures if value == VALUE]
    assert said == []


def mixed(random: Random, form: str, heading: str) -> tuple[str, dict[int, dict[str, str]]]:
    """A sentence of several metrics of one section, in one style, and the row of each of its counts."""
    rows = [row for row in WAYS if form in row["forms"].split("|") and row["code"].startswith(SECTIONS[heading])]
    chosen = {row["code"]: row for row in random.sample(rows, min(len(rows), random.randint(2, 5)))}
    counts = dict(zip(random.sample(range(101, 990), len(chosen)), chosen.values(), strict=True))
    parts = []
    for value, row in counts.items():
        verb, noun, unit = (random.choice(row[name].split("|")) for name in ("verbs", "nouns", "units"))
        means, _, thing = noun.rpartition("@")
        count = f"{value}{unit}"
        ways = [f"{means}{verb}{thing}{count}"]
        if not means:
            ways += [f"{verb}{count}{noun}"] if verb else []
            ways += [f"{noun}{count}", f"{noun}共{count}", f"{noun}为{count}"] if row["alone"] else []
        parts.append(random.choice(ways))
    lead = random.choice(("全年", "", "本年度,", "一年来,我局", "全区"))
    return lead + random.choice(",;、。").join(parts) + "。", counts


def test_metrics_said_in_one_sentence_do_not_disturb_each_other(rules: ProseRules) -> None:
    random = Random(20261122)
    wanted = lost = wrong = 0
    for _ in range(MIXED):
        form, heading = random.choice(list(YEARS)), random.choice(list(SECTIONS))
        text, counts = mixed(random, form, heading)
        said = [(code, value) for code, _, value in read(f"二、{heading}\n{text}\n", form, rules)]
        wanted += len(counts)
        lost += sum((row["code"], Decimal(value)) not in said for value, row in counts.items())
        wrong += sum(code != counts.get(int(str(value)), {}).get("code") for code, value in said)
    assert lost / wanted <= 0.005
    assert wrong / wanted <= 0.003


OTHER_WORK = (Path(__file__).parent / "golden/other_work.csv").read_text(encoding="utf-8").split()[1:]


@pytest.mark.parametrize(("form", "heading"), [("2008", "概述"), ("2014", "主动公开情况"), ("2021", "监督保障")])
def test_counts_of_other_work_are_no_figures(form: str, heading: str, rules: ProseRules) -> None:
    texts = (f"二、{heading}\n认真落实各项工作要求,全年{done}。\n" for done in OTHER_WORK)
    assert [(text, figures) for text in texts if (figures := read(text, form, rules))] == []


BESIDE = (
    ("2014", "依申请公开情况", "全年收到政府信息公开申请12件,办结11件。{}。"),
    ("2008", "依申请公开情况", "全年收到政府信息公开申请12件,{},均按期答复。"),
    ("2021", "复议诉讼情况", "因政府信息公开被申请行政复议12件,维持11件。{}。"),
    ("2021", "监督保障", "开展政务公开培训12次,{}。"),
)


@pytest.mark.parametrize(("form", "heading", "pattern"), BESIDE)
def test_counts_of_other_work_lend_no_words_from_the_figures_beside_them(
    form: str, heading: str, pattern: str, rules: ProseRules
) -> None:
    texts = (f"二、{heading}\n{pattern.format(done)}\n" for done in OTHER_WORK if "%" not in done)
    read_of_it = [(text, [f for f in read(text, form, rules) if f[2] not in (11, 12)]) for text in texts]
    assert [(text, figures) for text, figures in read_of_it if figures] == []


NONE = (
    "未发生{x}",
    "没有{x}",
    "无{x}",
    "未收到{x}",
    "{x}0件",
    "{x}为零",
    "未发生一起{x}",
    "未出现{x}",
    "暂无{x}",
    "无1件{x}",
)
REMEDIES = {"review.total": "政府信息公开行政复议案件", "litigation.total": "因政府信息公开引起的行政诉讼"}


@pytest.mark.parametrize("negation", NONE)
@pytest.mark.parametrize(("code", "noun"), [*REMEDIES.items(), ("applications.received.new", "政府信息公开申请")])
def test_none_is_zero_and_never_one(code: str, noun: str, negation: str, rules: ProseRules) -> None:
    text = f"四、工作情况\n本年度{negation.format(x=noun)}。\n"
    assert [(named, value) for named, _, value in read(text, "2021", rules)] == [(code, 0)]
