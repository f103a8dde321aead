"""Which of the possible readings of run-together rows are meant: by row sums, by column sums, or left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, product
from math import prod

from dagster_project.parsers.tables.forms import FormRow
from dagster_project.parsers.tables.reading import Open
from dagster_project.parsers.tables.runs import WORK_LIMIT, Pieces, all_splits, sum_splits

Span = tuple[int, int]
Values = tuple[int, ...]
CERTAIN, SUPPORTED, ALONE, OPEN = Decimal("0.98"), Decimal("0.95"), Decimal("0.85"), Decimal("0.55")
MOST_COMBINATIONS = 3000
MOST_OF_HALF = 4000
MOST_CHANCES = 12
MOST_LISTED = 64


@dataclass(slots=True)
class Reading:
    """A row as it is read: a span for each cell and how that was decided.

    `opened` holds all readings when none is decided on; `readings` those that a sum speaks against, or for by chance.
    """

    spans: list[Span]
    decided_by: str = "printed"
    confidence: Decimal = CERTAIN
    readings: tuple[str, ...] = ()
    opened: Open | None = None


@dataclass(slots=True)
class Run:
    """A row whose figures run together, with its possible readings as spans and as values."""

    chunks: list[Span]
    texts: list[str]
    options: list[list[Span]]
    values: list[Values]
    complete: bool
    extra: int = -1
    """The place of a subtotal printed among the cells of the form, -1 when there is none."""
    apart: bool = False
    """True when the figures are whole cells that may not be split, and only blank ones are missing."""


def spans_of(chunks: Sequence[Span], pieces: Pieces) -> list[Span]:
    """Where in the text the cells of a split stand."""
    return [(chunks[c][0] + a, chunks[c][0] + b) for c, a, b in pieces]


def joined(text: str, spans: Sequence[Span]) -> str:
    """A reading as it is written down: cells parted by bars."""
    return "|".join([text[a:b] for a, b in spans])


def _run(text: str, chunks: list[Span], found: list[Pieces], complete: bool) -> Run:
    options = [spans_of(chunks, pieces) for pieces in found]
    values = [tuple(int(text[a:b]) for a, b in option) for option in options]
    return Run(chunks, [text[a:b] for a, b in chunks], options, values, complete)


def run_of(text: str, chunks: list[Span], cells: int) -> Run:
    """The readings of a row in which the last cell is the sum of the others.

    Figures on lines of their own are never split. Figures that can stand as they are may have lost blank cells beside
    them: then each way to place them counts as a reading too.
    """
    whole = [text[a:b] for a, b in chunks]
    apart = len(chunks) > 1 and "\n" in text[chunks[0][1] : chunks[-1][0]]
    placed = _placements(text, chunks, cells) if _may_stand(whole, cells) else Run(chunks, whole, [], [], True)
    if apart:
        return placed
    found, complete = sum_splits(whole, (cells,))
    split = _run(text, chunks, found, complete)
    summed = [i for i, values in enumerate(placed.values) if values[-1] and _residual(values) == 0]
    split.options += [placed.options[i] for i in summed]
    split.values += [placed.values[i] for i in summed]
    return split


def _may_stand(words: Sequence[str], cells: int) -> bool:
    """Whether each figure can be a cell as it is, so that blank cells may be what is missing."""
    if len(words) >= cells or not all(word.isascii() and word.isdigit() for word in words):
        return False
    return all(word == "0" or word[0] != "0" for word in words) and (len(words) > 1 or len(words[0]) < cells)


def _placements(text: str, chunks: list[Span], cells: int) -> Run:
    """Every way to place whole figures among blank cells; those with a total that adds up, if there are any."""
    options: list[list[Span]] = []
    for places in combinations(range(cells), len(chunks)):
        option: list[Span] = []
        for cell in range(cells):
            index = places.index(cell) if cell in places else -1
            before = option[-1][1] if option else chunks[0][0]
            option.append(chunks[index] if index >= 0 else (before, before))
        options.append(option)
    values = [tuple(int(text[a:b] or 0) for a, b in option) for option in options]
    kept = [i for i, row in enumerate(values) if row[-1] and _residual(row) == 0] or list(range(len(options)))
    whole = [text[a:b] for a, b in chunks]
    return Run(chunks, whole, [options[i] for i in kept], [values[i] for i in kept], True, apart=True)


def any_split(text: str, chunks: list[Span], cells: int, extra: int = -1) -> Run:
    """The readings of a run whatever they add up to; a subtotal at `extra` is split off and left out."""
    words = [text[a:b] for a, b in chunks]
    if not all(word.isascii() and word.isdigit() for word in words):
        return Run(chunks, words, [], [], True, extra)
    if extra < 0:
        found, complete = all_splits(words, "c" * cells)
        return _run(text, chunks, found, complete)
    found, complete = all_splits(words, "c" * (cells + 1), WORK_LIMIT)
    run = _run(text, chunks, [(*pieces[:extra], *pieces[extra + 1 :]) for pieces in found], complete)
    run.extra = extra
    return run


def run_with_subtotal(text: str, chunks: list[Span], cells: int, extra: int) -> Run:
    """The readings of a row that prints a subtotal of all cells but the first and the last: both sums hold."""
    free = any_split(text, chunks, cells, extra)
    subtotals = [sum(values[1:-1]) for values in free.values]
    kept = [
        index
        for index, values in enumerate(free.values)
        if _residual(values) == 0 and _left_out(text, free, index) == str(subtotals[index])
    ]
    options, figures = [free.options[i] for i in kept], [free.values[i] for i in kept]
    return Run(chunks, free.texts, options, figures, free.complete, extra)


def _left_out(text: str, run: Run, index: int) -> str:
    """The words between the cells on both sides of the subtotal."""
    option = run.options[index]
    return text[option[run.extra - 1][1] : option[run.extra][0]].strip()


class Balance:
    """The column sums of the table of requests: what came in went out, and the results add up."""

    def __init__(self, form: Sequence[FormRow], rows: Mapping[int, Values]) -> None:
        self.rows = rows
        present = {form[row].code for row in rows}
        parents = {form[row].parent for row in rows}
        self.flow: dict[int, int] = {}
        self.leaves: dict[int, int] = {}
        for number, row in enumerate(form):
            if row.code not in present:
                continue
            if row.role in ("inflow", "outflow", "total"):
                self.flow[number] = 1 if row.role == "inflow" else -1
            if row.role == "total":
                self.leaves[number] = -1
            elif row.role == "leaf" or (row.role == "subtotal" and row.code not in parents):
                self.leaves[number] = 1

    def holds(self, row: int, values: Values, others: Mapping[int, Values]) -> bool:
        """Whether a table sum that takes in this row holds in every column when the row has these values."""
        return any(
            row in signs and all(self._residual(signs, row, values, others, c) == 0 for c in range(len(values)))
            for signs in (self.flow, self.leaves)
            if len(signs) > 2
        )

    def broken(self, row: int, values: Values, others: Mapping[int, Values]) -> int:
        """How many sums that take in this row fail when the row has these values: its own, and those of its columns."""
        columns = sum(
            self._residual(signs, row, values, others, column) != 0
            for signs in (self.flow, self.leaves)
            if len(signs) > 2 and row in signs
            for column in range(len(values))
        )
        return columns + (_residual(values) != 0)

    def error(self, row: int, values: Values) -> int:
        """By how much the row and its column sums fail when the row has these values."""
        columns = sum(
            abs(self._residual(signs, row, values, {}, column))
            for signs in (self.flow, self.leaves)
            if len(signs) > 2 and row in signs
            for column in range(len(values))
        )
        return abs(_residual(values)) + columns

    def _residual(
        self, signs: Mapping[int, int], row: int, values: Values, others: Mapping[int, Values], column: int
    ) -> int:
        total = 0
        for number, sign in signs.items():
            cells = values if number == row else others.get(number) or self.rows[number]
            total += sign * cells[column]
        return total

    def sums(self, rows: Mapping[int, Values], columns: int) -> Values:
        """What these rows add to each column sum: those of the flow, then those of the results."""
        signed = [signs if len(signs) > 2 else {} for signs in (self.flow, self.leaves)]
        return tuple(
            sum(signs.get(row, 0) * values[column] for row, values in rows.items())
            for signs in signed
            for column in range(columns)
        )

    def kept(self, columns: int) -> int:
        """How many column sums hold."""
        sums = self.sums(self.rows, columns)
        parts = ((self.flow, sums[:columns]), (self.leaves, sums[columns:]))
        return sum(part.count(0) for signs, part in parts if len(signs) > 2)


def _closest(base: Values, vectors: Sequence[Sequence[Values]]) -> list[tuple[int, ...]]:
    """The picks, one option a row, that bring the most column sums to nothing, those that miss by least first."""
    best: list[tuple[int, tuple[int, ...]]] = []
    most = -1
    for picks in product(*(range(len(options)) for options in vectors)):
        sums = _sums(base, vectors, picks)
        kept = sums.count(0)
        if kept >= most:
            missed = (sum(map(abs, sums)), picks)
            best = [*best, missed] if kept == most else [missed]
            most = kept
    return [picks for _, picks in sorted(best)]


def _sums(base: Values, vectors: Sequence[Sequence[Values]], picks: Sequence[int]) -> list[int]:
    """By how much each column sum fails with these picks."""
    chosen = [options[pick] for options, pick in zip(vectors, picks, strict=True)]
    return [sum(column) for column in zip(base, *chosen, strict=True)]


def _exact(base: Values, vectors: Sequence[Sequence[Values]]) -> list[tuple[int, ...]]:
    """The picks that bring every column sum to nothing, found from both ends; none when there are too many options."""
    half = len(vectors) // 2
    halves = (vectors[:half], vectors[half:])
    if max(prod(len(options) for options in part) for part in halves) > MOST_OF_HALF:
        return []
    sums: dict[Values, list[tuple[int, ...]]] = {}
    for picks, total in _totals(halves[0], base):
        sums.setdefault(total, []).append(picks)
    nothing = tuple(0 for _ in base)
    found = (
        (left, right)
        for right, total in _totals(halves[1], nothing)
        for left in sums.get(tuple(-value for value in total), ())
    )
    return [(*left, *right) for left, right in islice(found, MOST_COMBINATIONS)]


def _totals(vectors: Sequence[Sequence[Values]], base: Values) -> Iterator[tuple[tuple[int, ...], Values]]:
    for picks in product(*(range(len(options)) for options in vectors)):
        chosen = [options[pick] for options, pick in zip(vectors, picks, strict=True)]
        yield picks, tuple(map(sum, zip(base, *chosen, strict=True)))


def decide(
    text: str, form: Sequence[FormRow], fixed: Mapping[int, Values], runs: Mapping[int, Run], cells: int
) -> dict[int, Reading]:
    """A reading for every run-together row, certain only as far as the sums of the table make it so."""
    chosen = {row: run.values[0] for row, run in runs.items() if len(run.values) == 1 and run.complete}
    pending = {row: run for row, run in runs.items() if row not in chosen}
    several = {row: run for row, run in pending.items() if len(run.values) > 1 and run.complete}
    known = {**fixed, **chosen, **{row: run.values[0] for row, run in several.items()}}
    balance = Balance(form, known)
    readings: dict[int, Reading] = {}
    if several:
        chosen.update(_by_columns(text, several, balance, chosen, cells, readings))
    for row, run in runs.items():
        if row in readings:
            continue
        if row in chosen and row not in several:
            readings[row] = _alone(text, row, run, balance, chosen, cells)
        elif row not in chosen:
            readings[row] = _failing(text, row, run, form, known, cells)
    return readings


def _by_columns(
    text: str,
    several: Mapping[int, Run],
    balance: Balance,
    chosen: Mapping[int, Values],
    cells: int,
    readings: dict[int, Reading],
) -> dict[int, Values]:
    """Readings for rows with several that add up: the one combination that keeps the most column sums, if it is one.

    Where every column sum can be kept, only the combinations that keep them all stay possible.
    """
    rows = list(several)
    base = balance.sums({row: values for row, values in balance.rows.items() if row not in several}, cells)
    vectors = [[balance.sums({row: values}, cells) for values in several[row].values] for row in rows]
    ways = prod(len(options) for options in vectors)
    best = _closest(base, vectors) if ways <= MOST_COMBINATIONS else _exact(base, vectors)
    borne_out = 0 < len(best) < MOST_COMBINATIONS and not any(_sums(base, vectors, best[0]))
    settled: dict[int, Values] = {}
    for index, row in enumerate(rows):
        run = several[row]
        agreed = {pick[index] for pick in best}
        shown = best[0][index] if best else 0
        settled[row] = run.values[shown]
        trial = {**chosen, **{r: several[r].values[best[0][i]] for i, r in enumerate(rows)}} if best else {}
        if len(agreed) == 1 and balance.holds(row, run.values[shown], trial):
            readings[row] = Reading(run.options[shown], "column_sum", SUPPORTED)
        else:
            left = agreed if borne_out else range(len(run.options))
            others = [run.options[index] for index in sorted(left) if index != shown]
            free = _free(text, run, cells)
            rivals = [] if borne_out else _rivals(row, run.values[shown], free, balance, trial)
            sure = SUPPORTED if borne_out or not _by_chance(free) else OPEN
            readings[row] = left_open([run.options[shown], *others, *rivals], sure=sure)
    return settled


def left_open(options: Sequence[Sequence[Span]], complete: bool = True, sure: Decimal = SUPPORTED) -> Reading:
    """A row that may be read in all these ways, the most plausible first; `sure` is a cell on which all agree."""
    return Reading(list(options[0]), "shape", sure, (), Open(tuple(map(tuple, options)), complete))


def _free(text: str, run: Run, cells: int) -> Run:
    """The readings of a row whatever they add up to; figures that stand apart are never split."""
    return run if run.apart else any_split(text, run.chunks, cells, run.extra)


def _rivals(row: int, values: Values, free: Run, balance: Balance, others: Mapping[int, Values]) -> list[list[Span]]:
    """The readings that do not add up, but for which the columns speak more than for these values."""
    broken = balance.broken(row, values, others)
    return [
        option
        for option, figures in zip(free.options, free.values, strict=True)
        if _residual(figures) and (balance.holds(row, figures, others) or balance.broken(row, figures, others) < broken)
    ]


def _by_chance(free: Run) -> bool:
    """Whether a row can be read in so many ways that one may add up by chance; to two sums none does."""
    return (free.extra < 0 and len(free.options) > MOST_CHANCES) or not free.complete


def _alone(text: str, row: int, run: Run, balance: Balance, chosen: Mapping[int, Values], cells: int) -> Reading:
    """The only reading that adds up.

    Open when the columns speak more for one that does not; doubtful when so many splits are possible that one adds up
    by chance while the columns do not bear it out.
    """
    if balance.holds(row, run.values[0], chosen):
        return Reading(run.options[0], "row_sum", SUPPORTED)
    free = _free(text, run, cells)
    if rivals := _rivals(row, run.values[0], free, balance, chosen):
        return left_open([run.options[0], *rivals])
    if _by_chance(free):
        others = [option for option in free.options if option != run.options[0]]
        words = tuple(joined(text, option) for option in [run.options[0], *others][:MOST_LISTED])
        return Reading(run.options[0], "row_sum", OPEN, words)
    return Reading(run.options[0], "row_sum", ALONE)


def _failing(
    text: str, row: int, run: Run, form: Sequence[FormRow], known: Mapping[int, Values], cells: int
) -> Reading:
    """A row in which no split adds up: the publisher's error stays, and only the columns can say where it is."""
    free = any_split(text, run.chunks, cells, run.extra)
    if not free.options:
        return Reading([], "unread", OPEN)
    balance = Balance(form, {**known, row: free.values[0]})
    fitting = [i for i, values in enumerate(free.values) if balance.holds(row, values, {})]
    if len(fitting) == 1 and free.complete and run.complete:
        return Reading(free.options[fitting[0]], "column_sum", ALONE)
    order = sorted(range(len(free.options)), key=lambda i: (i not in fitting, balance.error(row, free.values[i])))
    return left_open([free.options[i] for i in order], free.complete)


def _residual(values: Values) -> int:
    return sum(values[:-1]) - values[-1]
