"""What prose calls requests received, told apart by the table: new ones, or new ones and those carried in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from dagster_project.parsers.figures import Statement

_ITEMS = "proactive.items.total"
_CUMULATIVE = "proactive.items.total_cumulative"
_OF_ORGAN = "proactive.items.by_organ"
_DIVIDES_ORGANS = frozenset({"proactive.items.organ_share", _CUMULATIVE})
_AS_TOTAL = Decimal("0.85")
_FIRST_YEAR = 2008
_WEBSITE = "proactive.channel.website"
_AT_ONCE = 24
_STOCK = re.compile(r"累计|总量|总数")
_FRESH = re.compile(r"新增|本年|当年|年内|全年|(?:19|20)\d\d年度?共?(?:主动)?(?:公开|发布)")
_TOLD = frozenset({"normative.issued", "normative.disclosed_new", "rules.issued", "rules.disclosed_new"})
_DOCUMENTS = ("issued", "disclosed_new", "in_force", "disclosed_total")
_MADE = re.compile(r"制定|制发|制作|出台|印发|新增|修订|起草")
_SHOWN = re.compile(r"(?<!新)公开|公布")
_NEW = "applications.received.new"
_INFLOW = "applications.inflow"
_BY_ORGAN = "applications.received.by_organ"
_RECEIVED = frozenset({_NEW, _INFLOW, _BY_ORGAN})


def with_bases(prose: Sequence[Statement], tables: Sequence[Statement]) -> list[Statement]:
    """The prose statements with each number of requests under the code whose total in the table it equals.

    收到, 受理, 收办 and 办理 are said of both. Where the table knows neither number, the words decide.
    """
    if not any(s.metric_code in _RECEIVED for s in prose):
        return list(prose)
    cells = {s.metric_code: s.value for s in tables if s.member == "total" and isinstance(s.value, Decimal)}
    new, carried = cells.get(_NEW), cells.get("applications.received.carried_in")
    if not isinstance(new, Decimal):
        return list(prose)
    inflow = new + carried if isinstance(carried, Decimal) else new
    bases = {s.value for s in prose if s.metric_code in (_NEW, _INFLOW) and s.member == "total"}
    rebased = inflow != new and inflow in bases and new not in bases
    return [_rebased(s, new, inflow, rebased) for s in prose]


def as_cumulative(prose: Sequence[Statement]) -> list[Statement]:
    """The prose statements with a larger 累计 number beside the year's own (新增, 本年) told apart as cumulative."""
    fresh = [s for s in prose if s.metric_code == _ITEMS and _FRESH.search(s.evidence)]
    return [replace(s, metric_code=_CUMULATIVE, decided_by="prose") if _is_stock(s, fresh) else s for s in prose]


def of_first_year(statements: tuple[Statement, ...], report_year: int | None) -> tuple[Statement, ...]:
    """The statements; in the year in which the Regulations took effect all that was disclosed since is the total."""
    codes = [s.metric_code for s in statements]
    if report_year != _FIRST_YEAR or _ITEMS in codes or codes.count(_CUMULATIVE) != 1:
        return statements
    return tuple(replace(s, metric_code=_ITEMS) if s.metric_code == _CUMULATIVE else s for s in statements)


def of_one_organ(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; what one organ disclosed, where no other and no total is told, is all: 管委会及部门公开2208条."""
    codes = [s.metric_code for s in statements]
    if codes.count(_OF_ORGAN) != 1 or _ITEMS in codes or not _DIVIDES_ORGANS.isdisjoint(codes):
        return statements
    return tuple(
        replace(s, metric_code=_ITEMS, member="", confidence=min(s.confidence, _AS_TOTAL))
        if s.metric_code == _OF_ORGAN
        else s
        for s in statements
    )


def with_documents(prose: Sequence[Statement], tables: Sequence[Statement]) -> list[Statement]:
    """The prose statements with documents that are only said to be public under the code whose cell they equal.

    公开规范性文件9件 may mean those issued, those newly public or those in force; equal to none of the table's numbers
    of that kind, it is what it says: documents disclosed, unless all that are public are counted beside them.
    """
    if not any(s.metric_code in _TOLD for s in prose):
        return list(prose)
    cells = {s.metric_code: s.value for s in tables if isinstance(s.value, Decimal)}
    beside = {s.metric_code.split(".")[0] for s in prose if s.metric_code.endswith(".disclosed_total")}
    return [_as_documents(s, cells, beside) if s.metric_code in _TOLD else s for s in prose]


def _as_documents(statement: Statement, cells: Mapping[str, object], beside: Set[str]) -> Statement:
    if _MADE.search(statement.evidence) or not _SHOWN.search(statement.evidence):
        return statement
    kind = statement.metric_code.split(".")[0]
    equal = [code for code in _DOCUMENTS if cells.get(f"{kind}.{code}") == statement.value]
    if not equal and (kind == "rules" or kind in beside):
        return statement
    if not equal:
        return replace(statement, metric_code="proactive.normative.disclosed")
    code = f"{kind}.{equal[0]}"
    return (
        statement if code == statement.metric_code else replace(statement, metric_code=code, decided_by="other_table")
    )


def _is_stock(statement: Statement, fresh: Sequence[Statement]) -> bool:
    """Whether a 累计 number is larger than the year's own; one of a website only when that follows at once."""
    value = statement.value
    if not isinstance(value, Decimal) or not _STOCK.search(statement.evidence):
        return False
    if statement.metric_code == _WEBSITE:
        fresh = [s for s in fresh if 0 < s.start - statement.end < _AT_ONCE]
    elif statement.metric_code != _ITEMS:
        return False
    return _below([s.value for s in fresh], value)


def _below(values: Sequence[object], bound: Decimal) -> bool:
    return any(isinstance(value, Decimal) and value < bound for value in values)


def _rebased(statement: Statement, new: Decimal, inflow: Decimal, divided: bool) -> Statement:
    code, value = statement.metric_code, statement.value
    if code == _BY_ORGAN and value == new and "代" in statement.evidence:
        return replace(statement, metric_code=_NEW, member="total", decided_by="other_table")
    if code not in (_NEW, _INFLOW):
        return statement
    if statement.member != "total":
        return replace(statement, metric_code=_INFLOW, decided_by="other_table") if divided else statement
    if value == new:
        wanted = _NEW
    elif value == inflow:
        wanted = _INFLOW
    else:
        return statement
    return statement if wanted == code else replace(statement, metric_code=wanted, decided_by="other_table")
