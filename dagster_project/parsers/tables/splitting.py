"""Which of the possible readings of run-together rows are meant: by row sums, by column sums, or left open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from math import prod

from dagster_project.parsers.tables.balance import MOST_COMBINATIONS, Balance, Values, closest, exact, residual, sums_of
from dagster_project.parsers.tables.confidence import BOUNDED, CERTAIN, OPEN, SUPPORTED
from dagster_project.parsers.tables.forms import FormRow
from dagster_project.parsers.tables.reading import Open
from dagster_project.parsers.tables.runs import WORK_LIMIT, Pieces, all_splits, sum_splits

Span = tuple[int, int]
NOTHING = frozenset("-—–/无")
_MARK = re.compile(r"\d,\d|[-—–/无]")
_MARKED_CHUNK = re.compile(r"\d[\d,]*|[-—–]+|/|无")
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
    values = [tuple(_figure(text[a:b]) for a, b in option) for option in options]
    return Run(chunks, [text[a:b] for a, b in chunks], options, values, complete)


def run_of(text: str, chunks: list[Span], cells: int) -> Run:
    """The readings of a row in which the last cell is the sum of the others.

    Figures on lines of their own are never split. Figures that can stand as they are may have lost blank cells beside
    them: then each way to place them counts as a reading too.
    """
    if marked := _marked(text, chunks):
        return _marked_run(text, marked, cells)
    whole = [text[a:b] for a, b in chunks]
    apart = len(chunks) > 1 and "\n" in text[chunks[0][1] : chunks[-1][0]]
    placed = _placements(text, chunks, cells) if _may_stand(whole, cells) else Run(chunks, whole, [], [], True)
    if apart:
        return placed
    found, complete = sum_splits(whole, (cells,))
    split = _run(text, chunks, found, complete)
    summed = [i for i, values in enumerate(placed.values) if values[-1] and residual(values) == 0]
    split.options += [placed.options[i] for i in summed]
    split.values += [placed.values[i] for i in summed]
    return split


def touches_mark(text: str, chunk: Span) -> bool:
    """Whether a mark for nothing is glued to the figures, so that they are not all that the row prints."""
    return any(beside in NOTHING for beside in (text[max(0, chunk[0] - 1) : chunk[0]], text[chunk[1] : chunk[1] + 1]))


def _marked(text: str, chunks: list[Span]) -> list[Span]:
    """The figures of a row with the commas and the marks for nothing that run together with them; nothing without."""
    low, high = chunks[0][0], chunks[-1][1]
    while low and text[low - 1] in NOTHING:
        low -= 1
    if "\n" in text[low:high] or not _MARK.search(text, low, high):
        return []
    return [match.span() for match in _MARKED_CHUNK.finditer(text, low, high)]


def _marked_run(text: str, chunks: list[Span], cells: int) -> Run:
    """The readings that add up of a row with commas or marks for nothing in it."""
    found, complete = all_splits([text[a:b] for a, b in chunks], "m" * cells, WORK_LIMIT)
    run = _run(text, chunks, found, complete)
    kept = [index for index, row in enumerate(run.values) if residual(row) == 0]
    return replace(run, options=[run.options[i] for i in kept], values=[run.values[i] for i in kept])


def _figure(words: str) -> int:
    """The count that a cell prints; a mark for nothing adds nothing."""
    digits = words.replace(",", "")
    return int(digits) if digits.isdecimal() else 0


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
    kept = [i for i, row in enumerate(values) if row[-1] and residual(row) == 0] or list(range(len(options)))
    whole = [text[a:b] for a, b in chunks]
    return Run(chunks, whole, [options[i] for i in kept], [values[i] for i in kept], True, apart=True)


def any_split(text: str, chunks: list[Span], cells: int, extra: int = -1) -> Run:
    """The readings of a run whatever they add up to; a subtotal at `extra` is split off and left out."""
    words = [text[a:b] for a, b in chunks]
    kind = "c" if all(word.isascii() and word.isdigit() for word in words) else "m"
    if extra < 0:
        found, complete = all_splits(words, kind * cells)
        return _run(text, chunks, found, complete)
    found, complete = all_splits(words, kind * (cells + 1), WORK_LIMIT)
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
        if residual(values) == 0 and _left_out(text, free, index) == str(subtotals[index])
    ]
    options, figures = [free.options[i] for i in kept], [free.values[i] for i in kept]
    return Run(chunks, free.texts, options, figures, free.complete, extra)


def _left_out(text: str, run: Run, index: int) -> str:
    """The words between the cells on both sides of the subtotal."""
    option = run.options[index]
    return text[option[run.extra - 1][1] : option[run.extra][0]].strip()


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
    best = closest(base, vectors) if ways <= MOST_COMBINATIONS else exact(base, vectors)
    borne_out = 0 < len(best) < MOST_COMBINATIONS and not any(sums_of(base, vectors, best[0]))
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
    """The readings that do not add up, but for which the columns speak as much as for these values, or more."""
    broken = balance.broken(row, values, others)
    return [
        option
        for option, figures in zip(free.options, free.values, strict=True)
        if residual(figures) and (balance.holds(row, figures, others) or balance.broken(row, figures, others) <= broken)
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
        return left_open([run.options[0], *rivals], free.complete)
    if _by_chance(free):
        others = [option for option in free.options if option != run.options[0]]
        words = tuple(joined(text, option) for option in [run.options[0], *others][:MOST_LISTED])
        return Reading(run.options[0], "row_sum", OPEN, words)
    return Reading(run.options[0], "row_sum", BOUNDED)


def _failing(
    text: str, row: int, run: Run, form: Sequence[FormRow], known: Mapping[int, Values], cells: int
) -> Reading:
    """A row in which no split adds up: the publisher's error stays, and only the columns can say where it is.

    Where fewer cells would add up, blank ones are as likely to be lost: nothing is sure then.
    """
    free = any_split(text, run.chunks, cells, run.extra)
    if not free.options:
        return Reading([], "unread", OPEN)
    if not run.apart and run.extra < 0 and any(sum_splits(run.texts, (fewer,))[0] for fewer in range(2, cells)):
        return left_open(free.options, complete=False)
    if len(run.chunks) > 1 and run.extra < 0 and _may_stand(run.texts, cells):
        return left_open([*free.options, *_placements(text, run.chunks, cells).options])
    balance = Balance(form, {**known, row: free.values[0]})
    fitting = [i for i, values in enumerate(free.values) if balance.holds(row, values, {})]
    if len(fitting) == 1 and free.complete and run.complete:
        return Reading(free.options[fitting[0]], "column_sum", BOUNDED)
    order = sorted(range(len(free.options)), key=lambda i: (i not in fitting, balance.error(row, free.values[i])))
    return left_open([free.options[i] for i in order], free.complete)
