"""Stories of RSS and Atom feeds, also hostile ones."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from tests.cast import MARTA, NGOZI, PARAGRAPHS, TOMAS
from tests.wirecopy.desk.imports.sources import BODY, HEADLINE, SITE, Pages, parted, stories
from wirecopy.desk.imports import Picture
from wirecopy.desk.imports.feeds import MOST_BYTES, MOST_TAGS, parse, read
from wirecopy.desk.markup import clean
from wirecopy.net.client import Answer

FEED = f"{SITE}/feed"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
)


def rss(*items: str, head: str = "") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0" {NAMESPACES}><channel><title>Quay</title>'
        f"<link>{SITE}</link><language>en-US</language>{inside}</channel></rss>"
    ).encode()


def atom(*entries: str, more: str = "") -> bytes:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES} xml:lang="de">'
        f"<title>Quay</title>{more}{inside}</feed>"
    ).encode()


ITEM = (
    f"<guid isPermaLink='false'>quay-1</guid><title>{HEADLINE}</title><link>{SITE}/fish-market</link>"
    f"<dc:creator>{MARTA} and {TOMAS}</dc:creator><pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate>"
    f"<description>The harbor board has decided.</description><category>harbor</category>"
    f"<content:encoded>{escape(BODY)}</content:encoded>"
    f"<media:content url='{SITE}/market.jpg' medium='image'/>"
)


def test_an_item_of_rss_comes_with_its_full_text_authors_and_picture() -> None:
    story = stories(parse(rss(ITEM), FEED))[0]
    assert story.source == f"feed:{FEED}:quay-1"
    assert (story.headline, story.summary) == (HEADLINE, "The harbor board has decided.")
    assert all(paragraph in story.body for paragraph in PARAGRAPHS)
    assert (story.bylines, story.language, story.topics) == ((MARTA, TOMAS), "en-US", ("harbor",))
    assert story.published == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (story.canonical, story.pictures) == (f"{SITE}/fish-market", (Picture(f"{SITE}/market.jpg"),))


def test_an_entry_of_atom_comes_with_its_full_text() -> None:
    body = escape('<p>Long.</p><img src="a.jpg" alt="A gull">')
    entry = (
        f"<id>tag:quay,2026:1</id><title type='html'>Fish &amp;amp; &lt;b&gt;ice&lt;/b&gt;</title><link href='/fish'/>"
        f"<author><name>{NGOZI}</name></author><author><name>{MARTA}</name></author>"
        f"<published>2026-03-02T08:00:00Z</published><updated>2026-03-02T09:00:00+01:00</updated><summary>Short.</summary>"
        f"<content type='html'>{body}</content>"
    )
    story = stories(parse(atom(entry), FEED))[0]
    assert (story.headline, story.summary, story.language) == ("Fish & ice", "Short.", "de")
    assert "<p>Long.</p>" in story.body
    assert story.bylines == (NGOZI, MARTA)
    assert story.modified == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (story.canonical, story.pictures) == (f"{SITE}/fish", (Picture(f"{SITE}/a.jpg", "A gull"),))


def test_content_as_plain_text_and_as_xhtml_becomes_paragraphs() -> None:
    plain = "<id>1</id><title>T</title><content type='text'>5 &lt; 6\nand\n\nso on</content>"
    xhtml = "<id>2</id><title>T</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p></div></content>"
    first, second = stories(parse(atom(plain, xhtml), FEED))
    assert first.body == "<p>5 &lt; 6</p>\n<p>and</p>\n<p>so on</p>"
    assert "<p>One.</p>" in second.body


def test_a_description_stands_for_the_text_where_there_is_no_other() -> None:
    story = stories(
        parse(rss("<guid>1</guid><title>T</title><description>&lt;p&gt;All of it.&lt;/p&gt;</description>"), FEED)
    )
    assert (story[0].body, story[0].summary) == ("<p>All of it.</p>", "")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Mon, 02 Mar 2026 08:00:00 GMT", "2026-03-02T08:00:00+00:00"),
        ("02 Mar 2026 03:00 EST", "2026-03-02T08:00:00+00:00"),
        ("Mon, 2 Mar 26 08:00:00 +0000", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T09:00:00+01:00", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T08:00:00.500Z", "2026-03-02T08:00:00.500000+00:00"),
        ("2026-03-02", "2026-03-02T00:00:00+00:00"),
        ("2026-03-02 08:00:00", "2026-03-02T08:00:00+00:00"),
        ("1772438400", "2026-03-02T08:00:00+00:00"),
        ("1772438400000", "2026-03-02T08:00:00+00:00"),
    ],
)
def test_dates_are_read_in_the_shapes_that_feeds_write(written: str, read_as: str) -> None:
    story = stories(parse(rss(f"<guid>1</guid><title>T</title><pubDate>{written}</pubDate>"), FEED))[0]
    assert story.published is not None
    assert (story.published.isoformat(), story.remarks) == (read_as, ())


@pytest.mark.parametrize("written", ["last Monday", "Mon, 99 Zed 2026 99:99:99", "99999999999999999999", "-1", "१२"])
def test_a_date_that_cannot_be_read_is_remarked_and_the_story_is_taken(written: str) -> None:
    story = stories(parse(rss(f"<guid>1</guid><title>T</title><pubDate>{written}</pubDate>"), FEED))[0]
    assert story.published is None
    assert story.remarks[0].startswith("published: ")


def test_deleted_entries_of_atom_come_as_deleted_with_their_reason() -> None:
    stones = (
        f'<at:deleted-entry ref="tag:quay,2026:1" when="2026-03-02T09:00:00Z"><at:comment>The papers were forged.</at:comment>'
        f'</at:deleted-entry><at:deleted-entry ref="{SITE}/2" when="never"/><at:deleted-entry/>'
    )
    found, problems = parted(parse(atom(more=stones), FEED))
    assert [(story.source, story.reason) for story in found] == [
        (f"feed:{FEED}:tag:quay,2026:1", "The papers were forged."),
        (f"feed:{FEED}:{SITE}/2", f"{FEED} says that it was deleted"),
    ]
    assert all(story.is_deleted for story in found)
    assert found[1].remarks
    assert "does not say which" in problems[0].message


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "head",
    [
        f"{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % out SYSTEM "http://127.0.0.1/x.dtd"> %out;]>',
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 9999}">]>',
        '<!doctype rss [<!entity a "x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-16-be"])
def test_entities_are_refused_in_every_encoding(head: str, encoding: str) -> None:
    item = "<guid>1</guid><title>&a;&file;</title>"
    data = rss(item, head=head).decode().replace("UTF-8", encoding).encode(encoding)
    found, problems = parted(parse(data, FEED))
    assert found == []
    assert "declares entities" in problems[0].message


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "unicode_escape", "hz", "punycode", "iso2022_jp"])
def test_encodings_that_can_hide_a_declaration_are_refused(encoding: str) -> None:
    data = rss("<guid>1</guid><title>T</title>").replace(b"UTF-8", encoding.encode())
    assert "ask the site for UTF-8" in parted(parse(data, FEED))[1][0].message
    plain = rss("<guid>1</guid><title>T</title>").replace(b' encoding="UTF-8"', b"")
    assert parted(parse(plain, FEED, content_type=f"text/xml; charset={encoding}"))[1]


def test_a_document_type_from_elsewhere_is_not_fetched() -> None:
    data = rss(ITEM, head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">')
    assert stories(parse(data, FEED))[0].headline == HEADLINE


def test_a_feed_in_another_encoding_keeps_its_letters() -> None:
    data = rss("<guid>1</guid><title>Højesteret</title>").decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert stories(parse(data, FEED))[0].headline == "Højesteret"
    wide = rss("<guid>1</guid><title>Højesteret</title>").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert stories(parse(wide, FEED))[0].headline == "Højesteret"


def test_the_name_of_a_file_is_not_read_as_one() -> None:
    found, problems = parted(parse(b"/etc/passwd", FEED))
    assert found == []
    assert "is no feed" in problems[0].message


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe" * 50, b"<html><body>Sign in</body></html>", b"{}", b"<" * 5000])
def test_what_is_no_feed_is_named(data: bytes) -> None:
    found, problems = parted(parse(data, FEED))
    assert found == []
    assert problems[0].item == FEED


def test_a_feed_that_is_not_well_formed_gives_what_can_be_read_and_says_so() -> None:
    found, problems = parted(parse(rss(ITEM, "<guid>2</guid><title>Cut off").partition(b"Cut off")[0] + b"Cut", FEED))
    assert found[0].headline == HEADLINE
    assert "not well-formed" in problems[0].message


def test_an_entry_that_cannot_be_known_again_is_named_and_the_rest_goes_on() -> None:
    found, problems = parted(parse(rss("<title>Nameless</title>", ITEM), FEED))
    assert [story.headline for story in found] == [HEADLINE]
    assert "'Nameless' has neither id nor link" in problems[0].message


def test_a_key_that_is_too_long_is_hashed_and_stays_the_same() -> None:
    data = rss(f"<guid>{'x' * 500}</guid><title>T</title>", f"<guid>{'x' * 501}</guid><title>T</title>")
    keys = [story.source for story in stories(parse(data, FEED))]
    assert keys == [story.source for story in stories(parse(data, FEED))]
    assert len(set(keys)) == 2
    assert all(len(key) <= 300 for key in keys)


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 20_000,
        escape("<div>" * 50_000),
        escape("<ul><li>" * 50_000),
        "<![CDATA[" + "<blockquote>" * 50_000 + "]]>",
        "<![CDATA[" + "<a href='" * 5_000 + "]]>",
        "&lt;img src=" * 5_000,
        "<x " + "a='1' " * 5_000,
    ],
)
def test_a_hostile_item_is_taken_or_named_and_hangs_nothing(inside: str) -> None:
    found = list(parse(rss(f"<guid>1</guid><title>T</title><content:encoded>{inside}</content:encoded>"), FEED))
    assert found


@pytest.mark.parametrize("tag", ["<div>", "&lt;b&gt;"])
def test_a_feed_of_too_many_tags_is_not_read(tag: str) -> None:
    assert "at most" in parted(parse(b"x" * (MOST_BYTES + 1), FEED))[1][0].message
    data = rss(f"<guid>1</guid><title>T</title><content:encoded>{tag * MOST_TAGS}</content:encoded>")
    assert "ask for a shorter feed" in parted(parse(data, FEED))[1][0].message


@pytest.mark.parametrize("tag", ["ul", "blockquote", "b", "div", "span"])
def test_html_that_is_nested_so_deep_that_text_would_be_lost_is_named(tag: str) -> None:
    item = "<guid>{0}</guid><title>T</title><content:encoded>{1}</content:encoded>"
    deep, flat = (escape(f"<{tag}>" * depth + "The end." + f"</{tag}>" * depth) for depth in (101, 99))
    long = escape("<p>a<br><img src='/a.jpg'>" * 3_000 + f"<{tag}>a</{tag}> " * 3_000)
    items = [item.format(number, body) for number, body in enumerate((deep, flat, long))]
    found, problems = parted(parse(rss(*items), FEED))
    assert "The end." in clean(found[0].body)
    assert clean(found[1].body).count("a") >= 6_000
    assert "more than 100 elements; tidy it where it comes from" in problems[0].message


def test_a_feed_is_asked_for_once_and_304_is_nothing_new() -> None:
    pages = Pages()
    pages.answers = {FEED: Answer(FEED, 304)}
    assert list(read(FEED, fetch=pages)) == []
    pages.answers = {FEED: Answer(FEED, 200, {"content-type": "text/xml"}, rss(ITEM))}
    assert len(stories(read(FEED, fetch=pages, known=["feed:x:1"]))) == 1
    assert stories(read(FEED, fetch=pages, since=datetime(2026, 3, 3, tzinfo=UTC))) == []
    assert pages.asked == [FEED, FEED, FEED]


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_feed_that_is_away_is_a_problem_and_deletes_nothing(status: int) -> None:
    pages = Pages()
    assert "takes no connection" in parted(read(FEED, fetch=pages))[1][0].message
    pages.answers = {FEED: Answer(FEED, status)}
    found, problems = parted(read(FEED, fetch=pages, known=[f"feed:{FEED}:1"]))
    assert found == []
    assert f"answered {status}" in problems[0].message
