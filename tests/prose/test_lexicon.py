"""The lexicon finds what a search for each word at each place would find, words of any length."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.prose.lexicon import Lexicon

WORDS = st.lists(st.text("公开信", min_size=1, max_size=20), min_size=1, max_size=8, unique=True)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


@given(WORDS, st.data(), SPANS)
def test_all_words_that_start_in_the_spans_are_found_in_the_order_of_their_starts_the_shorter_first(
    words: list[str], data: st.DataObject, spans: list[tuple[int, int]]
) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from([*words, "息"]), max_size=8)))
    lexicon = Lexicon({})
    numbers = [lexicon.number(word) for word in words]
    places = [at for at in range(len(text)) if any(start <= at < end for start, end in spans)]
    stand = sorted(
        (at, len(w), n) for at in places for w, n in zip(words, numbers, strict=True) if text.startswith(w, at)
    )
    found = lexicon.find(text, spans)
    ends = [found.end(index) for index in range(len(found.starts))]
    assert list(zip(found.starts, ends, found.numbers, strict=True)) == [(at, at + size, n) for at, size, n in stand]


def test_a_lexicon_of_thirty_thousand_words_finds_each_of_them() -> None:
    random = Random(1)
    words = sorted({"".join(chr(random.randrange(0x4E00, 0x9F00)) for _ in range(5)) for _ in range(30_000)})
    lexicon = Lexicon({})
    numbers = [lexicon.number(word) for word in words]
    text = "\n".join(words)
    assert lexicon.find(text, [(0, len(text))]).numbers == numbers
