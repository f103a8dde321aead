"""Matches found by the characters that a pattern opens with are those that the pattern finds by itself."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.characters import holds
from dagster_project.parsers.openings import matches

PATTERN = re.compile(r"(?<!z)a+b?|(?<=c)bca?")


@given(st.text("abcz", max_size=40), st.integers(0, 10), st.integers(0, 40))
def test_matches_are_those_of_finditer_whatever_the_text(text: str, start: int, end: int) -> None:
    found = [match.span() for match in matches(PATTERN, "ab", text, start, end)]
    assert found == [match.span() for match in PATTERN.finditer(text, start, end)]


def test_a_match_inside_the_one_before_is_left_out() -> None:
    assert [match[0] for match in matches(re.compile("aba"), "a", "ababa aba")] == ["aba", "aba"]


@given(st.text("abc", max_size=8), st.text("abc", min_size=1, max_size=4))
def test_a_text_holds_a_word_that_stands_in_it_whole(text: str, word: str) -> None:
    assert holds(text, word) is (text.find(word) >= 0)
