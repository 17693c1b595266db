"""Fingerprints as arrays: shapes, types, offsets into the text."""

import numpy as np
import pytest

from wiretrace.fingerprint import NGRAM, WINDOW, grams, tokens, winnow

TEXT = "The light over the harbor burned all night, Marta Lindqvist’s neighbours said on Monday; nobody had lit it."


def test_tokens_come_as_arrays_of_one_length() -> None:
    found = tokens(TEXT)
    assert [a.dtype.name for a in (found.hashes, found.starts, found.ends, found.halves)] == [
        "uint64",
        "int32",
        "int32",
        "uint8",
    ]
    assert len(found) == len(found.starts) == len(found.ends) == len(found.halves) == 18


def test_a_gram_spans_its_first_to_its_last_word() -> None:
    found = grams(TEXT)
    assert len(found) == 18 - NGRAM + 1 == len(found.starts) == len(found.ends)
    assert TEXT[found.starts[0] : found.ends[0]] == "The light over the harbor burned"
    assert TEXT[found.starts[-1] : found.ends[-1]] == "on Monday; nobody had lit it"
    assert np.array_equal(grams(found.tokens).hashes, found.hashes)


@pytest.mark.parametrize("text", ["", "only five words stand here", "\x00"])
def test_a_short_text_has_no_grams(text: str) -> None:
    found = grams(text)
    assert (len(found), len(found.starts), len(found.ends)) == (0, 0, 0)
    assert len(winnow(found.hashes)) == 0


def test_a_text_of_one_gram_keeps_it() -> None:
    assert winnow(grams("the light over the harbor burned").hashes).tolist() == [0]


def test_style_of_typing_does_not_change_the_grams() -> None:
    other = TEXT.upper().replace("’", "'").replace(" ", "\u00a0\n")
    assert np.array_equal(grams(other).hashes, grams(TEXT).hashes)


def test_winnowing_keeps_a_gram_of_every_window() -> None:
    kept = winnow(grams(TEXT * 20).hashes)
    assert kept.dtype == np.int32
    assert np.diff(kept).max() <= WINDOW
