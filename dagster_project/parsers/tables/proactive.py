"""Section two, article 20: documents, matters, decisions, fees and procurement, in the layout of 2019 or of 2021."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from dagster_project.document import Document
from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.figures_before import Above, figures_above
from dagster_project.parsers.tables.forms import FormCell, TableForms, words_of
from dagster_project.parsers.tables.grids import grid_rows, is_value, label_of, within
from dagster_project.parsers.tables.named_cells import named_rows
from dagster_project.parsers.tables.placing import placed, runs_together
from dagster_project.parsers.tables.proactive_heads import names_a_column, rows_by_heads
from dagster_project.parsers.tables.reading import UNREAD, Consumed, Found, Read, Span, alone, value_of
from dagster_project.parsers.tables.report_year import years_beside
from dagster_project.parsers.tables.runs import all_splits
from dagster_project.parsers.tables.scan import FIGURE, Mark, marks_in, squeeze
from dagster_project.parsers.tables.splitting import Reading, left_open, spans_of

ROWS = ("2019", "proactive")
REACH = 4000
LONGEST_ROW = 80
AGREED, DISPUTED, BOUNDED = Decimal("0.99"), Decimal("0.60"), Decimal("0.85")
_ARTICLE = re.compile(r"第\s*(?:二\s*十|20)\s*条\s*第")
_HEADING = re.compile(r"主\s*动\s*公\s*开\s*政\s*府\s*信\s*息\s*情\s*况")
_BETWEEN = re.compile(r"(?:[\s|件项条个次元]|万元|亿元|\([^()]*\)|【[^【】]*】)*")
_FIRST = re.compile(r"[\s|:,]*(?:\([^()]{0,20}\))?[\s|:,]*(?:[件项条个次](?=[\s\d]))?[\s|]*")
_FIGURE_LEFT = re.compile(r"(?<![第(\d])\d")
_SENTENCE = re.compile("[,;。]")
_DASH = re.compile(r"[-—–]+[㐀-鿿]")  # between the names of a row and of a column
_MONEY = re.compile(r"\s*(?:万元|亿元|元)")
# Behind the figures of a row stands no mark of a sentence: 其中行政许可31项、行政处罚148项 is none.
_SAID = re.compile(r"\s*[件项条个次宗起]?[、,;。]")
LETTERS = {"count": "c", "signed": "s", "amount": "a"}
# Behind a label whose cells are all blank stands the next label or the head of the next block.
_ROW_BEHIND = re.compile(r"[\s|]*(第\s*(?:二\s*十|20)\s*条)?")
Option = tuple[list[FormCell], Reading]


def read_proactive(document: Document, forms: TableForms, before: int) -> Found:
    """The cells of section two that stand before section three (or anywhere when that is missing)."""
    found = Found()
    low, high = _stretch(document.text, before)
    if low < 0:
        return found
    text = document.text
    squeezed = squeeze(text, low, high)
    form = _form_of(squeezed.words, forms)
    labels = marks_in(squeezed, forms.row_words[ROWS])
    names = marks_in(squeezed, forms.column_words[(form, "proactive")])
    named = named_rows(text, forms, labels, names, high, form)
    if named and _in_sentences(text, named):
        return found
    drawn = {} if named else _from_grids(document, forms, low, high, form)
    flowing = _told(named)
    if not named and not years_beside(text, low, high):
        flowing = _from_text(text, forms, labels, names, high, form)
    printed = {forms.rows[ROWS][label.rows[0]].code for label in labels}
    if printed - drawn.keys() - flowing.keys():
        drawn = {**rows_by_heads(document, forms, low, high, form), **drawn}
    if len(drawn) + len(flowing) < 2:
        return found
    found.form, found.start, found.end = form, low, low
    units = _printed_units(text, low, high, forms)
    for row in forms.rows[ROWS]:
        _add(document, row.code, drawn.get(row.code), flowing.get(row.code), units, found)
    found.consumed.append(Consumed(low, found.end, "table_label"))
    return found


def _stretch(text: str, before: int) -> tuple[int, int]:
    """From the section's own heading, or the first article named, to section three; -1 when neither is there."""
    high = before if before >= 0 else len(text)
    floor = max(0, high - REACH) if before >= 0 else 0
    articles = [match.start() for match in _ARTICLE.finditer(text, floor, high)]
    headings = [match.start() for match in _HEADING.finditer(text, floor, high)]
    heading = next((at for at in reversed(headings) if sum(article > at for article in articles) >= 2), -1)
    if heading >= 0:
        low = heading
    elif len(articles) >= 2 or (articles and not headings):
        low = articles[0]
    elif headings:
        low = _first_of_run(headings)
    else:
        return -1, -1
    return low, min(high, low + REACH)


