"""Words and their offsets: every language, every way to type the same thing, every code point."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wiretrace import text as under_test
from wiretrace.text import (
    CHARACTER,
    DROPPED,
    EXPANSION,
    KIND_SHIFT,
    LETTER,
    SEPARATOR,
    fold,
    fold_block,
    folded_code_point,
    kind,
    split,
    unescape,
)

ANY_TEXT = st.text(st.characters())  # surrogates, astral code points and NUL among them
# Where equal texts differ most: what composes, decomposes, joins, vanishes.
TRICKY = (
    "aA ßſẞﬁ'’ʼ\u00ad\u200b\u0301\u0308\u0345\u0430\u0439éÉİıΣςᾳ½㎏ｶﾞガがか한\u1112\u1161\u11ab٣3\u0e01\u0e34\u0e33._-—…"
)
TRICKY_TEXT = st.text(st.sampled_from(TRICKY), max_size=12)


def words(text: str) -> list[str]:
    return split(text).folded


def test_words_lead_back_to_the_original_text() -> None:
    text = "  HARBOR  Light—“Marta’s” café "
    found = split(text)
    assert found.folded == ["harbor", "light", "martas", "cafe"]
    assert [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == ["HARBOR", "Light", "Marta’s", "café"]
    assert found.weights == [1.0] * 4
    assert len(found) == 4


@pytest.mark.parametrize("apostrophe", "'’‘ʼ＇`‛′")
def test_an_apostrophe_between_letters_joins_however_it_is_typed(apostrophe: str) -> None:
    assert words(f"don{apostrophe}t") == ["dont"]
    assert words(f"Tomas O{apostrophe}Brien-Hale") == ["tomas", "obrien", "hale"]


def test_an_apostrophe_at_the_edge_of_a_word_separates() -> None:
    assert words("'tis the boats' 'x'' y") == ["tis", "the", "boats", "x", "y"]
    assert words("a''b") == ["a", "b"]
    assert split("boats' end").ends[0] == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﬁnance", "finance"),
        ("Straße", "STRASSE"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("cafe\u0301", "CAFÉ"),
        ("Łódź", "Lodz"),
        ("harbour\u00a0light", "harbour light"),
        ("re-open", "re—open"),
        ("ＨＬＮＳ", "hlns"),
        ("١٢", "12"),
        ("ὈΔΥΣΣΕΎΣ", "Ὀδυσσεύς"),
        ("שָׁלוֹם", "שלום"),
        ("كِتَاب", "كتاب"),
        ("كتـــاب", "كتاب"),
        ("ｶﾞｽ", "ガス"),
        ("각", "\u1100\u1161\u11a8"),
    ],
)
def test_variants_of_typing_are_one_word(one: str, other: str) -> None:
    assert words(one) == words(other) != []


def test_underscores_and_punctuation_separate() -> None:
    assert words("snake_case, semi;colon/slash…dots") == ["snake", "case", "semi", "colon", "slash", "dots"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("港の光", ["港", "の", "光"]),
        ("ท่าเรือ", ["ท", "า", "เ", "รื", "อ"]),
        ("ທ່າເຮືອ", ["ທ", "າ", "ເ", "ຮື", "ອ"]),
        ("တို့", ["တို"]),
        ("ភូមិ", ["ភូ", "មិ"]),
    ],
)
def test_scripts_without_spaces_give_characters_of_half_weight(text: str, expected: list[str]) -> None:
    found = split(text)
    assert found.folded == [fold(c) for c in expected]
    assert set(found.weights) == {0.5}
    assert "".join(text[s:e] for s, e in zip(found.starts, found.ends, strict=True)) == text


def test_words_and_characters_stand_beside_each_other() -> None:
    found = split("HLNS港3日")
    assert (found.folded, found.weights) == (["hlns", "港", "3", "日"], [1.0, 0.5, 1.0, 0.5])


def test_korean_and_devanagari_have_words() -> None:
    assert split("항구 등대").weights == [1.0, 1.0]
    assert split("बंदरगाह की रोशनी").weights == [1.0, 1.0, 1.0]


def test_voicing_marks_tell_kana_apart() -> None:
    assert words("が") != words("か")


def test_one_code_point_may_hold_two_words() -> None:
    found = split("½")
    assert (found.folded, found.starts, found.ends) == (["1", "2"], [0, 0], [1, 1])


def test_nothing_gives_no_words() -> None:
    assert [words(t) for t in ("", " \n\t", "—…!", "\u00ad\u200b", "\x00\ud800")] == [[]] * 5


@given(ANY_TEXT | TRICKY_TEXT, ANY_TEXT | TRICKY_TEXT)
def test_texts_equal_under_nfkc_and_case_folding_split_alike(one: str, other: str) -> None:
    # Kana voicing typed after a Greek iota subscript: the one order that matters, see text.py.
    marks = set(unicodedata.normalize("NFKD", one + other))
    assume(not ("\u0345" in marks and marks & {"\u3099", "\u309a"}))
    for text in (one, other, one + other):
        same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        assert fold(same) == fold(text)
        assert words(same) == words(text)


def test_every_code_point_folds_as_its_normal_forms_do() -> None:
    for code_point in range(0x110000):
        character = chr(code_point)
        folded = folded_code_point(character)
        assert fold(folded) == folded
        assert fold(character.casefold()) == folded
        assert fold(unicodedata.normalize("NFKC", character)) == folded
        if character.isspace() or re.match(r"\s", character):
            assert all(kind(c) == SEPARATOR for c in folded), hex(code_point)


@given(ANY_TEXT | TRICKY_TEXT)
def test_offsets_are_in_order_and_inside_the_text(text: str) -> None:
    found = split(text)
    assert len(found.folded) == len(found.starts) == len(found.ends) == len(found.weights)
    assert all(0 <= s < e <= len(text) for s, e in zip(found.starts, found.ends, strict=True))
    assert found.starts == sorted(found.starts)
    assert found.ends == sorted(found.ends)
    assert all(found.folded)


@given(st.lists(ANY_TEXT | TRICKY_TEXT, max_size=5))
def test_white_space_always_ends_a_word(parts: list[str]) -> None:
    assert words(" ".join(parts)) == [word for part in parts for word in words(part)]


@given(st.from_regex(r"[A-Za-z0-9]+", fullmatch=True))
def test_a_plain_word_splits_as_one_with_an_invisible_character_does(word: str) -> None:
    plain, longer = split(word), split(word + "\u00ad")
    assert plain.folded == longer.folded
    assert (plain.starts, plain.weights) == (longer.starts, longer.weights)
    assert plain.ends == [len(word)]


def test_a_long_run_without_spaces_splits_as_its_parts_do() -> None:
    assert words("-".join(["harbor"] * 40)) == ["harbor"] * 40


@given(st.integers(0, 0x10FFFF))
def test_the_table_for_the_kernel_says_what_the_fold_says(code_point: int) -> None:
    first, expansions = fold_block(code_point // 256)
    entry = first[code_point % 256]
    what, rest = entry >> KIND_SHIFT, entry & ((1 << KIND_SHIFT) - 1)
    folded = folded_code_point(chr(code_point))
    if what == EXPANSION:
        entries = list(expansions[rest + 1 : rest + 1 + expansions[rest]])
    else:
        entries = [] if what == DROPPED else [entry]
    assert entries == [kind(c) << KIND_SHIFT | ord(c) for c in folded]


def test_kinds_are_told_by_the_folded_code_point() -> None:
    assert [kind(c) for c in "a3港'_ "] == [LETTER, LETTER, CHARACTER, under_test.APOSTROPHE, SEPARATOR, SEPARATOR]


def test_entities_left_in_a_text_are_replaced_with_the_way_back() -> None:
    text = "Caf&eacute;&nbsp;&#8220;R&amp;D&bogus; &#x41;"
    plain, origin = unescape(text)
    assert plain == "Café\xa0“R&D&bogus; A"
    assert len(origin) == len(plain) + 1
    at = plain.index("é")
    assert text[origin[at] : origin[at + 1]] == "&eacute;"
    assert text[origin[plain.index("A")] : origin[-1]] == "&#x41;"


@given(ANY_TEXT)
def test_unescaping_keeps_offsets_in_order(text: str) -> None:
    plain, origin = unescape(text)
    assert len(origin) == len(plain) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(text)
