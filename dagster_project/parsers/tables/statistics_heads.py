"""What the columns of a statistics table hold, by the words printed over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dagster_project.parsers.tables.forms import TableForms, words_of

WHOLE = ("合计", "总计", "汇总", "全区", "全市", "全县", "全省", "小计", "总数", "总量")
UNNAMED = "unnamed"
PART = "part_of_year"
OTHER = "other"
# The organs or places whose figures stand beside the whole.
_ORGANS = re.compile(r"[级省市县区州盟旗乡镇村局委厅署院校]|机关|部门|单位|政府|街道|办事处|直属|下属|系统|公司")
# What is no figure of the report year, though its column holds figures.
NOT_OF_THE_YEAR = frozenset({"code", "cumulative", "last_part", "last_year", "change", "target", PART})
_VALUES = NOT_OF_THE_YEAR | {"year", "year_to_date"}
_SERIAL = re.compile(r"序号|编号|行次")
_LABELS = re.compile(r"指标(?:名称|内容|项目)|统计(?:指标|项目|内容)")
_UNIT = re.compile(r"^(?:计量)?单位")
_ONE_COLUMN = re.compile(r"统计数[据量值]?|指标值|填报数|实际数|数量|数值|数额|数据|金额|备注|序号|全年|本?年度?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*年\s*(?:度|全年)?|(?=\s|$))")
_BARE_YEARS = re.compile(r"(?<!\d)(?:20[012]\d){2,}(?!\d\d)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_WHOLE_YEAR = re.compile(r"(?<!\d)(?:0?1\s*月?\s*[-–—~至到]\s*12\s*月份?|[1一]\s*[-–—~至到]\s*[4四]\s*季度)")
_MONTHS = re.compile(
    r"(?<!\d)\d{1,2}\s*月?\s*[-–—~至到]\s*\d{1,2}\s*月份?(?!\s*\d)|(?<![\d年])\d{1,2}\s*月份?(?!\s*\d)|\bQ[1-4]\b"
)


def dated(heads: Sequence[str]) -> list[str]:
    """The heads with the latest of several years that they name called this year, each other one last year.

    Months from the first to the last are the year, any others a part of it.
    """
    heads = [_MONTHS.sub("季度", _WHOLE_YEAR.sub("全年", _BARE_YEARS.sub(_parted, head))) for head in heads]
    years = {int(year) for head in heads for year in _YEAR.findall(head)}
    if len(years) < 2:
        return list(heads)
    return [_YEAR.sub(lambda m: "本年度" if int(m[1]) == max(years) else "上年度", head) for head in heads]


def _parted(years: re.Match[str]) -> str:
    """Years that run together, each with its word behind it."""
    return _FOUR_DIGITS.sub(r"\g<0>年", years[0])


def roles_of(head: str, forms: TableForms, form: str) -> list[str]:
    """What the value columns hold, in order; one column of the year when no head says more.

    A head that is printed twice, as over a table in two halves side by side, is read once.
    """
    words = words_of(dated([head])[0])
    columns = forms.columns[(form, "statistics")]
    found = forms.column_words[(form, "statistics")].find(words)
    named = [columns[numbers[0]].code for _, _, numbers in found]
    values = [role for role in named if role in _VALUES]
    once = values[: len(values) // max(1, len(_LABELS.findall(words)))]
    if once and values == once * (len(values) // len(once)):
        values = once
    values = _of_the_year(values)
    return values if "year" in values or PART in values else ["year"]


def names_parts(head: str, glued: bool) -> bool:
    """Whether the head names several columns, though every row has one figure: columns run together.

    Words that name no column known are taken for names only where nothing parts figures from words.
    """
    names = _ONE_COLUMN.sub("", _UNIT.sub("", _LABELS.split(head)[-1])).rstrip("一二三四五六七八九十")
    whole = "单位" in head and any(word in names and len(names) > len(word) + 1 for word in WHOLE)
    return whole or (glued and len(names) > 1 and names not in WHOLE)


def parts_of(head: str, size: int) -> list[str]:
    """The roles of several figures a row by the names over them; none when these are not one for each."""
    words = [word for word in head.replace("|", " ").split() if words_of(word)]
    unit = next((at for at, word in enumerate(words) if word in ("单位", "计量单位")), -1)
    names = [word for word in words[unit + 1 :] if word != "统计数"]
    if unit < 0 or len(names) != size:
        return []
    whole = next((name for name in names if any(word in name for word in WHOLE)), "")
    parts = [name for name in names if name != whole]
    if not all(map(_ORGANS.search, parts)):
        return []
    return ["year" if name == whole else f"part:{name}" for name in names]


def _of_the_year(roles: Sequence[str]) -> list[str]:
    """The roles with 本年累计 as the year's column; beside it 本期 is only the last part of the year."""
    if "year_to_date" not in roles:
        return list(roles)
    renamed = {"year": "last_part", "year_to_date": "year"}
    return [renamed.get(role, role) for role in roles]


def roles_of_columns(
    columns: Sequence[int],
    head: Mapping[int, str],
    forms: TableForms,
    form: str,
    adds_up: Callable[[int, Sequence[int]], bool],
) -> dict[int, str]:
    """Grid column → role, for columns that hold figures, by the words over each.

    Columns beside that of the year are parts of it where organs head them or where they add up to it.
    """
    words = dict(zip(columns, dated([head.get(column, "") for column in columns]), strict=True))
    told = _of_the_year([role_of(words[column], forms, form) for column in columns])
    roles = dict(zip(columns, told, strict=True))
    values = [column for column in columns if roles[column] not in NOT_OF_THE_YEAR]
    if len(values) < 2:
        return roles | dict.fromkeys(values, "year")
    whole = [c for c in values if any(word in words[c] for word in WHOLE)]
    year = whole[:1] or [c for c in values if roles[c] == "year"][:1]
    parts = [column for column in values if column not in year]
    summed = len(parts) > 1 and bool(year) and adds_up(year[0], parts)
    unknown = OTHER if year else UNNAMED
    for column in parts:
        roles[column] = f"part:{words[column]}" if summed or _ORGANS.search(words[column]) else unknown
    return roles | dict.fromkeys(year, "year")


def role_of(words: str, forms: TableForms, form: str) -> str:
    """The role that a head names, empty when it names none."""
    bare = words_of(words)
    columns = forms.columns[(form, "statistics")]
    found = forms.column_words[(form, "statistics")].find(bare) if bare else []
    named = [columns[numbers[0]].code for _, _, numbers in found]
    return PART if named[:1] == ["year"] and PART in named else next(iter(named), "")


def is_serial(head: str) -> bool:
    """Whether a head stands over the numbers of the rows."""
    return _SERIAL.search(head) is not None