def _first_of_run(headings: Sequence[int]) -> int:
    """The last heading, or the first of those that stand before every row of a list."""
    at = headings[-1]
    for heading in reversed(headings):
        if at - heading > LONGEST_ROW:
            break
        at = heading
    return at


def _form_of(words: str, forms: TableForms) -> str:
    """The form whose column heads stand there; 2021 when none do and no row of 2019 only is printed."""
    scores = {
        form: sum([any([key in words for key in column.keys]) for column in forms.columns[(form, "proactive")]])
        / len(forms.columns[(form, "proactive")])
        for form in ("2019", "2021")
    }
    if scores["2019"] == scores["2021"]:
        return "2019" if "政府集中采购" in words or "对外管理服务" in words else "2021"
    return max(scores, key=lambda form: scores[form])


def _printed_units(text: str, low: int, high: int, forms: TableForms) -> dict[str, str]:
    """The unit of money that the head over a row prints, by row."""
    units: dict[str, str] = {}
    for pattern, row in forms.money_heads:
        match = pattern.search(text, low, high)
        if match:
            units.setdefault(row, "wan_yuan" if match[1] == "万元" else "yuan")
    return units


def _cells_of(forms: TableForms, form: str, row: str, count: int) -> list[FormCell]:
    """The cells that a row has in the form, or in the other form when only that one fits the figures printed."""
    own = forms.cells.get((form, row), ())
    other = forms.cells.get(("2019" if form == "2021" else "2021", row), ())
    return list(other if len(own) < count == len(other) or not own else own)


def _in_sentences(text: str, named: Mapping[str, tuple[Mark, list[FormCell], list[Span]]]) -> bool:
    """Whether the named figures are parted by marks of sentences and no lines, so that prose tells more of them."""
    spans = sorted(span for _, _, spans in named.values() for span in spans)
    marks = [_SENTENCE.search(text, first[1], second[0]) is not None for first, second in pairwise(spans)]
    return 2 * sum(marks) > len(marks) and "\n" not in text[spans[0][1] : spans[-1][0]]


def _told(
    named: Mapping[str, tuple[Mark, list[FormCell], list[Span]]],
) -> dict[str, tuple[Mark, Option]]:
    """The rows whose cells are named one by one."""
    return {code: (label, (cells, Reading(spans))) for code, (label, cells, spans) in named.items()}


def _from_text(
    text: str, forms: TableForms, marks: Sequence[Mark], columns: Sequence[Mark], high: int, form: str
) -> dict[str, tuple[Mark, Option]]:
    above = figures_above(text, marks, columns, high, _figures_after)
    rows = _from_text_above(text, forms, marks, above, form)
    marks = [mark for mark in marks if mark.start not in above]
    names = [(column.start, words_of(text[column.start : column.end])) for column in columns]
    several: set[str] = set()  # as in grids
    heads: list[str] = []
    last = -1
    behind = [_figures_after(text, mark.end, high) for mark in marks]
    sizes = [len(forms.cells.get((form, forms.rows[ROWS][mark.rows[0]].code), ())) for mark in marks]
    ends = [_ROW_BEHIND.match(text, mark.end) for mark in marks]
    starts = {mark.start for mark in marks}
    together = runs_together(
        text,
        [
            (spans, size)
            for spans, size, end in zip(behind, sizes, ends, strict=True)
            if spans or (end and (end[1] or end.end() in starts))
        ],
    )
    for number, (mark, spans) in enumerate(zip(marks, behind, strict=True), 1):
        heads = [word for at, word in names if last < at < mark.start] or heads
        last = mark.end
        code = forms.rows[ROWS][mark.rows[0]].code
        if code in rows and spans and rows[code][1][0][0].form != form:
            several.add(code)
        if code not in rows and spans and _SAID.match(text, spans[-1][1], high) is None:
            if len(spans) > 1 and any(mark.end <= at < spans[0][0] for at, _ in names):
                continue  # the label of one cell, behind which stand others than those of its row
            option = _read_row(text, forms, form, code, *_told_once(text, spans, heads), together)
            stop = marks[number].start if number < len(marks) else high
            if option and not (_leaves_figures(text, option, spans, stop) or _names_one(text, mark, option, spans)):
                rows[code] = (mark, option)
    return {code: row for code, row in rows.items() if code not in several}


