"""The codebook: the rows of dbt/seeds, and the compiled view of them that each part of the parser keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar, cast

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]


class View(Protocol):
    """Seed rows compiled for one part of the parser."""

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The view built from the seed tables it needs."""
        ...


V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class Codebook:
    """All seed tables by name, and the views built from them, each once."""

    tables: Tables
    _views: dict[type[View], View] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_tables(cls, tables: Tables) -> Codebook:
        """The codebook of these rows; a row is a mapping of column to printed text."""
        return cls(tables)

    def view(self, kind: type[V]) -> V:
        """The view of this kind, built at the first call and kept."""
        if kind not in self._views:
            self._views[kind] = kind.from_tables(self.tables)
        return cast(V, self._views[kind])
