"""The text of a page straight from its bytes: what it is, and that the compiled readers equal the reference."""

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiretrace.fingerprint.markup import LONG_STRING, raw_text, unescape_string

try:
    from wiretrace.fingerprint import _kernel
except ModuleNotFoundError:
    _kernel = None  # type: ignore[assignment]  # the tests below say so

needs_kernel = pytest.mark.skipif(_kernel is None, reason="the kernel is not built")
SHARED = Path(os.environ.get("WIRECOPY_SHARED", "../shared")) / "data" / "credit_pages" / "html"
PROSE = "The harbor light burned all night, and nobody on the quay could say who had lit it. " * 4


def text(page: str | bytes) -> str:
    return raw_text(page if isinstance(page, bytes) else page.encode()).text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("one<b>two</b>three", "onetwothree"),
        ("<p>one</p>two<br>three", "one\ntwo\nthree"),
        ("a <!-- <p> --> b", "a b"),
        ("a<!-->b<!--->c<!-- x --!>d", "abcd"),
        ("a<!doctype html>b<?xml version='1'?>c</ x>d", "abcd"),
        ("1 < 2 <3 & 4", "1 < 2 <3 & 4"),
        ('<a title="x > y" rel=\'>\'>one</a>', "one"),
        ('<a title = "x > y">one', "one"),
        ('<a "x>one', "one"),
        ("<style>p > b {}</style>one<title>T</title>two<iframe><p>x</iframe >three", "onetwothree"),
        ("<svg><title/><desc/>one</svg>", "one"),
        ("caf&eacute; &amp; &#8211; &#x2014; &#150; &nosuch; &copy", "café & – — – &nosuch; ©"),
        ("&ampx &notin; &notit; &#0; &#xD800; &#99999999; &#;", "&x ∉ ¬it; \ufffd \ufffd \ufffd &#;"),
        ("one \n\t two", "one \n\t two"),
        ("<div>\n\n  <p>  one</p>  \n<p>two", "one\ntwo"),
        ("<b>LINDQVIST</b>March <i>Lindqvist</i>HLNS <i>2026</i>HLNS <i>Lindqvist</i>12", "LINDQVIST March Lindqvist HLNS 2026 HLNS Lindqvist 12"),
        ("<i>HLNS</i>X CO<sub>2</sub> <i>a</i>b", "HLNSX CO2 ab"),
        ("<i>2021</i>Серия <i>тура</i>Итоги <i>Ωδή</i>Ένα <i>漢字</i>12", "2021 Серия тура Итоги Ωδή Ένα 漢字12"),
        ("<scr" "ipt>var a = 'short';</scr" "ipt>one", "one"),
        ("one<p", "one\n"),
        ("one</", "one</"),
        ("<BODY><DIV>one</DIV>two", "one\ntwo"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_is_read_as_a_browser_reads_it(page: str, expected: str) -> None:
    assert text(page) == expected


@pytest.mark.parametrize(
    "script",
    [
        f'{{"articleBody": "{PROSE}"}}',
        f'{{"a":1,"body":"\\u003cp class=\\"x\\"\\u003e{PROSE}\\u003c\\/p\\u003e"}}',
        f'self.push([1,"{{\\"body\\":\\"{PROSE}\\\\n\\"}}"])',
    ],
)
def test_prose_that_only_a_script_holds_is_read(script: str) -> None:
    assert PROSE.strip() in " ".join(text(f"<p>a</p><script>{script}</script>").split())


def test_strings_of_a_script_that_are_no_prose_are_passed_over() -> None:
    key = "abcdefghij" * 40
    assert text(f'<script>{{"key": "{key}", "x": "short words in here"}}</script>one') == "one"
    half = PROSE[: LONG_STRING - 1]
    assert text(f'<script>{{"text": "{half}"}}</script>one') == "one"


def test_a_string_of_json_ld_may_run_over_lines_and_one_of_code_may_not() -> None:
    string = f'{{"articleBody": "{PROSE}\n{PROSE}"}}'
    assert "harbor" in text(f'<script type="application/ld+json">{string}</script>')
    assert text(f"<script>{string}</script>") == ""


def test_escapes_are_undone_however_often_they_were_made() -> None:
    assert unescape_string(rb"a\u00fcb\\u00fcc\ud83d\ude00d\/e\"f\\\"g\nh\x41") == 'aübüc😀d/e"f"g hA'.encode()
    assert unescape_string(rb"\ud83d x \ude00\u12") == "\ufffd x \ufffdu12".encode()


def test_bytes_that_are_no_character_are_counted() -> None:
    assert raw_text(b"caf\xe9 \xc3\xa9 \xf0\x9f").broken == 2
    assert raw_text(b"caf\xe9 \xc3\xa9").beyond_ascii == 1
    assert text(b"\xed\xa0\x80 \xf4\x90 \xe0\x80 \xc0\xaf").replace("\ufffd", "?") == "??? ?? ?? ??"


def test_a_charset_of_one_byte_a_character_is_read_by_its_table() -> None:
    high = bytes(range(128, 256)).decode("cp1251", "replace")
    assert raw_text("<p>Горела &amp; погасла".encode("cp1251"), high).text == "Горела & погасла"


def test_plain_text_is_no_markup() -> None:
    assert raw_text("a <b> &amp; é".encode(), markup=False).text == "a <b> &amp; é"


PIECES = [
    "<", ">", "</", "<!--", "-->", "--!>", "<p>", "</p>", "<b>", "</b>", "<img ", "alt=", '"', "'", "= ", "/>", "<br/>",
    "<script>", "</script>", '<script type="application/ld+json">', "<style>", "</style>", "<title", "</title>", "<desc/>",
    "&", "&amp;", "&copy", "&#", "&#x", "&#8217;", "&nGt;", "1", "2026", "AB", "ab", "Ab", " ", "\n", "\t  ", "\\", '\\"',
    '{"a":"', "\\u00e9", "\\ud83d", "\\ude00", "é", "É", "Да", "ВЫ", "か", "😀", "\ufffd", "’", "`", "x" * 70, "word " * 50, "word " * 9, "\x00", "\v",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())
BROKEN = st.lists(MARKUP | st.binary(max_size=6), max_size=6).map(b"".join)


@needs_kernel
@pytest.mark.parametrize("using", _kernel.READERS if _kernel else ["portable"])
@given(page=BROKEN | st.binary(), markup=st.booleans())
@example(page=b"", markup=True)
@example(page=b'<script>{"a":"' + b"word " * 60 + b'"}</script>' + b"<b>x</b>" * 40, markup=True)
@example(page=b"<a href='" + b"x" * 200 + b"' alt=\"" + b"y>" * 99 + b'">z', markup=True)
def test_every_compiled_reader_equals_the_reference(using: str, page: bytes, markup: bool) -> None:
    assert _kernel.raw_text(page, None, markup, using) == raw_text(page, None, markup)


@needs_kernel
@pytest.mark.parametrize("using", _kernel.READERS if _kernel else ["portable"])
@pytest.mark.parametrize("end", ["</script>", "</SCRIPT\n>", "</scriptx></script", "</script", "<</script/>"])
def test_a_script_ends_at_its_end_tag_wherever_that_stands_in_a_block(using: str, end: str) -> None:
    for place in range(130):
        code = "." * place + f'"{PROSE}{end}"{PROSE}" = "{PROSE}"</script>'
        page = f'<script>x = "<b>{code}<p>{PROSE}</p><style>{code}</style>{PROSE}'.encode()
        assert _kernel.raw_text(page, None, True, using) == raw_text(page)


@needs_kernel
@given(page=BROKEN)
def test_charsets_of_one_byte_are_read_alike(page: bytes) -> None:
    high = bytes(range(128, 256)).decode("cp1252", "replace")
    for using in _kernel.READERS:
        assert _kernel.raw_text(page, high, True, using) == raw_text(page, high)


@needs_kernel
@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared data at WIRECOPY_SHARED")
def test_the_readers_are_equal_on_real_pages() -> None:
    for file in sorted(SHARED.glob("*.gz"))[::16]:
        page = gzip.decompress(file.read_bytes())
        expected = raw_text(page)
        for using in _kernel.READERS:
            assert _kernel.raw_text(page, None, True, using) == expected, f"{file.name} by {using}"