def _from_text_above(
    text: str, forms: TableForms, marks: Sequence[Mark], above: Above, form: str
) -> dict[str, tuple[Mark, Option]]:
    """The rows that have as many figures above their labels as the form has cells."""
    rows: dict[str, tuple[Mark, Option]] = {}
    for mark in marks if above else ():
        code = forms.rows[ROWS][mark.rows[0]].code
        spans = above.get(mark.start, [])
        cells = _cells_of(forms, form, code, len(spans))
        if code not in rows and cells and len(spans) == len(cells):
            rows[code] = (mark, (cells, Reading(spans, confidence=BOUNDED)))
    return rows


def _names_one(text: str, mark: Mark, option: Option, spans: list[Span]) -> bool:
    """Whether fewer cells than the row has stand behind more words than its label: one of them under its own name."""
    return len(spans) < len(option[0]) and bool(words_of(text[mark.end : spans[0][0]]))


def _leaves_figures(text: str, option: Option, spans: list[Span], stop: int) -> bool:
    """Whether more figures follow behind other words on the line of a row that has too few for its cells."""
    end = text.find("\n", spans[-1][1], stop)
    return (
        len(spans) < len(option[0]) and _FIGURE_LEFT.search(text, spans[-1][1], end if end >= 0 else stop) is not None
    )


def _figures_after(text: str, at: int, high: int) -> list[Span]:
    """The figures that follow a label with no other words between; in a row of tabs its cells, blank ones too."""
    stop = text.find("\n", at, high)
    if text.find("\t", at, stop) >= 0:
        return _cells_after(text, at, stop)
    first = _FIRST.match(text, at, high)
    at = first.end() if first else at
    spans: list[Span] = []
    while True:
        match = FIGURE.match(text, at, high)
        if match is None or len(spans) > 6 or _DASH.match(text, match.start(), high):
            return spans
        money = _MONEY.match(text, match.end(), high)
        end = money.end() if money else match.end()
        spans.append((match.start(), end))
        between = _BETWEEN.match(text, end, high)
        at = between.end() if between else end


def _without_padding(forms: TableForms, form: str, code: str, spans: list[Span]) -> list[Span]:
    """The cells without blank ones at the end, or beside each figure, that the row of this form does not have."""
    own = max(len(forms.cells.get((form, code), ())), 1)
    filled = [(a, b) for a, b in spans if b > a]
    if len(spans) > own == len(filled):
        return filled
    while len(spans) > own and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return spans


