"""INPUT of the command: every kind, and a bad item that does not stop the rest."""

import gzip
import io
import json
from pathlib import Path

import pytest

from tests.test_warc import response
from wiretrace.errors import InputError, PageTooDeep
from wiretrace.html import MAX_PAGE_BYTES
from wiretrace.pages import MAX_PICTURE_BYTES, input_files, read_page, read_pages

PAGE = b"<h1>Ferry</h1><p>The ferry stopped."
TEXT = "Ferry\nThe ferry stopped."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE),
        ("a.htm", PAGE),
        ("a.html.gz", gzip.compress(PAGE)),
        ("a.txt", TEXT.encode()),
        ("a.warc", response("https://dailygull.example/", PAGE)),
        ("a.warc.gz", response("https://dailygull.example/", PAGE, gz=True)),
        ("a.jsonl", json.dumps({"id": "1", "html": PAGE.decode()}).encode() + b"\n"),
        ("a.jsonl.gz", gzip.compress(json.dumps({"url": "https://x.example/", "text": TEXT}).encode())),
    ],
)
def test_every_kind_of_input_gives_its_page(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (source,) = read_pages(input_files([str(tmp_path)]))
    assert source.problem is None
    assert source.page is not None
    assert source.page.text == TEXT


def test_a_folder_is_read_in_order_with_what_lies_below_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.html", "a.txt", "b/x.html", "picture.png", "note.md"):
        (tmp_path / name).write_bytes(PAGE)
    assert [str(Path(file).relative_to(tmp_path)) for file in input_files([str(tmp_path)])] == [
        "a.txt",
        "b/x.html",
        "c.html",
    ]


def test_a_dash_is_a_list_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{tmp_path}/a.html\n\n"))
    assert list(input_files(["-"])) == [f"{tmp_path}/a.html"]


def test_what_is_missing_or_of_no_known_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(input_files([str(tmp_path / "none.html")]))
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(InputError, match="unknown kind"):
        list(input_files([str(tmp_path / "a.docx")]))


def test_a_bad_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(b"not gzip")
    (tmp_path / "b.html").write_bytes(b"<div>" * 50_000)
    (tmp_path / "c.html").write_bytes(PAGE)
    (tmp_path / "d.html.gz").write_bytes(gzip.compress(PAGE * 99)[:-20])
    sources = list(read_pages([*input_files([str(tmp_path)]), str(tmp_path / "gone.html")]))
    assert [source.page is not None for source in sources] == [False, False, True, False, False]
    for source, name in zip(sources, ("a.html.gz", "b.html", "c.html", "d.html.gz", "gone.html"), strict=True):
        assert source.page or name in (source.problem or "")


def test_an_error_of_one_page_keeps_its_class_and_gains_its_name(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(b"<div>" * 50_000)
    with pytest.raises(PageTooDeep, match=r"b\.html"):
        read_page(tmp_path / "b.html")


def test_a_bad_line_is_named_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": "One"}),
        "{not json",
        json.dumps({"id": "nothing"}),
        json.dumps(["a"]),
        "",
        json.dumps({"id": "deep", "html": "<div>" * 50_000}),
        json.dumps({"text": "Six"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    sources = list(read_pages([str(tmp_path / "a.jsonl")]))
    assert [source.page is not None for source in sources] == [True, False, False, False, False, True]
    assert [f"a.jsonl:{number}" in (source.problem or "") for number, source in zip((2, 3, 4, 6), sources[1:5], strict=True)] == [True] * 4  # fmt: skip
    assert sources[0].name == "one"
    assert sources[5].name.endswith("a.jsonl:7")


def test_a_line_without_end_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    line = json.dumps({"id": "last", "text": "Last"}).encode()
    data = gzip.compress(b"x" * (MAX_PAGE_BYTES * 2 + 5) + b"\n" + line, 1)
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    bad, good = read_pages([str(tmp_path / "a.jsonl.gz")])
    assert "line 1 is longer" in (bad.problem or "")
    assert good.name == "last"


def test_lines_cut_in_the_middle_of_gzip_say_so_at_the_end(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"id": str(n), "text": f"line {n * n * 7919}"}).encode() + b"\n" for n in range(2_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-2_000])
    *good, last = read_pages([str(tmp_path / "a.jsonl.gz")])
    assert good
    assert all(source.page for source in good)
    assert "broken after line" in (last.problem or "")


def test_damage_in_an_archive_is_an_item_of_its_own(tmp_path: Path) -> None:
    data = response("https://a.example/1", PAGE, gz=True) + b"junk" + response("https://a.example/2", PAGE, gz=True)
    (tmp_path / "a.warc.gz").write_bytes(data)
    sources = list(read_pages([str(tmp_path / "a.warc.gz")]))
    assert [source.name[-1] for source in sources if source.page] == ["1", "2"]
    assert [source.problem for source in sources if not source.page and "damaged at byte" in (source.problem or "")]


def test_the_header_of_an_archived_page_names_its_charset(tmp_path: Path) -> None:
    data = response("https://a.example/", "<p>Fähre".encode("cp1251", "replace"), ("Content-Type", "text/html; charset=windows-1251"))  # fmt: skip
    (tmp_path / "a.warc").write_bytes(data)
    (source,) = read_pages([str(tmp_path / "a.warc")])
    assert source.page is not None
    assert source.page.charset == "windows-1251"
    assert source.page.url == "https://a.example/"


def test_pictures_beside_a_saved_page_are_read_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "page files").mkdir(parents=True)
    (folder / "page files" / "hlns.png").write_bytes(b"logo")
    (folder / "huge.png").write_bytes(bytes(MAX_PICTURE_BYTES + 1))
    (tmp_path / "outside.png").write_bytes(b"secret")
    sources = ["page%20files/hlns.png", "huge.png", "../outside.png", f"{tmp_path}/outside.png", "none.png",
               "https://x.example/a.png", "a%00.png", "x" * 400 + ".png"]  # fmt: skip
    (folder / "page.html").write_text("".join(f'<img src="{source}">' for source in sources))
    assert read_page(folder / "page.html").pictures == {"page%20files/hlns.png": b"logo"}
