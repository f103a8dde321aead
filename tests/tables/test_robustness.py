"""Whatever stands in a text, reading its tables ends soon, raises nothing and gains no certainty."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from .cases import PRINTED_REMEDIES, REQUESTS_2021, SECTION_2021, read_words
from .printing import FORMS, HEADS, lined, piped, run_together, spanned, words_of_rows

LABELS = sorted({row.label for rows in FORMS.rows.values() for row in rows})
PRINTABLE = st.characters(exclude_categories=["Cc", "Cs"])
PIECES = st.one_of(
    st.sampled_from(LABELS), st.text("0123456789 \n\t|/—-.,()第条年月", max_size=12), st.text(PRINTABLE, max_size=6)
)
GRANTED = "applications.outcome.granted"
WORDS = words_of_rows(REQUESTS_2021)
SHAPES = [
    SECTION_2021 + lined("2021", WORDS, PRINTED_REMEDIES),
    SECTION_2021 + run_together("2021", WORDS, PRINTED_REMEDIES),
    piped("2021", WORDS, PRINTED_REMEDIES),
    spanned("2021", WORDS, PRINTED_REMEDIES),
]


@given(st.lists(PIECES, max_size=80))
@settings(max_examples=60, deadline=3000)
def test_labels_and_figures_in_any_order_raise_nothing(pieces: list[str]) -> None:
    words = "三、收到和处理政府信息公开申请情况 " + "".join(pieces)
    for statement in read_words(words, "report.txt").statements:
        assert 0 <= statement.start <= statement.end
        assert statement.value is not None or statement.value_semantic in {"blank", "not_applicable"}


@given(st.sampled_from(SHAPES), st.integers(0, 10**9), st.integers(1, 12))
@settings(max_examples=60, deadline=3000)
def test_a_torn_table_raises_nothing_and_invents_nothing(words: str, seed: int, cuts: int) -> None:
    chance = random.Random(seed)
    for _ in range(cuts):
        at = chance.randrange(len(words))
        words = words[:at] + words[at + chance.randrange(1, 40) :]
        if not words:
            return
    for statement in read_words(words).statements:
        if statement.value is not None and statement.value_semantic == "reported":
            assert any(character.isdigit() for character in statement.value_text)


def test_a_figure_with_the_mark_of_its_note_raises_nothing_under_heads_that_nobody_knows() -> None:
    words = piped("2021", {metric: [f"{row[0]}①", *row[1:]] for metric, row in WORDS.items()}, PRINTED_REMEDIES)
    for head in HEADS:
        words = words.replace(f"| {head} ", "| 类 ")
    values = [s.value for s in read_words(words, "report.md").statements if s.metric_code == GRANTED]
    assert str(values[0]) == WORDS[GRANTED][0]