def _cells_after(text: str, at: int, stop: int) -> list[Span]:
    spans: list[Span] = []
    for part in text[at:stop].split("\t"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    cells = spans[1:]
    return cells if all(is_value(text[a:b]) for a, b in cells) and any(b > a for a, b in cells) else []


def _read_row(
    text: str, forms: TableForms, form: str, code: str, spans: list[Span], heads: list[str], together: bool
) -> Option | None:
    spans = _on_its_line(text, _without_padding(forms, form, code, spans), len(forms.cells.get((form, code), ())))
    cells = _cells_of(forms, form, code, len(spans))
    if named := _named(forms, cells, heads[-len(cells) :]):
        cells = sorted(cells, key=lambda cell: named[cell.column])
    if len(spans) == len(cells):
        return cells, Reading(spans)
    if len(spans) > len(cells):
        windows = [spans[at : at + len(cells)] for at in range(len(spans) - len(cells) + 1)]
        return (cells, left_open(windows)) if cells else None
    if sum(b - a for a, b in spans) == len(cells) and all(text[a:b].isdigit() for a, b in spans):
        reading: Reading | None = Reading([(a + i, a + i + 1) for a, b in spans for i in range(b - a)])
    else:
        reading = _split(text, code, cells, spans)
    if not together and reading and all(_may_stand(text[a:b]) for a, b in spans):
        return cells, _left_to_placing(reading, spans, len(cells))
    if reading and any(first[1] < second[0] for first, second in pairwise(spans)):
        # Where figures stand apart, a blank cell is as likely as two that run together.
        reading.confidence = min(reading.confidence, DISPUTED)
    return (cells, reading) if reading else None


def _left_to_placing(reading: Reading, spans: list[Span], size: int) -> Reading:
    """The row left open: as it may be split, or with figures as they stand and blank cells anywhere beside them."""
    split = [list(option) for option in reading.opened.options] if reading.opened else [reading.spans]
    complete = reading.opened is None or reading.opened.complete
    return left_open([*split, *placed(spans, size)], complete)


def _may_stand(words: str) -> bool:
    """Whether figures that may run together can be one figure."""
    return words == "0" or words[:1] != "0" or "." in words[:2]


def _on_its_line(text: str, spans: list[Span], count: int) -> list[Span]:
    """The figures on the line of the first where these are as many as the row has cells, unless each has its own."""
    lines = [text.count("\n", spans[0][0], start) for start, _ in spans]
    return spans[:count] if lines.count(0) == count and len(set(lines)) < len(lines) else spans


def _split(text: str, code: str, cells: list[FormCell], spans: list[Span]) -> Reading | None:
    """The readings of a run within the bounds of its row, those of the more usual shape first when several remain."""
    tail = _MONEY.search(text, *spans[-1])
    plain = [*spans[:-1], (spans[-1][0], tail.start() if tail else spans[-1][1])]
    words = [text[a:b] for a, b in plain]
    counts = "m" if any("," in word for word in words) else "c"
    pieces, complete = all_splits(words, "".join(LETTERS[c.value_type] for c in cells).replace("c", counts))
    options = [spans_of(plain, piece) for piece in pieces]
    kept = [o for o in options if _within_bounds(cells, [text[a:b] for a, b in o])] or options
    if not kept:
        return None
    kept.sort(key=lambda option: _shape(cells, [text[a:b] for a, b in option]))
    whole = [[*option[:-1], (option[-1][0], spans[-1][1])] for option in kept]
    if len(kept) > 1 or not complete:
        return left_open(whole, complete)
    return Reading(whole[0], "bounds" if len(options) > 1 else "printed", BOUNDED)


def _number(words: str) -> Decimal:
    return Decimal(words.replace(",", "").replace("−", "-").replace("减", "-").lstrip("+增加").replace("少", ""))


def _within_bounds(cells: Sequence[FormCell], words: Sequence[str]) -> bool:
    """Whether a reading keeps what no report can break: disclosed within total, no negative number of matters."""
    values = {cell.metric.rpartition(".")[2]: _number(word) for cell, word in zip(cells, words, strict=True)}
    if "disclosed_new" in values:
        return values["disclosed_new"] <= values["disclosed_total"]
    if "items_change" in values:
        return values["items_prev"] + values["items_change"] >= 0
    return True


def _shape(cells: Sequence[FormCell], words: Sequence[str]) -> tuple[int, ...]:
    """Lower for a more usual look: little change in the number of matters, documents of like length, a large stock."""
    sizes = [len(word.partition(".")[0].lstrip("+-−增减")) for word in words]
    names = [cell.metric.rpartition(".")[2] for cell in cells]
    if "items_change" in names:
        change = words[names.index("items_change")].lstrip("+-−增减")
        return (abs(sizes[0] - sizes[-1]) + (0 if change == "0" else len(change)), len(change), -sizes[0])
    if "amount" in names:
        return (abs(sizes[0] - 3), -sizes[-1])
    return (max(sizes) - min(sizes), -sizes[-1], 0 if words[0] == words[1] else 1)


def _from_grids(
    document: Document, forms: TableForms, low: int, high: int, form: str
) -> dict[str, tuple[Mark, Option, list[str]]]:
    text = document.text
    rows: dict[str, tuple[Mark, Option, list[str]]] = {}
    several: set[str] = set()  # rows printed more than once with fewer figures than their form has
    for number, grid in enumerate(document.grids, 1):
        if grid.end <= low or grid.start >= high:
            continue
        heads: list[str] = []
        headed: set[int] = set()
        for line_number, line in enumerate(grid_rows(text, within(grid, low, high)), 1):
            if all(line.values):
                continue
            first = line.values.index(False)
            if not all(line.values[first + 1 :]):
                heads = [words_of(word) for word in line.words[first + 1 :] if word]
                headed = {c.column for c, word in zip(line.cells, line.words, strict=True) if word}
                continue
            cells = [c for c in line.cells[first + 1 :] if c.end > c.start or not headed or c.column in headed]
            meant = label_of(line.words[first], forms.row_words[ROWS])
            code = forms.rows[ROWS][meant[0]].code if meant else ""
            if code in rows and rows[code][1][0][0].form != form:
                several.add(code)
            if not code or code in rows or (len(cells) > 1 and names_a_column(line.words[first], forms, form)):
                continue
            spans, names = _told_once(text, [(c.start, c.end) for c in cells], heads)
            made = _grid_row(forms, form, code, spans, names)
            if made:
                label = line.cells[first]
                order = {(c.start, c.end): c.column + 1 for c in cells}
                where = [f"table {number}, row {line_number}, column {order[span]}" for span in made[1].spans]
                rows[code] = (Mark(label.start, label.end, meant), made, where)
    return {code: row for code, row in rows.items() if code not in several}


def _told_once(text: str, spans: list[Span], heads: list[str]) -> tuple[list[Span], list[str]]:
    """The figures and their heads, a cell once that lay over several columns and was copied into each of them."""
    if len(spans) != len(heads) or len(set(heads)) == len(heads):
        return spans, heads
    told = dict(zip(heads, spans, strict=True))
    if any(text[slice(*told[head])] != text[slice(*span)] for head, span in zip(heads, spans, strict=True)):
        return spans, heads
    return list(told.values()), list(told)


def _grid_row(forms: TableForms, form: str, code: str, spans: list[Span], heads: list[str]) -> Option | None:
    spans = _without_padding(forms, form, code, spans)
    cells = _cells_of(forms, form, code, len(spans))
    if not cells or len(spans) != len(cells):
        return None
    named = _named(forms, cells, heads)
    if named:
        spans = [spans[named[cell.column]] for cell in cells]
    return cells, Reading(spans)


def _named(forms: TableForms, cells: list[FormCell], heads: list[str]) -> dict[str, int]:
    """Column code → where it stands, when the heads name every column in another order than the form."""
    if len(heads) != len(cells) or len(cells) < 2:
        return {}
    lexicon = forms.column_words[(cells[0].form, "proactive")]
    columns = forms.columns[(cells[0].form, "proactive")]
    order = {columns[lexicon.exact(head)[0]].code: i for i, head in enumerate(heads) if lexicon.exact(head)}
    return order if set(order) == {cell.column for cell in cells} else {}


def _add(
    document: Document,
    code: str,
    drawn: tuple[Mark, Option, list[str]] | None,
    flowing: tuple[Mark, Option] | None,
    units: Mapping[str, str],
    found: Found,
) -> None:
    """The cells of one row, the drawn reading first."""
    first = _reads(document, drawn[0], drawn[1], drawn[2], units) if drawn else []
    same = drawn is not None and flowing is not None and drawn[1] == flowing[1]
    second = first if same else _reads(document, flowing[0], flowing[1], [], units) if flowing else []
    comparable = not (second and second[0].opened)
    others = {read.metric: read for read in second} if comparable else {}
    for read in first:
        other = others.get(read.metric)
        if other is None:
            continue
        same = value_of(read) == value_of(other)
        read.agreement = "agree" if same else "disagree"
        read.confidence = AGREED if same else DISPUTED
        if not same:
            read.readings = (str(read.value.value), str(other.value.value))
    reads = (first if second else alone(first)) or second
    found.reads.extend(reads)
    found.end = max([found.end, *(read.span[1] for read in reads)])


def _reads(document: Document, label: Mark, option: Option, where: list[str], units: Mapping[str, str]) -> list[Read]:
    cells, reading = option
    low, high = reading.spans[0][0], max(end for _, end in reading.spans)
    evidence = " ".join(f"{document.printed[label.start : label.end]} {document.printed[low:high]}".split())
    reads = []
    for index, (cell, span) in enumerate(zip(cells, reading.spans, strict=True)):
        start, end = span
        value = read_cell(document.text[start:end]) if end > start else BLANK
        confidence = reading.confidence
        unit = units.get(cell.row, cell.unit)
        if cell.value_type == "amount" and value and not value.unit and cell.row not in units and unit == "yuan":
            confidence = min(confidence, BOUNDED)
        reads.append(
            Read(
                cell.metric,
                "",
                f"{cell.row}/{cell.column}",
                unit,
                value or UNREAD,
                span,
                evidence,
                where[index] if where else "",
                confidence if value else DISPUTED,
                reading.decided_by,
                reading.readings,
                "single",
                reading.opened,
                index,
            )
        )
    return reads
