"""Charsets: which one is taken, and that none stops a page."""

import pytest

from wiretrace.html.charset import declared, decode

TEXT = "<p>Fähre – “Hafen”"


@pytest.mark.parametrize(
    ("data", "header", "charset"),
    [
        (TEXT.encode("utf-8-sig"), None, "utf-8"),
        (TEXT.encode("utf-16"), None, "utf-16-le"),
        (TEXT.encode("utf-16-le"), None, "utf-16-le"),
        (TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1", "windows-1252"),
        (TEXT.encode("cp1252"), None, "windows-1252"),
        (TEXT.encode(), None, "utf-8"),
        (TEXT.encode(), "text/html; charset=no-such-charset", "utf-8"),
        (b"<meta charset=windows-1252>" + TEXT.encode("cp1252"), None, "windows-1252"),
        (b"<meta charset=utf-8>" + TEXT.encode("cp1252"), None, "windows-1252"),
        (b"<meta charset=utf-16>" + TEXT.encode(), None, "utf-8"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + TEXT.encode("cp1252"), None, "windows-1252"),
    ],
)
def test_the_text_is_read_right(data: bytes, header: str | None, charset: str) -> None:
    text, used = decode(data, header)
    assert used == charset
    assert text.endswith(TEXT)


def test_the_header_goes_before_the_page() -> None:
    assert declared(b"<meta charset=koi8-r>", 'text/html; charset="windows-1251"') == "windows-1251"
    assert declared(b"<meta charset=koi8-r>", "text/html") == "koi8-r"


def test_gb2312_is_read_as_what_holds_it() -> None:
    assert decode("<p>港口".encode("gb18030"), "text/html; charset=gb2312") == ("<p>港口", "gb18030")


@pytest.mark.parametrize("named", ["gb2312", "windows-1252", "euc-kr"])
def test_utf8_in_a_template_that_names_another_charset_is_read_as_utf8(named: str) -> None:
    page = f"<meta charset={named}><p>港口管理局周二投票决定保留冬季时刻表"
    assert decode(page.encode()) == (page, "utf-8")
    assert decode(page.encode(), f"text/html; charset={named}") == (page, "utf-8")


def test_a_few_characters_that_happen_to_be_utf8_stay_what_they_are_declared() -> None:
    data = b"<p>" + b"\xc4\x8f" * 4  # four Chinese characters, and well-formed UTF-8
    assert decode(data, "text/html; charset=gb2312") == (data.decode("gb18030"), "gb18030")


def test_a_cut_character_does_not_turn_a_utf8_page_into_another() -> None:
    text, used = decode("Fähre äöü".encode()[:-1])
    assert (text, used) == ("Fähre äö\ufffd", "utf-8")


@pytest.mark.parametrize("label", ["zlib", "hex", "rot13", "idna", "utf-7", "", "x" * 300])
def test_what_is_no_charset_of_pages_is_passed_over(label: str) -> None:
    assert decode(b"<p>x", f"text/html; charset={label}") == ("<p>x", "utf-8")
