"""From the seed rows of any identity: a report on which it holds, one on which it fails, one that lacks an operand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from tests.identities.made_reports import Made

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
CASES = ("holds", "fails", "not_assessable")
DAYS = 365


class Case:
    """One identity in one case, on a place of its own."""

    def __init__(self, identity: Row, tables: Tables, case: str, place: int) -> None:
        self.identity, self.tables, self.case = identity, tables, case
        self.code = identity["identity_code"]
        self.key = f"CN-13{place // 90 + 10}{place % 90 + 10}"
        self.forms = identity["forms"].split("|")
        self.year = self._year()
        self.form = next((f for f in reversed(self.forms) if _first(f) <= self.year), self.forms[-1])

    def _year(self) -> int:
        last = int(self.identity["last_year"] or 2023)
        first = int(self.identity["first_year"] or _first(self.forms[-1]) + 1)
        return max(min(last, first), min(last, 2009))

    def reports(self) -> list[Made]:
        """The report in question, and those beside it that it needs."""
        build = getattr(self, f"_{self.identity['kind']}")
        made: list[Made] = build()
        return made

    def _report(self, name: str = "", year: int | None = None, key: str | None = None) -> Made:
        kind = "department" if self.identity["level_rule"] == "department" else "government"
        return Made(f"{self.code}{name}", year or self.year, key or self.key, kind, form_code=self.form)

    def _linear(self) -> list[Made]:
        now, before = self._report(), self._report(":before", self.year - 1)
        for term, value in zip(self._terms(), self._values(), strict=True):
            self._state(before if term["year_offset"] == "-1" else now, term, value)
        return [now] + ([before] if any(t["year_offset"] == "-1" for t in self._terms()) else [])

    def _terms(self) -> list[Row]:
        rows = [t for t in self.tables["identity_terms"] if t["identity_code"] == self.code]
        first = [t for t in rows if t["variant"] == rows[0]["variant"] and t["one_of"] == "1" and t["metric_code"]]
        return [one for term in first for one in self._each(term)]

    def _each(self, term: Row) -> list[Row]:
        if term["member"].startswith("each:"):
            members = self._set(term["member"].removeprefix("each:"))
            return [self._named({**term, "member": member}) for member in members]
        return [self._named(term)]

    def _named(self, term: Row) -> Row:
        quantified = self._set(self.identity["quantifier"])
        member = quantified[0] if quantified else ""
        return {k: v.replace("{m}", member) if k in ("metric_code", "member") else v for k, v in term.items()}

    def _set(self, name: str) -> list[str]:
        return [row["member"] for row in self.tables["identity_members"] if row["member_set"] == name]

    def _constant(self, side: str) -> Decimal:
        rows = [t for t in self.tables["identity_terms"] if t["identity_code"] == self.code and not t["metric_code"]]
        variant = next(t["variant"] for t in self.tables["identity_terms"] if t["identity_code"] == self.code)
        return sum((Decimal(t["constant"]) for t in rows if (t["side"], t["variant"]) == (side, variant)), Decimal(0))

    def _values(self) -> list[Decimal | None]:
        """Values that meet the identity, or break it by far, or leave out a required operand."""
        terms = self._terms()
        values = [Decimal(12 + place) if _weight(t) > 0 else Decimal(1) for place, t in enumerate(terms)]
        base = [v for t, v in zip(terms, values, strict=True) if t["side"] == "base"]
        right = self._side(terms, values, "rhs") + self._constant("rhs")
        wanted = right / base[0] if base else right
        place = next(p for p, t in enumerate(terms) if t["side"] == "lhs")
        rest = self._side(terms, values, "lhs") - _weight(terms[place]) * values[place] + self._constant("lhs")
        values[place] = (wanted - rest) / _weight(terms[place])
        if self.case == "fails":
            push = -100000 if self.identity["operator"] == ">=" else 100000
            if self.identity["least_share"]:
                push //= 100000  # a list far below its whole would be taken for a selection
            values[place] += push / abs(_weight(terms[place]))
        if self.case == "not_assessable":
            missing = [p for p, t in enumerate(terms) if t["null_rule"] in ("required", "blank_unknown")]
            return [None if p in (missing or range(len(terms))) else v for p, v in enumerate(values)]
        return [v.quantize(Decimal("0.000001")) for v in values]

    def _side(self, terms: Sequence[Row], values: Sequence[Decimal], side: str) -> Decimal:
        return sum((_weight(t) * v for t, v in zip(terms, values, strict=True) if t["side"] == side), Decimal(0))

    def _state(self, report: Made, term: Row, value: Decimal | None) -> None:
        """The value stands where the term looks first; an open list of two members adds up to it."""
        metric, member = term["metric_code"], term["member"]
        if any(row["metric_code"] == metric and row["unit"] == "percent" for row in self.tables["metrics"]):
            report.units[metric] = "percent"
        amounts = {member: value} if member != "*" else {"first": value and value - 1, "second": value and Decimal(1)}
        for name, amount in amounts.items():
            if term["source"].startswith("prose"):
                report.prose.append((metric, name, amount))
            else:
                report.table[metric, name] = amount

    def _floor(self) -> list[Made]:
        report = self._report()
        amounts = {"holds": [0, 3], "fails": [3, -1], "not_assessable": [None, None]}[self.case]
        cells = [(m, a) for m in self._set(self.identity["quantifier"]) for a in ("natural_person", "total")]
        report.table = {cell: amounts[place % 2] for place, cell in enumerate(cells)}
        return [report]

    def _share(self) -> list[Made]:
        report = self._report()
        share, part = self._terms()[0]["metric_code"], self._terms()[1]["metric_code"]
        shares = {"holds": (25, 75), "fails": (25, 80), "not_assessable": (25, 75)}[self.case]
        for place, name in enumerate(("first", "second")):
            report.prose.append((share, name, shares[place]))
            if self.case != "not_assessable":
                report.prose.append((part, name, (5, 15)[place]))
        report.units = {share: "percent"}
        return [report]

    def _repeat(self) -> list[Made]:
        report = self._report()
        second = {"holds": [113], "fails": [131], "not_assessable": []}[self.case]
        report.prose = [("proactive.items.total", "", value) for value in [113, *second]]
        return [report]

    def _deadline(self) -> list[Made]:
        report = self._report()
        month, day = map(int, self.identity["deadline"].split("-"))
        last = date(self.year + 1, month, day)
        days = {"holds": last, "fails": last + timedelta(days=1), "not_assessable": None}
        report.published_on = days[self.case]
        return [report]

    def _period(self) -> list[Made]:
        report = self._report()
        ends = {"holds": date(self.year, 12, 31), "fails": date(self.year, 12, 30), "not_assessable": None}
        report.period = (date(self.year, 1, 1), ends[self.case])
        return [report]

    def _level(self) -> list[Made]:
        """A province above a city, or the office of a place beside its consolidated report."""
        terms = [t for t in self.tables["identity_terms"] if t["identity_code"] == self.code]
        quantified = self._set(self.identity["quantifier"])
        metric = terms[0]["metric_code"].replace("{m}", quantified[0] if quantified else "")
        number = int(self.key[5:9])
        whole = self._report(":whole", key=f"CN-{number % 40 + 40}0000")
        rule = self.identity["level_rule"]
        part = self._report(
            ":part", key=whole.jurisdiction_key if rule == "own_part" else f"{whole.jurisdiction_key[:5]}0100"
        )
        if rule == "own_part":
            part.organ_kind, part.scope = "office", "own_organ"
        amounts = {"holds": (7, 7), "fails": (7, 8), "not_assessable": (7, None)}[self.case]
        whole.table[metric, "total"], part.table[metric, "total"] = amounts
        asked = part if rule in ("each_child", "own_part") else whole
        asked.report_id = self.code
        return [whole, part]


def _first(form: str) -> int:
    return {"2008": 2008, "2014": 2014, "2019": 2019, "2021": 2021}[form]


def _weight(term: Row) -> Decimal:
    return Decimal(term["coefficient"]) * (DAYS if term["aggregate"] == "times_days" else 1)
