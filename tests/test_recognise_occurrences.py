"""Occurrences of few words and of many are the same, overlapping ones among them."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.occurrences import occurrences


@given(st.text("水根张", max_size=40), st.sets(st.text("水根张", min_size=1, max_size=3), max_size=30))
def test_every_place_is_found_whatever_the_number_of_words(text: str, words: set[str]) -> None:
    expected = {word: [at for at in range(len(text)) if text.startswith(word, at)] for word in words}
    assert occurrences(text, sorted(words)) == expected


def test_many_words_in_a_long_text_take_little_time() -> None:
    words = [chr(0x4E00 + n) + chr(0x4E00 + n // 7) for n in range(9000)]
    began = time.process_time()
    occurrences("".join(words) * 20, sorted(set(words)))
    assert time.process_time() - began < 3
