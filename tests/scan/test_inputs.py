"""What may stand on the command line of a scan, and the addresses that it leads to."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scan.store.server import Server
from wiretrace.errors import InputError, StoreError
from wiretrace.scan.inputs import scan_addresses
from wiretrace.scan.store import Store


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def addresses(*inputs: str | Path, base: str | None = None) -> list[str]:
    given = list(map(str, inputs))
    return list(scan_addresses(given, Store.for_inputs(given), base))


def test_files_folders_archives_elsewhere_and_lists_are_taken_in_their_order(tmp_path: Path, server: Server) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("b.html", "a.warc.gz", "notes.docx"):
        (folder / name).touch()
    single = tmp_path / "c.wet"
    single.touch()
    manifest = tmp_path / "warc.paths"
    manifest.write_text("d.warc.gz\n")
    server.files["/crawl/wet.paths"] = b"crawl/e.wet.gz\n"
    remote = "https://dailygull.example/f.warc.gz"
    assert addresses(single, remote, manifest, folder, server.url("/crawl/wet.paths")) == [
        str(single),
        remote,
        str(tmp_path / "d.warc.gz"),
        str(folder / "a.warc.gz"),
        str(folder / "b.html"),
        server.url("/crawl/e.wet.gz"),
    ]


def test_the_base_is_for_lists_and_for_nothing_else(tmp_path: Path) -> None:
    single = tmp_path / "c.wet"
    single.touch()
    manifest = tmp_path / "warc.paths"
    manifest.write_text("crawl-data/d.warc.gz\n")
    assert addresses(single, manifest, base="s3://commoncrawl") == [
        str(single),
        "s3://commoncrawl/crawl-data/d.warc.gz",
    ]


@pytest.mark.parametrize("end", [".warc", ".warc.gz", ".wet", ".wet.gz", ".warc.gz?signature=a/b.html"])
@pytest.mark.parametrize("scheme", ["http", "https", "s3", "HTTPS"])
def test_archives_elsewhere_are_taken_without_being_asked_for(scheme: str, end: str) -> None:
    address = f"{scheme}://nowhere.example/a{end}"
    assert addresses(address) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "https://dailygull.example/",
        "https://dailygull.example/story.html",
        "https://dailygull.example/a.jsonl.gz",
        "https://dailygull.example/a?b=c.warc.gz",
        "s3://crawl/folder/",
    ],
)
def test_other_addresses_are_refused_by_a_message_that_names_what_is_read(address: str) -> None:
    with pytest.raises(InputError) as caught:
        addresses(address)
    assert str(caught.value).startswith(f"{address}: ")
    for kind in (".warc", ".warc.gz", ".wet", ".wet.gz", ".paths", ".paths.gz"):
        assert f"{kind}," in f"{caught.value},".replace(" and", ",").replace(" are", ",")


def test_a_manifest_elsewhere_is_known_by_its_path_not_its_query(server: Server) -> None:
    server.files["/lists/a.paths?key=b"] = b"c.warc\n"
    assert addresses(server.url("/lists/a.paths?key=b")) == [server.url("/lists/c.warc")]


def test_a_list_on_stdin_is_taken_whatever_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ["gone.html", "https://dailygull.example/a.warc.gz", "notes.docx"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(listed)))
    assert addresses("-") == listed


def test_what_stands_in_a_manifest_is_taken_whatever_it_is(tmp_path: Path) -> None:
    manifest = tmp_path / "a.paths"
    manifest.write_text("https://dailygull.example/story.html\nnotes.docx\n")
    assert addresses(manifest) == ["https://dailygull.example/story.html", str(tmp_path / "notes.docx")]


@pytest.mark.parametrize("name", ["gone.warc.gz", "gone.paths", "gone.paths.gz"])
def test_what_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        addresses(tmp_path / name)


def test_an_unknown_kind_of_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").touch()
    with pytest.raises(InputError, match=r"notes\.docx: unknown kind of input"):
        addresses(tmp_path / "notes.docx")


def test_a_manifest_that_its_server_does_not_give_is_an_error_of_the_store(server: Server) -> None:
    with pytest.raises(StoreError, match=r"warc\.paths\.gz: the server answered 404"):
        addresses(server.url("/warc.paths.gz"))
