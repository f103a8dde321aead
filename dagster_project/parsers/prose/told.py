"""The statements made so far, by what they tell: found without a look at all of them, in a text of any length."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.parsers.figures import Statement

WHOLES = ("", "total")


@dataclass(slots=True)
class _Wholes:
    """Counts of wholes as they were made: which statement, where it stands, and how far all stand so far."""

    statements: list[tuple[int, int]] = field(default_factory=list)
    furthest: list[int] = field(default_factory=list)

    def keep(self, index: int, place: int) -> None:
        self.statements.append((index, place))
        self.furthest.append(max(place, self.furthest[-1] if self.furthest else place))

    def last(self, since: int, before: int) -> int | None:
        """The index of the last statement that stands at `since` or after it, and before `before`."""
        for (index, place), furthest in zip(reversed(self.statements), reversed(self.furthest), strict=True):
            if furthest < since:
                return None
            if since <= place < before:
                return index
        return None


@dataclass(slots=True)
class Told:
    """What has been told: of which metric and member how far, which counts of wholes, and what at which place."""

    _furthest: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _wholes: dict[str, _Wholes] = field(default_factory=lambda: defaultdict(_Wholes))
    _of_value: dict[tuple[str, object], _Wholes] = field(default_factory=lambda: defaultdict(_Wholes))
    _at: dict[int, list[Statement]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, index: int, statement: Statement, place: int) -> None:
        """Adds the statement with this index, whose numeral stands at `place`."""
        for member in (statement.member, None):
            told = (statement.metric_code, member)
            self._furthest[told] = max(place, self._furthest.get(told, place))
        self._at[place].append(statement)
        if statement.member in WHOLES:
            self._wholes[statement.metric_code].keep(index, place)
            self._of_value[statement.metric_code, statement.value].keep(index, place)

    def is_told_since(self, code: str, member: str | None, place: int) -> bool:
        """Whether the metric is told of the member, or of any when None is given, at `place` or after it."""
        return self._furthest.get((code, member), -1) >= place

    def at(self, place: int) -> list[Statement]:
        """The statements whose numeral stands at `place`, in the order in which they were made."""
        return self._at.get(place, [])

    def last_whole(self, code: str, value: Decimal | None, since: int, before: int) -> int | None:
        """The index of the last statement of the whole between two places, of one value if one is given."""
        kept = self._wholes.get(code) if value is None else self._of_value.get((code, value))
        return kept.last(since, before) if kept is not None else None
